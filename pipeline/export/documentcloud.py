"""Notes for DocumentCloud: each value as a note on its page, by document, as its API takes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import DojlettersError
from pipeline.export.characters import without_controls
from pipeline.export.files import write
from pipeline.export.flat import document
from pipeline.export.tables import singles_of, tables
from pipeline.reading.pdfium import OpenPdf, display_matrix
from pipeline.reading.sniff import PDF
from pipeline.reading.sources import FileContent
from pipeline.records.items import RecordItem, evidence_of, items
from pipeline.records.types import Record

Sizes = dict[int, tuple[float, float]]
"""Width and height of pages, in points, by number."""
_LONGEST = 500  # characters of a note's title


def save(records: Sequence[Record], path: Path, files: Mapping[str, Path] = MappingProxyType({})) -> list[str]:
    """Write a list of documents, each with its notes; those of a file that is not at hand stand on their page without a box.

    `files` are where documents lie, by their SHA-256. Raises OutputError.
    """
    documents: dict[str, list[Record]] = {}
    for record in records:
        documents.setdefault(record["source"]["sha256"], []).append(record)
    told, without = [], []
    for sha256, own in documents.items():
        sizes = _sizes(own, files.get(sha256))
        if not sizes:
            without.append(own[0]["source"]["file_name"])
        notes = [note for record in own for note in _notes(record, sizes)]
        told.append({"document": {"title": own[0]["source"]["file_name"], "file_hash": sha256}, "notes": notes})
    write(path, document(told))
    if not without:
        return []
    which = ", ".join(without[:3]) + (f" and {len(without) - 3} more" if len(without) > 3 else "")
    return [f"{path.name}: not where the run says, or no PDF: {which}; notes there have pages and no boxes"]


def _sizes(records: Sequence[Record], file: Path | None) -> Sizes:
    """The sizes of the pages of the file that these records are of; none where it is not at hand, or is another by now."""
    source = records[0]["source"]
    content = FileContent(str(file or source.get("path") or source["file_name"]))
    try:
        if source["media_type"] != PDF or content.sha256 != source["sha256"]:
            return {}
        wanted = {box["page"] for record in records for _, item in _values(record) for box in evidence_of(item)["boxes"]}
        with OpenPdf(content.data) as opened:
            return {number: _size(opened, number) for number in sorted(wanted) if number <= len(opened)}
    except (OSError, DojlettersError):
        return {}


def _size(opened: OpenPdf, number: int) -> tuple[float, float]:
    page = opened.page(number)
    try:
        _, width, height = display_matrix(page)
    finally:
        page.close()
    return width, height


def _notes(record: Record, sizes: Sizes) -> Iterator[dict[str, object]]:
    for key, item in _values(record):
        boxes = evidence_of(item)["boxes"]
        for page in sorted({box["page"] for box in boxes}):
            own = [box for box in boxes if box["page"] == page]
            note: dict[str, object] = {
                "title": _plain(key.replace("_", " ").capitalize())[:_LONGEST],
                "content": _plain(evidence_of(item)["text"] or ""),
                "page_number": page - 1,
                "access": "private",
            }
            if page in sizes:
                width, height = sizes[page]
                note |= {
                    "x1": _share(min(box["x0"] for box in own), width),
                    "x2": _share(max(box["x1"] for box in own), width),
                    "y1": _share(min(box["top"] for box in own), height),
                    "y2": _share(max(box["bottom"] for box in own), height),
                }
            yield note


def _values(record: Record) -> Iterator[tuple[str, RecordItem]]:
    for key in (*singles_of(), *(table.name for table in tables()[2:] if len(table.path) == 1)):
        yield from ((key, item) for item in items(record, key))


def _share(place: float, of: float) -> float:
    return round(min(1.0, max(0.0, place / of)), 5) if of else 0.0


def _plain(text: str) -> str:
    """Words as they are: DocumentCloud shows notes as HTML."""
    escaped = without_controls(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return " ".join(escaped.split())
