"""How much a difference weighs: a changed date, number, `not` or `may`/`must` first, punctuation last."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.language.dates import find_dates
from extractors.language.months import MONTH, WEEKDAYS
from extractors.language.numbers import SCALES, VALUES
from pipeline.comparison.sides import LABEL, KeyedWord, core
from pipeline.wording.weighty import is_negation, modal, number

WEIGHTS = {
    "date": 100, "negation": 98, "obligation": 96, "number": 94, "citation": 92, "name": 90, "passage": 60, "wording": 50,
    "order": 20, "form": 8, "case": 6, "numbering": 4, "punctuation": 2,
}  # fmt: skip
_NUMBERS = frozenset(map(core, VALUES))
_DAY = rf"(?:(?:{'|'.join(WEEKDAYS)}),? )?"
DATE = re.compile(
    rf"{_DAY}{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}} {MONTH} \d{{4}}|{MONTH} \d{{4}}"
    r"|\d{1,2}/\d{1,2}/\d{2,4}"
)
_MONTHS = re.compile(rf"{MONTH}|{'|'.join(WEEKDAYS)}")
_CITED = re.compile(r"§|\d U\.? ?S\.? ?C|C\.? ?F\.? ?R|Fed\.|Pub\. ?L|\d\([a-z0-9]\)")
_PERCENT = re.compile(r"%|\bper cent\b", re.IGNORECASE)
_LONG = 8  # words from which what only one side has is a passage


def category(
    readings: Sequence[Sequence[KeyedWord]],
    names: bool = False,
    before: Sequence[KeyedWord] = (),
    after: Sequence[KeyedWord] = (),
) -> str:
    """What changes from the first reading of a place to the others, by the weightiest change; `names`: it is a person's name.

    `before` and `after` are the words that stand around the place: beside a date a weekday that fits it says nothing new.
    """
    found = {_between(readings[0], other, before, after) for other in readings[1:]}
    if names:
        found = {"name" if kind == "wording" else kind for kind in found}
    return max(found, key=lambda name: WEIGHTS[name], default="punctuation")


def weight(name: str) -> int:
    """The weight of a category, 1 to 100."""
    return WEIGHTS[name]


def _between(
    first: Sequence[KeyedWord], second: Sequence[KeyedWord], before: Sequence[KeyedWord], after: Sequence[KeyedWord]
) -> str:
    one, two = Counter(w.key for w in first), Counter(w.key for w in second)
    changed = [*(one - two), *(two - one)]
    if any(map(_has_value, changed)) and same_in_value(*([*before, *side, *after] for side in (first, second))):
        return "form"
    if [key for key in changed if key != LABEL] == ["and"] and {w.key for w in after[:1]} == {LABEL}:
        return "punctuation"  # the item of a list that is the last but one ends in it
    words = {core(word) for word in changed} - ({core(w.key) for w in first} & {core(w.key) for w in second})
    if not words - {""}:
        joined = ["".join(core(w.key) for w in side if w.key != LABEL) for side in (first, second)]
        return "case" if _is_case(changed) else "punctuation" if joined[0] == joined[1] else "order"
    return _of_words(words, changed, first, second)


def _is_case(changed: Sequence[str]) -> bool:
    letters = ["".join(c for c in word if c.isalnum()) for word in changed]
    return len(set(letters)) > len({word.lower() for word in letters})


def _of_words(words: set[str], changed: Sequence[str], first: Sequence[KeyedWord], second: Sequence[KeyedWord]) -> str:
    figures = any(any(c.isdigit() for c in word) for word in words)
    if _is_dated(first, second) or {m[0] for word in changed if (m := _MONTHS.fullmatch(word.rstrip(".,;:)")))} - {"May"}:
        return "date"
    if any(map(is_negation, {*words, *(word.lower().rstrip(".,;:") for word in changed)})):
        return "negation" if len(words) < _LONG else "passage"
    if any(map(modal, words)) and len(words) < _LONG:
        return "obligation"
    if figures and any(_CITED.search(" ".join(w.key for w in side)) for side in (first, second)):
        return "citation"
    if figures or words & _NUMBERS:
        return "number" if len(words) < _LONG else "passage"
    return "passage" if len(words) >= _LONG else "wording"


def _has_value(key: str) -> bool:
    return (
        "%" in key or any(c.isdigit() for c in key) or core(key) in _NUMBERS or _MONTHS.fullmatch(key.rstrip(".,;:)")) is not None
    )


def same_in_value(first: Sequence[KeyedWord], second: Sequence[KeyedWord]) -> bool:
    """Whether two passages differ in the form of dates and numbers alone: `April 6, 2018` and `Friday, 6 April 2018`."""
    one, two = (_values(" ".join(w.key for w in side)) for side in (first, second))
    return one is not None and one == two


def _values(text: str) -> list[str] | None:
    """The words of a text with each date and number in one form; `None` where a weekday is not that of its date."""
    dates = find_dates(text)
    if not all(date.weekday_fits for date in dates):
        return None
    for date in reversed(dates):
        text = f"{text[: date.start]} {date.value.isoformat()} {text[date.end :]}"
    found: list[str] = []
    for word in _PERCENT.sub(" percent ", text).split():
        key = word.casefold().strip("$().,;:")
        value = number(key) or core(word)
        again = bool(found) and word.startswith("(") and value == found[-1]  # 30 (thirty)
        if key in SCALES and found and found[-1].replace(".", "", 1).isdigit():
            found[-1] = f"{float(found[-1]) * SCALES[key]:.0f}"
        elif not again:
            found.append(value)
    return found


def _is_dated(first: Sequence[KeyedWord], second: Sequence[KeyedWord]) -> bool:
    dates = [sorted(m[0] for m in DATE.finditer(" ".join(w.key for w in side))) for side in (first, second)]
    return dates[0] != dates[1]
