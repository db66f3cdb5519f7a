"""Persons in running text: titles, names, and the fullest form of either."""

from __future__ import annotations

import pytest

from extractors.people.mentions import mentions_in
from extractors.people.running import running_words
from extractors.people.speakers import People, agrees

NAMED = [
    ("said U.S. Attorney Ada Q. Roe.", [("U.S. Attorney", "Ada Q. Roe")]),
    ("said Secretary of State Hilda Croft.", [("Secretary of State", "Hilda Croft")]),
    ("said Acting Assistant Attorney General for the Civil Rights Division Vera Gup today",
     [("Acting Assistant Attorney General for the Civil Rights Division", "Vera Gup")]),
    ("Secretary Jane Roe and FBI Director Lou Free said", [("Secretary", "Jane Roe"), ("FBI Director", "Lou Free")]),
    ("U.S. Customs and Border Protection Director Rick Vine", [("U.S. Customs and Border Protection Director", "Rick Vine")]),
    ("Mr. Theo W. Prout, Jr., wrote", [("Mr.", "Theo W. Prout, Jr.")]),  # the suffix belongs to the name
    ("by Oscar de la Rosa and Ann O’Hara-Bly", [("", "Oscar de la Rosa"), ("", "Ann O’Hara-Bly")]),
    ("Yesterday Chief Ann Low met", [("Chief", "Ann Low")]),  # a word of time is no part of the title
    ("R. Alec Costa, who", [("", "R. Alec Costa")]),
    ("Dean R. Sand spoke", [("", "Dean R. Sand")]),  # a given name that is a title elsewhere
    ("WASHINGTON, D.C.-Rand Hobson III was", [("", "Rand Hobson III")]),  # a hyphen for the dash of a dateline
    ("said Marine Lance Cpl. Nora Vane-Ott.", [("Marine Lance Cpl.", "Nora Vane-Ott")]),  # a rank shortened
    ("said Navy Petty Officer 2nd Class Nora Vane.", [("Navy Petty Officer 2nd Class", "Nora Vane")]),  # a grade
    ("said 1st Lt. Nora Vane.", [("1st Lt.", "Nora Vane")]),
    ("said Det. Sgt. Nora Vane of", [("Det. Sgt.", "Nora Vane")]),
    ("said acting U.S. Attorney Nora Vane.", [("acting U.S. Attorney", "Nora Vane")]),
    ("said then-Warden Nora Vane.", [("Warden", "Nora Vane")]),
    ("said Director Nora Two Bears-Vane.", [("Director", "Nora Two Bears-Vane")]),  # a number in a name
    ("said U.S. Attorney Nora Bishop.", [("U.S. Attorney", "Nora Bishop")]),  # a surname that is a title elsewhere
    ("said Chief Bill Vane.", [("Chief", "Bill Vane")]),  # a given name that is a paper elsewhere
    ("said June Vane, who", [("", "June Vane")]),  # a given name that is a month elsewhere
    ("since June Congress has sat", []),
    ("said the Presiding Judge.", []),
    ("in South Dakota and New Mexico.", []),
    ("said the U.S. Attorney for the District of Kansas in a statement", []),  # an office, nobody in it
    ("Cumberland Crest Health is", []),  # an organization
    ("at the Harvest Center and the Gulf Coast", []),
    ("Port Reno, Louisiana, has", []),  # a place
    ("the Justice Department’s Civil Division", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_mentions(text: str, expected: list[tuple[str, str]]) -> None:
    found = mentions_in(text, running_words(text, 0, len(text)))
    assert [(m.title, m.name) for m in found] == expected


FULLEST = [
    # (text, the mention asked for: the last, its fullest form)
    ("Attorney General Jane Roe spoke. Roe left", "Attorney General Jane Roe"),
    ("U.S. District Judge Milt E. Sabo ruled. Judge Sabo left", "U.S. District Judge Milt E. Sabo"),
    ("A nurse, Ida Castle, sued. Castle left", "Ida Castle"),
    ("Paul Okoro, who runs it, spoke. Director Okoro left", "Director Paul Okoro"),
    ("Paul Okoro, who runs it, spoke. Mr. Okoro left", "Paul Okoro"),
    ("Director Al B. Ray and Al Ray met. Director Ray left", "Director Al B. Ray"),
    ("Jim Love and Pat Love were charged. Love left", "Love"),  # which of them is not said
    ("Jim Love was charged by Agent Pat Love. Agent Love left", "Agent Pat Love"),  # the office says it
    ("Chief Sam Poe met Chief Ann Low. Poe left", "Chief Sam Poe"),
]


@pytest.mark.parametrize(("text", "expected"), FULLEST)
def test_fullest_form(text: str, expected: str) -> None:
    people = People(text, [(0, len(text))])
    assert people.fullest(people.mentions[-1]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a spokesman for Mayor Al Diaz", False),  # he does not speak himself
        ("Mayor Al Diaz’s letter", False),
        ("Mayor Al Diaz", True),
        ("In May, Mayor Al Diaz", True),
    ],
)
def test_who_can_be_a_subject(text: str, expected: bool) -> None:
    assert [m.subject for m in People(text, [(0, len(text))]).mentions] == [expected]


def test_holder_of_an_office() -> None:
    text = "Judge Ann Low and Chief Al Ray met Chief Sam Poe"
    people = People(text, [(0, len(text))])
    assert people.holder("judge", len(text)) == "Judge Ann Low"
    assert people.holder("chief", len(text)) is None  # there are two
    assert people.holder("mayor", len(text)) is None


@pytest.mark.parametrize(
    ("text", "office", "expected"),
    [
        ("Deputy Director Ann Low came", "director", None),  # a deputy is not called so
        ("Staff Sgt. Ann Low came", "sergeant", "Staff Sgt. Ann Low"),
        ("Ann Low, a former teller at the bank, came", "teller", "Ann Low"),
        ("United States Attorney Ann Low and Assistant U.S. Attorney Al Ray", "U.S. Attorney", "United States Attorney Ann Low"),
        ("Al Ray, 40, of Salem, and Bo Low, 50, pleaded guilty", "defendant", None),  # two of them
        ("Chief Ann Low said that Al Ray, 40, was sentenced", "defendant", "Al Ray"),
        ("Chief Ann Low said that a man was sentenced", "defendant", None),
    ],
)
def test_who_is_called_by_an_office(text: str, office: str, expected: str | None) -> None:
    assert People(text, [(0, len(text))]).holder(office, len(text)) == expected


def test_headlines_in_capitals_name_nobody() -> None:
    assert People("DIRECTOR JOHN ROE RESIGNS", [(0, 25)]).mentions == ()


@pytest.mark.parametrize(
    ("speaker", "pronoun", "expected"),
    [("Mr. Al Ray", "she", False), ("Ms. Ann Low", "he", False), ("Ms. Ann Low", "she", True), ("Chief Ann Low", "he", True)],
)
def test_pronouns(speaker: str, pronoun: str, expected: bool) -> None:
    assert agrees(speaker, pronoun) is expected


@pytest.mark.parametrize("text", ["said Mr. Jr. today", "said Chief Jr., who", "said Director Esq."])
def test_a_suffix_alone_is_nobody(text: str) -> None:
    assert People(text, [(0, len(text))]).mentions == ()


def test_those_named_in_a_place_are_found_however_many_there_are() -> None:
    text = "Chief Ann Low met Director Rick Vine and Judge Ada Roe."
    people = People(text, [(0, len(text))])
    for start in range(len(text)):
        for end in range(start, len(text), 3):
            assert people.within(start, end) == [m for m in people.mentions if start <= m.start and m.end <= end]
