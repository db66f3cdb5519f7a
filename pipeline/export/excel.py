"""Excel: a sheet for each table; what is too long for a cell stands whole in the sheet `continued`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import OutputError
from pipeline.export.characters import as_cell
from pipeline.export.csv_tables import EXCEL_CELL, is_long
from pipeline.export.files import write
from pipeline.export.tables import Rows, Table, all_rows, tables
from pipeline.records.types import Record

if TYPE_CHECKING:
    from openpyxl import Workbook

FIRST_DAY = "1900-03-01"  # before it Excel counts a day that there never was
SHEET_ROWS = 1_048_576
CONTINUED = "continued"
CUT = f" ... [cut here: the whole text is in the sheet “{CONTINUED}”]"
_PART = EXCEL_CELL // 8  # as Office writes it, a control character takes seven places
_WIDEST = 60
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP file knows

CellPart = tuple[str, str, str, str, int, str]


def save(records: Sequence[Record], path: Path) -> list[str]:
    """Write the workbook; a note says how many cells were continued. Raises OutputError, also for a table with too many rows."""
    rows = all_rows(records)
    continued = list(_continued(rows))
    for name, count in [*((name, len(found)) for name, found in rows.items()), (CONTINUED, len(continued))]:
        if count >= SHEET_ROWS:
            raise OutputError(
                f"The table {name} has {count:,} rows, and a sheet of Excel holds {SHEET_ROWS:,} with its head",
                remedy="Export fewer records, or to .db, .csv or .parquet.",
            )
    write(path, _content(rows, continued))
    cells = sum(part[4] == 1 for part in continued)
    return [f"{path.name}: {cells} cells are too long for Excel; the sheet “{CONTINUED}” has them whole"] if cells else []


def _continued(rows: Rows) -> Iterator[CellPart]:
    """The parts of each long cell: sheet, key of the row (two columns), column, number from 1, text."""
    for table in tables():
        for row in rows[table.name]:
            for name, whole in ((name, str(cell)) for name, cell in row.items() if is_long(cell)):
                key = [str(row[part]) for part in table.key]
                texts = [whole[at : at + _PART] for at in range(0, len(whole), _PART)]
                yield from (
                    (table.name, key[0], key[-1] if len(key) > 1 else "", name, n, text) for n, text in enumerate(texts, 1)
                )


def _content(rows: Rows, continued: Sequence[CellPart]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for table in tables():
        names = [column.name for column in table.columns]
        shown = ([_dated(name, _shown(row[name])) for name in names] for row in rows[table.name])
        _sheet(book, table.name, names, shown, _widths(table), len(rows[table.name]))
    if continued:
        _sheet(book, CONTINUED, ["sheet", "record_id", "row", "column", "part", "text"], continued, {}, len(continued))
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def _sheet(
    book: Workbook, title: str, head: Sequence[str], rows: Iterable[Iterable[object]], widths: Mapping[int, int], count: int
) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{count + 1}"
    for number, width in widths.items():
        sheet.column_dimensions[get_column_letter(number)].width = width

    def cell(value: object, bold: bool = False) -> WriteOnlyCell:
        made = WriteOnlyCell(sheet, as_cell(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            made.data_type = "s"  # whatever it looks like: a formula, an error value
        if isinstance(value, date):
            made.number_format = "yyyy-mm-dd"
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(name, bold=True) for name in head])
    for row in rows:
        sheet.append([None if value is None else cell(value) for value in row])


def _dated(name: str, value: object) -> object:
    """A day as a day, as far as Excel knows them; anything else as it is."""
    if not isinstance(value, str) or not (name == "date" or name.endswith("_date")) or value < FIRST_DAY:
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _shown(value: object) -> object:
    return str(value)[:_PART] + CUT if is_long(value) else value


def _widths(table: Table) -> dict[int, int]:
    """Column widths in characters, by the columns' numbers from 1."""
    wide = {"text", "action", "lead_in", "evidence_text", "message"}
    return {n: _WIDEST if c.name in wide else max(12, len(c.name) + 2) for n, c in enumerate(table.columns, 1)}


def timeless(content: bytes) -> bytes:
    """The same workbook without the moment at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", part)
            new.writestr(zipfile.ZipInfo(name, _LONG_AGO), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
