from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.errors import DojlettersError
from pipeline.extraction import extract
from pipeline.reading.plaintext import MAX_WORD
from tests.near_misses import attacks, over_budget

ROOT = Path(__file__).parents[2]


def test_no_pattern_runs_away() -> None:
    """In a process of its own, which is ended if the budgets of its own should not hold."""
    told = subprocess.run([sys.executable, "-m", "tests.near_misses"], cwd=ROOT, capture_output=True, text=True, timeout=900)
    *over, last = [json.loads(line) for line in told.stdout.splitlines()]
    assert over == [], "bound what repeats (`{1,9}`), make it possessive (`*+`), or leave no two ways to read the same characters"
    assert last["tried"] > 5_000


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:a+)+$",  # by the power
        r"(?:\w+\s?)*:$",
        r"\d+\d+\d+x",  # by the third power
        r"\s*,?\s*and\b",  # by the square, at every place
        r"(?:[^)]*\))*;",
        r"(?:a|aa)+b",
    ],
)
def test_patterns_that_run_away_are_caught(pattern: str) -> None:
    assert any(over_budget(re.compile(pattern).search, text) for text in attacks(pattern, 0))


@pytest.mark.parametrize("pattern", [r"\d{1,3}\.", r"Dear\s\w+:", r"(?<!\w)\w+@", r"[A-Z][a-z]*+ (?:Inc|LLC)"])
def test_patterns_that_do_not_are_not(pattern: str) -> None:
    assert not any(over_budget(re.compile(pattern).search, text) for text in attacks(pattern, 0))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from("a1.,(“ \t\u00a0\u2003\u200b\x0c\n-–"), max_size=40), max_size=6), st.integers(1, 3_000))
def test_a_documents_words_stand_one_space_apart_and_end(lines: list[str], length: int) -> None:
    """What the near-misses rely on: between words there is one space and nothing else, and no word is longer than its limit."""
    try:
        records = extract("a.txt", Config(), ("\n".join([*lines, "w" * length]) + "\nend").encode()).records
    except DojlettersError:
        return
    for record in records:
        assert "  " not in record["text"] and "\t" not in record["text"]
        assert max(map(len, record["text"].split()), default=0) <= 2 * MAX_WORD
