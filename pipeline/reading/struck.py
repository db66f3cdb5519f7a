"""Words that are struck out: a level line runs through them, where no underline and no rule of a table does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.layout.document import Word
from pipeline.layout.geometry import BBox

_HIGHEST, _LOWEST = 0.68, 0.31  # font sizes above the foot of a word's box between which a line goes through small letters
_SHARE = 0.6  # of a word's width that has to be struck


def without_struck(words: list[Word], strokes: Sequence[BBox]) -> list[Word]:
    """The words that none of the level lines `strokes`, in points as the words, goes through."""
    if not strokes or not words:
        return words
    lines = np.array(strokes, np.float64)
    middle = (lines[:, 1] + lines[:, 3]) / 2
    return [word for word in words if not _is_struck(word, lines, middle)]


def _is_struck(
    word: Word, lines: np.ndarray[tuple[int, int], np.dtype[np.float64]], middle: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> bool:
    size = word.size or word.bottom - word.top
    through = (middle > word.bottom - _HIGHEST * size) & (middle < word.bottom - _LOWEST * size)
    if not through.any() or not any(c.isalnum() for c in word.text):
        return False
    left, right = np.maximum(lines[through, 0], word.x0), np.minimum(lines[through, 2], word.x1)
    return float(np.maximum(right - left, 0).sum()) >= _SHARE * (word.x1 - word.x0)
