"""The clip of a drawn object: the rectangle outside of which nothing of it is painted."""

from __future__ import annotations

import ctypes
from ctypes import c_float, c_int, c_void_p

import numpy as np

from pipeline.layout.geometry import BBox
from pipeline.reading.pdfium import Affine, function

_MOST = 16  # paths of a clip that are looked at; further ones could only cut more away
_RECTANGLE = 6  # segments of a path that is a rectangle, at most

_clip_path = function("FPDFPageObj_GetClipPath", c_void_p, c_void_p)
_count_clips = function("FPDFClipPath_CountPaths", c_int, c_void_p)
_count_segments = function("FPDFClipPath_CountPathSegments", c_int, c_void_p, c_int)
_segment = function("FPDFClipPath_GetPathSegment", c_void_p, c_void_p, c_int, c_int)
_point = function("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)

OPEN = BBox(-np.inf, -np.inf, np.inf, np.inf)


def is_clipped(handle: int) -> bool:
    """Whether an object has a clip at all."""
    clip = _clip_path(handle)
    return clip is not None and _count_clips(clip) > 0


class Clips:
    """The clips of the objects of one page. Objects that share one share its points, so each is looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[bytes | int | None, ...], BBox | None] = {}

    def box(self, handle: int, place: Affine | None) -> BBox | None:
        """The rectangle, in points as displayed, that an object is cut to; `None` where the clip is no rectangle.

        `place` takes the object's space to the page as displayed.
        """
        clip = _clip_path(handle)
        count = min(_count_clips(clip), _MOST) if clip else 0
        if count <= 0:
            return OPEN
        key = (b"" if place is None else place.tobytes(), *(_segment(clip, path, 0) for path in range(count)))
        if key not in self._known:
            self._known[key] = _box(clip, count, place)
        return self._known[key]


def _box(clip: int, count: int, place: Affine | None) -> BBox | None:
    if place is None:
        return None
    left, top, right, bottom = OPEN
    x, y = c_float(), c_float()
    for path in range(count):
        segments = _count_segments(clip, path)
        if not 2 <= segments <= _RECTANGLE:
            return None
        points = []
        for number in range(segments):
            _point(_segment(clip, path, number), ctypes.addressof(x), ctypes.addressof(y))
            points.append((x.value, y.value))
        across, down = place[:, :2] @ np.array(points).T + place[:, 2:]
        left, right = max(left, float(across.min())), min(right, float(across.max()))
        top, bottom = max(top, float(down.min())), min(bottom, float(down.max()))
    return BBox(left, top, right, bottom)
