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
from pipeline.wording.weighty import is_weighty

_SURE = 0.9  # OCR confidence from which a word is taken at its letters
_WEAK = 0.6
_LONG_RUN = 12  # words; a longer change is taken as a whole
_RUN_TOGETHER = 3  # words that may have lost the spaces between them
_LONG_ENOUGH = 7  # letters of words run together, of which one may be misread too
_SHORT = 4  # letters of a word that one letter misread on each side makes another
_LETTERS_BESIDE = 2  # letters beside figures that may be misread
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
    if max(len(first), len(second)) > _LONG_RUN:
        return _word(_whole(first), _whole(second), vocabulary)
    least = _laid_out(first, second, vocabulary, read)
    as_one = max(Maker.OCR, _word(_whole(first), _whole(second), vocabulary))
    return least if len(first) == len(second) else min(least, as_one)


def _laid_out(
    first: Sequence[KeyedWord], second: Sequence[KeyedWord], vocabulary: frozenset[str], read: tuple[bool, bool]
) -> Maker:
    """The least that explains two short runs of words: each stands beside one, beside several run together, or is a speck."""
    one, two = (
        {n for n, w in enumerate(side) if _is_speck(w, vocabulary, own)} for side, own in ((first, read), (second, read[::-1]))
    )
    least: dict[tuple[int, int], Maker] = {(0, 0): Maker.SAME}
    for i in range(len(first) + 1):
        for j in range(len(second) + 1):
            offers = [least[i, j]] if (i, j) in least else []
            if i and j:
                offers.append(max(least[i - 1, j - 1], _word(first[i - 1], second[j - 1], vocabulary)))
            if i:
                offers.append(max(least[i - 1, j], Maker.OCR if i - 1 in one else Maker.DEPARTMENT))
            if j:
                offers.append(max(least[i, j - 1], Maker.OCR if j - 1 in two else Maker.DEPARTMENT))
            offers += [
                max(least[i - a, j - b], _run_together(first[i - a : i], second[j - b : j]))
                for a in range(1, min(i, _RUN_TOGETHER) + 1)
                for b in range(1, min(j, _RUN_TOGETHER) + 1)
                if a + b > 2
            ]
            least[i, j] = min(offers)
    return least[len(first), len(second)]


def _is_speck(word: KeyedWord, vocabulary: frozenset[str], read: tuple[bool, bool]) -> bool:
    """Whether a sign stands there, or is missing on the other side, because of the scan; `read` has its own side first."""
    own = core(word.text)
    return (not own or (len(own) == 1 and own.isalpha())) and _part([word], (), vocabulary, read) <= Maker.OCR


def _run_together(first: Sequence[KeyedWord], second: Sequence[KeyedWord]) -> Maker:
    """Who made a difference of spaces, and perhaps of letters of one shape or of one letter: `yonr office`, `youroffice`."""
    one, two = _whole(first), _whole(second)
    letters = core(one.text), core(two.text)
    if one.key == two.key or _alike(*letters):
        return Maker.OCR
    weighs = any(is_weighty(core(w.text)) for w in (*first, *second))  # `maynow` may be `may not`
    lost = len(first) != len(second) and not weighs and not _DIGITS.search("".join(letters))
    near = lost and min(map(len, letters)) >= _LONG_ENOUGH and Levenshtein.distance(*letters) == 1
    return Maker.DOUBTFUL if near else Maker.DEPARTMENT


def _is_bullet(word: KeyedWord) -> bool:
    """A mark before an item of a list that says nothing, unlike a number."""
    return word.key == LABEL and not core(word.text)


def _read(words: Iterable[KeyedWord]) -> bool:
    return any(w.confidence is not None for w in words)


def _only(words: Sequence[KeyedWord], vocabulary: frozenset[str]) -> Maker:
    """Words that only one side has, and OCR read them: specks and scribbles are no words."""
    known = [_is_known(w, vocabulary) for w in words]
    if not any(known) or all((w.confidence or 0.0) < _WEAK for w in words):
        return Maker.OCR if len(words) <= 4 else Maker.DOUBTFUL
    weak = any((w.confidence or 0.0) < _SURE for w in words)
    return Maker.DOUBTFUL if weak and len(words) <= 3 else Maker.DEPARTMENT


def _is_known(word: KeyedWord, vocabulary: frozenset[str]) -> bool:
    """Whether something is a word: others have it, it is one of those that weigh, or OCR is sure of its letters."""
    own = core(word.key)
    sure = (word.confidence or 0.0) >= _SURE and len(own) > 2 and own.isalpha()
    return (own in vocabulary and len(own) > 1) or is_weighty(word.key.strip(".,;:")) or sure


def _missing(words: Sequence[KeyedWord]) -> Maker:
    """Words that the side read by OCR lacks: marks get lost, short words now and then."""
    if not any(core(w.key) for w in words):
        return Maker.OCR
    return Maker.DOUBTFUL if sum(len(w.key) for w in words) <= 3 else Maker.DEPARTMENT


def _whole(words: Sequence[KeyedWord]) -> KeyedWord:
    """Words as one, without the spaces between them; the label of an item with its own figure."""
    read = [w.confidence for w in words if w.confidence is not None]
    text = "".join(w.text for w in words)
    return KeyedWord(text, "".join(plain(w.text) for w in words), words[0].start, words[-1].end, min(read) if read else None)


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
    distance = min(Levenshtein.distance(a, b) for a in {one, *narrowed(one)} for b in {two, *narrowed(two)})
    length = max(len(one), len(two))
    misread = any(core(w.text) not in vocabulary for w in read)
    if distance == 1 and is_weighty(one) != is_weighty(two) and one.isalpha() and two.isalpha():
        return Maker.DOUBTFUL  # `many` that lost a letter is `may`: told, and of nobody
    if distance == 1 and not (is_weighty(one) or is_weighty(two)):
        return Maker.OCR if misread and not sure else Maker.DOUBTFUL  # one letter lost or misread may make another word
    if len(read) == 2 and distance == 2 and length <= _SHORT and not (is_weighty(one) or is_weighty(two)):
        return Maker.DOUBTFUL  # each scan may have lost a letter of its own: `our` and `you` of `your`
    if distance <= 2 and 3 * distance <= length + 1:
        return Maker.DEPARTMENT if known and sure and length > 3 else Maker.OCR if misread and not sure else Maker.DOUBTFUL
    return Maker.DOUBTFUL if misread and (distance <= 1 or not sure) else Maker.DEPARTMENT


def _marks(first: str, second: str, sure: bool) -> Maker:
    """The same letters: spaces, punctuation or capitals differ."""
    if first.lower() == second.lower():
        likely = all(a == b or a.lower() in _SAME_SHAPE for a, b in zip(first, second, strict=False))
        return Maker(Maker.DOUBTFUL - (likely or not sure))  # capitals of scans are never sure
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
    if re.sub(r"\D", "", first) == re.sub(r"\D", "", second) and Levenshtein.distance(first, second) <= _LETTERS_BESIDE:
        return Maker.DOUBTFUL  # `Ne.2014-0217`: only the letters beside the figures differ
    weak = confidence < _WEAK and Levenshtein.distance(first, second) <= 1
    return Maker.DOUBTFUL if weak or (_alike(first, second) and confidence < _SURE) else Maker.DEPARTMENT


def _alike(first: str, second: str) -> bool:
    """Whether OCR may take one for the other by the shapes of their letters."""
    return bool({first.translate(SHAPES), *_shapes(first)} & {second.translate(SHAPES), *_shapes(second)})


def _shapes(word: str) -> set[str]:
    return {spelling.translate(SHAPES) for spelling in narrowed(word)}
