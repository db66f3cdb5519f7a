"""`dojletters export`: the form is told by the ending, and nothing is half done."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pipeline import export
from pipeline.cli import cli
from pipeline.errors import ConfigError, InvalidRecords, OutputError
from pipeline.export.targets import ENDINGS
from tests.exported import HOSTILE, another, filled
from tests.samples import record


@pytest.fixture
def outputs(tmp_path):
    """An output folder as a run leaves it."""
    export.prepare(tmp_path / "outputs")
    export.write(tmp_path / "outputs" / "records.jsonl", export.records([record(), another(filled())], "jsonl"))
    return tmp_path / "outputs"


def run(*arguments):
    return CliRunner().invoke(cli, ["export", *map(str, arguments)])


@pytest.mark.parametrize("ending", ENDINGS)
class TestEachForm:
    def test_the_same_records_give_the_same_bytes(self, tmp_path, ending):
        contents = []
        for folder in ("a", "b"):
            export.export([record(), another(filled())], tmp_path / folder / f"letters{ending}")
            paths = sorted(path for path in (tmp_path / folder).rglob("*") if path.is_file())
            contents.append({path.relative_to(tmp_path / folder): path.read_bytes() for path in paths})
        assert contents[0] == contents[1]

    def test_no_records_are_no_error(self, tmp_path, ending):
        done = export.export([], tmp_path / f"letters{ending.upper()}")
        assert (done.records, done.path.exists()) == (0, True)

    def test_a_record_given_twice_is_written_once(self, tmp_path, ending):
        assert export.export([record(), record()], tmp_path / f"letters{ending}").records == 1

    def test_half_a_surrogate_pair_is_no_error(self, tmp_path, ending):
        assert export.export([filled("plan\ud800")], tmp_path / f"letters{ending}").records == 1

    def test_a_folder_in_the_files_place(self, tmp_path, ending):
        (tmp_path / f"letters{ending}").mkdir()
        with pytest.raises(OutputError, match="could not be written"):
            export.export([record()], tmp_path / f"letters{ending}")

    def test_no_place_to_write(self, tmp_path, ending):
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(OutputError, match="cannot be made"):
            export.export([record()], tmp_path / "file" / f"letters{ending}")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_json_lines_are_the_records(tmp_path, text):
    records = [filled(text), another(record())]
    export.export(records, tmp_path / "a.jsonl")
    assert [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()] == records


def test_two_records_of_one_id(tmp_path):
    with pytest.raises(InvalidRecords, match="Two records that differ are called 3f2a91c04d5e-01"):
        export.export([record(), record(text="another")], tmp_path / "a.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_a_number_that_json_does_not_have(tmp_path, number):
    source = {**record()["source"], "ocr_confidence": number}
    with pytest.raises(InvalidRecords, match="a number that JSON does not have"):
        export.export([record(source=source)], tmp_path / "a.jsonl")


@pytest.mark.parametrize("path", ["letters.doc", "letters", "db", ".db", "letters.db.gz"])
def test_an_ending_that_names_no_form(outputs, tmp_path, path):
    with pytest.raises(ConfigError, match=r"Use one of \.db, "):
        export.check([tmp_path / path])
    result = run(outputs, "--to", tmp_path / "a.db", "--to", tmp_path / path)
    assert (result.exit_code, "no form of export" in result.stderr) == (2, True)
    assert not (tmp_path / "a.db").exists()  # told before anything is written


class TestCommand:
    def test_several_forms_at_once(self, outputs, tmp_path):
        result = run(outputs, "--to", tmp_path / "a.jsonl", "--to", tmp_path / "new" / "a.parquet")
        assert result.stdout.splitlines() == [f"{tmp_path}/a.jsonl: 2 records", f"{tmp_path}/new/a.parquet: 2 records"]
        assert (result.exit_code, result.stderr) == (0, "")
        assert (tmp_path / "new" / "a.parquet").is_file()

    def test_several_inputs(self, outputs, tmp_path):
        export.write(tmp_path / "more.jsonl", export.records([another(record(), 3)], "jsonl"))
        assert run(outputs, tmp_path / "more.jsonl", "--to", tmp_path / "a.json").exit_code == 0
        assert len(json.loads((tmp_path / "a.json").read_text())) == 3

    def test_what_a_form_does_not_hold_is_told(self, outputs, tmp_path):
        export.write(outputs / "records.jsonl", export.records([record(text="a" * 40_000)], "jsonl"))
        assert "too long for Excel" in run(outputs, "--to", tmp_path / "a.xlsx").stdout
        assert run(outputs, "--to", tmp_path / "a.xlsx", "--quiet").stdout == ""

    @pytest.mark.parametrize("arguments", [["--to", "a.db"], ["missing", "--to", "a.db"], ["."]])
    def test_wrong_use(self, arguments, monkeypatch, tmp_path):
        monkeypatch.chdir(tmp_path)
        assert run(*arguments).exit_code == 2
        assert list(tmp_path.iterdir()) == []

    def test_records_that_are_not_valid(self, outputs, tmp_path):
        export.write(outputs / "records.jsonl", export.records([record(document_type="poem")], "jsonl"))
        result = run(outputs, "--to", tmp_path / "a.db")
        assert (result.exit_code, "document_type" in result.stderr) == (4, True)
        assert not (tmp_path / "a.db").exists()
