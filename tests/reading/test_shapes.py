"""A font whose map reads other figures than it draws is found out; one that is right is not."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import ImageFont

from pipeline.reading.pdf import read_pdf
from tests.pdfs import pdf, prose, show

CMAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
    "{} beginbfchar {} endbfchar endcmap end end"
)


def _face() -> bytes:
    """The face that comes with Pillow, as a TrueType file."""
    file = ImageFont.load_default(20).path
    assert isinstance(file, io.BytesIO)
    return file.getvalue()


def mapped(reads: Callable[[int], int]) -> bytes:
    """A page whose dates are set in an embedded font that reads the character with each code as `reads` says."""
    out = io.BytesIO()
    content = prose(5) + show(72, 500, "Answer by December 18, 2017, to office 2346.", font="F9")
    with pikepdf.open(io.BytesIO(pdf(content))) as file:
        codes = range(32, 127)
        pairs = " ".join(f"<{code:02X}> <{reads(code):04X}>" for code in codes)
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/AAAAAA+Face"), Flags=32, FontBBox=Array([0, -200, 1000, 900]),
            ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700, StemV=80, FontFile2=file.make_stream(_face()),
        )  # fmt: skip
        font = Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/AAAAAA+Face"), FirstChar=32, LastChar=126,
            Widths=Array([550] * len(codes)), Encoding=Name.WinAnsiEncoding, FontDescriptor=file.make_indirect(descriptor),
            ToUnicode=file.make_stream(CMAP.format(len(codes), pairs).encode()),
        )  # fmt: skip
        file.pages[0].Resources.Font = Dictionary(dict(file.pages[0].Resources.Font) | {"/F9": file.make_indirect(font)})
        file.save(out)
    return out.getvalue()


def _figures_moved(code: int) -> int:
    return 48 + (code - 48 + 3) % 10 if 48 <= code <= 57 else code


@pytest.mark.parametrize(
    ("reads", "doubtful"),
    [
        pytest.param(lambda code: code, False, id="a right map"),
        pytest.param(_figures_moved, True, id="figures moved by three"),
        pytest.param(lambda code: 48 + (57 - code) if 48 <= code <= 57 else code, True, id="figures turned round"),
        pytest.param(lambda code: code - 29, True, id="places in the font for characters"),
    ],
)
def test_a_wrong_map(reads: Callable[[int], int], doubtful: bool) -> None:
    assert next(iter(read_pdf(mapped(reads)))).doubtful is doubtful
