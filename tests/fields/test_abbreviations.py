from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.fields.abbreviations import extract
from extractors.language.long_forms import long_form_start
from tests.builders import doc


def found(*paragraphs: str) -> list[tuple[object, object]]:
    return [(f.value["short"], f.value["long"]) for f in extract(doc(*paragraphs))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Office of Victim Services (“OVS”) asks", [("OVS", "Office of Victim Services")]),
        ("the Office of Victim Services (OVS)", [("OVS", "Office of Victim Services")]),
        ("the Marshals Service Metro Fugitive Team (MFT)", [("MFT", "Metro Fugitive Team")]),
        pytest.param("a letter of no concern (“LNC”)", [("LNC", "letter of no concern")], id="small letters"),
        pytest.param("a notice of nonpayment (“NON”)", [("NON", "notice of nonpayment")], id="connector counts"),
        pytest.param("mental and physical disabilities (“M/PD”)", [("M/PD", "mental and physical disabilities")], id="slash"),
        pytest.param(
            "the Bay-Hill-Moss Banking Reform Act (“BHM Act”)",
            [("BHM Act", "Bay-Hill-Moss Banking Reform Act")],
            id="word at the end",
        ),
        pytest.param(
            "the Office of River Patrol Safety (RPS Office)",
            [("RPS Office", "Office of River Patrol Safety")],
            id="word stands first",
        ),
        pytest.param(
            "the Mill Department Task Force on Tea Theft (TT Task Force)",
            [("TT Task Force", "Mill Department Task Force on Tea Theft")],
            id="words from the middle stand last",
        ),
        pytest.param(
            "The Mill’s Task Force on Tea Theft (TT Task Force)", [("TT Task Force", "Task Force on Tea Theft")], id="owner"
        ),
        pytest.param("Harbor Isle, Ohio (HID)", [], id="a place and letters"),
        pytest.param("U.S. Department of Public Lands (DPL)", [("DPL", "U.S. Department of Public Lands")], id="U.S. is part"),
        pytest.param(
            "the Department of Housing and Water (HW)", [("HW", "Department of Housing and Water")], id="body before of"
        ),
        pytest.param("the Ohio Bureau of Mines (BOM)", [("BOM", "Ohio Bureau of Mines")], id="state is part"),
        pytest.param("USDA Food Service (FS)", [("FS", "Food Service")], id="acronym before is a name of its own"),
        pytest.param(
            "the U.S. Department of Lands’ Office of Inspector General (DL-OIG)",
            [("DL-OIG", "U.S. Department of Lands’ Office of Inspector General")],
            id="possessive within",
        ),
        pytest.param(
            "the Board’s Audit and Review Division’s (ARD)", [("ARD", "Audit and Review Division")], id="possessives about it"
        ),
        pytest.param(
            "Bureau of Tea, Salt, Silk and Opium (TSS)",
            [("TSS", "Bureau of Tea, Salt, Silk and Opium")],
            id="word left out at the end",
        ),
        pytest.param("Financial Loss Network (FinLN)", [("FinLN", "Financial Loss Network")], id="first letters of a word"),
        pytest.param("Internet Crime Case Center (IC3)", [("IC3", "Internet Crime Case Center")], id="digit counts letters"),
        pytest.param("Assistant U.S. Attorneys (AUSAs)", [("AUSAs", "Assistant U.S. Attorneys")], id="plural"),
        pytest.param(
            "the Federal Tea Commission (the “Commission” or “FTC”)",
            [("FTC", "Federal Tea Commission"), ("Commission", "Federal Tea Commission")],
            id="two terms",
        ),
        pytest.param("the Department of Tea (the “Department”)", [("Department", "Department of Tea")], id="defined word"),
        pytest.param("Moss Biomaterials Corp. (“Moss”)", [("Moss", "Moss Biomaterials Corp.")], id="name cut short"),
        pytest.param(
            "with Moss Tea, L.L.C. (“Moss” or the “Company”)",
            [("Moss", "Moss Tea, L.L.C."), ("Company", "Moss Tea, L.L.C.")],
            id="two words for a firm",
        ),
        pytest.param("Civil Demand No. 314 (the “CID”)", [("CID", "Civil Demand No. 314")], id="a number within"),
        pytest.param("the River Patrol Fund (Fund or RPF)", [("RPF", "River Patrol Fund")], id="a word or letters"),
        pytest.param("the Civil Rights Division (CRT)", [("CRT", "Civil Rights Division")], id="a component's code"),
        pytest.param(
            "your client, Moss Tea Holdings plc (“Moss”), for",
            [("Moss", "Moss Tea Holdings plc")],
            id="a firm's form in small letters",
        ),
        pytest.param(
            "with Larkin Salt GmbH & Co. KG (“Larkin”) of", [("Larkin", "Larkin Salt GmbH & Co. KG")], id="a firm abroad"
        ),
        pytest.param(
            "under Title VI of the River Rights Act of 1964 (“Title VI”), 42",
            [("Title VI", "Title VI of the River Rights Act of 1964")],
            id="a title named by its number, and a year",
        ),
        pytest.param(
            "under the Tea Agents Act of 1938 (“TAA” or the “Act”), as amended",
            [("TAA", "Tea Agents Act of 1938"), ("Act", "Tea Agents Act of 1938")],
            id="a word for an act and its year",
        ),
        pytest.param(
            "Section 504 of the Rehabilitation Act of 1973 (“Section 504”)",
            [("Section 504", "Section 504 of the Rehabilitation Act of 1973")],
            id="so a section",
        ),
        pytest.param(
            "Title II of the Tea with Milk Act (“Title II”)",
            [("Title II", "Title II of the Tea with Milk Act")],
            id="small words within",
        ),
        pytest.param(
            "against the City of Three Locks (the City) and", [("City", "City of Three Locks")], id="the City, no marks"
        ),
        pytest.param("the Board of Tea Inspectors (the Board)", [("Board", "Board of Tea Inspectors")], id="so a board"),
        pytest.param("Rural Courts Act (hereinafter “RCA”)", [("RCA", "Rural Courts Act")], id="hereinafter"),
        pytest.param("RCA (the Rural Courts Act)", [("RCA", "Rural Courts Act")], id="short form first"),
        pytest.param("River Tax Agency (RTA) ... Real Tea Act (RTA)", [("RTA", "River Tax Agency")], id="first definition kept"),
    ],
)
def test_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Moss v. Larkin, 1 U.S. 2 (D. Or. 2012)", id="court"),
        pytest.param("202-555-0142 (voice) or (TTY)", id="kind of telephone"),
        pytest.param("the Department of Justice (Department)", id="a word that no quotation marks define"),
        pytest.param("at our office of the Mint (the Annex)", id="a word of no name"),
        pytest.param("the City Hall of Dover (the city)", id="a small word"),
        pytest.param("the plan (the “Plan”)", id="no name stands before it"),
        pytest.param("Moss v. Larkin (“Larkin”)", id="a case cited for short"),
        pytest.param("Maj. Leo (“Skip”) Moss", id="nickname"),
        pytest.param("the order of July 6, 2020 (the “Order”)", id="a day is no name"),
        pytest.param("Bo Roe of tea and the Police (the “Team”)", id="two of which no one is meant"),
        pytest.param("Senator Larkin (R-Ohio)", id="party and state"),
        pytest.param("No. 21-1777 (RMC)", id="judge"),
        pytest.param("items (a), (i) and (ii), in (2012)", id="labels"),
        pytest.param("the River Patrol (OVS)", id="words do not give it"),
        # which words the letters are of is a guess: another name of the sentence may be meant
        pytest.param("General Poe of the U.S. Army Harbor Inspection Command (HID)", id="letters of an older name"),
        pytest.param("the officers of victims and services here (OVSX)", id="letter left over"),
    ],
)
def test_nothing_found(text: str) -> None:
    assert found(text) == []


@given(st.lists(st.sampled_from(["Office", "Rural", "Courts", "Tea", "Salt", "Lands"]), min_size=2, max_size=6))
def test_initials_find_their_words(words: list[str]) -> None:
    text = "we wrote to the " + " ".join(words)
    assert long_form_start(text, 0, len(text), "".join(word[0] for word in words)) == len("we wrote to the ")


@given(st.text(alphabet="ABC abc()“”.&-", max_size=200))
def test_short_form_stands_in_the_passage(text: str) -> None:
    document = doc("x" + text)
    for finding in extract(document):
        assert str(finding.value["short"]) in document.text[finding.start : finding.end]


def test_bracket_that_begins_a_paragraph_defines_nothing() -> None:
    # a lost indent or a page break parts the name from its bracket; the name above is not in the same passage
    broken = doc("They wrote to the Office of Justice Programs", "(OJP) about it.")
    assert list(extract(broken)) == []
