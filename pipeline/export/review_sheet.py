"""Excel for those who check values there: one line for each value, what speaks against it, and room to say what is right.

`dojletters import` takes the cells that were changed as corrections.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.export.characters import as_cell
from pipeline.export.excel import timeless
from pipeline.export.files import write
from pipeline.records.items import evidence_of, items
from pipeline.records.review import COST
from pipeline.records.types import Record
from schemas.fields import fields

SHEET = "values"
COLUMNS = (
    "value", "checked", "note", "field", "key", "words", "page", "confidence", "look because", "document", "record_id",
    "item", "was",
)  # fmt: skip
_WIDTHS = {"value": 50, "words": 50, "look because": 40, "note": 24, "field": 16, "key": 16, "document": 24}
_LONGEST = 30_000  # characters of a cell; Excel holds 32,767


def save(records: Sequence[Record], path: Path) -> list[str]:
    """Write the workbook; what is most worth a look comes first. Raises OutputError."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append(COLUMNS)
    rows = sorted((row for record in records for row in _rows(record)), key=lambda row: -row[0])
    for _, link, cells in rows:
        sheet.append([as_cell(str(cell))[:_LONGEST] if isinstance(cell, str) else cell for cell in cells])
        if link:
            sheet.cell(sheet.max_row, COLUMNS.index("page") + 1).hyperlink = link
    for number, name in enumerate(COLUMNS, 1):
        letter = sheet.cell(1, number).column_letter
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, 11)
        sheet.column_dimensions[letter].hidden = name in ("was", "item")
    for row in sheet.iter_rows(min_row=2):
        row[0].alignment = row[COLUMNS.index("words")].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    out = io.BytesIO()
    book.save(out)
    write(path, timeless(out.getvalue()))
    return [
        f"change values; x under “checked” says that one is right, no that it is none; then dojletters import {path.name} DIR"
    ]


def _rows(record: Record) -> Iterator[tuple[float, str | None, list[object]]]:
    source = record["source"]
    reasons: dict[str, list[str]] = {}
    for reason in record["review"]["reasons"]:
        match = re.match(r"\$\.\w+(?:\[\d+\])?", reason["field"] or "")
        reasons.setdefault(match.group() if match else "$", []).append(reason["message"])
    for field in fields():
        for at, item in enumerate(items(record, field.key)):
            evidence = evidence_of(item)
            why = "; ".join(reasons.get(f"$.{field.key}" if field.single else f"$.{field.key}[{at}]", ()))
            page = next((box["page"] for box in evidence["boxes"]), None)
            link = f"{Path(source['path']).absolute().as_uri()}#page={page}" if page and "!" not in source["path"] else None
            by = evidence.get("reviewed", {}).get("by", "")
            for key in field.values:
                words = text_at(item, key)
                sure = evidence.get("parts", {}).get(key, evidence)["confidence"]
                if words or key in field.main:
                    cells = [
                        words,
                        f"by {by}" if by else "",
                        "",
                        field.key,
                        key,
                        evidence["text"] or "",
                        page,
                        round(sure, 2),
                        why,
                    ]
                    risk = 0.0 if by else COST.get(field.key, 1.0) * (1 - sure + 0.3 * bool(why))
                    yield risk, link, [*cells, source["file_name"], record["record_id"], at, words]


def text_at(item: Mapping[str, object], key: str) -> str:
    """A value of an item as it stands in a cell; nothing where there is none."""
    value: object = item
    for step in key.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
