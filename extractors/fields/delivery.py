"""How a letter is sent: `VIA EMAIL`, `CERTIFIED MAIL - RETURN RECEIPT REQUESTED`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.people.persons import VOCABULARY, alternatives
from extractors.structure.parts import Paragraph, read_parts

LABEL = "delivery"

_MEANS = re.compile(rf"(?<!\w)(?:{alternatives(VOCABULARY['delivery_words'])})(?!\w)", re.IGNORECASE)
_STARTS = re.compile(r"(?:via|by|sent\s+(?:via|by)|delivered\s+(?:via|by)|transmitted\s+(?:via|by))\s*:?\s", re.IGNORECASE)
_SMALL_WORDS = (
    r"and|or|&|via|by|only|to|with|no|not|original|copy|follow|will|also|sent|delivered|transmitted|only|the|a|in|advance"
)
_WORDS_BETWEEN = re.compile(rf"(?:{_SMALL_WORDS})$", re.IGNORECASE)
_QUALIFIER = re.compile(
    r"[(–—-]*\s*(?:return\s+receipt|receipt\s+requested|requested|restricted\s+delivery|and\s|&|or\s)", re.IGNORECASE
)
_OPEN_END = re.compile(r"(?:\b(?:and|or|via|by|return|receipt|mail,)|&|[–—,/-])$", re.IGNORECASE)
_NUMBER = re.compile(
    r"[\s,;:(–—-]{0,6}(?:article|tracking|receipt|airbill|waybill|label|item)?\s*(?:no\.?|nos\.?|number|#)\s*[:.]?\s*"
    r"[\dA-Z][\dA-Z \-]{6,}\)?$|[\s,;:(–—-]{1,6}(?:\d{4}\s?){4,5}\d{0,4}\)?$|[\s,;:(]{1,6}1Z[\dA-Z ]{10,}\)?$",
    re.IGNORECASE,
)
_ONLY_NUMBER = re.compile(r"(?:article|tracking|certified|receipt|airbill|no\b|number\b|#|\d{4}\s\d{4}\s|1Z)", re.IGNORECASE)
_LONGEST = 14  # words: a delivery notation is short


def is_delivery(line: str) -> bool:
    """Whether a line says how the letter is sent and nothing else."""
    text = line.strip(" *[]()")
    if len(text.split()) > _LONGEST or text.endswith(".") or not _MEANS.search(text):
        return False
    if _STARTS.match(text):
        return True
    rest = _NUMBER.sub("", _MEANS.sub(" ", re.sub(r"\([^()]{0,80}\)", " ", text)))
    return all(_WORDS_BETWEEN.match(word) for word in re.findall(r"[^\W_]+|&", rest))


def parse_delivery(lines: Sequence[Paragraph]) -> list[tuple[str, int, int]]:
    """(value, start, end) of each delivery notation: one a line, a wrapped one joined, article and tracking numbers left out."""
    found: list[tuple[str, int, int]] = []
    for line in lines:
        text = _NUMBER.sub("", line.text.strip()).strip(" ,;:*")
        if not text or (_ONLY_NUMBER.match(text) and not _MEANS.search(text)):
            continue
        if found and (_QUALIFIER.match(text) or _OPEN_END.search(found[-1][0])):
            value, start, _ = found.pop()
            found.append((f"{value} {text}", start, line.end))
        elif _MEANS.search(text):
            found.append((text, line.start, line.end))
    return found


def extract(doc: Doc) -> list[Finding]:
    """The ways of delivery, in the order of their lines."""
    return [
        Finding(LABEL, start, end, "delivery.line", {"value": value})
        for value, start, end in parse_delivery(read_parts(doc).delivery)
    ]
