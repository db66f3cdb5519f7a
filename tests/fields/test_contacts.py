from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.fields.contacts import extract
from tests.builders import doc


def found(*paragraphs: str) -> list[tuple[object, object]]:
    return [(f.value["kind"], f.value["value"]) for f in extract(doc(*paragraphs))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reach me at (202) 555-0142 on weekdays", [("phone", "(202) 555-0142")]),
        pytest.param("a.poe@mill.af.example.", [("email", "a.poe@mill.af.example")], id="any ending"),
        pytest.param("a.poe@mill.photography", [("email", "a.poe@mill.photography")], id="a long ending"),
        ("call 202-555-0142.", [("phone", "202-555-0142")]),
        ("call 202.555.0142", [("phone", "202.555.0142")]),
        pytest.param("202/555-0142", [("phone", "202/555-0142")], id="1990s form"),
        pytest.param("(202)555-0142", [("phone", "(202)555-0142")], id="space lost"),
        ("toll free at 1-800-555-0142", [("phone", "1-800-555-0142")]),
        ("1 (800) 555-0142", [("phone", "1 (800) 555-0142")]),
        pytest.param(
            "dial 1-800-CALL-FBI or 1-877-FTC-HELP", [("phone", "1-800-CALL-FBI"), ("phone", "1-877-FTC-HELP")], id="letters"
        ),
        ("(202) 555-0142, ext. 12", [("phone", "(202) 555-0142, ext. 12")]),
        ("TTY (866) 555-0142", [("tty", "(866) 555-0142")]),
        ("TDD: (202) 555-0142", [("tty", "(202) 555-0142")]),
        pytest.param(
            "(202) 555-0142 TDD (202) 555-0143", [("phone", "(202) 555-0142"), ("tty", "(202) 555-0143")], id="label governs next"
        ),
        pytest.param(
            "202-555-0142 (voice) or 202-555-0143 (TTY)", [("phone", "202-555-0142"), ("tty", "202-555-0143")], id="label after"
        ),
        pytest.param("202-555-0142 (voice/TTY)", [("phone", "202-555-0142")], id="both"),
        pytest.param("202-555-0142 (f)", [("fax", "202-555-0142")], id="letter after"),
        pytest.param(
            "T: 202-555-0142 F: 202-555-0143", [("phone", "202-555-0142"), ("fax", "202-555-0143")], id="letters before"
        ),
        ("Fax: 316-555-0142", [("fax", "316-555-0142")]),
        pytest.param("FAX:\n(815) 555-0142", [("fax", "(815) 555-0142")], id="label alone on the line above"),
        pytest.param("BY FACSIMILE (706-555-0142) AND MAIL", [("fax", "706-555-0142")], id="delivery line"),
        pytest.param(
            "at 202-555-0142 or by facsimile at 202-555-0143",
            [("phone", "202-555-0142"), ("fax", "202-555-0143")],
            id="by facsimile",
        ),
        pytest.param(
            "is at 202-555-0142, and his fax is 202-555-0143", [("phone", "202-555-0142"), ("fax", "202-555-0143")], id="is"
        ),
        pytest.param("fax the form or call me at 202-555-0142", [("phone", "202-555-0142")], id="nearest label"),
        pytest.param(
            "(202) 555-0142 and 202-555-0142", [("phone", "(202) 555-0142"), ("phone", "202-555-0142")], id="two forms are two"
        ),
        pytest.param("202-555-0142 and 202-555-0142", [("phone", "202-555-0142")], id="each once"),
        pytest.param("TDD 555-0142", [("tty", "555-0142")], id="seven digits under a label"),
        ("write to jo.o-neil@usdoj.gov.", [("email", "jo.o-neil@usdoj.gov")]),
        ("Forms are at www.justice.gov/crt/forms.html; please", [("url", "www.justice.gov/crt/forms.html")]),
        ("(see https://ojp.gov/guide).", [("url", "https://ojp.gov/guide")]),
        pytest.param("https://x.gov/a_(b)", [("url", "https://x.gov/a_(b)")], id="own brackets"),
        ("WWW.JUSTICE.GOV", [("url", "WWW.JUSTICE.GOV")]),
        pytest.param("https: / /ojp.gov/guide", [("url", "https://ojp.gov/guide")], id="spaces about slashes"),
        pytest.param("to Jo.Poe @usdoj.gov or", [("email", "Jo.Poe@usdoj.gov")], id="a space before the at sign"),
        pytest.param(
            "202-555-0101 /(202) 555-0102", [("phone", "202-555-0101"), ("phone", "(202) 555-0102")], id="a slash before one"
        ),
        pytest.param("at www. justice. gov today", [("url", "www.justice.gov")], id="spaces that OCR sets behind full stops"),
        pytest.param("at www .justice.gov.", [("url", "www.justice.gov")], id="a space that OCR sets before one"),
        pytest.param("visit bja.ojp.gov or call", [("url", "bja.ojp.gov")], id="bare domain in a sentence"),
    ],
)
def test_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("No. 5:17-cv-00391", id="docket"),
        pytest.param("DJ 204-57-188 and 90-5-1-1-4032", id="file number"),
        pytest.param("Washington, D.C. 20044-7611", id="ZIP code"),
        pytest.param("award 2016-DJ-BX-0217", id="award"),
        pytest.param("SSN 123-45-6789", id="social security number"),
        pytest.param("since 2014-2017", id="years"),
        pytest.param("Accessibility Justice.gov USA.gov", id="navigation of a web site"),
        pytest.param("at Overstock.com, Inc.", id="company"),
        pytest.param("https://www.justice.gov/opa/pr/a-b-c 1/2", id="line printed by a browser"),
        pytest.param("follow us @TheJusticeDept", id="a name on a social network"),
        pytest.param("Room 555-0142", id="seven digits without a label"),
    ],
)
def test_nothing_found(text: str) -> None:
    assert found(text) == []


def test_email_is_no_url() -> None:
    assert found("write to help@www.example.gov") == [("email", "help@www.example.gov")]


@given(st.text(alphabet="w.@/:-()0123456789 fax\n", max_size=200))
def test_value_is_the_passage(text: str) -> None:
    document = doc("x" + text)
    for finding in extract(document):
        assert " ".join(document.text[finding.start : finding.end].split()) == finding.value["value"]
