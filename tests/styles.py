"""Letters of invented offices, each with a style of its own that no rule was written for and that recurs in all its letters.

`python -m tests.styles folder` writes 60 letters of each style with their gold records, for `make own-genre OWN=1 GOLD=folder/canal`.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple


class Style(NamedTuple):
    """A letter and its gold record, with the same gaps in both; `titles` are those of its addressees."""

    letter: str
    gold: dict[str, Any]
    titles: tuple[str, ...]


_ADDRESS = {"street": "{street}", "city": "{city}", "state": "{state}", "postal_code": "{code}"}
_TO = {"name": "{name}", "title": "{title}", "organization": "{body}", "address": _ADDRESS}

STYLES = {
    # who is written to under words that no letter has, another greeting, another closing
    "canal": Style(
        """U.S. Department of Justice
Office of Canal Inspection

Intended for
{name}
{title}, {body}
{street}
{city}, {state} {code}

{date}

Touching: {topic}

Respected Keeper {last},

{text}

Abiding in good faith,

{signer}
Canal Inspector
""",
        {
            "issuer": {"component": "Office of Canal Inspection"}, "recipients": [_TO], "subject": {"value": "{topic}"},
            "salutation": {"value": "Respected Keeper {last},"}, "signatories": [{"name": "{signer}", "title": "Canal Inspector"}],
        },
        ("Lock Keeper", "Keeper of the Weir", "Bridge Warden"),
    ),
    # the title of who signs stands above the name, that of who is written to behind it; what is asked is a list
    "compact": Style(
        """U.S. Department of Justice
Office of Compact Examination

Intended for
    {name}
    {title}, {body}
    {street}
    {city}, {state} {code}

Written on {day} {month} {year}

Touching: {topic}

Respected {title} {last},

{text}

We ask you to do the following:

(1) {asked};
(2) {also}.

Abiding in good faith,

Senior Compact Examiner
{signer}

Likewise told: {third}
""",
        {
            "issuer": {"component": "Office of Compact Examination"}, "recipients": [_TO], "subject": {"value": "{topic}"},
            "salutation": {"value": "Respected {title} {last},"},
            "signatories": [{"name": "{signer}", "title": "Senior Compact Examiner"}], "copies": [{"value": "{third}"}],
            "requests": [{"text": "{asked}"}, {"text": "{also}"}],
        },
        ("Keeper of Accounts", "Presiding Elder", "Warden of the Exchange", "Managing Steward"),
    ),
    # who signs stands in the letterhead, too; the subject has no mark; the addressee's title stands above the name
    "harbor": Style(
        """Harbor Claims Directorate
United States Department of Justice
Pier 9, Baltimore

{signer}, Harbor Solicitor

{date}

In the matter of
{topic}

{title}
{name}
{body}
{street}
{city}, {state} {code}

Greetings.

{text}

Kindly {asked}. Kindly {also}.

By the Directorate,

{signer}
""",
        {
            "issuer": {"component": "Harbor Claims Directorate"}, "recipients": [_TO], "subject": {"value": "{topic}"},
            "salutation": {"value": "Greetings."}, "signatories": [{"name": "{signer}"}],
            "requests": [{"text": "Kindly {asked}"}, {"text": "Kindly {also}"}],
        },
        ("Dockmaster", "Vaultkeeper", "Chief Provost", "Ledger Clerk"),
    ),
}  # fmt: skip

_FIRST = "Ana Boyd Carla Dmitri Elena Farid Gwen Hollis Imara Jonas Keiko Lorne Marisol Nadia Osric Priya Quentin Rosa Selim Tamsin Vera"
_LAST = (
    "Abernathy Birdwell Castellanos Dragovich Eberhardt Fontaine Grubaugh Holloway Iwasaki Jankowski Kettering Lindqvist Mbeki "
    "Nakagawa Ostrander Pettibone Quintero Rasmussen Szymanski Thibodeaux Villanueva Wetherby Yarborough Zimmerman"
)
_BODIES = (
    "Gulf Basin Water Authority", "Harlan Valley School Trust", "Mesa Verde Transit Cooperative", "Ironwood Housing League",
    "Lake Tamarack Port Board", "Saltmarsh Rural Electric", "Cedar Fork Library Trust", "Twin Rivers Produce Exchange",
)  # fmt: skip
_TOWNS = (
    "Bend OR 97701", "Gallup NM 87301", "Dubuque IA 52001", "Macon GA 31201", "Laredo TX 78040", "Bangor ME 04401", "Toledo OH 43604",
    "Fresno CA 93721", "Duluth MN 55802",
)  # fmt: skip
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_TOPICS = (
    "Stewardship of compact funds", "Custody of the sealed ledgers", "The pending audit of relief accounts", "Use of forfeited land",
    "The transfer of seized vessels", "Upkeep of the witness lodging", "Training of the river wardens", "Repair of the vault",
)  # fmt: skip
_ASKED = (
    "furnish the ledger of receipts for the last two quarters", "name the custodian of the sealed boxes",
    "send the minutes of the board's last three meetings", "return the signed inventory", "describe how keys to the vault are issued",
    "list every vessel that was moved since spring",
)  # fmt: skip
_TEXTS = (
    "Our staff visited the premises in the spring and spoke with those in charge. What they saw was orderly on the whole, yet some "
    "accounts could not be traced to their source.",
    "The agreement between us rests on trust and on paper. We have had enough of the first and too little of the second.",
    "We write about matters that were left open when our inspectors last sat down with your people. They are few and none is grave.",
)


def letters(style: str, count: int, seed: int = 1) -> Iterator[tuple[str, dict[str, Any]]]:
    """So many letters of a style, each with its gold record; the same each time."""
    known, rng = STYLES[style], random.Random(f"{style} {seed}")
    for _ in range(count):
        filled = _filled(rng, known.titles)
        gold = {"document_type": "letter", "date": {"value": filled["iso"]}, "deadlines": [], "criteria": [], "questions": []}
        yield known.letter.format(**filled), gold | _said(known.gold, filled)


def _filled(rng: random.Random, titles: tuple[str, ...]) -> dict[str, str]:
    first, last = _FIRST.split(), _LAST.split()
    name, signer, third = (f"{rng.choice(first)} {rng.choice(last)}" for _ in range(3))
    city, state, code = rng.choice(_TOWNS).split()
    year, month, day = rng.randint(2011, 2023), rng.randint(1, 12), rng.randint(1, 28)
    asked, also = rng.sample(_ASKED, 2)
    return {
        "name": name, "last": name.split()[1], "title": rng.choice(titles), "body": rng.choice(_BODIES), "signer": signer,
        "third": f"{third}, {rng.choice(_BODIES)}", "street": f"{rng.randint(10, 990)} {rng.choice(('Alder', 'Quarry', 'Depot'))} Street",
        "city": city, "state": state, "code": code, "day": str(day), "month": _MONTHS[month - 1], "year": str(year),
        "date": f"{_MONTHS[month - 1]} {day}, {year}", "iso": f"{year}-{month:02}-{day:02}", "topic": rng.choice(_TOPICS),
        "text": "\n\n".join(rng.sample(_TEXTS, 2)), "asked": asked, "also": also,
    }  # fmt: skip


def _said(template: Any, filled: dict[str, str]) -> Any:
    if isinstance(template, str):
        return template.format(**filled)
    if isinstance(template, dict):
        return {key: _said(value, filled) for key, value in template.items()}
    return [_said(value, filled) for value in template]


def write(folder: Path, style: str, count: int) -> None:
    """The letters as files of the folder, with their gold records beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (text, gold) in enumerate(letters(style, count)):
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
        (folder / f"{number:02}.gold.json").write_text(json.dumps({"documents": [gold]}), "utf-8")


if __name__ == "__main__":
    for style in STYLES:
        write(Path(sys.argv[1]) / style, style, 60)
