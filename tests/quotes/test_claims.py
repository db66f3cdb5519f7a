"""What articles state in their own words, beside the records of the release and the letters of 2017."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.extraction import extract
from pipeline.quotes import Article, check, render_text

CORPUS = Path(__file__).parents[2] / "corpus" / "psp.pdf"


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    return list(extract(CORPUS).records)


def claims(records: list[dict[str, Any]], *paragraphs: str) -> list[tuple[str, str, str]]:
    report = check([Article("a", "\n".join(paragraphs))], records)
    return [(c.verdict, c.kind, c.said) for c in report.articles[0].claims]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("The letters went to four cities.", ("fits", "places", "four cities"), id="as many as there are letters"),
        pytest.param("Letters were sent to five cities.", ("contradicts", "places", "five cities"), id="the release names four"),
        pytest.param("The department sent three letters.", ("contradicts", "letters", "three letters"), id="fewer letters"),
        pytest.param(
            "The program in the release began in 12 locations.",
            ("fits", "places", "12 locations"),
            id="the first sites, not the letters",
        ),
        pytest.param(
            "Eleven sites were initially selected, the department said.",
            ("contradicts", "places", "Eleven sites"),
            id="eleven, not twelve",
        ),
        pytest.param(
            "Letters went to twelve cities.", ("contradicts", "places", "twelve cities"), id="a number of something else"
        ),
        pytest.param(
            "The letters give the chiefs until August 18 to answer.",
            ("fits", "deadline", "August 18"),
            id="deadline without a year",
        ),
        pytest.param(
            "The letters give them until Aug. 25 to answer.", ("contradicts", "deadline", "Aug. 25"), id="another deadline"
        ),
        pytest.param("A letter dated August 3 was sent.", ("fits", "date", "August 3"), id="a letter's own date"),
        pytest.param("The letters were sent on July 3.", ("contradicts", "date", "July 3"), id="another date"),
        pytest.param("The letters put three questions.", ("fits", "questions", "three questions"), id="questions"),
        pytest.param("The letters put four questions.", ("contradicts", "questions", "four questions"), id="other questions"),
        pytest.param("The letters list three criteria.", ("fits", "criteria", "three criteria"), id="criteria"),
        pytest.param("The letters were signed by Alan Hanson.", ("fits", "signatory", "Alan Hanson"), id="who signed"),
        pytest.param(
            "The letters were signed by Jeff Sessions.", ("contradicts", "signatory", "Jeff Sessions"), id="who did not sign"
        ),
        pytest.param(
            "The letter went to Chief Eric Jones of Stockton.",
            ("fits", "recipient", "Chief Eric Jones of Stockton"),
            id="who got one",
        ),
        pytest.param(
            "The letter went to Chief Eric Jones of Baltimore.",
            ("contradicts", "recipient", "Chief Eric Jones of Baltimore"),
            id="one's name and another's place",
        ),
        pytest.param(
            "The letters ask for 48 hours of advance notice of an alien’s release date.",
            ("fits", "number", "48 hours"),
            id="a number in what is asked",
        ),
        pytest.param(
            "The letters ask for 72 hours of advance notice of an alien’s release date.",
            ("contradicts", "number", "72 hours"),
            id="another number in what is asked",
        ),
    ],
)
def test_a_statement_stands_beside_what_the_records_hold(records, sentence, expected):
    assert expected in claims(records, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("The mayor has three children and moved to one of four cities on July 5.", id="no letter and no Department"),
        pytest.param("In a reply letter of July 3, the mayor put four questions.", id="a letter of others"),
        pytest.param("The chief said in a statement released on 5 August that he had no jail.", id="a statement of others"),
        pytest.param("The letters “put four questions to five cities.”", id="what is quoted is checked as a quotation"),
        pytest.param("The letters were sent to at least three cities.", id="a bound is no number"),
        pytest.param(
            "The letter to Stockton tells of 41 investigations since 2009.", id="records do not speak of investigations"
        ),
        pytest.param("The Justice Department has sent 41 letters since 2009.", id="letters of many years"),
        pytest.param("The Justice Department sends three letters a year.", id="so many a year"),
        pytest.param("Baltimore must answer a lawsuit by August 30.", id="names a city, and perhaps something else"),
    ],
)
def test_nothing_is_said_of_what_records_do_not_speak_of(records, sentence):
    assert [c for c in claims(records, sentence) if c[0] == "contradicts"] == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The four cities were given until August 18 to reply.", {("fits", "deadline", "August 18")}),
        ("Officials in Stockton must respond by Aug. 18.", {("fits", "deadline", "Aug. 18")}),
        ("Each of the cities had until August 25 to answer.", {("unknown", "deadline", "August 25")}),
        ("The chefs of Chicago must respond by Aug. 18.", set()),
    ],
)
def test_a_sentence_that_names_those_written_to_and_nothing_else_never_contradicts(records, sentence, expected):
    assert {c for c in claims(records, sentence) if c[1] == "deadline"} == expected


def test_each_of_a_list_is_looked_for(records):
    found = claims(records, "Letters went to police chiefs in Albuquerque, New Mexico; and to Chicago and Stockton, California.")
    told = {said: verdict for verdict, kind, said in found if kind == "recipient"}
    assert told == {"police chiefs in Albuquerque": "fits"} | {k: v for k, v in told.items() if "Albuquerque" not in k}
    assert {v for k, v in told.items() if "Chicago" in k} <= {"contradicts"}


def test_without_the_release_more_letters_may_have_been_sent(records):
    """Four letters are given: that there were five can't be told, that there were three is wrong."""
    letters = records[1:]
    assert ("unknown", "letters", "five letters") in claims(letters, "The department sent five letters.")
    assert ("contradicts", "letters", "three letters") in claims(letters, "The department sent three letters.")
    assert ("unknown", "recipient", "Chicago") in claims(letters, "A letter went to Chicago.")


def test_what_contradicts_is_looked_at(records):
    report = check([Article("a", "The letters went to five cities. They put three questions.")], records)
    assert report.looks == 1
    text = render_text(report)
    assert "1 to look at" in text
    assert text.index("CONTRADICTS THE RECORDS") < text.index("fits: how many questions")


def test_a_letter_that_is_quoted_whole_stays_a_source(records):
    letter = records[1]["text"]
    body = letter[letter.index("In determining") : letter.index("Thank you")]
    article = Article("a", "The letter to Albuquerque says:\n" + "\n".join(f"“{line}”" for line in body.strip().splitlines()))
    report = check([article], records)
    assert report.left_out == ()
    assert {q.verdict for q in report.articles[0].quotations} == {"exact"}
