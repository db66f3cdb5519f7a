"""Sums of money in U.S. dollars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language.spans import Spans
from extractors.structure.parts import read_parts
from extractors.whole_text import text_of

LABEL = "amounts"

_SCALES = {"thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9, "b": 10**9, "trillion": 10**12}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_SCALE = r"(?:thousand|million|billion|trillion|[kmb])(?![a-z])"
# A letter before the sign makes it another country's dollar (`HK$500`); after `U.S.C.` or `C.F.R.` it is a misread section sign.
_SIGN = r"(?:(?<![a-z$])|(?<=\bUS))(?:U\.S\.\s)?(?<![CR]\.\s)(?<![CR]\.)\$\s?"
_SIGNED = re.compile(rf"{_SIGN}(?P<number>{_NUMBER})(?!\d|,\d)(?:[\s-]?(?P<scale>{_SCALE}))?", re.IGNORECASE)
_WORDED = re.compile(
    rf"(?<![\d$.,])(?P<number>{_NUMBER})(?:[\s-](?P<scale>{_SCALE}))?\s(?:U\.S\.\s)?dollars\b(?!-)", re.IGNORECASE
)
_DOLLARS = re.compile(r"[Dd](?i:ollars)")
_UPPER_END = re.compile(rf"\s?(?:to|and|-|–)\s?(?P<sign>\$?)(?P<number>{_NUMBER})[\s-]?(?P<scale>{_SCALE})", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)


def extract(doc: Doc) -> list[Finding]:
    """Each sum once, `value` in dollars (an int where it is whole); where the body names it, the place there is kept."""
    body = Spans((p.start, p.end) for p in read_parts(doc).body)
    places = sorted(_amounts(text_of(doc)), key=lambda f: (not body.hold(f.start), f.start))
    first: dict[object, Finding] = {}
    for finding in places:
        first.setdefault(finding.value["value"], finding)
    return sorted(first.values(), key=lambda f: f.start)


def _amounts(text: str) -> Iterator[Finding]:
    for match in _WORDED.finditer(text) if _DOLLARS.search(text) else ():
        yield _finding("amounts.dollars", text, match.span(), match["number"], match["scale"])
    for match in _SIGNED.finditer(text) if "$" in text else ():
        upper = None if match["scale"] else _upper_end(text, match)
        if upper is None:
            yield _finding("amounts.sign", text, match.span(), match["number"], match["scale"])
            continue
        yield _finding("amounts.range", text, match.span(), match["number"], upper["scale"])
        if not upper["sign"]:  # "$2-3 million": the upper end has no sign of its own to be found by
            yield _finding("amounts.range", text, (upper.start("number"), upper.end()), upper["number"], upper["scale"])


def _upper_end(text: str, lower: re.Match[str]) -> re.Match[str] | None:
    """The upper end of a range whose one `million` governs both ends: `$50 to $60 million`."""
    upper = _UPPER_END.match(text, lower.end())
    if upper is None or not 0 < _number(lower["number"]) < _number(upper["number"]) or "," in lower["number"]:
        return None
    joined_by_and = "and" in upper.group()[:5].casefold()
    return None if joined_by_and and not _BETWEEN.search(text[max(0, lower.start() - 12) : lower.start()]) else upper


def _number(printed: str) -> Decimal:
    return Decimal(printed.replace(",", ""))


def _finding(rule: str, text: str, span: tuple[int, int], number: str, scale: str | None) -> Finding:
    exact = _number(number) * (_SCALES[scale.casefold()] if scale else 1)
    value = int(exact) if exact == exact.to_integral_value() else float(exact)
    return Finding(LABEL, *span, rule, {"value": value, "currency": "USD", "text": " ".join(text[slice(*span)].split())})
