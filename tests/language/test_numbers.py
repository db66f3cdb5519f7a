"""Numbers as words: what they stand for, and that comparisons and quotations take them for numbers alike."""

from __future__ import annotations

import pytest

from extractors.language.numbers import ORDINALS, VALUES, spelled


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("one", 1),
        ("Fourteen", 14),
        ("thirty", 30),
        ("forty-five", 45),
        ("ninety nine", 99),
        ("hundred", 100),
        ("one hundred", 100),
        ("a hundred and twenty", 120),
        ("one hundred and thirty-five", 135),
        ("forty-fifteen", None),  # no number
        ("five forty", None),
        ("a", None),
        ("an hour", None),
    ],
)
def test_spelled(words, number):
    assert spelled(words) == number


def test_ordinals_go_on_without_a_gap():
    assert sorted(ORDINALS.values()) == list(range(1, 100))


def test_cardinals_go_on_without_a_gap():
    whole = {value for word, value in VALUES.items() if word not in ORDINALS}
    assert whole >= set(range(101))
