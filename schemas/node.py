"""What we look at of a JSON Schema."""

from __future__ import annotations

from typing import TypedDict

Node = TypedDict(
    "Node",
    {
        "$id": str,
        "$ref": str,
        "$defs": "dict[str, Node]",
        "description": str,
        "type": str | list[str],
        "format": str,
        "const": object,
        "enum": list[str | None],
        "properties": "dict[str, Node]",
        "required": list[str],
        "additionalProperties": "Node",
        "items": "Node",
        "anyOf": "list[Node]",
        "oneOf": "list[Node]",
        "x-one": str,
        "x-main": list[str],
        "x-section": str,
        "x-scored": list[str],
        "x-core": bool | list[str],
    },
    total=False,
)
"""A schema, or a part of one: what we look at of it."""
