"""What a report on quotations is. Made from the schema `quotations` by `python -m schemas.types`: change that, not this."""

from __future__ import annotations

from typing import Literal, TypedDict

Verdict = Literal["exact", "typographic", "elided", "bracketed", "altered", "spliced", "covered", "not_found"]
"""What checking the words of a quotation comes to."""
Attribution = Literal["right", "other_document", "other_speaker", "unknown"]
"""What checking whose words they are comes to."""
ClaimKind = Literal["date", "deadline", "letters", "places", "questions", "criteria", "recipient", "signatory", "asked", "number"]
"""A kind of statement that records can be held against."""
ClaimVerdict = Literal["fits", "contradicts", "unknown"]
"""What holding a statement against records comes to."""
DifferenceKind = Literal[
    "replaced",
    "dropped",
    "inserted",
    "punctuation",
    "elided",
    "bracketed",
    "spliced",
    "covered",
    "cut",
    "typographic",
    "ocr",
    "attribution",
]
"""A kind of difference between a quotation and its source."""
Material = Literal["negation", "number", "date", "name", "modal", "condition", "hedge", "conjunction", "unit"]
"""A weighty kind of word."""


class QuotationsUnchecked(TypedDict):
    """What else stands in quotation marks, and why it was not checked."""

    quote: str
    start: int
    end: int
    reason: str


class QuotationsHeld(TypedDict):
    """What records hold, of each source; at most eight."""

    words: str
    source_document: int
    start: int
    end: int


class QuotationsLeftOut(TypedDict):
    """
    Sources that bear no witness: an article that is checked, or nearly its text; a paper that is neither letter nor release,
    unless it was asked for.
    """

    record_id: str
    file_name: str
    reason: str


class QuotationsSource(TypedDict):
    """A record that was searched."""

    record_id: str
    document_type: Literal["letter", "press_release", "other"]
    file_name: str
    description: str
    text_source: Literal["native", "ocr", "mixed"]


class QuotationsArticle(TypedDict):
    """An article."""

    name: str
    quotations: list[QuotationsQuotation]
    unchecked: list[QuotationsUnchecked]
    claims: list[QuotationsClaim]


class QuotationsClaim(TypedDict):
    """A statement without quotation marks beside what records hold."""

    kind: ClaimKind
    sentence: str
    said: str
    start: int
    end: int
    verdict: ClaimVerdict
    held: list[QuotationsHeld]


class QuotationsQuotation(TypedDict):
    """A quotation and what was found."""

    quote: str
    start: int
    end: int
    verdict: Verdict
    verdict_text: str
    attribution: Attribution
    attributed_to: QuotationsAttributed
    source_document: int | None
    places: list[QuotationsPlace]
    also_in: list[int]
    differences: list[QuotationsDifference]
    material: list[Material]
    doubtful: bool


class QuotationsAttributed(TypedDict):
    """Whom or what the article names."""

    phrase: str
    speaker: str | None
    document: Literal["letter", "press_release", "statement", "memorandum"] | None
    source: str | None
    note: str | None


class QuotationsPlace(TypedDict):
    """A passage of a source."""

    source_document: int
    record_id: str
    start: int
    end: int
    text: str
    pages: list[int]
    boxes: list[QuotationsBox]
    exact_boxes: bool


class QuotationsBox(TypedDict):
    """A box on a page, in points from its upper left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class QuotationsDifference(TypedDict):
    """One difference between a quotation and its passage, or between whom the article names and whose the words are."""

    kind: DifferenceKind
    source: str
    quote: str
    document: int
    material: list[Material]
    altering: bool
    doubt: str | None


class QuotationsJson(TypedDict):
    """What came of checking the quotations of articles against records."""

    schema_version: Literal["1.2.0"]
    sources: list[QuotationsSource]
    left_out: list[QuotationsLeftOut]
    articles: list[QuotationsArticle]
