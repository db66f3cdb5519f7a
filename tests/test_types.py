"""What the type checker sees: `Any` stands only where its reason is known, and a class has one name of its own."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST = 15
# Each module in which `Any` stands: how often, and why nothing better can be said.
REASONS = {
    "extractors/language/vocabulary.py": (2, "edge: parses the files of patterns/; whoever asks says what is in a file"),
    "pipeline/runs/batch/ledger.py": (2, "edge: rows of SQLite, whose columns the query names"),
    "pipeline/cli/__init__.py": (3, "click's own signature of `main`"),
    "pipeline/cli/reading.py": (1, "what click took from the command line, by the names of its options"),
    "pipeline/config.py": (1, "a reader's dictionary of settings: Config looks at each"),
    "pipeline/library.py": (1, "a record as readers index it, without a cast for each key"),
    "pipeline/quality/evaluate.py": (
        1,
        "a gold record may lack any key and have any value: each is looked at when it is compared",
    ),
    "pipeline/reading/pdfium.py": (1, "what a function of PDFium gives back: its C type says it, when it is called"),
    "pipeline/records/corrections.py": (1, "a value of any key, an item or a reason: the action and the field say which"),
    "pipeline/records/items.py": (2, "items under a key that is told at run time"),
}


def anys(source: str) -> int:
    """How often `Any` stands in a module, but for its import."""
    nodes = list(ast.walk(ast.parse(source)))
    quoted = [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str) and n.value.endswith("]")]
    return sum(isinstance(n, ast.Name) and n.id == "Any" for n in nodes) + sum(text.count("[Any") for text in quoted)


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
