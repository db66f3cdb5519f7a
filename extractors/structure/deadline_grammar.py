"""The grammar of time limits: `no later than 5:00 p.m. on June 1, 2018`, `within thirty (30) days of the date of this letter`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from extractors.finding import Doubt
from extractors.language.dates import PrintedDate, find_dates, find_impossible, find_yearless
from extractors.language.durations import LENGTH, NTH, is_backwards, read_duration
from extractors.language.months import WEEKDAYS
from extractors.language.named_days import NamedDay, find_named_days
from extractors.language.vocabulary import vocabulary, words

_PATTERNS = vocabulary("deadlines.json")
# `Eastern Daylight Time`, `(EST)`, `local time`
_ZONE = (
    r"\(?(?:(?:Eastern|Central|Mountain|Pacific|Alaska|Hawaii(?:-Aleutian)?|Atlantic|Chamorro)(?:\s+(?:Standard|Daylight|Savings?))*"
    r"(?:\s+Time)?|[ECMPAH][SD]?T|[ECMP]\.(?:[SD]\.)?T\.|(?:local|prevailing|your|our)(?:\s+\w+)?\s+time)(?!\w)\)?"
)
# `5:00 p.m.`, `12 noon`, `1700 hours`
_CLOCK = r"(?:\d{1,2}(?::\d\d){0,2}\s*(?:[ap]\.\s?m\.|[ap]\.?m\b|noon|midnight|o[’']clock)|\d{4}\s+hours|\d{1,2}:\d\d)"
# `the close of business (COB), 5:00 p.m. ET`
_TIME = (
    rf"(?:{_CLOCK}|noon|midnight|(?:the\s+)?(?:close|end)\s+of\s+(?:the\s+)?(?:business|day|work(?:ing)?)(?:\s+(?:day|hours))?"
    rf"|C\.O\.B\.|[CE]OB\b|EOD\b)(?:\s*\((?:C\.O\.B\.|[CE]OB|EOD)\))?(?:,?\s*\(?{_CLOCK}\)?)?(?:,?\s*{_ZONE}){{0,2}}\)?"
)
# what may stand before a date: `5:00 p.m. on`, `the morning of`, `this coming`
_ON = (
    rf"(?:{_TIME},?\s+(?:on\s+|of\s+)?)?(?:on\s+)?(?:the\s+(?:date|morning|evening|close|deadline)\s+of\s+)?"
    r"(?:(?:this(?:\s+coming)?|next|the\s+(?:coming|following))\s+)?"
)
_TIME_AFTER = re.compile(rf"(?:,?\s+(?:at|by|before)\s+|,?\s+\(?(?=\d|noon|close|COB)|,?\s+\((?:at|by)\s+){_TIME}", re.I)
_WHICH = r"(?P<which>earlier|sooner|earliest|first|later|latest|last)"
_IN_WHICH = ("earl", "soone", "rst", "late", "last")  # what each of them has
_UNITS = words("units_of_time")
_WHICHEVER = re.compile(rf",?\s*\(?whichever\s+(?:date\s+)?(?:is|comes|occurs|falls)?\s*(?:the\s+)?{_WHICH}\)?", re.I)
_OR = re.compile(r",?\s+(?:and|or)\s+(?:\(\w\)\s*)?", re.I)
# what joins a date to the next one under a preposition: `, and the second on `
_AND = re.compile(
    r",?\s+(?:and\s+|,\s*)?(?:(?:the|a)\s+(?:second|third|fourth|next|last|final|other)\s+(?:\w+\s+)?)?(?:on\s+)?", re.I
)
_LONGEST_AND = 60  # characters
_LENGTH = re.compile(LENGTH, re.I)
_ENDS_CLAUSE = re.compile(r"\s*(?:[.,;:)]|$)|\s+(?:and|or|to|if|unless|so|please)\b", re.I)


@dataclass(frozen=True, slots=True)
class TimeLimitPhrase:
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


def find_time_limits(text: str, start: int, end: int, today: date | None, event: date | None = None) -> list[TimeLimitPhrase]:
    """The time limits in `text[start:end]`, in order; `this letter` and `October 25` are counted from `today`.

    `event`: the day of what the document invites to, on which an hour without a day is meant.
    """
    said = text[start:end].casefold()
    limits = _choices(text, start, end, today) if any(word in said for word in _IN_WHICH) else []
    limits += _absolute(text, start, end, today)
    if any(unit in said for unit in _UNITS):
        limits += _relative(text, start, end, today)
    if event is not None:
        limits += _hours(text, start, end, event)
    kept: list[TimeLimitPhrase] = []
    for limit in sorted(limits, key=lambda limit: (limit.start, -limit.end)):
        if not kept or limit.start >= kept[-1].end:
            kept.append(limit)
    return _whichever(text, kept, end)


@cache
def _relations(key: str) -> tuple[str, dict[str, re.Pattern[str]]]:
    rules = {rule["id"]: rule["pattern"] for rule in _PATTERNS[key]}
    return "|".join(rules.values()), {name: re.compile(pattern, re.I) for name, pattern in rules.items()}


def _relation(key: str, printed: str) -> str:
    if key == "from_now":
        return "by"
    return next(name for name, pattern in _relations(key)[1].items() if pattern.fullmatch(printed))


@cache
def _before_date() -> re.Pattern[str]:
    # `before the primary election of May 8`, `on or before the date of sentencing, May 8`
    event = rf"(?:the\s+(?:[\w-]+\s+){{0,3}}{_PATTERNS['vocabulary']['EVENT']},?\s+(?:of|on|scheduled\s+for|set\s+for)\s+"
    event += r"|the\s+(?:date|day)\s+of\s+(?:(?:the|his|her|its|their|your)\s+)?[\w-]+,\s+)?"
    return re.compile(rf"\b(?P<relation>{_relations('relations')[0]}),?\s+{event}{_ON}$", re.I)


@cache
def _naming() -> re.Pattern[str]:
    """`The deadline for comments is `, `Response due: ` and the like, up to the date."""
    naming = _PATTERNS["naming"].replace("{DEADLINE}", _PATTERNS["vocabulary"]["DEADLINE"])
    return re.compile(rf"{naming}(?P<date>{_ON})$", re.I)


@cache
def _lengths() -> dict[str, re.Pattern[str]]:
    """Spans of time as limits, by the key of the relations that stand before them."""
    verbs = "|".join(rf"(?<=\b{verb}\s)" for verb in ("have", "has", "given", "allowed", "granted", "due", "you", "only"))
    spans, days = _relations("duration_relations")[0], _relations("relations")[0]
    from_now = rf"(?:{LENGTH})(?=\s+from\s+(?:today|now|this\s+date|the\s+date\s+of\s+this)\b)"
    return {
        "duration_relations": re.compile(rf"(?:\b(?P<relation>{spans})\s+|{verbs}){LENGTH}", re.I),
        # `by two weeks from now`, `Please reply ten days from the date of this letter`
        "from_now": re.compile(
            rf"(?:\b(?P<relation>by)\s+|(?<=\s)(?<!\bfor\s)(?<!\bfor\sthe\s)(?<!\bthe\snext\s)){from_now}", re.I
        ),
        # `by the tenth business day after the date of this letter`
        "relations": re.compile(rf"\b(?P<relation>{days})\s+(?:the\s+)?{NTH}", re.I),
    }


def _absolute(text: str, start: int, end: int, today: date | None) -> list[TimeLimitPhrase]:
    days, limits = _days(text, start, end, today), []
    for named in days:
        if begin := _begin(text, start, named.start):
            stop = _with_time(text, named.end, end)
            limits.append(TimeLimitPhrase(begin[0], stop, begin[1], named.day, form=begin[2], doubts=named.doubts))
    return limits + _series(text, limits, days)


@cache
def _hour() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<relation>{_relations('relations')[0]})\s+(?=\d|noon|midnight){_TIME}(?!\w)", re.I)


def _hours(text: str, start: int, end: int, event: date) -> list[TimeLimitPhrase]:
    """`no later than 12:45 p.m.`, on the day of the event; with a day of its own the longer expression counts."""
    found = [(match, _relation("relations", match["relation"])) for match in _hour().finditer(text, start, end)]
    return [TimeLimitPhrase(*match.span(), relation, event) for match, relation in found if relation != "until"]


def _days(text: str, start: int, end: int, today: date | None) -> list[NamedDay]:
    """Every day that a limit may name, in order: dates, dates that do not exist, and `Friday of next week`."""
    printed = find_dates(text, start, end)
    days = [NamedDay(d.start, d.end, d.value, _weekday_doubts(d)) for d in printed]
    for short in find_yearless(text, start, end):
        full = short.on_or_after(today) if today else None
        doubts = _weekday_doubts(full) if full else ()
        days.append(NamedDay(short.start, short.end, full.value if full else None, doubts))
    for a, b in find_impossible(text, start, end):
        days.append(NamedDay(a, b, None, (Doubt("impossible-date", f"there is no {text[a:b]}"),)))
    named = find_named_days(text, start, end, today)
    within = [day for day in named if any(day.start < a.start and a.end <= day.end for a in days)]  # of the week of May 4
    days = [a for a in days if not any(day.start < a.start and a.end <= day.end for day in within)]
    days += [day for day in named if not any(a.start < day.end and day.start < a.end for a in days)]
    return sorted(days, key=lambda day: day.start)


def _series(text: str, limits: list[TimeLimitPhrase], days: list[NamedDay]) -> list[TimeLimitPhrase]:
    """Further dates under one preposition: `due on March 1, 2018, and the second on June 1, 2018`."""
    last, series = {limit.end: limit for limit in limits}, []
    for named in days:
        near = (last[end] for end in range(max(0, named.start - _LONGEST_AND), named.start) if end in last)
        before = next((limit for limit in near if _AND.fullmatch(text, limit.end, named.start)), None)
        if before and named.day and before.relation != "until":
            last[named.end] = replace(before, start=named.start, end=named.end, day=named.day, form="series", doubts=named.doubts)
            series.append(last[named.end])
    return series


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


def _relative(text: str, start: int, end: int, today: date | None) -> list[TimeLimitPhrase]:
    limits = []
    for key, pattern in _lengths().items():
        for match in pattern.finditer(text, start, end):
            span = read_duration(text, match, end, today)
            relation = _relation(key, match["relation"]) if match["relation"] else "within"
            if relation == "at_least" and is_backwards(span.counted_from):
                relation = "no_later_than"  # at least ten days before
            if relation == "at_least" or (relation == "no_more_than" and span.anchor is None):
                continue  # `not more than ten days` without a start is a quantity
            if relation == "in" and not _is_limit(text, match, span.anchor, end):
                continue
            form = "preposition" if match["relation"] or span.counted_from.startswith("from") else "bare"
            relation = "within" if relation == "in" else relation
            limits.append(
                TimeLimitPhrase(
                    *(match.start(), span.end, relation, span.day, True, span.anchor, span.counted_from, span.count, span.unit),
                    *(form, span.doubts),
                )
            )
    return limits


def _is_limit(text: str, length: re.Match[str], anchor: str | None, end: int) -> bool:
    """Whether `in ten days` says by when: `in two weeks in May` and `twice in a week` do not."""
    if (length["word"] or "").casefold() in ("a", "an"):
        return False
    return anchor is not None or _ENDS_CLAUSE.match(text, length.end(), end) is not None


@cache
def _choice() -> re.Pattern[str]:
    relations = f"{_relations('relations')[0]}|{_relations('duration_relations')[0]}"
    return re.compile(rf"\b(?P<relation>{relations})\s+(?:the\s+)?{_WHICH}\s+of\s+(?:either\s+)?(?:\(\w\)\s*)?", re.I)


_EVENT = re.compile(r"the\s+(?:day|date)\s+(?:on\s+which|that|when)\s+[^,.;:()]{3,80}(?<!\s)", re.I)


def _choices(text: str, start: int, end: int, today: date | None) -> list[TimeLimitPhrase]:
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


def _point(text: str, at: int, end: int, today: date | None) -> TimeLimitPhrase | None:
    """A date, or a duration with its start, that begins at `at`."""
    for printed in find_dates(text, at, min(end, at + 90)):
        if re.fullmatch(_ON, text[at : printed.start], re.I):
            return TimeLimitPhrase(at, _with_time(text, printed.end, end), "by", printed.value, doubts=_weekday_doubts(printed))
    length = _LENGTH.match(text, at, end)
    span = read_duration(text, length, end, today) if length else None
    if span is None and (event := _EVENT.match(text, at, end)):
        return TimeLimitPhrase(at, event.end(), "by", None, True, "event")
    if span is None or span.anchor is None:
        return None
    return TimeLimitPhrase(
        at, span.end, "within", span.day, True, span.anchor, span.counted_from, span.count, span.unit, doubts=span.doubts
    )


def _whichever(text: str, limits: list[TimeLimitPhrase], end: int) -> list[TimeLimitPhrase]:
    """Join two limits of which one counts: `within 60 days of receipt or by May 1, 2018, whichever is later`."""
    joined: list[TimeLimitPhrase] = []
    for limit in limits:
        which = _WHICHEVER.match(text, limit.end, end)
        if which and joined and re.fullmatch(r"[\s,]*or[\s,]*", text[joined[-1].end : limit.start], re.I):
            joined[-1] = _chosen(joined[-1], limit, which["which"], joined[-1].start, which.end())
        else:
            joined.append(limit)
    return joined


def _chosen(one: TimeLimitPhrase, other: TimeLimitPhrase, which: str, start: int, end: int) -> TimeLimitPhrase:
    first = which.casefold() in ("earlier", "sooner", "earliest", "first")
    known = [day for day in (one.day, other.day) if day]
    # the earlier of a day and an event without one is that day at the latest
    by_event = first and "event" in (one.anchor, other.anchor)
    day = (min if first else max)(known) if len(known) == 2 or (known and by_event) else None
    relative = one if one.relative else other
    chosen = replace(one, start=start, end=end, day=day, doubts=one.doubts + other.doubts)
    return replace(chosen, relative=day is None, anchor=relative.anchor, counted_from=relative.counted_from, form="preposition")
