"""Figures that a font draws, held against those that its map says: a wrong map reads `December 8` where 4 is printed.

The outlines of an embedded font's figures are compared with those of the standard faces; a figure of any face is nearer to its
own kind than to another. A font whose codes are no characters at all is known by its control characters.
"""

from __future__ import annotations

import ctypes
from ctypes import c_float, c_int, c_void_p
from functools import cache

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as raw
from numpy.typing import NDArray

from pipeline.reading.pdfium import Handle, function
from pipeline.reading.textlayer import TextLayer

_FIGURES = "0123456789"
_FACES = (b"Times-Roman", b"Helvetica", b"Courier", b"Times-Bold", b"Helvetica-Bold", b"Times-Italic")
_WIDE, _HIGH = 24, 32  # cells of the field on which outlines are compared
_CLEARLY = 0.12  # how much more of its field a figure shares with another kind than with its own
_ENOUGH = 2  # figures that are drawn otherwise than they are read: one alone may be of an unusual face
_CONTROLS = 3  # control characters: so many are letters whose codes are their places in the font
_WHITE = (0, 2, 9, 10, 11, 12, 13)  # white space, and how PDFium marks a hyphen at a line's end

_font_of = function("FPDFTextObj_GetFont", c_void_p, c_void_p)
_embedded = function("FPDFFont_GetIsEmbedded", c_int, c_void_p)

Raster = NDArray[np.float64]


class Figures:
    """The figures of the fonts of one document, each font looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, bytes, str], bool] = {}

    def misread(self, layer: TextLayer) -> bool:
        """Whether figures of a page are drawn otherwise than its text layer reads them."""
        code = layer.glyphs.code
        if np.count_nonzero((code < ord(" ")) & ~np.isin(code, _WHITE)) >= _CONTROLS:
            return True
        is_figure = (layer.glyphs.code >= ord("0")) & (layer.glyphs.code <= ord("9"))
        if not is_figure.any():
            return False
        used: dict[int, set[int]] = {}
        for number, figure in set(zip(layer.run[is_figure].tolist(), code[is_figure].tolist(), strict=True)):
            font = _font_of(layer.objects[number])
            if font and _embedded(font) == 1:
                used.setdefault(font, set()).add(figure)
        return any(self._is_wrong(font, "".join(map(chr, sorted(figures)))) for font, figures in used.items())

    def _is_wrong(self, font: int, figures: str) -> bool:
        name = ctypes.create_string_buffer(128)
        handle = ctypes.cast(font, raw.FPDF_FONT)
        raw.FPDFFont_GetBaseFontName(handle, name, 128)
        for figure in figures:
            key = (font, name.value, figure)
            if key not in self._known:
                field = _field(handle, figure)
                self._known[key] = field is not None and _is_other(field, figure, _standard())
        return sum(self._known[font, name.value, figure] for figure in figures) >= _ENOUGH


def _is_other(field: Raster, figure: str, kinds: tuple[str, Raster]) -> bool:
    """Whether a figure's outline is clearly nearer to that of another figure."""
    names, fields = kinds
    shared = np.minimum(fields, field.ravel()).sum(axis=1) / np.maximum(1.0, np.maximum(fields, field.ravel()).sum(axis=1))
    own = np.array([name == figure for name in names])
    return bool(own.any() and shared[~own].max() > shared[own].max() + _CLEARLY)


@cache
def _standard() -> tuple[str, Raster]:
    """The figures of the standard faces, which PDFium brings along: their names, and the field of each as a row."""
    names, fields = "", []
    document = pypdfium2.PdfDocument.new()
    for face in _FACES:
        font = raw.FPDFText_LoadStandardFont(document.raw, face)
        for figure in _FIGURES if font else "":
            field = _field(font, figure)
            if field is not None:
                names += figure
                fields.append(field.ravel())
        if font:
            raw.FPDFFont_Close(font)
    document.close()
    return names, np.array(fields)


def _field(font: Handle, figure: str) -> Raster | None:
    """The outline of a figure, stretched to the field and filled; `None` where the font has none."""
    path = raw.FPDFFont_GetGlyphPath(font, ord(figure), 1000.0)
    contours = _contours(path) if path else []
    if not contours:
        return None
    points = np.concatenate(contours)
    low, high = points.min(axis=0), points.max(axis=0)
    if (high - low).min() <= 0:
        return None
    scale = np.array([_WIDE - 1, _HIGH - 1]) / (high - low)
    field = np.zeros((_HIGH, _WIDE), np.uint8)
    cv2.fillPoly(field, [np.round((contour - low) * scale).astype(np.int32) for contour in contours], 1)
    filled: Raster = field.astype(np.float64)
    return filled


def _contours(path: Handle) -> list[NDArray[np.float64]]:
    contours: list[list[tuple[float, float]]] = []
    curve: list[tuple[float, float]] = []
    x, y = c_float(), c_float()
    for number in range(max(0, min(raw.FPDFGlyphPath_CountGlyphSegments(path), 2_000))):
        segment = raw.FPDFGlyphPath_GetGlyphPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point, kind = (x.value, y.value), raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO or not contours:
            contours.append([point])
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            curve.append(point)
            if len(curve) == 3:
                contours[-1] += _bent(contours[-1][-1], *curve)
                curve = []
        else:
            contours[-1].append(point)
    return [np.array(contour) for contour in contours if len(contour) > 2]


def _bent(*corners: tuple[float, float]) -> list[tuple[float, float]]:
    """The middle of a cubic curve, and its end: the field is too coarse to see more."""
    (ax, ay), (bx, by), (cx, cy), end = corners
    return [((ax + 3 * bx + 3 * cx + end[0]) / 8, (ay + 3 * by + 3 * cy + end[1]) / 8), end]
