"""Citations of statutes, regulations, public laws, executive orders, the Federal Register, court rules and cases.

Two orders are read: title first (`42 U.S.C. § 1983`, `Title 18, United States Code, Sections 371 and 1343`) and section
first (`Section 1343 of Title 18, United States Code`). A list of sections is one citation for each, a range is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language.case_citations import find_cases
from extractors.language.subsections import SUBS, closed, read_further, read_range
from extractors.language.vocabulary import vocabulary
from extractors.whole_text import text_of

LABEL = "citations"

_DATA: dict[str, dict[str, list[str]]] = vocabulary("citations.json")

_USC = r"(?:U\.?\s?S\.?\s?C\.?(?:\s?A\.)?(?![A-Za-z])|U\.?S\.?\sCode|United\sStates\sCode)"
_CFR = r"(?:C\.?\s?F\.?\s?R\.?(?![A-Za-z])|Code\sof\sFederal\sRegulations)"
_TITLE = r"(?<![\w.,§$-])(?P<title>\d{1,2})"
_TITLE_WORD = r"\b[Tt]itle\s(?P<title>\d{1,2})(?:,|,?\sof(?:\sthe)?)?\s(?:the\s)?"
# OCR reads `§` as `$`, as `S` or as `8`; an `8` is one only where a number follows it, as no section is two numbers. Where a
# copy has no other letters than those of English, it is `SS`.
_SECTION_SIGN = r"(?:(?:,?\s|(?=§))(?P<sign>§\s?§|§|\$\$?|[Ss]ections?|[Ss]ecs?\.|[S8](?=\s\d{2})|(?:SS){1,2}(?=\s?\d))?\s?)"
_PART_SIGN = r"(?:,?\s(?P<part>[Pp]arts?|PARTS?|[Pp]ts?\.)\s)"
# `1983`, `7671q`, `78dd (a)(1)`, `1956-1957`: no part of a longer number, no percentage
_USC_ITEM = re.compile(
    rf"(?P<first>\d{{1,5}}[A-Za-z]{{0,3}}(?:\s(?=\([a-z]\)\())?{SUBS})(?:(?P<dash>[-–—])(?P<last>\d{{1,5}}[A-Za-z]{{0,3}}{SUBS}))?(?![\d%])"
)
# 35.130(b)(7) · 240.10b-5 · 240.10b5-1(c) · 1.501(c)(3)-1(d)
_CFR_ITEM = re.compile(
    rf"(?P<first>\d{{1,4}}\.\d{{1,5}}(?:[A-Za-z]{{1,2}}\d{{0,2}}(?![A-Za-z]))?(?:-\d{{1,3}}[A-Z]?(?!\d|\.\d))?{SUBS}"
    rf"(?:(?<=\))-\d{{1,2}}[A-Z]?(?!\d|\.\d){SUBS})?)(?:(?P<dash>[-–—])(?P<last>(?:\d{{1,4}})?\.\d{{1,5}}[a-z]?{SUBS}))?"
)
_PART_ITEM = re.compile(r"(?P<first>\d{1,4}[a-z]?)(?:(?P<dash>[-–—])(?P<last>\d{1,4}[a-z]?))?(?![\w.]\d)")
_RULE_ITEM = re.compile(rf"(?P<first>\d{{1,4}}(?:\.\d)?{SUBS})(?:(?P<dash>[–—])(?P<last>\d{{1,4}}(?:\.\d)?{SUBS}))?")
# `3E1.1(a)`, `2B1.1(b)(1)(H)`
_GUIDELINE_ITEM = re.compile(
    rf"(?P<first>\d[A-Z]\d\.\d{{1,2}}{SUBS})(?:(?P<dash>[-–—])(?P<last>\d[A-Z]\d\.\d{{1,2}}{SUBS}))?(?!\d)"
)
# `U.S.S.G.`, `USSG`, `the Sentencing Guidelines`, `United States Sentencing Guidelines`
_GUIDELINES = r"(?:U\.\s?S\.\s?S\.\s?G\.|USSG|(?:U\.S\.|United\sStates)\sSentencing\sGuidelines?|Sentencing\sGuidelines?)"
_LAW_ITEM = re.compile(r"(?P<first>\d{2,3}\s?[-–]\s?\d{1,4})(?P<dash>)?(?P<last>)?(?!\d)")
_PARTED = re.compile(r"\s(?P<number>\d{1,2})(?P<letter>[a-z]?)(?=[,.;:)])")
_THROUGH = re.compile(r"\s(?:through|to)\s")
# what joins a section to the next: `(a) and`, `, §`, ` or Section `
_NEXT = re.compile(r"(?:\s\([A-Za-z ]{3,60}\))?(?:[,;]\s(?:and\s|or\s|&\s)?|\s(?:and|or|&)\s)(?P<sign>§{1,2}\s?|[Ss]ections?\s)?")
# After these the number is a volume, a title or a count, not one more section.
_NO_ITEM = re.compile(rf"\s(?:{_USC}|{_CFR}|Fed\.|F\.|U\.S\.|S\.\sCt|counts?\b|days?\b|months\b|years\b|percent\b)")
_ET_SEQ = re.compile(r",?\set\s?seq\.?")
_NOTE = re.compile(r"\snotes?(?=\s*(?:[.,;:)\]”\"]|$)|\s\((?:19|20)\d\d|\s(?:and|or)\s(?:\d|§))")
# `, Subpart B`, `, Appendix A-C` behind a part of the C.F.R.
_SUBPART = re.compile(
    r"(?:,?\s(?:[Ss]ubparts?|SUBPARTS?|[Ss]ubpts?\.)|,?\s(?P<appendix>[Aa]pp(?:endix|\.)))\s(?P<first>[A-Z]{1,3})(?![\w’'])"
    r"(?:(?:[-–—]|\s(?:through|to)\s)(?P<last>[A-Z]{1,2})(?![\w’']))?"
)
_NEXT_SUBPART = re.compile(r"(?:,\s(?:and\s)?|\s(?:and|or|&)\s)(?P<first>[A-Z]{1,2})(?P<last>)(?=[.,;)]|$|\s[a-z])")
_SUBPART_OF = re.compile(r"\b[Ss]ub(?:part|pt\.)\s(?P<first>[A-Z]{1,3})\s(?:of|to)\s(?:the\s)?$")
# `82 Fed. Reg. 12,345`
_REGISTER = re.compile(
    r"(?P<volume>\d(?<![\w.-]\d)\d{0,2})\s(?:Fed\.?\s?Reg\.?|Federal\sRegister|FR|F\.R\.)(?:\sat)?\s(?P<page>\d{1,3},\d{3}|\d{1,6})(?!\d)"
)
_STATUTES = re.compile(r"(?<![\w.§$-])(?P<volume>\d{1,3})\sStat\.\s(?P<page>\d{1,4}(?:[-–]\d{1,4})?)(?!\d|,\d{3})")
_ORDER = re.compile(r"\b(?:Exec(?:utive|\.)\sOrders?|E\.\s?O\.|EO)\s(?:Nos?\.\s)?(?=\d)")
_ORDER_ITEM = re.compile(r"(?P<first>\d{1,2},?\d{3})(?P<dash>)?(?P<last>)?(?![\d-])")
_LAW = re.compile(r"\b(?:Pub(?:\.|lic)\s?L(?:aws?|\.)|P\.\s?L\.)\s(?:Nos?\.?\s|Numbers?\s)?(?=\d)")


class _CitedItem(NamedTuple):
    """One section, part or rule of a list, or one range; `last` is empty but for a range; `tail` is a note, a subpart or so."""

    start: int
    end: int
    first: str
    last: str
    tail: str


class _CitationKind(NamedTuple):
    """How one kind of citation is read and written: `title_first` gives `title` and ends where its items begin.

    `named` is what each names; a text without it is done at once.
    """

    kind: str
    named: re.Pattern[str]
    title_first: tuple[re.Pattern[str], ...]
    section_first: tuple[re.Pattern[str], ...]
    item: re.Pattern[str]
    singular: str
    plural: str


def _section_first(word: str, item: str, source: str) -> re.Pattern[str]:
    """`Section 1343 of Title 18, United States Code`, `Sections 1 and 2 of 15 U.S.C.`."""
    items = rf"(?P<items>{item}(?:(?:,\s(?:and\s)?|\sand\s|\sthrough\s|[-–]){item}){{0,12}})"
    return re.compile(rf"(?:\b{word}|§{{1,2}})\s?{items}\s(?:of|in)\s(?:{source})")


# "Section 1001 of title 18": the United States Code, unless another one follows
_TITLE_ALONE = r"[Tt]itle\s(?P<alone>\d{1,2})(?=\s*(?:[.;)]|$)|,?\s(?!of\b|in\b)[a-z])"
_APPENDIX = r"(?:\s(?P<app>[Aa]pp(?:endix|\.)(?:\s\d{1,2}(?=,?\s§))?)(?=[,\s]))?"


def _title_of(code: str) -> str:
    return rf"(?:[Tt]itle\s)?(?P<title>\d{{1,2}})(?:,\s?|,?\sof\sthe|,?\sof)?\s?(?:the\s)?{code}"


_KINDS = [
    _CitationKind(
        "usc",
        re.compile(rf"{_USC}|\b[Tt]itle\s\d"),
        (
            re.compile(rf"{_TITLE}\s?{_USC},?{_APPENDIX}{_SECTION_SIGN}"),
            re.compile(rf"{_TITLE_WORD}{_USC}(?:\s\(U\.S\.C\.\))?{_SECTION_SIGN}"),
        ),
        (
            _section_first(
                r"[Ss]ections?", rf"\d{{1,5}}[A-Za-z]{{0,3}}(?:-\d{{1,3}}[a-z]?)?{SUBS}", f"{_title_of(_USC)}|{_TITLE_ALONE}"
            ),
        ),
        _USC_ITEM,
        "{title} U.S.C.{app} § {first}",
        "{title} U.S.C.{app} §§ {first}-{last}",
    ),
    _CitationKind(
        "cfr",
        re.compile(_CFR),
        (re.compile(rf"{_TITLE}\s?{_CFR},?{_SECTION_SIGN}"), re.compile(rf"{_TITLE_WORD}{_CFR}{_SECTION_SIGN}")),
        (_section_first(r"[Ss]ections?", rf"\d{{1,4}}\.\d{{1,5}}{SUBS}", _title_of(_CFR)),),
        _CFR_ITEM,
        "{title} C.F.R. § {first}",
        "{title} C.F.R. §§ {first}-{last}",
    ),
    _CitationKind(
        "cfr",
        re.compile(_CFR),
        (
            re.compile(rf"{_TITLE}\s?{_CFR},?{_PART_SIGN}"),
            re.compile(rf"{_TITLE}\s?{_CFR}\s(?=\d{{1,4}}(?![\w.]*\d|\s\d))"),
            re.compile(rf"{_TITLE_WORD}{_CFR}{_PART_SIGN}"),
        ),
        (_section_first(r"[Pp]arts?", r"\d{1,4}", _title_of(_CFR)),),
        _PART_ITEM,
        "{title} C.F.R. pt. {first}",
        "{title} C.F.R. pts. {first}-{last}",
    ),
    _CitationKind(
        "rule",
        re.compile(_GUIDELINES),
        (re.compile(rf"\b{_GUIDELINES}{_SECTION_SIGN}(?=\d[A-Z]\d\.)"),),
        (_section_first(r"[Ss]ections?", rf"\d[A-Z]\d\.\d{{1,2}}{SUBS}", rf"the\s{_GUIDELINES}"),),
        _GUIDELINE_ITEM,
        "U.S.S.G. § {first}",
        "U.S.S.G. §§ {first}-{last}",
    ),
    _CitationKind("executive_order", _ORDER, (_ORDER,), (), _ORDER_ITEM, "Exec. Order No. {first}", ""),
    _CitationKind("public_law", _LAW, (_LAW,), (), _LAW_ITEM, "Pub. L. No. {first}", ""),
    *(
        _CitationKind(
            "rule",
            re.compile("|".join(forms)),
            (re.compile(rf"\b(?:{'|'.join(forms)})\s(?:[Rr]ules?\s)?(?=\d)"),),
            (_section_first(r"[Rr]ules?", rf"\d{{1,4}}(?:\.\d)?{SUBS}", rf"the\s(?:{'|'.join(forms)})"),),
            _RULE_ITEM,
            f"{name} {{first}}",
            f"{name} {{first}}-{{last}}",
        )
        for name, forms in _DATA["rules"].items()
    ),
]


def extract(doc: Doc) -> list[Finding]:
    """Each citation once (by its normal form), wherever it stands, footnotes too."""
    first: dict[object, Finding] = {}
    for finding in sorted(_all(text_of(doc)), key=lambda f: (f.start, -f.end)):
        first.setdefault(finding.value["normalized"], finding)
    return list(first.values())


def _all(text: str) -> Iterator[Finding]:
    for kind in _KINDS:
        if kind.named.search(text):
            yield from _of_kind(kind, text)
    for match in _REGISTER.finditer(text):
        page = match["page"] if "," in match["page"] or len(match["page"]) < 5 else f"{int(match['page']):,}"
        yield _finding("federal_register", text, *match.span(), f"{match['volume']} Fed. Reg. {page}")
    for match in _STATUTES.finditer(text):
        yield _finding("statutes_at_large", text, *match.span(), f"{match['volume']} Stat. {match['page'].replace('–', '-')}")
    for case in find_cases(text):
        yield _finding("case", text, case.start, case.end, case.normalized)


def _of_kind(kind: _CitationKind, text: str) -> Iterator[Finding]:
    for pattern in kind.title_first:
        for match in pattern.finditer(text):
            items = _items(kind, text, match.start(), match.end(), len(text), listed=_is_plural(match))
            part_of = _SUBPART_OF.search(text, max(0, match.start() - 30), match.start()) if kind.item is _PART_ITEM else None
            for number, item in enumerate(items):
                if part_of is not None and not item.tail:
                    item = item._replace(start=part_of.start(), tail=f", subpt. {part_of['first']}")
                    yield _finding(kind.kind, text, item.start, item.end, _normal(kind, match, item))
                    continue
                yield _finding(kind.kind, text, item.start if number else match.start(), item.end, _normal(kind, match, item))
    for pattern in kind.section_first:
        for match in pattern.finditer(text):
            listed = list(_items(kind, text, match.start(), match.start("items"), match.end("items"), listed=True))
            for item in listed:
                span = match.span() if len(listed) == 1 else (item.start, item.end)
                yield _finding(kind.kind, text, *span, _normal(kind, match, item))


def _is_plural(match: re.Match[str]) -> bool:
    """Does the sign announce several? Then a bare number after a comma is another section; else it may be anything."""
    sign = match.group().rstrip()
    return sign.endswith(("§§", "§ §", "$$", "ections", "ecs.", "arts", "ARTS", "ts.", "Nos.", "Laws", "Rules", "Orders", "SSSS"))


def _items(kind: _CitationKind, text: str, begin: int, start: int, end: int, *, listed: bool) -> Iterator[_CitedItem]:
    """The items that stand from `start` on; the citation begins at `begin`."""
    match = kind.item.match(text, start, end)
    while match is not None:
        item = _item(kind, text, match, end, plural=listed)
        yield item
        base = item.first.split("-(")[0] if not item.last else ""
        while further := read_further(text, begin, item.end, end, base):
            base, at, stop = further
            item = _ranged(text, at, base, stop, end)
            yield item
        while kind.item is _PART_ITEM and item.tail and (next_part := _NEXT_SUBPART.match(text, item.end, end)):
            item = _CitedItem(next_part.start("first"), next_part.end(), item.first, "", f", subpt. {next_part['first']}")
            yield item
        next_item = _NEXT.match(text, item.end, end)
        if next_item is None or not (listed or next_item["sign"]):
            return
        match = kind.item.match(text, next_item.end(), end)
        if match is not None and _NO_ITEM.match(text, match.end()):
            return


def _ranged(text: str, start: int, first: str, stop: int, end: int) -> _CitedItem:
    """`1373(a)`, or `1373(a)-(c)` where a range goes on at `stop`."""
    upper = read_range(text, stop, end, first)
    return _CitedItem(start, upper[1] if upper else stop, f"{first}-{upper[0]}" if upper else first, "", "")


def _item(kind: _CitationKind, text: str, match: re.Match[str], end: int, *, plural: bool) -> _CitedItem:
    first, last, stop = match["first"], match["last"] or "", match.end()
    if last and not _is_range(first, match["dash"], last, plural=plural):
        first, last = first + match["dash"] + last, ""
    if last.isdigit() and first.isdigit() and int(last) < int(first):  # OCR parts `7401-767 1q`
        rest = _PARTED.match(text, stop, end)
        if rest is not None and int(last + rest["number"]) > int(first):
            last, stop = last + rest["number"] + rest["letter"], rest.end()
    through = _THROUGH.match(text, stop, end)
    upper = kind.item.match(text, through.end(), end) if through is not None and not last else None
    if upper is not None and (plural or _goes_up(first, upper.group())) and not _NO_ITEM.match(text, upper.end()):
        last, stop = upper.group(), upper.end()
    if not last:
        ranged = _ranged(text, match.start(), first, stop, end)
        first, stop = ranged.first, ranged.end
    tail, stop = _tail(kind, text, stop)
    return _CitedItem(match.start(), stop, first, last, tail)


def _goes_up(first: str, upper: str) -> bool:
    """`60.1 through 60.19` is a range without a plural sign: two sections of one part."""
    low, high = first.split("."), upper.split(".")
    return (
        len(low) == len(high) == 2 and low[0] == high[0] and low[1].isdigit() and high[1].isdigit() and int(low[1]) < int(high[1])
    )


def _tail(kind: _CitationKind, text: str, stop: int) -> tuple[str, int]:
    """What narrows or widens an item: `et seq.`, `note`, `subpt. C`; and where it ends."""
    if et_seq := _ET_SEQ.match(text, stop):
        return " et seq.", et_seq.end()
    if kind.kind == "usc" and (note := _NOTE.match(text, stop)):
        return " note", note.end()
    if kind.item is _PART_ITEM and (part := _SUBPART.match(text, stop)):
        name = "app." if part["appendix"] else "subpts." if part["last"] else "subpt."
        return f", {name} {part['first']}{'-' + part['last'] if part['last'] else ''}", part.end()
    return "", stop


def _is_range(first: str, dash: str, last: str, *, plural: bool) -> bool:
    """`7401-7671q` is a range, `2000e-5` and `1320a-7a` are single sections."""
    if dash != "-" or "." in first:
        return True
    low, high = (int(re.match(r"\d+", number)[0]) for number in (first, last))  # type: ignore[index]
    return high > low or (plural and first.isdigit())


def _normal(kind: _CitationKind, match: re.Match[str], item: _CitedItem) -> str:
    form = kind.plural if item.last else kind.singular
    first = re.sub(r"\s?[-–—]\s?", "-", closed(item.first))
    if kind.kind == "executive_order":
        first = f"{int(first.replace(',', '')):,}"
    said = match.groupdict()
    app = f" {said['app'].lower().replace('appendix', 'app.')}" if said.get("app") else ""
    title = said.get("title") or said.get("alone") or ""
    return form.format(title=title, app=app, first=first, last=item.last) + item.tail


def _finding(kind: str, text: str, start: int, end: int, normalized: str) -> Finding:
    printed = re.sub(r"\s+", " ", text[start:end])
    return Finding(LABEL, start, end, f"{LABEL}.{kind}", {"text": printed, "kind": kind, "normalized": normalized})
