"""What is wrong with a record is said with its JSON path; a right one passes."""

from __future__ import annotations

import copy
import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import export, load
from pipeline.errors import InvalidRecords, MissingFile
from pipeline.records import validate, versions
from tests.samples import SHA256, record

REMOVED = object()


def changed(path: str, value: object) -> dict[str, Any]:
    """A record with the value at a dotted path set, or taken out."""
    result = copy.deepcopy(record())
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    node: Any = result
    for step in way:
        node = node[step]
    if value is REMOVED:
        del node[last]
    else:
        node[last] = value
    return result


def test_a_right_record_has_no_issue():
    assert validate.issues(record()) == []


@pytest.mark.parametrize(
    ("path", "value", "code", "field"),
    [
        pytest.param("schema_version", "9.0.0", "schema", "$.schema_version", id="another version"),
        pytest.param("record_id", "3f2a91c04d5e", "schema", "$.record_id", id="no segment number"),
        pytest.param("document_type", "memo", "schema", "$.document_type", id="no such type"),
        pytest.param("extra", 1, "schema", "$", id="a key too many"),
        pytest.param("review", REMOVED, "schema", "$", id="a key too few"),
        pytest.param("date.value", "2019-02-30", "schema", "$.date.value", id="no such day"),
        pytest.param("date.value", "March 3, 2019", "schema", "$.date.value", id="a date not in ISO 8601"),
        pytest.param("date.value", None, "schema", "$.date.value", id="an item without its value"),
        pytest.param("date", "2019-03-03", "schema", "$.date", id="a bare value"),
        pytest.param("date.evidence", REMOVED, "schema", "$.date", id="an item without evidence"),
        pytest.param("salutation.value", "Dear\nSheriff", "schema", "$.salutation.value", id="two lines"),
        pytest.param("salutation.value", "Dear Sheriff:\n", "schema", "$.salutation.value", id="a line break at the end"),
        pytest.param("salutation.value", " Dear", "schema", "$.salutation.value", id="white space around"),
        pytest.param("salutation.value", "", "schema", "$.salutation.value", id="empty value"),
        pytest.param("questions", None, "schema", "$.questions", id="a list is never null"),
        pytest.param("questions.0.text", "Tell us", "schema", "$.questions[0].text", id="a question without its mark"),
        pytest.param("questions.0.topic", "Two Words", "schema", "$.questions[0].topic", id="no slug"),
        pytest.param("deadlines.0.relation", "after", "schema", "$.deadlines[0].relation", id="no such relation"),
        pytest.param("deadlines.0.evidence.confidence", 1.5, "schema", "$.deadlines[0].evidence.confidence", id="over 1"),
        pytest.param("date.evidence.boxes", [], "schema", "$.date.evidence.boxes", id="evidence without a place"),
        pytest.param("source.page_count", 0, "schema", "$.source.page_count", id="no pages"),
        pytest.param("source.sha256", "ABC", "schema", "$.source.sha256", id="no digest"),
        pytest.param("record_id", "3f2a91c04d5e-02", "record-id", "$.record_id", id="another segment's id"),
        pytest.param("source.sha256", "0" * 64, "record-id", "$.record_id", id="another file's id"),
        pytest.param("source.page_count", 1, "page-range", "$.source", id="pages beyond the file"),
        pytest.param("source.first_page", 3, "page-range", "$.source", id="first after last"),
        pytest.param("source.segment_count", 1, None, None, id="the only segment"),
        pytest.param("review.needed", True, "review", "$.review.needed", id="needed without a reason"),
        pytest.param("date.evidence.text", "March 4, 2019", "evidence-text", "$.date.evidence.text", id="another passage"),
        pytest.param("date.evidence.start", 1, "evidence-text", "$.date.evidence.text", id="off by one"),
        pytest.param("date.evidence.end", 9999, "evidence-range", "$.date.evidence", id="beyond the text"),
        pytest.param("date.evidence.start", 13, "evidence-range", "$.date.evidence", id="empty passage"),
        pytest.param("date.evidence.boxes.0.page", 3, "evidence-page", "$.date.evidence.boxes[0].page", id="no such page"),
        pytest.param("date.evidence.boxes.0.x1", 72.0, "evidence-box", "$.date.evidence.boxes[0]", id="no width"),
        pytest.param("date.evidence.boxes.0.bottom", 99.0, "evidence-box", "$.date.evidence.boxes[0]", id="upside down"),
        pytest.param("deadlines.0.evidence.end", 20, "evidence-range", "$.deadlines[0].evidence", id="in a list"),
    ],
)
def test_one_fault(path, value, code, field):
    found = [(issue.code, issue.field) for issue in validate.issues(changed(path, value))]
    assert (code, field) in found if code else found == []


PART = {"spans": [[50, 63]], "boxes": [{"page": 1, "x0": 1, "top": 1, "x1": 2, "bottom": 2}], "confidence": 0.5}


@pytest.mark.parametrize(
    ("parts", "code", "field"),
    [
        pytest.param({"expression": PART}, None, None, id="right"),
        pytest.param({"evidence.text": PART}, "evidence-part", "$.deadlines[0].evidence.parts['evidence.text']", id="no value"),
        pytest.param({"anchor": PART}, "evidence-part", "$.deadlines[0].evidence.parts['anchor']", id="a value that is null"),
        pytest.param(
            {"date": PART | {"spans": [[5, 3]]}}, "evidence-range", "$.deadlines[0].evidence.parts['date'].spans[0]", id="no span"
        ),
        pytest.param({"date": PART | {"spans": []}}, "schema", "$.deadlines[0].evidence.parts.date.spans", id="nowhere"),
        pytest.param({}, "schema", "$.deadlines[0].evidence.parts", id="of nothing"),
    ],
)
def test_parts(parts, code, field):
    found = [(issue.code, issue.field) for issue in validate.issues(changed("deadlines.0.evidence.parts", parts))]
    assert (code, field) in found if code else found == []


ON_PAGE = {**record()["date"]["evidence"], "start": None, "end": None, "text": "RECEIVED"}


@pytest.mark.parametrize(
    ("evidence", "code"),
    [
        pytest.param(ON_PAGE, None, id="on the page alone"),
        pytest.param(record()["date"]["evidence"], None, id="in the text too"),
        pytest.param(ON_PAGE | {"start": 0}, "evidence-range", id="one end"),
        pytest.param(ON_PAGE | {"boxes": []}, "schema", id="nowhere"),
    ],
)
def test_a_mark_may_stand_on_the_page_alone(evidence, code):
    mark = {"kind": "received", "text": "RECEIVED", "date": None, "evidence": evidence}
    assert [issue.code for issue in validate.issues(record(marks=[mark]))] == ([code] if code else [])
    found = validate.issues(changed("date.evidence.start", None))
    assert [issue.code for issue in found] == ["schema"]  # a value that was read has its passage


class TestEarlierVersions:
    def earlier(self) -> dict[str, Any]:
        """A record as version 1.0.0 wrote it."""
        old = {key: value for key, value in record().items() if key not in ("marks", "redactions")}
        source = {key: value for key, value in old["source"].items() if key != "path"}
        return old | {"schema_version": "1.0.0", "source": source}

    def test_is_checked_by_its_own_schema(self):
        assert validate.issues(self.earlier()) == []
        assert [i.field for i in validate.issues(self.earlier() | {"marks": []})] == ["$"]

    def test_is_read_as_one_of_today(self):
        read = versions.current(self.earlier())
        assert validate.issues(read) == []
        assert list(read) == list(record())
        assert (read["marks"], read["source"]["path"]) == ([], "plan.pdf")
        assert versions.current(record()) == record()

    def test_is_loaded(self, tmp_path):
        (tmp_path / "records.jsonl").write_bytes(export.records([self.earlier()], "jsonl"))
        assert [dict(row) for row in load(tmp_path)] == [versions.current(self.earlier())]

    def test_is_loaded_from_a_table(self, tmp_path):
        (tmp_path / "records.csv").write_bytes(export.records([self.earlier()], "csv"))
        table = pd.read_csv(tmp_path / "records.csv", dtype=str, keep_default_na=False)
        table.drop(columns=["marks", "redactions", "source.path"]).to_csv(tmp_path / "records.csv", index=False)
        assert [dict(row) for row in load(tmp_path)] == [versions.current(self.earlier())]


def test_a_segment_beyond_the_count():
    source = record()["source"] | {"segment": 2}
    found = validate.issues(record(source=source, record_id=f"{SHA256[:12]}-02"))
    assert [(issue.code, issue.field) for issue in found] == [("segment-number", "$.source.segment")]


def test_an_issue_is_an_error_of_its_record_and_short():
    (issue,) = validate.issues(record(text=None) | {"document_type": "letter"})
    assert (issue.severity, issue.record_id) == ("error", "3f2a91c04d5e-01")
    (issue,) = validate.issues(record(document_type="x" * 10_000))
    assert len(issue.message) < 300


def test_several_faults_are_told_in_a_stable_order():
    broken = record(document_type="memo", text=3, questions=None)
    fields = [issue.field for issue in validate.issues(broken)]
    assert fields == ["$.document_type", "$.questions", "$.text"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@given(VALUES)
def test_any_json_value_that_is_no_record_is_an_issue_and_no_crash(value):
    assert validate.issues(value)


@given(st.sampled_from(sorted(record())), VALUES)
def test_any_value_of_any_key_is_judged_without_a_crash(key, value):
    for issue in validate.issues(record(**{key: value})):
        assert issue.field
        assert issue.field.startswith("$")


class TestFile:
    @pytest.mark.parametrize(
        "write",
        [
            pytest.param(lambda rows: "".join(json.dumps(row) + "\n" for row in rows), id="JSON Lines"),
            pytest.param(lambda rows: "\n".join(json.dumps(row) + "\n" for row in rows), id="with blank lines"),
            pytest.param(lambda rows: json.dumps(rows), id="array"),
            pytest.param(lambda rows: json.dumps(rows, indent=2), id="array over lines"),
            pytest.param(lambda rows: "\ufeff" + json.dumps(rows), id="with a byte order mark"),
        ],
    )
    def test_forms(self, tmp_path, write):
        path = tmp_path / "records"
        path.write_text(write([record(), changed("date.value", "soon")]), encoding="utf-8")
        checked = validate.check_file(str(path))
        assert checked.records == 2
        assert {(number, issue.field) for number, issue in checked.issues} == {(2, "$.date.value")}

    def test_one_record_over_lines(self, tmp_path):
        (tmp_path / "one.json").write_text(json.dumps(record(), indent=2))
        assert validate.check_file(str(tmp_path / "one.json")) == validate.Checked(1, ())

    def test_no_records_are_none_wrong(self, tmp_path):
        (tmp_path / "none.json").write_text("[]")
        assert validate.check_file(str(tmp_path / "none.json")) == validate.Checked(0, ())

    def test_a_broken_line_is_an_issue_and_the_others_go_on(self, tmp_path):
        (tmp_path / "records.jsonl").write_text(json.dumps(record()) + '\n{"cut": \n' + '{"value": NaN}\n')
        checked = validate.check_file(str(tmp_path / "records.jsonl"))
        assert [(number, issue.code) for number, issue in checked.issues] == [(2, "not-json"), (3, "not-json")]

    @pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"\xff\xfe\x00", b"[" * 100_000], ids=["a PDF", "bytes", "too deep"])
    def test_what_holds_no_records(self, tmp_path, content):
        (tmp_path / "file").write_bytes(content)
        with pytest.raises(InvalidRecords):
            validate.check_file(str(tmp_path / "file"))

    def test_an_empty_file_of_records_holds_none(self, tmp_path):
        (tmp_path / "records.jsonl").write_bytes(b"")
        assert validate.check_file(str(tmp_path / "records.jsonl")) == validate.Checked(0, ())

    def test_no_file(self, tmp_path):
        with pytest.raises(MissingFile):
            validate.check_file(str(tmp_path / "nothing"))
