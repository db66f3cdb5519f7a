"""What is on a page but is no print to be read: a scanner's borders, specks, drawn rules, signatures and seals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.geometry import BBox
from pipeline.ocr.solid import Image, may_be_solid, solid_places

Mask = NDArray[np.bool_]

_DEFAULT_LETTER = 0.075  # inches: a small letter of 11 to 12 point print, for a page with too few letters to measure


@dataclass(frozen=True, slots=True)
class InkMarks:
    """The connected marks of a page, one to a row; row 0 stands for the paper. `labels` gives every pixel's row."""

    labels: NDArray[np.uint16] | NDArray[np.int32]
    left: NDArray[np.int32]
    top: NDArray[np.int32]
    width: NDArray[np.int32]
    height: NDArray[np.int32]
    area: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page with only its print left, cut to it: `left` and `top` say where it was, `letter` how high its small letters are.

    `rules` are the thin horizontal lines taken out, `covers` the solid black places, in pixels of the whole page; `notes` says
    what was taken out.
    """

    image: Image
    left: int
    top: int
    letter: float
    rules: tuple[BBox, ...]
    notes: tuple[str, ...]
    covers: tuple[BBox, ...] = ()


def clean(binary: Image, dpi: float) -> Cleaned:
    """Take all that is no print out of a page of ink (0) on paper (255) at `dpi`."""
    marks = _find_marks(binary)
    letter = _letter_height(marks, dpi)
    borders = _borders(marks, dpi)
    binary, covers = _uncovered(binary, marks, ~borders, letter)
    if covers:
        marks = _find_marks(binary)
        borders = _borders(marks, dpi)
    kinds = {
        "borders removed": borders,
        "rules removed": _rules(marks, dpi, letter),
        "drawings removed": _drawings(marks, letter),
        "specks removed": _specks(marks, letter),
    }
    rules = tuple(_box(marks, int(i)) for i in np.flatnonzero(kinds["rules removed"] & ~kinds["borders removed"]))
    drop = np.logical_or.reduce(list(kinds.values()))
    notes = tuple(note for note, found in kinds.items() if found.any())
    notes += ("covers removed",) if covers else ()
    kept = np.flatnonzero(~drop & (marks.area > 0))
    if not len(kept):
        return Cleaned(binary[:0, :0], 0, 0, letter, rules, notes, covers)
    left, right = int(marks.left[kept].min()), int((marks.left + marks.width)[kept].max())
    top, bottom = int(marks.top[kept].min()), int((marks.top + marks.height)[kept].max())
    drop[0] = True
    paper = np.where(drop, np.uint8(255), np.uint8(0))
    return Cleaned(paper.take(marks.labels[top:bottom, left:right]), left, top, letter, rules, notes, covers)


def _uncovered(binary: Image, marks: InkMarks, which: Mask, letter: float) -> tuple[Image, tuple[BBox, ...]]:
    """The page without its solid black places, and where they are; `which` marks are looked at."""
    may = np.flatnonzero(may_be_solid(marks.width, marks.height, marks.area, letter) & which)
    if not len(may):
        return binary, ()
    image = binary.copy()
    covers = solid_places(image, [_box(marks, int(i)) for i in may], letter)
    return image, tuple(covers)


def _find_marks(binary: Image) -> InkMarks:
    ink = cv2.bitwise_not(binary)
    try:  # short labels take a third of the time, and are refused where there are too many marks for them
        _, found, counted, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_16U)
    except cv2.error:
        _, found, counted, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    stats: NDArray[np.int32] = np.asarray(counted, np.int32)
    stats[0] = 0
    return InkMarks(
        cast("NDArray[np.uint16] | NDArray[np.int32]", found), stats[:, 0], stats[:, 1], stats[:, 2], stats[:, 3], stats[:, 4]
    )


def _letter_height(marks: InkMarks, dpi: float) -> float:
    """The height in pixels of the page's small letters: the middle one of all marks that may be letters."""
    likely = (marks.height > 0.03 * dpi) & (marks.height < 0.4 * dpi) & (marks.width < 0.6 * dpi) & (marks.width > 0.01 * dpi)
    return float(np.median(marks.height[likely])) if np.count_nonzero(likely) >= 20 else _DEFAULT_LETTER * dpi


def _borders(marks: InkMarks, dpi: float) -> Mask:
    """Marks that run in from the edge of the image: the dark frame of a scanner, the shadow of a fold, cut-off print."""
    height, width = marks.labels.shape
    near = max(2.0, 0.01 * dpi)
    at_edge = (marks.left <= near) | (marks.top <= near)
    at_edge |= (marks.left + marks.width >= width - near) | (marks.top + marks.height >= height - near)
    return at_edge & (marks.area > 0)


def _rules(marks: InkMarks, dpi: float, letter: float) -> Mask:
    """Thin straight lines: above footnotes, under a letterhead, under words."""
    thin = max(3.0, 0.02 * dpi)
    level = (marks.height <= np.maximum(thin, 0.008 * marks.width)) & (marks.width > 5 * letter)
    filled: Mask = level & (marks.area > 0.5 * marks.width * np.minimum(marks.height, thin))
    return filled


def _drawings(marks: InkMarks, letter: float) -> Mask:
    """Marks far larger than a letter, with little ink in their box or too high for any print: signatures, frames, seals."""
    wide = (marks.width > 4 * letter) & (marks.height > 2.2 * letter)
    sparse = marks.area < 0.25 * marks.width * marks.height
    upright_line = (marks.height > 5 * letter) & (marks.width < 0.3 * letter)
    huge = (marks.height > 6 * letter) & (marks.width > 6 * letter)
    return (wide & sparse) | upright_line | huge


def _specks(marks: InkMarks, letter: float) -> Mask:
    """Marks too small for a full stop, and small ones that stand away from all letters."""
    largest = np.maximum(marks.width, marks.height)
    dust = (largest <= 0.1 * letter) | (marks.area <= 0.015 * letter * letter)
    small = (largest <= 0.4 * letter) & ~dust
    near = _neighbourhood(marks, (largest > 0.5 * letter) & (largest < 10 * letter), letter)
    rows = np.minimum(marks.top + marks.height // 2, near.shape[0] - 1)
    columns = np.minimum(marks.left + marks.width // 2, near.shape[1] - 1)
    specks: Mask = (dust | (small & (near[rows, columns] == 0))) & (marks.area > 0)
    return specks


def _neighbourhood(marks: InkMarks, letters: Mask, letter: float) -> Image:
    """1 where a full stop, a dot on an i or an accent of one of `letters` may stand, 0 elsewhere."""
    near = np.zeros(marks.labels.shape, np.uint8)
    across, down = round(1.7 * letter), round(0.6 * letter)  # as far as the middle one of three spaced dots stands
    for i in np.flatnonzero(letters):
        left, top = int(marks.left[i]), int(marks.top[i])
        right, bottom = left + int(marks.width[i]), top + int(marks.height[i])
        cv2.rectangle(near, (left - across, top - down), (right + across, bottom + down), 1, cv2.FILLED)
    return near


def _box(marks: InkMarks, i: int) -> BBox:
    left, top = float(marks.left[i]), float(marks.top[i])
    return BBox(left, top, left + float(marks.width[i]), top + float(marks.height[i]))
