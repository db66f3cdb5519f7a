from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InvalidRecords, MissingFile
from pipeline.quality.claimed import read_gold, read_records
from pipeline.quality.evaluate import (
    Evaluation,
    Judged,
    Score,
    alike,
    calibration,
    calibration_error,
    caught,
    evaluate,
    fold,
    pairs,
)  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param("“Quoted”", '"quoted"', id="quotation marks and case"),
        pytest.param("2016–2017", "2016 - 2017", id="dashes and the space around them"),
        pytest.param("a  b\nc", "a b c", id="white space"),
        pytest.param("Ends.", "ends;", id="closing punctuation"),
        pytest.param(1200, 1200.0, id="one number"),
        pytest.param("soft\u00adhyphen", "softhyphen", id="soft hyphens"),
    ],
)
def test_folds_together(a: object, b: object) -> None:
    assert fold(a) == fold(b)


@pytest.mark.parametrize(("a", "b"), [("may", "must"), ("Why?", "Why"), (1200, 1201), ("2016", "2017")])
def test_keeps_apart(a: object, b: object) -> None:
    assert fold(a) != fold(b)


LONG = "all documents that concern the purchase of the equipment in question"


@pytest.mark.parametrize(
    ("a", "b", "ocr", "same"),
    [
        pytest.param(LONG, LONG.replace("purchase", "purchasc"), True, True, id="a slip of OCR in a long value"),
        pytest.param(LONG, LONG.replace("purchase", "purchasc"), False, False, id="none is allowed for in native text"),
        pytest.param("97301", "97307", True, False, id="a short value must be right"),
        pytest.param(LONG, LONG[:-9], True, False, id="a piece is missing"),
    ],
)
def test_alike(a: str, b: str, ocr: bool, same: bool) -> None:
    assert alike(a, b, ocr) is same


def record(**fields: Any) -> dict[str, Any]:
    return {"document_type": "letter", **fields}


def questions(*texts: str) -> list[dict[str, Any]]:
    return [{"label": str(n), "text": text, "evidence": {"confidence": 0.9}} for n, text in enumerate(texts, 1)]


def test_counts_what_was_found_overlooked_and_made_up() -> None:
    gold = record(questions=questions("Who?", "When?"), date={"value": "2019-05-01"})
    ours = record(questions=questions("Who?", "Where?"), date=None)
    result = evaluate("x", [gold], [ours])
    assert result.scores["questions.text"] == Score(1, 1, 1)
    assert result.scores["date"] == Score(0, 1, 0)
    assert {(m.text, m.lost) for m in result.misses} == {("when?", True), ("where?", False), ("2019-05-01", True)}
    assert [(j.right, j.path) for j in result.judged] == [(True, "$.questions[0]"), (False, "$.questions[1]")]


def test_a_field_without_a_claim_does_not_count() -> None:
    result = evaluate("x", [record()], [record(questions=questions("Who?"))])
    assert "questions.text" not in result.scores


def test_a_value_counts_as_often_as_it_stands() -> None:
    result = evaluate("x", [record(questions=questions("Who?", "Who?"))], [record(questions=questions("Who?"))])
    assert result.scores["questions.text"] == Score(1, 1, 0)


def test_segments_are_paired_by_what_they_say() -> None:
    golds = [record(title="A"), record(title="B"), record(title="C")]
    ours = [record(title="A"), record(title="C")]
    assert [(g and g["title"], r and r["title"]) for g, r in pairs(golds, ours)] == [("A", "A"), ("B", None), ("C", "C")]
    assert evaluate("x", golds, ours).scores["segment"] == Score(2, 1, 0)
    assert evaluate("x", ours, golds).scores["segment"] == Score(2, 0, 1)


@given(st.lists(st.sampled_from("ABC"), max_size=6), st.lists(st.sampled_from("ABC"), max_size=6))
def test_every_segment_is_in_one_pair(golds: list[str], ours: list[str]) -> None:
    paired = list(pairs([record(title=t) for t in golds], [record(title=t) for t in ours]))
    assert [g["title"] for g, _ in paired if g] == golds
    assert [r["title"] for _, r in paired if r] == ours


def test_scores() -> None:
    assert Score(0, 0, 0).f1 == 1.0
    assert Score(0, 1, 1).f1 == 0.0
    assert Score(3, 1, 1).f1 == pytest.approx(0.75)


def judged(*rows: tuple[float, bool]) -> list[Judged]:
    return [Judged(confidence, right, "date", "$.date", "x-01") for confidence, right in rows]


def test_calibration() -> None:
    rows = judged((0.95, True), (0.95, True), (0.95, False), (0.25, False))
    assert [(b.low, b.size, round(b.right, 2)) for b in calibration(rows)] == [
        (0.25, 1, 0.0),
        (0.95, 1, 1.0),
        (0.95, 1, 1.0),
        (0.95, 1, 0.0),
    ]
    assert calibration_error(judged((1.0, True))) == 0.0
    assert calibration_error([]) == 0.0


def test_the_lowest_tenth_is_what_a_reviewer_reads_first() -> None:
    rows = judged(*[(0.9, True)] * 18, (0.1, False), (0.95, False))
    assert caught(rows) == 0.5
    assert caught(judged((0.9, True))) is None


def test_adding_up() -> None:
    total = Evaluation()
    total.add(evaluate("x", [record()], [record()]))
    total.add(evaluate("y", [record()], [record(document_type="other")]))
    assert total.total(["document_type"]) == Score(1, 1, 1)


def test_reads_gold_and_records(tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text(json.dumps({"documents": [record()]}))
    (tmp_path / "records.jsonl").write_text(json.dumps(record()) + "\n\n")
    (tmp_path / "records.json").write_text(json.dumps([record()]))
    assert (
        read_gold(tmp_path / "gold.json") == read_records(tmp_path / "records.jsonl") == read_records(tmp_path / "records.json")
    )


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"documents": 3}', '{"documents": [1]}', "{"])
def test_a_file_that_is_no_gold_says_so(tmp_path: Path, text: str) -> None:
    (tmp_path / "gold.json").write_text(text)
    with pytest.raises(InvalidRecords):
        read_gold(tmp_path / "gold.json")


@pytest.mark.parametrize(
    ("document", "told"),
    [
        pytest.param(
            {"document_type": "letter", "dates": None}, r"\$\.documents\[0\].*'dates'", id="a key misspelt claims nothing"
        ),
        pytest.param({"document_type": "letter", "date": "2019-03-01"}, r"\$\.documents\[0\]\.date", id="a bare value"),
        pytest.param({"date": None}, "document_type", id="of no type"),
        pytest.param({"document_type": "letter", "amounts": [{"text": "$5", "evidence": {}}]}, "evidence", id="with evidence"),
    ],
)
def test_what_is_wrong_in_a_gold_file_is_told(tmp_path: Path, document: object, told: str) -> None:
    (tmp_path / "gold.json").write_text(json.dumps({"documents": [document]}))
    with pytest.raises(InvalidRecords, match=told):
        read_gold(tmp_path / "gold.json")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        read_records(tmp_path / "none.jsonl")
