"""ZIP codes: the state that each belongs to, and what that tells of a state's name that OCR has misread."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache
from typing import TypedDict

from extractors.language.confusions import AS_CAPITALS
from extractors.language.states import NAMES, STATE
from extractors.language.vocabulary import vocabulary

_LIKE_A_STATE = re.compile(r"(?P<state>(?<![^\s,.])[^\s\d,.][^\d,.]{2,20}?)(?P<gap>[.,]?\s+)(?P<zip>\d{5})(?P<rest>-\d{4})?$")
_STATE_AND_ZIP = re.compile(rf"(?:{STATE})[.,]?\s+\d{{5}}")
_CODE_AND_ZIP = re.compile(r"(?<=[,.]\s)(?P<code>[^\s,]{2})(?=\s+(?P<zip>\d{5})(?:-\d{4})?$)")
_BROKEN_REST = re.compile(r"(?<=\s\d{5})-(?!\d{4}$)[\dA-Za-z]{3,5}$")
_NEARLY = 0.7  # of a ratio of 1, from which on a city’s name is one misread; `Salern` and `Salem` are 0.73
_ALIKE = 0.74  # of a ratio of 1; `towa` and `Iowa` are 0.75, `Iowa` and `Ohio` 0.25


@cache
def _states() -> dict[str, str]:
    table: dict[str, list[str]] = vocabulary("zip_codes.json")
    found = {}
    for state, ranges in table.items():
        for first, _, last in (printed.partition("-") for printed in ranges):
            found.update({f"{number:03d}": state for number in range(int(first), int(last or first) + 1)})
    return found


def state_of(zip_code: str) -> str | None:
    """USPS code of the state of a ZIP code, by its first three digits; `None` for one that no state has."""
    return _states().get(zip_code[:3])


def against_zip_code(city: str, state: str, zip_code: str, *, misread: bool) -> str | None:
    """What a ZIP code says against the state (USPS code) or, where words may be `misread`, the city before it, as a sentence.

    `None` where they agree or the code can't tell: a code that is not known, a place that no post office is named after.
    """
    own = state_of(zip_code)
    if own is not None and own != state:
        return f"{zip_code} is a ZIP code of {NAMES[own]}"
    if not misread:
        return None
    from zipcodes import matching  # its table takes a third of a second to load

    known = [place for one in _matching(matching, zip_code[:5]) for place in (one["city"], *one["acceptable_cities"])]
    likest = max((SequenceMatcher(None, _plain(city), _plain(place), autojunk=False).ratio() for place in known), default=1.0)
    if likest < 1.0 and likest >= _NEARLY:
        return f"{zip_code} is a ZIP code of {known[0]}"
    return None


class _PostOffice(TypedDict):
    """What we look at of what the table says of a ZIP code."""

    city: str
    acceptable_cities: list[str]


def _matching(matching: Callable[[str], list[_PostOffice]], zip_code: str) -> list[_PostOffice]:
    """What is known of a ZIP code; nothing of one that is no number."""
    return matching(zip_code) if re.fullmatch(r"\d{5}", zip_code) else []


def _plain(place: str) -> str:
    return re.sub(r"\bst\b\.?", "saint", re.sub(r"\bmt\b\.?", "mount", place.casefold())).replace(".", "")


def mend_city_line(line: str) -> str:
    """The line `Des Moines, towa 50319` with its state as its ZIP code has it; of a misread ZIP+4 (`44899-03H`) the five digits.

    A line whose state can be read, or is not much like that of its ZIP code, is given back as it is.
    """
    text = line.strip()
    code = _CODE_AND_ZIP.search(text)
    state = state_of(code["zip"]) if code else None
    if code and state and code["code"] != state and code["code"].translate(AS_CAPITALS) == state:
        return text[: code.start()] + state + text[code.end("code") :]
    if _STATE_AND_ZIP.search(text):
        return _BROKEN_REST.sub("", text) if _BROKEN_REST.search(text) else line
    for match in _endings(text):
        name = NAMES.get(state_of(match["zip"]) or "")
        if name and SequenceMatcher(None, match["state"].casefold(), name.casefold(), autojunk=False).ratio() >= _ALIKE:
            return text[: match.start("state")] + name + match["gap"].lstrip(".,") + match["zip"] + (match["rest"] or "")
    return line


def _endings(text: str) -> list[re.Match[str]]:
    """What may be state and ZIP code at the line's end: one word or two before the code."""
    starts = [m.start() for m in re.finditer(r"(?<![^\s,])[^\s,]", text)][-3:]
    return [match for start in starts if (match := _LIKE_A_STATE.match(text, start))]
