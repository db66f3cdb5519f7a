"""Which values of many records a person should look at, dearest first, and what may be promised of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import log, sqrt
from typing import NamedTuple

from pipeline.records.items import items
from pipeline.records.review import COST
from pipeline.records.types import Record
from schemas.fields import fields

DOUBT = 0.05  # how often a promise may fail, by chance alone


class Look(NamedTuple):
    """A value to look at: where it stands, how likely it is right, and its cost if wrong times how likely it is."""

    record_id: str
    file_name: str
    page: int | None
    field: str
    value: str
    confidence: float
    cost: float


def looks(records: Sequence[Record]) -> list[Look]:
    """All values of the records that bear a confidence, dearest first."""
    return sorted((look for record in records for look in _of(record)), key=lambda look: (-look.cost, look.record_id, look.field))


def needed(found: Sequence[Look], risk: float) -> int:
    """How many of them to look at, so that at most `risk` of the rest is wrong; all where nothing less will do.

    If each value is right as often as its confidence says, and errors do not depend on one another, the share of wrong ones
    among the rest is below `upper` in all but `DOUBT` of all piles.
    """
    wrong = [1.0 - look.confidence for look in reversed(found)]
    expected, spread = list(accumulate(wrong)), list(accumulate(share * (1 - share) for share in wrong))
    for left in range(len(found), 0, -1):
        if upper(expected[left - 1], spread[left - 1], left) <= risk:
            return len(found) - left
    return len(found)


def upper(expected: float, variance: float, count: int) -> float:
    """A bound on the share of wrong ones: Bernstein's inequality (Boucheron, Lugosi and Massart 2013, section 2.8)."""
    room = log(1 / DOUBT)
    return (expected + sqrt(2 * variance * room) + room / 3) / count


def _of(record: Record) -> Iterator[Look]:
    for field in fields():
        for number, item in enumerate(items(record, field.key)):
            path = field.key if field.single else f"{field.key}[{number}]"
            evidence = item["evidence"]
            parts = evidence.get("parts") or {}
            page = next((box["page"] for box in evidence["boxes"]), None)
            for key, part in parts.items() if parts else [("", evidence)]:
                told = _value(item, key) if key else str(evidence["text"] or "")
                sure = float(part["confidence"])
                name, cost = f"$.{path}.{key}".rstrip("."), COST.get(field.key, 1.0) * (1 - sure)
                yield Look(record["record_id"], record["source"]["file_name"], page, name, " ".join(told.split()), sure, cost)


def _value(item: Mapping[str, object], key: str) -> str:
    value: object = item
    for name in key.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return "" if value is None else str(value)


def told(confidence: float) -> str:
    """A confidence for a reader: nobody is sure to 100%."""
    return "> 99%" if confidence > 0.99 else f"{confidence:.0%}"
