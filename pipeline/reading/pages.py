"""A file's bytes to its pages of words, each read from its text layer or recognised from its image, with the reason.

Pages come one after the other and are not kept here: a file of thousands of pages takes no more room than one of ten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Literal

from pipeline.config import Config
from pipeline.errors import DojlettersError, NoSuchPage, TooLarge, TruncatedFile, UnsupportedFile
from pipeline.issues import Issue, Severity
from pipeline.layout.document import COVERED, Page
from pipeline.reading import streams
from pipeline.reading.images import PageImage, PageRenderer, UndrawnPage, frames
from pipeline.reading.layers import unlike
from pipeline.reading.pdf import NativePage, read_pdf
from pipeline.reading.pdfium import unlocked
from pipeline.reading.plaintext import read_text
from pipeline.reading.sniff import ARCHIVES, DOCX, HTML, MAILS, ODT, PDF, RTF, TEXT, WEB_ARCHIVE, naming_note, sniff
from pipeline.reading.sources import FileContent
from pipeline.reading.triage import UNPROVEN_LAYER, needs_ocr, text_reason

PageSource = Page | PageImage | UndrawnPage
"""A page that is read already, or one that has to be recognised."""

Recogniser = Callable[[Iterable[PageSource]], Iterable[Page]]
"""Takes what each page is, made when it is asked for, and gives the pages in the same order: read ones as they are."""

LOST_PAGE = frozenset({"page-unreadable", "ocr-timeout", "ocr-failed", "ocr-off"})
"""Notes of a page of which nothing is read."""
NOT_ASKED_FOR = "not-asked-for"
"""The reason of a page that `--pages` leaves out."""
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
    "low-resolution": ("warning", "The page was scanned so coarsely that its letters are easily taken for others."),
    "text-cut": ("warning", "The page holds more text than the limit; the rest was left out."),
    "hidden-text": ("warning", "Text that cannot be seen on the page was left out."),
    "covered-place": ("warning", "Words of the page are covered; the sentences around them are not whole."),
    "attached-files": ("warning", "Files are attached to the PDF, which were not read; save them and give them, too."),
    "struck-text": ("info", "Text that is struck out was left out."),
    "turned-text": ("info", "Text that runs in another direction than the rest was left out."),
}


@dataclass(slots=True)
class PagesRead:
    """A file while it is read: its media type, its pages in order, to be taken once, the doubts met so far, a mail's head, what
    a web page's metadata say of it.

    Taking the pages raises EmptyFile, UnsupportedFile, EncryptedFile, TruncatedFile or TooLarge where a file can't be read, and
    TesseractMissing.
    """

    media_type: str
    pages: Iterator[Page]
    issues: list[Issue] = field(default_factory=list)
    mail: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)


def read(content: FileContent, config: Config, recognise: Recogniser) -> PagesRead:
    """The reading of a file, whose images `recognise` reads; raises EmptyFile, UnsupportedFile, TooLarge, or OSError."""
    data, name = content.data, content.path
    if len(data) > config.max_bytes:
        raise TooLarge(f"The file has {len(data) / 1e6:.0f} megabytes; the limit is {config.max_bytes / 1e6:.0f}", path=name)
    try:
        media_type = sniff(data)
        if media_type in ARCHIVES:
            raise UnsupportedFile("The file holds several documents and is none itself", remedy="Give its documents one by one.")
        if media_type == PDF and config.passwords:
            content = FileContent(name, unlocked(data, config.passwords), content.name, content.sha256)
            data = content.data
        if media_type == PDF:
            streams.hold_against(data, config.max_stream_bytes)
    except DojlettersError as error:
        error.path = error.path or name
        raise
    misnamed = naming_note(name, media_type)
    issues = [Issue("misnamed-file", misnamed)] if misnamed else []
    limits = {"max_pages": config.max_pages, "max_pixels": config.max_pixels}
    pages = read_pages(content, media_type, recognise, config.ocr, wants=config.wants_page, **limits)
    if config.pages is not None:
        pages = _wanted(pages, config)
    return PagesRead(media_type, _told(pages, name, issues), issues, _head(data, media_type), _said(data, media_type))


def _said(data: bytes, media_type: str) -> dict[str, str]:
    """What the metadata of a web page say of it."""
    if media_type != HTML:
        return {}
    from pipeline.reading.html import says_of_itself

    return says_of_itself(data)


def _head(data: bytes, media_type: str) -> dict[str, str]:
    """What the head of a mail says of it."""
    if media_type not in MAILS:
        return {}
    from pipeline.reading.mail import headers

    told = {name.replace("-", "_"): value for name, value in headers(data, media_type).items()}
    told["sender"] = told.pop("from", "")
    return {name: told[name] for name in ("sender", "to", "cc", "subject", "date", "message_id") if told.get(name)}


def _wanted(pages: Iterable[Page], config: Config) -> Iterator[Page]:
    """The pages, those that nobody asked for without their words. Raises NoSuchPage where none was."""
    count, wanted = 0, 0
    for page in pages:
        count, is_wanted = count + 1, config.wants_page(page.number)
        wanted += is_wanted
        yield page if is_wanted else Page(page.number, page.width, page.height, (), page.source, NOT_ASKED_FOR)
    if not wanted:
        raise NoSuchPage(f"The file has {count} page{'' if count == 1 else 's'}, and none of {config.pages}")


def _told(pages: Iterable[Page], name: str, issues: list[Issue]) -> Iterator[Page]:
    """The pages, whose doubts are added to `issues` on the way; errors learn the file's name."""
    try:
        for page in pages:
            issues.extend(_issues(page))
            yield page
    except DojlettersError as error:
        error.path = error.path or name
        raise


def read_pages(
    content: FileContent,
    media_type: str,
    recognise: Recogniser,
    mode: Mode = "auto",
    *,
    max_pages: int = 10_000,
    max_pixels: int = 150_000_000,
    wants: Callable[[int], bool] = lambda number: True,
) -> Iterator[Page]:
    """The pages of a file of the given media type, one after the other; `recognise` gets all of a PDF or a picture.

    Those that `wants` does not want are not recognised.
    """
    data = content.data
    if media_type == TEXT:
        yield from read_text(data)
    elif media_type == HTML:
        from pipeline.reading.html import read_html  # brings a parser along that nothing else needs

        yield from read_html(data)
    elif media_type in (*MAILS, WEB_ARCHIVE):
        from pipeline.reading.mail import read_mail

        yield from read_mail(data, media_type)
    elif media_type in (DOCX, ODT, RTF):
        from pipeline.reading.wordprocessors import read_word_processor

        yield from read_word_processor(data, media_type)
    elif media_type == PDF:
        yield from _read_pdf(content, recognise, mode, max_pages, max_pixels, wants)
    else:
        yield from _read_frames(data, recognise, mode, max_pages, max_pixels, wants)


def _read_pdf(
    content: FileContent, recognise: Recogniser, mode: Mode, max_pages: int, max_pixels: int, wants: Callable[[int], bool]
) -> Iterator[Page]:
    layers: dict[int, Page] = {}

    def items() -> Iterator[PageSource]:
        with _Drawer(content, max_pixels) as drawer:
            for native in read_pdf(content.data, max_pages=max_pages, wants=wants):
                page, reason = replace(native.page, reason=text_reason(native)), _reason(native, mode)
                if (reason == UNPROVEN_LAYER and mode == "never") or not wants(page.number):
                    yield page
                elif reason and mode == "never":
                    yield replace(page, reason=reason, notes=(*page.notes, "ocr-off"))
                elif reason:
                    layers[page.number] = page
                    undrawn = drawer.undrawn(page.number, reason)
                    yield replace(undrawn, otherwise=page) if reason == UNPROVEN_LAYER else undrawn
                else:
                    yield page

    return _merged(recognise(items()), layers)


class _Drawer:
    """Draws the pages of one PDF, which is opened when the first is asked for."""

    def __init__(self, content: FileContent, max_pixels: int) -> None:
        self._content, self._max_pixels = content, max_pixels
        self._opened = ExitStack()

    def __enter__(self) -> _Drawer:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def undrawn(self, number: int, reason: str) -> UndrawnPage:
        return UndrawnPage(
            number, reason, f"{self._content.sha256} {number} {self._max_pixels}", partial(self._draw, number, reason)
        )

    def _draw(self, number: int, reason: str) -> PageImage | Page:
        try:
            return replace(self._renderer.render(number), reason=reason)
        except TruncatedFile as error:
            return Page(number, 0, 0, (), reason="unreadable", notes=(f"page-unreadable: {error.detail}",))

    @cached_property
    def _renderer(self) -> PageRenderer:
        return self._opened.enter_context(PageRenderer(self._content.data, self._max_pixels))


def _merged(pages: Iterable[Page], layers: dict[int, Page]) -> Iterator[Page]:
    """Recognised pages together with what their file says of them, which is given up page by page."""
    for page in pages:
        yield _better(layers.pop(page.number), page) if page.number in layers else page


def _reason(native: NativePage, mode: Mode) -> str | None:
    if mode == "always" and native.page.reason != "unreadable":
        empty = not (native.page.words or native.pictures or native.shapes)
        return needs_ocr(native) or (None if empty else "asked-for")
    return needs_ocr(native)


def _better(native: Page, recognised: Page) -> Page:
    """The recognised page; where recognition failed or saw nothing, the text layer, with a note of what happened."""
    notes = tuple(dict.fromkeys((*native.notes, *recognised.notes)))
    if recognised.reason == "unreadable":
        return replace(native, reason="unreadable", notes=notes)
    if recognised.reason == UNPROVEN_LAYER:
        doubt = unlike(native.words, recognised.words)
        if doubt is None or not recognised.words:
            return native
        notes = (*notes, f"readers-disagree: {doubt}")
        return _with_covers(native, replace(recognised, notes=notes, rules=recognised.rules or native.rules))
    if recognised.words and len(native.words) >= FEW_WORDS and (share := _agreement(native, recognised)) < AGREE:
        notes = (*notes, f"readers-disagree: {share:.0%} of the text layer's words are on the page")
    if recognised.words or not native.words:
        return _with_covers(native, replace(recognised, notes=notes, rules=recognised.rules or native.rules))
    return replace(native, notes=notes)


def _with_covers(native: Page, recognised: Page) -> Page:
    """The recognised page with the places that are covered by what its file paints over it."""
    if not native.redactions:
        return recognised
    boxes = [place.box for redaction in native.redactions for place in redaction.places]
    free = [word for word in recognised.words if not any(box.has_middle_of(word.box) for box in boxes)]
    signs = [word for word in native.words if word.text == COVERED]
    return replace(recognised, words=(*free, *signs), redactions=native.redactions)


def _agreement(native: Page, recognised: Page) -> float:
    """The share of the text layer's words that were recognised on the page too."""
    layer, seen = (Counter(w.text.casefold().strip(".,;:()") for w in page.words) for page in (native, recognised))
    return sum((layer & seen).values()) / sum(layer.values())


def _read_frames(
    data: bytes, recognise: Recogniser, mode: Mode, max_pages: int, max_pixels: int, wants: Callable[[int], bool]
) -> Iterator[Page]:
    layers: dict[int, Page] = {}
    broken: list[str] = []

    def items() -> Iterator[PageSource]:
        number = 0
        try:
            for image in frames(data, max_pixels=max_pixels, max_pages=max_pages):
                number = image.number
                page = Page(number, image.width, image.height, (), "ocr", "no-text", image.notes)
                if not wants(number):
                    yield page
                elif mode == "never":
                    yield replace(page, notes=(*page.notes, "ocr-off"))
                else:
                    layers[number] = page
                    yield image
        except TruncatedFile as error:
            if not number:
                raise
            broken.append(f"file-breaks-off: {error.detail}")

    before = None
    for page in _merged(recognise(items()), layers):
        if before is not None:
            yield before
        before = page
    if before is not None:
        yield replace(before, notes=(*before.notes, *broken))


def _issues(page: Page) -> Iterator[Issue]:
    for note in page.notes:
        code = note.partition(":")[0]
        if code in _NOTES:
            severity, message = _NOTES[code]
            yield Issue(code, message, severity, page.number)
