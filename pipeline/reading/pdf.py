"""The words that a PDF's own text layer holds, page by page; a page that PDFium cannot read is read by pdfplumber."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypedDict, cast

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
from numpy.typing import NDArray

from pipeline.errors import TooLarge, UnsupportedFile
from pipeline.layout.document import Page
from pipeline.layout.geometry import BBox
from pipeline.reading.actualtext import as_drawn
from pipeline.reading.annotations import Laid, open_page, typed_words
from pipeline.reading.covers import mark_covers
from pipeline.reading.drawing import MAX_RULES, RULE_HEIGHT, RULE_WIDTH, Drawing, Picture, read_drawing
from pipeline.reading.frame import Frame
from pipeline.reading.glyphs import MAX_WORDS, Glyphs, words
from pipeline.reading.pdfium import LOCK, MAX_SIDE, OpenPdf, display_matrix
from pipeline.reading.shapes import Figures
from pipeline.reading.struck import without_struck
from pipeline.reading.textlayer import HEAVY, TextLayer, read_text_layer
from pipeline.reading.underneath import covered_places, ground, marked_places
from pipeline.reading.visibility import Flags, boxes_on_page, seen, within

_LETTER = (612.0, 792.0)  # points: the size of a page that is not looked at
FULL_PAGE = 0.6  # of the page: pictures that cover as much are the page itself, not an illustration
LIGATURES = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFB00, 0xFB07)}  # `fi` to one glyph
_XFA = (2, 3)  # form types: pages made from XFA alone, and XFA beside pages
_SHELL = re.compile(r"please wait|XFA|requires Adobe (?:Acrobat )?Reader", re.I)
# "If this message is not eventually replaced by the proper contents of the document, your PDF viewer may not be able to ..."
_SHELL_GOES_ON = re.compile(r"not eventually replaced by the proper contents|viewer may not be able to display this type", re.I)


@dataclass(frozen=True, slots=True)
class NativePage:
    """A page's text layer and what is needed to judge it.

    `pictures` is the share of the page that pictures cover, `hidden` the share of its letters that cannot be seen (written in
    no ink, or with the picture of the page painted over them), both 0 to 1; `shapes` counts drawn objects that are no rules;
    `doubtful`: its characters may not be those that are drawn.
    Hidden words are in `page` only where pictures fill the page: there they are what somebody's OCR read.
    """

    page: Page
    pictures: float = 0.0
    hidden: float = 0.0
    shapes: int = 0
    doubtful: bool = False


def read_pdf(data: bytes, *, max_pages: int = 10_000, wants: Callable[[int], bool] = lambda number: True) -> Iterator[NativePage]:
    """The pages of a PDF, one after the other, each freed before the next is read.

    A page that no reader can read comes without words, with a note. Raises EmptyFile, EncryptedFile, TruncatedFile, TooLarge.
    """
    with OpenPdf(data) as opened:
        if len(opened) > max_pages:
            raise TooLarge(f"The PDF has {len(opened)} pages; the limit is {max_pages}")
        figures = Figures()
        for number in range(1, len(opened) + 1):
            if number > 1 and not wants(number):
                yield NativePage(Page(number, *_LETTER, ()))
                continue
            with LOCK:
                native = _read_page(opened, number, figures)
            native = native or _read_otherwise(data, number)
            if number == 1:
                native = _with_the_file(opened, native)
            yield native


def _with_the_file(opened: OpenPdf, first: NativePage) -> NativePage:
    """The first page, with a note of files that are attached; raises UnsupportedFile for the shell of an XFA form."""
    with LOCK:
        form = raw.FPDF_GetFormType(opened.document.raw)
        attached = raw.FPDFDoc_GetAttachmentCount(opened.document.raw)
    said = " ".join(word.text for word in first.page.words[:200])
    if len(opened) == 1 and _SHELL.search(said) and (form in _XFA or _SHELL_GOES_ON.search(said)):
        raise UnsupportedFile(
            "The PDF is an XFA form, whose pages only Adobe's programs can make; what it holds itself is a notice to wait",
            remedy="Open it in Adobe Reader, print it to a PDF and give that.",
        )
    if attached <= 0:
        return first
    note = f"attached-files: {attached} attached to the PDF, not read"
    return replace(first, page=replace(first.page, notes=(*first.page.notes, note)))


def _read_page(opened: OpenPdf, number: int, figures: Figures) -> NativePage | None:
    """A page as PDFium reads it, `None` where it cannot."""
    try:
        page, laid = open_page(opened, number)
    except pypdfium2.PdfiumError:
        return None
    try:
        return _native_page(page, number, laid, figures.misread)
    except (pypdfium2.PdfiumError, ArithmeticError, ValueError, OSError):
        return None
    finally:
        page.close()


def _native_page(page: pypdfium2.PdfPage, number: int, laid: Laid, misread: Callable[[TextLayer], bool]) -> NativePage:
    display, width, height = display_matrix(page)
    drawing = read_drawing(page, display)
    layer, unlike = as_drawn(lambda: read_text_layer(page), drawing.order)
    pictures = drawing.coverage(width, height) if drawing.pictures else 0.0
    result = Page(number, round(width, 2), round(height, 2), (), rules=tuple(drawing.rules))
    if layer is None or not len(layer.glyphs):
        found, redactions = mark_covers(typed_words(laid, number), [], ground(drawing), number)
        return NativePage(replace(result, words=tuple(found), redactions=redactions), pictures, 0.0, drawing.shapes)
    glyphs = layer.glyphs
    figures_misread = misread(layer)
    behind = _behind_the_scan(layer, drawing, width * height) if (scanned := pictures >= FULL_PAGE) else glyphs.hidden
    boxes = boxes_on_page(layer)
    look = seen(page, layer, drawing, boxes, (width, height), behind)
    marked, covers = marked_places(layer, boxes, laid.redactions)
    covers += covered_places(layer, boxes, look, drawing, width * height)
    share = float((behind | look.hidden).mean())
    shown = glyphs.pick(~(look.hidden | marked) if scanned else ~(behind | look.hidden | marked))
    upright = Frame(layer.display)
    typed = [upright.word(word) for word in typed_words(laid, number)]
    found, redactions = mark_covers(words(shown, number) + typed, covers, upright.ground(ground(drawing)), number)
    whole, found = found, without_struck(found, [upright.box(box) for box in drawing.strokes])
    found, redactions = [upright.on_page(word) for word in found], tuple(map(upright.redaction, redactions))
    notes = (
        ("hidden-text: left out", bool(look.hidden.any() or marked.any() or unlike or (behind.any() and not scanned))),
        (f"struck-text: {len(whole) - len(found)} words left out", len(found) < len(whole)),
        (f"covered-place: {len(redactions)} on the page", bool(redactions)),
        (f"turned-text: {layer.turned} characters left out", layer.turned > 0),
        ("text-cut: more than the limit", layer.cut or len(found) == MAX_WORDS),
        ("drawing-cut: more than the limit", drawing.cut),
    )
    said = tuple(note for note, true in notes if true)
    result = replace(result, words=tuple(found), notes=said, angle=layer.angle, redactions=redactions)
    return NativePage(result, pictures, share, drawing.shapes, doubtful=unlike == "unreadable" or figures_misread or laid.lost)


def _behind_the_scan(layer: TextLayer, drawing: Drawing, page_area: float) -> Flags:
    """Which glyphs of a scanned page are written in no ink or have the page's picture over them: somebody's OCR read them."""
    behind = layer.glyphs.hidden.copy()
    order = np.array([drawing.order.get(handle, 1 << 30) for handle in layer.objects])[layer.run]
    boxes = boxes_on_page(layer)
    for picture in drawing.pictures:
        if picture.opaque and picture.box.width * picture.box.height >= FULL_PAGE * page_area:
            behind |= (order < picture.order) & within(picture.box, boxes)
    return behind


def _read_otherwise(data: bytes, number: int) -> NativePage:
    """A page as pdfplumber reads it; if it cannot either, an empty page that says so."""
    try:
        return read_with_pdfplumber(data, number)
    except Exception as error:  # the last reader: whatever ails one page, the others go on
        return NativePage(
            Page(number, 612.0, 792.0, (), reason="unreadable", notes=(f"page-unreadable: {type(error).__name__}",))
        )


def read_with_pdfplumber(data: bytes, number: int) -> NativePage:
    """One page, counted from 1, as pdfplumber reads it: slower, and made of the same parts."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data), pages=[number]) as document:
        page = document.pages[0]
        left, top, right, bottom = (float(edge) for edge in page.cropbox)
        width, height = right - left, bottom - top
        if not max(map(abs, (left, top, width, height))) <= MAX_SIDE:
            raise ValueError("the page's size makes no sense")  # nor do its letters' places
        chars = [c for c in cast(list[_Char], page.chars) if c["upright"] and c["text"]]
        shown = [c for c in chars if left <= (c["x0"] + c["x1"]) / 2 <= right and top <= (c["top"] + c["bottom"]) / 2 <= bottom]
        notes = ("read-by: pdfplumber", *(["hidden-text: left out"] if len(shown) < len(chars) else []))
        found = tuple(words(_plumbed(shown, left, top), number))
        drawing = Drawing()
        for image in page.images:
            drawing.pictures.append(Picture(_moved(image, left, top), 0, True))
        lines = (_moved(o, left, top) for o in (*page.rects, *page.lines))
        rules = tuple(box for box in lines if box.height <= RULE_HEIGHT and box.width >= RULE_WIDTH)[:MAX_RULES]
        result = Page(number, width, height, found, notes=notes, rules=rules)
        return NativePage(result, drawing.coverage(width, height), 0.0, len(page.curves))


class _Char(TypedDict):
    """A letter as pdfplumber gives it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    upright: bool
    fontname: str


def _moved(item: Mapping[str, float], left: float, top: float) -> BBox:
    return BBox(item["x0"] - left, item["top"] - top, item["x1"] - left, item["bottom"] - top)


def _plumbed(chars: list[_Char], left: float, top: float) -> Glyphs:
    def column(key: Literal["x0", "top", "x1", "bottom", "size"], shift: float = 0.0) -> NDArray[np.float64]:
        return np.array([c[key] for c in chars], np.float64) - shift

    one = [c["text"] if len(c["text"]) == 1 else LIGATURES.get(c["text"], "\ufffd") for c in chars]
    return Glyphs(
        np.array([ord(c) for c in one], np.uint32),
        column("x0", left),
        column("top", top),
        column("x1", left),
        column("bottom", top),
        column("bottom", top) - 0.22 * column("size"),  # about the baseline: a text rise is not in pdfplumber's matrix
        column("size"),
        np.array([bool(HEAVY.search(c["fontname"])) for c in chars], np.bool_),
        np.zeros(len(chars), np.bool_),
    )
