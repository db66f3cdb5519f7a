"""The grammar of dates as they are printed: where each stands, which day it means, which weekday is said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extractors.language.confusions import AS_DIGITS
from extractors.language.months import (
    MONTH,
    MONTHS,
    SPANISH_MONTH,
    SPANISH_WEEKDAY,
    WEEKDAY,
    WEEKDAYS,
    month_number,
    weekday_name,
)
from extractors.language.numbers import ORDINALS

_S = r"[^\S\n]"  # white space within a line: a date never runs from one paragraph into the next
# Friday, June 22 · Friday, the 22nd · Friday (June 22, 2018), whose bracket _AFTER closes
_BEFORE = rf"(?:\b(?P<before>{WEEKDAY}){_S}*,?{_S}+(?:the{_S}+|(?P<open>\(){_S}*)?)?"
_AFTER = rf"(?:{_S}*,?{_S}*\((?P<after1>{WEEKDAY})\)|{_S}*,{_S}*(?P<after2>{WEEKDAY})(?!\w|,?{_S}+(?:{MONTH}|\d)))?"
_CLOSED = r"(?(open)\s?\)|)"
_DAY = r"(?P<day>[0-3OlI]?[0-9OlI])"  # O, l and I are what OCR makes of 0 and 1
_SUFFIX = rf"(?:{_S}?(?:st|nd|rd|th|d)\b)?"  # 3d and 22d as courts print them
_YEAR = r"(?:(?P<year>[12lI][0-9O][0-9OlI]{2})|[’‘'](?P<short>\d\d))(?![0-9A-Za-z]|-\d)"
_ORDINAL = "|".join(sorted((word for word, day in ORDINALS.items() if day <= 31), key=len, reverse=True))


def _compile(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_DATES = _compile(
    # August 3, 2017 · Aug. 3 , 2017 · OCT 30 2018 · August 3rd, 2017 · August 18. 2017 (a comma read as a full stop)
    rf"{_BEFORE}\b(?P<month>{MONTH}){_S}*-?{_DAY}{_SUFFIX}"
    rf"(?:{_S}*,{_S}*|{_S}+|-|\.{_S}*(?=\d{{4}}{_S}*(?:[,.;:)\n]|$)))(?:of{_S}+)?{_YEAR}{_AFTER}{_CLOSED}",
    # 3 August 2017 · 3rd of August, 2017 · the 3rd day of August, 2017 · 03-Aug-2017
    rf"{_BEFORE}(?<![\w/.-])(?:the{_S}+|this{_S}+)?{_DAY}{_SUFFIX}(?:{_S}+|-)(?:(?:day{_S}+)?of{_S}+)?(?P<month>{MONTH})"
    rf"(?:{_S}*,{_S}*|{_S}+|-){_YEAR}{_AFTER}{_CLOSED}",
    # the third day of August, 2017 · third of August 2017
    rf"{_BEFORE}\b(?:the{_S}+|this{_S}+)?(?P<ordinal>{_ORDINAL}){_S}+(?:day{_S}+)?of{_S}+(?P<month>{MONTH})"
    rf"(?:{_S}*,{_S}*|{_S}+){_YEAR}{_AFTER}{_CLOSED}",
    # jueves, 12 de marzo de 2020
    rf"(?:\b(?P<before>{SPANISH_WEEKDAY}){_S}*,?{_S}+)?(?<![\w/.-]){_DAY}{_S}+de{_S}+(?P<month>{SPANISH_MONTH}){_S}+del?{_S}+{_YEAR}",
    # AUG 0 7 2019, JAN 1 5 2020: a stamp whose figures stand apart
    rf"\b(?P<month>{MONTH}){_S}*(?P<day>[0-3OlI]{_S}[0-9OlI])(?:{_S}*,{_S}*|{_S}+){_YEAR}",
    # 03AUG2017
    rf"(?<![\w/.-])(?P<day>[0-3]\d)(?P<month>{'|'.join(name[:3] for name in MONTHS)})(?P<year>(?:19|20)\d\d)(?!\w)",
    # 2017-08-03 · 2017-08-03T10:00
    r"(?<![\w/.-])(?P<year>(?:19|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)(?!\d|[-/.]\d)",
    # 08/03/2017 · 8-3-17 · 8.3.2017, month first
    rf"{_BEFORE}(?<![\w/.,-])(?<!No\.\s)(?<!Nos\.\s)(?<!DJ\s)(?<!#\s)(?P<number>[01]?\d)(?P<sep>[/.-])(?P<day>[0-3]?\d)(?P=sep)"
    rf"(?P<year>(?:19|20)\d\d|(?<=[/-])\d\d)(?!\w|[-/.,]\d){_CLOSED}",
)
_HAS_MONTH = re.compile(rf"(?<![A-Z])(?:{MONTH}|{SPANISH_MONTH})(?![A-Z])", re.IGNORECASE)
_UNMARKED = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<rest>\d{2,4})(?!\d)")
_HAS_DIGIT = re.compile(r"\d")
# `May 1st`, `the 1st day of May`, with no year behind, no time of day and no second day
_YEARLESS = _compile(
    rf"{_BEFORE}\b(?P<month>{MONTH}){_S}*(?P<day>[0-3]?\d){_SUFFIX}(?!\d|[:/]\d)(?!{_S}*[-–—]{_S}*\d|{_S}*[,.]?{_S}*[12]\d{{3}}\b"
    rf"|{_S}+(?:of{_S}+\d{{4}}|[ap]\.?m\b|(?:and|or|to|through){_S}+\d)|{_S}*,{_S}*\d{{1,2}}(?:,|{_S}+(?:and|or)\b)){_CLOSED}",
    rf"{_BEFORE}(?<![\w/.,$–-])(?:the{_S}+)?(?P<day>[0-3]?\d){_SUFFIX}{_S}+(?:(?:day{_S}+)?of{_S}+)?(?P<month>{MONTH})\b"
    rf"(?!{_S}*[,.]?{_S}*[0-9OlI]){_CLOSED}",
)
_DIGITS = {**AS_DIGITS, **dict.fromkeys(map(ord, "Liİı"), "1")}  # what the patterns take for O, l and I, whatever the case


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date on the page; `start` and `end` are half-open offsets and take in the weekday, `weekday` is its full English name."""

    start: int
    end: int
    value: date
    weekday: str | None = None

    @property
    def weekday_fits(self) -> bool:
        """Whether the weekday printed with the date, if any, is the weekday of that day."""
        return self.weekday is None or WEEKDAYS[self.value.weekday()] == self.weekday


@dataclass(frozen=True, slots=True)
class YearlessDate:
    """A day and month without a year (`October 25`); `start` and `end` as for a `PrintedDate`."""

    start: int
    end: int
    month: int
    day: int
    weekday: str | None = None

    def on_or_after(self, day: date) -> PrintedDate | None:
        """The first such day that is not before `day`; `None` where there is none within a year (February 29)."""
        for year in (day.year, day.year + 1):
            value = _day(year, self.month, self.day)
            if value is not None and value >= day:
                return PrintedDate(self.start, self.end, value, self.weekday)
        return None


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[PrintedDate]:
    """Every date with a year in `text[start:end]`, in order; numbers in the order month, day. Impossible days are no dates."""
    found = []
    for match in _matches(_DATES, text, start, end):
        value = _value(match)
        if value is not None:
            found.append(PrintedDate(*match.span(), value, _weekday(match)))
    return found


def find_unmarked(text: str, start: int, end: int) -> list[PrintedDate]:
    """The date that `text[start:end]` is as a bare number: `20181221`, `2018822`; none where it may mean two days (`2012118`)."""
    match = _UNMARKED.fullmatch(text, start, end)
    if match is None:
        return []
    year, rest = int(match["year"]), match["rest"]
    cuts = [2] if len(rest) == 4 else range(1, len(rest))
    parts = [(rest[:cut], rest[cut:]) for cut in cuts]
    printed = [(month, day) for month, day in parts if len(rest) == 4 or (month[0] != "0" and day[0] != "0")]
    days = [value for month, day in printed if (value := _day(year, int(month), int(day)))]
    return [PrintedDate(start, end, days[0])] if len(days) == 1 else []


def find_yearless(text: str, start: int = 0, end: int | None = None) -> list[YearlessDate]:
    """Every day of a month without a year in `text[start:end]`, in order; `May` and the like only with a capital."""
    yearless = _matches(_YEARLESS, text, start, end)
    taken = [match.span() for match in _matches(_DATES, text, start, end)] if yearless else []
    found = []
    for match in yearless:
        month, day = month_number(match["month"]), int(match["day"])
        overlaps = any(a < match.end() and match.start() < b for a, b in taken)
        if match["month"][0].isupper() and not overlaps and _day(2000, month, day):  # a leap year: February 29 may be meant
            found.append(YearlessDate(*match.span(), month, day, _weekday(match)))
    return found


def find_impossible(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Half-open spans of what is printed as a day of a month that has no such day: `November 31, 2017`, `February 30`."""
    spans = [
        match.span()
        for match in _matches(_DATES, text, start, end)
        if match.groupdict().get("month") and match.groupdict().get("day") and _value(match) is None
    ]
    yearless = [match for match in _matches(_YEARLESS, text, start, end) if match["month"][0].isupper()]
    spans += [match.span() for match in yearless if _day(2000, month_number(match["month"]), int(match["day"])) is None]
    return [(a, b) for a, b in sorted(set(spans)) if not any(c <= a and b < d for c, d in spans)]


def _matches(patterns: tuple[re.Pattern[str], ...], text: str, start: int, end: int | None) -> list[re.Match[str]]:
    """Matches of all patterns in order; of two that overlap the one that starts first, then the longer."""
    end = len(text) if end is None else end
    if not _HAS_DIGIT.search(text, start, end):
        return []
    month = _HAS_MONTH.search(text, start, end) is not None
    every = [
        match
        for pattern in patterns
        if month or "month" not in pattern.groupindex
        for match in pattern.finditer(text, start, end)
    ]
    kept: list[re.Match[str]] = []
    for match in sorted(every, key=lambda m: (m.start(), -m.end())):
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def _value(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    printed_year = groups["year"] or groups["short"]
    year = int(printed_year.translate(_DIGITS))
    if len(printed_year) == 2:  # as POSIX reads two digits
        year += 2000 if year < 69 else 1900
    if groups.get("ordinal"):
        return _day(year, month_number(match["month"]), ORDINALS[groups["ordinal"].casefold()])
    if not 1776 <= year < 2100 or not any(c.isdigit() for c in groups["day"]):
        return None
    month = int(groups["number"]) if groups.get("number") else month_number(match["month"])
    return _day(year, month, int(re.sub(r"\s", "", groups["day"]).translate(_DIGITS)))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    printed = groups.get("before") or groups.get("after1") or groups.get("after2")
    return weekday_name(printed) if printed else None
