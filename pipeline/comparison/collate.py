"""Many texts at once: each is aligned with one of them, the base, and the places where any of them differs are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.comparison.align import Text, align
from pipeline.comparison.origin import Maker, origin
from pipeline.comparison.sides import KeyedWord, Sentence

_COMPARED = 24  # readings with which a further one is compared; where more differ, they are no misreadings of one another


class Witness(NamedTuple):
    """One document's text, or a part of it, as it is collated.

    `document` is the document's number, `scanned` whether any of its text was read by OCR.
    """

    document: int
    words: Sequence[KeyedWord]
    sentences: Sequence[Sentence]
    scanned: bool


class WitnessGroup(NamedTuple):
    """The documents that have one reading; `words` are those of the first. `doubtful`: perhaps a misreading of another's."""

    words: Sequence[KeyedWord]
    documents: tuple[int, ...]
    doubtful: bool


@dataclass(frozen=True)
class Locus:
    """A stretch of the base and what every witness has there.

    Slots number the base's words and the gaps before them: word `i` is slot `2i + 1`, the gap before it `2i`. `first` and
    `last` are inclusive. `groups` has one entry where all agree. `sentence` is the base's sentence in which it starts.
    """

    first: int
    last: int
    sentence: int
    made_by: Maker
    groups: tuple[WitnessGroup, ...]
    readings: Mapping[int, Sequence[int]] = field(repr=False)
    moved: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Collation:
    """`loci` cover all words of all witnesses, in the base's order; `set_aside` are differences within those that all share."""

    base: Witness
    witnesses: tuple[Witness, ...]
    loci: tuple[Locus, ...]
    set_aside: tuple[Locus, ...]


class _SlotChange(NamedTuple):
    """A change of the slots from `first` to `last`; one that `is_whole` has more or fewer words, of no slot of their own."""

    first: int
    last: int
    made_by: Maker
    is_whole: bool = False


class _Mapped:
    """Which slot of the base each word of a witness belongs to."""

    def __init__(self, base: Witness, witness: Witness, vocabulary: frozenset[str]) -> None:
        self.witness = witness
        self.at: dict[int, list[int]] = {}
        self.changes: list[_SlotChange] = []
        self.moved: set[int] = set()
        self._ends = {s.last for s in base.sentences if s.zone}
        if base is witness:
            self.at = {2 * n + 1: [n] for n in range(len(base.words))}
            return
        for step in align(Text(base.words, base.sentences), Text(witness.words, witness.sentences)):
            if step.equal:
                self._equal(base, step.a0, step.b0, step.a1 - step.a0, step.moved)
            else:
                one, two = base.words[step.a0 : step.a1], witness.words[step.b0 : step.b1]
                made_by = origin(one, two, vocabulary, (base.scanned, witness.scanned))
                self._changed(step.a0, step.a1, step.b0, step.b1, made_by)

    def _equal(self, base: Witness, a: int, b: int, length: int, moved: bool) -> None:
        for n in range(length):
            slot = 2 * (a + n) + 1
            self.at.setdefault(slot, []).append(b + n)
            if moved:
                self.moved.add(slot)
            if base.words[a + n].text != self.witness.words[b + n].text:
                self.changes.append(_SlotChange(slot, slot, Maker.TYPOGRAPHY))

    def _changed(self, a0: int, a1: int, b0: int, b1: int, made_by: Maker) -> None:
        if a0 == a1 and a0 in self._ends:  # what follows a known field's last word is the field's, not the next one's
            a0 -= 1
        for n in range(b0, b1):
            self.at.setdefault(2 * min(a0 + n - b0, a1 - 1) + 1 if a1 > a0 else 2 * a0, []).append(n)
        first, last = (2 * a0 + 1, 2 * a1 - 1) if a1 > a0 else (2 * a0, 2 * a0)
        self.changes.append(_SlotChange(first, last, made_by, b0 < b1 and a1 - a0 != b1 - b0))

    def reading(self, first: int, last: int) -> list[int]:
        """The numbers of the witness's words in these slots, in its own order."""
        return sorted(n for slot in range(first, last + 1) for n in self.at.get(slot, ()))


def collate(
    witnesses: Sequence[Witness], base: int, vocabulary: frozenset[str], wholes: Iterable[tuple[int, int]] = ()
) -> Collation:
    """Collate the witnesses with the one at place `base`.

    `wholes` are half-open word ranges of the base (a date, a citation) that differ as a whole where they differ at all.
    """
    text = witnesses[base]
    mapped = [_Mapped(text, witness, vocabulary) for witness in witnesses]
    marked = {(c.first, c.last) for m in mapped for c in m.changes if c.made_by >= Maker.DOUBTFUL}
    run_together = {(c.first, c.last) for m in mapped for c in m.changes if c.is_whole and c.first < c.last}
    ranges = _widened(_merged(marked), [*((2 * a + 1, 2 * b - 1) for a, b in wholes if a < b), *run_together])
    changed = frozenset(slot for m in mapped for c in m.changes for slot in range(c.first, c.last + 1))
    across = frozenset(slot for m in mapped for c in m.changes for slot in range(c.first + 1, c.last))
    loci = [_locus(*cut, text, mapped, vocabulary, changed) for cut in _cut(ranges, text, across)]
    covered = {slot for first, last in ranges for slot in range(first, last + 1)}
    lesser = {(c.first, c.last) for m in mapped for c in m.changes if c.made_by < Maker.DOUBTFUL and c.first not in covered}
    whole = _grown(sorted(lesser), sorted(run_together))
    aside = [_locus(a, b, _sentence(text, a), text, mapped, vocabulary, changed) for a, b in whole]
    return Collation(text, tuple(witnesses), tuple(loci), tuple(locus for locus in aside if locus.made_by > Maker.SAME))


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges that touch or overlap as one, in order."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _widened(ranges: list[tuple[int, int]], wholes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges grown over the wholes that they overlap, and over those that these overlap."""
    return _merged(_grown(ranges, wholes))


def _grown(ranges: Iterable[tuple[int, int]], wholes: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    grown: list[tuple[int, int, bool]] = []  # and whether a range is in it
    for first, last, marked in sorted([*((a, b, True) for a, b in ranges), *((a, b, False) for a, b in wholes)]):
        if grown and first <= grown[-1][1]:
            grown[-1] = (grown[-1][0], max(last, grown[-1][1]), marked or grown[-1][2])
        else:
            grown.append((first, last, marked))
    return [(first, last) for first, last, marked in grown if marked]


def _cut(ranges: Sequence[tuple[int, int]], base: Witness, across: frozenset[int]) -> Iterator[tuple[int, int, int]]:
    """All slots of the base: the ranges, and what lies between them cut at sentences; each with its sentence's number.

    `across` are slots inside of changes, at which no cut is made: a space lost between two sentences makes one word of both.
    """
    end = 2 * len(base.words)
    starts = [2 * sentence.first for sentence in base.sentences if sentence.first and 2 * sentence.first not in across]
    place = 0
    for first, last in (*ranges, (end + 1, end + 1)):
        for cut in [s for s in starts if place < s < first] + [first]:
            if cut > place:
                yield place, cut - 1, _sentence(base, place)
                place = cut
        if last <= end:
            yield first, last, _sentence(base, first)
            place = last + 1


def _sentence(base: Witness, slot: int) -> int:
    low, high = 0, len(base.sentences)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if 2 * base.sentences[middle].first <= slot else (low, middle)
    return low


def _locus(
    first: int,
    last: int,
    sentence: int,
    base: Witness,
    mapped: Sequence[_Mapped],
    vocabulary: frozenset[str],
    changed: frozenset[int],
) -> Locus:
    readings = {m.witness.document: m.reading(first, last) for m in mapped}
    if any(slot in changed for slot in range(first, last + 1)):
        words = {m.witness.document: [m.witness.words[n] for n in readings[m.witness.document]] for m in mapped}
        scanned = frozenset(m.witness.document for m in mapped if m.witness.scanned)
        groups, made_by = grouped(words, vocabulary, scanned)
    else:
        groups, made_by = (WitnessGroup(base.words[first // 2 : (last + 1) // 2], tuple(sorted(readings)), False),), Maker.SAME
    moved = frozenset(m.witness.document for m in mapped if any(slot in m.moved for slot in range(first, last + 1)))
    return Locus(first, last, sentence, made_by, groups, readings, moved)


def grouped(
    readings: Mapping[int, Sequence[KeyedWord]], vocabulary: frozenset[str], scanned: frozenset[int]
) -> tuple[tuple[WitnessGroup, ...], Maker]:
    """The documents by what they read, the commonest reading first, and who made the difference between the readings.

    What is surely a misreading of another reading counts as that reading.
    """
    exact: dict[tuple[str, ...], list[int]] = {}
    for document in sorted(readings):
        exact.setdefault(tuple(w.key for w in readings[document]), []).append(document)
    ranked = sorted(exact.items(), key=lambda item: (scanned.issuperset(item[1]), -len(item[1]), item[0]))
    kept: list[tuple[Sequence[KeyedWord], list[int], Maker]] = []
    made_by = _typography(readings)
    for _, documents in ranked:
        words = readings[documents[0]]
        read = scanned.issuperset(documents)
        made = [origin(other, words, vocabulary, (scanned.issuperset(own), read)) for other, own, _ in kept[:_COMPARED]]
        same = next((n for n, by in enumerate(made) if by <= Maker.OCR), None)
        if same is None:
            kept.append((words, documents, min(made, default=Maker.DEPARTMENT)))
            made_by = max(made_by, *made) if made else made_by
        else:
            kept[same][1].extend(documents)
            made_by = max(made_by, made[same])
    groups = [WitnessGroup(words, tuple(sorted(documents)), by == Maker.DOUBTFUL) for words, documents, by in kept]
    return tuple(sorted(groups, key=lambda g: (-len(g.documents), g.doubtful, [w.key for w in g.words]))), made_by


def _typography(readings: Mapping[int, Sequence[KeyedWord]]) -> Maker:
    forms: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for words in readings.values():
        forms.setdefault(tuple(w.key for w in words), set()).add(tuple(w.text for w in words))
    return Maker.TYPOGRAPHY if any(len(found) > 1 for found in forms.values()) else Maker.SAME
