"""The text that somebody's OCR put behind a scan, held against what is recognised on the picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from pipeline.layout.document import Word

_MISSING = 0.1  # share of a layer's words that may be missing on the picture: either reader misreads some
_NAMES = 2  # words with a capital that are missing: so many are another name
_SHIFT = 0.6  # of a word's height: a layer whose words lie farther off is shifted


def unlike(layer: Sequence[Word], seen: Sequence[Word]) -> str | None:
    """How a text layer differs from what is recognised on the page, in what matters: `None` where it does not.

    Numbers have to be the same; of names and other words a few may be misread by either reader; words have to lie where they
    are seen.
    """
    if not layer:
        return None
    told, found = _counted(layer), _counted(seen)
    missing = told - found
    numbers = [word for word in missing if any(c.isdigit() for c in word)]
    if numbers:
        return f"{len(numbers)} numbers of the text layer are not on the page"
    names = [w for w in layer if w.text[:1].isupper() and not w.text.isupper() and _core(w.text) in missing]
    if len(names) >= _NAMES or missing.total() > _MISSING * told.total():
        return f"{1 - missing.total() / told.total():.0%} of the text layer's words are on the page"
    once = {_core(w.text): w for w in seen if found[_core(w.text)] == 1}
    off = [(w, once[key]) for w in layer if told[key := _core(w.text)] == 1 and key in once]
    if off and median(_distance(a, b) for a, b in off) > _SHIFT:
        return "the text layer does not lie over its words"
    return None


def _counted(words: Sequence[Word]) -> Counter[str]:
    return Counter(core for word in words if (core := _core(word.text)))


def _core(text: str) -> str:
    return text.casefold().strip(".,;:()[]“”\"'’‘-–—")


def _distance(a: Word, b: Word) -> float:
    """How far two words lie from each other, in heights of a word."""
    down = abs((a.top + a.bottom) - (b.top + b.bottom)) / 2
    across = max(0.0, a.x0 - b.x1, b.x0 - a.x1)
    return (down + across) / max(a.size, b.size, 1.0)
