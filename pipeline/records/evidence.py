"""Where a value was read: its passage, the boxes on the page, and how likely it is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.finding import Finding
from pipeline.layout.document import COVERED, Document, Mark, Place, Redaction
from pipeline.records.confidence import confidence, rule_of
from pipeline.records.items import Values
from pipeline.records.types import Box


def of_finding(document: Document, finding: Finding) -> Values:
    """The evidence of a finding, with that of each of its values where the finding tells where these stand."""
    places = document.locate(finding.start, finding.end)
    evidence: Values = {
        "start": finding.start,
        "end": finding.end,
        "text": document.text[finding.start : finding.end],
        "boxes": [box(place) for place in places],
        "source": _source(places),
        "confidence": confidence(rule_of(finding), _read(document, [(finding.start, finding.end)])),
    }
    parts = {key: _part(document, finding, spans) for key, spans in finding.parts.items() if spans}
    return evidence | ({"parts": parts} if parts else {})


def of_mark(document: Document, mark: Mark) -> Values:
    """The evidence of a mark, which has a passage only where just its words stand in the text."""
    span = _span_in(document, mark.places)
    if span is not None and "".join(document.text[slice(*span)].split()) != "".join(mark.text.split()):
        span = None  # words of the document that lie behind the mark
    return _on_page(document, f"marks.{mark.kind}", mark.places, span, mark.text)


def of_redaction(document: Document, redaction: Redaction) -> Values:
    """The evidence of a covered place, whose passage is the sign that stands for it."""
    span = _span_in(document, redaction.places)
    if span is not None and set(document.text[slice(*span)]) - {COVERED, " ", "\n"}:
        span = None
    return _on_page(document, "redactions", redaction.places, span, None)


def _on_page(document: Document, rule: str, places: Sequence[Place], span: tuple[int, int] | None, text: str | None) -> Values:
    start, end = span or (None, None)
    return {
        "start": start,
        "end": end,
        "text": text if span is None else document.text[start:end],
        "boxes": [box(place) for place in places],
        "source": _source(places),
        "confidence": confidence(rule, [place.confidence for place in places if place.confidence is not None]),
    }


def _part(document: Document, finding: Finding, spans: Iterable[tuple[int, int]]) -> Values:
    ordered = sorted(spans)
    return {
        "spans": [[start, end] for start, end in ordered],
        "boxes": [box(place) for span in ordered for place in document.locate(*span)],
        "confidence": confidence(rule_of(finding), _read(document, ordered)),
    }


def _span_in(document: Document, places: Iterable[Place]) -> tuple[int, int] | None:
    try:
        return document.span_of(places)
    except ValueError:
        return None


def _read(document: Document, spans: Iterable[tuple[int, int]]) -> list[float]:
    """How sure an engine was of each word in the spans that it has read."""
    return [w.confidence for span in spans for w in document.words_in(*span) if w.confidence is not None]


def _source(places: Iterable[Place]) -> str:
    return "ocr" if any(place.source == "ocr" for place in places) else "native"


def box(place: Place) -> Box:
    """A place as a record has it."""
    x0, top, x1, bottom = place.box
    return {"page": place.page, "x0": round(x0, 2), "top": round(top, 2), "x1": round(x1, 2), "bottom": round(bottom, 2)}
