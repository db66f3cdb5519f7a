"""The grammar of time limits: `no later than 5:00 p.m. on June 1, 2018`, `within thirty (30) days of the date of this letter`."""

from __future__ import annotations

import calendar
import json
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from extractors.finding import Doubt
from extractors.language.dates import PrintedDate, find_dates, find_yearless
from extractors.language.durations import LENGTH, read_duration
from extractors.language.months import MONTHS, WEEKDAYS, month_number, weekday_name

_PATTERNS = json.loads((Path(__file__).parents[1] / "patterns" / "deadlines.json").read_text("utf-8"))
_ZONE = (
    r"\(?(?:(?:Eastern|Central|Mountain|Pacific|Alaska|Hawaii(?:-Aleutian)?|Atlantic|Chamorro)(?:\s+(?:Standard|Daylight|Savings?))*"
    r"(?:\s+Time)?|[ECMPAH][SD]?T|[ECMP]\.(?:[SD]\.)?T\.|(?:local|prevailing|your|our)(?:\s+\w+)?\s+time)(?!\w)\)?"
)
_CLOCK = r"(?:\d{1,2}(?::\d\d){0,2}\s*(?:[ap]\.\s?m\.|[ap]\.?m\b|noon|midnight|o[’']clock)|\d{4}\s+hours|\d{1,2}:\d\d)"
_TIME = (
    rf"(?:{_CLOCK}|noon|midnight|(?:the\s+)?(?:close|end)\s+of\s+(?:the\s+)?(?:business|day|work(?:ing)?)(?:\s+(?:day|hours))?"
    rf"|C\.O\.B\.|COB\b|EOD\b)(?:,?\s*\(?{_CLOCK}\)?)?(?:,?\s*{_ZONE}){{0,2}}\)?"
)
_ON = (
    rf"(?:{_TIME},?\s+(?:on\s+|of\s+)?)?(?:on\s+)?(?:the\s+(?:date|morning|evening|close|deadline)\s+of\s+)?"
    r"(?:(?:this|the\s+coming)\s+)?"
)
_TIME_AFTER = re.compile(rf"(?:,?\s+(?:at|by|before)\s+|,?\s+\(?(?=\d|noon|close|COB)|,?\s+\((?:at|by)\s+){_TIME}", re.I)
_MONTH_NAMES = "|".join(MONTHS)
_WEEKDAY_ALONE = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b(?!,?\s+(?:the\b|\w+\.?\s+\d))", re.I)
_END_OF = re.compile(
    rf"(?:the\s+)?end\s+of\s+(?:calendar\s+year\s+)?(?:(?P<month>{_MONTH_NAMES}),?\s+)?(?P<year>(?:19|20)\d\d)\b", re.I
)
_WHICH = r"(?P<which>earlier|sooner|earliest|first|later|latest|last)"
_IN_WHICH = ("earl", "soone", "rst", "late", "last")  # what each of them has
_UNITS = ("day", "week", "month", "hour", "year")
_WHICHEVER = re.compile(rf",?\s*\(?whichever\s+(?:date\s+)?(?:is|comes|occurs|falls)?\s*(?:the\s+)?{_WHICH}\)?", re.I)
_OR = re.compile(r",?\s+(?:and|or)\s+(?:\(\w\)\s*)?", re.I)
_AND = re.compile(
    r",?\s+(?:and\s+|,\s*)?(?:(?:the|a)\s+(?:second|third|fourth|next|last|final|other)\s+(?:\w+\s+)?)?(?:on\s+)?", re.I
)
_LENGTH = re.compile(LENGTH, re.I)


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """An expression of time by which something is to be done; `start` and `end` are half-open offsets into the text.

    `day` is `None` where it cannot be computed. A `relative` limit counts from `anchor` (see `Duration`), as `counted_from`
    says, `count` of `unit`.
    `form`: `preposition` (`by May 1`), `named` (`the deadline is May 1`) `bare` (`You have 30 days`) or
    `series` (a further date under the preposition of the limit before).
    """

    start: int
    end: int
    relation: str
    day: date | None
    relative: bool = False
    anchor: str | None = None
    counted_from: str = ""
    count: int = 0
    unit: str = "day"
    form: str = "preposition"
    doubts: tuple[Doubt, ...] = ()


def find_time_limits(text: str, start: int, end: int, today: date | None) -> list[TimeLimit]:
    """The time limits in `text[start:end]`, in order; `this letter` and `October 25` are counted from `today`."""
    said = text[start:end].casefold()
    limits = _choices(text, start, end, today) if any(word in said for word in _IN_WHICH) else []
    limits += _absolute(text, start, end, today)
    if any(unit in said for unit in _UNITS):
        limits += _relative(text, start, end, today)
    kept: list[TimeLimit] = []
    for limit in sorted(limits, key=lambda limit: (limit.start, -limit.end)):
        if not kept or limit.start >= kept[-1].end:
            kept.append(limit)
    return _whichever(text, kept, end)


@cache
def _relations(key: str) -> tuple[str, dict[str, re.Pattern[str]]]:
    rules = {rule["id"]: rule["pattern"] for rule in _PATTERNS[key]}
    return "|".join(rules.values()), {name: re.compile(pattern, re.I) for name, pattern in rules.items()}


def _relation(key: str, printed: str) -> str:
    return next(name for name, pattern in _relations(key)[1].items() if pattern.fullmatch(printed))


@cache
def _before_date() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<relation>{_relations('relations')[0]}),?\s+{_ON}$", re.I)


@cache
def _naming() -> re.Pattern[str]:
    """`The deadline for comments is `, `Response due: ` and the like, up to the date."""
    naming = _PATTERNS["naming"].replace("{DEADLINE}", _PATTERNS["vocabulary"]["DEADLINE"])
    return re.compile(rf"{naming}(?P<date>{_ON})$", re.I)


@cache
def _duration_limits() -> re.Pattern[str]:
    verbs = "|".join(rf"(?<=\b{verb}\s)" for verb in ("have", "has", "given", "allowed", "granted", "due", "you", "only"))
    return re.compile(rf"(?:\b(?P<relation>{_relations('duration_relations')[0]})\s+|{verbs}){LENGTH}", re.I)


def _absolute(text: str, start: int, end: int, today: date | None) -> list[TimeLimit]:
    dates: list[tuple[int, int, PrintedDate | None]] = [(d.start, d.end, d) for d in find_dates(text, start, end)]
    dates += [(d.start, d.end, d.on_or_after(today) if today else None) for d in find_yearless(text, start, end)]
    limits = []
    for a, b, printed in dates:
        if begin := _begin(text, start, a):
            doubts = _weekday_doubts(printed) if printed else ()
            day = printed.value if printed else None
            limits.append(TimeLimit(begin[0], _with_time(text, b, end), begin[1], day, form=begin[2], doubts=doubts))
    limits += _series(text, limits, dates)
    taken = [(a, b) for a, b, _ in dates]
    return limits + _without_date(text, start, end, today, taken)


def _series(text: str, limits: list[TimeLimit], dates: list[tuple[int, int, PrintedDate | None]]) -> list[TimeLimit]:
    """Further dates under one preposition: `due on March 1, 2018, and the second on June 1, 2018`."""
    last, series = {limit.end: limit for limit in limits}, []
    for a, b, printed in sorted(dates, key=lambda found: found[0]):
        before = next((limit for end, limit in last.items() if end < a and _AND.fullmatch(text, end, a)), None)
        if before and printed and before.relation != "until":
            last[b] = replace(before, start=a, end=b, day=printed.value, form="series", doubts=_weekday_doubts(printed))
            series.append(last[b])
    return series


def _without_date(text: str, start: int, end: int, today: date | None, taken: list[tuple[int, int]]) -> list[TimeLimit]:
    """`by Friday`, `by the end of 2019`."""
    limits = []
    for pattern in (_WEEKDAY_ALONE, _END_OF):
        for match in pattern.finditer(text, start, end):
            begin = _begin(text, start, match.start())
            if begin and begin[1] not in ("due", "until") and not any(a <= match.start() < b for a, b in taken):
                day = _last_day(match) if pattern is _END_OF else _coming(match[1], today)
                limits.append(TimeLimit(begin[0], _with_time(text, match.end(), end), begin[1], day, form=begin[2]))
    return limits


def _coming(weekday: str, today: date | None) -> date | None:
    """The first such weekday after `today`."""
    wanted = WEEKDAYS.index(weekday_name(weekday))
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1) if today else None


def _last_day(match: re.Match[str]) -> date:
    month = month_number(match["month"]) if match["month"] else 12
    return date(int(match["year"]), month, calendar.monthrange(int(match["year"]), month)[1])


def _begin(text: str, start: int, at: int) -> tuple[int, str, str] | None:
    """Start, relation and form of the expression whose date is at `at`; `None` for a date that nothing is due by."""
    window = max(start, at - 160)
    before = text[window:at]
    if named := _naming().search(before):
        return window + named.start("date"), "by", "named"
    if lead := _before_date().search(before):
        return window + lead.start(), _relation("relations", lead["relation"]), "preposition"
    return None


def _with_time(text: str, at: int, end: int) -> int:
    after = _TIME_AFTER.match(text, at, end)
    return after.end() if after else at


def _weekday_doubts(printed: PrintedDate) -> tuple[Doubt, ...]:
    if printed.weekday_fits:
        return ()
    return (Doubt("weekday-mismatch", f"{printed.value} is a {WEEKDAYS[printed.value.weekday()]}, not a {printed.weekday}"),)


def _relative(text: str, start: int, end: int, today: date | None) -> list[TimeLimit]:
    limits = []
    for match in _duration_limits().finditer(text, start, end):
        span = read_duration(text, match, end, today)
        relation = _relation("duration_relations", match["relation"]) if match["relation"] else "within"
        if relation == "no_more_than" and span.anchor is None:
            continue  # `not more than ten days` without a start is a quantity
        form = "preposition" if match["relation"] else "bare"
        at = match.start()
        limits.append(
            TimeLimit(
                at, span.end, relation, span.day, True, span.anchor, span.counted_from, span.count, span.unit, form, span.doubts
            )
        )
    return limits


@cache
def _choice() -> re.Pattern[str]:
    relations = f"{_relations('relations')[0]}|{_relations('duration_relations')[0]}"
    return re.compile(rf"\b(?P<relation>{relations})\s+(?:the\s+)?{_WHICH}\s+of\s+(?:either\s+)?(?:\(\w\)\s*)?", re.I)


_EVENT = re.compile(r"the\s+(?:day|date)\s+(?:on\s+which|that|when)\s+[^,.;:()]{3,80}(?<!\s)", re.I)


def _choices(text: str, start: int, end: int, today: date | None) -> list[TimeLimit]:
    """`no later than the earlier of May 1, 2018, and 30 days after the date of this letter`."""
    limits = []
    for match in _choice().finditer(text, start, end):
        one = _point(text, match.end(), end, today)
        link = _OR.match(text, one.end, end) if one else None
        other = _point(text, link.end(), end, today) if link else None
        if one and other:
            relations = "relations" if any(p.fullmatch(match["relation"]) for p in _relations("relations")[1].values()) else ""
            relation = _relation(relations or "duration_relations", match["relation"])
            limits.append(replace(_chosen(one, other, match["which"], match.start(), other.end), relation=relation))
    return limits


def _point(text: str, at: int, end: int, today: date | None) -> TimeLimit | None:
    """A date, or a duration with its start, that begins at `at`."""
    for printed in find_dates(text, at, min(end, at + 90)):
        if re.fullmatch(_ON, text[at : printed.start], re.I):
            return TimeLimit(at, _with_time(text, printed.end, end), "by", printed.value, doubts=_weekday_doubts(printed))
    length = _LENGTH.match(text, at, end)
    span = read_duration(text, length, end, today) if length else None
    if span is None and (event := _EVENT.match(text, at, end)):
        return TimeLimit(at, event.end(), "by", None, True, "event")
    if span is None or span.anchor is None:
        return None
    return TimeLimit(
        at, span.end, "within", span.day, True, span.anchor, span.counted_from, span.count, span.unit, doubts=span.doubts
    )


def _whichever(text: str, limits: list[TimeLimit], end: int) -> list[TimeLimit]:
    """Join two limits of which one counts: `within 60 days of receipt or by May 1, 2018, whichever is later`."""
    joined: list[TimeLimit] = []
    for limit in limits:
        which = _WHICHEVER.match(text, limit.end, end)
        if which and joined and re.fullmatch(r"[\s,]*or[\s,]*", text[joined[-1].end : limit.start], re.I):
            joined[-1] = _chosen(joined[-1], limit, which["which"], joined[-1].start, which.end())
        else:
            joined.append(limit)
    return joined


def _chosen(one: TimeLimit, other: TimeLimit, which: str, start: int, end: int) -> TimeLimit:
    first = which.casefold() in ("earlier", "sooner", "earliest", "first")
    known = [day for day in (one.day, other.day) if day]
    # the earlier of a day and an event without one is that day at the latest
    by_event = first and "event" in (one.anchor, other.anchor)
    day = (min if first else max)(known) if len(known) == 2 or (known and by_event) else None
    relative = one if one.relative else other
    chosen = replace(one, start=start, end=end, day=day, doubts=one.doubts + other.doubts)
    return replace(chosen, relative=day is None, anchor=relative.anchor, counted_from=relative.counted_from, form="preposition")
