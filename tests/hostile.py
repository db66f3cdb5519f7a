"""Files that strangers may drop: bombs, cycles, lies about lengths and sizes, and texts that go on for ever.

Each is made when asked for, small on disk where it can be, the same bytes every time.
"""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PIL import Image

from tests.pdfs import _file as assembled
from tests.pdfs import _stream as stream
from tests.pdfs import pdf, prose, show

READABLE = "The Harbor Commission has been told in writing that the matter is closed"
LETTER = (
    "U.S. Department of Justice\nOffice of Justice Programs\n\nAugust 3, 2017\n\nMr. Peter Quill\nChief of Police\n"
    f"12 Main Street\nTestville, CA 95202\n\nDear Chief Quill:\n\n{READABLE}. "
)
CLOSING = "\n\nSincerely,\n\nJane Roe\nActing Director\n"
FONT = "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>>>"
MEGA = 1_000_000

READ = frozenset({"ok", "partial"})  # it is read, with or without doubts
NO_TEXT = frozenset({"no-text-found"})
DAMAGED = frozenset({"truncated-file"})
TOO_LARGE = frozenset({"too-large"})
BEYOND = frozenset({"memory-limit"})  # it is ended from outside


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: what it may come to (`ok`, `partial` or an error's code), and what is read of it all the same."""

    name: str
    make: Callable[[], bytes]
    ends: frozenset[str] = READ
    reads: str = ""
    says: str = ""  # the code of an issue


def packed(unit: bytes, times: int) -> bytes:
    """`unit` so many times, compressed as a stream without ever being held as a whole."""
    packer = zlib.compressobj(6)
    block = unit * max(1, MEGA // len(unit))
    blocks, rest = divmod(times * len(unit), len(block))
    return b"".join(packer.compress(block) for _ in range(blocks)) + packer.compress(block[:rest]) + packer.flush()


def raw(entries: str, data: bytes, length: int | None = None) -> bytes:
    """A stream object with its entries, and a length that may be a lie."""
    return f"<<{entries}/Length {len(data) if length is None else length}>>stream\n".encode() + data + b"\nendstream"


def one_page(
    content: bytes, page: str = "", resources: str = FONT, *more: bytes, catalog: str = "", media: str = "0 0 612 792"
) -> bytes:
    """A PDF of one page: objects 1 catalog, 2 pages, 3 page, 4 the content object as given, 5 and so on `more`."""
    return assembled(
        [
            f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[{media}]/Resources{resources}/Contents 4 0 R{page}>>".encode(),
            content,
            *more,
        ]
    )


def told(*more: str) -> bytes:
    """A content stream that shows READABLE, and then does something else."""
    return stream((show(72, 700, READABLE) + "".join(more)).encode())


def content_bomb() -> bytes:
    return one_page(raw("/Filter/FlateDecode", packed(b"0 g\n", 150 * MEGA)))


def content_bomb_in_a_bomb() -> bytes:
    return one_page(raw("/Filter[/FlateDecode/FlateDecode]", zlib.compress(packed(b" ", 2_000 * MEGA))))


def image(entries: str, data: bytes) -> bytes:
    """A PDF that says something and then paints a picture over the page's foot."""
    resources = FONT[:-2] + "/XObject<</Im 5 0 R>>>>"
    content = told("q 612 0 0 300 0 0 cm /Im Do Q")
    return one_page(content, "", resources, raw(f"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray{entries}", data))


def image_bomb() -> bytes:
    return image("/Width 60000/Height 60000/BitsPerComponent 1/Filter/FlateDecode", packed(b"\0", 450 * MEGA))


def image_that_lies() -> bytes:
    return image("/Width 60000/Height 60000/BitsPerComponent 8/Filter/FlateDecode", zlib.compress(b"\xff" * 1000))


def jbig2_that_lies() -> bytes:
    return image("/Width 2000000000/Height 2000000000/BitsPerComponent 1/Filter/JBIG2Decode", bytes(50))


def ccitt_that_lies() -> bytes:
    entries = "/Width 60000/Height 60000/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>"
    return image(entries, b"\x00\x10\x01" * 50)


def object_stream_bomb() -> bytes:
    """The page is in an object stream that opens to 400 megabytes."""
    body = b"<</Type/Catalog/Pages 2 0 R>>" + b" " * 100
    data = zlib.compress(b"1 0 " + body + b" " * (200 * MEGA))
    return _with_cross_reference_stream(raw("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", data))


def object_stream_of_lies() -> bytes:
    return _with_cross_reference_stream(raw("/Type/ObjStm/N 2000000000/First 900000000/Extends 5 0 R", b"1 0 2 0 3 0"))


def _with_cross_reference_stream(objects: bytes) -> bytes:
    out = b"%PDF-1.7\n5 0 obj\n" + objects + b"\nendobj\n"
    at = len(out)
    rows = [(0, 0, 65535), (2, 5, 0), (2, 5, 1), (2, 5, 2), (2, 5, 3), (1, 9, 0), (1, at, 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    out += b"6 0 obj\n" + raw("/Type/XRef/Size 7/W[1 4 2]/Root 1 0 R", table) + b"\nendobj\n"
    return out + f"startxref\n{at}\n%%EOF\n".encode()


def page_tree_in_a_circle() -> bytes:
    """A page, and beside it the tree itself."""
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R 2 0 R 5 0 R]/Count 3>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources{FONT}/Contents 4 0 R>>".encode(),
            told(),
            b"<</Type/Pages/Parent 5 0 R/Kids[2 0 R 5 0 R]/Count 9>>",
        ]
    )


def page_tree_that_boasts() -> bytes:
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 2000000000>>"])


def one_page_many_times() -> bytes:
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources{FONT}/Contents 4 0 R>>".encode()
    kids = b"3 0 R " * 60_000
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 60000/Kids[" + kids + b"]>>", page, told()])


def million_glyphs() -> bytes:
    line = "BT /F1 4 Tf 1 0 0 1 10 {y} Tm (" + "abcde fghij " * 500 + ") Tj ET\n"
    return one_page(stream("".join(line.replace("{y}", str(5 + i * 4.5)) for i in range(170)).encode()))


def million_glyphs_on_one_spot() -> bytes:
    return one_page(stream((show(72, 700, READABLE) + "BT /F1 12 Tf 1 0 0 1 72 600 Tm (x) Tj ET\n" * 200_000).encode()))


def letters_apart() -> bytes:
    """Every letter a word of its own."""
    rows = (f"BT /F1 3 Tf 1 0 0 1 5 {5 + i * 3.3} Tm (" + "7 " * 400 + ") Tj ET\n" for i in range(230))
    return one_page(stream("".join(rows).encode()))


def huge_page() -> bytes:
    return one_page(told(), media="0 0 2000000 2000000")


def page_of_no_size() -> bytes:
    return one_page(told(), media="0 0 0 0")


def page_of_numbers_beyond_numbers() -> bytes:
    return one_page(told("1e39 0 0 1e39 1e39 -1e39 cm BT /F1 1e30 Tf 9e37 9e37 Td (beyond) Tj ET"), media="-1e38 -1e38 1e38 1e38")


def form_in_itself() -> bytes:
    resources = FONT[:-2] + "/XObject<</Fm 5 0 R>>>>"
    form = raw(f"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources{resources}", b"/Fm Do /Fm Do /Fm Do")
    return one_page(told("/Fm Do"), "", resources, form)


def forms_by_the_power() -> bytes:
    """Ten forms, each of which paints the next ten times."""
    forms = []
    for i in range(10):
        inner = f"<</XObject<</Fm {6 + i} 0 R>>>>" if i < 9 else FONT
        paint = b"/Fm Do " * 10 if i < 9 else show(72, 500, "deep").encode()
        forms.append(raw(f"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources{inner}", paint))
    return one_page(told("/Fm Do"), "", FONT[:-2] + "/XObject<</Fm 5 0 R>>>>", *forms)


def font_in_itself() -> bytes:
    """A Type 3 font whose letter is written in that font."""
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[9]/Resources<</Font<</F9 5 0 R>>>>>>"
    return one_page(told("BT /F9 12 Tf (aaa) Tj ET"), "", FONT[:-4] + "/F9 5 0 R>>>>", font, stream(b"BT /F9 12 Tf (aaa) Tj ET"))


def unicode_map_bomb() -> bytes:
    ranges = "".join(f"<{i:04X}> <{i:04X}> <{'0041' * 500}>\n" for i in range(5_000))
    cmap = f"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 5000 beginbfrange {ranges}endbfrange endcmap"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]/ToUnicode 6 0 R>>"
    content = told("BT /F9 12 Tf 1 0 0 1 72 500 Tm <" + "".join(f"{i:04X}" for i in range(5_000)) + "> Tj ET")
    return one_page(content, "", FONT[:-4] + "/F9 5 0 R>>>>", font, stream(cmap.encode()))


def deep_array() -> bytes:
    return one_page(told(), "/Deep" + "[" * 100_000 + "]" * 100_000)


def deep_graphics_state() -> bytes:
    return one_page(told("q " * 500_000))


def many_paths() -> bytes:
    return one_page(told("0 0 m " + "9 9 l " * 500_000 + "S ", "10 10 40 1 re f " * 100_000))


def many_annotations() -> bytes:
    return one_page(told(), "/Annots[" + "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]>>" * 50_000 + "]")


def encrypted() -> bytes:
    lock = "<</Filter/Standard/V 2/R 3/Length 128/P -44/O<" + "ab" * 32 + ">/U<" + "cd" * 32 + ">>>"
    return pdf(prose()).replace(b"trailer<<", f"trailer<</ID[<00><00>]/Encrypt {lock}".encode())


def wrong_cross_references() -> bytes:
    data = pdf(show(72, 700, READABLE))
    head, _, tail = data.partition(b"xref\n")
    return head + b"xref\n" + tail.replace(b" 00000 n", b" 00000 f")


def no_cross_references() -> bytes:
    return pdf(show(72, 700, READABLE)).partition(b"xref\n")[0]


def cross_references_in_a_circle() -> bytes:
    data = pdf(show(72, 700, READABLE))
    at = data.rindex(b"xref\n0")
    return data.replace(b"trailer<<", f"trailer<</Prev {at}".encode())


def stream_length_that_lies() -> bytes:
    content = show(72, 700, READABLE).encode()
    return one_page(raw("", content, 10**18))


def stream_length_in_itself() -> bytes:
    return one_page(b"<</Length 4 0 R>>stream\n" + show(72, 700, READABLE).encode() + b"\nendstream")


def junk_before() -> bytes:
    return b"From: somebody\r\n" * 200 + pdf(show(72, 700, READABLE))


def actions() -> bytes:
    """Scripts and programs to start when it is opened, and files to unpack to places of their own choice."""
    names = (
        "/OpenAction<</S/JavaScript/JS(while\\(1\\){app.alert\\('x'\\)})>>/AA<</WC<</S/Launch/F(/bin/sh)>>>>"
        "/Names<</JavaScript<</Names[(x)<</S/JavaScript/JS(this.exportDataObject\\({cName:'a',nLaunch:2}\\))>>]>>"
        "/EmbeddedFiles<</Names[(../../../tmp/dropped)<</Type/Filespec/F(../../../tmp/dropped)/EF<</F 5 0 R>>>>]>>>>"
    )
    return one_page(
        told(), "/AA<</O<</S/Launch/Win<</F(cmd.exe)>>>>>>", FONT, raw("/Type/EmbeddedFile", b"dropped"), catalog=names
    )


def objects_only() -> bytes:
    """A hundred thousand objects and no page."""
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", *[b"<<>>"] * 100_000])


# ---- pictures


def png(width: int, height: int, bits: int = 8, data: bytes = b"", chunks: Sequence[tuple[bytes, bytes]] = ()) -> bytes:
    """A PNG of grey whose size is what it says, and whose data are what it is given."""
    body = struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)
    parts = [(b"IHDR", body), *chunks, (b"IDAT", data or zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(d)) + kind + d + struct.pack(">I", zlib.crc32(kind + d)) for kind, d in parts
    )


def png_bomb() -> bytes:
    return png(12_000, 12_000, 1, packed(b"\0", 12_000 * 1_501))


def png_with_a_bomb_in_its_text() -> bytes:
    return png(8, 8, 8, zlib.compress(b"\0" * 72), [(b"zTXt", b"Comment\0\0" + packed(b"x", 300 * MEGA))])


def jpeg(width: int, height: int) -> bytes:
    """A JPEG's head; what follows is missing."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xc0"
        + struct.pack(">H", len(frame) + 2)
        + frame
        + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
        + b"\x55" * 500
    )


def tiff(width: int, height: int, following: int = 0, strip: int = 8) -> bytes:
    """A TIFF of one strip of bits; `following` is where the next page's table begins."""
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, 1),
        (259, 3, 1, 1),
        (262, 3, 1, 0),
        (273, 4, 1, 8),
        (278, 4, 1, height),
        (279, 4, 1, strip),
    ]
    table = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *e) for e in entries) + struct.pack("<I", following)
    return b"II*\0" + struct.pack("<I", 8 + strip) + bytes(strip) + table


def tiff_in_a_circle() -> bytes:
    return tiff(64, 1, following=16)


def tiff_of_many_pages() -> bytes:
    out = io.BytesIO()
    page = Image.new("1", (8, 8), 1)
    page.save(out, "TIFF", save_all=True, append_images=[page] * 3_000)
    return out.getvalue()


# ---- web pages


def html(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html>{head}<body>{body}</body></html>".encode()


def deep_html(depth: int, tag: str = "div") -> bytes:
    return html(f"<p>Above it all.</p>{f'<{tag}>' * depth}<p>{READABLE}.</p>{f'</{tag}>' * depth}")


def entity_bomb() -> bytes:
    """A billion laughs."""
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "lol">{entities}<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body><p>{READABLE}.</p><p>&l9; &f;</p></body></html>'.encode()


# ---- texts


def letter(body: str) -> bytes:
    """A letter with this body."""
    return (LETTER + body + CLOSING).encode("utf-8", "surrogatepass")


def repeated(unit: str, size: int = 100_000) -> Callable[[], bytes]:
    """A letter in which `unit` comes again and again, to so many characters."""
    return lambda: letter(unit * (size // len(unit)))


def items(
    label: Callable[[int], str], count: int = 30_000, text: str = "Provide the ledger of that year."
) -> Callable[[], bytes]:
    """A letter with a list of so many items."""
    return lambda: letter("\n\n" + "\n".join(f"{label(i)} {text}" for i in range(1, count + 1)))


UNITS = {  # what is repeated to a text of one line, by what it goes for
    "parentheses": "(", "closing-parentheses": ")", "brackets": "[(", "quotation-marks": "“", "quotes": '"', "letters": "a",
    "single-letters": "A ", "words": "word ", "capitals": "Smith ", "digits": "1", "numbers": "12 ", "dates": "August 3, 2017 ",
    "months": "August ", "durations": "within thirty ", "relations": "no later than ", "questions": "Do you have it? ",
    "articles": "the ", "conjunctions": "and ", "citations": "8 U.S.C. § 1373 ", "codes": "U.S.C. ", "sections": "§",
    "stops": ". ", "dots": ".", "commas": ", ", "dashes": "- ", "hyphens": "-", "cases": "Doe v. Roe, ", "mail": "a@b.", "at": "@",
    "telephones": "202-555-0100 ", "addresses": "http://a.b/", "amounts": "$1,000 ", "requests": "please provide ",
    "duties": "you must ", "short-forms": "Department of Justice (DOJ) ", "unclosed-short-forms": "Office of Things (OT ",
    "offices": "Office of the ", "said": "“We did,” said Attorney General Doe. ", "saying": "“We did,” said ", "titles": "Mr. ",
    "direction-marks": "\u202ea ", "semicolons": "provide; and ", "lead-ins": "To be considered, a site must: ", "colons": ": ",
    "lettered-labels": "a) ", "numbered-labels": "1) ", "roman-labels": "(i) ", "capital-labels": "A. ", "accents": "e\u0301\u0301",
    "ideographs": "中", "stars": "*", "underscores": "_", "hashes": "# ", "links": "[a](", "emphasis": "*a ", "escapes": "\\",
    "joiners": "\u200d", "time-limits": "30 days after ", "whether": "whether ",
}  # fmt: skip
LINES = {  # what is repeated line by line
    "salutations": "\n\nDear Sir:", "closings": "\n\nSincerely,", "copies": "\ncc: Ann Poe", "enclosures": "\nEnclosure",
    "releases": "\nFOR IMMEDIATE RELEASE\n", "letterheads": "\nU.S. Department of Justice\n", "page-numbers": "\nPage 2",
    "end-marks": "\n###", "rules": "\n---", "hyphenated": "a-\n", "cities": "Testville, CA 95202\n", "short-lines": "a\n",
    "form-feeds": "\fa",
}  # fmt: skip


def _texts() -> Iterable[Hostile]:
    for name, unit in UNITS.items():
        yield Hostile(f"{name}.txt", repeated(unit), READ, READABLE)
    for name, unit in LINES.items():
        yield Hostile(f"{name}.txt", repeated(unit, 60_000), READ, READABLE)
    labels = {
        "numbers": lambda i: f"{i}.",
        "letters": lambda i: f"({chr(97 + i % 26)})",
        "roman": lambda i: "(iv)",
        "bullets": lambda i: "•",
    }
    for name, label in labels.items():
        yield Hostile(f"list-of-{name}.txt", items(label), READ, READABLE)


BIG = 10 * MEGA
CASES: tuple[Hostile, ...] = (
    Hostile("content-bomb.pdf", content_bomb, READ | NO_TEXT | DAMAGED),
    Hostile("content-bomb-in-a-bomb.pdf", content_bomb_in_a_bomb, TOO_LARGE),
    Hostile("image-bomb.pdf", image_bomb, READ, READABLE),
    Hostile("image-that-lies.pdf", image_that_lies, READ, READABLE),
    Hostile("jbig2-that-lies.pdf", jbig2_that_lies, READ, READABLE),
    Hostile("ccitt-that-lies.pdf", ccitt_that_lies, READ, READABLE),
    Hostile("object-stream-bomb.pdf", object_stream_bomb, DAMAGED | NO_TEXT),
    Hostile("object-stream-of-lies.pdf", object_stream_of_lies, DAMAGED),
    Hostile("page-tree-in-a-circle.pdf", page_tree_in_a_circle, READ, READABLE),
    Hostile("page-tree-that-boasts.pdf", page_tree_that_boasts, DAMAGED | NO_TEXT | {"too-large"}),
    Hostile("one-page-many-times.pdf", one_page_many_times, frozenset({"too-large"})),
    Hostile("million-glyphs.pdf", million_glyphs, READ, "abcde"),
    Hostile("million-glyphs-on-one-spot.pdf", million_glyphs_on_one_spot, READ, READABLE),
    Hostile("letters-apart.pdf", letters_apart, READ, "7 7"),
    Hostile("huge-page.pdf", huge_page, READ, READABLE),
    Hostile("page-of-no-size.pdf", page_of_no_size, READ | NO_TEXT),
    Hostile("page-of-numbers-beyond-numbers.pdf", page_of_numbers_beyond_numbers, READ | NO_TEXT),
    Hostile("form-in-itself.pdf", form_in_itself, BEYOND),
    Hostile("forms-by-the-power.pdf", forms_by_the_power, BEYOND),
    Hostile("font-in-itself.pdf", font_in_itself, READ, READABLE),
    Hostile("unicode-map-bomb.pdf", unicode_map_bomb, READ, READABLE),
    Hostile("deep-array.pdf", deep_array, READ | DAMAGED | NO_TEXT),
    Hostile("deep-graphics-state.pdf", deep_graphics_state, READ, READABLE),
    Hostile("many-paths.pdf", many_paths, READ, READABLE),
    Hostile("many-annotations.pdf", many_annotations, READ, READABLE),
    Hostile("encrypted.pdf", encrypted, frozenset({"encrypted-file"})),
    Hostile("wrong-cross-references.pdf", wrong_cross_references, READ, READABLE),
    Hostile("no-cross-references.pdf", no_cross_references, DAMAGED),
    Hostile("cross-references-in-a-circle.pdf", cross_references_in_a_circle, READ, READABLE),
    Hostile("stream-length-that-lies.pdf", stream_length_that_lies, READ, READABLE),
    Hostile("stream-length-in-itself.pdf", stream_length_in_itself, READ | NO_TEXT),
    Hostile("junk-before.pdf", junk_before, READ | {"unsupported-file"}),  # three kilobytes of what may be a mail come first
    Hostile("actions.pdf", actions, READ, READABLE),
    Hostile("objects-only.pdf", objects_only, DAMAGED),
    Hostile("nothing-but-a-header.pdf", lambda: b"%PDF-1.7\n", DAMAGED),
    Hostile("zip-behind.pdf", lambda: pdf(show(72, 700, READABLE)) + b"PK\x03\x04" * 1000, READ, READABLE),
    Hostile("60000-by-60000.png", lambda: png(60_000, 60_000), frozenset({"too-large"})),
    Hostile("bomb.png", png_bomb, NO_TEXT),
    Hostile("text-bomb.png", png_with_a_bomb_in_its_text, NO_TEXT | DAMAGED),
    Hostile("no-pixels.png", lambda: png(0, 0), DAMAGED),
    Hostile("cut.png", lambda: png(5_000, 5_000)[:60], DAMAGED),
    Hostile("65000-by-65000.jpg", lambda: jpeg(65_000, 65_000), frozenset({"too-large"})),
    Hostile("cut.jpg", lambda: jpeg(3_000, 3_000), NO_TEXT | DAMAGED),
    Hostile("60000-by-60000.tif", lambda: tiff(60_000, 60_000), frozenset({"too-large"})),
    Hostile("cut.tif", lambda: tiff(9_000, 9_000), NO_TEXT | DAMAGED),
    Hostile("circle.tif", tiff_in_a_circle, NO_TEXT | DAMAGED | {"too-large"}),
    Hostile("many-pages.tif", tiff_of_many_pages, NO_TEXT),
    Hostile("no-table.tif", lambda: b"II*\0\xff\xff\xff\xff" + bytes(50), DAMAGED),
    Hostile("archive.zip", lambda: b"PK\x03\x04" + bytes(1_000), frozenset({"truncated-file"})),
    Hostile("archive.gz", lambda: gzip.compress(bytes(100 * MEGA), mtime=0), frozenset({"too-large"})),
    Hostile("deep.html", lambda: deep_html(300), READ, READABLE),
    Hostile("deeper.html", lambda: deep_html(2_000), READ, READABLE),
    Hostile("deepest.html", lambda: deep_html(200_000), READ, "Above it all", "text-cut"),
    Hostile("deep-lists.html", lambda: deep_html(2_000, "ul"), READ, READABLE),
    Hostile("deep-tables.html", lambda: deep_html(300, "table><tr><td"), READ),
    Hostile("deep-bold.html", lambda: deep_html(20_000, "b"), READ),
    Hostile("unclosed-items.html", lambda: html(f"<p>{READABLE}.</p><ol>" + "<li>x" * 100_000), READ, READABLE),
    Hostile("many-cells.html", lambda: html(f"<p>{READABLE}.</p><table><tr>" + "<td>x" * 100_000), READ, READABLE),
    Hostile("attribute.html", lambda: html(f'<p class="{"hidden " * MEGA}">x</p><p>{READABLE}.</p>'), READ, READABLE),
    Hostile("entity-bomb.html", entity_bomb, READ, READABLE),
    Hostile("comment.html", lambda: b"<!--" * 100_000 + html(f"<p>{READABLE}.</p>"), READ | NO_TEXT),
    Hostile("nul.html", lambda: html(f"<p>{READABLE}.</p>" + "\0<b>" * 50_000), READ | {"unsupported-file"}),
    Hostile("brackets.html", lambda: html(f"<p>{READABLE}.</p>" + "<" * MEGA), READ, READABLE),
    Hostile("one-line.txt", repeated("word ", BIG), READ, READABLE, "text-cut"),
    Hostile("one-word.txt", repeated("w", BIG), READ, READABLE, "text-cut"),
    Hostile("more-than-the-limit.txt", lambda: b"word " * 7 * MEGA, frozenset({"too-large"})),
    Hostile("nothing-but-parentheses.txt", lambda: b"(" * BIG, READ),
    Hostile("nothing-but-spaces.txt", lambda: b" " * BIG, frozenset({"empty-file"})),
    Hostile("newlines.txt", lambda: (LETTER + "\n" * 5 * MEGA + "x").encode(), READ, READABLE, "text-cut"),
    Hostile("carriage-returns.txt", lambda: (LETTER + "\r" * MEGA).encode(), READ, READABLE),
    Hostile("nul.txt", lambda: (LETTER + "\0").encode() * 3, READ | {"unsupported-file"}),
    Hostile("nul-later.txt", lambda: LETTER.encode() + b"x" * 5_000 + b"\0" * 1_000_000, READ | {"unsupported-file"}),
    Hostile("surrogates.txt", lambda: b"\xff\xfe" + (LETTER + "\ud800a" * 50_000).encode("utf-16-le", "surrogatepass"), READ, READABLE),
    Hostile("half-a-character.txt", lambda: b"\xff\xfe" + LETTER.encode("utf-16-le") + b"x", READ, READABLE),
    Hostile("noise.txt", lambda: bytes((i * 7919 + (i >> 3)) % 256 for i in range(200_000)), frozenset({"unsupported-file"})),
    *_texts(),
)  # fmt: skip
