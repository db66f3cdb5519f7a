"""Addressees: whom a model named, what stands beside them, and from where to where each was read."""

from __future__ import annotations

import pytest
from spacy.tokens import Span

from extractors.fields import recipients
from extractors.fields.recipients import parse_addressees
from extractors.structure.blocks import Role
from tests.builders import doc
from tests.fields.test_recipients import block

HEAD = ("U.S. Department of Justice", "April 2, 2019")
TAIL = ("12 Elm Street", "Salem, Oregon 97301", "Dear Sir:", "Please reply.", "Sincerely,", "Jo Doe")


def named(*lines: str, **entities: str):
    """The addressees of a letter to `lines`, in which a model found `PERSON` or `ORG`: (name, organization, doubts)."""
    read = doc(*HEAD, *lines, *TAIL)
    spans = []
    for label, text in entities.items():
        at = read.text.index(text)
        span = read.char_span(at, at + len(text), label=label.rstrip("2"))
        assert isinstance(span, Span)
        spans.append(span)
    read.set_ents(spans)
    found = recipients.extract(read)
    return [(f.value["name"], f.value["organization"], [doubt.code for doubt in f.doubts]) for f in found]


def test_a_line_that_a_model_takes_for_a_person_or_an_organization_is_one_and_is_doubted():
    assert named("xenia of thule", "Clerk", PERSON="xenia of thule")[0][0] == "xenia of thule"
    assert named("xenia of thule", "Clerk", PERSON="xenia of thule")[0][2] != []
    assert named("Xavi Bloom", "Wobbleton", ORG="Wobbleton")[0][:2] == ("Xavi Bloom", "Wobbleton")


def test_a_name_is_a_whole_line_but_for_its_comma():
    assert named("Xavi Bloom", "Zelda Fitch,", ORG="Zelda Fitch")[0][2] != []
    assert named("Xavi Bloom", "  Zelda Fitch", ORG="Zelda Fitch")[0][2] != []  # or for white space before it
    assert not any(doubts for *_, doubts in named("xenia of thule,", "Clerk,", PERSON="thule"))


@pytest.mark.parametrize("entity", [{}, {"PERSON": "Clerk"}, {"ORG": "Clerk"}, {"PERSON": "Ann"}, {"ORG": "Ms. Ann Roe"}])
def test_what_rules_are_sure_of_no_model_turns(entity):
    assert named("Ms. Ann Roe", "Clerk", **entity) == [("Ann Roe", None, [])]


def test_an_address_that_is_a_column_of_its_own_goes_to_the_last_who_stands_before_it():
    names = block("Ms. Ann Roe / Clerk / Mr. Bo Poe / Mayor / Dr. Cy Doe / Sheriff")
    for city, expected in (("Suite 7 / Dover, DE 19999", "Dover"), ("Toronto, Ontario M5H 2N2 / Canada", "Toronto")):
        for street in ("1 Main Street / ", ""):
            column = block(street + city, column=1, start=names[-1].end + 1)
            found = parse_addressees([*names, *column])
            assert [(one.name, one.city and one.city.city) for one in found][-1] == ("Cy Doe", expected)
            assert found[-1].end == column[-1].end


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        ("Salem, Oregon 97301", []),
        ("Salem, Oregon 05401", ["zip-mismatch"]),
        ("Salem, Oregon", []),
        ("Toronto, Ontario M5H 2N2", []),
    ],
)
def test_only_a_zip_code_beside_a_state_is_held_against_it(place, codes):
    read = doc(*HEAD, "Ms. Ann Roe", "12 Elm Street", place, *TAIL[2:])
    assert [doubt.code for found in recipients.extract(read) for doubt in found.doubts] == codes


def test_roles_that_others_told():
    lines = block("Bolder / Clerk / 1 Main Street / Dover, DE 19999")
    [found] = parse_addressees(lines, told={lines[0].start: Role.NAME})
    assert (found.name, found.by_model) == ("Bolder", True)
    [found] = parse_addressees(block("Ms. Ann Roe / Clerk / 1 Main Street / Dover, DE 19999"))
    assert (found.name, found.by_model) == ("Ann Roe", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # (name, honorific, title, organization) of each, with its first and last line
        ("Colonel Ada Brandt / Superintendent / 1 Main Street / Dover, DE 19999", [("Ada Brandt", "Colonel", "Superintendent", None, 0, 3)]),
        ("Colonel Ada Brandt / 1 Main Street / Dover, DE 19999", [("Ada Brandt", None, "Colonel", None, 0, 2)]),
        ("Halden Corp. / c/o Bank of Dover / 1 Main Street / Dover, DE 19999", [(None, None, None, "Halden Corp., Bank of Dover", 0, 3)]),
        # three on one line
        ("Ms. Ann Roe and Mr. Bo Poe and Dr. Cy Doe / 1 Main Street / Dover, DE 19999",
         [("Ann Roe", "Ms.", None, None, 0, 2), ("Bo Poe", "Mr.", None, None, 0, 2), ("Cy Doe", "Dr.", None, None, 0, 2)]),
        ("Mr. Roe and Ms. Poe / 1 Main Street / Dover, DE 19999", None),
        # an address alone goes to whom stands above it
        ("Ms. Ann Roe / Clerk / || 1 Main Street / Dover, DE 19999", [("Ann Roe", "Ms.", "Clerk", None, 0, 3)]),
        # who is complete above white space keeps apart, who is not shares
        ("Ms. Ann Roe / || Mr. Bo Poe / Halden Corp. / 1 Main Street / Dover, DE 19999",
         [("Ann Roe", "Ms.", None, "Halden Corp.", 0, 4), ("Bo Poe", "Mr.", None, "Halden Corp.", 1, 4)]),
        ("Ms. Ann Roe / Acme Inc. / || Mr. Bo Poe / Halden Corp. / 1 Main Street / Dover, DE 19999",
         [("Ann Roe", "Ms.", None, "Acme Inc.", 0, 1), ("Bo Poe", "Mr.", None, "Halden Corp.", 2, 5)]),
        ("Ms. Ann Roe / Acme Inc. / Mr. Bo Poe / Halden Corp. / 1 Main Street / Dover, DE 19999",
         [("Ann Roe", "Ms.", None, "Acme Inc.", 0, 5), ("Bo Poe", "Mr.", None, "Halden Corp.", 2, 5)]),
        # attention below the address
        ("Halden Corp. / 1 Main Street / Dover, DE 19999 / Attn: Ms. Ann Roe", [("Ann Roe", "Ms.", None, "Halden Corp.", 0, 3)]),
    ],
)  # fmt: skip
def test_who_stands_where(text, expected):
    lines = block(text)
    found = [
        (v["name"], v["honorific"], v["title"], v["organization"],
         next(i for i, line in enumerate(lines) if line.start == one.start), next(i for i, line in enumerate(lines) if line.end == one.end))
        for one in parse_addressees(lines)
        for v in (one.value(),)
    ]  # fmt: skip
    if expected is None:
        assert len(found) == 1  # surnames alone may be a firm
    else:
        assert found == expected
