"""The items of a record under keys that are told at run time, by the schema: what a type checker can't know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from pipeline.records.types import Evidence, Record

RecordItem = Mapping[str, object]
"""An item of any key: which values it has, the schema says."""
Values = dict[str, object]
"""The values of an item of any key while they are made or changed; the schema is asked before they are a record's."""


def items(record: Record, key: str) -> Sequence[RecordItem]:
    """The items under a key, none under one that older records don't have; a single one, or none, as a sequence too."""
    value = cast(Mapping[str, list[RecordItem] | RecordItem | None], record).get(key)
    return value if isinstance(value, list) else [] if value is None else [value]


def item_at(record: Record, path: str) -> RecordItem:
    """The item at `$.date` or `$.deadlines[0]`."""
    key, _, number = path.removeprefix("$.").rstrip("]").partition("[")
    return items(record, key)[int(number or 0)]


def evidence_of(item: RecordItem) -> Evidence:
    """Where an item was read; of one that may stand on the page alone (`PageEvidence`) start, end and text can be `None`."""
    return cast(Evidence, item["evidence"])


def word_of(item: RecordItem, key: str) -> str | None:
    """The value under a key that holds a text, if any."""
    value = item.get(key)
    return None if value is None else str(value)


def value_at(item: RecordItem, key: str) -> object:
    """The value of an item under a dotted key."""
    value: object = item
    for step in key.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value
