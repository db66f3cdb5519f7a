"""An output folder and the corrections in it: what is loaded from there is what was read, and then what people said."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from pipeline.records.correcting import corrected
from pipeline.records.corrections import NAME, read
from pipeline.records.items import RecordItem
from pipeline.records.types import Record
from pipeline.records.validate import issues, parsed_file
from pipeline.records.versions import current

AS_READ = "as-read.jsonl"
"""Beside the records of a run: those of files with corrections, as they were read."""


def with_corrections(records: Iterable[Record], folder: Path) -> list[Record]:
    """The records of a folder with all corrections that are there now, those of earlier runs and those made since.

    Raises InvalidRecords for a line that is no correction.
    """
    rows = list(records)
    corrections = read(folder / NAME)
    if not corrections:
        return rows
    return corrected(_as_read(rows, folder), corrections)


def before_corrections(records: Iterable[Record], folder: Path) -> list[Record]:
    """The records of a folder as they were read, without what people said."""
    return _as_read(list(records), folder) if (folder / NAME).is_file() else list(records)


def _as_read(records: list[Record], folder: Path) -> list[Record]:
    """The records, those of each file that is in `AS_READ` in the place of those that were corrected."""
    path = folder / AS_READ
    kept: dict[str, list[Record]] = {}
    for row in parsed_file(str(path)) if path.is_file() else ():
        if not issues(row):
            record = current(cast(RecordItem, row))
            kept.setdefault(record["source"]["sha256"], []).append(record)
    found, done = list[Record](), set[str]()
    for record in records:
        sha256 = record["source"]["sha256"]
        if sha256 not in done:
            found += kept.get(sha256, [record])
        done |= {sha256} & kept.keys()
    return found
