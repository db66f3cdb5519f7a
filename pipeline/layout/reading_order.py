"""The words of a page as its lines, in the order in which they are read."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipeline.layout.bands import in_bands, sidebar_gutter
from pipeline.layout.document import Page, Word
from pipeline.layout.lines import SIDEBAR, Line, fragments
from pipeline.layout.rows import rows_of


def lines(page: Page) -> list[Line]:
    """The lines of `page` in reading order; a side bar comes after the text beside it."""
    if not page.angle:
        return _in_order(page.words, page.width)
    upright = _upright(page)
    as_it_lies = {id(turned): word for turned, word in zip(upright, page.words, strict=True)}
    found = _in_order(upright, page.upright_size[0])
    for line in found:
        line.words = tuple(as_it_lies[id(word)] for word in line.words)
    return found


def _in_order(words: Sequence[Word], width: float) -> list[Line]:
    rows = [fragments(row) for row in rows_of(words)]
    gutter = sidebar_gutter(rows, width)
    if gutter is None:
        return in_bands(rows)
    main = [part for row in rows if (part := [f for f in row if f.x0 < gutter])]
    side = [part for row in rows if (part := [f for f in row if f.x0 >= gutter])]
    aside = in_bands(side)
    for line in aside:
        line.column = SIDEBAR
    return in_bands(main) + aside


def _upright(page: Page) -> list[Word]:
    """The words of a page with their boxes once it is turned upright."""
    turn = math.radians(-page.angle)
    cos, sin = math.cos(turn), math.sin(turn)
    centre = (page.width / 2, page.height / 2)
    middle = (page.upright_size[0] / 2, page.upright_size[1] / 2)
    turned = []
    for w in page.words:
        dx, dy = (w.x0 + w.x1) / 2 - centre[0], (w.top + w.bottom) / 2 - centre[1]
        x, y = middle[0] + dx * cos - dy * sin, middle[1] + dx * sin + dy * cos
        width, height = (w.bottom - w.top, w.x1 - w.x0) if page.on_its_side else (w.x1 - w.x0, w.bottom - w.top)
        turned.append(w._replace(x0=x - width / 2, top=y - height / 2, x1=x + width / 2, bottom=y + height / 2))
    return turned
