"""The keys of a record that bear evidence, read off the schema `record`, which alone declares them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import schemas


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record. A `single` one has an item or `None`, any other a list of items.

    `values` are the keys of an item but for its evidence, those of an object within it dotted (`address.street`).
    """

    key: str
    description: str
    single: bool
    values: tuple[str, ...]


@cache
def fields() -> tuple[Field, ...]:
    """The keys whose items bear evidence, in the order of the record."""
    schema = schemas.load("record")
    return tuple(_fields(schema))


def _fields(schema: Mapping[str, Any]) -> Iterator[Field]:
    for key, node in schema["properties"].items():
        found = resolved(schema, node)
        item = resolved(schema, found["items"]) if "items" in found else found
        if "evidence" in item.get("properties", {}):
            yield Field(key, str(found["description"]), "items" not in found, tuple(_values(schema, item, "")))


def _values(schema: Mapping[str, Any], item: Mapping[str, Any], above: str) -> Iterator[str]:
    for key, node in item["properties"].items():
        found = resolved(schema, node)
        if "properties" in found and key != "evidence":
            yield from _values(schema, found, f"{above}{key}.")
        elif key != "evidence":
            yield f"{above}{key}"


def resolved(schema: Mapping[str, Any], node: Mapping[str, Any]) -> dict[str, Any]:
    """A node of a schema behind its references, and without the null that it may be; the nearest description counts."""
    found = dict(node)
    while "$ref" in found or "anyOf" in found:
        branch = found.pop("anyOf", [{}])[0]
        reference = found.pop("$ref", None)
        inner = schema["$defs"][reference.rpartition("/")[2]] if reference else branch
        found = {**inner, **found}
    return found
