"""All lists of words that the code and its data hold, wherever they stand: in JSON, in Python, in the alternatives of patterns."""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from re import _constants, _parser
from typing import Any, NamedTuple

from extractors.language.vocabulary import words
from extractors.structure.zones import ZONES
from pipeline.comparison.zones import SLOTS

ROOT = Path(__file__).parents[1]
FOLDERS = ("extractors", "pipeline")
LEAST, MANY, MANY_SMALL = 5, 8, 10
"""Words that two lists share before they are one list twice: fewer fall together by chance. `MANY` where one is far longer."""
MOST = 3_000
"""Words that a pattern may stand for; one that stands for more is no list."""
_SMALL = (
    *("determiners", "subjects", "objects", "prepositions", "coordinators", "subordinators", "questions", "modals"),
    *("forms_of_be", "forms_of_have", "forms_of_do", "links"),
)
_HOLE = "\0"  # stands in a string for what a name in braces puts there


class WordList(NamedTuple):
    """The words of a list in small letters, and where it stands: a path in the tree, and a line or the keys that lead to it."""

    file: str
    place: str
    words: frozenset[str]


def all_lists() -> list[WordList]:
    """Every list of at least `LEAST` words, but those of names that the code gives (`names`)."""
    found, named = [], names()
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            lists = _in_json(path) if path.suffix == ".json" else _in_python(path) if path.suffix == ".py" else ()
            found += [
                WordList(name, place, words)
                for place, said in lists
                if len(words := _words(said)) >= LEAST and not words <= named
            ]
    return found


def doubles(lists: Iterable[WordList]) -> Iterator[tuple[WordList, WordList]]:
    """The pairs of lists that have half of their words in common, or of which one holds half of the other.

    The small words of English fall together by chance, as there are few: of these alone it takes `MANY_SMALL`.
    """
    small = frozenset(word for name in _SMALL for word in words(name))
    for one, other in combinations(lists, 2):
        shared = one.words & other.words
        if one[:2] == other[:2] or len(shared) < LEAST:
            continue
        own, others, both = one.words - small, other.words - small, len(shared - small)
        alike = both >= LEAST and 2 * both >= len(own | others)
        within = both >= MANY and 2 * both >= min(len(own), len(others))
        if alike or within or 2 * len(shared) >= max(2 * MANY_SMALL, min(len(one.words), len(other.words))):
            yield one, other


def names() -> frozenset[str]:
    """What is no word of a document but a name in records and in the code: keys, enumerated values, zones, kinds of difference."""
    found = {*ZONES, *SLOTS}
    for path in (ROOT / "schemas").glob("*.json"):
        found.update(re.findall(r"\"(\w+)\"", path.read_text("utf-8")))
    for path in (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        for literal in re.findall(r"\bLiteral\[([^\]]*)\]", path.read_text("utf-8")):
            found.update(re.findall(r"\"(\w+)\"", literal))
    return frozenset(found)


def _words(said: Iterable[str]) -> frozenset[str]:
    """What is a word of at least two letters, and no name of another list."""
    each = (" ".join(word.lower().split()) for word in said)
    return frozenset(w for w in each if re.search(r"[^\W\d_]{2}", w) and w[0] not in "$-" and _HOLE not in w)


def _in_json(path: Path) -> Iterator[tuple[str, Iterable[str]]]:
    def walk(value: Any, keys: str) -> Iterator[tuple[str, Iterable[str]]]:
        if isinstance(value, dict):
            yield keys + " (keys)", value
            for key, below in value.items():
                yield from walk(below, f"{keys}.{key}")
        elif isinstance(value, list):
            yield keys, [word for word in value if isinstance(word, str)]
            for number, below in enumerate(value):
                yield from walk(below, f"{keys}.{below['id'] if isinstance(below, dict) and 'id' in below else number}")
        elif isinstance(value, str):
            yield from ((keys, said) for said in _in_pattern(value))

    yield from walk(json.loads(path.read_text("utf-8")), "")


def _in_python(path: Path) -> Iterator[tuple[str, Iterable[str]]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        place = str(getattr(node, "lineno", 0))
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            yield place, [e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
        elif isinstance(node, ast.Dict) and all(_string(value) for value in node.values):
            yield place, [said for key in node.keys if key and (said := _string(key))]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            if (string := _string(node.func.value)) is not None:
                yield place, string.split()
        elif (string := _string(node)) is not None:
            yield from ((place, said) for said in _in_pattern(string))


def _string(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else _HOLE for part in node.values)  # type: ignore[misc]
    return None


def _in_pattern(source: str) -> Iterator[set[str]]:
    """The words of each group of alternatives in what may be a regular expression."""
    if source.count("|") < LEAST - 1:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            parsed = _parser.parse(source)
        except (re.error, OverflowError):
            return
    found: list[set[str]] = []
    _said(parsed, found)
    yield from found


def _said(sequence: Any, found: list[set[str]]) -> set[str] | None:
    """What a pattern stands for, `None` where that is not a short list; the lists of its groups are put into `found`."""
    said: set[str] | None = {""}
    for operator, argument in sequence:
        these = _one(operator, argument, found)
        if said is None or these is None or len(said) * len(these) > MOST:
            said = None
        else:
            said = {before + this for before in said for this in these}
    return said


def _one(operator: Any, argument: Any, found: list[set[str]]) -> set[str] | None:
    match operator:
        case _constants.LITERAL:
            return {chr(argument)}
        case _constants.AT:
            return {""}
        case _constants.ASSERT | _constants.ASSERT_NOT:
            _said(argument[1], found)
            return {""}
        case _constants.SUBPATTERN:
            return _said(argument[-1], found)
        case _constants.BRANCH:
            each = [said for branch in argument[1] if (said := _said(branch, found)) is not None]
            together = set().union(*each) if each else None
            found += [together] if together and len(together) >= LEAST else []
            return together
        case _constants.IN:
            return _class(argument)
        case _constants.MAX_REPEAT | _constants.MIN_REPEAT | _constants.POSSESSIVE_REPEAT:
            least, most, body = argument
            said = _said(body, found)
            if least == 0:
                return None if said is None else {""} | said if most == 1 else {""}
            return said if (said and said <= {" "} | {chr(c) for c in range(33, 127)}) or most == 1 else None
    return None


def _class(argument: Any) -> set[str] | None:
    if argument == [(_constants.CATEGORY, _constants.CATEGORY_SPACE)]:
        return {" "}
    if all(operator is _constants.LITERAL for operator, _ in argument):
        return {chr(sign) for _, sign in argument}
    return None


def tables() -> list[tuple[str, frozenset[tuple[str, str]]]]:
    """Every table of one or two signs each, with what stands for them: what OCR takes for what."""
    found = []
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            pairs = _json_tables(json.loads(path.read_text("utf-8"))) if path.suffix == ".json" else _python_tables(path)
            found += [(name, frozenset(table.items())) for table in pairs if len(table) > 2 and max(map(len, table)) <= 2]
    return found


def _json_tables(value: Any) -> Iterator[dict[str, str]]:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and all(isinstance(one, str) for one in below):
        yield value
    for one in below:
        yield from _json_tables(one)


def _python_tables(path: Path) -> Iterator[dict[str, str]]:
    nodes = ast.walk(ast.parse(path.read_text("utf-8"))) if path.suffix == ".py" else ()
    for node in nodes:
        if isinstance(node, ast.Dict):
            pairs = [(_string(key), _string(value)) for key, value in zip(node.keys, node.values, strict=True) if key]
            yield {key: value for key, value in pairs if key is not None and value is not None}
