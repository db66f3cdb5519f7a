"""The report on records: an index, and for each document a page with its images, their boxes and the values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from pipeline import export
from pipeline.records.items import items
from pipeline.records.types import Box, Record
from pipeline.report.addresses import Addresses, citation, place_of, source_of
from pipeline.report.fields import Group, Value, groups, issuer, kind_of, name_of
from pipeline.report.images import Sheet, sheets
from pipeline.report.inputs import Files, check
from pipeline.report.rendering import write
from pipeline.report.spans import lines

_MOST_PAGES = 30  # of a document that are drawn whole; of a longer one what lies around the values of each page
_MOST_PICTURES = 120  # of a document; beyond, the text shows where a value stands
_DEEPEST = 264.0  # points of a page that are shown of a long document: a third
_PAD = 1.5  # points around a line, so that a box does not cut the letters


@dataclass(frozen=True, slots=True)
class PlacedValue:
    """The boxes of one value on one page."""

    value: Value
    boxes: tuple[tuple[float, float, float, float], ...]  # x, y, width, height in points
    note: str  # the numbers printed beside it: those of all values that begin here


@dataclass(frozen=True, slots=True)
class PageView:
    """A page's picture with the places on it, the largest first, so that the smallest lies on top."""

    sheet: Sheet
    places: tuple[PlacedValue, ...]


def report(records: Sequence[Record], output: Path, files: Files | None = None) -> list[Path]:
    """Write the report on `records` (of the record schema) and give the paths written, `output` first.

    One document makes one page; several make an index at `output` and a page for each in a folder beside it, named after its
    record id. `files` are the source files by SHA-256; without its file a document is shown as text. Raises InvalidRecords,
    OutputError.
    """
    check(records)
    export.prepare(output.parent)
    if len(records) == 1:
        return [_record_page(records[0], output, files or {}, None, None, None)]
    folder = output.with_name(output.stem if output.suffix else f"{output.name}-pages")
    if records:
        export.prepare(folder)
    unique = list({record["record_id"]: record for record in records}.values())
    rows = [_row(record, folder) for record in records]
    paths = [write(output, "index.html", rows=rows, kinds=_types(rows), files=_files(records))]
    back = f"../{quote(output.name)}"
    for at, record in enumerate(unique):
        before = unique[at - 1] if at else None
        after = unique[at + 1] if at + 1 < len(unique) else None
        page = folder / f"{record['record_id']}.html"
        paths.append(_record_page(record, page, files or {}, back, before, after))
    return paths


def views(boxed: Sequence[Value], sheets: Sequence[Sheet]) -> list[PageView]:
    """Each sheet with the places of the values that stand on it."""
    starts: dict[tuple[int, int, int], list[int]] = {}
    for value in boxed:
        starts.setdefault(_corner(value.boxes[0]), []).append(value.number)
    found = []
    for sheet in sheets:
        here = [(v, [b for b in v.boxes if b["page"] == sheet.number and _is_on(b, sheet)]) for v in boxed]
        here = [(v, boxes) for v, boxes in here if boxes]
        here.sort(key=lambda pair: ((pair[0].start or 0) - (pair[0].end or 0), pair[0].number))
        noted: set[tuple[int, int, int]] = set()
        places = []
        for value, boxes in here:
            corner = _corner(value.boxes[0])
            note = "" if corner in noted or value.boxes[0]["page"] != sheet.number else ", ".join(map(str, starts[corner]))
            noted.add(corner)
            places.append(PlacedValue(value, tuple(_padded(box, sheet) for box in boxes), note))
        found.append(PageView(sheet, tuple(places)))
    return found


def _corner(box: Box) -> tuple[int, int, int]:
    """Where a box begins, coarsely: values that begin within the same 6 points share their printed numbers."""
    return box["page"], round(box["top"] / 6), round(box["x0"] / 6)


def _is_on(box: Box, sheet: Sheet) -> bool:
    """Whether a box lies on what is shown of its page."""
    whole = sheet.left == sheet.top == 0
    return whole or bool(sheet.top <= box["top"] and box["bottom"] <= sheet.top + sheet.height)


def _padded(box: Box, sheet: Sheet) -> tuple[float, float, float, float]:
    width, height = max(0.0, box["x1"] - box["x0"]), max(0.0, box["bottom"] - box["top"])
    x, y, w, h = box["x0"] - sheet.left - _PAD, box["top"] - sheet.top - _PAD / 2, width + 2 * _PAD, height + _PAD
    return round(x, 2), round(y, 2), round(w, 2), round(h, 2)


def named(record: Record, found: Sequence[Group]) -> list[Group]:
    """The groups with each value's address on its page and its citation."""
    addresses, source = Addresses(), source_of(record)
    file_name, record_id = record["source"]["file_name"], record["record_id"]
    return [
        Group(
            group.title,
            tuple(
                replace(
                    value,
                    id=addresses.of(value.field, value.main, value.passage or ""),
                    cite=citation(
                        value.main, source, file_name, value.pages, f"{value.kind}, {place_of(record_id, value.start, value.end)}"
                    ),
                )
                for value in group.values
            ),
        )
        for group in found
    ]


def _record_page(
    record: Record, output: Path, files: Files, back: str | None, before: Record | None, after: Record | None
) -> Path:
    found = named(record, groups(record))
    values = [value for group in found for value in group.values]
    drawn = _sheets(record, values, files)
    return write(
        output,
        "record.html",
        record=record,
        name=name_of(record),
        kind=kind_of(record),
        issuer=issuer(record),
        groups=found,
        kinds=_kinds(found),
        views=views(values, drawn),
        missing=sorted({page for value in values for page in value.pages} - {sheet.number for sheet in drawn}),
        in_parts=len(range(record["source"]["first_page"], record["source"]["last_page"] + 1)) > _MOST_PAGES,
        lines=lines(record["text"], [(v.start, v.end, v.id) for v in values if v.start is not None and v.end is not None]),
        values={value.id: value for value in values},
        reasons=_reasons(record, values),
        back=back,
        neighbours=[(word, other["record_id"], name_of(other)) for word, other in _neighbours(before, after)],
    )


def _neighbours(before: Record | None, after: Record | None) -> Iterator[tuple[str, Record]]:
    if before is not None:
        yield "Previous", before
    if after is not None:
        yield "Next", after


def _sheets(record: Record, values: Sequence[Value], files: Files) -> list[Sheet]:
    source = record["source"]
    path = files.get(source["sha256"])
    if path is None:
        return []
    numbers = range(source["first_page"], source["last_page"] + 1)
    if len(numbers) <= _MOST_PAGES:
        return sheets(path, source["media_type"], dict.fromkeys(numbers))
    boxes: dict[int, list[Box]] = {}
    for box in (box for value in values for box in value.boxes if box["page"] in numbers):
        boxes.setdefault(box["page"], []).append(box)
    shown = sorted(boxes)[:_MOST_PICTURES]
    return sheets(path, source["media_type"], {number: _extent(boxes[number]) for number in shown})


def _extent(boxes: Sequence[Box]) -> Sequence[Box]:
    """The boxes of a page that are shown together: the first, and those within a third of a page below it."""
    ordered = sorted(boxes, key=lambda box: float(box["top"]))
    return [box for box in ordered if box["bottom"] - ordered[0]["top"] <= _DEEPEST] or ordered[:1]


def _kinds(found: Sequence[Group]) -> list[tuple[str, str, int]]:
    """Fields to choose from: key, name, how many values."""
    count = Counter(value.field for group in found for value in group.values)
    return [(key, key.replace("_", " "), number) for key, number in count.items()]


def _types(rows: Sequence[Mapping[str, object]]) -> list[tuple[str, str, int]]:
    """Kinds of documents to choose from: key, name, how many."""
    count = Counter((str(row["type"]), str(row["kind"])) for row in rows)
    return [(key, name, number) for (key, name), number in count.items()]


def _reasons(record: Record, values: Sequence[Value]) -> list[tuple[str, str | None]]:
    """The reasons for a review, each with the id of the value that it is about, if there is one."""
    ids = {value.path: value.id for value in values}
    return [(reason["message"], ids.get(reason["field"] or "")) for reason in record["review"]["reasons"]]


def _files(records: Sequence[Record]) -> int:
    return len({record["source"]["sha256"] for record in records})


def _row(record: Record, folder: Path) -> dict[str, object]:
    """A document's line in the index."""
    dates = sorted(item["date"] for item in record["deadlines"] if item["date"])
    counted = (("questions", "question", None), ("requests", "request", None), ("criteria", "criterion", "criteria"))
    return {
        "href": f"{quote(folder.name)}/{record['record_id']}.html",
        "id": record["record_id"],
        "name": name_of(record),
        "kind": kind_of(record),
        "type": record["document_type"],
        "date": record["date"]["value"] if record["date"] else None,
        "issuer": issuer(record),
        "source": record["source"],
        "deadlines": dates,
        "counts": [(len(found), one, more) for key, one, more in counted if (found := items(record, key))],
        "signed": _signed(record),
        "due": [item["expression"] for item in record["deadlines"] if not item["date"]],
        "text": record["text"],
        "reasons": [reason["message"] for reason in record["review"]["reasons"]],
    }


def _signed(record: Record) -> str:
    """Who signed it, with the title: `Alan Hanson, Acting Assistant Attorney General`, at most two."""
    named = [", ".join(part for part in (s["name"], s["title"]) if part) for s in record["signatories"] if s["name"]]
    return "; ".join(named[:2]) + (f" and {len(named) - 2} more" if len(named) > 2 else "")
