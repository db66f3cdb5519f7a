"""Where glyphs lie underneath something: the places that a page covers, row by row, and what could be a cover beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from pipeline.layout.geometry import BBox
from pipeline.reading.covers import Cover, Ground
from pipeline.reading.drawing import Drawing, Patch
from pipeline.reading.frame import Frame
from pipeline.reading.glyphs import Floats
from pipeline.reading.textlayer import TextLayer
from pipeline.reading.visibility import Flags, Seen, within

_ROW = 0.5  # of the font size: baselines nearer than this are of one row
_DARK = 90  # lightness up to which a box may cover without words under it
_LARGEST = 0.6  # of the page: what is larger is its ground
_MANY = 1_000  # patches: a drawing


def covered_places(layer: TextLayer, boxes: Floats, look: Seen, drawing: Drawing, page_area: float) -> list[Cover]:
    """The places where glyphs are covered, or written on a ground of their own colour that can be seen.

    Rows are told in the frame in which the text is upright.
    """
    painted: Sequence[Patch] = (*drawing.patches, *drawing.pictures)
    groups: dict[int, Flags] = {}
    covered = look.covers >= 0
    for number in np.unique(look.covers[covered]).tolist():
        groups[number] = look.covers == number
    left = look.hidden & ~covered
    if left.any() and len(painted) <= _MANY:
        for number, patch in enumerate(painted):
            here = left & within(patch.box, boxes)
            if not patch.white and here.any():
                groups[number], left = groups.get(number, False) | here, left & ~here
    return [
        Cover(_rows(layer, here), _size(layer, here), under=True)
        for number, here in groups.items()
        if _area(painted[number].box) < _LARGEST * page_area
    ]


def marked_places(layer: TextLayer, boxes: Floats, marked: Sequence[tuple[BBox, str | None]]) -> tuple[Flags, list[Cover]]:
    """Which glyphs are marked for redaction, by boxes and the text that is to stand on each, and the places that this covers."""
    taken = np.zeros(len(boxes), np.bool_)
    covers = []
    for box, label in marked:
        here = within(box, boxes) & ~taken
        taken |= here
        if (here & (layer.glyphs.code > ord(" "))).any():
            under = Cover(_rows(layer, here), _size(layer, here), under=True)
        else:
            under = Cover([Frame(layer.display).box(box)], 0.7 * box.height, under=False)
        under.label += [label] if label else []
        covers.append(under)
    return taken, covers


def ground(drawing: Drawing) -> Ground:
    """What could be covers: rectangles, dark or light, that nothing was painted over."""
    plain = [patch for patch in drawing.patches if patch.plain and patch.opaque]
    if len(plain) > _MANY:
        return Ground()
    painted = [patch for patch in (*drawing.patches, *drawing.pictures) if patch.opaque]
    free = [patch for patch in plain if not any(_over(other, patch) for other in painted)]
    dark = [patch.box for patch in free if patch.level <= _DARK]
    return Ground(dark, [*(patch.box for patch in free if patch.level > _DARK), *drawing.frames])


def _rows(layer: TextLayer, here: Flags) -> list[BBox]:
    """The boxes of some glyphs united row by row, in the frame in which the text is upright, from the first row on."""
    found: dict[int, list[BBox]] = defaultdict(list)
    bottoms: list[float] = []
    glyphs = layer.glyphs.pick(here)
    for *box, size in zip(*(v.tolist() for v in (glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom, glyphs.size)), strict=True):
        place = next((n for n, bottom in enumerate(bottoms) if abs(bottom - box[3]) < _ROW * size), len(bottoms))
        if place == len(bottoms):
            bottoms.append(box[3])
        found[place].append(BBox(*box))
    united = [BBox(*(round(edge, 2) for edge in _union(row))) for row in found.values()]
    return sorted(united, key=lambda row: row.top)


def _union(row: Sequence[BBox]) -> BBox:
    edges = np.array(row)
    return BBox(*edges[:, :2].min(axis=0).tolist(), *edges[:, 2:].max(axis=0).tolist())


def _size(layer: TextLayer, here: Flags) -> float:
    return round(float(np.median(layer.glyphs.size[here])), 2)


def _area(box: BBox) -> float:
    return box.width * box.height


def _over(other: Patch, patch: Patch) -> bool:
    x, y = (patch.box.x0 + patch.box.x1) / 2, (patch.box.top + patch.box.bottom) / 2
    box = other.box
    return other.order > patch.order and box.x0 <= x <= box.x1 and box.top <= y <= box.bottom and _area(box) >= _area(patch.box)
