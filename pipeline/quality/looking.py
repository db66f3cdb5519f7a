"""Which values of many records a person should look at, dearest first, and what may be promised of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.doubt.model import model
from pipeline.quality.promise import LikelihoodStep, least_sure
from pipeline.records.items import evidence_of, items
from pipeline.records.review import COST
from pipeline.records.types import Record
from schemas.fields import fields


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


def needed(found: Sequence[Look], risk: float, proof: Sequence[LikelihoodStep] | None = None) -> list[Look]:
    """Those of them to look at, so that at most `risk` of the rest is wrong.

    The `proof` says what values that were so sure turned out to be (that of the model that comes along, where none is given): the
    promise holds for documents that are no harder than those, in all but one of twenty piles.
    """
    least = least_sure(proof or [LikelihoodStep(*step) for step in model().proof], risk)
    return [look for look in found if look.confidence < least]


def unseen(found: Sequence[Look], listed: Sequence[Look]) -> list[float]:
    """How likely right each of the values is that is not listed."""
    seen = set(listed)
    return [look.confidence for look in found if look not in seen]


def _of(record: Record) -> Iterator[Look]:
    for field in fields():
        for number, item in enumerate(items(record, field.key)):
            path = field.key if field.single else f"{field.key}[{number}]"
            evidence = evidence_of(item)
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
