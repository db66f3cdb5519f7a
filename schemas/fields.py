"""The keys of a record that bear evidence, read off the schema `record`, which alone declares them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import schemas
from schemas import Node


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record. A `single` one has an item or `None`, any other a list of items.

    `values` are the keys of an item but for its evidence, those of an object within it dotted (`address.street`). `one` is
    what an item is called, `main` are the values that tell it, the first that is there, `section` is where a report shows it.
    `scored` are the values that are compared with gold records, those joined by `+` together, `core` the ones of them that count
    most. What the schema does not say (`x-one`, `x-main`, ...) is told by the values that there are.
    """

    key: str
    description: str
    single: bool
    values: tuple[str, ...]
    one: str
    main: tuple[str, ...]
    section: str
    scored: tuple[str, ...]
    core: tuple[str, ...]

    def name_of(self, scored: str) -> str:
        """What a scored value is called in an evaluation: `date`, `deadlines.date`."""
        return self.key if self.single and scored == "value" else f"{self.key}.{scored}"


@cache
def fields() -> tuple[Field, ...]:
    """The keys whose items bear evidence, in the order of the record."""
    schema = schemas.load("record")
    return tuple(_fields(schema))


def _fields(schema: Node) -> Iterator[Field]:
    for key, node in schema["properties"].items():
        found = resolved(schema, node)
        item = resolved(schema, found["items"]) if "items" in found else found
        if "evidence" in item.get("properties", {}):
            yield _field(key, found, tuple(_values(schema, item, "")))


def _field(key: str, node: Node, values: tuple[str, ...]) -> Field:
    telling = next(((name,) for name in ("value", "text", "name") if name in values), values)
    scored, core = tuple(node.get("x-scored", telling)), node.get("x-core", False)
    return Field(
        key=key,
        description=str(node["description"]),
        single="items" not in node,
        values=values,
        one=str(node.get("x-one", key.removesuffix("s").replace("_", " "))),
        main=tuple(node.get("x-main", telling)),
        section=str(node.get("x-section", "other")),
        scored=scored,
        core=scored if core is True else tuple(core or ()),
    )


def _values(schema: Node, item: Node, above: str) -> Iterator[str]:
    for key, node in item["properties"].items():
        found = resolved(schema, node)
        if "properties" in found and key != "evidence":
            yield from _values(schema, found, f"{above}{key}.")
        elif key != "evidence":
            yield f"{above}{key}"


def resolved(schema: Node, node: Node) -> Node:
    """A node of a schema behind its references, and without the null that it may be; the nearest description counts."""
    found = node.copy()
    while "$ref" in found or "anyOf" in found:
        branches, reference = found.pop("anyOf", []), found.pop("$ref", None)
        inner = schema["$defs"][reference.rpartition("/")[2]] if reference else branches[0]
        found = {**inner, **found}
    return found
