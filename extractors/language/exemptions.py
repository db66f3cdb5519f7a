"""The codes that are printed on or beside a covered place to say why it is covered."""

from __future__ import annotations

import re

# (b)(6) · (b) (7)(C) · b6 · b7C-2 · (k)(2) · Ex. 6 · Exemption 5
_FREEDOM = r"\(?[bjk]\)?\s?[-–]?\s?\(?\d\)?(?:\s?\(?[A-F]\)?)?(?:\s?-\s?\d)?"
_NAMED = r"(?:FOIA\s)?ex(?:emption|em|\.)?\s?\(?\d\)?(?:\s?\(?[A-F]\)?)?"
_WORDS = r"\[?(?:redacted|withheld|sealed|non-?\s?responsive|not\sresponsive|outside\s(?:the\s)?scope|NR)\]?"
_ONE = rf"(?:{_FREEDOM}|{_NAMED}|{_WORDS})"
_WHOLE = re.compile(rf"{_ONE}(?:\s?[,;/&]?\s?(?:and\s)?{_ONE}){{0,5}}[.,;:]?", re.I)
_WITHIN = re.compile(rf"(?<![\w(])(?=[\[(bjkefrwsno]){_ONE}(?!\w)", re.I)
# what a covered place says on itself: `(b)(6)`, `Ex. 5`, `REDACTED`, `Non-Responsive`
_FIRST = re.compile(
    r"[\[(]?(?:[bjk](?:\b|\d)|ex(?:\.|em|\b)|FOIA\b|redacted|withheld|sealed|non-?resp|not\b|outside\b|NR\b)", re.I
)
LONGEST = 60  # characters


def is_code(text: str) -> bool:
    """Whether `text` is nothing but one or several codes of exemption: `(b)(6), (b)(7)(C)`, `b6 b7C`, `Redacted`."""
    return len(text) <= LONGEST and _WHOLE.fullmatch(text.strip()) is not None


def holds_code(text: str) -> bool:
    """Whether a code stands anywhere in `text`."""
    return _WITHIN.search(text) is not None


def begins_code(word: str) -> bool:
    """Whether a word may be the first of a code."""
    return _FIRST.match(word) is not None
