"""The JSON Schemas (draft 2020-12) of what dojletters reads and writes: `record`, `gold`, `run`.

Those of earlier versions stay under the name with the version (`record-1.0.0`): what was written then can still be read.
`gold` has no file: it is made from `record`, so that a key is declared once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.gold import gold_of
from schemas.node import Node as Node

if TYPE_CHECKING:
    import jsonschema_rs
    from jsonschema import Draft202012Validator

_FOLDER = Path(__file__).parent
_ENDING = ".schema.json"


def names() -> tuple[str, ...]:
    """The names that `load` and `validator` take, sorted."""
    return tuple(sorted(("gold", *(path.name.removesuffix(_ENDING) for path in _FOLDER.glob(f"*{_ENDING}")))))


def text(name: str) -> str:
    """A schema as JSON, one that is made too; raises LookupError for an unknown name."""
    if name not in names():
        raise LookupError(f"no schema is called {name!r}; there are {', '.join(names())}")
    if name == "gold":
        return json.dumps(gold_of(load("record")), ensure_ascii=False, indent=2) + "\n"
    return (_FOLDER / f"{name}{_ENDING}").read_text(encoding="utf-8")


def load(name: str) -> Node:
    """A schema as a dict of the caller's own; raises LookupError for an unknown name."""
    schema: Node = json.loads(text(name))
    return schema


def version(name: str) -> str:
    """The version of a schema, as its `$id` says: `2.0.0`; raises LookupError for an unknown name."""
    return str(load(name)["$id"]).rpartition(":")[2]


@cache
def of_version(name: str, written: object) -> str:
    """The name of the schema that something of the version `written` keeps to; where there is no such version, today's."""
    return earlier if (earlier := f"{name}-{written}") in names() else name


@cache
def validator(name: str) -> Draft202012Validator:
    """The validator of a schema, dates included, made once; raises LookupError for an unknown name."""
    from jsonschema import Draft202012Validator, FormatChecker  # slow to import, and most commands need none

    schema = load(name)
    inlined = _inlined(schema, schema.get("$defs", {}))
    assert isinstance(inlined, dict)
    return Draft202012Validator(inlined, format_checker=FormatChecker(["date"]))


def is_valid(name: str, value: object) -> bool:
    """Whether JSON values keep to a schema: a quick answer, for which `validator` has the reasons. Raises LookupError."""
    try:
        return bool(_quick(name).is_valid(value))
    except ValueError:  # something that JSON does not have
        return False


@cache
def _quick(name: str) -> jsonschema_rs.Validator:
    import jsonschema_rs

    return jsonschema_rs.validator_for(json.loads(text(name)), validate_formats=True)


def _inlined(node: object, definitions: Mapping[str, Node]) -> object:
    """The schema with each `$ref` to its own `$defs` replaced by what it stands for: looking them up is half the work."""
    if isinstance(node, list):
        return [_inlined(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    rest = {key: _inlined(value, definitions) for key, value in node.items() if key not in ("$ref", "$defs")}
    if "$ref" not in node:
        return rest
    whole = _inlined(definitions[str(node["$ref"]).removeprefix("#/$defs/")], definitions)
    return whole | rest if isinstance(whole, dict) else rest
