from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from extractors.finding import Doubt, Finding
from pipeline.layout import text
from pipeline.layout.block import Block
from pipeline.layout.document import Document, Mark, Place, Redaction
from pipeline.layout.geometry import BBox
from pipeline.layout.reading_order import lines
from pipeline.records import build as building
from pipeline.records import confidence
from pipeline.records.build import RecordSource
from pipeline.records.review import review
from tests.builders import documents, page


@pytest.fixture(autouse=True)
def nothing_counted_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confidence, "table", lambda: confidence.CalibrationTable({}))


SOURCE = RecordSource("letters/letter.pdf", "ab" * 32, "application/pdf", 2, 3, 2)
NATIVE = documents("Dear Ms. Poe:\n\nWho signed it? Answer by May 1, 2019.")[0]


def scanned(read: float) -> Document:
    seen = page("Who signed it?")
    words = tuple(w._replace(source="ocr", confidence=read) for w in seen.words)
    return text.build([Block([line]) for line in lines(replace(seen, words=words))])


def found(
    key: str, passage: str, document: Document = NATIVE, rule: str = "x", doubts: tuple[Doubt, ...] = (), **value: Any
) -> Finding:
    start = document.text.index(passage)
    return Finding(key, start, start + len(passage), rule, value or {"value": passage}, doubts)


def build(*findings: Finding, kind: str = "letter", document: Document = NATIVE) -> dict[str, Any]:
    record = building.build(SOURCE, kind, document, findings)
    return record | {"review": review(record, dict(zip(building.paths(findings), findings, strict=True)))}


def test_a_record_has_every_key_and_says_what_was_not_there() -> None:
    record = build()
    assert record["date"] is None
    assert record["questions"] == []
    assert record["record_id"] == "abababababab-02"
    assert record["source"] | {"sha256": "", "file_name": ""} == {
        "path": "letters/letter.pdf", "file_name": "", "sha256": "", "media_type": "application/pdf", "page_count": 3, "first_page": 2, "last_page": 3, "segment": 2,
        "segment_count": 2, "text_source": "native", "ocr_confidence": None,
    }  # fmt: skip


def test_evidence_shows_the_passage_and_its_place() -> None:
    question = build(found("questions", "Who signed it?", label="1", text="Who signed it?"))["questions"][0]
    evidence = question["evidence"]
    assert NATIVE.text[evidence["start"] : evidence["end"]] == evidence["text"] == "Who signed it?"
    assert evidence["boxes"] == [{"page": 1, "x0": 72.0, "top": 96.0, "x1": 156.0, "bottom": 106.0}]
    assert evidence["source"] == "native"
    assert question["label"] == "1"


def test_a_value_on_two_lines_has_a_box_on_each() -> None:
    document = documents("This question fills its line up to the margin of the page: who\nsigned it?")[0]
    evidence = build(found("questions", "who signed it?", document), document=document)["questions"][0]["evidence"]
    assert [box["top"] for box in evidence["boxes"]] == [72.0, 84.0]


def test_a_value_read_by_ocr_is_as_sure_as_its_worst_word() -> None:
    good, bad = (
        build(found("questions", "Who signed it?", scanned(read)), document=scanned(read))["questions"][0]["evidence"]
        for read in (0.95, 0.4)
    )
    assert good["source"] == bad["source"] == "ocr"
    assert bad["confidence"] < 0.5 < good["confidence"] < 0.95


def test_how_often_a_rule_was_right_is_what_it_is_trusted_by(monkeypatch: pytest.MonkeyPatch) -> None:
    known = confidence.CalibrationTable({"good": confidence.Counts(99, 100), "poor": confidence.Counts(20, 100)})
    monkeypatch.setattr(confidence, "table", lambda: known)
    assert confidence.confidence("poor", []) < 0.5 < confidence.confidence("unseen", []) < confidence.confidence("good", []) < 1


def test_more_confidence_of_an_engine_never_promises_less() -> None:
    counts = [confidence.Counts(*row) for row in [(5, 10), (4, 10), (9, 10), (8, 10), (97, 100), (999, 1000)]]
    shares = confidence.rising(tuple(counts), confidence.STEPS)
    assert list(shares) == sorted(shares)
    assert shares[-1] > 0.99


def test_an_estimate_is_put_right_by_what_was_measured() -> None:
    measured = confidence.CalibrationTable({}, values=tuple(confidence.Counts(95, 100) for _ in confidence.LEVELS))
    assert all(0.9 < measured.measured(estimate) < 1 for estimate in (0.2, 0.55, 0.91, 1.0))
    bare = confidence.CalibrationTable({})
    assert [bare.measured(e) for e in (0.0, 0.3, 0.6, 1.0)] == sorted(bare.measured(e) for e in (0.0, 0.3, 0.6, 1.0))


def test_a_finding_with_a_doubt_is_counted_apart() -> None:
    assert confidence.rule_of(found("questions", "Who")) == "x"
    assert confidence.rule_of(found("questions", "Who", doubts=(Doubt("numbering-gap", "."),))) == "x?"


def codes(record: dict[str, Any]) -> set[tuple[str, str]]:
    return {(reason["code"], reason["field"]) for reason in record["review"]["reasons"]}


def test_what_a_letter_lacks_is_a_reason_to_review() -> None:
    assert codes(build()) == {
        ("missing-date", "$.date"),
        ("missing-recipient", "$.recipients"),
        ("missing-signatory", "$.signatories"),
    }
    assert codes(build(kind="press_release")) == {("missing-date", "$.date"), ("missing-title", "$.title")}
    assert build(kind="other")["review"] == {"needed": False, "reasons": []}


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("low-resolution: 55 dots per inch", "low-resolution"),
        ("readers-disagree: 40% of the text layer's words are on the page", "readers-disagree"),
        ("deskewed 0.6 degrees", None),
    ],
)
def test_a_page_that_was_hard_to_read_is_looked_at(note: str, code: str | None) -> None:
    reasons = review(build(kind="other"), {}, [note])["reasons"]
    assert [(reason["code"], reason["field"], reason["message"]) for reason in reasons] == (
        [(code, "$.text", note)] if code else []
    )


def test_a_doubt_names_the_value_it_is_about() -> None:
    doubt = Doubt("numbering-gap", "Item 3 follows item 1.")
    record = build(found("questions", "Who"), found("questions", "signed", doubts=(doubt,)), kind="other")
    assert record["review"]["reasons"] == [
        {"code": "numbering-gap", "field": "$.questions[1]", "message": "Item 3 follows item 1."}
    ]
    assert record["review"]["needed"]


def test_a_core_value_on_words_hard_to_read_is_looked_at() -> None:
    document = scanned(0.3)
    assert codes(build(found("questions", "Who signed it?", document), document=document, kind="other")) == {
        ("low-ocr-confidence", "$.questions[0]")
    }


def placed(document: Document, passage: str) -> tuple[Place, ...]:
    start = document.text.index(passage)
    return tuple(document.locate(start, start + len(passage)))


def test_each_value_of_an_item_has_its_own_evidence() -> None:
    start = NATIVE.text.index("Who")
    whole = found("signatories", "Who signed it?", name="Who it?", title=None, organization=None)
    finding = replace(whole, parts={"name": [(start + 11, start + 14), (start, start + 3)]})
    parts = build(finding)["signatories"][0]["evidence"]["parts"]
    assert parts["name"]["spans"] == [[start, start + 3], [start + 11, start + 14]]
    assert [NATIVE.text[a:b] for a, b in parts["name"]["spans"]] == ["Who", "it?"]
    assert len(parts["name"]["boxes"]) == 2
    assert 0 <= parts["name"]["confidence"] <= 1


def test_an_item_of_one_value_has_no_parts() -> None:
    assert "parts" not in build(found("salutation", "Dear Ms. Poe:"))["salutation"]["evidence"]


def test_a_mark_whose_words_are_not_in_the_text_has_boxes_only() -> None:
    document = documents("Dear Ms. Poe:\n\nWho signed it?")[0]
    stamp = Place(1, BBox(400, 20, 500, 40), "ocr", 0.9)
    document.marks = (Mark("received", "RECEIVED MAY 1, 2019", (stamp,), date(2019, 5, 1)),)
    (mark,) = build(document=document)["marks"]
    evidence = mark.pop("evidence")
    assert mark == {"kind": "received", "text": "RECEIVED MAY 1, 2019", "date": "2019-05-01"}
    assert (evidence["start"], evidence["end"], evidence["text"]) == (None, None, "RECEIVED MAY 1, 2019")
    assert evidence["boxes"] == [{"page": 1, "x0": 400, "top": 20, "x1": 500, "bottom": 40}]
    assert evidence["source"] == "ocr"


def test_words_behind_a_watermark_are_not_the_watermark() -> None:
    document = documents("Dear Ms. Poe:\n\nWho signed it?")[0]
    document.marks = (Mark("watermark", "DRAFT", placed(document, "Who signed it?")),)
    evidence = build(document=document)["marks"][0]["evidence"]
    assert (evidence["start"], evidence["text"]) == (None, "DRAFT")


def test_a_covered_place_is_found_at_the_sign_that_stands_for_it() -> None:
    document = documents("Dear Ms. Poe:\n\nWe met █ in May.")[0]
    document.redactions = (Redaction(placed(document, "█"), "(b)(6)", recoverable=True), Redaction(placed(document, "met")))
    first, second = build(document=document)["redactions"]
    assert (first["label"], first["recoverable"], first["evidence"]["text"]) == ("(b)(6)", True, "█")
    assert document.text[first["evidence"]["start"] : first["evidence"]["end"]] == "█"
    assert (second["evidence"]["start"], second["evidence"]["text"]) == (None, None)
