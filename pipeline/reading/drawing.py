"""What is drawn on a PDF page besides its text: thin rules, boxes that cover text, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import c_float, c_int, c_uint, c_void_p
from dataclasses import dataclass, field

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from pipeline.layout.geometry import BBox
from pipeline.reading.clips import Clips
from pipeline.reading.pdfium import Affine, Handle, function

MAX_OBJECTS = 50_000  # per page; a map may have millions
MAX_RULES = 400  # per page
MAX_STROKES = 4_000  # per page
RULE_HEIGHT = 3.0  # points: thicker bars are boxes
RULE_WIDTH = 30.0  # points: shorter lines underline a word or belong to a drawing
_DEPTH = 40  # forms in forms: PDFium itself follows no more
_GRID = 60  # cells across and down in which the pictures' share of the page is counted
_NEAR_WHITE = 245


@dataclass(frozen=True, slots=True)
class Patch:
    """An area painted by one object; `order` is its place in the order of painting, `opaque` whether it hides what is below.

    `level` is how light its colour is, 0 black to 255; `plain`: a filled rectangle or a bar, not a drawing of any shape.
    """

    box: BBox
    order: int
    opaque: bool
    level: int = 0
    plain: bool = False

    @property
    def white(self) -> bool:
        """Whether it has the colour of paper."""
        return self.level >= _NEAR_WHITE


@dataclass(frozen=True, slots=True)
class Picture(Patch):
    """A picture; `dpi` is its resolution in pixels per inch across and down."""

    dpi: tuple[float, float] = (0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """The drawn objects of a page, in points as displayed; `order` tells when each text object is painted, `places` how its own
    space lies on the page.

    `strokes` are level lines of any length, thin as those through a word that is struck out, `frames` rectangles that are only
    outlined; `handles` are the addresses of all
    objects but text.
    """

    rules: list[BBox] = field(default_factory=list)
    strokes: list[BBox] = field(default_factory=list)
    frames: list[BBox] = field(default_factory=list)
    patches: list[Patch] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    shapes: int = 0
    order: dict[int, int] = field(default_factory=dict)
    places: dict[int, Affine] = field(default_factory=dict)
    handles: list[int] = field(default_factory=list)
    clips: Clips = field(default_factory=Clips)
    cut: bool = False

    def coverage(self, width: float, height: float) -> float:
        """The share of the page that pictures cover, 0 to 1."""
        grid = np.zeros((_GRID, _GRID), np.bool_)
        for picture in self.pictures:
            x0, top, x1, bottom = picture.box
            columns = slice(max(0, round(x0 / width * _GRID)), max(0, round(x1 / width * _GRID)))
            grid[max(0, round(top / height * _GRID)) : max(0, round(bottom / height * _GRID)), columns] = True
        return float(grid.mean())


def read_drawing(page: pypdfium2.PdfPage, display: Affine) -> Drawing:
    """The drawn objects of `page`; `display` takes the page's own space to points as displayed."""
    drawing = Drawing()
    for order, (kind, handle, place) in enumerate(_objects(page.raw, display)):
        if order >= MAX_OBJECTS:
            drawing.cut = True
            break
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            drawing.order[handle], drawing.places[handle] = order, place
            continue
        if kind == raw.FPDF_PAGEOBJ_FORM:
            continue
        drawing.handles.append(handle)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _add_path(drawing, ctypes.cast(handle, raw.FPDF_PAGEOBJECT), place, order)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            _add_picture(drawing, ctypes.cast(handle, raw.FPDF_PAGEOBJECT), place, order)
        elif kind == raw.FPDF_PAGEOBJ_SHADING:
            drawing.shapes += 1
            if (box := _bounds(ctypes.cast(handle, raw.FPDF_PAGEOBJECT), place)) is not None:
                drawing.patches.append(Patch(box, order, False))
    return drawing


_page_object = function("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
_form_object = function("FPDFFormObj_GetObject", c_void_p, c_void_p, c_int)
_kind = function("FPDFPageObj_GetType", c_int, c_void_p)


def _objects(page: Handle, display: Affine) -> Iterator[tuple[int, int, Affine]]:
    """Every object in the order of painting: its kind, its address and the matrix from its space to the displayed page."""
    parent = ctypes.cast(page, c_void_p).value or 0
    count = raw.FPDFPage_CountObjects(page)
    yield from _walk((_page_object(parent, i) for i in range(count)), display, _DEPTH)


def _walk(handles: Iterator[int | None], place: Affine, depth: int) -> Iterator[tuple[int, int, Affine]]:
    for handle in handles:
        if handle is None:
            continue
        kind = _kind(handle)
        yield kind, handle, place  # forms, too, so that they are counted
        if kind == raw.FPDF_PAGEOBJ_FORM and depth:
            form = ctypes.cast(handle, raw.FPDF_PAGEOBJECT)
            matrix = _matrix(form)
            inner = np.hstack([place[:, :2] @ matrix[:, :2], place[:, :2] @ matrix[:, 2:] + place[:, 2:]])
            count = raw.FPDFFormObj_CountObjects(form)
            yield from _walk((_form_object(handle, i) for i in range(count)), inner, depth - 1)


def _matrix(handle: Handle) -> Affine:
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, m)
    return np.array([[m.a, m.c, m.e], [m.b, m.d, m.f]])


def _bounds(handle: Handle, place: Affine) -> BBox | None:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return None
    corners = np.array([[left.value, right.value, left.value, right.value], [bottom.value, bottom.value, top.value, top.value]])
    x, y = place[:, :2] @ corners + place[:, 2:]
    return BBox(*(round(float(v), 2) for v in (x.min(), y.min(), x.max(), y.max())))


def _add_path(drawing: Drawing, handle: Handle, place: Affine, order: int) -> None:
    box = _bounds(handle, place)
    mode, stroke = c_int(), c_int()
    if box is None or not raw.FPDFPath_GetDrawMode(handle, mode, stroke) or not (mode.value or stroke.value):
        return
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    colour = raw.FPDFPageObj_GetFillColor if mode.value else raw.FPDFPageObj_GetStrokeColor
    known = colour(handle, red, green, blue, alpha)
    if known and not alpha.value:
        return
    level = round(0.3 * red.value + 0.59 * green.value + 0.11 * blue.value) if known else 0
    if box.height <= RULE_HEIGHT:
        _add_rule(drawing, box, white=level >= _NEAR_WHITE)
        return
    drawing.shapes += level < _NEAR_WHITE
    if mode.value or _pen(handle, place) > RULE_HEIGHT:
        clip = drawing.clips.box(ctypes.cast(handle, c_void_p).value or 0, place)
        box = box.overlap(clip) if clip else box
        opaque = alpha.value == 255 and clip is not None and not raw.FPDFPageObj_HasTransparency(handle)
        plain = raw.FPDFPath_CountSegments(handle) <= (6 if mode.value else 2)
        if box.width > 0 and box.height > 0:
            drawing.patches.append(Patch(box, order, opaque, level, plain))
    elif raw.FPDFPath_CountSegments(handle) in (4, 5, 6) and len(drawing.frames) < MAX_RULES:
        drawing.frames.append(box)


def _add_rule(drawing: Drawing, box: BBox, white: bool) -> None:
    if white:
        return
    if box.width >= RULE_WIDTH and len(drawing.rules) < MAX_RULES:
        drawing.rules.append(box)
    if box.width >= RULE_HEIGHT and len(drawing.strokes) < MAX_STROKES:
        drawing.strokes.append(box)


def _pen(handle: Handle, place: Affine) -> float:
    """How thick a path is stroked, in points as displayed."""
    width = c_float()
    raw.FPDFPageObj_GetStrokeWidth(handle, width)
    matrix = place[:, :2] @ _matrix(handle)[:, :2]
    return width.value * float(np.sqrt(abs(np.linalg.det(matrix))))


def _add_picture(drawing: Drawing, handle: Handle, place: Affine, order: int) -> None:
    box = _bounds(handle, place)
    if box is None or box.width <= 0 or box.height <= 0:
        return
    across, down = c_uint(), c_uint()
    raw.FPDFImageObj_GetImagePixelSize(handle, across, down)
    matrix = place[:, :2] @ _matrix(handle)[:, :2]
    width, height = np.hypot(*matrix[:, 0]) / 72, np.hypot(*matrix[:, 1]) / 72
    dpi = (float(across.value / width) if width else 0.0, float(down.value / height) if height else 0.0)
    drawing.pictures.append(Picture(box, order, not raw.FPDFPageObj_HasTransparency(handle), dpi=dpi))
