"""How a letter is sent: `VIA EMAIL`, `CERTIFIED MAIL - RETURN RECEIPT REQUESTED`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.structure.notes import MEANS_OF_DELIVERY, NUMBER_OF_MAIL
from extractors.structure.parts import Paragraph, read_parts

LABEL = "delivery"

_QUALIFIER = re.compile(
    r"[(–—-]*\s*(?:return\s+receipt|receipt\s+requested|requested|restricted\s+delivery|and\s|&|or\s)", re.IGNORECASE
)
_OPEN_END = re.compile(r"(?:\b(?:and|or|via|by|return|receipt|mail,)|&|[–—,/-])$", re.IGNORECASE)
_ONLY_NUMBER = re.compile(r"(?:article|tracking|certified|receipt|airbill|no\b|number\b|#|\d{4}\s\d{4}\s|1Z)", re.IGNORECASE)


def parse_delivery(lines: Sequence[Paragraph]) -> list[tuple[str, int, int]]:
    """(value, start, end) of each delivery notation: one a line, a wrapped one joined, article and tracking numbers left out."""
    found: list[tuple[str, int, int]] = []
    for line in lines:
        text = NUMBER_OF_MAIL.sub("", line.text.strip()).strip(" ,;:*")
        if not text or (_ONLY_NUMBER.match(text) and not MEANS_OF_DELIVERY.search(text)):
            continue
        if found and (_QUALIFIER.match(text) or _OPEN_END.search(found[-1][0])):
            value, start, _ = found.pop()
            found.append((f"{value} {text}", start, line.end))
        elif MEANS_OF_DELIVERY.search(text):
            found.append((text, line.start, line.end))
    return found


def extract(doc: Doc) -> list[Finding]:
    """The ways of delivery, in the order of their lines."""
    return [
        Finding(LABEL, start, end, "delivery.line", {"value": value})
        for value, start, end in parse_delivery(read_parts(doc).delivery)
    ]
