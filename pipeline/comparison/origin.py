"""Who made a difference: the Department, or the reading of the page (OCR)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum

from rapidfuzz.distance import Levenshtein

from extractors.language.confusions import SHAPES, narrowed
from pipeline.comparison.align import changes
from pipeline.comparison.sides import LABEL, KeyedWord, core
from pipeline.wording.tokens import plain

_SURE = 0.9  # OCR confidence from which a word is taken at its letters
_WEAK = 0.6
_SAME_SHAPE = frozenset("cosuvwxzkpi")  # letters whose capital differs in size alone, or looks like another
_DIGITS = re.compile(r"\d")


class Maker(IntEnum):
    """The maker of a difference, the surer that it is the Department the higher."""

    SAME = 0
    TYPOGRAPHY = 1
    OCR = 2
    DOUBTFUL = 3
    DEPARTMENT = 4


def origin(
    first: Sequence[KeyedWord],
    second: Sequence[KeyedWord],
    vocabulary: frozenset[str],
    scanned: tuple[bool, bool] = (False, False),
) -> Maker:
    """Who made the differences between two passages.

    `vocabulary` are the words known to be words, as `core` gives them; `scanned` tells which side is of a document read by
    OCR, which a passage without words can't tell.
    """
    if [w.key for w in first] == [w.key for w in second]:
        return Maker.SAME if [w.text for w in first] == [w.text for w in second] else Maker.TYPOGRAPHY
    if [w.key for w in first if not _is_bullet(w)] == [w.key for w in second if not _is_bullet(w)]:
        return Maker.TYPOGRAPHY
    read = (scanned[0] or _read(first), scanned[1] or _read(second))
    if not any(read):
        return Maker.DEPARTMENT
    steps = [s for s in changes(first, second) if not s.equal]
    made = max((_part(first[s.a0 : s.a1], second[s.b0 : s.b1], vocabulary, read) for s in steps), default=Maker.SAME)
    # Columns read in another order give the same words.
    shuffled = first and sorted(core(w.text) for w in first) == sorted(core(w.text) for w in second)
    return min(made, Maker.DOUBTFUL) if shuffled else made


def _part(first: Sequence[KeyedWord], second: Sequence[KeyedWord], vocabulary: frozenset[str], read: tuple[bool, bool]) -> Maker:
    if not first or not second:
        by_ocr, lacking_by_ocr = read if first else read[::-1]
        words = first or second
        found = [_only(words, vocabulary)] if by_ocr else []
        return min([*found, *([_missing(words)] if lacking_by_ocr else [])])
    if len(first) == len(second):
        return max(_word(a, b, vocabulary) for a, b in zip(first, second, strict=True))
    one, two = _whole(first), _whole(second)
    return Maker.OCR if one.key == two.key else _word(one, two, vocabulary)


def _is_bullet(word: KeyedWord) -> bool:
    """A mark before an item of a list that says nothing, unlike a number."""
    return word.key == LABEL and not core(word.text)


def _read(words: Iterable[KeyedWord]) -> bool:
    return any(w.confidence is not None for w in words)


def _only(words: Sequence[KeyedWord], vocabulary: frozenset[str]) -> Maker:
    """Words that only one side has, and OCR read them: specks and scribbles are no words."""
    known = [core(w.key) in vocabulary and len(core(w.key)) > 1 for w in words]
    if not any(known) or all((w.confidence or 0.0) < _WEAK for w in words):
        return Maker.OCR if len(words) <= 4 else Maker.DOUBTFUL
    weak = any((w.confidence or 0.0) < _SURE for w in words)
    return Maker.DOUBTFUL if weak and len(words) <= 3 else Maker.DEPARTMENT


def _missing(words: Sequence[KeyedWord]) -> Maker:
    """Words that the side read by OCR lacks: marks get lost, short words now and then."""
    if not any(core(w.key) for w in words):
        return Maker.OCR
    return Maker.DOUBTFUL if sum(len(w.key) for w in words) <= 3 else Maker.DEPARTMENT


def _whole(words: Sequence[KeyedWord]) -> KeyedWord:
    """Words as one, without the spaces between them."""
    read = [w.confidence for w in words if w.confidence is not None]
    text = "".join(w.text for w in words)
    return KeyedWord(text, "".join(w.key for w in words), words[0].start, words[-1].end, min(read) if read else None)


def _word(first: KeyedWord, second: KeyedWord, vocabulary: frozenset[str]) -> Maker:
    """Two words that stand in the same place."""
    if first.key == second.key:
        return Maker.SAME
    read = [w for w in (first, second) if w.confidence is not None]
    if not read:
        return Maker.DEPARTMENT
    sure = all((w.confidence or 0.0) >= _SURE for w in read)
    one, two = core(first.text), core(second.text)
    if one != two and _alike(first.key, second.key) and _DIGITS.search(first.key + second.key) and one + two:
        return Maker.OCR
    if one == two:
        return _marks(first.text, second.text, sure)
    if not one or not two:
        return Maker.DOUBTFUL if any(core(w.text) in vocabulary for w in read) else Maker.OCR
    if _DIGITS.search(one) and _DIGITS.search(two):
        return _number(one, two, min(w.confidence or 0.0 for w in read))
    known = one in vocabulary and two in vocabulary
    if _alike(one, two):
        return Maker.DOUBTFUL if known else Maker.OCR
    distance, length = Levenshtein.distance(one, two), max(len(one), len(two))
    misread = any(core(w.text) not in vocabulary for w in read)
    if distance <= 2 and 3 * distance <= length + 1:
        return Maker.DEPARTMENT if known and sure and length > 3 else Maker.OCR if misread and not sure else Maker.DOUBTFUL
    return Maker.DOUBTFUL if misread and not sure else Maker.DEPARTMENT


def _marks(first: str, second: str, sure: bool) -> Maker:
    """The same letters: spaces, punctuation or capitals differ."""
    if first.lower() == second.lower():
        likely = all(a == b or a.lower() in _SAME_SHAPE for a, b in zip(first, second, strict=False))
        return Maker(Maker.DEPARTMENT - likely - (not sure))
    digits = _DIGITS.search(first) is not None
    inner = re.sub(r"^\W+|\W+$", "", first) != re.sub(r"^\W+|\W+$", "", second)
    return Maker.DOUBTFUL if sure and not (digits and inner) and _weighty(first, second) else Maker.OCR


def _weighty(first: str, second: str) -> bool:
    """Quotation marks, brackets and apostrophes are seldom invented; stops and commas come and go."""
    one, two = (re.sub(r"[^\"'()?]", "", plain(word).removeprefix("'")) for word in (first, second))
    return one != two


def _number(first: str, second: str, confidence: float) -> Maker:
    """Figures are taken at their word unless the reading was unsure."""
    if not (first.isdigit() and second.isdigit()) and _alike(first, second):
        return Maker.OCR
    weak = confidence < _WEAK and Levenshtein.distance(first, second) <= 1
    return Maker.DOUBTFUL if weak or (_alike(first, second) and confidence < _SURE) else Maker.DEPARTMENT


def _alike(first: str, second: str) -> bool:
    """Whether OCR may take one for the other by the shapes of their letters."""
    return bool({first.translate(SHAPES), *_shapes(first)} & {second.translate(SHAPES), *_shapes(second)})


def _shapes(word: str) -> set[str]:
    return {spelling.translate(SHAPES) for spelling in narrowed(word)}
