"""What the extractors say of one Doc: findings that a record can hold, and an issue for each that it can't."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from spacy.tokens import Doc

import extractors
from extractors.finding import Finding
from extractors.located import with_parts
from extractors.whole_text import text_of
from pipeline.issues import Issue
from schemas.fields import fields

_log = logging.getLogger(__name__)


def collect(doc: Doc, record_id: str, issues: list[Issue]) -> list[Finding]:
    """What every extractor found, in the order of the record's keys.

    One that fails, or that yields what no record holds, is an issue added to `issues` and hurts no other.
    """
    found: list[Finding] = []
    for name in extractors.names():
        try:
            found += _held(extractors.load(name).extract(doc), name, doc, record_id, issues)
        except MemoryError:
            raise  # the document's limit, not this extractor's fault
        except Exception as fault:
            _log.exception("extractor %s failed on %s", name, record_id)
            message = f"The extractor of {name} met a fault of its own: {fault!r}"
            issues.append(Issue("extractor-failed", message, "error", None, record_id, f"$.{name}"))
    return found


def _held(given: list[Finding], name: str, doc: Doc, record_id: str, issues: list[Issue]) -> Iterator[Finding]:
    """The findings that have a key in the record and a passage in the text."""
    known, length = {field.key for field in fields()}, len(text_of(doc))
    for finding in given:
        if finding.label not in known:
            message = f"The extractor {name} yields {finding.label!r}, which is no key of the schema"
            issues.append(Issue("unknown-label", message, "error", None, record_id))
        elif not 0 <= finding.start < finding.end <= length:
            message = f"The extractor of {name} yields a passage from {finding.start} to {finding.end} of {length} characters"
            issues.append(Issue("no-such-passage", message, "error", None, record_id, f"$.{name}"))
        else:
            yield with_parts(doc, finding)
