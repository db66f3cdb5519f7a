"""CSV: `letters.csv` has a row for each record, `letters.deadlines.csv` beside it a row for each deadline, and so on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.export.characters import as_cell
from pipeline.export.files import write
from pipeline.export.tables import RECORDS, Cell, Table, all_rows, tables
from pipeline.records.types import Record

EXCEL_CELL = 32_767  # UTF-16 code units that a cell of Excel holds


def save(records: Sequence[Record], path: Path) -> list[str]:
    """Write all tables; the notes name those with cells that Excel would not show whole. Raises OutputError."""
    rows, notes = all_rows(records), []
    for table in tables():
        beside = path if table.name == RECORDS else path.with_name(f"{path.stem}.{table.name}{path.suffix}")
        write(beside, content(table, rows[table.name]))
        long = sum(is_long(cell) for row in rows[table.name] for cell in row.values())
        if long:
            notes.append(f"{beside.name}: {long} of the cells are longer than the {EXCEL_CELL:,} characters that Excel shows")
    return notes


def content(table: Table, rows: Iterable[Mapping[str, Cell]]) -> bytes:
    """One table: comma, CR LF, UTF-8 with the mark by which Excel knows it; true and false, no formula, nothing for null."""
    out = io.StringIO(newline="")
    file = csv.writer(out, lineterminator="\r\n")
    file.writerow([column.name for column in table.columns])
    file.writerows([_cell(row[column.name]) for column in table.columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def is_long(cell: object) -> bool:
    """Whether a cell is text beyond Excel's limit; a character takes seven places at most."""
    return isinstance(cell, str) and len(cell) * 7 >= EXCEL_CELL and len(as_cell(cell).encode("utf-16-le")) // 2 > EXCEL_CELL


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return as_cell(value) if isinstance(value, str) else value
