"""A comparison as CSV and as a Word file with tracked changes."""

from __future__ import annotations

import csv
import io
import re

import docx
import pytest
from docx.oxml.ns import qn

from pipeline.comparison import compare
from pipeline.export.comparisons import COLUMNS, to_csv, to_docx
from tests import families


@pytest.fixture(scope="module")
def comparison():
    changed = families.BODY.replace("March 9, 2015", "March 16, 2015").replace("three of", "five of")
    return compare([families.letter(body, n) for n, body in enumerate([families.BODY, families.BODY, changed])]).to_json()


def rows(comparison):
    return list(csv.DictReader(io.StringIO(to_csv(comparison).decode("utf-8-sig"))))


def test_csv_has_a_row_for_each_reading(comparison):
    found = rows(comparison)
    assert tuple(found[0]) == COLUMNS
    dated = [row for row in found if row["category"] == "date" and row["family"] == "1" and row["kind"] == "variant"]
    assert [row["text"] for row in dated] == ["March 9, 2015", "March 16, 2015"]
    assert [row["record_ids"].count("-01") for row in dated] == [2, 1]
    assert int(dated[0]["weight"]) == 100


def test_no_cell_of_csv_is_a_formula(comparison):
    family = comparison["families"][0]
    difference = family["differences"][0]
    harmful = difference | {"readings": [reading | {"text": "=1+1"} for reading in difference["readings"]]}
    one = comparison | {"families": [family | {"differences": [harmful]}]}
    assert {row["text"] for row in rows(one) if row["difference"] == "1"} == {"'=1+1"}


def test_word_has_the_text_with_tracked_changes(comparison):
    document = docx.Document(io.BytesIO(to_docx(comparison)))
    body = document.element.body
    gone = [(e.get(qn("w:author")), "".join(t.text for t in e.iter(qn("w:delText")))) for e in body.iter(qn("w:del"))]
    put_in = [(e.get(qn("w:author")), "".join(t.text for t in e.iter(qn("w:t")))) for e in body.iter(qn("w:ins"))]
    assert [text.strip() for _, text in gone] == ["three", "March 9, 2015:"]
    assert [text.strip() for _, text in put_in] == ["five", "March 16, 2015:"]
    assert {author[:3] for author, _ in (*gone, *put_in)} == {"[3]"}
    ids = [e.get(qn("w:id")) for e in body.iter(qn("w:del"), qn("w:ins"))]
    assert len(set(ids)) == len(ids)
    assert "Who keeps the books of the program" in "\n".join(p.text for p in document.paragraphs)
    assert document.tables[0].rows[1].cells[0].text == "100"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("will not draw", "will draw", id="a word is gone"),
        pytest.param("three of", "three or four of", id="words are put in"),
        pytest.param("You may ask for more time in writing. ", "", id="a sentence is gone"),
        pytest.param("Thank you", "Please call. Thank you", id="a sentence is put in"),
        pytest.param("1. Who keeps the books of the program, and since when?\n", "", id="an item is gone"),
    ],
)
def test_changes_that_are_accepted_give_the_odd_letter_and_rejected_the_others(old, new):
    bodies = [families.BODY, families.BODY, families.BODY.replace(old, new)]
    written = to_docx(compare([families.letter(body, n) for n, body in enumerate(bodies)]).to_json())
    body = docx.Document(io.BytesIO(written)).element.body
    accepted, rejected = "", ""
    for paragraph in body.iter(qn("w:p")):
        for e in paragraph.iter(qn("w:t"), qn("w:delText")):
            inside = {parent.tag for parent in e.iterancestors()}
            accepted += e.text if qn("w:del") not in inside else ""
            rejected += e.text if qn("w:ins") not in inside else ""
        accepted, rejected = accepted + " ", rejected + " "
    for text, whole in ((accepted, bodies[2]), (rejected, bodies[0])):
        words = " ".join(re.sub(r"^\d\. ", "", whole, flags=re.M).split())
        assert words in " ".join(re.sub(r"(?<= )\d\. ", "", text).split())


def test_the_same_comparison_gives_the_same_bytes(comparison):
    assert to_docx(comparison) == to_docx(comparison)
    assert to_csv(comparison) == to_csv(comparison)


def test_what_no_file_of_word_can_hold_is_replaced(comparison):
    names = [document | {"name": "Letter\x00 to \ud800"} for document in comparison["documents"]]
    assert docx.Document(io.BytesIO(to_docx(comparison | {"documents": names})))
