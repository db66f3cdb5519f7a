"""Near-duplicate texts are found whatever their order, and without comparing all pairs."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.comparison import families
from pipeline.comparison.families import Union, group, shingles

WORDS = [f"word{n}" for n in range(400)]
ONE, OTHER = WORDS[:120], WORDS[200:320]


def changed(words: list[str], places: int) -> list[str]:
    """Every `places`-th word is another."""
    return [f"new{n}" if n % places == 0 else word for n, word in enumerate(words)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([ONE], [[0]], id="one"),
        pytest.param([ONE, ONE], [[0, 1]], id="the same"),
        pytest.param([ONE, OTHER, ONE], [[0, 2], [1]], id="two of three"),
        pytest.param([ONE, changed(ONE, 12)], [[0, 1]], id="a word of each dozen is another"),
        pytest.param([ONE, changed(ONE, 3)], [[0], [1]], id="a word of each three is another"),
        pytest.param([ONE, ONE + OTHER[:60]], [[0, 1]], id="one has more"),
        pytest.param([[], []], [[0], [1]], id="texts without words are not alike"),
        pytest.param([ONE, OTHER, changed(OTHER, 20), changed(ONE, 20)], [[0, 3], [1, 2]], id="two families"),
    ],
)
def test_group(texts, expected):
    assert group([shingles(text) for text in texts], 0.4) == expected


@given(st.permutations(range(6)))
def test_the_order_does_not_matter(order):
    texts = [ONE, changed(ONE, 15), changed(ONE, 20), OTHER, changed(OTHER, 15), WORDS[330:390]]
    found = group([shingles(texts[n]) for n in order], 0.4)
    assert {frozenset(order[n] for n in members) for members in found} == {
        frozenset({0, 1, 2}),
        frozenset({3, 4}),
        frozenset({5}),
    }


def test_not_all_pairs_are_compared(monkeypatch):
    """400 texts in 8 families: fewer comparisons than one for each two texts of a family, let alone of all."""
    chance, count = random.Random(5), 0
    bases = [[f"{family}-{chance.random()}" for _ in range(150)] for family in range(8)]
    texts = [shingles(changed(bases[n % 8], 20 + n)) for n in range(400)]
    alike = families._alike

    def counted(*pair):
        nonlocal count
        count += 1
        return alike(*pair)

    monkeypatch.setattr(families, "_alike", counted)
    assert len(group(texts, 0.4)) == 8
    assert count < 4000


@pytest.mark.parametrize(
    ("words", "length", "count"),
    [
        pytest.param(["a", "b", "c", "d"], 3, 2, id="each three in a row"),
        pytest.param(["a", "b"], 3, 1, id="fewer words than a shingle"),
        pytest.param([], 3, 0, id="none"),
        pytest.param(["a"] * 9, 3, 1, id="the same again"),
    ],
)
def test_shingles(words, length, count):
    assert len(shingles(words, length)) == count


def test_a_union_is_named_after_its_smallest():
    union = Union(4)
    union.join(3, 1)
    union.join(3, 2)
    assert union.find(3) == 1
    assert union.sets() == [[0], [1, 2, 3]]
