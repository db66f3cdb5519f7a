"""What was taken out of a letter or made unreadable is told; the whole of it is `make silences`."""

from __future__ import annotations

import random

import pytest

from pipeline.config import Config
from pipeline.extraction import extract
from pipeline.quality.letters import MadeLetter, MadeLine
from tests.silences import plant, silences, told


def test_planted_silences_are_told():
    planted = list(silences(24, seed=5))
    assert sum(told(silence.text, silence.zone) for silence in planted) >= 0.95 * len(planted)


LETTER = (
    MadeLine("U.S. Department of Justice", "letterhead"),
    MadeLine("Civil Rights Division", "letterhead"),
    MadeLine("May 1, 2019", "date", 1),
    MadeLine("Ms. Ana Ruiz", "addressee", 1),
    MadeLine("Chief of Police", "addressee"),
    MadeLine("22 East Market Street", "addressee"),
    MadeLine("Enid, OK 73701", "addressee"),
    MadeLine("Dear Chief Ruiz:", "salutation", 1),
    MadeLine("Thank you for your letter about the jail, which the Department has read with care.", "body", 1),
    MadeLine("Sincerely,", "closing", 1),
    MadeLine("Bo Wu", "signature", 2),
    MadeLine("Chief, Voting Section", "signature"),
)


def letter(*left_out: int) -> str:
    return MadeLetter("city", tuple(line for i, line in enumerate(LETTER) if i not in left_out)).text


@pytest.mark.parametrize(
    ("left_out", "zone"),
    [
        pytest.param(2, "date", id="no date"),
        pytest.param(3, "addressee", id="nobody's name in the address"),
        pytest.param(5, "addressee", id="no street, and the city is not the capital"),
        pytest.param(6, "addressee", id="no city"),
        pytest.param(7, "salutation", id="no greeting"),
    ],
)
def test_what_a_letter_lacks(left_out, zone):
    assert not told(letter(), zone)
    assert told(letter(left_out), zone)


def test_somebody_else_is_greeted():
    assert told(letter().replace("Chief Ruiz", "Chief Park"), "addressee")


def test_a_letter_by_mail_needs_no_city():
    mailed = letter(5, 6).replace("Ms. Ana", "VIA EMAIL\n\nMs. Ana")
    assert not told(mailed, "addressee")


def test_a_day_in_the_text_is_not_surely_the_letters_own():
    assert told(letter(2).replace("the jail,", "the jail of May 9, 2018,"), "date")


@pytest.mark.parametrize(
    ("sentence", "doubted"),
    [
        pytest.param("Please send the books of the jail to this office not later than thirty days from the d", True, id="at the edge of a page"),
        pytest.param("Please send the books of the jail, the list of those who were held there, and the log of", True, id="a line was lost"),
        pytest.param("Please send the books of the jail to this office not later than thirty days from the date.", False, id="it ends"),
    ],
)  # fmt: skip
def test_a_request_that_breaks_off(sentence, doubted):
    text = letter().replace("Thank you for your letter about the jail, which the Department has read with care.", sentence)
    record = extract("a.txt", Config(), text.encode()).records[0]
    assert [
        reason["field"]
        for reason in record["review"]["reasons"]
        if reason["code"] == "incomplete" and "requests" in reason["field"]
    ] == (["$.requests[0]"] if doubted else [])


def test_a_line_that_cannot_be_read():
    assert told(letter().replace("Bo Wu", "B~ ^|~^ W§¬"), "signature")


def test_one_line_is_planted():
    planted = plant(MadeLetter("city", LETTER), random.Random(3))
    assert planted is not None and planted.line not in planted.text and planted.line in planted.whole
