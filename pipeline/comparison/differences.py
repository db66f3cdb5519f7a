"""From collated texts to differences: their kind, name, weight and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.language.vocabulary import words
from pipeline.comparison.align import Text
from pipeline.comparison.collate import Collation, Locus, Witness, WitnessGroup
from pipeline.comparison.origin import Maker
from pipeline.comparison.result import Difference, Reading, TextPiece, WitnessSpan, places
from pipeline.comparison.sides import LABEL, KeyedWord, Side, core, span_text
from pipeline.comparison.weigh import DATE, category, weight
from pipeline.layout.document import COVERED
from pipeline.records.comparison_types import DepartureKind, MadeBy
from pipeline.records.items import RecordItem, evidence_of, items

_MADE: dict[Maker, MadeBy] = {
    Maker.DEPARTMENT: "department", Maker.DOUBTFUL: "doubtful", Maker.OCR: "ocr", Maker.TYPOGRAPHY: "typography",
}  # fmt: skip
_PARTS = ("signatories", "enclosures", "copies")
_AROUND = 6  # words of context
_NEAR = 4  # words beside a change that may be of one date or number with it: `Friday,` | `April 6, 2018`
_CONNECTING = frozenset((*words("articles"), *words("places"), "nation", "of", "and", "for", "at", "in", "to", "your"))


_KINDS = frozenset((*words("places"), "nation"))


@dataclass(frozen=True)
class LocusReader:
    """What turns the loci of a collation into differences; `field` is given where a field is compared, not a whole text."""

    sides: Sequence[Side]
    collation: Collation
    field: str | None = None

    @cached_property
    def _witnesses(self) -> dict[int, Witness]:
        return {witness.document: witness for witness in self.collation.witnesses}

    @cached_property
    def _has_moves(self) -> bool:
        return any(locus.moved for locus in self.collation.loci)

    def differences(self) -> Iterator[Difference]:
        """The differences, the set-aside ones included, in the base's order; the moves last."""
        for locus in self.collation.loci:
            if locus.made_by >= Maker.TYPOGRAPHY and len(locus.groups) > 1:
                yield self._difference(locus)
        for locus in self.collation.set_aside:
            yield self._difference(locus)
        yield from self._moves()

    def passages(self) -> Iterator[TextPiece]:
        """The texts in pieces."""
        sentences, words = self.collation.base.sentences, self.collation.base.words
        text = self.sides[self.collation.base.document].text
        for locus in self.collation.loci:
            start = words[sentences[locus.sentence].first].start if sentences else 0
            kind, name = self._kind(locus)
            readings = tuple(
                Reading(self._text(locus, self._with(locus, g)[0]), tuple(p for d in g.documents for p in self._spans(locus, d)))
                for g in locus.groups
            )
            if any(reading.places for reading in readings):
                made = _MADE[locus.made_by] if len(locus.groups) > 1 else None
                moved = tuple(sorted(locus.moved))
                yield TextPiece(kind, made, name, text.count("\n", 0, start), locus.sentence, readings, moved)

    def _spans(self, locus: Locus, document: int) -> Iterator[WitnessSpan]:
        words, numbers = self._witnesses[document].words, locus.readings[document]
        start = 0
        for n in range(1, len(numbers) + 1):
            if n == len(numbers) or numbers[n] != numbers[n - 1] + 1:
                yield WitnessSpan(document, words[numbers[start]].start, words[numbers[n - 1]].end)
                start = n

    def _difference(self, locus: Locus) -> Difference:
        kind, name = self._kind(locus)
        groups = locus.groups if len(locus.groups) > 1 else ()
        readings = tuple(self._reading(locus, self._with(locus, g), g.doubtful) for g in groups) or self._forms(locus)
        words = [[self._witnesses[r.documents[0]].words[n] for n in locus.readings[r.documents[0]]] for r in readings]
        if kind != "slot" and name is None:
            name = self._part(locus)
        start, end = locus.first // 2, (locus.last + 1) // 2
        base = self.collation.base.words
        what = category(words, name == "signatories", base[max(0, start - _NEAR) : start], base[end : end + _NEAR])
        before, after = self._around(locus.first, locus.last)
        made_by = min(locus.made_by, Maker.DOUBTFUL) if self._in_letterhead(locus) else locus.made_by
        if self._has_moves and all(word.key == LABEL for reading in words for word in reading):
            made_by = min(made_by, Maker.TYPOGRAPHY)  # an item that moved left its number, or took it along
        covered = {any(word.text == COVERED for word in reading) for reading in words} == {True, False}
        made: MadeBy = "covered" if covered else _MADE[made_by]
        return Difference(kind, made, what, weight(what), name, before, after, _trimmed(readings))

    def _in_letterhead(self, locus: Locus) -> bool:
        """A scan's letterhead, set in columns and full of ornament, is read as it may be."""
        base = self.collation.base
        first = next((s.first for s in base.sentences if s.zone), 0)
        return locus.last < 2 * first and any(witness.scanned for witness in self.collation.witnesses)

    def _forms(self, locus: Locus) -> tuple[Reading, ...]:
        """The readings of a place in which all agree but for misreadings and typography, as printed."""
        found: dict[str, list[int]] = {}
        for document in sorted(locus.readings):
            found.setdefault(self._text(locus, document), []).append(document)
        ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        return tuple(self._reading(locus, documents) for _, documents in ranked)

    def _kind(self, locus: Locus) -> tuple[DepartureKind, str | None]:
        if len(locus.groups) < 2:
            read = [w for d, numbers in locus.readings.items() for n in numbers if (w := self._witnesses[d].words[n])]
            labels = locus.first == locus.last and bool(read) and all(w.key == LABEL for w in read)
            return ("slot", "numbering") if labels and len({core(w.text) for w in read}) > 1 else ("shared", self.field)
        if self.field is None and (name := self._slot(locus)):
            return "slot", name
        empty = [g for g in locus.groups if not g.words]
        said = [g for g in locus.groups if g.words]
        whole = len(empty) == len(locus.groups) - 1 and any(self._has_sentence(locus, d) for g in said for d in g.documents)
        return ("only_here" if whole else "variant"), self.field

    def _slot(self, locus: Locus) -> str | None:
        """The known field in which every reading lies, if there is one."""
        names: set[str] = set()
        for document, numbers in locus.readings.items():
            words = [self._witnesses[document].words[n] for n in numbers]
            if not self.sides[document].is_native:
                words = [w for w in words if core(w.text)]  # specks beside a field
            if words:
                name = _zone(self.sides[document], words) or _mention(self.sides[document], words)
                if name is None:
                    return None
                names.add(name)
        order = ("recipient", "address", "salutation", "date", "reference number", "delivery")
        return next((name for name in order if name in names), None)

    def _part(self, locus: Locus) -> str | None:
        """The part of a letter that no text of it has in common by itself: the signature, the enclosures, the copies."""
        for field in _PARTS:
            spans = {d: [_span(item) for item in items(self.sides[d].record, field)] for d in locus.readings}
            if any(spans.values()) and all(self._within(locus, d, spans[d]) for d in locus.readings):
                return field
        return None

    def _within(self, locus: Locus, document: int, spans: Sequence[tuple[int, int]]) -> bool:
        return all(any(a <= p.start and p.end <= b + 1 for a, b in spans) for p in self._spans(locus, document))

    def _has_sentence(self, locus: Locus, document: int) -> bool:
        numbers = set(locus.readings[document])
        sentences = self._witnesses[document].sentences
        return any(s.last - s.first > 2 and numbers.issuperset(range(s.first, s.last)) for s in sentences)

    def _text(self, locus: Locus, document: int) -> str:
        text = self.sides[document].text
        return " … ".join(" ".join(text[p.start : p.end].split()) for p in self._spans(locus, document))

    def _with(self, locus: Locus, group: WitnessGroup) -> list[int]:
        """A group's documents, first one that has its reading to the letter and in one piece, whatever their order."""
        keys = [w.key for w in group.words]
        exact = [d for d in group.documents if [self._witnesses[d].words[n].key for n in locus.readings[d]] == keys]
        first = min(exact, key=lambda d: (len(text := self._text(locus, d)), text, d))
        return [first, *(d for d in group.documents if d != first)]

    def _reading(self, locus: Locus, documents: Sequence[int], doubtful: bool = False) -> Reading:
        return Reading(self._text(locus, documents[0]), self._places(locus, documents), doubtful)

    def _places(self, locus: Locus, documents: Sequence[int]) -> tuple[WitnessSpan, ...]:
        found: list[WitnessSpan] = []
        for document in documents:
            spans = list(self._spans(locus, document))
            found += [places(self.sides, document, p.start, p.end) for p in spans] or [self._nowhere(locus, document)]
        return tuple(found)

    def _nowhere(self, locus: Locus, document: int) -> WitnessSpan:
        """Where a document would have what it lacks: an empty span, with the boxes of the word before it."""
        at, words = self._last_before(locus, document), self._witnesses[document].words
        if not words:
            return WitnessSpan(document, 0, 0)
        near = places(self.sides, document, words[max(at, 0)].start, words[max(at, 0)].end)
        point = words[at].end if at >= 0 else words[0].start
        return WitnessSpan(document, point, point, near.pages, near.boxes)

    def _last_before(self, locus: Locus, document: int) -> int:
        loci = [*self.collation.loci]
        number = next((n for n, other in enumerate(loci) if other.last >= locus.first), len(loci))
        before = [m for other in loci[max(0, number - 8) : number] for m in other.readings[document]]
        if number < len(loci) and loci[number].first < locus.first:
            offset = (locus.first - loci[number].first) // 2
            return (loci[number].readings[document][:offset] or before or [-1])[-1]
        return before[-1] if before else -1

    def _around(self, first: int, last: int) -> tuple[str, str]:
        base = self.collation.base
        text = self.sides[base.document].text
        start, end = first // 2, (last + 1) // 2
        return span_text(text, base.words[max(0, start - _AROUND) : start]), span_text(text, base.words[end : end + _AROUND])

    def _moves(self) -> Iterator[Difference]:
        """One difference for each passage that stands elsewhere in some documents, of one sentence or several in a row."""
        sentences = self.collation.base.sentences
        runs: list[tuple[int, int, frozenset[int]]] = []  # the first and last sentence, and the documents in which they moved
        for number in range(len(sentences)):
            moved = frozenset[int]().union(*(locus.moved for locus in self._of_sentences(number, number)))
            if moved and runs and runs[-1][1] == number - 1 and runs[-1][2] == moved and self._go_on(number, moved):
                runs[-1] = (runs[-1][0], number, moved)
            elif moved:
                runs.append((number, number, moved))
        for begin, end, moved in runs:
            first, last = 2 * sentences[begin].first + 1, 2 * sentences[end].last - 1
            loci = self._of_sentences(begin, end)
            there = {d: sorted(n for locus in loci for n in locus.readings[d]) for d in self._witnesses}
            whole = Locus(first, last, begin, Maker.DEPARTMENT, (), there, moved)
            split = [[d for d in there if there[d] and (d in moved) == flag] for flag in (False, True)]
            readings = tuple(Reading(self._text(whole, ds[0]), self._places(whole, ds)) for ds in split if ds)
            readings = tuple(sorted(readings, key=lambda r: (-len(r.documents), r.documents[0] in moved)))
            made: MadeBy = "ocr" if self._is_scrambled(sentences[begin].first, there) else "department"
            around = self._around(first, last)
            yield Difference("move", made, "order", weight("order"), self.field, *around, readings)

    def _of_sentences(self, begin: int, end: int) -> list[Locus]:
        """The loci of the base's sentences from one to another, both included."""
        last = 2 * self.collation.base.sentences[end].last
        return [locus for locus in self.collation.loci if begin <= locus.sentence <= end and locus.first < last]

    def _go_on(self, number: int, moved: frozenset[int]) -> bool:
        """Whether a sentence follows the one before it in the documents in which both moved, too."""
        before, own = self._of_sentences(number - 1, number - 1), self._of_sentences(number, number)
        for document in moved:
            one = [n for locus in before for n in locus.readings[document]]
            two = [n for locus in own for n in locus.readings[document]]
            if not one or not two or min(two) != max(one) + 1:
                return False
        return True

    def _is_scrambled(self, first: int, there: dict[int, list[int]]) -> bool:
        """A line of a head set in columns, which OCR may read in another order."""
        base = self.collation.base
        side = self.sides[base.document]
        head = max((zone.end for zone in side.zones if zone.name == "salutation"), default=0)
        return base.words[first].start < head and not all(self.sides[d].is_native for d in there)


def _trimmed(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings without the stop or comma that all end in."""
    texts = [reading.text for reading in readings]
    if len(set(texts)) < 2 or not all(len(t) > 1 for t in texts) or len({t[-1] for t in texts}) > 1 or texts[0][-1] not in ".,;:":
        return readings
    return tuple(
        Reading(r.text[:-1], tuple(WitnessSpan(p.document, p.start, p.end - 1, p.pages, p.boxes) for p in r.places), r.doubtful)
        for r in readings
    )


def _span(item: RecordItem) -> tuple[int, int]:
    evidence = evidence_of(item)
    return evidence["start"] or 0, evidence["end"] or 0


def _zone(side: Side, words: Sequence[KeyedWord]) -> str | None:
    found = {next((z.name for z in side.zones if z.start <= w.start and w.end <= z.end + 1), None) for w in words}
    names = {name for name in found if name}
    if None in found or not names:
        return None
    return next(iter(names)) if len(names) == 1 else "recipient" if "recipient" in names else sorted(names)[0]


def _mention(side: Side, words: Sequence[KeyedWord]) -> str | None:
    """The addressee's name, place or body, or the letter's own number, as it stands in the body of the letter."""
    cores = [core(part) for w in words for part in w.key.replace("'s", "").replace("/", " ").split()]
    cores = [c for c in cores if c]
    if not cores:
        return None
    if " ".join(cores) in {core(item["value"]) for item in side.record["reference_numbers"]}:
        return "reference number"
    own = side.own_words
    named = [c for c in cores if c not in _CONNECTING]
    if not named and set(cores) & _KINDS:  # `your city`, `your county`: as the addressee is
        return "recipient" if all(c in own or c not in _KINDS or c in ("city", "town") for c in cores) else None
    return "recipient" if named and all(c in own and not c.isdigit() for c in named) else None


def wholes(side: Side, text: Text) -> list[tuple[int, int]]:
    """The word ranges of a text that differ as a whole: dates, citations, amounts, known fields."""
    spans = [(m.start(), m.end()) for m in DATE.finditer(side.text)]
    for name in ("citations", "amounts", "reference_numbers"):
        spans += [(item["evidence"]["start"], item["evidence"]["end"]) for item in side.record[name]]
    spans += [(zone.start, zone.end) for zone in side.zones if zone.is_block]
    found = []
    for start, end in spans:
        numbers = [n for n, w in enumerate(text.words) if w.end > start and w.start < end]
        if numbers and numbers[-1] - numbers[0] < 60:
            found.append((numbers[0], numbers[-1] + 1))
    return found
