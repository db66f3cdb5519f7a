"""A few ways of hiding, native and scanned, through all that writes; `python -m tests.hidden_nowhere` takes them all."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.hidden_nowhere import leaks, opened, write, wrong


def test_no_hidden_word_in_anything_that_is_written(tmp_path: Path) -> None:
    files, out = tmp_path / "files", tmp_path / "out"
    files.mkdir()
    made = write(files, ("covering", "hiding"), count=1, scan_every=4, ways=4, seed=3)
    assert sum(does.startswith("scan") for does in made.values()) == 2
    assert leaks(files, out) == []
    assert wrong(made, out / "records" / "records.jsonl") == []


def test_what_is_shown_is_found_in_what_is_written(tmp_path: Path) -> None:
    """So that the search would find what leaks."""
    files, out = tmp_path / "files", tmp_path / "out"
    files.mkdir()
    made = write(files, ("showing",), count=1, scan_every=0, ways=2)
    places = {place.partition(":")[0] for place in leaks(files, out)}
    assert {"records.jsonl", "what show prints", "a.db", "a.parquet", "a.ics"} - places == set()
    assert any(place.startswith("a.xlsx/") for place in places)
    assert wrong(made, out / "records" / "records.jsonl") == []


def test_what_is_packed_is_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", "a word " * 50)
    pq.write_table(pa.table({"text": ["another word" * 9]}), tmp_path / "b.parquet", compression="zstd")
    (tmp_path / "c.png").write_bytes(b"a word in a picture")
    found = dict(opened(tmp_path))
    assert "a word" in found["a.xlsx/sheet.xml"] and "another word" in found["b.parquet"] and "c.png" not in found
