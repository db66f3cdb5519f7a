"""How likely a value is right: how often its rule was right on gold records, and how well its words were read."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from math import prod
from pathlib import Path
from typing import NamedTuple

from extractors.finding import Finding

TABLE = Path(__file__).parent / "confidence.json"
PRIOR = (9.0, 10.0)  # what is assumed of a rule before it was seen: right nine times in ten
STEPS = (0.0, 0.4, 0.7, 0.85, 0.9, 0.95)  # an engine's confidence in a word tells no more than which of these it reaches


class Counts(NamedTuple):
    """How often something was right and how often it was seen."""

    right: int
    seen: int


@cache
def _table() -> tuple[dict[str, Counts], tuple[float, ...]]:
    """The counts of each rule, and the share of words that were right for each step of an engine's confidence."""
    if not TABLE.is_file():
        return {}, STEPS
    data = json.loads(TABLE.read_text("utf-8"))
    rules = {rule: Counts(row["right"], row["seen"]) for rule, row in data["rules"].items()}
    return rules, rising([Counts(row["right"], row["seen"]) for row in data["words"]])


def rising(steps: Sequence[Counts]) -> tuple[float, ...]:
    """The share of right words at each step, smoothed so that more confidence never promises less."""
    shares: list[float] = []
    for step, assumed in zip(steps, STEPS, strict=True):
        share = (step.right + 2 * assumed) / (step.seen + 2)
        shares.append(max(share, shares[-1] if shares else 0.0))
    return tuple(shares)


def rule_of(finding: Finding) -> str:
    """The rule that a finding is counted under: one with a doubt is right less often, so it is counted apart."""
    return f"{finding.rule}?" if finding.doubts else finding.rule


def confidence(rule: str, read: Iterable[float]) -> float:
    """Probability from 0 to 1 that a value found by `rule` is right; `read` are the OCR confidences of its words, if any."""
    rules, words = _table()
    right, seen = rules.get(rule, (0, 0))
    share = (right + PRIOR[0]) / (seen + PRIOR[1])
    return round(share * prod(words[bisect_right(STEPS, c) - 1] for c in read), 4)
