"""What an engine saw on a prepared image, turned into words on the page: junk dropped, slips mended, sizes estimated."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Word
from pipeline.geometry import BBox
from pipeline.imaging import Prepared, upright_box

_SMALL = frozenset("acemnorsuvwxz")  # letters as high as an x
_TAILED = frozenset("gpqyjQ()[]{}|/,;@$§")  # reach below the line
_FLOATING = frozenset("-–—~=.·•*'\"’‘“”^°_:")  # say nothing about the size
_X, _CAPITAL, _TAIL = 0.47, 0.68, 0.2  # heights of an x, a capital and a descender in font sizes, the mean of common faces
_SAME_SIZE = 0.08  # lines this near to the page's usual size have it
_RAISED = 0.8  # a number lower than this share of its line's figures is a raised mark
_STANDALONE = frozenset("&§#–—-•*+=%/…†‡¶©®")  # marks that print has as words of their own
_END_MARK = re.compile(r"[#H][#HEF]{1,5}")
_SCRAPS = 3  # letters on a line
_FADED = 0.35  # confidence below which a single letter or mark is taken for dirt
_DISC = 0.58  # share of its box that a bullet fills at least; a disc fills pi/4
_HUGE = 2.0  # times the page's usual size from which what was hardly read, or scraps of a line, are a drawing
_UNSURE = 0.7  # confidence below which a string of marks, or something huge, is no print
_SLIPS = (
    (re.compile(r"^[-_~|`]+(?=[^\W\d_]{2})"), ""),  # a speck before a word: a dash of the print stands by itself
    (re.compile(r"^[$§]+$"), lambda m: "§" * len(m[0])),  # a sum has its figures in the same word
    (re.compile(r"^([\"“‘'])[|l!]$"), r"\1I"),
    (re.compile(r"^(\W?)l(?=[bcdfghkmnpqrstvwxz][a-z]|owa\b)"), r"\1I"),  # no English word begins so
    (
        re.compile(r"^(\W?)(?:US|US\.C|U\.SC|USC|CFR|C\.FR|CF\.R)\.$"),
        lambda m: m[1] + ".".join(c for c in m[0] if c in "USCFR") + ".",
    ),
)


class Sighting(NamedTuple):
    """A word as an engine saw it: its box in pixels of the image, its confidence 0 to 1, the line that the engine put it on."""

    text: str
    box: BBox
    confidence: float
    line: tuple[int, ...] = ()


def confidence(seen: Sequence[Sighting]) -> float:
    """The mean confidence of what was seen, each word by its length; 0.0 for nothing."""
    letters = sum(len(s.text) for s in seen)
    return sum(s.confidence * len(s.text) for s in seen) / letters if letters else 0.0


def words_on_page(seen: Sequence[Sighting], prepared: Prepared, page: int) -> tuple[Word, ...]:
    """The words of page number `page`, in the engine's order."""
    height = median(s.box.height for s in seen) if seen else 0.0
    mended = _end_marks([_mended(s, prepared, height) for s in seen])
    kept = [s for i, s in enumerate(mended) if not _is_junk(mended, i, height)]
    sizes = _sizes(kept, 72 / prepared.dpi)
    usual = median(sizes) if sizes else 0.0
    on_line = _by_line([s for s in kept if s.confidence >= _UNSURE])
    words = []
    for sighting, size in zip(kept, sizes, strict=True):
        if size > _HUGE * usual and (sighting.confidence < _UNSURE or len(on_line[sighting.line]) <= _SCRAPS):
            continue
        box = upright_box(sighting.box, prepared.to_page, prepared.turns)
        x0, top, x1, bottom = (round(edge, 2) for edge in box)
        words.append(Word(sighting.text, x0, top, x1, bottom, page, "ocr", round(sighting.confidence, 4), size))
    return tuple(words)


def _mended(sighting: Sighting, prepared: Prepared, height: float) -> Sighting:
    """Put right what engines read wrongly whatever the page; `height` is the usual height of a word in pixels."""
    text, box = sighting.text, sighting.box
    if len(text) == 1:
        ink = prepared.image[int(box.top) : int(box.bottom), int(box.x0) : int(box.x1)] == 0
        if text not in ".,-–—" and _is_bullet(ink, prepared.narrowed, height):
            return sighting._replace(text="•")
        if text == "|" and 0.6 * height < box.height < 1.25 * height and ink.mean() > 0.5:
            return sighting._replace(text="I")
    right = text
    for pattern, said in _SLIPS:
        right = pattern.sub(said, right)
    return sighting if right == text else sighting._replace(text=right)


def _end_marks(seen: Sequence[Sighting]) -> list[Sighting]:
    """A line of nothing but # and letters like it is the `# # #` under a release."""
    ends = {line for line, text in _by_line(seen).items() if line and _END_MARK.fullmatch(text)}
    return [s._replace(text="#" * len(s.text)) if s.line in ends else s for s in seen]


def _by_line(seen: Sequence[Sighting]) -> dict[tuple[int, ...], str]:
    """The letters that the engine put on each line, without white space."""
    lines: dict[tuple[int, ...], str] = defaultdict(str)
    for sighting in seen:
        lines[sighting.line] += sighting.text
    return lines


def _is_bullet(ink: NDArray[np.bool_], narrowed: float, height: float) -> bool:
    """Whether a box holds one filled disc or square, lower than print and higher than a full stop."""
    down, across = ink.shape
    if not 0.25 * height < down < 0.8 * height or not 0.7 < across / narrowed / down < 1.4 or ink.mean() < _DISC:
        return False
    # a letter, however bold, has a row or column in which its ink is broken
    return all(np.diff(ink.astype(np.int8), axis=axis, prepend=0).clip(0).sum(axis=axis).max() <= 1 for axis in (0, 1))


def _is_junk(seen: Sequence[Sighting], i: int, height: float) -> bool:
    """Whether a sighting is a speck, a stray mark or a part of another word seen twice."""
    text, box, sure, line = seen[i]
    if len(text) <= 2 and box.height < 0.7 * height and any(_holds(o.box, box) for o in seen if len(o.text) > len(text)):
        return True
    if any(c.isalnum() for c in text):
        return len(text) == 1 and sure < _FADED
    if len(set(text)) == 1 and text[0] in _STANDALONE:
        return sure < _FADED and text != "•"
    if text == ".":
        beside = (*seen[max(0, i - 1) : i], *seen[i + 1 : i + 2])
        return not any(other.text == "." and other.line == line for other in beside)
    return len(text) == 1 or sure < _UNSURE


def _holds(outer: BBox, inner: BBox) -> bool:
    """Whether most of `inner` lies in `outer`."""
    across = min(outer.x1, inner.x1) - max(outer.x0, inner.x0)
    down = min(outer.bottom, inner.bottom) - max(outer.top, inner.top)
    return across > 0.6 * inner.width and down > 0.6 * inner.height


def _sizes(seen: Sequence[Sighting], points: float) -> list[float]:
    """The font size of each word in points; `points` is the height of a pixel. Words of one line share a size, but for
    raised marks, and lines whose size is nearly the page's usual one have that."""
    guesses = [_size_of(s, points) for s in seen]
    lines: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for i, sighting in enumerate(seen):
        lines[sighting.line].append(i)
    known = {line: median(g) for line, rows in lines.items() if (g := [guesses[i] for i in rows if guesses[i]])}
    by_letters = [known[s.line] for s in seen if s.line in known for _ in s.text]
    usual = median(by_letters) if by_letters else 0.0
    sizes = []
    for sighting, guess in zip(seen, guesses, strict=True):
        size = known.get(sighting.line, usual)
        size = usual if abs(size - usual) < _SAME_SIZE * usual else size
        sizes.append(round(guess if sighting.text.isdigit() and 0 < guess < _RAISED * size else size, 1))
    return sizes


def _size_of(sighting: Sighting, points: float) -> float:
    """The font size that a word's height speaks for, in points; 0.0 if it says nothing."""
    letters = set(sighting.text) - _FLOATING
    if not letters:
        return 0.0
    above = _X if letters <= _SMALL | (_TAILED & frozenset("gpqy,;")) else _CAPITAL
    below = _TAIL if letters & _TAILED else 0.0
    return sighting.box.height * points / (above + below)
