"""Do the tests notice when a module that decides values is changed? `make mutants` prints the changes that none of them noticed.

Cosmic Ray makes the mutants; a sample of those of each module is tried, in a copy of the tree, with the tests of its rooms. Each
mutant has a process of its own, forked from one that has imported the libraries, so that little but the tests takes time.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import pytest
from cosmic_ray.ast import get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parents[1]
COPIED = ("pipeline", "extractors", "schemas", "tests", "corpus", "setup.cfg", "pyproject.toml", "dojletters.py")
LIBRARIES = ("spacy", "numpy", "hypothesis", "lxml.etree", "jsonschema", "jinja2", "PIL.Image", "rapidfuzz")
# The modules that decide values, each with the tests that are to notice a change of it, the sharpest first.
LISTS = (
    "tests/structure/test_lists_set.py tests/structure/test_lists.py tests/fields/test_requests.py tests/fields/test_questions.py"
)
MODULES = {
    "extractors/structure/lists.py": f"{LISTS} tests/structure",
    "extractors/fields/recipients.py": "tests/fields/test_recipients_told.py tests/fields/test_recipients.py tests/structure",
    "pipeline/layout/lines.py": "tests/layout/test_lines.py tests/layout",
    "pipeline/quotes/verdict.py": "tests/quotes/test_quotes_verdict.py tests/quotes/test_quotes.py tests/quotes",
    "pipeline/records/confidence.py": "tests/records/test_confidence.py tests/records tests/quality",
}


class Mutant(NamedTuple):
    """A change of a module: the operator that makes it, which of its places it takes, and the line and column of that place."""

    operator: str
    occurrence: int
    place: tuple[int, int]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=int, default=20, help="mutants of each module")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=int, default=300, help="the time that the tests have for one mutant")
    options.add_argument("--only", action="append", help="one of the modules; may be repeated")
    given = options.parse_args()
    for library in LIBRARIES:
        import_module(library)
    with tempfile.TemporaryDirectory() as folder:
        tree = copied(Path(folder))
        for module in given.only or MODULES:
            tried, survivors = trial(tree, module, given.sample, given.seed, given.seconds)
            print("\n".join(survivors))
            print(f"{module}: {len(survivors)} of {tried} survived", flush=True)


def copied(folder: Path) -> Path:
    """A copy of what the tests need: mutants are made in the files themselves."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def trial(tree: Path, module: str, sample: int, seed: int, seconds: int) -> tuple[int, list[str]]:
    """How many mutants of a module were tried, and the changes that no test noticed; always the same ones for a seed."""
    source = (tree / module).read_text("utf-8")
    tests = MODULES[module].split()
    if not is_passed(tree, tests, seconds):
        sys.exit(f"the tests of {module} fail without any mutant")
    found = sorted(mutants(source), key=lambda mutant: (mutant.place, mutant.operator, mutant.occurrence))
    survivors = []
    sampled = random.Random(seed).sample(found, min(sample, len(found)))
    for mutant in sampled:
        changed = mutate_code(source, get_operator(mutant.operator)(), mutant.occurrence)
        (tree / module).write_text(changed, "utf-8")
        if is_passed(tree, tests, seconds):
            survivors.append("\n".join(difflib.unified_diff(source.split("\n"), changed.split("\n"), lineterm="", n=1)))
    (tree / module).write_text(source, "utf-8")
    return len(sampled), survivors


def mutants(source: str) -> Iterator[Mutant]:
    """All mutants of a module but those of its annotations: they are never evaluated, so that a change there changes nothing."""
    nodes, left_out = list(_nodes(get_ast(source))), notes(source)
    for name in sorted(operator_names()):
        try:
            operator = get_operator(name)()
        except TypeError:  # one that needs arguments
            continue
        places = [start for node in nodes for start, _ in operator.mutation_positions(node)]
        yield from (Mutant(name, number, place) for number, place in enumerate(places) if place not in left_out)


def _nodes(node: object) -> Iterator[object]:
    yield node
    for child in getattr(node, "children", ()):
        yield from _nodes(child)


def notes(source: str) -> set[tuple[int, int]]:
    """The places (line, column) of a module's annotations."""
    lines, places = source.split("\n"), set()
    for node in ast.walk(ast.parse(source)):
        for note in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(note, ast.expr) and note.end_lineno is not None and note.end_col_offset is not None:
                for line in range(note.lineno, note.end_lineno + 1):
                    first = note.col_offset if line == note.lineno else 0
                    last = note.end_col_offset if line == note.end_lineno else len(lines[line - 1])
                    places |= {(line, column) for column in range(first, last)}
    return places


def is_passed(tree: Path, tests: list[str], seconds: int) -> bool:
    """Whether the tests pass within their time, in a process of their own."""
    process = get_context("fork").Process(target=_run, args=(tree, tests))
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode == 0


def _run(tree: Path, tests: list[str]) -> None:
    os.chdir(tree)
    sys.path[:] = [str(tree), *(place for place in sys.path if Path(place or ".").resolve() != ROOT)]
    for name in [name for name in sys.modules if name.partition(".")[0] in ("tests", "pipeline", "extractors", "schemas")]:
        del sys.modules[name]
    sys.dont_write_bytecode = True  # two mutants may be of one size and one second
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    os._exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests]))


if __name__ == "__main__":
    main()
