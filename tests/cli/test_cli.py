"""The command line: what goes to which stream, which exit code, and how soon it answers."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import schemas
from pipeline import __version__
from pipeline.cli import cli
from pipeline.config import Config
from pipeline.errors import EncryptedFile, TesseractMissing
from pipeline.reading.sources import FileContent
from tests.samples import extraction, record

HEAVY = {"spacy", "numpy", "pandas", "pdfplumber", "pypdfium2", "pytesseract", "cv2", "jsonschema", "tqdm", "lxml", "PIL"}


def call(*arguments: str, **options: object) -> Result:
    return CliRunner().invoke(cli, list(arguments), **options)  # type: ignore[arg-type]


def process(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, cold."""
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "pipeline", *arguments], capture_output=True, text=True, timeout=60, check=False, **options
    )


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """The command sets up the root logger; the next test finds it as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


@pytest.fixture
def letter(tmp_path, monkeypatch) -> str:
    """A file, and an extraction that makes one record of it; `seen` tells with what settings."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-")

    def extract(source: str, config: Config, data: FileContent, **_: object):
        logging.getLogger("pipeline.reading.pdf").warning("a page was odd")
        (tmp_path / "seen").write_text(json.dumps([source, config.ocr, config.max_bytes, data.data.decode()]))
        return extraction(source)

    monkeypatch.setattr("pipeline.extraction.extract", extract)
    return str(path)


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def extract(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("pipeline.extraction.extract", extract)


class TestExtract:
    def test_writes_the_outputs_and_says_where(self, letter, tmp_path):
        result = call("extract", letter, "--output", str(tmp_path / "out"))
        assert result.exit_code == 0, result.output
        assert result.stdout == f"{tmp_path}/out/records.jsonl: 1 record from 1 file, 0 issues\n"
        assert json.loads((tmp_path / "out" / "records.jsonl").read_text("utf-8")) == record()
        assert (tmp_path / "out" / "run.json").is_file()

    def test_outputs_is_the_folder_unless_told_otherwise(self, letter, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        call("extract", letter)
        assert (tmp_path / "outputs" / "records.jsonl").is_file()

    @pytest.mark.parametrize("form", ["jsonl", "json", "csv"])
    def test_standard_output_holds_the_records_and_nothing_else(self, letter, form):
        from pipeline import export

        result = call("extract", letter, "-v", "--output", "-", "--format", form)
        assert result.stdout_bytes == export.records([record()], form)
        assert "a page was odd" in result.stderr

    def test_standard_input(self, letter, tmp_path):
        result = call("extract", "-", "--output", "-", input=b"bytes of a file")
        assert json.loads(result.stdout) == record()
        assert json.loads((tmp_path / "seen").read_text()) == ["-", "auto", Config().max_bytes, "bytes of a file"]

    def test_settings_reach_the_library(self, letter, tmp_path):
        call("extract", letter, "--output", str(tmp_path / "out"), "--ocr", "never", "--max-megabytes", "1.5")
        assert json.loads((tmp_path / "seen").read_text())[1:3] == ["never", 1_500_000]

    @pytest.mark.parametrize(
        ("error", "code", "told"),
        [
            pytest.param(EncryptedFile(), 4, "needs a password", id="the only input could not be read"),
            pytest.param(TesseractMissing(), 3, "tesseract-ocr", id="a program is missing"),
            pytest.param(ZeroDivisionError("oops"), 4, "ZeroDivisionError: oops", id="a fault of its own"),
            pytest.param(KeyboardInterrupt(), 130, "interrupted", id="interrupted"),
        ],
    )
    def test_a_failure_is_one_line_and_an_exit_code(self, letter, tmp_path, monkeypatch, error, code, told):
        fail_with(monkeypatch, error)
        result = call("extract", letter, "--output", str(tmp_path / "out"))
        assert result.exit_code == code
        (line,) = result.stderr.strip().splitlines()
        assert line.startswith("error: ")
        assert told in line

    @pytest.mark.parametrize("place", ["before", "after"])
    def test_debug_shows_where(self, letter, tmp_path, monkeypatch, place):
        fail_with(monkeypatch, ZeroDivisionError("oops"))
        arguments = ["extract", letter, "--output", str(tmp_path / "out")]
        result = call(*(["--debug", *arguments] if place == "before" else [*arguments, "--debug"]))
        assert "Traceback" in result.stderr

    def test_quiet_says_only_errors(self, letter, tmp_path):
        result = call("extract", "-q", letter, "--output", str(tmp_path / "out"))
        assert (result.exit_code, result.output) == (0, "")

    def test_a_log_for_machines(self, letter, tmp_path, monkeypatch):
        fail_with(monkeypatch, EncryptedFile())
        result = call("extract", letter, "--output", str(tmp_path / "out"), "--log-format", "json", "-v")
        lines = [json.loads(line) for line in result.stderr.splitlines()]
        assert [line["level"] for line in lines] == ["info", "error"]
        assert lines[1]["message"] == f"{letter}: {EncryptedFile()}"
        assert lines[1].keys() == {"time", "level", "logger", "message"}

    def test_no_bar_where_no_one_looks(self, letter, tmp_path):
        assert "%" not in call("extract", letter, "--output", str(tmp_path / "out")).stderr

    def test_an_output_folder_that_cannot_be_made(self, letter):
        result = call("extract", letter, "--output", f"{letter}/out")
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)

    def test_a_missing_package_is_named(self, letter, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "pipeline.extraction", None)
        result = call("extract", letter, "--output", str(tmp_path / "out"))
        assert result.exit_code == 3
        assert "pipeline.extraction" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["extract"], id="no path"),
        pytest.param(["extract", "/nowhere/letter.pdf"], id="no such file"),
        pytest.param(["extract", "-", "--format", "xml"], id="no such format"),
        pytest.param(["extract", "-", "--page-seconds", "0"], id="a time limit of nothing"),
        pytest.param(["extract", "-", "--topics", "/nowhere.json"], id="no such topics"),
        pytest.param(["extract", "-", "--frmat", "csv"], id="no such option"),
        pytest.param(["explode"], id="no such command"),
        pytest.param(["schema", "nothing"], id="no such schema"),
        pytest.param(["validate"], id="nothing to validate"),
        pytest.param(["validate", "/nowhere/records.jsonl"], id="no such records"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(arguments):
    result = call(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.strip().splitlines()) == 1


class TestValidate:
    def write(self, tmp_path: Path, *rows: object) -> str:
        (tmp_path / "records.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        return str(tmp_path / "records.jsonl")

    def test_right_records(self, tmp_path):
        result = call("validate", self.write(tmp_path, record(), record()))
        assert (result.exit_code, result.stdout) == (0, "records: 2, issues: 0\n")

    def test_a_wrong_record_with_its_path(self, tmp_path):
        result = call("validate", self.write(tmp_path, record(), record(document_type="memo")))
        assert result.exit_code == 1
        assert result.stdout.startswith("record 2 $.document_type: 'memo' is not one of")
        assert result.stdout.endswith("records: 2, issues: 1\n")

    def test_what_is_no_file_of_records(self, tmp_path):
        (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7")
        result = call("validate", str(tmp_path / "letter.pdf"))
        assert result.exit_code == 4
        assert "holds no JSON records" in result.stderr


class TestSchema:
    def test_names(self):
        assert call("schema").stdout.split() == list(schemas.names())

    @pytest.mark.parametrize("name", schemas.names())
    def test_one(self, name):
        assert call("schema", name).stdout == schemas.text(name)


class TestCold:
    """In a process of its own, as a person starts it."""

    def test_help_imports_nothing_heavy(self):
        loaded = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); import pipeline.cli"
        done = subprocess.run(
            [sys.executable, "-c", f"{loaded}; pipeline.cli.cli(['--help'])"], capture_output=True, text=True, check=True
        )
        modules = done.stderr.split()
        assert "pipeline.cli.extract" in modules, "the commands are loaded, and with them all that they import at once"
        assert HEAVY.isdisjoint({name.partition(".")[0] for name in modules})

    def test_version(self):
        assert process("--version").stdout == f"dojletters, version {__version__}\n"

    def test_a_wrong_file_is_told_in_one_line(self, tmp_path):
        (tmp_path / "notes.pdf").write_bytes(bytes(range(256)) * 10)
        done = process("extract", str(tmp_path / "notes.pdf"), "--output", str(tmp_path / "out"))
        assert done.returncode == 4
        assert len(done.stderr.splitlines()) == 1
        assert json.loads((tmp_path / "out" / "run.json").read_text())["files"][0]["error"]["code"] == "unsupported-file"

    def test_a_reader_that_goes_away_is_no_traceback(self):
        with subprocess.Popen(
            [sys.executable, "-m", "pipeline", "schema", "record"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as command:
            assert command.stdout is not None
            assert command.stderr is not None
            os.close(os.dup(command.stdout.fileno()))
            command.stdout.close()
            assert command.stderr.read() == b""


def test_the_cache_is_shown_and_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.layout.document import Page
    from pipeline.ocr.cache import PageCache

    monkeypatch.setenv("DOJLETTERS_CACHE", str(tmp_path))
    PageCache().put("a" * 64, Page(1, 612, 792, (), "ocr", "no-text"))
    assert "1 pages, " in CliRunner().invoke(cli, ["cache"]).output
    assert "1 pages removed" in CliRunner().invoke(cli, ["cache", "--clear"]).output
    assert PageCache().info().pages == 0
