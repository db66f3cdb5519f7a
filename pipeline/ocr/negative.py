"""White print on black, of a whole page (from microfilm) or of a part of it: turned into black print on white."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.solid import Image

_DPI = 75.0  # at which dark ground is looked for: letters still part from it
_DARK, _LIGHT = 100, 110  # grey levels of a dark ground at most, and of light print at least
_COARSE_DARK = 130  # the same in an image in which light print is spread over the ground around it
_REACH = 0.3  # inches around a pixel whose middle brightness is that of the ground
_COARSE = 12.0  # dots per inch at which no line of print is as dark as a dark ground
_WIDE, _HIGH = 0.8, 0.16  # inches: a smaller dark area is a letter, a rule, a box over a word
_SMALL = 0.3  # of the page: a larger ground runs to the page's edge
_LEAST, _MOST = 0.003, 0.45  # share of light pixels in dark ground that bears print


def reduced(image: Image, scale: float) -> Image:
    """The image at `scale` of its size, halved as often as it can be: that takes a fortieth of the time of any other step."""
    while scale <= 0.5 and min(image.shape) > 1:
        image, scale = np.asarray(cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8), 2 * scale
    if min(image.shape) * scale < 1:  # a strip, which OpenCV would make of no width
        size = max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale))
        return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def positive(image: Image, dpi: float) -> tuple[Image, bool]:
    """The image with its dark grounds that bear light print turned light, and whether there were any; `image` is left alone.

    A scanner's black frame and a box over words have no light print in them and stay as they are.
    """
    scale = min(1.0, _DPI / dpi)
    small = reduced(image, scale)
    if min(small.shape) < 16:
        return image, False
    coarse = cv2.resize(small, None, fx=_COARSE / _DPI, fy=_COARSE / _DPI, interpolation=cv2.INTER_AREA)
    if not any(map(_may_be_ground, cv2.connectedComponentsWithStats((coarse < _COARSE_DARK).astype(np.uint8))[2][1:])):
        return image, False
    turned = _turned(small, dpi * scale)
    if not turned.any():
        return image, False
    size = image.shape[1], image.shape[0]
    # where a ground ends, a line of it would be left along its edge, which is read as print
    edge = cv2.dilate(turned, np.ones((5, 5), np.uint8)) - cv2.erode(turned, np.ones((3, 3), np.uint8))
    mask = cv2.resize(turned, size, interpolation=cv2.INTER_NEAREST)
    edges = cv2.resize(edge, size, interpolation=cv2.INTER_NEAREST)
    made = np.where(mask > 0, 255 - image, image)
    small_ground = turned.mean() < _SMALL
    return np.where((edges > 0) & small_ground, 255, made).astype(np.uint8), True


def _turned(small: Image, dpi: float) -> NDArray[np.uint8]:
    """Which pixels are of dark grounds that bear light print: 1, others 0."""
    reach = int(_REACH * dpi) | 1
    ground = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), max(3, reach // 2 | 1))
    core = int(0.75 * _HIGH * dpi)  # bold letters beside a black box are not as high
    under = cv2.morphologyEx((ground < _DARK).astype(np.uint8), cv2.MORPH_OPEN, np.ones((core, core), np.uint8))
    lines = ((1, reach), (reach, 1))  # print that runs across the page, or up and down one that lies on its side
    dark = np.maximum.reduce([cv2.morphologyEx(under, cv2.MORPH_CLOSE, np.ones(line, np.uint8)) for line in lines])
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    turned = np.zeros(small.shape, np.uint8)
    for number in range(1, count):
        if not _is_ground(stats[number], dpi):
            continue
        own = (labels == number).astype(np.uint8)
        here = cv2.erode(own, np.ones((7, 7), np.uint8)) > 0
        if here.any() and _LEAST < float((small[here] >= _LIGHT).mean()) < _MOST:
            turned |= _squared(own)
    return turned


def _squared(own: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A ground with the corners that smoothing took off, if it is a rectangle."""
    corners = cv2.boxPoints(cv2.minAreaRect(cv2.findNonZero(own)))
    whole = cv2.fillConvexPoly(np.zeros_like(own), np.round(corners).astype(np.int32), 1)
    return np.asarray(whole if own.sum() > 0.85 * whole.sum() else own, np.uint8)


def _may_be_ground(box: NDArray[np.int32]) -> bool:
    """Whether a dark area of the coarse image may be a ground: one of a line's height fills one row of it, and two in part."""
    return bool(max(box[2], box[3]) >= _WIDE * _COARSE - 1)


def _is_ground(box: NDArray[np.int32], dpi: float) -> bool:
    """Whether a dark area (left, top, width, height, pixels) is large and whole enough to bear print."""
    _, _, width, height, area = box.tolist()
    return bool(max(width, height) >= _WIDE * dpi and min(width, height) >= _HIGH * dpi and area > 0.5 * width * height)
