"""Numbers printed as words: `twelve`, `thirtieth`, `million`, and what each stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.language.vocabulary import lists, vocabulary

_FILE = "numbers.json"
_DATA = lists(_FILE)
_OTHERS: Mapping[str, float] = vocabulary(_FILE)["others"]

UNITS: Mapping[str, int] = {word: number for number, word in enumerate(_DATA["units"], 1)}
"""`one` to `nineteen`."""
TENS: Mapping[str, int] = {word: 10 * number for number, word in enumerate(_DATA["tens"], 2)}
"""`twenty` to `ninety`."""


def _compounds(units: Sequence[str]) -> dict[str, int]:
    """`twenty-one` to `ninety-nine`, or to `ninety-ninth`, by what stands for one to nine."""
    return {f"{tens}-{unit}": value + number for tens, value in TENS.items() for number, unit in enumerate(units[:9], 1)}


SCALES: Mapping[str, int] = vocabulary(_FILE)["scales"]
"""`hundred` to `trillion`."""
ORDINALS: Mapping[str, int] = {
    **{word: number for number, word in enumerate(_DATA["ordinal_units"], 1)},
    **{word: 10 * number for number, word in enumerate(_DATA["ordinal_tens"], 2)},
    **_compounds(_DATA["ordinal_units"]),
}
"""`first` to `ninety-ninth`."""
VALUES: Mapping[str, float] = {**_OTHERS, **UNITS, **TENS, **_compounds(_DATA["units"]), **SCALES, **ORDINALS}
"""Every word that means a number, in small letters."""


def ordinal_number(printed: str) -> int:
    """The number of an ordinal in words or figures (`fifteenth`, `15th`). Raises KeyError or ValueError for another word."""
    return int(printed[:-2]) if printed[0].isdigit() else ORDINALS[printed.casefold()]


def spelled(words: str) -> int | None:
    """The whole number up to 199 that cardinal words spell: `thirty-five`, `one hundred and twenty`; `None` for other words."""
    parts = [part for part in words.casefold().replace("-", " ").split() if part != "and"]
    if "hundred" in parts[:2]:
        rest = parts[parts.index("hundred") + 1 :]
        return 100 if not rest else None if (tail := spelled(" ".join(rest))) is None else 100 + tail
    match parts:
        case [word]:
            return UNITS.get(word) or TENS.get(word)
        case [tens, unit] if tens in TENS and UNITS.get(unit, 10) < 10:
            return TENS[tens] + UNITS[unit]
    return None
