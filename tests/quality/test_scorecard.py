from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import InvalidRecords
from pipeline.quality import scorecard


def record(file: str, *questions: str) -> dict[str, Any]:
    asked = [{"text": text, "evidence": {"confidence": 0.9}} for text in questions]
    return {"record_id": "x-01", "document_type": "letter", "source": {"file_name": file}, "questions": asked}


def gold(*questions: str) -> dict[str, Any]:
    return {"document_type": "letter", "questions": [{"text": text} for text in questions]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.gold.json").write_text(json.dumps({"documents": [gold("Who?", "When?")]}))
    (tmp_path / "b.gold.json").write_text(json.dumps({"documents": [gold("Why?")]}))
    return tmp_path


def write(folder: Path, name: str, *records: dict[str, Any]) -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(r) + "\n" for r in records))
    return path


def test_each_file_meets_its_own_gold(folder: Path) -> None:
    records = write(folder, "records.jsonl", record("b.pdf", "Why?"), record("a.fax.tif", "Who?"), record("c.pdf", "What?"))
    result = scorecard.evaluate_files(folder, records)
    assert result.scores["questions.text"].hits == 2
    assert [(miss.document, miss.text) for miss in result.misses] == [("a.fax.tif", "when?")]
    assert scorecard.evaluate_files(folder, folder).misses == result.misses, "an output folder serves as well"


def test_one_gold_file_meets_the_records_given(folder: Path) -> None:
    records = write(folder, "other.jsonl", record("some-name.pdf", "Who?", "When?"))
    assert scorecard.evaluate_files(folder / "a.gold.json", records).misses == []


def test_no_match_is_told(folder: Path) -> None:
    with pytest.raises(InvalidRecords, match="None of the records"):
        scorecard.evaluate_files(folder, write(folder, "records.jsonl", record("c.pdf")))


def test_what_was_gained_and_lost(folder: Path) -> None:
    old = scorecard.evaluate_files(folder / "a.gold.json", write(folder, "old.jsonl", record("a.pdf", "Who?")))
    new = scorecard.evaluate_files(folder / "a.gold.json", write(folder, "new.jsonl", record("a.pdf", "When?", "What?")))
    mended, broken = scorecard.changes(new, old)
    assert [m.text for m in mended] == ["when?"]
    assert [(m.text, m.lost) for m in broken] == [("what?", False), ("who?", True)]
    assert "gained a.gold.json#1 questions.text - when?" in scorecard.render_changes(new, old)
    assert scorecard.render_changes(old, old) == "nothing has changed"


def test_the_command(folder: Path) -> None:
    records = write(folder, "records.jsonl", record("a.pdf", "Who?", "What?"))
    run = CliRunner().invoke(cli, ["evaluate", str(folder), str(records), "--misses"], standalone_mode=False)
    assert "a.pdf#1 questions.text - when?" in run.output
    assert "a.pdf#1 questions.text + what?" in run.output
    assert "the tenth of the values with the lowest confidence" in run.output
    told = CliRunner().invoke(cli, ["evaluate", str(folder), str(records), "--format", "json", "--against", str(records)])
    parsed = json.loads(told.output)
    assert parsed["fields"]["questions.text"]["recall"] == 0.5
    assert parsed["gained"] == parsed["lost"] == []
