from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.fields.reference_numbers import extract
from tests.builders import doc


def found(*paragraphs: str) -> list[object]:
    return [f.value["value"] for f in extract(doc(*paragraphs))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("under award 2012-DJ-BX-0433 paid", ["2012-DJ-BX-0433"]),
        pytest.param("Award No. 2018-V2-GX-0433", ["2018-V2-GX-0433"], id="digit in the fund's code"),
        pytest.param("2015-JF-FX-K433", ["2015-JF-FX-K433"], id="cooperative agreement"),
        pytest.param("98-LB-VX-0433", ["98-LB-VX-0433"], id="two-digit year"),
        pytest.param("15PBJA-21-GG-00433-MUMU", ["15PBJA-21-GG-00433-MUMU"], id="award since 2021"),
        pytest.param("2009RKWX0433", ["2009RKWX0433"], id="COPS"),
        ("DJ No. 204-31-77", ["204-31-77"]),
        ("DJ 171-31E-77", ["171-31E-77"]),
        ("D.J. Ref. No. 90-5-2-1-07777/2", ["90-5-2-1-07777/2"]),
        pytest.param("DJ# 169-31-7", ["169-31-7"], id="number sign"),
        ("File No. 171-31M-7", ["171-31M-7"]),
        pytest.param("as No. 1:03CR-317-1. It", ["1:03CR-317-1"], id="the number of a defendant"),
        pytest.param("Civil Investigative Demand No. 20-314", ["20-314"], id="a demand"),
        ("DOJ File No. 171-31M-7", ["171-31M-7"]),
        ("Re: FOIA-2021-00777", ["FOIA-2021-00777"]),
        ("DOJ-2021-000777", ["DOJ-2021-000777"]),
        pytest.param("EOIR 2021-7777", ["EOIR 2021-7777"], id="the office's letters are part"),
        ("FOIA Request No. 2021-07777", ["2021-07777"]),
        ("FOIPA Request No.: 1477777-000", ["1477777-000"]),
        ("Request Number: CRM-300777777", ["CRM-300777777"]),
        ("docketed as No. 3:21-cv-00777.", ["3:21-cv-00777"]),
        ("Case No. 3:21-cr-10777-JTM", ["3:21-cr-10777-JTM"]),
        pytest.param("Civil Action No. 21-1777 (RMC)", ["21-1777 (RMC)"], id="with the judge's initials, as printed"),
        ("Criminal Docket No. 21-777 (RMC)", ["21-777 (RMC)"]),
        ("Cr. No. 3:08CR777 (BQL)", ["3:08CR777 (BQL)"]),
        pytest.param("FOIA Request No. 2021-07777 (OIP)", ["2021-07777"], id="whose initials are no judge's"),
        pytest.param("Your report number is 177777-KTB.", ["177777-KTB"], id="a complaint of the Civil Rights Division"),
        pytest.param("Please note our file number, 2021-7777, on your reply", ["2021-7777"], id="behind a comma"),
        pytest.param("F. #2021R00777", ["2021R00777"], id="a U.S. Attorney's file"),
        ("Re: Appeal No. DOJ-AP-2021-007777", ["DOJ-AP-2021-007777"]),
        pytest.param("United States v. Roe, 19 Cr. 777 (RMC)", ["19 Cr. 777 (RMC)"], id="New York's form, with the judge"),
        pytest.param("S1 20 Civ. 8777 (RC) (JL)", ["20 Civ. 8777 (RC) (JL)"], id="two judges"),
        pytest.param("OLP/14-07777 (F)", ["OLP/14-07777 (F)"], id="a request of a year"),
        pytest.param("Roe v. Poe, No. 3:21-cv-00777-MO, 2021 WL 7654321 (D. Or. Aug. 3, 2021)", [], id="cited by a service"),
        pytest.param("Roe v. Poe, No. 21-cv-777 (D. Or. Aug. 3, 2021)", [], id="cited by a decision's date"),
        pytest.param("Roe v. Poe, Appeal No. 0120177777, 2012 WL 7654321", [], id="nor is what follows it a second number"),
        pytest.param("Smith v. Jones, No. 21-777 (D. Kan.)", ["21-777"], id="bare number of a case"),
        pytest.param("Case Nos. 21-777 and 21-778", ["21-777", "21-778"], id="two under one label"),
        pytest.param("Criminal No. 1:21CR777", ["1:21CR777"], id="run together"),
        ("Transaction No. 2021-0777", ["2021-0777"]),
        ("Audit Report GR-70-13-004 and Report No. 21-077", ["GR-70-13-004", "21-077"]),
        pytest.param("award 2012-DJ-BX-0433; award 2012-DJ-BX-0433", ["2012-DJ-BX-0433"], id="each once"),
    ],
)
def test_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Pub. L. No. 107-252 and Public Law 99-499", id="statute"),
        pytest.param("Press Release Number: 21-777", id="release"),
        pytest.param("Release No. 21-777", id="release, short"),
        pytest.param("Executive Order No. 13-688", id="order"),
        pytest.param("call (202) 555-0142 or 202-555-0142", id="telephone"),
        pytest.param("Washington, D.C. 20044-7611", id="ZIP code"),
        pytest.param("42 U.S.C. § 2000e-5 and 28 C.F.R. § 35.130", id="citations"),
        pytest.param("the case of 11-20 farms; at 5:30 p.m.", id="plain numbers"),
        pytest.param("in the 2014-2017 file", id="years"),
        pytest.param("https://oig.example.gov/reports/21-cv-077.pdf", id="part of an address"),
        pytest.param("Case No. 1", id="too short to be a file's number"),
        pytest.param("the reference number of the request", id="label without a number"),
    ],
)
def test_nothing_found(text: str) -> None:
    assert found(text) == []


@given(st.text(alphabet="No. CaseDJ#:-/0123456789AB", max_size=200))
def test_value_is_the_passage(text: str) -> None:
    document = doc("x" + text)
    for finding in extract(document):
        assert document.text[finding.start : finding.end] == finding.value["value"]


def test_dockets_of_others() -> None:
    """A letter with a docket of its own cites those of other cases; one that is named without its case is the letter's."""
    head = ("U.S. Department of Justice", "May 1, 2019", "Re: United States v. Roe, 19 Cr. 777 (RC)", "Dear Judge Poe:")
    body = "See United States v. Doe, 17 Cr. 111 (AB), Dkt. 5. A copy is filed in 18 Cr. 222 (RC) too."
    assert found(*head, body) == ["19 Cr. 777 (RC)", "18 Cr. 222 (RC)"]
