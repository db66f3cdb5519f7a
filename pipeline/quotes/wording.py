"""What a change of words touches: a negation, a number, a date, a name, a modal verb."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from extractors.language.numbers import VALUES

Material = Literal["negation", "number", "date", "name", "modal"]

_YEAR = re.compile(r"(?:1[789]|20)\d\d")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


@cache
def word_lists() -> Mapping[str, Any]:
    """The word lists of this package."""
    data: Mapping[str, Any] = json.loads((Path(__file__).parent / "words.json").read_text("utf-8"))
    return data


def material(source: Sequence[str], quote: Sequence[str], around: Sequence[str], names: frozenset[str]) -> tuple[Material, ...]:
    """Which kinds of weighty words differ between the keys `source` and `quote`.

    `around` are the keys beside them in the source, which tell a date from another number; `names` the keys of known names.
    """
    found: list[Material] = []
    if _negations(source) != _negations(quote) or _prefixed(source, quote):
        found.append("negation")
    dated = _dated(source, around) or _dated(quote, around)
    months = _only(source, "months") != _only(quote, "months") or _only(source, "weekdays") != _only(quote, "weekdays")
    numbers = _numbers(source) != _numbers(quote)
    if (numbers and dated) or (months and not _modal_may(source, quote, around)):
        found.append("date")
    elif numbers:
        found.append("number")
    if {k for k in source if k in names} != {k for k in quote if k in names} and "date" not in found:
        found.append("name")
    if _only(source, "modals") != _only(quote, "modals"):
        found.append("modal")
    return tuple(found)


def _only(keys: Sequence[str], kind: str) -> Counter[str]:
    words = (re.sub(r".+'ll", "will", key) for key in keys)
    return Counter(word for word in words if word in word_lists()[kind])


def _modal_may(source: Sequence[str], quote: Sequence[str], around: Sequence[str]) -> bool:
    """Whether the only month in either is `may` and nothing numeric stands by it: then it is the verb."""
    months = set(_only(source, "months")) | set(_only(quote, "months"))
    return months <= {"may", "march"} and not any(_value(k) is not None for k in (*source, *quote, *around))


def _negations(keys: Sequence[str]) -> int:
    return sum(key in word_lists()["negations"] or key.endswith("n't") for key in keys)


def _prefixed(source: Sequence[str], quote: Sequence[str]) -> bool:
    """Whether a word became its opposite by a prefix: `lawful` and `unlawful`, `either` and `neither`."""
    return any(
        (long.endswith(short) and long[: len(long) - len(short)] in word_lists()["negative_prefixes"] and len(short) > 2)
        for a in source
        for b in quote
        if a != b
        for long, short in ((a, b), (b, a))
    )


def _value(key: str) -> str | None:
    """What number a key stands for, in one form; `None` for any other word."""
    if key in VALUES:
        return str(VALUES[key])
    ordinal = _ORDINAL.fullmatch(key)
    if ordinal:
        return ordinal[1]
    if sum(c.isdigit() for c in key) * 2 >= len(key):
        return re.sub(r"(?<=\d),(?=\d{3})", "", key)
    return None


def _numbers(keys: Sequence[str]) -> Counter[str]:
    return Counter(value for key in keys if (value := _value(key)) is not None)


def _dated(keys: Sequence[str], around: Sequence[str]) -> bool:
    """Whether a number among `keys` is of a date: a year, or the day beside a month."""
    if not _numbers(keys):
        return False
    beside = any(key in word_lists()["months"] and key != "may" for key in (*keys, *around))
    may = "may" in around and any(_YEAR.fullmatch(key) for key in (*keys, *around))
    return beside or may or any(_YEAR.fullmatch(key) for key in keys)


def is_unit(key: str) -> bool:
    """Whether a word is what numbers count: `years`, `percent`."""
    return key in word_lists()["units"]


def is_number(keys: Sequence[str]) -> bool:
    """Whether the keys are a number and nothing else."""
    return bool(keys) and all(_value(key) is not None for key in keys)


def is_weighty(key: str) -> bool:
    """Whether a word is a number, a negation, a modal verb or of a date: such a word is never explained away."""
    lists = word_lists()
    number = key in VALUES or bool(re.fullmatch(r"\d(?:[\d.,:/]*\d)?", key))
    return number or bool(_negations([key])) or key in lists["modals"] or key in lists["months"] or key in lists["weekdays"]


def is_firm(key: str) -> bool:
    """Whether a quoted word has a digit, or is a number or a negation: then the source must have it plainly."""
    return _value(key) is not None or bool(_negations([key]))


def is_opposite(source: str, quote: str) -> bool:
    """Whether one word is the other with a negative prefix."""
    return _prefixed([source], [quote])
