"""Words of a page to lines in reading order: rows, the gaps that split them, and side-by-side blocks."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from statistics import median

import numpy as np
from numpy.typing import NDArray

from extractors.language.labels import LONGEST_NAMED, MARK, NUMBERED, named_words
from pipeline.layout.document import Page, Word

COLUMN_GAP = 1.7  # a gap wider than this many font sizes splits a row: justified text stays below it
GUTTER = 8.0  # points of white between two blocks that stand side by side
SIDEBAR = 9  # the column of a side bar
SIDEBAR_ROWS = 12  # rows of text beside a column before it counts as the page's side bar

LABEL = re.compile(rf"(?:{NUMBERED}|\d{{1,2}}\([a-z]\)|{MARK}|o|[A-Z][A-Za-z]{{1,11}}:|c\.?c\.?:?)$")
"""The word that a line's label is: `(a)`, `2(b)`, `•`, `From:`, `cc:`."""
_MISREAD_LABEL = re.compile(r"\(?(?:\d{1,2}|[A-Za-z]|[ivxl]{1,5}),$")  # where OCR takes the full stop for a comma
SENTENCE_END = re.compile(r"[.?!:;][”\"’')\]]*$")
_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*†‡§]{1,2})$")
_LETTERLESS = re.compile(r"\$?[\d,.%()–-]+$")
_x0, _top, _size = attrgetter("x0"), attrgetter("top"), attrgetter("size")


@dataclass(slots=True)
class Line:
    """Words that stand on one line of one block, from left to right.

    Coordinates are points on the page after its text was turned upright; `column` counts the blocks that stand side by
    side from 0. `size` is the usual font size of its words, `bold` whether most of its letters are.
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

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    @property
    def mid(self) -> float:
        """The line's vertical middle."""
        return (self.top + self.bottom) / 2


def lines(page: Page) -> list[Line]:
    """The lines of `page` in reading order; a side bar comes after the text beside it."""
    if not page.angle:
        return _in_order(page.words, page.width)
    upright = _upright(page)
    as_it_lies = {id(turned): word for turned, word in zip(upright, page.words, strict=True)}
    found = _in_order(upright, page.upright_size[0])
    for line in found:
        line.words = tuple(as_it_lies[id(word)] for word in line.words)
    return found


def _in_order(words: Sequence[Word], width: float) -> list[Line]:
    rows = [_fragments(row) for row in _rows(words)]
    gutter = _sidebar_gutter(rows, width)
    if gutter is None:
        return _in_bands(rows)
    main = [part for row in rows if (part := [f for f in row if f.x0 < gutter])]
    side = [part for row in rows if (part := [f for f in row if f.x0 >= gutter])]
    aside = _in_bands(side)
    for line in aside:
        line.column = SIDEBAR
    return _in_bands(main) + aside


def _upright(page: Page) -> list[Word]:
    """The words of a page with their boxes once it is turned upright."""
    turn = math.radians(-page.angle)
    cos, sin = math.cos(turn), math.sin(turn)
    centre = (page.width / 2, page.height / 2)
    middle = (page.upright_size[0] / 2, page.upright_size[1] / 2)
    turned = []
    for w in page.words:
        dx, dy = (w.x0 + w.x1) / 2 - centre[0], (w.top + w.bottom) / 2 - centre[1]
        x, y = middle[0] + dx * cos - dy * sin, middle[1] + dx * sin + dy * cos
        width, height = (w.bottom - w.top, w.x1 - w.x0) if page.on_its_side else (w.x1 - w.x0, w.bottom - w.top)
        turned.append(w._replace(x0=x - width / 2, top=y - height / 2, x1=x + width / 2, bottom=y + height / 2))
    return turned


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped by the row on which they stand: their middles lie within each other's height."""
    if not words:
        return []
    marks = _note_marks(words)
    kept = [w for w in words if w not in marks] if marks else words
    rows: list[list[Word]] = []
    anchors: list[Word] = []  # the highest word of each row
    for word in sorted(kept, key=lambda w: (w.top + w.bottom, w.x0)):
        top, bottom = word.top, word.bottom
        mid, height = (top + bottom) / 2, _reach(word)
        for n in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            anchor = anchors[n]
            if top == anchor.top and bottom == anchor.bottom and height > 0:
                rows[n].append(word)
                break
            reach = 0.5 * min(_reach(anchor), 1.6 * height)
            if abs((anchor.top + anchor.bottom) / 2 - mid) < reach:
                rows[n].append(word)
                if height > _reach(anchor):
                    anchors[n] = word
                break
        else:
            rows.append([word])
            anchors.append(word)
    _place_marks(rows, marks)
    return sorted((sorted(row, key=_x0) for row in rows), key=lambda row: min(map(_top, row)))


def _reach(word: Word) -> float:
    """The height of a word, on a scan that of its ink: a dash alone has hardly any, and stands on its row all the same."""
    return max(word.bottom - word.top, 0.5 * word.size)


def _note_marks(words: Sequence[Word]) -> list[Word]:
    """Figures and stars set small: raised behind the word that they belong to, or before the note that they open."""
    largest = max(map(_size, words))
    figures = [w for w in words if len(w.text) < 4 and w.size < 0.95 * largest and _NOTE_MARK.match(w.text)]
    if not figures:
        return []
    smallest = min(w.size for w in figures)
    others = _Columns(w for w in words if smallest < 0.95 * w.size)
    return [mark for mark in figures if others.raise_(mark).any() or others.open_with(mark).any()]


class _Columns:
    """Words as columns of numbers, so that a mark is held against all of a page's at once: a page of figures has thousands."""

    def __init__(self, words: Iterable[Word]) -> None:
        rows = [(w.x0, w.top, w.x1, w.bottom, w.size) for w in words]
        self.x0, self.top, self.x1, self.bottom, self.size = np.array(rows, np.float64).reshape(-1, 5).T

    def raise_(self, mark: Word) -> NDArray[np.bool_]:
        """The words behind which `mark` stands raised."""
        gap = mark.x0 - self.x1
        touches = (gap > -3) & (gap < 2.5) & (self.top < mark.bottom) & (mark.top < self.bottom)
        return touches & (mark.size < 0.95 * self.size) & (mark.bottom < self.bottom - 0.15 * self.size)

    def open_with(self, mark: Word) -> NDArray[np.bool_]:
        """The words before which `mark` stands as a note's number does."""
        gap = self.x0 - mark.x1
        beside = (gap > -1) & (gap < 24) & (self.top - 6 < mark.bottom) & (mark.top < self.bottom)
        return beside & (mark.size < 0.85 * self.size)


def _place_marks(rows: list[list[Word]], marks: list[Word]) -> None:
    """A raised mark that refers to a note is dropped from its sentence; one that opens a note stays, before the note."""
    if not marks:
        return
    words = [(number, w) for number, row in enumerate(rows) for w in row]
    others = _Columns(w for _, w in words)
    for mark in marks:
        if others.raise_(mark).any():
            continue
        opened = np.flatnonzero(others.open_with(mark))
        if len(opened):
            rows[words[opened[0]][0]].append(mark)
        else:
            rows.append([mark])


def _fragments(row: list[Word]) -> list[Line]:
    """A row cut where the white between two words is wider than any word space."""
    groups = [[row[0]]]
    for before, word in pairwise(row):
        gap = word.x0 - before.x1
        size = max(before.size, word.size, 6.0) if gap > COLUMN_GAP * 6.0 else 6.0
        if gap > COLUMN_GAP * size and not (gap < 12 * size and _is_label(groups[-1])):
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
        body = [w for w in group if w.size >= 0.8 * size] or group
        top, bottom = tuple(w.top for w in body), tuple(w.bottom for w in body)
        bold = sum(len(w.text) for w in group if w.bold) * 2 > len(letters)
    label = label_length(printed)
    start = x0[label] if many > label else x0[0]
    edges = x0[0], min(top), max(x1), max(bottom)
    return Line(tuple(group), page[0], *edges, size, bold, 0, start, " ".join(printed), 1, x1[0] - x0[0])


def _sidebar_gutter(rows: list[list[Line]], width: float) -> float | None:
    """Where a side bar begins: white that no line of the whole page crosses, with full lines on its left."""
    fragments = [f for row in rows for f in row]
    begins = sorted(f.x0 for f in fragments)
    for x in sorted({round(f.x0) for f in fragments if f.x0 > 0.55 * width}):
        gutter = x - 2.0
        # asked first, for it costs nothing: a row has one full line at most, and a bar has fewer lines than there are full ones
        if not 4 <= len(begins) - bisect_left(begins, gutter) < len(rows):
            continue
        right = [f for f in fragments if f.x0 >= gutter]
        beside = min((f.top for f in right), default=0.0), max((f.bottom for f in right), default=0.0)
        # a masthead or a foot line may run over both blocks
        if any(f.x0 < gutter - GUTTER and f.x1 > gutter and beside[0] < f.mid < beside[1] for f in fragments):
            continue
        left = [f for f in fragments if f.x1 <= gutter]
        edge = max((f.x1 for f in left), default=0.0)
        start = min((f.x0 for f in left), default=0.0)
        full = [f for f in left if f.x1 - f.x0 > 0.5 * (edge - start)]
        if len(right) >= 4 and len(full) >= SIDEBAR_ROWS and len(full) > len(right):
            return gutter
    return None


def _in_bands(rows: list[list[Line]]) -> list[Line]:
    """Rows in reading order: where rows stand in two blocks side by side, the left block comes first."""
    ordered: list[Line] = []
    i = 0
    while i < len(rows):
        if len(rows[i]) < 2 or _is_table_row(rows[i]):
            ordered.extend(_cells(rows[i]))
            i += 1
            continue
        end, gutters = _band(rows, i)
        ordered.extend(_by_column(rows[i:end], gutters))
        i = end
    return ordered


def _is_table_row(row: list[Line]) -> bool:
    """Three or more cells, or a figure at the end, are read across."""
    return len(row) > 2 or all(_LETTERLESS.match(cell.text) for cell in row[1:])


def _cells(row: list[Line]) -> list[Line]:
    """The cells of a row from left to right, each by itself."""
    for number, cell in enumerate(row):
        cell.column, cell.cells = min(number, SIDEBAR - 1), len(row)
    return row


def _band(rows: list[list[Line]], start: int) -> tuple[int, tuple[float, float]]:
    """The end of the run of rows that share a gutter with row `start`, and the gutter."""
    left, right = rows[start][0].x1, rows[start][1].x0
    end, last_pair = start + 1, start
    while end < len(rows):
        row, above = rows[end], rows[end - 1]
        pitch = max(f.height for f in above)
        if min(f.top for f in row) - max(f.bottom for f in above) > 0.75 * pitch or len(row) > 2:
            break
        inner = [f.x1 for f in row if f.x0 < left], [f.x0 for f in row if f.x0 >= left]
        new_left, new_right = max([left, *inner[0]]), min([right, *inner[1]])
        if new_right - new_left < GUTTER:
            break
        left, right = new_left, new_right
        if len(row) == 2:
            last_pair = end
        end += 1
    # single lines under the last pair belong to the block only if they continue its right side
    stop = last_pair + 1
    while stop < end and rows[stop][0].x0 >= right - 2:
        stop += 1
    return stop, (left, right)


def _by_column(rows: Iterable[list[Line]], gutter: tuple[float, float]) -> list[Line]:
    left: list[Line] = []
    right: list[Line] = []
    for row in rows:
        for fragment in row:
            if fragment.x0 >= gutter[1] - 2:
                fragment.column = 1
                right.append(fragment)
            else:
                left.append(fragment)
    return left + right


def without_first_word(line: Line) -> Line:
    """The line from its second word on."""
    words = line.words[1:]
    text = " ".join(w.text for w in words)
    return replace(line, words=words, x0=line.text_x0, text=text, first_width=words[0].x1 - words[0].x0)


def usual_pitch(page_lines: Sequence[Line]) -> float:
    """The usual distance in points between the tops of two lines of a paragraph on this page."""
    if not page_lines:
        return 14.0
    width = max(line.x1 - line.x0 for line in page_lines)
    steps = [
        (b.top - a.top, a.x1 - a.x0 > 0.6 * width and within_a_sentence(a, b))
        for a, b in pairwise(page_lines)
        if a.column == b.column and a.page == b.page and 0.8 * a.height < b.top - a.top < 2.6 * a.height
    ]
    # a sentence that runs over a line end tells the pitch of running text: an address block may be set closer,
    # and where each paragraph is one line, most of the steps are the white between paragraphs
    told = [step for step, inside in steps if inside] or [step for step, _ in steps]
    if not told:
        return 1.2 * median([line.height for line in page_lines])
    least = min(told)
    near = [step for step in told if step < 1.3 * least]
    return median(near) if len(near) * 5 >= len(told) else median(told)


def within_a_sentence(above: Line, line: Line) -> bool:
    """Whether the break between the two lines stands within a sentence."""
    goes_on = line.text[0].islower() and not LABEL.match(line.words[0].text)
    return goes_on and not SENTENCE_END.search(above.text)
