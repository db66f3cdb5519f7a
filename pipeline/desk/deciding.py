"""Two readings of one document side by side: what people say of the fields in which they differ, for whoever decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.desk.folder import Desk
from pipeline.desk.together import TYPE, Dispute
from pipeline.records.items import item_at
from pipeline.records.open_record import values_of
from pipeline.records.types import Record
from pipeline.report.fields import Value, groups, kind_of


@dataclass(frozen=True, slots=True)
class SaidValue:
    """A value as somebody says it is; `alone`: not all others say so."""

    value: Value
    alone: bool


@dataclass(frozen=True, slots=True)
class SaidBy:
    """What one person says of a field, or with `who` empty what comes of all that was said.

    `words` are what is said of a field without places.
    """

    who: str
    values: tuple[SaidValue, ...]
    words: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A field about which people say different things: each of them, and what stands there now."""

    field: str
    sides: tuple[SaidBy, ...]


def questions(desk: Desk, record: Record, disputes: Sequence[Dispute]) -> list[OpenQuestion]:
    """What is to be decided about a document, field by field."""
    found = []
    for dispute in (one for one in disputes if one.record_id == record["record_id"]):
        views = [(who, desk.record(record["record_id"], who)) for who, _ in dispute.said]
        seen = [(who, view) for who, view in (*views, ("", record)) if view is not None]
        found.append(OpenQuestion(dispute.field, tuple(_side(who, view, dispute.field, seen) for who, view in seen)))
    return found


def _side(who: str, view: Record, field: str, seen: Sequence[tuple[str, Record]]) -> SaidBy:
    if field == TYPE:
        return SaidBy(who, (), kind_of(view))
    others = [[values_of(item_at(other, value.path)) for value in _values(other, field)] for name, other in seen if name != who]
    number = [name for name, _ in seen].index(who)
    found = []
    for at, value in enumerate(_values(view, field)):
        own = values_of(item_at(view, value.path))
        named = replace(value, id=f"{field}-{number}-{at}", number=at + 1)
        found.append(SaidValue(named, not all(own in values for values in others)))
    return SaidBy(who, tuple(found), "")


def _values(record: Record, field: str) -> list[Value]:
    return [value for group in groups(record) for value in group.values if value.field == field]


def places(asked: Sequence[OpenQuestion]) -> list[Value]:
    """The values that have a place on a page, each place once."""
    found: dict[object, Value] = {}
    for said in (said for question in asked for side in question.sides for said in side.values):
        if said.value.boxes:
            found.setdefault(str(said.value.boxes), said.value)
    return list(found.values())
