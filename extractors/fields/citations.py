"""Citations of statutes, regulations, public laws, the Federal Register, court rules and cases.

Two orders are read: title first (`42 U.S.C. § 1983`, `Title 18, United States Code, Sections 371 and 1343`) and section
first (`Section 1343 of Title 18, United States Code`). A list of sections is one citation for each, a range is one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language.case_citations import find_cases
from extractors.whole_text import text_of

LABEL = "citations"

_DATA: dict[str, dict[str, list[str]]] = json.loads(
    (Path(__file__).parents[1] / "patterns" / "citations.json").read_text("utf-8")
)

_USC = r"(?:U\.?\s?S\.?\s?C\.?(?:\s?A\.)?(?![A-Za-z])|U\.?S\.?\sCode|United\sStates\sCode)"
_CFR = r"(?:C\.?\s?F\.?\s?R\.?(?![A-Za-z])|Code\sof\sFederal\sRegulations)"
_TITLE = r"(?<![\w.,§$-])(?P<title>\d{1,2})"
_TITLE_WORD = r"\b[Tt]itle\s(?P<title>\d{1,2})(?:,|,?\sof(?:\sthe)?)?\s(?:the\s)?"
# OCR reads `§` as `$`, as `S` or as `8`; an `8` is one only where a number follows it, as no section is two numbers.
_SECTION_SIGN = r"(?:(?:,?\s|(?=§))(?P<sign>§\s?§|§|\$\$?|[Ss]ections?|[Ss]ecs?\.|[S8](?=\s\d{2}))?\s?)"
_PART_SIGN = r"(?:,?\s(?P<part>[Pp]arts?|[Pp]ts?\.)\s)"
_SUBS = r"(?:\((?:\d{1,2}|[A-Za-z]{1,5})\))*"
_USC_ITEM = re.compile(
    rf"(?P<first>\d{{1,5}}[A-Za-z]{{0,3}}{_SUBS})(?:(?P<dash>[-–—])(?P<last>\d{{1,5}}[A-Za-z]{{0,3}}{_SUBS}))?(?![\d%])"
)
_CFR_ITEM = re.compile(
    rf"(?P<first>\d{{1,4}}\.\d{{1,5}}[a-z]?(?:-\d{{1,3}}[A-Z]?(?![\d.]))?{_SUBS})(?:(?P<dash>[-–—])(?P<last>(?:\d{{1,4}})?\.\d{{1,5}}[a-z]?{_SUBS}))?"
)
_PART_ITEM = re.compile(r"(?P<first>\d{1,4}[a-z]?)(?:(?P<dash>[-–—])(?P<last>\d{1,4}[a-z]?))?(?![\w.]\d)")
_RULE_ITEM = re.compile(rf"(?P<first>\d{{1,4}}(?:\.\d)?{_SUBS})(?:(?P<dash>[–—])(?P<last>\d{{1,4}}(?:\.\d)?{_SUBS}))?")
_LAW_ITEM = re.compile(r"(?P<first>\d{2,3}\s?[-–]\s?\d{1,4})(?P<dash>)?(?P<last>)?(?!\d)")
_PARTED = re.compile(r"\s(?P<number>\d{1,2})(?P<letter>[a-z]?)(?=[,.;:)])")
_THROUGH = re.compile(r"\s(?:through|to)\s")
_NEXT = re.compile(r"(?:\s\([A-Za-z ]{3,60}\))?(?:[,;]\s(?:and\s|or\s|&\s)?|\s(?:and|or|&)\s)(?P<sign>§{1,2}\s?|[Ss]ections?\s)?")
# "§ 552(b)(6) and (b)(7)(C)": one level alone may be the label of a run-in list instead, unless the phrase ends with it.
_NEXT_SUBS = re.compile(
    r"(?:,\s(?:and\s|or\s)?|\s(?:and|or|&)\s)(?P<subs>(?:\((?:\d{1,2}|[A-Za-z]{1,5})\))+)(?=[.,;)]|$|(?<=\)\(.\)))"
)
# After these the number is a volume, a title or a count, not one more section.
_NO_ITEM = re.compile(rf"\s(?:{_USC}|{_CFR}|Fed\.|F\.|U\.S\.|S\.\sCt|counts?\b|days?\b|months\b|years\b|percent\b)")
_ET_SEQ = re.compile(r",?\set\s?seq\.?")
_REGISTER = re.compile(
    r"(?P<volume>\d(?<![\w.-]\d)\d{0,2})\s(?:Fed\.?\s?Reg\.?|Federal\sRegister|FR|F\.R\.)(?:\sat)?\s(?P<page>\d{1,3},\d{3}|\d{1,6})(?!\d)"
)
_LAW = re.compile(r"\b(?:Pub(?:\.|lic)\s?L(?:aws?|\.)|P\.\s?L\.)\s(?:Nos?\.?\s|Numbers?\s)?(?=\d)")


class _Item(NamedTuple):
    """One section, part or rule of a list, or one range; `last` is empty but for a range."""

    start: int
    end: int
    first: str
    last: str
    et_seq: bool


class _Kind(NamedTuple):
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


def _title_of(code: str) -> str:
    return rf"(?:[Tt]itle\s)?(?P<title>\d{{1,2}})(?:,\s?|,?\sof\sthe|,?\sof)?\s?(?:the\s)?{code}"


_KINDS = [
    _Kind(
        "usc",
        re.compile(_USC),
        (
            re.compile(rf"{_TITLE}\s?{_USC},?{_SECTION_SIGN}"),
            re.compile(rf"{_TITLE_WORD}{_USC}(?:\s\(U\.S\.C\.\))?{_SECTION_SIGN}"),
        ),
        (_section_first(r"[Ss]ections?", rf"\d{{1,5}}[A-Za-z]{{0,3}}(?:-\d{{1,3}}[a-z]?)?{_SUBS}", _title_of(_USC)),),
        _USC_ITEM,
        "{title} U.S.C. § {first}",
        "{title} U.S.C. §§ {first}-{last}",
    ),
    _Kind(
        "cfr",
        re.compile(_CFR),
        (re.compile(rf"{_TITLE}\s?{_CFR},?{_SECTION_SIGN}"), re.compile(rf"{_TITLE_WORD}{_CFR}{_SECTION_SIGN}")),
        (_section_first(r"[Ss]ections?", rf"\d{{1,4}}\.\d{{1,5}}{_SUBS}", _title_of(_CFR)),),
        _CFR_ITEM,
        "{title} C.F.R. § {first}",
        "{title} C.F.R. §§ {first}-{last}",
    ),
    _Kind(
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
    _Kind("public_law", _LAW, (_LAW,), (), _LAW_ITEM, "Pub. L. No. {first}", ""),
    *(
        _Kind(
            "rule",
            re.compile("|".join(forms)),
            (re.compile(rf"\b(?:{'|'.join(forms)})\s(?:[Rr]ules?\s)?(?=\d)"),),
            (_section_first(r"[Rr]ules?", rf"\d{{1,4}}(?:\.\d)?{_SUBS}", rf"the\s(?:{'|'.join(forms)})"),),
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
    for case in find_cases(text):
        yield _finding("case", text, case.start, case.end, case.normalized)


def _of_kind(kind: _Kind, text: str) -> Iterator[Finding]:
    for pattern in kind.title_first:
        for match in pattern.finditer(text):
            items = _items(kind.item, text, match.end(), len(text), listed=_is_plural(match))
            for number, item in enumerate(items):
                yield _finding(kind.kind, text, item.start if number else match.start(), item.end, _normal(kind, match, item))
    for pattern in kind.section_first:
        for match in pattern.finditer(text):
            items = list(_items(kind.item, text, match.start("items"), match.end("items"), listed=True))
            for item in items:
                span = match.span() if len(items) == 1 else (item.start, item.end)
                yield _finding(kind.kind, text, *span, _normal(kind, match, item))


def _is_plural(match: re.Match[str]) -> bool:
    """Does the sign announce several? Then a bare number after a comma is another section; else it may be anything."""
    sign = match.group().rstrip()
    return sign.endswith(("§§", "§ §", "$$", "ections", "ecs.", "arts", "ts.", "Nos.", "Laws", "Rules"))


def _items(pattern: re.Pattern[str], text: str, start: int, end: int, *, listed: bool) -> Iterable[_Item]:
    match = pattern.match(text, start, end)
    while match is not None:
        item = _item(pattern, text, match, end, plural=listed)
        yield item
        further = _NEXT_SUBS.match(text, item.end, end) if "(" in item.first and not item.last else None
        while further is not None:
            item = _Item(further.start("subs"), further.end(), item.first.split("(")[0] + further["subs"], "", False)
            yield item
            further = _NEXT_SUBS.match(text, item.end, end)
        further = _NEXT.match(text, item.end, end)
        if further is None or not (listed or further["sign"]):
            return
        match = pattern.match(text, further.end(), end)
        if match is not None and _NO_ITEM.match(text, match.end()):
            return


def _item(pattern: re.Pattern[str], text: str, match: re.Match[str], end: int, *, plural: bool) -> _Item:
    first, last, stop = match["first"], match["last"] or "", match.end()
    if last and not _is_range(first, match["dash"], last, plural=plural):
        first, last = first + match["dash"] + last, ""
    if last.isdigit() and first.isdigit() and int(last) < int(first):  # OCR parts `7401-767 1q`
        rest = _PARTED.match(text, stop, end)
        if rest is not None and int(last + rest["number"]) > int(first):
            last, stop = last + rest["number"] + rest["letter"], rest.end()
    through = _THROUGH.match(text, stop, end)
    upper = pattern.match(text, through.end(), end) if through is not None and not last else None
    if upper is not None and plural and not _NO_ITEM.match(text, upper.end()):
        last, stop = upper.group(), upper.end()
    et_seq = _ET_SEQ.match(text, stop)
    return _Item(match.start(), et_seq.end() if et_seq else stop, first, last, et_seq is not None)


def _is_range(first: str, dash: str, last: str, *, plural: bool) -> bool:
    """`7401-7671q` is a range, `2000e-5` and `1320a-7a` are single sections."""
    if dash != "-" or "." in first:
        return True
    low, high = (int(re.match(r"\d+", number)[0]) for number in (first, last))  # type: ignore[index]
    return high > low or (plural and first.isdigit())


def _normal(kind: _Kind, match: re.Match[str], item: _Item) -> str:
    form = kind.plural if item.last else kind.singular
    first = re.sub(r"\s?[-–—]\s?", "-", item.first)
    title = match["title"] if "title" in match.re.groupindex else ""
    return form.format(title=title, first=first, last=item.last) + (" et seq." if item.et_seq else "")


def _finding(kind: str, text: str, start: int, end: int, normalized: str) -> Finding:
    printed = re.sub(r"\s+", " ", text[start:end])
    return Finding(LABEL, start, end, f"{LABEL}.{kind}", {"text": printed, "kind": kind, "normalized": normalized})
