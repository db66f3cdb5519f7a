"""What a word processor's document shows on paper is its text."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from pipeline.errors import EncryptedFile, TruncatedFile
from pipeline.reading.sniff import DOCX, ODT, RTF
from pipeline.reading.wordprocessors import read_word_processor
from tests.containers import open_document, word, zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pages(data: bytes, kind: str) -> list[list[str]]:
    """The lines of each page."""
    found = []
    for page in read_word_processor(data, kind):
        rows: dict[float, list[str]] = {}
        for each in page.words:
            rows.setdefault(each.top, []).append(each.text)
        found.append([" ".join(row) for row in rows.values()])
    return found


def inserted(paragraph: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    paragraph._p.append(parse_xml(xml.replace(">", f' xmlns:w="{W}">', 1)))


def tracked(document: Any) -> None:
    paragraph = document.add_paragraph("Answer by ")
    inserted(paragraph, "<w:del><w:r><w:delText>May 1</w:delText></w:r></w:del>")
    inserted(paragraph, "<w:ins><w:r><w:t>May 3</w:t></w:r></w:ins>")
    inserted(paragraph, "<w:r><w:rPr><w:vanish/></w:rPr><w:t> or never</w:t></w:r>")


def listed(document: Any) -> None:
    for text in ("Send the letters", "Say who wrote them"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("A remark", style="List Bullet")


def headed(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "U.S. Department of Justice"
    document.add_paragraph("Dear Mayor:")


def parted(document: Any) -> None:
    document.add_paragraph("One")
    document.add_page_break()
    document.add_paragraph("Two")


def table(document: Any) -> None:
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "TO:", "The staff"


def table_in_a_table(document: Any) -> None:
    outer = document.add_table(1, 2).rows[0].cells
    outer[0].text, outer[1].text = "To", ""
    inner = outer[1].add_table(1, 2).rows[0].cells
    inner[0].text, inner[1].text = "Jane", "Roe"


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        pytest.param(tracked, [["Answer by May 3"]], id="deleted, inserted and hidden words"),
        pytest.param(
            listed, [["1. Send the letters", "2. Say who wrote them", "• A remark"]], id="numbers that are not in the file"
        ),
        pytest.param(headed, [["U.S. Department of Justice", "Dear Mayor:"]], id="a letterhead in the page's header"),
        pytest.param(parted, [["One"], ["Two"]], id="pages"),
        pytest.param(table, [["TO: The staff"]], id="a row of a table"),
        pytest.param(table_in_a_table, [["To Jane Roe"]], id="a row within a row, once"),
        pytest.param(
            lambda d: d.add_paragraph("12 Main Street\nTestville"), [["12 Main Street", "Testville"]], id="a line's end"
        ),
    ],
)
def test_word(build, expected):
    assert pages(word(build), DOCX) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<text:p>Dear<text:s/>Mayor<text:span>:</text:span></text:p>", [["Dear Mayor:"]], id="spaces and spans"),
        pytest.param("<text:p>a<text:line-break/>b</text:p>", [["a", "b"]], id="a line's end"),
        pytest.param('<text:p>a</text:p><text:p text:style-name="new">b</text:p>', [["a"], ["b"]], id="pages"),
        pytest.param("<text:tracked-changes><text:p>x</text:p></text:tracked-changes><text:p>a</text:p>", [["a"]], id="deleted"),
        pytest.param(
            "<text:p>a" + "<text:span>b" * 200 + "</text:span>" * 200 + "</text:p>", [["a" + "b" * 200]], id="spans in spans"
        ),
        pytest.param('<text:p>a<text:s text:c="many"/>b<text:s text:c="9999999999"/>c</text:p>', [["a b c"]], id="odd counts"),
    ],
)
def test_open_document(body, expected):
    assert pages(open_document(body), ODT) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(rb"Dear Mayor:\par It\rquote s \'a7 1373.", [["Dear Mayor:", "It’s § 1373."]], id="signs"),
        pytest.param(rb"One\page Two", [["One"], ["Two"]], id="pages"),
        pytest.param(rb"One\page\par Two", [["One"], ["Two"]], id="pages, the mark alone"),
        pytest.param(rb"Answer by {\deleted May 1}May 3{\v  or never}.", [["Answer by May 3."]], id="deleted and hidden words"),
        pytest.param(rb"A\v hidden \u8217?\v0  B\v x\plain  C", [["A B C"]], id="hidden until it is shown again"),
        pytest.param(rb"{\header Letterhead\par}{\footer 2}Dear Mayor:", [["Letterhead", "Dear Mayor:"]], id="a letterhead"),
        pytest.param(rb"\titlepg{\header 2\par}{\headerf One\par}Dear", [["One", "Dear"]], id="a first page's own"),
        pytest.param(rb"{\*\generator Riched20}One", [["One"]], id="what a program says of itself"),
    ],
)
def test_rich_text(body, expected):
    assert pages(rb"{\rtf1\ansi\ansicpg1252 " + body + b"}", RTF) == expected


@pytest.mark.parametrize("kind", [DOCX, ODT])
def test_a_damaged_document_is_told(kind):
    with pytest.raises(TruncatedFile):
        read_word_processor(b"PK\x03\x04 and no more", kind)


def test_an_open_document_that_needs_a_password_is_told():
    manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    with pytest.raises(EncryptedFile):
        read_word_processor(zipped({"META-INF/manifest.xml": manifest, "content.xml": b"\x93\x01"}), ODT)


def test_an_open_document_that_is_not_packed_is_read():
    with zipfile.ZipFile(io.BytesIO(open_document("<text:p>Dear Mayor:</text:p>"))) as archive:
        assert pages(archive.read("content.xml"), ODT) == [["Dear Mayor:"]]
