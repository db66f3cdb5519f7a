"""Records become tables and come back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import schemas
from pipeline.errors import InvalidRecords
from pipeline.export.tables import all_rows, table, tables, to_records
from tests.exported import HOSTILE, SCHEMA, another, filled
from tests.samples import record

NAMES = [each.name for each in tables()]


def test_the_sample_is_a_valid_record():
    assert [error.message for error in schemas.validator("record").iter_errors(filled())] == []


def test_each_list_of_the_schema_is_a_table():
    lists = [key for key, node in SCHEMA["properties"].items() if node.get("type") == "array"]
    assert ["records", "evidence", *lists, "review_reasons"] == NAMES


@pytest.mark.parametrize("name", NAMES)
class TestEachTable:
    def test_has_its_own_key_and_a_description_of_each_column(self, name):
        found = table(name)
        names = [column.name for column in found.columns]
        assert names[: len(found.key)] == list(found.key)
        assert len(names) == len(set(names))
        assert all(column.description for column in found.columns)

    def test_has_a_row_for_each_item(self, name):
        rows = all_rows([filled(), another(filled())])[name]
        keys = [tuple(row[part] for part in table(name).key) for row in rows]
        assert len(rows) == len(set(keys)) == (14 if name == "evidence" else 2)


def test_columns_of_a_record():
    names = [column.name for column in table("records").columns]
    assert names[:3] == ["record_id", "label", "document_type"]
    assert {"date", "title", "issuer_component", "source_page_count", "review_needed", "text"} <= set(names)
    assert not any("evidence" in name for name in names)


def test_columns_of_a_list():
    assert [column.name for column in table("deadlines").columns] == [
        "record_id", "position", "recipient", "date", "expression", "relation", "anchor", "action", "evidence_start", "evidence_end",
        "evidence_text", "evidence_page", "evidence_boxes", "evidence_source", "evidence_confidence", "evidence_parts",
        "evidence_reviewed_by", "evidence_reviewed_on", "evidence_reviewed_how",
    ]  # fmt: skip


def test_values_stand_in_their_columns():
    rows = all_rows([record()])
    assert rows["records"][0]["date"] == "2019-03-03"
    deadline = rows["deadlines"][0]
    assert (deadline["position"], deadline["action"], deadline["evidence_page"]) == (1, "send the plan", 1)
    assert {row["field"]: row["evidence_text"] for row in rows["evidence"]} == {
        "date": "March 3, 2019",
        "salutation": "Dear Sheriff Orlowski:",
    }


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_records_come_back(text):
    records = [filled(text), another(record())]
    assert to_records(all_rows(records)) == records


@given(st.text(), st.sampled_from([None, 0.0, 1e15, -0.5]), st.booleans())
def test_any_text_and_number_comes_back(text, number, needed):
    given_record = filled(text, review={"needed": needed, "reasons": []})
    given_record["source"]["ocr_confidence"] = number
    assert to_records(all_rows([given_record])) == [given_record]


def test_an_address_of_which_nothing_is_known_is_none():
    given_record = filled()
    given_record["recipients"][0]["address"] = dict.fromkeys(("street", "city", "state", "postal_code"))
    (back,) = to_records(all_rows([given_record]))
    assert back["recipients"][0]["address"] is None


@pytest.mark.parametrize("number", [10**30, -(10**30), 1e300, float("inf"), float("nan")])
def test_a_number_beyond_what_tables_hold_is_said(number):
    given_record = filled()
    given_record["amounts"][0]["value"] = number
    with pytest.raises(InvalidRecords, match="value is too large"):
        all_rows([given_record])


def test_an_unknown_table():
    with pytest.raises(LookupError, match="speeches"):
        table("speeches")
