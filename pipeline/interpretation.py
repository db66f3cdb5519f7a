"""One segment to its record: text, spaCy Doc, findings, record, review."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc

import extractors
from extractors.finding import Finding
from extractors.repair.mending import doubted
from extractors.structure.parts import read_parts
from extractors.whole_text import text_of
from pipeline import nlp
from pipeline.config import Config
from pipeline.issues import Issue
from pipeline.layout import text
from pipeline.layout.document import Document, Page
from pipeline.layout.furniture import without_furniture
from pipeline.layout.paragraphs import paragraphs
from pipeline.layout.segments import Segment
from pipeline.records import build, review
from pipeline.records.build import Origin, Record
from pipeline.records.confidence import rule_of

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What one segment became; without a document and rules if they were not to be kept."""

    record: Record
    document: Document | None
    rules: Mapping[str, str]
    issues: tuple[Issue, ...]


def prepare(spacy_model: str | None = None) -> None:
    """Make what the first segment would otherwise have to wait for."""
    nlp.base(spacy_model)
    extractors.load()


def interpret(segment: Segment, origin: Origin, pages: Mapping[int, Page], config: Config, keep: bool) -> Interpretation:
    """A segment's lines, which are used up, to its record; `pages` are those of the file by number, without their words.

    The record does not yet know how many pages and segments its file has.
    """
    origin = replace(origin, first_page=segment.first_page, last_page=segment.last_page)
    numbers = range(segment.first_page, segment.last_page + 1)
    heights = {number: pages[number].upright_size[1] for number in numbers}
    document = text.build(paragraphs(without_furniture(segment.given_up(), heights, segment.first_page)))
    document.marks = tuple(mark for number in numbers for mark in pages[number].marks)
    document.redactions = tuple(redaction for number in numbers for redaction in pages[number].redactions)
    doc = nlp.to_doc(document, config.spacy_model)
    doc.user_data["topics"] = config.topics
    issues: list[Issue] = []
    findings = doubted(_findings(doc, origin.record_id, issues), document.text, text_of(doc), doc.user_data["ocr"])
    record = build.build(origin, read_parts(doc).kind, document, findings)
    paths = build.paths(findings)
    notes = [note for number in numbers for note in pages[number].notes]
    record["review"] = review.review(record, dict(zip(paths, findings, strict=True)), notes)
    issues += [Issue(r["code"], r["message"], "warning", None, origin.record_id, r["field"]) for r in record["review"]["reasons"]]
    rules = {path: rule_of(finding) for path, finding in zip(paths, findings, strict=True)}
    return Interpretation(record, document if keep else None, rules if keep else {}, tuple(issues))


def _findings(doc: Doc, record_id: str, issues: list[Issue]) -> list[Finding]:
    """What every extractor found; one that fails is an issue and hurts no other."""
    found: list[Finding] = []
    for extractor in extractors.load():
        try:
            found += extractor.extract(doc)
        except MemoryError:
            raise  # the document's limit, not this extractor's fault
        except Exception as fault:
            _log.exception("extractor %s failed on %s", extractor.LABEL, record_id)
            message = f"The extractor of {extractor.LABEL} met a fault of its own: {fault!r}"
            issues.append(Issue("extractor-failed", message, "error", None, record_id, f"$.{extractor.LABEL}"))
    return found
