"""The items of a record under keys that are told at run time, by the schema: what a type checker can't know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from pipeline.records.types import Record

RecordItem = Mapping[str, Any]
"""An item of any key: which values it has, the schema says."""
Values = dict[str, Any]
"""The values of an item of any key while they are made or changed; the schema is asked before they are a record's."""


def items(record: Record, key: str) -> Sequence[RecordItem]:
    """The items under a key, none under one that older records don't have; a single one, or none, as a sequence too."""
    value = cast(RecordItem, record).get(key)
    return value if isinstance(value, list) else [] if value is None else [value]


def item_at(record: Record, path: str) -> RecordItem:
    """The item at `$.date` or `$.deadlines[0]`."""
    key, _, number = path.removeprefix("$.").rstrip("]").partition("[")
    return items(record, key)[int(number or 0)]
