"""What became of one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.errors import DojlettersError
from pipeline.issues import Issue
from pipeline.records.types import Record

if TYPE_CHECKING:
    from pipeline.doubt.assessment import Assessment
    from pipeline.layout.document import Document

Status = Literal["ok", "partial", "failed", "duplicate"]


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

    `status` is `ok`, `partial` (records, but some issue is an error), `failed` (no records; `error` says why) or `duplicate` (no
    records: the same bytes were read already; an issue says under which path).
    Beside each record stand its document, which leads from any passage to its place, the rules that found its values, by JSON
    path (`$.deadlines[0]`), and what its confidences were made of, unless they were not to be kept.
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
    assessments: tuple[Assessment, ...] = ()
