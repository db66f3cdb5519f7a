"""PDFium's raw interface, as little of it as is needed: documents opened, and functions that take plain addresses.

PDFium is not safe for threads; whoever calls it holds `LOCK`.
"""

from __future__ import annotations

import ctypes
import io
import threading
from collections.abc import Sequence
from ctypes import c_void_p
from typing import Any, TypeAlias

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
from numpy.typing import NDArray

from pipeline.errors import EmptyFile, EncryptedFile, TruncatedFile

Affine = NDArray[np.float64]
Handle: TypeAlias = "ctypes._Pointer[ctypes.Structure]"  # what PDFium calls an object of a page, an annotation, a font

LOCK = threading.RLock()

_RENEWED = 200
MAX_SIDE = 10_000_000.0  # points: a page said to be larger is damaged, and numbers of such size would swallow its letters' places
_LETTER = (612.0, 792.0)  # what PDFium takes a page without any size to be


def function(name: str, result: type[ctypes._CData] | None, *arguments: type[ctypes._CData]) -> Any:  # what `result` stands for
    """A PDFium function that takes addresses as plain numbers."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(getattr(raw, name), c_void_p).value or 0)


def open_document(data: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF; raises EmptyFile, EncryptedFile where it needs a password, TruncatedFile where no page can be found."""
    if not data:
        raise EmptyFile
    header = data[:4096].find(b"%PDF-")
    try:
        document = pypdfium2.PdfDocument(data[header:] if header > 0 else data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise EncryptedFile from error
        raise TruncatedFile from error
    if len(document) == 0:
        document.close()
        raise TruncatedFile("The PDF has no pages that can be found: it is truncated or damaged")
    return document


def unlocked(data: bytes, passwords: Sequence[str]) -> bytes:
    """A PDF without the password that it needs, if one of these opens it; raises EncryptedFile where none does."""
    header = max(0, data[:4096].find(b"%PDF-"))
    with LOCK:
        for password in ("", *passwords):
            try:
                document = pypdfium2.PdfDocument(data[header:], password or None)
            except pypdfium2.PdfiumError as error:
                if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
                    continue
                return data
            try:
                if not password:
                    return data
                out = io.BytesIO()
                document.save(out, flags=raw.FPDF_REMOVE_SECURITY)
                return out.getvalue()
            finally:
                document.close()
    count = len(passwords)
    said = "The password given does not open the file" if count == 1 else f"None of the {count} passwords given opens the file"
    raise EncryptedFile(said)


class OpenPdf:
    """An open PDF, used as a context, with the lock held around each use of its pages.

    PDFium keeps what it has parsed as long as a document is open: after every _RENEWED pages it is opened anew, so that a file
    of thousands of pages takes no more room than one of a few hundred.
    """

    def __init__(self, data: bytes) -> None:
        """Raises EmptyFile, EncryptedFile or TruncatedFile as `open_document` does."""
        self._data = data
        self._given = 0
        with LOCK:
            self._document = open_document(data)
            self._count = len(self._document)

    def __len__(self) -> int:
        return self._count

    def __enter__(self) -> OpenPdf:
        return self

    def __exit__(self, *_: object) -> None:
        with LOCK:
            self._document.close()

    def page(self, number: int) -> pypdfium2.PdfPage:
        """Page `number`, from 1, which the caller closes before it asks for the next; raises PdfiumError for a damaged one."""
        self._given += 1
        if self._given % _RENEWED == 0:
            self.anew()
        return sheet(self._document, number - 1)

    def anew(self) -> pypdfium2.PdfDocument:
        """The document opened again, without what was changed in it; no page of it may be open."""
        self._document.close()
        self._document = open_document(self._data)
        return self._document

    @property
    def document(self) -> pypdfium2.PdfDocument:
        """The document as it is open now, until the next page is asked for."""
        return self._document


def sheet(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """A page, counted from 0; one of no sensible size is taken for a sheet of letter paper. Raises PdfiumError."""
    page = document[index]
    if max(page.get_size()) <= MAX_SIDE:
        return page
    page.set_mediabox(0.0, 0.0, *_LETTER)
    page.set_cropbox(0.0, 0.0, *_LETTER)
    page.close()
    return document[index]


def display_matrix(page: pypdfium2.PdfPage) -> tuple[Affine, float, float]:
    """The matrix from a page's own space to points as displayed (crop box, /Rotate), and the displayed width and height."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, box)
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    width, height = raw.FPDF_GetPageWidthF(page.raw), raw.FPDF_GetPageHeightF(page.raw)
    turns = max(0, raw.FPDFPage_GetRotation(page.raw))
    across = right - left if turns % 2 == 0 else top - bottom
    scale = width / across if across > 0 else 1.0
    rows = {
        0: [[1.0, 0.0, -left], [0.0, -1.0, top]],
        1: [[0.0, 1.0, -bottom], [1.0, 0.0, -left]],
        2: [[-1.0, 0.0, right], [0.0, 1.0, -bottom]],
        3: [[0.0, -1.0, top], [-1.0, 0.0, right]],
    }[turns % 4]
    return np.array(rows) * scale, width, height


def quarter_turn(turn: int, page_size: tuple[float, float]) -> Affine:
    """The matrix that turns a displayed page back by so many quarter turns clockwise."""
    width, height = page_size
    rows = {
        0: [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]],
        1: [[0.0, 1.0, 0.0], [-1.0, 0.0, width]],
        2: [[-1.0, 0.0, width], [0.0, -1.0, height]],
        3: [[0.0, -1.0, height], [1.0, 0.0, 0.0]],
    }[turn]
    return np.array(rows)
