"""A page's image with the evidence of a record marked on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from pipeline.errors import MissingFile, UnsupportedFile
from pipeline.records.types import Box, Record
from pipeline.report.images import Drawn
from pipeline.report.images import draw as draw_pages
from pipeline.report.inputs import digest_of

Colour = tuple[int, int, int]

# Okabe and Ito's palette without its yellow: told apart by those who see fewer colours, dark enough on paper.
_PALETTE: tuple[Colour, ...] = (
    (0, 114, 178), (213, 94, 0), (0, 158, 115), (204, 121, 167), (86, 180, 233), (230, 159, 0), (90, 90, 90),
)  # fmt: skip
_PAD = 1.5  # points around a line, so that a box does not cut the letters
_FILL = 48  # of 255: how much of its colour lies over a passage
_LABEL = 8.0  # points: height of the key's name


def draw(record: Record, path: Path | None, page: int | None = None, only: Iterable[str] | None = None) -> Image.Image:
    """The image of a page of the file at `path`, each value of `record` marked in its key's colour; the keys stand beside it.

    `page` counts from 1 in the file; without it the record's first page is drawn. `only` are the keys to mark, all unless told
    otherwise. Raises MissingFile where the file is not there or is no longer the one that was read, UnsupportedFile where it has
    no pages that can be drawn, ValueError for a page or a key that the record does not have.
    """
    source = record["source"]
    number = source["first_page"] if page is None else page
    if not source["first_page"] <= number <= source["last_page"]:
        raise ValueError(f"page {number} is not of this record, which has {source['first_page']} to {source['last_page']}")
    marked = _marked(record, number, only)
    if path is None or digest_of(path) != source["sha256"]:
        remedy = "Give the folder that holds the file beside the records, or extract it again."
        raise MissingFile(
            f"The file {source['file_name']} that the record was read from is not there or has changed", remedy=remedy
        )
    drawn = draw_pages(path, source["media_type"], [number])
    if not drawn:
        raise UnsupportedFile(
            "The file has no pages that can be drawn", remedy="Only PDFs and page images can be drawn.", path=str(path)
        )
    return _with_boxes(drawn[0], marked)


def _marked(record: Record, page: int, only: Iterable[str] | None) -> list[tuple[str, list[Box]]]:
    """The key and the boxes on the page of each value, long passages first, so that short ones lie on top."""
    items = [(key, item) for key, value in record.items() for item in (value if isinstance(value, list) else [value])]
    found = [(key, item["evidence"]) for key, item in items if isinstance(item, Mapping) and "evidence" in item]
    if only is not None:
        wanted = set(only)
        if unknown := sorted(wanted - record.keys()):
            raise ValueError(f"the record has no key {unknown[0]!r}")
        found = [(key, evidence) for key, evidence in found if key in wanted]
    found.sort(key=lambda pair: (pair[1]["start"] or 0) - (pair[1]["end"] or 0))
    placed = [(key, [box for box in evidence["boxes"] if box["page"] == page]) for key, evidence in found]
    return [(key, boxes) for key, boxes in placed if boxes]


def _with_boxes(drawn: Drawn, marked: list[tuple[str, list[Box]]]) -> Image.Image:
    scale = drawn.image.width / drawn.width
    image = drawn.image.convert("RGB")
    pen = ImageDraw.Draw(image, "RGBA")
    colours = {key: _PALETTE[n % len(_PALETTE)] for n, key in enumerate(sorted({key for key, _ in marked}))}
    for key, boxes in marked:
        for box in boxes:
            corners = [(box["x0"] - _PAD) * scale, (box["top"] - _PAD / 2) * scale]
            corners += [(box["x1"] + _PAD) * scale, (box["bottom"] + _PAD / 2) * scale]
            pen.rectangle(corners, fill=(*colours[key], _FILL), outline=(*colours[key], 255), width=max(1, round(scale)))
    return _with_names(image, sorted((boxes[0]["top"] * scale, key) for key, boxes in marked), colours, _LABEL * scale)


def _with_names(image: Image.Image, names: list[tuple[float, str]], colours: Mapping[str, Colour], height: float) -> Image.Image:
    """The page with a strip on its left that names each value's key at its height, so that no word of the page is covered."""
    font = ImageFont.load_default(size=height)
    strip = round(max((font.getlength(key) for _, key in names), default=0) + 2 * height) if names else 0
    sheet = Image.new("RGB", (image.width + strip, image.height), "white")
    sheet.paste(image, (strip, 0))
    pen = ImageDraw.Draw(sheet)
    free, last = 0.0, ""
    for top, key in names:
        if key == last and top < free:  # the same key in the same line needs no second name
            continue
        at = max(top, free)
        pen.text((strip - height, at), key.replace("_", " "), fill=colours[key], font=font, anchor="ra")
        free, last = at + 1.2 * height, key
    return sheet
