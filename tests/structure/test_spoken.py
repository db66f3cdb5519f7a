"""Speeches and transcripts ask nothing of a reader; a memorandum may."""

from __future__ import annotations

import pytest

from extractors.fields import deadlines, questions, requests
from extractors.structure.spoken import is_spoken
from tests.builders import doc

ASKED = "Please send us your plan by May 1, 2019. Have you trained your officers?"


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(["Remarks as prepared for delivery", "Good morning.", ASKED], True, id="a speech"),
        pytest.param(["Attorney General Ann Bly Speaks at the Basin Law School", "Thank you.", ASKED], True, id="a title of a speech"),
        pytest.param(["News Conference", "MR. BLY: Good morning.", ASKED], True, id="a conference"),
        pytest.param(["Weekly Meeting", "Q Ms. Bly, have you read it?", "MS. BLY: Yes.", "Q When?", "MS. BLY: Today.", ASKED], True, id="turns"),
        pytest.param(["MEMORANDUM FOR ALL GRANTEES", "FROM: Ann Bly", "SUBJECT: Plans", ASKED], False, id="a memorandum"),
        pytest.param(
            ["MEMORANDUM", "TO: Bo Roe", "FROM: Ann Bly", "DATE: May 1, 2018", "SUBJECT: Plans", ASKED], False, id="its fields are no turns"
        ),
        pytest.param(["Dear Ms. Roe:", ASKED, "Sincerely,", "Ann Bly"], False, id="a letter"),
    ],
)  # fmt: skip
def test_spoken(paragraphs: list[str], expected: bool) -> None:
    document = doc(*paragraphs)
    assert is_spoken(document) is expected
    asked = [f for field in (questions, requests, deadlines) for f in field.extract(document)]
    assert bool(asked) is not expected
