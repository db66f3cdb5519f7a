"""How much a difference weighs: a changed date, number, `not` or `may`/`must` first, punctuation last."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.compare.sides import LABEL, Word, core

WEIGHTS = {
    "date": 100, "negation": 98, "obligation": 96, "number": 94, "citation": 92, "passage": 60, "wording": 50, "order": 20,
    "case": 6, "numbering": 4, "punctuation": 2,
}  # fmt: skip
_NEGATIONS = frozenset("not no never neither nor none nothing nobody without unless cannot except".split())
_OBLIGATIONS = frozenset("may might must shall should will would can could required requires permitted need needs".split())
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion half third quarter once twice first second".split()
)
_MONTH = r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|Mar\.|April|Apr\.|May|June|July|Aug(?:ust|\.)|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
DATE = re.compile(rf"{_DAY}{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}} {_MONTH} \d{{4}}|{_MONTH} \d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}")
_MONTHS = re.compile(rf"{_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_CITED = re.compile(r"§|\d+ U\.? ?S\.? ?C|C\.? ?F\.? ?R|Fed\.|Pub\. ?L|\d\([a-z0-9]\)")
_LONG = 8  # words from which what only one side has is a passage


def category(readings: Sequence[Sequence[Word]]) -> str:
    """What changes between the readings of one place, by the weightiest change."""
    found = {_between(a, b) for i, a in enumerate(readings) for b in readings[i + 1 :]}
    return max(found, key=lambda name: WEIGHTS[name], default="punctuation")


def weight(name: str) -> int:
    """The weight of a category, 1 to 100."""
    return WEIGHTS[name]


def _between(first: Sequence[Word], second: Sequence[Word]) -> str:
    one, two = Counter(w.key for w in first), Counter(w.key for w in second)
    changed = [*(one - two), *(two - one)]
    words = {core(word) for word in changed} - ({core(w.key) for w in first} & {core(w.key) for w in second})
    if not words - {""}:
        cores = [[core(w.key) for w in side if w.key != LABEL] for side in (first, second)]
        return "punctuation" if "".join(cores[0]) == "".join(cores[1]) and not _is_case(changed) else "case" if _is_case(changed) else "order"
    if {w.lower() for w in words} == {""}:
        return "numbering"
    return _of_words(words, changed, first, second)


def _is_case(changed: Sequence[str]) -> bool:
    letters = ["".join(c for c in word if c.isalnum()) for word in changed]
    return len(set(letters)) > len({word.lower() for word in letters})


def _of_words(words: set[str], changed: Sequence[str], first: Sequence[Word], second: Sequence[Word]) -> str:
    figures = any(any(c.isdigit() for c in word) for word in words)
    if any(_MONTHS.fullmatch(w) for w in words) or figures and _is_dated(first, second):
        return "date"
    if words & _NEGATIONS or any(word.lower().endswith(("n't", "n't,")) for word in changed):
        return "negation" if len(words) < _LONG else "passage"
    if words & _OBLIGATIONS and len(words) < _LONG:
        return "obligation"
    if figures and any(_CITED.search(" ".join(w.key for w in side)) for side in (first, second)):
        return "citation"
    if figures or words & _NUMBERS:
        return "number" if len(words) < _LONG else "passage"
    return "passage" if len(words) >= _LONG else "wording"


def _is_dated(first: Sequence[Word], second: Sequence[Word]) -> bool:
    dates = [sorted(m[0] for m in DATE.finditer(" ".join(w.key for w in side))) for side in (first, second)]
    return dates[0] != dates[1]
