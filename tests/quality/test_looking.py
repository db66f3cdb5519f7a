"""Which values to look at first, and what may be promised of the rest."""

from __future__ import annotations

import random

import pytest

from pipeline.quality.looking import Look, looks, needed, told


def item(confidence: float, **values: object) -> dict[str, object]:
    proof = {"start": 0, "end": 1, "text": "x", "boxes": [], "source": "native", "confidence": confidence}
    return values | {"evidence": proof}


def look(confidence: float) -> Look:
    return Look("x-01", "x.pdf", 1, "$.date", "x", confidence, 1 - confidence)


def test_dearest_first() -> None:
    record = {
        "record_id": "x-01",
        "date": item(0.9, value="2019-05-01"),
        "citations": [item(0.8, text="x"), item(0.99, text="x")],
    }
    assert [one.field for one in looks([record])] == ["$.date", "$.citations[0]", "$.citations[1]"]


def test_nothing_need_be_seen_where_all_is_sure() -> None:
    assert needed([look(0.9999)] * 2000, 0.01) == 0
    assert needed([look(0.5)] * 50, 0.01) == 50


def test_the_promise_is_kept() -> None:
    """In piles whose values are right as often as they say, the rest holds more wrong ones than promised seldom."""
    rng, broken = random.Random(1), 0
    for _ in range(100):
        found = sorted((look(1 - rng.random() ** 4 * 0.3) for _ in range(800)), key=lambda one: one.confidence)
        rest = found[needed(found, 0.02) :]
        broken += sum(rng.random() > one.confidence for one in rest) > 0.02 * len(rest)
    assert broken <= 10


@pytest.mark.parametrize(("confidence", "words"), [(1.0, "> 99%"), (0.995, "> 99%"), (0.99, "99%"), (0.4, "40%")])
def test_nobody_is_sure(confidence: float, words: str) -> None:
    assert told(confidence) == words
