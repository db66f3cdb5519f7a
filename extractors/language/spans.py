"""Many half-open spans of a text, and what lies in them, told in a time that hardly grows with their number."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Half-open spans, which may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))  # how far the spans up to each one reach

    def touch(self, start: int, end: int) -> bool:
        """Whether a span has a character in common with `[start, end)`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start

    def hold(self, offset: int) -> bool:
        """Whether a span has the character at `offset` in it."""
        return self.touch(offset, offset + 1)

    def enclose(self, start: int, end: int) -> bool:
        """Whether all of `[start, end)` lies in one span."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._reach[before - 1] >= end
