"""A record that was written before a key was added is read as one that says nothing was found under it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any, cast

import pytest
from click.testing import CliRunner

from pipeline import export, load
from pipeline.cli import cli
from pipeline.quality.claimed import read_records
from pipeline.records import versions
from pipeline.records.types import Record
from schemas.fields import fields
from tests.samples import record

KEYS = {field.key: None if field.single else [] for field in fields()}


@pytest.mark.parametrize("key", KEYS)
def test_a_record_without_a_key_is_read(key: str, tmp_path: Path) -> None:
    """As `0003` of docs/decisions promises, by each command that reads records."""
    whole: dict[str, Any] = record()
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps({name: value for name, value in whole.items() if name != key}) + "\n", "utf-8")
    expected = whole | {key: KEYS[key]}
    assert [dict(one) for one in load(path)] == [expected] == read_records(path)
    assert list(load(path)[0]) == list(whole)
    table, page = str(tmp_path / "a.csv"), str(tmp_path / "report.html")
    for words in (["validate", str(path)], ["export", str(path), "--to", table], ["report", str(path), "--output", page]):
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 0, done.output


def test_a_table_without_its_column_is_read(tmp_path: Path) -> None:
    head, *rows = csv.reader(io.StringIO(export.records([cast(Record, record())], "csv").decode("utf-8-sig"), newline=""))
    left = [at for at, name in enumerate(head) if name != "amounts" and not name.startswith("salutation.")]
    with (tmp_path / "records.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([row[at] for at in left] for row in (head, *rows))
    assert [dict(one) for one in load(tmp_path / "records.csv")] == [record(salutation=None)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("2.0.0", "2.3.0", id="an earlier minor version"),
        pytest.param("2.2.9", "2.3.0", id="earlier, whatever its last number"),
        pytest.param("2.3.0", "2.3.0", id="today's"),
        pytest.param("2.10.0", "2.10.0", id="a later one, though its digits sort before: what it has more we do not know"),
        pytest.param("3.0.0", "3.0.0", id="another major version"),
        pytest.param("1.0.0", "1.0.0", id="one with a schema of its own"),
        pytest.param("2", "2", id="no version"),
        pytest.param(2, 2, id="a number"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_earlier_versions_of_today(written: object, read: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_today", lambda: "2.3.0")
    old: dict[str, object] = {**record(), "schema_version": written}
    del old["amounts"]
    found = versions.completed(old)
    assert isinstance(found, dict)
    assert found["schema_version"] == read
    assert ("amounts" in found) == (read == "2.3.0")


@pytest.mark.parametrize("key", ["record_id", "document_type", "source", "text", "review", "schema_version"])
def test_the_frame_is_never_made_up(key: str) -> None:
    found = versions.completed({name: value for name, value in record().items() if name not in (key, "amounts")})
    assert isinstance(found, dict)
    assert key not in found


@pytest.mark.parametrize("value", [None, 3, "x", [], {}, {"schema_version": "9.9.9"}, {"schema_version": []}, record()])
def test_anything_else_stays_as_it_is(value: Record | object) -> None:
    assert versions.completed(value) is value
