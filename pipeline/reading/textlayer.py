"""The text layer of a PDF page as glyphs, read from PDFium in bulk.

A call for each glyph that writes into an array costs a tenth of one that makes Python objects.
"""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Iterable
from ctypes import c_float, c_int, c_size_t, c_uint, c_void_p
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
from numpy.typing import NDArray

from pipeline.errors import TruncatedFile
from pipeline.reading.clips import is_clipped
from pipeline.reading.glyphs import Floats, Glyphs
from pipeline.reading.pdfium import Affine, display_matrix, function, quarter_turn

MAX_GLYPHS = 400_000  # per page

HEAVY = re.compile(r"bold|black|heavy|demi", re.I)
_NAMED_STYLE = re.compile(r"regular|roman|book|light|medium|italic|oblique|MT\b|PS\b", re.I)
_FORCE_BOLD = 1 << 18
_NOT_SHOWN = (3, 7)  # text rendering modes that paint nothing
_STEP = 8  # glyphs
_STROKED = 2  # fill and stroke: a light font made bold


_unicode = function("FPDFText_GetUnicode", c_uint, c_void_p, c_int)
_text = function("FPDFText_GetText", c_int, c_void_p, c_int, c_int, c_void_p)
_loose_box = function("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
_tight_box = function("FPDFText_GetCharBox", c_int, c_void_p, c_int, c_void_p, c_void_p, c_void_p, c_void_p)
_origin = function("FPDFText_GetCharOrigin", c_int, c_void_p, c_int, c_void_p, c_void_p)
_object = function("FPDFText_GetTextObject", c_size_t, c_void_p, c_int)
_matrix = function("FPDFText_GetMatrix", c_int, c_void_p, c_int, c_void_p)
_font = function("FPDFTextObj_GetFont", c_void_p, c_void_p)
_font_size = function("FPDFTextObj_GetFontSize", c_int, c_void_p, c_void_p)
_glyph_width = function("FPDFFont_GetGlyphWidth", c_int, c_void_p, c_uint, c_float, c_void_p)
_mode = function("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
_transparent = function("FPDFPageObj_HasTransparency", c_int, c_void_p)
_count_marks = function("FPDFPageObj_CountMarks", c_int, c_void_p)
_fill = function("FPDFPageObj_GetFillColor", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)


@dataclass(slots=True)
class TextLayer:
    """A page's glyphs in the frame in which most of them stand upright.

    `display` takes a point of that frame to the page as displayed; `angle` is how far the text is turned clockwise there, in
    degrees. `run` gives each glyph's text object as an index into `objects`, `level` how light each of these is drawn, 0 black
    to 255, and `odd` which of them may not be seen whatever lies around them (transparent, clipped, on a layer, outlined).
    `turned` counts glyphs left out because they run in another direction than the rest; `cut` says that glyphs were too many.
    """

    glyphs: Glyphs
    display: Affine
    angle: float
    run: NDArray[np.int64]
    objects: list[int]
    level: NDArray[np.int64]
    odd: NDArray[np.bool_]
    turned: int = 0
    cut: bool = False


@dataclass(slots=True)
class _Runs:
    """The text objects of a page: where each begins among the glyphs, its font, matrix, font size and font metrics."""

    start: NDArray[np.int64]
    objects: list[int]
    fonts: list[int | None]
    matrix: Floats
    size: Floats
    descent: Floats
    bold: NDArray[np.bool_]
    hidden: NDArray[np.bool_]
    level: NDArray[np.int64]
    odd: NDArray[np.bool_]


def read_text_layer(page: pypdfium2.PdfPage) -> TextLayer | None:
    """The glyphs of a page, `None` where there are none."""
    display, width, height = display_matrix(page)
    text_page = raw.FPDFText_LoadPage(page.raw)
    if not text_page:
        raise TruncatedFile("The page's text cannot be read")
    try:
        handle = ctypes.cast(text_page, c_void_p).value
        count = max(0, raw.FPDFText_CountChars(text_page))
        return _text_layer(handle or 0, min(count, MAX_GLYPHS), display, (width, height), count > MAX_GLYPHS)
    finally:
        raw.FPDFText_ClosePage(text_page)


def _text_layer(handle: int, count: int, display: Affine, page_size: tuple[float, float], cut: bool) -> TextLayer | None:
    code = _codes(handle, count)
    owner = _owners(handle, code)
    index = np.flatnonzero(owner)  # the others are spaces that PDFium made up
    if not len(index):
        return None
    owner, code = owner[index], code[index]
    change = np.concatenate(([True], owner[1:] != owner[:-1]))
    runs = _read_runs(handle, np.flatnonzero(change), index, owner)
    run = np.cumsum(change) - 1
    begin, end = _extent(handle, index, run, runs, code)
    turn, angle, straight = _direction(display, runs, run)
    frame = _compose(quarter_turn(turn, page_size), display)
    glyphs = _placed(code, run, runs, begin, end, frame)
    inside = (glyphs.x1 > 0) & (glyphs.bottom > 0) & straight & (glyphs.size >= 1.0)
    wide, high = page_size if turn % 2 == 0 else page_size[::-1]
    inside &= (glyphs.x0 < wide) & (glyphs.top < high)
    back = _invert(quarter_turn(turn, page_size))
    turned = int((~straight).sum())
    return TextLayer(glyphs.pick(inside), back, angle, run[inside], runs.objects, runs.level, runs.odd, turned, cut)


def _owners(handle: int, code: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """The text object of each glyph, 0 where PDFium made it up.

    An object's glyphs stand together, so that not all need be asked for theirs: two that have the same one have it in common with
    all between them but made-up white space.
    """
    owner = np.zeros(len(code), np.uint64)

    def ask(index: NDArray[np.int64]) -> None:
        owner[index] = np.fromiter(map(_object, repeat(handle), index.tolist()), np.uint64, len(index))

    told = code <= ord(" ")
    told[::_STEP] = True
    ask(np.flatnonzero(told))
    known = np.flatnonzero(owner)
    rest = np.flatnonzero(~told)
    if len(known):
        at = np.searchsorted(known, rest)
        before, after = owner[known[at - 1]], owner[known[np.minimum(at, len(known) - 1)]]
        owner[rest] = np.where((before == after) & (at > 0) & (at < len(known)), before, 0)
    ask(rest[owner[rest] == 0])
    return owner


def _codes(handle: int, count: int) -> NDArray[np.uint32]:
    """The characters of all glyphs: in one call where each is one unit of UTF-16, else one by one."""
    units = np.zeros(count + 1, np.uint16)
    if _text(handle, 0, count, units.ctypes.data) == count + 1 and not ((units >= 0xD800) & (units < 0xE000)).any():
        return units[:-1].astype(np.uint32)
    return np.fromiter(map(_unicode, repeat(handle), range(count)), np.uint32, count)


def _read_runs(handle: int, start: NDArray[np.int64], index: NDArray[np.int64], owner: NDArray[np.uint64]) -> _Runs:
    n = len(start)
    objects = owner[start].tolist()
    matrix = np.zeros((n, 6), np.float32)
    at = matrix.ctypes.data
    _drain(map(_matrix, repeat(handle), index[start].tolist(), range(at, at + 24 * n, 24)))
    size = np.zeros(n, np.float32)
    at = size.ctypes.data
    _drain(map(_font_size, objects, range(at, at + 4 * n, 4)))
    mode = np.fromiter(map(_mode, objects), np.int64, n)
    fonts = list(map(_font, objects))
    known = {font: _font_facts(font) for font in set(fonts)}
    colour = np.zeros((n, 4), np.uint32)
    at = colour.ctypes.data
    steps = (range(at + k, at + k + 16 * n, 16) for k in (0, 4, 8, 12))
    _drain(map(_fill, objects, *steps))
    return _Runs(
        start,
        objects,
        fonts,
        matrix.astype(np.float64),
        np.abs(size) * np.hypot(matrix[:, 2], matrix[:, 3]),
        np.array([known[font][0] for font in fonts]),
        np.array([known[font][1] for font in fonts]) | (mode == _STROKED),
        np.isin(mode, _NOT_SHOWN),
        np.round(colour[:, :3] @ np.array([0.3, 0.59, 0.11])).astype(np.int64),
        (colour[:, 3] < 255) | ~np.isin(mode, (0, *_NOT_SHOWN)) | _set_apart(objects),
    )


def _set_apart(objects: list[int]) -> NDArray[np.bool_]:
    """Which text objects are blended with what is below, clipped, or marked as content of some kind, such as that of a layer."""
    n = len(objects)
    apart = np.fromiter(map(_transparent, objects), np.int64, n) > 0
    apart |= np.fromiter(map(_count_marks, objects), np.int64, n) > 0
    apart |= np.fromiter(map(is_clipped, objects), np.bool_, n)
    return apart


def _drain(calls: Iterable[object]) -> None:
    deque(calls, maxlen=0)


def _font_facts(font: int | None) -> tuple[float, bool]:
    """How far below the baseline a font's box reaches, in font sizes, and whether it is bold."""
    if font is None:
        return 0.2, False
    handle = ctypes.cast(font, raw.FPDF_FONT)
    descent = c_float()
    raw.FPDFFont_GetDescent(handle, 1.0, descent)
    name = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(handle, name, 128)
    plain = name.value.decode("utf-8", "replace").partition("+")[2] or name.value.decode("utf-8", "replace")
    heavy = raw.FPDFFont_GetWeight(handle) >= 650 and not _NAMED_STYLE.search(plain)
    bold = bool(HEAVY.search(plain)) or heavy or bool(raw.FPDFFont_GetFlags(handle) & _FORCE_BOLD)
    return (min(0.35, abs(descent.value)) or 0.2), bold


def _extent(
    handle: int, index: NDArray[np.int64], run: NDArray[np.int64], runs: _Runs, code: NDArray[np.uint32]
) -> tuple[Floats, Floats]:
    """Where each glyph begins and ends along its run's direction, in points from the run's origin."""
    n = len(index)
    box = np.zeros((n, 4), np.float32)
    at = box.ctypes.data
    _drain(map(_loose_box, repeat(handle), index.tolist(), range(at, at + 16 * n, 16)))
    left, right, origin = box[:, 0].astype(np.float64), box[:, 2].astype(np.float64), runs.matrix[run, 4]
    begin, end = left - origin, right - origin
    advance = _advance(code, run, runs)
    shared = _share_ligatures(begin, end, run)
    over = np.flatnonzero((advance > 0) & ~shared & (right - left > advance + 0.01 * runs.size[run]))
    if len(over):  # an italic f hangs over the white before the next word
        begin[over] = _origins(handle, index[over])[:, 0] - origin[over]
        end[over] = begin[over] + advance[over]
    level = (runs.matrix[:, 0] > 0) & (np.abs(runs.matrix[:, 1]) < 0.05 * np.abs(runs.matrix[:, 0]))
    aslant = np.flatnonzero(~level[run])
    if len(aslant):
        begin[aslant], drawn = _turned_extent(handle, index[aslant], runs.matrix[run[aslant]])
        told = advance[aslant] > 0  # a figure 1 is narrower than the room that it takes
        end[aslant] = np.where(told, begin[aslant] + advance[aslant], drawn)
    return begin, end


def _share_ligatures(begin: Floats, end: Floats, run: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which glyphs are letters of one ligature, which PDFium puts all in its box; each is given its share of it."""
    same = (begin[1:] == begin[:-1]) & (end[1:] == end[:-1]) & (end[1:] > begin[1:]) & (run[1:] == run[:-1])
    shared = np.concatenate(([False], same)) | np.concatenate((same, [False]))
    if not shared.any():
        return shared
    first = np.flatnonzero(~np.concatenate(([False], same)))
    count = np.diff(np.append(first, len(begin)))
    width = np.repeat((end - begin)[first] / count, count)
    begin += width * (np.arange(len(begin)) - np.repeat(first, count))
    end[shared] = (begin + width)[shared]
    return shared


def _advance(code: NDArray[np.uint32], run: NDArray[np.int64], runs: _Runs) -> Floats:
    """How far each glyph moves the pen, in points; 0 where the font does not say."""
    fonts = list(dict.fromkeys(runs.fonts))
    number = {font: i for i, font in enumerate(fonts)}
    owner = np.array([number[font] for font in runs.fonts], np.int64)[run]
    keys, inverse = np.unique(owner << 21 | code, return_inverse=True)
    width = np.zeros(len(keys), np.float32)
    at = width.ctypes.data
    for i, key in enumerate(keys.tolist()):
        if fonts[key >> 21] is not None:
            _glyph_width(fonts[key >> 21], key & 0x1FFFFF, 1.0, at + 4 * i)
    along = np.hypot(runs.matrix[:, 0], runs.matrix[:, 1]) / np.maximum(np.hypot(runs.matrix[:, 2], runs.matrix[:, 3]), 1e-9)
    advance: Floats = width[inverse] * (runs.size * along)[run]
    return advance


def _origins(handle: int, index: NDArray[np.int64]) -> Floats:
    origin = np.zeros((len(index), 2))
    at, n = origin.ctypes.data, 16 * len(index)
    _drain(map(_origin, repeat(handle), index.tolist(), range(at, at + n, 16), range(at + 8, at + 8 + n, 16)))
    return origin


def _turned_extent(handle: int, index: NDArray[np.int64], matrix: Floats) -> tuple[Floats, Floats]:
    """The same for text that does not run along the page's own x axis, for which PDFium's loose boxes are of no use."""
    n = len(index)
    origin, box = _origins(handle, index), np.zeros((n, 4))
    at = box.ctypes.data  # left, right, bottom, top
    _drain(map(_tight_box, repeat(handle), index.tolist(), *(range(at + k, at + k + 32 * n, 32) for k in (0, 8, 16, 24))))
    along = matrix[:, :2] / np.maximum(np.hypot(matrix[:, 0], matrix[:, 1]), 1e-9)[:, None]
    begin = ((origin - matrix[:, 4:]) * along).sum(axis=1)
    corners = np.stack([box[:, [0, 2]], box[:, [0, 3]], box[:, [1, 2]], box[:, [1, 3]]]) - matrix[:, 4:]
    end = (corners * along).sum(axis=2).max(axis=0)
    return begin, np.maximum(begin, end)


def _direction(display: Affine, runs: _Runs, run: NDArray[np.int64]) -> tuple[int, float, NDArray[np.bool_]]:
    """The quarter turns clockwise in which most glyphs are displayed, their angle in degrees, and which glyphs share it."""
    along = runs.matrix[:, :2] @ display[:, :2].T
    angle = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
    quarter = np.round(angle / 90).astype(np.int64) % 4
    turn = int(np.bincount(quarter[run], minlength=4).argmax())
    off = (angle - 90 * turn + 180) % 360 - 180
    straight = ((np.abs(off) < 15) & (quarter == turn))[run]
    skew = float(np.median(off[run][straight])) if off.any() and straight.any() else 0.0
    return turn, round(90.0 * turn + skew, 2) % 360 if abs(skew) >= 0.2 else 90.0 * turn, straight


def _placed(code: NDArray[np.uint32], run: NDArray[np.int64], runs: _Runs, begin: Floats, end: Floats, frame: Affine) -> Glyphs:
    """Glyphs with their boxes in `frame`: as high as the font is large, from the font's descent upwards."""
    scale = float(np.hypot(frame[0, 0], frame[1, 0]))
    matrix = runs.matrix[run]
    along = matrix[:, :2] / np.maximum(np.hypot(matrix[:, 0], matrix[:, 1]), 1e-9)[:, None]
    first = frame[:, :2] @ (matrix[:, 4:] + along * begin[:, None]).T + frame[:, 2:]
    last = frame[:, :2] @ (matrix[:, 4:] + along * end[:, None]).T + frame[:, 2:]
    size = runs.size[run] * scale
    baseline = (first[1] + last[1]) / 2
    bottom = baseline + runs.descent[run] * size
    return Glyphs(code, first[0], bottom - size, last[0], bottom, baseline, size, runs.bold[run], runs.hidden[run])


def _compose(outer: Affine, inner: Affine) -> Affine:
    return np.hstack([outer[:, :2] @ inner[:, :2], outer[:, :2] @ inner[:, 2:] + outer[:, 2:]])


def _invert(matrix: Affine) -> Affine:
    linear = np.linalg.inv(matrix[:, :2])
    return np.hstack([linear, -linear @ matrix[:, 2:]])
