"""Deadlines: by when the reader must do what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from extractors.fields.date import document_date
from extractors.finding import Doubt, Finding
from extractors.language.dates import find_dates
from extractors.language.durations import add_duration
from extractors.language.labels import label_at
from extractors.language.months import WEEKDAYS
from extractors.language.quotation_marks import quoted_passages
from extractors.language.sentences import sentences_in
from extractors.language.vocabulary import vocabulary
from extractors.structure.deadline_duty import Duty, DutySetting, find_duty
from extractors.structure.deadline_grammar import TimeLimitPhrase, find_time_limits
from extractors.structure.directives import asks_for_items
from extractors.structure.parts import Lines, Paragraph, read_parts
from extractors.structure.petitions import binds_court
from extractors.structure.spoken import is_spoken
from extractors.whole_text import text_of

LABEL = "deadlines"

_PATTERNS = vocabulary("deadlines.json")
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_SPANS = "day days week weeks month months hour hours year years"
_NEAR = "today tomorrow end"
_RELATIONS = (
    "by later more before prior due date deadline within inside until till through has have given giving time nlt advance ahead"
)
_TIME_WORDS, _RELATION_WORDS = (
    frozenset([*f"{_SPANS} {_NEAR}".split(), *map(str.casefold, WEEKDAYS)]),
    frozenset(_RELATIONS.split()),
)
# `in ten days`, `two weeks from now`
_OTHER_RELATION = re.compile(
    r"\bin\s+(?:the\s+next\s+)?(?:\d|(?!an?\b)[a-z-]+(?:\s+\(\d+\))?\s+(?:\w+\s+)?(?:day|week|month))"
    r"|\bfrom\s+(?:now|today|this\s+date)\b",
    re.I,
)
# `must:`, `orders the County to:`: the duty whose objects stand in the items below
_OPEN_LEAD_IN = re.compile(
    r"\b(?:must|shall|should|agree[sd]?\s+to|(?:is|are)\s+to|required\s+to|ordered\s+to|asked\s+to|requested\s+to|will|please"
    r"|(?:requires?|required|obliges?|obligates?|directs?|directed|orders?|ordered|commits?|compels?|calls?\s+(?:for|on|upon))\s[^.;:]{1,60}\sto):$",
    re.I,
)
_SETTLEMENT = re.compile(_PATTERNS["settlement"], re.I)
# "All records must be produced within 14 days": who else but the reader; `Grievances must` is a rule
_PASSIVE = re.compile(
    r"^(?:all|the|this|these|those|both|your|its|their|our|an?(?=\s+(?:written|signed|sworn|full|complete|response|reply|answer)\b))\b"
    r".*\b(?:(?:must|shall|should)\s+be\s+\w+|(?:is|are)\s+(?:required|requested|due|needed)\b)",
    re.I,
)
_WHEN = re.compile(r"\W{0,3}when\s?:", re.I)
_YOU = re.compile(r"\byour?\b", re.I)
_RESTATES = re.compile(r"[\s,(–—-]*(?:i\.e\.,?|that\s+is,?|namely,?|which\s+is|specifically,?)\s*", re.I)
_OR = re.compile(r"[\s,(]*(?:or)?[\s,]*", re.I)
# `Monthly reports are due by the 20th day of the following month`: a day of each month, and of none by itself
_RECURS = re.compile(r"\b(?:(?:bi-?)?(?:monthly|weekly|annual(?:ly)?)|quarterly|each|every)\b", re.I)
_OF_THE_NEXT = re.compile(r"\bof\s+(?:the\s+(?:following|next|succeeding|same)|next|that)\s+(?:month|quarter|year|week)$", re.I)


def extract(doc: Doc) -> list[Finding]:
    """The deadlines of the reader, in order; `value` has `date`, `expression`, `relation`, `anchor` and `action`."""
    parts = read_parts(doc)
    today = document_date(doc)
    settlement = parts.kind == "press_release" and bool(_SETTLEMENT.search(text_of(doc)))
    event = _event(doc, parts.body) if parts.kind == "press_release" else None
    findings: list[tuple[Finding, bool]] = []
    lead_in = False
    for paragraph in () if is_spoken(doc) else parts.body:
        label = label_at(paragraph.text)
        setting = DutySetting(parts.kind, settlement, lead_in and label is not None, event)
        if not paragraph.footnote:
            findings += _in_paragraph(doc, paragraph, label.end if label else 0, today, setting)
        if label is None:
            lead_in = paragraph.text.rstrip().endswith(":") and _leads_in(doc, paragraph)
    return _without_repeats(findings)


def _event(doc: Doc, body: Lines) -> date | None:
    """The one day that a media advisory names behind `WHEN:`."""
    at = next((i for i, p in enumerate(body) if _WHEN.match(p.text)), None)
    days = {d.value for p in body[at : at + 2] for d in find_dates(text_of(doc), p.start, p.end)} if at is not None else set()
    return days.pop() if len(days) == 1 else None


def _leads_in(doc: Doc, paragraph: Paragraph) -> bool:
    """Whether a paragraph ends by putting under a duty, or asking for, the items of the list below it."""
    if _OPEN_LEAD_IN.search(paragraph.text.rstrip()):
        return True
    *_, last = sentences_in(doc, paragraph.start, paragraph.end)
    return asks_for_items(doc, *last) is not None


def _in_paragraph(
    doc: Doc, paragraph: Paragraph, label: int, today: date | None, setting: DutySetting
) -> Iterator[tuple[Finding, bool]]:
    text = text_of(doc)
    for start, end in sentences_in(doc, paragraph.start, paragraph.end):
        start = max(start, paragraph.start + label)
        if text[end - 1] == "?":  # a question is none; what announces one may be: `Please tell us by May 1: (a) who ...?`
            end = text.rfind(":", start, end) + 1
        if end > start and _may_limit(text[start:end]):
            for finding, consequence in _in_sentence(text, start, end, today, setting):
                if binds_court(doc, text[start : finding.start]) and not (
                    setting.kind == "press_release" and _said_to_somebody(text, start, end, finding.start)
                ):
                    yield finding, consequence


def _said_to_somebody(text: str, start: int, end: int, at: int) -> bool:
    """Whether `at` stands within somebody's words to `you`: a release quotes them, and its reader is not spoken to."""
    passages = [q for q in quoted_passages(text, start, end) if q.start <= at < q.end]
    return any(_YOU.search(text, *q.inner) for q in passages)


def _may_limit(sentence: str) -> bool:
    """Whether a sentence has the words that no limit does without."""
    words = set(_WORD.findall(sentence.casefold()))
    timed = not words.isdisjoint(_TIME_WORDS) or _DIGIT.search(sentence) is not None
    return timed and (not words.isdisjoint(_RELATION_WORDS) or _OTHER_RELATION.search(sentence) is not None)


_FAR = 1_500  # characters from a limit back to the words that make it a duty: as long as sentences are


def _in_sentence(text: str, start: int, end: int, today: date | None, setting: DutySetting) -> Iterator[tuple[Finding, bool]]:
    """The deadlines of one sentence; beside each, whether it only threatens what follows a missed one."""
    limits = find_time_limits(text, start, end, today, setting.event)
    begin, previous, previous_limit = start, None, None
    for limit, following in zip(limits, [*limits[1:], None], strict=False):
        if _OF_THE_NEXT.search(text[limit.start : limit.end]) and _RECURS.search(text[start : limit.start]):
            limit = replace(limit, day=None)
        if previous_limit and previous and _restates(text[previous_limit.end : limit.start], previous_limit, limit):
            continue
        right = text[limit.end : following.start if following else end]
        begin = max(begin, limit.start - _FAR)
        duty = find_duty(text[begin : limit.start], limit, right, previous, setting)
        dated = _dated(limit, duty, today, setting) if duty and not _past(limit, today) else None
        if duty and dated:
            begin, previous, previous_limit = limit.end, duty, limit
            yield _finding(text, dated, duty), duty.consequence


def _restates(between: str, one: TimeLimitPhrase, other: TimeLimitPhrase) -> bool:
    """`within 30 days of the date of this letter, that is, by February 7, 2019`."""
    return bool(_RESTATES.fullmatch(between)) or (bool(_OR.fullmatch(between)) and one.day is not None and one.day == other.day)


def _past(limit: TimeLimitPhrase, today: date | None) -> bool:
    return limit.day is not None and today is not None and limit.day < today


def _dated(limit: TimeLimitPhrase, duty: Duty, today: date | None, setting: DutySetting) -> TimeLimitPhrase | None:
    """`limit` with its day; where nothing says what it counts from, a letter that addresses its reader means its own date."""
    if not limit.relative or limit.anchor is not None or limit.day is not None:
        return limit
    if setting.kind == "press_release" or (duty.reader_named and (duty.consequence or duty.rule == "deadlines.may_file")):
        return limit
    if not duty.reader_named and setting.kind != "other" and not _PASSIVE.search(duty.action or ""):
        return None
    day = add_duration(today, limit.count, limit.unit) if today else None
    doubt = Doubt("anchor-assumed", "nothing says what the days are counted from; the date of the document is assumed")
    return replace(limit, day=day, anchor="document_date", doubts=(*limit.doubts, doubt))


def _finding(text: str, limit: TimeLimitPhrase, duty: Duty) -> Finding:
    value = {
        "date": limit.day.isoformat() if limit.day else None,
        "expression": text[limit.start : limit.end],
        "relation": limit.relation,
        "anchor": limit.anchor,
        "action": duty.action,
    }
    return Finding(LABEL, limit.start, limit.end, duty.rule, value, limit.doubts)


def _without_repeats(findings: list[tuple[Finding, bool]]) -> list[Finding]:
    """Without `Failure to respond by May 1, 2018` where May 1, 2018 already stands as a deadline."""
    stated = [finding for finding, consequence in findings if not consequence]
    days = {finding.value["date"] for finding in stated if finding.value["date"]}
    expressions = {str(finding.value["expression"]).casefold() for finding in stated}
    return [
        finding
        for finding, consequence in findings
        if not consequence or not (finding.value["date"] in days or str(finding.value["expression"]).casefold() in expressions)
    ]
