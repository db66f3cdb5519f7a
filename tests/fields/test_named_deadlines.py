"""Deadlines whose day is named from where the writer stands, counted back, or printed beside a weekday; and who is bound."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.fields import deadlines
from tests.fields.test_deadlines import document, found

LETTER = date(2017, 11, 15)  # a Wednesday; November 23 is Thanksgiving

FOUND = [
    (
        "Please send the records no later than close of business Friday (June 22, 2018).",
        "2018-06-22",
        "no later than close of business Friday (June 22, 2018)",
    ),
    ("Please respond no later than Wednesday (November 29, 2017).", "2017-11-29", "no later than Wednesday (November 29, 2017)"),
    ("Send the report by Monday (December 4) at noon.", "2017-12-04", "by Monday (December 4) at noon"),
    ("Your answer is due Thursday, the 7th of December.", "2017-12-07", "due Thursday, the 7th of December"),
    ("We ask that you reply by next Friday, December 1.", "2017-12-01", "by next Friday, December 1"),
    ("Kindly reply by next Tuesday, November 28, 2017.", "2017-11-28", "by next Tuesday, November 28, 2017"),
    ("Please respond by Friday of next week.", "2017-11-24", "by Friday of next week"),
    ("Please respond no later than Monday of next week.", "2017-11-20", "no later than Monday of next week"),
    ("Please respond by Thursday of this week.", "2017-11-16", "by Thursday of this week"),
    ("Please respond by Friday of the week of December 4.", "2017-12-08", "by Friday of the week of December 4"),
    (
        "Please respond by Wednesday of the week beginning December 4, 2017.",
        "2017-12-06",
        "by Wednesday of the week beginning December 4, 2017",
    ),
    ("Please respond by Wednesday, two weeks from today.", "2017-11-29", "by Wednesday, two weeks from today"),
    ("Please respond by Friday, two weeks from today.", None, "by Friday, two weeks from today"),
    ("Please respond two weeks from today.", "2017-11-29", "two weeks from today"),
    ("You must answer within two weeks from today.", "2017-11-29", "within two weeks from today"),
    ("Please let us know ten days from the date of this letter.", "2017-11-25", "ten days from the date of this letter"),
    ("Please respond by two weeks from now.", "2017-11-29", "by two weeks from now"),
    ("Please submit the report by the end of the calendar year.", "2017-12-31", "by the end of the calendar year"),
    ("Please submit the report by the end of the year.", "2017-12-31", "by the end of the year"),
    ("Please submit the report by year end.", "2017-12-31", "by year end"),
    ("Please submit the report by the end of this month.", "2017-11-30", "by the end of this month"),
    ("Please submit the report before the end of the month.", "2017-11-30", "before the end of the month"),
    ("Please submit the report no later than the end of next month.", "2017-12-31", "no later than the end of next month"),
    ("Please submit the report by the end of December.", "2017-12-31", "by the end of December"),
    ("You must submit the plan by the end of February 2018.", "2018-02-28", "by the end of February 2018"),
    ("You must submit the plan by the end of January.", "2018-01-31", "by the end of January"),
    ("Please respond by the last business day of November 2017.", "2017-11-30", "by the last business day of November 2017"),
    ("Please respond by the last day of December.", "2017-12-31", "by the last day of December"),
    (
        "Please respond on or before the last working day of this month.",
        "2017-11-30",
        "on or before the last working day of this month",
    ),
    ("Please respond by the first business day of December.", "2017-12-01", "by the first business day of December"),
    (
        "Please respond by the tenth business day after the date of this letter.",
        "2017-11-30",
        "by the tenth business day after the date of this letter",
    ),
    (
        "Your answer must reach us by the 20th day after the date of this letter.",
        "2017-12-05",
        "by the 20th day after the date of this letter",
    ),
    (
        "Please reply no later than the tenth day following receipt of this letter.",
        None,
        "no later than the tenth day following receipt of this letter",
    ),
    ("Please respond by the 15th of next month.", "2017-12-15", "by the 15th of next month"),
    ("Please respond by the 27th.", "2017-11-27", "by the 27th"),
    ("Please respond by the 27th of this month.", "2017-11-27", "by the 27th of this month"),
    ("Please respond by the first of next month.", "2017-12-01", "by the first of next month"),
    ("Please respond by the 10th.", "2017-12-10", "by the 10th"),
    ("Please respond by December 1st.", "2017-12-01", "by December 1st"),
    (
        "Please submit your answer at least 10 days before January 5, 2018.",
        "2017-12-26",
        "at least 10 days before January 5, 2018",
    ),
    (
        "Please submit your answer at least ten (10) days prior to January 5.",
        "2017-12-26",
        "at least ten (10) days prior to January 5",
    ),
    (
        "Please submit your answer no later than 10 days before January 5, 2018.",
        "2017-12-26",
        "no later than 10 days before January 5, 2018",
    ),
    (
        "You must send your witness list not less than two weeks before January 5, 2018.",
        "2017-12-22",
        "not less than two weeks before January 5, 2018",
    ),
    (
        "You must send your witness list a minimum of 7 days in advance of January 5, 2018.",
        "2017-12-29",
        "a minimum of 7 days in advance of January 5, 2018",
    ),
    (
        "Please respond by close of business (COB) on Friday, December 1, 2017.",
        "2017-12-01",
        "by close of business (COB) on Friday, December 1, 2017",
    ),
    (
        "Please respond by the close of business (5:00 p.m.) on December 1, 2017.",
        "2017-12-01",
        "by the close of business (5:00 p.m.) on December 1, 2017",
    ),
    ("Please respond by COB (5 p.m. EST) on December 1, 2017.", "2017-12-01", "by COB (5 p.m. EST) on December 1, 2017"),
    ("Please respond NLT December 1, 2017.", "2017-12-01", "NLT December 1, 2017"),
    ("Please respond NLT COB December 1, 2017.", "2017-12-01", "NLT COB December 1, 2017"),
    ("Please respond by EOB on December 1.", "2017-12-01", "by EOB on December 1"),
    ("Please send the list in advance of December 1, 2017.", "2017-12-01", "in advance of December 1, 2017"),
    ("Please send the list ahead of December 1, 2017.", "2017-12-01", "ahead of December 1, 2017"),
    ("You have till December 1, 2017, to send the list.", "2017-12-01", "till December 1, 2017"),
    ("Your answer is due in this office December 1, 2017.", "2017-12-01", "due in this office December 1, 2017"),
    ("Your answer is due at our office on December 1, 2017.", "2017-12-01", "due at our office on December 1, 2017"),
    ("Your answer is due back to us by December 1, 2017.", "2017-12-01", "by December 1, 2017"),
    ("Responses are due to the Civil Rights Division by noon on December 1, 2017.", "2017-12-01", "by noon on December 1, 2017"),
    ("Please submit your answer by tomorrow at 5 p.m.", "2017-11-16", "by tomorrow at 5 p.m."),
    ("Please call us by noon tomorrow.", "2017-11-16", "by noon tomorrow"),
    ("Please confirm by the end of the day today.", "2017-11-15", "by the end of the day today"),
    ("Unless we hear from you by December 1, 2017, we will close the file.", "2017-12-01", "by December 1, 2017"),
    (
        "Unless this office receives your answer by December 1, 2017, the file will be closed.",
        "2017-12-01",
        "by December 1, 2017",
    ),
    ("If we have not heard from you by December 1, 2017, we will assume that you agree.", "2017-12-01", "by December 1, 2017"),
    (
        "If no response is received within sixty days of this request, we may close the file.",
        "2018-01-14",
        "within sixty days of this request",
    ),
    ("Absent a response by December 1, 2017, we will close the file.", "2017-12-01", "by December 1, 2017"),
    ("Please respond by November 31, 2017.", None, "by November 31, 2017"),
    ("Please respond no later than February 29, 2018.", None, "no later than February 29, 2018"),
    ("Please respond by Thursday, November 31.", None, "by Thursday, November 31"),
    ("You must appeal in 30 days.", "2017-12-15", "in 30 days"),
    ("Please respond in ten (10) days.", "2017-11-25", "in ten (10) days"),
    ("All records must be produced within 14 days.", "2017-11-29", "within 14 days"),
    ("A written answer is required within 14 days.", "2017-11-29", "within 14 days"),
    ("Please report to the grant officer within 30 days.", "2017-12-15", "within 30 days"),
    ("Please report to the manager within 30 days.", "2017-12-15", "within 30 days"),
    ("Please return the form to the award recipient within 30 days.", "2017-12-15", "within 30 days"),
    ("Please send proof to the grants management specialist within 10 days of receipt.", None, "within 10 days of receipt"),
    (
        "You must notify the agency within fifteen days of receiving such notice.",
        None,
        "within fifteen days of receiving such notice",
    ),
    (
        "You must pay within 30 days of the execution of this letter by both parties.",
        None,
        "within 30 days of the execution of this letter by both parties",
    ),
    (
        "You must report to us within ten days after the court enters its order.",
        None,
        "within ten days after the court enters its order",
    ),
    (
        "Please call us within five days of the date on which you get this notice.",
        None,
        "within five days of the date on which you get this notice",
    ),
    (
        "You may appeal within 90 days of the date of our response to your request.",
        "2018-02-13",
        "within 90 days of the date of our response to your request",
    ),
    ("Respond by Friday, December 1.", "2017-12-01", "by Friday, December 1"),
    ("Redact the names of the patients by December 8, 2017.", "2017-12-08", "by December 8, 2017"),
    ("Surrender the licenses by December 8, 2017.", "2017-12-08", "by December 8, 2017"),
    ("Cure the defects by December 8, 2017.", "2017-12-08", "by December 8, 2017"),
    ("Vacate the premises no later than December 8, 2017.", "2017-12-08", "no later than December 8, 2017"),
    ("Reinstate the employee by December 8, 2017.", "2017-12-08", "by December 8, 2017"),
    (
        "Quarantine the devices within 10 days of the date of this letter.",
        "2017-11-25",
        "within 10 days of the date of this letter",
    ),
    ("We demand that you produce the tapes by December 8, 2017.", "2017-12-08", "by December 8, 2017"),
    ("Please give the inspector access by December 8, 2017.", "2017-12-08", "by December 8, 2017"),
]


@pytest.mark.parametrize(("sentence", "day", "expression"), FOUND, ids=lambda v: str(v)[:70])
def test_named_days(sentence: str, day: str | None, expression: str) -> None:
    assert found(sentence, dated=LETTER) == [(day, expression)]


OTHERS = [
    "We will send you the forms by December 1, 2017.",
    "The Department will decide by December 1, 2017.",
    "The contractor will deliver the vehicles by December 1, 2017.",
    "The Inspector General will publish its report by the end of December.",
    "We expect to finish our review in 30 days.",
    "The office closed the file in 30 days.",
    "We received your answer in ten days.",
    "The meeting will take place on Friday of next week.",
    "The report covers the period through the end of December.",
    "Grantees completed the work within two weeks of the storm.",
    "The city hired ten officers at least 10 days before January 5, 2018.",
    "You asked us to respond by the 27th.",
    "We must respond to the court by December 1, 2017.",
    "A third of the 27th precinct moved by the end of 2017.",
    "You told us that you would answer by the end of the month.",
    "The Government will respond two weeks from today.",
    "The Government respectfully requests that the Court adjourn the conference until December 8, 2017.",
]


@pytest.mark.parametrize("sentence", OTHERS, ids=lambda v: v[:70])
def test_what_binds_others_is_none(sentence: str) -> None:
    assert found(sentence, dated=LETTER) == []


@pytest.mark.parametrize(
    ("sentence", "doubt"),
    [
        ("Please respond by November 31, 2017.", "impossible-date"),
        ("Please respond by Friday, two weeks from today.", "weekday-mismatch"),
        ("Please respond by Thursday (December 1, 2017).", "weekday-mismatch"),
        ("Please respond by next Friday.", "day-ambiguous"),
        ("Please respond by the end of the week.", "day-assumed"),
        ("You must appeal in 30 days.", "anchor-assumed"),
        ("All records must be produced within 14 days.", "anchor-assumed"),
    ],
)
def test_what_is_not_sure_is_a_doubt(sentence: str, doubt: str) -> None:
    (finding,) = deadlines.extract(document(sentence, dated=LETTER))
    assert doubt in [d.code for d in finding.doubts]
