"""Spans of time and what they are counted from: `thirty (30) days of the date of this letter`."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from extractors.finding import Doubt
from extractors.language.business_days import add_business_days
from extractors.language.dates import find_dates, find_yearless
from extractors.language.numbers import ORDINALS, TENS, UNITS, spelled
from extractors.language.vocabulary import either, vocabulary

_PATTERNS = vocabulary("deadlines.json")
_UNITS, _TENS = list(UNITS), list(TENS)
_NUMBER = (
    rf"(?:(?:one\s+|a\s+)?hundred(?:\s+(?:and\s+)?(?:{'|'.join(_TENS)}))?|(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_UNITS[:9])}))?"
    rf"|{'|'.join(reversed(_UNITS))}|an?)"
)
_KIND = "calendar|business|working|work|court"
# `thirty (30) business days, excluding holidays`
LENGTH = (
    rf"(?:(?P<word>{_NUMBER})(?:\s*\((?P<figure>\d{{1,3}})\))?|(?P<plain>\d{{1,3}})(?:\s*\((?P<spelled>{_NUMBER})\))?)\s+"
    rf"(?:(?P<kind>{_KIND}|consecutive|full|federal\s+(?:business|working))\s+)?"
    rf"(?P<unit>{either('units_of_time')})s?[’']?(?P<excluding>,?\s*\(?(?:excluding|excepting|not\s+(?:including|counting))\s+"
    r"(?:weekends|Saturdays,?(?:\s+and)?\s+Sundays)(?:,?\s+and\s+(?:\w+\s+){0,3}holidays)?\)?)?(?![\w-])(?:\s+time\b)?"
)
# The tenth business day after, the 30th day following: the same groups as LENGTH
NTH = (
    rf"(?:(?P<word>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})(?:\s*\((?P<figure>\d{{1,3}})(?:st|nd|rd|th)\))?"
    rf"|(?P<plain>\d{{1,3}})(?:st|nd|rd|th)(?P<spelled>))\s+(?:(?P<kind>{_KIND})\s+)?(?P<unit>day)(?P<excluding>)?"
    r"(?=\s+(?:of|from|after|following|before|prior\s+to|preceding)\s)(?!\s+of\s+(?:each|every|the\s+(?:\w+\s+)?month|next|this|[A-Z][a-z]+\b))"
)
_BACKWARDS = r"before|prior\s+to|preceding|in\s+advance\s+of|ahead\s+of"
_COUNTED = re.compile(
    rf"\s*,?\s*(?:starting\s+|counting\s+|counted\s+|running\s+)?(of|from|after|following|{_BACKWARDS})\s+", re.I
)
# "the date on which notice is published in the Federal Register": up to punctuation
_DAY_OF_EVENT = re.compile(r"(?:the\s+)?(?:date|day)\s+(?:on\s+which|that|when)\s+([^,.;:()]{3,90})(?<!\s)", re.I)
# "the decree is entered"
_EVENT_CLAUSE = re.compile(
    r"(?:the|this|that|your|its|our)\s+(?:[\w’'-]+\s+){1,4}?(?:is|are|was|were|has\s+been|have\s+been)\s+(?:\w+ed|\w+[aeou]nt?|made|sent|set)\b",
    re.I,
)
# "of the execution of this letter by both parties"
_AGENT = re.compile(
    r"\s+by\s+(?:both|all|each|either|any|the|your|its|their|our)\s+(?!(?:close|end|date|deadline|time|same|following|next)\b)"
    r"(?:(?!and\b|or\b|must\b|shall\b|will\b|is\b|are\b|you\b)[\w’'-]+\s+){0,3}?"
    r"(?:part(?:y|ies)|sides?|signator(?:y|ies)|court|judge|agency|department|board|council|city|county|company|director|recipient)\b",
    re.I,
)
_WORD = re.compile(r"\s*([\w’'-]+)")
_ARTICLES = frozenset(("the", "a", "an", "this", "its", "their", "your", "our"))


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time that ends at offset `end` of the text, with the event that it is counted from.

    `anchor` names the event (`document_date`, `receipt`, an ISO date, another slug; `None` where none is printed), `counted_from`
    is its printed form, `day` the day on which the span ends, `None` where that cannot be computed.
    """

    end: int
    count: int
    unit: str
    anchor: str | None = None
    counted_from: str = ""
    day: date | None = None
    doubts: tuple[Doubt, ...] = ()


def read_duration(text: str, length: re.Match[str], end: int, today: date | None) -> Duration:
    """The duration whose `LENGTH` has been matched, with what follows it up to `end`; `today` is the date of the document."""
    count, doubts = count_of(length)
    unit = unit_of(length)
    counted = _COUNTED.match(text, length.end(), end)
    if counted:
        stop, anchor, origin = _event(text, counted.end(), end, today)
        if anchor:
            backwards = is_backwards(counted[1])
            day = add_duration(origin, -count if backwards else count, unit) if origin else None
            return Duration(stop, count, unit, anchor, text[counted.start(1) : stop], day, doubts)
    return Duration(length.end(), count, unit, doubts=doubts)


def is_backwards(counted_from: str) -> bool:
    """Whether a span is counted back from its event: `before the hearing`."""
    return re.match(_BACKWARDS, counted_from, re.I) is not None


def add_duration(day: date, count: int, unit: str) -> date | None:
    """`day` moved by `count` of `unit` (`day`, `business day`, `week`, `month`, `year`, `hour`); the next day is day one.

    A month ends on the same day of the month, or on its last; hours count only where they make full days, else `None`.
    """
    if unit == "hour":
        return day + timedelta(hours=count) if count % 24 == 0 else None
    if unit == "business day":
        return add_business_days(day, count)
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1), 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def count_of(length: re.Match[str]) -> tuple[int, tuple[Doubt, ...]]:
    """The printed count; where words and figures differ the words are read, as in law, and the reader is told."""
    word, figure = length["word"] or length["spelled"], length["figure"] or length["plain"]
    if not word:
        return int(figure), ()
    count = ORDINALS.get(word.casefold()) or spelled(word) or 1  # `a week`
    if figure and count != int(figure):
        return count, (Doubt("number-mismatch", f"“{word}” and {figure} are two numbers"),)
    return count, ()


def unit_of(length: re.Match[str]) -> str:
    """The unit of a `LENGTH`, as `add_duration` takes it."""
    unit, kind = length["unit"].casefold(), (length["kind"] or "").casefold()
    works = length["excluding"] or kind.endswith(("business", "working", "work", "court"))
    return "business day" if unit == "day" and works else unit


@cache
def _events() -> dict[str, re.Pattern[str]]:
    def fill(pattern: str) -> str:
        return pattern.replace("{PAPER}", _PATTERNS["paper"]).replace("{DATED}", _PATTERNS["dated"])

    return {name: re.compile(rf"(?:{fill(pattern)})(?![\w’'])", re.I) for name, pattern in _PATTERNS["events"].items()}


def _event(text: str, at: int, end: int, today: date | None) -> tuple[int, str | None, date | None]:
    """The event at `at`: its end, its name, and its day where known."""
    stated = next((found for found in find_dates(text, at, min(end, at + 60)) if found.start == at), None)
    if stated:
        return stated.end, stated.value.isoformat(), stated.value
    short = next((found for found in find_yearless(text, at, min(end, at + 60)) if found.start == at), None)
    if short and today and (printed := short.on_or_after(today)):
        return short.end, printed.value.isoformat(), printed.value
    for name, pattern in _events().items():
        if match := pattern.match(text, at, end):
            agent = _AGENT.match(text, match.end(), end)
            return (agent or match).end(), name, today if name == "document_date" else None
    return _other_event(text, at, end)


def _other_event(text: str, at: int, end: int) -> tuple[int, str | None, None]:
    """An event in words of its own (`entry of the decree`): up to punctuation or a word that begins something else."""
    if clause := _DAY_OF_EVENT.match(text, at, end):
        return clause.end(), re.sub(r"\W+", "_", clause[1].casefold()).strip("_")[:60], None
    if clause := _EVENT_CLAUSE.match(text, at, end):
        return clause.end(), re.sub(r"\W+", "_", clause[0].casefold()).strip("_")[:60], None
    stop_words, stop, words = frozenset(_PATTERNS["stop_words"]), at, list[str]()
    for match in _WORD.finditer(text, at, min(end, at + 120)):
        word = match[1].casefold()
        if match.start() != stop or (word in stop_words and words) or len(words) == 9:
            break
        stop = match.end()
        words.append(word)
    if agent := _AGENT.match(text, stop, end) if words else None:
        stop = agent.end()
    slug = "_".join(re.sub(r"[’']s?$", "", word) for word in words if word not in _ARTICLES).removeprefix("date_of_")
    return (stop, re.sub(r"\W+", "_", slug)[:60], None) if slug else (at, None, None)
