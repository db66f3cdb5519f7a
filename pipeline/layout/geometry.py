"""Boxes on a page, in points (1/72 inch) from the page's upper left corner."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class BBox(NamedTuple):
    """A rectangle: `x0` left, `top`, `x1` right, `bottom`; `top` is less than `bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    def overlap(self, other: BBox) -> BBox:
        """What this box and `other` have in common; of no or negative width or height where that is nothing."""
        x0, top = max(self.x0, other.x0), max(self.top, other.top)
        return BBox(x0, top, min(self.x1, other.x1), min(self.bottom, other.bottom))

    def has_middle_of(self, other: BBox) -> bool:
        """Whether the middle of `other` lies in this box."""
        x, y = (other.x0 + other.x1) / 2, (other.top + other.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def union(boxes: Iterable[BBox]) -> BBox:
    """The smallest box that holds all of `boxes`; raises ValueError if there are none."""
    rows = list(boxes)
    if not rows:
        raise ValueError("no boxes to unite")
    return BBox(min(b.x0 for b in rows), min(b.top for b in rows), max(b.x1 for b in rows), max(b.bottom for b in rows))
