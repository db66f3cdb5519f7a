"""Small PDFs written by hand, so that a test says in one line what is on the page."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

LETTER = (0.0, 0.0, 612.0, 792.0)
_FONTS = {
    "F1": "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>",
    "F2": "<</Type/Font/Subtype/Type1/BaseFont/Times-Bold/Encoding/WinAnsiEncoding>>",
    "F3": "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding<</Differences[1/fi/fl/hyphen]>>>>",
    "F4": "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/ToUnicode 4 0 R>>",  # every code a character of private use
    "F5": "<</Type/Font/Subtype/Type1/BaseFont/Times-Italic/Encoding/WinAnsiEncoding>>",
}
_PRIVATE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
    "1 beginbfrange <20> <7E> <E020> endbfrange endcmap end end"
)


def show(x: float, y: float, text: str, size: float = 12, font: str = "F1", more: str = "") -> str:
    """Content that shows `text` at (`x`, `y`) from the lower left corner; `more` are operators set before (`3 Tr`)."""
    return f"BT /{font} {size} Tf {more} 1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj ET\n"


def turned(matrix: str, text: str, size: float = 12) -> str:
    """Content that shows `text` under a text matrix (`0 1 -1 0 100 100`)."""
    return f"BT /F1 {size} Tf {matrix} Tm ({_escaped(text)}) Tj ET\n"


def box(x: float, y: float, width: float, height: float, grey: float = 1.0) -> str:
    """Content that fills a rectangle."""
    return f"q {grey} g {x} {y} {width} {height} re f Q\n"


def picture(x: float = 0, y: float = 0, width: float = 612, height: float = 792) -> str:
    """Content that paints the picture of every such file (grey, 17 by 22 pixels) into a rectangle."""
    return f"q {width} 0 0 {height} {x} {y} cm /Im1 Do Q\n"


def prose(lines: int = 30, more: str = "") -> str:
    """Content with so many lines of plain English."""
    sentence = "The office has read your answer to the letter of the fourth of June and will come back to it"
    return "".join(show(72, 700 - 14 * i, sentence, 11, more=more) for i in range(lines))


def pdf(*pages: str, rotate: int = 0, media: Sequence[float] = LETTER, crop: Sequence[float] | None = None) -> bytes:
    """A PDF with a page for each of `pages`, the text of its content stream."""
    first = 6
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    fonts = "".join(f"/{name} {font}" for name, font in _FONTS.items())
    boxes = f"/MediaBox[{_numbers(media)}]" + (f"/CropBox[{_numbers(crop)}]" if crop else "")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        f"<</Font<<{fonts}>>/XObject<</Im1 5 0 R>>>>".encode(),
        _stream(_PRIVATE.encode()),
        _stream(
            bytes(range(0, 187)) * 2, "/Type/XObject/Subtype/Image/Width 17/Height 22/ColorSpace/DeviceGray/BitsPerComponent 8"
        ),
    ]
    for i, content in enumerate(pages):
        at = first + 2 * i + 1
        objects.append(f"<</Type/Page/Parent 2 0 R{boxes}/Rotate {rotate}/Resources 3 0 R/Contents {at} 0 R>>".encode())
        objects.append(_stream(content.encode("cp1252")))
    return _file(objects)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _numbers(values: Sequence[float]) -> str:
    return " ".join(str(value) if isinstance(value, int) else f"{value:g}" for value in values)


def _stream(data: bytes, entries: str = "") -> bytes:
    packed = zlib.compress(data)
    return f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode() + packed + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
