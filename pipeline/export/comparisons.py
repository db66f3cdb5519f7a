"""A comparison for other programs: CSV with a row for each reading, and Word with the differences as tracked changes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.export.characters import as_cell, without_controls
from pipeline.records.comparison_types import ComparisonDifference, ComparisonFamily, ComparisonJson, ComparisonReading

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

COLUMNS = (
    "family", "difference", "kind", "made_by", "category", "weight", "field", "before", "text", "after", "documents",
    "record_ids", "pages", "doubtful",
)  # fmt: skip
_WHEN = "2000-01-01T00:00:00Z"  # Word wants a day for every change; ours have none
_DAY = (2000, 1, 1, 0, 0, 0)


def to_csv(comparison: ComparisonJson) -> bytes:
    """A row for each reading of each difference, those of fields included; as `csv_tables` writes: no cell is a formula."""
    out = io.StringIO(newline="")
    file = csv.writer(out, lineterminator="\r\n")
    file.writerow(COLUMNS)
    for number, (family, difference) in enumerate(_all(comparison), 1):
        for reading in difference["readings"]:
            file.writerow([_cell(value) for value in _row(comparison, family, number, difference, reading)])
    return out.getvalue().encode("utf-8-sig")


def _row(
    comparison: ComparisonJson, family: int | None, number: int, difference: ComparisonDifference, reading: ComparisonReading
) -> Iterator[object]:
    documents = [comparison["documents"][n] for n in reading["documents"]]
    first = reading["places"][0]["pages"] if reading["places"] else []
    yield from (family, number, *(difference[key] for key in ("kind", "made_by", "category", "weight", "field", "before")))
    yield from (reading["text"], difference["after"], "; ".join(d["name"] for d in documents))
    yield from (
        "; ".join(d["record_id"] for d in documents),
        ", ".join(map(str, first)),
        str(reading["doubtful"]).lower(),
    )


def _cell(value: object) -> object:
    return as_cell(value) if isinstance(value, str) else value


def _all(comparison: ComparisonJson) -> Iterator[tuple[int | None, ComparisonDifference]]:
    """All differences with the number of their family, from 1; those of fields alone have none."""
    for number, family in enumerate(comparison["families"], 1):
        lists = (family["differences"], family["doubtful"], family["slots"], family["set_aside"])
        yield from ((number, difference) for found in lists for difference in found)
    inside = [set(family["members"]) for family in comparison["families"]]
    for fields in comparison["field_sets"]:
        for row in fields["rows"]:
            for difference in (*row["differences"], *row["doubtful"]):
                having = {n for reading in difference["readings"] for n in reading["documents"]}
                if not any(having <= members for members in inside):
                    yield None, difference


def to_docx(comparison: ComparisonJson) -> bytes:
    """A Word file: of each family the text of its base, what others have there as tracked changes of theirs, and a table."""
    import docx

    document = docx.Document()
    document.core_properties.author = "dojletters"
    document.add_heading("Comparison", 0)
    for n, named in enumerate(comparison["documents"], 1):
        document.add_paragraph(without_controls(f"[{n}] {named['name']}"))
    changes = _TrackedChanges(comparison)
    for number, family in enumerate(comparison["families"], 1):
        document.add_heading(f"Family {number}: {', '.join(f'[{n + 1}]' for n in family['members'])}", 1)
        _text(document, family, changes)
    found = [(family, d) for family, d in _all(comparison) if d["made_by"] in ("department", "doubtful", "covered")]
    if found:
        document.add_heading("Differences, weightiest first", 1)
        _table(document, sorted(found, key=lambda pair: -int(pair[1]["weight"])))
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


class _TrackedChanges:
    """Writes tracked changes, each with a number of its own and the document that makes it as its author."""

    def __init__(self, comparison: ComparisonJson):
        self._names = [f"[{n}] {document['name']}" for n, document in enumerate(comparison["documents"], 1)]
        self._number = 0

    def add(self, paragraph: Paragraph, text: str, documents: Sequence[int], gone: bool) -> None:
        """Words that some documents put in, or leave out (`gone`)."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._number += 1
        change = OxmlElement("w:del" if gone else "w:ins")
        more = f" and {len(documents) - 1} more" if len(documents) > 1 else ""
        author = without_controls(f"{self._names[documents[0]]}{more}")
        for name, value in (("w:id", str(self._number)), ("w:author", author), ("w:date", _WHEN)):
            change.set(qn(name), value)
        run, words = OxmlElement("w:r"), OxmlElement("w:delText" if gone else "w:t")
        words.set(qn("xml:space"), "preserve")
        words.text = without_controls(f"{text} ")
        run.append(words)
        change.append(run)
        paragraph._p.append(change)


def _text(document: Document, family: ComparisonFamily, changes: _TrackedChanges) -> None:
    """The base's paragraphs; where letters differ by their nature, what the base has."""
    at, paragraph = -1, document.add_paragraph()
    for passage in family["passages"]:
        if passage["paragraph"] != at:
            at, paragraph = passage["paragraph"], document.add_paragraph() if at >= 0 else paragraph
        readings = [(reading["text"], sorted({span[0] for span in reading["spans"]})) for reading in passage["readings"]]
        own = next((text for text, having in readings if family["base"] in having), "")
        others = [(text, having) for text, having in readings if family["base"] not in having and having]
        lacking = set(family["members"]) - {n for _, having in readings for n in having} - {family["base"]}
        if not (others or lacking) or passage["kind"] in ("slot", "shared") or passage["made_by"] in ("ocr", "typography"):
            paragraph.add_run(without_controls(f"{own} "))
            continue
        if own:
            changes.add(paragraph, own, sorted(lacking.union(*(having for _, having in others))), gone=True)
        for text, having in others:
            if text:
                changes.add(paragraph, text, having, gone=False)


def _table(document: Document, found: Sequence[tuple[int | None, ComparisonDifference]]) -> None:
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    for cell, title in zip(table.rows[0].cells, ("Weight", "What changes", "After", "Says"), strict=True):
        cell.text = title
    for _, difference in found:
        says = "\n".join(
            f"{reading['text'] or '(nothing)'} {''.join(f'[{n + 1}]' for n in reading['documents'])}"
            for reading in difference["readings"]
        )
        doubt = "" if difference["made_by"] == "department" else " (in doubt)"
        texts = (f"{difference['weight']}{doubt}", difference["field"] or difference["category"], difference["before"], says)
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = without_controls(text)


def _undated(content: bytes) -> bytes:
    """The same archive without the time at which it was written: the same comparison gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(zipfile.ZipInfo(member.filename, _DAY), old.read(member), zipfile.ZIP_DEFLATED)
    return out.getvalue()
