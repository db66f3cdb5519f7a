"""Four times the file takes about four times the work, whatever near-miss of its format it is made of, in every reader."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from pipeline.config import Config
from pipeline.reading.sources import FileContent
from pipeline.runs.run import extract_all
from tests.containers import LETTER, open_document, tarred, word, zipped
from tests.outlook import BODY_RTF, SUBJECT, Outlook
from tests.pdfs import pdf, show

MOST = 8.5  # between what grows with the file (4) and with its square (16)
FEW = 60
_MAIL = b"From: a@example.org\nMessage-ID: <1@x>\nMIME-Version: 1.0\nSubject: A\n"
_PARTS = _MAIL + b"Content-Type: multipart/mixed; boundary=B\n\n"


def seconds(data: bytes) -> float:
    """The processor time of a file and all that it holds, the least of two."""
    found = []
    for _ in range(2):
        before = time.process_time()
        list(extract_all(FileContent("file", data), Config(ocr="never", cache=False)))
        found.append(time.process_time() - before)
    return min(found)


NEAR_MISSES: dict[str, Callable[[int], bytes]] = {
    "mail: boundaries and nothing between": lambda n: _PARTS + b"--B\n" * n * 20,
    "mail: headers": lambda n: _MAIL + b"X-A: b\n" * n * 10 + b"\n" + LETTER.encode(),
    "mail: coded words": lambda n: _MAIL + b"To: " + b"=?utf-8?q?=C3?= " * n * 4 + b"\n\n" + LETTER.encode(),
    "mailbox: empty mails": lambda n: (b"From a@b.c Thu Aug  3 15:00:00 2017\n" + _MAIL + b"\n\n") * n,
    "web page: tables in tables": lambda n: b"<html><body>" + b"<td><table>" * n * 2,
    "web page: cells with paragraphs": lambda n: b"<html><body><table>" + b"<tr><td><p>a</p></td></tr>" * n,
    "web page: attributes": lambda n: b"<html><body><p " + b"a=b " * n * 20 + b">x",
    "web page: names": lambda n: b"<html><body><p " + b" ".join(b"a%d" % i for i in range(n * 20)) + b">x",
    "rich text: groups without an end": lambda n: b"{\\rtf1 " + b"{\\b " * n * 10 + b"x",
    "PDF: ends without a beginning": lambda n: b"%PDF-1.4\n" + b"%%EOF\n" * n * 200,
    "PDF: beginnings without a version": lambda n: b"%PDF-1.4\n%%EOF" + b" %PDF" * n * 200,
    "archive: members that are no documents": lambda n: zipped({f"{i}.bin": b"x" for i in range(n)}),
    "archive: names that lead out": lambda n: tarred({f"../{i}.txt": b"x" for i in range(n)}),
    "mail: mails in mails": lambda n: _within(min(n, 90)),
    "Outlook: attachments": lambda n: Outlook({SUBJECT: "x"}, {f"{i}.pdf": b"x" for i in range(n)}).data(),
    "Outlook: packed text": lambda n: Outlook({BODY_RTF: bytes(4) + b"\xff" * 12 + b"\xff\x00\x0f" * n * 200}).data(),
    "rich text: hidden words": lambda n: b"{\\rtf1 " + b"{\\v a}\\deleted " * n * 10 + b"x",
    "rich text: heads": lambda n: b"{\\rtf1 " + b"{\\header " * n * 10 + b"x",
    "Word: rows": lambda n: word(lambda d: d.add_table(n, 2)),
    "Word: paragraphs": lambda n: word(lambda d: [d.add_paragraph("1. a") for _ in range(n * 2)]),
    "OpenDocument: spans": lambda n: open_document("<text:p>" + "<text:span>a</text:span>" * n * 50 + "</text:p>"),
    "OpenDocument: paragraphs": lambda n: open_document("<text:p/>" * n * 50),
    "text: tabs": lambda n: b"a\t" * n * 20,
    "text: marks of Markdown": lambda n: b"# A\n\n" + b"**a [b](" * n * 20,
    "text: one word": lambda n: b"a" * n * 2_000,
    "text: ends of pages": lambda n: b"a\f" * n,
    "PDF: words": lambda n: pdf("".join(show(72, 700 - i % 600, "a") for i in range(n * 10))),
    "PDF: words on one spot": lambda n: pdf(show(72, 700, "a") * n * 10),
    "PDF: covers": lambda n: pdf(show(72, 700, "a") + "72 690 9 9 re f " * n * 10),
    "PDF: pages": lambda n: pdf(*["" for _ in range(n)]),
    "archive: empty names": lambda n: zipped({" " * i + "a.txt": b"" for i in range(n)}),
    "web page: style rules": lambda n: (
        b"<html><style>" + b".a>b{color:red}" * n * 5 + b"</style><body>" + b"<p class=a><b>x</b>" * n
    ),
    "web page: signs of nothing": lambda n: b"<html><body>" + b"&#x;&;<" * n * 50,
}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_work_grows_with_the_file(name: str) -> None:
    made = NEAR_MISSES[name]
    seconds(made(10))  # what is loaded once
    assert seconds(made(4 * FEW)) < MOST * seconds(made(FEW)) + 0.2


def _within(depth: int) -> bytes:
    data = _MAIL + b"\n" + LETTER.encode()
    for _ in range(depth):
        data = _MAIL + b"Content-Type: message/rfc822\n\n" + data
    return data
