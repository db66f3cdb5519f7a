"""What an engine saw on a prepared image, turned into words on the page: junk dropped, slips mended, sizes estimated."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.document import Word
from pipeline.layout.geometry import BBox
from pipeline.ocr.prepare import Prepared, upright_box

_SMALL = frozenset("acemnorsuvwxz")  # letters as high as an x
_TAILED = frozenset("gpqyjQ()[]{}|/,;@$§")  # reach below the line
_FLOATING = frozenset("-–—~=.·•*'\"’‘“”^°_:")  # say nothing about the size
_X, _CAPITAL, _TAIL = 0.47, 0.68, 0.2  # heights of an x, a capital and a descender in font sizes, the mean of common faces
_SAME_SIZE = 0.08  # lines this near to the page's usual size have it
_FEW, _NEARLY = 8, 0.4  # so few letters have it, too, where they seem larger by less than this
_RAISED = 0.8  # a number lower than this share of its line's figures is a raised mark
_BLOCK_GAP = 4.0  # heights of a word between two blocks on one line
_STANDALONE = frozenset("&§#–—-•*+=%/…†‡¶©®")  # marks that print has as words of their own
_END_MARK = re.compile(r"[#H][#HEF]{1,5}")
_SCRAPS = 3  # letters on a line
_FADED = 0.35  # confidence below which a single letter or mark is taken for dirt
_DISC = 0.58  # share of its box that a bullet fills at least; a disc fills pi/4
_DASH = 0.2  # of a word's usual height: no dash is as short
_SLIVER = 0.3  # of a word's usual height: no letter is as low
_WORD_SPACE = 0.3  # of a word's usual height, and _WIDER times as wide as any other gap in a word: two words stand there
_WIDER = 1.9
_HOLLOW = frozenset({"o", "O", "0", "Oo", "oO", "©", "°", "oe", "eo"})  # what a ring before an item is read as
_INDENT = 0.9  # of a word's usual height: the least white between a bullet and its item
_HUGE = 2.0  # times the page's usual size from which what was hardly read, or scraps of a line, are a drawing
_TALL, _TALLER = 1.6, 1.4  # of a word's usual height and of its line's capitals: no word of one or two letters is as high
_UNSURE = 0.7  # confidence below which a string of marks, or something huge, is no print
_SLIPS = (
    # a code over a covered place, "(b)(7)(C)", whose inner brackets are read as other strokes: "(bx6)", "(b\\(7(C)"
    (
        re.compile(r"^[({\[]([bjk])[)}\]\\/|xX({\[]{1,3}(\d)[)}\]]?(?:[({\[]?([A-F])[)}\]])?(?=[,;.]?$)"),
        lambda m: f"({m[1]})({m[2]})" + (f"({m[3]})" if m[3] else ""),
    ),
    (re.compile(r"^[-_~|`]+(?=[^\W\d_]{2})"), ""),  # a speck before a word: a dash of the print stands by itself
    (re.compile(r"^[$§]+$"), lambda m: "§" * len(m[0])),  # a sum has its figures in the same word
    (re.compile(r"^([\"“‘'])[|l!]$"), r"\1I"),
    (re.compile(r"^(\(?)¢(?=[.)]$)"), r"\1c"),
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
    whole = [part for s in seen for part in _parted(s, prepared, height)]
    mended = _end_marks(_hollow_bullets([_mended(s, prepared, height) for s in whole], prepared, height))
    kept = [s for i, s in enumerate(mended) if not _is_junk(mended, i, height)]
    sizes = _sizes(kept, 72 / prepared.dpi)
    usual = median(sizes) if sizes else 0.0
    on_line = _by_line([s for s in kept if s.confidence >= _UNSURE])
    words = []
    for sighting, size in zip(kept, sizes, strict=True):
        if size > _HUGE * usual and (sighting.confidence < _UNSURE or len(on_line[sighting.line]) <= _SCRAPS):
            continue
        if len(sighting.text) < _SCRAPS:
            ink = np.count_nonzero(_ink(sighting, prepared).any(axis=1))
            if ink > max(_TALL * height, _TALLER * _CAPITAL * size * prepared.dpi / 72):
                continue  # a part of a seal beside a line of print
        box = upright_box(sighting.box, prepared.to_page, prepared.turns)
        x0, top, x1, bottom = (round(edge, 2) for edge in box)
        words.append(Word(sighting.text, x0, top, x1, bottom, page, "ocr", round(sighting.confidence, 4), size))
    return tuple(words)


def _parted(sighting: Sighting, prepared: Prepared, height: float) -> tuple[Sighting, ...]:
    """The two words that were read as one (`Aroster`), told by the white between them; else the one that was read."""
    text, box = sighting.text, sighting.box
    letters = len(text.rstrip(".,;:"))
    if letters < 3 or not text[:letters].isalpha():
        return (sighting,)
    ink = _ink(sighting, prepared)
    inked = np.zeros(ink.shape[1] + 2, np.bool_)
    inked[1:-1] = ink.any(axis=0)
    edges = np.flatnonzero(inked[1:] != inked[:-1])  # where letters begin and end, in turn
    gaps = (edges[2::2] - edges[1:-1:2])[: letters - 1]
    if len(gaps) < 2:
        return (sighting,)
    within, widest = np.partition(gaps, -2)[-2:]
    if widest < max(_WORD_SPACE * height * prepared.narrowed, _WIDER * within):
        return (sighting,)
    at = int(gaps.argmax())
    first = at + 1 if len(edges) == 2 * len(text) else 1 if at == 0 and text[0] in "aA" else 0
    if not first:  # letters touch, and how many stand before the white cannot be told
        return (sighting,)
    end, start = box.x0 + float(edges[2 * at + 1]), box.x0 + float(edges[2 * at + 2])
    return (
        sighting._replace(text=text[:first], box=BBox(box.x0, box.top, end, box.bottom)),
        sighting._replace(text=text[first:], box=BBox(start, box.top, box.x1, box.bottom)),
    )


def _hollow_bullets(seen: list[Sighting], prepared: Prepared, height: float) -> list[Sighting]:
    """A small ring that stands alone before a line is a bullet, printed as `o`."""
    for i, sighting in enumerate(seen):
        if sighting.text not in _HOLLOW:
            continue
        ink = _ink(sighting, prepared)
        down, across = np.count_nonzero(ink.any(axis=1)), np.count_nonzero(ink.any(axis=0)) / prepared.narrowed
        if not 0.2 * height < down < 0.8 * height or not 0.6 < across / down < 1.6:
            continue
        box = sighting.box
        row = [s.box for s in seen if s.box.top < box.bottom and box.top < s.box.bottom and s is not sighting]
        white = min((other.x0 - box.x1 for other in row if other.x1 > box.x0), default=0.0)
        if white > _INDENT * height and not any(other.x0 < box.x0 for other in row):
            seen[i] = sighting._replace(text="o")
    return seen


def _ink(sighting: Sighting, prepared: Prepared) -> NDArray[np.bool_]:
    """Where a word's box holds ink."""
    box = sighting.box
    ink: NDArray[np.bool_] = prepared.image[int(box.top) : int(box.bottom), int(box.x0) : int(box.x1)] == 0
    return ink


def _mended(sighting: Sighting, prepared: Prepared, height: float) -> Sighting:
    """Put right what engines read wrongly whatever the page; `height` is the usual height of a word in pixels."""
    text, box = sighting.text, sighting.box
    if len(text) == 1:
        ink = _ink(sighting, prepared)
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
        return sure < _FADED if len(text) == 1 else sure < _UNSURE and box.height < _SLIVER * height
    if len(set(text)) == 1 and text[0] in _STANDALONE:
        speck = text in "-–—" and box.width < _DASH * height
        return speck or (sure < _FADED and text != "•")
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
    """The font size of each word in points; `points` is the height of a pixel. Words of one piece of a line share a size, but
    for raised marks, and pieces whose size is nearly the page's usual one have that."""
    guesses = [_size_of(s, points) for s in seen]
    pieces = _pieces(seen)
    known: dict[int, float] = {}
    for piece, places in groupby(range(len(seen)), pieces.__getitem__):
        told = [i for i in places if guesses[i]]
        upright = [i for i in told if "f" not in seen[i].text] or told  # an italic f reaches below the line
        if told:
            known[piece] = min(median(guesses[i] for i in told), median(guesses[i] for i in upright))
    letters = Counter(piece for s, piece in zip(seen, pieces, strict=True) for _ in s.text)
    by_letters = [known[piece] for piece, many in letters.items() if piece in known for _ in range(many)]
    usual = median(by_letters) if by_letters else 0.0
    sizes = []
    for sighting, piece, guess in zip(seen, pieces, guesses, strict=True):
        size = known.get(piece, usual)
        above = _SAME_SIZE if letters[piece] > _FEW else _NEARLY  # a speck at one word swells its box
        size = usual if -_SAME_SIZE * usual < size - usual < above * usual else size
        sizes.append(round(guess if sighting.text.isdigit() and 0 < guess < _RAISED * size else size, 1))
    return sizes


def _pieces(seen: Sequence[Sighting]) -> list[int]:
    """The number of the piece of a line that each word stands in: an engine takes blocks side by side for one line."""
    numbers, number = [], 0
    for before, word in pairwise((None, *seen)):
        if before and word and (before.line != word.line or word.box.x0 - before.box.x1 > _BLOCK_GAP * word.box.height):
            number += 1
        numbers.append(number)
    return numbers


def _size_of(sighting: Sighting, points: float) -> float:
    """The font size that a word's height speaks for, in points; 0.0 if it says nothing."""
    letters = set(sighting.text) - _FLOATING
    if not letters:
        return 0.0
    above = _X if letters <= _SMALL | (_TAILED & frozenset("gpqy,;")) else _CAPITAL
    below = _TAIL if letters & _TAILED else 0.0
    return sighting.box.height * points / (above + below)
