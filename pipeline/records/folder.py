"""An output folder and the corrections in it: what is loaded from there is what was read, and then what people said."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from pipeline.errors import InvalidRecords
from pipeline.records.correcting import corrected
from pipeline.records.corrections import NAME, read
from pipeline.records.items import RecordItem
from pipeline.records.types import Record
from pipeline.records.validate import issues, parsed_file
from pipeline.records.versions import current

AS_READ = "as-read.jsonl"
"""Beside the records of a run: those of files with corrections, as they were read."""
_NAMES = ("records.jsonl", "records.json", "records.csv")


def has_records(folder: Path) -> bool:
    """Whether a folder holds the records of a run."""
    return bool(_in_folder(folder))


def records_files(path: Path) -> list[Path]:
    """The files of records in an output folder, of `extract` or `batch`, or the path itself; raises InvalidRecords."""
    if not path.is_dir():
        return [path]
    found = _in_folder(path)
    if not found:
        raise InvalidRecords("The folder holds no records", path=str(path))
    return found


def _in_folder(folder: Path) -> list[Path]:
    """The first of the files that a run may write its records to; those of many documents lie in a folder of their own."""
    one = next(([folder / name] for name in _NAMES if (folder / name).is_file()), None)
    return one or sorted((folder / "records").glob("*.jsonl"))


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
