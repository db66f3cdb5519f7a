"""The HTML of a comparison: letters as one text with its variants marked, side by side, and field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from pipeline import export
from pipeline.records.comparison_types import (
    ComparisonDifference,
    ComparisonDocument,
    ComparisonFamily,
    ComparisonFieldSet,
    ComparisonItem,
    ComparisonJson,
    ComparisonPassage,
    ComparisonRow,
)
from pipeline.records.types import Record
from pipeline.report.addresses import Addresses, pages_of
from pipeline.report.field_rows import differences
from pipeline.report.inputs import Files
from pipeline.report.rendering import write
from pipeline.report.spans import Piece, lines
from pipeline.report.strips import Strip, Strips

_MOST_COLUMNS = 16  # side by side; the one text has all
_MOST_CITED = 4  # documents of a reading that a citation names
_MOST_STRIPS = 40  # differences whose places are shown as pictures
_GROUPS = (
    ("differences", "What the Department wrote differently", "Weightiest first."),
    (
        "doubtful",
        "In doubt",
        "Somebody should look: a misreading may have made these, or a cover hides what stands there.",
    ),
    ("slots", "What differs by its nature", "Addressees, addresses, dates: one reading for each letter."),
    ("fields", "What fields say differently", "Documents that are not of one text, compared field by field."),
    ("set_aside", "Set aside", "Made by the scan or by typography, not by the Department."),
)
_KINDS = {
    "variant": "Differs",
    "only_here": "Not in all",
    "move": "Stands elsewhere",
    "slot": "Differs by its nature",
    "shared": "Same",
}


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
class Section:
    """Differences of one origin."""

    key: str
    title: str
    why: str
    told: tuple[ShownDifference, ...]


@dataclass(frozen=True, slots=True)
class Bit:
    """A piece of a text: `ids` are of the differences in it, `others` what other documents have (text, documents)."""

    text: str
    ids: tuple[str, ...]
    number: str
    kind: str
    only: tuple[int, ...]
    others: tuple[tuple[str, tuple[int, ...]], ...]


def comparison_page(
    comparison: ComparisonJson, output: Path, records: Sequence[Record] = (), files: Files | None = None
) -> list[Path]:
    """Write the HTML of `comparison` (of the schema `comparison`) and give the paths written, `output` first.

    One family makes one page; several make an index at `output` and in a folder beside it a page for each, and one for documents
    of no one text that are compared field by field. With `records` and
    `files` (source files by SHA-256) the places of the weightiest differences are shown as printed. Raises OutputError.
    """
    export.prepare(output.parent)
    strips = Strips(records, files or {})
    families, documents = comparison["families"], comparison["documents"]
    sets = list(comparison["field_sets"])
    if len(families) <= 1:
        family = families[0] if families else None
        return [_page(output, documents, family, sets, comparison["alone"], strips, None)]
    folder = output.with_name(output.stem if output.suffix else f"{output.name}-pages")
    export.prepare(folder)
    links = [f"{quote(folder.name)}/family-{number}.html" for number in range(1, len(families) + 1)]
    own = [[s for s in sets if set(family["members"]) <= set(s["members"])] for family in families]
    rest = [s for s in sets if not any(s in of_family for of_family in own)]
    rows = list(zip(links, families, strict=True))
    tables = [(f"{quote(folder.name)}/fields-{n}.html", s["members"], len(differences([s], []))) for n, s in enumerate(rest, 1)]
    paths = [write(output, "families.html", documents=documents, rows=rows, alone=comparison["alone"], tables=tables)]
    back = f"../{quote(output.name)}"
    for number, (family, of_family) in enumerate(zip(families, own, strict=True), 1):
        paths.append(_page(folder / f"family-{number}.html", documents, family, of_family, [], strips, back))
    for number, fields in enumerate(rest, 1):
        paths.append(_page(folder / f"fields-{number}.html", documents, None, [fields], [], strips, back))
    return paths


def _page(
    output: Path,
    documents: Sequence[ComparisonDocument],
    family: ComparisonFamily | None,
    sets: Sequence[ComparisonFieldSet],
    alone: Sequence[int],
    strips: Strips,
    back: str | None,
) -> Path:
    rows = differences(sets, family["members"] if family else [])
    sections = list(_sections(family, rows, documents, strips))
    together = {n for s in sets for n in s["members"]} | set(family["members"] if family else ())
    named = sorted(together) if back or family else range(len(documents))
    marks = _marks(sections)
    columns = _columns(family) if family else []
    return write(
        output,
        "comparison.html",
        documents=documents,
        family=family,
        sections=sections,
        kinds=_kinds(sections),
        one_text=_one_text(family, marks) if family else [],
        columns=columns,
        left_out=len(family["members"]) - len(columns) if family else 0,
        side_by_side=_side_by_side(family, columns, marks) if family else [],
        shared=_share(family) if family else 0,
        tables=_tables(documents, sets),
        alone=alone,
        named=named,
        by_fields=len(rows),
        back=back,
    )


def _sections(
    family: ComparisonFamily | None, rows: Sequence[ComparisonDifference], documents: Sequence[ComparisonDocument], strips: Strips
) -> Iterator[Section]:
    number, addresses = 0, Addresses()
    by_group: dict[str, Sequence[ComparisonDifference]] = {"fields": rows}
    if family is not None:
        by_group |= {key: family[key] for key in ("differences", "doubtful", "slots", "set_aside")}
    for key, title, why in _GROUPS:
        told = []
        for difference in by_group.get(key, ()):
            number += 1
            shown = tuple(_strips_of(difference, documents, strips)) if number <= _MOST_STRIPS and key != "set_aside" else ()
            said = [" ".join(reading["text"].split()) for reading in difference["readings"]]
            kind = difference["field"] or difference["category"]
            address = addresses.of(kind, difference["kind"], difference["before"], *sorted(said))
            told.append(ShownDifference(address, _cite(difference, documents), number, difference, _title(difference), shown))
        if told:
            yield Section(key, title, why, tuple(told))


def _title(difference: ComparisonDifference) -> str:
    if difference["made_by"] == "covered":
        return "Covered here, not there"
    name = (difference["field"] or difference["category"]).replace("_", " ")
    return name.capitalize() if difference["kind"] == "slot" else f"{_KINDS[difference['kind']]}: {name}"


def _cite(difference: ComparisonDifference, documents: Sequence[ComparisonDocument]) -> str:
    """What each reading says, with its documents and the page of the first."""
    parts = []
    for reading in difference["readings"]:
        pages = [page for place in reading["places"][:1] for page in place["pages"]]
        whose = "; ".join(documents[n]["name"] for n in reading["documents"][:_MOST_CITED])
        more = len(reading["documents"]) - _MOST_CITED
        whose = f"{whose} and {more} more" if more > 0 else whose
        where = ", ".join(part for part in (whose, pages_of(pages)) if part)
        parts.append(f"“{' '.join(reading['text'].split())}” ({where})" if reading["text"] else f"nothing ({where})")
    before = f"After “{difference['before']}”: " if difference["before"] else ""
    return before + " | ".join(parts)


def _strips_of(difference: ComparisonDifference, documents: Sequence[ComparisonDocument], strips: Strips) -> Iterator[Strip]:
    """The first place of each reading as printed."""
    for reading in difference["readings"]:
        for place in reading["places"][:1]:
            document = documents[place["document"]]
            yield from strips.of(document["record_id"], place["boxes"], f"[{place['document'] + 1}] {document['name']}")


def _kinds(sections: Sequence[Section]) -> list[tuple[str, str, int]]:
    count = Counter(told.difference["category"] for section in sections for told in section.told)
    return [(key, key, number) for key, number in count.items()]


def _marks(sections: Sequence[Section]) -> dict[int, list[tuple[int, int, ShownDifference]]]:
    """For each document, where its differences stand."""
    found: dict[int, list[tuple[int, int, ShownDifference]]] = {}
    for section in sections:
        for told in section.told:
            for reading in told.difference["readings"]:
                for place in reading["places"]:
                    found.setdefault(place["document"], []).append((place["start"], place["end"], told))
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


def _one_text(family: ComparisonFamily, marks: Mapping[int, Sequence[tuple[int, int, ShownDifference]]]) -> list[list[Bit]]:
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


def _columns(family: ComparisonFamily) -> list[int]:
    """The documents side by side: the base, those that depart most, then the others, as many as fit."""
    order = [family["base"], *family["odd_ones_out"], *(d["document"] for d in family["departures"]), *family["members"]]
    return sorted(list(dict.fromkeys(order))[:_MOST_COLUMNS])


def _side_by_side(
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


def _share(family: ComparisonFamily) -> int:
    """How much of the text all share, in per cent of its words."""
    same = total = 0
    for passage in family["passages"]:
        words = max((len(reading["text"].split()) for reading in passage["readings"]), default=0)
        total += words
        same += words if passage["made_by"] in (None, "ocr", "typography") else 0
    return round(100 * same / max(1, total))


def _tables(documents: Sequence[ComparisonDocument], sets: Sequence[ComparisonFieldSet]) -> list[dict[str, object]]:
    """Field sets as tables: the documents, and rows with the value of each."""
    tables: list[dict[str, object]] = []
    for fields in sets:
        members = fields["members"][:_MOST_COLUMNS]
        rows = []
        for row in fields["rows"]:
            cells = {item["document"]: item | {"lines": _cut(item, row)} for item in row["items"]}
            rows.append({"row": row, "kind": _KINDS[row["kind"]], "cells": [cells.get(member) for member in members]})
        tables.append({"members": members, "documents": [documents[n] for n in members], "rows": rows})
    return tables


def _cut(item: ComparisonItem, row: ComparisonRow) -> list[list[Piece]]:
    """A field's words cut at what other documents have differently."""
    found, at = [], 0
    said = [
        (place["start"], reading["text"])
        for difference in (*row["differences"], *row["doubtful"])
        for reading in difference["readings"]
        for place in reading["places"]
        if place["document"] == item["document"] and reading["text"]
    ]
    for _, words in sorted(said):
        start = item["text"].find(words, at)
        if start >= 0:
            at = start + len(words)
            found.append((start, at, "differs"))
    return lines(item["text"], found)
