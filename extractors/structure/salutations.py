"""Where a letter's salutation stands: on a line, over several, with `Dear` or without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from extractors.language import cues
from extractors.people.persons import fold, is_title, is_title_phrase, read_person

_DEAR = re.compile(r"dear\s", re.IGNORECASE)
_MAIL_TO = re.compile(r"To:\s+((?:[^\W\d_][\w.’'-]*,?\s+){1,5})[<(\[]?\S*@")  # who a mail is sent to, before the address
_GIVEN_NAME = re.compile(r"(?:(?:Hi|Hello)\s)?([^\W\d_][\w’'-]+(?:\s(?:and|&)\s[^\W\d_][\w’'-]+)?)(?:,|\s?[-–—])$")
_NAME = re.compile(r"[^\W\d_][\w’'-]+")
_ENDS = re.compile(r"[:,]$")
_LONGEST = 60  # characters of a salutation without `Dear`, and of a line that ends one
_MOST_LINES = 3


class SalutationLine(Protocol):
    """What is asked of a line: its words, and the white above it in lines."""

    @property
    def text(self) -> str: ...  # noqa: D102

    @property
    def gap(self) -> float: ...  # noqa: D102


def find_salutation(lines: Sequence[SalutationLine], start: int = 0) -> tuple[int, int] | None:
    """The first salutation of `lines[start:]` as a half-open range of line numbers; `None` where there is none."""
    addressed, named = False, frozenset[str]()
    for i in range(start, len(lines)):
        text = lines[i].text.strip()
        if stop := _with_dear(lines, i):
            return i, stop
        if (addressed and _without_dear(text)) or (named and _by_given_name(text, named)):
            return i, i + 1
        if to := _MAIL_TO.match(text):
            named = frozenset(map(fold, _NAME.findall(to[1])))
        addressed = addressed or cues.CITY_LINE.search(text) is not None
    return None


def _with_dear(lines: Sequence[SalutationLine], at: int) -> int | None:
    """Where the salutation that begins on a line ends: `Dear Chairman Orr, Chairman Ito, and Ranking Member` / `Velez:`."""
    whole = lines[at].text.strip()
    if cues.SALUTATION.match(whole) and not (whole.endswith(",") and _goes_on(lines, at + 1)):
        return at + 1
    if not _DEAR.match(whole):
        return None
    for stop in range(at + 1, min(at + _MOST_LINES, len(lines))):
        text = lines[stop].text.strip()
        if len(text) > _LONGEST or (lines[stop].gap > 0.5):
            break
        whole = f"{whole} {text}"
        if _ENDS.search(text) and cues.SALUTATION.match(whole) and not (text.endswith(",") and _goes_on(lines, stop + 1)):
            return stop + 1
    return at + 1 if cues.SALUTATION.match(lines[at].text.strip()) else None


def _goes_on(lines: Sequence[SalutationLine], at: int) -> bool:
    """A short line right below that ends with a colon: the last of those who are greeted."""
    text = lines[at].text.strip() if at < len(lines) else ""
    return text.endswith(":") and len(text) <= _LONGEST and lines[at].gap < 0.5


def _without_dear(text: str) -> bool:
    """`Secretary Whitlow:`, below an address."""
    if not text.endswith(":") or len(text) > _LONGEST:
        return False
    person = read_person(text.removesuffix(":"))
    title, _, surname = text.removesuffix(":").rpartition(" ")
    ranked = is_title_phrase(title) and surname[:1].isupper() and not is_title(surname) if title else False
    return ranked or (person is not None and bool(person.title or person.honorific) and not person.rest)


def _by_given_name(text: str, named: frozenset[str]) -> bool:
    """`Rosalba,` in a mail that is sent to one of that name."""
    greeting = _GIVEN_NAME.match(text)
    return greeting is not None and all(fold(name) in named for name in _NAME.findall(greeting[1]) if name != "and")
