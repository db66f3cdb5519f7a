"""Signature blocks, one line a case: lines are parted by ` / `."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.fields.signatories import parse_signature
from extractors.structure.parts import Paragraph
from tests.fields.test_recipients import block

Signed = tuple[str, str | None, str | None]


def read(text: str) -> list[Signed]:
    """(name, title, organization) of each signatory."""
    values = [one.value() for one in parse_signature(block(text))]
    return [(value["name"], value["title"], value["organization"]) for value in values]  # type: ignore[misc]


CASES = [
    ("Rosa Moran-Thorne / Chief / Disability Rights Section", [("Rosa Moran-Thorne", "Chief", "Disability Rights Section")]),
    ("T. Everett Holm / Chief, Voting Section", [("T. Everett Holm", "Chief, Voting Section", None)]),
    ("Yolanda F. St. Cyr / Deputy Chief, Voting Section", [("Yolanda F. St. Cyr", "Deputy Chief, Voting Section", None)]),
    ("Abe Hanlon / Acting Assistant Attorney General", [("Abe Hanlon", "Acting Assistant Attorney General", None)]),
    ("Gwen F. Tsosie / Regional Audit Manager / Chicago Regional Audit Office", [("Gwen F. Tsosie", "Regional Audit Manager", "Chicago Regional Audit Office")]),
    ("Con R. Ever / Chief, FARA Registration Unit / National Security Division", [("Con R. Ever", "Chief, FARA Registration Unit", "National Security Division")]),
    ("Ivan A. Hunt / Director, Central Region / Pipeline and Hazardous Materials Safety Administration",
     [("Ivan A. Hunt", "Director, Central Region", "Pipeline and Hazardous Materials Safety Administration")]),
    ("Tobias M. Ren / Assistant Attorney General / Civil Rights Division", [("Tobias M. Ren", "Assistant Attorney General", "Civil Rights Division")]),
    ("Ann Bly / Principal Deputy Assistant / Attorney General", [("Ann Bly", "Principal Deputy Assistant Attorney General", None)]),
    ("Ann Bly / Director, Office of Information / Policy", [("Ann Bly", "Director, Office of Information Policy", None)]),
    ("Ann Bly / Section Chief / Record/Information Dissemination Section / Information Management Division",
     [("Ann Bly", "Section Chief", "Record/Information Dissemination Section, Information Management Division")]),
    ("Ann Bly / United States Attorney / Northern District of Ohio", [("Ann Bly", "United States Attorney", "Northern District of Ohio")]),
    # each with the office behind the name, and one that they share below
    ("Ann Bly, Senior Counsel / Bo Cho-Reyes, Trial Attorney / Voting Section", [("Ann Bly", "Senior Counsel", None), ("Bo Cho-Reyes", "Trial Attorney", "Voting Section")]),
    # who signs for another, and the other
    ("Ngozi B. Hal / Trial Attorney / for / Tobias M. Ren / Assistant Attorney General", [("Ngozi B. Hal", "Trial Attorney", None), ("Tobias M. Ren", "Assistant Attorney General", None)]),
    ("JANE Q. DOE / United States Attorney / By: JOHN ROE / Assistant United States Attorney",
     [("JANE Q. DOE", "United States Attorney", None), ("JOHN ROE", "Assistant United States Attorney", None)]),
    ("JANE Q. DOE / United States Attorney / By: / John Roe / Assistant U.S. Attorney", [("JANE Q. DOE", "United States Attorney", None), ("John Roe", "Assistant U.S. Attorney", None)]),
    # two who sign together
    ("Ann Bly / Chief / Voting Section / Bo Cho / Director / Office for Civil Rights", [("Ann Bly", "Chief", "Voting Section"), ("Bo Cho", "Director", "Office for Civil Rights")]),
    # marks of signing
    ("/s/ Ann Bly / Ann Bly / Trial Attorney", [("Ann Bly", "Trial Attorney", None)]),
    ("/s/ Ann Bly / Trial Attorney", [("Ann Bly", "Trial Attorney", None)]),
    ("/s/ / Ann Bly / Trial Attorney", [("Ann Bly", "Trial Attorney", None)]),
    ("[signature] / Ann Bly / Trial Attorney", [("Ann Bly", "Trial Attorney", None)]),
    ("Sincerely, / Ann Bly / Trial Attorney", [("Ann Bly", "Trial Attorney", None)]),
    ("__________ / Ann Bly / Trial Attorney", [("Ann Bly", "Trial Attorney", None)]),
    # a signature by hand as OCR reads it; two who share an office are persons
    ("Uy MomDorn / Ivan A. Hunt / Director, Central Region", [("Ivan A. Hunt", "Director, Central Region", None)]),
    ("Mp, / Ivan A. Hunt / Director, Central Region", [("Ivan A. Hunt", "Director, Central Region", None)]),
    ("MIYYMYYIWn, / Ann Bly / Senior Trial Attorney", [("Ann Bly", "Senior Trial Attorney", None)]),
    ("Ann Bly / for / Bo Cho / Director", [("Ann Bly", None, None), ("Bo Cho", "Director", None)]),
    # a title in the plural is each one's, and so is one under names on one line; not that of whom they sign for
    ("Ann Bly / Bo Cho / Trial Attorneys", [("Ann Bly", "Trial Attorneys", None), ("Bo Cho", "Trial Attorneys", None)]),
    ("DEE ROE / United States Attorney / By: /s/ / Ann Bly / Bo Cho / Cy Day / Assistant United States / Attorneys / District of Utah",
     [("DEE ROE", "United States Attorney", None), *((name, "Assistant United States Attorneys", "District of Utah") for name in ("Ann Bly", "Bo Cho", "Cy Day"))]),
    ("DEE ROE / By: / Ann Bly / Bo Cho / Trial Attorneys", [("DEE ROE", None, None), ("Ann Bly", "Trial Attorneys", None), ("Bo Cho", "Trial Attorneys", None)]),
    # signed by software: what says so, an id, the day; a name that is signed and printed again is one person
    ("X / A. Bly / Chief / Signed by: ANN BLY", [("A. Bly", "Chief", None)]),
    ("X Ann Bly / Ann Bly / Chief / Signed by: ANN BLY", [("Ann Bly", "Chief", None)]),
    ("DocuSigned by: / Ann Bly / 4F1B2C3D5E6A7B8... / Ann Q. Bly / Chief", [("Ann Q. Bly", "Chief", None)]),
    ("Digitally signed by ANN BLY / Date: 2019.07.15 10:21:33 -04'00' / Chief", [("ANN BLY", "Chief", None)]),
    ("Electronically signed by: Ann Bly / Chief", [("Ann Bly", "Chief", None)]),
    ("Ann Bly / 8/7/2019 / Ann Bly / Chief", [("Ann Bly", "Chief", None)]),
    ("/s/ Ann Bly 8/7/2019 / Ann Bly / Chief", [("Ann Bly", "Chief", None)]),
    ("[Signature of Ann A. H. Bly]", [("Ann A. H. Bly", None, None)]),
    ("By: /s Ann Bly / Ann Bly; Bo Cho / Trial Attorneys", [("Ann Bly", "Trial Attorneys", None), ("Bo Cho", "Trial Attorneys", None)]),
    ("Ann Bly for / Bo Cho / Director", [("Ann Bly", None, None), ("Bo Cho", "Director", None)]),
    ("Bo Cho / United States Attorney / for the District of Utah", [("Bo Cho", "United States Attorney for the District of Utah", None)]),
    ("Ann Bly, Trial Attorney, for Bo Cho, United States Trustee", [("Ann Bly", "Trial Attorney", None), ("Bo Cho", "United States Trustee", None)]),
    ("Ann Bly for Bo Q. Cho, Director", [("Ann Bly", None, None), ("Bo Q. Cho", "Director", None)]),
    ("(for) Bo Cho / Director", [("Bo Cho", "Director", None)]),
    ("(By) Ann Bly / Chief", [("Ann Bly", "Chief", None)]),
    # whose side counsel is on is all that a countersigner is called by; of who signs for the Government it is more than a title
    ("Ann Bly / Counsel for Defendant", [("Ann Bly", "Counsel for Defendant", None)]),
    ("Ann Bly / Attorney for Moss Tea Company", [("Ann Bly", "Attorney for Moss Tea Company", None)]),
    ("for Bo Cho / Director", [("Bo Cho", "Director", None)]),
    # what is no part of it
    ("Ann Bly / Trial Attorney / D.C. Bar No. 123456 / (202) 555-0100 / ann.bly@usdoj.example", [("Ann Bly", "Trial Attorney", None)]),
    ("Ann Bly / Trial Attorney / ABB:cdf", [("Ann Bly", "Trial Attorney", None)]),
    ("Ann Bly / Assistant United States Attorney / 100 Main Street, Suite 5 / Reno, NV 89599", [("Ann Bly", "Assistant United States Attorney", None)]),
    ("Ann Bly / Trial Attorney / Attorney for the United States", [("Ann Bly", "Trial Attorney", None)]),
    ("Ann Bly, Director", [("Ann Bly", "Director", None)]),
    ("Dr. Ann Bly, Ph.D. / Chief Psychologist", [("Ann Bly, Ph.D.", "Chief Psychologist", None)]),
    ("Ann Bly", [("Ann Bly", None, None)]),
    ("", []), ("Sincerely,", []), ("Enclosure", []), ("Trial Attorney", []), ("(202) 555-0100", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:50] or "nothing" for text, _ in CASES])
def test_signature(text: str, expected: list[Signed]) -> None:
    assert read(text) == expected


ON_ONE_LINE = [
    "By: Ann Bly / Bo Cho / Cy Day", "By: /s/ Ann Bly / Bo Cho / Cy Day", "Ann Bly, Bo Cho, and Cy Day", "Ann Bly; Bo Cho; Cy Day", "Ann Bly, Bo Cho & Cy Day",
]  # fmt: skip


@pytest.mark.parametrize("line", ON_ONE_LINE)
def test_signatories_on_one_line(line: str) -> None:
    """Each is a person, with the title that stands below them, in the singular too, and with a place of their own."""
    shared = Paragraph(200, 200 + len(line), line)
    above, below = block("DEE ROE / United States Attorney"), block("Assistant United States Attorney", start=300)
    found = parse_signature([*above, shared, *below])
    assert [one.name for one in found] == ["DEE ROE", "Ann Bly", "Bo Cho", "Cy Day"]
    assert {one.value()["title"] for one in found[1:]} == {"Assistant United States Attorney"}
    assert [line[one.start - 200 : one.start - 200 + len(one.name)] for one in found[1:]] == ["Ann Bly", "Bo Cho", "Cy Day"]


def test_signatories_side_by_side() -> None:
    left, right = block("Ann Bly / Chief"), [replace(line, column=1) for line in block("Bo Cho / Director", start=50)]
    names = [one.name for one in parse_signature([left[0], right[0], left[1], right[1]])]
    assert names == ["Ann Bly", "Bo Cho"]


def test_offsets_hold_the_signatory() -> None:
    lines = block("/s/ Ann Bly / Ann Bly / Chief / Voting Section")
    (one,) = parse_signature(lines)
    assert (one.start, one.end) == (lines[1].start, lines[3].end)
