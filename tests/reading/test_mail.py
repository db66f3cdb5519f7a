"""A mail's text is what its body says, in whichever form and charset that came."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from pipeline.extraction import extract
from pipeline.reading.charsets import decoded
from pipeline.reading.mail import read_mail, take_apart
from pipeline.reading.sniff import MAIL, WEB_ARCHIVE
from tests.containers import LETTER, mail

TEXT = "The Department’s letter of May 3 — “the notice” — is about 8 U.S.C. § 1373."
HEADERS = b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\n"


def text(data: bytes, kind: str = MAIL) -> str:
    return " ".join(word.text for page in read_mail(data, kind) for word in page.words)


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_encodings(encoding):
    assert text(mail(TEXT, encoding=encoding)) == TEXT


@pytest.mark.parametrize(
    ("plain", "html", "expected"),
    [
        pytest.param(TEXT, f"<p>{TEXT}</p>", TEXT, id="both forms, once"),
        pytest.param("", f"<p>{TEXT}</p>", TEXT, id="HTML alone"),
        pytest.param("View it.", f"<p>{TEXT * 3}</p>", TEXT * 3, id="a plain part that only says there is another"),
    ],
)
def test_forms(plain, html, expected):
    assert text(mail(plain, html)) == expected


def test_headers_are_no_part_of_the_text():
    assert "roe@agency.example" not in text(mail(TEXT))


def test_lines_broken_for_sending_are_joined():
    body = b"Content-Type: text/plain; format=flowed\n\nPlease answer by \nMay 3.\n-- \nJane Roe\n"
    assert [len(page.words) for page in read_mail(HEADERS + body, MAIL)] == [8]
    assert take_apart(HEADERS + body, MAIL).plain == "Please answer by May 3.\n-- \nJane Roe"


def test_a_picture_within_the_text_is_counted_and_no_attachment():
    body = b'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n<p>x</p>\n'
    body += b"--b\nContent-Type: image/png\nContent-ID: <1>\n\nx\n--b--\n"
    found = take_apart(HEADERS + body, MAIL)
    assert (found.pictures, found.attachments) == (1, [])


def test_a_saved_page_is_read_as_the_page_and_not_as_its_saving():
    body = b'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n\n'
    body += f"<html><body><p>{TEXT}</p></body></html>\n".encode()
    body += b"--b\nContent-Type: text/html\n\n<p>An advertisement</p>\n--b--\n"
    assert text(HEADERS + body, WEB_ARCHIVE) == TEXT


@pytest.mark.parametrize("label", ["punycode", "undefined", "idna", "unicode_escape", "base64", "rot13", "no-such", "", "utf-7"])
def test_a_charset_that_no_browser_knows_is_as_none(label):
    assert decoded("§ 1373".encode(), label) == "§ 1373"


@pytest.mark.parametrize(("label", "data"), [("latin1", b"\x93x\x94"), ("windows-1252", b"\x93x\x94"), ("UTF8", "“x”".encode())])
def test_charsets(label, data):
    assert decoded(data, label) == "“x”"


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(
    "first",
    [
        "You are subscribed to News of the U.S. Department of Justice. This item has recently been updated.",
        "Having trouble viewing this email? View it as a Web page: https://content.govdelivery.com/accounts/USDOJ/bulletins/1",
    ],
)
def test_what_the_service_that_sends_releases_puts_around_them_is_no_part(plain: bool, first: str) -> None:
    parts = [
        first,
        "Two Men Sentenced in Fraud Scheme",
        "08/04/2017 09:00 AM EDT",
        "WASHINGTON – Two men were sentenced today for their roles in a fraud scheme, announced Acting Assistant Attorney General "
        "Kenneth A. Blanco.",
        "You have received this e-mail because you have asked to be notified of changes.",
        "Update your subscriptions, modify your password, or stop subscriptions at any time.",
    ]
    message = EmailMessage()
    message["From"], message["Subject"] = "Justice Department <usdoj@public.govdelivery.com>", parts[1]
    message["Date"], message["Message-ID"] = "Fri, 04 Aug 2017 09:00:00 -0400", "<1@x>"
    if plain:
        message.set_content("\n\n".join(parts))
    else:
        rows = "".join(f"<p>{part}</p>" for part in parts)
        message.set_content(f"<html><body><table><tr><td>{rows}</td></tr></table></body></html>", subtype="html")
    [record] = extract("release.eml", data=message.as_bytes()).records
    assert record["document_type"] == "press_release"
    assert (record["title"]["value"], record["date"]["value"]) == (parts[1], "2017-08-04")
    assert "subscri" not in record["text"] and "govdelivery" not in record["text"]


def test_what_the_head_says_is_about_the_record_and_no_part_of_its_text() -> None:
    message = EmailMessage()
    message["From"] = "=?utf-8?q?Jos=C3=A9_Pe=C3=B1a?= <jose@usdoj.gov>"
    message["To"], message["Subject"] = "chief@example.org", "Your award"
    message["Date"], message["Message-ID"] = "Thu, 03 Aug 2017 15:00:00 -0400", "<1@usdoj.gov>"
    message.set_content(LETTER)
    [record] = extract("letter.eml", data=message.as_bytes()).records
    assert record["source"]["mail"] == {
        "sender": "José Peña <jose@usdoj.gov>",
        "to": "chief@example.org",
        "subject": "Your award",
        "date": "Thu, 03 Aug 2017 15:00:00 -0400",
        "message_id": "<1@usdoj.gov>",
    }
    assert "chief@example.org" not in record["text"]
    assert "mail" not in extract("letter.txt", data=LETTER.encode()).records[0]["source"]


@pytest.mark.parametrize("value", ["=?nothing?q?x?=", "=?utf-8?b?not base64?=", "\x1b[2J", "x" * 100_000])
def test_a_head_of_any_make_is_read(value: str) -> None:
    data = f"From: a@example.org\r\nMessage-ID: <1@x>\r\nSubject: {value}\r\n\r\n{LETTER}".encode()
    [record] = extract("letter.eml", data=data).records
    assert len(record["source"]["mail"].get("subject", "")) <= 2_000
