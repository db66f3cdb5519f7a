"""The values of a record as a reader wants them: what each is called, its words, and what is known besides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pipeline.records.items import RecordItem, evidence_of, items, word_of
from pipeline.records.types import Box, Record
from schemas.fields import Field, fields

SECTIONS = {
    "asks": "What it asks for",
    "says": "What it says",
    "who": "Who and when",
    "references": "References",
    "page": "On the page",
    "other": "Other values",
}
_TOLD = {  # what a reader calls a key; keys that say nothing new are None
    "expression": "as printed",
    "action": "what to do",
    "anchor": "counted from",
    "relation": None,
    "label": None,
    "lead_in": "under",
    "modality": "duty",
    "long": "stands for",
    "normalized": None,
    "currency": None,
}
_LOW = 60  # per cent; below, a value is called unsure


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a record. `id` names it on its page, `cite` are its words with where they stand; `number` is its place in the
    list, from 1.

    `main` are its words, `details` pairs of name and words, `passage` the words as printed where `main` has others;
    `confidence` is in per cent, `checked_by` names who looked at it; `boxes` and the half-open span `start`, `end` say where it
    was read; what stands on the page alone has no span.
    """

    id: str
    cite: str
    number: int
    path: str
    field: str
    kind: str
    label: str | None
    main: str
    details: tuple[tuple[str, str], ...]
    passage: str | None
    confidence: int
    by_ocr: bool
    reasons: tuple[str, ...]
    start: int | None
    end: int | None
    boxes: tuple[Box, ...]
    checked_by: str = ""

    @property
    def pages(self) -> list[int]:
        """The pages it stands on."""
        return sorted({box["page"] for box in self.boxes})

    @property
    def unsure(self) -> bool:
        """Whether it is more likely to be wrong than a reader would expect."""
        return self.confidence < _LOW and not self.checked_by


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one section, in the order of the document within each field."""

    title: str
    values: tuple[Value, ...]


def groups(record: Record) -> list[Group]:
    """The values of a record by section, named by their number; a section without values is left out."""
    reasons: dict[str, list[str]] = {}
    for reason in record["review"]["reasons"]:
        reasons.setdefault(reason["field"] or "$", []).append(reason["message"])
    found, number = [], 0
    for section, title in SECTIONS.items():
        own = [field for field in fields() if section == (field.section if field.section in SECTIONS else "other")]
        values = []
        for value in (value for field in own for value in _of_field(record, field)):
            number += 1
            values.append(replace(value, id=f"v{number}", number=number, reasons=tuple(reasons.get(value.path, ()))))
        if values:
            found.append(Group(title, tuple(values)))
    return found


def name_of(record: Record) -> str:
    """What a reader calls the document: `Letter to Gorden Eden Jr.`, a release's headline."""
    kind = record["document_type"]
    if kind == "letter":
        to = [r["name"] or r["title"] or r["organization"] for r in record["recipients"]]
        names = [n for n in to if n]
        if len(names) > 3:
            names = [*names[:2], f"{len(names) - 2} others"]
        return f"Letter to {_listed(names)}" if names else "Letter"
    for named in (record["title"], record["subject"]):
        if named:
            return named["value"]
    if kind == "press_release":
        number = record["release_number"]
        return f"Release {number['value']}" if number else "Press release"
    return "Document"


def issuer(record: Record) -> str:
    """Who sends it; a component's code (`AG`) stands behind its department."""
    found = record["issuer"]
    if found is None:
        return ""
    department, component = found["department"], found["component"]
    if department and component and len(component) > 6:
        return str(component)
    return ", ".join(part for part in (department, component) if part)


def kind_of(record: Record) -> str:
    """The document's kind in words."""
    return {"letter": "Letter", "press_release": "Press release"}.get(record["document_type"], "Other document")


def long_date(iso: str) -> str:
    """`2017-08-18` as `August 18, 2017`; anything else as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day:%B} {day.day}, {day.year}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _of_field(record: Record, field: Field) -> Iterator[Value]:
    for at, item in enumerate(items(record, field.key)):
        yield _value(field, f"$.{field.key}" if field.single else f"$.{field.key}[{at}]", item)


def _value(field: Field, path: str, item: RecordItem) -> Value:
    evidence = evidence_of(item)
    main_key = next((key for key in field.main if item.get(key)), None)
    main = _words(item[main_key]) if main_key else evidence["text"] or "(no words)"
    details = tuple(_details(item, main_key))
    printed = " ".join((evidence["text"] or "").split())
    shown = {" ".join(text.split()) for text in (main, *(words for _, words in details))}
    return Value(
        id="",
        cite="",
        number=0,
        path=path,
        field=field.key,
        kind=field.one.capitalize(),
        label=word_of(item, "label"),
        main=main,
        details=details,
        passage=None if any(printed in text for text in shown) else printed,
        confidence=round(evidence["confidence"] * 100),
        by_ocr=evidence["source"] == "ocr",
        reasons=(),
        start=evidence["start"],
        end=evidence["end"],
        boxes=tuple(evidence["boxes"]),
        checked_by=evidence.get("reviewed", {}).get("by", ""),
    )


def _details(item: RecordItem, main_key: str | None) -> Iterator[tuple[str, str]]:
    for key, value in item.items():
        told = _TOLD.get(key, key.replace("_", " "))
        if key not in ("evidence", main_key) and told and value is not None:
            words = _words(value)
            if key in ("anchor", "topic", "kind"):
                words = words.replace("_", " ").replace("-", " ")
            yield told, words


def _words(value: object) -> str:
    """A value in words: a date written out, an address on one line, a number with its thousands parted."""
    if isinstance(value, Mapping):
        place = " ".join(str(value[k]) for k in ("state", "postal_code") if value.get(k))
        return ", ".join(str(part) for part in (value.get("street"), value.get("city"), place) if part)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        return f"{value:,.2f}".removesuffix(".00")
    text = str(value)
    return long_date(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text
