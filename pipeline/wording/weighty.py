"""Words that change what a text says: negations, modal verbs, numbers, months and weekdays; one list for all comparisons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from extractors.language.months import MONTHS, WEEKDAYS
from extractors.language.numbers import VALUES
from extractors.language.vocabulary import lists, vocabulary

_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_FIGURE = re.compile(r"\d(?:[\d.,:/]*\d)?")
_CALENDAR = frozenset(name.casefold() for name in (*MONTHS, *WEEKDAYS))
MONTH_KEYS = frozenset(form for name in MONTHS for form in (name.casefold(), name[:3].casefold())) | {"sept"}
"""The keys of months, in full and cut short."""


def word_lists() -> Mapping[str, list[str]]:
    """The word lists of this room."""
    return lists("wording.json")


@cache
def senses() -> Mapping[str, list[str]]:
    """The words of one sense, by its name."""
    told: Mapping[str, list[str]] = vocabulary("wording.json")["senses"]
    return told


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(word_lists()[kind])


def is_negation(key: str) -> bool:
    """Whether a word, in small letters, denies: `not`, `unless`, `don't`."""
    return key in _listed("negations") or key.endswith("n't")


def is_condition(key: str) -> bool:
    """Whether a word, in small letters, limits what is said to a case: `except`, `only`, `if`."""
    return key in _listed("conditions")


def modal(key: str) -> str | None:
    """The word of obligation or leave that a word is or is contracted with: `will` for `we'll`; `None` for any other word."""
    word = re.sub(r".+'ll", "will", key)
    return word if word in _listed("modals") else None


def is_opposite(one: str, other: str) -> bool:
    """Whether a word became its opposite by a prefix: `lawful` and `unlawful`, `either` and `neither`."""
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and long.endswith(short) and long[: len(long) - len(short)] in _listed("negative_prefixes")


def number(key: str) -> str | None:
    """What number a word stands for, in one form; `None` for any other word."""
    if key in VALUES:
        return str(VALUES[key])
    ordinal = _ORDINAL.fullmatch(key)
    if ordinal:
        return ordinal[1]
    if sum(c.isdigit() for c in key) * 2 >= len(key):
        return re.sub(r"(?<=\d),(?=\d{3})", "", key)
    return None


def is_weighty(key: str) -> bool:
    """Whether a word is a number, a negation, a modal verb or of a date: such a word is never explained away."""
    figure = key in VALUES or bool(_FIGURE.fullmatch(key))
    return figure or is_negation(key) or modal(key) == key or key in MONTH_KEYS or key in _CALENDAR
