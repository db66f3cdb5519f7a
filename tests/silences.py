"""Planted silences: a line of a made-up letter is taken out or made unreadable, and the record has to say that something is amiss.

python -m tests.silences --count 300 --seed 1
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.people.persons import read_person
from pipeline.errors import DojlettersError
from pipeline.extraction import extract
from pipeline.quality.letters import MadeLetter, MadeLine, kinds, make_letter

FIELDS = {
    "date": ("date",),
    "addressee": ("recipients",),
    "salutation": ("salutation", "recipients"),
    "signature": ("signatories",),
}
"""The fields of which a reason has to speak when a line of a zone is gone."""
_NOISE = "~^|\\¬§¤"


class Silence(NamedTuple):
    """A letter with a line that was spoilt, of which zone it was and how (`deleted` or `distorted`), and the letter as it was."""

    text: str
    zone: str
    how: str
    line: str
    whole: str


def plant(letter: MadeLetter, rng: random.Random) -> Silence | None:
    """Spoil one line of a letter; None where it has none that can be."""
    at = _places(letter.lines)
    if not at:
        return None
    zone = rng.choice(sorted(at))
    number, how = rng.choice(at[zone]), rng.choice(["deleted", "distorted"])
    lines = list(letter.lines)
    line = lines[number]
    if how == "deleted":
        del lines[number]
        if number < len(lines):
            lines[number] = replace(lines[number], blank=max(lines[number].blank, line.blank))
    else:
        lines[number] = replace(line, text=_spoilt(line.text, rng))
    return Silence(replace(letter, lines=tuple(lines)).text, zone, how, line.text, letter.text)


def _places(lines: Sequence[MadeLine]) -> dict[str, list[int]]:
    """The lines that bear a value, by zone: of an addressee the first and the last, of a signature block the first name."""
    blocks: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if not line.beside:
            blocks.setdefault(line.zone, []).append(i)
    blocks["signature"] = [i for i in blocks.get("signature", []) if _is_only_name(i, lines)]
    kept = {zone: blocks[zone][:1] for zone in FIELDS if blocks.get(zone)}
    if len(blocks.get("addressee", [])) > 2:
        kept["addressee"].append(blocks["addressee"][-1])
    return kept


def _is_only_name(at: int, lines: Sequence[MadeLine]) -> bool:
    """Whether a line is a person's name who is named nowhere else, so that it is missed."""
    person = read_person(lines[at].text)
    others = " ".join(line.text for i, line in enumerate(lines) if i != at).casefold()
    return person is not None and person.name.split()[-1].casefold() not in others


def _spoilt(text: str, rng: random.Random) -> str:
    """A line of which an engine would have made nothing: two letters of three are other signs."""
    return "".join(sign if sign.isspace() or rng.random() < 0.34 else rng.choice(_NOISE) for sign in text)


def told(text: str, zone: str) -> bool:
    """Whether a reason for a review speaks of the field of a zone, or of the whole record."""
    return bool(reasons(text) & {*FIELDS[zone], "document_type", "text"})


def reasons(text: str) -> set[str]:
    """The fields that a letter's reasons for a review speak of; of one that can't be read, its text."""
    try:
        records = extract("letter.txt", data=text.encode()).records
    except DojlettersError:
        return {"text"}
    paths = (reason["field"] for record in records for reason in record["review"]["reasons"])
    return {path.removeprefix("$.").split(".")[0].split("[")[0] for path in paths}


def silences(count: int, seed: int) -> Iterator[Silence]:
    """So many spoilt letters, of each kind in turn."""
    number = 0
    while count:
        rng = random.Random(f"{seed} {number}")
        planted = plant(make_letter(seed * 7_919 + number, kinds()[number % len(kinds())]), rng)
        number += 1
        if planted is not None:
            count -= 1
            yield planted


def main() -> None:
    """Print how many are told, and in how many of the letters the same was told before they were spoilt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the lines of which nothing was told")
    given = parser.parse_args()
    right: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    before = 0
    for silence in silences(given.count, given.seed):
        seen[silence.zone, silence.how] += 1
        before += told(silence.whole, silence.zone)
        if told(silence.text, silence.zone):
            right[silence.zone, silence.how] += 1
        elif given.show:
            print(f"{silence.zone}, {silence.how}: {silence.line}")
    for key in sorted(seen):
        print(f"{key[0]:12} {key[1]:10} {right[key]:4} of {seen[key]}")
    print(f"told: {right.total()} of {seen.total()} ({right.total() / seen.total():.1%})")
    print(f"before they were spoilt, a reason spoke of that field in {before} of them")


if __name__ == "__main__":
    main()
