"""Fields compared as fields: the deadlines, questions, criteria, signatories and citations of documents that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from extractors.language.sentences import sentences
from pipeline.comparison.align import Text, similarity
from pipeline.comparison.collate import Witness, collate
from pipeline.comparison.differences import LocusReader, wholes
from pipeline.comparison.families import Union, group, shingles
from pipeline.comparison.result import Difference, FieldItem, FieldRow, FieldSet, places
from pipeline.comparison.sides import KeyedWord, Sentence, Side, core
from pipeline.comparison.weigh import DATE
from pipeline.records.comparison_types import DepartureKind
from pipeline.records.items import RecordItem, evidence_of, items, word_of
from pipeline.wording.tokens import plain

FIELDS = ("deadlines", "questions", "criteria", "signatories", "citations")
_LINKING = ("questions", "criteria")
_LINKED = 0.35  # common shingles of two items that may be one
_LEAST = {"deadlines": 0.0, "questions": 0.5, "criteria": 0.5, "signatories": 0.45, "citations": 0.8}
_FOUND = 93.0  # how alike, of 100, a passage is to an item that was not read as one there
_ANSWER = re.compile(r"\b(?:respon[ds]\w*|repl(?:y|ies|ied)|answer\w*|submit\w*)\b", re.IGNORECASE)
# a time limit in a duty's words: `within 30 (thirty) business days`, `by May 1, 2019`
_TIME = re.compile(
    r"\b(?:within \S+(?: \(\d+\))?(?: (?:business|calendar|working))? (?:days|weeks)"
    rf"|(?:by|no later than|on or before|before) (?:{DATE.pattern}))",
    re.IGNORECASE,
)
_LONG_ENOUGH = 25  # characters of an item that is looked for in a text


class FieldValue(NamedTuple):
    """A value of a field: `words` are its own, cut out of the document's."""

    document: int
    label: str | None
    topic: str | None
    action: str
    start: int
    end: int
    words: tuple[KeyedWord, ...]

    @property
    def cores(self) -> list[str]:
        """Its words without punctuation, in lower case."""
        return [c for w in self.words if (c := core(w.key))]


def field_sets(
    sides: Sequence[Side], order: Sequence[int], families: Sequence[Sequence[int]], vocabulary: frozenset[str]
) -> list[FieldSet]:
    """The documents that belong together by their text, or by their questions or criteria, and their fields side by side.

    `order` are the documents in an order of their own, not that in which they were given.
    """
    items = {field: [_items(side, number, field) for number, side in enumerate(sides)] for field in FIELDS}
    found = []
    rank = {number: n for n, number in enumerate(order)}
    for linked in _linked(sides, families, items):
        members = sorted(linked, key=rank.__getitem__)
        rows: list[FieldRow] = []
        for field in FIELDS:
            rows += _rows(sides, members, field, [items[field][m] for m in members], vocabulary)
        found.append(FieldSet(tuple(sorted(members)), tuple(rows)))
    return found


def _items(side: Side, document: int, field: str) -> list[FieldValue]:
    found = []
    for value in items(side.record, field):
        evidence = evidence_of(value)
        start, end = _span(side.text, field, value, evidence["start"], evidence["end"])
        words = clipped(side, start, end)
        if words:
            found.append(
                FieldValue(
                    document, word_of(value, "label"), word_of(value, "topic"), word_of(value, "action") or "", start, end, words
                )
            )
    return found


def _span(text: str, field: str, value: RecordItem, start: int, end: int) -> tuple[int, int]:
    """The part of the evidence that is compared: of a deadline its expression, of a signatory name and title."""
    wanted = word_of(value, {"deadlines": "expression", "signatories": "title"}.get(field, "text"))
    at = text.find(wanted, start, end) if wanted else -1
    if at < 0:
        return start, end
    return (start if field == "signatories" else at), at + len(wanted or "")


def clipped(side: Side, start: int, end: int) -> tuple[KeyedWord, ...]:
    """The words of a span; what of its first and last word lies outside is cut off."""
    found = []
    for word in side.words:
        if word.end > start and word.start < end:
            a, b = max(word.start, start), min(word.end, end)
            text = word.text[a - word.start : len(word.text) - (word.end - b)]
            found.append(KeyedWord(text, plain(text), a, b, word.confidence))
    return tuple(found)


def _linked(
    sides: Sequence[Side], families: Sequence[Sequence[int]], items: Mapping[str, list[list[FieldValue]]]
) -> list[list[int]]:
    """Families and the documents that share two questions or criteria with them, or one within the same file."""
    union = Union(len(sides))
    for family in families:
        for member in family[1:]:
            union.join(family[0], member)
    listed = [(number, item) for field in _LINKING for number, own in enumerate(items[field]) for item in own]
    alike = group([shingles(item.cores, 2) for _, item in listed], _LINKED)
    shared: dict[tuple[int, int], int] = {}
    for row in alike:
        roots = sorted({union.find(listed[n][0]) for n in row})
        for other in roots[1:]:
            shared[roots[0], other] = shared.get((roots[0], other), 0) + 1
    for (first, second), count in shared.items():
        same_file = sides[first].record["source"]["sha256"] == sides[second].record["source"]["sha256"]
        if count > 1 or same_file:
            union.join(first, second)
    return [members for members in union.sets() if len(members) > 1]


def _rows(
    sides: Sequence[Side], members: Sequence[int], field: str, items: Sequence[Sequence[FieldValue]], vocabulary: frozenset[str]
) -> Iterator[FieldRow]:
    rows: list[list[FieldValue]] = []
    order = sorted(range(len(members)), key=lambda n: (sides[members[n]].record["document_type"] == "letter", -len(items[n]), n))
    for n in order:
        _assign(rows, items[n], field)
    applies = [m for m in members if field != "signatories" or sides[m].record["document_type"] == "letter"]
    for row in rows:
        row += _overlooked(sides, row, field, [m for m in applies if m not in {item.document for item in row}])
        yield _row(sides, field, row, [m for m in applies if m not in {item.document for item in row}], vocabulary)


def _assign(rows: list[list[FieldValue]], items: Sequence[FieldValue], field: str) -> None:
    """Put each item of one document into the row that it is most like, or into a row of its own."""
    ranked = sorted((-_alike(row, item, field), r, i) for r, row in enumerate(rows) for i, item in enumerate(items))
    free_rows, free_items = set(range(len(rows))), set(range(len(items)))
    for negative, r, i in ranked:
        if r in free_rows and i in free_items and -negative >= _LEAST[field]:
            rows[r].append(items[i])
            free_rows.discard(r)
            free_items.discard(i)
    if field == "signatories" and len(free_rows) == len(free_items) == 1:
        rows[free_rows.pop()].append(items[free_items.pop()])
    rows += [[items[i]] for i in sorted(free_items)]


def _alike(row: Sequence[FieldValue], item: FieldValue, field: str) -> float:
    """How alike an item and a row are, 0 to 1, by the row's different wordings."""
    wordings = list({tuple(other.cores): other for other in row}.values())[:6]
    if field == "citations":
        own = " ".join(item.cores)
        return max(fuzz.ratio(" ".join(other.cores), own) / 100 for other in wordings)
    best = max(similarity(other.cores, item.cores) for other in wordings)
    if field == "deadlines":
        return max(best, *(similarity(other.action.lower().split(), item.action.lower().split()) for other in wordings))
    return min(1.0, best + 0.1 * (item.topic is not None and any(other.topic == item.topic for other in wordings)))


def _overlooked(sides: Sequence[Side], row: Sequence[FieldValue], field: str, documents: Sequence[int]) -> list[FieldValue]:
    """The same wording in documents in which it was not read as a value of the field."""
    head = row[0]
    wanted = " ".join(w.key for w in head.words)
    found = []
    for document in documents:
        side = sides[document]
        if len(wanted) < _LONG_ENOUGH and field in ("questions", "criteria"):
            continue
        own = " ".join(w.key for w in side.words)
        at = own.find(wanted)
        if at >= 0:
            place: tuple[int, int] | None = (at, at + len(wanted))
        elif len(wanted) >= _LONG_ENOUGH:
            match = fuzz.partial_ratio_alignment(wanted, own, score_cutoff=_FOUND)
            place = (match.dest_start, match.dest_end) if match else None
        else:
            place = None
        words = (
            _words_at(side, *place) if place else _asked(side) if field == "deadlines" and not side.record["deadlines"] else ()
        )
        if words:
            found.append(FieldValue(document, None, head.topic, head.action, words[0].start, words[-1].end, words))
    return found


def _asked(side: Side) -> tuple[KeyedWord, ...]:
    """The time that a release says the recipients of letters were given to answer: a deadline of others than its reader."""
    if side.record["document_type"] != "press_release":
        return ()
    for start, end in sentences(side.text):
        if _ANSWER.search(side.text, start, end) and (time := _TIME.search(side.text, start, end)):
            return clipped(side, *time.span())
    return ()


def _words_at(side: Side, start: int, end: int) -> tuple[KeyedWord, ...]:
    """The words of which more than half lies in a span of all words' keys joined by spaces, cut as the span cuts the last."""
    found, at = [], 0
    for word in side.words:
        inside = min(at + len(word.key), end) - max(at, start)
        if 2 * inside > len(word.key):
            cut = len(word.key) - max(0, at + len(word.key) - end)
            whole = cut == len(word.key) or len(word.key) != len(word.text) or word.key[cut:].isalnum()
            found.append(
                word if whole else KeyedWord(word.text[:cut], word.key[:cut], word.start, word.start + cut, word.confidence)
            )
        at += len(word.key) + 1
    return tuple(found)


def _row(
    sides: Sequence[Side], field: str, row: Sequence[FieldValue], missing: Sequence[int], vocabulary: frozenset[str]
) -> FieldRow:
    ordered = sorted(row, key=lambda item: item.document)
    found = list(_differences(sides, field, row, vocabulary)) if len(row) > 1 else []
    surely = tuple(d for d in found if d.made_by == "department")
    doubtful = tuple(d for d in found if d.made_by in ("doubtful", "covered"))
    aside = tuple(d for d in found if d.made_by in ("ocr", "typography"))
    kind: DepartureKind = "variant" if surely else "only_here" if missing else "shared"
    items = tuple(
        FieldItem(i.label, " ".join(sides[i.document].text[i.start : i.end].split()), places(sides, i.document, i.start, i.end))
        for i in ordered
    )
    topic = next((i.topic for i in ordered if i.topic), None)
    return FieldRow(field, kind, topic, items, tuple(sorted(missing)), surely, doubtful, aside)


def _differences(
    sides: Sequence[Side], field: str, row: Sequence[FieldValue], vocabulary: frozenset[str]
) -> Iterator[Difference]:
    witnesses = []
    for item in row:
        whole = (Sentence(0, len(item.words), None),)
        witnesses.append(Witness(item.document, item.words, whole, not sides[item.document].is_native))
    base = next((n for n, item in enumerate(row) if sides[item.document].is_native), 0)
    side = sides[row[base].document]
    collation = collate(witnesses, base, vocabulary, wholes(side, Text(row[base].words, ())))
    found = LocusReader(sides, collation, field).differences()
    return iter(sorted(found, key=lambda d: -d.weight))
