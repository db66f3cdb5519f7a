"""Four times the file takes about four times the work, whatever near-miss of its format it is made of, in every reader."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from pipeline.config import Config
from pipeline.reading.sources import FileContent
from pipeline.runs.run import extract_all
from tests.containers import LETTER, tarred, zipped

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


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda n: _PARTS + b"--B\n" * n * 20, id="mail: boundaries and nothing between"),
        pytest.param(lambda n: _MAIL + b"X-A: b\n" * n * 10 + b"\n" + LETTER.encode(), id="mail: headers"),
        pytest.param(lambda n: _MAIL + b"To: " + b"=?utf-8?q?=C3?= " * n * 4 + b"\n\n" + LETTER.encode(), id="mail: coded words"),
        pytest.param(lambda n: (b"From a@b.c Thu Aug  3 15:00:00 2017\n" + _MAIL + b"\n\n") * n, id="mailbox: empty mails"),
        pytest.param(lambda n: b"<html><body>" + b"<td><table>" * n * 2, id="web page: tables in tables"),
        pytest.param(lambda n: b"<html><body><table>" + b"<tr><td><p>a</p></td></tr>" * n, id="web page: cells with paragraphs"),
        pytest.param(lambda n: b"<html><body><p " + b"a=b " * n * 20 + b">x", id="web page: attributes"),
        pytest.param(lambda n: b"<html><body><p " + b" ".join(b"a%d" % i for i in range(n * 20)) + b">x", id="web page: names"),
        pytest.param(lambda n: b"{\\rtf1 " + b"{\\b " * n * 10 + b"x", id="rich text: groups without an end"),
        pytest.param(lambda n: b"%PDF-1.4\n" + b"%%EOF\n" * n * 200, id="PDF: ends without a beginning"),
        pytest.param(lambda n: b"%PDF-1.4\n%%EOF" + b" %PDF" * n * 200, id="PDF: beginnings without a version"),
        pytest.param(lambda n: zipped({f"{i}.bin": b"x" for i in range(n)}), id="archive: members that are no documents"),
        pytest.param(lambda n: tarred({f"../{i}.txt": b"x" for i in range(n)}), id="archive: names that lead out"),
    ],
)
def test_work_grows_with_the_file(made: Callable[[int], bytes]) -> None:
    seconds(made(10))  # what is loaded once
    assert seconds(made(4 * FEW)) < MOST * seconds(made(FEW)) + 0.2
