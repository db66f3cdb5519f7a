"""The commands `batch` and `status`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.runs.batch import batch as module
from tests.batches import Here, letters, mixed, statuses


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    monkeypatch.setattr(module, "Local", Here)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The working directory, with a folder `in` of two letters."""
    monkeypatch.chdir(tmp_path)
    return letters(tmp_path / "in", range(2))


def call(*arguments: str, **options: object):
    return CliRunner().invoke(cli, list(arguments), **options)  # type: ignore[arg-type]


def test_a_run_and_the_next(folder):
    first, second = (call("batch", "in", "--output", "out", "--no-cache") for _ in range(2))
    assert (first.exit_code, first.stdout) == (0, "out: run 1: 2 files: 2 ok; 2 records\n")
    assert (second.exit_code, second.stdout) == (0, "out: run 2: 2 files: 2 skipped; 2 records\n")


def test_files_from_standard_input(folder, tmp_path):
    called = call("batch", "--files-from", "-", "--output", "out", "--no-cache", input="in/00001.txt\n")
    assert (called.exit_code, statuses(tmp_path / "out")) == (0, {"00001.txt": "ok"})


def test_a_dry_run_says_what_would_be_read(folder, tmp_path):
    called = call("batch", "in", "--output", "out", "--dry-run")
    assert (called.exit_code, "2 documents would be read" in called.stdout, (tmp_path / "out").exists()) == (0, True, False)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param([], "Missing argument", id="no source"),
        pytest.param(["gone"], "There is no gone", id="a source that is not there"),
        pytest.param(["in", "--engine", "dask"], "belong together", id="a cluster without its address"),
        pytest.param(["in", "--scheduler", "tcp://localhost:1"], "belong together", id="an address without the engine"),
        pytest.param(["in", "--seconds", "0"], "--seconds", id="a limit of nothing"),
        pytest.param(["in", "--redo", "all"], "--redo", id="no such reason"),
        pytest.param(["--files-from", "gone"], "cannot be read", id="a list that is not there"),
    ],
)
def test_wrong_use(folder, arguments, words):
    called = call("batch", *arguments, "--output", "out")
    assert (called.exit_code, words in called.stderr, called.stderr.count("\n")) == (2, True, 1)


class TestStatus:
    def test_of_a_finished_run(self, folder):
        mixed(folder, 5)
        call("batch", "in", "--output", "out", "--no-cache", "--ocr", "never")
        told = json.loads(call("status", "out", "--format", "json").stdout)
        assert (told["state"], told["run"], told["todo"]) == ("finished", 1, 0)
        assert [row["error"]["code"] for row in told["failures"]] == ["no-text-found", "truncated-file"]
        lines = call("status", "out").stdout.splitlines()
        assert lines[0] == "run 1: finished, 0 to be done"
        assert [line.partition(":")[0] for line in lines[2:]] == ["failed", "failed"]

    def test_of_an_interrupted_run(self, folder, monkeypatch):
        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as stopped:
            stopped.setattr(module.outputs, "write_parts", interrupted)
            assert call("batch", "in", "--output", "out", "--no-cache").exit_code == 130
        told = json.loads(call("status", "out", "--format", "json").stdout)
        assert (told["state"], told["todo"], told["counts"]["records"]) == ("interrupted", 0, 2)

    def test_looking_changes_nothing(self, folder, tmp_path):
        call("batch", "in", "--output", "out", "--no-cache")
        before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()}
        call("status", "out")
        assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()} == before

    def test_of_a_folder_without_a_ledger(self, folder):
        called = call("status", "in")
        assert (called.exit_code, called.stderr.count("\n")) == (4, 1)
        assert not (folder / "ledger.db").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["review-list", "out", "--budget", "2"], "2 of ", id="what to look at"),
        pytest.param(["review-list", "out", "--risk", "0.5"], "others at most", id="with a promise"),
        pytest.param(["evaluate", "letter.gold.json", "out"], "salutation", id="how good it is"),
        pytest.param(["changes", "out", "out"], "2 records", id="what changed"),
    ],
)
def test_its_folder_is_taken_where_records_are(folder, tmp_path, arguments, words):
    gold = {"documents": [{"document_type": "letter", "salutation": {"value": "Dear Sheriff Orlowski:"}}]}
    (tmp_path / "letter.gold.json").write_text(json.dumps(gold), "utf-8")
    call("batch", "in", "--output", "out", "--no-cache")
    called = call(*arguments)
    assert (called.exit_code, words in called.output) == (0, True), called.output
