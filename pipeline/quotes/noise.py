"""What text recognition explains: a word of a scanned source that was misread is no change of the quotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from pipeline.quotes.wording import is_firm, is_opposite, is_weighty, word_lists

_ALIKE = 0.5


class Lexicon:
    """The words of the sources, by which a misread word is told: it is rare, and its letters do not go together."""

    def __init__(self, counts: Mapping[str, int]):
        """`counts` are how often each word stands in the sources."""
        self._counts = counts
        self._trigrams = Counter(trigram for word in counts for trigram in _trigrams(word))
        pairs = word_lists()["misread"]
        self._pairs = {tuple(p.split(":")) if ":" in p else (p[0], p[1]) for p in pairs}

    def explains(self, source: Sequence[str], quote: Sequence[str]) -> bool:
        """Whether the source may have the words `source` only because `quote` was misread.

        Numbers, negations and modal verbs are never explained away.
        """
        if any(map(is_weighty, source)) or any(map(is_firm, quote)):
            return False
        if not quote:
            return all(len(key) == 1 and key not in ("a", "i") for key in source)
        if len(source) == len(quote):
            return all(a == b or self._misread(a, b) for a, b in zip(source, quote, strict=True))
        return bool(source) and self._misread("".join(source), "".join(quote))

    def _misread(self, source: str, quote: str) -> bool:
        distance = Levenshtein.distance(source, quote)
        if distance > max(1, max(len(source), len(quote)) // 3) or is_opposite(source, quote):
            return False
        return self._counts.get(source, 0) < 2 and (self._look_alike(source, quote) or self._no_word(source))

    def _look_alike(self, source: str, quote: str) -> bool:
        """Whether all that differs is one group of letters that looks like another in print, or several single ones."""
        changes = [c for c in Levenshtein.opcodes(source, quote) if c.tag != "equal"]
        first, last = changes[0], changes[-1]
        wider = [
            (source[first.src_start - i : last.src_end + j], quote[first.dest_start - i : last.dest_end + j])
            for i in (0, 1)
            for j in (0, 1)
            if first.src_start >= i and first.dest_start >= i
        ]
        each = [(source[c.src_start : c.src_end], quote[c.dest_start : c.dest_end]) for c in changes]
        return all(pair in self._pairs for pair in each) or any(pair in self._pairs for pair in wider)

    def _no_word(self, word: str) -> bool:
        """Whether three of its letters in a row stand in no other word, or it has a digit among its letters."""
        own = 1 if word in self._counts else 0
        return any(c.isdigit() for c in word) or any(self._trigrams[t] <= own for t in _trigrams(word))


def alike(source: Sequence[str], quote: Sequence[str]) -> bool:
    """Whether the letters are so much alike that one may be the other misread."""
    a, b = "".join(source), "".join(quote)
    return bool(a and b) and Levenshtein.normalized_similarity(a, b) >= _ALIKE


def _trigrams(word: str) -> frozenset[str]:
    padded = f"^{word}$"
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))
