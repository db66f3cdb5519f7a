"""Numbers under which a matter is filed: grant awards, DOJ files, FOIA requests, court dockets, transactions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language.vocabulary import vocabulary
from extractors.structure.parts import read_parts
from extractors.whole_text import text_of

LABEL = "reference_numbers"

_DATA: dict[str, list[str]] = vocabulary("reference_numbers.json")


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


_EDGE, _END = r"(?<![\w/:.@-])", r"(?![\w/@]|[-:.]\w)"
_NUMBER_SIGN = r"(?:(?:Nos?\.?|Numbers?|#|ID|Ref\.(?:\sNo\.)?)(?:\s?:)?\s?#?\s?)"
_DOCKET = (
    r"(?:\d{1,2}:\d{2}-?(?:[A-Za-z]{2,4})-?\d{2,6}|\d{2}-(?:[A-Za-z]{2,4})-\d{2,6}|(?:CV|CR|MJ|MC)[-\s]\d{2}-\d{2,6})"
    r"(?:-(?!Page)[A-Z]{1,4}\d?\b|-\d{1,2}\b)*"  # a judge's initials, the number of a defendant
    r"(?:\s\([A-Z]{2,4}\))*"
)
# A number of a shape of its own needs no label.
_SHAPES = {
    "grant_award": (
        r"(?:(?:19|20)?\d{2}-[A-Z]{2}-[A-Z][A-Z0-9]-[A-Z\d]\d{3}"
        r"|15[A-Z]{3,5}-\d{2}-[A-Z]{2}-\d{5}-[A-Z]{3,5}"
        r"|(?:19|20)\d{2}[A-Z]{4}\d{4})"
    ),
    "docket": _DOCKET,
    # `19 Cr. 490 (RMB)`, `S1 20 Civ. 8924 (AT) (JLC)`: the form of New York's courts, with the judges' initials
    "docket_of_year": r"\d{2}\s(?:Cr|Civ|Cv|CR|CIV|CV|Mag|MAG|Misc|MISC|MJ|Mc|MC)\.?\s\d{2,6}(?:\s?\([A-Z]{2,4}\))*",
    "complaint": r"\d{5,7}-[A-Z]{3}",  # the Civil Rights Division's
    "usao": r"(?:19|20)\d{2}R\d{5}",
    "audit": r"GR-\d{2}-\d{2}-\d{3}",
    "request": rf"(?:(?:{_any(_DATA['request_prefixes'])})(?:-FY|-AP)?[-\s]?(?:19|20)\d{{2}}-\d{{3,6}})",
    "request_of_year": rf"(?:{_any(_DATA['request_prefixes'])})/\d{{2}}-\d{{3,6}}(?:\s\([A-Z]\))?",  # `OLA/14-01844 (F)`
}
_SHAPED = {rule: re.compile(_EDGE + shape + _END) for rule, shape in _SHAPES.items()}
_BEGINS = re.compile(r"[\dA-Z](?<![\w/:.@-][\dA-Z])[\dA-Z:]")  # every shape does: `re` finds this fast, and a lookbehind slowly
_DJ_FILE = re.compile(
    rf"\bD\.?J\.?\s?(?:File\s|Ref(?:erence|\.)?\s)?{_NUMBER_SIGN}?\s?(?P<value>\d{{1,3}}-[\dA-Z]{{1,6}}(?:-[\dA-Z]{{1,6}}){{0,4}}(?:/\d+)?){_END}"
)
_VALUE = r"(?:[A-Z]{1,8}[-\s]?){0,2}\d[\w:/-]{1,30}"  # bounded: what follows a label is read up to a space or a full stop
_LABELLED = re.compile(
    rf"(?<![\w-])(?P<label>{_any(_DATA['labels'])})\s(?:Request\s|Report\s|File\s|Control\s)?{_NUMBER_SIGN}(?:is\s|,\s)?(?P<value>{_VALUE})",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"\s{_NUMBER_SIGN}(?:is\s|,\s)?{_VALUE}", re.IGNORECASE)  # what follows each label
_FURTHER = re.compile(rf"(?:,\s(?:and\s)?|\sand\s|;\s(?:and\s)?|\s?&\s?)(?P<value>{_VALUE}){_END}")
_BARE = re.compile(rf"No(?<![\w-]No)s?\.\s(?P<value>\d{{2}}-\d{{2,5}}){_END}")
_NOT_BEFORE = re.compile(rf"(?:{_any(_DATA['not_before'])})\s?(?:Nos?\.|Numbers?|#)?:?\s?$", re.IGNORECASE)
_CASE = re.compile(rf"(?<![\w-])(?:{_any(_DATA['bare_case_context'])})(?!\w)", re.IGNORECASE)
# what follows the number of a case that is only cited: `, 2017 WL 1234567`, `, slip op. at 3`, `(D. Or. Aug. 3, 2017)`
_CITED = re.compile(
    r"(?:\s?\([A-Z]{2,4}\))*(?:,\s(?:at\s\S+,\s)?(?:\d{4}\s(?:WL|U\.?\s?S\.?|LEXIS)|slip\sop|ECF\s|Dkt\.?\s|Doc(?:\.|ket)\s)"
    r"|,?\s\((?=[^()]*\b(?:Cir|[DC])\b)[^()\n]{0,140}\d{4}\))"
)
_DOCKETS = frozenset(f"{LABEL}.{rule}" for rule in ("docket", "docket_of_year", "case"))
_CASE_NAME = re.compile(r"(?:\sv\.?\s|\bIn\sre\s)\D*$")
_DIGITS = re.compile(r"(?:\D*\d){3}")
_CASE_REACH = 100
# a DOJ file by itself, a number of the Tax Division, or that of a submission to the Voting Section
_FILE_LINE = re.compile(
    r"\s*(?:CMN\s+)?((?!\d{3}-\d{3}-\d{4}$)\d{1,3}-[\dA-Z]{1,5}-[\dA-Z]{1,5}(?:-[\dA-Z]{1,5})*(?:/\d{1,2})?"
    r"|(?:19|20)\d{8}|(?:19|20)\d\d-\d{3,5})\s*$"
)
_OF_COURTS = re.compile(r"(?:Civ|Cr|C\.A|Cause|Docket|Misc|MDL|Case|Adv|Bankr)", re.I)
_INITIALS = re.compile(r"(?:\s\([A-Z]{2,4}\))+")  # of the judge


def extract(doc: Doc) -> list[Finding]:
    """Each number once, as printed, without its label; the numbers of statutes, releases and telephones are none."""
    text, parts = text_of(doc), read_parts(doc)
    alone = [
        _finding("file_line", text, p.start + match.start(1), p.start + match.end(1))
        for p in (*parts.letterhead, *parts.head)
        if parts.kind == "letter" and (match := _FILE_LINE.match(p.text))
    ]
    head_end = max((p.end for p in (*parts.head, *parts.subject)), default=0) if parts.kind == "letter" else len(text)
    numbers = [*alone, *_by_shape(text), *_by_label(text)]
    has_docket = any(f.rule in _DOCKETS and f.start < head_end for f in numbers)
    own = (f for f in numbers if not (has_docket and f.start >= head_end and f.rule in _DOCKETS and _names_a_case(text, f.start)))
    findings = sorted(own, key=lambda f: (f.start, -f.end))
    first: dict[object, Finding] = {}
    reached = 0
    for finding in findings:
        if finding.start >= reached:  # a labelled number may also have a shape of its own
            first.setdefault(finding.value["value"], finding)
            reached = finding.end
    return list(first.values())


def _names_a_case(text: str, at: int) -> bool:
    """Whether the docket at an offset follows the name of a case: in a letter that has a docket of its own, one that it cites."""
    return _CASE_NAME.search(text, max(0, at - _CASE_REACH), at) is not None


def _by_shape(text: str) -> Iterator[Finding]:
    for begin in _BEGINS.finditer(text):
        for rule, pattern in _SHAPED.items():
            if (match := pattern.match(text, begin.start())) and not _CITED.match(text, match.end()):
                yield _finding(rule, text, *match.span())
    for match in _DJ_FILE.finditer(text):
        yield _finding("dj_file", text, *match.span("value"))
    for match in _BARE.finditer(text):
        before = text[max(0, match.start() - _CASE_REACH) : match.start()]
        if not _NOT_BEFORE.search(before) and not _CITED.match(text, match.end()) and _CASE.search(before.rsplit("\n", 1)[-1]):
            yield _finding("case", text, *match.span("value"))


def _by_label(text: str) -> Iterator[Finding]:
    for match in _LABELLED.finditer(text) if _NUMBERED.search(text) else ():
        if _NOT_BEFORE.search(text[max(0, match.start("label") - 20) : match.start("label")]):
            continue
        place: re.Match[str] | None = match
        while place is not None:
            start, end = _trimmed(text, *place.span("value"))
            if _CITED.match(text, end):
                break
            if _OF_COURTS.match(match["label"]) and (initials := _INITIALS.match(text, end)):
                end = initials.end()
            if _DIGITS.match(text, start, end):
                yield _finding("labelled", text, start, end)
            place = _FURTHER.match(text, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while text[end - 1] in "-:/_":
        end -= 1
    return start, end


def _finding(rule: str, text: str, start: int, end: int) -> Finding:
    return Finding(LABEL, start, end, f"{LABEL}.{rule}", {"value": re.sub(r"\s", " ", text[start:end])})
