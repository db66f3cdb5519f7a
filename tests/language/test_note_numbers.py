"""The number of a footnote hangs on a word, and the note stands at the foot of a page of one size."""

from __future__ import annotations

import pytest

from extractors.language.sentences import sentences
from pipeline.config import Config
from pipeline.extraction import extract


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It has not met its burden.2 And we ask that it do.", ["It has not met its burden.", "And we ask that it do."], id="digit"),
        pytest.param("He said “no.”12 The court agreed.", ["He said “no.”", "The court agreed."], id="behind a closing quotation mark"),
        pytest.param("It was sent.² The court agreed.", ["It was sent.", "The court agreed."], id="raised"),
        pytest.param("See section 4.2 And so on.", ["See section 4.2 And so on."], id="a number with a point in it"),
        pytest.param("It is in vol.2 The rest is not.", ["It is in vol.2 The rest is not."], id="an abbreviation ends nothing"),
        pytest.param("It rose by 3.5 to 4.1 in May.", ["It rose by 3.5 to 4.1 in May."], id="figures"),
    ],
)  # fmt: skip
def test_the_number_of_a_note_belongs_to_no_sentence(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


HEAD = "U.S. Department of Justice\nMay 1, 2019\n\nDear Judge Poe:\n\nThe files came late.{mark} We write of them.\n\n"
ASKS = "Accordingly, the Government respectfully requests that the Court set a day for any"
GOES_ON = "answer of the town, with replies due thereafter."


@pytest.mark.parametrize(
    ("mark", "note", "is_one"),
    [
        pytest.param("2", "2 They were sent in May.", True, id="its number hangs on a word above"),
        pytest.param("²", "² They were sent in May.", True, id="raised"),
        pytest.param("", "2 They were sent in May.", False, id="a number that nothing above bears"),
        pytest.param("2", "2. Were they sent in May?", False, id="an item"),
    ],
)
def test_a_note_at_the_foot_of_a_page_interrupts_no_sentence(mark: str, note: str, is_one: bool) -> None:
    """Plain text has one size; what goes on over the page is asked for as a whole, and the note is kept behind it."""
    text = f"{HEAD.format(mark=mark)}{ASKS}\n{note}\n\f{GOES_ON}\n\nSincerely,\n\nAnn Roe\n"
    [record] = extract("letter.txt", Config(cache=False), text.encode()).records
    whole = f"{ASKS} {GOES_ON}".removesuffix(".")
    assert ([request["text"] for request in record["requests"]] == [whole]) is is_one
    assert note in record["text"] or not is_one
