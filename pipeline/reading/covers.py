"""Covered places of a page: what lies over its words, or in a gap of them, so that a reader cannot know what stands there.

Each place becomes one word, `COVERED`, where it lies, and a `Redaction`; codes printed on or beside it (`(b)(6)`) are its
label and no words of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import numpy as np

from extractors.language.exemptions import LONGEST, begins_code, holds_code, is_code
from pipeline.layout.document import COVERED, Place, Redaction, TextSource, Word
from pipeline.layout.geometry import BBox, union

_BLACK = 90  # lightness up to which a box without words is one that covers
_LOW, _HIGH = 0.55, 2.2  # font sizes: heights of a box that covers words of one line
_NARROWEST = 1.2  # font sizes: a smaller black box is a bullet
_NEAR = 3.0  # font sizes between a box and the words beside it
_CLOSE = 1.3  # font sizes between a box that fills a line of its own and the lines around it
_WHITE_GAP = 1.6  # font sizes of white on both sides of a code that stands in a gap
_BRACKETED = re.compile(r"[(\[{].{1,12}[)\]}][.,;]?")
_POOR, _SMALL = 0.8, 0.85  # confidence, and share of the usual size, of a code that could hardly be read
_SAME_ROW = 0.5  # share of a word's height within a box's rows


@dataclass(slots=True)
class Cover:
    """A place that is covered: a box for each row of words in points as displayed, the first in reading order first.

    `under`: the file holds words there, which are not read; `level` is how light it is, 0 black to 255.
    """

    rows: list[BBox]
    size: float
    under: bool
    label: list[str] = field(default_factory=list)

    @property
    def box(self) -> BBox:
        """All of it."""
        return union(self.rows)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a page shows besides words that can be a cover: dark boxes, light boxes and frames, all of them rectangles."""

    dark: Sequence[BBox] = ()
    light: Sequence[BBox] = ()


def mark_covers(
    words: list[Word], hidden: list[Cover], ground: Ground, page: int, source: TextSource = "native"
) -> tuple[list[Word], tuple[Redaction, ...]]:
    """The words with a `COVERED` for each covered place, without its codes; and the places as redactions.

    `words` are those that are seen on the page, `hidden` places under which the file holds words.
    """
    scraps = source == "ocr" and any(_BRACKETED.fullmatch(word.text) for word in words)
    codes = _codes(words) if scraps or holds_code(" ".join(word.text for word in words)) else []
    if not (codes or hidden or ground.dark):
        return words, ()
    size = median(word.size for word in words) if words else 12.0
    covers = [cover for cover in hidden if not _written_over(cover, words)]
    covers += [cover for box in ground.dark if (cover := _blank(box, words, codes, covers, size)) is not None]
    covers += _coded_gaps(words, codes, covers, ground, size)
    if not covers:
        return words, ()
    covers = _merged(covers)
    column = _column(words, size)
    taken: set[int] = set()
    for code in codes:
        cover = _cover_of(code, covers, column, size)
        if cover is not None:
            cover.label.append(code.text)
            taken.update(code.places)
    rest = [word for number, word in enumerate(words) if number not in taken]
    covers = [piece for cover in covers for piece in _by_line(cover, rest)]
    covers.sort(key=lambda cover: (cover.rows[0].top, cover.rows[0].x0))
    signs = [Word(COVERED, *cover.rows[0], page, source, None, cover.size, False) for cover in covers]
    return [*rest, *signs], tuple(_redaction(cover, page, source) for cover in covers)


def _redaction(cover: Cover, page: int, source: TextSource) -> Redaction:
    printed = (text.strip(" ,;") for text in cover.label)
    if source == "ocr":  # which sees white where brackets meet
        printed = (text.replace(") (", ")(") for text in printed)
    label = ", ".join(dict.fromkeys(text for text in printed if text)) or None
    return Redaction(tuple(Place(page, box, source, None) for box in cover.rows), label, cover.under)


@dataclass(frozen=True, slots=True)
class _Code:
    """Neighbouring words that are a code; `places` are theirs in the list of words."""

    text: str
    box: BBox
    places: tuple[int, ...]
    before: float  # points of white
    after: float
    size: float


def _codes(words: Sequence[Word]) -> list[_Code]:
    """The codes among the words, each as long as it can be read on one row."""
    order = sorted(range(len(words)), key=lambda i: (round(words[i].bottom / 3), words[i].x0))
    usual = median(word.size for word in words)
    found, at = [], 0
    while at < len(order):
        word = words[order[at]]
        length = _code_length(words, order[at : at + 8]) if begins_code(word.text) else int(_is_scrap(word, usual))
        if length:
            places = tuple(order[at : at + length])
            box = union(words[i].box for i in places)
            before, after = _white(words, box, set(places))
            told = " ".join(words[i].text for i in places)
            text = told if is_code(told) else ""
            found.append(_Code(text, box, places, before, after, word.size))
        at += max(1, length)
    return found


def _is_scrap(word: Word, usual: float) -> bool:
    """Small print in brackets that OCR could hardly read: a code, if it stands alone in a gap."""
    poor = word.confidence is not None and word.confidence < _POOR
    return poor and word.size < _SMALL * usual and _BRACKETED.fullmatch(word.text) is not None


def _code_length(words: Sequence[Word], order: Sequence[int]) -> int:
    """How many of the words, which stand in this order, are a code; the longest run counts."""
    length, text = 0, ""
    for n, i in enumerate(order):
        before = words[order[n - 1]]
        if n and (abs(words[i].bottom - before.bottom) > 3 or words[i].x0 - before.x1 > words[i].size):
            break
        text = f"{text} {words[i].text}".strip()
        if len(text) > LONGEST:
            break
        length = n + 1 if is_code(text) else length
    return length


def _white(words: Sequence[Word], box: BBox, without: set[int] = frozenset()) -> tuple[float, float]:  # type: ignore[assignment]
    """How much white is left and right of a box on its row, in points; infinite where nothing stands there."""
    row = [w for i, w in enumerate(words) if i not in without and _beside(w, box)]
    left = [box.x0 - w.x1 for w in row if w.x0 + w.x1 < box.x0 + box.x1]
    right = [w.x0 - box.x1 for w in row if w.x0 + w.x1 >= box.x0 + box.x1]
    return min(left, default=np.inf), min(right, default=np.inf)


def _beside(word: Word, box: BBox) -> bool:
    """Whether a word stands on the row of a box."""
    shared = min(word.bottom, box.bottom) - max(word.top, box.top)
    return shared > _SAME_ROW * min(word.bottom - word.top, box.height)


def _inside(word: Word, box: BBox, reach: float = 1.0) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 - reach <= x <= box.x1 + reach and box.top - reach <= y <= box.bottom + reach


def _written_over(cover: Cover, words: Sequence[Word]) -> bool:
    """Whether other words than a code stand where words are covered: then they were replaced, and nothing is missing."""
    over = " ".join(word.text for word in words if any(_inside(word, box, 0.0) for box in cover.rows))
    return bool(over) and not is_code(over)


def _blank(box: BBox, words: Sequence[Word], codes: Sequence[_Code], known: Sequence[Cover], size: float) -> Cover | None:
    """The cover that a dark box without words under it is; `None` for a rule, a bullet, a heading's bar, a drawing."""
    if box.height < _LOW * size or box.width < _NARROWEST * size or any(_overlap(box, cover.box) for cover in known):
        return None
    within = [i for i, word in enumerate(words) if _inside(word, box)]
    if within and not any(set(within) <= set(code.places) for code in codes):
        return None
    cover = Cover([box], size, under=False)
    if within:
        return cover
    before, after = _white(words, box)
    column = _column(words, size)
    in_column = column[0] - size <= box.x0 and box.x1 <= column[1] + size
    if box.height > _HIGH * size:
        return cover if in_column and box.width > 4 * size and words else None
    if min(before, after) < _NEAR * size:
        return cover
    above = min((box.top - w.bottom for w in words if w.bottom <= box.top + 0.3 * size), default=np.inf)
    below = min((w.top - box.bottom for w in words if w.top >= box.bottom - 0.3 * size), default=np.inf)
    return cover if in_column and max(above, below) < _CLOSE * size else None


def _overlap(a: BBox, b: BBox) -> bool:
    common = a.overlap(b)
    return common.width > 0 and common.height > 0.3 * min(a.height, b.height)


def _coded_gaps(
    words: Sequence[Word], codes: Sequence[_Code], known: Sequence[Cover], ground: Ground, size: float
) -> list[Cover]:
    """Codes that stand for words: in a frame or a light box of their own, or in a wide gap of a line."""
    found = []
    boxes = [box for box in ground.light if box.height < _HIGH * size * 2]
    for code in codes:
        if any(_overlap(code.box, cover.box) for cover in known):
            continue
        own = [box for box in boxes if _holds_only(box, code, words)]
        wide = min(code.before, code.after) > _WHITE_GAP * size and code.before < 25 * size and np.isfinite(code.after)
        if own or wide:
            box = min(own, key=lambda box: box.width * box.height) if own else code.box
            found.append(Cover([BBox(box.x0, code.box.top, box.x1, code.box.bottom)], size, under=False))
    return found


def _holds_only(box: BBox, code: _Code, words: Sequence[Word]) -> bool:
    inside = {i for i, word in enumerate(words) if _inside(word, box, 0.0)}
    return bool(inside) and inside <= set(code.places)


def _merged(covers: Iterable[Cover]) -> list[Cover]:
    """Covers that lie over each other as one."""
    whole: list[Cover] = []
    for cover in covers:
        for other in whole:
            if any(_overlap(a, b) for a in cover.rows for b in other.rows):
                other.rows = [union([row, *(r for r in cover.rows if _overlap(row, r))]) for row in other.rows]
                other.rows += [row for row in cover.rows if not any(_overlap(row, r) for r in other.rows)]
                other.under |= cover.under
                break
        else:
            whole.append(replace(cover, rows=list(cover.rows), label=[]))
    return whole


def _column(words: Sequence[Word], size: float) -> tuple[float, float]:
    """The left and right edge of the page's text, in points."""
    edges: dict[str, list[float]] = defaultdict(list)
    for word in words:
        if not is_code(word.text):
            edges["left"].append(word.x0)
            edges["right"].append(word.x1)
    if not edges:
        return 0.0, size
    return float(np.percentile(edges["left"], 2)), float(np.percentile(edges["right"], 98))


def _cover_of(code: _Code, covers: Sequence[Cover], column: tuple[float, float], size: float) -> Cover | None:
    """The cover that a code belongs to: on it, beside it, or on its row in the margin."""
    for cover in covers:
        if any(_overlap(code.box, row) or _holds(row, code.box) for row in cover.rows):
            return cover
    margin = code.box.x0 > column[1] or code.box.x1 < column[0]
    reach = np.inf if margin else 1.5 * size
    near: list[tuple[float, int]] = []
    for number, cover in enumerate(covers):
        for row in cover.rows:
            off = max(row.top - code.box.bottom, code.box.top - row.bottom)
            gap = max(row.x0 - code.box.x1, code.box.x0 - row.x1)
            if off < (0.6 * size if margin else -0.4 * code.box.height) and gap < reach:
                near.append((max(off, 0.0) + gap / 1000, number))
    return covers[min(near)[1]] if near else None


def _holds(outer: BBox, inner: BBox) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom


def _by_line(cover: Cover, words: Sequence[Word]) -> list[Cover]:
    """A cover over several lines as one for each line that has words beside it, and one for lines that it covers whole."""
    pieces: list[Cover] = []
    open_piece = False
    for row in sorted(cover.rows, key=lambda row: row.top):
        beside = min(_white(words, row)) < np.inf
        if pieces and not beside and open_piece:
            pieces[-1].rows.append(row)
        else:
            pieces.append(replace(cover, rows=[row]))
        open_piece = not beside
    return pieces
