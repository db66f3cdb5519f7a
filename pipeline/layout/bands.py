"""Blocks that stand side by side on a page: side bars, pairs of blocks under each other's rows, and the cells of a table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from pipeline.layout.lines import SIDEBAR, Line

GUTTER = 8.0  # points of white between two blocks that stand side by side
SIDEBAR_ROWS = 12  # rows of text beside a column before it counts as the page's side bar
_RIGHT_PART = 0.55  # of the page's width, beyond which a side bar begins: further left it is a column
_FEWEST_BESIDE = 4  # lines of a side bar: fewer are a date or a code in the margin
_FULL = 0.5  # of the width of the text beside a bar: shorter lines may end before it by chance
_WHITE = 0.75  # of a line's height: rows further apart are no band, whose blocks would be read one after the other
_LETTERLESS = re.compile(r"\$?[\d,.%()–-]+$")


def sidebar_gutter(rows: list[list[Line]], width: float) -> float | None:
    """Where a side bar begins: white that no line of the whole page crosses, with full lines on its left."""
    fragments = [f for row in rows for f in row]
    begins = sorted(f.x0 for f in fragments)
    for x in sorted({round(f.x0) for f in fragments if f.x0 > _RIGHT_PART * width}):
        gutter = x - 2.0
        # asked first, for it costs nothing: a row has one full line at most, and a bar has fewer lines than there are full ones
        if not _FEWEST_BESIDE <= len(begins) - bisect_left(begins, gutter) < len(rows):
            continue
        right = [f for f in fragments if f.x0 >= gutter]
        beside = min((f.top for f in right), default=0.0), max((f.bottom for f in right), default=0.0)
        # a masthead or a foot line may run over both blocks
        if any(f.x0 < gutter - GUTTER and f.x1 > gutter and beside[0] < f.mid < beside[1] for f in fragments):
            continue
        left = [f for f in fragments if f.x1 <= gutter]
        edge = max((f.x1 for f in left), default=0.0)
        start = min((f.x0 for f in left), default=0.0)
        full = [f for f in left if f.x1 - f.x0 > _FULL * (edge - start)]
        if len(right) >= _FEWEST_BESIDE and len(full) >= SIDEBAR_ROWS and len(full) > len(right):
            return gutter
    return None


def in_bands(rows: list[list[Line]]) -> list[Line]:
    """Rows in reading order: where rows stand in two blocks side by side, the left block comes first."""
    ordered: list[Line] = []
    i = 0
    while i < len(rows):
        if len(rows[i]) < 2 or _is_table_row(rows[i]):
            ordered.extend(_cells(rows[i]))
            i += 1
            continue
        end, gutters = _band(rows, i)
        ordered.extend(_by_column(rows[i:end], gutters))
        i = end
    return ordered


def _is_table_row(row: list[Line]) -> bool:
    """Three or more cells, or a figure at the end, are read across."""
    return len(row) > 2 or all(_LETTERLESS.match(cell.text) for cell in row[1:])


def _cells(row: list[Line]) -> list[Line]:
    """The cells of a row from left to right, each by itself."""
    for number, cell in enumerate(row):
        cell.column, cell.cells = min(number, SIDEBAR - 1), len(row)
    return row


def _band(rows: list[list[Line]], start: int) -> tuple[int, tuple[float, float]]:
    """The end of the run of rows that share a gutter with row `start`, and the gutter."""
    left, right = rows[start][0].x1, rows[start][1].x0
    end, last_pair = start + 1, start
    while end < len(rows):
        row, above = rows[end], rows[end - 1]
        pitch = max(f.height for f in above)
        if min(f.top for f in row) - max(f.bottom for f in above) > _WHITE * pitch or len(row) > 2:
            break
        inner = [f.x1 for f in row if f.x0 < left], [f.x0 for f in row if f.x0 >= left]
        new_left, new_right = max([left, *inner[0]]), min([right, *inner[1]])
        if new_right - new_left < GUTTER:
            break
        left, right = new_left, new_right
        if len(row) == 2:
            last_pair = end
        end += 1
    # single lines under the last pair belong to the block only if they continue one of its sides
    stop, edge = last_pair + 1, rows[last_pair][0].x0
    while stop < end and (rows[stop][0].x0 >= right - 2 or abs(rows[stop][0].x0 - edge) < 2):
        stop += 1
    return stop, (left, right)


def _by_column(rows: Iterable[list[Line]], gutter: tuple[float, float]) -> list[Line]:
    left: list[Line] = []
    right: list[Line] = []
    for row in rows:
        for fragment in row:
            if fragment.x0 >= gutter[1] - 2:
                fragment.column = 1
                right.append(fragment)
            else:
                left.append(fragment)
    return left + right
