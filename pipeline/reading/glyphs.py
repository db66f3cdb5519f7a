"""Glyphs to words: where a word begins and ends, told from positions, whichever reader the glyphs came from.

White space in a text layer is a hint at best, so a word is what stands together: it ends at a space, at a gap, at a jump of the
baseline and before a raised mark (a footnote's number is a word of its own, small as it is printed).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields
from itertools import repeat
from sys import intern

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.document import Word

Floats = NDArray[np.float64]

_LEAST = 0.02  # points that a word's box is wide and high
MAX_WORDS = 20_000  # per page; a page of small print has fewer than 2,000
MAX_WORD = 400  # characters; longer runs are drawings made of letters
GAP = 0.17  # of the font size: a white space this wide parts two words
_BACK = -0.6  # of the font size: a step back this wide begins another piece of text
_JUMP = 0.5  # of the font size: a step up or down this high, too
_RAISED = 0.15  # of the larger font size: a baseline this much higher makes a raised mark
_SMALLER = 0.88  # of its neighbour's font size, at most, is a raised mark's
_SAME_PLACE = 0.25  # of the font size: the same letters closer than this are printed twice to look bold

_SPACES = np.array([9, 10, 11, 12, 13, 32, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000])
_NOTHING = np.array([0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
_KIND = np.zeros(0x10000, np.uint8)  # of a character: 1 a space, 2 nothing to be seen; none of them lies beyond
_KIND[_SPACES], _KIND[_NOTHING] = 1, 2
_KIND[-1] = 0
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_HYPHENS = dict.fromkeys(
    (0xAD, 0x2, 0xFFFE), "-"
)  # a soft hyphen that is printed is a hyphen; so PDFium marks one at a line's end
_BULLETS = dict.fromkeys((0xF0B7, 0xF06C, 0xF09F), "•") | dict.fromkeys((0xF0A7, 0xF06E, 0xF0A8, 0xF071), "▪")
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_UNREADABLE = dict.fromkeys((*range(0x2), *range(0x3, 0x9), *range(0xE, 0x20), 0x7F, *range(0x80, 0xA0)), "\ufffd")
CLEAN: dict[int, str] = _LIGATURES | _UNREADABLE | _HYPHENS | _BULLETS


@dataclass(slots=True)
class Glyphs:
    """The glyphs of a page in the order in which they are drawn, as arrays of one length.

    `code` is Unicode; boxes, `baseline` and `size` are points with y growing downwards, in a frame in which the text stands
    upright. `bold` and `hidden` (not to be seen on the page) are flags.
    """

    code: NDArray[np.uint32]
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    baseline: Floats
    size: Floats
    bold: NDArray[np.bool_]
    hidden: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.code)

    def pick(self, which: NDArray[np.bool_]) -> Glyphs:
        """The glyphs for which `which` is true."""
        return self if which.all() else Glyphs(*(getattr(self, field.name)[which] for field in fields(self)))


def words(glyphs: Glyphs, page: int) -> list[Word]:
    """The words that `glyphs` make, in the order drawn; at most MAX_WORDS, none longer than MAX_WORD characters."""
    kind = _KIND[np.minimum(glyphs.code, len(_KIND) - 1)]
    spaces, keep = kind == 1, kind == 0
    passed = np.cumsum(spaces)[keep]
    glyphs = glyphs.pick(keep)
    once = _printed_once(glyphs)
    glyphs, passed = glyphs.pick(once), passed[once]
    if not len(glyphs):
        return []
    starts = np.concatenate(([0], np.flatnonzero(_breaks(glyphs, np.diff(passed) > 0)) + 1))
    return _cut(glyphs, starts[:MAX_WORDS], page)


def _printed_once(glyphs: Glyphs) -> NDArray[np.bool_]:
    """False for a glyph printed again over the one before it to look bold; the one before is marked bold."""
    reach = _SAME_PLACE * glyphs.size[1:]
    again = (np.diff(glyphs.code.astype(np.int64)) == 0) & (np.abs(np.diff(glyphs.baseline)) < reach)
    again &= np.abs(np.diff(glyphs.x0)) < np.minimum(reach, 0.5 * (glyphs.x1 - glyphs.x0)[1:])
    glyphs.bold[:-1] |= again
    return np.concatenate((np.ones(min(1, len(glyphs)), np.bool_), ~again))


def _breaks(glyphs: Glyphs, spaced: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether a word ends between each glyph and the next."""
    larger = np.maximum(glyphs.size[:-1], glyphs.size[1:])
    gap = (glyphs.x0[1:] - glyphs.x1[:-1]) / larger
    step = np.diff(glyphs.baseline) / larger
    growth = np.diff(glyphs.size)
    smaller = np.minimum(glyphs.size[:-1], glyphs.size[1:]) < _SMALLER * larger
    raised = smaller & (np.abs(step) > _RAISED) & (growth * step > 0)
    jump = (np.abs(step) > _JUMP) | (gap < _BACK)
    _keep_ordinals(glyphs, raised, jump)
    wide = gap > GAP
    doubtful = np.flatnonzero(wide & ~spaced & ~jump & (gap < 1.5))
    if len(doubtful):
        wide = gap > GAP + _tracking(np.where(_letter_pairs(glyphs.code), gap, np.nan), jump | (gap >= 1.5), doubtful)
    return spaced | jump | raised | wide


def _keep_ordinals(glyphs: Glyphs, raised: NDArray[np.bool_], jump: NDArray[np.bool_]) -> None:
    """Take back the breaks around the raised letters of `3rd`."""
    for i in np.flatnonzero(raised | jump).tolist():
        mark = "".join(map(chr, glyphs.code[i + 1 : i + 3].tolist()))
        if mark in _ORDINALS and chr(glyphs.code[i]).isdigit() and glyphs.size[i + 1] < glyphs.size[i]:
            raised[i : i + 3] = False
            close = np.abs(np.diff(glyphs.baseline[i : i + 4])) < 0.7 * glyphs.size[i]
            jump[i : i + 3] &= ~close


def _letter_pairs(code: NDArray[np.uint32]) -> NDArray[np.bool_]:
    letter = (code >= ord("A")) & ((code <= ord("Z")) | (code >= ord("a"))) & ((code <= ord("z")) | (code >= 0xC0))
    return letter[1:] & letter[:-1]


def _tracking(gap: Floats, line_end: NDArray[np.bool_], doubtful: NDArray[np.int64]) -> Floats:
    """How much wider than usual the letters of a line stand apart, in font sizes: zero for all but letter-spaced lines.

    `gap` is not a number where one of the two glyphs is no letter: the dots that lead to a page number are no letter-spaced word.
    """
    extra = np.zeros(len(gap))
    edges = np.concatenate(([0], np.flatnonzero(line_end) + 1, [len(gap) + 1]))
    for line in np.unique(np.searchsorted(edges, doubtful, "right")).tolist():
        start, end = int(edges[line - 1]), int(edges[line])
        inner = gap[start : max(start, end - 1)]
        inner = np.sort(inner[~np.isnan(inner)])
        usual = float(inner[len(inner) // 2]) if len(inner) >= 4 else 0.0
        if 0.08 < usual < 0.6:
            extra[start:end] = 1.3 * usual
    return extra


def _cut(glyphs: Glyphs, starts: NDArray[np.int64], page: int) -> list[Word]:
    """Words from the glyphs at each of `starts` to the next."""
    text = "".join(map(chr, np.where(glyphs.code < 0x110000, glyphs.code, 0xFFFD).tolist()))
    ends = np.append(starts[1:], len(glyphs))
    if len(starts) == MAX_WORDS:
        ends[-1] = min(ends[-1], starts[-1] + MAX_WORD)
    bold = 2 * np.add.reduceat(glyphs.bold.astype(np.int64), starts) > ends - starts
    edges = (
        np.minimum.reduceat(glyphs.x0, starts),
        np.minimum.reduceat(glyphs.top, starts),
        np.maximum.reduceat(glyphs.x1, starts),
        np.maximum.reduceat(glyphs.bottom, starts),
    )
    for low, high in ((edges[0], edges[2]), (edges[1], edges[3])):
        np.maximum(high, low + _LEAST, out=high)  # a damaged font's letters have no width
    size = np.maximum.reduceat(glyphs.size, starts)
    kept: dict[float, float] = {}  # most words share their size and many their text: kept once, they take half the room
    texts = [intern(text[start:end]) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    sizes = [kept.setdefault(points, points) for points in size.round(2).tolist()]
    places = [edge.round(3).tolist() for edge in edges]
    made = list(map(Word._make, zip(texts, *places, repeat(page), repeat("native"), repeat(None), sizes, bold.tolist())))
    joins = _joins(glyphs, starts, ends, edges[0], edges[2])
    if joins or not text.isascii() or not text.isprintable() or int((ends - starts).max()) > MAX_WORD:
        made = [_readable(word) for word in _join(made, joins)]
    return _without_doubles(made) if _any_near(edges[0], edges[1], size) else made


def _joins(glyphs: Glyphs, starts: NDArray[np.int64], ends: NDArray[np.int64], x0: Floats, x1: Floats) -> dict[int, int]:
    """Pieces of one word that were not drawn one after the other: the left piece's index and the right one's."""
    baseline, size = glyphs.baseline[starts], glyphs.size[starts]
    order = np.lexsort((x0, baseline.round(1)))
    left, right = order[:-1], order[1:]
    gap = (x0[right] - x1[left]) / size[left]
    level = (np.abs(baseline[right] - baseline[left]) < 0.02 * size[left]) & (
        np.abs(size[right] - size[left]) < 0.02 * size[left]
    )
    touch = level & (gap > -0.1) & (gap < 0.04) & (right != left + 1)
    return dict(zip(left[touch].tolist(), right[touch].tolist(), strict=True))


def _join(made: list[Word], joins: dict[int, int]) -> list[Word]:
    taken = set(joins.values())
    whole = []
    for i, word in enumerate(made):
        if i in taken:
            continue
        while i in joins:
            i = joins[i]
            more = made[i]
            top, bottom = min(word.top, more.top), max(word.bottom, more.bottom)
            word = word._replace(text=word.text + more.text, x1=more.x1, top=top, bottom=bottom)
        whole.append(word)
    return whole


def _readable(word: Word) -> Word:
    """The word with ligatures taken apart, accents put together and what is no character marked as unreadable."""
    if word.text.isascii() and len(word.text) <= MAX_WORD and word.text.isprintable():
        return word
    text = word.text[:MAX_WORD].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return word._replace(text=unicodedata.normalize("NFC", text.translate(CLEAN)))


def _without_doubles(made: list[Word]) -> list[Word]:
    """The words without those printed a second time in the same place (bold print, shadows)."""
    seen: dict[str, list[int]] = {}
    kept: list[Word] = []
    for word in made:
        places = seen.setdefault(word.text, [])
        reach = _SAME_PLACE * word.size
        for i in places[:64]:
            if abs(kept[i].x0 - word.x0) < reach and abs(kept[i].top - word.top) < reach:
                kept[i] = kept[i]._replace(bold=True)
                break
        else:
            places.append(len(kept))
            kept.append(word)
    return kept


def _any_near(x0: Floats, top: Floats, size: Floats) -> bool:
    """Whether any word begins about where another does: few pages have such words, and to find them costs more than to ask."""
    reach = _SAME_PLACE * float(size.max())
    for shift in (0.0, 0.5):  # two words on both sides of one row's edge are within one row of the other division
        order = np.lexsort((x0, np.floor(top / (2 * reach) + shift)))
        if ((np.diff(x0[order]) < reach) & (np.abs(np.diff(top[order])) < reach)).any():
            return True
    return False
