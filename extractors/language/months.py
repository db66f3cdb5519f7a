"""Months and weekdays in every printed form; the patterns are read without regard to case where a page may print capitals."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.language.vocabulary import words

MONTHS: Sequence[str] = words("Months")
WEEKDAYS: Sequence[str] = words("Weekdays")
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sep(?:tember|t\.?|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
"""`January`, `Jan.` or `Jan`."""
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
"""`Thursday`, `Thurs.` or `Thu`."""


def month_number(printed: str) -> int:
    """1 to 12 for a month in any printed form. Raises StopIteration for another word."""
    return next(number for number, name in enumerate(MONTHS, 1) if name[:3].casefold() == printed[:3].casefold())


def weekday_name(printed: str) -> str:
    """The full English name of a weekday in any printed form (`Thurs.`, `THURSDAY`). Raises StopIteration for another word."""
    return next(name for name in WEEKDAYS if name[:3].casefold() == printed[:3].casefold())
