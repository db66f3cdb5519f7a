"""Documents with something wrong in them: the same seed and number give the same bytes."""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from tests.hostile import CLOSING, LETTER, LINES, UNITS
from tests.pdfs import box, pdf, picture, prose, show, turned

CORPUS = Path(__file__).parents[1] / "corpus"
NUMBERS = [
    b"0",
    b"-1",
    b"1",
    b"2",
    b"7",
    b"255",
    b"65536",
    b"2147483647",
    b"4294967296",
    b"99999999999999999999",
    b"-0.0001",
    b"1e38",
    b".",
    b"--5",
]
NAMES = [
    b"/Page",
    b"/Pages",
    b"/Catalog",
    b"/Font",
    b"/Type3",
    b"/Form",
    b"/Image",
    b"/FlateDecode",
    b"/LZWDecode",
    b"/DCTDecode",
    b"/JBIG2Decode",
    b"/ObjStm",
    b"/XRef",
    b"/Length",
    b"/Kids",
    b"/Parent",
    b"/Contents",
    b"/Resources",
    b"/Rotate",
    b"/MediaBox",
    b"/Identity-H",
    b"/Encrypt",
    b"/Type0",
    b"/ToUnicode",
]
TAGS = [
    "<div>",
    "</div>",
    "<table><tr><td>",
    "</table>",
    "<ol start=99999999999>",
    "<li value='-3'>",
    "<pre>",
    "<script>",
    "<!--",
    "-->",
    "<main>",
    "<article hidden>",
    "<br>",
    "<p class='hidden'>",
    "<ul>",
    "</ol>",
    "<b>",
    "&nbsp;",
    "&#0;",
    "&#x110000;",
    "<![CDATA[",
    "<?php",
    "<svg><title>",
    "<style>",
]
SIGNS = [*UNITS.values(), *LINES.values(), "\0", "\ufeff", "\u202e", "\u2028", "\x85", "\ufffd", "\ud800", "\U0010ffff", "İ", "ß", "ﬁ", "\u00ad", "½", "²", "٣", "\f", "\r", "\t", " " * 50, "\n" * 9, "A" * 3000, "(ix)", "iv.", "Feb 30, 2017", "99/99/9999", "0 days", "$9,999,999,999,999,999.99", "§ 99999999999999999999", "Page 2 of 1", "ENCL", "cc:", "Re:", "Dear", "v.", "”", "‘", "[sic]", "…"]  # fmt: skip
TEXT = LETTER + (
    "We write about your answer of June 4, 2017. You must reply no later than August 18, 2017, or within thirty (30) days.\n\n"
    "To be considered for selection, a site must:\n\n1. keep a log (see 8 U.S.C. § 1373(a));\n2. report $1,200 a month; and\n"
    "3. answer:\n(a) Does the County have a policy?\n(b) Is it in writing?\n\n"
    "“The log is late,” said Attorney General Ann Poe of the Office of Justice Programs (OJP). Doe v. Roe, 12 F.3d 45 (9th Cir. 1999).\n"
    "Please send the ledger to Ann.Poe@example.gov or call (202) 555-0100.¹"
) + CLOSING + "\nEnclosure\n\ncc: Mayor Quill\n"  # fmt: skip
HTML = "<!doctype html><html><head><meta charset='utf-8'><title>News</title></head><body><nav>Home</nav><main><h1>Order of the day</h1><p>" + TEXT.replace("\n\n", "</p><p>").replace("\n", "<br>") + "</p><ol type=a><li>first<li>second<ul><li>under</ul></ol><table><tr><th>a<td>b</table></main></body></html>"  # fmt: skip

Mutation = Callable[[bytes, random.Random], bytes]


def mutant(seed: int, number: int) -> tuple[str, bytes]:
    """The name and the bytes of one: one to four changes to a document of any kind."""
    rng = random.Random(f"{seed}:{number}")
    kind = rng.choices(("pdf", "txt", "html", "png", "whole"), (60, 17, 10, 10, 3))[0]
    if kind in ("txt", "html"):
        text = TEXT if kind == "txt" else HTML
        for _ in range(rng.randint(1, 6)):
            text = _changed_text(text, rng, kind)
        encoding = rng.choices(("utf-8", "utf-16", "cp1252", "utf-16-le"), (8, 1, 1, 1))[0]
        data = text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")
        return f"{number}.{kind}", data if rng.random() < 0.7 else rng.choice(_BYTES)(data, rng)
    name, data = rng.choice({"pdf": _small_pdfs, "png": _pictures, "whole": _whole}[kind]())
    ways = [*_BYTES, *(_PDF * 3 if name == "pdf" else ())]
    for _ in range(rng.randint(1, 4)):
        data = rng.choice(ways)(data, rng)
    return f"{number}.{name}", data


# ---- what they are made from


@cache
def _small_pdfs() -> list[tuple[str, bytes]]:
    """Pages of our own and each page of the corpus's release, packed and with their streams laid open."""
    content = [prose(8) + box(70, 690, 99, 20) + picture(90, 90, 99, 99), "".join(show(72, 740 - 12 * i, line, 10) for i, line in enumerate(TEXT.split("\n")) if line), turned("0 1 -1 0 300 90", "turned by a quarter") + prose(3, "3 Tr") + show(72, 90, "fi", 9, "F4")]  # fmt: skip
    made = [pdf(*content), *(pdf(page) for page in content), pdf(content[1], rotate=90, crop=(9, 9, 500, 700))]
    release = pypdfium2.PdfDocument((CORPUS / "psp.pdf").read_bytes())
    for number in range(len(release)):
        single = pypdfium2.PdfDocument.new()
        single.import_pages(release, [number])
        out = io.BytesIO()
        single.save(out)
        made.append(out.getvalue())
    return [("pdf", data) for whole in made for data in (whole, _laid_open(whole))]


@cache
def _whole() -> list[tuple[str, bytes]]:
    return [("pdf", (CORPUS / name).read_bytes()) for name in ("psp.pdf", "psp.pdf", "psp.fax204.pdf")]


@cache
def _pictures() -> list[tuple[str, bytes]]:
    page = Image.new("L", (340, 440), 255)
    ImageDraw.Draw(page).text((40, 40), "Dear Sir:", 0)
    made = []
    for form, mode, more in (("PNG", "L", {}), ("PNG", "P", {}), ("PNG", "RGBA", {}), ("JPEG", "RGB", {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"}), ("TIFF", "1", {"compression": "group4"}), ("TIFF", "L", {"compression": "tiff_lzw", "save_all": True, "append_images": [page]}), ("TIFF", "I;16", {})):  # fmt: skip
        out = io.BytesIO()
        (page.convert("I").convert("I;16") if mode == "I;16" else page.convert(mode)).save(out, form, dpi=(40, 40), **more)
        made.append((form.lower(), out.getvalue()))
    return made


_STREAM = re.compile(rb"/Filter\s*/FlateDecode([^>]{0,200}?)/Length\s+\d+([^>]{0,200})>>\s*stream\r?\n(.*?)\r?\n?endstream", re.S)


def _laid_open(data: bytes) -> bytes:
    """The PDF with its packed streams as they read, so that what is in them is changed too."""

    def opened(match: re.Match[bytes]) -> bytes:
        try:
            plain = zlib.decompressobj().decompress(match[3])
        except zlib.error:
            return match[0]
        return match[1] + b"/Length %d" % len(plain) + match[2] + b">>stream\n" + plain + b"\nendstream"

    return _STREAM.sub(opened, data)


# ---- changes to bytes


def _bits(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 3, 20))):
        if out:
            out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def _noise(data: bytes, rng: random.Random) -> bytes:
    at, size = rng.randrange(len(data) + 1), rng.choice((1, 4, 64))
    return data[:at] + rng.randbytes(size) + data[at + size :]


def _cut_off(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _without(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + data[at + rng.randrange(len(data) // 3 + 1) :]


def _doubled(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + data[at : at + rng.randrange(2_000)] * rng.choice((2, 2, 30)) + data[at:]


def _moved(data: bytes, rng: random.Random) -> bytes:
    a, b, c = sorted(rng.randrange(len(data) + 1) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


_BYTES: list[Mutation] = [_bits, _bits, _noise, _cut_off, _without, _doubled, _moved]


# ---- changes to what PDFs are made of

_OBJECT = re.compile(rb"\d+ 0 obj\b(.*?)endobj", re.S)


def _pick(pattern: bytes, data: bytes, rng: random.Random) -> tuple[int, int] | None:
    found = [match.span() for match in re.finditer(pattern, data)]
    return rng.choice(found) if found else None


def _replaced(pattern: bytes, values: list[bytes]) -> Mutation:
    def change(data: bytes, rng: random.Random) -> bytes:
        place = _pick(pattern, data, rng)
        return data if place is None else data[: place[0]] + rng.choice(values) + data[place[1] :]

    return change


def _objects_swapped(data: bytes, rng: random.Random) -> bytes:
    spans = [match.span(1) for match in _OBJECT.finditer(data)]
    if len(spans) < 2:
        return data
    (a, b), (c, d) = sorted(rng.sample(spans, 2))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _object_doubled(data: bytes, rng: random.Random) -> bytes:
    spans = [match.span() for match in _OBJECT.finditer(data)]
    if not spans:
        return data
    (a, b), (at, _) = rng.choice(spans), rng.choice(spans)
    return data[:at] + data[a:b] + b"\n" + data[at:]


def _referred_elsewhere(data: bytes, rng: random.Random) -> bytes:
    place = _pick(rb"\d+ 0 R\b", data, rng)
    return data if place is None else data[: place[0]] + b"%d 0 R" % rng.randrange(1, 30) + data[place[1] :]


_PDF: list[Mutation] = [
    _objects_swapped,
    _object_doubled,
    _referred_elsewhere,
    _replaced(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])", NUMBERS),
    _replaced(rb"/Length\s+\d+", [b"/Length " + number for number in NUMBERS]),
    _replaced(rb"/[A-Z][A-Za-z0-9]+", NAMES),
    _replaced(rb"\b(?:Tf|Tm|Td|Tj|cm|Do|BT|ET|q|Q|re|TJ)\b", [b"Tf", b"Tm", b"Tj", b"cm", b"Do", b"BT", b"Q", b"q", b"'", b"BI"]),
]


# ---- changes to texts


def _changed_text(text: str, rng: random.Random, kind: str) -> str:
    at, to = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
    sign = rng.choice(TAGS if kind == "html" and rng.random() < 0.5 else SIGNS)
    way = rng.randrange(7)
    if way == 0:
        return text[:at] + sign + text[at:]
    if way == 1:
        return text[:at] + sign * rng.choice((2, 40, 300)) + text[at:]
    if way == 2:
        return text[:at] + text[min(to, at + 200) :]
    if way == 3:
        return text[:at] + text[to : to + 300] + text[at:]
    if way == 4:
        return text[:at] + sign + text[at + len(sign) :]
    if way == 5:
        words = text[at : at + 400].split(" ")
        rng.shuffle(words)
        return text[:at] + " ".join(words) + text[at + 400 :]
    return text[:at] + text[at:to].swapcase() + text[to:]
