"""What a comparison is. Made from the schema `comparison` by `python -m schemas.types`: change that, not this."""

from __future__ import annotations

from typing import Literal, TypedDict

DepartureKind = Literal["shared", "slot", "variant", "only_here", "move"]
"""How documents differ in one place, if they do."""
MadeBy = Literal["department", "doubtful", "covered", "ocr", "typography"]
"""Who or what made a difference."""


class ComparisonDocument(TypedDict):
    """One document."""

    record_id: str
    name: str
    document_type: Literal["letter", "press_release", "other"]
    file_name: str
    first_page: int
    last_page: int
    text_source: Literal["native", "ocr", "mixed"]
    ocr_confidence: float | None


class ComparisonBox(TypedDict):
    """A line's box in points from the page's upper left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class ComparisonPlace(TypedDict):
    """Where a document has a reading."""

    document: int
    start: int
    end: int
    pages: list[int]
    boxes: list[ComparisonBox]


class ComparisonReading(TypedDict):
    """What some documents say in one place."""

    text: str
    documents: list[int]
    doubtful: bool
    places: list[ComparisonPlace]


class ComparisonDifference(TypedDict):
    """One place in which documents differ."""

    kind: DepartureKind
    made_by: MadeBy
    category: Literal[
        "date",
        "negation",
        "obligation",
        "number",
        "citation",
        "name",
        "passage",
        "wording",
        "order",
        "form",
        "case",
        "numbering",
        "punctuation",
    ]
    weight: int
    field: str | None
    before: str
    after: str
    readings: list[ComparisonReading]


class ComparisonPassageReading(TypedDict):
    """A piece's text and where it stands."""

    text: str
    spans: list[list[int]]


class ComparisonPassage(TypedDict):
    """A piece of the family's texts, in the base's order; a document's pieces are its whole text."""

    kind: DepartureKind
    made_by: MadeBy | None
    field: str | None
    paragraph: int
    sentence: int
    readings: list[ComparisonPassageReading]
    moved: list[int]


class ComparisonDeparture(TypedDict):
    """How far one document departs from its family."""

    document: int
    score: int
    differences: list[int]


class ComparisonFamily(TypedDict):
    """Documents of one text."""

    members: list[int]
    base: int
    differences: list[ComparisonDifference]
    doubtful: list[ComparisonDifference]
    slots: list[ComparisonDifference]
    set_aside: list[ComparisonDifference]
    departures: list[ComparisonDeparture]
    odd_ones_out: list[int]
    passages: list[ComparisonPassage]


class ComparisonItem(TypedDict):
    """A value of a field in one document."""

    label: str | None
    text: str
    document: int
    start: int
    end: int
    pages: list[int]
    boxes: list[ComparisonBox]


class ComparisonRow(TypedDict):
    """One value of a field in the documents that have it."""

    field: Literal["deadlines", "questions", "criteria", "signatories", "citations"]
    kind: Literal["shared", "variant", "only_here"]
    topic: str | None
    items: list[ComparisonItem]
    missing: list[int]
    differences: list[ComparisonDifference]
    doubtful: list[ComparisonDifference]
    set_aside: list[ComparisonDifference]


class ComparisonFieldSet(TypedDict):
    """Documents whose fields answer to one another."""

    members: list[int]
    rows: list[ComparisonRow]


class ComparisonJson(TypedDict):
    """
    Letters and releases side by side: families of one text, where their members differ, and fields that answer to one another.
    """

    schema_version: Literal["1.0.0"]
    documents: list[ComparisonDocument]
    families: list[ComparisonFamily]
    field_sets: list[ComparisonFieldSet]
    alone: list[int]
