from __future__ import annotations

import pytest

from extractors.structure.parts import Lines, read_parts
from tests.builders import doc, typeset

LETTER = """
*U.S.* *Department* *of* *Justice*                    Voting Section
Civil Rights Division                         Washington, D.C. 20530


DJ 166-12-3                          May 1, 2019

VIA E-MAIL AND FIRST CLASS MAIL

The Honorable Ann Poe
Mayor
City of Salem
1 A Street
Salem, Oregon 97301

Re:  Your letter of the second of April about the lists of
     voters that the county keeps

Dear Mayor Poe:

Thank you for the letter. It answers most of what was asked of the
city, and we are grateful for it.

Please send the rest to us by June 3, 2019.

                                   Very truly yours,


                                   Bo Roe
                                   Chief, Voting Section

Enclosures:
     Form A
     Form B
cc:  Cy Doe, Clerk
"""
RELEASE = """
FOR IMMEDIATE RELEASE                                  CRT
FRIDAY, MAY 3, 2019                            (202) 555-0100

    *TWO* *CITIES* *ASKED* *FOR* *THEIR* *LISTS*

WASHINGTON - The Department of Justice today asked two cities for the
lists that they keep, it announced.

                            ###

19-123
"""


def texts(lines: Lines) -> list[str]:
    return [line.text for line in lines]


def test_the_parts_of_a_letter() -> None:
    parts = read_parts(typeset(LETTER))
    assert parts.kind == "letter"
    assert texts(parts.letterhead)[0] == "U.S. Department of Justice"
    assert "Washington, D.C. 20530" in texts(parts.letterhead)
    assert texts(parts.delivery) == ["VIA E-MAIL AND FIRST CLASS MAIL"]
    assert texts(parts.addressees) == ["The Honorable Ann Poe", "Mayor", "City of Salem", "1 A Street", "Salem, Oregon 97301"]
    assert texts(parts.subject) == ["Re: Your letter of the second of April about the lists of voters that the county keeps"]
    assert texts(parts.salutation) == ["Dear Mayor Poe:"]
    assert [text[:10] for text in texts(parts.body)] == ["Thank you ", "Please sen"]
    assert texts(parts.closing) == ["Very truly yours,"]
    assert texts(parts.signature) == ["Bo Roe", "Chief, Voting Section"]
    assert texts(parts.enclosures) == ["Enclosures:", "Form A", "Form B"]
    assert texts(parts.copies) == ["cc: Cy Doe, Clerk"]


def test_the_parts_of_a_release() -> None:
    parts = read_parts(typeset(RELEASE))
    assert parts.kind == "press_release"
    assert "TWO CITIES ASKED FOR THEIR LISTS" in texts(parts.head)
    assert [text[:12] for text in texts(parts.body)] == ["WASHINGTON -"]
    assert texts(parts.tail) == ["###", "19-123"]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        pytest.param(["Dear Ms. Poe:", "Thank you.", "Sincerely,", "Bo Roe"], "letter", id="a salutation makes a letter"),
        pytest.param(["To Whom It May Concern:", "This is to say."], "letter", id="so does this one"),
        pytest.param(
            ["U.S. Department of Justice", "May 1, 2019", "Ann Poe", "Salem, OR 97301", "We write to you.", "Sincerely,"],
            "letter",
            id="no salutation",
        ),
        pytest.param(["NEWS RELEASE", "May 1, 2019", "BOSTON - A man pleaded guilty."], "press_release", id="a news release"),
        pytest.param(["For Immediate Release", "A headline"], "press_release", id="for immediate release"),
        pytest.param(
            [
                "May 1, 2010",
                "MAN CHARGED",
                "DENVER - A man was charged with fraud in the federal court here, United States Attorney Ann Poe announced today, after long years.",
                "###",
            ],
            "press_release",
            id="a release whose head is lost",
        ),
        pytest.param(
            ["MEMORANDUM FOR ALL UNITED STATES ATTORNEYS", "FROM: Ann Poe", "SUBJECT: Rules", "Follow them."],
            "other",
            id="a memorandum",
        ),
        pytest.param(
            [
                "Re: Your complaint",
                "Thank you for your report, which we have read with care.",
                "Sincerely,",
                "Civil Rights Division",
            ],
            "letter",
            id="neither address nor greeting, as in mail",
        ),
        pytest.param(
            [
                "From: Poe, Ann <ann.poe@agency.example>",
                "To: Rosa Day-White <rdw@firm.example>",
                "Subject: phones",
                "Rosa,",
                "Please confirm it.",
            ],
            "letter",
            id="a mail that greets by the given name to whom it is sent",
        ),
        pytest.param(
            [
                "From: Ann Poe <ann.poe@agency.example>",
                "To: Leo Low <leo@firm.example>",
                "Subject: the list",
                "Dover,",
                "Salem and Reno sent theirs.",
            ],
            "other",
            id="a word with a comma that names nobody to whom it is sent",
        ),
        pytest.param(["U.S. Department of Justice", "FACSIMILE TRANSMISSION", "TO: Ann Poe"], "other", id="a fax cover"),
        pytest.param(["ATTACHMENT B", "Instructions"], "other", id="an attachment"),
        pytest.param(
            [
                "The mayor spoke.",
                "SALEM, Ore. (May 2, 2019) - The Justice Department has written to the county about its lists of voters, said the mayor on Tuesday.",
            ],
            "other",
            id="a news article is no release, though it has a dateline",
        ),
        pytest.param(
            ["Memorandum of Understanding", "Dear Ms. Poe:", "Thank you."], "letter", id="an agreement is no memorandum"
        ),
        pytest.param(
            ["RE: FACSIMILE machines", "Dear Ms. Poe:", "For immediate release of the funds, sign."],
            "letter",
            id="words of a release in a letter",
        ),
    ],
)
def test_the_kind_of_a_document(lines: list[str], kind: str) -> None:
    assert read_parts(doc(*lines)).kind == kind


def test_a_subject_line_below_the_salutation() -> None:
    parts = read_parts(
        doc("May 1, 2019", "Ann Poe", "Dear Ms. Poe:", "RE: FOIA Request 2019-1", "This answers it.", "Sincerely,")
    )
    assert texts(parts.subject) == ["RE: FOIA Request 2019-1"]
    assert texts(parts.body) == ["This answers it."]


def test_a_footnote_is_not_in_the_body() -> None:
    parts = read_parts(typeset("Dear Ms. Poe:\n\nIt was signed.^1\n\n____________\n^1 In 2011."))
    assert texts(parts.body) == ["It was signed."]
    assert texts(parts.footnotes) == ["1 In 2011."]


def test_every_part_is_computed_once() -> None:
    document = doc("Dear Ms. Poe:", "Thank you.")
    assert read_parts(document) is read_parts(document)


def test_nothing_has_no_parts() -> None:
    parts = read_parts(doc(""))
    assert (parts.kind, parts.paragraphs, parts.body) == ("other", (), ())


def test_a_notice_and_a_file_number_are_no_addressee() -> None:
    parts = read_parts(
        typeset(
            """
            U.S. Department of Justice               Voting Section
            Civil Rights Division                    Washington, DC 20530
            166-12-3

            May 1, 2019

            PERSONAL AND CONFIDENTIAL
            BY HAND

            Ms. Ann Poe
            1 A Street
            Salem, OR 97301

            Dear Ms. Poe:

            Thank you.
            """
        )
    )
    assert texts(parts.addressees) == ["Ms. Ann Poe", "1 A Street", "Salem, OR 97301"]
    assert texts(parts.delivery) == ["BY HAND"]


TO_A_COURT = """
U.S. Department of Justice
United States Attorney
Eastern District of Erewhon

May 1, 2019

USDC EDE
DOCUMENT
ELECTRONICALLY FILED
DOC #:
DATE FILED: 5/2/19

BY ECF

The Honorable Ann Poe
1 Court Street
Salem, Oregon 97301

Re: United States v. Roe, 19 Cr. 77 (AP)

Dear Judge Poe:

The parties ask for one more week, to which the defendant agrees.

Respectfully submitted,

BO ROE
United States Attorney

cc: Counsel of record (by ECF)

SO ORDERED. The time is extended to May 9, 2019.

Ann Poe, U.S.D.J.

ERE-FRM-00000384
"""


def test_marks_and_orders_are_parts_of_their_own() -> None:
    parts = read_parts(typeset(TO_A_COURT))
    assert texts(parts.delivery) == ["BY ECF"]
    assert texts(parts.addressees) == ["The Honorable Ann Poe", "1 Court Street", "Salem, Oregon 97301"]
    assert texts(parts.copies) == ["cc: Counsel of record (by ECF)"]
    assert texts(parts.order) == ["SO ORDERED. The time is extended to May 9, 2019.", "Ann Poe, U.S.D.J."]
    assert parts.marks == (), "layout has taken the stamp and the production number off the page"


@pytest.mark.parametrize(
    "greeting",
    [
        pytest.param("Dear Judge Poe:", id="on one line"),
        pytest.param("Dear Chairman Poe, Chairman Ito, and Ranking Member\nOrr:", id="over two"),
        pytest.param("Dear Chairman Poe,\nand Ranking Member Orr:", id="over two, a comma between"),
        pytest.param("Secretary Poe:", id="without Dear"),
        pytest.param("Mr. Poe:", id="without Dear, a form of address"),
    ],
)
def test_salutations(greeting: str) -> None:
    parts = read_parts(typeset(TO_A_COURT.replace("Dear Judge Poe:", greeting)))
    assert " ".join(texts(parts.salutation)) == greeting.replace("\n", " ")
    assert texts(parts.subject) == ["Re: United States v. Roe, 19 Cr. 77 (AP)"]


def test_a_subject_above_the_addressee() -> None:
    late = LETTER.replace("Re:  Your letter of the second of April about the lists of\n     voters that the county keeps\n\n", "")
    parts = read_parts(typeset(late.replace("The Honorable", "Re: The lists of voters\n\nThe Honorable")))
    assert texts(parts.subject) == ["Re: The lists of voters"]
    assert texts(parts.addressees)[0] == "The Honorable Ann Poe"
