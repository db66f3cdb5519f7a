"""A file's bytes to its pages of words, each read from its text layer or recognised from its image, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.config import Config
from pipeline.document import Page
from pipeline.errors import DojlettersError, TooLarge, TruncatedFile
from pipeline.html import read_html
from pipeline.images import PageImage, PageRenderer, frames
from pipeline.issues import Issue, Severity
from pipeline.pdf import NativePage, read_pdf
from pipeline.plaintext import read_text
from pipeline.sources import HTML, PDF, TEXT, naming_note, sniff
from pipeline.triage import needs_ocr, text_reason

Recogniser = Callable[[Iterable[PageImage]], Iterable[Page]]
"""Takes page images, each made when it is asked for, and gives the recognised pages, in any order."""

FEW_WORDS = 10  # a stamp or a fax line on a scan is no second reading of it
AGREE = 0.8  # the share of common words below which two readings of a page disagree

Mode = Literal["auto", "never", "always"]

_NOTES: dict[str, tuple[Severity, str]] = {  # what a page's note means for the result, by the note's beginning
    "page-unreadable": ("error", "The page is damaged and could not be read."),
    "file-breaks-off": ("error", "The file breaks off here; what comes after this page is missing."),
    "ocr-timeout": ("error", "Text recognition of the page took longer than its time limit; the page has no recognised text."),
    "ocr-failed": ("error", "Text recognition of the page failed; the page has no recognised text."),
    "ocr-off": ("error", "The page would have to be recognised from its image, and OCR is off."),
    "readers-disagree": ("warning", "The page's own text layer and what was recognised on it are not the same."),
    "text-cut": ("warning", "The page holds more text than the limit; the rest was left out."),
    "hidden-text": ("warning", "Text that cannot be seen on the page was left out."),
    "turned-text": ("info", "Text that runs in another direction than the rest was left out."),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read: its media type, its pages in order, and the doubts met on the way."""

    media_type: str
    pages: tuple[Page, ...]
    issues: tuple[Issue, ...] = ()


@dataclass(slots=True)
class _Outcome:
    """What came of rendering pages for OCR: a damaged page is left out, and why is kept."""

    failed: dict[int, str] = field(default_factory=dict)


def read(data: bytes, name: str, config: Config) -> Reading:
    """The pages of the file `name` whose bytes are `data`.

    Raises EmptyFile, UnsupportedFile, EncryptedFile, TruncatedFile or TooLarge where nothing can be read, and TesseractMissing.
    """
    if len(data) > config.max_bytes:
        raise TooLarge(f"The file has {len(data) / 1e6:.0f} megabytes; the limit is {config.max_bytes / 1e6:.0f}", path=name)
    try:
        media_type = sniff(data)
        limits = {"max_pages": config.max_pages, "max_pixels": config.max_pixels}
        pages = tuple(read_pages(data, media_type, _tesseract(config), config.ocr, **limits))
    except DojlettersError as error:
        error.path = error.path or name
        raise
    misnamed = naming_note(name, media_type)
    issues = [Issue("misnamed-file", misnamed)] if misnamed else []
    return Reading(media_type, pages, (*issues, *_issues(pages)))


def read_pages(
    data: bytes,
    media_type: str,
    recognise: Recogniser,
    mode: Mode = "auto",
    *,
    max_pages: int = 2_000,
    max_pixels: int = 150_000_000,
) -> list[Page]:
    """The pages of a file of the given media type; `recognise` is called at most once, and only where a page needs it."""
    if media_type == TEXT:
        return read_text(data)
    if media_type == HTML:
        return read_html(data)
    if media_type == PDF:
        return _read_pdf(data, recognise, mode, max_pages, max_pixels)
    return _read_frames(data, recognise, mode, max_pages, max_pixels)


def _read_pdf(data: bytes, recognise: Recogniser, mode: Mode, max_pages: int, max_pixels: int) -> list[Page]:
    pages: dict[int, Page] = {}
    wanted: dict[int, str] = {}
    for native in read_pdf(data, max_pages=max_pages):
        page = replace(native.page, reason=text_reason(native))
        reason = _reason(native, mode)
        if reason and mode == "never":
            page = replace(page, reason=reason, notes=(*page.notes, "ocr-off"))
        elif reason:
            wanted[page.number] = reason
        pages[page.number] = page
    if wanted:
        outcome = _Outcome()
        for read in recognise(_rendered(data, wanted, max_pixels, outcome)):
            pages[read.number] = _better(pages[read.number], replace(read, reason=wanted[read.number]))
        for number, why in outcome.failed.items():
            pages[number] = replace(pages[number], reason="unreadable", notes=(*pages[number].notes, why))
    return [pages[number] for number in sorted(pages)]


def _reason(native: NativePage, mode: Mode) -> str | None:
    if mode == "always" and native.page.reason != "unreadable":
        empty = not (native.page.words or native.pictures or native.shapes)
        return needs_ocr(native) or (None if empty else "asked-for")
    return needs_ocr(native)


def _better(native: Page, recognised: Page) -> Page:
    """The recognised page; where recognition failed or saw nothing, the text layer, with a note of what happened."""
    notes = (*native.notes, *recognised.notes)
    if recognised.words and len(native.words) >= FEW_WORDS and (share := _agreement(native, recognised)) < AGREE:
        notes = (*notes, f"readers-disagree: {share:.0%} of the text layer's words are on the page")
    if recognised.words or not native.words:
        return replace(recognised, notes=notes, rules=recognised.rules or native.rules)
    return replace(native, notes=notes)


def _agreement(native: Page, recognised: Page) -> float:
    """The share of the text layer's words that were recognised on the page too."""
    layer, seen = (Counter(w.text.casefold().strip(".,;:()") for w in page.words) for page in (native, recognised))
    return sum((layer & seen).values()) / sum(layer.values())


def _rendered(data: bytes, wanted: dict[int, str], max_pixels: int, outcome: _Outcome) -> Iterator[PageImage]:
    """Images of the wanted pages, one at a time; a page that cannot be drawn is noted and passed over."""
    with PageRenderer(data, max_pixels) as renderer:
        for number, reason in wanted.items():
            try:
                image = renderer.render(number)
            except TruncatedFile as error:
                outcome.failed[number] = f"page-unreadable: {error.detail}"
                continue
            yield replace(image, reason=reason)


def _read_frames(data: bytes, recognise: Recogniser, mode: Mode, max_pages: int, max_pixels: int) -> list[Page]:
    sizes: list[PageImage] = []
    broken: list[str] = []
    images = _sound_frames(frames(data, max_pixels=max_pixels, max_pages=max_pages), sizes, broken)
    if mode == "never":
        blank = "no-text"
        pages = [Page(i.number, i.width, i.height, (), "ocr", blank, (*i.notes, "ocr-off")) for i in images]
    else:
        read = {page.number: page for page in recognise(images)}
        pages = [replace(read[i.number], notes=(*i.notes, *read[i.number].notes)) for i in sizes]
    if broken and pages:
        pages[-1] = replace(pages[-1], notes=(*pages[-1].notes, *broken))
    return pages


def _sound_frames(images: Iterator[PageImage], seen: list[PageImage], broken: list[str]) -> Iterator[PageImage]:
    """The frames up to the first that is damaged; raises TruncatedFile where that is the first of all."""
    try:
        for image in images:
            seen.append(replace(image, image=image.image[:0]))
            yield image
    except TruncatedFile as error:
        if not seen:
            raise
        broken.append(f"file-breaks-off: {error.detail}")


def _tesseract(config: Config) -> Recogniser:
    def recognise(images: Iterable[PageImage]) -> Iterable[Page]:
        from pipeline import ocr
        from pipeline.cache import PageCache

        engine = ocr.Tesseract(config.language, config.page_seconds)
        return ocr.read_images(images, engine, config.jobs, PageCache() if config.cache else None)

    return recognise


def _issues(pages: Iterable[Page]) -> Iterator[Issue]:
    for page in pages:
        for note in page.notes:
            code = note.partition(":")[0]
            if code in _NOTES:
                severity, message = _NOTES[code]
                yield Issue(code, message, severity, page.number)
