"""What a person should look at: the doubts about a record, each with its field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from extractors.finding import Finding
from pipeline.records.items import evidence_of, item_at, items
from pipeline.records.types import Reason, Record, Review
from schemas.fields import fields

if TYPE_CHECKING:
    from pipeline.doubt.assessment import Assessment
    from pipeline.doubt.model import Model

_FIELD = re.compile(r"(?P<item>\$\.(?P<name>\w+)(?:\[\d+\])?)(?:\.(?P<key>.+))?")  # `$.recipients[0].address.city`
_RUNNING_TEXT = 80  # characters of a paragraph that is no line of a signature block
LOW_OCR = 0.97  # of the values read from scans, about one in fifteen is less sure than this
_ABOUT_PAGES = (
    "readers-disagree",
    "low-resolution",
    "covered-place",
    "attached-files",
    "no-box-ticked",
    "left-out",
    "lines-lost",
    "page-lost",
)
"""Notes on a page that put all its values in doubt."""
_LOST_PAGES = {
    "ocr-timeout": "A page took too long to recognise: what stands on it is missing.",
    "ocr-failed": "A page could not be recognised: what stands on it is missing.",
}


SAID_OTHERWISE = "said-otherwise"
"""The code of a reason: the metadata that came with a document say something else than what was read."""
_SAID = {"date": "date", "title": "headline", "release_number": "number"}


def review(
    record: Record,
    findings: Mapping[str, Finding],
    notes: Sequence[str] = (),
    assessment: Assessment | None = None,
    said: Mapping[str, str] = MappingProxyType({}),
) -> Review:
    """The record's `review`: whether it is needed, and the reasons with `code`, `field` and `message`, dearest first.

    `findings` are the record's by the JSON path at which each stands, `notes` those of its pages. By the `assessment` of its
    values their confidence is written into their evidence. `said` is what metadata beside the document say of it.
    """
    doubts = [_reason(doubt.code, path, doubt.message) for path, finding in findings.items() for doubt in finding.doubts]
    about_pages = [_reason(code, "$.text", note) for note in notes if (code := note.partition(":")[0]) in _ABOUT_PAGES]
    about_pages += [_reason(code, "$.text", told) for code, told in _LOST_PAGES.items() if any(n.startswith(code) for n in notes)]
    reasons = [*doubts, *_missing(record), *_badly_read(record), *about_pages, *_said_otherwise(record, said)]
    if assessment is not None:
        from pipeline.records import verdict  # it needs spaCy

        verdict.enter(record, assessment)
        if _breaks_off(record, assessment):
            reasons = [reason for reason in reasons if reason["code"] != "missing-signatory"]
        reasons += verdict.reasons(record, assessment)
    return {"needed": bool(reasons), "reasons": sorted(reasons, key=lambda reason: _rank(record, reason))}


def _said_otherwise(record: Record, said: Mapping[str, str]) -> list[Reason]:
    """Values that were read otherwise than the metadata have them; a headline there may have the site's name behind it."""
    values = {"date": record["date"], "title": record["title"], "release_number": record["release_number"]}
    reasons = []
    for name, value in values.items():
        told, read = said.get(name, ""), value["value"] if value else ""
        one, other = ("".join(filter(str.isalnum, text.casefold())) for text in (told, read))
        if one and other and not (one.startswith(other) if name == "title" else one == other):
            message = f"The {_SAID[name]} is read as “{read:.120}”, and the metadata beside the document say “{told:.120}”."
            reasons.append(_reason(SAID_OTHERWISE, f"$.{name}", message))
    return reasons


def rejudge(record: Record, assessment: Assessment, by: Model) -> None:
    """Let another model say how likely the values of a record are right, and which of them are up for review."""
    from pipeline.records import verdict

    verdict.enter(record, assessment, by)
    others = [reason for reason in record["review"]["reasons"] if reason["code"] != "unlikely"]
    reasons = [*others, *verdict.unlikely(record, assessment, by)]
    record["review"] = {"needed": bool(reasons), "reasons": sorted(reasons, key=lambda reason: _rank(record, reason))}


def _breaks_off(record: Record, assessment: Assessment) -> bool:
    """Whether a letter ends in the middle of its text, so that nobody who signs it was overlooked."""
    last = record["text"].rstrip().rpartition("\n")[2]
    return "document:no-closing" in assessment.shape and len(last) >= _RUNNING_TEXT


def _rank(record: Record, reason: Reason) -> float:
    """The less, the sooner to be looked at: what a wrong value would cost times how likely it is wrong."""
    match = _FIELD.match(reason["field"] or "")
    if match is None:
        return 0.0
    likely = LIKELY.get(reason["code"], 0.3)
    if reason["code"] == "unlikely":
        evidence = evidence_of(item_at(record, match["item"]))
        likely = 1.0 - evidence.get("parts", {}).get(match["key"], evidence)["confidence"]
    return -COST.get(match["name"], 1.0) * likely


COST = {
    "date": 4.0,
    "deadlines": 4.0,
    "document_type": 4.0,
    "quotations": 4.0,
    "recipients": 3.0,
    "signatories": 3.0,
    "title": 2.0,
    "text": 3.0,
}
"""What a wrong value costs whoever publishes it, against one of a citation's: 1."""
LIKELY = {SAID_OTHERWISE: 0.5, "unclaimed": 0.5, "low-ocr-confidence": 0.15, "mended": 0.1, "form-unknown": 0.8}
"""How likely the value that a reason points at is wrong; 0.3 where nobody has counted."""


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
            evidence = evidence_of(item)
            if evidence["source"] == "ocr" and evidence["confidence"] < LOW_OCR:
                path = f"$.{field.key}" if field.single else f"$.{field.key}[{at}]"
                reasons.append(_reason("low-ocr-confidence", path, "A word under this value was hard to read on the scan."))
    return reasons
