"""Which values to look at first, and what may be promised of the rest."""

from __future__ import annotations

import random

import pytest

from pipeline.quality.looking import Look, looks, needed, told
from pipeline.quality.promise import LikelihoodStep, least_sure, steps


def item(confidence: float, **values: object) -> dict[str, object]:
    proof = {"start": 0, "end": 1, "text": "x", "boxes": [], "source": "native", "confidence": confidence}
    return values | {"evidence": proof}


def look(confidence: float) -> Look:
    return Look("x-01", "x.pdf", 1, "$.date", "x", confidence, 1 - confidence)


def test_dearest_first() -> None:
    record = {
        "record_id": "x-01",
        "source": {"file_name": "x.pdf"},
        "date": item(0.9, value="2019-05-01"),
        "citations": [item(0.8, text="x"), item(0.99, text="x")],
    }
    assert [one.field for one in looks([record])] == ["$.date", "$.citations[0]", "$.citations[1]"]


SURE = [LikelihoodStep(0.99, 1_000, 1), LikelihoodStep(0.9, 2_000, 30)]


@pytest.mark.parametrize(
    ("proof", "risk", "least"),
    [
        pytest.param(SURE, 0.01, 0.99, id="of the surest one in a thousand was wrong, of the next one in 67"),
        pytest.param(SURE, 0.03, 0.9, id="whoever takes more risk looks at less"),
        pytest.param([LikelihoodStep(0.99, 100, 0)], 0.01, 1.1, id="a hundred right ones prove nothing of one in a hundred"),
        pytest.param([LikelihoodStep(0.99, 300, 0)], 0.01, 0.99, id="three hundred do"),
        pytest.param(
            [LikelihoodStep(0.99, 100, 9), LikelihoodStep(0.9, 10_000, 10)], 0.01, 1.1, id="what failed once is not passed over"
        ),
        pytest.param([], 0.01, 1.1, id="nothing is known"),
        pytest.param(SURE, 1.0, 0.9, id="any risk"),
    ],
)
def test_how_sure_a_value_must_be(proof, risk, least):
    assert least_sure(proof, risk) == least


def test_the_rest_is_as_sure_as_must_be() -> None:
    assert [one.confidence for one in needed([look(0.5), look(0.95), look(0.995)], 0.01, SURE)] == [0.5, 0.95]


def test_the_promise_is_kept() -> None:
    """In piles like the one that the proof is of, the rest holds more wrong ones than promised in one of twenty at most."""
    rng, broken = random.Random(1), 0

    def pile(count: int) -> list[tuple[float, bool]]:
        sure = [1 - rng.random() ** 6 * 0.5 for _ in range(count)]
        return [(one, rng.random() < one - 0.01) for one in sure]  # they promise too much, all of them

    for _ in range(100):
        least = least_sure(steps(pile(2_000)), 0.05)
        rest = [right for sure, right in pile(20_000) if sure >= least]
        broken += rest.count(False) > 0.05 * len(rest)
    assert broken <= 5


@pytest.mark.parametrize(("confidence", "words"), [(1.0, "> 99%"), (0.995, "> 99%"), (0.99, "99%"), (0.4, "40%")])
def test_nobody_is_sure(confidence: float, words: str) -> None:
    assert told(confidence) == words
