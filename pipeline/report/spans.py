"""A text cut at the ends of the passages in it, so that each piece knows to which values it belongs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

MarkedSpan = tuple[int, int, str]  # start, end (half-open), id


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of one line; `ids` are of the passages that they lie in, the shortest passage first."""

    text: str
    ids: tuple[str, ...]


def lines(text: str, spans: Iterable[MarkedSpan]) -> list[list[Piece]]:
    """Each line of `text` as its pieces; the pieces joined, and the lines joined by a line break, are `text` again."""
    kept = sorted((s for s in spans if s[0] < s[1]), key=lambda s: (s[1] - s[0], s[0]))
    opens: dict[int, list[int]] = {}
    closes: dict[int, list[int]] = {}
    for rank, (start, end, _) in enumerate(kept):
        opens.setdefault(start, []).append(rank)
        closes.setdefault(end, []).append(rank)
    found, active, at = [], set[int](), 0
    cuts = sorted({*opens, *closes})
    for line in text.split("\n"):
        end = at + len(line)
        pieces = []
        inner = [at, *_between(cuts, at, end), end]
        for first, last in pairwise(inner):
            active = (active - set(closes.get(first, ()))) | set(opens.get(first, ()))
            if first < last:
                pieces.append(Piece(text[first:last], tuple(dict.fromkeys(kept[rank][2] for rank in sorted(active)))))
        active = (active - set(closes.get(end, ()))) | set(opens.get(end, ()))
        found.append(pieces)
        at = end + 1
    return found


def _between(cuts: Sequence[int], start: int, end: int) -> list[int]:
    """The cuts strictly inside (`start`, `end`)."""
    return list(cuts[bisect_right(cuts, start) : bisect_left(cuts, end)])
