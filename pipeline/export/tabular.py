"""Records read back from a CSV table with one row per record."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

import schemas
from pipeline.errors import InvalidRecords, MissingFile
from pipeline.export import columns, unguarded
from pipeline.reading.sources import FileContent
from schemas import Node

_LONGEST_CELL = 1 << 30


def read_csv(path: Path) -> list[dict[str, object]]:
    """The records in a CSV file that `dojletters extract --format csv` wrote. Raises MissingFile or InvalidRecords."""
    schema = schemas.load("record")
    try:
        text = FileContent(str(path)).data.decode("utf-8-sig")
        csv.field_size_limit(_LONGEST_CELL)
        return [_record(row, schema) for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)]
    except OSError as error:
        raise MissingFile(f"The file cannot be read ({error.strerror})", path=str(path)) from error
    except (ValueError, csv.Error) as error:
        raise InvalidRecords("The file is no table of records", path=str(path)) from error


def _record(row: Mapping[str | None, str], schema: Node) -> dict[str, object]:
    """The record of a row: `date.value` goes under `date`, which is `None` where all its cells are empty."""
    if None in row or not row.keys() <= set(columns()):
        raise ValueError("a column that no record has")
    record: dict[str, object] = {}
    parts: dict[str, dict[str, object]] = {}
    for name, cell in row.items():
        key, _, part = str(name).partition(".")
        spec = _spec(schema, schema["properties"][key])
        if not part:
            record[key] = _value(cell, spec)
            continue
        if cell or part in spec["required"]:
            record[key] = parts.setdefault(key, {})
            parts[key][part] = _value(cell, _spec(schema, spec["properties"][part]))
    nullable = {key for key, spec in schema["properties"].items() if "anyOf" in spec}
    empty = {key for key in nullable & parts.keys() if all(part is None for part in parts[key].values())}
    return {key: None if key in empty else value for key, value in record.items()}


def _spec(schema: Node, spec: Node) -> Node:
    inner = next((branch for branch in spec.get("anyOf", ()) if branch.get("type") != "null"), spec)
    found: Node = schema["$defs"][inner["$ref"].rpartition("/")[2]] if "$ref" in inner else inner
    return found


def _value(cell: str, spec: Node) -> object:
    """A cell's value: text as it stands, anything else as JSON; an empty cell is `None`."""
    text = unguarded(cell)
    is_text = isinstance(spec.get("const"), str) or "string" in spec.get("type", ()) or "enum" in spec
    if text == "":
        return None
    return text if is_text else json.loads(text)
