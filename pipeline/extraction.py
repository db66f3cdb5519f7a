"""The score: from a file to its records, stage by stage."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from spacy.tokens import Doc

import extractors
from extractors.finding import Finding
from extractors.mending import doubted
from extractors.parts import read_parts
from extractors.topics import read_topics
from pipeline import layout, nlp, records, review, text, validate
from pipeline.confidence import rule_of
from pipeline.config import Config
from pipeline.document import Document, Page
from pipeline.errors import ConfigError, DojlettersError, NoTextFound
from pipeline.furniture import own_lines, without_furniture
from pipeline.issues import Issue
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
    JSON path (`$.deadlines[0]`).
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


def extract(path: str | Path, config: Config | None = None, data: bytes | None = None) -> Extraction:
    """The records of the file at `path`, one for each letter or release in it.

    `data` are its bytes where they were read already (standard input). Raises a DojlettersError where the file as a whole
    can't be read.
    """
    config = config or Config()
    _check_topics(config)
    content = Path(path).read_bytes() if data is None else data
    sha256 = hashlib.sha256(content).hexdigest()
    reading = read(content, str(path), config)
    found = segments([own_lines(layout.lines(page), page.height) for page in reading.pages])
    if not found:
        raise NoTextFound(path=str(path))
    issues = list(reading.issues)
    origins = [
        Origin(Path(path).name, sha256, reading.media_type, len(reading.pages), s.first_page, s.last_page, number, len(found))
        for number, s in enumerate(found, 1)
    ]
    built = [_segment(*pair, reading.pages, config, issues) for pair in zip(found, origins, strict=True)]
    return Extraction(
        path=str(path),
        sha256=sha256,
        media_type=reading.media_type,
        page_count=len(reading.pages),
        status="partial" if any(issue.severity == "error" for issue in issues) else "ok",
        records=tuple(record for record, _, _ in built),
        issues=tuple(issues),
        error=None,
        pages=tuple(PageReading(p.number, p.source, p.reason, p.notes) for p in reading.pages),
        documents=tuple(document for _, document, _ in built),
        rules=tuple(rules for _, _, rules in built),
    )


def _check_topics(config: Config) -> None:
    """A file of topics that can't be used is told before any work is done."""
    try:
        read_topics(*([config.topics] if config.topics else []))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"the topics file {config.topics} can't be used: {error!r}") from error


def _segment(
    segment: Segment, origin: Origin, pages: Sequence[Page], config: Config, issues: list[Issue]
) -> tuple[Record, Document, Mapping[str, str]]:
    """One segment's record, document and rules; its issues are added to `issues`."""
    heights = {page.number: page.height for page in pages}
    document = text.build(paragraphs(without_furniture(segment.lines, heights, segment.first_page)))
    doc = nlp.to_doc(document)
    doc.user_data["topics"] = config.topics
    findings = doubted(_findings(doc, origin.record_id, issues), document.text, doc.text)
    record = records.build(origin, read_parts(doc).kind, document, findings)
    paths = records.paths(findings)
    told = [note for page in pages if segment.first_page <= page.number <= segment.last_page for note in page.notes]
    record["review"] = review.review(record, dict(zip(paths, findings, strict=True)), told)
    issues += [Issue(r["code"], r["message"], "warning", None, origin.record_id, r["field"]) for r in record["review"]["reasons"]]
    issues += validate.issues(record)
    return record, document, {path: rule_of(finding) for path, finding in zip(paths, findings, strict=True)}


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
