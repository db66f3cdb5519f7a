"""What the signs of a record's values come to: how sure each is, and why to look at what is unlikely or left over."""

from __future__ import annotations

from pipeline.doubt.assessment import Assessment
from pipeline.doubt.model import Model, model
from pipeline.records.confidence import confidence, rule_of
from pipeline.records.evidence import box
from pipeline.records.items import evidence_of, item_at
from pipeline.records.types import Reason, Record

_POOR_PAGE = 0.6  # mean confidence of an engine in its words, below which no value of the text can be relied on
_LITTLE = 120  # characters: less than a date, a name and a sentence


def enter(record: Record, assessment: Assessment, by: Model | None = None) -> None:
    """Write into the evidence of each value how likely it is right; an item is as likely as the least likely of its values.

    What OCR has read is never surer than its words are.
    """
    weighed = by or model()
    items: dict[str, dict[str, float]] = {}
    for claim, signs, read in zip(assessment.claims, assessment.signs, assessment.read, strict=True):
        most = confidence(rule_of(claim.finding), read) if read else 1.0
        items.setdefault(claim.path, {})[claim.key] = min(most, weighed.confidence(signs))
    for path, values in items.items():
        evidence = evidence_of(item_at(record, path))
        evidence["confidence"] = min(values.values())
        for key, part in evidence.get("parts", {}).items():
            part["confidence"] = values.get(key, evidence["confidence"])


def reasons(record: Record, assessment: Assessment) -> list[Reason]:
    """What to look at: the record as a whole, what no field took, and the values that are unlikely."""
    return [*_of_the_whole(record, assessment), *_left_over(assessment), *_missing(assessment), *unlikely(record, assessment)]


def unlikely(record: Record, assessment: Assessment, by: Model | None = None) -> list[Reason]:
    """The values that are less likely right than a value is to be that nobody looks at."""
    least, found = (by or model()).review, []
    for claim in assessment.claims:
        evidence = evidence_of(item_at(record, claim.path))
        sure = evidence.get("parts", {}).get(claim.key, evidence)["confidence"]
        if sure < least:
            field = claim.path if claim.key == "value" else f"{claim.path}.{claim.key}"
            found.append(
                _reason(
                    "unlikely",
                    field,
                    f"This value may be wrong: values that look and stand like it often are (right: {sure:.0%}).",
                )
            )
    return found


def _left_over(assessment: Assessment) -> list[Reason]:
    """What no field took, each with its boxes: nothing else of the record says where it stands."""
    found = []
    for left in assessment.unclaimed:
        reason = _reason("unclaimed", f"$.{left.field}", f"{left.message}.")
        boxes = [box(place) for place in left.places]
        found.append(
            Reason(code=reason["code"], field=reason["field"], message=reason["message"], boxes=boxes) if boxes else reason
        )
    return found


def _missing(assessment: Assessment) -> list[Reason]:
    return [_reason(gap.code, gap.path, f"{gap.message}.") for gap in assessment.gaps]


def _of_the_whole(record: Record, assessment: Assessment) -> list[Reason]:
    found = []
    if assessment.shape.keys() & {"document:other-with-greeting", "document:other-with-address"}:
        told = "It has a greeting, a closing or an address block like a letter, but was not read as one."
        found.append(_reason("form-unknown", "$.document_type", told))
    if "document:no-salutation" in assessment.shape and record["salutation"] is None:
        found.append(_reason("missing-salutation", "$.salutation", "No salutation was found in this letter."))
    if len(record["text"]) < _LITTLE:
        found.append(_reason("little-text", "$.text", "Hardly any text was read: check the page for what is missing."))
    sure = record["source"]["ocr_confidence"]
    if sure is not None and sure < _POOR_PAGE:
        found.append(
            _reason("poorly-read", "$.text", "The scan was hard to read as a whole: check every value against the page.")
        )
    return found


def _reason(code: str, field: str, message: str) -> Reason:
    return {"code": code, "field": field, "message": message}
