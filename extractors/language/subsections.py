"""Subsections of a provision as they are printed: `(h)(7)(A) and (B)`, `(a)-(c)`, and what a further one belongs to."""

from __future__ import annotations

import re

LEVEL = r"\((?:\d{1,2}(?:X[A-Z]|[A-WYZ])?|[A-Za-z]{1,5})\)"  # OCR reads `(7)(C)` as `(7XC)`
SUBS = rf"(?:{LEVEL})*"
_RANGE = re.compile(rf"(?:\s?[-–—]\s?|\s(?:through|to)\s)(?P<subs>(?:{LEVEL})+)(?!\s?\w+\sof\b)")
# "§ 552(b)(6) and (b)(7)(C)": one level alone may be the label of a run-in list instead
_NEXT = re.compile(rf"(?:,\s(?:and\s|or\s)?|\s(?:and|or|&)\s)(?P<subs>(?:{LEVEL})+)(?P<ends>(?=[.,;)]|$))?")
_JOINED = re.compile(r"(?<=\d)X(?=[A-Z]\))")
_ROMAN = re.compile(r"[ivx]+")
_SENTENCE = 400  # characters in which a run-in list's earlier label is looked for


def read_range(text: str, at: int, end: int, first: str) -> tuple[str, int] | None:
    """The upper end of a range of subsections that goes on at `at` (`-(c)`, ` through (c)`), and where it ends."""
    match = _RANGE.match(text, at, end) if first.endswith(")") else None
    if match is None or _kin(_levels(first)[-1:], _levels(match["subs"])) is None:
        return None
    return match["subs"], match.end()


def read_further(text: str, start: int, at: int, end: int, first: str) -> tuple[str, int, int] | None:
    """A further subsection of the section `first` after `at`, written in full, with its span.

    `start` is where the citation begins. `3161(h)(7)(A)` and `(B)` make `3161(h)(7)(B)`: a level takes the place of the last
    one of its kind.
    """
    match = _NEXT.match(text, at, end) if first.endswith(")") else None
    if match is None:
        return None
    levels, further = _levels(first), _levels(match["subs"])
    place = _kin(levels, further)
    if place is None or (len(further) == 1 and match["ends"] is None and not _goes_on(text, start, levels[place], further[0])):
        return None
    return first.split("(")[0] + "".join(f"({level})" for level in [*levels[:place], *further]), match.start("subs"), match.end()


def _levels(subs: str) -> list[str]:
    return re.findall(r"\((\w+)\)", closed(subs))


def closed(subs: str) -> str:
    """Subsections as they are written: `552 (b)(7XC)`, as OCR may read it, is `552(b)(7)(C)`."""
    return _JOINED.sub(")(", subs).replace(" (", "(")


def _kind(level: str) -> str:
    return "digit" if level.isdigit() else "upper" if level[0].isupper() else "lower"


def _kin(levels: list[str], further: list[str]) -> int | None:
    """The place in `levels` that `further` takes: of two in small letters the Roman number is the deeper one."""
    places = [i for i, level in enumerate(levels) if _kind(level) == _kind(further[0])]
    if len(places) > 1 and _kind(further[0]) == "lower":
        roman = [i for i in places if bool(_ROMAN.fullmatch(levels[i])) == bool(_ROMAN.fullmatch(further[0]))]
        places = roman or places
    return places[-1] if places else None


def _goes_on(text: str, start: int, level: str, further: str) -> bool:
    """Whether `further` comes right after `level`, and `level` is no label of a list that is run into the sentence."""
    follows = (
        int(further) == int(level) + 1
        if level.isdigit() and further.isdigit()
        else len(level) == len(further) == 1 and ord(further) == ord(level) + 1
    )
    labelled = re.search(rf"(?<![\w)])\({re.escape(level)}\)\s", text[max(0, start - _SENTENCE) : start])
    return follows and labelled is None
