"""The data of `patterns/`. A list names another instead of repeating it, so that each word stands where it is decided about.

In a list `$prepositions` stands for the words of that list, `$Prepositions` for the same with a capital each, `$COMPONENTS` for
the same in capitals; `-upon` takes one out. In place of a list `$adverbs+places` stands for the words of both. In a pattern
`{places}` stands for the alternatives. A list is looked for under `words` of its own file, then in `patterns/words.json`;
`$numbers.units` is the list `units` of `patterns/numbers.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_PATTERNS = Path(__file__).parents[1] / "patterns"
_SHARED = "words.json"
_NAMED = re.compile(r"\{([a-z_.]+)\}")


@cache
def vocabulary(file: str) -> Any:
    """The data of a file of `patterns/`, with every list written out. Raises KeyError for a list that there is not."""
    return _written_out(json.loads((_PATTERNS / file).read_text("utf-8")), file)


@cache
def lists(file: str) -> Mapping[str, list[str]]:
    """The lists of words of a file of `patterns/` by name; its other data are left out."""
    found = ((name, told) for name, told in vocabulary(file).items() if isinstance(told, list))
    return {name: told for name, told in found if all(isinstance(entry, str) for entry in told)}


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of `patterns/words.json` in its order, with capitals where the name has one: `words("Months")`."""
    return tuple(_listed(name, _SHARED))


def either(name: str) -> str:
    """The alternatives of a list of `patterns/words.json` as a regular expression without a group."""
    return _alternatives(words(name))


def _written_out(value: object, file: str) -> object:
    if isinstance(value, dict):
        return {key: _written_out(below, file) for key, below in value.items()}
    if isinstance(value, list):
        return _words(value, file) if all(isinstance(entry, str) for entry in value) else [_written_out(e, file) for e in value]
    if isinstance(value, str) and value.startswith("$"):
        return _words([f"${name}" for name in value[1:].split("+")], file)
    return _NAMED.sub(lambda name: _alternatives(_listed(name[1], file)), value) if isinstance(value, str) else value


def _words(entries: Iterable[str], file: str) -> list[str]:
    """The words of a list, each once."""
    said: dict[str, None] = {}
    for entry in entries:
        if entry.startswith("-") and len(entry) > 1:
            said.pop(entry[1:])
        else:
            said.update(dict.fromkeys(_listed(entry[1:], file) if entry.startswith("$") else [entry]))
    return list(said)


def _listed(name: str, file: str) -> list[str]:
    """The words of the list that a file calls `name`."""
    if name.isupper():
        return [word.upper() for word in _listed(name.lower(), file)]
    if name[0].isupper():
        return [word[0].upper() + word[1:] for word in _listed(name[0].lower() + name[1:], file)]
    place, _, key = name.rpartition(".")
    if place:
        return _words(_raw(f"{place}.json")[key], f"{place}.json")
    own = _raw(file).get("words") if file != _SHARED else None
    return _words(own[name], file) if isinstance(own, dict) and name in own else _words(_raw(_SHARED)[name], _SHARED)


def _alternatives(said: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in said)


@cache
def _raw(file: str) -> Any:
    return json.loads((_PATTERNS / file).read_text("utf-8"))
