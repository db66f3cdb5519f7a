"""What `compare`, `check-quotes` and `report` are given: records of earlier runs, or documents that are read for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.config import Config
from pipeline.errors import DojlettersError, MissingFile
from pipeline.extraction import extract
from pipeline.layout.boundaries import AS_READ, Boundaries
from pipeline.layout.document import Document
from pipeline.reading.containers import parts
from pipeline.reading.sources import STANDARD_INPUT, FileContent, SourceFile, walk
from pipeline.records.folder import has_records
from pipeline.records.results import Extraction
from pipeline.records.types import Record
from pipeline.report import load
from pipeline.report.inputs import is_table

_HEAD = 1 << 16  # bytes in which records show that they are records


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
            for path_of, result in read_all(source, config):
                if isinstance(result, DojlettersError):
                    raise result
                found.take(result.records, {result.sha256: Path(path_of)})
                found.documents |= {str(r["record_id"]): d for r, d in zip(result.records, result.documents, strict=True)}
    return found


def read_all(
    source: SourceFile, config: Config | None = None, told: Mapping[str, Boundaries] | None = None
) -> Iterator[tuple[str, Extraction | DojlettersError]]:
    """What comes of a file and of each document that it holds (see `reading.containers`), with its path: its extraction, or the
    error, which bears the path (MissingFile where the file cannot be opened). `told` is what people said about how they are to be
    read, by their SHA-256.
    """
    config = config or Config()
    try:
        found = parts(FileContent(source.path, name=source.name), config.max_bytes, config.passwords)
    except OSError as error:
        yield source.path, MissingFile(f"The file cannot be read ({error.strerror or error})", path=source.path)
        return
    for part in found:
        try:
            if part.error is not None:
                raise part.error
            own = told.get(part.content.sha256, AS_READ) if told else AS_READ
            yield part.path, extract(part.path, config, part.content, told=own)
        except DojlettersError as error:
            error.path = error.path or part.path
            yield part.path, error


def is_records(path: Path) -> bool:
    """Whether a file, or `-` for standard input, holds records: JSON whose first object has a `record_id`, or a table of them."""
    if str(path) == STANDARD_INPUT:
        head = FileContent(STANDARD_INPUT).data[:_HEAD]
    elif path.is_file():
        with path.open("rb") as file:
            head = file.read(_HEAD)
    else:
        return False
    if is_table(head):
        return True
    head = head.lstrip().removeprefix(b"\xef\xbb\xbf").lstrip(b"[ \r\n\t")
    if not head.startswith(b"{"):
        return False
    try:
        first, _ = json.JSONDecoder().raw_decode(head.decode("utf-8", "ignore"))
    except ValueError:
        return b'"record_id"' in head
    return isinstance(first, dict) and "record_id" in first
