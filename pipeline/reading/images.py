"""Page images for OCR: PDF pages rendered as sharply as they were scanned, and the frames of picture files."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence

from pipeline.errors import DojlettersError, EmptyFile, ProgramMissing, TooLarge, TruncatedFile
from pipeline.layout.document import Page
from pipeline.reading.annotations import open_page
from pipeline.reading.drawing import Picture, read_drawing
from pipeline.reading.pdfium import LOCK, OpenPdf, display_matrix

Grey = NDArray[np.uint8]

MAX_PIXELS = 150_000_000  # of one page: a sheet of 36 by 48 inches at 300 dpi
MIN_DPI, MAX_DPI = 150.0, 300.0  # rendered below, letters of type lose their shape; above, OCR gains nothing
COARSE_DPI = 70.0  # below it words are misread whose letters look well: 1 in 100 at 72, 1 in 20 at 65, 1 in 4 at 55
TYPE_DPI = 300.0  # for pages whose letters are drawn, not scanned
_PAGE_PICTURE = 0.2  # of the page: smaller pictures say nothing about the page's resolution
_TRUSTED = (60.0, 1300.0)  # dpi that a file may claim; 1 and 72 are what programs write that do not know
_UNKNOWN = (1.0, 72.0, 96.0)
_LETTER = (8.5, 11.0)  # inches


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as grey levels, 0 black to 255 white, rows first.

    `number` counts from 1, `dpi` is the image's resolution, `width` and `height` are the page's in points; `reason` says why it
    is to be recognised.
    """

    number: int
    image: Grey
    dpi: float
    width: float
    height: float
    reason: str = "no-text"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UndrawnPage:
    """A page whose image is made when it is needed. `number` counts from 1, `reason` says why it is to be recognised.

    `content` names what is on the page (a digest of its file, its number and how it is drawn), `draw` gives its image, or the
    page as far as it could be read where it cannot be drawn. `otherwise` is the page as it is to be taken where nobody can
    recognise it.
    """

    number: int
    reason: str
    content: str
    draw: Callable[[], PageImage | Page]
    otherwise: Page | None = None


class PageRenderer:
    """Renders pages of one PDF; used as a context so that the document is closed."""

    def __init__(self, data: bytes, max_pixels: int = MAX_PIXELS) -> None:
        """Raises EmptyFile, EncryptedFile or TruncatedFile as `pdfium.open_document` does."""
        self._max_pixels = max_pixels
        self._opened = OpenPdf(data)

    def __enter__(self) -> PageRenderer:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.__exit__()

    def render(self, number: int) -> PageImage:
        """Page `number`, from 1, as displayed, at the resolution of its scan; raises TruncatedFile for one that is damaged."""
        with LOCK:
            try:
                page, _ = open_page(self._opened, number)
            except pypdfium2.PdfiumError as error:
                raise TruncatedFile(f"Page {number} is damaged and cannot be drawn") from error
            try:
                return self._render(page, number)
            except pypdfium2.PdfiumError as error:
                raise TruncatedFile(f"Page {number} cannot be drawn") from error
            finally:
                page.close()

    def _render(self, page: pypdfium2.PdfPage, number: int) -> PageImage:
        display, width, height = display_matrix(page)
        scanned = _picture_dpi(read_drawing(page, display).pictures, width, height)
        dpi = min(MAX_DPI, max(MIN_DPI, scanned))
        most = 72.0 * (self._max_pixels / max(1.0, width * height)) ** 0.5
        notes = (f"rendered at {most:.0f} dpi instead of {dpi:.0f}: the page is very large",) if dpi > most else _coarse(scanned)
        dpi = min(dpi, most)
        # drawn on grey at once: `grayscale=True` would first turn every picture to grey, which takes three times as long
        bitmap = page.render(scale=dpi / 72 - 1e-9, force_bitmap_format=raw.FPDFBitmap_Gray, may_draw_forms=False)
        image = np.array(bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width])  # a copy: the bitmap is freed
        bitmap.close()
        return PageImage(number, image, dpi, round(width, 2), round(height, 2), notes=notes)


def _coarse(dpi: float) -> tuple[str, ...]:
    return (f"low-resolution: {dpi:.0f} dots per inch",) if dpi < COARSE_DPI else ()


def _picture_dpi(pictures: list[Picture], width: float, height: float) -> float:
    """The resolution of the largest picture on a page, that of type where there is none."""
    large = [p for p in pictures if p.box.width * p.box.height >= _PAGE_PICTURE * width * height]
    strips = [p for p in pictures if p.box.width >= 0.6 * width]  # a scan cut into strips
    return float(round(max((max(p.dpi) for p in large or strips), default=TYPE_DPI), 1))


def frames(data: bytes, max_pixels: int = MAX_PIXELS, max_pages: int = 10_000) -> Iterator[PageImage]:
    """The pages of a TIFF, PNG or JPEG file, one after the other.

    Turned as the file's EXIF data say, white behind what is transparent. Raises EmptyFile, TruncatedFile, TooLarge.
    """
    if not data:
        raise EmptyFile
    for number, frame in enumerate(_opened(data, max_pixels), 1):
        if number > max_pages:
            raise TooLarge(f"The file has more than {max_pages} pages")
        yield frame_image(frame, number)


def _opened(data: bytes, max_pixels: int) -> Iterator[Image.Image]:
    number = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damage to what is not needed, and of sizes: the limit below is ours
            with Image.open(io.BytesIO(data), formats=_formats(data)) as file:
                for number, frame in enumerate(ImageSequence.Iterator(file) if file.format == "TIFF" else [file], 1):
                    _check_size(frame, number, max_pixels)
                    frame.load()
                    yield frame
    except Image.DecompressionBombError as error:
        raise TooLarge("The page image has more pixels than the limit allows") from error
    except (DojlettersError, MemoryError):
        raise
    except Exception as error:  # what a decoder raises over damaged bytes is of every kind
        where = f"page {number} of the picture" if number > 1 else "the picture"
        raise TruncatedFile(f"The file is truncated or damaged: {where} cannot be decoded") from error


def _formats(data: bytes) -> tuple[str, ...]:
    """The decoders that are used; the one for HEIC is an extra. Raises ProgramMissing where it is needed and not there."""
    if data[4:8] != b"ftyp":
        return ("TIFF", "PNG", "JPEG", "WEBP")
    try:
        import pi_heif
    except ModuleNotFoundError as error:
        told = "`pip install dojletters[heic]`, or save the picture as PNG or JPEG."
        raise ProgramMissing(
            "HEIC pictures are read with the Python package pi-heif, which is not installed", remedy=told
        ) from error
    pi_heif.register_heif_opener()
    return ("HEIF",)


def _check_size(frame: Image.Image, number: int, max_pixels: int) -> None:
    pixels = frame.width * frame.height
    if pixels > max_pixels:
        raise TooLarge(
            f"Page {number} has {frame.width} by {frame.height} pixels; the limit is {max_pixels // 1_000_000} megapixels"
        )


def frame_image(frame: Image.Image, number: int) -> PageImage:
    """One decoded frame as a page image; a resolution that differs across and down is made even."""
    across, down, note = _resolution(frame)
    turned = _turned(frame)
    if turned.size != frame.size:
        across, down = down, across
    grey = _grey(turned)
    dpi = max(across, down)
    width, height = round(grey.width / across * 72, 2), round(grey.height / down * 72, 2)
    if abs(across - down) > 0.02 * dpi:
        grey = grey.resize((round(grey.width * dpi / across), round(grey.height * dpi / down)), Image.Resampling.BICUBIC)
    return PageImage(number, np.array(grey, np.uint8), dpi, width, height, notes=(*([note] if note else ()), *_coarse(dpi)))


def _turned(frame: Image.Image) -> Image.Image:
    """The frame as its EXIF data say that it is to be held; as it is where they are damaged."""
    try:
        return ImageOps.exif_transpose(frame) or frame
    except MemoryError:
        raise
    except Exception:
        return frame


def _grey(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        levels = np.asarray(image, np.float64)
        return Image.fromarray((levels / max(255.0, float(levels.max())) * 255).astype(np.uint8))
    if image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("L")


def _resolution(frame: Image.Image) -> tuple[float, float, str | None]:
    """Pixels per inch across and down, told by the file or else from the paper that the picture's shape suggests."""
    try:
        across, down = (float(v) for v in frame.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        across = down = 0.0
    inches = (frame.width / across, frame.height / down) if across > 0 and down > 0 else (0.0, 0.0)
    plausible = _TRUSTED[0] <= min(across, down) and max(across, down) <= _TRUSTED[1] and max(inches) <= 60
    if plausible and not (round(across) in _UNKNOWN and max(inches) > 17.5):
        return across, down, None
    short, long = sorted((frame.width, frame.height))
    dpi = max(50.0, max(short / _LETTER[0], long / _LETTER[1]))
    return dpi, dpi, f"resolution taken to be {dpi:.0f} dpi from the page's size"
