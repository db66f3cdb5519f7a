"""The HTML of a comparison: letters as one text with its variants marked, side by side, and field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
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
    ComparisonRow,
)
from pipeline.records.types import Record
from pipeline.report.addresses import Addresses, pages_of
from pipeline.report.field_rows import differences
from pipeline.report.inputs import Files
from pipeline.report.one_text import MOST_COLUMNS, ShownDifference, one_text, places_of, share, shown_documents, side_by_side
from pipeline.report.rendering import write
from pipeline.report.spans import Piece, lines
from pipeline.report.strips import Strip, Strips

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
class Section:
    """Differences of one origin."""

    key: str
    title: str
    why: str
    told: tuple[ShownDifference, ...]


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
    marks = places_of(told for section in sections for told in section.told)
    columns = shown_documents(family) if family else []
    return write(
        output,
        "comparison.html",
        documents=documents,
        family=family,
        sections=sections,
        kinds=_kinds(sections),
        one_text=one_text(family, marks) if family else [],
        columns=columns,
        left_out=len(family["members"]) - len(columns) if family else 0,
        side_by_side=side_by_side(family, columns, marks) if family else [],
        shared=share(family) if family else 0,
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


def _tables(documents: Sequence[ComparisonDocument], sets: Sequence[ComparisonFieldSet]) -> list[dict[str, object]]:
    """Field sets as tables: the documents, and rows with the value of each."""
    tables: list[dict[str, object]] = []
    for fields in sets:
        members = fields["members"][:MOST_COLUMNS]
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
