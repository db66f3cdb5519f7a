"""A mail of Outlook is read as the same mail of the Internet would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import TooLarge, TruncatedFile
from pipeline.reading import outlook
from pipeline.reading.containers import parts
from pipeline.reading.mail import headers, take_apart
from pipeline.reading.sniff import OUTLOOK, sniff
from pipeline.reading.sources import FileContent
from tests.outlook import BODY, BODY_HTML, BODY_RTF, CODEPAGE, HEADERS, SENDER, SUBJECT, TO, Outlook
from tests.pdfs import pdf, show

ONE = pdf(show(72, 700, "One letter"))
# The first example of MS-OXRTFCP, 4.1.1: `{\rtf1\ansi\ansicpg1252\pard hello world}`.
PACKED = bytes.fromhex("2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0")
WITHIN = Outlook({SUBJECT: "Within", BODY: "Said within."}, {"b.pdf": ONE})


def found(mail: Outlook) -> dict[str, str]:
    held = parts(FileContent("in.msg", mail.data()), 1_000_000)
    return {part.path: part.error.code if part.error else "read" for part in held}


def test_it_is_known_and_what_hangs_on_it_has_paths_of_its_own() -> None:
    mail = Outlook({SUBJECT: "A", BODY: "See them."}, {"a.pdf": ONE * 20, "Within.msg": WITHIN, "../c.pdf": ONE})
    assert sniff(mail.data()) == OUTLOOK
    assert found(mail) == {
        "in.msg": "read",
        "in.msg!/a.pdf!/1.pdf": "read",
        **{f"in.msg!/a.pdf!/{number}.pdf": "read" for number in range(2, 21)},
        "in.msg!/Within.eml": "read",
        "in.msg!/Within.eml!/b.pdf": "read",
        "in.msg!/../c.pdf": "unsafe-member",
    }


def test_a_mail_within_has_the_same_bytes_each_time() -> None:
    data = Outlook({SUBJECT: "A"}, {"Within.msg": WITHIN}).data()
    assert take_apart(data, OUTLOOK).attachments == take_apart(data, OUTLOOK).attachments


@pytest.mark.parametrize(
    ("page", "html", "expected"),
    [
        pytest.param(1252, b"\x93x\x94", "“x”", id="Windows"),
        pytest.param(65001, "“x”".encode(), "“x”", id="UTF-8"),
        pytest.param(65001, b"\x93x\x94", "“x”", id="one that does not fit"),
        pytest.param(99999, b"x", "x", id="one that there is not"),
        pytest.param(28592, b"\xb1", "ą", id="Latin of Central Europe"),
    ],
)
def test_text_in_a_code_page(page: int, html: bytes, expected: str) -> None:
    assert take_apart(Outlook({BODY_HTML: html, CODEPAGE: page}).data(), OUTLOOK).html == expected
    assert take_apart(Outlook({BODY: html, CODEPAGE: page}, in_codepage=[BODY]).data(), OUTLOOK).plain == expected


@pytest.mark.parametrize(
    ("packed", "expected"),
    [
        pytest.param(PACKED, "hello world", id="as Outlook packs it"),
        pytest.param((b"\0" * 4 + b"\x0c\0\0\0MELA" + b"\0" * 4 + rb"{\rtf1 Hello"), "Hello", id="not packed"),
        pytest.param(PACKED[:-6], "hel", id="one that breaks off"),
    ],
)
def test_a_body_that_is_rich_text_alone(packed: bytes, expected: str) -> None:
    assert take_apart(Outlook({BODY_RTF: packed}).data(), OUTLOOK).plain.startswith(expected[:3])


def test_the_head_is_that_which_was_sent_or_else_what_the_mail_says() -> None:
    sent = "From: Jane Roe <roe@agency.example>\r\nX-Other: a\r\nSubject: =?utf-8?q?=C3=9Cber?=\r\n\r\n"
    assert headers(Outlook({HEADERS: sent, SUBJECT: "no"}).data(), OUTLOOK) == {
        "from": "Jane Roe <roe@agency.example>",
        "subject": "Über",
    }
    never_sent = Outlook({SUBJECT: "\x01\x04RE: Über", SENDER: "Jane Roe", TO: "P. Quill; Q. Roe"})
    assert headers(never_sent.data(), OUTLOOK) == {"from": "Jane Roe", "to": "P. Quill; Q. Roe", "subject": "RE: Über"}


def test_a_picture_that_the_text_shows_is_no_attachment(tmp_path: Path) -> None:
    seal = Outlook(
        {BODY_HTML: b'<p>x</p><img src="cid:seal@1">'}, {"seal.png": b"x", "plan.png": b"x"}, identities={"seal.png": "seal@1"}
    )
    mail = take_apart(seal.data(), OUTLOOK)
    assert (mail.pictures, [one.name for one in mail.attachments]) == (1, ["plan.png"])


def test_one_of_too_many_parts_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlook, "_MOST_STREAMS", 20)
    with pytest.raises(TooLarge):
        take_apart(Outlook({SUBJECT: "A"}, {f"{number}.pdf": b"x" for number in range(9)}).data(), OUTLOOK)


@pytest.mark.parametrize("length", [9_000, 1_536, 600])
def test_one_that_breaks_off_is_told(length: int) -> None:
    with pytest.raises(TruncatedFile):
        take_apart(Outlook({BODY: "x" * 9_000}).data()[:length], OUTLOOK)
