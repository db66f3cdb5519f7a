"""Which way up a page lies, and how far it leans.

Everything is measured on ink at `ANALYSIS_DPI`, a boolean array that is True where the page is printed: fine enough to tell
small letters from their ascenders, small enough to cost milliseconds.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Ink = NDArray[np.bool_]

ANALYSIS_DPI = 120
_MAX_SKEW = 12.0  # degrees; a page that leans more was laid in by hand, and no line of it would survive
_SEARCH = ((0.5, _MAX_SKEW), (0.1, 0.5), (0.02, 0.1))  # steps and reach in degrees, from coarse to fine
_LETTER_GAP = 0.033  # inches: white between the letters of a word, less than between lines
_SIDEWAYS = 0.8  # share of pieces that must be left where letters grow together downwards before the page lies on its side
_MIN_EDGE = 100  # pixels of edge below which a page has no direction


class Pose(NamedTuple):
    """How a page lies: the quarter turns (counter-clockwise, 0 to 3) that bring it upright, and then the degrees by which its
    lines climb to the right."""

    turns: int
    skew: float


def pose(ink: Ink, turns: int | None = None) -> Pose:
    """How a page lies; `turns` gives the quarter turns where they are known."""
    if turns is not None:
        return Pose(turns % 4, _skew(np.rot90(ink, turns)))
    turns = int(_pieces(ink, across=False) < _SIDEWAYS * _pieces(ink, across=True))
    skew = _skew(np.rot90(ink, turns))
    overturned = ascender_balance(_levelled(np.rot90(ink, turns), skew)) < 0
    return Pose(turns + 2 * overturned, skew)


def ascender_balance(ink: Ink) -> float:
    """-1 to 1: ink above the small letters of lines against ink below them; negative on a page that stands on its head.

    Latin print has several times more ascenders and capitals than descenders; lines of capitals only say nothing (0.0).
    """
    above = below = 0.0
    for rows in _lines(ink):
        core = np.flatnonzero(rows > 0.5 * np.percentile(rows, 90))
        above += rows[: core[0]].sum()
        below += rows[core[-1] + 1 :].sum()
    return float((above - below) / max(above + below, 1.0))


def _skew(ink: Ink) -> float:
    """The degrees by which lines climb to the right: the lean at which the letters' lower edges gather in the fewest rows."""
    edges = ink.copy()
    edges[:-1] &= ~ink[1:]
    y, x = np.nonzero(edges)
    if len(y) < _MIN_EDGE:
        return 0.0
    best = 0.0
    for step, reach in _SEARCH:
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = float(angles[np.argmax([_gathering(y, x, angle) for angle in angles])])
    return best if abs(best) < _MAX_SKEW else 0.0


def _gathering(y: NDArray[np.intp], x: NDArray[np.intp], degrees: float) -> float:
    """How sharply points gather in rows when a lean of `degrees` is taken out."""
    rows = (y + x * np.tan(np.radians(degrees)) + 0.5).astype(np.intp)
    counts = np.bincount(rows - rows.min())
    return float(np.dot(counts, counts))


def _pieces(ink: Ink, *, across: bool) -> int:
    """In how many pieces the print is once letters that nearly touch, across or downwards, are joined."""
    gap = round(_LETTER_GAP * ANALYSIS_DPI) + 1
    kernel = np.ones((1, gap) if across else (gap, 1), np.uint8)
    return cv2.connectedComponents(cv2.dilate(ink.astype(np.uint8), kernel))[0] if ink.size else 0


def _lines(ink: Ink) -> list[NDArray[np.float64]]:
    """The rows' amounts of ink of each run of rows that is as high as a line of text."""
    rows = ink.sum(axis=1, dtype=np.float64)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], rows > 0, [False])).astype(np.int8)))
    low, high = 0.06 * ANALYSIS_DPI, 0.35 * ANALYSIS_DPI
    return [rows[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True) if low <= b - a <= high]


def _levelled(ink: Ink, degrees: float) -> Ink:
    """Ink with a lean of `degrees` taken out."""
    if not degrees:
        return ink
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return cv2.warpAffine(ink.astype(np.uint8), matrix, (width, height), flags=cv2.INTER_NEAREST).astype(np.bool_)
