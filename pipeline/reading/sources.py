"""Which files there are, and what kind each is: told by its content, whatever its name says."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Container, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from pipeline.errors import EmptyFile, UnsupportedFile
from pipeline.reading.plaintext import decode

PDF = "application/pdf"
TIFF, PNG, JPEG = "image/tiff", "image/png", "image/jpeg"
HTML, TEXT = "text/html", "text/plain"
IMAGES = (TIFF, PNG, JPEG)
STANDARD_INPUT = "-"

_HEAD = 4096  # bytes in which a file shows what it is
_SIGNATURES = (
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
)
_HTML_START = re.compile(
    r"(?:<\?xml[^>]{0,200}>|<!--(?:(?!-->).){0,2000}-->|\s)*<(?:!doctype\s+html|html|head|body|title|meta)\b", re.I | re.S
)
_MARKUP = re.compile(r"<(?:p|div|h[1-6]|table|span|br|main|article|ul)\b[^<>]{0,500}>", re.I)
_PDF_BODY = re.compile(rb"\d\s+obj\b|startxref|/Type\s*/")
_KNOWN = {  # kinds that people do send, and what to do about each
    b"PK\x03\x04": ("a ZIP archive or an Office document", "Save a Word document as PDF; unpack an archive and give its files."),
    b"\xd0\xcf\x11\xe0": ("a document of an old Microsoft Office", "Save it as PDF."),
    b"{\\rtf": ("a Rich Text document", "Save it as PDF."),
    b"GIF8": ("a GIF picture", "Save it as PNG."),
    b"BM": ("a BMP picture", "Save it as PNG."),
    b"\x00\x00\x00\x0cjP": ("a JPEG 2000 picture", "Save it as PNG."),
    b"%!PS": ("a PostScript document", "Turn it into a PDF (`ps2pdf IN.ps OUT.pdf`)."),
    b"\x1f\x8b": ("a gzip archive", "Unpack it and give its files."),
    b"7z\xbc\xaf": ("a 7-Zip archive", "Unpack it and give its files."),
    b"Rar!": ("a RAR archive", "Unpack it and give its files."),
}
_NAMES = {
    PDF: (".pdf",),
    TIFF: (".tif", ".tiff"),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    HTML: (".htm", ".html", ".xhtml", ".shtml", ".asp", ".aspx", ".php"),
    TEXT: (".txt", ".text", ".md", ".markdown", ".asc", ".eml"),
}

# In a folder, files that are surely no document: data, programs, fonts, and what accompanies them.
_NO_DOCUMENTS = """
    .json .jsonl .ndjson .csv .tsv .parquet .sqlite .sqlite3 .db .py .pyc .ipynb .js .css .map .yml .yaml .toml .cfg .ini .log
    .lock .xsd .svg .ico .gif .woff .woff2 .ttf .otf .sh .bat .exe .dll .so .tmp .part .crdownload .bak .sha256 .md5
"""
_SKIPPED_SUFFIXES = frozenset(_NO_DOCUMENTS.split())
_SKIPPED_NAMES = re.compile(
    r"(?:readme|license|licence|copying|changelog|makefile|dockerfile|thumbs\.db|desktop\.ini)\b|~\$|\.", re.I
)
_SKIPPED_FOLDERS = frozenset({"__macosx", "__pycache__", "node_modules", "$recycle.bin"})


class FileContent:
    """A file's bytes, `path` being its name as it was given; read and hashed once, when they are first asked for."""

    def __init__(self, path: str, data: bytes | None = None) -> None:
        """`data` are the bytes where they were read already."""
        self.path = path
        self._data = data

    @cached_property
    def data(self) -> bytes:
        """The bytes; raises OSError."""
        return Path(self.path).read_bytes() if self._data is None else self._data

    @cached_property
    def sha256(self) -> str:
        """Their SHA-256 in hexadecimal digits; raises OSError."""
        return hashlib.sha256(self.data).hexdigest()


def sniff(data: bytes) -> str:
    """The media type of a file's bytes; raises EmptyFile or UnsupportedFile, which says what the file is where that shows."""
    if not data:
        raise EmptyFile
    head = data[:_HEAD]
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if _is_pdf(head, data):
        return PDF
    for signature, (what, remedy) in _KNOWN.items():
        if head.startswith(signature):
            raise UnsupportedFile(f"The file is {what}, which is not read", remedy=remedy)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        raise UnsupportedFile("The file is a WebP picture, which is not read", remedy="Save it as PNG.")
    text = decode(data[: 16 * _HEAD])
    if text is None:
        raise UnsupportedFile("The file is neither a PDF nor a page image nor text, whatever its name says")
    if not text.strip() and not (decode(data) or "").strip():
        raise EmptyFile("The file holds nothing but white space")
    return HTML if _is_html(text[:_HEAD]) else TEXT


def _is_pdf(head: bytes, data: bytes) -> bool:
    """Whether a PDF begins here, possibly behind junk (a mail's header, a byte order mark)."""
    at = head.find(b"%PDF-")
    return at == 0 or (at > 0 and _PDF_BODY.search(data, at, at + 1_000_000) is not None)


def _is_html(head: str) -> bool:
    return _HTML_START.match(head) is not None or (head.lstrip().startswith("<") and len(_MARKUP.findall(head)) >= 3)


def naming_note(name: str, media_type: str) -> str | None:
    """A note for a file whose name says something else than its content; `None` where they agree or the name says nothing."""
    suffix = Path(name).suffix.lower()
    said = next((kind for kind, suffixes in _NAMES.items() if suffix in suffixes), None)
    other = said is None and suffix in (".doc", ".docx", ".rtf", ".gif", ".bmp", ".webp", ".zip")
    if said == media_type or not (said or other):
        return None
    return f"The file is named {suffix} but its content is {media_type}; it was read by its content."


def walk(paths: Iterable[str | Path]) -> Iterator[str]:
    """The files at or under `paths`, each once, folders in sorted order; `-` (standard input) stands for itself.

    What is named itself is always given, there or not. In folders are left out: hidden files and folders, data, programs and
    notes (`.json`, `.csv`, `.py`, README ...), a saved web page's folder of pictures, and links that lead out of the folder.
    """
    seen: set[str] = set()
    for path in paths:
        for found in [str(path)] if str(path) == STANDARD_INPUT else _files(Path(path)):
            key = found if found == STANDARD_INPUT else os.path.realpath(found)
            if key not in seen:
                seen.add(key)
                yield found


def _files(path: Path) -> Iterator[str]:
    if not path.is_dir():
        yield str(path)
        return
    root = Path(os.path.realpath(path))
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if is_open(name, names))
        for name in sorted(names):
            file = Path(folder, name)
            if may_be_document(name) and file.is_file() and Path(os.path.realpath(file)).is_relative_to(root):
                yield str(file)


def is_open(folder: str, beside: Container[str]) -> bool:
    """Whether a folder is looked into; `NAME_files` beside `NAME.html` holds a saved page's pictures and scripts."""
    stem = folder.removesuffix("_files")
    saved = stem != folder and any(f"{stem}{suffix}" in beside for suffix in _NAMES[HTML])
    return not folder.startswith(".") and folder.lower() not in _SKIPPED_FOLDERS and not saved


def may_be_document(name: str) -> bool:
    """Whether a file of this name in a folder is looked at: hidden files, data, programs and notes are not."""
    return _SKIPPED_NAMES.match(name) is None and Path(name).suffix.lower() not in _SKIPPED_SUFFIXES
