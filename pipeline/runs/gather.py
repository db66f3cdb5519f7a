"""What `compare`, `check-quotes` and `report` are given: records of earlier runs, or documents that are read for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.config import Config
from pipeline.errors import DojlettersError, MissingFile
from pipeline.extraction import extract
from pipeline.layout.document import Document
from pipeline.reading.sources import walk
from pipeline.records.results import Extraction
from pipeline.records.types import Record
from pipeline.report import load
from pipeline.report.inputs import has_records


@dataclass(slots=True)
class Gathered:
    """Records in the order given, the documents that were read for them by record id, and the files they are of by SHA-256."""

    records: list[Record] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)

    def take(self, records: Iterable[Record], files: Mapping[str, Path]) -> None:
        """Add records and where their files are."""
        self.records += records
        self.files |= files


def gather(paths: Iterable[str], config: Config | None = None) -> Gathered:
    """Records from output folders and records files; every other file is read as a document.

    Raises a DojlettersError where one can't be read: a comparison without it would mislead.
    """
    found = Gathered()
    for path in map(Path, paths):
        if has_records(path) or is_records(path):
            found.take(*load(path))
            continue
        for source in walk([path]):
            result = read(source, config)
            found.take(result.records, {result.sha256: Path(source)})
            found.documents |= {str(r["record_id"]): d for r, d in zip(result.records, result.documents, strict=True)}
    return found


def read(source: str, config: Config | None = None) -> Extraction:
    """The extraction of one file. Raises a DojlettersError that bears its path, MissingFile where it can't be opened."""
    try:
        return extract(source, config)
    except OSError as error:
        raise MissingFile(f"The file cannot be read ({error.strerror or error})", path=source) from error
    except DojlettersError as error:
        error.path = error.path or source
        raise


def is_records(path: Path) -> bool:
    """Whether a file holds records: JSON whose first object has a `record_id`."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(1 << 16).lstrip().removeprefix(b"\xef\xbb\xbf").lstrip(b"[ \r\n\t")
    if not head.startswith(b"{"):
        return False
    try:
        first, _ = json.JSONDecoder().raw_decode(head.decode("utf-8", "ignore"))
    except ValueError:
        return b'"record_id"' in head
    return isinstance(first, dict) and "record_id" in first
