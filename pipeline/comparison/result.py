"""What a comparison gives, and its form as JSON (schema `comparison`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from pipeline.comparison.sides import Side
from pipeline.notebook.comparison import frame, headline, html
from pipeline.records.comparison_types import ComparisonJson, DepartureKind, MadeBy
from pipeline.records.types import Box

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_VERSION = "1.0.0"


@dataclass(frozen=True, slots=True)
class WitnessSpan:
    """Where one document has a reading: half-open offsets into its text; `start == end` where it has nothing there."""

    document: int
    start: int
    end: int
    pages: tuple[int, ...] = ()
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What some documents say in one place; `text` is empty where they say nothing.

    `doubtful`: it may be a misreading of another reading.
    """

    text: str
    places: tuple[WitnessSpan, ...]
    doubtful: bool = False

    @property
    def documents(self) -> tuple[int, ...]:
        """The documents that say it, sorted."""
        return tuple(sorted({place.document for place in self.places}))


@dataclass(frozen=True, slots=True)
class Difference:
    """One place in which documents differ. Readings: those of most documents first.

    `field` names the slot or, for a compared field, the field; `category` what changes; `weight` is 1 to 100; `before` and
    `after` are the words around it, as the base has them.
    """

    kind: DepartureKind
    made_by: MadeBy
    category: str
    weight: int
    field: str | None
    before: str
    after: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A piece of the texts of a family, in the base's order; the pieces of each document are its whole text.

    `paragraph` counts the base's paragraphs from 0. A place of a moved piece is named in `moved`.
    """

    kind: DepartureKind
    made_by: MadeBy | None
    field: str | None
    paragraph: int
    sentence: int
    readings: tuple[Reading, ...]
    moved: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Departure:
    """How far one document departs from its family: the weights of the differences in which it is not with the most."""

    document: int
    score: int
    differences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Documents of one text. `differences` made by the Department or in doubt are ordered by weight.

    `set_aside` are differences that OCR or typography made; `odd_ones_out` the documents that depart most, none where all
    depart alike.
    """

    members: tuple[int, ...]
    base: int
    differences: tuple[Difference, ...]
    doubtful: tuple[Difference, ...]
    slots: tuple[Difference, ...]
    set_aside: tuple[Difference, ...]
    departures: tuple[Departure, ...]
    odd_ones_out: tuple[int, ...]
    passages: tuple[TextPiece, ...]


@dataclass(frozen=True, slots=True)
class FieldItem:
    """A value of a field in one document."""

    label: str | None
    text: str
    place: WitnessSpan


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One value of a field in the documents that have it; `missing` are those that lack it."""

    field: str
    kind: DepartureKind
    topic: str | None
    items: tuple[FieldItem, ...]
    missing: tuple[int, ...]
    differences: tuple[Difference, ...]
    doubtful: tuple[Difference, ...]
    set_aside: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class FieldSet:
    """Documents whose fields answer to one another: a family, or a release and the letters that it speaks of."""

    members: tuple[int, ...]
    rows: tuple[FieldRow, ...]


@dataclass(frozen=True, repr=False)
class Comparison:
    """The comparison of documents; numbers of documents are their places in `sides`, from 0."""

    sides: tuple[Side, ...]
    families: tuple[Family, ...] = ()
    field_sets: tuple[FieldSet, ...] = ()
    alone: tuple[int, ...] = field(default=())

    def __repr__(self) -> str:
        return f"<{headline(self.to_json())}>"

    def _repr_html_(self) -> str:
        return html(self.to_json())

    def to_pandas(self) -> pd.DataFrame:
        """One row for what each document says in each place where it differs from others of its family, weightiest first."""
        return frame(self.to_json())

    def name(self, document: int) -> str:
        """A document's name for a reader: `Letter to Gorden Eden Jr. (psp.pdf, p. 3-4)`."""
        record = self.sides[document].record
        source = record["source"]
        first, last = source["first_page"], source["last_page"]
        kind = {"letter": "Letter", "press_release": "Release"}.get(record["document_type"], "Document")
        to = " and ".join(name for r in record["recipients"][:2] if (name := r["name"]))
        whom = f" to {to}" if to else f" {record['release_number']['value']}" if record["release_number"] else ""
        return f"{kind}{whom} ({source['file_name']}, p. {first}{f'-{last}' if last > first else ''})"

    def to_json(self) -> ComparisonJson:
        """The comparison as plain values, after the schema `comparison`."""
        told = {
            "schema_version": SCHEMA_VERSION,
            "documents": [self._document(number) for number in range(len(self.sides))],
            "families": [_family(family) for family in self.families],
            "field_sets": [{"members": list(s.members), "rows": [_row(row) for row in s.rows]} for s in self.field_sets],
            "alone": list(self.alone),
        }
        return cast(ComparisonJson, told)

    def _document(self, number: int) -> dict[str, object]:
        record = self.sides[number].record
        source = record["source"]
        return {
            "record_id": record["record_id"],
            "name": self.name(number),
            "document_type": record["document_type"],
            "file_name": source["file_name"],
            "first_page": source["first_page"],
            "last_page": source["last_page"],
            "text_source": source["text_source"],
            "ocr_confidence": source["ocr_confidence"],
        }


def _family(family: Family) -> dict[str, object]:
    names = ("differences", "doubtful", "slots", "set_aside")
    return {
        "members": list(family.members),
        "base": family.base,
        **{name: [_difference(d) for d in getattr(family, name)] for name in names},
        "departures": [{"document": d.document, "score": d.score, "differences": list(d.differences)} for d in family.departures],
        "odd_ones_out": list(family.odd_ones_out),
        "passages": [_passage(passage) for passage in family.passages],
    }


def _row(row: FieldRow) -> dict[str, object]:
    return {
        "field": row.field,
        "kind": row.kind,
        "topic": row.topic,
        "items": [{"label": item.label, "text": item.text} | _place(item.place) for item in row.items],
        "missing": list(row.missing),
        **{name: [_difference(d) for d in getattr(row, name)] for name in ("differences", "doubtful", "set_aside")},
    }


def _difference(difference: Difference) -> dict[str, object]:
    names = ("kind", "made_by", "category", "weight", "field", "before", "after")
    return {name: getattr(difference, name) for name in names} | {"readings": [_reading(r) for r in difference.readings]}


def _reading(reading: Reading) -> dict[str, object]:
    places = [_place(place) for place in reading.places]
    return {"text": reading.text, "documents": list(reading.documents), "doubtful": reading.doubtful, "places": places}


def _place(place: WitnessSpan) -> dict[str, object]:
    span = {"document": place.document, "start": place.start, "end": place.end}
    return span | {"pages": list(place.pages), "boxes": [dict(box) for box in place.boxes]}


def _passage(passage: TextPiece) -> dict[str, object]:
    names = ("kind", "made_by", "field", "paragraph", "sentence")
    return {name: getattr(passage, name) for name in names} | {
        "readings": [_spans(reading) for reading in passage.readings],
        "moved": list(passage.moved),
    }


def _spans(reading: Reading) -> dict[str, object]:
    return {"text": reading.text, "spans": [[place.document, place.start, place.end] for place in reading.places]}


def places(sides: Sequence[Side], document: int, start: int, end: int) -> WitnessSpan:
    """A place with its boxes; without any box, the pages are all those of the document."""
    side = sides[document]
    boxes = tuple(side.boxes(start, end))
    source = side.record["source"]
    pages = sorted({box["page"] for box in boxes}) or range(source["first_page"], source["last_page"] + 1)
    return WitnessSpan(document, start, end, tuple(pages), boxes)
