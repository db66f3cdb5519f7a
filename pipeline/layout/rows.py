"""Words of a page to rows: which stand beside one another, and where the raised marks of notes belong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.document import Word

_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*†‡§]{1,2})$")
# how far apart the middles of words on a row may be, in heights of its highest word; a low word (`an`) counts as so much higher
_ROW_REACH, _LOW_WORD = 0.5, 1.6
_LEAST_INK = 0.5  # of the font's size: the height that a word counts with at least, as a dash has hardly any
_RECENT = 3  # rows that a word may belong to: words come from the top, and no more rows are open beside one another
# of a note's mark: smaller than the words, smaller still where it opens a note; raised by this share of the word's size
_SMALLER, _OPENING, _RAISED = 0.95, 0.85, 0.15
_LONGEST_MARK = 3  # characters: no page has a thousand notes
# points, as a mark's own size is misread most: how far it may overlap the word before it, and stand behind that
_OVERLAP, _BEHIND = 3, 2.5
# points, before the note that it opens: how far it may overlap, stand before and stand above
_INTO, _BEFORE, _ABOVE = 1, 24, 6
_x0, _top, _size = attrgetter("x0"), attrgetter("top"), attrgetter("size")


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
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
        for n in range(len(rows) - 1, max(-1, len(rows) - 1 - _RECENT), -1):
            anchor = anchors[n]
            if top == anchor.top and bottom == anchor.bottom and height > 0:
                rows[n].append(word)
                break
            reach = _ROW_REACH * min(_reach(anchor), _LOW_WORD * height)
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
    return max(word.bottom - word.top, _LEAST_INK * word.size)


def _note_marks(words: Sequence[Word]) -> list[Word]:
    """Figures and stars set small: raised behind the word that they belong to, or before the note that they open."""
    largest = max(map(_size, words))
    figures = [w for w in words if len(w.text) <= _LONGEST_MARK and w.size < _SMALLER * largest and _NOTE_MARK.match(w.text)]
    if not figures:
        return []
    smallest = min(w.size for w in figures)
    others = _WordTable(w for w in words if smallest < _SMALLER * w.size)
    return [mark for mark in figures if others.raise_(mark).any() or others.open_with(mark).any()]


class _WordTable:
    """Words as columns of numbers, so that a mark is held against all of a page's at once: a page of figures has thousands."""

    def __init__(self, words: Iterable[Word]) -> None:
        rows = [(w.x0, w.top, w.x1, w.bottom, w.size) for w in words]
        self.x0, self.top, self.x1, self.bottom, self.size = np.array(rows, np.float64).reshape(-1, 5).T

    def raise_(self, mark: Word) -> NDArray[np.bool_]:
        """The words behind which `mark` stands raised."""
        gap = mark.x0 - self.x1
        touches = (gap > -_OVERLAP) & (gap < _BEHIND) & (self.top < mark.bottom) & (mark.top < self.bottom)
        return touches & (mark.size < _SMALLER * self.size) & (mark.bottom < self.bottom - _RAISED * self.size)

    def open_with(self, mark: Word) -> NDArray[np.bool_]:
        """The words before which `mark` stands as a note's number does."""
        gap = self.x0 - mark.x1
        beside = (gap > -_INTO) & (gap < _BEFORE) & (self.top - _ABOVE < mark.bottom) & (mark.top < self.bottom)
        return beside & (mark.size < _OPENING * self.size)


def _place_marks(rows: list[list[Word]], marks: list[Word]) -> None:
    """A raised mark that refers to a note is dropped from its sentence; one that opens a note stays, before the note."""
    if not marks:
        return
    words = [(number, w) for number, row in enumerate(rows) for w in row]
    others = _WordTable(w for _, w in words)
    for mark in marks:
        if others.raise_(mark).any():
            continue
        opened = np.flatnonzero(others.open_with(mark))
        if len(opened):
            rows[words[opened[0]][0]].append(mark)
        else:
            rows.append([mark])
