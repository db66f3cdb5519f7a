"""What Datasette shows of a database: its views, what can be searched, and a description of every table and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.export.tables import RECORDS, tables

# The columns that full-text search looks through.
SEARCHED = {
    RECORDS: ("title", "subject", "text"),
    "criteria": ("text",),
    "questions": ("text",),
    "requests": ("text",),
    "findings": ("text",),
    "quotations": ("speaker", "text"),
}
_FACETS = {
    RECORDS: ["document_type", "source_text_source", "component", "review_needed"],
    "recipients": ["title", "address_state"],
    "deadlines": ["relation", "date"],
    "questions": ["topic"],
    "citations": ["kind", "normalized"],
    "programs": ["name"],
    "jurisdictions": ["state", "kind"],
    "quotations": ["speaker"],
    "contacts": ["kind"],
    "review_reasons": ["code"],
    "questions_by_topic": ["topic"],
    "letters_by_family": ["family"],
}
_FAMILIES = "Which records are near equal in wording: letters that were sent to many. A record without a like is in none."
_OF_FAMILY = {"record_id": "The record.", "family": "Number of the family, from 1, within this database as it is now."}


@dataclass(frozen=True, slots=True)
class View:
    """A view: what it shows, its columns by name as SQL, and where they are from."""

    description: str
    columns: Mapping[str, str]
    origin: str

    @property
    def query(self) -> str:
        """The view's query."""
        return f"select {', '.join(f'{sql} as {name}' for name, sql in self.columns.items())} {self.origin}"


# The first of a letter's recipients stands for all; the table `recipients` has them.
LINKS = "links"  # a table of one row: the address of the folder in which the files lie
_LINK = """(select case when address = '' then null else
    address || replace(replace(records.source_path, '%', '%25'), ' ', '%20') || '#page=' || {page} end from links)"""
_TO = "left join recipients on recipients.record_id = records.record_id and recipients.position = 1"
_WHO = "coalesce(recipients.name, recipients.organization)"
_DEADLINE = {
    "date": "deadlines.date",
    "days_left": "cast(julianday(deadlines.date) - julianday(date('now')) as integer)",
    "action": "deadlines.action",
    "expression": "deadlines.expression",
    "recipient": _WHO,
    "label": "records.label",
    "record_id": "records.record_id",
    "letter_date": "records.date",
    "subject": "coalesce(records.subject, records.title)",
    "source_file_name": "records.source_file_name",
    "page": "deadlines.evidence_page",
    "link": _LINK.format(page="deadlines.evidence_page"),
}
_DEADLINES = f"from deadlines join records on records.record_id = deadlines.record_id {_TO}"
VIEWS = {
    "documents": View(
        "The documents, the newest first.",
        {
            "label": "records.label",
            "date": "records.date",
            "document_type": "records.document_type",
            "component": "records.component",
            "recipient": _WHO,
            "subject": "coalesce(records.subject, records.title)",
            "record_id": "records.record_id",
            "source_file_name": "records.source_file_name",
            "page": "records.source_first_page",
            "link": _LINK.format(page="records.source_first_page"),
        },
        f"from records {_TO} order by records.date is null, records.date desc, records.record_id",
    ),
    "all_deadlines": View(
        "All that must be done by a day, in the order of the days; at the end what has no known day.",
        _DEADLINE,
        f"{_DEADLINES} order by deadlines.date is null, deadlines.date, records.record_id, deadlines.position",
    ),
    "upcoming_deadlines": View(
        "What must be done by a day that is not past, the nearest first.",
        _DEADLINE,
        f"""{_DEADLINES}
        where deadlines.date >= date('now') order by deadlines.date, records.record_id, deadlines.position""",
    ),
    "questions_by_topic": View(
        "The questions put to recipients, those of one topic together; at the end those of no topic.",
        {
            "topic": "questions.topic",
            "question": "questions.text",
            "recipient": _WHO,
            "organization": "recipients.organization",
            "record_id": "records.record_id",
            "document_type": "records.document_type",
            "date": "records.date",
            "source_file_name": "records.source_file_name",
            "page": "questions.evidence_page",
        },
        f"""from questions join records on records.record_id = questions.record_id {_TO}
        order by questions.topic is null, questions.topic, records.date, records.record_id, questions.position""",
    ),
    "letters_by_family": View(
        "Letters of near equal wording, those of one family together; at the end those without a like.",
        {
            "family": "families.family",
            "record_id": "records.record_id",
            "date": "records.date",
            "recipient": _WHO,
            "organization": "recipients.organization",
            "city": "recipients.address_city",
            "state": "recipients.address_state",
            "subject": "records.subject",
            "source_file_name": "records.source_file_name",
        },
        f"""from records left join families on families.record_id = records.record_id {_TO}
        where records.document_type = 'letter'
        order by families.family is null, families.family, records.date, records.record_id""",
    ),
}
_OF_VIEW = {
    "label": "The document in a line.",
    "component": "The one name of the issuing component.",
    "link": "The file at that page, where the export was told the address of the files (--links).",
    "date": "The day, ISO 8601: of the deadline where it has a letter_date beside it, else of the document.",
    "days_left": "Days from today, in UTC.",
    "action": "What must be done by then.",
    "expression": "The words that give the time.",
    "family": _OF_FAMILY["family"],
    "topic": "A slug of the topic list.",
    "question": "The question.",
    "recipient": "The first recipient's name, or the organization where no person is named.",
    "organization": "The first recipient's organization.",
    "city": "City of the first recipient's address.",
    "state": "State of the first recipient's address, USPS code.",
    "record_id": "The record.",
    "document_type": "What the document is.",
    "letter_date": "The letter's own date.",
    "subject": "Subject of the letter, or title of the release.",
    "source_file_name": "Name of the file, without its folder.",
    "page": "Page of the file, from 1, on which it begins.",
}


def metadata(name: str) -> dict[str, object]:
    """Datasette's metadata for the database of that name."""
    described: dict[str, dict[str, object]] = {
        table.name: {
            "description": table.description,
            "columns": {column.name: column.description for column in table.columns},
            "sortable_columns": [column.name for column in table.columns],
        }
        for table in tables()
    }
    described["families"] = {"description": _FAMILIES, "columns": _OF_FAMILY}
    told = {"id": "Always 1.", "address": "The address, with a slash at its end; empty where the export was told none."}
    described[LINKS] = {"description": "The address of the folder in which the files lie.", "columns": told, "hidden": True}
    for name_of_view, view in VIEWS.items():
        columns = {column: _OF_VIEW[column] for column in view.columns}
        described[name_of_view] = {"description": view.description, "columns": columns}
    for table_name, facets in _FACETS.items():
        described[table_name]["facets"] = facets
    described[RECORDS]["label_column"] = "label"
    title = "Letters and press releases of the U.S. Department of Justice"
    return {"title": title, "databases": {name: {"description": "Read by dojletters.", "tables": described}}}
