"""Invented families of letters, for tests of comparison: records and sides made of their text alone."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.comparison import Side
from tests.samples import record

BODY = (
    "The Department of Justice has read the report that your office filed for the Harbor Watch program.\n"
    "Our reviewers found that the report leaves three of the required tables empty. It also names a fiscal agent whom we do not know.\n"
    "Please answer these questions no later than March 9, 2015:\n"
    "1. Who keeps the books of the program, and since when?\n"
    "2. Does your office have a written policy on the storage of seized vessels?\n"
    "3. How many patrols were paid for with program funds?\n"
    "You may ask for more time in writing. We will not draw any conclusion from such a request.\n"
    "Thank you for your help in this matter."
)
_ENDING = "Sincerely,\nOdette R. Farnsworth\nDirector"
_PEOPLE = ("Sheriff", "Chief", "Mayor", "Director")
_NAMES = ("Alder", "Birch", "Cottle", "Dunmore", "Eastlake", "Farrow", "Gannett", "Holloway", "Ives", "Jessup")
_WORDS = [
    "grant",
    "award",
    "office",
    "record",
    "county",
    "state",
    "program",
    "report",
    "policy",
    "federal",
    "funds",
    "audit",
    "review",
    "officer",
    "agency",
    "form",
    "table",
    "notice",
    "letter",
    "plan",
    "year",
    "staff",
    "court",
    "law",
    "rule",
    "public",
    "safety",
    "justice",
    "local",
    "data",
    "case",
    "file",
    "request",
    "answer",
    "budget",
    "cost",
    "travel",
    "vendor",
    "contract",
    "training",
    "equipment",
    "patrol",
    "vessel",
    "harbor",
    "station",
    "district",
    "region",
    "board",
    "council",
    "member",
]


def letter(body: str = BODY, number: int = 0, source: str = "native", date: str = "February 2, 2015", **changes: Any) -> Side:
    """A letter of the family whose body is given, to addressee `number`; its fields are found by their form."""
    name, place = f"Rufus {_NAMES[number % 10]}{'' if number < 10 else number}", f"Port {_NAMES[-1 - number % 10]}"
    block = f"{_PEOPLE[number % 4]} {name}\n{number + 10} Quay Street\n{place}, Maine 04{number % 1000:03}"
    salutation = f"Dear {_PEOPLE[number % 4]} {name.split()[1]}:"
    text = f"U.S. Department of Justice\nOffice of Harbors\n{date}\n{block}\n{salutation}\n{body}\n{_ENDING}"
    address = {"street": f"{number + 10} Quay Street", "city": place, "state": "ME", "postal_code": f"04{number % 1000:03}"}
    recipient = {"name": name, "honorific": None, "title": _PEOPLE[number % 4], "organization": None, "address": address}
    values = {
        "date": {"value": "2015-02-02", "evidence": passage(text, date)},
        "salutation": {"value": salutation, "evidence": passage(text, salutation)},
        "recipients": [recipient | {"evidence": passage(text, block)}],
        "signatories": [{"name": "Odette R. Farnsworth", "title": "Director", "organization": None}
                        | {"evidence": passage(text, "Odette R. Farnsworth\nDirector")}],
        "questions": [
            {"label": m[1], "text": m[2], "topic": None, "evidence": passage(text, m[2])}
            for m in re.finditer(r"^(\d)\. (.*\?)$", text, re.MULTILINE)
        ],
        "deadlines": [
            {"date": None, "expression": m[0], "relation": "no_later_than", "anchor": None, "action": "answer"}
            | {"evidence": passage(text, m[0])}
            for m in re.finditer(r"no later than \w+ \d+, \d{4}", text)
        ],
    }  # fmt: skip
    return side(text, number, source, **(values | changes))


def side(text: str, number: int = 0, source: str = "native", confidence: float = 0.95, **values: Any) -> Side:
    """A side of any text; `source` `ocr` has every word read with `confidence`."""
    whole = record(
        **(
            {key: [] for key in ("deadlines", "questions")}
            | {"date": None, "salutation": None, "recipients": [], "text": text}
            | values
        )
    )
    sha256 = hashlib.sha256(f"{number} {text}".encode()).hexdigest()
    whole["record_id"] = f"{sha256[:12]}-01"
    read = {"text_source": source, "ocr_confidence": confidence if source == "ocr" else None, "file_name": f"{number}.pdf"}
    whole["source"] = whole["source"] | read | {"sha256": sha256}
    return Side(whole)


def passage(text: str, found: str) -> Mapping[str, Any]:
    """Evidence for the first place of a passage, with a box."""
    start = text.index(found)
    box = {"page": 1, "x0": 72.0, "top": 100.0, "x1": 200.0, "bottom": 112.0}
    return {"start": start, "end": start + len(found), "text": found, "boxes": [box], "source": "native", "confidence": 0.9}


def many(count: int, families: int, seed: int = 1) -> list[Side]:
    """`count` letters of `families` families, each of some 40 sentences, every third with a change of its own."""
    chance = random.Random(seed)
    bodies = [_prose(chance, 40) for _ in range(families)]
    sides = []
    for number in range(count):
        body = list(bodies[number % families])
        if number % 3 == 0:
            body[chance.randrange(len(body))] = _sentence(chance)
        sides.append(letter("\n".join(" ".join(body[n : n + 4]) for n in range(0, len(body), 4)), number))
    return sides


def _prose(chance: random.Random, sentences: int) -> Sequence[str]:
    return [_sentence(chance) for _ in range(sentences)]


def _sentence(chance: random.Random) -> str:
    words = chance.choices(_WORDS, k=chance.randint(8, 20))
    return " ".join([words[0].title(), *words[1:]]) + "."
