"""Records and issues as one flat file each: what a run writes, and a pandas table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import schemas
from pipeline.export.characters import encoded, guarded, json_text
from pipeline.issues import Issue
from pipeline.records.types import Record

if TYPE_CHECKING:
    import pandas as pd

Format = Literal["jsonl", "json", "csv"]

_ISSUE_COLUMNS = ("path", "record_id", "page", "field", "severity", "code", "message")


def records(rows: Sequence[Record], form: Format) -> bytes:
    """The records as one file's bytes: JSON Lines, one JSON array, or CSV with one row per record."""
    if form == "csv":
        return encoded(frame(rows).to_csv(index=False, lineterminator="\r\n"))
    if form == "json":
        return document(list(rows))
    return encoded("".join(f"{json_text(row)}\n" for row in rows))


def frame(rows: Sequence[Record]) -> pd.DataFrame:
    """The records as a table, one row each; columns and their order are the schema's, whatever the records hold.

    An item's keys are columns (`date.value`); lists and evidence are JSON in a cell; no cell is run by a spreadsheet.
    """
    import pandas as pd  # slow to import, and only tables need it

    names = columns()
    return pd.DataFrame([[_cell(_at(row, name)) for name in names] for row in rows], columns=list(names), dtype=object)


def columns() -> tuple[str, ...]:
    """The columns of a table of records: `record_id`, ..., `source.file_name`, ..., `deadlines`, ..."""
    schema = schemas.load("record")
    names: list[str] = []
    for key, value in schema["properties"].items():
        reference = value.get("$ref") or next((branch["$ref"] for branch in value.get("anyOf", ()) if "$ref" in branch), "")
        parts = schema["$defs"].get(reference.rpartition("/")[2], {}).get("properties")
        names += [f"{key}.{part}" for part in parts] if parts else [key]
    return tuple(names)


def issues(rows: Iterable[tuple[str, Issue]]) -> bytes:
    """`issues.csv`: one row per issue, each with the path of its file."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_ISSUE_COLUMNS)
    for path, issue in rows:
        table.writerow([_cell(path if name == "path" else getattr(issue, name)) for name in _ISSUE_COLUMNS])
    return encoded(out.getvalue())


def document(value: object) -> bytes:
    """One JSON document, indented."""
    return encoded(f"{json_text(value, indent=2)}\n")


def _at(row: Record, name: str) -> object:
    key, _, part = name.partition(".")
    value = row.get(key)
    return value.get(part) if part and isinstance(value, Mapping) else None if part else value


def _cell(value: object) -> object:
    """A value as a cell: numbers as they are, anything else as text that no spreadsheet takes for a formula."""
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = value if isinstance(value, str) else json_text(value)
    return guarded(text)
