"""Issuer, date, title, dateline and release number: what stands in the head of a document."""

from __future__ import annotations

import pytest

from extractors.fields import date, dateline, issuer, release_number, salutation, subject, title
from extractors.structure import two_readers
from extractors.structure.zones import Zoned
from tests.builders import doc, typeset

BODY = "\n\nDear Ms. Poe:\n\nThank you for the letter that you sent us in the spring of this year.\n\nSincerely,\n\nBo Roe"


@pytest.mark.parametrize(
    ("head", "department", "component"),
    [
        pytest.param(
            "U.S. Department of Justice\nOffice of Justice Programs\n\nMay 1, 2019",
            "U.S. Department of Justice",
            "Office of Justice Programs",
            id="one line",
        ),
        pytest.param(
            "U.S. Department of Justice\nAntitrust Division\nMedia and Culture Section\n\nMay 1, 2019",
            "U.S. Department of Justice",
            "Antitrust Division Media and Culture Section",
            id="lines with no address under them all name the office",
        ),
        pytest.param(
            "U.S. Department of Justice\nUnited States Attorney\nDistrict of Oregon\n1000 Third Avenue\nPortland, OR 97204\n\nMay 1, 2019",
            "U.S. Department of Justice",
            "United States Attorney District of Oregon",
            id="a district goes with its attorney",
        ),
        pytest.param(
            "U.S. Department of Justice\nCivil Rights Division\nVoting Section - ABC\n950 Pennsylvania Avenue\nWashington, DC 20530\n\nMay 1, 2019",
            "U.S. Department of Justice",
            "Civil Rights Division",
            id="the block with the address opens with a section's name",
        ),
        pytest.param(
            "U.S. Department of Justice                  The Associate Attorney General\nOffice of the Associate Attorney General    Washington, D.C. 20530\n\nMay 1, 2019",
            "U.S. Department of Justice",
            "Office of the Associate Attorney General",
            id="an officer's name opposite is no part",
        ),
        pytest.param(
            "U.S. Department of Justice\nOffice of Justice Programs\nBureau of Justice Assistance\n\nWashington, D.C. 20531\n\nMay 1, 2019",
            "U.S. Department of Justice",
            "Office of Justice Programs Bureau of Justice Assistance",
            id="a bureau below the office that it is of",
        ),
        pytest.param(
            "U.S Department of Justice\nUnited States Attorney\nDistrict of Oregon\nF. #2019R00123\n1000 Third Avenue\nPortland, OR 97204\n\nMay 1, 2019",
            "U.S Department of Justice",
            "United States Attorney District of Oregon",
            id="without the second full stop, a file's number below",
        ),
        pytest.param(
            "U.S. Department of Justice\nFederal Bureau of Prisons\n\nSouth Central Regional Office\n\n344 Third Drive\nBasin, TX 75051\n\nMay 1, 2019",
            "U.S. Department of Justice",
            "Federal Bureau of Prisons South Central Regional Office",
            id="an office by itself, with white between it and the address",
        ),
        pytest.param(
            "U.S. Department of Justice\nOffice of the United States Trustee\nRegion 21\nMiddle District of Florida\n\n12 Third Street\nTampa, FL 33602\n\nMay 1, 2019",
            "U.S. Department of Justice",
            "Office of the United States Trustee Region 21 Middle District of Florida",
            id="a region's number is no address",
        ),
        pytest.param(
            "U.S. Department of Justice\nOffice of Justice Programs\n\nOffice of the Director\n\nWashington, D.C. 20531\n\nMay 1, 2019",
            "U.S. Department of Justice",
            "Office of Justice Programs",
            id="whoever heads the office is no part of its name",
        ),
        pytest.param(
            "Department of Justice Seal\nDEPARTMENT OF JUSTICE\nAntitrust Division\n\nMay 1, 2019",
            "DEPARTMENT OF JUSTICE",
            "Antitrust Division",
            id="what a picture on a web page is called",
        ),
        pytest.param("May 1, 2019\n\nMs. Ann Poe\nSalem, OR 97301", None, None, id="no letterhead"),
    ],
)
def test_issuer_of_a_letter(head: str, department: str | None, component: str | None) -> None:
    found = issuer.extract(typeset(head + BODY))
    assert [(f.value["department"], f.value["component"]) for f in found] == ([(department, component)] if department else [])


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        pytest.param(
            "Ann Bly\nChief, Fraud Section\nCriminal Division\nU.S. Department of Justice",
            [("U.S. Department of Justice", "Criminal Division")],
            id="the Department is named below the name",
        ),
        pytest.param("Ann Bly\nCity Attorney\nOffice of the City Attorney", [], id="another office"),
        pytest.param("Ann Bly", [], id="nobody's office"),
    ],
)
def test_who_signs_tells_the_issuer_of_a_letter_without_a_letterhead(signature: str, expected: list[tuple[str, str]]) -> None:
    letter = f"May 1, 2019\n\nMr. Bo Cho\n12 Elm Street\nSalem, OR 97301\n\nDear Mr. Cho:\n\nWe have read your letter.\n\nSincerely,\n\n{signature}\n"
    assert [(f.value["department"], f.value["component"]) for f in issuer.extract(typeset(letter))] == expected


@pytest.mark.parametrize(
    ("head", "component"),
    [
        pytest.param(
            ["Department of Justice", "FOR IMMEDIATE RELEASE", "FRIDAY, MAY 3, 2019", "CRT", "(202) 555-0100"], "CRT", id="code"
        ),
        pytest.param(
            ["U.S. Department of Justice", "United States Attorney’s Office, District of Maine", "NEWS RELEASE"],
            "United States Attorney’s Office, District of Maine",
            id="office",
        ),
        pytest.param(
            ["U.S. Department of Justice", "Office on Violence Against Women", "Press Release"],
            "Office on Violence Against Women",
            id="grant office",
        ),
        pytest.param(["FOR IMMEDIATE RELEASE", "Two Cities Asked to Join Office Program"], None, id="a headline names no office"),
    ],
)
def test_component_of_a_release(head: list[str], component: str | None) -> None:
    body = "WASHINGTON - The Department of Justice today announced that it asked two cities for the lists that they keep of their voters."
    found = issuer.extract(doc(*head, body, "###"))
    assert [f.value["component"] for f in found] == ([component] if component else [])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["U.S. Department of Justice", "May 1, 2019", "Dear Ms. Poe:", "On June 2, 2018 we met."],
            "2019-05-01",
            id="its own line",
        ),
        pytest.param(["OCT 30 2018", "Dear Ms. Poe:", "Thanks."], "2018-10-30", id="a stamp"),
        pytest.param(
            ["FOR IMMEDIATE RELEASE Aug. 14, 2012", "A headline of four words", "A man was charged."],
            "2012-08-14",
            id="beside other words",
        ),
        pytest.param(
            ["MEMORANDUM FOR ALL", "DATE: May 1, 2019", "SUBJECT: Rules of May 2, 2018", "Follow them."],
            "2019-05-01",
            id="a field",
        ),
        pytest.param(
            ["Ann Poe", "Re: Your letter of May 1, 2019", "Dear Ms. Poe:", "Thanks."],
            None,
            id="a date in the subject is another's",
        ),
        pytest.param(
            ["Press Release", "A headline of four words", "Updated May 9, 2019", "A man was charged."],
            None,
            id="an update is not the date",
        ),
    ],
)
def test_date(lines: list[str], expected: str | None) -> None:
    assert [f.value["value"] for f in date.extract(doc(*lines))] == ([expected] if expected else [])


def test_a_weekday_that_does_not_fit_is_a_doubt() -> None:
    (found,) = date.extract(
        doc("FOR IMMEDIATE RELEASE", "MONDAY, MAY 3, 2019", "A headline of four words", "BOSTON - A man was charged.")
    )
    assert [doubt.code for doubt in found.doubts] == ["weekday-mismatch"]


OPENING = "BOSTON - A man was charged today with fraud in federal court here, and a second man is sought, the United States Attorney said."


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            "FOR IMMEDIATE RELEASE\nFRIDAY, MAY 3, 2019\n\n*A* *MAN* *CHARGED* *WITH* *FRAUD*",
            "A MAN CHARGED WITH FRAUD",
            id="bold capitals",
        ),
        pytest.param(
            "*Man* *Charged* *with* *Fraud* *at*\n*Two* *Banks*\n\nFriday, May 3, 2019\nFor Immediate Release",
            "Man Charged with Fraud at Two Banks",
            id="above the date, two lines",
        ),
        pytest.param(
            "Press Release\n\n*Man* *Charged* *with* *Bank* *Fraud*\nThe first case of its kind in the district\n\nFriday, May 3, 2019",
            "Man Charged with Bank Fraud",
            id="without the sub-headline",
        ),
        pytest.param(
            "MEDIA ADVISORY\n\n*ATTORNEY* *GENERAL* *TO* *SPEAK*", "ATTORNEY GENERAL TO SPEAK", id="without the kind of notice"
        ),
        pytest.param(
            "FOR IMMEDIATE RELEASE               ANN POE\nMay 3, 2019                         PUBLIC AFFAIRS OFFICER\n\n*TWO* *MEN* *CHARGED* *WITH* *FRAUD*",
            "TWO MEN CHARGED WITH FRAUD",
            id="without the contact",
        ),
        pytest.param(
            "THE UNITED STATES ATTORNEY'S OFFICE\n\nMay 3, 2019\n\nTWO MEN CHARGED WITH FRAUD",
            "TWO MEN CHARGED WITH FRAUD",
            id="without the head of the office's site",
        ),
        pytest.param(
            "FOR IMMEDIATE RELEASE\n\nMay 3, 2019\n\nVillage Agrees to Settle a Suit Over Its Curb Ramps\nVillage to rebuild 400 of its ramps by 2022",
            "Village Agrees to Settle a Suit Over Its Curb Ramps",
            id="without a sub-headline in small letters right below it",
        ),
        pytest.param(
            "***E MBARGOED UNTIL NOON ON MAY 3, 2019***\n\nTWO MEN CHARGED WITH FRAUD",
            "TWO MEN CHARGED WITH FRAUD",
            id="without an embargo that OCR took for two words",
        ),
    ],
)
def test_title(head: str, expected: str) -> None:
    assert [f.value["value"] for f in title.extract(typeset(f"{head}\n\n{OPENING}\n\n###"))] == [expected]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("WASHINGTON – The Department", "WASHINGTON"),
        ("WASHINGTON, D.C. -- The Department", "WASHINGTON, D.C."),
        ("(HOUSTON) – A grand jury", "HOUSTON"),
        ("PROVIDENCE, R.I. — A man", "PROVIDENCE, R.I."),
        ("ST. LOUIS, Mo. - A man", "ST. LOUIS, Mo."),
        ("SAN JUAN, Puerto Rico – A man", "SAN JUAN, Puerto Rico"),
        ("WASHINGTON, D.C.-Ann Poe III was arraigned", "WASHINGTON, D.C."),
        ("A federal grand jury – the second – met", None),
        ("FBI agents – four of them – came", None),
    ],
)
def test_dateline(opening: str, expected: str | None) -> None:
    lines = [
        "FOR IMMEDIATE RELEASE",
        "A headline of four words",
        opening + " did what is told here at such length that it is no headline at all, on a day in May.",
    ]
    assert [f.value["value"] for f in dateline.extract(doc(*lines))] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        (["###", "17-868", "DO NOT REPLY TO THIS MESSAGE."], "17-868"),
        (["# # #", "97-368"], "97-368"),
        (["Updated October 20, 2023", "Component", "Press Release Number: 23-1162"], "23-1162"),
        (["###"], None),
        (["###", "202-555-0100"], None),
    ],
)
def test_release_number(tail: list[str], expected: str | None) -> None:
    lines = ["FOR IMMEDIATE RELEASE", "A headline of four words", OPENING, *tail]
    assert [f.value["value"] for f in release_number.extract(doc(*lines))] == ([expected] if expected else [])


@pytest.mark.parametrize("extractor", [title, dateline, release_number])
def test_a_letter_has_none(extractor: object) -> None:
    assert extractor.extract(doc("May 1, 2019", "Dear Ms. Poe:", "WASHINGTON - We write.", "Sincerely,", "19-123")) == []  # type: ignore[attr-defined]


def test_two_dates_in_one_head_are_a_doubt() -> None:
    (found,) = date.extract(doc("May 1, 2019", "MAY 6 2019", "Ann Poe", "Dear Ms. Poe:", "Thanks."))
    assert found.value["value"] == "2019-05-01"
    assert [doubt.code for doubt in found.doubts] == ["dates-contradict"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            "U.S. Department of Justice\nAnn Poe\nUnited States Attorney\nDistrict of Maine\n100 Middle Street\nPortland, ME 04101\n\nMay 1, 2019",
            "United States Attorney District of Maine",
            id="an officer's name above the office is no part",
        ),
        pytest.param(
            "U.S. Department of Justice\nAntitrust Division\n\nAnn Poe\nAssistant Attorney General\n\nMay 1, 2019",
            "Antitrust Division",
            id="nor is one below it",
        ),
        pytest.param(
            "U.S. Department\nof Justice\nTax Division\n\nMay 1, 2019",
            "Tax Division",
            id="a department's name over two lines",
        ),
    ],
)
def test_the_component_is_an_office(head: str, expected: str) -> None:
    assert [f.value["component"] for f in issuer.extract(typeset(head + BODY))] == [expected]


def test_a_heading_of_the_body_greets_nobody() -> None:
    letter = (
        "Re: Your report\n\nThank you.\n\nWhat you can do:\n\nCall the agency named above.\n\nSincerely,\n\nCivil Rights Division"
    )
    assert salutation.extract(typeset(letter)) == []


def test_a_page_of_nothing_but_furniture_has_no_issuer() -> None:
    assert issuer.extract(doc()) == []


@pytest.mark.parametrize(
    ("line", "zone", "expected"),
    [
        pytest.param("Upkeep of the ferry at Salem", "subject", "Upkeep of the ferry at Salem", id="a reader is certain"),
        pytest.param("Touching: Upkeep of the ferry", "subject", "Upkeep of the ferry", id="a label of one word, whichever"),
        pytest.param("Re: Ferry: its upkeep", "subject", "Ferry: its upkeep", id="below its mark one word is no label"),
        pytest.param("Upkeep of the ferry at Salem", "", None, id="no reader takes it for one"),
    ],
)
def test_a_subject_without_its_mark(monkeypatch: pytest.MonkeyPatch, line: str, zone: str, expected: str | None) -> None:
    """What a person said of a line is certain, as is a style that recurs in letters that were checked."""
    decoded = two_readers.decode
    sure = lambda lines: [  # noqa: E731
        Zoned(zone, 0.99, 0.98) if zone and line == p.text.strip() else own for p, own in zip(lines, decoded(lines), strict=True)
    ]
    monkeypatch.setattr(two_readers, "decode", sure)
    letter = doc(
        "U.S. Department of Justice", "May 1, 2019", "Ann Poe", "Mayor", line, "Dear Ms. Poe:", "Thanks for your letter."
    )
    assert [f.value["value"] for f in subject.extract(letter)] == ([expected] if expected else [])
