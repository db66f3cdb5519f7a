"""A pattern of more than 100 characters is put together from named parts, or something beside it says what it finds.

The rules of `patterns/` have their sentences instead (test_pattern_sentences.py).
"""

from __future__ import annotations

import pytest

from tests.long_patterns import in_source, unexplained

LONG = r"(?:a\s+b\w+|c\d{1,3})" * 6


def test_long_patterns_are_explained():
    assert unexplained() == [], "take the pattern apart into named parts, or write above it what it finds"


@pytest.mark.parametrize(
    ("source", "explained"),
    [
        (f"A = re.compile(r'{LONG}')", False),
        (f"# `a b`\nA = re.compile(r'{LONG}')", True),
        (f"A = re.compile(r'{LONG}')  # `a b`", True),
        (f"A = re.compile(\n    # `a b`\n    r'{LONG}'\n)", True),
        (f"A = r'{LONG}'\n'Finds `a b`.'", True),
        (r"A = rf'{B}\s+(?:{C})\b(?:{D})\d{E}'" + "\nB = 1" * 20, True),  # taken apart
        (f"def f():\n    return g(r'{LONG}')", False),
        (f"# both\nA = [\n    r'{LONG}',\n    r'{LONG}',\n]", False),  # of several each has its own
        (f"A = '{'nothing but words ' * 10}'", True),
    ],
)
def test_what_explains_a_pattern(source, explained):
    assert (not list(in_source(source))) is explained
