"""Solid black places of a scanned page: boxes with which words were covered before it was scanned."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.geometry import BBox

Image = NDArray[np.uint8]

LOWEST, NARROWEST = 1.2, 2.2  # heights of a small letter: no stroke of a letter is as high and as wide
_BRUSH = 0.9  # of a small letter's height: what is thinner is a letter, a rule, a line of a drawing
_SOLID = 0.7  # share of its box that a low cover fills, in which a code may be printed in white,
_TALL, _TALL_SOLID = 3.5, 0.93  # and one over several lines, which may be a photograph


def may_be_solid(
    width: NDArray[np.int32], height: NDArray[np.int32], area: NDArray[np.int32], letter: float
) -> NDArray[np.bool_]:
    """Which connected marks, of so many pixels, may hold a solid place: hardly a page has one."""
    large = (width > NARROWEST * letter) & (height > LOWEST * letter) & (area > _SOLID * NARROWEST * LOWEST * letter * letter)
    may: NDArray[np.bool_] = large & (area > 0.3 * width * height)
    return may


def solid_places(image: Image, boxes: list[BBox], letter: float) -> list[BBox]:
    """The solid places within `boxes` of an image of ink (0) on paper (255), in its pixels; they are made paper in it."""
    found = []
    side = max(3, round(_BRUSH * letter))
    brush = np.ones((side, side), np.uint8)
    for box in boxes:
        part = image[int(box.top) : int(box.bottom), int(box.x0) : int(box.x1)]
        ink = (part == 0).astype(np.uint8)
        whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((side // 2 | 1, side // 2 | 1), np.uint8))  # a code in white
        solid = cv2.morphologyEx(cv2.copyMakeBorder(whole, side, side, side, side, cv2.BORDER_CONSTANT), cv2.MORPH_OPEN, brush)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(solid[side:-side, side:-side])
        for number in range(1, count):
            left, top, width, height, _ = stats[number].tolist()
            inside = (labels == number)[top : top + height, left : left + width]
            share = float((ink[top : top + height, left : left + width] & inside).mean())
            if not _is_cover(width, height, share, letter):
                continue
            found.append(BBox(box.x0 + left, box.top + top, box.x0 + left + width, box.top + top + height))
            part[cv2.dilate((labels == number).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0] = 255
    return found


def _is_cover(width: int, height: int, share: float, letter: float) -> bool:
    if width < NARROWEST * letter or height < LOWEST * letter:
        return False
    return share > (_TALL_SOLID if height > _TALL * letter else _SOLID)
