"""Plain text as pages of words, so that letters typed or copied into a text file go through the same layout as printed ones.

Boxes are made up: a grid as of a typewriter, 6 points a column and 12 points a line, inside a margin of 36 points. A form feed
begins a page. Marks of Markdown (`#`, `**`, `[text](url)`) are taken off in a file that uses them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from extractors.language.labels import NUMBERED
from extractors.people.run_together import LEAST, apart
from pipeline.errors import TooLarge
from pipeline.layout.document import Page, Word
from pipeline.layout.geometry import BBox

COLUMN, LINE, MARGIN = 6.0, 12.0, 36.0  # points
SIZE = 10.0  # points
TAB = 8  # columns

MAX_BYTES = 30_000_000
MAX_PAGES = 10_000
MAX_PAGE_LINES = 20_000
MAX_WORDS = 400_000  # of a file: a thousand printed pages
MAX_WORD = 2_000  # characters

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x81\x8d\x8f\x90\x9d]")
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))
_ENDS = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]")
_WORD = re.compile(r"\S+")

_CUT = "text-cut: more text than the limits allow"
_LOST = "lines-lost: lines of the letter that stood on one were told apart by their words"
_FEW = 3  # parts: a header, a text and a number at its end can hardly be told wrong

_MARKDOWN = re.compile(r"^#{1,6} \S|\*\*[^\s*][^*\n]{0,500}\*\*|\]\((?:https?:|mailto:|www\.)", re.M)
_HEADING = re.compile(r"#{1,6} +(?=\S)(?![#\s]+$)")
_RULE = re.compile(r"\s{0,3}(?:-{3,}|\*{3,}|_{3,}|(?:- ){2,}-|(?:\* ){2,}\*)\s*$")
_WRAPPED_LABEL = re.compile(rf"^(\s*)[-*+] +(?={NUMBERED} )")
_BULLET = re.compile(r"^(\s*)[*+] +(?=\S)")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,1000})\]\([^()\s]{0,2000}\)")
_EMPHASIS = re.compile(r"(?<![*\w])(\*{1,3}|_{1,3})(?=[^\s*_])([^*\n]{0,2000}?[^\s*_])\1(?![*\w])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line to be placed: its text, whether it is bold, and whether it is a drawn rule (then it has no text)."""

    text: str
    bold: bool = False
    rule: bool = False


PAGE_END = TextLine("\f")  # among the lines of a document that is not yet parted into pages


def decode(data: bytes, *, strict: bool = False) -> str | None:
    """The text in `data`: UTF-8, UTF-16 and UTF-32 with a byte order mark, UTF-16 without one, else Windows-1252.

    `None` where the bytes are no text. A last character cut in two is left off unless `strict`.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\x00" in data[:4096]:
        return _without_mark(data)
    try:
        text = data.decode() if strict else codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        text = _mostly_utf8(data) or data.decode("cp1252", "replace")
    controls = len(_CONTROL.findall(text[:100_000]))
    return None if controls > 2 + len(text[:100_000]) // 200 else text


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes: in Windows-1252 hardly any two bytes in a row make a character of UTF-8."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for c in text if c > "\x7f") - broken
    return text if whole > 4 * broken else None


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: in English every other byte is zero."""
    sample = data[:4096]
    half = len(sample) // 2
    for encoding, zeros, others in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if half and zeros.count(0) > 0.7 * half and others.count(0) < 0.05 * half:
            return data.decode(encoding, "replace")
    return None


def read_text(data: bytes) -> list[Page]:
    """The pages of a text file; at least one page, without words if there is nothing in it.

    Raises TooLarge for a file beyond MAX_BYTES. Where one of the other limits is met, the last page says that text was cut.
    """
    if len(data) > MAX_BYTES:
        told = f"The text has {len(data) // 1_000_000} megabytes; the limit is {MAX_BYTES // 1_000_000}"
        raise TooLarge(told, remedy="Split it.")
    text = decode(data, strict=True) or ""
    marked = _MARKDOWN.search(text) is not None
    texts = _pages(text)
    pages: list[Page] = []
    left = MAX_WORDS
    for number, page in enumerate(texts[:MAX_PAGES], 1):
        lines = _ENDS.split(page, maxsplit=MAX_PAGE_LINES)
        pages.append(place((_unmarked(line) if marked else TextLine(line) for line in lines), number, left))
        left -= len(pages[-1].words)
        if left <= 0:
            break
    if len(pages) < len(texts) and not pages[-1].notes:
        pages[-1] = replace(pages[-1], notes=(_CUT,))
    return pages


def _pages(text: str) -> list[str]:
    pages = text.split("\f")
    while len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return pages


def _unmarked(line: str) -> TextLine:
    """A line of Markdown without its marks; a line of nothing but `###` is the end mark of a release and stays."""
    if _RULE.match(line):
        return TextLine("", rule=True)
    heading = _HEADING.match(line)
    text = line[heading.end() :] if heading else line
    text = _BULLET.sub("\\1• ", _WRAPPED_LABEL.sub("\\1", text, count=1), count=1)
    text = _LINK.sub(r"\1", text)
    whole = _EMPHASIS.fullmatch(text.strip())
    for _ in range(3):  # bold within italics within a link
        text, changed = _EMPHASIS.subn(r"\2", text)
        if not changed:
            break
    return TextLine(_ESCAPE.sub(r"\1", text), bold=heading is not None or (whole is not None and len(whole[1]) > 1))


def spaced(lines: Iterable[TextLine | None]) -> Iterator[TextLine]:
    """The lines with one empty line for each break between blocks (`None`)."""
    waiting, begun = False, False
    for line in lines:
        if line is None:
            waiting = begun
        else:
            if waiting:
                yield TextLine("")
            waiting, begun = False, True
            yield line


def place(lines: Iterable[TextLine], number: int, most: int = MAX_WORDS) -> Page:
    """At most so many words of these lines on the grid as page `number`, as wide and high as they need, at least Letter."""
    words: list[Word] = []
    rules: list[BBox] = []
    row, notes = 0, set[str]()
    for row, line in enumerate(_parted(lines, notes), 1):
        if row > MAX_PAGE_LINES or len(words) >= most:
            return _page(number, words, rules, row, (_CUT,))
        top = MARGIN + (row - 1) * LINE
        if line.rule:
            rules.append(BBox(MARGIN, top + LINE / 2, MARGIN + 78 * COLUMN, top + LINE / 2 + 1))
        words += islice(_words(line, top, number), most - len(words))
    cut = len(words) >= most or any(word.x1 - word.x0 > MAX_WORD * COLUMN for word in words)
    return _page(number, words, rules, row, (*([_CUT] if cut else []), *sorted(notes)))


def _parted(lines: Iterable[TextLine], notes: set[str]) -> Iterator[TextLine]:
    """The lines, one that holds several of a letter cut into those; then a note is added."""
    for line in lines:
        parts = apart(line.text) if len(line.text) > LEAST else [line.text]
        if len(parts) > _FEW:
            notes.add(_LOST)
        yield from (replace(line, text=part) for part in parts) if len(parts) > 1 else [line]


def _words(line: TextLine, top: float, number: int) -> Iterator[Word]:
    text = line.text.expandtabs(TAB).translate(_INVISIBLE)
    for match in _WORD.finditer(_CONTROL.sub(" ", text)):
        x0 = MARGIN + match.start() * COLUMN
        x1 = MARGIN + match.end() * COLUMN
        yield Word(match[0][:MAX_WORD], x0, top + 1, x1, top + 1 + SIZE, number, "native", None, SIZE, line.bold)


def _page(number: int, words: list[Word], rules: list[BBox], rows: int, notes: tuple[str, ...]) -> Page:
    width = max([612.0, *(word.x1 + MARGIN for word in words)])
    height = max(792.0, 2 * MARGIN + rows * LINE)
    return Page(number, width, height, tuple(words), reason="plain-text", notes=notes, rules=tuple(rules))
