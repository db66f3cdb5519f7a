"""What schemas describe, as types: `python -m schemas.types` writes the modules of `MODULES`, a test holds them in step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

import schemas
from schemas import Node

_ROOM = Path(__file__).parents[1] / "pipeline" / "records"
_HEAD = '''"""What {what} is. Made from the schema `{name}` by `python -m schemas.types`: change that, not this."""

from __future__ import annotations

from typing import {names}
'''


class Module(NamedTuple):
    """A module that is made: the schema's name, what it describes, what each class is called before its own name, and the root's
    name."""

    schema: str
    what: str
    prefix: str
    root: str
    target: Path


MODULES = (
    Module("record", "a record", "", "Record", _ROOM / "types.py"),
    Module("comparison", "a comparison", "Comparison", "ComparisonJson", _ROOM / "comparison_types.py"),
    Module("quotations", "a report on quotations", "Quotations", "QuotationsJson", _ROOM / "quotations_types.py"),
)
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
_WIDEST = 130  # characters of a line, beyond which a list of literals stands on lines of their own


def source(module: Module) -> str:
    """The module's text: an alias for each set of words, a class for each object, those that others are made of first."""
    schema = schemas.load(module.schema)
    sets = [_set(name, node) for name, node in schema["$defs"].items() if "enum" in node]
    classes = [_class(name, node, schema, module) for name, node in (*_objects(schema, module), (module.root, schema))]
    names = [name for name in ("Literal", "NotRequired", "TypedDict") if any(name in text for text in (*sets, *classes))]
    head = _HEAD.format(what=module.what, name=module.schema, names=", ".join(names))
    return "\n\n".join(["\n".join([head, *sets, ""]) if sets else head, *classes])


def _objects(schema: Node, module: Module) -> Iterator[tuple[str, Node]]:
    """The objects of a schema by name; one that a list holds, and that has no name, is called as the list."""
    for holder in (*schema["$defs"].values(), schema):
        for key, part in holder.get("properties", {}).items():
            if "properties" in part.get("items", {}):
                yield _camel(key, module), {"description": part["description"], **part["items"]}
    yield from ((_camel(name, module), node) for name, node in schema["$defs"].items() if "properties" in node)


def _set(name: str, node: Node) -> str:
    """The words that a value may be, under a name of their own: what makes the value says with it what it makes."""
    return "\n".join([*_wrapped("", f"{_pascal(name)} = {_literal(node['enum'])}"), f'"""{node["description"]}"""'])


def _class(name: str, node: Node, schema: Node, module: Module) -> str:
    lines = [f"class {name}(TypedDict):"]
    if "description" in node:
        lines += [*_docstring(node["description"]), ""]
    for key, part in node["properties"].items():
        inner = part.get("items", {})
        told = f"list[{_camel(key, module)}]" if "properties" in inner else _type(part, schema, module)
        lines += _wrapped("    ", f"{key}: {told if key in node['required'] else f'NotRequired[{told}]'}")
    return "\n".join(lines) + "\n"


def _docstring(told: str) -> list[str]:
    if len(told) <= _WIDEST - 10:
        return [f'    """{told}"""']
    return ['    """', *wrap(told, _WIDEST, initial_indent="    ", subsequent_indent="    "), '    """']


def _wrapped(indent: str, told: str) -> Iterator[str]:
    """A line, or as many as the formatter makes of what is in its brackets."""
    if len(indent + told) <= _WIDEST:
        yield indent + told
        return
    begin, _, rest = told.partition("[")
    inner, more = rest.removesuffix("]"), f"{indent}    "
    yield f"{indent}{begin}["
    yield from [more + inner] if len(more + inner) <= _WIDEST else [f"{more}{part}," for part in inner.split(", ")]
    yield f"{indent}]"


def _type(node: Node, schema: Node, module: Module) -> str:
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        target = schema["$defs"][name]
        if "enum" in target:
            return _pascal(name)
        return _camel(name, module) if "properties" in target else _type(target, schema, module)
    if branches := node.get("anyOf", node.get("oneOf")):
        return " | ".join(_type(branch, schema, module) for branch in branches)
    if "const" in node or "enum" in node:
        return _literal([str(node["const"])] if "const" in node else node["enum"])
    if node["type"] == "array":
        return f"list[{_type(node['items'], schema, module)}]"
    if node["type"] == "object":
        return f"dict[str, {_type(node['additionalProperties'], schema, module)}]"
    plain = [node["type"]] if isinstance(node["type"], str) else node["type"]
    return " | ".join(_PLAIN[name] for name in plain)


def _literal(values: list[str | None]) -> str:
    known = ", ".join(f'"{value}"' for value in values if value is not None)
    return f"Literal[{known}]" + (" | None" if None in values else "")


def _camel(name: str, module: Module) -> str:
    return module.prefix + _pascal(name)


def _pascal(name: str) -> str:
    return "".join(part[0].upper() + part[1:] for part in name.split("_"))


def write() -> None:
    """Write the modules."""
    for module in MODULES:
        module.target.write_text(source(module), encoding="utf-8")


if __name__ == "__main__":
    write()
