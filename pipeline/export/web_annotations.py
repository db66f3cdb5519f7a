"""W3C Web Annotations (JSON-LD): each value as a note on the passage of the text and the place on the page it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.export.characters import json_text
from pipeline.export.files import write
from pipeline.export.flat import document
from pipeline.export.tables import singles_of, tables
from pipeline.records.items import RecordItem, evidence_of, items
from pipeline.records.types import Box, Evidence, PageEvidence, Record

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# The fragments of a PDF's address: pages from 1, left, top, width and height in points.
_PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc3778"
_AROUND = 32  # characters of context before and after a quotation


def save(records: Sequence[Record], path: Path) -> list[str]:
    """Write one page of annotations. Raises OutputError."""
    items = [annotation for record in records for annotation in of_record(record)]
    items += [text_of(record) for record in records]
    write(path, document({"@context": _CONTEXT, "id": "urn:dojletters:annotations", "type": "AnnotationPage", "items": items}))
    return []


def of_record(record: Record) -> Iterator[dict[str, object]]:
    """An annotation for each value with evidence; its body has the key of the value and the value itself, as JSON."""
    for key, number, item in _values(record):
        yield {
            "id": f"urn:dojletters:{record['record_id']}:{key}:{number}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": [
                {"type": "TextualBody", "purpose": "tagging", "value": key},
                {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": json_text(item)},
            ],
            "target": [*_passage(record, evidence_of(item)), *_places(record, evidence_of(item))],
        }


def _text_id(record: Record) -> str:
    return f"urn:dojletters:{record['record_id']}:text"


def text_of(record: Record) -> dict[str, object]:
    """An annotation that brings the record's text, of which the passages of the others are parts."""
    return {
        "id": f"urn:dojletters:{record['record_id']}",
        "type": "Annotation",
        "motivation": "describing",
        "body": {"id": _text_id(record), "type": "TextualBody", "format": "text/plain", "value": record["text"]},
        "target": {"id": f"urn:sha256:{record['source']['sha256']}", "format": record["source"]["media_type"]},
    }


def _values(record: Record) -> Iterator[tuple[str, int, RecordItem]]:
    for key in singles_of():
        yield from ((key, 1, item) for item in items(record, key))
    for table in tables()[2:]:
        if len(table.path) == 1:
            yield from ((table.name, number, item) for number, item in enumerate(items(record, table.name), 1))


def _passage(record: Record, evidence: Evidence | PageEvidence) -> Iterator[dict[str, object]]:
    """The passage in the record's text, by its words and by its offsets; none for what stands on the page alone."""
    text, start, end = record["text"], evidence["start"], evidence["end"]
    if start is None or end is None:
        return
    quote = {
        "type": "TextQuoteSelector",
        "exact": evidence["text"],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    source = {"id": _text_id(record), "type": "Text", "format": "text/plain"}
    yield {"type": "SpecificResource", "source": source, "selector": [quote, position]}


def _places(record: Record, evidence: Evidence | PageEvidence) -> Iterator[dict[str, object]]:
    """The boxes on the pages of the file; of a file that is no PDF the page alone has a name, its body has the boxes."""
    media_type = record["source"]["media_type"]
    is_pdf = media_type == "application/pdf"
    source = {"id": f"urn:sha256:{record['source']['sha256']}", "format": media_type}
    fragments = [_fragment(box, is_pdf) for box in evidence["boxes"]]
    for value in dict.fromkeys(fragments):
        selector = {"type": "FragmentSelector", "value": value} | ({"conformsTo": _PDF_FRAGMENT} if is_pdf else {})
        yield {"type": "SpecificResource", "source": source, "selector": selector}


def _fragment(box: Box, is_pdf: bool) -> str:
    page = f"page={box['page']}"
    if not is_pdf:
        return page
    places = (box["x0"], box["top"], box["x1"] - box["x0"], box["bottom"] - box["top"])
    return f"{page}&viewrect={','.join(f'{round(place, 2):g}' for place in places)}"
