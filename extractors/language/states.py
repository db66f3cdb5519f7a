"""The states, the District of Columbia and the territories, in every form in which they are printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TypedDict

from extractors.language.vocabulary import vocabulary


class _State(TypedDict):
    code: str
    names: list[str]
    abbreviations: list[str]


_ENTRIES: list[_State] = vocabulary("states.json")


def _key(text: str) -> str:
    """`W. Va.` and `w.va` are one: letters only, small."""
    return re.sub(r"[\W_]+", "", text).casefold()


_CODES = {_key(form): entry["code"] for entry in _ENTRIES for form in (entry["code"], *entry["names"], *entry["abbreviations"])}

NAMES: Mapping[str, str] = MappingProxyType({entry["code"]: entry["names"][0] for entry in _ENTRIES})
"""USPS code to full name: `NAMES["KS"]` is `Kansas`."""


def code(text: str) -> str | None:
    """USPS code of a state printed in full, as a USPS code or abbreviated; case, dots and spaces do not matter.

    `None` where `text` as a whole is no state: `code("Calif.") == "CA"`, `code("Kansas City") is None`.
    """
    return _CODES.get(_key(text))


def _source(form: str, dotted: bool) -> str:
    """Regular expression for one printed form: any space (or none) between its parts, in capitals too."""
    if dotted:  # "W. Va." and "W.Va.", "N.M." and "N. M."; the dots stand, or "Miss" and "Mass" would be states
        parts = re.findall(r"[A-Za-z]+", form)
        dots = [part + (r"\." if "." in form else "") for part in parts]
        loose, loud = r"\s?".join(dots), r"\s?".join(dot.upper() if dot[-1] != "." else dot[:-2].upper() + r"\." for dot in dots)
    else:
        loose = r"\s+".join(re.escape(word) for word in form.split())
        loud = r"\s+".join(re.escape(word) for word in form.upper().split())
    return loose if loose == loud else f"{loose}|{loud}"


def _pattern() -> str:
    forms = [(form, False) for entry in _ENTRIES for form in (*entry["names"], entry["code"])]
    forms += [(form, True) for entry in _ENTRIES for form in entry["abbreviations"]]
    forms.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    return r"(?<![A-Za-z])(?:" + "|".join(_source(*form) for form in forms) + r")(?![A-Za-z])"


STATE: str = _pattern()
"""Regular expression source (no groups, letters' case as printed) of any form of a state, longest first; ends at a word's end."""
