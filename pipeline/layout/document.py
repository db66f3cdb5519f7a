"""Words, lines and pages, and a document's text with the way back from any character to its place on the page."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple, overload

from extractors.paragraph import Lines
from pipeline.layout.geometry import BBox

TextSource = Literal["native", "ocr"]
MarkKind = Literal["received", "filed", "filing_header", "bates", "fax_header", "watermark", "endorsement", "stamp"]
COVERED = "█"
"""What stands in the text for a covered place, one for each."""

LONG = 5_000
"""Lines: the words of a longer document are packed."""


class Word(NamedTuple):
    """A run of characters without white space and where it stands.

    Coordinates are points from the upper left corner of the page as it lies in the file; `page` counts from 1.
    `size` is the font size in points (for OCR estimated from the height), `confidence` 0 to 1, `None` for native text.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    page: int
    source: TextSource = "native"
    confidence: float | None = None
    size: float = 0.0
    bold: bool = False

    @property
    def box(self) -> BBox:
        """The word's box."""
        return BBox(self.x0, self.top, self.x1, self.bottom)


@lru_cache(1_024)
def _shared(fields: tuple[object, ...]) -> tuple[object, ...]:
    """The same tuple each time, so that equal ones are kept once."""
    return fields


class PackedWords(Sequence[Word]):
    """Words in a quarter of the room, made anew each time one is asked for: for documents of hundreds of pages.

    A slice shares what it was cut from.
    """

    __slots__ = ("_boxes", "_others", "_range", "_texts")

    def __init__(self, words: Iterable[Word] = ()):
        self._texts: list[str] = []
        self._boxes = array("d")  # four numbers to a word
        self._others: list[tuple[object, ...]] = []  # the fields behind the box, which most words have in common
        self._range = range(0)
        self.extend(words)

    def extend(self, words: Iterable[Word]) -> None:
        """Add `words` at the end of words that are no slice."""
        for word in words:
            self._texts.append(word.text)
            self._boxes.extend(word[1:5])
            self._others.append(_shared(word[5:]))
        self._range = range(len(self._texts))

    def __len__(self) -> int:
        return len(self._range)

    @overload
    def __getitem__(self, index: int) -> Word: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Word]: ...

    def __getitem__(self, index: int | slice) -> Word | Sequence[Word]:
        if isinstance(index, slice):
            part = copy(self)
            part._range = self._range[index]
            return part
        at = self._range[index]
        return Word._make((self._texts[at], *self._boxes[4 * at : 4 * at + 4], *self._others[at]))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: one box for each line it takes. `confidence` is the lowest of its words read by OCR."""

    page: int
    box: BBox
    source: TextSource
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Mark:
    """What was put on a page after the document was written, such as a RECEIVED stamp; its words need not be in the text.

    `text` is on one line, `places` has one for each printed line, `date` is the date in it.
    """

    kind: MarkKind
    text: str
    places: tuple[Place, ...]
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Redaction:
    """A covered place, for which `COVERED` stands in the text.

    `label` is the code printed on or beside the cover (`(b)(6)`); `recoverable`: the file still holds words under it.
    """

    places: tuple[Place, ...]
    label: str | None = None
    recoverable: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of a page that are not in the text, and the reason: `page-number`, `running-header`, `footer`, `navigation`, ...

    What became a mark has its kind as reason. Where `certain` is false they may be the document's own after all.
    """

    reason: str
    words: tuple[Word, ...]
    certain: bool = True

    @property
    def text(self) -> str:
        """The words on one line."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was read.

    `number` counts from 1; `width` and `height` are points as displayed (after the page's own rotation).
    `reason` says why the page was read as `source`: `text-layer`, `no-text`, `garbled-text`, ...; `notes` lists the steps
    taken and doubts met on the way (`deskewed 0.6 degrees`, `ocr-timeout`).
    `rules` are thin horizontal lines drawn on the page (such as the one above footnotes).
    `angle` is how far the page's text is turned clockwise as it lies in the file, in degrees: 0.6 for a page that went
    askew through the scanner, 180.4 for one that also lies upside down. Boxes stay as the page lies; layout turns them back.
    `marks` and `redactions` are what whoever read the page could tell of them; layout finds further marks among its lines,
    and tells in `left_out` which words are no part of the text.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    source: TextSource = "native"
    reason: str = "text-layer"
    notes: tuple[str, ...] = ()
    rules: tuple[BBox, ...] = field(default=())
    angle: float = 0.0
    left_out: tuple[LeftOut, ...] = ()
    marks: tuple[Mark, ...] = ()
    redactions: tuple[Redaction, ...] = ()

    @property
    def on_its_side(self) -> bool:
        """Whether the text runs up or down the page."""
        return round(self.angle / 90) % 2 == 1

    @property
    def upright_size(self) -> tuple[float, float]:
        """Width and height in points once the text is turned upright."""
        return (self.height, self.width) if self.on_its_side else (self.width, self.height)


class Document:
    """A segment's text, built once from its words; every character knows its way back to the page.

    `marks` and `redactions` are those on its pages, in reading order; `left_out` are their words that are not in the text.
    """

    def __init__(self, text: str, words: Sequence[Word], starts: Sequence[int], ends: Sequence[int], lines: Sequence[int]):
        """`words[i]` stands at `text[starts[i]:ends[i]]` on the line numbered `lines[i]`; both are in text order."""
        self.text = text
        self._words = words
        self._starts = starts
        self._ends = ends
        self._lines = lines
        self.paragraphs: Lines = ()
        self.marks: tuple[Mark, ...] = ()
        self.left_out: tuple[LeftOut, ...] = ()
        self.redactions: tuple[Redaction, ...] = ()

    @property
    def words(self) -> Sequence[Word]:
        """The words in text order."""
        return self._words

    def placed(self) -> Iterator[tuple[int, int, int, Word]]:
        """The words in text order, each with its half-open span in the text and the number of its line."""
        return zip(self._starts, self._ends, self._lines, self._words, strict=True)

    def read_by_ocr(self) -> list[tuple[int, int]]:
        """The half-open spans of the words that OCR has read, in text order."""
        spans = zip(self._words, self._starts, self._ends, strict=True)
        return [(start, end) for word, start, end in spans if word.source == "ocr"]

    def locate(self, start: int, end: int) -> list[Place]:
        """The places of `text[start:end]`, one for each line in reading order; raises ValueError for no such span."""
        places: list[Place] = []
        inside = self._between(start, end)
        for _, group in groupby(inside, key=self._lines.__getitem__):  # a line is on one page
            words = [self._words[i] for i in group]
            _, x0, top, x1, bottom, page, read_as, confidence, *_ = zip(*words, strict=True)
            source: TextSource = "ocr" if "ocr" in read_as else "native"
            known = [value for value in confidence if value is not None] if source == "ocr" else []
            box = BBox(min(x0), min(top), max(x1), max(bottom))
            places.append(Place(page[0], box, source, min(known, default=None)))
        return places

    def words_in(self, start: int, end: int) -> list[Word]:
        """The words that `text[start:end]` touches; raises ValueError for no such span."""
        return [self._words[i] for i in self._between(start, end)]

    def _between(self, start: int, end: int) -> range:
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span {start}:{end} in a text of {len(self.text)} characters")
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def span_of(self, places: Iterable[Place]) -> tuple[int, int]:
        """The half-open span of the words that lie in `places`; raises ValueError where there is none."""
        found = [
            i for place in places for i, word in enumerate(self._words) if word.page == place.page and _holds(place.box, word)
        ]
        if not found:
            raise ValueError("no word lies in these places")
        return self._starts[min(found)], self._ends[max(found)]


def _holds(box: BBox, word: Word) -> bool:
    return box.x0 <= (word.x0 + word.x1) / 2 <= box.x1 and box.top <= (word.top + word.bottom) / 2 <= box.bottom
