from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.fields.citations import extract
from tests.budget import processor_seconds
from tests.builders import doc


def found(*paragraphs: str) -> list[object]:
    return [f.value["normalized"] for f in extract(doc(*paragraphs))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as 8 U.S.C. § 1644(a) says.", ["8 U.S.C. § 1644(a)"]),
        ("42 USC 1981", ["42 U.S.C. § 1981"]),
        ("42 U. S. C. § 1981", ["42 U.S.C. § 1981"]),
        ("42 U.S.C. §§ 6901–6992k", ["42 U.S.C. §§ 6901-6992k"]),
        pytest.param("31 U.S.C. §§ 3801-12", ["31 U.S.C. §§ 3801-12"], id="range, end shortened"),
        pytest.param("42 U.S.C. § 2000e-6", ["42 U.S.C. § 2000e-6"], id="hyphen within a section"),
        pytest.param("42 U.S.C. §§ 2000c to 2000c-9", ["42 U.S.C. §§ 2000c-2000c-9"], id="range in words"),
        ("42 U.S.C. § 6901 et seq.", ["42 U.S.C. § 6901 et seq."]),
        pytest.param("18 U.S.C. §§ 241, 242, and 249", ["18 U.S.C. § 241", "18 U.S.C. § 242", "18 U.S.C. § 249"], id="list"),
        pytest.param(
            "18 U.S.C. §§ 241 and 242, and 26 U.S.C. § 7201",
            ["18 U.S.C. § 241", "18 U.S.C. § 242", "26 U.S.C. § 7201"],
            id="next title",
        ),
        pytest.param("18 U.S.C. §§ 241 and 242, 3 counts", ["18 U.S.C. § 241", "18 U.S.C. § 242"], id="count after a list"),
        pytest.param("18 U.S.C. § 241 (conspiracy) and § 242", ["18 U.S.C. § 241", "18 U.S.C. § 242"], id="described"),
        pytest.param("18 U.S.C. § 241, 30 days", ["18 U.S.C. § 241"], id="one section only"),
        pytest.param(
            "5 U.S.C. § 552(b)(5) and (b)(7)(E)", ["5 U.S.C. § 552(b)(5)", "5 U.S.C. § 552(b)(7)(E)"], id="two subsections"
        ),
        pytest.param("(i) obey 5 U.S.C. § 552(a) and (ii) reply", ["5 U.S.C. § 552(a)"], id="label of a list"),
        ("Title 18, United States Code, Section 1347", ["18 U.S.C. § 1347"]),
        ("Title 21, United States Code, Sections 841(a)(1) and 846", ["21 U.S.C. § 841(a)(1)", "21 U.S.C. § 846"]),
        ("section 552a of title 5, United States Code", ["5 U.S.C. § 552a"]),
        ("Sections 1 and 2 of 15 U.S.C.", ["15 U.S.C. § 1", "15 U.S.C. § 2"]),
        pytest.param("See 17 C.F.R. § 240.10b-5.", ["17 C.F.R. § 240.10b-5"], id="a hyphen at a sentence's end"),
        pytest.param(
            "5 U.S.C. §§ 552 (b)(6) and (b)(7XC)",
            ["5 U.S.C. § 552(b)(6)", "5 U.S.C. § 552(b)(7)(C)"],
            id="set apart, and joined by OCR",
        ),
        pytest.param("5 U.S.C. § 552 (the Act)", ["5 U.S.C. § 552"], id="brackets that are no subsection"),
        pytest.param("8 U.S.C. $ 1644(a)", ["8 U.S.C. § 1644(a)"], id="sign misread as $"),
        pytest.param("28 C.F.R. 8 35.107(b)", ["28 C.F.R. § 35.107(b)"], id="sign misread as 8"),
        pytest.param("18 U.S.C. SS 1831", ["18 U.S.C. § 1831"], id="sign of a copy in plain letters"),
        pytest.param("5 U.S.C. SSSS 551, 552", ["5 U.S.C. § 551", "5 U.S.C. § 552"], id="two of them"),
        pytest.param("11 U.S.C. § 101(41A) and (51C)", ["11 U.S.C. § 101(41A)", "11 U.S.C. § 101(51C)"], id="a letter within"),
        ("28 C.F.R. § 35.107(b)(1)", ["28 C.F.R. § 35.107(b)(1)"]),
        ("28 CFR 35.107.", ["28 C.F.R. § 35.107"]),
        ("2 C.F.R. §§ 200.338 through 200.342", ["2 C.F.R. §§ 200.338-200.342"]),
        ("28 C.F.R. pt. 42; 2 CFR Part 200, Subpart F", ["28 C.F.R. pt. 42", "2 C.F.R. pt. 200, subpt. F"]),
        ("28 C.F.R. Parts 35 and 36", ["28 C.F.R. pt. 35", "28 C.F.R. pt. 36"]),
        ("Part 36 of Title 28, Code of Federal Regulations", ["28 C.F.R. pt. 36"]),
        (
            "Pub. L. 103-322; Public Law 101–336; P.L. 104-208",
            ["Pub. L. No. 103-322", "Pub. L. No. 101-336", "Pub. L. No. 104-208"],
        ),
        ("65 Fed. Reg. 50,123, 50,125 (Aug. 16, 2000)", ["65 Fed. Reg. 50,123"]),
        pytest.param("65 FR 50123", ["65 Fed. Reg. 50,123"], id="short form"),
        ("Fed. R. Civ. P. 45(d)(3)(A)", ["Fed. R. Civ. P. 45(d)(3)(A)"]),
        ("Rule 45 of the Federal Rules of Civil Procedure", ["Fed. R. Civ. P. 45"]),
        ("Federal Rule of Evidence 502(d)", ["Fed. R. Evid. 502(d)"]),
        ("Fed. R. Crim. P. 26.2.", ["Fed. R. Crim. P. 26.2"]),
        pytest.param("under U.S.S.G. § 3E1.1(a) and, if", ["U.S.S.G. § 3E1.1(a)"], id="a guideline"),
        ("U.S.S.G. §§ 2B1.1(b)(1)(H) and 3B1.2", ["U.S.S.G. § 2B1.1(b)(1)(H)", "U.S.S.G. § 3B1.2"]),
        ("See USSG §5K1.1.", ["U.S.S.G. § 5K1.1"]),
        ("Section 1B1.8 of the Sentencing Guidelines", ["U.S.S.G. § 1B1.8"]),
        pytest.param("8 U.S.C. § 1644 and 8 USC 1644", ["8 U.S.C. § 1644"], id="each once"),
    ],
)
def test_statutes_and_rules(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See Larkin v. Moss Co., 841 F. Supp. 2d 1199 (D. Or. 2012).", "Larkin v. Moss Co., 841 F. Supp. 2d 1199 (D. Or. 2012)"),
        pytest.param(
            "In Larkin v. Moss, 5 F.4th 12 (9th Cir. 2021), the", "Larkin v. Moss, 5 F.4th 12 (9th Cir. 2021)", id="In is no name"
        ),
        pytest.param(
            "an error. Larkin v. Moss, 5 U.S. 12 (1990)", "Larkin v. Moss, 5 U.S. 12 (1990)", id="not over a sentence's end"
        ),
        pytest.param("2 See Larkin v. Moss, 5 U.S. 12 (1990)", "Larkin v. Moss, 5 U.S. 12 (1990)", id="mark of a footnote"),
        pytest.param("Title VI and Larkin v. Moss, 5 U.S. 12 (1990)", "Larkin v. Moss, 5 U.S. 12 (1990)", id="two things"),
        ("City of Moss v. Bd. of Educ., 5 U.S. 12 (1990)", "City of Moss v. Bd. of Educ., 5 U.S. 12 (1990)"),
        ("Larkin & Sons, Inc. v. Moss, 5 U.S. 12 (1990)", "Larkin & Sons, Inc. v. Moss, 5 U.S. 12 (1990)"),
        ("M.L. ex rel. Moss v. Larkin, 5 U.S. 12 (1990)", "M.L. ex rel. Moss v. Larkin, 5 U.S. 12 (1990)"),
        ("Cf. In re Grand Jury, 12 F.3d 4 (10th Cir. 1999)", "In re Grand Jury, 12 F.3d 4 (10th Cir. 1999)"),
        pytest.param(
            "Larkin v. Moss, 5 F.Supp.2d 12 (D. Me. 1999)", "Larkin v. Moss, 5 F. Supp. 2d 12 (D. Me. 1999)", id="spaces"
        ),
        pytest.param("Larkin v. Moss, 5 U.S. 12, 15-16 & n.3 (1990)", "Larkin v. Moss, 5 U.S. 12 (1990)", id="page within"),
        pytest.param("Larkin v. Moss, 5 U.S. 12, 99 S. Ct. 7 (1990)", "Larkin v. Moss, 5 U.S. 12 (1990)", id="parallel reporter"),
        (
            "Larkin v. Moss, No. 12-77, 2013 WL 5 (D. Kan. Jan. 3, 2013)",
            "Larkin v. Moss, No. 12-77, 2013 WL 5 (D. Kan. Jan. 3, 2013)",
        ),
        ("Larkin v. Moss, No. 4:16-cv-77 (E.D. Mo. 2016)", "Larkin v. Moss, No. 4:16-cv-77 (E.D. Mo. 2016)"),
        pytest.param(
            "Larkin v. Moss , 5 U.S. 12 (1990)", "Larkin v. Moss, 5 U.S. 12 (1990)", id="space left by a change of font"
        ),
    ],
)
def test_cases(text: str, expected: str) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Larkin, 5 U.S. at 14, and Id. § 12", id="short forms"),
        pytest.param("the range of the Sentencing Guidelines is 24 to 30 months", id="no section of the guidelines"),
        pytest.param("under Section 504 and § 1644 alone", id="no title"),
        pytest.param("the 42 U.S. Attorneys of 28 districts", id="words"),
        pytest.param("Larkin v. Moss was decided in 1990", id="name alone"),
        pytest.param("Standing Order 13166 and Act No. 12-77", id="other kinds"),
        pytest.param("at 5 P. 12", id="no name"),
        pytest.param("Larkin v. Moss, 12 F.3d 45 (9th Cir.or\n\n1999).", id="a paragraph ends within it"),
        pytest.param("Larkin v. Moss, No. 4:16-cv-77 (E.D.\n\n2016)", id="a paragraph ends within it, docket alone"),
    ],
)
def test_nothing_found(text: str) -> None:
    assert found(text) == []


def test_text_is_as_printed_and_evidence_is_the_passage() -> None:
    document = doc("Obey Title 18, United States Code, Section 1347.")
    (finding,) = extract(document)
    assert finding.value == {
        "text": "Title 18, United States Code, Section 1347",
        "kind": "usc",
        "normalized": "18 U.S.C. § 1347",
    }
    assert document.text[finding.start : finding.end] == finding.value["text"]


WHOLE = [
    ("under 8 U.S.C. §§ 1373(a)–(c), the city", ["8 U.S.C. § 1373(a)-(c)"]),
    ("under 8 U.S.C. § 1373(a)-(c).", ["8 U.S.C. § 1373(a)-(c)"]),
    ("under 8 U.S.C. § 1373(a) through (c).", ["8 U.S.C. § 1373(a)-(c)"]),
    ("28 C.F.R. § 35.130(b)(1)-(3) applies", ["28 C.F.R. § 35.130(b)(1)-(3)"]),
    ("See 42 U.S.C. § 1983 note.", ["42 U.S.C. § 1983 note"]),
    ("8 U.S.C. § 1101 note (2012)", ["8 U.S.C. § 1101 note"]),
    ("under 42 U.S.C. § 1983 note that you", ["42 U.S.C. § 1983"]),
    ("The rule is 17 C.F.R. 240.10b5-1(c).", ["17 C.F.R. § 240.10b5-1(c)"]),
    ("17 C.F.R. § 240.10b-5", ["17 C.F.R. § 240.10b-5"]),
    ("17 C.F.R. §§ 240.12b-20 and 240.13a-1", ["17 C.F.R. § 240.12b-20", "17 C.F.R. § 240.13a-1"]),
    ("26 C.F.R. § 1.501(c)(3)-1(d)(2)", ["26 C.F.R. § 1.501(c)(3)-1(d)(2)"]),
    ("26 C.F.R. § 1.6662-4(d).", ["26 C.F.R. § 1.6662-4(d)"]),
    ("16 C.F.R. § 802.50a(b)", ["16 C.F.R. § 802.50a(b)"]),
    ("28 C.F.R. pt. 42, subpt. C.", ["28 C.F.R. pt. 42, subpt. C"]),
    ("28 C.F.R. Part 35, Subpart E", ["28 C.F.R. pt. 35, subpt. E"]),
    ("28 CFR part 42, subparts C and D", ["28 C.F.R. pt. 42, subpt. C", "28 C.F.R. pt. 42, subpt. D"]),
    ("28 C.F.R. PART 35, SUBPART E", ["28 C.F.R. pt. 35, subpt. E"]),
    ("Subpart F of 2 C.F.R. Part 200", ["2 C.F.R. pt. 200, subpt. F"]),
    ("28 C.F.R. pt. 35, app. A", ["28 C.F.R. pt. 35, app. A"]),
    ("See 50 U.S.C. app. § 5.", ["50 U.S.C. app. § 5"]),
    ("50 U.S.C. App. §§ 501-597b", ["50 U.S.C. app. §§ 501-597b"]),
    ("5 U.S.C. app. 3, § 6(a)", ["5 U.S.C. app. 3 § 6(a)"]),
    ("18 U.S.C. § 3161(h)(7)(A) and (B).", ["18 U.S.C. § 3161(h)(7)(A)", "18 U.S.C. § 3161(h)(7)(B)"]),
    ("18 U.S.C. § 3161(h)(7)(A), (B) because", ["18 U.S.C. § 3161(h)(7)(A)", "18 U.S.C. § 3161(h)(7)(B)"]),
    ("18 U.S.C. § 3161(h)(7)(A) and (B)(iv).", ["18 U.S.C. § 3161(h)(7)(A)", "18 U.S.C. § 3161(h)(7)(B)(iv)"]),
    ("5 U.S.C. § 552(b)(6) and (7)(C).", ["5 U.S.C. § 552(b)(6)", "5 U.S.C. § 552(b)(7)(C)"]),
    ("21 U.S.C. §§ 841(a)(1), (b)(1)(A) and 846", ["21 U.S.C. § 841(a)(1)", "21 U.S.C. § 841(b)(1)(A)", "21 U.S.C. § 846"]),
    ("under 8 U.S.C. § 1373(a) and (b) the city", ["8 U.S.C. § 1373(a)", "8 U.S.C. § 1373(b)"]),
    ("You must (a) obey 8 U.S.C. § 1373(a) and (b) reply", ["8 U.S.C. § 1373(a)"]),
    ("40 C.F.R. 60.1 through 60.19", ["40 C.F.R. §§ 60.1-60.19"]),
    ("40 C.F.R. §§ 60.1 to 60.19", ["40 C.F.R. §§ 60.1-60.19"]),
    ("the Act, 124 Stat. 119 (2010)", ["124 Stat. 119"]),
    ("Pub. L. No. 111-148, 124 Stat. 119, 260 (2010)", ["Pub. L. No. 111-148", "124 Stat. 119"]),
    ("110 Stat. 3009-546", ["110 Stat. 3009-546"]),
    ("Exec. Order No. 13,768, 82 Fed. Reg. 8799 (Jan. 25, 2017)", ["Exec. Order No. 13,768", "82 Fed. Reg. 8799"]),
    ("Executive Order 13166", ["Exec. Order No. 13,166"]),
    ("E.O. 12898", ["Exec. Order No. 12,898"]),
    ("Executive Orders 13166 and 12,250", ["Exec. Order No. 13,166", "Exec. Order No. 12,250"]),
    ("See Roe v. City of Fairmont, 912 F.2d 101 (1st Cir.1990).", ["Roe v. City of Fairmont, 912 F.2d 101 (1st Cir. 1990)"]),
    (
        "Larkin v. Moss County, 590 U.S. ___, 140 S. Ct. 1731 (2020)",
        ["Larkin v. Moss County, 590 U.S. ___, 140 S. Ct. 1731 (2020)"],
    ),
    ("Larkin v. Moss, 590 U. S. ____ (2020)", ["Larkin v. Moss, 590 U.S. ____ (2020)"]),
    ("People v. Larkin, 12 Misc.3d 45 (N.Y. Sup. Ct. 2006)", ["People v. Larkin, 12 Misc. 3d 45 (N.Y. Sup. Ct. 2006)"]),
    ("Larkin v. Moss, 345 Mass. 12 (1963)", ["Larkin v. Moss, 345 Mass. 12 (1963)"]),
    ("Larkin v. Moss, 45 Haw. 12, 360 P.2d 1 (1961)", ["Larkin v. Moss, 45 Haw. 12 (1961)"]),
    ("Larkin v. Moss, 12 Vet. App. 34 (1999)", ["Larkin v. Moss, 12 Vet. App. 34 (1999)"]),
    ("Larkin v. Moss, 12 U.S.P.Q.2d 1034 (Fed. Cir. 1989)", ["Larkin v. Moss, 12 U.S.P.Q.2d 1034 (Fed. Cir. 1989)"]),
    ("State v. Larkin, 2019-Ohio-123", ["State v. Larkin, 2019-Ohio-123"]),
    ("In re Sealed Case, 121 F.3d 729 (D.C.Cir.1997)", ["In re Sealed Case, 121 F.3d 729 (D.C. Cir. 1997)"]),
    ("Larkin v. Moss, 99 Widgets 12 (1999)", []),
    ("He sold Larkin v. Moss, 12 Monkeys 34 (1999) on tape", []),
    ("section 1001 of title 18.", ["18 U.S.C. § 1001"]),
    ("Section 1001 of Title 18, United States Code", ["18 U.S.C. § 1001"]),
    ("section 12 of title 17 of the Code of Virginia", []),
    ("15 U.S.C. §§ 78j(b), 78ff and 26 U.S.C. § 501(c)(3)", ["15 U.S.C. § 78j(b)", "15 U.S.C. § 78ff", "26 U.S.C. § 501(c)(3)"]),
    ("28 U.S.C. §§ 1331, 1343(a)(3), and 2201-02", ["28 U.S.C. § 1331", "28 U.S.C. § 1343(a)(3)", "28 U.S.C. §§ 2201-02"]),
    ("42 U.S.C. §§ 2000d to 2000d-7", ["42 U.S.C. §§ 2000d-2000d-7"]),
    ("18 U.S.C. § 371 and 30 days", ["18 U.S.C. § 371"]),
    ("42 U.S.C. 1320a-7b(b)(2)", ["42 U.S.C. § 1320a-7b(b)(2)"]),
    ("paid $18 U.S.C. 12", []),
    ("20 U.S.C. § 1681(a)(1)–(9)", ["20 U.S.C. § 1681(a)(1)-(9)"]),
    ("28 C.F.R. §§ 42.101-.112", ["28 C.F.R. §§ 42.101-.112"]),
    ("29 U.S.C. § 794(a); 28 C.F.R. § 42.503(b)(1)(i)-(vii)", ["29 U.S.C. § 794(a)", "28 C.F.R. § 42.503(b)(1)(i)-(vii)"]),
    ("42 U.S.C. § 12101, et seq.", ["42 U.S.C. § 12101 et seq."]),
    ("34 U.S.C. § 10152(a)(1)(A)–(G), (c)", ["34 U.S.C. § 10152(a)(1)(A)-(G)", "34 U.S.C. § 10152(c)"]),
]


@pytest.mark.parametrize(("text", "expected"), WHOLE, ids=lambda v: v[:60] if isinstance(v, str) else "")
def test_the_whole_provision_and_no_other(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@given(st.text(alphabet="U.S.C. §F.R123(a)-, vs ANDand", max_size=300))
def test_offsets_and_order(text: str) -> None:
    findings = extract(doc("x" + text))
    assert all(0 <= f.start < f.end <= len(text) + 1 for f in findings)
    assert [f.start for f in findings] == sorted(f.start for f in findings)


@pytest.mark.parametrize("unit", ["18 U.S.C. §§ 1, ", "A. v. ", "Aa, 1 U.S. 2, ", "(a)", "1.1-", "Section 1, "])
def test_long_repetitions_stay_fast(unit: str) -> None:
    document = doc(unit * 500)
    with processor_seconds(20):
        extract(document)
