"""The reporters in which court decisions are printed, by the names of the Free Law Project's reporters-db."""

from __future__ import annotations

import re
from functools import cache


def edition(printed: str) -> tuple[str, bool] | None:
    """The usual name of a reporter printed in any form, and whether its citations need no court and year (`2019 UT 12`).

    `None` for a name that is no reporter's.
    """
    found = _editions().get(_bare(printed))
    return (printed, found[1]) if found and "(" in found[0] else found  # `U.S.P.Q.2d` with its publisher's name


def _bare(printed: str) -> str:
    return re.sub(r"[\s.]", "", printed).replace("’", "'").casefold()


@cache
def _editions() -> dict[str, tuple[str, bool]]:
    from reporters_db import REPORTERS  # a sixth of a second: only documents that cite a rarer reporter pay for it

    found: dict[str, tuple[str, bool]] = {}
    for reporters in REPORTERS.values():
        for reporter in reporters:
            neutral = reporter["cite_type"] == "neutral"
            for name, usual in [*((name, name) for name in reporter["editions"]), *reporter["variations"].items()]:
                found.setdefault(_bare(name), (usual, neutral))
    for reporters in REPORTERS.values():  # a reporter's own name comes before another's variation
        for reporter in reporters:
            found.update({_bare(name): (name, reporter["cite_type"] == "neutral") for name in reporter["editions"]})
    return found
