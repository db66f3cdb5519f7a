"""Words of a text and their place on the page, and where they stand in the text that another version read of the same file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment, ratio

from pipeline.records.types import Box, Evidence, PageEvidence

CONTEXT = 40  # characters kept before and after the words
_SAME_WORDS = 0.8  # of the characters: what OCR reads of the same words another time
_SAME_SURROUNDINGS = 75.0  # per cent: words and their context, beyond which the place is another one


@dataclass(frozen=True, slots=True)
class Passage:
    """The words `text` at the half-open span `start`, `end`; both `None` for what stands on the page alone."""

    start: int | None
    end: int | None
    text: str
    before: str = ""
    after: str = ""
    boxes: tuple[Box, ...] = ()

    @classmethod
    def of(cls, text: str, start: int, end: int, boxes: Sequence[Box] = ()) -> Self:
        """The passage at a span of `text`."""
        before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        return cls(start, end, text[start:end], before, after, tuple(box.copy() for box in boxes))

    @classmethod
    def of_evidence(cls, text: str, evidence: Evidence | PageEvidence) -> Self:
        """The passage that an item was read from."""
        if evidence["start"] is None or evidence["end"] is None:
            return cls(None, None, evidence["text"] or "", boxes=tuple(evidence["boxes"]))
        return cls.of(text, evidence["start"], evidence["end"], evidence["boxes"])

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """What `to_json` gave."""
        return cls(**{**value, "boxes": tuple(value["boxes"])})

    def to_json(self) -> dict[str, object]:
        """As plain JSON values."""
        names = ("start", "end", "text", "before", "after")
        return {name: getattr(self, name) for name in names} | {"boxes": [box.copy() for box in self.boxes]}

    @property
    def pages(self) -> set[int]:
        """The pages that its boxes are on."""
        return {box["page"] for box in self.boxes}

    def find(self, text: str) -> tuple[int, int] | None:
        """Where the same words stand in `text`, `None` where they do not any more.

        Of several places the one in the same surroundings counts, then the nearest one.
        """
        if self.start is None or self.end is None or not self.text.strip():
            return None
        found = list(_word_by_word(self.text, text))
        best = max(found, key=lambda span: self._likeness(text, span), default=None)
        if best is not None:
            is_telling = len(self.text) > CONTEXT or not (self.before + self.after)
            if is_telling or self._likeness(text, best)[0] >= _SAME_SURROUNDINGS / 2:
                return best
        return self._nearly(text)

    def _likeness(self, text: str, span: tuple[int, int]) -> tuple[float, int]:
        start, end = span
        before = ratio(_bare(self.before), _bare(text[max(0, start - len(self.before)) : start]))
        after = ratio(_bare(self.after), _bare(text[end : end + len(self.after)]))
        return round((before + after) / 2, -1), -abs(start - (self.start or 0))

    def _nearly(self, text: str) -> tuple[int, int] | None:
        """Where words like these stand between words like those around them."""
        framed = self.before + self.text + self.after
        place = partial_ratio_alignment(framed, text, score_cutoff=_SAME_SURROUNDINGS)
        if place is None:
            return None
        window = text[place.dest_start : place.dest_end]
        frame = framed[place.src_start : place.src_end]
        first = len(self.before) - place.src_start
        start, end = _mapped(frame, window, first, first + len(self.text))
        same = Levenshtein.normalized_similarity(_bare(self.text), _bare(window[start:end]))
        if start >= end or same < _SAME_WORDS:
            return None
        return place.dest_start + start, place.dest_start + end


def _bare(text: str) -> str:
    return " ".join(text.split())


def _word_by_word(words: str, text: str) -> Iterator[tuple[int, int]]:
    """The places of the same words, whatever white space is between them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    yield from (match.span() for match in re.finditer(pattern, text))


def _mapped(frame: str, window: str, first: int, last: int) -> tuple[int, int]:
    """Where the characters `first` to `last` of `frame` stand in `window`, which reads nearly the same."""
    start, end = len(window), 0
    for step in Levenshtein.opcodes(frame, window):
        if step.tag != "equal":
            continue
        low, high = max(first, step.src_start), min(last, step.src_end)
        if low < high:
            by = step.dest_start - step.src_start
            start, end = min(start, low + by), max(end, high + by)
    return start, end


def overlap(a: Sequence[Box], b: Sequence[Box]) -> float:
    """How much of the smaller of two sets of boxes lies in the other, from 0 to 1."""
    shared = sum(_area(_common(one, other)) for one in a for other in b if one["page"] == other["page"])
    least = min(sum(map(_area, a)), sum(map(_area, b)))
    return min(1.0, shared / least) if least else 0.0


def _common(one: Box, other: Box) -> Box:
    return {
        "page": one["page"], "x0": max(one["x0"], other["x0"]), "top": max(one["top"], other["top"]),
        "x1": min(one["x1"], other["x1"]), "bottom": min(one["bottom"], other["bottom"]),
    }  # fmt: skip


def _area(box: Box) -> float:
    return float(max(0.0, box["x1"] - box["x0"]) * max(0.0, box["bottom"] - box["top"]))
