"""A letter has the same values in whatever clothes it comes: as a mail, a word processor's document, a member of an archive."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import pytest

from pipeline.config import Config
from pipeline.extraction import extract
from pipeline.reading.sources import FileContent
from pipeline.runs.run import extract_all
from tests.containers import tarred, zipped
from tests.outlook import BODY, SUBJECT, Outlook

PSP = Path(__file__).parents[1] / "corpus" / "psp.pdf"
_OF_THE_CLOTHES = {"evidence", "source", "record_id", "review"}
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


@cache
def psp() -> list[Any]:
    """The release and the four letters of 2017, as their PDF gives them."""
    return list(extract(PSP).records)


def word(text: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def open_document(text: str) -> bytes:
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    body = f"<office:body><office:text>{lines}</office:text></office:body>"
    content = f'<office:document-content xmlns:office="{_OFFICE}" xmlns:text="{_TEXT}">{body}</office:document-content>'
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}, zipfile.ZIP_STORED)


def rich_text(text: str) -> bytes:
    def coded(sign: str) -> str:
        if sign == "\n":
            return "\\par\n"
        return f"\\{sign}" if sign in "\\{}" else sign if sign.isascii() else f"\\u{ord(sign)}?"

    return ("{\\rtf1\\ansi " + "".join(map(coded, text)) + "}").encode()


def mail(text: str, with_html: bool = False) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ojp@usdoj.gov", "chief@example.org", "A letter"
    message["Date"], message["Message-ID"] = "Thu, 03 Aug 2017 15:00:00 -0400", "<1@usdoj.gov>"
    message.set_content("See the other part." if with_html else text)
    if with_html:
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
        message.add_alternative(f"<html><body>{lines}</body></html>", subtype="html")
    return message.as_bytes()


def outlook(text: str) -> bytes:
    return Outlook({SUBJECT: "A letter", BODY: text.replace("\n", "\r\n")}).data()


def saved_page(text: str) -> bytes:
    """A web page as a browser saves it in one file, years after the letter."""
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    page = MIMEText(f"<html><body>{lines}</body></html>", "html", "utf-8")
    saved = MIMEMultipart("related", boundary="b", _subparts=[page])
    saved["From"], saved["Snapshot-Content-Location"] = "<Saved by Blink>", "https://www.justice.example/letter"
    saved["Date"] = "Mon, 06 Nov 2023 15:00:00 -0500"
    return saved.as_bytes()


CLOTHES: dict[str, Callable[[str], bytes]] = {
    "letter.docx": word,
    "letter.odt": open_document,
    "letter.rtf": rich_text,
    "letter.eml": mail,
    "letter.msg": outlook,
    "letter.mhtml": saved_page,
    "letter.html.eml": lambda text: mail(text, with_html=True),
}


def values(record: Any) -> Any:
    """What a record says, without where it stands."""
    if isinstance(record, dict):
        return {key: values(value) for key, value in record.items() if key not in _OF_THE_CLOTHES}
    return [values(value) for value in record] if isinstance(record, list) else record


@pytest.mark.parametrize("number", [1, 2, 3, 4])
@pytest.mark.parametrize("name", CLOTHES)
def test_a_letter_says_the_same(name: str, number: int) -> None:
    letter = psp()[number]
    [found] = extract(name, Config(ocr="never"), CLOTHES[name](letter["text"])).records
    assert values(found) == values(letter)


@pytest.mark.parametrize("packed", [zipped, tarred, lambda members: tarred(members, "w:gz")], ids=["zip", "tar", "tar.gz"])
def test_an_archive_of_the_release_gives_its_records(packed: Callable[[dict[str, bytes]], bytes]) -> None:
    found = list(extract_all(FileContent("letters", packed({"psp.pdf": PSP.read_bytes()})), Config()))
    assert [values(record) for result in found for record in result.records] == [values(record) for record in psp()]
    assert {record["source"]["path"] for result in found for record in result.records} == {"letters!/psp.pdf"}
