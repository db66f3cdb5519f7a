"""Killed at the moments at which most could be lost: in the ledger's commit, while outputs are published, in a page's recognition."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.batches import ROOT, contents, mixed, run, start
from tests.runs.test_batch_interrupted import command, left_behind, none_left_behind, state, whole

# Python that runs before the command: the process kills itself when a moment comes for the so-and-so-many-th time.
BEFORE = """
import os, signal, sys
left = {number}

def now():
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
"""
AT_COMMIT = """
from pipeline.runs.batch import ledger
opened = ledger.Ledger._open
def watched(self):
    opened(self)
    self._base.set_trace_callback(lambda statement: now() if statement.startswith("COMMIT") else None)
ledger.Ledger._open = watched
"""
AT_PUBLISHING = """
import pathlib
replace = pathlib.Path.replace
def watched(self, target):
    now()
    found = replace(self, target)
    now()
    return found
pathlib.Path.replace = watched
"""
RUN = """
from pipeline.cli import cli
cli(sys.argv[1:])
"""


def killed_at(moment: str, number: int, given: tuple[str | Path, ...], mark: str) -> bool:
    """Whether the command was killed when the moment came for the `number`-th time, before it had come to its end."""
    script = BEFORE.format(number=number) + moment + RUN
    process = subprocess.run(
        [sys.executable, "-c", script, *map(str, given)],
        cwd=ROOT,
        env=os.environ | {"TRIAL": mark},
        capture_output=True,
        check=False,
    )
    assert none_left_behind(mark)
    return process.returncode == -signal.SIGKILL


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mixed(tmp_path_factory.mktemp("trial") / "in", 9)


@pytest.fixture(scope="module")
def calm(folder: Path) -> dict[str, bytes]:
    run(folder, folder.parent / "calm")
    return contents(folder.parent / "calm")


@pytest.mark.parametrize(
    ("moment", "step"),
    [pytest.param(AT_COMMIT, 2, id="the ledger's commit"), pytest.param(AT_PUBLISHING, 7, id="publishing")],
)
def test_killed_again_and_again_at(moment: str, step: int, folder: Path, calm: dict[str, bytes], tmp_path: Path) -> None:
    """Each time later than before, until a run comes to its end."""
    output, kills = tmp_path / "out", 0
    while killed_at(moment, 1 + step * kills, command(folder, output), str(tmp_path)):
        kills += 1
        assert whole(output)
        assert not state(output)[0]
    assert kills >= 4
    assert contents(output) == calm


def test_killed_while_a_page_is_recognised(folder: Path, calm: dict[str, bytes], tmp_path: Path) -> None:
    output = tmp_path / "out"
    process = start(*command(folder, output), TRIAL=str(tmp_path))
    while not any(one.name() == "tesseract" for one in left_behind(str(tmp_path))):
        assert process.poll() is None
        time.sleep(0.005)
    process.kill()
    process.communicate()
    assert none_left_behind(str(tmp_path))
    assert whole(output)
    assert not state(output)[0]
    run(folder, output)
    assert contents(output) == calm
