"""Made-up letters of the genre, each line with its zone: what the decoder of zones learns from and tests read.

A grammar (`letters.json`) says which blocks a kind of letter has, in which order and how often, and what may stand in each; names
and places are drawn from lists. The same seed gives the same letter.
"""

from __future__ import annotations

import json
import random
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypedDict

_SYMBOL = re.compile(r"\{(\w+?)(?::(\w))?\}")  # `{family}`; `{family:a}` is the same all through a letter; `{FAMILY}` in capitals
_RIGHT = 44  # columns: where a date or a signature block stands that is not at the left
_LISTS = 0.15  # of the paragraphs of a body
_WIDTH = 96  # columns of a page


@dataclass(frozen=True, slots=True)
class MadeLine:
    """A line of a letter: its text, its zone, blank lines above it, columns left of it.

    `beside` is what stands to the right on the same line, of the same zone.
    """

    text: str
    zone: str
    blank: int = 0
    indent: int = 0
    beside: str = ""


@dataclass(frozen=True, slots=True)
class MadeLetter:
    """A letter, the kind that it is of, and all symbols of the grammar that it was written with."""

    kind: str
    lines: tuple[MadeLine, ...]
    symbols: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The letter as a plain text file has it."""
        return "".join(
            "\n" * line.blank + " " * line.indent + (f"{line.text:<{_RIGHT}}{line.beside}" if line.beside else line.text) + "\n"
            for line in self.lines
        )


class _Grammar(TypedDict):
    """What letters are made of: by kind the zones with their symbols and how often each stands, rules, and lists of words."""

    genres: dict[str, list[tuple[str, str, float]]]
    rules: dict[str, list[str]]
    lists: dict[str, list[str]]


@cache
def _grammar() -> _Grammar:
    grammar: _Grammar = json.loads((Path(__file__).parent / "letters.json").read_text("utf-8"))
    return grammar


def kinds() -> tuple[str, ...]:
    """The kinds of letters that can be made."""
    return tuple(_grammar()["genres"])


def make_letters(count: int, seed: int = 0) -> Iterator[MadeLetter]:
    """`count` letters, of each kind in turn."""
    for number in range(count):
        yield make_letter(seed * 1_000_003 + number, kinds()[number % len(kinds())])


def make_letter(seed: int, kind: str) -> MadeLetter:
    """A letter of a kind; the same seed gives the same one. Raises KeyError for a kind that is not known."""
    return _LetterWriter(random.Random(seed), _grammar()).letter(kind)


class _LetterWriter:
    """Writes one letter; what it drew for a tagged symbol and how it sets blocks stays the same all through."""

    def __init__(self, rng: random.Random, grammar: _Grammar) -> None:
        self._rng, self._grammar = rng, grammar
        self._drawn: dict[tuple[str, str], str] = {}
        self._symbols: set[str] = set()
        self._blank = rng.choice([1, 1, 1, 2, 0])
        self._wraps = rng.random() < 0.5
        self._right = {zone for zone in ("date", "closing", "reference") if rng.random() < 0.3}
        if "closing" in self._right:
            self._right.add("signature")
        self._centred = rng.random() < 0.3

    def letter(self, kind: str) -> MadeLetter:
        lines: list[MadeLine] = []
        for zone, symbol, often in self._grammar["genres"][kind]:
            if self._rng.random() < often:
                lines += self._block(zone, self._rng.choice(symbol.split("|")))
        return MadeLetter(kind, tuple(lines), frozenset({kind, *self._symbols}))

    def _block(self, zone: str, symbol: str) -> list[MadeLine]:
        if symbol == "BODY":
            return self._body()
        if symbol == "MEMBERS":
            return self._members()
        lines: list[MadeLine] = []
        blank = self._blank if zone != "reference" or self._rng.random() < 0.5 else 0
        for text in self._expand(symbol).split("\n"):
            if not text:
                blank = min(self._blank, 1)
            elif not text.startswith("?") or self._rng.random() < 0.5:
                lines.append(MadeLine(text.removeprefix("?"), zone, blank, self._indent(zone, text)))
                blank = 0
        if zone == "letterhead" and len(lines) > 2 and self._rng.random() < 0.12:
            lines = self._with_side_block(lines)
        return lines

    def _with_side_block(self, lines: list[MadeLine]) -> list[MadeLine]:
        """The lower lines of a letterhead set opposite to its first."""
        half = (len(lines) + 1) // 2
        left, right = lines[:half], [*lines[half:], None]
        return [replace(line, indent=0, beside=other.text if other else "") for line, other in zip(left, right, strict=False)]

    def _indent(self, zone: str, text: str) -> int:
        if zone == "letterhead" and self._centred:
            return max(0, (_WIDTH - len(text)) // 2)
        return _RIGHT if zone in self._right else 0

    def _members(self) -> list[MadeLine]:
        """One member of Congress, or two: below each other, or side by side."""
        first = [line for line in self._block("addressee", "member_block") if line.text]
        if self._rng.random() < 0.4:
            return first
        second = self._block("addressee", "second_member")
        if self._rng.random() < 0.5:
            return [*first, *second]
        texts = [line.text for line in second] + [""] * len(first)
        beside = [replace(line, beside=text) for line, text in zip(first, texts, strict=False)]
        return beside + [replace(line, indent=_RIGHT) for line in second[len(first) :]]

    def _body(self) -> list[MadeLine]:
        lines: list[MadeLine] = []
        for _ in range(self._rng.randint(1, 5)):
            if self._rng.random() < _LISTS:
                lines += [MadeLine(row, "body", self._blank if not i else 0) for i, row in enumerate(self._listing())]
                continue
            symbol = "item" if self._rng.random() < 0.15 else "sentence"
            count = 1 if symbol == "item" else self._rng.randint(1, 4)
            paragraph = " ".join(self._expand(symbol) for _ in range(count))
            rows = textwrap.wrap(paragraph, _WIDTH) if self._wraps else [paragraph]
            lines += [MadeLine(row, "body", self._blank if not i else 0) for i, row in enumerate(rows)]
        return lines

    def _listing(self) -> list[str]:
        """What leads into a list, and its items, short and labelled alike."""
        style = self._rng.choice(self._grammar["lists"]["label_style"])
        items = [self._expand("listed") for _ in range(self._rng.randint(2, 5))]
        labels = [style.replace("1", str(i)).replace("a", "abcdefgh"[i - 1]).replace("A", "ABCDEFGH"[i - 1]) for i in range(1, 6)]
        return [self._expand("lead_in"), *(f"{label} {item}".strip() for label, item in zip(labels, items, strict=False))]

    def _expand(self, symbol: str, tag: str = "") -> str:
        if symbol.isupper():
            return self._expand(symbol.lower(), tag).upper()
        self._symbols.add(symbol)
        if tag and (symbol, tag) in self._drawn:
            return self._drawn[symbol, tag]
        choices: Sequence[str] = self._grammar["rules"].get(symbol) or self._grammar["lists"][symbol]
        written = _SYMBOL.sub(lambda match: self._expand(match[1], match[2] or ""), self._rng.choice(choices))
        if tag:
            self._drawn[symbol, tag] = written
        return written
