"""Deadlines: every phrasing of the genre, and the dates that are none."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from spacy.tokens import Doc

from extractors.fields import deadlines
from extractors.fields.date import document_date
from extractors.structure.parts import Paragraph, Parts, read_parts
from tests import builders
from tests.budget import processor_seconds

LETTER_DATE = date(2018, 3, 5)  # a Monday


def document(*paragraphs: str, kind: str = "letter", dated: date | None = LETTER_DATE) -> Doc:
    doc = builders.doc(*paragraphs)
    starts = itertools.accumulate((len(p) + 1 for p in paragraphs), initial=0)
    body = tuple(Paragraph(start, start + len(text), text) for start, text in zip(starts, paragraphs, strict=False))
    read_parts.tell(doc, Parts(kind, body, body=body))
    document_date.tell(doc, dated)
    return doc


def found(*paragraphs: str, kind: str = "letter", dated: date | None = LETTER_DATE) -> list[tuple[str | None, str]]:
    doc = document(*paragraphs, kind=kind, dated=dated)
    findings = deadlines.extract(doc)
    for finding in findings:
        assert doc.text[finding.start : finding.end] == finding.value["expression"]
    return [(f.value["date"], f.value["expression"]) for f in findings]  # type: ignore[misc]


# --- generated: relation x time of day x form of the date x frame; the expected values are put together from the same pieces

RELATIONS = [
    ("no later than", "no_later_than"),
    ("not later than", "no_later_than"),
    ("by", "by"),
    ("by no later than", "no_later_than"),
    ("on or before", "on_or_before"),
    ("before", "before"),
    ("prior to", "before"),
]
TIMES = [
    "",
    "5:00 p.m. Eastern Time on ",
    "5 p.m. on ",
    "close of business on ",
    "the close of business on ",
    "COB ",
    "COB, ",
    "noon Eastern Time on ",
    "12:00 noon on ",
    "midnight on ",
    "11:59 p.m. ET on ",
    "5:00 PM (EST) on ",
    "4:30 p.m., Pacific Daylight Time, on ",
    "the end of the day on ",
    "2 p.m. local time on ",
]
DAY = date(2018, 5, 11)  # a Friday
DATES = [
    "May 11, 2018",
    "Friday, May 11, 2018",
    "FRIDAY, MAY 11, 2018",
    "11 May 2018",
    "Friday, 11 May 2018",
    "May 11th, 2018",
    "5/11/2018",
    "05/11/18",
    "5-11-2018",
    "2018-05-11",
    "Fri., May 11, 2018",
    "the 11th day of May, 2018",
    "May 11",
    "Friday, May 11",
    "May 11 , 2018",
    "May 11 2018",
]
FRAMES = [  # {} is the expression, {C} the same with a capital; the action that is to be read
    ("Please send us your answers {}.", "send us your answers"),
    ("{C}, please send us your answers.", "send us your answers"),
    ("{C}, kindly return the enclosed form to this office.", "return the enclosed form to this office"),
    ("We ask that you reply {}.", "reply"),
    ("I ask that you sign the certification {}, and keep a copy.", "sign the certification"),
    ("You must file the report with this office {}.", "file the report with this office"),
    ("The company shall pay the penalty {}.", "pay the penalty"),
    ("Each grantee is required to certify its spending {}.", "certify its spending"),
    ("You are hereby directed to produce the ledgers {}.", "produce the ledgers"),
    ("Your written response must be received {}.", "Your written response must be received"),
    ("Comments should be submitted {}.", "Comments should be submitted"),
    ("Applications are due {}.", "Applications are due"),
    ("A written response is requested {}.", "A written response is requested"),
    ("We would appreciate your response {}.", "your response"),
    ("I would be grateful if you would reply {}.", "reply"),
    ("We look forward to receiving your answers {}.", "receiving your answers"),
    ("If you wish to object, you may file an objection {}.", "file an objection"),
    ("Should you wish to appeal, your appeal must be postmarked {}.", "your appeal must be postmarked"),
    ("To avoid a default, the County must answer the complaint {}.", "answer the complaint"),
    ("Accordingly, {}, your client shall register as an agent.", "register as an agent"),
    ("The parties agree to exchange lists {}.", "exchange lists"),
    ("Let us know {} whether you will attend.", "let us know"),
    ("We must receive the signed agreement {}.", "receive the signed agreement"),
    ("Submit the final invoice {}.", "Submit the final invoice"),
    ("You need to confirm your attendance {}.", "confirm your attendance"),
    ("Please submit {} a list of the vehicles.", "submit a list of the vehicles"),
    ("It is essential that you answer {}.", "answer"),
    ("The records called for are to be delivered {}.", "The records called for are to be delivered"),
    ("Please provide the following {}:", "provide the following"),
    ("{C}, each office is to:", None),
    ("We request a response {}.", "a response"),
    ("This letter requires your office to turn over the tapes {}.", "turn over the tapes"),
]


def generated() -> Iterator[tuple[str, str, str, str | None]]:
    """A cover of the product: every frame with every relation, the times and the forms of the date running along."""
    times, dates = itertools.cycle(TIMES), itertools.cycle(DATES)
    for (frame, action), (phrase, relation) in itertools.product(FRAMES, RELATIONS):
        for _ in range(2):
            expression = f"{phrase} {next(times)}{next(dates)}"
            sentence = frame.replace("{C}", expression[0].upper() + expression[1:]).replace("{}", expression)
            yield sentence, expression, relation, action


@pytest.mark.parametrize(("sentence", "expression", "relation", "action"), list(generated()))
def test_every_frame_with_every_relation(sentence: str, expression: str, relation: str, action: str | None) -> None:
    (finding,) = deadlines.extract(document(sentence))
    value = finding.value
    assert str(value["expression"]).casefold() == expression.casefold()
    assert (value["date"], value["relation"], value["anchor"]) == (DAY.isoformat(), relation, None)
    assert (str(value["action"]).casefold() if value["action"] else None) == (action.casefold() if action else None)


COUNTS = [
    ("30 days", 30),
    ("thirty (30) days", 30),
    ("fourteen days", 14),
    ("forty-five (45) calendar days", 45),
    ("two weeks", 14),
    ("90 days", 90),
]
STARTS = [
    ("of the date of this letter", "document_date"),
    ("from the date of this letter", "document_date"),
    ("after the date of this notice", "document_date"),
    ("of this letter", "document_date"),
    ("from the date hereof", "document_date"),
    ("of today’s date", "document_date"),
    ("of receipt of this letter", "receipt"),
    ("from receipt", "receipt"),
    ("after you receive this letter", "receipt"),
    ("of your receipt of this notice", "receipt"),
    ("of the entry of the decree", "entry_of_decree"),
    ("after the effective date of the agreement", "effective_date_of_agreement"),
    ("of March 12, 2018", "2018-03-12"),
]
RELATIVE_FRAMES = [
    "Please respond in writing {}.",
    "{C}, you must file an answer.",
    "Your appeal must be postmarked {}.",
    "The company shall submit a plan {}.",
    "We ask that you return the form {}.",
]


def relative_cases() -> Iterator[tuple[str, str, str | None, str]]:
    counts = itertools.cycle(COUNTS)
    for frame, (start, anchor), relation in itertools.product(RELATIVE_FRAMES, STARTS, ("within", "no later than")):
        length, days = next(counts)
        expression = f"{relation} {length} {start}"
        origin = {"document_date": LETTER_DATE, "2018-03-12": date(2018, 3, 12)}.get(anchor)
        expected = (origin + timedelta(days=days)).isoformat() if origin else None
        yield frame.replace("{C}", expression.capitalize()).replace("{}", expression), expression, expected, anchor


@pytest.mark.parametrize(("sentence", "expression", "expected", "anchor"), list(relative_cases()))
def test_relative(sentence: str, expression: str, expected: str | None, anchor: str) -> None:
    (finding,) = deadlines.extract(document(sentence.replace("march 12", "March 12")))
    assert str(finding.value["expression"]).casefold() == expression.casefold()
    assert (finding.value["date"], finding.value["anchor"]) == (expected, anchor)


# --- written out: what must be found, in a letter of March 5, 2018

POSITIVES = [
    # how a duty is put
    ("Please respond no later than April 6, 2018.", [("2018-04-06", "no later than April 6, 2018")]),
    ("Your response is due on April 6, 2018.", [("2018-04-06", "due on April 6, 2018")]),
    ("Your response is due April 6, 2018, at noon.", [("2018-04-06", "due April 6, 2018, at noon")]),
    ("Your response is due by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("Your response, signed by the sheriff, is due no later than April 6.", [("2018-04-06", "no later than April 6")]),
    ("The deadline for applications is April 6, 2018.", [("2018-04-06", "April 6, 2018")]),
    ("The deadline to submit comments is 5:00 p.m. EST on April 6, 2018.", [("2018-04-06", "5:00 p.m. EST on April 6, 2018")]),
    ("The deadline for your answer has been extended to April 6, 2018.", [("2018-04-06", "April 6, 2018")]),
    ("The closing date for applications is April 6, 2018.", [("2018-04-06", "April 6, 2018")]),
    ("Response due: April 6, 2018", [("2018-04-06", "April 6, 2018")]),
    ("Application Deadline: Friday, April 6, 2018, 11:59 p.m. ET", [("2018-04-06", "Friday, April 6, 2018, 11:59 p.m. ET")]),
    ("You have until April 6, 2018, to cure the default.", [("2018-04-06", "until April 6, 2018")]),
    ("You have 30 days from the date of this letter to respond.", [("2018-04-04", "30 days from the date of this letter")]),
    (
        "You have ninety (90) days from receipt of this notice to file a civil action.",
        [(None, "ninety (90) days from receipt of this notice")],
    ),
    ("Your client has fourteen days to sign the agreement.", [("2018-03-19", "fourteen days")]),
    ("We must have the ledgers by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("This office should receive the ledgers by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("Your answers must reach us by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("I would like to have your answer by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("We expect your client to comply by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("We expect a full response by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("The Department requests that the City provide the policies by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("It is requested that a reply be sent by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("You are invited to submit a position paper by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("You will need to return the form by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("Interested parties may submit written comments until April 6, 2018.", [("2018-04-06", "until April 6, 2018")]),
    ("Applications will be accepted until April 6, 2018.", [("2018-04-06", "until April 6, 2018")]),
    ("Counsel must, by April 6, 2018, identify every document withheld.", [("2018-04-06", "by April 6, 2018")]),
    ("You are required, within 30 days of receipt, to post the notice.", [(None, "within 30 days of receipt")]),
    ("Each grantee, no later than April 6, 2018, must certify its spending.", [("2018-04-06", "no later than April 6, 2018")]),
    ("To remain eligible, return the form by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("If you wish to be heard, notify the clerk by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("Please call me before April 6, 2018.", [("2018-04-06", "before April 6, 2018")]),
    ("Please be advised that your answer is due by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("Please note that all forms must be postmarked by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("(a) Submit the audit report no later than April 6, 2018;", [("2018-04-06", "no later than April 6, 2018")]),
    ("Please ensure that the funds are returned by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    (
        "A written answer is required within 20 days of the date of this letter.",
        [("2018-03-25", "within 20 days of the date of this letter")],
    ),
    ("Please RSVP by noon on April 6.", [("2018-04-06", "by noon on April 6")]),
    # consequences stand where nothing else says the date
    ("Failure to respond by April 6, 2018, may lead to a lawsuit.", [("2018-04-06", "by April 6, 2018")]),
    ("If we do not receive your answer by April 6, 2018, we will close the file.", [("2018-04-06", "by April 6, 2018")]),
    ("If you do not respond by April 6, 2018, your application will be withdrawn.", [("2018-04-06", "by April 6, 2018")]),
    ("Unless you object by April 6, 2018, the records will be released.", [("2018-04-06", "by April 6, 2018")]),
    ("If no response is received by April 6, 2018, the matter will be referred.", [("2018-04-06", "by April 6, 2018")]),
    (
        "Please respond by April 6, 2018. Failure to respond by April 6, 2018, may lead to a lawsuit.",
        [("2018-04-06", "by April 6, 2018")],
    ),
    (  # another consequence than that of the date that is stated
        "Please pay by April 6, 2018. Should we not hear from you within 40 days of the date of this letter, we will close the file.",
        [("2018-04-06", "by April 6, 2018"), ("2018-04-14", "within 40 days of the date of this letter")],
    ),
    (
        "If you are not satisfied, you may bring suit not later than April 6, 2018.",
        [("2018-04-06", "not later than April 6, 2018")],
    ),
    ("More time may be had if it is sought by April 6, 2018.", [("2018-04-06", "by April 6, 2018")]),
    ("Your client must register within ten days of becoming an agent.", [(None, "within ten days of becoming an agent")]),
    # more than one
    (
        "Please send the policies by April 6, 2018, and the data by May 4, 2018.",
        [("2018-04-06", "by April 6, 2018"), ("2018-05-04", "by May 4, 2018")],
    ),
    (
        "Please reply within 14 days of receipt of this letter, but in no event later than April 6, 2018.",
        [(None, "within 14 days of receipt of this letter"), ("2018-04-06", "in no event later than April 6, 2018")],
    ),
    (
        "The company must: (1) pay the fine by April 6, 2018; and (2) file a report by May 4, 2018.",
        [("2018-04-06", "by April 6, 2018"), ("2018-05-04", "by May 4, 2018")],
    ),
    (
        "By April 6, 2018, you must file the plan, and by May 4, 2018, a first report.",
        [("2018-04-06", "By April 6, 2018"), ("2018-05-04", "by May 4, 2018")],
    ),
    (
        "Please reply within 30 days of the date of this letter, that is, by April 4, 2018.",
        [("2018-04-04", "within 30 days of the date of this letter")],
    ),
    # one of two counts
    (
        "You must reply no later than the earlier of April 6, 2018, and 10 days after the date of this letter.",
        [("2018-03-15", "no later than the earlier of April 6, 2018, and 10 days after the date of this letter")],
    ),
    (
        "You must reply within 30 days of the date of this letter or by April 10, 2018, whichever is later.",
        [("2018-04-10", "within 30 days of the date of this letter or by April 10, 2018, whichever is later")],
    ),
    (
        "You must accept within 45 days of receipt or by April 10, 2018, whichever is earlier.",
        [(None, "within 45 days of receipt or by April 10, 2018, whichever is earlier")],
    ),
    ("Your cooperation in submitting the audit by August 1, 2018, is appreciated.", [("2018-08-01", "by August 1, 2018")]),
    ("Absent a response by May 2, 2018, the Section will close its file.", [("2018-05-02", "by May 2, 2018")]),
    ("We trust that you will consider this and will reply by May 2, 2018.", [("2018-05-02", "by May 2, 2018")]),
    (
        "You have ten days from your receipt of this letter in which to request a hearing.",
        [(None, "ten days from your receipt of this letter")],
    ),
    # how time is counted
    (
        "Please reply within ten business days of the date of this letter.",
        [("2018-03-19", "within ten business days of the date of this letter")],
    ),
    (
        "Please reply within sixty (60) working days of the date of this letter.",
        [("2018-05-29", "within sixty (60) working days of the date of this letter")],  # over Memorial Day
    ),
    # counted from what one does, or what is done to one, once
    (
        "Applicants who are selected must sign the contract within 45 days of being told.",
        [(None, "within 45 days of being told")],
    ),
    (
        "You must tell us of a sale within 20 days after approving the price.",
        [(None, "within 20 days after approving the price")],
    ),
    # a day of each month is none by itself, that of one month is
    (
        "You must file monthly statements on or before the 15th day of the following month.",
        [(None, "on or before the 15th day of the following month")],
    ),
    (
        "You must file the statement on or before the 15th day of the following month.",
        [("2018-04-15", "on or before the 15th day of the following month")],
    ),
    (
        "Please reply within two months of the date of this letter.",
        [("2018-05-05", "within two months of the date of this letter")],
    ),
    (
        "Please reply within one (1) year of the date of this letter.",
        [("2019-03-05", "within one (1) year of the date of this letter")],
    ),
    ("Please reply within 72 hours of the date of this letter.", [("2018-03-08", "within 72 hours of the date of this letter")]),
    ("Please reply within 30 days.", [("2018-04-04", "within 30 days")]),
    ("Please reply within the next two weeks.", [("2018-03-19", "within the next two weeks")]),
    ("Please reply by Friday.", [("2018-03-09", "by Friday")]),
    ("Please reply by close of business on Monday.", [("2018-03-12", "by close of business on Monday")]),  # not the same day
    ("You must finish the work by the end of June 2018.", [("2018-06-30", "by the end of June 2018")]),
    ("You must finish the work by the end of 2018.", [("2018-12-31", "by the end of 2018")]),
    (
        "You must reply no later than one week before April 16, 2018.",
        [("2018-04-09", "no later than one week before April 16, 2018")],
    ),
    ("Please reply by January 10.", [("2019-01-10", "by January 10")]),  # the next one
    ("Please reply by March 5, 2018.", [("2018-03-05", "by March 5, 2018")]),  # the same day is not past
    # appeals
    (
        "If you are not satisfied with this response, you may administratively appeal by writing to the Director. Your appeal must be "
        "postmarked or electronically submitted within 90 days of the date of my response to your request.",
        [("2018-06-03", "within 90 days of the date of my response to your request")],
    ),
    (
        "You may appeal this denial within sixty days of the date of this letter.",
        [("2018-05-04", "within sixty days of the date of this letter")],
    ),
    (
        "You may request reconsideration no later than 60 days from the date of this determination.",
        [("2018-05-04", "no later than 60 days from the date of this determination")],
    ),
    (
        "You have the right to appeal within 30 days of your receipt of this decision.",
        [(None, "within 30 days of your receipt of this decision")],
    ),
    (
        "Any objection must be filed within 14 days after service of this order.",
        [(None, "within 14 days after service of this order")],
    ),
    (
        "Should it come to sell, we ask that you notify us in writing within ten business days of any such change.",
        [(None, "within ten business days of any such change")],
    ),
    (
        "If the lease ends, you must tell the clerk no later than five days after any such event.",
        [(None, "no later than five days after any such event")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), POSITIVES, ids=lambda v: v[:70] if isinstance(v, str) else "")
def test_found(sentence: str, expected: list[tuple[str | None, str]]) -> None:
    assert found(sentence) == expected


RELEASE_POSITIVES = [
    ("He was remanded and ordered to pay restitution within 90 days of sentencing.", [(None, "within 90 days of sentencing")]),
    (
        "The settlement requires the landlord to train its staff within 30 days of entry of the decree.",
        [(None, "within 30 days of entry of the decree")],
    ),
    ("The court gave the state until June 1, 2018, to submit a plan.", [("2018-06-01", "until June 1, 2018")]),
    (
        "Applications for the program are due June 1, 2018, by 7:59 p.m. ET.",
        [("2018-06-01", "due June 1, 2018, by 7:59 p.m. ET")],
    ),
    ("Reporters who wish to attend should RSVP by noon on June 1, 2018.", [("2018-06-01", "by noon on June 1, 2018")]),
    ("Under the order, Acme must, within 30 days, sell its plant to a buyer.", [(None, "within 30 days")]),
    ("Under the settlement, the company will pay $2 million by June 1, 2018.", [("2018-06-01", "by June 1, 2018")]),
    ("Hollis was ordered to report to prison by noon on June 1, 2018.", [("2018-06-01", "by noon on June 1, 2018")]),
    (
        "The county agreed to hire a monitor within 60 days of the effective date.",
        [(None, "within 60 days of the effective date")],
    ),
    ("The decree requires the refinery to install monitors by December 31, 2019.", [("2019-12-31", "by December 31, 2019")]),
    ("The judge ordered Pell to surrender by June 1, 2018.", [("2018-06-01", "by June 1, 2018")]),
    ("Victims must file claims no later than June 1, 2018.", [("2018-06-01", "no later than June 1, 2018")]),
    ("Applications are due by 8 p.m. ET on June 1, 2018.", [("2018-06-01", "by 8 p.m. ET on June 1, 2018")]),
    ("Applicants have until June 1 to apply.", [("2018-06-01", "until June 1")]),
    ("Members of the media must register by June 1, 2018.", [("2018-06-01", "by June 1, 2018")]),
    ("The bank must repay its customers within 90 days.", [(None, "within 90 days")]),
    (
        "Comments may be submitted within 30 days of publication in the Federal Register.",
        [(None, "within 30 days of publication in the Federal Register")],
    ),
    ("The public may comment on the proposed decree until June 1, 2018.", [("2018-06-01", "until June 1, 2018")]),
    (
        "Any person may submit written comments within 60 days of the publication of this notice.",
        [(None, "within 60 days of the publication of this notice")],
    ),
    ("As part of the agreement, the firm must divest two plants by June 1, 2018.", [("2018-06-01", "by June 1, 2018")]),
    ("Anyone who believes that he was overcharged should submit a claim by June 1, 2018.", [("2018-06-01", "by June 1, 2018")]),
]


@pytest.mark.parametrize(("sentence", "expected"), RELEASE_POSITIVES, ids=lambda v: v[:70] if isinstance(v, str) else "")
def test_found_in_a_release(sentence: str, expected: list[tuple[str | None, str]]) -> None:
    assert found("The parties entered a settlement.", sentence, kind="press_release") == expected


def test_items_of_an_open_lead_in_bear_their_duty() -> None:
    assert found(
        "The county must:",
        "1. within 30 days of the effective date, hire a monitor;",
        "2. retrofit both boilers by June 1, 2018.",
    ) == [
        (None, "within 30 days of the effective date"),
        ("2018-06-01", "by June 1, 2018"),
    ]


# --- dates that are no deadlines of the reader; by the reason

NEGATIVES = {
    "how long something lasts": [
        "We ask that you preserve the account for ninety days from the date of this letter.",
        "Please keep the log for the next two weeks from today.",
    ],
    "what the Department itself will do": [
        "We will respond by April 6, 2018.",
        "I will write to you again no later than April 6, 2018.",
        "We expect to finish our review by April 6, 2018.",
        "The Department will announce the awards by April 6, 2018.",
        "The Division intends to issue its report before April 6, 2018.",
        "Our auditors will return the records within 30 days of the exit conference.",
        "This office must decide your appeal within 20 working days of its receipt.",
        "The Department has 30 days to decide whether to intervene.",
        "We hope to visit your office before April 6, 2018.",
        "You will hear from us by April 6, 2018.",
        "You will receive our report within 60 days of the visit.",
        "The Attorney General shall report to Congress by April 6, 2018.",
        "OJP will release the funds no later than April 6, 2018.",
        "My staff will call you before April 6, 2018.",
        "By April 6, 2018, we will have read your answers, and you should expect a call.",
        "We plan to file suit by April 6, 2018.",
        "The United States must respond to the motion by April 6, 2018.",
        "A written report will follow within 60 days.",
        "Within 30 days of the visit, the Department will send you a report.",
        "We are to file our brief by April 6, 2018.",
        "The Bureau of Justice Assistance expects to announce awards by April 6, 2018.",
        "Please send the records so that we may read them before April 16, 2018.",
        "You must keep the records, and we will collect them by April 6, 2018.",
        "We would like to finish our review by April 6, 2018.",
        "We ask for your patience; we will answer by April 6, 2018.",
        "The Department may file suit by April 6, 2018.",
    ],
    "meetings and events": [
        "The hearing is set for April 6, 2018.",
        "A meeting will be held on April 6, 2018.",
        "The conference is scheduled for 10:00 a.m. on April 6, 2018.",
        "The workshop must be held before April 6, 2018.",
        "The next planning session takes place on April 6, 2018.",
        "The general election is to be held on November 6, 2018.",
        "Our analysts will be on site from April 9 through April 12, 2018.",
        "We will meet you at your office on April 6, 2018, at 9:00 a.m.",
        "Monday, April 16, 2018, 1:00 p.m. Entrance conference",
        "Please plan to attend the training that will be held by April 6, 2018.",
        "Sentencing is scheduled for April 6, 2018.",
        "Sentencing must take place by April 6, 2018.",
        "Please join us on April 6, 2018.",
        "The monitors will arrive before November 6, 2018.",
    ],
    "effective dates": [
        "The rule takes effect on April 6, 2018.",
        "The amendments shall take effect no later than April 6, 2018.",
        "The new policy becomes effective by April 6, 2018.",
        "The agreement is effective as of April 6, 2018.",
        "The order must become effective by April 6, 2018.",
        "Please note that the rule takes effect by April 6, 2018.",
    ],
    "ends of periods": [
        "The fiscal year ends on September 30, 2018.",
        "The award period runs through September 30, 2018.",
        "The award will expire by September 30, 2018.",
        "The term of the agreement shall expire no later than April 6, 2020.",
        "The agreement remains in effect until April 6, 2020.",
        "Please produce the records for the period from October 1, 2016, through September 30, 2018.",
        "Please provide the minutes of all meetings until June 30, 2018.",
        "The certification lapses on June 30, 2018.",
        "The project ends by June 30, 2018.",
        "Funds remain available until September 30, 2018.",
        "You must keep your records until September 30, 2021.",
        "The county must remain in compliance until April 6, 2020.",
        "The comment period closes on April 6, 2018.",
        "Please describe the work scheduled for the quarter ending by June 30, 2018.",
        "The waiting period ends 30 days after substantial compliance.",
        "The agreement shall terminate no later than June 30, 2020.",
    ],
    "other uses of a date": [
        "Effective June 1, 2018, all grantees must use the new form.",
        "You may request reimbursement for costs incurred before June 1, 2018.",
        "We request your attendance at a meeting to be held before June 1, 2018.",
        "We request a meeting with you before June 1, 2018.",
        "Please sign on or about June 1, 2018.",
        "You should know that by June 1, 2018, the system will be offline.",
        "The 60-day review period will expire on June 3, 2018.",
        "Each recipient must report any breach within 24 hours of its occurrence.",
        "You must notify this office within 10 days of any change of address.",
    ],
    "nothing for the reader to do": [
        "Thirty days from the date of this letter, the file will be closed.",
        "The statute of limitations runs on May 2, 2018.",
        "The grant closes out within 90 days of September 30, 2018.",
        "Our records show that the report due on April 30, 2018, has no author.",
        "We anticipate that our report will be complete by May 2, 2018.",
    ],
    "embargoes": [
        "Embargoed until 10:00 a.m. on April 6, 2018.",
        "Not for release before April 6, 2018.",
        "This release is embargoed through April 6, 2018.",
    ],
    "past dates": [
        "Your certification was due on January 15, 2018.",
        "You were required to respond by February 2, 2018.",
        "Please produce all messages sent on or before February 2, 2018.",
        "You must certify that the work was finished by December 31, 2017.",
        "The County failed to file its report by June 30, 2017.",
        "We asked for the ledgers by January 19, 2018.",
        "Please send any policy adopted before January 1, 2018.",
        "Please list the grants closed by December 31, 2017.",
        "The deadline for applications was January 15, 2018.",
        "Your response should have reached us by February 2, 2018.",
        "The notice gave you until February 2, 2018, to appeal.",
        "As required, the report was filed within 30 days of the award.",
        "He was arrested within two days of the robbery.",
        "The board met within 30 days of the complaint.",
        "Your reply was received on February 2, 2018.",
        "We have already extended this date once, from February 2, 2018.",
        "The company was asked to respond within 30 days.",
        "Within 24 hours of the call, officers had searched the house.",
        "You told us that the report was due within 60 days of the audit.",
    ],
    "what a third person said or will do": [
        "You told us that the city would adopt a policy by June 1, 2018.",
        "Your letter says that the County will hire a monitor by June 1, 2018.",
        "The parties have told us that they would like to close by October 31, 2018.",
        "The court will rule by June 1, 2018.",
        "The legislature is expected to adjourn by June 1, 2018.",
        "Congress must act by June 1, 2018.",
        "The contractor hopes to finish by June 1, 2018.",
        "Construction is likely to be finished by June 1, 2018.",
        "The vendor said that delivery would take place within 30 days of the order.",
        "The plan is to be operational by June 1, 2018, you wrote.",
    ],
    "standing rules and what a law says": [
        "The statute requires agencies to respond within 20 days of receipt.",
        "Under the policy, complaints are investigated within 30 days of filing.",
        "The regulation provides that a report must be filed within 30 days after the end of each quarter.",
        "The protocol states that inmates must be screened within 14 days of admission.",
        "The jail must screen inmates within 24 hours of booking.",
        "Reports must be filed within 30 days of the end of each quarter.",
        "Officers must report any use of force within 24 hours of the incident.",
        "Deputies must finish a report within 48 hours of an arrest.",
        "Supervisors should review each report within 72 hours of any use of force.",
        "Reports are due by January 30 of each year.",
        "Your manual says that complaints must be closed within 90 days of receipt.",
        "The Act requires a hearing within 10 days of a request.",
        "Grievances must be answered within five days.",
        "The facility may hold a juvenile for no more than 48 hours.",
        "Detainees must see a judge within 48 hours of arrest.",
    ],
    "questions": [
        "Did the city adopt the policy by January 1, 2018?",
        "Must officers file a report within 24 hours of the date of this letter?",
        "Will you finish the work by June 1, 2018?",
        "What steps must the county take by June 1, 2018?",
    ],
    "courtesies and information": [
        "Please feel free to call before April 6, 2018.",
        "Please do not hesitate to write to me before April 6, 2018.",
        "Please see our letter, which expires by April 6, 2018.",
        "Please be advised that the office closes by April 6, 2018.",
        "This letter is to inform you that the award ends by April 6, 2018.",
        "The purpose of this letter is to tell you of the visit on April 6, 2018.",
        "Please understand that a decision is expected by April 6, 2018.",
    ],
    "conditions and circumstances without a duty": [
        "If the project ends before April 6, 2018, the funds revert.",
        "Because the office moves by April 6, 2018, mail may be late.",
        "Unless the law changes by April 6, 2018, the award stands.",
        "Anyone employed before April 6, 2018, is covered.",
        "The list includes every child who must be enrolled by April 6, 2018.",
        "We will visit the sites that must be closed by April 6, 2018.",
        "You must not destroy any record before April 6, 2020.",
        "Applicants must have graduated by June 1, 2018.",
        "Applicants must be at least 18 by June 1, 2018.",
        "The project should be completed by June 1, 2018.",
    ],
    "no answer asked": [
        "Nothing in this letter requires you to act before June 1, 2018.",
        "No response is required by June 1, 2018.",
        "You are not required to respond by June 1, 2018.",
        "You need not respond before June 1, 2018.",
        "We do not expect a response by June 1, 2018.",
        "Responses received after June 1, 2018, will not be read.",
    ],
    "what was asked of the Department": [
        "You have asked us to reply by June 1, 2018.",
        "Your letter asks that we respond within 30 days.",
        "The FOIA requires us to respond within 20 working days of receipt.",
        "We are required to respond to your request within 20 days.",
        "In your letter you asked for an extension until June 1, 2018.",
        "We are required to notify you that suit may be filed by June 1, 2018.",
        "The Attorney General may file suit 49 days after issuance of this letter.",
    ],
    "amounts, versions and other numbers": [
        "Please cite 28 C.F.R. § 42.104 and the letter by Ms. Hale.",
        "You must pay by check 30 days of wages.",
        "Please send form 5-17 by mail.",
        "The fine is due under 18 U.S.C. § 3571.",
        "You may be jailed for up to 30 days.",
        "A sentence of no more than 30 months must be served.",
    ],
}


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [(reason, sentence) for reason, sentences in NEGATIVES.items() for sentence in sentences],
    ids=lambda v: v[:60],
)
def test_no_deadline(reason: str, sentence: str) -> None:
    assert found(sentence) == [], reason


RELEASE_NEGATIVES = [
    ("According to the indictment, he told investors that they must wire funds by June 1, 2018.", "part of the charge"),
    ("The department asked the court to order the county to comply by June 1, 2018.", "not yet ordered"),
    ("The firm was required to file reports within 10 days of each sale.", "a standing rule of the past"),
    ("Federal law requires employers to verify eligibility within three days of hire.", "a standing rule"),
    ("The application period opens on May 1 and closes on June 1, 2018.", "the end of a period"),
    ("Claims filed before June 1, 2018, will be paid first.", "no duty"),
    ("Grantees have three years to spend the money.", "a period"),
    ("Pell pleaded guilty on April 12, 2012, and will be sentenced by June 1, 2018.", "an event"),
    ("The court must approve the settlement by June 1, 2018.", "the court's act"),
    ("Judge Ortiz will rule by June 1, 2018.", "the court's act"),
    ("The division will publish a notice within 30 days.", "the Department's own act"),
    ("Each county was asked to respond within 30 days.", "told of the past, and nothing says from when"),
    ("The awards will be made by September 30, 2018.", "the Department's own act"),
    ("The program will end by September 30, 2018.", "the end of a period"),
    ("From May 2017 through June 2018, the firm billed Medicare.", "a range"),
    ("Funding will be available by June 1, 2018.", "no act of a reader"),
    ("A virtual office hour will be held before June 1, 2018.", "an event"),
    ("He is scheduled to be sentenced on June 1, 2018.", "an event"),
    ("Officers arrived within five minutes.", "told of the past"),
    ("The attack came within days of the election.", "told of the past"),
    ("The settlement must be approved by the court.", "no date"),
]


@pytest.mark.parametrize(("sentence", "reason"), RELEASE_NEGATIVES, ids=lambda v: v[:50])
def test_no_deadline_in_a_release(sentence: str, reason: str) -> None:
    assert found("The parties entered a settlement.", sentence, kind="press_release") == [], reason


# --- what a finding says beside the day


def only(sentence: str, **about: object) -> dict[str, object]:
    (finding,) = deadlines.extract(document(sentence, **about))  # type: ignore[arg-type]
    return {**finding.value, "doubts": [doubt.code for doubt in finding.doubts], "rule": finding.rule}


def test_a_weekday_that_does_not_fit_is_a_doubt() -> None:
    assert only("Please reply by Thursday, May 4, 2018.")["doubts"] == ["weekday-mismatch"]
    assert only("Please reply by Friday, May 4, 2018.")["doubts"] == []


def test_words_count_where_the_figure_differs_and_it_is_a_doubt() -> None:
    value = only("Please reply within fourteen (15) days of the date of this letter.")
    assert (value["date"], value["doubts"]) == ("2018-03-19", ["number-mismatch"])


def test_days_from_nowhere_count_from_the_letter_with_a_doubt() -> None:
    value = only("Please reply within 14 days.")
    assert (value["date"], value["anchor"], value["doubts"]) == ("2018-03-19", "document_date", ["anchor-assumed"])


def test_without_a_date_of_the_letter_only_printed_years_are_dated() -> None:
    assert found("Please reply by May 4, 2018.", dated=None) == [("2018-05-04", "by May 4, 2018")]
    assert found("Please reply by May 4.", dated=None) == [(None, "by May 4")]
    assert found("Please reply within 30 days of the date of this letter.", dated=None) == [
        (None, "within 30 days of the date of this letter")
    ]


def test_shared_action_of_two_limits() -> None:
    findings = deadlines.extract(
        document("Please deliver the tapes within 10 days of receipt and, in any event, no later than May 4, 2018.")
    )
    assert [f.value["action"] for f in findings] == ["deliver the tapes", "deliver the tapes"]


def test_footnotes_bear_no_deadlines() -> None:
    doc = document("Please reply by May 4, 2018.")
    parts = read_parts(doc)
    note = Paragraph(0, len(doc.text), doc.text, footnote=True)
    read_parts.tell(doc, Parts(parts.kind, parts.paragraphs, body=(note,)))
    assert deadlines.extract(doc) == []


def test_the_words_of_a_memorandum_bind_its_components() -> None:
    sentence = "The working group shall report to me within 90 days."
    assert found(sentence) == []
    assert found(sentence, kind="other") == [("2018-06-03", "within 90 days")]


@pytest.mark.parametrize(
    "piece", ["the ", "must ", "you ", "a b, ", "( ", "1 ", "If no ", "we ask that the city ", " and ordered the x", "thirty "]
)
def test_no_sentence_is_slow(piece: str) -> None:
    doc = document(piece * (6000 // len(piece)) + "by May 4, 2018")
    with processor_seconds(60):  # a pattern that backtracks takes minutes
        deadlines.extract(doc)


ADVISORY = ["MEDIA ADVISORY", "FOR IMMEDIATE RELEASE", "Monday, March 5, 2018", "CLERK CHARGED IN DOVER"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [
                "WHAT: A briefing",
                "WHEN: Wednesday, March 7, 2018, at 1:30 p.m. EST",
                "Camera crews must arrive no later than 12:45 p.m. to set up.",
            ],
            [("2018-03-07", "no later than 12:45 p.m.")],
            id="an hour is one of the day to which the press is invited",
        ),
        pytest.param(
            ["WHO: The clerk", "WHEN: March 7, 2018", "Please RSVP by 5 p.m. on Tuesday, March 6."],
            [("2018-03-06", "by 5 p.m. on Tuesday, March 6")],
            id="unless it has a day of its own",
        ),
        pytest.param(
            ["WHO: The clerk", "WHEN: March 7, 2018, 1:30 p.m.", "The briefing will end by 2 p.m."], [], id="what is no duty"
        ),
        pytest.param(["NOTE: Crews must arrive by 9 a.m."], [], id="without a day nobody can tell"),
    ],
)
def test_hours_of_an_advisory(lines: list[str], expected: list[tuple[str | None, str]]) -> None:
    assert [(f.value["date"], f.value["expression"]) for f in deadlines.extract(builders.doc(*ADVISORY, *lines))] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("The city must finish the ramps before the primary election of May 8.", [("2018-05-08", "before the primary election of May 8")], id="an event with its day"),
        pytest.param("She must pay on or before the date of sentencing, May 8, 2018.", [("2018-05-08", "on or before the date of sentencing, May 8, 2018")], id="the day named beside the event"),
        pytest.param("The judge gave Ann Delacroix-Boone until May 8, 2018, to sell the shop.", [("2018-05-08", "until May 8, 2018")], id="given to somebody with two names"),
        pytest.param("Under the settlement, the clerk must report within 60 days of each election.", [(None, "within 60 days of each election")], id="a settling party's duty that returns"),
        pytest.param("Under the settlement he must report within 24 hours of each arrest.", [], id="a rule for each case"),
        pytest.param("The man must appear before the Commission on May 8.", [], id="not by the day, but on it"),
        pytest.param("The caller said, “You must all be gone by Friday prayers.”", [], id="somebody's words to somebody else"),
        pytest.param("“Towns must apply by June 1,” said Ann Poe.", [("2018-06-01", "by June 1")], id="words for whom it concerns"),
    ],
)  # fmt: skip
def test_whose_duty_a_release_tells(sentence: str, expected: list[tuple[str | None, str]]) -> None:
    assert found(sentence, kind="press_release") == expected
