"""Days that are named from where the writer stands: `tomorrow`, `Friday of next week`, `the end of December`, `the 15th`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from extractors.finding import Doubt
from extractors.language.business_days import add_business_days, is_business_day
from extractors.language.dates import find_dates, find_yearless
from extractors.language.durations import LENGTH, add_duration, count_of, unit_of
from extractors.language.months import MONTHS, WEEKDAYS, month_number, weekday_name
from extractors.language.numbers import ORDINALS, ordinal_number

_WORDS = "|".join(sorted((word for word, day in ORDINALS.items() if day <= 31), key=len, reverse=True))
_ORDINAL = rf"(?:(?:{_WORDS})|\d{{1,2}}(?:st|nd|rd|th))"
_MONTH = "|".join(MONTHS)
# "this month", "next year", "December 2017", "the third quarter of 2018", "fiscal year 2018", "calendar year 2018", "the week"
_PERIOD = (
    rf"(?:(?P<month>{_MONTH})(?:,?\s+(?:of\s+)?(?P<month_year>(?:19|20)\d\d|this\s+year|next\s+year))?"
    r"|(?:the\s+)?(?P<quarter>first|second|third|fourth)\s+quarter(?:\s+of\s+(?:calendar\s+year\s+)?(?P<quarter_year>(?:19|20)\d\d))?"
    r"|(?:(?:the|this|our|your)\s+)?(?P<shift>next|following|coming|current|present)?\s*(?P<kind>calendar|federal\s+fiscal|fiscal)?\s*"
    r"(?P<unit>year|month|quarter|week)(?:\s+(?P<unit_year>(?:19|20)\d\d))?|(?P<year>(?:19|20)\d\d))"
)
# `this coming Friday`; before a date it only repeats it
_WEEKDAY = re.compile(
    rf"(?:\b(?P<shift>next|this\s+coming|the\s+coming|the\s+following|this)\s+)?\b(?P<weekday>{'|'.join(WEEKDAYS)})\b(?!,?\s+(?:the\b|\w+\.?\s+\d))",
    re.I,
)
_OF_WEEK = re.compile(r",?\s+(?:of|in|during)\s+(?P<week>next|this|the\s+coming|the\s+following)\s+week\b", re.I)
_OF_WEEK_OF = re.compile(r",?\s+(?:of|in|during)\s+the\s+week\s+(?:of|beginning|starting|commencing)\s+(?:on\s+)?", re.I)
_FROM_TODAY = re.compile(rf",?\s+{LENGTH}\s+from\s+(?:today|now|the\s+date\s+of\s+this\s+letter|this\s+date)\b", re.I)
_NEAR = re.compile(r"\b(?:(?P<after>the\s+day\s+after\s+)?(?P<tomorrow>tomorrow)|today)\b(?![’'])", re.I)
# `the close of business of the quarter`, `the last business day of the month`
_END = re.compile(
    rf"\b(?:the\s+)?(?:(?:very\s+)?(?:end|close)|(?P<ordinal>last|final|{_ORDINAL})\s+(?:(?P<business>business|working|work)\s+|calendar\s+)?day)"
    rf"\s+of\s+(?P<period>{_PERIOD})\b(?![’'])",
    re.I,
)
_YEAR_END = re.compile(r"\b(?P<period>(?P<unit>year|month)(?:[’']s)?(?:-|\s)end)\b(?!\s+\w+(?:\s+by\b|\s+report))", re.I)
# `the 15th of next month`, `the 15th` at the end of a clause
_DAY_OF_MONTH = re.compile(
    rf"\bthe\s+(?P<ordinal>{_ORDINAL})(?:\s+day)?(?:\s+of\s+(?P<which>next|this|the\s+(?:following|coming|current|present|same)|the)\s+month\b"
    r"|(?<=\d\w\w)(?=\s*(?:[.,;:)]|$)|\s+(?:at|by|to|or|and|so|if|in\s+order|with|for)\b))",
    re.I,
)
_QUARTERS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that is not printed as a date; `start` and `end` are half-open offsets, `day` is `None` where it cannot be told."""

    start: int
    end: int
    day: date | None
    doubts: tuple[Doubt, ...] = ()


def find_named_days(text: str, start: int, end: int, today: date | None) -> list[NamedDay]:
    """The days named in `text[start:end]` as they are from `today`, the date of the document, in order; none overlaps another."""
    found = sorted(_all(text, start, end, today), key=lambda named: (named.start, -named.end))
    kept: list[NamedDay] = []
    for named in found:
        if not kept or named.start >= kept[-1].end:
            kept.append(named)
    return kept


def _all(text: str, start: int, end: int, today: date | None) -> Iterator[NamedDay]:
    for match in _WEEKDAY.finditer(text, start, end):
        yield _weekday(text, match, end, today)
    for match in _NEAR.finditer(text, start, end):
        ahead = (2 if match["after"] else 1) if match["tomorrow"] else 0
        yield NamedDay(*match.span(), today + timedelta(ahead) if today else None)
    for pattern in (_END, _YEAR_END):
        for match in pattern.finditer(text, start, end):
            yield NamedDay(*match.span(), *_in_period(match, today))
    for match in _DAY_OF_MONTH.finditer(text, start, end):
        yield NamedDay(*match.span(), _day_of_month(match, today) if today else None)


def _weekday(text: str, match: re.Match[str], end: int, today: date | None) -> NamedDay:
    wanted = WEEKDAYS.index(weekday_name(match["weekday"]))
    if of_week := _OF_WEEK.match(text, match.end(), end):
        weeks = 0 if of_week["week"].casefold() == "this" else 1
        return NamedDay(match.start(), of_week.end(), _in_week(today + timedelta(7 * weeks), wanted) if today else None)
    if (of_week := _OF_WEEK_OF.match(text, match.end(), end)) and (first := _printed(text, of_week.end(), end, today)):
        return NamedDay(match.start(), first[0], _in_week(first[1], wanted) if first[1] else None)
    if counted := _FROM_TODAY.match(text, match.end(), end):
        day = add_duration(today, count_of(counted)[0], unit_of(counted)) if today else None
        doubts = () if day is None or day.weekday() == wanted else (_mismatch(day, wanted),)
        return NamedDay(match.start(), counted.end(), None if doubts else day, doubts)
    if today is None:
        return NamedDay(*match.span(), None)
    coming = today + timedelta((wanted - today.weekday() - 1) % 7 + 1)
    if (match["shift"] or "").casefold() == "next" and coming != _in_week(today + timedelta(7), wanted):
        return NamedDay(*match.span(), None, (Doubt("day-ambiguous", f"“{match[0]}” may be {coming} or a week later"),))
    return NamedDay(*match.span(), coming)


def _in_week(day: date, weekday: int) -> date:
    """The day with that weekday in the week of `day`, which begins on Monday; the week of a Sunday is the one that it opens."""
    monday = day + timedelta(1) if day.weekday() == 6 else day - timedelta(day.weekday())
    return monday + timedelta(weekday)


def _printed(text: str, at: int, end: int, today: date | None) -> tuple[int, date | None] | None:
    """The end and the day of the date that begins at `at`."""
    for full in find_dates(text, at, min(end, at + 40)):
        if full.start == at:
            return full.end, full.value
    for short in find_yearless(text, at, min(end, at + 40)):
        if short.start == at:
            day = short.on_or_after(today) if today else None
            return short.end, day.value if day else None
    return None


def _mismatch(day: date, wanted: int) -> Doubt:
    return Doubt("weekday-mismatch", f"{day} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[wanted]}")


def _in_period(match: re.Match[str], today: date | None) -> tuple[date | None, tuple[Doubt, ...]]:
    """The day of a period that is meant: its last, or the one that an ordinal says."""
    span = _period(match, today)
    if span is None:
        return None, ()
    first, last = span
    groups = match.groupdict()
    ordinal, business = (groups.get("ordinal") or "last").casefold(), groups.get("business")
    doubts = (Doubt("day-assumed", f"“{match[0]}” is read as {last}"),) if groups.get("unit", "") == "week" else ()
    if ordinal in ("last", "final"):
        return (last if not business or is_business_day(last) else add_business_days(last, -1)), doubts
    number = ordinal_number(ordinal)
    return (add_business_days(first - timedelta(1), number) if business else first + timedelta(number - 1)), ()


def _period(match: re.Match[str], today: date | None) -> tuple[date, date] | None:
    """First and last day of the period that a match of `_PERIOD` names; `None` where its year is not known."""
    groups = match.groupdict()
    if groups.get("month"):
        return _month(month_number(groups["month"]), groups["month_year"], today)
    printed = groups.get("year") or groups.get("unit_year") or groups.get("quarter_year")
    ahead = (groups.get("shift") or "").casefold() in ("next", "following", "coming")
    if groups.get("quarter"):
        year = int(printed) if printed else today.year if today else None
        return _quarter(year, _QUARTERS.index(groups["quarter"].casefold())) if year else None
    if today is None and not printed:
        return None
    unit, fiscal = (groups.get("unit") or "year").casefold(), (groups.get("kind") or "").casefold().endswith("fiscal")
    if unit == "year":
        base = int(printed) if printed else _current_year(today, fiscal) + ahead  # type: ignore[arg-type]
        return (date(base - 1, 10, 1), date(base, 9, 30)) if fiscal else (date(base, 1, 1), date(base, 12, 31))
    assert today is not None
    if unit == "week":
        friday = _in_week(today + timedelta(7 * ahead), 4)
        return friday - timedelta(4), friday
    if unit == "quarter":
        at = today.year * 4 + (today.month - 1) // 3 + ahead
        return _quarter(at // 4, at % 4)
    at = today.year * 12 + today.month - 1 + ahead
    return _whole_month(at // 12, at % 12 + 1)


def _current_year(today: date, fiscal: bool) -> int:
    """The federal fiscal year begins on October 1 of the year before."""
    return today.year + (1 if fiscal and today.month >= 10 else 0)


def _month(month: int, said: str | None, today: date | None) -> tuple[date, date] | None:
    """A month, of the year that is said, or else the next one that has not ended by `today`."""
    if said and said.isdigit():
        return _whole_month(int(said), month)
    if today is None:
        return None
    ahead = said.casefold().startswith("next") if said else month < today.month
    return _whole_month(today.year + ahead, month)


def _whole_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _quarter(year: int, quarter: int) -> tuple[date, date]:
    return date(year, quarter * 3 + 1, 1), _whole_month(year, quarter * 3 + 3)[1]


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    """`the 15th of next month`; `the 27th` is the next one that is not before `today`."""
    which, number = (match["which"] or "").casefold(), ordinal_number(match["ordinal"])
    ahead = which.endswith(("next", "following", "coming")) or (not which and number < today.day)
    at = today.year * 12 + today.month - 1 + ahead
    first, last = _whole_month(at // 12, at % 12 + 1)
    return first + timedelta(number - 1) if number <= last.day else None
