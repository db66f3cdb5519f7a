"""The zones of a letter as two readers have them: the decoder where it is sure, the rules elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.structure.letter_rules import by_rules
from extractors.structure.paragraph import Lines
from extractors.structure.zones import decode

_SURE = 0.8  # a zone at least so likely is taken
_DISPUTED = 0.4  # what is left of a margin where the readers differ
_LONGEST = 2_000  # lines: what is longer is read by the rules alone, as no letter is, and the decoder takes its time


@dataclass(frozen=True, slots=True)
class Agreed:
    """The zone of a line and how far the next best reading is behind, from 0 to 1."""

    zone: str
    margin: float


def read(lines: Lines) -> list[Agreed]:
    """The zone of each line of a letter."""
    if len(lines) > _LONGEST:
        return [Agreed(zone, 0.0) for zone in by_rules(lines)]
    agreed = []
    for ruled, decoded in zip(by_rules(lines), decode(lines), strict=True):
        if ruled == decoded.zone:
            agreed.append(Agreed(ruled, decoded.margin))
        elif decoded.probability >= _SURE:
            agreed.append(Agreed(decoded.zone, _DISPUTED * decoded.margin))
        else:
            agreed.append(Agreed(ruled, 0.0))
    return agreed
