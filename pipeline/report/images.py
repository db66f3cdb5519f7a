"""Pages as pictures inside the HTML: drawn from the source file, in points from the page's upper left corner."""

from __future__ import annotations

import base64
import io
import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageOps

from pipeline.errors import DojlettersError
from pipeline.reading import images
from pipeline.reading.containers import content_at
from pipeline.reading.pdfium import LOCK, display_matrix, open_document
from pipeline.reading.sniff import IMAGES, PDF
from pipeline.records.types import Box

_log = logging.getLogger(__name__)

_Drawable = TypeVar("_Drawable")

_DPI = 110.0
_MOST_PIXELS = 4_000_000  # of one picture: a plan of two yards would else fill the HTML
_COLOURS = 16  # of a page of print: shades of grey, a seal, a link
_PIXELS_A_BYTE = 10  # from which a PNG is small enough: print on white
_QUALITY = 62  # of WebP: type stays sharp at some 40 kB a page
_MARGIN = 16.0  # points above and below a passage that is cut out
_INK = 96  # of 255: darker than this is printed


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, or the part of it whose upper left corner is (`left`, `top`); all in points, the picture as a data URI."""

    number: int
    left: float
    top: float
    width: float
    height: float
    uri: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as it was drawn; `width` and `height` in points."""

    number: int
    width: float
    height: float
    image: Image.Image

    def sheet(self) -> Sheet:
        """The whole page."""
        return Sheet(self.number, 0.0, 0.0, self.width, self.height, _uri(self.image))

    def webp(self) -> bytes:
        """The picture as a WebP file."""
        return _webp(self.image)

    def strip(self, boxes: Sequence[Box]) -> Sheet:
        """The part of the page around `boxes`: a little more than their lines, as wide as anything is printed there."""
        scale = self.image.height / self.height
        top = max(0, int((min(box["top"] for box in boxes) - _MARGIN) * scale))
        bottom = min(self.image.height, int((max(box["bottom"] for box in boxes) + _MARGIN) * scale))
        part = self.image.crop((0, min(top, self.image.height - 1), self.image.width, max(bottom, top + 1)))
        printed = ImageOps.invert(part.convert("L")).point(lambda level: 255 * (level > _INK)).getbbox() or (0, 0, part.width, 0)
        left = int(min(printed[0], *(box["x0"] * scale for box in boxes)) - _MARGIN * scale / 2)
        right = int(max(printed[2], *(box["x1"] * scale for box in boxes)) + _MARGIN * scale / 2)
        left, right = max(0, min(left, part.width - 1)), min(part.width, right)
        part = part.crop((left, 0, max(right, left + 1), part.height))
        x, y, width, height = (round(size / scale, 2) for size in (left, top, part.width, part.height))
        return Sheet(self.number, x, y, width, height, _uri(part))


def draw(path: Path, media_type: str, numbers: Collection[int]) -> list[Drawn]:
    """The pages `numbers` (from 1) of a PDF or picture file.

    Nothing where one of them can't be drawn: the text is shown instead.
    """
    return _each(path, media_type, numbers, lambda page: page)


def sheets(path: Path, media_type: str, wanted: Mapping[int, Sequence[Box] | None]) -> list[Sheet]:
    """Pages as pictures, whole or only what lies around the boxes that are given for them; nothing as for `draw`."""

    def cut(page: Drawn) -> Sheet:
        boxes = wanted[page.number]
        return page.sheet() if boxes is None else page.strip(boxes)

    return _each(path, media_type, wanted.keys(), cut)


def _each(path: Path, media_type: str, numbers: Collection[int], made: Callable[[Drawn], _Drawable]) -> list[_Drawable]:
    """What is made of each page, one page in memory at a time."""
    if media_type not in (PDF, *IMAGES):
        return []
    try:
        data = content_at(path).data
        drawn = [made(page) for page in (_pdf_pages(data, numbers) if media_type == PDF else _frames(data, numbers))]
    except (DojlettersError, OSError, RuntimeError, ValueError, IndexError) as error:
        _log.warning("%s: its pages can't be drawn (%s); the text is shown instead", path, error)
        return []
    return drawn if len(drawn) == len(set(numbers)) else []


def _pdf_pages(data: bytes, numbers: Collection[int]) -> Iterator[Drawn]:
    with LOCK:
        document = open_document(data)
        try:
            for number in sorted(set(numbers)):
                page = document[number - 1]
                _, width, height = display_matrix(page)
                bitmap = page.render(scale=_scale(width, height), draw_annots=True)
                yield Drawn(number, round(width, 2), round(height, 2), bitmap.to_pil().convert("RGB"))
                bitmap.close()
                page.close()
        finally:
            document.close()


def _frames(data: bytes, numbers: Collection[int]) -> Iterator[Drawn]:
    for frame in islice(images.frames(data), max(numbers, default=0)):
        if frame.number in numbers:
            scale = _scale(frame.width, frame.height)
            size = max(1, round(frame.width * scale)), max(1, round(frame.height * scale))
            yield Drawn(frame.number, frame.width, frame.height, Image.fromarray(frame.image).resize(size))


def _scale(width: float, height: float) -> float:
    """Pixels per point."""
    most = float((_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    return min(_DPI / 72, most)


def _uri(image: Image.Image) -> str:
    """The picture as a data URI: print on white as PNG of few colours, smaller and sooner made; photographs and scans as WebP."""
    out = io.BytesIO()
    image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", compress_level=4)
    kind, data = ("png", out.getvalue()) if out.tell() * _PIXELS_A_BYTE < image.width * image.height else ("webp", _webp(image))
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _webp(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY, method=2)
    return out.getvalue()
