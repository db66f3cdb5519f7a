"""What OCR takes for one another: letters, digits and marks of one shape, and two letters that look like one."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

from extractors.language.vocabulary import lists, vocabulary

_GROUPS = lists("confusions.json")
_TABLES: Mapping[str, Mapping[str, str]] = vocabulary("confusions.json")

AS_DIGITS: Mapping[int, str] = {ord(sign): digit for digit, signs in _TABLES["digits"].items() for sign in signs}
"""For `str.translate`: what is read where a digit stands, as that digit."""
AS_CAPITALS: Mapping[int, str] = {ord(sign): letter for letter, signs in _TABLES["capitals"].items() for sign in signs}
"""For `str.translate`: what is read where a capital I or O stands, as that capital."""
AS_LETTERS: Mapping[int, str] = {
    ord(sign): group[0] for group in _GROUPS["shapes"] for sign in group if not sign.isalpha() or sign == "l"
}
"""For `str.translate`: digits and marks among small letters as the letter of their shape; an `l` is an `i`."""
SHAPES: Mapping[int, str] = {
    ord(form): group[0] for group in _GROUPS["shapes"] for sign in group for form in (sign, sign.upper()) if len(form) == 1
}
"""For `str.translate`: every sign as the letter that stands for its shape."""
ALIKE: frozenset[tuple[str, str]] = frozenset(
    pair for group in (*_GROUPS["shapes"], *_GROUPS["likely"]) for pair in permutations(group, 2)
)
"""Two signs of which one may be read for the other, both ways."""
MERGED: Mapping[str, str] = _TABLES["merged"]
"""Two letters that look like one, with the letters that each pair may look like."""


def narrowed(word: str) -> frozenset[str]:
    """`word` with every two letters that look like one as that one, in each way: `burn` is `bum`."""
    spellings = {word}
    for pair, letters in MERGED.items():
        spellings = {spelling.replace(pair, letter) for spelling in spellings for letter in letters}
    return frozenset(spellings)
