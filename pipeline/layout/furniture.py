"""Page furniture: what a page repeats or a machine printed on it, and the footnotes at its foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from statistics import median

from pipeline.layout.lines import SIDEBAR, Line, usual_pitch

TOP_LINES = 6  # a running header has no more lines than this
LONGEST_HEADER = 80  # characters: a line of text is longer, unless it ends a paragraph
SMALL_PRINT = 0.9  # of the usual font size: below it, print at the foot of a page is a note
MARGIN = 0.09  # of the page's height: where only furniture stands

_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?$|page\s+[ivx]+$", re.I)
_PAGE_OF = re.compile(r"(?:.{0,80}\s)?page\s*\d{1,4}(?:\s*of\s*\d{1,4})?$", re.I)
_FAX = re.compile(r"(?=.*\d{1,2}:\d\d)(?=.*(?:\bfax\b|\bP\.? ?\d|\d{1,3}/\d{1,3}\b|\bpage\b|\d{3}[ -]\d{4})).{10,120}$", re.I)
_PRINTED = re.compile(
    r"https?://\S+(?:\s+\d+/\d+)?$|\d{1,2}/\d{1,2}/\d{2,4}(?:, \d{1,2}:\d\d (?:[AP]M)?)?\s.{5,160}$|about:blank.*$"
    r"|\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}[: .]\d\d [AP]M$"  # OCR overlooks a colon and takes a bar for an I
    r"|.{5,160} \| .{2,100}$|.{5,160} (?:\{?[|Il] [A-Z-]{4,12} )?\{?[|Il] (?:United States )?Department of Justice$",
    re.I,
)
_LINKS = (
    r"(?:search the archive|home(?: ?» ?\w.*)?|current site|department of justice|u\.s\. attorneys|archives|usao archive"
    r"|print version|(?:northern|southern|eastern|western|central|middle)?\s?district of(?: [A-Z][a-z]+)*|return to top"
    r"|accessibility|foia|privacy policy|legal policies(?: &)?|disclaimers|justice\.gov|usa\.gov|contact us|site map"
    r"|skip to main content|share|twitter|facebook|email links|click here for .*|espa[nñ]ol|en espa[nñ]ol|news|press releases?)"
)
# "Justice.gov > U.S. Attorneys > News", in which OCR overlooks a `>`
_CRUMBS = r"(?:(?:justice\.gov|home)(?:\s*[>»›]\s*+[\w.,’' -]{2,60}+)+|justice[. ]gov\s[\w.,’' -]{2,120}\snews(?=$))"
_CRUMB_LINE = re.compile(rf"{_CRUMBS}$", re.I)
# The columns of a foot line may stand on one row. Without a limit to its length a row of many such words would take for ever.
_NAVIGATION = re.compile(rf"(?=.{{1,300}}$)(?:{_CRUMBS}|{_LINKS}(?:\s+{_LINKS}){{0,4}})$", re.I)
_SEPARATOR = re.compile(r"[_—–-]{6,}$")
_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*†‡]{1,2})(?:\s|$)")
_BODY_AFTER_ALL = re.compile(r"(?:#\s*){2,}$|[ce]\.?[ce]\.?\b|enclosure|attachment|encl|do not reply|\d\d-\d{3}", re.I)


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's own text: its lines without furniture, and its footnotes apart."""

    lines: tuple[Line, ...]
    footnotes: tuple[Line, ...]


def own_lines(lines: Sequence[Line], height: float) -> list[Line]:
    """A page's lines without what a machine printed at its edge and without a web site's links; `height` in points."""
    return _without_navigation([line for line in lines if not _is_machine_made(line, height)])


def without_furniture(lines: Sequence[Line], heights: Mapping[int, float], first_page: int) -> list[PageText]:
    """The text of each page of one segment without running headers, page numbers and footers.

    `heights` are the pages' heights in points, by number; `first_page` is the segment's first.
    """
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    repeated = _repeated(pages, first_page)
    names = {word for line in pages.get(first_page, []) for word in _names(line.text)}
    return [_page_text(page, number > first_page, heights[number], repeated, names) for number, page in sorted(pages.items())]


def _names(text: str) -> list[str]:
    """The words of a line that tell who or when: no short ones, no punctuation."""
    return [word.strip(".,;:()") for word in text.casefold().split() if len(word) > 2]


def _key(text: str) -> str:
    """What a line says without its numbers, and without the marks that OCR reads now so, now so."""
    return re.sub(r"\d+", "0", re.sub(r"[^\w#]+", " ", text)).casefold().strip()


def _repeated(pages: dict[int, list[Line]], first_page: int) -> set[str]:
    """Lines that stand at the top or foot of more than one continuation page."""
    counts: Counter[str] = Counter()
    for number, page in pages.items():
        if number > first_page:
            counts.update({_key(line.text) for line in [*page[:TOP_LINES], *page[-3:]]})
    return {key for key, n in counts.items() if n > 1 and len(key) > 3}


def _page_text(page: list[Line], continued: bool, height: float, repeated: set[str], names: set[str]) -> PageText:
    pitch = usual_pitch(page)
    kept = page[_header_length(page, pitch, repeated, names) :] if continued else page
    kept = kept[: len(kept) - _footer_length(kept, pitch, height, repeated)]
    cut = _footnotes_from(kept, pitch)
    notes = [line for line in kept[cut:] if not _SEPARATOR.match(line.text)]
    return PageText(tuple(kept[:cut]), tuple(notes))


def _is_machine_made(line: Line, height: float) -> bool:
    edge = line.bottom < 0.06 * height or line.top > 0.94 * height
    return edge and bool(_FAX.match(line.text) or _PRINTED.match(line.text))


def _without_navigation(page: list[Line]) -> list[Line]:
    """A web site's own links: a side bar made of them, and single ones outside the article."""
    links = [line for line in page if _NAVIGATION.match(line.text.strip())]
    if len(links) < 4:
        crumbs = {id(line) for line in links if _CRUMB_LINE.match(line.text.strip())}
        return [line for line in page if id(line) not in crumbs]
    aside = [line for line in page if line.column == SIDEBAR]
    bar = {id(line) for line in aside} if sum(line in links for line in aside) * 3 >= len(aside) else set()
    dropped = bar | {id(line) for line in links}
    return [line for line in page if id(line) not in dropped]


def _header_length(page: list[Line], pitch: float, repeated: set[str], names: set[str]) -> int:
    """How many lines at the top of a continuation page are its running header."""
    block = 0
    while block < min(TOP_LINES, len(page)):
        block += 1
        if block == len(page) or page[block].top - page[block - 1].top > 1.6 * pitch:
            break
    else:
        block = 0
    top = page[:block]
    number = next((i for i, line in enumerate(top) if _is_page_number(line)), None)
    if number is not None:
        apart = block < len(page)
        named = apart and not top[number].text.strip().isdigit()
        if named or all(_tells(line, names) for line in top[:number]):
            after = takewhile(lambda line: _tells(line, names), top[number + 1 :] if apart else ())
            return number + 1 + len(list(after))
    told = all(_names(line.text) and set(_names(line.text)) <= names and len(line.text) < LONGEST_HEADER for line in top)
    if top and told and block < len(page):
        return block
    length = 0
    while length < min(TOP_LINES, len(page)) and (
        _key(page[length].text) in repeated or _PAGE_NUMBER.match(page[length].text.strip())
    ):
        length += 1
    return length


def _is_page_number(line: Line) -> bool:
    text = line.text.strip()
    return bool(_PAGE_NUMBER.match(text) or _PAGE_OF.match(text))


def _tells(line: Line, names: set[str]) -> bool:
    """Whether a line says who or when in the words of the first page, half of which OCR may have misread."""
    told = [name in names for name in _names(line.text)]
    return bool(told) and 2 * sum(told) >= len(told) and len(line.text) < LONGEST_HEADER


def _footer_length(page: list[Line], pitch: float, height: float, repeated: set[str]) -> int:
    length = 0
    while length < min(3, len(page) - 1):
        line, above = page[-1 - length], page[-2 - length]
        text = line.text.strip()
        apart = line.top - above.top > 1.6 * pitch
        low = line.top > (1 - MARGIN) * height
        if (
            (_PAGE_NUMBER.match(text) and (apart or low))
            or (low and apart and not _BODY_AFTER_ALL.match(text))
            or (_key(text) in repeated and low)
        ):
            length += 1
        else:
            break
    return length


def _footnotes_from(page: list[Line], pitch: float) -> int:
    """Index of the first line of the footnotes at the foot of the page; the page's length where it has none.

    They stand below a separator, or are set smaller than the text. A note's mark is what OCR often loses: small print
    that white sets off from the text is taken for a note without one.
    """
    if len(page) < 3:
        return len(page)
    for i, line in enumerate(page):
        if _SEPARATOR.match(line.text.strip()) and i + 1 < len(page) and _NOTE_MARK.match(page[i + 1].text):
            return i
    usual = median(line.size for line in page for _ in line.words)
    small = len(page)
    while small > 1 and page[small - 1].size < SMALL_PRINT * usual:
        small -= 1
    marked = next((i for i in range(small, len(page)) if _NOTE_MARK.match(page[i].text)), len(page))
    apart = small < len(page) and page[small].top - page[small - 1].top > 1.4 * pitch and page[small].top > page[small - 1].bottom
    if apart and not _BODY_AFTER_ALL.match(page[small].text):
        return small
    return marked
