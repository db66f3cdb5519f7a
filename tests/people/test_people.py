"""Persons on one line: what stands before a name, what belongs to it and what stands behind it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.people.persons import VOCABULARY, Person, head, is_title, is_title_phrase, read_person


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Gorden Eden Jr.", Person("Gorden Eden Jr.")),
        ("Chief Gorden Eden Jr.", Person("Gorden Eden Jr.", title="Chief")),  # a title before the name is no honorific
        ("The Honorable Odile A. Marchetti", Person("Odile A. Marchetti", "The Honorable")),
        ("Hon. Wanda P. Strich, President, Kessel County", Person("Wanda P. Strich", "Hon.", rest="President, Kessel County")),
        ("Josie T. D’Aulan-White, Esq.", Person("Josie T. D’Aulan-White, Esq.")),
        ("Mr. Leland P. Fry, Jr., Chief Probation Officer", Person("Leland P. Fry, Jr.", "Mr.", rest="Chief Probation Officer")),
        ("Theodore J. Wray IV", Person("Theodore J. Wray IV")),
        ("Yolanda F. St. Cyr", Person("Yolanda F. St. Cyr")),
        ("T. Everett Holm", Person("T. Everett Holm")),
        ("JANE Q. DOE", Person("JANE Q. DOE")),
        ("Maria de la Cruz", Person("Maria de la Cruz")),
        ("Ms. Kathryn “Kit” O'Neil", Person("Kathryn “Kit” O'Neil", "Ms.")),
        ("Interim Police Chief Lena Ortiz", Person("Lena Ortiz", title="Interim Police Chief")),
        ("Special Agent in Charge Bob Jones", Person("Bob Jones", title="Special Agent in Charge")),
        ("Attorney General Paul Ibsen", Person("Paul Ibsen", title="Attorney General")),
        ("Dean R. Sandoval", Person("Dean R. Sandoval")),  # a given name
        ("Dean Alice Sandoval", Person("Alice Sandoval", title="Dean")),
        ("John Roe #12345-678", Person("John Roe")),
        ("John Roe, Reg. No. 12345-678", Person("John Roe")),
        ("Mr. Roe", Person("Roe", "Mr.")),
        ("Mr . John Roe", Person("John Roe", "Mr.")),  # as OCR reads it
    ],
)  # fmt: skip
def test_person(line: str, expected: Person) -> None:
    assert read_person(line) == expected


@pytest.mark.parametrize(
    "line",
    ["", "Roe", "The Honorable", "Secretary of State", "Harrow, Stein, Bell &", "Halden Corp.", "400 Roma NW", "ann@mail.example",
     "Office of the Governor", "P.O. Box 9", "Cardinal Health", "Reno, NV 89599", "and Youth Services", "Chief"],
)  # fmt: skip
def test_nobody(line: str) -> None:
    assert read_person(line) is None


@pytest.mark.parametrize(
    ("line", "noun", "is_office_holder"),
    [
        ("Secretary of Public Safety", "secretary", True),
        ("Presiding Judge, Juvenile Division", "judge", True),
        ("County Clerk and Registrar of Voters", "registrar", True),
        ("Special Agent in Charge", "agent", True),
        ("Board President", "president", True),
        ("Office of the Secretary", "office", False),
        ("District Attorney’s Office", "office", False),
        ("Superior Court of Brisa County", "court", False),
        ("Board of Commissioners", "board", False),
        ("State Capitol, Suite 204", "capitol", False),
        ("", "", False),
    ],
)
def test_noun_of_a_line(line: str, noun: str, is_office_holder: bool) -> None:
    assert (head(line), is_title(line)) == (noun, is_office_holder)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Acting Deputy Chief", True),
        ("U.S. Attorney", True),
        ("Chief of Police", True),
        ("Roma Chief", False),
        ("Acting", False),
        ("", False),
    ],
)
def test_title_phrase(phrase: str, expected: bool) -> None:
    assert is_title_phrase(phrase) is expected


@pytest.mark.parametrize("title", VOCABULARY["titles"])
def test_every_title_of_the_list_is_read_before_a_name(title: str) -> None:
    person = read_person(f"{title} Jane Quillfeather")
    assert person is not None
    assert (person.honorific or person.title, person.name) == (title, "Jane Quillfeather")


@given(st.text(max_size=60))
def test_a_name_is_made_of_the_line(line: str) -> None:
    person = read_person(line)
    assert person is None or all(part.strip(",") in line for part in person.name.split())
