"""The streams of a PDF, held against a limit before anything opens them: a file of a megabyte can hold one of a thousand."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

from pipeline.errors import TooLarge

_MOST = 1032  # times as long, at most, as deflated bytes become (zlib's manual, "Maximum Compression Factor")
_PIECE = 1 << 14  # bytes, read at once
_BEGIN = re.compile(rb"(?<!end)stream\r?\n")
_DEFLATED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_TWICE = re.compile(rb"/Fl(?:ateDecode)?\s*/Fl")
_DICTIONARY = 4096  # bytes before a stream in which its dictionary is looked for


def hold_against(data: bytes, most: int) -> None:
    """Raise TooLarge where a deflated stream of the PDF `data` has more than `most` bytes once it is decompressed.

    Where a stream ends is told by its bytes, not by what the file says of it. Streams in an encrypted file, and those compressed
    in other ways, which gain far less, are not looked at.
    """
    twice, at = _TWICE.search(data) is not None, 0
    while begin := _BEGIN.search(data, at):
        at = begin.end()
        if not twice and (len(data) - at) * _MOST <= most:
            return
        if not _is_deflated(data[at : at + 2]):
            continue
        head = data[max(0, at - _DICTIONARY) : at].rpartition(b"obj")[2]
        try:
            at += _measured(memoryview(data)[at:], len(_DEFLATED.findall(head)), most)
        except OverflowError as error:
            raise TooLarge(
                f"A stream of the PDF holds more than {most / 1e6:g} megabytes once it is decompressed",
                remedy="Leave the file out: no letter needs so much. If you trust it, raise --max-stream-megabytes.",
            ) from error


def _is_deflated(head: bytes) -> bool:
    """Whether two bytes are the head of deflated data (RFC 1950, section 2.2)."""
    return len(head) == 2 and head[0] & 15 == 8 and int.from_bytes(head) % 31 == 0


class _Inflater:
    """Decompresses, as far as that goes, and counts what it takes in and gives out; raises OverflowError beyond `most`."""

    def __init__(self, most: int) -> None:
        self.taken = 0
        self._left = most

    def feed(self, pieces: Iterable[bytes | memoryview]) -> Iterator[bytes]:
        machine = zlib.decompressobj()
        for piece in pieces:
            rest: bytes | memoryview = piece
            while rest and not machine.eof:
                try:
                    found = machine.decompress(rest, 64 * _PIECE)
                except zlib.error:
                    return
                self._left -= len(found)
                if self._left < 0:
                    raise OverflowError
                yield found
                rest = machine.unconsumed_tail
            if machine.eof:
                return
            self.taken += len(piece)


def _measured(rest: memoryview, rounds: int, most: int) -> int:
    """How many bytes at the beginning of `rest` were deflated, to some 16,000, so many times over.

    Raises OverflowError where they become more than `most` at any time on the way; nothing is kept of them.
    """
    first = _Inflater(most)
    pieces: Iterable[bytes | memoryview] = (rest[i : i + _PIECE] for i in range(0, len(rest), _PIECE))
    for inflater in [first, *(_Inflater(most) for _ in range(rounds - 1))][:rounds]:
        pieces = inflater.feed(pieces)
    if rounds:
        for _ in pieces:
            pass
    return first.taken
