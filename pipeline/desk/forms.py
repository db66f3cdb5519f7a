"""What one can type for a field, read off the schema, and what was typed as the value that the schema wants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import schemas
from extractors.language import states
from extractors.language.dates import find_dates
from pipeline.records.correcting import with_value
from schemas import Node
from schemas.fields import Field, fields, resolved

_NUMBER = re.compile(r"-?[\d,]*\.?\d+")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}


@dataclass(frozen=True, slots=True)
class Input:
    """One value to type: `kind` is `text`, `date`, `number`, `yes`, `state` or `choice` (of `choices`)."""

    key: str
    label: str
    kind: str
    choices: tuple[str, ...]
    required: bool
    hint: str


@cache
def inputs(name: str) -> tuple[Input, ...]:
    """The values of an item of a field, in the order of the schema."""
    schema = schemas.load("record")
    node = resolved(schema, schema["properties"][name])
    item = resolved(schema, node["items"]) if "items" in node else node
    return tuple(_inputs(schema, item, "", True))


def _inputs(schema: Node, item: Node, above: str, is_needed: bool) -> Iterator[Input]:
    for key, node in item["properties"].items():
        if key == "evidence":
            continue
        found = resolved(schema, node)
        may_lack = {"type": "null"} in node.get("anyOf", ()) or None in found.get("enum", ())
        if "properties" in found:
            yield from _inputs(schema, found, f"{above}{key}.", is_needed and not may_lack)
            continue
        choices = tuple(str(one) for one in found.get("enum", ()) if one is not None)
        kinds = {"date": "date", "number": "number", "boolean": "yes"}
        kind = "choice" if choices else kinds.get(str(found.get("format", found.get("type", ""))), "text")
        kind = "state" if key == "state" else kind
        label = f"{above}{key}".replace("address.", "").replace("_", " ")
        yield Input(f"{above}{key}", label, kind, choices, is_needed and not may_lack, str(found["description"]))


def item_of(name: str, typed: Mapping[str, str | None]) -> dict[str, object]:
    """The item that was typed, with every key that the schema wants; raises ValueError with a sentence for the reader."""
    item: dict[str, object] = {}
    for one in inputs(name):
        value = _value(one, " ".join((typed.get(one.key) or "").split()))
        if value is None and one.required:
            raise ValueError(f"Say what “{one.label}” is.")
        item = with_value(item, one.key, value) if "." in one.key else {**item, one.key: value}
    if all(value in (None, "") for value in item.values()):
        raise ValueError("Say at least one value, or reject the item.")
    return item


def _value(one: Input, words: str) -> object:
    if not words:
        return False if one.kind == "yes" else None
    if one.kind == "date":
        return _date(words)
    if one.kind == "number":
        return _number(words)
    if one.kind == "yes":
        return words.lower() in ("yes", "true", "on", "1")
    if one.kind == "state":
        return words.upper() if re.fullmatch(r"[A-Za-z]{2}", words) else states.code(words) or words
    if one.kind == "choice" and words not in one.choices:
        raise ValueError(f"“{one.label}” is one of {', '.join(one.choices)}.")
    return words


def _date(words: str) -> str:
    """A date as it is kept, from that form or as it is printed."""
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        found = find_dates(words)
    if not found:
        raise ValueError(f"“{words}” is no date: write it as 2017-08-18 or August 18, 2017.")
    return found[0].value.isoformat()


def _number(words: str) -> float:
    match = _NUMBER.search(words)
    if match is None:
        raise ValueError(f"“{words}” is no number.")
    scale = next((scale for name, scale in _SCALES.items() if name in words.lower()), 1.0)
    return float(match.group().replace(",", "")) * scale


def known_fields() -> tuple[Field, ...]:
    """The fields that one can add an item to, by name."""
    return tuple(sorted((field for field in fields() if field.key != "redactions"), key=lambda field: field.one))
