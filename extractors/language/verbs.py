"""The verbs by which a reader is told to do something: one list for requests, for deadlines and for what leads into lists."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path


@cache
def verbs(role: str) -> frozenset[str]:
    """The verbs of `patterns/verbs.json` with a role: `commands`, `plain`, `dated` or `contacts`; a few are of two words."""
    return frozenset(_lists()[role])


def command_pattern() -> str:
    """A regular expression of every verb that tells the reader to do something by a time limit, in small letters."""
    words = sorted(verbs("commands") | verbs("dated"), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words) + ")"


@cache
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = json.loads((Path(__file__).parents[1] / "patterns" / "verbs.json").read_text("utf-8"))
    return lists
