"""What a line is: words of one row up to a gap that splits it, its label, and the usual distance between two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.language.labels import LONGEST_NAMED, MARK, NUMBERED, named_words
from pipeline.layout.document import Word

COLUMN_GAP = 1.7  # a gap wider than this many font sizes splits a row: justified text stays below it
SIDEBAR = 9  # the column of a side bar
_LEAST_SIZE = 6.0  # points: no print is smaller, so that a size which was misread does not cut every word space
_LABEL_GAP = 12  # font sizes of white that may stand between a label and its line
_BODY_PRINT = 0.8  # of a line's usual font size: smaller words (raised marks) don't say how high the line is
_NO_LINES = 14.0  # points: the pitch of 12 point print, for a page without lines
_FULL_LINE = 0.6  # of the page's widest line: a sentence that runs on after a shorter one may have been broken by hand
_NEAREST, _FARTHEST = (
    0.8,
    2.6,
)  # heights of a line to the next one: closer they overlap, and double spacing is less
_LEADING = 1.2  # heights of a line: its usual pitch, where no two lines tell it
_AS_LEAST = 1.3  # times the least distance: what is further apart has white between, and is no pitch
_FEW = 5  # one line in so many: fewer that are set close are an address block or a list, not the text

LABEL = re.compile(rf"(?:{NUMBERED}|\d{{1,2}}\([a-z]\)|{MARK}|o|[A-Z][A-Za-z]{{1,11}}:|c\.?c\.?:?)$")
"""The word that a line's label is: `(a)`, `2(b)`, `•`, `From:`, `cc:`."""
_MISREAD_LABEL = re.compile(r"\(?(?:\d{1,2}|[A-Za-z]|[ivxl]{1,5}),$")  # where OCR takes the full stop for a comma
SENTENCE_END = re.compile(r"[.?!:;][”\"’')\]]*$")


@dataclass(slots=True)
class Line:
    """Words that stand on one line of one block, from left to right.

    Coordinates are points on the page after its text was turned upright; `column` counts the blocks that stand side by
    side from 0, `stream` the columns of running text on its page from 1, 0 for what stands across. `size` is the usual font
    size of its words, `bold` whether most of its letters are.
    """

    words: Sequence[Word]
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    column: int = 0
    text_x0: float = 0.0  # where the text begins behind a list label
    text: str = ""
    cells: int = 1  # of a table row
    first_width: float = 0.0  # of the first word
    stream: int = 0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    @property
    def mid(self) -> float:
        """The line's vertical middle."""
        return (self.top + self.bottom) / 2


def fragments(row: Sequence[Word], widest: float = COLUMN_GAP) -> list[Line]:
    """A row cut where the white between two words is wider than any word space, which has `widest` font sizes."""
    groups = [[row[0]]]
    for before, word in pairwise(row):
        gap = word.x0 - before.x1
        size = max(before.size, word.size, _LEAST_SIZE)
        if gap > widest * size and not (gap < _LABEL_GAP * size and _is_label(groups[-1])):
            groups.append([word])
        else:
            groups[-1].append(word)
    return [_line(group) for group in groups]


def _is_label(group: Sequence[Word]) -> bool:
    if len(group) == 1 and _MISREAD_LABEL.match(group[0].text):
        return True
    return len(group) <= LONGEST_NAMED and label_length([w.text for w in group]) == len(group)


def label_length(words: Sequence[str]) -> int:
    """How many of the first words of a line are its label: 3 of `Request No. 4: The lease`, 0 where it has none."""
    return named_words(words) or (1 if LABEL.match(words[0]) else 0)


def _line(group: Sequence[Word]) -> Line:
    printed, x0, top, x1, bottom, page, _, _, sizes, bolds = zip(*group, strict=True)
    size, bold, many = sizes[0], bolds[0], len(group)
    if sizes.count(size) != many or bolds.count(bold) != many:
        letters = sorted(w.size for w in group for _ in w.text)
        size = letters[len(letters) // 2]
        body = [w for w in group if w.size >= _BODY_PRINT * size] or group
        top, bottom = tuple(w.top for w in body), tuple(w.bottom for w in body)
        bold = sum(len(w.text) for w in group if w.bold) * 2 > len(letters)
    label = label_length(printed)
    start = x0[label] if many > label else x0[0]
    edges = x0[0], min(top), max(x1), max(bottom)
    return Line(tuple(group), page[0], *edges, size, bold, 0, start, " ".join(printed), 1, x1[0] - x0[0])


def without_first_word(line: Line) -> Line:
    """The line from its second word on."""
    words = line.words[1:]
    text = " ".join(w.text for w in words)
    return replace(line, words=words, x0=line.text_x0, text=text, first_width=words[0].x1 - words[0].x0)


def usual_pitch(page_lines: Sequence[Line]) -> float:
    """The usual distance in points between the tops of two lines of a paragraph on this page."""
    if not page_lines:
        return _NO_LINES
    width = max(line.x1 - line.x0 for line in page_lines)
    steps = [
        (b.top - a.top, a.x1 - a.x0 > _FULL_LINE * width and within_a_sentence(a, b))
        for a, b in pairwise(page_lines)
        if a.column == b.column and a.page == b.page and _NEAREST * a.height < b.top - a.top < _FARTHEST * a.height
    ]
    # a sentence that runs over a line end tells the pitch of running text: an address block may be set closer,
    # and where each paragraph is one line, most of the steps are the white between paragraphs
    told = [step for step, inside in steps if inside] or [step for step, _ in steps]
    if not told:
        return _LEADING * median([line.height for line in page_lines])
    least = min(told)
    near = [step for step in told if step < _AS_LEAST * least]
    return median(near) if len(near) * _FEW >= len(told) else median(told)


def within_a_sentence(above: Line, line: Line) -> bool:
    """Whether the break between the two lines stands within a sentence."""
    goes_on = line.text[0].islower() and not LABEL.match(line.words[0].text)
    return goes_on and not SENTENCE_END.search(above.text)
