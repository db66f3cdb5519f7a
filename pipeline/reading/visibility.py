"""Which glyphs of a page's text layer can be seen: suspected by what is told of them, settled by what they change on the page.

A glyph is seen if the page looks different without it. That is tried, with three drawings of the part in question, for glyphs
that something speaks against: paint over them, a ground of their own colour, transparency, a clip, a layer. A page on which
nothing does is not drawn.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Sequence
from ctypes import c_int, c_uint, c_ulong, c_void_p
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from pipeline.layout.geometry import BBox
from pipeline.reading.clips import OPEN
from pipeline.reading.drawing import Drawing, Patch
from pipeline.reading.glyphs import Floats
from pipeline.reading.pdfium import function
from pipeline.reading.textlayer import TextLayer

Flags = NDArray[np.bool_]

_SCALE = 2.0  # pixels per point
_MOST_PIXELS = 6_000_000
_MARGIN = 4.0  # points drawn around the glyphs in question
_CONTRAST = 24.0  # of 255, in one of the colours: a fainter difference is not seen
_INK = 0.25  # share of a pixel that a glyph covers, from which the pixel counts
_SEEN = 0.4  # share of a glyph's ink that has to be seen
_PAPER = 255  # how light the page is where nothing is painted
_ALIKE = 70  # difference in lightness below which print may not stand out from a painted ground
_MANY = 1_000  # patches: among so many all glyphs between them are suspected
_TINY, _TINY_SHARE = 3.0, 0.35  # points, and of the page's usual size: print so small cannot be read
_SPECK_SHARE = 0.17  # of the usual size: smaller print cannot be read beside it, whatever the page's scale is
_MOST_MARKS = 16  # of an object that are looked at
_FILLED, _INVISIBLE = 0, 3  # text rendering modes
_OPTIONAL = [ord("O"), ord("C"), 0]  # in UTF-16

_mode = function("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
_set_mode = function("FPDFTextObj_SetTextRenderMode", c_int, c_void_p, c_int)
_set_active = function("FPDFPageObj_SetIsActive", c_int, c_void_p, c_int)
_set_fill = function("FPDFPageObj_SetFillColor", c_int, c_void_p, c_uint, c_uint, c_uint, c_uint)
_transparent = function("FPDFPageObj_HasTransparency", c_int, c_void_p)
_count_marks = function("FPDFPageObj_CountMarks", c_int, c_void_p)
_mark = function("FPDFPageObj_GetMark", c_void_p, c_void_p, c_ulong)
_mark_name = function("FPDFPageObjMark_GetName", c_int, c_void_p, c_void_p, c_ulong, c_void_p)


@dataclass(frozen=True, slots=True)
class Seen:
    """What can be seen of the suspected glyphs of a page: `hidden` says which cannot, `covers` by which patch each is covered.

    `covers` are places in `drawing.patches` followed by `drawing.pictures`, -1 for glyphs that nothing covers.
    """

    hidden: Flags
    covers: NDArray[np.int64]


def boxes_on_page(layer: TextLayer) -> Floats:
    """The box of each glyph on the page as displayed, one row `(x0, top, x1, bottom)` to a glyph."""
    glyphs, across, along = layer.glyphs, layer.display[:, :2], layer.display[:, 2:]
    first = across @ np.stack([glyphs.x0, glyphs.top]) + along
    last = across @ np.stack([glyphs.x1, glyphs.bottom]) + along
    boxes: Floats = np.concatenate([np.minimum(first, last), np.maximum(first, last)]).T
    return boxes


def seen(
    page: pypdfium2.PdfPage, layer: TextLayer, drawing: Drawing, boxes: Floats, size: tuple[float, float], sure: Flags
) -> Seen:
    """Which glyphs of `page` cannot be seen; those that are `sure` are not asked about.

    `boxes` are the glyphs' as displayed, `size` the page's width and height. The page's objects are changed on the way, so that
    it is of no use afterwards. Raises PdfiumError where the page cannot be drawn.
    """
    covers = _covers(layer, drawing, boxes)
    usual = float(np.median(layer.glyphs.size))
    tiny = layer.glyphs.size < max(min(_TINY, _TINY_SHARE * usual), _SPECK_SHARE * usual)
    suspect = (covers >= 0) | _on_like_ground(layer, drawing, boxes) | _set_apart(layer, drawing, boxes)
    suspect &= ~sure & (layer.glyphs.code > ord(" "))
    hidden = tiny & ~sure
    if suspect.any():
        hidden[suspect] |= ~_shows(page, layer, drawing, boxes[suspect], suspect, size)
    return Seen(hidden, np.where(hidden, covers, -1))


def within(box: BBox, boxes: Floats) -> Flags:
    """Which of `boxes` have their middle in `box`."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside: Flags = (box.x0 <= x) & (x <= box.x1) & (box.top <= y) & (y <= box.bottom)
    return inside


def _orders(layer: TextLayer, drawing: Drawing) -> NDArray[np.int64]:
    """When each glyph is painted."""
    return np.array([drawing.order.get(handle, 1 << 30) for handle in layer.objects], np.int64)[layer.run]


def _covers(layer: TextLayer, drawing: Drawing, boxes: Floats) -> NDArray[np.int64]:
    """The last patch or picture that is painted over the middle of each glyph, -1 where none is."""
    painted: Sequence[Patch] = (*drawing.patches, *drawing.pictures)
    covers = np.full(len(boxes), -1, np.int64)
    order = _orders(layer, drawing)
    if not painted or max(patch.order for patch in painted) < int(order.min()):
        return covers
    if len(painted) > _MANY:
        edges = np.array([patch.box for patch in painted])
        whole = BBox(*edges[:, :2].min(axis=0).tolist(), *edges[:, 2:].max(axis=0).tolist())
        covers[within(whole, boxes)] = 0
        return covers
    for number, patch in sorted(enumerate(painted), key=lambda pair: pair[1].order):
        below = order < patch.order
        if below.any():
            covers[below & within(patch.box, boxes)] = number
    return covers


def _on_like_ground(layer: TextLayer, drawing: Drawing, boxes: Floats) -> Flags:
    """Which glyphs stand on paper, on a patch or on a picture that may be of their own colour."""
    painted = [*drawing.patches, *drawing.pictures]
    level = layer.level[layer.run]
    alike = np.abs(level - _PAPER) < _ALIKE
    if not painted or len(painted) > _MANY:
        return alike
    order = _orders(layer, drawing)
    for patch in sorted(painted, key=attrgetter("order")):
        near = np.abs(level - patch.level) < _ALIKE if patch.plain else True
        if patch.opaque or np.any(near):
            on = within(patch.box, boxes) & (order > patch.order)
            alike = np.where(on, near, alike) if patch.opaque and patch.plain else alike | (on & near)
    return alike


def _set_apart(layer: TextLayer, drawing: Drawing, boxes: Floats) -> Flags:
    """Which glyphs are transparent, on a layer, outlined, or not within the clip of their object."""
    apart = np.zeros(len(layer.objects), np.bool_)
    cut = np.tile(OPEN, (len(layer.objects), 1))
    odd = np.flatnonzero(layer.odd)
    for number in odd.tolist():
        handle = layer.objects[number]
        clip = drawing.clips.box(handle, drawing.places.get(handle))
        apart[number] = bool(_mode(handle) or _transparent(handle) or clip is None or _is_on_layer(handle))
        cut[number] = clip or OPEN
    if not len(odd):
        return apart[layer.run]
    middle = np.concatenate([boxes[:, :2] * 3 + boxes[:, 2:], boxes[:, :2] + boxes[:, 2:] * 3], axis=1) / 4
    edges = cut[layer.run]
    outside = (middle[:, :2] < edges[:, :2]).any(axis=1) | (middle[:, 2:] > edges[:, 2:]).any(axis=1)
    beyond: Flags = apart[layer.run] | outside
    return beyond


def _is_on_layer(handle: int) -> bool:
    """Whether an object is marked as optional content, which a reader may switch off."""
    for number in range(min(_count_marks(handle), _MOST_MARKS)):
        mark, length = _mark(handle, number), ctypes.c_ulong()
        name = (ctypes.c_ushort * 8)()
        if mark and _mark_name(mark, ctypes.addressof(name), 16, ctypes.addressof(length)) and name[:3] == _OPTIONAL:
            return True
    return False


def _shows(
    page: pypdfium2.PdfPage, layer: TextLayer, drawing: Drawing, boxes: Floats, which: Flags, size: tuple[float, float]
) -> Flags:
    """Whether enough of each of the glyphs `which`, whose boxes are `boxes`, can be seen: the page is drawn as it is, without
    their objects, and with nothing but them, black on white."""
    asked = [layer.objects[number] for number in np.unique(layer.run[which]).tolist()]
    others = sorted(drawing.order.keys() - set(asked))
    part = _PagePart(boxes, size)
    whole = part.draw(page)
    _drain(_set_mode, asked, _INVISIBLE)
    without = part.draw(page)
    _drain(_set_mode, others, _INVISIBLE)
    _drain(_set_active, drawing.handles, 0)
    _drain(_set_mode, asked, _FILLED)
    for handle in asked:
        _set_fill(handle, 0, 0, 0, 255)
    ink = (255 - part.draw(page).min(axis=2)) / 255.0
    difference = np.abs(whole - without).max(axis=2)
    counts = ink >= _INK
    plain = np.where(counts, ink, 0.0)
    shown = np.where(counts & (difference >= _CONTRAST * ink), ink, 0.0)
    inked, visible = part.sums(plain), part.sums(shown)
    result: Flags = (inked > 0.5) & (visible >= _SEEN * inked)
    return result


class _PagePart:
    """The part of a page that holds some boxes, and how it is drawn."""

    def __init__(self, boxes: Floats, size: tuple[float, float]) -> None:
        """`size` is the page's width and height in points."""
        width, height = size
        first = np.maximum(boxes[:, :2].min(axis=0) - _MARGIN, 0)
        last = np.minimum(boxes[:, 2:].max(axis=0) + _MARGIN, size)
        area = float(np.prod(np.maximum(last - first, 1.0)))
        self._scale = min(_SCALE, (_MOST_PIXELS / area) ** 0.5)
        self._crop = (float(first[0]), float(height - last[1]), float(width - last[0]), float(first[1]))
        self._boxes = np.round((boxes - np.tile(first, 2)) * self._scale).astype(np.int64)

    def draw(self, page: pypdfium2.PdfPage) -> NDArray[np.int16]:
        """The part in three colours of 0 to 255, rows first."""
        bitmap = page.render(scale=self._scale, crop=self._crop, may_draw_forms=False)
        image: NDArray[np.int16] = bitmap.to_numpy()[:, :, :3].astype(np.int16)
        bitmap.close()
        return image

    def sums(self, image: Floats) -> Floats:
        """The sum of `image` within each box."""
        total = np.pad(image, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
        rows, columns = image.shape
        x0, x1 = self._boxes[:, 0].clip(0, columns), self._boxes[:, 2].clip(0, columns)
        top, bottom = self._boxes[:, 1].clip(0, rows), self._boxes[:, 3].clip(0, rows)
        found: Floats = total[bottom, x1] - total[top, x1] - total[bottom, x0] + total[top, x0]
        return found


def _drain(call: Callable[[int, int], int], handles: Iterable[int], value: int) -> None:
    for handle in handles:
        call(handle, value)
