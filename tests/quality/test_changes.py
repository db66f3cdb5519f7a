"""Two sets of records of the same files: what was gained, lost and changed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.quality.changes import changes, render
from pipeline.report.changing import write_changes


def record(sha: str = "a" * 64, **keys: Any) -> dict[str, Any]:
    source = {"sha256": sha, "file_name": f"{sha[:3]}.txt"}
    return {"record_id": f"{sha[:12]}-01", "document_type": "letter", "source": source, "text": "Dear Sir:", **keys}


def value(text: str) -> dict[str, Any]:
    return {"value": text, "evidence": {"start": 0, "end": 4, "text": "Dear", "boxes": [], "confidence": 0.5}}


@pytest.mark.parametrize(
    ("older", "newer", "expected"),
    [
        ({"date": value("2019-05-01")}, {"date": value("2019-05-01")}, []),  # nothing
        ({"date": value("2019-05-01")}, {"date": None}, [("lost", "date", "2019-05-01", None)]),
        ({"date": None}, {"date": value("2019-05-01")}, [("gained", "date", None, "2019-05-01")]),
        ({"date": value("2019-05-01")}, {"date": value("2020-11-30")}, [("changed", "date", "2019-05-01", "2020-11-30")]),
        (  # of several values those that are alike belong together
            {"copies": [value("Jo Doe"), value("Records")]},
            {"copies": [value("Jo Doe, Esq."), value("Archive Unit Three"), value("Records")]},
            [("changed", "copies", "Jo Doe", "Jo Doe, Esq."), ("gained", "copies", None, "Archive Unit Three")],
        ),
        ({"copies": [value("A"), value("B")]}, {"copies": [value("B"), value("A")]}, []),  # the order is no value
        ({"text": "The city did comply."}, {"text": "The city did not comply."},
         [("changed", "text", "The city did comply.", "The city did not comply.")]),
        ({"recipients": [{"name": "Jo", "address": {"city": "Enid"}}]}, {"recipients": [{"name": "Jo", "address": {"city": None}}]},
         [("lost", "recipients.address.city", "Enid", None)]),
    ],
)  # fmt: skip
def test_changes_of_one_record(older, newer, expected):
    found = changes([record(**older)], [record(**newer)])
    assert [(c.kind, c.field, c.older, c.newer) for c in found.changes] == expected
    assert found.same == (not expected)


def test_confidence_and_boxes_are_no_values():
    one, other = record(date=value("2019-05-01")), record(date=value("2019-05-01"))
    other["date"]["evidence"]["confidence"] = 0.9
    assert changes([one], [other]).changes == []


def test_a_file_whose_content_is_another_is_known_by_its_path():
    one, other = record(), record("b" * 64)
    for each in (one, other):
        each["source"]["path"] = "2017/letter.txt"
    assert changes([one], [other]).same == 1


def test_a_record_that_is_no_longer_there_is_told():
    found = changes([record(), record("b" * 64)], [record()])
    assert [(c.file, c.kind, c.field) for c in found.changes] == [("bbb.txt", "lost", "segment")]


def test_files_are_known_by_content_and_not_by_place():
    assert changes([record("b" * 64), record()], [record(), record("b" * 64)]).changes == []


def test_the_page_escapes_what_a_document_says(tmp_path):
    found = changes([record(title=value("<script>x</script>"))], [record(title=None)])
    html = write_changes(found, tmp_path / "changes.html").read_text("utf-8")
    assert "&lt;script&gt;x" in html
    assert "<script>x" not in html


def test_text_names_each_field_and_file():
    said = render(changes([record(date=value("2019-05-01"))], [record(date=None)]))
    assert "date: 1 of 1" in said
    assert "    - 2019-05-01" in said


def test_the_command_prints_no_control_character(tmp_path):
    for name, title in (("older", "a\x1b[31mred"), ("newer", "b")):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(record(title=value(title))) + "\n", "utf-8")
    done = CliRunner().invoke(cli, ["changes", str(tmp_path / "older.jsonl"), str(tmp_path / "newer.jsonl")])
    assert "\x1b" not in done.output
    assert "red" in done.output
