"""Scans of one letter: whatever OCR made of them, the Department is blamed for nothing."""

from __future__ import annotations

import random

import pytest

from pipeline.comparison import compare
from pipeline.comparison.origin import Maker, origin
from pipeline.comparison.sides import KeyedWord
from tests import families
from tests.copies import LISTS, blamed, scan

BODY = f"{families.BODY}\n{LISTS}"


@pytest.mark.parametrize("seed", range(6))
def test_two_scans_of_one_letter_differ_in_nothing_of_its_own(seed):
    """`python -m tests.copies` takes ten thousand pairs."""
    chance = random.Random(seed)
    for number in range(40):
        assert blamed(chance, BODY, native=number % 2 == 1) == ()


@pytest.mark.parametrize(("seed", "count"), [(0, 3), (1, 8), (2, 12), (3, 20)])
def test_of_many_scans_of_one_letter_none_is_the_odd_one(seed, count):
    """Words run together in one, and misread in another, are one place of all: no reading has less than its words."""
    chance = random.Random(seed)
    (family,) = compare([scan(chance, BODY, number) for number in range(count)]).families
    assert family.differences == ()
    assert {d.field for d in family.slots} >= {"recipient", "address", "salutation"}


def test_the_odd_one_of_many_scans_is_the_one_that_says_something_else():
    chance = random.Random(7)
    bodies = [BODY.replace("March 9, 2015", "March 16, 2015") if number == 4 else BODY for number in range(12)]
    (family,) = compare([scan(chance, body, number) for number, body in enumerate(bodies)]).families
    assert [d.category for d in family.differences] == ["date"]
    assert family.odd_ones_out == (4,)


def word(text: str, confidence: float | None) -> KeyedWord:
    return KeyedWord(text, text.casefold(), 0, len(text), confidence)


@pytest.mark.parametrize(
    ("first", "second", "maker"),
    [
        # words run together, and one letter of them misread
        ([("yonr", 0.64), ("office", 0.97), ("filed", 0.96)], [("youroffice", 0.78), ("filed", 0.97), ("-", 0.3)], Maker.DOUBTFUL),
        ([("for", 0.9), ("with", 0.9), ("programfunds?", 0.5)], [("forwith", 0.36), ("program", 0.95), ("fuds?", 0.34)], Maker.DOUBTFUL),
        ([("it", 0.9), ("cannot", 0.95), ("pay", 0.9)], [("itcannow", 0.95), ("pay", 0.9), ("-", 0.3)], Maker.DEPARTMENT),  # it weighs
        # each scan lost a letter of a short word
        ([("our", 0.93)], [("you", 0.96)], Maker.DOUBTFUL),
        ([("ail", 0.95)], [("mai!", 0.97)], Maker.DOUBTFUL),
        ([("many", 0.95)], [("may", 0.97)], Maker.DOUBTFUL),  # of words that weigh, too
        ([("can", 0.95)], [("may", 0.97)], Maker.DEPARTMENT),
        ([("our", None)], [("you", 0.96)], Maker.DEPARTMENT),  # the letter itself says `our`
    ],
)  # fmt: skip
def test_what_is_misread_in_both_scans_is_of_nobody(first, second, maker):
    known = frozenset({"office", "filed", "with", "program", "funds", "our", "you", "mail", "available"})
    both = [[word(*w) for w in side] for side in (first, second)]
    scanned = tuple(all(c is not None for _, c in side) for side in (first, second))
    assert origin(*both, known, scanned) is maker


@pytest.mark.parametrize(
    ("old", "new", "category"),
    [
        ("three of", "five of", "number"),
        ("March 9, 2015", "March 16, 2015", "date"),
        ("You may ask", "You must ask", "obligation"),
        ("We will not draw", "We will draw", "negation"),
        ("seized vessels", "abandoned vessels", "wording"),
        ("$12,500", "$17,500", "number"),
        ("\n3. How many patrols were paid for with program funds?", "", "passage"),
    ],
)
def test_what_the_department_changed_is_still_told(old, new, category):
    """The same scans, one of a letter with a difference: it is told, or at least held to be in doubt where a scan may have made it."""
    found = 0
    for seed in range(20):
        chance = random.Random(seed)
        assert old in BODY
        (family,) = compare([scan(chance, BODY), scan(chance, BODY.replace(old, new))]).families
        told = {d.category for d in (*family.differences, *family.doubtful)}
        found += category in told
    assert found >= 19  # of 20; the changed word itself may be misread
