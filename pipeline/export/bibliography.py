"""The documents as a bibliography: CSL JSON and RIS, a letter as Zotero cites it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NotRequired, TypedDict, cast

from extractors.language.vocabulary import words
from pipeline.export.characters import without_controls
from pipeline.export.files import write
from pipeline.export.flat import document
from pipeline.export.naming import component, headline, pages
from pipeline.records.types import Record

_SUFFIXES = frozenset(words("name_suffixes"))
_GENRES = {"letter": "Letter", "press_release": "Press release", "other": "Document"}
_RIS = {"letter": "PCOMM", "press_release": "GOVDOC", "other": "GOVDOC"}


_Issued = TypedDict("_Issued", {"date-parts": list[list[int]]})
CslItem = TypedDict(
    "CslItem",
    {
        "id": str,
        "type": str,
        "title": str,
        "genre": NotRequired[str],
        "author": NotRequired[list[dict[str, str]]],
        "recipient": NotRequired[list[dict[str, str]]],
        "issued": NotRequired[_Issued],
        "number": NotRequired[str],
        "publisher": NotRequired[str],
        "publisher-place": NotRequired[str],
        "language": str,
        "note": str,
    },
)
"""A document in CSL JSON."""


def save(records: Sequence[Record], path: Path) -> list[str]:
    """Write the bibliography. Raises OutputError."""
    if path.suffix.lower() == ".ris":
        write(path, "".join(f"{tag}  - {said}\r\n" for record in records for tag, said in ris(record)).encode())
    else:
        write(path, document([csl(record) for record in records]))
    return []


def csl(record: Record) -> CslItem:
    """A document as an item of CSL JSON; keys of which nothing is known are left out."""
    office = _office(record)
    item: dict[str, object] = {
        "id": record["record_id"],
        "type": "personal_communication" if record["document_type"] == "letter" else "document",
        "title": _title(record),
        "genre": _GENRES[record["document_type"]],
        "author": [_person(one) for one in record["signatories"] if one["name"]] or ([{"literal": office}] if office else []),
        "recipient": [_person(one) for one in record["recipients"] if one["name"] or one["organization"]],
        "issued": {"date-parts": [_parts(record)]} if record["date"] else None,
        "number": record["release_number"]["value"] if record["release_number"] else None,
        "publisher": office,
        "publisher-place": record["dateline"]["value"] if record["dateline"] else None,
        "language": "en-US",
        "note": f"{pages(record)}; record {record['record_id']}",
    }
    return cast(CslItem, {key: _clean(value) for key, value in item.items() if value})


def ris(record: Record) -> Iterator[tuple[str, str]]:
    """A document as the lines of RIS, tag and words; no word of a document makes a line of its own."""
    yield "TY", _RIS[record["document_type"]]
    item = csl(record)
    yield "ID", item["id"]
    yield "TI", item["title"]
    for tag, persons in (("AU", item.get("author", [])), ("A2", item.get("recipient", []))):
        for person in persons:
            yield tag, person.get("literal") or ", ".join(filter(None, (person.get(k) for k in ("family", "given", "suffix"))))
    if "issued" in item:
        year, month, day = item["issued"]["date-parts"][0]
        yield "PY", str(year)
        yield "DA", f"{year:04}/{month:02}/{day:02}/"
    said = {"M3": item.get("genre"), "SN": item.get("number"), "PB": item.get("publisher"), "CY": item.get("publisher-place")}
    yield from ((tag, words) for tag, words in {**said, "N1": item["note"]}.items() if words)
    yield "LA", "en"
    yield "ER", ""


def _title(record: Record) -> str:
    """The headline or subject as printed, else what the document is."""
    found = record["title"] or record["subject"]
    return found["value"] if found else headline(record)


def _office(record: Record) -> str | None:
    """`U.S. Department of Justice, Civil Rights Division`, as far as it is known."""
    issuer = record["issuer"]
    if issuer is None:
        return None
    return ", ".join(filter(None, (issuer["department"], component(record) or issuer["component"]))) or None


def _parts(record: Record) -> list[int]:
    assert record["date"] is not None
    return [int(part) for part in record["date"]["value"].split("-")]


def _person(one: Mapping[str, object]) -> dict[str, str]:
    """A person's name in its parts; an office without a person as it is."""
    words = str(one["name"] or "").replace(",", " ").split()
    if not words:
        return {"literal": str(one["organization"])}
    suffix = [words.pop()] if len(words) > 2 and words[-1].strip(".").casefold() in _SUFFIXES else []
    found = {"family": words[-1], "given": " ".join(words[:-1]), "suffix": " ".join(suffix)}
    return {key: value for key, value in found.items() if value}


def _clean(value: object) -> object:
    if isinstance(value, str):
        return " ".join(without_controls(value).split())
    if isinstance(value, list):
        return [_clean(part) for part in value]
    return {key: _clean(part) for key, part in value.items()} if isinstance(value, dict) else value
