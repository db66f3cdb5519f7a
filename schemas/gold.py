"""The schema `gold`, made from the schema `record`: what a person says is right has the keys of a record, without evidence."""

from __future__ import annotations

from copy import deepcopy
from typing import cast

from schemas.node import Node


def gold_of(record: Node) -> Node:
    """The schema of gold records. Of a record's keys it has the type of document and those whose items bear evidence.

    Each may be left out, and so may each value of an item, but not all of them. The version is the record's.
    """
    definitions = {name: _claimed(node) for name, node in deepcopy(record["$defs"]).items()}
    keys = {
        key: _own(node)
        for key, node in deepcopy(record["properties"]).items()
        if key == "document_type" or any("evidence" in record["$defs"][name]["properties"] for name in _objects(node, record))
    }
    document = {
        "description": "What one segment of the file says.",
        "type": "object",
        "additionalProperties": False,
        "required": ["document_type"],
        "properties": keys,
    }
    needed = _needed(document, definitions)
    made = {
        "$schema": cast(dict[str, object], record)["$schema"],
        "$id": record["$id"].replace(":record:", ":gold:"),
        "title": "Gold records",
        "description": "What a person says is right for one file. "
        "A key that is left out makes no claim; null or [] says that there is none.",
        "type": "object",
        "additionalProperties": False,
        "required": ["documents"],
        "properties": {
            "documents": {
                "description": "Gold records in the order of the file's segments.",
                "type": "array",
                "minItems": 1,
                "items": {"$ref": "#/$defs/document"},
            }
        },
        "$defs": {"document": document, **{name: node for name, node in definitions.items() if name in needed}},
    }
    return cast(Node, made)


def _claimed(node: Node) -> Node:
    """A definition of the record as gold has it: no evidence, no value that must be there, and at least one that is."""
    if "properties" not in node:
        return node
    node.pop("required", None)
    node["properties"].pop("evidence", None)
    return cast(Node, {**node, "minProperties": 1})


def _own(node: Node) -> Node:
    """A key without what it is to reports and evaluations (`x-`), which the record's schema alone says."""
    return cast(Node, {name: value for name, value in node.items() if not name.startswith("x-")})


def _objects(node: object, record: Node) -> list[str]:
    """The definitions of objects that a key refers to itself."""
    return [name for name in _references(node) if "properties" in record["$defs"][name]]


def _references(node: object) -> list[str]:
    """The definitions that a part of a schema refers to."""
    if isinstance(node, list):
        return [name for child in node for name in _references(child)]
    if not isinstance(node, dict):
        return []
    own = [str(node["$ref"]).rpartition("/")[2]] if isinstance(node.get("$ref"), str) else []
    return own + [name for child in node.values() for name in _references(child)]


def _needed(node: object, definitions: dict[str, Node]) -> set[str]:
    """The definitions that a part of a schema refers to, and those that they refer to."""
    found: set[str] = set()
    waiting = _references(node)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _references(definitions[name])
    return found
