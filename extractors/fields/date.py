"""The document's own date."""

from __future__ import annotations

import datetime
import re

from spacy.tokens import Doc

from extractors.analysis import once
from extractors.finding import Doubt, Finding
from extractors.language import cues
from extractors.language.dates import PrintedDate, find_dates, find_unmarked
from extractors.structure.parts import Lines, read_parts
from extractors.whole_text import text_of

LABEL = "date"

_POSTED = re.compile(r"\((?:posted|published|released)\s+(?P<day>[^()]{6,30})\)\W*$", re.I)
"""What ends an article: `(posted 9/28/04)`."""
_LISTED = 3
"""Days on lines of their own: with so many a page is a list of other documents, and has none."""
_NOT_THE_DATE = re.compile(rf"\b(?:updated|{cues.EMBARGO}|hearing|effective|expires|due)\b", re.I)


def extract(doc: Doc) -> list[Finding]:
    """The date of the letter or release as one finding with its ISO `value`; none where it is not printed."""
    found = _find(doc)
    if found is None:
        return []
    printed, rule = found
    doubts: tuple[Doubt, ...] = ()
    if printed.weekday is not None and printed.weekday.casefold()[:3] != printed.value.strftime("%a").casefold():
        doubts = (Doubt("weekday-mismatch", f"{printed.value.isoformat()} is not a {printed.weekday.title()}"),)
    other = next((d for d in _own_lines(doc) if d.value != printed.value), None)
    if other is not None:
        told = f"The head also bears the date {other.value.isoformat()}"
        doubts = (*doubts, Doubt("dates-contradict", told))
    return [Finding(LABEL, printed.start, printed.end, rule, {"value": printed.value.isoformat()}, doubts)]


@once
def document_date(doc: Doc) -> datetime.date | None:
    """The date from which `of the date of this letter` counts."""
    found = _find(doc)
    return None if found is None else found[0].value


def _find(doc: Doc) -> tuple[PrintedDate, str] | None:
    parts = read_parts(doc)
    if parts.corpus_head.date is not None:
        told = find_dates(text_of(doc), *parts.corpus_head.date) or find_unmarked(text_of(doc), *parts.corpus_head.date)
        if told:
            return told[0], "date.corpus-head"
    head = parts.head or parts.paragraphs[:12]
    if own := _own_lines(doc):
        listed = parts.kind == "other" and len({day.value for day in own}) >= _LISTED
        return None if listed else (own[0], "date.own-line")
    return _within_line(doc, head) or _after_closing(doc, (*parts.tail, *parts.signature)) or _posted(doc)


def _own_lines(doc: Doc) -> list[PrintedDate]:
    """The dates that have a line of the head to themselves: typed, or stamped beside it."""
    parts, text = read_parts(doc), text_of(doc)
    lines = [p for p in parts.head or parts.paragraphs[:12] if cues.DATE_LINE.match(p.text.strip())]
    return [dates[0] for p in lines if (dates := find_dates(text, p.start, p.end))]


def _within_line(doc: Doc, head: Lines) -> tuple[PrintedDate, str] | None:
    """A date beside other words of the head: `DATE: May 1, 2019`, `FOR IMMEDIATE RELEASE Aug. 14, 2012`."""
    for line in head:
        if (
            len(line.text) > 110
            or _NOT_THE_DATE.search(line.text)
            or cues.SUBJECT.match(line.text)
            or cues.DELIVERY.match(line.text)
        ):
            continue
        dates = find_dates(text_of(doc), line.start, line.end)
        if len(dates) == 1 and (len(line.text) - (dates[0].end - dates[0].start) < 45):
            return dates[0], "date.in-head"
    return None


def _posted(doc: Doc) -> tuple[PrintedDate, str] | None:
    """The day on which an article without a head was put on the web, as its last words tell."""
    parts = read_parts(doc)
    if parts.kind != "other":
        return None
    for line in parts.body[-_LISTED:]:
        if posted := _POSTED.search(line.text):
            dates = find_dates(text_of(doc), line.start + posted.start("day"), line.start + posted.end("day"))
            if len(dates) == 1:
                return dates[0], "date.posted"
    return None


def _after_closing(doc: Doc, tail: Lines) -> tuple[PrintedDate, str] | None:
    for line in tail:
        if cues.DATE_LINE.match(line.text.strip()) and (dates := find_dates(text_of(doc), line.start, line.end)):
            return dates[0], "date.tail"
    return None
