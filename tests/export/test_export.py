"""Outputs are stable, safe to open in a spreadsheet, and there whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import export
from pipeline.errors import OutputError
from pipeline.issues import Issue
from tests.samples import record


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


class TestJson:
    def test_lines_are_the_records_in_order(self):
        given_records = [record(), record(title=None)]
        lines = export.records(given_records, "jsonl").decode("utf-8").split("\n")
        assert [json.loads(line) for line in lines[:-1]] == given_records
        assert list(json.loads(lines[0])) == list(record())
        assert lines[-1] == ""

    def test_array(self):
        assert json.loads(export.records([record()], "json")) == [record()]

    @pytest.mark.parametrize(("form", "expected"), [("jsonl", b""), ("json", b"[]\n")])
    def test_no_records(self, form, expected):
        assert export.records([], form) == expected

    def test_letters_stay_readable(self):
        assert "8 U.S.C. § 1373 “sanctuary”".encode() in export.document({"text": "8 U.S.C. § 1373 “sanctuary”"})

    @pytest.mark.parametrize("mark", ["\x85", "\u2028", "\u2029", "\n", "\r", "\x0b", "\x0c", "\x1c"])
    def test_a_line_break_in_a_value_does_not_cut_a_line(self, mark):
        content = export.records([{"text": f"a{mark}b"}], "jsonl").decode("utf-8")
        assert len(content.splitlines()) == 1
        assert json.loads(content) == {"text": f"a{mark}b"}

    @given(st.text(alphabet=st.characters(codec=None, exclude_categories=())))
    def test_any_text_comes_back(self, text):
        content = export.records([{"text": text}], "jsonl")
        assert json.loads(content.decode("utf-8")) == json.loads(json.dumps({"text": text}))

    def test_what_is_no_json_value_is_refused(self):
        with pytest.raises(ValueError, match="not JSON compliant"):
            export.document({"value": float("nan")})


class TestCsv:
    def test_one_row_per_record_and_lists_as_json(self):
        first, second = rows(export.records([record(), record(deadlines=[])], "csv"))
        assert first["record_id"] == "3f2a91c04d5e-01"
        assert first["source.page_count"] == "2"
        assert first["date.value"] == "2019-03-03"
        assert first["text"] == record()["text"]
        assert json.loads(first["deadlines"]) == record()["deadlines"]
        assert json.loads(first["date.evidence"]) == record()["date"]["evidence"]
        assert (first["title.value"], first["review.needed"], second["deadlines"]) == ("", "false", "[]")

    def test_columns_are_the_same_whatever_the_records_hold(self):
        heads = {export.records(given, "csv").decode("utf-8").split("\r\n")[0] for given in ([], [record()], [record(date=None)])}
        assert heads == {",".join(export.columns())}

    def test_columns_stand_in_the_order_of_the_record(self):
        tops = list(dict.fromkeys(name.partition(".")[0] for name in export.columns()))
        assert tops == list(record())

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠"])
    def test_a_formula_is_made_harmless(self, start):
        text = f'{start}HYPERLINK("http://example.org")'
        (row,) = rows(export.records([record(text=text)], "csv"))
        assert row["text"] == f"'{text}"
        (row,) = rows(export.issues([(text, Issue("code", text))]))
        assert (row["path"], row["message"]) == (f"'{text}", f"'{text}")

    @pytest.mark.parametrize("text", ["Dear = Chief", "1-2", "'quoted", "§ 1373", "a,b", 'say "no"', "two\nlines", "two\rlines"])
    def test_other_text_stays_as_it_is(self, text):
        (row,) = rows(export.records([record(text=text)], "csv"))
        assert row["text"] == text

    def test_a_frame_for_a_notebook_keeps_numbers(self):
        table = export.frame([record()])
        assert table.shape == (1, len(export.columns()))
        assert table.loc[0, "source.page_count"] == 2


def test_issues_have_a_row_each():
    issue = Issue("schema", "is wrong", "error", page=2, record_id="3f2a91c04d5e-01", field="$.date")
    assert rows(export.issues([("a.pdf", issue), ("b.pdf", Issue("x", "y"))])) == [
        {
            "path": "a.pdf",
            "record_id": "3f2a91c04d5e-01",
            "page": "2",
            "field": "$.date",
            "severity": "error",
            "code": "schema",
            "message": "is wrong",
        },
        {"path": "b.pdf", "record_id": "", "page": "", "field": "", "severity": "warning", "code": "x", "message": "y"},
    ]


class TestWrite:
    def test_replaces_what_was_there_and_leaves_nothing_beside_it(self, tmp_path):
        (tmp_path / "run.json").write_bytes(b"a longer content than before")
        export.write(tmp_path / "run.json", b"new")
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"run.json": b"new"}

    def test_a_write_that_fails_keeps_the_old_file(self, tmp_path, monkeypatch):
        (tmp_path / "run.json").write_bytes(b"old")

        def full(descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="No space left"):
            export.write(tmp_path / "run.json", b"new")
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"run.json": b"old"}

    def test_a_folder_is_made_with_those_above_it(self, tmp_path):
        export.prepare(tmp_path / "a" / "b")
        assert (tmp_path / "a" / "b").is_dir()

    def test_a_file_in_the_folders_place_is_an_error(self, tmp_path):
        (tmp_path / "outputs").write_bytes(b"")
        with pytest.raises(OutputError, match="outputs"):
            export.prepare(tmp_path / "outputs")
