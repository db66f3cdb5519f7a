"""What kind a file is: told by the whole shape of its content, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from pipeline.errors import EmptyFile, EncryptedFile, UnsupportedFile
from pipeline.reading.plaintext import decode

PDF = "application/pdf"
TIFF, PNG, JPEG, WEBP, HEIC = "image/tiff", "image/png", "image/jpeg", "image/webp", "image/heic"
HTML, TEXT = "text/html", "text/plain"
MAIL, OUTLOOK, WEB_ARCHIVE = "message/rfc822", "application/vnd.ms-outlook", "multipart/related"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT, RTF = "application/vnd.oasis.opendocument.text", "application/rtf"
ZIP, TAR, GZIP, BZIP2, XZ = "application/zip", "application/x-tar", "application/gzip", "application/x-bzip2", "application/x-xz"
MAILBOX, JOINED = "application/mbox", "application/x-joined-pdf"

IMAGES = (TIFF, PNG, JPEG, WEBP, HEIC)
MAILS = (MAIL, OUTLOOK)
ARCHIVES = (ZIP, TAR, GZIP, BZIP2, XZ, MAILBOX, JOINED)
"""Kinds that hold documents and are none themselves; mails may be both."""

_HEAD = 4096  # bytes in which a file shows what it is
_JUNK = 1024  # bytes that programs put before a PDF: a byte order mark, a printer's commands
_SIGNATURES = (
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"\x1f\x8b\x08", GZIP),
    (b"BZh", BZIP2),
    (b"\xfd7zXZ\x00", XZ),
    (b"{\\rtf", RTF),
)
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"hevc")
_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OUTLOOK_STREAM = "__properties_version1.0".encode("utf-16-le")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
# comments and an XML declaration may stand before the first element of a page
_HTML_START = re.compile(
    r"(?:<\?xml[^>]{0,200}>|<!--(?:(?!-->).){0,2000}-->|\s)*<(?:!doctype\s+html|html|head|body|title|meta)\b", re.I | re.S
)
_MARKUP = re.compile(r"<(?:p|div|h[1-6]|table|span|br|main|article|ul)\b[^<>]{0,500}>", re.I)
_XML = re.compile(r"\ufeff?<\?xml\s")
# the first element of an OpenDocument text that was saved as one XML file
_FLAT_ODT = re.compile(
    r"""<office:document\s[^<>]{0,4000}office:mimetype\s*=\s*["']application/vnd\.oasis\.opendocument\.text["']"""
)
_PDF_BODY = re.compile(rb"\d\s+obj\b|startxref|/Type\s*/")
# Where a second PDF was put behind the first, with little between them; one that lies in a stream stands behind `obj ... stream`.
_PDF_SEAM = re.compile(rb"%%EOF(?:(?!obj|stream|%%EOF).){0,1024}?(?=%PDF-\d)", re.S)
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):(?:[ \t]|$)")
_MBOX_LINE = re.compile(r"From \S{1,300} .{5,80}\d{4}.{0,20}$")
_SENT = re.compile(r"^Date:[ \t]+(?:[A-Z][a-z]{2}, +)?\d{1,2} [A-Z][a-z]{2} \d{4} \d{1,2}:\d\d", re.M)
# Headers that mail programs write and no one types at the top of a memorandum.
_OF_A_PROGRAM = frozenset({"mime-version", "message-id", "received", "return-path", "delivered-to", "content-type", "x-mailer"})
_OF_A_MAIL = frozenset({"from", "to", "subject", "date", "cc", "reply-to", "sender"})
_SAVED_PAGE = re.compile(r"^(?:Snapshot-Content-Location:|From: <Saved by |X-MimeOLE: Produced By Microsoft MHTML)", re.I | re.M)
_KNOWN = {  # kinds that people do send, and what to do about each
    b"GIF8": ("a GIF picture", "Save it as PNG."),
    b"BM": ("a BMP picture", "Save it as PNG."),
    b"\x00\x00\x00\x0cjP": ("a JPEG 2000 picture", "Save it as PNG."),
    b"%!PS": ("a PostScript document", "Turn it into a PDF (`ps2pdf IN.ps OUT.pdf`)."),
    b"7z\xbc\xaf": ("a 7-Zip archive", "Unpack it and give its files."),
    b"MZ": ("a program of Windows", "If it unpacks itself, unpack it and give its files."),
    b"\x1f\x9d": ("an archive of compress", "Unpack it (`uncompress`) and give its files."),
    b"\x28\xb5\x2f\xfd": ("an archive of Zstandard", "Unpack it (`unzstd`) and give its files."),
    b"]\x00\x00": ("an archive of LZMA", "Unpack it (`unlzma`) and give its files."),
    b"\x78\x9f\x3e\x22": (
        "an attachment in Outlook's own form (winmail.dat)",
        "Ask for the mail as a `.msg` or with plain attachments.",
    ),
    b"Rar!": ("a RAR archive", "Unpack it and give its files."),
}
_NAMES = {
    PDF: (".pdf",),
    TIFF: (".tif", ".tiff"),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    WEBP: (".webp",),
    HEIC: (".heic", ".heif"),
    HTML: (".htm", ".html", ".xhtml", ".shtml", ".asp", ".aspx", ".php"),
    TEXT: (".txt", ".text", ".md", ".markdown", ".asc"),
    MAIL: (".eml",),
    OUTLOOK: (".msg",),
    WEB_ARCHIVE: (".mht", ".mhtml"),
    DOCX: (".docx", ".docm", ".dotx"),
    ODT: (".odt", ".fodt"),
    RTF: (".rtf",),
}
WEB_PAGE_NAMES = _NAMES[HTML]


def sniff(data: bytes) -> str:
    """The media type of a file's bytes; raises EmptyFile or UnsupportedFile, which says what the file is where that shows."""
    if not data:
        raise EmptyFile
    kind = _by_signature(data[:_HEAD], data)
    if kind is not None:
        return kind
    text = decode(data[: 16 * _HEAD])
    mail = _mail_kind(data[: 16 * _HEAD].decode("latin-1") if text is None else text)  # what is sent may hold any bytes
    if mail is not None:
        return mail
    if _is_pdf_behind_junk(data):
        return JOINED if _PDF_SEAM.search(data) else PDF
    for signature, (what, remedy) in _KNOWN.items():
        if data.startswith(signature) and not (text and signature.isalnum()):
            raise UnsupportedFile(f"The file is {what}, which is not read", remedy=remedy)
    if text is None:
        raise UnsupportedFile("The file is neither a PDF nor a page image nor text, whatever its name says")
    if not text.strip() and not (decode(data) or "").strip():
        raise EmptyFile("The file holds nothing but white space")
    return _text_kind(text[:_HEAD])


def _text_kind(head: str) -> str:
    """A web page, plain text, or what a program wrote as XML."""
    if _is_html(head):
        return HTML
    if _XML.match(head):
        if _FLAT_ODT.search(head):
            return ODT
        raise UnsupportedFile("The file is an XML document of a kind that is not read", remedy="Save it as PDF.")
    return TEXT


def kind_of(data: bytes) -> str | None:
    """The media type of a file's bytes, `None` where it is of no kind that is read."""
    try:
        return sniff(data)
    except (EmptyFile, EncryptedFile, UnsupportedFile):
        return None


def seams(data: bytes) -> list[int]:
    """Where each further PDF begins in PDFs that were put one behind the other."""
    return [seam.end() for seam in _PDF_SEAM.finditer(data)]


def _by_signature(head: bytes, data: bytes) -> str | None:
    if head.startswith(b"%PDF-"):
        return JOINED if _PDF_SEAM.search(data) else PDF
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if head.startswith(_OFFICE):
        if _OUTLOOK_STREAM in data:
            return OUTLOOK
        if _ENCRYPTED_STREAM in data:
            raise EncryptedFile(
                "The file is a document of Microsoft Office that needs a password", remedy="Save a copy without a password."
            )
        told = "The file is a document of an old Microsoft Office, which is not read, or a mail of Outlook that breaks off"
        raise UnsupportedFile(told, remedy="Save it as PDF.")
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return HEIC
    return TAR if head[257:262] == b"ustar" else None


def _zip_kind(data: bytes) -> str:
    """A ZIP archive, or what is one inside: a word processor's document, a sheet, slides."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            said = ""
            if "mimetype" in names:
                with archive.open("mimetype") as file:
                    said = file.read(100).decode("ascii", "replace")
    except Exception:  # what a damaged archive raises is of every kind; which of them it is, is told when it is opened
        return ZIP
    if said.startswith(ODT):
        return ODT
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return DOCX
        raise UnsupportedFile("The file is a document of Microsoft Office that holds no letter", remedy="Save it as PDF.")
    if said.startswith("application/"):
        raise UnsupportedFile(f"The file is a document of the kind {said.strip()}, which is not read", remedy="Save it as PDF.")
    return ZIP


def _is_pdf_behind_junk(data: bytes) -> bool:
    at = data.find(b"%PDF-", 0, _JUNK)
    return at > 0 and _PDF_BODY.search(data, at, at + 1_000_000) is not None


def _mail_kind(text: str) -> str | None:
    """A mail, a mailbox or a web page saved as one file; `None` for text that only begins like a mail (a memorandum)."""
    lines = text.lstrip("\ufeff\r\n").replace("\r\n", "\n").split("\n", 400)
    is_mailbox = _MBOX_LINE.match(lines[0]) is not None
    names: set[str] = set()
    for line in lines[is_mailbox:]:
        header = _HEADER.match(line)
        if header is None and not (names and line[:1] in (" ", "\t") and line.strip()):
            break
        if header is not None:
            names.add(header[1].lower())
    head = "\n".join(lines)
    by_hand = len(names & _OF_A_MAIL) >= 3 and _SENT.search(head) is not None
    if not (names & _OF_A_PROGRAM and len(names) > 1) and not by_hand:
        return None
    if is_mailbox:
        return MAILBOX
    return WEB_ARCHIVE if _SAVED_PAGE.search(head) and "multipart/related" in head.lower() else MAIL


def _is_html(head: str) -> bool:
    return _HTML_START.match(head) is not None or (head.lstrip().startswith("<") and len(_MARKUP.findall(head)) >= 3)


def naming_note(name: str, media_type: str) -> str | None:
    """A note for a file whose name says something else than its content; `None` where they agree or the name says nothing."""
    suffix = Path(name).suffix.lower()
    said = next((kind for kind, suffixes in _NAMES.items() if suffix in suffixes), None)
    other = said is None and suffix in (".doc", ".gif", ".bmp", ".zip")
    if said == media_type or not (said or other):
        return None
    return f"The file is named {suffix} but its content is {media_type}; it was read by its content."
