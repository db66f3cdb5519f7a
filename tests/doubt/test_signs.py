"""The signs of a wrong value, what they come to, and what no field took."""

from __future__ import annotations

import pytest

from extractors.finding import Finding
from extractors.structure.parts import lines_of, read_parts
from pipeline.doubt.claims import claims
from pipeline.doubt.ledger import shape_of, unclaimed
from pipeline.doubt.looks import looks
from pipeline.doubt.model import Model
from pipeline.doubt.signs import ClaimSetting, signs
from pipeline.doubt.standing import Surroundings
from tests.builders import doc


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("Case 1:20-cr-00330-ABC Document 9 Filed 11/09/20", "mark"),
        ("ABC-DEF-00001828", "mark"),
        ("Skip to main content", "navigation"),
        ("Ms. Ana Ruiz", "titled-person"),
        ("Chief of Police", "title"),
        ("Stockton Police Department", "organization"),
        ("22 East Market Street", "plain-street"),
        ("Stockton, CA 95202", "city-line"),
        ("Office of the Deputy and", "open"),
        ("May 1, 2019", "date"),
    ],
)
def test_looks(text, look):
    assert look in looks(text)


def signs_of(text: str, label: str, value: dict, span: tuple[int, int] | None = None, kind: str = "letter", others=()):
    start, end = span or (0, len(text))
    found = [Finding(label, start, end, "rule", value), *others]
    every = claims([f"$.{f.label}[{n}]" for n, f in enumerate(found)], found)
    by_field: dict = {}
    for claim in every:
        by_field.setdefault(claim.field, []).append(claim)
    made = doc(text)
    ground = Surroundings.of(text, read_parts(made), lines_of(made), found)
    return signs(every[0], ClaimSetting(text, kind, {}, by_field, ground), ())


ADDRESS = {"street": "1 Elm Street", "city": "Enid", "state": "OK", "postal_code": "73701"}
DEAR = Finding("salutation", 0, 3, "rule", {"value": "Dear Ms. Ruiz:"})
DATED = Finding("date", 0, 3, "rule", {"value": "2019-05-01"})


@pytest.mark.parametrize(
    ("label", "value", "others", "sign"),
    [
        pytest.param("recipients", {"name": "Ana Ruiz", "address": ADDRESS}, (DEAR,), "agrees-greeted", id="the one greeted"),
        pytest.param("recipients", {"name": "Bo Wu", "address": ADDRESS}, (DEAR,), "greeted-otherwise", id="nobody of that name"),
        pytest.param(
            "recipients", {"name": "A", "address": ADDRESS | {"state": "TX"}}, (), "other-state", id="a code of Oklahoma"
        ),
        pytest.param(
            "recipients", {"organization": "Roe LLP, Elm Center", "address": {}}, (), "building-behind", id="a building"
        ),
        pytest.param("deadlines", {"date": "2018-01-01"}, (DATED,), "past", id="before the letter"),
        pytest.param("copies", {"value": "ABC-00001828"}, (), "looks=mark", id="a number of a production"),
    ],
)
def test_a_sign(label, value, others, sign):
    assert sign in signs_of("x" * 9, label, value, others=others)


@pytest.mark.parametrize(
    ("label", "key", "text", "passage", "sign"),
    [
        pytest.param("copies", "value", "cc: Bo Wu\nCity Clerk", "Bo Wu\nCity Clerk", "several-lines", id="lines that were joined"),
        pytest.param("signatories", "title", "Bo Wu\nChief, Tea Section", "Chief", "comma-behind", id="a title that goes on"),
        pytest.param("signatories", "title", "Bo Wu\nChief", "Chief", "one-word", id="a title of one word"),
        pytest.param("copies", "value", "cc: ELM CO. RECV Elm Tea Co.", "ELM CO. RECV Elm Tea Co.", "partly-in-capitals", id="a stamp"),
        pytest.param(
            "recipients", "organization", "Committee on Tea U.S. Senate", "Committee on Tea U.S. Senate", "inner-body", id="two bodies"
        ),
        pytest.param("quotations", "speaker", "“Yes,” said Bo Q. Wu.", "Bo Q. Wu", "untitled", id="a speaker without an office"),
        pytest.param(
            "citations", "normalized", "See Tea Makers v. Roe, 5 U.S. 1 (1990).", "Makers v. Roe, 5 U.S. 1 (1990)", "name-before",
            id="the name of a case that begins before it",
        ),
        pytest.param(
            "issuer", "component", "Office of Tea\nTea Grants Division\nMay 1, 2019", "Office of Tea", "office-below", id="an office below"
        ),
    ],
)  # fmt: skip
def test_a_sign_at_the_edges(label, key, text, passage, sign):
    start = text.index(passage)
    whole = {key: " ".join(passage.split())}
    assert sign in signs_of(text, label, whole, (start, start + len(passage)))
    assert sign not in signs_of("x " * 9, label, {key: "Ms. Ana Roe of Salem"})


@pytest.mark.parametrize(
    ("text", "end", "cut"),
    [
        pytest.param("Send the files to us.", 21, False, id="a sentence"),
        pytest.param("Send the files; then call.", 14, False, id="an item of a list"),
        pytest.param("Mail it to 1 Elm Street, Enid, OK.", 23, True, id="in the middle"),
    ],
)
def test_a_statement_that_is_cut(text, end, cut):
    assert ("cut" in signs_of(text, "requests", {"text": text[:end].rstrip(".")}, (0, end))) is cut


LETTER = ("May 1, 2019", "Ms. Ana Ruiz", "Enid, OK 73701", "Dear Ms. Ruiz:", "{}", "Sincerely,", "Bo Wu")


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("You must send us the records by May 9.", "requests"),
        ("The company must answer within 30 days.", "deadlines"),
        ("Who keeps the records of the jail?", "questions"),
        ("The law is plain, 8 U.S.C. § 1373.", "citations"),
        ("Please do not hesitate to call me.", None),
        ("Please answer the following questions.", None),
        ("I write about the jail.", None),
    ],
)
def test_what_was_not_taken(sentence, field):
    letter = doc(*(line.format(sentence) for line in LETTER))
    found = {left.field for left in unclaimed(letter, read_parts(letter), []) if sentence[:20] in left.message}
    assert field in found if field else not found


def test_what_was_taken_is_no_doubt():
    letter = doc(*(line.format("Who keeps the records of the jail?") for line in LETTER))
    start = letter.text.index("Who")
    taken = Finding("questions", start, start + 34, "rule", {"label": None, "text": "Who keeps the records of the jail?"})
    assert "questions" not in {left.field for left in unclaimed(letter, read_parts(letter), [taken])}


def test_a_form_that_is_not_known():
    bare = doc("Dear Ms. Ruiz:", "I write about the jail.")
    assert "document:no-closing" in shape_of(bare.text, read_parts(bare), [])


def test_confidence_rises_with_the_score():
    model = Model(2.0, {"bad": -3.0}, ((-1.0, 0.5), (2.0, 0.95)))
    assert model.confidence({"bad": 1.0}) == 0.5
    assert model.confidence({}) == 0.95
    assert 0.5 < model.confidence({"bad": 0.5}) < 0.95
