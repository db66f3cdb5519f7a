"""Delivery, subject, salutation, copies and enclosures: lines are parted by ` / `, `>` in front stands for an indent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extractors.fields.copies import parse_copies
from extractors.fields.delivery import parse_delivery
from extractors.fields.enclosures import parse_enclosures
from extractors.fields.salutation import read_salutation
from extractors.fields.subject import parse_subject
from extractors.structure.notes import is_delivery
from extractors.structure.parts import Paragraph

Reader = Callable[[Sequence[Paragraph]], list[tuple[str, int, int]]]


def lines_of(text: str) -> list[Paragraph]:
    """The lines of a block written on one line."""
    lines: list[Paragraph] = []
    start = 0
    for line in text.split(" / "):
        indent = 18.0 * (len(line) - len(line.lstrip(">")))
        line = line.lstrip(">")
        lines.append(Paragraph(start, start + len(line), line, indent=indent))
        start += len(line) + 1
    return lines


def values(read: Reader, text: str) -> list[str]:
    """The values alone; each offset must lie within the block, in order."""
    found = read(lines_of(text))
    assert all(0 <= start <= end <= len(text) for _, start, end in found)
    return [value for value, _, _ in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VIA EMAIL", ["VIA EMAIL"]),
        ("BY HAND DELIVERY / CERTIFIED MAIL – RETURN RECEIPT REQUESTED", ["BY HAND DELIVERY", "CERTIFIED MAIL – RETURN RECEIPT REQUESTED"]),
        ("VIA CERTIFIED MAIL – / RETURN RECEIPT REQUESTED", ["VIA CERTIFIED MAIL – RETURN RECEIPT REQUESTED"]),
        ("CERTIFIED MAIL / RETURN RECEIPT REQUESTED", ["CERTIFIED MAIL RETURN RECEIPT REQUESTED"]),
        ("BY ELECTRONIC MAIL AND / FIRST CLASS MAIL", ["BY ELECTRONIC MAIL AND FIRST CLASS MAIL"]),
        ("BY FACSIMILE (706-555-0128) AND FIRST-CLASS MAIL", ["BY FACSIMILE (706-555-0128) AND FIRST-CLASS MAIL"]),
        ("CERTIFIED MAIL NO. 7016 0910 0001 2345 6789", ["CERTIFIED MAIL"]),
        ("By Certified Mail / Article No. 7016 0910 0001 2345 6789", ["By Certified Mail"]),
        ("By Federal Express (Tracking No. 7712 3456 7890)", ["By Federal Express"]),
        ("VIA UPS 1Z999AA10123456784", ["VIA UPS"]),
    ],
)  # fmt: skip
def test_delivery(text: str, expected: list[str]) -> None:
    assert values(parse_delivery, text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("VIA EMAIL", True), ("Certified Mail - Return Receipt Requested", True), ("By Overnight Courier", True), ("Via FOIAonline and e-mail", True),
        ("FIRST CLASS MAIL", True), ("Hand Delivered", True), ("By U.S. Mail and Facsimile", True),
        ("Mr. Harold Mailer", False), ("One Courier Plaza", False), ("Express Mail Carriers Union", False), ("Courier Journal", False),
        ("By the mail we have received your letter.", False), ("City of Bayou Vert", False), ("", False),
        ("DELIVERY BY FACSIMILE", True), ("BY ECF", True), ("By CM/ECF", True), ("BY ECF AND EMAIL", True), ("Fairmont Delivery Company", False),
],
)  # fmt: skip
def test_is_delivery(line: str, expected: bool) -> None:
    assert is_delivery(line) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Re: Audit of Award 2014-CZ-BX-0099", "Audit of Award 2014-CZ-BX-0099"),
        ("RE: Possible Obligation to Register under the / >Foreign Agents Registration Act", "Possible Obligation to Register under the Foreign Agents Registration Act"),
        ("RE: / Long Title", "Long Title"),
        ("SUBJECT: Messages", "Messages"), ("Subject: A / B", "A B"), ("In re: Halden Corp.", "Halden Corp."),
        ("Re: In re Halden Corp.", "In re Halden Corp."), ("Regarding: Site Visit", "Site Visit"), ("Re; Award", "Award"),
        ("Re: Hart-Scott- / Rodino Filing", "Hart-Scott-Rodino Filing"),
        ("Re: One matter / Subject: Another", "One matter"),
        ("Re: Immunity / United States v. Poe / Attn: Ann Bly", "Immunity United States v. Poe"),
        ("RE Award 2014", "Award 2014"),
        # the mark is a mark only as a word of its own
        ("Regional Audit", "Regional Audit"), ("Reference checks", "Reference checks"), ("Reports of June", "Reports of June"),
    ],
)  # fmt: skip
def test_subject(text: str, expected: str) -> None:
    found = parse_subject(lines_of(text))
    assert found is not None
    assert found[0] == expected


@pytest.mark.parametrize("text", ["", "RE:", "Subject:"])
def test_no_subject(text: str) -> None:
    assert parse_subject(lines_of(text)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dear Chief Amador:", "Dear Chief Amador:"), ("Dear Mr. O’Dowd,", "Dear Mr. O’Dowd,"), ("Gentlemen:", "Gentlemen:"),
        ("To Whom It May Concern:", "To Whom It May Concern:"), ("Dear Secretary Haug and / Mr. Dahl:", "Dear Secretary Haug and Mr. Dahl:"),
        ("Dear Counsel: This answers your letter.", "Dear Counsel:"), ("Dear Ms. St. Cyr", "Dear Ms. St. Cyr"),
        ("Dear Mr. J. Q. Public:", "Dear Mr. J. Q. Public:"), ("Dear Sir or Madam", "Dear Sir or Madam"),
        ("Dear Chairman Ash, Ranking Member Oak, and Senator Elm:", "Dear Chairman Ash, Ranking Member Oak, and Senator Elm:"),
    ],
)  # fmt: skip
def test_salutation(text: str, expected: str) -> None:
    found = read_salutation(lines_of(text))
    assert found is not None
    assert found[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cc: Hon. Wanda P. Strich, President, Kessel County Board / >Leroy T. McNall, Esq.", ["Hon. Wanda P. Strich, President, Kessel County Board", "Leroy T. McNall, Esq."]),
        ("cc: Linda Case, Acting Director, Audit and Review Division, / >Office of Justice Programs / >Priya Ram, Grants Manager, Bureau of Justice Assistance",
         ["Linda Case, Acting Director, Audit and Review Division, Office of Justice Programs", "Priya Ram, Grants Manager, Bureau of Justice Assistance"]),
        ("cc: Wen Little, Executive Director, Arrow Intertribal / >>and County Justice Consortium / >Grant file",
         ["Wen Little, Executive Director, Arrow Intertribal and County Justice Consortium", "Grant file"]),
        ("cc (by e-mail): The Honorable Marc Vander, Attorney General of South Dakota", ["The Honorable Marc Vander, Attorney General of South Dakota"]),
        ("cc: Mr. Luc Reyes (by first class mail)", ["Mr. Luc Reyes (by first class mail)"]),
        ("cc: Premerger Office, Federal Trade Commission", ["Premerger Office, Federal Trade Commission"]),
        ("cc: / >Ann Bly / >Bo Cho", ["Ann Bly", "Bo Cho"]), ("Copies to: / Ann Bly, Chief / Bo Cho, Director", ["Ann Bly, Chief", "Bo Cho, Director"]),
        ("CC: Ann Bly; Bo Cho", ["Ann Bly", "Bo Cho"]), ("cc: 1. Ann Bly / 2. Bo Cho", ["Ann Bly", "Bo Cho"]), ("bcc: Ann Bly", ["Ann Bly"]),
        ("cc w/encl.: Ann Bly", ["Ann Bly"]), ("cc: Ann Bly / cc: Bo Cho", ["Ann Bly", "Bo Cho"]),
        ("cc: Ann Bly, Acting Assistant / >Attorney General, OJP", ["Ann Bly, Acting Assistant Attorney General, OJP"]),
        ("cc: Ann Bly / Assistant U.S. Attorney", ["Ann Bly Assistant U.S. Attorney"]),  # as printed: no comma is added
        ("cc: Chief Judge Ann Bly / Assistant U.S. Attorneys / Counsel for Mr. Poe", ["Chief Judge Ann Bly", "Assistant U.S. Attorneys", "Counsel for Mr. Poe"]),
        ("cc: Bo Cho, Marshal / (b)(6); (b)(7)(C) / (b)(6) Assistant U.S. Attorneys", ["Bo Cho, Marshal", "Assistant U.S. Attorneys"]),
        ("cc: Ann Bly / 1 The unit’s log shows the same hours for each day of the month, with two days of it left out.", ["Ann Bly"]),
        ("cc: Ann Bly (S.D.N.Y. May 20, 2020) (by ECF)", ["Ann Bly (S.D.N.Y. May 20, 2020) (by ECF)"]),
        ("1 - Honorable Ann Bly / >Ranking Member / >United States Senate / 1 - Mr. Bo Cho",
         ["Honorable Ann Bly Ranking Member United States Senate", "Mr. Bo Cho"]),  # as the FBI has it
        ("cc: Bo Cho, USMS / Audit file", ["Bo Cho, USMS", "Audit file"]), ("cc: Ann Bly, OJP / Official Grant File", ["Ann Bly, OJP", "Official Grant File"]),
        ("cc: Warden Ann Bly / MJE/rlp", ["Warden Ann Bly"]),  # who wrote and who typed
        ("", []), ("cc:", []),
    ],
)  # fmt: skip
def test_copies(text: str, expected: list[str]) -> None:
    assert values(parse_copies, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Enclosure", ["Enclosure"]), ("Enclosures", ["Enclosures"]), ("Enclosures:", ["Enclosures"]), ("Attachments (2)", ["Attachments (2)"]),
        ("Enclosure(s)", ["Enclosure(s)"]), ("2 Enclosures", ["2 Enclosures"]), ("Encl.", ["Encl."]),
        ("Enclosures: / >1. Instructions / >2. Sample Layout", ["Instructions", "Sample Layout"]),
        ("Attachments: / >Conference Agenda / >Checklist, Parts 1 and 2", ["Conference Agenda", "Checklist, Parts 1 and 2"]),
        ("Attachments (2): / >Agenda / >Checklist", ["Agenda", "Checklist"]),
        ("Enclosure: Copy of the Order", ["Copy of the Order"]), ("Enclosures: As stated", ["As stated"]), ("Encl.: Order", ["Order"]),
        ("Attachment A – Specifications for Production / Attachment B – Form of Certification", ["Attachment A – Specifications for Production", "Attachment B – Form of Certification"]),
        ("Attachment A – Specifications for the / Production of Data / Attachment B – Form", ["Attachment A – Specifications for the Production of Data", "Attachment B – Form"]),
        ("Enclosures: / >Order of June 3 / >>and its appendix / >Map", ["Order of June 3 and its appendix", "Map"]),
        ("Enclosures / • Order / • Map", ["Order", "Map"]), ("Enclosures: Order; Map", ["Order", "Map"]), ("Enclosure(s)", ["Enclosure(s)"]),
        ("Enclosures (3) / (Page 4 of 4) / Form 12 - 05/19", ["Enclosures (3)"]), ("Enclosures: / Order / Page 1 of 2 / Map", ["Order", "Map"]),
        ("", []),
    ],
)  # fmt: skip
def test_enclosures(text: str, expected: list[str]) -> None:
    assert values(parse_enclosures, text) == expected
