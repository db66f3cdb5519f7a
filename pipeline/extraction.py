"""The score: from a file to its records, stage by stage."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from spacy.tokens import Doc

import extractors
from extractors.finding import Finding
from extractors.mending import doubted
from extractors.parts import read_parts
from extractors.topics import read_topics
from extractors.whole_text import text_of
from pipeline import layout, nlp, records, review, text, validate
from pipeline.confidence import rule_of
from pipeline.config import Config
from pipeline.document import Document, Page
from pipeline.errors import ConfigError, DojlettersError, NoTextFound
from pipeline.furniture import own_lines, without_furniture
from pipeline.issues import Issue
from pipeline.layout import Line
from pipeline.paragraphs import paragraphs
from pipeline.reading import read
from pipeline.records import Origin, Record
from pipeline.segment import Segment, segments

log = logging.getLogger(__name__)

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
    reading = read(content, str(path), config)
    pages: dict[int, Page] = {}
    origin = Origin(Path(path).name, sha256, reading.media_type)
    built = [
        _segment(segment, replace(origin, segment=number), pages, config, keep_documents)
        for number, segment in enumerate(segments(_lines(reading.pages, pages)), 1)
    ]
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


@dataclass(frozen=True, slots=True)
class _Built:
    """What one segment became."""

    record: Record
    document: Document | None
    rules: Mapping[str, str]
    issues: tuple[Issue, ...]


def _segment(segment: Segment, origin: Origin, pages: Mapping[int, Page], config: Config, keep: bool) -> _Built:
    origin = replace(origin, first_page=segment.first_page, last_page=segment.last_page)
    numbers = range(segment.first_page, segment.last_page + 1)
    heights = {number: pages[number].height for number in numbers}
    document = text.build(paragraphs(without_furniture(segment.lines, heights, segment.first_page)))
    doc = nlp.to_doc(document, config.spacy_model)
    doc.user_data["topics"] = config.topics
    issues: list[Issue] = []
    findings = doubted(_findings(doc, origin.record_id, issues), document.text, text_of(doc), doc.user_data["ocr"])
    record = records.build(origin, read_parts(doc).kind, document, findings)
    paths = records.paths(findings)
    notes = [note for number in numbers for note in pages[number].notes]
    record["review"] = review.review(record, dict(zip(paths, findings, strict=True)), notes)
    issues += [Issue(r["code"], r["message"], "warning", None, origin.record_id, r["field"]) for r in record["review"]["reasons"]]
    rules = {path: rule_of(finding) for path, finding in zip(paths, findings, strict=True)}
    return _Built(record, document if keep else None, rules if keep else {}, tuple(issues))


def _findings(doc: Doc, record_id: str, issues: list[Issue]) -> list[Finding]:
    """What every extractor found; one that fails is an issue and hurts no other."""
    found: list[Finding] = []
    for extractor in extractors.load():
        try:
            found += extractor.extract(doc)
        except Exception as fault:
            log.exception("extractor %s failed on %s", extractor.LABEL, record_id)
            message = f"The extractor of {extractor.LABEL} met a fault of its own: {fault!r}"
            issues.append(Issue("extractor-failed", message, "error", None, record_id, f"$.{extractor.LABEL}"))
    return found
