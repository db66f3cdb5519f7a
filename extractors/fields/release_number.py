"""The number of a release: `17-868` below the end mark, or behind `Press Release Number:`."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language import cues
from extractors.structure.parts import Lines, Parts, read_parts
from extractors.whole_text import text_of

LABEL = "release_number"

_TEXT = 90  # characters: a line of a page's foot has no more
_LAST = 3  # lines of a body that are looked at in any case

_LABELLED = re.compile(r"(?:press |news )?release (?:number|no\.?|#)\s*:?\s*(\d{2,4}-\d{1,5})\b", re.I)
_NUMBERED_TITLE = re.compile(r"#\s?(\d\d-\d{1,4}):")


def extract(doc: Doc) -> list[Finding]:
    """The release's own number; none for letters."""
    parts = read_parts(doc)
    if parts.kind == "press_release" and (number := _NUMBERED_TITLE.search(text_of(doc), 0, _head_end(parts))):
        return [Finding(LABEL, *number.span(1), "release_number.corpus-head", {"value": number[1]})]
    if parts.kind != "press_release":
        return []
    for line in (*parts.tail, *parts.head, *_foot(parts.body)):
        text = line.text.strip()
        labelled = _LABELLED.search(text)
        match = labelled or (cues.RELEASE_NUMBER.match(text) if len(text) < 22 else None)
        if match is not None:
            start = line.start + line.text.index(match[1], match.start())
            rule = "release_number.labelled" if labelled else "release_number.own-line"
            return [Finding(LABEL, start, start + len(match[1]), rule, {"value": match[1]})]
    return []


def _foot(body: Lines) -> Lines:
    """The lines below the last running text: the number, the component, links of the page."""
    last = max((i for i, line in enumerate(body) if len(line.text) > _TEXT), default=-1)
    return body[max(0, min(last + 1, len(body) - _LAST)) :]


def _head_end(parts: Parts) -> int:
    """Where the title of a collection's head begins: the release's number may stand before it."""
    return parts.corpus_head.title[0] if parts.corpus_head.title else 0
