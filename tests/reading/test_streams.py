"""A compressed stream is held against its limit before anything decompresses it."""

from __future__ import annotations

import zlib

import pytest

from pipeline.config import Config
from pipeline.errors import TooLarge
from pipeline.extraction import extract
from pipeline.reading.streams import hold_against
from tests.pdfs import pdf, prose

MOST = 100_000


def stream(content: bytes, dictionary: str = "/Filter/FlateDecode", end: bytes = b"\nendstream", line: bytes = b"\n") -> bytes:
    return b"7 0 obj\n<<" + dictionary.encode() + b">>\nstream" + line + content + end + b"\nendobj\n"


def deflated(size: int, times: int = 1) -> bytes:
    content = b"0 g\n" * (size // 4)
    for _ in range(times):
        content = zlib.compress(content)
    return content


SMALL = stream(deflated(MOST))


@pytest.mark.parametrize(
    ("data", "fits"),
    [
        pytest.param(stream(deflated(MOST)), True, id="as much as is allowed"),
        pytest.param(stream(deflated(MOST + 4)), False, id="a little more"),
        pytest.param(SMALL * 20, True, id="many streams: each has the limit to itself"),
        pytest.param(SMALL + stream(deflated(MOST + 4)) + SMALL, False, id="one among others"),
        pytest.param(stream(deflated(MOST + 4), line=b"\r\n"), False, id="another line break"),
        pytest.param(stream(deflated(MOST + 4), "/Filter /Fl"), False, id="the filter's short name"),
        pytest.param(stream(deflated(MOST + 4), "/Length 3/Filter/FlateDecode"), False, id="the length is a lie"),
        pytest.param(stream(deflated(MOST + 4), end=b""), False, id="no end"),
        pytest.param(stream(deflated(MOST + 4), "/Filter[/FlateDecode]"), False, id="a list of one filter"),
        pytest.param(stream(deflated(50 * MOST, 2), "/Filter[/FlateDecode /FlateDecode]"), False, id="a bomb in a bomb"),
        pytest.param(stream(deflated(MOST // 2, 2), "/Filter[/FlateDecode/FlateDecode]"), True, id="deflated twice, and small"),
        pytest.param(stream(b"x" * 1000), True, id="not deflated, whatever it says"),
        pytest.param(stream(deflated(MOST + 4), "/Filter/DCTDecode"), True, id="not deflated in the file's own opinion"),
        pytest.param(stream(deflated(50 * MOST)[:50]), True, id="broken off"),
        pytest.param(b"stream\n" * 1000, True, id="nothing but beginnings"),
        pytest.param(b"", True, id="nothing"),
    ],
)
def test_streams_are_held_against_the_limit(data: bytes, fits: bool) -> None:
    if fits:
        hold_against(data, MOST)
        return
    with pytest.raises(TooLarge, match=r"0\.1 megabytes once it is decompressed.*--max-stream-megabytes"):
        hold_against(data, MOST)


def test_a_file_beyond_the_limit_is_not_opened() -> None:
    letter = pdf(prose(4)) + stream(deflated(4 * MOST))
    assert extract("letter.pdf", Config(ocr="never"), letter).page_count == 1
    with pytest.raises(TooLarge) as error:
        extract("letter.pdf", Config(ocr="never", max_stream_bytes=MOST), letter)
    assert error.value.path == "letter.pdf"
