"""The table that confidence is read from, made from the corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.errors import MissingFile
from pipeline.quality import calibrate
from pipeline.records import confidence

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> confidence.CalibrationTable:
    folder = tmp_path_factory.mktemp("gold")
    for name in ("psp.pdf", "psp.gold.json"):
        (folder / name).write_bytes((CORPUS / name).read_bytes())
    return calibrate.calibrate([folder], Config())


def test_every_rule_that_found_something_is_counted(table: confidence.CalibrationTable) -> None:
    assert table.rules["recipients.block"] == confidence.Counts(28, 28)
    assert sum(counts.seen for counts in table.values) == sum(counts.seen for counts in table.rules.values())
    assert all(counts.seen == 0 for counts in table.words), "a native document has no words of OCR"


def test_a_table_is_saved_as_it_is_read(
    table: confidence.CalibrationTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calibrate.save(table, tmp_path / "confidence.json")
    monkeypatch.setattr(confidence, "TABLE", tmp_path / "confidence.json")
    confidence.table.cache_clear()
    assert confidence.table() == table
    confidence.table.cache_clear()


def test_without_gold_there_is_nothing_to_count(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        calibrate.calibrate([tmp_path], Config())


def test_the_table_that_comes_along_is_a_measured_one() -> None:
    data = json.loads(confidence.TABLE.read_text("utf-8"))
    assert len(data["rules"]) > 50
    assert sum(row["seen"] for row in data["words"]) > 10_000
