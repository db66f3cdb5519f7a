"""Findings to a record: the keys of the public interface, each value with its evidence."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import cast

import schemas
from extractors.finding import Finding
from pipeline.layout.document import Document, Mark, Redaction
from pipeline.reading.sources import file_name
from pipeline.records import evidence
from pipeline.records.items import Values
from pipeline.records.types import Record
from schemas.fields import fields

SCHEMA_VERSION = schemas.version("record")


@dataclass(frozen=True, slots=True)
class RecordSource:
    """The file, `path` below the folder that was given, and the segment that a record is of; pages count from 1.

    `mail` is what the head of a mail says, empty for what is none.
    """

    path: str
    sha256: str
    media_type: str
    first_page: int = 1
    last_page: int = 1
    segment: int = 1
    mail: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def record_id(self) -> str:
        """First 12 hex digits of the file's SHA-256 and the segment's number: the same file always gives the same ids."""
        return f"{self.sha256[:12]}-{self.segment:02d}"


def build(source: RecordSource, kind: str, document: Document, findings: Sequence[Finding]) -> Record:
    """The record of one segment. A key for which nothing was found is `None` or an empty list.

    How many pages and segments the file has is known only at its end: `complete` writes it in.
    """
    record: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "record_id": source.record_id,
        "document_type": kind,
        "source": _source(source, document),
        "text": document.text,
    }
    items: dict[str, list[Values]] = {field.key: [] for field in fields()}
    for finding in findings:
        items[finding.label].append(_plain(finding.value) | {"evidence": evidence.of_finding(document, finding)})
    items["redactions"] += [_redaction(document, redaction) for redaction in document.redactions]
    items["marks"] += [_mark(document, mark) for mark in document.marks]
    for field in fields():
        found = items[field.key]
        record[field.key] = (found[0] if found else None) if field.single else found
    return cast(Record, record | {"review": {"needed": False, "reasons": []}})


def complete(record: Record, page_count: int, segment_count: int) -> None:
    """Write into a record how many pages and segments its file has."""
    record["source"]["page_count"] = page_count
    record["source"]["segment_count"] = segment_count


def paths(findings: Sequence[Finding]) -> list[str]:
    """The JSON path at which each finding stands in the record: `$.date`, `$.deadlines[0]`."""
    single = {field.key for field in fields() if field.single}
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        found.append(f"$.{finding.label}" if finding.label in single else f"$.{finding.label}[{seen[finding.label]}]")
        seen[finding.label] += 1
    return found


def _source(source: RecordSource, document: Document) -> Values:
    sources = set(map(attrgetter("source"), document.words))
    read = [word.confidence for word in document.words if word.confidence is not None] if sources != {"native"} else []
    found: Values = {
        "path": source.path,
        "file_name": file_name(source.path),
        "sha256": source.sha256,
        "media_type": source.media_type,
        "page_count": source.last_page,
        "first_page": source.first_page,
        "last_page": source.last_page,
        "segment": source.segment,
        "segment_count": source.segment,
        "text_source": "mixed" if len(sources) > 1 else next(iter(sources), "native"),
        "ocr_confidence": round(sum(read) / len(read), 4) if read else None,
    }
    return found | ({"mail": dict(source.mail)} if source.mail else {})


def _redaction(document: Document, redaction: Redaction) -> Values:
    proof = evidence.of_redaction(document, redaction)
    return {"label": redaction.label, "recoverable": redaction.recoverable, "evidence": proof}


def _mark(document: Document, mark: Mark) -> Values:
    day = mark.date.isoformat() if mark.date else None
    return {"kind": mark.kind, "text": mark.text, "date": day, "evidence": evidence.of_mark(document, mark)}


def _plain(value: Mapping[str, object]) -> Values:
    return {key: dict(part) if isinstance(part, Mapping) else part for key, part in value.items()}
