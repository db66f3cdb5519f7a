"""How likely a value is right: how often its rule was right on gold records, and how well its words were read."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import prod
from pathlib import Path
from typing import NamedTuple

from extractors.finding import Finding

TABLE = Path(__file__).parent / "confidence.json"
PRIOR = (9.0, 10.0)  # what is assumed of a rule before it was seen: right nine times in ten
LEVELS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98)  # steps of the estimate for a value
STEPS = (0.0, 0.4, 0.7, 0.85, 0.9, 0.95)  # an engine's confidence in a word tells no more than which of these it reaches


class Counts(NamedTuple):
    """How often something was right and how often it was seen."""

    right: int
    seen: int


@dataclass(frozen=True, slots=True)
class CalibrationTable:
    """What was counted: by rule, by an engine's confidence in a word (`STEPS`), and by the estimate for a value (`LEVELS`)."""

    rules: dict[str, Counts]
    words: tuple[Counts, ...] = tuple(Counts(0, 0) for _ in STEPS)
    values: tuple[Counts, ...] = tuple(Counts(0, 0) for _ in LEVELS)

    def estimate(self, rule: str, read: Iterable[float]) -> float:
        """The share of right values of the rule, times the share of right words for each word's confidence in `read`."""
        right, seen = self.rules.get(rule, (0, 0))
        shares = rising(self.words, STEPS)
        return (right + PRIOR[0]) / (seen + PRIOR[1]) * prod(shares[bisect_right(STEPS, c) - 1] for c in read)

    def measured(self, estimate: float) -> float:
        """What values with such an estimate turned out to be: an estimate is too low where a slip in a word spoils no value."""
        shares = rising(self.values, LEVELS)
        level = bisect_right(LEVELS, estimate) - 1
        ends = (*LEVELS, 1.0)
        above = shares[min(level + 1, len(shares) - 1)]
        return shares[level] + (above - shares[level]) * (estimate - ends[level]) / (ends[level + 1] - ends[level])


@cache
def rising(counts: Sequence[Counts], assumed: Sequence[float]) -> tuple[float, ...]:
    """The share of right ones at each step, smoothed by what is assumed, so that more confidence never promises less."""
    shares: list[float] = []
    for count, prior in zip(counts, assumed, strict=True):
        share = (count.right + 2 * prior) / (count.seen + 2)
        shares.append(max(share, shares[-1] if shares else 0.0))
    return tuple(shares)


@cache
def table() -> CalibrationTable:
    """The table that comes along; an empty one where there is none."""
    if not TABLE.is_file():
        return CalibrationTable({})
    data = json.loads(TABLE.read_text("utf-8"))

    def rows(name: str, steps: Sequence[float]) -> tuple[Counts, ...]:
        found = {row["from"]: Counts(row["right"], row["seen"]) for row in data[name]}
        return tuple(found.get(step, Counts(0, 0)) for step in steps)

    rules = {rule: Counts(row["right"], row["seen"]) for rule, row in data["rules"].items()}
    return CalibrationTable(rules, rows("words", STEPS), rows("values", LEVELS))


def rule_of(finding: Finding) -> str:
    """The rule that a finding is counted under: one with a doubt is right less often, so it is counted apart."""
    return f"{finding.rule}?" if finding.doubts else finding.rule


def confidence(rule: str, read: Iterable[float]) -> float:
    """Probability from 0 to 1 that a value found by `rule` is right; `read` are the OCR confidences of its words, if any."""
    counted = table()
    return round(counted.measured(counted.estimate(rule, read)), 4)
