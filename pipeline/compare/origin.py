"""Who made a difference: the Department, or the reading of the page (OCR)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum

from rapidfuzz.distance import Levenshtein

from pipeline.compare.align import changes
from pipeline.compare.sides import Word, core

_SURE = 0.9  # OCR confidence from which a word is taken at its letters
_WEAK = 0.6
# What OCR takes for one another: each group is read as its first form.
_CONFUSED = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("li", "h"), ("ii", "u"), ("tt", "n"), ("ri", "n"), ("fi", "n"))
_SHAPES = str.maketrans({"1": "l", "i": "l", "|": "l", "!": "l", "j": "l", "t": "l", "f": "l", "0": "o", "q": "o", "5": "s", "8": "b",
                         "6": "b", "§": "s", "$": "s", "2": "z", "9": "g", "c": "e", "é": "e", "á": "a", "ó": "o", "í": "l"})  # fmt: skip
_PLAIN_WORD = re.compile(r"[A-Za-z][a-z]*(?:['-][A-Za-z]?[a-z]+)*")
_DIGITS = re.compile(r"\d")


class Origin(IntEnum):
    """The maker of a difference, the surer that it is the Department the higher."""

    SAME = 0
    TYPOGRAPHY = 1
    OCR = 2
    DOUBTFUL = 3
    DEPARTMENT = 4


def origin(first: Sequence[Word], second: Sequence[Word], vocabulary: frozenset[str]) -> Origin:
    """Who made the differences between two passages; `vocabulary` are the words known to be words, as `core` gives them."""
    if [w.key for w in first] == [w.key for w in second]:
        return Origin.SAME if [w.text for w in first] == [w.text for w in second] else Origin.TYPOGRAPHY
    if not any(w.confidence is not None for w in (*first, *second)):
        return Origin.DEPARTMENT
    steps = [s for s in changes(first, second) if not s.equal]
    return max((_part(first[s.a0 : s.a1], second[s.b0 : s.b1], vocabulary) for s in steps), default=Origin.SAME)


def _part(first: Sequence[Word], second: Sequence[Word], vocabulary: frozenset[str]) -> Origin:
    if not first or not second:
        return _only(first or second, first if first else second, vocabulary) if _read(first) else _missing(first or second)
    if len(first) == len(second):
        return max(_word(a, b, vocabulary) for a, b in zip(first, second, strict=True))
    return _word(_whole(first), _whole(second), vocabulary)


def _read(words: Iterable[Word]) -> bool:
    return any(w.confidence is not None for w in words)


def _only(words: Sequence[Word], read: Sequence[Word], vocabulary: frozenset[str]) -> Origin:
    """Words that only one side has, and OCR read them: specks and scribbles are no words."""
    known = [core(w.key) in vocabulary and len(core(w.key)) > 1 for w in words]
    if not any(known) or all((w.confidence or 0.0) < _WEAK for w in read):
        return Origin.OCR if len(words) <= 4 else Origin.DOUBTFUL
    weak = any((w.confidence or 0.0) < _SURE for w in read)
    return Origin.DOUBTFUL if weak and len(words) <= 3 else Origin.DEPARTMENT


def _missing(words: Sequence[Word]) -> Origin:
    """Words that the side read by OCR lacks: marks get lost, short words now and then."""
    if not any(core(w.key) for w in words):
        return Origin.OCR
    return Origin.DOUBTFUL if sum(len(w.key) for w in words) <= 3 else Origin.DEPARTMENT


def _whole(words: Sequence[Word]) -> Word:
    """Words as one, without the spaces between them."""
    read = [w.confidence for w in words if w.confidence is not None]
    text = "".join(w.text for w in words)
    return Word(text, "".join(w.key for w in words), words[0].start, words[-1].end, min(read) if read else None)


def _word(first: Word, second: Word, vocabulary: frozenset[str]) -> Origin:
    """Two words that stand in the same place."""
    if first.key == second.key:
        return Origin.SAME
    read = [w for w in (first, second) if w.confidence is not None]
    if not read:
        return Origin.DEPARTMENT
    sure = all((w.confidence or 0.0) >= _SURE for w in read)
    one, two = core(first.key), core(second.key)
    if one == two:
        return _marks(first.key, second.key, sure)
    if _DIGITS.search(one) and _DIGITS.search(two):
        return _number(one, two, min(w.confidence or 0.0 for w in read))
    if _shape(one) == _shape(two):
        return Origin.DOUBTFUL if sure and one in vocabulary and two in vocabulary else Origin.OCR
    distance, length = Levenshtein.distance(one, two), max(len(one), len(two))
    misread = any(core(w.key) not in vocabulary for w in read)
    if distance <= 2 and 3 * distance <= length + 1:
        return (Origin.DOUBTFUL if sure else Origin.OCR) if misread else Origin.DOUBTFUL
    if misread and min(w.confidence or 0.0 for w in read) < _WEAK and 2 * distance <= length:
        return Origin.DOUBTFUL
    return Origin.DEPARTMENT


def _marks(first: str, second: str, sure: bool) -> Origin:
    """The same letters: spaces, punctuation or capitals differ."""
    if first.lower() == second.lower():
        return Origin.DOUBTFUL if sure else Origin.OCR
    digits = _DIGITS.search(first) is not None
    inner = re.sub(r"^\W+|\W+$", "", first) != re.sub(r"^\W+|\W+$", "", second)
    return Origin.DOUBTFUL if sure and not (digits and inner) and _weighty(first, second) else Origin.OCR


def _weighty(first: str, second: str) -> bool:
    """Quotation marks, brackets and apostrophes are seldom invented; stops and commas come and go."""
    return re.sub(r"[^\"'()?]", "", first) != re.sub(r"[^\"'()?]", "", second)


def _number(first: str, second: str, confidence: float) -> Origin:
    """Figures are taken at their word unless the reading was unsure."""
    if re.sub(r"\d", "", first) != re.sub(r"\d", "", second) and _shape(first) == _shape(second):
        return Origin.OCR
    distance = Levenshtein.distance(first, second)
    return Origin.DOUBTFUL if confidence < _WEAK and distance <= 1 or _shape(first) == _shape(second) and confidence < _SURE else Origin.DEPARTMENT


def _shape(word: str) -> str:
    for letters, one in _CONFUSED:
        word = word.replace(letters, one)
    return word.translate(_SHAPES)
