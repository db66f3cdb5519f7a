"""Which documents belong together: near-duplicate texts are found without comparing all pairs (MinHash and bands)."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Shingles = frozenset[int]

_BANDS, _ROWS = 48, 2  # of hashes: documents that share a third of their shingles meet in one of 48 pairs nearly always
_PRIME = (1 << 31) - 1  # larger than any shingle's hash
_GENERATOR = np.random.default_rng(1)
_FACTORS = _GENERATOR.integers(1, _PRIME, _BANDS * _ROWS, dtype=np.uint64)
_TERMS = _GENERATOR.integers(0, _PRIME, _BANDS * _ROWS, dtype=np.uint64)


class Union:
    """Sets that grow together (union and find)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, item: int) -> int:
        """The number that stands for the item's set."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, first: int, second: int) -> None:
        """Make one set of two; the smaller number stands for it."""
        low, high = sorted((self.find(first), self.find(second)))
        self._parent[high] = low

    def sets(self) -> list[list[int]]:
        """All sets, each sorted, by their first item."""
        found: dict[int, list[int]] = defaultdict(list)
        for item in range(len(self._parent)):
            found[self.find(item)].append(item)
        return list(found.values())


def shingles(words: Sequence[str], length: int = 3) -> Shingles:
    """The hashes of every `length` words in a row; of all words where there are fewer."""
    lines = (" ".join(words[i : i + length]) for i in range(max(1, len(words) - length + 1))) if words else ()
    return frozenset(zlib.crc32(line.encode("utf-8", "replace")) for line in lines)


def group(texts: Sequence[Shingles], threshold: float) -> list[list[int]]:
    """The groups of texts that are alike, each sorted, by their first member; a text without a like is alone.

    Two texts are alike where the shingles common to both are at least `threshold` of those of the smaller one. A text is
    compared with one member of each group that it falls together with, not with every text.
    """
    union = Union(len(texts))
    for bucket in _buckets(texts):
        heads: dict[int, int] = {}
        for item in bucket:
            roots = {union.find(head) for head in heads.values()}
            if union.find(item) in roots:
                continue
            near = next((head for head in heads.values() if _alike(texts[item], texts[head], threshold)), None)
            if near is None:
                heads[item] = item
            else:
                union.join(item, near)
    return union.sets()


def _alike(first: Shingles, second: Shingles, threshold: float) -> bool:
    return bool(first and second) and len(first & second) >= threshold * min(len(first), len(second))


def _buckets(texts: Sequence[Shingles]) -> Iterable[list[int]]:
    """Texts whose signatures agree in a band; the more alike, the likelier."""
    filled = [number for number, text in enumerate(texts) if text]
    if len(filled) < 2:
        return
    signatures = np.stack([_signature(texts[number]) for number in filled])
    for band in range(_BANDS):
        found: dict[bytes, list[int]] = defaultdict(list)
        part = signatures[:, band * _ROWS : (band + 1) * _ROWS]
        for number, row in zip(filled, part, strict=True):
            found[row.tobytes()].append(number)
        yield from (bucket for bucket in found.values() if len(bucket) > 1)


def _signature(text: Collection[int]) -> NDArray[np.uint64]:
    hashes = np.fromiter(text, dtype=np.uint64, count=len(text)) % _PRIME
    lowest: NDArray[np.uint64] = ((hashes[:, None] * _FACTORS + _TERMS) % _PRIME).min(axis=0)
    return lowest
