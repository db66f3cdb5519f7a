"""The record's types as Python: `python -m schemas.types` writes pipeline/records/types.py, a test holds it in step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import schemas

TARGET = Path(__file__).parents[1] / "pipeline" / "records" / "types.py"
_HEAD = '''"""What a record is, as types. Made from the schema `record` by `python -m schemas.types`: change that, not this."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict
'''
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
_WIDEST = 130  # characters of a line, beyond which a list of literals stands on lines of their own


def source() -> str:
    """The module's text: a class for each object of the schema, those that others are made of first."""
    schema = schemas.load("record")
    objects = [(name, node) for name, node in schema["$defs"].items() if "properties" in node]
    classes = [_class(_camel(name), node, schema) for name, node in (*objects, ("record", schema))]
    return "\n\n".join([_HEAD, *classes])


def _class(name: str, node: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    lines = [f"class {name}(TypedDict):", f'    """{node["description"]}"""', ""]
    for key, part in node["properties"].items():
        told = _type(part, schema)
        lines += _line(key, told if key in node["required"] else f"NotRequired[{told}]")
    return "\n".join(lines) + "\n"


def _line(key: str, told: str) -> Iterator[str]:
    if len(whole := f"    {key}: {told}") <= _WIDEST:
        yield whole
        return
    begin, _, rest = told.partition("[")
    yield f"    {key}: {begin}["
    yield f"        {rest.removesuffix(']')}"
    yield "    ]"


def _type(node: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        target = schema["$defs"][name]
        return _camel(name) if "properties" in target else _type(target, schema)
    if "anyOf" in node:
        return " | ".join(_type(branch, schema) for branch in node["anyOf"])
    if "const" in node or "enum" in node:
        return _literal([node["const"]] if "const" in node else node["enum"])
    if node["type"] == "array":
        return f"list[{_type(node['items'], schema)}]"
    if node["type"] == "object":
        return f"dict[str, {_type(node['additionalProperties'], schema)}]"
    return "None" if node["type"] == "null" else _PLAIN[node["type"]]


def _literal(values: list[str | None]) -> str:
    known = ", ".join(f'"{value}"' for value in values if value is not None)
    return f"Literal[{known}]" + (" | None" if None in values else "")


def _camel(name: str) -> str:
    return name[0].upper() + name[1:]


def write(target: Path = TARGET) -> None:
    """Write the module."""
    target.write_text(source(), encoding="utf-8")


if __name__ == "__main__":
    write()
