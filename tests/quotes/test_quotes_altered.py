"""Hundreds of quotations made from the corpus, each with a known answer, told right."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline.extraction import extract
from pipeline.quotes.citing import Cited
from pipeline.quotes.passages import Finder, Match
from pipeline.quotes.phrase import parse
from tests.altered import MAKERS, Case, cases, misread

CORPUS = Path(__file__).parents[2] / "corpus" / "psp.pdf"
FAITHFUL = {"exact", "typographic", "elided", "bracketed"}
SEED, EACH = 20170803, 60


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    return list(extract(CORPUS).records)


@pytest.fixture(scope="module")
def made(records: list[dict[str, Any]]) -> list[Case]:
    return list(cases([record["text"] for record in records], EACH, SEED))


def found(finder: Finder, quote: str) -> Match | None:
    matches = finder.find(parse(quote), Cited())
    return matches[0] if matches else None


def verdict(match: Match | None) -> str:
    return match.verdict if match else "not_found"


def test_there_are_as_many_of_each_kind_as_asked_for(made):
    assert Counter(case.kind for case in made) == {make.__name__: EACH for make in MAKERS}
    assert len({case.quote for case in made}) > 500


def test_the_same_seed_makes_the_same(records, made):
    texts = [record["text"] for record in records]
    assert list(cases(texts, 3, 1)) == list(cases(texts, 3, 1)) != list(cases(texts, 3, 2))


def test_every_one_is_told_right(records, made):
    finder = Finder(records)
    wrong = []
    for case in made:
        match = found(finder, case.quote)
        material = {kind for d in (match.differences if match else ()) for kind in d.material}
        flagged = case.material in material if case.material else case.verdict not in FAITHFUL or not material
        if verdict(match) != case.verdict or not flagged:
            wrong.append((case, verdict(match), material))
    assert wrong == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_true_quotations_pass_through_misread_letters(records, made, seed):
    """Of a scan with 2% of its letters misread: faithful, or a doubt is shown where a number or a negation was hit."""
    scanned = [
        record | {"text": misread(record["text"], 0.02, seed * 10 + i), "source": record["source"] | {"text_source": "ocr"}}
        for i, record in enumerate(records)
    ]
    finder = Finder(scanned)
    true = [case for case in made if case.verdict in FAITHFUL]
    results = [(case, found(finder, case.quote)) for case in true]
    refused = [(c.quote, verdict(m)) for c, m in results if verdict(m) not in FAITHFUL and not _doubted(m)]
    assert len(refused) <= 0.01 * len(true), refused
    assert sum(verdict(m) in FAITHFUL for _, m in results) >= 0.95 * len(true)


def test_changed_quotations_do_not_pass_as_misread(records, made):
    scanned = [
        record | {"text": misread(record["text"], 0.02, i), "source": record["source"] | {"text_source": "ocr"}}
        for i, record in enumerate(records)
    ]
    finder = Finder(scanned)
    passed = [case for case in made if case.verdict not in FAITHFUL and verdict(found(finder, case.quote)) in FAITHFUL]
    assert passed == []


def _doubted(match: Match | None) -> bool:
    return match is not None and any(difference.doubt for difference in match.differences)
