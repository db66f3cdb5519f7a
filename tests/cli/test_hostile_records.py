"""Records with a number of 5,000 digits or 100,000 levels, and outputs to a device that is full: a line, and no fault of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import load
from pipeline.answering import Answers
from pipeline.cli import cli
from pipeline.desk.folder import Desk
from pipeline.extraction import extract
from pipeline.runs.gather import gather
from tests.batches import ROOT, letter, letters, run

HOSTILE = {
    "digits": "9" * 5_000,
    "as many digits as Python still reads": "9" * 4_200,
    "beyond all numbers": "1e400",
    "levels": "[" * 100_000 + "]" * 100_000,
    "levels of objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
}
SET_ASIDE = [  # commands that go on with the rest and say so
    "show {records}",
    "export {records} --to {folder}/out.csv",
    "report {records} --output {folder}/report",
    "compare {records} --format text",
    "check-quotes {folder}/article.txt --sources {records}",
    "verify {folder}/article.txt --sources {records}",
    "assign {folder}/run --to ann",
    "review-list {records}",
    "review-list {folder}/run",
    "export {folder}/run --to {folder}/out.csv",
]
REFUSED = [  # commands whose answer would be wrong without one of the records, or that want something else
    "gold {folder}/run",  # nobody has checked anything
    "validate {records}",
    "evaluate {folder}/letter.gold.json {records}",
    "evaluate {records} {records}",
    "changes {records} {records}",
    "import {records} {folder}/run --name ann",
    "extract {folder}/article.txt --output - --corrections {records}",
    "extract {folder}/article.txt --output - --topics {records}",
    "extract {folder}/article.txt --output - --zones {records}",
    "extract {folder}/article.txt --output - --weights {records}",
]


@pytest.fixture(params=HOSTILE)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A run of two sound records and one that is none, and an article."""
    sound = [json.dumps(extract("a.txt", data=letter(number).encode()).records[0]) for number in (1, 2)]
    value = HOSTILE[request.param]
    hostile = sound[0][:-1] + f', "date": {value}, "more": {value}}}'
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "run.json").write_text(f'{{"files": {value}, "settings": {value}}}', "utf-8")
    (tmp_path / "letter.gold.json").write_text('{"documents": [{"document_type": "letter"}]}', "utf-8")
    (tmp_path / "run" / "records.jsonl").write_text("\n".join([sound[0], hostile, sound[1], ""]), "utf-8")
    (tmp_path / "article.txt").write_text("The letter said, “Please send plan 1 by May 2, 2019.”", "utf-8")
    return tmp_path


@pytest.mark.parametrize("command", [*SET_ASIDE, *REFUSED])
def test_every_command_says_so_in_a_line(command: str, folder: Path) -> None:
    given = [word.format(folder=folder, records=folder / "run" / "records.jsonl") for word in command.split()]
    done = CliRunner().invoke(cli, given)
    assert "fault of its own" not in done.output and "Traceback" not in done.output
    if command in SET_ASIDE:
        assert done.exit_code == 0, done.output
        assert "Record 2" in done.stderr and "set aside" in done.stderr
    else:
        assert done.exit_code in (1, 2, 4)


def test_the_library_the_desk_and_programs_that_ask_go_on_with_the_rest(folder: Path) -> None:
    assert len(load(folder / "run")) == 2
    assert len(Desk(folder / "run").records(None)) == 2
    assert len(Answers(gather([str(folder / "run")]).records, {}).find("plan", 9)) == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["schema record", "status {out}", "batch {folder} --output {out}", "--help"])
def test_a_device_that_is_full_is_called_so(command: str, tmp_path: Path) -> None:
    folder, out = letters(tmp_path / "in", [1]), tmp_path / "out"
    run(folder, out)
    given = command.format(folder=folder, out=out).split()
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", *given], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "No space left" in done.stderr
