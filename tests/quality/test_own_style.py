"""What checked letters teach the zones: a style that no rule knows, met again and again."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

from pipeline.quality.claimed import read_gold
from pipeline.quality.zones import letters_of, weak_labels
from tests import own_genre

LETTER = """U.S. Department of Justice
Office of Canal Inspection

Intended for
{name}
Lock Keeper, {town} Canal Trust
12 Quarry Street
{town}, OH 43604

June 5, 2021

Touching: The upkeep of the {town} lock

Respected Keeper {last},

Our staff came by in the spring and walked along the tow path with those who keep it in repair for the trust and the county.

Abiding in good faith,

{signer}
Canal Inspector
"""

NAMES = ["Ana Birdwell", "Boyd Castellanos", "Carla Eberhardt", "Farid Holloway"]
TOWNS = ["Defiance", "Napoleon", "Lockport"]


def letter(name: str, town: str, signer: str = "Vera Lindqvist") -> tuple[str, dict]:
    address = {"street": "12 Quarry Street", "city": town, "state": "OH", "postal_code": "43604"}
    whom = {"name": name, "title": "Lock Keeper", "organization": f"{town} Canal Trust", "address": address}
    gold = {
        "document_type": "letter",
        "issuer": {"component": "Office of Canal Inspection"},
        "date": {"value": "2021-06-05"},
        "recipients": [whom],
        "salutation": {"value": f"Respected Keeper {name.split()[1]},"},
        "subject": {"value": f"The upkeep of the {town} lock"},
        "signatories": [{"name": signer, "title": "Canal Inspector"}],
    }
    return LETTER.format(name=name, town=town, last=name.split()[1], signer=signer), gold


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("style") / "canals"
    made.mkdir()
    for number, (name, town) in enumerate(product(NAMES, TOWNS)):
        text, gold = letter(name, town)
        (made / f"{number:02}.txt").write_text(text, "utf-8")
        (made / f"{number:02}.gold.json").write_text(json.dumps({"documents": [gold]}), "utf-8")
    return made


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        pytest.param("Office of Canal Inspection", "letterhead", id="as the rules have it"),
        pytest.param("Ana Birdwell", "addressee", id="a name of an addressee"),
        pytest.param("Touching: The upkeep of the Defiance lock", "subject", id="a label that no rule knows stands before it"),
        pytest.param("Respected Keeper Birdwell,", "salutation", id="though each of its words but one is the addressee's, too"),
        pytest.param("Abiding in good faith,", "closing", id="what leads with a comma to who signs"),
        pytest.param("Vera Lindqvist", "signature", id="below a closing that no rule knows"),
        pytest.param("Canal Inspector", "signature", id="a title that no rule knows"),
    ],
)
def test_a_line_that_a_checked_value_fills_is_of_its_zone(folder, line, zone):
    (printed,) = letters_of("00.txt", (folder / "00.txt").read_bytes())
    labels = weak_labels(printed, read_gold(folder / "00.gold.json")[0])
    assert dict(zip([p.text.strip() for p in printed], labels, strict=True))[line] == zone


def test_a_style_that_recurs_is_learnt_from_half_of_the_letters_and_read_in_the_others(folder):
    """How the figures of docs/desk.md are made, of letters that are checked as they are."""
    row = next(own_genre.own_worth(folder, 20))
    assert row.checked == 6
    assert row.core[1] > row.core[0] + 0.1, row
    assert row.all[1] > row.all[0], row
