from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipeline.errors import DojlettersError, EmptyFile, UnsupportedFile
from pipeline.reading.sniff import HTML, JPEG, MAIL, ODT, PDF, PNG, TEXT, TIFF, naming_note, sniff
from pipeline.reading.sources import walk
from tests.containers import zipped
from tests.pdfs import pdf, show


def image(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("L", (20, 30), 255).save(out, kind)
    return out.getvalue()


LETTER = "Dear Mayor Quill:\n\nPlease answer by June 4. The fee is § 12, “as agreed” – José\n"


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        pytest.param(pdf(show(72, 700, "x")), PDF, id="a PDF"),
        pytest.param(b"From: a mail\r\n\r\n" + pdf(show(72, 700, "x")), PDF, id="a PDF behind a mail's header"),
        pytest.param(b"\xef\xbb\xbf" + pdf(""), PDF, id="a PDF behind a byte order mark"),
        pytest.param(b"The header %PDF-1.4 opens such a file.\n" * 9, TEXT, id="text about PDFs"),
        pytest.param(image("TIFF"), TIFF, id="TIFF"),
        pytest.param(image("PNG"), PNG, id="PNG"),
        pytest.param(image("JPEG"), JPEG, id="JPEG"),
        pytest.param(LETTER.encode(), TEXT, id="UTF-8"),
        pytest.param(LETTER.encode("utf-8-sig"), TEXT, id="UTF-8 with a mark"),
        pytest.param(LETTER.encode("utf-16"), TEXT, id="UTF-16 with a mark"),
        pytest.param(LETTER.encode("utf-16-le"), TEXT, id="UTF-16 without"),
        pytest.param(LETTER.encode("cp1252"), TEXT, id="Windows-1252"),
        pytest.param(("é" * 70_000).encode()[:-1], TEXT, id="a last character cut in two"),
        pytest.param(b"<!DOCTYPE html><html><body>x", HTML, id="HTML"),
        pytest.param(b"\n<!-- saved from url=(0001) -->\n<HTML>", HTML, id="HTML behind a comment"),
        pytest.param('<?xml version="1.0"?>\n<html xmlns="x">'.encode("utf-16"), HTML, id="XHTML in UTF-16"),
        pytest.param(b"<div><p>One</p><p>Two</p></div>", HTML, id="a piece of HTML"),
        pytest.param(b"<mayor@quill.example> wrote:\nI agree.\n", TEXT, id="an address in angle brackets"),
        pytest.param(b"BMW of North America\n\nDear Mr. Roe:\n", TEXT, id="a text that begins as a picture does"),
        pytest.param(
            b"From: a@b.example\nMessage-ID: <1@b>\nMIME-Version: 1.0\n\n\0\x01\x02\x03\x04", MAIL, id="a mail that holds bytes"
        ),
        pytest.param(
            b'<?xml version="1.0"?><office:document xmlns:office="o" office:mimetype="application/vnd.oasis.opendocument.text">',
            ODT,
            id="an OpenDocument text that is not packed",
        ),
        pytest.param(b"if a < b then <p> is\n", TEXT, id="one mark of HTML in a text"),
    ],
)
def test_kinds(data: bytes, media_type: str) -> None:
    assert sniff(data) == media_type


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        pytest.param(b"", EmptyFile, "0 bytes", id="no bytes"),
        pytest.param(b'<?xml version="1.0"?>\n<w:wordDocument>', UnsupportedFile, "XML", id="a document as XML"),
        pytest.param(b"MZ\x90\0\x03", UnsupportedFile, "program of Windows", id="an archive that unpacks itself"),
        pytest.param(b"\x78\x9f\x3e\x22\0\0", UnsupportedFile, "winmail.dat", id="attachments in Outlook's own form"),
        pytest.param(b" \n\t\r\n", EmptyFile, "white space", id="only white space"),
        pytest.param(zipped({"[Content_Types].xml": b"x", "xl/x.xml": b"x"}), UnsupportedFile, "no letter", id="a sheet"),
        pytest.param(zipped({"mimetype": b"application/epub+zip"}), UnsupportedFile, "epub", id="a book"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), UnsupportedFile, "old Microsoft Office", id="old Word"),
        pytest.param(b"GIF89a" + bytes(40), UnsupportedFile, "PNG", id="GIF"),
        pytest.param(bytes(range(256)) * 20, UnsupportedFile, "neither", id="binary"),
        pytest.param(bytes(5000), UnsupportedFile, "neither", id="zeros"),
    ],
)
def test_what_is_not_read_says_why(data: bytes, error: type[DojlettersError], says: str) -> None:
    with pytest.raises(error, match=says):
        sniff(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_kind_or_refused(data: bytes) -> None:
    try:
        assert "/" in sniff(data)
    except (EmptyFile, UnsupportedFile) as error:
        assert str(error)


@pytest.mark.parametrize(
    ("name", "media_type", "noted"),
    [
        ("letter.pdf", PDF, False),
        ("LETTER.PDF", PDF, False),
        ("scan.tif", TIFF, False),
        ("letter", PDF, False),
        ("letter.2017", PDF, False),
        ("letter.txt", PDF, True),
        ("letter.pdf", HTML, True),
        ("letter.docx", PDF, True),
        ("photo.png", JPEG, True),
    ],
)
def test_a_name_that_says_something_else_is_noted(name: str, media_type: str, noted: bool) -> None:
    note = naming_note(name, media_type)
    assert (note is not None) == noted
    assert note is None or media_type in note


def names(*paths: Path | str) -> list[str]:
    """What records call the files at or under `paths`."""
    return [file.name for file in walk(paths)]


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    touch(*(tmp_path / name for name in ("b.pdf", "a.pdf", "sub/c.txt", "Z.tif")))
    assert names(tmp_path) == ["Z.tif", "a.pdf", "b.pdf", "sub/c.txt"]
    assert [file.path for file in walk([tmp_path])] == [str(tmp_path / name) for name in names(tmp_path)]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(".hidden.pdf", id="a hidden file"),
        pytest.param(".git/x.pdf", id="a hidden folder"),
        pytest.param("a.gold.json", id="data"),
        pytest.param("records.csv", id="a table"),
        pytest.param("README.md", id="a note"),
        pytest.param("~$letter.docx", id="the lock of a word processor"),
        pytest.param("__MACOSX/x.pdf", id="what a Mac adds to archives"),
        pytest.param("page_files/logo.png", id="the pictures of a saved page"),
    ],
)
def test_what_is_no_document_is_left_out_of_a_folder(tmp_path: Path, name: str) -> None:
    touch(tmp_path / name, tmp_path / "page.html")
    assert names(tmp_path) == ["page.html"]
    assert names(tmp_path / name) == [Path(name).name]  # what is named itself is given, and called by its file name


def test_pictures_beside_no_saved_page_are_read(tmp_path: Path) -> None:
    touch(tmp_path / "case_files/1.png")
    assert names(tmp_path) == ["case_files/1.png"]


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    touch(tmp_path / "in/a.pdf", tmp_path / "out/secret.pdf")
    (tmp_path / "in/file.pdf").symlink_to(tmp_path / "out/secret.pdf")
    (tmp_path / "in/folder").symlink_to(tmp_path / "out")
    (tmp_path / "in/round").symlink_to(tmp_path / "in")
    (tmp_path / "in/dangling.pdf").symlink_to(tmp_path / "nothing")
    assert names(tmp_path / "in") == ["a.pdf"]


def test_each_file_once_and_what_is_missing_is_given(tmp_path: Path) -> None:
    touch(tmp_path / "a.pdf")
    paths = [tmp_path / "a.pdf", tmp_path, "-", "-", tmp_path / "none.pdf"]
    assert [file.path for file in walk(paths)] == [str(tmp_path / "a.pdf"), "-", str(tmp_path / "none.pdf")]
