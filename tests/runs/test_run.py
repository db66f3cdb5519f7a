"""One file that fails stops no other; the outputs say what happened and are the same each time."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import schemas
from pipeline.config import Config
from pipeline.errors import ConfigError, DojlettersError, EncryptedFile, OutputError, TesseractMissing
from pipeline.issues import Issue
from pipeline.ocr.installed import tesseract_version
from pipeline.reading.sources import FileContent, SourceFile
from pipeline.runs.run import Run, run
from tests.samples import extraction

WRONG = Issue("schema", "is wrong", "error", record_id="3f2a91c04d5e-01", field="$.date")
HINT = Issue("missing-date", "no date")


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A folder with five files, and an extraction that does with each what its name says."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("crash.pdf", "doubt.pdf", "good.pdf", "locked.pdf", "wrong.pdf"):
        (folder / name).write_bytes(name.encode())

    def extract(path: str, config: Config, data: FileContent, **kept: bool):
        name = Path(path).stem
        if name == "locked":
            raise EncryptedFile(path=path)
        if name == "scan":
            raise TesseractMissing(path=path)
        if name == "crash":
            raise ZeroDivisionError("division by zero")
        assert data.data is not None
        return extraction(path, issues={"wrong": (WRONG,), "doubt": (HINT,)}.get(name, ()))

    monkeypatch.setattr("pipeline.extraction.extract", extract)
    return folder


def paths(folder: Path, *names: str) -> list[str]:
    return [str(folder / f"{name}.pdf") for name in names]


def test_each_file_has_a_result_and_the_others_go_on(files):
    result = run(paths(files, "crash", "good", "locked", "wrong"), Config())
    assert [e.status for e in result.extractions] == ["failed", "ok", "failed", "partial"]
    assert [e.error.code if e.error else None for e in result.extractions] == ["unexpected-failure", None, "encrypted-file", None]
    assert "ZeroDivisionError" in str(result.extractions[0].error)
    assert len(result.records) == 2


@pytest.mark.parametrize(
    ("names", "code"),
    [
        pytest.param(["good"], 0, id="all fine"),
        pytest.param(["doubt", "good"], 0, id="a warning is no failure"),
        pytest.param(["good", "locked"], 1, id="some file failed"),
        pytest.param(["wrong"], 1, id="a record did not validate"),
        pytest.param(["locked", "crash"], 1, id="all of several failed"),
        pytest.param(["locked"], 4, id="the only file failed"),
        pytest.param(["gone"], 4, id="the only file went away"),
        pytest.param(["crash"], 4, id="the only file met a fault"),
        pytest.param(["scan"], 3, id="the only file needs a program"),
        pytest.param(["scan", "scan"], 3, id="all files need a program"),
        pytest.param(["scan", "good"], 1, id="some file needs a program"),
        pytest.param(["scan", "locked"], 1, id="different reasons"),
    ],
)
def test_exit_code(files, monkeypatch, names, code):
    monkeypatch.setattr("pipeline.runs.run.walk", lambda given: [SourceFile(path, path) for path in given])
    assert run(paths(files, *names), Config()).exit_code == code


def test_no_file_is_fine():
    assert Run(()).exit_code == 0


def test_summary():
    result = Run((extraction(issues=(HINT,)), extraction(error=EncryptedFile())))
    assert result.summary == "1 record from 2 files, 1 issue, 1 not read"
    assert Run(()).summary == "0 records from 0 files, 0 issues"


class TestOutputs:
    @pytest.mark.parametrize("form", ["jsonl", "json", "csv"])
    def test_three_files(self, files, tmp_path, form):
        run(paths(files, "good"), Config(), output=tmp_path / "out", form=form)
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["issues.csv", f"records.{form}", "run.json"]

    def test_the_same_input_gives_the_same_bytes(self, files, tmp_path):
        run([str(files)], Config(), output=tmp_path / "one")
        run([str(files)], Config(jobs=1, cache=False), output=tmp_path / "two")
        one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
        assert one == two

    def test_run_json_keeps_to_its_schema_and_names_every_file(self, files, tmp_path):
        run([str(files)], Config(), output=tmp_path / "out")
        told = json.loads((tmp_path / "out" / "run.json").read_bytes())
        assert list(schemas.validator("run").iter_errors(told)) == []
        assert [(Path(row["path"]).stem, row["status"], row["records"]) for row in told["files"]] == [
            ("crash", "failed", 0),
            ("doubt", "ok", 1),
            ("good", "ok", 1),
            ("locked", "failed", 0),
            ("wrong", "partial", 1),
        ]
        locked = told["files"][3]
        assert locked["error"] == {"code": "encrypted-file", "message": str(EncryptedFile())}
        assert len(locked["sha256"]) == 64

    def test_every_setting_that_shapes_results_is_told(self, files, tmp_path):
        run(paths(files, "good"), Config(ocr="never", max_pages=7), output=tmp_path / "out", form="json")
        settings = json.loads((tmp_path / "out" / "run.json").read_bytes())["settings"]
        assert (settings["format"], settings["ocr"], settings["max_pages"]) == ("json", "never", 7)

    def test_issues_of_records_and_of_failed_files(self, files, tmp_path):
        run([str(files)], Config(), output=tmp_path / "out")
        table = csv.DictReader(io.StringIO((tmp_path / "out" / "issues.csv").read_text("utf-8")))
        told = [(Path(row["path"]).stem, row["code"]) for row in table]
        assert told == [
            ("crash", "unexpected-failure"),
            ("doubt", "missing-date"),
            ("locked", "encrypted-file"),
            ("wrong", "schema"),
        ]

    def test_an_interruption_leaves_the_old_outputs(self, files, tmp_path, monkeypatch):
        run(paths(files, "good"), Config(), output=tmp_path / "out")
        before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

        def interrupted(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("pipeline.extraction.extract", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run(paths(files, "good"), Config(), output=tmp_path / "out", replace=True)
        assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


class TestWhatIsThereAlready:
    """Results are never replaced by accident, nor by nothing."""

    def test_results_stay_unless_told_otherwise(self, files, tmp_path):
        run(paths(files, "good"), Config(), output=tmp_path / "out")
        with pytest.raises(OutputError, match="--replace"):
            run(paths(files, "doubt"), Config(), output=tmp_path / "out")
        run(paths(files, "doubt"), Config(), output=tmp_path / "out", replace=True)
        assert "doubt.pdf" in (tmp_path / "out" / "run.json").read_text()

    def test_a_run_without_records_replaces_none(self, files, tmp_path):
        run(paths(files, "good"), Config(), output=tmp_path / "out")
        before = (tmp_path / "out" / "records.jsonl").read_bytes()
        with pytest.raises(OutputError, match="were kept"):
            run(paths(files, "locked"), Config(), output=tmp_path / "out", replace=True)
        assert (tmp_path / "out" / "records.jsonl").read_bytes() == before

    def test_records_of_another_form_do_not_stay_beside_the_new(self, files, tmp_path):
        run(paths(files, "good"), Config(), output=tmp_path / "out")
        run(paths(files, "good"), Config(), output=tmp_path / "out", form="csv", replace=True)
        assert sorted(path.name for path in (tmp_path / "out").glob("records.*")) == ["records.csv"]

    def test_a_folder_of_batches_is_no_place_for_it(self, files, tmp_path):
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "ledger.db").touch()
        with pytest.raises(OutputError, match="dojletters batch"):
            run(paths(files, "good"), Config(), output=tmp_path / "out", replace=True)


def test_the_same_document_given_twice_is_read_once_and_listed(files, tmp_path):
    (files / "again.pdf").write_bytes((files / "good.pdf").read_bytes())
    result = run(paths(files, "good", "again"), Config())
    assert [(e.status, len(e.records)) for e in result.extractions] == [("ok", 1), ("duplicate", 0)]
    assert result.exit_code == 0 and str(files / "good.pdf") in result.issues[-1][1].message


class TestTesseractVersion:
    def test_none_where_there_is_no_program(self, monkeypatch, tmp_path):
        monkeypatch.setenv("PATH", str(tmp_path))
        assert tesseract_version() is None

    @pytest.mark.parametrize("told", ["tesseract 5.3.0", "tesseract v5.3.0.20221222", "something else"])
    def test_read_from_what_the_program_says(self, monkeypatch, tmp_path, told):
        program = tmp_path / "tesseract"
        program.write_text(f"#!/bin/sh\necho '{told}'\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
        expected = {"tesseract 5.3.0": "5.3.0", "tesseract v5.3.0.20221222": "5.3.0.20221222"}
        assert tesseract_version() == expected.get(told)


class TestConfig:
    @pytest.mark.parametrize(
        "settings",
        [
            {"ocr": "sometimes"},
            {"language": ""},
            {"language": "eng; rm"},
            {"language": "eng+"},
            {"page_seconds": 0},
            {"page_seconds": float("nan")},
            {"jobs": -1},
            {"max_pages": 0},
            {"max_bytes": 0},
            {"max_pixels": -5},
            {"topics": Path("/nowhere/topics.json")},
        ],
        ids=str,
    )
    def test_a_value_that_makes_no_sense_is_named(self, settings):
        with pytest.raises(ConfigError, match=next(iter(settings))) as error:
            Config(**settings)
        assert isinstance(error.value, DojlettersError)

    @pytest.mark.parametrize("settings", [{}, {"language": "eng+spa"}, {"language": "script/Latin"}, {"ocr": "always"}], ids=str)
    def test_a_value_that_makes_sense(self, settings):
        assert Config(**settings).settings().items() >= settings.items()
