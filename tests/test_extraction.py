"""The whole way from a file to its records, over the corpus and over documents drawn here."""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

import extractors
from extractors.fields import amounts
from extractors.finding import Finding
from pipeline.config import Config
from pipeline.errors import ConfigError, NoTextFound
from pipeline.extraction import Extraction, extract
from pipeline.layout import segments, text
from pipeline.layout.document import PackedWords
from pipeline.quality import claimed, evaluate
from tests.pdfs import pdf
from tests.scans import page

CORPUS = Path(__file__).parent.parent / "corpus"
DOCUMENTS: list[dict[str, Any]] = json.loads((CORPUS / "manifest.json").read_text("utf-8"))["documents"]
NAMES = [row["file"] for row in DOCUMENTS]


@cache
def extracted(name: str) -> Extraction:
    return extract(CORPUS / name, Config(cache=False))


@pytest.mark.parametrize("row", DOCUMENTS, ids=NAMES)
def test_the_manifest_names_each_document_with_its_origin_and_rights(row: dict[str, Any]) -> None:
    assert hashlib.sha256((CORPUS / row["file"]).read_bytes()).hexdigest() == row["sha256"]
    assert row["origin"]
    assert row["rights"]
    assert (CORPUS / row["gold"]).is_file()


@pytest.mark.parametrize(
    ("name", "fields", "least"),
    [("psp.pdf", None, 1.0), ("psp.copy200.pdf", evaluate.CORE, 0.98), ("psp.fax204.pdf", evaluate.CORE, 0.98)],
)
def test_the_corpus_is_read_as_a_person_reads_it(name: str, fields: frozenset[str] | None, least: float) -> None:
    golds = claimed.read_gold(CORPUS / "psp.gold.json")
    result = evaluate.evaluate(name, golds, extracted(name).records, ocr=name != "psp.pdf")
    assert result.total(fields).f1 >= least, result.misses


@pytest.mark.parametrize("name", NAMES)
def test_every_value_shows_where_it_was_read(name: str) -> None:
    """Its passage stands at its offsets, and its boxes lie on pages of its segment, one for each line."""
    values = 0
    for record in extracted(name).records:
        pages = range(record["source"]["first_page"], record["source"]["last_page"] + 1)
        for evidence in _evidence(record):
            values += 1
            assert record["text"][evidence["start"] : evidence["end"]] == evidence["text"]
            assert evidence["boxes"]
            assert all(box["page"] in pages for box in evidence["boxes"])
    assert values > 90


def _evidence(value: object) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [found for item in value for found in _evidence(item)]
    if isinstance(value, dict):
        own = [value["evidence"]] if "evidence" in value else []
        return own + [found for item in value.values() for found in _evidence(item)]
    return []


@pytest.mark.parametrize("name", NAMES)
def test_the_corpus_is_fine(name: str) -> None:
    result = extracted(name)
    assert (result.status, result.error) == ("ok", None)
    assert [(r["source"]["first_page"], r["source"]["last_page"]) for r in result.records] == [
        (1, 2),
        (3, 4),
        (5, 6),
        (7, 8),
        (9, 10),
    ]
    assert [r["document_type"] for r in result.records] == ["press_release", *["letter"] * 4]


def test_which_way_each_page_went_and_why() -> None:
    assert {(p.source, p.reason) for p in extracted("psp.pdf").pages} == {("native", "text-layer")}
    assert {p.source for p in extracted("psp.fax204.pdf").pages} == {"ocr"}
    assert all(p.reason for p in extracted("psp.fax204.pdf").pages)


def test_a_question_over_a_page_break_has_boxes_on_both_pages() -> None:
    pages = Counter(
        len({box["page"] for box in question["evidence"]["boxes"]})
        for record in extracted("psp.pdf").records
        for question in record["questions"]
    )
    assert pages[2] == 4


def test_an_address_broken_over_the_wrong_lines_comes_out_right() -> None:
    recipient = extracted("psp.pdf").records[4]["recipients"][0]
    assert recipient["organization"] == "Stockton Police Department"
    assert recipient["address"] == {"street": "22 E. Market Street", "city": "Stockton", "state": "CA", "postal_code": "95202"}


def test_the_same_file_gives_the_same_result() -> None:
    assert extract(CORPUS / "psp.pdf").records == extracted("psp.pdf").records


@pytest.mark.parametrize("name", NAMES)
def test_packed_words_give_the_same_result(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done with documents of hundreds of pages, here from the third line on."""
    for module in (segments, text):
        monkeypatch.setattr(module, "LONG", 2)
    packed = extract(CORPUS / name, Config(cache=False))
    assert any(isinstance(document.words, PackedWords) for document in packed.documents)
    assert packed.records == extracted(name).records


LETTER = """U.S. Department of Justice
Civil Rights Division

May 1, 2019

Ms. Ann Poe
1 A Street
Salem, OR 97301

Dear Ms. Poe:

Please answer these questions by June 3, 2019:

   1.  Who signed the order?

   3.  When was it signed?

Sincerely,

Bo Roe
Chief
"""


def test_plain_text_from_memory() -> None:
    result = extract("letter.txt", data=LETTER.encode())
    (record,) = result.records
    assert record["source"]["media_type"] == "text/plain"
    assert [q["text"] for q in record["questions"]] == ["Who signed the order?", "When was it signed?"]
    assert record["deadlines"][0]["date"] == "2019-06-03"


def test_a_doubt_is_an_issue_on_the_result() -> None:
    result = extract("letter.txt", data=LETTER.encode())
    assert [(i.code, i.field) for i in result.issues] == [("numbering-gap", "$.questions[1]")]
    assert result.status == "ok", "a doubt is no failure"


def test_an_extractor_that_fails_is_an_issue_and_hurts_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(doc: object) -> list[Finding]:
        raise RuntimeError("no")

    monkeypatch.setattr(amounts, "extract", broken)
    result = extract("letter.txt", data=LETTER.encode())
    assert result.status == "partial"
    assert [(i.code, i.field) for i in result.issues if i.severity == "error"] == [("extractor-failed", "$.amounts")]
    assert result.records[0]["questions"]


@pytest.mark.parametrize(
    ("finding", "code"),
    [
        pytest.param(Finding("weather", 0, 5, "x", {"value": "May"}), "unknown-label", id="no key of the schema"),
        pytest.param(Finding("amounts", 0, 99_999, "x", {"text": "$5"}), "no-such-passage", id="beyond the text"),
        pytest.param(Finding("amounts", 0, 5, "x", {"text": "$5"}), "schema", id="a value that the schema does not have"),
    ],
)
def test_what_no_record_can_hold_is_an_issue_and_hurts_nothing_else(
    monkeypatch: pytest.MonkeyPatch, finding: Finding, code: str
) -> None:
    monkeypatch.setattr(amounts, "extract", lambda doc: [finding])
    result = extract("letter.txt", data=LETTER.encode())
    assert {i.code for i in result.issues if i.severity == "error"} == {code}
    assert result.records[0]["questions"]


def test_an_extractor_that_cannot_be_imported_is_an_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    every = (*extractors.names(), "nothing")
    monkeypatch.setattr(extractors, "names", lambda: every)
    result = extract("letter.txt", data=LETTER.encode())
    assert [(i.code, i.field) for i in result.issues if i.severity == "error"] == [("extractor-failed", "$.nothing")]
    assert result.records[0]["questions"]


def test_a_file_without_a_word_says_so() -> None:
    with pytest.raises(NoTextFound):
        extract("blank.pdf", data=pdf(""))


def test_a_topics_file_that_is_none_is_told_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "topics.json").write_text("[]")
    with pytest.raises(ConfigError):
        extract("letter.txt", Config(topics=tmp_path / "topics.json"), LETTER.encode())


def test_topics_of_ones_own(tmp_path: Path) -> None:
    own = {"threshold": 1, "topics": [{"slug": "signing", "concepts": [{"terms": ["signed"], "required": True}]}]}
    (tmp_path / "topics.json").write_text(json.dumps(own))
    result = extract("letter.txt", Config(topics=tmp_path / "topics.json"), LETTER.encode())
    assert [q["topic"] for q in result.records[0]["questions"]] == ["signing", "signing"]


def test_a_page_that_was_not_read_is_named_on_its_record(tmp_path):
    """Here OCR is off; a page whose recognition failed or took too long is named the same way."""
    scanned = io.BytesIO()
    Image.fromarray(page(["SECOND PAGE OF THE LETTER"])).save(scanned, "PDF", resolution=150)
    with pikepdf.open(CORPUS / "psp.pdf") as document, pikepdf.open(scanned) as other:
        del document.pages[3:], document.pages[:2]
        document.pages.extend(other.pages)
        document.save(tmp_path / "letter.pdf")
    result = extract(tmp_path / "letter.pdf", Config(ocr="never"))
    [reason] = [r for r in result.records[0]["review"]["reasons"] if r["code"] == "page-lost"]
    assert "page 2 was not read (ocr-off)" in reason["message"]
    assert result.status == "partial"
