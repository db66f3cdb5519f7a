"""Months and weekdays in every printed form; the patterns are read without regard to case where a page may print capitals."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.language.vocabulary import either, words

MONTHS: Sequence[str] = words("Months")
WEEKDAYS: Sequence[str] = words("Weekdays")
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sep(?:tember|t\.?|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
"""`January`, `Jan.` or `Jan`."""
SPANISH_MONTHS, SPANISH_WEEKDAYS = words("spanish_months"), words("spanish_weekdays")
SPANISH_MONTH, SPANISH_WEEKDAY = rf"(?:{either('spanish_months')})", rf"(?:{either('spanish_weekdays')})"
"""`marzo`, `jueves`: the Department writes to Spanish papers, too."""
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
"""`Thursday`, `Thurs.` or `Thu`."""


def month_number(printed: str) -> int:
    """1 to 12 for a month in any printed form, English or Spanish. Raises StopIteration for another word."""
    names = zip(MONTHS, SPANISH_MONTHS, strict=True)
    said = printed[:3].casefold()
    return next(n for n, (name, spanish) in enumerate(names, 1) if said in (name[:3].casefold(), spanish[:3]))


def weekday_name(printed: str) -> str:
    """The full English name of a weekday in any printed form (`Thurs.`, `jueves`). Raises StopIteration for another word."""
    if printed.casefold() in SPANISH_WEEKDAYS:
        return WEEKDAYS[SPANISH_WEEKDAYS.index(printed.casefold())]
    return next(name for name in WEEKDAYS if name[:3].casefold() == printed[:3].casefold())
