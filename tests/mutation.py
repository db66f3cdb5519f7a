"""Do the tests notice when a module that decides values is changed? `make mutants` prints the changes that none of them noticed.

Cosmic Ray makes the mutants; a sample of those of each module is tried, in a copy of the tree, with the tests of its rooms.
"""

from __future__ import annotations

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import WorkResult

ROOT = Path(__file__).parents[1]
COPIED = ("pipeline", "extractors", "schemas", "tests", "corpus", "setup.cfg", "pyproject.toml", "dojletters.py")
# The modules that decide values, each with the tests that are to notice a change of it, the sharpest first.
MODULES = {
    "extractors/structure/lists.py": "tests/structure/test_lists.py tests/structure tests/fields/test_requests.py tests/fields/test_questions.py",
    "extractors/fields/recipients.py": "tests/fields/test_recipients.py tests/structure",
    "pipeline/layout/lines.py": "tests/layout/test_lines.py tests/layout",
    "pipeline/quotes/verdict.py": "tests/quotes",
    "pipeline/records/confidence.py": "tests/records/test_confidence.py tests/records tests/quality",
}
CONFIG = """
[cosmic-ray]
module-path = "{module}"
timeout = {seconds}
test-command = "{python} -m pytest -x -q -p no:cacheprovider {tests}"
[cosmic-ray.distributor]
name = "local"
"""


class Tried(NamedTuple):
    """What became of the sampled mutants of a module: how many there were, and the changes that no test noticed."""

    module: str
    sampled: int
    survivors: list[str]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=int, default=20, help="mutants of each module")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=int, default=300, help="the time that the tests have for one mutant")
    options.add_argument("--only", action="append", help="one of the modules; may be repeated")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tree = copied(Path(folder))
        for module in given.only or MODULES:
            tried = trial(tree, module, given.sample, given.seed, given.seconds)
            print(f"{tried.module}: {len(tried.survivors)} of {tried.sampled} survived", flush=True)
            print("\n".join(tried.survivors), flush=True)


def copied(folder: Path) -> Path:
    """A copy of what the tests need: mutants are made in the files themselves."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def trial(tree: Path, module: str, sample: int, seed: int, seconds: int) -> Tried:
    """Try a sample of the mutants of a module; raises CalledProcessError where its tests fail without any mutant."""
    tests = MODULES[module]
    subprocess.run([sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests.split()], cwd=tree, check=True)
    config, session = tree / "mutation.toml", tree / "mutation.sqlite"
    config.write_text(CONFIG.format(module=module, seconds=seconds, python=sys.executable, tests=tests))
    session.unlink(missing_ok=True)
    program = [str(Path(sys.executable).with_name("cosmic-ray"))]
    subprocess.run([*program, "init", config.name, session.name], cwd=tree, check=True)
    keep(session, notes(tree / module), sample, seed)
    subprocess.run([*program, "exec", config.name, session.name], cwd=tree, check=True)
    results = list(outcomes(session))
    return Tried(module, len(results), [result.diff or "" for result in results if not result.is_killed])


def keep(session: Path, left_out: set[tuple[int, int]], sample: int, seed: int) -> None:
    """Leave `sample` of the mutants in the session that don't begin at a place `left_out`, always the same ones for a seed."""
    database = WorkDB(session, WorkDB.Mode.open)
    items = [item for item in database.work_items if item.mutations[0].start_pos not in left_out]
    items.sort(key=lambda item: (item.mutations[0].start_pos, item.mutations[0].operator_name))
    database.clear()
    database.add_work_items(random.Random(seed).sample(items, min(sample, len(items))))
    database.close()


def notes(module: Path) -> set[tuple[int, int]]:
    """The places (line, column) of a module's annotations: they are never evaluated, so that a change there changes nothing."""
    lines, places = module.read_text("utf-8").split("\n"), set()
    for node in ast.walk(ast.parse("\n".join(lines))):
        for note in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(note, ast.expr) and note.end_lineno is not None and note.end_col_offset is not None:
                for line in range(note.lineno, note.end_lineno + 1):
                    first = note.col_offset if line == note.lineno else 0
                    last = note.end_col_offset if line == note.end_lineno else len(lines[line - 1])
                    places |= {(line, column) for column in range(first, last)}
    return places


def outcomes(session: Path) -> Iterator[WorkResult]:
    """The results of a session."""
    database = WorkDB(session, WorkDB.Mode.open)
    yield from (result for _, result in database.results)
    database.close()


if __name__ == "__main__":
    main()
