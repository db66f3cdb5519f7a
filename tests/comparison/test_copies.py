"""Scans of one letter: whatever OCR made of them, the Department is blamed for nothing."""

from __future__ import annotations

import random

import pytest

from pipeline.comparison import compare
from tests import families
from tests.copies import LISTS, blamed, scan

BODY = f"{families.BODY}\n{LISTS}"


@pytest.mark.parametrize("seed", range(6))
def test_two_scans_of_one_letter_differ_in_nothing_of_its_own(seed):
    """`python -m tests.copies` takes ten thousand pairs."""
    chance = random.Random(seed)
    for number in range(40):
        assert blamed(chance, BODY, native=number % 2 == 1) == ()


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
