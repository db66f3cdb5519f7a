"""What a document is called where people read."""

from __future__ import annotations

from extractors.language.components import component_name
from pipeline.records.types import Record

_KINDS = {"letter": "Letter", "press_release": "Press release", "other": "Document"}


def component(record: Record) -> str | None:
    """The one name of the issuing component (`CRT` is the Civil Rights Division); `None` where it is none that is known."""
    issuer = record["issuer"]
    return component_name(issuer["component"]) if issuer and issuer["component"] else None


def addressee(record: Record) -> str | None:
    """`Eric Jones, Stockton Police Department and 2 more`; `None` where no recipient is known."""
    return _addressees(record).removeprefix(" to ") or None


def headline(record: Record) -> str:
    """`Letter of 2017-08-03 to Eric Jones, Stockton Police Department: Public Safety`, as far as it is known; one line."""
    return f"{kind_and_date(record)}{_addressees(record)}{_about(record)}"


def kind_and_date(record: Record) -> str:
    """`Letter of 2017-08-03`, `Press release 17-868 of 2017-08-03`."""
    number = f" {record['release_number']['value']}" if record["release_number"] else ""
    day = f" of {record['date']['value']}" if record["date"] else ""
    return f"{_KINDS[record['document_type']]}{number}{day}"


def pages(record: Record) -> str:
    """`plan.pdf, p. 3` or `plan.pdf, pp. 3-4`."""
    source = record["source"]
    first, last = source["first_page"], source["last_page"]
    return f"{source['file_name']}, {f'p. {first}' if first == last else f'pp. {first}-{last}'}"


def _addressees(record: Record) -> str:
    who = [", ".join(filter(None, (to["name"], to["organization"]))) for to in record["recipients"]]
    named = [name for name in who if name]
    rest = f" and {len(named) - 1} more" if len(named) > 1 else ""
    return f" to {named[0]}{rest}" if named else ""


def _about(record: Record) -> str:
    found = record["title"] or record["subject"]
    return f": {found['value']}" if found else ""
