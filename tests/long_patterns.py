"""The regular expressions of the code that are long, and whether something beside them says what they are for."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
FOLDERS = ("extractors", "pipeline", "schemas")
LONGEST = 100
"""Characters of a pattern that a reader takes in at a glance; what the names of its parts stand for is not counted."""
_SIGNS = re.compile(r"\\[bBsSdDwW.(]|\(\?[:=!<Pi]|\]\*|\]\+|\{\d+,\d*\}")


class LongPattern(NamedTuple):
    """Where a long pattern stands, the beginning of it, and how long it is."""

    file: str
    line: int
    begins: str
    length: int


def unexplained() -> list[LongPattern]:
    """The long patterns beside which nothing stands: no comment above or in the statement, no docstring below it."""
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return [found for path in paths for found in in_source(path.read_text("utf-8"), path.relative_to(ROOT).as_posix())]


def in_source(source: str, file: str = "") -> Iterator[LongPattern]:
    """The unexplained long patterns of a module."""
    commented = {
        token.start[0] for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.type == tokenize.COMMENT
    }
    for body in (node.body for node in ast.walk(ast.parse(source)) if isinstance(getattr(node, "body", None), list)):
        for statement, following in zip(body, [*body[1:], None], strict=True):
            if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr | ast.Return) and not _is_docstring(following):
                for node in _strings(statement):
                    if not commented.intersection(range(_above(node, statement), (node.end_lineno or node.lineno) + 1)):
                        yield LongPattern(file, node.lineno, _text(node)[:40], len(_text(node)))


def _above(node: ast.expr, statement: ast.stmt) -> int:
    """The line above a pattern that stands alone in its statement, or above the pattern itself where others stand there too."""
    return (statement.lineno if len(list(_strings(statement))) == 1 else node.lineno) - 1


def _is_docstring(statement: ast.stmt | None) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _strings(statement: ast.AST) -> Iterator[ast.expr]:
    """The longest strings of a statement that are patterns of more than `LONGEST` characters."""
    for node in ast.iter_child_nodes(statement):
        if isinstance(node, ast.Constant | ast.JoinedStr):
            if len(text := _text(node)) > LONGEST and len(_SIGNS.findall(text)) > 2:
                yield node
        else:
            yield from _strings(node)


def _text(node: ast.expr) -> str:
    """The written signs of a string, without those of the parts that it names."""
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value for part in node.values if isinstance(part, ast.Constant))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
