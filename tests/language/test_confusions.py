"""What OCR takes for one another, as repairs, comparisons and quotations read it."""

from __future__ import annotations

import pytest

from extractors.language.confusions import ALIKE, AS_CAPITALS, AS_DIGITS, AS_LETTERS, SHAPES, narrowed


@pytest.mark.parametrize(
    ("table", "read", "meant"),
    [
        (AS_DIGITS, "2O1l", "2011"),
        (AS_DIGITS, "S|Z!B", "51218"),
        (AS_CAPITALS, "0[|", "OII"),
        (AS_LETTERS, "apr!1", "aprii"),
        (AS_LETTERS, "b0ok5", "books"),
        (SHAPES, "Iilt1", "iiiii"),
    ],
)
def test_tables(table, read, meant):
    assert read.translate(table) == meant


def test_letters_stay_where_only_marks_are_misread():
    assert "fact jot queen".translate(AS_LETTERS) == "fact jot queen"


@pytest.mark.parametrize(
    ("word", "one"), [("burn", "bum"), ("clerk", "derk"), ("final", "hnal"), ("final", "nnal"), ("oak", "oak")]
)
def test_two_letters_as_one(word, one):
    assert one in narrowed(word)


def test_likeness_goes_both_ways_and_no_further():
    assert {("c", "o"), ("o", "c"), ("1", "l")} <= ALIKE
    assert not {("c", "a"), ("h", "n"), ("m", "w")} & ALIKE  # c is like o and o like a, but c is not like a
