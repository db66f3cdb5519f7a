"""Generated articles, true and false, with statements, told right; `make articles` has five times as many."""

from __future__ import annotations

import pytest

from pipeline.extraction import extract
from tests.quoted import family
from tests.told import CORPUS, told
from tests.written import MARKS, Writer


@pytest.mark.parametrize(
    ("records", "count"),
    [
        pytest.param(lambda: list(extract(CORPUS).records), 78, id="the release and letters of 2017"),
        pytest.param(family, 52, id="letters that differ"),
    ],
)
def test_articles_are_told_right(records, count):
    score = told(records(), count, seed=20170803)
    assert score.trusted == []
    assert score.share >= 0.99, score.wrong


def test_the_same_seed_writes_the_same():
    def articles(seed):
        writer = Writer(family(), seed)
        return [writer.write(number) for number in range(2 * len(MARKS))]

    assert articles(1) == articles(1) != articles(2)
