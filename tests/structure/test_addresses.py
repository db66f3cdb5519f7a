"""Addresses: what is a street, what is a city's line, and blocks broken in the wrong places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.structure.addresses import (
    City,
    ends_address,
    postal_code,
    read_city,
    read_foreign_city,
    street_score,
    well_formed,
)
from tests.fields.test_recipients import block


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Duluth, Minn. 55899", City("Duluth", "MN", "55899")),
        ("Kessel, Ohio 44999-0311", City("Kessel", "OH", "44999-0311")),
        ("Washington, D.C. 20599", City("Washington", "DC", "20599")),
        ("Westport CT 06899", City("Westport", "CT", "06899")),
        ("Santa Alma, New Mexico", City("Santa Alma", "NM", None)),
        ("New York, N.Y. 1OO99", City("New York", "NY", "10099")),  # OCR's letters
        ("Stockton, CA 9520 2", City("Stockton", "CA", "95202")),  # OCR's space
        ("Stockton, CA95202", City("Stockton", "CA", "95202")),
        ("St. Louis, MO 63199", City("St. Louis", "MO", "63199")),
        ("Sault Ste. Marie, MI 49799", City("Sault Ste. Marie", "MI", "49799")),
        ("Coeur d’Alene, Idaho 83899", City("Coeur d’Alene", "ID", "83899")),
        ("APO, AE 09012", City("APO", "AE", "09012")),
    ],
)
def test_city(line: str, expected: City) -> None:
    assert read_city(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "State of Maine",
        "Attorney General of South Dakota",
        "City of Portland, Oregon",  # a body, not a place
        "Market Street Stockton, CA 95202",  # the street has got into the line
        "Roma NW Albuquerque, NM 87102",
        "100 Main Street, Reno, NV 89599",
        "CA 95202",
        "95202",
        "Superior Court, California",
        "",
    ],
)
def test_no_city(line: str) -> None:
    assert read_city(line) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Toronto, Ontario M5J 2J2", City("Toronto", None, "M5J 2J2")),
        ("London EC2V 7JE, United Kingdom", City("London", None, "EC2V 7JE")),
        ("75008 Paris", City("Paris", None, "75008")),
        ("Paris, France", City("Paris", None, None)),
    ],
)
def test_foreign_city(line: str, expected: City) -> None:
    assert read_foreign_city(line) == expected


STREETS = """One Millrace Plaza, Suite 4|Thirteen Elm Street|Forty-Second Floor|City Hall, Suite 300|State House Station 42|Government Center, Suite 310|Twenty-Third Floor
The Marsh Building|400 Roma NW|88 M Street, S.E.|P.O. Drawer 1628|Ronald Building, Mailbox 14|RR 2|1100 Louisiana, Suite 3300
State Capitol, Suite 204|Lucas Annex, 2nd Floor|2157 Rayburn House Office Building|Suite 400|Hall of Justice|12-34 Queens Blvd.
Post Office Box 398|One State House Station|County Courthouse"""
OTHERS = """Presiding Judge, Juvenile Division|Superior Court of Brisa County|3M Company|100 Black Men of America, Inc.|Stockton Police
Office of Statewide Planning|Committee on the Judiciary|General Counsel|Secretary of State|U.S. House of Representatives|Legal Aid Center
Board of Supervisors, District 4|Farrow, Lind & Wray LLP|Unit Chief|Mr. Harold Stone|"""


@pytest.mark.parametrize("line", STREETS.replace("\n", "|").split("|"))
def test_street(line: str) -> None:
    assert street_score(line) >= 3.5


@pytest.mark.parametrize("line", OTHERS.replace("\n", "|").split("|"))
def test_no_street(line: str) -> None:
    assert street_score(line) <= 1.5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("87102", "87102"),
        ("87102 – 1234", "87102-1234"),
        ("871021234", "87102-1234"),
        ("871 02", "87102"),
        ("OOOll", None),
        (None, None),
    ],
)
def test_postal_code(text: str | None, expected: str | None) -> None:
    assert postal_code(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # in order already
        ("A Roe / 12 Elm Road / Reno, NV 89599", "A Roe / 12 Elm Road / Reno, NV 89599"),
        # state or ZIP code on a line of its own
        ("A Roe / Santa Alma, New Mexico / 87599-1628", "A Roe / Santa Alma, New Mexico 87599-1628"),
        ("A Roe / 12 Elm Road / Los Robles, / California 95499", "A Roe / 12 Elm Road / Los Robles, California 95499"),
        # street and city on one line
        ("A Roe / 100 Main St., Suite 5, Reno, NV 89599", "A Roe / 100 Main St., Suite 5 / Reno, NV 89599"),
        # lines broken in the wrong places
        (
            "Chief Eric Jones / Stockton Police / Department 22 E. / Market Street Stockton, / CA 95202",
            "Chief Eric Jones / Stockton Police / Department / 22 E. Market Street / Stockton, CA 95202",
        ),
        (
            "Chief Ed Fox / Salem Police / Department One / Capitol Plaza / Salem, OR 97399",
            "Chief Ed Fox / Salem Police / Department / One Capitol Plaza / Salem, OR 97399",
        ),
        # no address: left alone
        ("A Roe / Halden Corp.", "A Roe / Halden Corp."),
    ],
)
def test_well_formed(text: str, expected: str) -> None:
    assert " / ".join(line.text for line in well_formed(block(text))) == expected


@given(st.lists(st.text(st.characters(codec="ascii", exclude_characters="\n"), min_size=1, max_size=40), max_size=6))
def test_no_word_is_lost_or_invented(texts: list[str]) -> None:
    lines = well_formed(block(" / ".join(texts)))
    kept = "".join(line.text for line in lines)
    given_letters = "".join(texts)
    assert [c for c in kept if c.isalnum()] == [c for c in given_letters if c.isalnum()]


@pytest.mark.parametrize(
    ("line", "expected"), [("Reno, NV 89599", True), ("89599", True), ("Canada", True), ("Reno", False), ("", False)]
)
def test_end_of_an_address(line: str, expected: bool) -> None:
    assert ends_address(line) is expected
