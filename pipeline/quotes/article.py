"""An article and its quotations: what stands between quotation marks, also over paragraphs, in single marks, or parted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from extractors.language.quotation_marks import Quoted, quoted_passages
from pipeline.config import Config
from pipeline.errors import UnsupportedFile
from pipeline.extraction import extract
from pipeline.quotes.setting import marked, marked_page, without_breaks
from pipeline.reading.html import lines_of
from pipeline.reading.plaintext import decode
from pipeline.reading.sniff import HTML, TEXT, sniff
from pipeline.reading.sources import FileContent
from pipeline.wording.tokens import tokens

LEAST_WORDS = 2
"""Words that a quotation must have to be checked: one alone may be of anybody."""
_WHOLE = 4  # words from which a part of a quotation that `he said` parts stands for itself

_LINE = re.compile(r"[^\n]+")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_OPENING_MARK = re.compile(r"\s*[“„\"]\s*")
_SINGLE_OPENING = re.compile(r"(?<![\w’'])[‘'](?=[\w\[(…])")
_SINGLE_CLOSING = re.compile(r"(?<=[^\s(\[])[’'](?![\w’'])")
_LAST_MARK = re.compile(r"[”\"](?:\s*\(\w{1,20}\))?\W*$")
_MOST_PARAGRAPHS = 8
"""Paragraphs without marks of their own that a quotation may run through before it is closed."""


@dataclass(frozen=True, slots=True)
class PrintedQuotation:
    """A quotation: `text` between its marks, its paragraphs joined by a line break, its pieces by a space.

    `start` and `end` are half-open offsets into the article, marks included; `pieces` those of each piece without marks.
    """

    text: str
    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]

    @property
    def joints(self) -> tuple[int, ...]:
        """Offsets in `text` at which pieces were joined."""
        offsets, at = [], 0
        for start, end in self.pieces[:-1]:
            at += end - start
            offsets.append(at)
            at += 1
        return tuple(offsets)


@dataclass(frozen=True)
class Article:
    """An article by its name and its text, one line for each paragraph."""

    name: str
    text: str

    @cached_property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        """Half-open spans of the paragraphs that are not blank."""
        return tuple(m.span() for m in _LINE.finditer(self.text) if m.group().strip())

    @cached_property
    def passages(self) -> tuple[PrintedQuotation, ...]:
        """Everything in quotation marks, however short, in order."""
        return tuple(_QuotationReader(self.text, self.paragraphs).read())

    @cached_property
    def quotations(self) -> tuple[PrintedQuotation, ...]:
        """The quotations of at least two words, in order; the parts of a shorter one that `he said` parts are one."""
        joined = _joined(self.text, self.passages)
        return tuple(q for q in joined if len(tokens(q.text)) >= LEAST_WORDS)

    @cached_property
    def unchecked(self) -> tuple[PrintedQuotation, ...]:
        """What stands in quotation marks and is too short to be held against anything."""
        return tuple(q for q in _joined(self.text, self.passages) if len(tokens(q.text)) < LEAST_WORDS)


def read_article(path: str | Path, config: Config | None = None, data: bytes | None = None) -> Article:
    """The article in a file: text, saved HTML, or anything else that records are read from.

    Raises a DojlettersError where the file can't be read. Lines of a text file that is wrapped are joined to paragraphs.
    """
    content = FileContent(str(path), data).data
    try:
        kind = sniff(content)
    except UnsupportedFile:
        kind = ""
    if kind == TEXT:
        return Article(Path(path).name, without_breaks(_paragraphs(marked(decode(content, strict=True) or ""))))
    if kind == HTML:
        return Article(Path(path).name, without_breaks("\n".join(lines_of(marked_page(content)))))
    found = extract(path, config, content)
    return Article(Path(path).name, without_breaks("\n".join(record["text"] for record in found.records)))


def article_of(words: str) -> Article:
    """Words as an article: text with quotations in it, or else one quotation as a whole."""
    article = Article("words", without_breaks(_paragraphs(marked(words))))
    return article if article.passages or not words.strip() else Article("words", f"“{words.strip()}”")


def _paragraphs(text: str) -> str:
    """`text` with one line for each paragraph: blank lines part them where its lines are wrapped."""
    lines = [line.strip() for line in _BREAKS.sub("\n", text).split("\n")]
    full = [line for line in lines if line]
    wrapped = "" in lines[1:-1] and full and max(map(len, full)) <= 100 and sum(len(line) > 55 for line in full) >= len(full) / 3
    if not wrapped:
        return "\n".join(full)
    blocks = "\n".join(lines).split("\n\n")
    return "\n".join(block for block in (" ".join(b.split("\n")).strip() for b in blocks) if block)


class _QuotationReader:
    """Reads the quotations of a text paragraph by paragraph."""

    def __init__(self, text: str, paragraphs: Sequence[tuple[int, int]]):
        self._text, self._paragraphs = text, paragraphs
        self._found: list[PrintedQuotation] = []
        self._open: list[tuple[int, int]] = []  # the pieces of a quotation that is not closed yet
        self._start = 0

    def read(self) -> list[PrintedQuotation]:
        for number, (start, end) in enumerate(self._paragraphs):
            at = self._go_on(number) if self._open else start
            for passage in self._passages(at, end):
                if passage.closed:
                    self._add([passage.inner], passage.start, passage.end)
                elif self._runs_on(number):
                    self._open, self._start = [passage.inner], passage.start
                else:
                    self._add([passage.inner], passage.start, passage.end)
        self._close(self._paragraphs[-1][1] if self._paragraphs else 0)
        return sorted(self._found, key=lambda q: q.start)

    def _passages(self, start: int, end: int) -> list[Quoted]:
        double = quoted_passages(self._text, start, end)
        found, at = list(double), start
        for passage in [*double, Quoted(end, end, (end, end))]:
            found += _single(self._text, at, passage.start)
            at = passage.end
        return sorted(found, key=lambda q: q.start)

    def _go_on(self, number: int) -> int:
        """Take paragraph `number`, or its beginning, into the open quotation; gives where the rest begins."""
        start, end = self._paragraphs[number]
        mark = _OPENING_MARK.match(self._text, start, end)
        if mark:
            first = quoted_passages(self._text, start, end)[:1]
            if first and first[0].closed:
                self._open.append(first[0].inner)
                self._close(first[0].end)
                return first[0].end
            self._open.append((mark.end(), end))
            if not self._runs_on(number):
                self._close(end)
            return end
        closing = _LAST_MARK.search(self._text, start, end)
        self._open.append((start, closing.start() if closing else end))
        if closing:
            self._close(end)
        return end

    def _runs_on(self, number: int) -> bool:
        """Whether an unclosed quotation in paragraph `number` goes on in the next, or is closed by a later one."""
        for ahead, (start, end) in enumerate(self._paragraphs[number + 1 : number + 1 + _MOST_PARAGRAPHS]):
            if _OPENING_MARK.match(self._text, start, end):
                return ahead == 0
            if quoted_passages(self._text, start, end):
                return False
            if _LAST_MARK.search(self._text, start, end):
                return True
        return False

    def _close(self, end: int) -> None:
        if self._open:
            self._add(self._open, self._start, end)
            self._open = []

    def _add(self, pieces: Iterable[tuple[int, int]], start: int, end: int) -> None:
        self._found.append(_quotation(self._text, pieces, start, end, "\n"))


def _quotation(text: str, pieces: Iterable[tuple[int, int]], start: int, end: int, joint: str) -> PrintedQuotation:
    stripped = []
    for a, b in pieces:
        raw = text[a:b]
        stripped.append((a + len(raw) - len(raw.lstrip()), b - len(raw) + len(raw.rstrip())))
    kept = tuple(span for span in stripped if span[0] < span[1])
    return PrintedQuotation(joint.join(text[a:b] for a, b in kept), start, end, kept)


def _single(text: str, start: int, end: int) -> list[Quoted]:
    """Passages in single marks; one that an apostrophe may open or close by chance is left out."""
    found: list[Quoted] = []
    at = start
    while opening := _SINGLE_OPENING.search(text, at, end):
        closings = list(_SINGLE_CLOSING.finditer(text, opening.end(), end))
        closings = [c for c in closings if (c.group() == "’") == (opening.group() == "‘")] or closings  # rather of one form
        nearest = next((c for c in closings if text[c.start() - 1] != "s"), closings[0] if closings else None)
        following = _SINGLE_OPENING.search(text, opening.end(), end)
        if nearest is None or (following and following.start() < nearest.start() and closings[0].start() < following.start()):
            nearest = closings[0] if closings else None
        if nearest is None:
            break
        found.append(Quoted(opening.start(), nearest.end(), (opening.end(), nearest.start())))
        at = nearest.end()
    return found


def _joined(text: str, passages: Sequence[PrintedQuotation]) -> list[PrintedQuotation]:
    """The passages, those joined that are parts of one sentence and one of them too short to be checked alone."""
    joined: list[PrintedQuotation] = []
    for passage in passages:
        before = joined[-1] if joined else None
        if before is not None and _parted(text, before, passage):
            joined[-1] = _quotation(text, (*before.pieces, *passage.pieces), before.start, passage.end, " ")
        else:
            joined.append(passage)
    return joined


def _parted(text: str, before: PrintedQuotation, passage: PrintedQuotation) -> bool:
    between = text[before.end : passage.start]
    short = min(len(tokens(before.text)), len(tokens(passage.text))) < _WHOLE
    goes_on = before.text.endswith((",", "—", "–")) and between.rstrip().endswith((",", "—", "–"))
    return short and goes_on and "\n" not in between and 3 < len(between) < 120 and "." not in between.replace("Mr.", "")
