"""Records of earlier versions of the schema as records of today's.

Within a major version keys are added: a record that was written before one was lacks it, and is read as one that says nothing
was found. A version before that has a schema of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import cast

import schemas
from pipeline.records.items import RecordItem
from pipeline.records.types import Record, Source
from schemas.fields import fields

_VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}", re.A)


def schema_of(record: object) -> str:
    """The name of the schema that a record says it keeps to; today's where it says nothing that is known."""
    written = record.get("schema_version") if isinstance(record, Mapping) else None
    return schemas.of_version("record", written) if isinstance(written, str) else "record"


def completed(record: object) -> object:
    """A record of today's major version with the keys that were added since it was written; anything else as it is.

    A list that is missing is `[]` and a single value `null`, as for what is not in the document; the frame (`text`, `source`)
    is never made up. A record of a later version than ours stays as it is: what it has more we do not know.
    """
    today = _today()
    if not isinstance(record, Mapping) or schema_of(record) != "record" or not _is_before(record.get("schema_version"), today):
        return record
    absent: dict[str, object] = {field.key: None if field.single else [] for field in fields() if field.key not in record}
    if record["schema_version"] == today and not absent:
        return record
    known = {**record, "schema_version": today}
    keys = _keys()
    whole = {key: known.get(key, absent.get(key)) for key in keys if key in known or key in absent}
    return {**whole, **{key: value for key, value in known.items() if key not in keys}}


def _is_before(written: object, today: str) -> bool:
    """Whether a version is today's or an earlier one of the same major version."""
    if not isinstance(written, str) or not _VERSION.fullmatch(written):
        return False
    one, other = ([int(number) for number in version.split(".")] for version in (written, today))
    return one[0] == other[0] and one <= other


@cache
def _today() -> str:
    """The version of today's schema: reading it takes as long as a record does."""
    return schemas.version("record")


@cache
def _keys() -> tuple[str, ...]:
    """The keys of a record in their order."""
    return tuple(schemas.load("record")["properties"])


def current(record: RecordItem) -> Record:
    """A valid record of any version as one of today's; of keys that its version did not have it says that nothing was found.

    Version 1.0.0 had no `marks` and `redactions`, and of the file its name alone.
    """
    if schema_of(record) == "record":
        return cast(Record, dict(cast(RecordItem, completed(record))))
    source = cast(Source, record["source"])
    of = {"schema_version": _today(), "source": {"path": source["file_name"], **source}}
    known = {**{field.key: None if field.single else [] for field in fields()}, **record, **of}
    return cast(Record, {key: known[key] for key in _keys()})
