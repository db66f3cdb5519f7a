"""What the type checker sees: `Any` stands only where its reason is known, and the name of a class means one thing."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST = 15
# Each module in which `Any` stands: how often, and why nothing better can be said.
REASONS = {
    "extractors/language/vocabulary.py": (2, "edge: parses the files of patterns/; whoever asks says what is in a file"),
    "pipeline/runs/batch/database.py": (2, "edge: rows of SQLite, whose columns the query names"),
    "pipeline/cli/__init__.py": (3, "click's own signature of `main`"),
    "pipeline/cli/reading.py": (1, "what click took from the command line, by the names of its options"),
    "pipeline/config.py": (1, "a reader's dictionary of settings: Config looks at each"),
    "pipeline/library.py": (1, "a record as readers index it, without a cast for each key"),
    "pipeline/reading/pdfium.py": (1, "what a function of PDFium gives back: its C type says it, when it is called"),
    "pipeline/records/corrections.py": (
        5,
        "what is put for what: a value of any key, an item or a reason, as action and field say (3); parses a line of JSON (2)",
    ),
    "pipeline/records/passages.py": (1, "edge: parses the part of a line of JSON that is a passage"),
}


def anys(source: str) -> int:
    """How often `Any` stands in a module, but for its import."""
    nodes = list(ast.walk(ast.parse(source)))
    quoted = [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str) and n.value.endswith("]")]
    return sum(isinstance(n, ast.Name) and n.id == "Any" for n in nodes) + sum(text.count("[Any") for text in quoted)


def aliases(source: str) -> list[str]:
    """The names that a module gives to types with `Any` in them: each use of one would be an `Any` that nobody counts."""
    nodes = [node for node in ast.parse(source).body if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None]
    with_any = [node for node in nodes if any(isinstance(n, ast.Name) and n.id == "Any" for n in ast.walk(node.value))]
    return [ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target) for node in with_any]


def test_any_has_no_other_name():
    assert aliases("Item = Mapping[str, Any]\nTold = Any\nbox: dict[str, Any] = {}\nBox = dict[str, object]") == ["Item", "Told"]
    found = {
        path.name: aliases(path.read_text("utf-8")) for room in ("pipeline", "extractors") for path in (ROOT / room).rglob("*.py")
    }
    assert not {name: names for name, names in found.items() if names}


def test_any_is_counted():
    assert anys("from typing import Any\nx: dict[str, Any] = {}\ndef f(a: Any) -> 'list[Any]': ...") == 3


def test_any_stands_where_its_reason_is_known():
    found = Counter[str]()
    for room in ("pipeline", "extractors"):
        for path in (ROOT / room).rglob("*.py"):
            found[path.relative_to(ROOT).as_posix()] += anys(path.read_text("utf-8"))
    assert {path: count for path, count in found.items() if count} == {path: count for path, (count, _) in REASONS.items()}, (
        "say the type, or write in REASONS why nothing better than `Any` can be said"
    )
    assert sum(count for count, reason in REASONS.values() if not reason.startswith("edge")) <= MOST


ONE_THING = {
    "Mark": "what was put on a page: where the layout keeps it, and as a record has it",
    "Redaction": "a covered place: where the layout keeps it, and as a record has it",
    "Recipient": "an addressee: as it is put together line by line, and as a record has it",
    "Signatory": "one who signs: as it is put together line by line, and as a record has it",
    "Record": "a record: as the schema has it, and as readers index it who have no type checker",
}
"""Names that stand for one thing in two forms: of our own making, and made from a schema."""


def named(source: str) -> Iterator[str]:
    """The classes, type aliases and type variables of a module, without the underscore of a private one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            yield node.name.lstrip("_")
        elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id.lstrip("_")
            if name[:1].isupper() and not name.isupper():
                yield name


def test_what_counts_as_the_name_of_a_type():
    assert list(named("class _A: ...\nBox = tuple[int, int]\nMOST = 3\n_T = TypeVar('_T')\nmost = 2")) == ["A", "Box"]


def test_the_name_of_a_type_means_one_thing():
    """Whoever reads `Row` in a room need not ask which of five rows it is; a private class is read as often as a public one."""
    modules = defaultdict[str, set[str]](set)
    for room in ("pipeline", "extractors", "schemas"):
        for path in (ROOT / room).rglob("*.py"):
            for name in named(path.read_text("utf-8")):
                modules[name].add(path.relative_to(ROOT).as_posix())
    twice = {name: sorted(found) for name, found in modules.items() if len(found) > 1}
    assert twice.keys() == ONE_THING.keys(), {name: twice.get(name) for name in twice.keys() ^ ONE_THING.keys()}
    assert all(any(path.endswith("types.py") for path in found) and len(found) == 2 for found in twice.values())
