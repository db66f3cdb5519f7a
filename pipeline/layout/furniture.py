"""Page furniture: what a page repeats or a machine printed on it, and the footnotes at its foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from statistics import median

from extractors.language.cues import DATE_LINE, SALUTATION
from pipeline.layout.document import LeftOut
from pipeline.layout.lines import Line, usual_pitch

TOP_LINES = 6  # a running header has no more lines than this
LONGEST_HEADER = 80  # characters: a line of text is longer, unless it ends a paragraph
SMALL_PRINT = 0.9  # of the usual font size: below it, print at the foot of a page is a note
FEW_LINES = 6  # of a page: too few to tell its pitch
HEAD_LINES = 25  # of a first page without a salutation
MOST_AT_FOOT = 3  # lines of a footer
APART = 1.6  # pitches from a line to the next, beyond which white sets it apart: less is the white between paragraphs
NOTES_APART = 1.4  # pitches from the text to a note's first line, which is smaller print and needs less white
MARGIN = 0.09  # of the page's height: where only furniture stands

_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?$|page\s+[ivx]+$", re.I)
_PAGE_OF = re.compile(r"(?:.{0,80}\s)?page\s*\d{1,4}(?:\s*of\s*\d{1,4})?$", re.I)
_SEPARATOR = re.compile(r"[_—–-]{6,}$")
_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*†‡]{1,2})(?:\s|$)")
_PLAIN_NOTE = re.compile(r"(\d{1,2}|[¹²³⁴-⁹]{1,2})\s+[A-Z“\"(\[]")
# what an office prints at the foot of its paper: an address on the web, numbers, a motto; and what speaks of such
_AT_FOOT = re.compile(
    r"(?:https?://|www\.)\S+$|(?:an? )?equal opportunity employer.{0,20}$|printed on recycled paper$"
    r"|(?:tel|fax|phone)?[.: ]*[\d()./ -]{7,40}$",
    re.I,
)
_AS_AT_FOOT = re.compile(r"\d{3}[-.) ]+\d{3}[-.]\d{4}|\bwww\.|@|\bpage\b|\d{5}(?:-\d{4})?$|\bemployer$|·|•|\|", re.I)
_BODY_AFTER_ALL = re.compile(r"(?:#\s*){2,}$|[ce]\.?[ce]\.?\b|enclosure|attachment|encl|do not reply|\d\d-\d{3}", re.I)


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's own text: its lines without furniture, its footnotes apart, and what was left out with the reason."""

    lines: tuple[Line, ...]
    footnotes: tuple[Line, ...]
    left_out: tuple[LeftOut, ...] = ()


def without_furniture(lines: Sequence[Line], heights: Mapping[int, float], first_page: int) -> list[PageText]:
    """The text of each page of one segment without running headers, page numbers and footers.

    `heights` are the pages' heights in points, by number; `first_page` is the segment's first. Furniture is what repeats, or
    bears a page number, a date or the addressee in the place of a header; what is left out on weaker signs is not `certain`.
    """
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    repeated = _repeated(pages, first_page)
    names = {word for line in _head(pages.get(first_page, [])) for word in _names(line.text)}
    pitch = usual_pitch(pages.get(first_page, []))
    usual = {n: usual_pitch(page) if len(page) >= FEW_LINES else min(pitch, usual_pitch(page)) for n, page in pages.items()}
    return [_page_text(page, n > first_page, heights[n], usual[n], repeated, names) for n, page in sorted(pages.items())]


def _head(page: Sequence[Line]) -> Sequence[Line]:
    """The lines of a first page that stand above its text: those which a running header takes up."""
    salutation = next((i for i, line in enumerate(page) if SALUTATION.match(line.text.strip())), None)
    if salutation is not None:
        return page[: salutation + 1]
    return [line for line in page[:HEAD_LINES] if len(line.text) < LONGEST_HEADER and not _ends_sentence(line.text)]


def _names(text: str) -> list[str]:
    """The words of a line that tell who or when: no short ones, no punctuation."""
    return [word.strip(".,;:()") for word in text.casefold().split() if len(word) > 2]


def _ends_sentence(text: str) -> bool:
    """Whether a line ends with a sentence and not with an abbreviation such as `Jr.`"""
    return re.search(r"[a-z]{4}[”’\"')\]]*[.?!;:][”’\"')\]]*$", text.strip()) is not None


def _key(text: str) -> str:
    """What a line says without its numbers, and without the marks that OCR reads now so, now so."""
    return re.sub(r"\d+", "0", re.sub(r"[^\w#]+", " ", text)).casefold().strip()


def _repeated(pages: dict[int, list[Line]], first_page: int) -> set[str]:
    """Lines that stand at the top or foot of more than one continuation page, or at the foot of the first one and of another."""
    counts: Counter[str] = Counter()
    for number, page in pages.items():
        edges = [*page[:TOP_LINES], *page[-3:]] if number > first_page else page[max(1, len(page) - 3) :]
        counts.update({_key(line.text) for line in edges})
    numbered = [_key(page[-1].text) for page in pages.values() if _PAGE_NUMBER.match(page[-1].text.strip())]
    return {key for key, n in counts.items() if n > 1 and len(key) > 3} | (set(numbered) if len(numbered) > 1 else set())


def _page_text(page: list[Line], continued: bool, height: float, pitch: float, repeated: set[str], names: set[str]) -> PageText:
    header, sure = _header(page, pitch, repeated, names) if continued else ([], True)
    kept = _without(page, header)
    footer, sure_too = _footer(kept, pitch, height, repeated)
    kept = _without(kept, footer)
    cut = _footnotes_from(kept, pitch)
    rules = [line for line in kept[cut:] if _SEPARATOR.match(line.text)]
    gone = [_left_out(header, "running-header", sure), _left_out(footer, "footer", sure_too), _left_out(rules, "rule", True)]
    return PageText(tuple(kept[:cut]), tuple(_without(kept[cut:], rules)), tuple(one for one in gone if one.words))


def _left_out(lines: Sequence[Line], reason: str, certain: bool) -> LeftOut:
    return LeftOut(reason, tuple(word for line in lines for word in line.words), certain)


def _without(page: Sequence[Line], gone: Sequence[Line]) -> list[Line]:
    chosen = set(map(id, gone))
    return [line for line in page if id(line) not in chosen]


def _header(page: list[Line], pitch: float, repeated: set[str], names: set[str]) -> tuple[list[Line], bool]:
    """The running header at the top of a continuation page, and whether it is surely one."""
    top = _top_block(page, pitch)
    apart = len(top) < len(page)
    number = next((i for i, line in enumerate(top) if _is_page_number(line)), None)
    if number is not None:
        named = apart and not top[number].text.strip().isdigit()
        tells = [_tells(line, names) or _key(line.text) in repeated for line in top]
        if named and any(line.text[0].islower() for line in top[:number]):
            return [top[number]], True  # text goes on above it
        if named or all(tells[:number]):
            after = takewhile(lambda line: _tells(line, names), top[number + 1 :] if apart else ())
            return [*top[: number + 1], *after], all(tells[:number])
    told = [_names(line.text) and set(_names(line.text)) <= names and len(line.text) < LONGEST_HEADER for line in top]
    if top and all(told) and apart and not _ends_sentence(top[-1].text) and not top[0].text[0].islower():
        dated = any(DATE_LINE.match(line.text.strip()) for line in top)
        return top, dated or len(top) > 1 or all(_key(line.text) in repeated for line in top)
    length = 0
    while length < min(TOP_LINES, len(page)) and (
        _key(page[length].text) in repeated or _PAGE_NUMBER.match(page[length].text.strip())
    ):
        length += 1
    return page[:length], True


def _top_block(page: list[Line], pitch: float) -> list[Line]:
    """The lines at the top of a page down to the first white; none where they are too many for a header."""
    for block in range(1, min(TOP_LINES, len(page)) + 1):
        if block == len(page) or page[block].top - page[block - 1].top > APART * pitch:
            return page[:block]
    return []


def _is_page_number(line: Line) -> bool:
    text = line.text.strip()
    return bool(_PAGE_NUMBER.match(text) or _PAGE_OF.match(text))


def _tells(line: Line, names: set[str]) -> bool:
    """Whether a line says who or when in the words of the first page, half of which OCR may have misread."""
    told = [name in names for name in _names(line.text)]
    return bool(told) and 2 * sum(told) >= len(told) and len(line.text) < LONGEST_HEADER


def _footer(page: list[Line], pitch: float, height: float, repeated: set[str]) -> tuple[list[Line], bool]:
    """The footer of a page, and whether it is surely one: a page number, what repeats, an office's address."""
    length, sure = 0, True
    while length < min(MOST_AT_FOOT, len(page) - 1):
        line, above = page[-1 - length], page[-2 - length]
        text = line.text.strip()
        apart = line.top - above.top > APART * pitch
        low = line.top > (1 - MARGIN) * height
        numbered = _PAGE_NUMBER.match(text) and (apart or low or (not length and _key(text) in repeated))
        certain = numbered or (_key(text) in repeated and low)
        printed = low and apart and not _BODY_AFTER_ALL.match(text) and len(text) < LONGEST_HEADER
        surely = certain or (printed and _AT_FOOT.match(text))
        if not surely and not (printed and _AS_AT_FOOT.search(text) and not _ends_sentence(text)):
            break
        sure = sure and bool(surely)
        length += 1
    return page[len(page) - length :], sure


def _is_referred_to(line: Line, above: Sequence[Line]) -> bool:
    """Whether a line begins with the number of a note (`2 The motion`) that the text above bears: `in this case.2 And`."""
    mark = _PLAIN_NOTE.match(line.text.strip())
    if mark is None:
        return False
    number = mark.group(1)
    hangs = re.compile(rf"[^\W\d_][.,;:?!]?[”\"’)]?{number}(?:\s|$)" if number.isdecimal() else number)
    return any(hangs.search(other.text) for other in above)


def _footnotes_from(page: list[Line], pitch: float) -> int:
    """Index of the first line of the footnotes at the foot of the page; the page's length where it has none.

    They stand below a separator, or are set smaller than the text. A note's mark is what OCR often loses: small print
    that white sets off from the text is taken for a note without one. Where all is of one size, as in plain text, a line that
    begins with a number is a note if that number hangs on a word above it.
    """
    if len(page) < 3:
        return len(page)
    for i, line in enumerate(page):
        if _SEPARATOR.match(line.text.strip()) and i + 1 < len(page) and _NOTE_MARK.match(page[i + 1].text):
            return i
    if len({line.size for line in page}) == 1:
        return next((i for i in range(1, len(page)) if _is_referred_to(page[i], page[:i])), len(page))
    usual = median(line.size for line in page for _ in line.words)
    small = len(page)
    while small > 1 and page[small - 1].size < SMALL_PRINT * usual:
        small -= 1
    marked = next((i for i in range(small, len(page)) if _NOTE_MARK.match(page[i].text)), len(page))
    apart = (
        small < len(page)
        and page[small].top - page[small - 1].top > NOTES_APART * pitch
        and page[small].top > page[small - 1].bottom
    )
    if apart and not _BODY_AFTER_ALL.match(page[small].text):
        return small
    return marked
