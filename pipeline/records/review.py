"""What a person should look at: the doubts about a record, each with its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.finding import Finding
from pipeline.records.items import items
from pipeline.records.types import Reason, Record, Review
from schemas.fields import fields

LOW_OCR = 0.97  # of the values read from scans, about one in fifteen is less sure than this
_ABOUT_PAGES = ("readers-disagree", "low-resolution", "covered-place", "no-box-ticked", "left-out", "lines-lost")
"""Notes on a page that put all its values in doubt."""


def review(record: Record, findings: Mapping[str, Finding], notes: Sequence[str] = ()) -> Review:
    """The record's `review`: whether it is needed, and the reasons with `code`, `field` and `message`.

    `findings` are the record's by the JSON path at which each stands, `notes` those of its pages.
    """
    doubts = [_reason(doubt.code, path, doubt.message) for path, finding in findings.items() for doubt in finding.doubts]
    about_pages = [_reason(code, "$.text", note) for note in notes if (code := note.partition(":")[0]) in _ABOUT_PAGES]
    reasons = [*doubts, *_missing(record), *_badly_read(record), *about_pages]
    return {"needed": bool(reasons), "reasons": reasons}


def _reason(code: str, field: str, message: str) -> Reason:
    return {"code": code, "field": field, "message": message}


def _missing(record: Record) -> list[Reason]:
    reasons = []
    if record["date"] is None and record["document_type"] != "other":
        reasons.append(_reason("missing-date", "$.date", "No date of its own was found in this document."))
    if record["document_type"] == "letter":
        if not record["recipients"]:
            reasons.append(_reason("missing-recipient", "$.recipients", "No recipient was found in this letter."))
        if not record["signatories"]:
            reasons.append(_reason("missing-signatory", "$.signatories", "No one was found who signed this letter."))
    if record["document_type"] == "press_release" and record["title"] is None:
        reasons.append(_reason("missing-title", "$.title", "No headline was found in this release."))
    return reasons


def _badly_read(record: Record) -> list[Reason]:
    reasons = []
    for field in (field for field in fields() if field.core):
        for at, item in enumerate(items(record, field.key)):
            evidence = item["evidence"]
            if evidence["source"] == "ocr" and evidence["confidence"] < LOW_OCR:
                path = f"$.{field.key}" if field.single else f"$.{field.key}[{at}]"
                reasons.append(_reason("low-ocr-confidence", path, "A word under this value was hard to read on the scan."))
    return reasons
