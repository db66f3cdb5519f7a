"""Parquet: a row for each record with its nested types, which are read off the JSON Schema, so that empty lists keep theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import schemas
from pipeline.errors import InvalidRecords
from pipeline.export.characters import json_text
from pipeline.export.files import write
from pipeline.records.types import Record
from schemas import Node
from schemas.fields import resolved

if TYPE_CHECKING:
    import pyarrow as pa


def save(records: Sequence[Record], path: Path) -> list[str]:
    """Write the table; dates are dates. Raises OutputError, or InvalidRecords for a number that Parquet cannot hold."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = schemas.load("record")
    columns = pa.schema(_fields(schema, schema), metadata={"schema": schema["$id"], "description": schema["description"]})
    try:
        table = pa.Table.from_pylist([_typed(schema, schema, record) for record in records], columns)
    except (pa.ArrowInvalid, OverflowError) as error:
        raise InvalidRecords(f"A value cannot be held ({error})", remedy="Put it right in the records.") from error
    out = pa.BufferOutputStream()
    parquet.write_table(table, out, compression="zstd")
    write(path, out.getvalue().to_pybytes())
    return []


def _fields(schema: Node, node: Node) -> list[pa.Field]:
    import pyarrow as pa

    found = []
    for key, part in node["properties"].items():
        inner = resolved(schema, part)
        metadata = {"description": inner["description"]}
        nullable = _is_nullable(part) or key not in node["required"]
        found.append(pa.field(key, _type(schema, inner), nullable=nullable, metadata=metadata))
    return found


def _type(schema: Node, node: Node) -> pa.DataType:
    import pyarrow as pa

    if "properties" in node:
        return pa.struct(_fields(schema, node))
    if "items" in node:
        return pa.list_(pa.field("element", _type(schema, resolved(schema, node["items"])), nullable=False))
    if node.get("format") == "date":
        return pa.date32()
    kinds = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    return kinds.get(str(node.get("type")), pa.string())


def _is_nullable(node: Node) -> bool:
    return {"type": "null"} in node.get("anyOf", ()) or None in node.get("enum", ())


def _typed(schema: Node, node: Node, value: object) -> object:
    """The value with each ISO date as a date and each number as Parquet has it."""
    if isinstance(value, dict) and "properties" not in node:
        return json_text(value)
    if isinstance(value, dict):
        return {key: _typed(schema, resolved(schema, node["properties"][key]), part) for key, part in value.items()}
    if isinstance(value, list):
        inner = resolved(schema, node["items"])
        return [_typed(schema, inner, part) for part in value]
    if value is None:
        return None
    if node.get("format") == "date":
        return date.fromisoformat(str(value))
    return float(value) if isinstance(value, int) and node.get("type") == "number" else value
