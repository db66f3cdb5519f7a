"""Findings to a record: the keys of the public interface, each value with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from extractors.finding import Finding
from pipeline.layout.document import Document, Place
from pipeline.records.confidence import confidence, rule_of

SCHEMA_VERSION = "1.0.0"

SINGLE = ("issuer", "date", "release_number", "dateline", "title", "subject", "salutation")
KEYS = (
    "issuer", "date", "release_number", "dateline", "title", "subject", "reference_numbers", "delivery", "recipients",
    "salutation", "signatories", "copies", "enclosures", "deadlines", "criteria", "questions", "requests", "findings",
    "citations", "programs", "abbreviations", "jurisdictions", "quotations", "amounts", "contacts",
)  # fmt: skip

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """The file and the segment that a record is of; pages count from 1."""

    file_name: str
    sha256: str
    media_type: str
    first_page: int = 1
    last_page: int = 1
    segment: int = 1

    @property
    def record_id(self) -> str:
        """First 12 hex digits of the file's SHA-256 and the segment's number: the same file always gives the same ids."""
        return f"{self.sha256[:12]}-{self.segment:02d}"


def build(origin: Origin, kind: str, document: Document, findings: Sequence[Finding]) -> Record:
    """The record of one segment. A key for which nothing was found is `None` or an empty list.

    How many pages and segments the file has is known only at its end: `complete` writes it in.
    """
    record: Record = {
        "schema_version": SCHEMA_VERSION,
        "record_id": origin.record_id,
        "document_type": kind,
        "source": _source(origin, document),
        "text": document.text,
    }
    items: dict[str, list[Record]] = {key: [] for key in KEYS}
    for finding in findings:
        items[finding.label].append(_item(document, finding))
    for key in KEYS:
        record[key] = (items[key][0] if items[key] else None) if key in SINGLE else items[key]
    return record


def complete(record: Record, page_count: int, segment_count: int) -> None:
    """Write into a record how many pages and segments its file has."""
    record["source"] |= {"page_count": page_count, "segment_count": segment_count}


def paths(findings: Sequence[Finding]) -> list[str]:
    """The JSON path at which each finding stands in the record: `$.date`, `$.deadlines[0]`."""
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        found.append(f"$.{finding.label}" if finding.label in SINGLE else f"$.{finding.label}[{seen[finding.label]}]")
        seen[finding.label] += 1
    return found


def _source(origin: Origin, document: Document) -> Record:
    sources = set(map(attrgetter("source"), document.words))
    read = [word.confidence for word in document.words if word.confidence is not None] if sources != {"native"} else []
    return {
        "file_name": origin.file_name,
        "sha256": origin.sha256,
        "media_type": origin.media_type,
        "page_count": origin.last_page,
        "first_page": origin.first_page,
        "last_page": origin.last_page,
        "segment": origin.segment,
        "segment_count": origin.segment,
        "text_source": "mixed" if len(sources) > 1 else next(iter(sources), "native"),
        "ocr_confidence": round(sum(read) / len(read), 4) if read else None,
    }


def _item(document: Document, finding: Finding) -> Record:
    return {**_plain(finding.value), "evidence": evidence(document, finding)}


def _plain(value: Mapping[str, object]) -> Record:
    return {key: dict(part) if isinstance(part, Mapping) else part for key, part in value.items()}


def evidence(document: Document, finding: Finding) -> Record:
    """Where a finding was read: its passage, the boxes of the passage's lines, and how likely it is right."""
    places = document.locate(finding.start, finding.end)
    read = []
    if any(p.confidence is not None for p in places):
        read = [w.confidence for w in document.words_in(finding.start, finding.end) if w.confidence is not None]
    return {
        "start": finding.start,
        "end": finding.end,
        "text": document.text[finding.start : finding.end],
        "boxes": [_box(p) for p in places],
        "source": "ocr" if any(p.source == "ocr" for p in places) else "native",
        "confidence": confidence(rule_of(finding), read),
    }


def _box(place: Place) -> Record:
    x0, top, x1, bottom = place.box
    return {"page": place.page, "x0": round(x0, 2), "top": round(top, 2), "x1": round(x1, 2), "bottom": round(bottom, 2)}
