"""Which of many records are wanted: by their values (`--where`) and by their day (`--since`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from operator import ge, gt, le, lt

import schemas
from pipeline.errors import ConfigError
from pipeline.records.types import Record
from schemas.fields import resolved

_CONDITION = re.compile(r"\s*([a-z_.]+)\s*(?:(!=|>=|<=|[=~<>])\s*(.*?)\s*)?", re.S)
_ORDERS: dict[str, Callable[[float, float], bool]] = {">=": ge, "<=": le, ">": gt, "<": lt}
_HOW = "Write KEY, KEY=VALUE, KEY!=VALUE, KEY~WORDS, KEY>=VALUE or KEY<=VALUE, such as recipients.address.state=CA."

Condition = Callable[[Record], bool]


def condition(said: str) -> Condition:
    """What `--where` says, as a test of a record.

    `deadlines` (it has some), `document_type=letter`, `issuer.component!=...`, `subject~compliance` (it holds the words),
    `deadlines.date>=2017-08-01`. A key leads through lists: one of the items must do, with `!=` none may be it. Capitals do not
    count, and `date` is `date.value`. Raises ConfigError for what is no condition, or a key that records do not have.
    """
    found = _CONDITION.fullmatch(said)
    if found is None:
        raise ConfigError(f"{said!r} is no condition", remedy=_HOW)
    key, operator, wanted = found.groups()
    path = _path(key)
    if operator is None:
        return lambda record: any(value not in (None, "", [], False) for value in _values(record, path))
    return lambda record: _holds(list(_texts(_values(record, path))), operator, _plain(wanted))


def since(day: date) -> Condition:
    """Whether a record is dated from that day on; one without a date is not."""
    return lambda record: record["date"] is not None and record["date"]["value"] >= day.isoformat()


def select(records: Sequence[Record], tests: Sequence[Condition]) -> list[Record]:
    """The records that pass all tests."""
    return [record for record in records if all(test(record) for test in tests)]


def _path(key: str) -> list[str]:
    """The parts of a key, each of which the schema has; what has one `value` is that."""
    schema = schemas.load("record")
    node = schema
    parts = key.split(".")
    for part in parts:
        keys = node.get("properties", {})
        if part not in keys:
            near = get_close_matches(part, list(keys), n=1)
            what = f"Did you mean {near[0]}?" if near else f"There are {', '.join(keys)}." if keys else _HOW
            raise ConfigError(f"{key!r} is no key of a record", remedy=what)
        node = resolved(schema, keys[part])
        node = resolved(schema, node["items"]) if "items" in node else node
    return [*parts, "value"] if "value" in node.get("properties", {}) else parts


def _values(value: object, path: Sequence[str]) -> Iterator[object]:
    if isinstance(value, list):
        for item in value:
            yield from _values(item, path)
    elif not path:
        yield value
    elif isinstance(value, Mapping) and path[0] in value:
        yield from _values(value[path[0]], path[1:])


def _texts(values: Iterator[object]) -> Iterator[str]:
    """Values as words; an object is all of its values but where it stands."""
    for value in values:
        if isinstance(value, Mapping):
            yield " ".join(_texts(part for key, part in value.items() if key != "evidence"))
        elif value is not None:
            yield _plain({True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _holds(values: list[str], operator: str, wanted: str) -> bool:
    if operator == "~":
        return any(wanted in value for value in values)
    if operator == "=":
        return wanted in values
    if operator == "!=":
        return wanted not in values
    return any(_ORDERS[operator](_order(value, wanted), 0) for value in values)


def _order(value: str, wanted: str) -> float:
    """Below, at or above 0 as one comes before the other: as numbers where both are, else as texts (days are in ISO 8601)."""
    try:
        return float(value) - float(wanted)
    except ValueError:
        return (value > wanted) - (value < wanted)
