"""Four times the text takes about four times the work, whatever near-miss of a grammar it is made of.

Processor time, not a clock, and a bound that lies between what grows with the text (4) and with its square (16).
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from pipeline.config import Config
from pipeline.extraction import extract
from tests.containers import LETTER
from tests.growth import least

FEW = 150
CHARACTERS = 2_000
MOST = 8.5


def seconds(body: str) -> float:
    """The processor time of a letter that says so, the least of two."""
    data = LETTER.replace("Please answer by August 18, 2017.", body).encode()
    found = []
    for _ in range(2):
        before = time.process_time()
        extract("letter.txt", Config(ocr="never"), data, keep_documents=False)
        found.append(time.process_time() - before)
    return min(found)


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda n: "by August 18 " * n, id="limits without an end"),
        pytest.param(lambda n: "no later than thirty (30) days after the date of " * (n // 3), id="limits within limits"),
        pytest.param(lambda n: "\n".join("\t".join(["cell"] * 40) for _ in range(n // 6)), id="rows of a table"),
        pytest.param(lambda n: "\t".join(["cell"] * n * 2), id="cells of a row"),
        pytest.param(lambda n: "? " * n * 20, id="question marks"),
        pytest.param(lambda n: ". . . " * n * 10, id="dots"),
        pytest.param(lambda n: "“ " * n * 10, id="quotation marks"),
        pytest.param(lambda n: "Mr. Smith, " * n * 2, id="names"),
        pytest.param(lambda n: "42 U.S.C. § " * n * 2, id="halves of citations"),
        pytest.param(lambda n: "(a) " * n * 4, id="labels"),
    ],
)
def test_work_grows_with_the_text(made: Callable[[int], str]) -> None:
    seconds(made(10))  # what is loaded once
    assert seconds(made(4 * FEW)) < MOST * seconds(made(FEW)) + 0.2


@pytest.mark.parametrize(
    ("unit", "form"),
    [
        pytest.param("It found ", "body", id="what would be found, in one sentence"),
        pytest.param("We found ", "body*", id="in a paragraph each"),
        pytest.param("“x,” he said, ", "body*", id="quotations of whoever spoke before"),
        pytest.param("“ “a” ", "body", id="quotations within one that never ends"),
        pytest.param("We call ", "signature*", id="a block of who signs that is one long name"),
        pytest.param("Mr. Smith, ", "signature", id="names that sign"),
        pytest.param("Jane Roe\nChief\n", "addressee", id="names that are written to"),
        pytest.param("Please send (a) ", "release", id="requests and labels"),
    ],
)
def test_no_extractor_s_work_grows_faster(unit: str, form: str) -> None:
    """`make growth` tries all near-misses, with a narrower bound."""
    few, many = least(unit, form, CHARACTERS, 2), least(unit, form, 4 * CHARACTERS, 2)
    assert {name for name in many if many[name] > MOST * few[name] + 0.2} == set()
