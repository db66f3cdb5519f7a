"""The words of a page as its lines, in the order in which they are read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import count

from pipeline.layout.bands import in_bands, sidebar_gutter
from pipeline.layout.columns import columns
from pipeline.layout.document import Page, Word
from pipeline.layout.initials import beside_initials, with_initials
from pipeline.layout.lines import SIDEBAR, Line, fragments
from pipeline.layout.rows import rows_of

WIDE_GAP = 3.0  # font sizes that split a line of a narrow column, which justified text stretches
MOST_COLUMNS = 6  # side by side
ASKEW = 5.0  # degrees up to which letters stand beside one another as on a page that is upright


def lines(page: Page) -> list[Line]:
    """The lines of `page` in reading order; a side bar comes after the text beside it."""
    askew = min(page.angle % 360, -page.angle % 360)
    words, initials = with_initials(page.words) if askew < ASKEW else (page.words, [])
    if not page.angle:
        return _in_order(words, initials, page.width)
    upright = _upright(page, words)
    as_it_lies = {id(turned): word for turned, word in zip(upright, words, strict=True)}
    found = _in_order(upright, _upright(page, initials), page.upright_size[0])
    for line in found:
        line.words = tuple(as_it_lies[id(word)] for word in line.words)
    return found


def _in_order(words: Sequence[Word], initials: Sequence[Word], width: float) -> list[Line]:
    rows = rows_of(words)
    found = _in_columns(rows, count(1), MOST_COLUMNS)
    ordered = [line for piece in found for line in piece] if found else _beside_sidebar(rows, width)
    beside_initials(ordered, initials)
    return ordered


def _in_columns(rows: Sequence[Sequence[Word]], numbers: Iterator[int], most: int) -> list[list[Line]]:
    """The lines of a page with columns of running text, a list for each column, which takes one of `numbers`, and for what stands
    across; none without columns."""
    found = list(columns(rows)) if most > 1 else []
    if not found:
        return []
    pieces, at = [], 0
    for band in found:
        pieces.append(in_bands([fragments(row) for row in rows[at : band.start]]))
        for side in band.sides(rows):
            within = _in_columns(side, numbers, most - 1) or [in_bands([fragments(row, WIDE_GAP) for row in side])]
            for piece in within:
                number = next(numbers)
                for line in piece:
                    line.stream = line.stream or number
            pieces += within
        at = band.end
    pieces.append(in_bands([fragments(row) for row in rows[at:]]))
    return pieces


def _beside_sidebar(words: Sequence[Sequence[Word]], width: float) -> list[Line]:
    rows = [fragments(row) for row in words]
    gutter = sidebar_gutter(rows, width)
    if gutter is None:
        return in_bands(rows)
    main = [part for row in rows if (part := [f for f in row if f.x0 < gutter])]
    side = [part for row in rows if (part := [f for f in row if f.x0 >= gutter])]
    aside = in_bands(side)
    for line in aside:
        line.column = SIDEBAR
    return in_bands(main) + aside


def _upright(page: Page, words: Sequence[Word]) -> list[Word]:
    """Words of a page with their boxes once it is turned upright."""
    turn = math.radians(-page.angle)
    cos, sin = math.cos(turn), math.sin(turn)
    centre = (page.width / 2, page.height / 2)
    middle = (page.upright_size[0] / 2, page.upright_size[1] / 2)
    turned = []
    for w in words:
        dx, dy = (w.x0 + w.x1) / 2 - centre[0], (w.top + w.bottom) / 2 - centre[1]
        x, y = middle[0] + dx * cos - dy * sin, middle[1] + dx * sin + dy * cos
        width, height = (w.bottom - w.top, w.x1 - w.x0) if page.on_its_side else (w.x1 - w.x0, w.bottom - w.top)
        turned.append(w._replace(x0=x - width / 2, top=y - height / 2, x1=x + width / 2, bottom=y + height / 2))
    return turned
