"""Records of earlier versions of the schema as records of today's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import schemas
from pipeline.records.items import RecordItem
from pipeline.records.types import Record
from schemas.fields import fields


def schema_of(record: object) -> str:
    """The name of the schema that a record says it keeps to; today's where it says nothing that is known."""
    written = record.get("schema_version") if isinstance(record, Mapping) else None
    return schemas.of_version("record", written) if isinstance(written, str) else "record"


def current(record: RecordItem) -> Record:
    """A valid record of any version as one of today's; of keys that its version did not have it says that nothing was found.

    Version 1.0.0 had no `marks` and `redactions`, and of the file its name alone.
    """
    if schema_of(record) == "record":
        return cast(Record, dict(record))
    of = {"schema_version": schemas.version("record"), "source": {"path": record["source"]["file_name"], **record["source"]}}
    known = {**record, **of}
    absent: dict[str, object] = {field.key: None if field.single else [] for field in fields() if field.key not in known}
    keys = schemas.load("record")["properties"]
    return cast(Record, {key: known[key] if key in known else absent[key] for key in keys})
