"""The score: from a file to its records, stage by stage. What is done with a segment is in `interpretation`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from extractors.language.topics import read_topics
from pipeline.config import Config
from pipeline.errors import ConfigError, NoTextFound
from pipeline.layout import lines
from pipeline.layout.document import Page
from pipeline.layout.furniture import own_lines
from pipeline.layout.lines import Line
from pipeline.layout.segments import segments
from pipeline.reading.pages import read
from pipeline.records import build, validate
from pipeline.records.build import Origin
from pipeline.records.results import Extraction, PageReading


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
    origin = Origin(str(path), sha256, reading.media_type)
    built = []
    for number, segment in enumerate(segments(_lines(reading.pages, pages)), 1):
        built.append(_interpretation().interpret(segment, replace(origin, segment=number), pages, config, keep_documents))
    if not built:
        raise NoTextFound(path=str(path))
    for one in built:
        build.complete(one.record, len(pages), len(built))
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
    _interpretation().prepare()


def _interpretation() -> ModuleType:
    """The stage that needs spaCy, whose import takes long: where Tesseract works, it is done meanwhile."""
    from pipeline import interpretation

    return interpretation


def _lines(read: Iterable[Page], pages: dict[int, Page]) -> Iterator[list[Line]]:
    """The lines of each page; what else is known of it is kept in `pages`, its words are not."""
    for page in read:
        pages[page.number] = replace(page, words=())
        yield own_lines(lines.lines(page), page.upright_size[1])


def _check_topics(config: Config) -> None:
    """A file of topics that can't be used is told before any work is done."""
    try:
        read_topics(*([config.topics] if config.topics else []))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"the topics file {config.topics} can't be used: {error!r}") from error
