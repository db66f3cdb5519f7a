"""Records and issues as files: the same results give the same bytes, and a file is there whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import schemas
from pipeline.errors import OutputError
from pipeline.issues import Issue

if TYPE_CHECKING:
    import pandas as pd

Format = Literal["jsonl", "json", "csv"]
Record = Mapping[str, Any]

# What makes a spreadsheet run a cell, the full-width signs included.
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
# Readers that split at every line break of Unicode would cut a JSON line in two.
_LINE_BREAKS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}
_ISSUE_COLUMNS = ("path", "record_id", "page", "field", "severity", "code", "message")


def records(rows: Sequence[Record], form: Format) -> bytes:
    """The records as one file's bytes: JSON Lines, one JSON array, or CSV with one row per record."""
    if form == "csv":
        return _encoded(frame(rows).to_csv(index=False, lineterminator="\r\n"))
    if form == "json":
        return document(list(rows))
    return _encoded("".join(f"{_json(row)}\n" for row in rows))


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
    return _encoded(out.getvalue())


def document(value: object) -> bytes:
    """One JSON document, indented."""
    return _encoded(f"{_json(value, indent=2)}\n")


def prepare(folder: Path) -> None:
    """Make the output folder, so that a folder that can't be written is known before the work; raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The output folder {folder} cannot be made ({error.strerror})") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"The output folder {folder} may not be written")


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path`, under a temporary name first, so that no reader meets half a file; raises OutputError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"{path} could not be written ({error.strerror})") from error
    finally:
        temporary.unlink(missing_ok=True)


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent).translate(_LINE_BREAKS)


def _encoded(text: str) -> bytes:
    # Half a surrogate pair (from a broken font, or a file name that is no UTF-8) is written as its JSON escape.
    return text.encode("utf-8", "backslashreplace")


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
    text = value if isinstance(value, str) else _json(value)
    return f"'{text}" if _FORMULA.match(text) else text
