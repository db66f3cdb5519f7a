"""Documents of word processors as pages of words: what they show on paper, set on the same grid as plain text.

Text that was deleted under tracked changes or is hidden is left out; the numbers of lists, which such files do not hold, are
counted as the programs count them. A page ends where the author ended it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from pipeline.errors import EncryptedFile, ProgramMissing, TooLarge, TruncatedFile
from pipeline.layout.document import Page
from pipeline.reading import richtext
from pipeline.reading.plaintext import PAGE_END, TextLine, place, spaced
from pipeline.reading.sniff import DOCX, ODT, RTF

MAX_BYTES = 100_000_000  # of text and its marks, unpacked

LineStream = Iterator[TextLine | None]
"""A document's lines; `None` is some white, PAGE_END the end of a page."""


def read_word_processor(data: bytes, media_type: str) -> list[Page]:
    """The pages of a document; at least one. Raises TruncatedFile where it is damaged, TooLarge beyond MAX_BYTES."""
    readers: dict[str, Callable[[bytes], LineStream]] = {DOCX: _docx, ODT: _odt, RTF: _rtf}
    try:
        lines = list(readers[media_type](data))
    except ModuleNotFoundError as error:
        raise ProgramMissing(f"The Python package {error.name} is not installed") from error
    except (MemoryError, TooLarge, EncryptedFile):
        raise
    except Exception as error:  # what a reader raises over damaged bytes is of every kind
        raise TruncatedFile("The file is damaged: no text can be read from it") from error
    return [place(spaced(_with_white(page)), number) for number, page in enumerate(_pages(lines), 1)]


def _pages(lines: Iterable[TextLine | None]) -> list[list[TextLine | None]]:
    pages: list[list[TextLine | None]] = [[]]
    for line in lines:
        if line is PAGE_END:
            pages.append([])
        else:
            pages[-1].append(line)
    full = [page for page in pages if any(line is not None and line.text.strip() for line in page)]
    return full or [[]]


def _with_white(lines: Iterable[TextLine | None]) -> LineStream:
    """The lines, an empty one as white."""
    for line in lines:
        yield line if line is not None and line.text.strip() else None


def _docx(data: bytes) -> LineStream:
    from pipeline.reading.docx import read_lines

    _check_size(data)
    return read_lines(io.BytesIO(data))


def _check_size(data: bytes) -> None:
    """Raises TooLarge where the parts of a zipped document are larger than any letter, before they are unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(info.file_size for info in archive.infolist() if info.filename.endswith(".xml"))
    if size > MAX_BYTES:
        raise TooLarge(f"The text of the document has {size // 1_000_000} megabytes; the limit is {MAX_BYTES // 1_000_000}")


def _rtf(data: bytes) -> LineStream:
    from striprtf.striprtf import rtf_to_text

    if len(data) > MAX_BYTES:
        raise TooLarge
    to_text: Callable[..., str] = rtf_to_text
    text = to_text(_PAGE.sub("\\\\page\f", richtext.shown(data.decode("latin-1"))), errors="replace")
    for number, page in enumerate(text.split("\f")):
        if number:
            yield PAGE_END
        yield from (TextLine(line) for line in page.splitlines())


_PAGE = re.compile(r"\\page(?![a-z0-9-]) ?")
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_NO_TEXT = frozenset({f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation", f"{_TEXT}hidden-text"})


def _odt(data: bytes) -> LineStream:
    content = data if data[:2] != b"PK" else _odt_content(data)
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    breaks = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for said in style.iter(f"{_STYLE}paragraph-properties")
        if said.get(f"{_FO}break-before") == "page"
    }
    body = root.find(f".//{_OFFICE}text")
    for block in () if body is None else _odt_blocks(body):
        if block.get(f"{_TEXT}style-name") in breaks:
            yield PAGE_END
        if block.tag == f"{_TABLE}table-row":
            cells = [" ".join("".join(_odt_text(cell)).split()) for cell in block]
            yield TextLine("   ".join(cell for cell in cells if cell))
            continue
        for line in "".join(_odt_text(block)).split("\n"):
            yield TextLine(line)


def _odt_content(data: bytes) -> bytes:
    """The part that holds the text; raises EncryptedFile where a password is needed for it."""
    _check_size(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            told = "The file is an OpenDocument text that needs a password"
            raise EncryptedFile(told, remedy="Save a copy without a password.")
        return archive.read("content.xml")


def _odt_blocks(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, headings and rows of tables in the order in which they stand."""
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element.tag in _NO_TEXT:
            continue
        if element.tag in (f"{_TEXT}p", f"{_TEXT}h", f"{_TABLE}table-row"):
            yield element
        else:
            waiting += reversed(element)


def _odt_text(element: etree._Element) -> Iterator[str]:
    """The characters of a paragraph, however deep its spans lie in one another."""
    waiting: list[etree._Element | str] = [element]
    while waiting:
        at = waiting.pop()
        if isinstance(at, str):
            yield at
        elif at.tag == f"{_TEXT}s":
            count = at.get(f"{_TEXT}c") or "1"
            yield " " * min(int(count[:4]) if count.isdecimal() else 1, 200)
        elif at.tag in _SIGNS:
            yield _SIGNS[at.tag]
        elif at.tag not in _NO_TEXT and isinstance(at.tag, str):
            for child in reversed(at):
                waiting += [child.tail or "", child]
            yield at.text or ""
