"""Scans of one letter, as OCR reads them: `python -m tests.copies --count 10000 --seed 1` compares as many pairs.

No difference between two scans of one letter is of the Department's making, however they were read.
"""

from __future__ import annotations

import argparse
import random
import re
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.comparison import Difference, Side, compare
from pipeline.comparison.sides import KeyedWord
from tests import families

LISTS = (
    "Please send these papers:\n• The ledgers of the last two years;\n• A list of all vendors, by name; and\n"
    "• Any contract worth more than $12,500.\n"
    "(a) Bills must be kept until June 30, 2016.\n(b) Copies may be sent by mail — or left at the front desk.\n"
    "The grant (No. 2014-HW-0217) was made under 42 U.S.C. § 3751(a), and the office’s own “rules” say so."
)
"""What a body has besides: items behind bullets, amounts, citations, marks."""
_SWAPPED = (
    "il1|!I",
    "o0O",
    "s5S",
    "B8",
    "ce",
    "eo",
    "ao",
    "hb",
    "nu",
    "rt",
    "vy",
    "mw",
    "fF",
    "tf",
    "gq9",
    "Z2",
    ".,",
    ";:",
    "'`’",
    "-—~",
)
_PAIRS = (("rn", "m"), ("m", "rn"), ("cl", "d"), ("li", "h"), ("vv", "w"), ("w", "vv"), ("fi", "ﬁ"), ("nn", "m"), ("ri", "n"))
_SPECKS = (".", "'", "|", "~", "_", ":", "»", "*", "`", "-", "=", "¢")
_BULLETS = ("•", "e", "¢", "°", "«", "*", "-", ".", "")
_ERRORS = 0.03  # words misread of all, as on a poor copy
_SURE = 0.15  # of the misread words, those that OCR is sure of


@dataclass(frozen=True)
class Copy(Side):
    """A scan: `read` is how sure OCR is of each word of the text."""

    read: tuple[float, ...] = ()

    @cached_property
    def words(self) -> tuple[KeyedWord, ...]:
        """The words, each with its own confidence."""
        starts = [m.start() for m in re.finditer(r"[^\s—]+", self.text)]
        sure = dict(zip(starts, self.read, strict=True))
        found, last = [], 0.9
        for word in super().words:  # the second part of a word that is cut has its confidence
            last = sure.get(word.start, last)
            found.append(word._replace(confidence=last))
        return tuple(found)


def scan(chance: random.Random, body: str, number: int = 0) -> Copy:
    """The letter to addressee `number` with a body, as OCR reads it."""
    lines = [list(_line(chance, line)) for line in body.split("\n")]
    text = "\n".join(" ".join(word for word, _ in line) for line in lines)
    made = families.letter(text, number, "ocr", confidence=0.9)
    at, count = made.text.index(text), len(re.findall(r"[^\s—]+", text))
    before, after = (len(re.findall(r"[^\s—]+", part)) for part in (made.text[:at], made.text[at + len(text) :]))
    sure = [c for line in lines for word, c in line for _ in re.findall(r"[^\s—]+", word)]
    assert len(sure) == count
    return Copy(made.record, None, (*([0.95] * before), *sure, *([0.95] * after)))


def _line(chance: random.Random, line: str) -> Iterator[tuple[str, float]]:
    words = line.split(" ")
    skip = False
    for number, word in enumerate(words):
        if skip:
            skip = False
            continue
        if word == "•":
            mark = chance.choice(_BULLETS)
            if mark:
                yield mark, chance.uniform(0.2, 0.95)
            continue
        if chance.random() < 0.004:
            yield chance.choice(_SPECKS), chance.uniform(0.05, 0.6)
        if chance.random() < 0.004 and number + 1 < len(words):
            yield word + words[number + 1], chance.uniform(0.3, 0.9)
            skip = True
        elif chance.random() < 0.004 and len(word) > 6:
            cut = chance.randrange(2, len(word) - 2)
            yield word[:cut], chance.uniform(0.3, 0.9)
            yield word[cut:], chance.uniform(0.3, 0.9)
        elif chance.random() < _ERRORS and (wrong := _misread(chance, word)) and wrong != word:
            digits = any(c.isdigit() for c in word)
            sure = chance.random() < _SURE and not digits  # a figure read for another with certainty nobody could tell
            yield wrong, chance.uniform(0.9, 0.97) if sure else chance.uniform(0.2, 0.59 if digits else 0.89)
        else:
            yield word, chance.uniform(0.6, 0.9) if chance.random() < 0.03 else chance.uniform(0.9, 0.99)


def _misread(chance: random.Random, word: str) -> str:
    """A word as it may be misread: a sign for another, two for one, a mark lost, a letter lost, doubled or read as any other."""
    kind = chance.random()
    if kind < 0.55:
        places = [(i, group) for i, c in enumerate(word) for group in _SWAPPED if c in group]
        if places:
            at, group = chance.choice(places)
            return word[:at] + chance.choice(group) + word[at + 1 :]
    if kind < 0.75:
        fits = [(a, b) for a, b in _PAIRS if a in word]
        if fits:
            return word.replace(*chance.choice(fits), 1)
    at = chance.randrange(len(word))
    if kind < 0.85:
        bare = word.rstrip(".,;:’'\"”)")
        return bare or word
    if kind < 0.9 and len(word) > 3 and not word[at].isdigit():
        return word[:at] + word[at + 1 :]
    if kind < 0.95 and word[at].isalpha() and len(word) > 3:
        return word[:at] + chance.choice(string.ascii_lowercase) + word[at + 1 :]
    return word[:at] + word[at].swapcase() + word[at + 1 :]


def blamed(chance: random.Random, body: str, native: bool = False) -> tuple[Difference, ...]:
    """The differences between two scans of one letter (or a scan and the letter itself) that are told as the Department's."""
    one = families.letter(body) if native else scan(chance, body)
    (family,) = compare([one, scan(chance, body)]).families
    return family.differences


def main() -> int:
    """Print how many of the pairs have a difference blamed on the Department; 1 if any has."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance, wrong = random.Random(arguments.seed), 0
    for number in range(arguments.count):
        found = blamed(chance, f"{families.BODY}\n{LISTS}", native=number % 2 == 1)
        wrong += bool(found)
        for difference in found:
            print(f"{number}: {difference.kind}, {difference.category}: {[reading.text for reading in difference.readings]}")
    print(f"{arguments.count} pairs of scans of one letter: {wrong} with a difference blamed on the Department")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
