"""Mails of Outlook (`.msg`, MS-OXMSG) as mails of the Internet, so that one reader reads both.

Text in a code page that there is not, or that does not fit, is read as its bytes tell; a mail within a mail is one part of it.
"""

from __future__ import annotations

import datetime
import email.encoders
import email.header
import email.parser
import email.utils
import re
import struct
from collections.abc import Callable, Iterator
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import TypeAlias

import olefile

from pipeline.errors import TooLarge, TruncatedFile
from pipeline.reading.charsets import decoded
from pipeline.reading.richtext import shown

Mail: TypeAlias = "Message[str, str]"
_Streams: TypeAlias = dict[tuple[str, ...], bytes]
"""The streams of a mail or of what hangs on it, by where they are, in capitals."""

_TEXT, _TEXT8, _BINARY = 0x001F, 0x001E, 0x0102  # kinds of properties
_HEADERS, _SUBJECT, _SENT, _TO, _CC, _ID = 0x007D, 0x0037, 0x0039, 0x0E04, 0x0E03, 0x1035
_SENDER, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_BODY, _BODY_RTF, _BODY_HTML, _CODEPAGE, _OTHER_CODEPAGE = 0x1000, 0x1009, 0x1013, 0x3FDE, 0x3FFD
_DATA, _NAME, _LONG_NAME, _MIME, _CONTENT_ID = 0x3701, 0x3704, 0x3707, 0x370E, 0x3712
_SUBTYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,120}")
_TABLE = "__PROPERTIES_VERSION1.0"
_ATTACHMENT, _WITHIN = "__ATTACH_VERSION1.0_#", f"__SUBSTG1.0_{_DATA:04X}000D"
_OF_A_MAIL, _OF_A_MAIL_WITHIN, _OF_AN_ATTACHMENT = 32, 24, 8  # bytes before the rows of a table of properties
_ROW = struct.Struct("<HHI8s")
_UTF8, _ASCII, _EPOCH = 65001, 20127, 11_644_473_600  # seconds from 1601 to 1970
_CHARSETS = {_UTF8: "utf-8", _ASCII: "us-ascii", 932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5", 20866: "koi8-r"}
_LATEST = 10_000_000 * 86_400 * 365 * 8_000  # ticks to the year 9600: a date holds no more than 9999
_MOST_STREAMS = 10_000
_MOST_RTF = 100_000_000  # bytes
# What the dictionary of every packed text holds at first (MS-OXRTFCP).
_PRIMED = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbol"
    rb"ArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_WINDOW = 4096  # bytes of that dictionary


def message(data: bytes) -> Mail:
    """The mail in the bytes of a file of Outlook. Raises TruncatedFile where there is none, TooLarge."""
    try:
        with olefile.OleFileIO(data) as file:
            paths = file.listdir()
            if len(paths) > _MOST_STREAMS:  # each is looked for among all
                raise TooLarge(f"The mail has {len(paths)} parts; the limit is {_MOST_STREAMS}", remedy="Save what hangs on it.")
            streams = {tuple(map(str.upper, path)): file.openstream(path).read() for path in paths}
        if (_TABLE,) not in streams:
            raise ValueError
        return _mail(streams, 0)
    except (MemoryError, TooLarge):
        raise
    except Exception as error:  # what a reader raises over damaged bytes is of every kind
        raise TruncatedFile("The file is damaged: no mail of Outlook can be read from it") from error


class _Properties:
    """The properties of a mail or an attachment: text, bytes and numbers by what they are of."""

    def __init__(self, streams: _Streams, header: int) -> None:
        self._streams = streams
        table = streams.get((_TABLE,), b"")[header:]
        rows = _ROW.iter_unpack(table[: len(table) // _ROW.size * _ROW.size])
        self._fixed = {number: value for _, number, _, value in rows}

    def number(self, of: int) -> int:
        """A whole number, 0 where there is none."""
        return int.from_bytes(self._fixed.get(of, b"")[:4], "little")

    def time(self, of: int) -> datetime.datetime | None:
        """A time in UTC."""
        ticks = int.from_bytes(self._fixed.get(of, b""), "little")  # of 100 nanoseconds, from 1601 on
        first = datetime.datetime(1601, 1, 1, tzinfo=datetime.UTC)
        return first + datetime.timedelta(microseconds=ticks // 10) if 0 < ticks < _LATEST else None

    def data(self, of: int, kind: int = _BINARY) -> bytes | None:
        """Bytes."""
        return self._streams.get((f"__SUBSTG1.0_{of:04X}{kind:04X}",))

    def text(self, of: int) -> str:
        """Text, in whichever form it is there; empty where it is not."""
        wide = self.data(of, _TEXT)
        if wide is not None:
            return wide.decode("utf-16-le", "replace")
        narrow = self.data(of, _TEXT8)
        narrow = self.data(of) if narrow is None and of == _BODY_HTML else narrow
        return decoded(narrow, self._charset()) if narrow else ""

    def _charset(self) -> str:
        page = self.number(_CODEPAGE) or self.number(_OTHER_CODEPAGE)
        return _CHARSETS.get(page, f"windows-{page}" if 1250 <= page <= 1258 else f"iso-8859-{max(0, page - 28590)}")


def _mail(streams: _Streams, depth: int) -> Mail:
    found = _Properties(streams, _OF_A_MAIL_WITHIN if depth else _OF_A_MAIL)
    mail = MIMEMultipart("related", boundary=f"=_part_of_depth_{depth}")
    for name, value in _headers(found):
        if name.lower() not in ("content-type", "mime-version", "content-transfer-encoding"):
            line = " ".join(value.split())
            mail[name] = line if line.isascii() else email.header.Header(line, "utf-8", errors="replace").encode()
    plain, html = found.text(_BODY), found.text(_BODY_HTML)
    if not plain.strip() and not html.strip():
        plain = _rich_text(found.data(_BODY_RTF) or b"")
    for text, kind in ((plain, "plain"), (html, "html")):
        if text:
            mail.attach(MIMEText(text.encode("utf-8", "replace").decode(), kind, "utf-8"))
    held = [(name, below) for name, below in sorted(_storages(streams).items()) if name.startswith(_ATTACHMENT)]
    for number, (_, below) in enumerate(held, 1):
        mail.attach(_attachment(below, number, html, depth))
    return mail


def _storages(streams: _Streams) -> dict[str, _Streams]:
    """The streams of each storage, by its name, as they are within it."""
    found: dict[str, _Streams] = {}
    for (name, *rest), data in streams.items():
        if rest:
            found.setdefault(name, {})[tuple(rest)] = data
    return found


def _headers(found: _Properties) -> Iterator[tuple[str, str]]:
    """The head as it was sent, or what the mail says of itself where it never was."""
    sent = email.parser.HeaderParser().parsestr(found.text(_HEADERS).lstrip())
    yield from ((name, str(value)) for name, value in sent.items())
    address = found.text(_SENDER_SMTP) or found.text(_SENDER_ADDRESS)
    sender = email.utils.formataddr((found.text(_SENDER), address if "@" in address else ""), "utf-8")
    time = found.time(_SENT)
    told = {
        "From": sender if address.strip() and "@" in address else found.text(_SENDER),
        "To": found.text(_TO).strip("\0"),
        "Cc": found.text(_CC).strip("\0"),
        "Subject": _subject(found.text(_SUBJECT)),
        "Date": email.utils.format_datetime(time) if time else "",
        "Message-ID": found.text(_ID),
    }
    yield from ((name, value) for name, value in told.items() if value.strip() and name not in sent)


def _subject(said: str) -> str:
    """A subject without the two characters by which Outlook says how long its `RE:` is."""
    return said[2:] if said.startswith("\x01") else said


def _attachment(streams: _Streams, number: int, html: str, depth: int) -> Mail:
    """A file on a mail; a picture that the text shows has an identity, a mail is a part of its own kind."""
    found = _Properties(streams, _OF_AN_ATTACHMENT)
    name = " ".join((found.text(_LONG_NAME) or found.text(_NAME) or f"part-{number}").replace("\0", "").split())
    within = _storages(streams).get(_WITHIN, {})
    if (_TABLE,) in within:
        part: Mail = MIMEMessage(_mail(within, depth + 1))
        name = name.removesuffix(".msg") + ".eml"
    else:
        main, _, sub = found.text(_MIME).strip("\0 ").partition("/")
        known = main.isalnum() and main not in ("multipart", "message") and _SUBTYPE.fullmatch(sub)
        part = MIMEBase(main, sub) if known else MIMEBase("application", "octet-stream")
        data = found.data(_DATA)
        if data is not None:
            part.set_payload(data)
            email.encoders.encode_base64(part)
    identity = found.text(_CONTENT_ID).strip("\0<> ")
    if identity and f"cid:{identity}" in html:
        part["Content-ID"] = identity
    else:
        part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def _rich_text(packed: bytes) -> str:
    """The text of a body that is there as rich text only."""
    from striprtf.striprtf import rtf_to_text

    to_text: Callable[..., str] = rtf_to_text
    return to_text(shown(_unpacked(packed).decode("latin-1")), errors="replace") if packed else ""


def _unpacked(packed: bytes) -> bytes:
    """Rich text as it was before Outlook packed it: characters, or where in what came last they stand (MS-OXRTFCP)."""
    _, size, kind, _ = struct.unpack_from("<IIII", packed)
    if kind == 0x414C454D:  # MELA: not packed
        return packed[16 : 16 + size]
    out = bytearray(_PRIMED)
    at, most = 16, len(_PRIMED) + min(size, _MOST_RTF)
    while at < len(packed) and len(out) < most:
        flags = packed[at]
        at += 1
        for bit in range(8):
            if not flags >> bit & 1:
                out += packed[at : at + 1]
                at += 1
                continue
            where = int.from_bytes(packed[at : at + 2], "big")
            at += 2
            begin = _behind(len(out), where >> 4)
            if begin >= len(out) or begin < 0:
                return bytes(out[len(_PRIMED) : most])
            for step in range((where & 15) + 2):
                out.append(out[begin + step])
    return bytes(out[len(_PRIMED) : most])


def _behind(length: int, place: int) -> int:
    """Where in all that was written the place of the dictionary is, which is written round and round."""
    return length - ((length - place) % _WINDOW or _WINDOW)
