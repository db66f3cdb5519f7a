"""What a change of words touches: a negation, a number, a date, a name, a modal verb."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.language.dates import find_dates, find_yearless
from extractors.language.months import WEEKDAYS
from pipeline.records.quotations_types import Material
from pipeline.wording.tokens import tokens
from pipeline.wording.weighty import MONTH_KEYS, is_condition, is_negation, is_opposite, modal, number, word_lists

_JOINS = frozenset({"and", "or"})
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
    return (*found, *_narrowed(source, quote, "negation" in found))


def _narrowed(source: Sequence[str], quote: Sequence[str], denied: bool) -> Iterator[Material]:
    """The kinds of words that narrow or join which differ; of a change that denies no more need be said."""
    if any(map(is_condition, source)) != any(map(is_condition, quote)) and not denied:
        yield "condition"
    if not denied and (_differ(source, quote, frozenset(word_lists()["hedges"])) or _bounds(source) != _bounds(quote)):
        yield "hedge"
    if _differ(source, quote, frozenset(word_lists()["units"])):
        yield "unit"
    if not _JOINS.isdisjoint(source) and not _JOINS.isdisjoint(quote) and _differ(source, quote, _JOINS):
        yield "conjunction"


def _differ(source: Sequence[str], quote: Sequence[str], words: frozenset[str]) -> bool:
    return _of(source, words) != _of(quote, words)


def _bounds(keys: Sequence[str]) -> list[str]:
    """The expressions that make a number one of several: `up to`, `at least`."""
    text = f" {' '.join(keys)} "
    return [bound for bound in word_lists()["bounds"] if f" {bound} " in text]


def unchanged(source: str, quote: str) -> frozenset[Material]:
    """The kinds of which both texts say the same in the same order, in whatever form: dates and numbers, and modal verbs."""
    same: set[Material] = set()
    if _values(source) == _values(quote):
        same |= {"date", "number"}
    if _modals(theirs := [token.key for token in tokens(source)]) == _modals([token.key for token in tokens(quote)]):
        same.add("modal")
    return frozenset(same) if theirs else frozenset()


def _values(text: str) -> list[tuple[str, ...]]:
    """The dates and the numbers of a text in order: `6 April` and `April 6` are one, and so are `30` and `thirty`."""
    found = [(d.start, d.end, (str(d.value.year), str(d.value.month), str(d.value.day))) for d in find_dates(text)]
    found += [(d.start, d.end, ("", str(d.month), str(d.day))) for d in find_yearless(text)]
    rest = [t for t in tokens(text) if not any(start <= t.start < end for start, end, _ in found)]
    months = [(t.start, t.end, (t.key[:3],)) for t in rest if t.key in MONTH_KEYS and t.text[:1].isupper()]
    numbers = [(t.start, t.end, (value,)) for t in rest if (value := number(t.key)) is not None]
    return [value for _, _, value in sorted([*found, *months, *numbers])]


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
