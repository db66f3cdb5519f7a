"""Columns of running text: white that many rows share, with sentences that go on from line to line on both of its sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

from pipeline.layout.document import Word
from pipeline.layout.lines import SENTENCE_END

WordRow = Sequence[Word]
White = tuple[float, float]  # white on a row, from and to, in points

NARROWEST = 0.9  # font sizes of white between two columns
FEWEST_ROWS = 4  # with words on both sides
FEWEST_SINGLE = 3  # lines of a column that goes on where the other has none
_WHITE = 0.75  # of a row's height: more white above a row begins a new piece, if both columns have it
_ALIGNED = 4.0  # points, as far as the lines of a column begin from its edge
_SHORT = 0.5  # of the wider column: a narrower one is a side bar
_STRETCHED = 1.5  # font sizes of white: justified words stand nearer
_WORDS = 3.0  # on a line of running text, at least
_SMALL = 0.4  # share of words that begin with a small letter
_FULL = 0.6  # share of lines that have no room for the next word


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns: rows `start` to `end`, half-open, on either side of a gutter from `left` to `right`, in points."""

    start: int
    end: int
    left: float
    right: float

    def sides(self, rows: Sequence[WordRow]) -> tuple[list[list[Word]], list[list[Word]]]:
        """The rows of the left and of the right column."""
        inside, middle = rows[self.start : self.end], (self.left + self.right) / 2
        left = [part for row in inside if (part := [w for w in row if w.x1 <= middle])]
        right = [part for row in inside if (part := [w for w in row if w.x0 >= middle])]
        return left, right


def columns(rows: Sequence[WordRow]) -> Iterator[Columns]:
    """The columns of running text among the rows of a page, from top to bottom."""
    if len(rows) < FEWEST_ROWS:
        return
    size = median(row[0].size or 10.0 for row in rows)
    least = NARROWEST * size
    gaps = [_gaps(row, least) for row in rows]
    start = 0
    tried: list[Columns] = []  # whites that part no columns: what is left of one below its first row parts none either
    while start < len(rows):
        found: list[Columns] = []
        tried = [white for white in tried if white.end > start]
        for gap in gaps[start][1:-1]:
            if found or any(_goes_on(white, gap, gaps, least) for white in tried):
                continue
            white = _white_below(rows, gaps, start, gap)
            found = _bands(rows, gaps, white)
            tried += [white] if not found else []
        if found:
            yield from found
            start = found[-1].end
        else:
            start += 1


def _gaps(row: WordRow, least: float) -> list[White]:
    """The white on a row: left of its words, between them where it is wide enough, and right of them."""
    inner = [(before.x1, word.x0) for before, word in pairwise(row) if word.x0 - before.x1 >= least]
    return [(-inf, row[0].x0), *inner, (max(w.x1 for w in row), inf)]


def _shared(gaps: Sequence[White], left: float, right: float) -> White:
    """The widest white that a row shares with the white from `left` to `right`."""
    return max(((max(left, a), min(right, b)) for a, b in gaps), key=lambda white: white[1] - white[0])


def _goes_on(white: Columns, gap: White, gaps: Sequence[Sequence[White]], least: float) -> bool:
    """Whether a gap of a row within the white is that white, and reaches no further down than it."""
    if gap[0] > white.left or white.right > gap[1]:
        return False
    left, right = _shared(gaps[white.end], *gap) if white.end < len(gaps) else (0.0, 0.0)
    return right - left < least


def _white_below(rows: Sequence[WordRow], gaps: Sequence[Sequence[White]], start: int, gap: White) -> Columns:
    """The rows from `start` that share a white with its gap, and what white that is."""
    least = NARROWEST * max(w.size for w in rows[start]) if rows[start][0].size else NARROWEST * 10
    (left, right), end = gap, start + 1
    while end < len(rows):
        shared = _shared(gaps[end], left, right)
        if shared[1] - shared[0] < least:
            break
        (left, right), end = shared, end + 1
    return Columns(start, end, left, right)


def _bands(rows: Sequence[WordRow], gaps: Sequence[Sequence[White]], whole: Columns) -> list[Columns]:
    """The columns on both sides of a white, if there are any; in a table one for each row of it."""
    if whole.end - whole.start < FEWEST_ROWS:
        return []
    left, right = whole.left, whole.right
    pieces = _pieces(rows, whole)
    running = [piece for piece in pieces if _is_running(rows, piece)]
    if not running or len(running) > 2:  # a table's rows: each cell is a text of its own
        return running
    first, end = running[0].start, running[-1].end
    for piece in pieces:
        if piece.start == end and any(len(side) >= FEWEST_SINGLE and _is_text(side) for side in piece.sides(rows)):
            end = piece.end  # one of them goes on beside white, or beside what closes a letter
    while first and _white(rows, first) <= _WHITE and any(a <= left and right <= b for a, b in gaps[first - 1]):
        first -= 1  # the first lines of one that begins higher
    return [Columns(first, end, left, right)]


def _white(rows: Sequence[WordRow], number: int) -> float:
    """The white above a row, in heights of it."""
    top, foot = min(w.top for w in rows[number]), max(w.bottom for w in rows[number])
    return (top - max(w.bottom for w in rows[number - 1])) / max(foot - top, 1.0)


def _pieces(rows: Sequence[WordRow], whole: Columns) -> list[Columns]:
    """The columns cut where white runs through both of them."""
    cuts, bottom = [whole.start], max(w.bottom for w in rows[whole.start])
    for number in range(whole.start + 1, whole.end):
        top, foot = min(w.top for w in rows[number]), max(w.bottom for w in rows[number])
        if top - bottom > _WHITE * (foot - top):
            cuts.append(number)
        bottom = max(bottom, foot)
    return [Columns(start, end, whole.left, whole.right) for start, end in pairwise([*cuts, whole.end])]


def _is_running(rows: Sequence[WordRow], piece: Columns) -> bool:
    left, right = piece.sides(rows)
    if min(len(left), len(right)) < FEWEST_ROWS:
        return False
    left, right = _nearest([_cut(line)[-1] for line in left]), _nearest([_cut(line)[0] for line in right])
    if min(len(left), len(right)) < FEWEST_ROWS:
        return False
    widths = [max(line[-1].x1 for line in side) - min(line[0].x0 for line in side) for side in (left, right)]
    if min(widths) < _SHORT * max(widths):
        return False
    return all(_is_text(side) for side in (left, right)) and sum(_within(side) for side in (left, right)) >= 2


def _cut(line: WordRow) -> list[list[Word]]:
    """The words of a line on either side of white as wide as between columns: further ones may stand there."""
    parts = [[line[0]]]
    for before, word in pairwise(line):
        if word.x0 - before.x1 > _STRETCHED * max(before.size, word.size):
            parts.append([])
        parts[-1].append(word)
    return parts


def _nearest(lines: list[list[Word]]) -> list[list[Word]]:
    """The lines without those of another column, where this one has none."""
    start, end = median(line[0].x0 for line in lines), median(line[-1].x1 for line in lines)
    return [line for line in lines if line[0].x0 < end and line[-1].x1 > start]


def _is_text(lines: Sequence[WordRow]) -> bool:
    """Whether lines are those of paragraphs: most begin at one edge, are as full as they can be, and hold small words."""
    words = [w.text for line in lines for w in line]
    if len(words) < _WORDS * len(lines) or sum(text[0].islower() for text in words) < _SMALL * len(words):
        return False
    edge, end = median(line[0].x0 for line in lines), max(line[-1].x1 for line in lines)
    aligned = sum(abs(line[0].x0 - edge) < _ALIGNED for line in lines)
    pairs = [(above, line) for above, line in pairwise(lines) if line[0].top - above[0].bottom < _WHITE * above[0].size]
    full = sum(above[-1].x1 + 0.25 * above[-1].size + line[0].x1 - line[0].x0 > end for above, line in pairs)
    return aligned >= _FULL * len(lines) and bool(pairs) and full >= _FULL * len(pairs)


def _within(lines: Sequence[WordRow]) -> int:
    """How many of the line ends stand within a sentence."""
    return sum(line[0].text[0].islower() and not SENTENCE_END.search(above[-1].text) for above, line in pairwise(lines))
