"""Statements of days: by when an answer is due, and of what day a letter or a release is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from extractors.language.dates import find_dates, find_yearless
from extractors.language.durations import LENGTH
from pipeline.quotes.citing import same_day
from pipeline.quotes.claims import Claim, Held, Statement, claim, of_item
from pipeline.quotes.sources import QuoteSource
from pipeline.records.quotations_types import ClaimVerdict
from pipeline.wording.weighty import number

Day = tuple[int | None, int, int]

# before a day by which something is due: `no later than`, `have until`
_DUE = re.compile(
    r"\b(?:by|until|till|before|no later than|not later than|on or before|deadlines?(?: (?:of|is|was|for \w+ \w+ (?:is|was)))?"
    r"|due(?: on| by)?|(?:have|had|gave|given|has) (?:\w+ ){0,4}(?:until|till|to))\s+(?:the\s+)?(?:\w+day,?\s+)?$",
    re.I,
)
# words of a duty to answer
_ANSWER = re.compile(
    r"\b(?:respon[ds]\w*|repl(?:y|ies|ied)|answer\w*|deadline|due|asked?|asks|given?|gave|gives|until|submit\w*|send|produce|comply"
    r"|must)\b",
    re.I,
)
_SENDING = "letters?|releases?|statements?|wrote|announced|sent|asked|told"
# before the day of a paper: `letters dated`, `the statement issued on`
_WRITTEN = re.compile(
    rf"\b(?:{_SENDING}|announcements?|issued|released|published|mailed|dated|said)\b"
    r"[^.;\0]{0,70}?\b(?:dated|of|on|sent|released|issued|mailed|written|published)\s+(?:\w+day,?\s+)?$",
    re.I,
)
_ON = re.compile(r"^(?:On|It was on)\s+(?:\w+day,?\s+)?$")
_SENT = re.compile(rf"\b(?:{_SENDING})\b", re.I)
_PASSED = re.compile(r"\b(?:visited|met|inspected|shot|arrested|elected|filed|signed into|since|hearing|will|plans? to)\b", re.I)
_WITHIN = re.compile(rf"\b(?:within|has|have|had|given?|gave)\s+(?:\w+\s+){{0,4}}?{LENGTH}", re.I)


def days(statement: Statement, sources: Sequence[QuoteSource]) -> Iterator[Claim]:
    """The days and spans of time in a statement that records hold."""
    text = statement.text
    found: list[tuple[tuple[int, int], Day]] = [
        *(((d.start, d.end), (d.value.year, d.value.month, d.value.day)) for d in find_dates(text)),
        *(((d.start, d.end), (None, d.month, d.day)) for d in find_yearless(text)),
    ]
    for span, day in sorted(found):
        before = text[: span[0]]
        if _DUE.search(before) and _ANSWER.search(text):
            yield _deadline(statement, span, day)
        elif not _is_of_sender(statement):
            continue
        elif _WRITTEN.search(before) or (_ON.match(before) and _SENT.search(text) and not _PASSED.search(text)):
            yield from _own_date(statement, span, day)
    for match in _WITHIN.finditer(text):
        if _ANSWER.search(text):
            yield from _within(statement, match)


def _is_of_sender(statement: Statement) -> bool:
    """Whether the statement speaks of letters, or names the Department or one who speaks for it: others give statements too."""
    return statement.is_of_letters or statement.names_sender


def _deadline(statement: Statement, span: tuple[int, int], day: Day) -> Claim:
    held: list[tuple[str, Held]] = []
    for source in statement.letters or statement.sources:
        for at, item in enumerate(source.record["deadlines"]):
            if item["date"] and (told := of_item(source, "deadlines", item["expression"], at)):
                held.append((item["date"], told))
    return claim(statement, "deadline", span, _verdict(day, [d for d, _ in held]), [h for _, h in held])


def _own_date(statement: Statement, span: tuple[int, int], day: Day) -> Iterator[Claim]:
    """The day of a letter or release; a statement of somebody else has another."""
    if not statement.is_named:
        return
    about = statement.letters if statement.is_of_letters else statement.sources
    held = [
        (s.record["date"]["value"], told) for s in about or statement.sources if s.record["date"] and (told := of_item(s, "date"))
    ]
    yield claim(statement, "date", span, _verdict(day, [d for d, _ in held]), [h for _, h in held])


def _verdict(day: Day, held: Sequence[str]) -> ClaimVerdict:
    """One day of the records is enough to fit; all have to be others to contradict."""
    if not held:
        return "unknown"
    return "fits" if any(same_day(day, date.fromisoformat(value)) for value in held) else "contradicts"


def _within(statement: Statement, match: re.Match[str]) -> Iterator[Claim]:
    """A span of time to answer: `within 30 days`; told only beside deadlines that are spans of time too."""
    claimed = _length(match)
    held = []
    for source in statement.letters or statement.sources:
        for at, item in enumerate(source.record["deadlines"]):
            printed = re.search(LENGTH, item["expression"], re.I)
            if printed and (told := of_item(source, "deadlines", item["expression"], at)):
                held.append((_length(printed), told))
    if held and claimed:
        fits = any(length == claimed for length, _ in held)
        start = max(match.start("word"), match.start("plain"))
        yield claim(statement, "deadline", (start, match.end()), "fits" if fits else "contradicts", [h for _, h in held])


def _length(match: re.Match[str]) -> tuple[str | None, str] | None:
    printed = match["plain"] or match["word"]
    return (number(printed.casefold()), match["unit"].casefold()) if printed else None
