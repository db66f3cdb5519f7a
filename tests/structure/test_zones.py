"""The decoder of zones, on letters whose zones are known because they were made up."""

from __future__ import annotations

import pytest

from extractors.fields import copies, signatories
from extractors.structure import two_readers
from extractors.structure.letter_rules import by_rules
from extractors.structure.parts import read_parts
from extractors.structure.two_readers import read
from extractors.structure.zones import Zoned, decode
from pipeline.quality.letters import kinds, make_letter, make_letters
from pipeline.quality.zones import made
from tests.builders import typeset

OPEN_LETTER = """
The Attorney General
Washington, D.C.

May 1, 2019

The Honorable Ann Poe                       The Honorable Bo Ito
Chairman                                    Ranking Member
United States Senate                        United States Senate
Washington, DC 20510                        Washington, DC 20510

Dear Chairman Poe and Ranking Member Ito:

This answers the letter that you sent us in the spring about the rolls.

                                    Sincerely,


                                    Cy Doe
                                    Attorney General
"""


def test_the_same_seed_gives_the_same_letter() -> None:
    assert [letter.text for letter in make_letters(7, 3)] == [letter.text for letter in make_letters(7, 3)]
    assert make_letter(1, "court") != make_letter(2, "court")


@pytest.mark.parametrize("kind", kinds())
def test_a_letter_has_what_its_kind_must_have(kind: str) -> None:
    zones = {line.zone for line in make_letter(5, kind).lines}
    assert zones >= {"addressee", "body", "signature"}


def test_zones_of_letters_that_it_was_not_fitted_on() -> None:
    lines = right = 0
    for letter in made(28, seed=99):
        lines += len(letter.lines)
        right += sum(own.zone == zone for own, zone in zip(decode(letter.lines), letter.zones, strict=True))
    assert right / lines > 0.97


COPIED = """Sincerely,


                                    Cy Doe
                                    Audit Manager

Enclosure

{mark}   Ann Oduya
      Chief of Police

      Bo Lindgren-Ames
      Director, Parks Department
      City of Salem

      Cal Ito
      Audit Liaison, Grants Office
"""


@pytest.mark.parametrize("mark", ["cc:", "pc:", "xc:", "c: "])
def test_whoever_is_sent_a_copy_signs_nothing(mark: str) -> None:
    """Entries with white between them, each a name above a title, look like signature blocks."""
    document = typeset(OPEN_LETTER.partition("Sincerely")[0] + COPIED.format(mark=mark))
    assert [one.value["name"] for one in signatories.extract(document)] == ["Cy Doe"]
    assert [one.value["value"] for one in copies.extract(document)] == [
        "Ann Oduya Chief of Police",
        "Bo Lindgren-Ames Director, Parks Department City of Salem",
        "Cal Ito Audit Liaison, Grants Office",
    ]


def test_who_agrees_below_the_copies_signs() -> None:
    block = "\n\nAGREED TO AND ACCEPTED:\n\n____________________\nDot Ellery\nMayor\n"
    document = typeset(OPEN_LETTER.partition("Sincerely")[0] + COPIED.format(mark="cc:") + block)
    assert "Cal Ito" not in [one.value["name"] for one in signatories.extract(document)]


def test_who_agrees_below_the_enclosures_signs_and_is_no_enclosure() -> None:
    block = "\n\nAttachment A: Data Fields\n\nAGREED AND ACCEPTED:\n\n______________________\nDot Ellery\nCounsel for Acme Tea, Inc.\nDate: ________\n"
    document = typeset(OPEN_LETTER + block)
    assert [one.value["name"] for one in signatories.extract(document)] == ["Cy Doe", "Dot Ellery"]
    assert [one.value["organization"] for one in signatories.extract(document)] == [None, None]


def test_a_short_line_below_who_signs_is_of_that_block() -> None:
    letter = OPEN_LETTER.partition("Sincerely")[0] + "\n\nCy Doe\nAssistant Director\n(Enforcement Programs and Services)\n"
    (one,) = signatories.extract(typeset(letter))
    assert one.value["name"] == "Cy Doe"


def test_nothing_has_no_zones() -> None:
    assert decode(()) == []


def test_margins_are_small_where_the_readers_differ() -> None:
    lines = read_parts(typeset(OPEN_LETTER)).paragraphs
    agreed = read(lines)
    assert all(0.0 <= one.margin <= 1.0 for one in agreed)
    assert {one.zone for one in agreed} >= {"letterhead", "date", "addressee", "salutation", "body", "closing", "signature"}


def test_no_letterhead_begins_below_an_addressee(monkeypatch: pytest.MonkeyPatch) -> None:
    """A decoder that has seen no letter to Congress takes a street of Washington for the office's own."""
    lines = read_parts(typeset(OPEN_LETTER)).paragraphs
    ruled = [one.zone for one in read(lines)]
    first = ruled.index("addressee")
    misled = [Zoned("letterhead" if zone == "addressee" and i > first else zone, 0.99, 0.98) for i, zone in enumerate(ruled)]
    monkeypatch.setattr(two_readers, "decode", lambda _: misled)
    assert [one.zone for one in read(lines)] == ruled


def test_an_addressee_may_stand_above_the_stamped_date() -> None:
    letter = OPEN_LETTER.replace("May 1, 2019\n\n", "").replace("Dear", f"{' ' * 44}MAY 1 2019\n\nDear")
    zones = dict(
        zip(
            [p.text for p in read_parts(typeset(letter)).paragraphs],
            by_rules(read_parts(typeset(letter)).paragraphs),
            strict=True,
        )
    )
    assert zones["The Honorable Ann Poe"] == "addressee"
    assert zones["Washington, D.C."] == "letterhead"


def test_parts_know_how_sure_they_are() -> None:
    parts = read_parts(typeset(OPEN_LETTER))
    assert (parts.margin(parts.salutation) or 0.0) > 0.9
    assert parts.margin(()) is None
