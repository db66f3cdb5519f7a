"""Where the long form of an abbreviation begins, found from its last letter back to its first.

After A. Schwartz and M. Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text", Pacific
Symposium on Biocomputing 2003, but over initials of words with costs for what is left out: official names are abbreviated
word by word, and a letter found within a word (the last `n` of `noncompliance` for `NON`) misleads more often than it helps.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

_CONNECTORS = frozenset(json.loads((Path(__file__).parent / "patterns" / "defined_terms.json").read_text("utf-8"))["connectors"])
_UNIT = re.compile(r"[^\W_]+(?:[’'][a-z]+)?")
_SKIPPED_WORD, _SKIPPED_CONNECTOR, _LETTER_WITHIN = 1.0, 0.01, 0.8
_COST_PER_LETTER = 0.5


class _Alignment(NamedTuple):
    cost: float
    start: int


_NONE = _Alignment(float("inf"), -1)


def long_form_start(text: str, begin: int, end: int, short: str, *, exact: bool = False) -> int | None:
    """Offset at which the long form of `short` begins within `text[begin:end]`, at whose end it stands; `None` if there is none.

    `exact`: only words such as `of` and `the` may be left out.
    """
    units = tuple((match.group(), match.start()) for match in _UNIT.finditer(text, begin, end))
    best = min((_align(units, pieces) for pieces in _readings(short)), default=_NONE)
    letters = sum(character.isupper() for character in short)
    allowed = 0.1 if exact or letters < 3 else _COST_PER_LETTER * letters
    return best.start if best.cost <= allowed else None


def _readings(short: str) -> list[tuple[str, ...]]:
    """`FinCEN` as `Fin C E N` and as its letters; `IC3` has three C; the `s` of `AUSAs` is no letter of its own."""
    counted = re.sub(r"([A-Z])([2-4])", lambda m: m[1] * int(m[2]), short)
    readings = []
    for form in {counted, re.sub(r"(?<=[A-Z])s\b", "", counted)}:
        readings.append(tuple(re.findall(r"[A-Z][a-z]*|[a-z]+", form)))
        readings.append(tuple(piece for word in re.findall(r"[A-Z][a-z]{2,}\b|[A-Za-z]", form) for piece in (word,)))
    return readings


def _align(units: tuple[tuple[str, int], ...], pieces: tuple[str, ...]) -> _Alignment:
    @cache
    def best(unit: int, piece: int) -> _Alignment:
        """Cheapest way to find `pieces[: piece + 1]` in `units[: unit + 1]`."""
        if unit < 0:
            return _NONE
        word, start = units[unit]
        connector = word in _CONNECTORS
        options = []
        if word.casefold().startswith(pieces[piece].casefold()) and not (connector and piece == 0):
            options.append(_Alignment(0.0, start) if piece == 0 else best(unit - 1, piece - 1))
        if piece > 0 and not connector and _two_letters(word, pieces[piece - 1], pieces[piece]):
            rest = _Alignment(0.0, start) if piece == 1 else best(unit - 1, piece - 2)
            options.append(_Alignment(rest.cost + _LETTER_WITHIN, rest.start))
        skipped = best(unit - 1, piece)
        options.append(_Alignment(skipped.cost + (_SKIPPED_CONNECTOR if connector else _SKIPPED_WORD), skipped.start))
        return min(options, key=lambda option: (option.cost, -option.start))

    return best(len(units) - 1, len(pieces) - 1) if pieces else _NONE


def _two_letters(word: str, initial: str, within: str) -> bool:
    return word.casefold().startswith(initial.casefold()) and within.casefold() in word.casefold()[1:]
