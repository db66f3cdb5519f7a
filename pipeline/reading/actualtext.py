"""Text that a PDF says stands for what is drawn (`ActualText`): believed only where the drawn glyphs say nothing else.

The entry serves ligatures, accents and hyphens (ISO 32000-1, 14.9.4); it can say anything, and what the page shows counts.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterable
from ctypes import c_int, c_ulong, c_void_p

import numpy as np

from pipeline.reading.pdfium import function
from pipeline.reading.textlayer import TextLayer

_MOST_MARKS = 16  # of an object
_UNREADABLE = 0.02  # share of glyphs without a character from which the glyphs cannot contradict

_count_marks = function("FPDFPageObj_CountMarks", c_int, c_void_p)
_mark = function("FPDFPageObj_GetMark", c_void_p, c_void_p, c_ulong)
_remove = function("FPDFPageObj_RemoveMark", c_int, c_void_p, c_void_p)
_string = function("FPDFPageObjMark_GetParamStringValue", c_int, c_void_p, c_void_p, c_void_p, c_ulong, c_void_p)
_KEY = ctypes.create_string_buffer(b"ActualText")


def as_drawn(read: Callable[[], TextLayer | None], objects: Iterable[int]) -> tuple[TextLayer | None, str | None]:
    """The text layer that `read` gives, as its glyphs are drawn; and how the file's own word for them differs, if it does.

    `objects` are the addresses of the page's text objects. The difference is `contradicted` where the glyphs are read instead,
    `unreadable` where they have no characters of their own that could be held against the words.
    """
    marked = [(handle, marks) for handle in objects if _count_marks(handle) > 0 and (marks := _saying(handle))]
    told = read()
    if not marked or told is None:
        return told, None
    for handle, marks in marked:
        for mark in marks:
            _remove(handle, mark)
    drawn = read()
    if drawn is None:
        return told, "unreadable"
    if _letters(told) == _letters(drawn):
        return told, None
    strange = np.mean([not chr(code).isprintable() or 0xE000 <= code <= 0xF8FF or code == 0xFFFD for code in _codes(drawn)])
    return (told, "unreadable") if strange > _UNREADABLE else (drawn, "contradicted")


def _saying(handle: int) -> list[int]:
    """The marks of an object that say what text it stands for."""
    length = c_ulong()
    marks = [_mark(handle, number) for number in range(min(_count_marks(handle), _MOST_MARKS))]
    asked = (ctypes.addressof(_KEY), None, 0, ctypes.addressof(length))
    return [mark for mark in marks if mark and _string(mark, *asked) and length.value]


def _codes(layer: TextLayer) -> list[int]:
    return [code for code in layer.glyphs.code.tolist() if code > ord(" ")]


def _letters(layer: TextLayer) -> str:
    """Its letters and digits without case, accents and ligatures."""
    text = "".join(chr(code) for code in _codes(layer) if code < 0x110000 and not 0xD800 <= code < 0xE000)
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())
