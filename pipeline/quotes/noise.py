"""What text recognition explains: a word of a scanned source that was misread is no change of the quotation."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extractors.language.confusions import ALIKE, narrowed
from pipeline.quotes.phrase import Phrase
from pipeline.quotes.sources import QuoteSource
from pipeline.quotes.wording import is_firm
from pipeline.wording.weighty import is_opposite, is_weighty

_ALIKE = 0.6  # of 1: letters that two words share where a scan may have made one of the other
_RARE = 2  # times that a word stands in the sources: a misread one hardly stands there more often
_RARER = 2
"""How many times a word must stand in the sources for each time that it is misread in one way."""


_TORN = 8
"""Letters among which one may be misread besides, where words were run together."""


class Lexicon:
    """The words of the sources, by which a misread word is told: it is rare, and its letters do not go together."""

    def __init__(self, counts: Mapping[str, int]):
        """`counts` are how often each word stands in the sources."""
        self._counts = counts
        self._trigrams = Counter(trigram for word in counts for trigram in _trigrams(word))
        self._known: dict[tuple[str, str], bool] = {}

    def explains(self, source: Sequence[str], quote: Sequence[str]) -> bool:
        """Whether the source may have the words `source` only because `quote` was misread.

        Numbers, negations and modal verbs are never explained away.
        """
        if any(map(is_weighty, source)) or any(map(is_firm, quote)):
            return False
        if not quote:
            return all(len(key) == 1 and key not in ("a", "i") for key in source)
        if len(source) == len(quote):
            return all(a == b or self.misread(a, b) for a, b in zip(source, quote, strict=True))
        one, other = "".join(source), "".join(quote)  # words run together or torn apart
        return bool(source) and Levenshtein.distance(one, other) <= max(1, len(other) // _TORN)

    def misread(self, source: str, quote: str) -> bool:
        """Whether the word `source` may be `quote` misread; it is none by its looks if it is rarer by far and looks like it."""
        longest = max(len(source), len(quote))
        if abs(len(source) - len(quote)) > longest // 3 + 1 or source == quote:
            return False
        pair = (source, quote)
        if pair not in self._known:
            self._known[pair] = self._decide(source, quote, longest)
        return self._known[pair]

    def repaired(self, source: QuoteSource, phrase: Phrase) -> QuoteSource:
        """A source read by OCR with the keys of misread words set to those of the quotation's words."""
        words = sorted({item.key for item in phrase.items if item.kind == "word" and not is_firm(item.key)})
        keys = sorted((self._suspects & {token.key for token in source.tokens}).difference(words))
        if not words or not keys:
            return source
        distances = process.cdist(keys, words, scorer=Levenshtein.distance)
        found: dict[str, tuple[bool, int, str]] = {}
        for row, column in numpy.argwhere(distances <= numpy.array([[max(2, len(key) // 2)] for key in keys])):
            key, word = keys[row], words[column]
            if self.misread(key, word):
                offer = (not self._look_alike(key, word), int(distances[row, column]), word)
                found[key] = min(offer, found.get(key, offer))
        return source.with_keys({key: word for key, (_, _, word) in found.items()}) if found else source

    @cached_property
    def _suspects(self) -> frozenset[str]:
        """Words that may be misread: rare ones, and such as are none by their letters."""
        return frozenset(w for w, n in self._counts.items() if not is_weighty(w) and (n <= _RARE or self._no_word(w)))

    def _decide(self, source: str, quote: str, longest: int) -> bool:
        distance = Levenshtein.distance(source, quote)
        if distance > max(2, longest // 3) or is_opposite(source, quote):
            return False
        look_alike = self._look_alike(source, quote)
        if self._no_word(source):
            return look_alike or distance <= max(1, longest // 3)
        return look_alike and self._counts.get(source, 0) <= max(_RARE, self._counts.get(quote, 0) // _RARER)

    def _look_alike(self, source: str, quote: str) -> bool:
        """Whether the words differ only in letters, or groups of letters, that look alike in print."""
        spellings = itertools.product({source, *narrowed(source)}, {quote, *narrowed(quote)})
        return any(len(a) == len(b) and all(x == y or (x, y) in ALIKE for x, y in zip(a, b, strict=True)) for a, b in spellings)

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
