"""What was laid over a PDF page: filled form fields, typed notes, stamps, boxes; drawn into the page, so that it is read with it.

PDFium draws each annotation's appearance into the page's content ("flattening"); the few that have to be told apart (signatures,
tick boxes, marks for redaction, text without an appearance) are taken off first and reported.
"""

from __future__ import annotations

import ctypes
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
from numpy.typing import NDArray

from pipeline.layout.document import Word
from pipeline.layout.geometry import BBox
from pipeline.reading.pdfium import Affine, Handle, OpenPdf, display_matrix, sheet

MAX_ANNOTATIONS = 2_000  # per page
_MOST_CHARACTERS = 20_000  # of an annotation's text
_MOST_LAYERED = 50  # annotations on layers, for each of which the page is drawn twice
_SKETCH = 600  # pixels: the longer side of a drawing that two are compared on
_DARK = 128  # of 255
_EDGES, _FEW = 0.08, 400  # share of dark pixels that may differ, and how many there are taken to be at least
_HIDDEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_NOT_PRINTED = (  # icons and hot spots of a viewer, no part of the page
    raw.FPDF_ANNOT_UNKNOWN,
    raw.FPDF_ANNOT_TEXT,
    raw.FPDF_ANNOT_LINK,
    raw.FPDF_ANNOT_POPUP,
    raw.FPDF_ANNOT_FILEATTACHMENT,
    raw.FPDF_ANNOT_SOUND,
    raw.FPDF_ANNOT_MOVIE,
)
_BUTTON, _TICK_BOX, _RADIO, _SIGNATURE = (
    raw.FPDF_FORMFIELD_PUSHBUTTON,
    raw.FPDF_FORMFIELD_CHECKBOX,
    raw.FPDF_FORMFIELD_RADIOBUTTON,
    raw.FPDF_FORMFIELD_SIGNATURE,
)
TICKED, UNTICKED = "☒", "☐"


@dataclass(slots=True)
class Laid:
    """What the annotations of a page say that its content, after they were drawn into it, does not; boxes as displayed.

    `typed` are texts without an appearance, tick boxes among them; `redactions` are places marked for redaction, with the text
    that is to stand on each or `None`; `signatures` are the boxes of signature fields. `drawn`: others are left, which are
    drawn into the page; `lost`: that went wrong, and what the page's content says now may not be what it shows.
    """

    typed: list[tuple[BBox, str]] = field(default_factory=list)
    redactions: list[tuple[BBox, str | None]] = field(default_factory=list)
    signatures: list[BBox] = field(default_factory=list)
    drawn: bool = False
    lost: bool = False


def open_page(opened: OpenPdf, number: int) -> tuple[pypdfium2.PdfPage, Laid]:
    """Page `number`, from 1, with its annotations drawn into it, and what they say besides; the caller closes the page.

    Raises PdfiumError for a page that is damaged.
    """
    page = opened.page(number)
    try:
        laid = _take_off(opened.document, page, display_matrix(page)[0])
        if not laid.drawn:
            return page, laid
        before = _sketch(page)
        page = _flattened(opened.document, page, number - 1)
        if _alike(before, _sketch(page)):
            return page, laid
        # what a page has from its parent (its size, its fonts) PDFium takes away when it draws into it; a copy has its own
        page.close()
        page = sheet(opened.anew(), number - 1)
        laid = _take_off(opened.document, page, display_matrix(page)[0])
        copy = pypdfium2.PdfDocument.new()
        copy.import_pages(opened.document, [number - 1])
        page.close()
        page = _flattened(copy, copy[0], 0)
        laid.lost = not _alike(before, _sketch(page))
    except pypdfium2.PdfiumError:
        page.close()
        return sheet(opened.anew(), number - 1), Laid(lost=True)
    return page, laid


def _flattened(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, index: int) -> pypdfium2.PdfPage:
    """The page, which is closed, opened again with its annotations as part of its content."""
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    return sheet(document, index)


def _sketch(page: pypdfium2.PdfPage) -> NDArray[np.bool_]:
    """Where a small drawing of the page is dark."""
    bitmap = page.render(scale=_SKETCH / max(page.get_size()), may_draw_forms=False)
    dark: NDArray[np.bool_] = np.array(bitmap.to_numpy()).min(axis=2) < _DARK
    bitmap.close()
    return dark


def _alike(sketch: NDArray[np.bool_], other: NDArray[np.bool_]) -> bool:
    """Whether two drawings of a page show the same, but for the edges of what is drawn."""
    return sketch.shape == other.shape and int((sketch != other).sum()) <= _EDGES * max(_FEW, int(sketch.sum()))


def typed_words(laid: Laid, page: int) -> list[Word]:
    """The words of texts without an appearance, set into their boxes as a viewer would."""
    found = []
    for box, text in laid.typed:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        size = min(12.0, box.height / max(1, len(lines)))
        wide = 0.5 * size
        most = max(8, int(box.width / wide))
        top = box.top
        for piece in (piece for line in lines for piece in textwrap.wrap(line, most) or [""]):
            at = box.x0
            for word in piece.split():
                found.append(Word(word, at, top, at + wide * len(word), top + size, page, "native", None, round(size, 2), False))
                at += wide * (len(word) + 1)
            top += 1.2 * size
    return found


def _take_off(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, display: Affine) -> Laid:
    """Take off annotations of `page`, in memory, that are not to be drawn; `display` takes its space to points as displayed."""
    laid = Laid()
    count = min(raw.FPDFPage_GetAnnotCount(page.raw), MAX_ANNOTATIONS)
    kinds = [_subtype(page, number) for number in range(count)]
    if all(kind in _NOT_PRINTED for kind in kinds):
        return laid
    page.render(scale=0.01, may_draw_forms=False).close()  # PDFium makes the appearances that are missing as it draws
    if raw.FPDF_ANNOT_WIDGET in kinds and document.formenv is None:
        document.init_forms()
    layered = 0
    for number in reversed(range(count)):
        with _annotation(page, number) as annotation:
            drop = kinds[number] in _NOT_PRINTED or bool(raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN)
            drop = drop or _told(document, annotation, kinds[number], display, laid)
            on_layer = not drop and raw.FPDFAnnot_HasKey(annotation, b"OC")
        if on_layer:
            layered += 1
        if drop or (on_layer and (layered > _MOST_LAYERED or not _is_shown(page, number))):
            raw.FPDFPage_RemoveAnnot(page.raw, number)
    laid.drawn = raw.FPDFPage_GetAnnotCount(page.raw) > 0
    return laid


def _told(document: pypdfium2.PdfDocument, annotation: Handle, kind: int, display: Affine, laid: Laid) -> bool:
    """Note what an annotation says beside its appearance; whether it is not to be drawn."""
    box = _box(annotation, display)
    if kind == raw.FPDF_ANNOT_REDACT:
        laid.redactions.append((box, _string(annotation, b"OverlayText") or None))
        return True
    bare = not raw.FPDFAnnot_HasKey(annotation, b"AP")
    if kind == raw.FPDF_ANNOT_FREETEXT and bare:
        laid.typed.append((box, _string(annotation, b"Contents")))
    if kind != raw.FPDF_ANNOT_WIDGET or document.formenv is None:
        return False
    form = document.formenv.raw
    field_type = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if field_type in (_TICK_BOX, _RADIO):
        laid.typed.append((box, TICKED if raw.FPDFAnnot_IsChecked(form, annotation) else UNTICKED))
    elif field_type == _SIGNATURE:
        laid.signatures.append(box)
    elif field_type != _BUTTON and bare:
        laid.typed.append((box, _value(form, annotation)))
    return field_type in (_BUTTON, _TICK_BOX, _RADIO)


def _is_shown(page: pypdfium2.PdfPage, number: int) -> bool:
    """Whether an annotation on a layer changes anything on the page: else the layer is off. The annotation stays as it was."""
    with _annotation(page, number) as annotation:
        flags = raw.FPDFAnnot_GetFlags(annotation)
        drawn = _drawn(page)
        raw.FPDFAnnot_SetFlags(annotation, flags | raw.FPDF_ANNOT_FLAG_HIDDEN)
        without = _drawn(page)
        raw.FPDFAnnot_SetFlags(annotation, flags)
    return bool((drawn != without).any())


def _drawn(page: pypdfium2.PdfPage) -> NDArray[np.uint8]:
    bitmap = page.render(scale=1, may_draw_forms=False)
    image = np.array(bitmap.to_numpy())
    bitmap.close()
    return image


@contextmanager
def _annotation(page: pypdfium2.PdfPage, number: int) -> Iterator[Handle]:
    annotation = raw.FPDFPage_GetAnnot(page.raw, number)
    if not annotation:
        raise pypdfium2.PdfiumError("an annotation cannot be read")
    try:
        yield annotation
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _subtype(page: pypdfium2.PdfPage, number: int) -> int:
    annotation = raw.FPDFPage_GetAnnot(page.raw, number)
    if not annotation:
        return int(raw.FPDF_ANNOT_UNKNOWN)
    kind = int(raw.FPDFAnnot_GetSubtype(annotation))
    raw.FPDFPage_CloseAnnot(annotation)
    return kind


def _box(annotation: Handle, display: Affine) -> BBox:
    rectangle = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, rectangle)
    corners = np.array([[rectangle.left, rectangle.right], [rectangle.bottom, rectangle.top]])
    x, y = display[:, :2] @ corners + display[:, 2:]
    return BBox(*(round(float(edge), 2) for edge in (x.min(), y.min(), x.max(), y.max())))


def _string(annotation: Handle, key: bytes) -> str:
    return _utf16(lambda buffer, size: raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size))


def _value(form: Handle, annotation: Handle) -> str:
    return _utf16(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))


def _utf16(call: Callable[[object, int], int]) -> str:
    """The string that a function of PDFium writes: it is asked for the length in bytes first."""
    size = min(int(call(None, 0)), 2 * _MOST_CHARACTERS)
    if size < 4:
        return ""
    buffer = ctypes.create_string_buffer(size + 2)
    call(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[:size].decode("utf-16-le", "replace").partition("\0")[0].strip()
