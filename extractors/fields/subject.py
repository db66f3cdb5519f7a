"""The subject of a letter or memorandum: what stands behind `Re:` or `Subject:`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language.cues import ATTENTION
from extractors.structure.parts import Paragraph, Parts, read_parts

LABEL = "subject"

_NAMES = r"in\s+re|re|subject|subj|regarding|reference|ref"
_MARK = re.compile(
    rf"(?:{_NAMES})\s*[:;]\s*|RE\s*[.–—-]?\s+|(?:Re|SUBJECT|Subject)\s*[.–—-]\s+",
    re.IGNORECASE,
)
_ONE_WORD = re.compile(r"[A-Z][a-z]+\s*:\s+(?=\S)")  # a label, whichever: `Touching: the ferry`
_CERTAIN = 0.35  # how far the next best zone is behind where a line without a mark is the subject all the same
_CAPITAL_RE = re.compile(rf"(?=[A-Z])(?i:{_NAMES})(?=\W)")


def parse_subject(lines: Sequence[Paragraph]) -> tuple[str, int, int] | None:
    """(value, start, end): the first subject on one line without its mark, or `None`; a second mark or `Attn:` ends it."""
    pieces: list[Paragraph] = []
    for line in lines:
        marked = _mark(line.text.strip()) is not None or ATTENTION.match(line.text.strip()) is not None
        if marked and any(_without_mark(piece.text) for piece in pieces):
            break
        pieces.append(line)
    value = _join([text for line in pieces if (text := _without_mark(line.text))])
    return (value, pieces[0].start, pieces[-1].end) if value else None


def _mark(text: str) -> re.Match[str] | None:
    return _MARK.match(text) if _CAPITAL_RE.match(text + " ") or text[:3].casefold() == "re:" else None


def _without_mark(text: str) -> str:
    text = text.strip()
    mark = _MARK.match(f"{text} ") if _mark(f"{text} ") else None
    return text[mark.end() :].strip() if mark else text


def _join(texts: Sequence[str]) -> str:
    """Lines as one; a compound broken at its hyphen stays together."""
    joined = ""
    for text in texts:
        joined += text if not joined or re.search(r"[^\W\d_]-$", joined[-2:]) else f" {text}"
    return joined


def extract(doc: Doc) -> list[Finding]:
    """At most one finding."""
    found = _subject(read_parts(doc))
    return [Finding(LABEL, found[1], found[2], "subject.line", {"value": found[0]})] if found else []


def _subject(parts: Parts) -> tuple[str, int, int] | None:
    """(value, start, end). What a reader took for the subject above its mark, a number or an address, is none of it.

    Without a mark its reader must be certain, as it is of a style that recurs in checked letters; a label of one word is no part.
    """
    marked = next((i for i, line in enumerate(parts.subject) if _mark(line.text.strip())), None)
    if marked is not None:
        return parse_subject(parts.subject[marked:])
    found = parse_subject(parts.subject) if (parts.margin(parts.subject) or 0.0) >= _CERTAIN else None
    label = _ONE_WORD.match(found[0]) if found else None
    return (found[0][label.end() :], found[1] + label.end(), found[2]) if found and label else found
