"""Page images made ready for recognition, with the way back from every pixel to the page.

Images are arrays of 8-bit grey, 0 black to 255 white, rows first. A step is taken only where the page needs it, and
`Prepared.notes` tells which were.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.geometry import BBox, union
from pipeline.ocr.cleaning import Cleaned, clean
from pipeline.ocr.negative import positive, reduced
from pipeline.ocr.orientation import ANALYSIS_DPI, Pose, pose
from pipeline.ocr.solid import Image

Matrix = NDArray[np.float64]

_BILEVEL_SHARE = 0.99  # of the pixels that are black or white on a page scanned in two levels
_LIGHT_PAPER = 220.0  # grey level below which paper is made white
_EVEN_LIGHT = 30.0  # grey levels between lightest and darkest paper up to which the light counts as even
_DARKEST_SHADE = 100.0  # grey level that no paper in the shade is below: what is darker was painted
_DARKEST_PAPER = 205.0  # grey level of evened paper that is never taken for ink, so that a blank page stays blank
_GRAIN_INCHES = 0.0022  # blur that takes the grain out of a page scanned in grey
_BILEVEL_BLUR = 0.9  # pixels; rounds the stairs of a page scanned in two levels
_SKEW_DEGREES = 0.15  # below it, turning costs more sharpness than it gains
_SMALL_LETTER, _LARGE_LETTER = 22.0, 30.0  # pixels: heights of small letters between which the resolution is left alone
_MAX_SCALE = 2.5
_SHARP_LETTER = 21.0  # pixels: small letters this high, scanned in grey, are read as well, and much more quickly,
_REDUCED, _NARROWED = 0.9, 0.85  # when they are a little smaller and keep this share of their width
_MARGIN_INCHES = 0.06  # paper left around the print


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page image ready for recognition.

    `image` is 0 (ink) and 255 (paper), cut to what is printed, and without pixels where nothing is; `dpi` its resolution from
    top to bottom, `narrowed` the share of their width that letters were left.
    `to_page` is a 2x3 matrix that takes its pixels to points of the page as it lies in the file; `rules` are the thin
    horizontal lines that were taken out, `covers` the solid black places, in points of the page. `turns` counts the quarter
    turns counter-clockwise that brought the page upright; `angle` is how far its text is turned clockwise in the file, in
    degrees.
    """

    image: Image
    dpi: float
    narrowed: float
    to_page: Matrix
    turns: int
    angle: float
    notes: tuple[str, ...]
    rules: tuple[BBox, ...]
    covers: tuple[BBox, ...] = ()


def prepare(image: Image, dpi: float, page_size: tuple[float, float], turns: int | None = None) -> Prepared:
    """Make a page image ready for recognition.

    `page_size` is the page's width and height in points; `turns` gives the quarter turns, counter-clockwise, that bring the
    page upright, `None` finds them. Raises ValueError for an image that is empty or not 8-bit grey, or a `dpi` of 0 or less.
    """
    if image.ndim != 2 or image.dtype != np.uint8 or image.size == 0 or not dpi > 0:
        raise ValueError("a page image is a two-dimensional array of 8-bit grey levels with a positive resolution")
    image, negative = positive(image, dpi)
    bilevel = _is_bilevel(image)
    paper = None if bilevel else _uneven_paper(image, dpi)
    grey = image if paper is None else _grey(cv2.divide(image, paper, scale=255))
    sample = _sample(grey, dpi)
    lie = pose(sample.image == 0, turns)
    lie = lie if abs(lie.skew) >= _SKEW_DEGREES else Pose(lie.turns, 0.0)
    scale, narrowed = _scale(sample.letter * dpi / ANALYSIS_DPI, bilevel)
    smooth = _grey(cv2.GaussianBlur(grey, (0, 0), _BILEVEL_BLUR if bilevel else _GRAIN_INCHES * dpi))
    matrix = _upright(image.shape, lie, scale, narrowed)
    placed, matrix = _place(smooth, matrix, _printed(sample, dpi), round(2 * _MARGIN_INCHES * dpi * scale), scale)
    cleaned = clean(_binary(placed), dpi * scale)
    whole = (np.diag([page_size[0] / image.shape[1], page_size[1] / image.shape[0], 1.0]) @ np.linalg.inv(matrix))[:2]
    framed, offset = _frame(cleaned, round(_MARGIN_INCHES * dpi * scale))
    notes = (
        *(["white print on black turned"] if negative else []),
        *_notes(bilevel, paper is not None, lie, scale, dpi),
        *cleaned.notes,
    )
    rules = tuple(upright_box(rule, whole, lie.turns) for rule in cleaned.rules)
    covers = tuple(upright_box(cover, whole, lie.turns) for cover in cleaned.covers)
    angle = round((90 * lie.turns - lie.skew + 180) % 360 - 180, 2)
    return Prepared(framed, dpi * scale, narrowed, whole @ offset, lie.turns, angle, notes, rules, covers)


def upright_box(box: BBox, to_page: Matrix, turns: int) -> BBox:
    """The box on the page of a box of pixels of the upright image, by the matrix and the quarter turns of `Prepared`.

    A slight lean moves the box but does not swell it, so that the boxes of neighbouring lines stay apart.
    """
    (xx, xy, left), (yx, yy, top) = to_page.tolist()
    width, height = box.width * hypot(xx, yx), box.height * hypot(xy, yy)
    if turns % 2:
        width, height = height, width
    across, down = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    x, y = xx * across + xy * down + left, yx * across + yy * down + top
    return BBox(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _scale(letter: float, bilevel: bool) -> tuple[float, float]:
    """How much to enlarge or reduce a page whose small letters are `letter` pixels high, and how much to narrow it besides."""
    if letter >= _SHARP_LETTER and not bilevel:
        return _REDUCED * min(1.0, _LARGE_LETTER / letter), _NARROWED
    if letter < _SMALL_LETTER:
        return min(_MAX_SCALE, _SMALL_LETTER / letter), 1.0
    return min(1.0, _LARGE_LETTER / letter), 1.0


def _notes(bilevel: bool, evened: bool, lie: Pose, scale: float, dpi: float) -> list[str]:
    said = [
        (bilevel, f"scanned in two levels at {dpi:.0f} dpi"),
        (evened, "light evened out"),
        (lie.turns != 0, f"turned {lie.turns * 90} degrees"),
        (lie.skew != 0, f"deskewed {abs(lie.skew):.1f} degrees"),
        (scale != 1.0, f"scaled {scale:.2f} times from {dpi:.0f} dpi"),
    ]
    return [note for holds, note in said if holds]


def _is_bilevel(image: Image) -> bool:
    """Whether a page was scanned in two levels, as a fax machine does."""
    histogram = np.bincount(image.ravel()[:: max(1, image.size // 100_000)], minlength=256)
    return bool(histogram[:8].sum() + histogram[248:].sum() >= _BILEVEL_SHARE * histogram.sum())


def _uneven_paper(grey: Image, dpi: float) -> Image | None:
    """The brightness of the paper at every pixel, `None` where it is white and even."""
    scale = min(1.0, 50.0 / dpi)
    small = reduced(grey, scale)
    letter = max(3, int(0.2 * dpi * scale) | 1)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((letter, letter), np.uint8)), 2 * letter + 1)
    edge = max(1, min(paper.shape) // 40)
    inner = paper[edge:-edge, edge:-edge] if min(paper.shape) > 2 * edge else paper
    low, high = np.percentile(inner, (2, 98))
    if high - low < _EVEN_LIGHT and low >= _LIGHT_PAPER:
        return None
    return _grey(cv2.resize(np.maximum(paper, _DARKEST_SHADE), (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR))


def _sample(grey: Image, dpi: float) -> Cleaned:
    """The page's print at the resolution at which its position is measured."""
    return clean(_binary(reduced(grey, ANALYSIS_DPI / dpi)), ANALYSIS_DPI)


def _grey(image: object) -> Image:
    """What OpenCV gives back, with the type that it has."""
    return np.asarray(image, np.uint8)


def _binary(image: Image) -> Image:
    """Ink (0) on paper (255), parted where the two differ most."""
    level, binary = cv2.threshold(image, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return _grey(binary if level <= _DARKEST_PAPER else cv2.threshold(image, _DARKEST_PAPER, 255, cv2.THRESH_BINARY)[1])


def _printed(sample: Cleaned, dpi: float) -> BBox:
    """The part of the page image that holds its print and rules, in pixels."""
    height, width = sample.image.shape
    whole = union([BBox(sample.left, sample.top, sample.left + width, sample.top + height), *sample.rules])
    return BBox(*(edge * dpi / ANALYSIS_DPI for edge in whole))


def _upright(shape: tuple[int, ...], lie: Pose, scale: float, narrowed: float) -> Matrix:
    """The 3x3 matrix that takes points of an image, in pixels, to the same points once it is upright and scaled."""
    height, width = shape
    degrees = 90 * lie.turns - lie.skew
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), [0, 0, 1]])
    return np.asarray(np.diag([narrowed * scale, scale, 1.0]) @ turn, np.float64)


def _place(image: Image, matrix: Matrix, part: BBox, margin: int, scale: float) -> tuple[Image, Matrix]:
    """What `matrix` makes of a `part` of an image, with a margin, and the matrix to there; all in one resampling."""
    corners = matrix @ [[part.x0, part.x1, part.x1, part.x0], [part.top, part.top, part.bottom, part.bottom], [1, 1, 1, 1]]
    left, top = np.floor(corners[:2].min(axis=1)) - margin
    right, bottom = np.ceil(corners[:2].max(axis=1)) + margin
    matrix = np.array([[1.0, 0, -left], [0, 1, -top], [0, 0, 1]]) @ matrix
    # the matrix speaks of corners of pixels, warpAffine of their centres
    half = np.array([[1.0, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    centres = (np.linalg.inv(half) @ matrix @ half)[:2]
    flags = cv2.INTER_CUBIC if scale > 1.0 else cv2.INTER_LINEAR
    return _grey(cv2.warpAffine(image, centres, (int(right - left), int(bottom - top)), flags=flags, borderValue=255)), matrix


def _frame(cleaned: Cleaned, margin: int) -> tuple[Image, Matrix]:
    """The print with paper around it, and the 3x3 matrix that takes its pixels to those of the whole image."""
    offset = np.array([[1.0, 0, cleaned.left - margin], [0, 1, cleaned.top - margin], [0, 0, 1]])
    if not cleaned.image.size:
        return cleaned.image, offset
    return _grey(cv2.copyMakeBorder(cleaned.image, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=255)), offset
