"""What may be promised of values that nobody looks at: how many of those that are at least so sure were wrong.

Learn then Test (Angelopoulos, Bates, Candès, Jordan and Lei 2021) with a fixed sequence of tests: from the surest half on
downward, as long as a binomial test says that at most the promised share is wrong. The values are of genres that were left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp, lgamma, log
from typing import NamedTuple

DOUBT = 0.05  # how often a promise may fail, by chance alone
_STEPS = 20  # into which the values are parted, the surest first
_FIRST = 10  # steps that are tested together: of few values nothing can be promised


class LikelihoodStep(NamedTuple):
    """Of the values that are at least so likely right (`least`): how many there were, and how many of them were wrong."""

    least: float
    seen: int
    wrong: int


def steps(judged: Iterable[tuple[float, bool]]) -> tuple[LikelihoodStep, ...]:
    """The steps of values, each given by its confidence and whether it is right."""
    ordered = sorted(judged, key=lambda one: -one[0])
    found: list[LikelihoodStep] = []
    for number in range(_FIRST, _STEPS + 1):
        cut = len(ordered) * number // _STEPS
        if cut:
            least = ordered[cut - 1][0]
            inside = [right for sure, right in ordered if sure >= least]
            found.append(LikelihoodStep(least, len(inside), inside.count(False)))
    return tuple(dict.fromkeys(found))


def least_sure(proof: Sequence[LikelihoodStep], risk: float) -> float:
    """How likely right a value must be at least, so that of all such at most `risk` is wrong; above 1 where nothing will do."""
    least = 1.1
    for step in proof:
        if _at_most(step.wrong, step.seen, risk) > DOUBT:
            break
        least = step.least
    return least


def _at_most(wrong: int, seen: int, share: float) -> float:
    """How likely it is that of so many values so few are wrong, if each is with this probability."""
    if share >= 1.0:
        return 0.0
    return sum(
        exp(lgamma(seen + 1) - lgamma(k + 1) - lgamma(seen - k + 1) + k * log(share) + (seen - k) * log(1 - share))
        for k in range(wrong + 1)
    )
