"""What checked letters teach the zones: a style that no rule knows, met again and again."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.quality.claimed import read_gold
from pipeline.quality.zones import letters_of, weak_labels
from tests import own_genre
from tests.styles import STYLES, write


@pytest.mark.parametrize(
    ("style", "begins", "zone"),
    [
        pytest.param("canal", "Office of Canal Inspection", "letterhead", id="as the rules have it"),
        pytest.param("canal", "Touching:", "subject", id="a label that no rule knows stands before it"),
        pytest.param("canal", "Respected Keeper", "salutation", id="though one of its words is the addressee's, too"),
        pytest.param("canal", "Abiding in good faith,", "closing", id="what leads with a comma to who signs"),
        pytest.param("canal", "Canal Inspector", "signature", id="below a closing that no rule knows"),
        pytest.param("compact", "Respected", "salutation", id="though all its words but one are the addressee's, too"),
        pytest.param("compact", "Senior Compact Examiner", "signature", id="a title above the name"),
        pytest.param("compact", "Likewise told:", "copies", id="copies under a label that no rule knows"),
        pytest.param("harbor", "Greetings.", "salutation", id="a greeting of one word"),
        pytest.param("harbor", "By the Directorate,", "closing", id="of who signs in the letterhead, too, the last place counts"),
    ],
)
def test_a_line_that_a_checked_value_fills_is_of_its_zone(tmp_path: Path, style: str, begins: str, zone: str) -> None:
    write(tmp_path, style, 1)
    (printed,) = letters_of("00.txt", (tmp_path / "00.txt").read_bytes())
    labels = weak_labels(printed, read_gold(tmp_path / "00.gold.json")[0])
    assert {own for line, own in zip(printed, labels, strict=True) if line.text.strip().startswith(begins)} == {zone}


@pytest.mark.parametrize("style", STYLES)
def test_a_gold_record_says_what_stands_in_its_letter(tmp_path: Path, style: str) -> None:
    write(tmp_path, style, 20)
    for number in range(20):
        text = (tmp_path / f"{number:02}.txt").read_text("utf-8")
        (gold,) = read_gold(tmp_path / f"{number:02}.gold.json")
        (recipient,) = gold["recipients"]
        assert all(value in text for value in (recipient["name"], recipient["organization"], gold["subject"]["value"]))


def test_a_style_that_recurs_is_learnt_from_half_of_the_letters_and_read_in_the_others(tmp_path: Path) -> None:
    """How the figures of docs/desk.md are made, of letters that are checked as they are."""
    write(tmp_path / "canal", "canal", 12)
    row = next(own_genre.own_worth(tmp_path / "canal", 20))
    assert row.checked == 6
    assert row.core[1] > row.core[0] + 0.1, row
    assert row.all[1] > row.all[0], row
