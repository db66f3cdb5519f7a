"""Initials: a letter as high as several lines that opens a paragraph, put back before the word that it begins."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipeline.layout.document import Word
from pipeline.layout.lines import Line

_LARGE = 1.7  # times the usual font size
_OPENING = "“\"'‘("
_REACH = 1.0  # font sizes between an initial and the lines beside it, at most
# two consonants with which a word may begin
_ONSETS = "bl br ch cl cr dr dw fl fr gh gl gr kn ph pl pr qu rh sc sh sk sl sm sn sp sq st sw th tr tw wh wr"
_AFTER_A = frozenset({"bout", "gain", "gainst", "midst", "mid", "mong", "nother", "ny", "re", "go", "head", "lone", "long"})


def with_initials(words: Sequence[Word]) -> tuple[Sequence[Word], list[Word]]:
    """The words of a page, each initial joined with the word that it begins, and the initials as they are printed."""
    large = [w for w in words if w.size and len(w.text.lstrip(_OPENING)) == 1 and w.text[-1].isupper()]
    if not large:
        return words, []
    usual = median(w.size for w in words)
    initials, joined = [], {}
    for initial in (w for w in large if w.size > _LARGE * usual):
        beside = [w for w in words if _is_beside(w, initial)]
        if len({round(w.top) for w in beside}) < 2 or _is_crowded(initial, words):
            continue
        first = min(beside, key=lambda w: (round(w.top), w.x0))
        initials.append(initial)
        joined[id(initial)] = first
    taken = {id(first) for first in joined.values()}
    return [part for w in words if id(w) not in taken for part in _put(w, joined.get(id(w)))], initials


def beside_initials(lines: Sequence[Line], initials: Sequence[Word]) -> None:
    """Lines that stand beside an initial begin where it does: they are not indented."""
    for initial in initials:
        for line in lines:
            if line.x0 > initial.x0 and _stands_beside(line.x0, line.mid, line.size, initial):
                line.text_x0 = line.x0 = initial.x0


def _is_beside(word: Word, initial: Word) -> bool:
    return word is not initial and _stands_beside(word.x0, (word.top + word.bottom) / 2, word.size, initial)


def _stands_beside(x0: float, middle: float, size: float, initial: Word) -> bool:
    return -0.2 * size < x0 - initial.x1 < _REACH * size and initial.top < middle < initial.bottom and size < initial.size


def _is_crowded(initial: Word, words: Sequence[Word]) -> bool:
    """Whether other large letters stand on its row: then it is a word of a headline."""
    return any(
        w is not initial and w.size > 0.8 * initial.size and w.top < initial.bottom and initial.top < w.bottom for w in words
    )


def _put(word: Word, first: Word | None) -> list[Word]:
    """An initial with the word that it begins, as one or, where it is a word itself (`A`, `I`), as two; another word as it is."""
    if first is None:
        return [word]
    if word.text[-1] in "AI" and _stands_alone(word.text[-1], first.text):
        return [word._replace(top=first.top, bottom=first.bottom, size=first.size), first]
    return [first._replace(text=word.text + first.text, x0=word.x0)]


def _stands_alone(initial: str, rest: str) -> bool:
    """Whether `rest` is a word by itself: `A grand` is two words, `According` and `In` are one."""
    bare = rest.strip(".,;:!?’'”\"").casefold()
    if len(bare) < 2 or (initial == "A" and bare in _AFTER_A) or rest[0].isupper() != rest.isupper():
        return rest[0].isupper() and not rest.isupper()
    vowels = [letter in "aeiouy" for letter in bare]
    if not any(vowels):
        return False
    return any(vowels[:1]) or vowels[1] or bare[:2] in _ONSETS.split()
