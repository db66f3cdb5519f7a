"""Words that lie over or beside a page's text: the numbers of its lines, and large words printed across it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.layout.document import LeftOut, Page, Word

FEWEST_NUMBERS = 10  # line numbers on a page; of those that count by fives a third
STEPS = (1, 5)
BAND = 4.0  # points: as far as the edges of line numbers may lie apart
LARGE = 2.2  # times the usual font size: a word set across the page
MOST_ASKEW = 5  # degrees that a page may have been turned back by: one that lies on its side has no margin to count in
LONGEST_NUMBER = 3  # figures of a line number
REGULAR = 0.85  # of the steps from number to number that count on, and are even: OCR may misread the others
UNEVEN = 0.3  # of the usual distance, by which an even one may differ
LAID_OVER = 2  # words that a watermark's word lies over: over a single one a capital may reach
COVERED_PART = 0.25  # of a word's height, and 1 point across, that is under another one: less is a line set close
SAME_ROW, SAME_SIZE = 0.5, 0.9  # of its size, by which the words of a watermark may stand higher, and be smaller
SHORTEST = 3  # letters of a watermark: a single large letter opens a paragraph


def set_apart(page: Page) -> tuple[Page, list[LeftOut]]:
    """The page without its line numbers and watermarks, and those; a page that lies on its side stays as it is."""
    askew = min(page.angle % 360, -page.angle % 360)
    if askew > MOST_ASKEW or not page.words:
        return page, []
    found = [LeftOut("line-number", tuple(_line_numbers(page.words))), LeftOut("watermark", tuple(_watermark(page.words)))]
    found = [one for one in found if one.words]
    gone = {id(word) for one in found for word in one.words}
    return (replace(page, words=tuple(w for w in page.words if id(w) not in gone)) if gone else page), found


def _line_numbers(words: Sequence[Word]) -> list[Word]:
    """The numbers that count a page's lines in its left or right margin, with no other word beyond them."""
    figures = [w for w in words if len(w.text) <= LONGEST_NUMBER and w.text.isdecimal()]
    if len(figures) * 3 < FEWEST_NUMBERS:
        return []
    for outermost in (min(figures, key=_middle), max(figures, key=_middle)):
        column = [w for w in figures if abs(w.x1 - outermost.x1) < BAND or abs(w.x0 - outermost.x0) < BAND]
        column = sorted(column, key=lambda w: w.top)
        band = min(w.x0 for w in column), max(w.x1 for w in column)
        chosen = set(map(id, column))
        others = [w for w in words if id(w) not in chosen]
        if _count_on(column) and (all(w.x0 > band[1] for w in others) or all(w.x1 < band[0] for w in others)):
            return column
    return []


def _middle(word: Word) -> float:
    return (word.x0 + word.x1) / 2


def _count_on(column: Sequence[Word]) -> bool:
    """Whether the figures of a column count on at even distances; a few may be misread."""
    steps = [(int(below.text) - int(above.text), below.top - above.top) for above, below in pairwise(column)]
    for step in STEPS:
        enough = len(column) * (3 if step > 1 else 1) >= FEWEST_NUMBERS
        even = [distance for difference, distance in steps if difference == step]
        if enough and len(even) >= REGULAR * len(steps):
            usual = median(even)
            return sum(abs(distance - usual) < UNEVEN * usual for distance in even) >= REGULAR * len(steps)
    return False


def _watermark(words: Sequence[Word]) -> list[Word]:
    """Large words that lie over others, with those set like them on their row."""
    sizes = [w.size for w in words if w.size]
    usual = median(sizes) if sizes else 0.0
    large = [w for w in words if sizes and w.size > LARGE * usual]
    chosen = set(map(id, large))
    others = [w for w in words if id(w) not in chosen]
    over = [w for w in large if len(w.text) >= SHORTEST and sum(_lies_over(w, other) for other in others) >= LAID_OVER]
    return [w for w in large if any(abs(w.top - one.top) < SAME_ROW * one.size and w.size > SAME_SIZE * one.size for one in over)]


def _lies_over(word: Word, other: Word) -> bool:
    """Whether two words cover a common part of the page."""
    across = min(word.x1, other.x1) - max(word.x0, other.x0)
    down = min(word.bottom, other.bottom) - max(word.top, other.top)
    return across > 1 and down > COVERED_PART * (other.bottom - other.top)
