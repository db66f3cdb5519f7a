"""Buildings in addresses: names that were cut over two lines, and those that read like an organization's."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.paragraph import Paragraph
from extractors.people.persons import fold, head, read_person, words
from extractors.structure.addresses import joined

_BUILDINGS = words("building_words")
_CENTERS = frozenset({"center", "centre", "place", "gardens"})
_OF_BUILDINGS = _BUILDINGS | words("organization_words") | {"federal", "judicial", "municipal", "united"}


def is_center(line: str) -> bool:
    """Whether the line is built on a word that organizations and buildings are named with: `Citigroup Center`."""
    return head(line) in _CENTERS and not any(map(str.isdigit, line))


def with_buildings_whole(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines of an address, a building's name that was cut in two on one: `... Moynihan United` / `States Courthouse`."""
    whole: list[Paragraph] = []
    for line in lines:
        if len(whole) > 1 and _ends_a_building(whole[-1].text.strip(), line.text.strip()):
            whole[-1] = joined([whole[-1], line])
        else:
            whole.append(line)
    return whole


def _ends_a_building(above: str, line: str) -> bool:
    """Whether a line is the end of a building's name that the line above begins."""
    *before, last = fold(line).split() or [""]
    if (
        last not in _BUILDINGS
        or any(map(str.isdigit, above + line))
        or above.endswith(",")
        or {head(above), fold(above).split()[-1]} & _BUILDINGS
    ):
        return False
    if fold(above).endswith("united") and before[:1] == ["states"]:
        return True
    named = read_person(above)
    is_name = named is not None and not (named.honorific or named.title or named.rest)
    return is_name and all(word in _OF_BUILDINGS or len(word) < 4 for word in before)
