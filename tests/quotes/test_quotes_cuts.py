"""Cuts that turn what is quoted are shown; those that the article's own words make good are not."""

from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.extraction import extract
from pipeline.quotes import Article, check, render_text

LETTER = """U.S. Department of Justice
Civil Rights Division

May 4, 2018

The Honorable Ida Lund
Mayor
City of Larkspur
12 Elm Street
Larkspur, OR 97401

Dear Mayor Lund:

The jail is said to have held at least 55 persons beyond their terms. The county reportedly spent up to $8,000 on cots.

The Section could file suit should the county refuse to act. We do not plan to end the grant if the county complies, and no inmate
may be moved unless a judge consents. Only the warden may open the cells. Cooks and guards must report each injury within two days.
The Department may, subject to a vote of Congress, pay half of the cost. Our staff saw 12 kitchens and 30 wards.

If the county opens its files, we would close this review within nine months. If you have questions, please call our clerk at once. We
will keep your answer secret to the extent that the law permits.

Nothing in this letter is a finding of guilt. The grant was initially made for two years and must be spent, where possible, on beds.

Sincerely,

Omar Pell
Chief
"""


@pytest.fixture(scope="module")
def letter():
    return extract("letter.txt", Config(cache=False), LETTER.encode()).records[0]


def told(text: str, letter):
    (found,) = check([Article("a", text)], [letter]).articles[0].quotations
    return found


@pytest.mark.parametrize(
    ("text", "kinds", "shown"),
    [
        ("The letter says the jail “held at least 55 persons.”", ("hedge",), "is said to have held at least 55"),
        ("The letter says it held “55 persons beyond their terms.”", ("hedge",), "at least 55 persons beyond their"),
        ("The letter says it will “file suit should the county refuse.”", ("hedge",), "could file suit should the"),
        ("The letter says “We do not plan to end the grant.”", ("condition",), "to end the grant if the county complies, and no inmate may"),
        ("The letter says they “plan to end the grant if the county complies.”", ("negation",), "not plan to end the"),
        ("The letter says an inmate “may be moved unless a judge consents.”", ("negation",), "no inmate may be moved unless"),
        ("In the letter, Pell said the county “spent up to $8,000 on cots.”", ("hedge",), "reportedly spent up to $"),
        ("The letter says the county is said to have “spent up to $8,000 on cots.”", (), None),
        ("The letter says it is “a finding of guilt.”", ("negation",), "Nothing in this letter is a finding of guilt"),
        ("The letter says “the warden may open the cells.”", ("condition",), "Only the warden may open"),
        ("The letter says “[w]e would close this review within nine months.”", ("condition",), "If the county opens its files, we would close this"),
        ("The letter says “please call our clerk at once.”", (), None),  # a courtesy
        ("The letter says “We will keep your answer secret.”", ("condition",), "keep your answer secret to the extent that the law permits"),
        # The article's own words say it too.
        ("The letter says the Section could “file suit should the county refuse.”", (), None),
        ("The letter says the grant stays, “We do not plan to end the grant,” if rules are kept.", (), None),
        ("The letter denies that they “plan to end the grant if the county complies.”", (), None),
        ("The letter says a minimum of “55 persons beyond their terms” stayed.", (), None),
        ("The letter says “Cooks and guards must report each injury within two days.”", (), None),
    ],
)  # fmt: skip
def test_what_stands_just_outside(text, kinds, shown, letter):
    found = told(text, letter)
    assert found.verdict in ("exact", "bracketed")
    assert (found.material, found.doubtful) == (kinds, bool(kinds))
    assert [d.source for d in found.differences if d.kind == "cut"] == ([shown] if shown else [])


@pytest.mark.parametrize(
    ("quote", "verdict", "kinds"),
    [
        ("The Section could file suit … Cooks and guards must report", "elided", ("condition",)),  # should the county ...
        ("The Department may … pay half of the cost", "elided", ("condition",)),  # subject to
        ("The jail … held at least 55 persons", "elided", ("hedge",)),
        ("The grant was … made for two years", "elided", ("hedge",)),  # initially
        ("must be spent … on beds", "elided", ("condition",)),  # where possible
        ("The county spent up to $8,000 on cots", "altered", ("hedge",)),
        ("The county reportedly spent $8,000 on cots", "altered", ("hedge",)),
        ("Cooks or guards must report each injury", "altered", ("conjunction",)),
        ("must report each injury within two weeks", "altered", ("unit",)),
        ("Our staff saw 30 kitchens and 12 wards", "altered", ("number",)),  # the same numbers, each in the other's place
        ("Our staff saw twelve kitchens and thirty wards", "altered", ()),
        ("The county reportedly spent up to $80,000 on cots", "altered", ("number",)),
    ],
)
def test_what_a_change_touches(quote, verdict, kinds, letter):
    found = told(f"The letter says “{quote}.”", letter)
    assert (found.verdict, found.material) == (verdict, kinds)


def test_a_cut_stands_among_what_to_look_at(letter):
    text = render_text(check([Article("a", "The letter says it will “file suit should the county refuse.”")], [letter]))
    assert "1 to look at" in text
    assert "cut out of: “could file suit should the”" in text
