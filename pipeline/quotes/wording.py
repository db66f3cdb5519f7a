"""What a change of words touches: a negation, a number, a date, a name, a modal verb."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from extractors.language.months import WEEKDAYS
from pipeline.wording.weighty import MONTH_KEYS, is_negation, is_opposite, modal, number, word_lists

Material = Literal["negation", "number", "date", "name", "modal", "condition"]

_WEEKDAY_KEYS = frozenset(name.casefold() for name in WEEKDAYS)
_YEAR = re.compile(r"(?:1[789]|20)\d\d")


def material(source: Sequence[str], quote: Sequence[str], around: Sequence[str], names: frozenset[str]) -> tuple[Material, ...]:
    """Which kinds of weighty words differ between the keys `source` and `quote`.

    `around` are the keys beside them in the source, which tell a date from another number; `names` the keys of known names.
    """
    found: list[Material] = []
    if _negations(source) != _negations(quote) or _prefixed(source, quote):
        found.append("negation")
    dated = _dated(source, around) or _dated(quote, around)
    months = _of(source, MONTH_KEYS | _WEEKDAY_KEYS) != _of(quote, MONTH_KEYS | _WEEKDAY_KEYS)
    numbers = _numbers(source) != _numbers(quote)
    if (numbers and dated) or (months and not _modal_may(source, quote, around)):
        found.append("date")
    elif numbers:
        found.append("number")
    if {k for k in source if k in names} != {k for k in quote if k in names} and "date" not in found:
        found.append("name")
    if _modals(source) != _modals(quote):
        found.append("modal")
    return tuple(found)


def unchanged(source: Sequence[str], quote: Sequence[str]) -> frozenset[Material]:
    """The kinds of which both sides say the same, in whatever order or form: numbers with the months, and modal verbs."""
    same: set[Material] = set()
    if _numbers(source) == _numbers(quote) and _of(source, MONTH_KEYS) == _of(quote, MONTH_KEYS):
        same |= {"date", "number"}
    if _modals(source) == _modals(quote):
        same.add("modal")
    return frozenset(same)


def _of(keys: Sequence[str], known: frozenset[str]) -> Counter[str]:
    return Counter(key for key in keys if key in known)


def _modals(keys: Sequence[str]) -> Counter[str]:
    return Counter(word for key in keys if (word := modal(key)) is not None)


def _modal_may(source: Sequence[str], quote: Sequence[str], around: Sequence[str]) -> bool:
    """Whether the only month in either is `may` and nothing numeric stands by it: then it is the verb."""
    months = set(_of(source, MONTH_KEYS)) | set(_of(quote, MONTH_KEYS))
    return months <= {"may", "march"} and not any(number(k) is not None for k in (*source, *quote, *around))


def _negations(keys: Sequence[str]) -> int:
    return sum(map(is_negation, keys))


def _prefixed(source: Sequence[str], quote: Sequence[str]) -> bool:
    """Whether a word became its opposite by a prefix."""
    return any(is_opposite(a, b) for a in source for b in quote if a != b)


def _numbers(keys: Sequence[str]) -> Counter[str]:
    return Counter(value for key in keys if (value := number(key)) is not None)


def _dated(keys: Sequence[str], around: Sequence[str]) -> bool:
    """Whether a number among `keys` is of a date: a year, or the day beside a month."""
    if not _numbers(keys):
        return False
    beside = any(key in MONTH_KEYS and key != "may" for key in (*keys, *around))
    may = "may" in around and any(_YEAR.fullmatch(key) for key in (*keys, *around))
    return beside or may or any(_YEAR.fullmatch(key) for key in keys)


def is_unit(key: str) -> bool:
    """Whether a word is what numbers count: `years`, `percent`."""
    return key in word_lists()["units"]


def is_number(keys: Sequence[str]) -> bool:
    """Whether the keys are a number and nothing else."""
    return bool(keys) and all(number(key) is not None for key in keys)


def is_firm(key: str) -> bool:
    """Whether a quoted word has a digit, or is a number or a negation: then the source must have it plainly."""
    return number(key) is not None or is_negation(key)
