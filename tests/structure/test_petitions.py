"""Letters to a court: the bench is the reader, and it is spoken of in the third person."""

from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.extraction import extract

LETTER = """U.S. Department of Justice

United States Attorney
District of Oregon

October 6, 2020

BY ECF

The Honorable {judge}
{bench}
40 Main Street
Portland, Oregon 97204

Re: United States v. Roe, 20 Cr. 330 (JJD)

{salutation}

{sentence}

Respectfully submitted,

JO BLACK
United States Attorney
"""
COURT = {"judge": "Jane J. Doe", "bench": "United States District Court", "salutation": "Dear Judge Doe:"}
MAYOR = {"judge": "Jane J. Doe", "bench": "Mayor of Portland", "salutation": "Dear Mayor Doe:"}


def record(sentence: str, reader: dict[str, str]) -> dict:
    letter = LETTER.format(sentence=sentence, **reader)
    return extract("letter.txt", Config(cache=False), letter.encode()).records[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "Accordingly, the Government respectfully requests that the Court grant the extension",
        "The Government requests permission to file, as needed, a supplemental appendix with its brief",
        "The Government respectfully submits this letter to request an extension of the deadline for the reply",
        "The Government must request the Court approve the proposed order",
        "The Government agrees and accordingly requests that the motions be heard in January",
        "We write to respectfully ask that Your Honor adjourn the conference",
        "The parties jointly request that the Court exclude time",
        "The Government also respectfully renews its request that time be excluded",
    ],
)
def test_what_is_asked_of_the_court_is_a_request(sentence):
    assert [item["text"] for item in record(f"{sentence}.", COURT)["requests"]] == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "The defendant requested that the Court grant bail",  # another asks
        "The defendant and her counsel also ask the Court to release her",
        "The Court granted the request that time be excluded",  # it was asked before
        "The Government will produce the files next week",  # what the writer will do
    ],
)
def test_what_others_asked_is_none(sentence):
    assert record(f"{sentence}.", COURT)["requests"] == []


def test_in_a_letter_to_others_a_request_to_a_court_is_reported_only():
    assert record("The Government requests permission to file a brief with the court.", MAYOR)["requests"] == []


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("The Government requests that defense motions be due on January 11, 2021.", []),  # a duty of others
        ("We request that the Court extend the deadline to November 23, 2020.", []),  # what it is asked to grant
        ("The defense response is to be due by 3:00 p.m. on Friday, July 9, 2021.", []),
        ("We request that the Court rule by June 1, 2021.", ["2021-06-01"]),  # what it is asked to do itself
    ],
)
def test_a_date_binds_the_court_only_where_it_acts(sentence, dates):
    assert [item["date"] for item in record(sentence, COURT)["deadlines"]] == dates
