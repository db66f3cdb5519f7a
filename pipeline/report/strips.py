"""Passages as they are printed: strips cut out of the pages of the source files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.records.types import Box, Record, Source
from pipeline.report.images import Drawn, Sheet, draw
from pipeline.report.inputs import Files

_KEPT = 16  # drawn pages kept at a time; neighbouring passages stand on the same pages


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip of a page with the boxes of its passage (x, y, width, height in points from the strip's upper left corner)."""

    sheet: Sheet
    boxes: tuple[tuple[float, float, float, float], ...]
    file_name: str
    caption: str


class Strips:
    """Cuts strips out of the files of `records`; nothing comes of a record whose file is not there."""

    def __init__(self, records: Sequence[Record], files: Files):
        """`files` are source files by SHA-256."""
        self._sources = {record["record_id"]: record["source"] for record in records}
        self._files = files
        self._pages: dict[tuple[str, int], list[Drawn]] = {}

    def of(self, record_id: str, boxes: Sequence[Box], caption: str) -> Iterator[Strip]:
        """A strip for each page on which `boxes` lie."""
        source = self._sources.get(record_id)
        if source is None:
            return
        for number in sorted({box["page"] for box in boxes}):
            here = [box for box in boxes if box["page"] == number]
            for page in self._page(source, number):
                sheet = page.strip(here)
                yield Strip(sheet, tuple(_placed(box, sheet) for box in here), source["file_name"], f"{caption}, page {number}")

    def _page(self, source: Source, number: int) -> list[Drawn]:
        path = self._files.get(source["sha256"])
        key = source["sha256"], number
        if path is None or not 1 <= number <= source["page_count"]:
            return []
        if key not in self._pages:
            if len(self._pages) >= _KEPT:
                self._pages.pop(next(iter(self._pages)))
            self._pages[key] = draw(path, source["media_type"], [number])
        return self._pages[key]


def _placed(box: Box, sheet: Sheet) -> tuple[float, float, float, float]:
    width, height = max(0.0, box["x1"] - box["x0"]), max(0.0, box["bottom"] - box["top"])
    x, y = box["x0"] - sheet.left - 1.5, box["top"] - sheet.top - 0.5
    return round(x, 2), round(y, 2), round(width + 3, 2), round(height + 1, 2)
