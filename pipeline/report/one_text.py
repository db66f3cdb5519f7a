"""The letters of a family as one text, whose places show what others have, and side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records.comparison_types import ComparisonDifference, ComparisonFamily, ComparisonPassage
from pipeline.report.strips import Strip

MOST_COLUMNS = 16
"""Documents side by side; the one text has all."""


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A difference as a value of the page: `id` and `number` name it, `cite` says it, `strips` show its readings' places."""

    id: str
    cite: str
    number: int
    difference: ComparisonDifference
    title: str
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class Bit:
    """A piece of a text: `ids` are of the differences in it, `others` what other documents have (text, documents)."""

    text: str
    ids: tuple[str, ...]
    number: str
    kind: str
    only: tuple[int, ...]
    others: tuple[tuple[str, tuple[int, ...]], ...]


def places_of(told: Iterable[ShownDifference]) -> dict[int, list[tuple[int, int, ShownDifference]]]:
    """For each document, where its differences stand."""
    found: dict[int, list[tuple[int, int, ShownDifference]]] = {}
    for shown in told:
        for reading in shown.difference["readings"]:
            for place in reading["places"]:
                found.setdefault(place["document"], []).append((place["start"], place["end"], shown))
    return found


def _told_at(
    passage: ComparisonPassage, marks: Mapping[int, Sequence[tuple[int, int, ShownDifference]]]
) -> list[ShownDifference]:
    """The differences that lie in a passage; where a document has nothing, its span is empty and still has a place."""
    found: dict[str, ShownDifference] = {}
    for reading in passage["readings"]:
        for document, start, end in reading["spans"]:
            for first, last, told in marks.get(document, ()):
                if (first < end and start < last) or (first == last == start == end):
                    found[told.id] = told
    return sorted(found.values(), key=lambda told: told.number)


def _bit(passage: ComparisonPassage, text: str, documents: Sequence[int], told: Sequence[ShownDifference], others: bool) -> Bit:
    rest: list[tuple[str, tuple[int, ...]]] = []
    if others and passage["kind"] != "slot":
        rest = [(r["text"], tuple(sorted({s[0] for s in r["spans"]}))) for r in passage["readings"] if r["text"] != text]
    if passage["kind"] == "only_here":
        rest = [(words, having) for words, having in rest if words]
    only = tuple(documents) if passage["kind"] == "only_here" else ()
    number = ", ".join(str(t.number) for t in told)
    return Bit(text, tuple(t.id for t in told), number, passage["kind"], only, tuple(rest))


def one_text(family: ComparisonFamily, marks: Mapping[int, Sequence[tuple[int, int, ShownDifference]]]) -> list[list[Bit]]:
    """The base's text by paragraph, with what others have in its places."""
    paragraphs: dict[int, list[Bit]] = {}
    for passage in family["passages"]:
        said = [reading for reading in passage["readings"] if reading["text"]]
        base = [r for r in said if any(span[0] == family["base"] for span in r["spans"])]
        for reading in (base or said)[:1]:
            documents = sorted({span[0] for span in reading["spans"]})
            bit = _bit(passage, reading["text"], documents, _told_at(passage, marks), True)
            paragraphs.setdefault(passage["paragraph"], []).append(bit)
    return [paragraphs[number] for number in sorted(paragraphs)]


def shown_documents(family: ComparisonFamily) -> list[int]:
    """The documents side by side: the base, those that depart most, then the others, as many as fit."""
    order = [family["base"], *family["odd_ones_out"], *(d["document"] for d in family["departures"]), *family["members"]]
    return sorted(list(dict.fromkeys(order))[:MOST_COLUMNS])


def side_by_side(
    family: ComparisonFamily, columns: Sequence[int], marks: Mapping[int, Sequence[tuple[int, int, ShownDifference]]]
) -> list[list[list[Bit]]]:
    """Rows of the base's paragraphs, in each a cell for each column: that document's pieces."""
    rows: dict[int, dict[int, list[tuple[int, Bit]]]] = {}
    for passage in family["passages"]:
        told = _told_at(passage, marks)
        for reading in passage["readings"]:
            for document, start, _ in reading["spans"] if reading["text"] else ():
                bit = _bit(passage, reading["text"], [document], told, False)
                rows.setdefault(passage["paragraph"], {}).setdefault(document, []).append((start, bit))
    return [
        [[bit for _, bit in sorted(rows[number].get(column, ()), key=lambda pair: pair[0])] for column in columns]
        for number in sorted(rows)
    ]


def share(family: ComparisonFamily) -> int:
    """How much of the text all share, in per cent of its words."""
    same = total = 0
    for passage in family["passages"]:
        words = max((len(reading["text"].split()) for reading in passage["readings"]), default=0)
        total += words
        same += words if passage["made_by"] in (None, "ocr", "typography") else 0
    return round(100 * same / max(1, total))
