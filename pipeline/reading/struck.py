"""Words that are struck out: a level line runs through them, where no underline and no rule of a table does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.document import Word
from pipeline.layout.geometry import BBox
from pipeline.reading.glyphs import Floats

_HIGHEST, _LOWEST = 0.68, 0.31  # font sizes above the foot of a word's box between which a line goes through small letters
_AT_ONCE = 1_000_000  # pairs of a word and a line
_SHARE = 0.6  # of a word's width that has to be struck


def without_struck(words: list[Word], strokes: Sequence[BBox]) -> list[Word]:
    """The words that none of the level lines `strokes`, in points as the words, goes through."""
    if not strokes or not words:
        return words
    lines = np.array(strokes, np.float64)
    places = np.array([(word.x0, word.x1, word.bottom, word.size or word.bottom - word.top) for word in words], np.float64)
    step = max(1, _AT_ONCE // len(lines))
    struck = np.concatenate([_are_struck(places[at : at + step], lines) for at in range(0, len(places), step)])
    if not struck.any():
        return words
    return [word for word, gone in zip(words, struck.tolist(), strict=True) if not (gone and any(map(str.isalnum, word.text)))]


def _are_struck(places: Floats, lines: Floats) -> NDArray[np.bool_]:
    """Which words, each a row of its left and right edge, its foot and its size, are struck by enough of the lines."""
    x0, x1, bottom, size = places.T[:, :, None]
    middle = (lines[:, 1] + lines[:, 3]) / 2
    through = (middle > bottom - _HIGHEST * size) & (middle < bottom - _LOWEST * size)
    common = np.where(through, np.maximum(np.minimum(lines[:, 2], x1) - np.maximum(lines[:, 0], x0), 0), 0)
    struck: NDArray[np.bool_] = through.any(axis=1) & (common.sum(axis=1) >= _SHARE * (x1 - x0)[:, 0])
    return struck
