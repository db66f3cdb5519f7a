"""Where the long form of an abbreviation begins, found from its last letter back to its first.

After A. Schwartz and M. Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text", Pacific
Symposium on Biocomputing 2003, but over initials of words with costs for what is left out: official names are abbreviated
word by word, and a letter found within a word (the last `n` of `noncompliance` for `NON`) misleads more often than it helps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.language.vocabulary import vocabulary

_CONNECTORS = frozenset(vocabulary("defined_terms.json")["connectors"])
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
    units = [(match.group(), match.start()) for match in _UNIT.finditer(text, begin, end)]
    best = min((_align(units, pieces) for pieces in _readings(short)), default=_NONE)
    letters = sum(character.isupper() for character in short)
    allowed = 0.1 if exact or letters < 3 else _COST_PER_LETTER * letters
    return best.start if best.cost <= allowed else None


def _readings(short: str) -> set[tuple[str, ...]]:
    """`FinCEN` as `Fin C E N` and as its letters; `IC3` has three C; the `s` of `AUSAs` is no letter of its own."""
    counted = re.sub(r"([A-Z])([2-4])", lambda m: m[1] * int(m[2]), short)
    readings = set()
    for form in {counted, re.sub(r"(?<=[A-Z])s\b", "", counted)}:
        readings.add(tuple(re.findall(r"[A-Z][a-z]*|[a-z]+", form)))
        readings.add(tuple(re.findall(r"[A-Z][a-z]{2,}\b|[A-Za-z]", form)))
    return readings


def _align(units: Iterable[tuple[str, int]], pieces: Sequence[str]) -> _Alignment:
    """The cheapest way to find all pieces in the units, in order; of two that cost the same the one that starts later."""
    wanted = [piece.casefold() for piece in pieces]
    best = [(_NONE.cost, -_NONE.start)] * len(wanted)  # cost and minus start of `wanted[: i + 1]` in the units so far
    for word, start in units:
        connector, said = word in _CONNECTORS, word.casefold()
        skipped = _SKIPPED_CONNECTOR if connector else _SKIPPED_WORD
        ahead = [(0.0, -start), *best]  # one place further on: what stands before each piece
        found = [(cost + skipped, at) for cost, at in best]
        for i, piece in enumerate(wanted):
            if said.startswith(piece) and not (connector and i == 0):
                found[i] = min(found[i], ahead[i])
            if i > 0 and not connector and said.startswith(wanted[i - 1]) and piece in said[1:]:
                cost, at = ahead[i - 1]
                found[i] = min(found[i], (cost + _LETTER_WITHIN, at))
        best = found
    return _Alignment(best[-1][0], -best[-1][1]) if best else _NONE
