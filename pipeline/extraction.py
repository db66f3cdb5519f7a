"""The score: from a file to its records, stage by stage. What is done with a segment is in `interpretation`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from extractors.topics import read_topics
from pipeline import layout, records, validate
from pipeline.config import Config
from pipeline.document import Document, Page
from pipeline.errors import ConfigError, DojlettersError, NoTextFound
from pipeline.furniture import own_lines
from pipeline.issues import Issue
from pipeline.layout import Line
from pipeline.reading import read
from pipeline.records import Origin, Record
from pipeline.segment import segments

Status = Literal["ok", "partial", "failed"]


@dataclass(frozen=True, slots=True)
class PageReading:
    """How one page was read: `source` is `native` or `ocr`, `reason` says why, `notes` what was met on the way."""

    number: int
    source: str
    reason: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What became of one file: its records and the doubts about them.

    `status` is `ok`, `partial` (records, but some issue is an error) or `failed` (no records; `error` says why).
    Beside each record stand its document, which leads from any passage to its place, and the rules that found its values, by
    JSON path (`$.deadlines[0]`), unless they were not to be kept.
    """

    path: str
    sha256: str
    media_type: str
    page_count: int
    status: Status
    records: tuple[Record, ...]
    issues: tuple[Issue, ...]
    error: DojlettersError | None
    pages: tuple[PageReading, ...]
    documents: tuple[Document, ...] = ()
    rules: tuple[Mapping[str, str], ...] = ()


def extract(
    path: str | Path, config: Config | None = None, data: bytes | None = None, *, keep_documents: bool = True
) -> Extraction:
    """The records of the file at `path`, one for each letter or release in it.

    `data` are its bytes where they were read already (standard input). Without `keep_documents` the extraction has records
    only, and each segment's words are given up as soon as it is done: a file may have thousands of pages. Raises a
    DojlettersError where the file as a whole can't be read.
    """
    config = config or Config()
    _check_topics(config)
    content = Path(path).read_bytes() if data is None else data
    sha256 = hashlib.sha256(content).hexdigest()
    reading = read(content, str(path), config, meanwhile=_prepare)
    pages: dict[int, Page] = {}
    origin = Origin(Path(path).name, sha256, reading.media_type)
    built = []
    for number, segment in enumerate(segments(_lines(reading.pages, pages)), 1):
        from pipeline.interpretation import interpret  # spaCy takes long to import: where Tesseract works, it does so meanwhile

        built.append(interpret(segment, replace(origin, segment=number), pages, config, keep_documents))
    if not built:
        raise NoTextFound(path=str(path))
    for one in built:
        records.complete(one.record, len(pages), len(built))
    issues = [*reading.issues, *(issue for one in built for issue in (*one.issues, *validate.issues(one.record)))]
    return Extraction(
        path=str(path),
        sha256=sha256,
        media_type=reading.media_type,
        page_count=len(pages),
        status="partial" if any(issue.severity == "error" for issue in issues) else "ok",
        records=tuple(one.record for one in built),
        issues=tuple(issues),
        error=None,
        pages=tuple(PageReading(p.number, p.source, p.reason, p.notes) for p in pages.values()),
        documents=tuple(one.document for one in built if one.document),
        rules=tuple(one.rules for one in built if one.document),
    )


def _prepare() -> None:
    from pipeline import interpretation

    interpretation.prepare()


def _lines(read: Iterable[Page], pages: dict[int, Page]) -> Iterator[list[Line]]:
    """The lines of each page; what else is known of it is kept in `pages`, its words are not."""
    for page in read:
        pages[page.number] = replace(page, words=())
        yield own_lines(layout.lines(page), page.height)


def _check_topics(config: Config) -> None:
    """A file of topics that can't be used is told before any work is done."""
    try:
        read_topics(*([config.topics] if config.topics else []))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"the topics file {config.topics} can't be used: {error!r}") from error
