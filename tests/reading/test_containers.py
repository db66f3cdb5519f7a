"""Nothing in a container is lost silently, nothing is read through it, and each member fails alone."""

from __future__ import annotations

import gzip
import zipfile

import pytest

from pipeline.reading.containers import MAX_DEPTH, parts
from pipeline.reading.sniff import DOCX, HTML, JOINED, MAIL, ODT, PDF, RTF, TAR, TEXT, WEB_ARCHIVE, ZIP, sniff
from pipeline.reading.sources import FileContent
from tests.containers import LETTER, LINK, mail, open_document, tarred, word, zipped
from tests.pdfs import pdf, show

ONE, TWO = pdf(show(72, 700, "One letter")), pdf(show(72, 700, "Two letters"))
MEMO = b"MEMORANDUM\n\nTO: The staff\nFROM: J. Roe\nDATE: May 3, 2017\nSUBJECT: Leave\n\nAll are to note it.\n"
PRINTED = b"From: Jane Roe\nSent: Monday, May 1, 2017 9:00 AM\nTo: P. Quill\nSubject: The letter\n\nDear Mr. Quill:\n"
SAVED = b"From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/\nSubject: x\nMIME-Version: 1.0\n"
SAVED += b'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n<p>x</p>\n--b--\n'


def found(data: bytes, name: str = "in", largest: int = 1_000_000) -> dict[str, str]:
    """The documents in a file, by path: the error's code, else `read`."""
    return {part.path: part.error.code if part.error else "read" for part in parts(FileContent(name, data), largest)}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(ONE, PDF, id="a PDF"),
        pytest.param(b"\xef\xbb\xbf" + ONE, PDF, id="a PDF behind a byte order mark"),
        pytest.param(b"\x1b%-12345X@PJL\r\n" + ONE, PDF, id="a PDF behind a printer's commands"),
        pytest.param(ONE + TWO, JOINED, id="PDFs one behind the other"),
        pytest.param(zipped({"a.pdf": ONE}, zipfile.ZIP_STORED), ZIP, id="a PDF that can be seen in an archive"),
        pytest.param(tarred({"a.pdf": ONE}), TAR, id="the same in a tar"),
        pytest.param(mail(attachments={"a.pdf": ONE}), MAIL, id="a mail with a PDF"),
        pytest.param(SAVED, WEB_ARCHIVE, id="a web page saved as one file"),
        pytest.param(MEMO, TEXT, id="a memorandum is no mail"),
        pytest.param(PRINTED, TEXT, id="a mail that was printed is text"),
        pytest.param(b"Note: one\nTo: two\n\nText\n", TEXT, id="words before colons"),
        pytest.param(word(lambda d: d.add_paragraph("x")), DOCX, id="a Word document is no archive"),
        pytest.param(open_document("<text:p>x</text:p>"), ODT, id="nor is an OpenDocument text"),
        pytest.param(b"{\\rtf1\\ansi x}", RTF, id="rich text"),
        pytest.param(b"<p>a</p><p>b</p><p>c</p>", HTML, id="a fragment of a web page"),
    ],
)
def test_kinds_are_told_from_the_whole_shape(data, kind):
    assert sniff(data) == kind


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(ONE, {"in": "read"}, id="a document is itself"),
        pytest.param(zipped({"a.pdf": ONE, "b/c.pdf": TWO}), {"in!/a.pdf": "read", "in!/b/c.pdf": "read"}, id="a zip"),
        pytest.param(tarred({"a.pdf": ONE}, "w:gz"), {"in!/a.pdf": "read"}, id="a packed tar is one archive"),
        pytest.param(gzip.compress(ONE), {"in!/in": "read"}, id="a packed file"),
        pytest.param(ONE + b"\n" + TWO, {"in!/1.pdf": "read", "in!/2.pdf": "read"}, id="joined PDFs"),
        pytest.param(zipped({"b\\c.pdf": ONE}), {"in!/b/c.pdf": "read"}, id="slashes of Windows"),
        pytest.param(zipped({"in.zip": zipped({"a.pdf": ONE})}), {"in!/in.zip!/a.pdf": "read"}, id="an archive in an archive"),
        pytest.param(zipped({".DS_Store": b"x", "a.json": b"{}"}), {"in": "empty-file"}, id="an archive of no documents"),
        pytest.param(zipped({})[:20], {"in": "truncated-file"}, id="what only begins like an archive"),
        pytest.param(zipped({"a.pdf": ONE})[:-30], {"in": "truncated-file"}, id="an archive that breaks off"),
        pytest.param(mail("See the letter.", attachments={"a.pdf": ONE}), {"in": "read", "in!/a.pdf": "read"}, id="a mail"),
        pytest.param(mail("", attachments={"a.pdf": ONE}), {"in!/a.pdf": "read"}, id="a mail that says nothing itself"),
        pytest.param(mail("", attachments={"a.zip": zipped({"b.pdf": ONE})}), {"in!/a.zip!/b.pdf": "read"}, id="a zip on a mail"),
        pytest.param(
            zipped({"License revocation.pdf": ONE}), {"in!/License revocation.pdf": "read"}, id="a note's word in a name"
        ),
        pytest.param(zipped({"LICENSE": b"x", "Readme.md": b"x"}), {"in": "empty-file"}, id="notes"),
        pytest.param(
            mail("", attachments={"..\\a.pdf": ONE, "b.pdf": TWO}),
            {"in!/../a.pdf": "unsafe-member", "in!/b.pdf": "read"},
            id="an attachment whose name leads out",
        ),
    ],
)
def test_members_are_documents_with_paths_of_their_own(data, expected):
    assert found(data) == expected


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize(
    "name", ["../a.pdf", "b/../../a.pdf", "/etc/a.pdf", "C:\\a.pdf", "..\\a.pdf", "https://a.example/a.pdf", "file:/a.pdf"]
)
def test_a_name_that_leads_out_is_listed_and_not_read(pack, name):
    assert sorted(found(pack({name: ONE, "b.pdf": TWO})).values()) == ["read", "unsafe-member"]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_link_is_listed_and_not_followed(pack):
    assert found(pack({"a.pdf": LINK, "b.pdf": ONE})) == {"in!/a.pdf": "unsafe-member", "in!/b.pdf": "read"}


def test_two_members_of_one_name_are_both_read(recwarn):
    twice = zipped({"a.pdf": ONE, "b.pdf": TWO}).replace(b"b.pdf", b"a.pdf")
    assert found(twice) == {"in!/a.pdf": "read", "in!/a.pdf (2)": "read"}


def test_a_member_whose_bytes_are_not_what_was_packed_fails_alone():
    damaged = zipped({"a.pdf": ONE, "b.pdf": TWO}, zipfile.ZIP_STORED).replace(b"%PDF-1", b"%PDF-0", 1)
    assert found(damaged) == {"in!/a.pdf": "truncated-file", "in!/b.pdf": "read"}


def test_numbers_behind_names_lead_to_no_other_member(recwarn):
    three = zipped({"a.pdf": ONE, "b.pdf": TWO, "a.pdf (2)": ONE}).replace(b"b.pdf", b"a.pdf")
    assert list(found(three)) == ["in!/a.pdf", "in!/a.pdf (2)", "in!/a.pdf (2) (2)"]


@pytest.mark.parametrize(("at", "name"), [(16, "checksum"), (24, "size"), (42, "place"), (10, "way of packing")])
@pytest.mark.parametrize("lie", [b"\x4d\0", b"\xff\x7f"])
def test_a_member_about_which_the_table_lies_fails_alone(at, name, lie):
    data = bytearray(zipped({"a.pdf": ONE, "b.pdf": TWO}))
    entry = data.index(b"PK\x01\x02")
    data[entry + at : entry + at + 2] = lie
    assert found(bytes(data)) == {"in!/a.pdf": "truncated-file", "in!/b.pdf": "read"}


def test_a_member_beyond_a_limit_fails_alone():
    assert found(zipped({"a.txt": bytes(20_000), "b.pdf": ONE}), largest=10_000) == {
        "in!/a.txt": "too-large",
        "in!/b.pdf": "read",
    }


def test_an_encrypted_member_is_told():
    data = bytearray(zipped({"a.pdf": ONE}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert found(bytes(data)) == {"in!/a.pdf": "encrypted-file"}


def test_archives_in_archives_have_an_end():
    data = ONE
    for _ in range(MAX_DEPTH + 2):
        data = zipped({"a.zip": data})
    assert list(found(data).values()) == ["too-large"]


def test_a_mailbox_holds_mails_and_what_hangs_on_them():
    box = b"".join(
        b"From a@b.example Fri Nov 17 09:12:44 2017\n" + mail(LETTER, attachments={"a.pdf": ONE}) + b"\n" for _ in "12"
    )
    assert list(found(box)) == ["in!/1.eml", "in!/1.eml!/a.pdf", "in!/2.eml", "in!/2.eml!/a.pdf"]
