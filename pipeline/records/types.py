"""What a record is. Made from the schema `record` by `python -m schemas.types`: change that, not this."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class Mail(TypedDict):
    """What the head of a mail says: data about the document, and no part of its text."""

    sender: NotRequired[str]
    to: NotRequired[str]
    cc: NotRequired[str]
    subject: NotRequired[str]
    date: NotRequired[str]
    message_id: NotRequired[str]


class Source(TypedDict):
    """The file and the part of it that the record was read from."""

    path: str
    file_name: str
    sha256: str
    media_type: str
    page_count: int
    first_page: int
    last_page: int
    segment: int
    segment_count: int
    text_source: Literal["native", "ocr", "mixed"]
    mail: NotRequired[Mail]
    ocr_confidence: float | None


class Box(TypedDict):
    """A box on a page in points (1/72 inch) from the page's upper left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Reviewed(TypedDict):
    """Who looked at it, and what came of it."""

    by: str
    on: str
    how: Literal["confirmed", "corrected", "added"]


class Evidence(TypedDict):
    """Where the item was read."""

    start: int
    end: int
    text: str
    boxes: list[Box]
    source: Literal["native", "ocr"]
    confidence: float
    parts: NotRequired[dict[str, Part]]
    reviewed: NotRequired[Reviewed]


class Part(TypedDict):
    """Where one value of an item was read."""

    spans: list[list[int]]
    boxes: list[Box]
    confidence: float
    reviewed: NotRequired[Reviewed]


class PageEvidence(TypedDict):
    """Where the item was read; start and end are null where its words are not in text."""

    start: int | None
    end: int | None
    text: str | None
    boxes: list[Box]
    source: Literal["native", "ocr"]
    confidence: float
    reviewed: NotRequired[Reviewed]


class Address(TypedDict):
    """A postal address, as far as it is printed."""

    street: str | None
    city: str | None
    state: str | None
    postal_code: str | None


class Reason(TypedDict):
    """One reason to look again."""

    code: str
    field: str | None
    message: str
    boxes: NotRequired[list[Box]]


class Review(TypedDict):
    """Whether a person should look at the record, and why."""

    needed: bool
    reasons: list[Reason]


class ValueItem(TypedDict):
    """One value."""

    value: str
    evidence: Evidence


class DateItem(TypedDict):
    """The date of the document."""

    value: str
    evidence: Evidence


class Issuer(TypedDict):
    """Who sends it."""

    department: str | None
    component: str | None
    address: str | None
    evidence: Evidence


class Recipient(TypedDict):
    """One addressee."""

    name: str | None
    honorific: str | None
    title: str | None
    organization: str | None
    address: Address | None
    evidence: Evidence


class Signatory(TypedDict):
    """One who signs."""

    name: str | None
    title: str | None
    organization: str | None
    evidence: Evidence


class Deadline(TypedDict):
    """A day by which the reader must do something."""

    date: str | None
    expression: str
    relation: Literal["no_later_than", "by", "on_or_before", "before", "due", "until", "within", "no_more_than"]
    anchor: str | None
    action: str | None
    evidence: Evidence


class Criterion(TypedDict):
    """One condition of a list under a lead-in with a modal verb."""

    label: str | None
    text: str
    lead_in: str
    modality: Literal["must", "shall", "should", "may"]
    evidence: Evidence


class Question(TypedDict):
    """One question put to the reader."""

    label: str | None
    text: str
    topic: str | None
    evidence: Evidence


class Request(TypedDict):
    """Something that the reader is told to send, give or do."""

    label: str | None
    text: str
    evidence: Evidence


class TextItem(TypedDict):
    """One statement."""

    text: str
    evidence: Evidence


class Citation(TypedDict):
    """A legal source that is cited."""

    text: str
    kind: Literal["usc", "cfr", "public_law", "statutes_at_large", "federal_register", "executive_order", "case", "rule"]
    normalized: str
    evidence: Evidence


class Program(TypedDict):
    """A program that is named."""

    name: str
    abbreviation: str | None
    evidence: Evidence


class Abbreviation(TypedDict):
    """An abbreviation that the document defines."""

    short: str
    long: str
    evidence: Evidence


class Jurisdiction(TypedDict):
    """A place named with its state in the body."""

    name: str
    state: str
    kind: Literal["city", "county", "state", "tribe"] | None
    evidence: Evidence


class Quotation(TypedDict):
    """A quoted statement of a person."""

    speaker: str | None
    text: str
    evidence: Evidence


class Amount(TypedDict):
    """An amount of money."""

    value: float
    currency: Literal["USD"]
    text: str
    evidence: Evidence


class Redaction(TypedDict):
    """A covered place."""

    label: str | None
    recoverable: bool
    evidence: PageEvidence


class Mark(TypedDict):
    """What was put on the page after the document was written."""

    kind: Literal["received", "filed", "filing_header", "bates", "fax_header", "watermark", "endorsement", "stamp"]
    text: str
    date: str | None
    evidence: PageEvidence


class Contact(TypedDict):
    """A way to reach someone."""

    kind: Literal["phone", "tty", "fax", "email", "url"]
    value: str
    evidence: Evidence


class Record(TypedDict):
    """What one letter or press release becomes. null or [] means: not in the document."""

    schema_version: Literal["2.0.0"]
    record_id: str
    document_type: Literal["letter", "press_release", "other"]
    source: Source
    text: str
    issuer: Issuer | None
    date: DateItem | None
    release_number: ValueItem | None
    dateline: ValueItem | None
    title: ValueItem | None
    subject: ValueItem | None
    reference_numbers: list[ValueItem]
    delivery: list[ValueItem]
    recipients: list[Recipient]
    salutation: ValueItem | None
    signatories: list[Signatory]
    copies: list[ValueItem]
    enclosures: list[ValueItem]
    deadlines: list[Deadline]
    criteria: list[Criterion]
    questions: list[Question]
    requests: list[Request]
    findings: list[TextItem]
    citations: list[Citation]
    programs: list[Program]
    abbreviations: list[Abbreviation]
    jurisdictions: list[Jurisdiction]
    quotations: list[Quotation]
    amounts: list[Amount]
    redactions: list[Redaction]
    marks: list[Mark]
    contacts: list[Contact]
    review: Review
