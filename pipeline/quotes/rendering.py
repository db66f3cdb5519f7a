"""The report on quotations as text, for a reader in a hurry: what needs a look first, then what is true to its source."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import get_args

from pipeline.quotes.claims import Claim
from pipeline.quotes.report import LOOKED_FOR, CheckedArticle, CheckedQuotation, GroupName, Report, group
from pipeline.quotes.verdict import QuoteDifference

_WIDTH = 110  # columns of a terminal
_LONGEST = 300  # characters of a passage
_LABELS = {
    "replaced": "source has",
    "punctuation": "source has",
    "dropped": "left out without a mark",
    "inserted": "not in the source",
    "elided": "left out",
    "bracketed": "in brackets for",
    "spliced": "from",
    "covered": "source has, across a covered place,",
    "ocr": "misread in the scan, as it seems",
    "typographic": "source has",
    "cut": "cut out of",
}
CLAIMED = {"fits": "fits", "contradicts": "CONTRADICTS THE RECORDS", "unknown": "can't be told"}
NOUNS = {
    "date": "the day of a letter or release", "deadline": "the time to answer", "letters": "how many letters",
    "places": "how many places", "questions": "how many questions", "criteria": "how many criteria",
    "recipient": "whom it went to", "signatory": "who signed", "asked": "what is asked", "number": "a number",
}  # fmt: skip
_MISATTRIBUTED = {"other_document": "TRUE WORDS, OTHER DOCUMENT", "other_speaker": "TRUE WORDS, OTHER SPEAKER"}


def render_text(report: Report) -> str:
    """The report as text of lines of up to 110 characters."""
    left = [_lines(f"left out: {source.file_name} ({source.record_id}): {source.reason}", "  ") for source in report.left_out]
    return "\n".join([*(line for article in report.articles for line in _article(article, report)), *left]) + "\n"


def _article(article: CheckedArticle, report: Report) -> Iterator[str]:
    quotations = article.quotations
    of = {key: [q for q in quotations if group(q.verdict, q.attribution, q.doubtful) == key] for key in get_args(GroupName)}
    look, good, unsaid, absent = (of[key] for key in get_args(GroupName))
    yield f"{article.name}: {_count(len(quotations), 'quotation')}"
    whoever = f", {len(unsaid)} true whoever said it" if unsaid else ""
    yield f"  {article.looks} to look at, {len(good)} true to the source{whoever}, {len(absent)} not in these sources"
    yield from _group("LOOK AT THESE", look, report)
    yield from _claims("LOOK AT THESE STATEMENTS", [c for c in article.claims if c.verdict == "contradicts"], report)
    yield from _group("TRUE TO THE SOURCE", good, report)
    yield from _group("TRUE WORDS; WHO SAID THEM COULD NOT BE CHECKED", unsaid, report)
    yield from _group("NOT IN THESE SOURCES (nothing is said about whether they are right)", absent, report)
    said = [c for c in article.claims if c.verdict != "contradicts"]
    yield from _claims("STATEMENTS BESIDE THE RECORDS (no more than these say)", said, report)
    if article.unchecked:
        yield ""
        yield _lines(f"not checked: {'; '.join(f'“{_short(q.quote)}” ({q.reason})' for q in article.unchecked)}", "  ")
    if not quotations and not article.unchecked:
        yield _lines(LOOKED_FOR, "  ")
    yield ""


def _group(title: str, quotations: list[CheckedQuotation], report: Report) -> Iterator[str]:
    if quotations:
        yield ""
        yield title
    for quotation in quotations:
        yield from _quotation(quotation, report)


def _quotation(quotation: CheckedQuotation, report: Report) -> Iterator[str]:
    yield ""
    yield _lines(f"“{_short(quotation.quote)}”", "  ")
    said = [] if quotation.verdict == "not_found" else [quotation.verdict.upper()]
    if quotation.attribution in _MISATTRIBUTED:
        words = "OTHER" + _MISATTRIBUTED[quotation.attribution].partition("OTHER")[2]
        faithful = quotation.verdict not in ("altered", "spliced")
        said.append(_MISATTRIBUTED[quotation.attribution] if faithful else words)
    changed = [k for k in quotation.material if any(k in d.material for d in quotation.differences if d.kind != "cut")]
    if changed:
        said.append(f"changes a {', a '.join(changed)}")
    yield _lines("; ".join([*said, quotation.verdict_text]), "    ")
    for difference in quotation.differences:
        yield _lines(_difference(difference, report), "    - ")
    for place in quotation.places:
        source = report.sources[place.source_document]
        pages = f", page {', '.join(map(str, place.pages))}" if place.pages else ""
        at = f"{source.description} ({source.file_name}{pages}; {place.record_id}, characters {place.start}-{place.end})"
        yield _lines(f"in: {at}", "    ")
    if quotation.also_in:
        yield _lines(f"also in: {'; '.join(report.sources[n].description for n in quotation.also_in)}", "    ")
    yield from _attribution(quotation)


def _claims(title: str, claims: list[Claim], report: Report) -> Iterator[str]:
    if claims:
        yield ""
        yield title
    for claim in claims:
        yield ""
        yield _lines(_short(claim.sentence), "  ")
        yield _lines(f"{CLAIMED[claim.verdict]}: {NOUNS[claim.kind]}, “{_short(claim.said)}”", "    ")
        by_words: dict[str, list[str]] = {}
        for held in claim.held:
            by_words.setdefault(_short(held.words), []).append(report.sources[held.source].description)
        for words, where in by_words.items():
            yield _lines(f"in the records: “{words}” ({'; '.join(dict.fromkeys(where))})", "    - ")


def _attribution(quotation: CheckedQuotation) -> Iterator[str]:
    named = quotation.attributed_to
    if named.phrase:
        certain = {"right": " (right)", "unknown": "" if quotation.verdict == "not_found" else " (could not be checked)"}
        yield _lines(f"article names: {_short(named.phrase)}{certain.get(quotation.attribution, '')}", "    ")
    if named.note:
        yield _lines(f"note: {named.note}", "    ")


def _difference(difference: QuoteDifference, report: Report) -> str:
    doubt = f" — {difference.doubt}" if difference.doubt else ""
    if difference.kind == "attribution":
        return f"the article names {difference.quote}; the words are of {difference.source}"
    if difference.kind == "spliced":
        return f"from {report.sources[difference.document].description}: “{_short(difference.source)}”"
    label = _LABELS[difference.kind]
    if difference.kind in ("dropped", "elided", "cut"):
        return f"{label}: “{_short(difference.source)}”{doubt}"
    if difference.kind == "inserted":
        return f"{label}: “{difference.quote}”{doubt}"
    return f"article has “{difference.quote}”, {label} “{_short(difference.source)}”{doubt}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _short(text: str) -> str:
    """`text` on one line, its middle left out where it is long."""
    line = " ".join(text.split())
    half = _LONGEST // 2
    return line if len(line) <= _LONGEST else f"{line[:half].rstrip()} [...] {line[-half:].lstrip()}"


def _lines(text: str, lead: str) -> str:
    return fill(text, _WIDTH, initial_indent=lead, subsequent_indent=" " * (len(lead) + 2), break_long_words=False)
