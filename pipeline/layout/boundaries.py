"""What a person said about how a file is to be read: where a document begins, what is a stamp, what is of which zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.layout.geometry import BBox, union

if TYPE_CHECKING:
    from pipeline.layout.lines import Line


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page: the box of a line, or of several."""

    page: int
    box: BBox

    def holds(self, page: int, box: BBox) -> bool:
        """Whether the middle of a box on that page lies in it."""
        across = min(self.box.x1, box.x1) > max(self.box.x0, box.x0)
        return page == self.page and self.box.top <= (box.top + box.bottom) / 2 <= self.box.bottom and across

    def is_at(self, other: Spot) -> bool:
        """Whether both are places of one line."""
        return self.holds(other.page, other.box) or other.holds(self.page, self.box)


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Lines at which a document begins (`splits`) or none does (`joins`), that are no text (`stamps`), and those of a zone."""

    splits: tuple[Spot, ...] = ()
    joins: tuple[Spot, ...] = ()
    stamps: tuple[Spot, ...] = ()
    zones: tuple[tuple[Spot, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.splits or self.joins or self.stamps or self.zones)

    def begins(self, line: Line) -> bool | None:
        """Whether a document begins with this line; `None` where nobody said so."""
        if _on(self.splits, line):
            return True
        return False if _on(self.joins, line) else None

    def is_stamp(self, line: Line) -> bool:
        """Whether a person said that this line is a stamp."""
        return _on(self.stamps, line)

    def zone(self, page: int, box: BBox) -> str | None:
        """The zone that a person said what is printed there is of; the last one said counts."""
        return next((zone for spot, zone in reversed(self.zones) if spot.holds(page, box)), None)


AS_READ = Boundaries()


def _on(spots: Sequence[Spot], line: Line) -> bool:
    return bool(spots) and any(spot.holds(line.page, union(word.box for word in line.words)) for spot in spots)
