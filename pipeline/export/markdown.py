"""Markdown: `letters.md` lists the documents, the folder `letters` beside it has a readable page for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import InvalidRecords
from pipeline.export.characters import json_text, without_controls
from pipeline.export.files import prepare, write
from pipeline.export.naming import headline, kind_and_date, pages
from pipeline.export.tables import EVIDENCE, RECORDS, Column, at, singles_of, table, tables
from pipeline.records.items import RecordItem, evidence_of, items
from pipeline.records.telling import sureness
from pipeline.records.types import Evidence, PageEvidence, Record

_MARKS = re.compile(r"([\\`*_\[\]<>&|~$^])")
_OPENING = re.compile(r"^(\s*)([#+=:-]|\d{1,9}(?=[.)]))")  # what makes a heading, a list or a rule at the start of a line
_FILE_NAME = re.compile(r"[0-9a-f]{12}-[0-9]{2,}")
_HEADS = ("text", "value", "action", "name", "short", "message", "date")  # what an item is, the first of these that it has


def save(records: Sequence[Record], path: Path) -> list[str]:
    """Write the list and the pages. Raises OutputError, or InvalidRecords for an id that is no file's name."""
    folder = path.with_suffix("")
    for record in records:
        if not _FILE_NAME.fullmatch(record["record_id"]):
            raise InvalidRecords(
                f"{record['record_id']!r} is no record's id", remedy="`dojletters validate` tells all that is wrong."
            )
    prepare(folder)
    for record in records:
        write(folder / f"{record['record_id']}.md", page(record).encode())
    links = (f"- [{_escaped(headline(r))}](<{folder.name}/{r['record_id']}.md>)\n" for r in records)
    write(path, ("# Documents\n\n" + "".join(links)).encode())
    return [f"{folder}: a page for each record"]


def page(record: Record) -> str:
    """A document as a page: its values, each list with the passages that its items were read from, and the text."""
    return "".join(f"{block}\n\n" for block in _blocks(record)).rstrip("\n") + "\n"


def _blocks(record: Record) -> Iterator[str]:
    about = record["title"] or record["subject"]
    yield f"# {_escaped(about['value'] if about else headline(record))}"
    yield _escaped(f"{kind_and_date(record)} ({pages(record)})" if about else pages(record))
    reasons = record["review"]["reasons"]
    if reasons:
        yield "**To be looked at by a person**, see the reasons at the end."
    yield _facts(record)
    for found in tables()[2:]:
        own = at(record, found.path)
        if isinstance(own, list) and own:
            yield f"## {found.name.replace('_', ' ').capitalize()}"
            columns = [column for column in found.columns[2:] if not column.told]
            yield "\n".join(_item(columns, item) for item in own)
    yield "## Where the single values stand"
    singles = ((key.replace("_", " "), item) for key in singles_of() for item in items(record, key))
    yield "\n".join(f"- {name}:{_place(evidence_of(item))}" for name, item in singles)
    yield "## Text"
    yield _quoted(record["text"])


def _facts(record: Record) -> str:
    """A table of the record's own values but its text; what is not in the document is left out."""
    own = [(c, at(record, c.path)) for c in table(RECORDS).columns if c.name != "text" and not c.told]
    lines = [f"| {_label(c)} | {_escaped(_said(value))} |" for c, value in own if value is not None]
    return "\n".join(["| | |", "| --- | --- |", *lines])


def _item(columns: Sequence[Column], item: RecordItem) -> str:
    """An item as an entry of a list: what it is, its other values, its passage."""
    values = {c.name: at(item, c.path) for c in columns if not c.name.startswith(EVIDENCE)}
    first = next((name for name in _HEADS if values.get(name) is not None), None)
    head = f"**{_escaped(_said(values[first]))}**" if first else "(unnamed)"
    rest = [f"{name.replace('_', ' ')}: {_escaped(_said(v))}" for name, v in values.items() if name != first and v is not None]
    more = f"\n  {'; '.join(rest)}" if rest else ""
    return f"- {head}{more}" + (f"  \n {_place(evidence_of(item), values.get(first or ''))}" if EVIDENCE in item else "")


def _place(evidence: Evidence | PageEvidence, said: object = None) -> str:
    """The passage, unless it was said already, the pages that it is on, how it was read and how likely it is right."""
    numbers = sorted({box["page"] for box in evidence["boxes"]})
    passage = f"“{_escaped(evidence['text'])}” " if evidence["text"] not in (said, None) else ""
    where = f"p. {', '.join(map(str, numbers))}"
    if evidence["start"] is not None:
        where += f", characters {evidence['start']} to {evidence['end']}"
    return f" {passage}({where}, {evidence['source']}, {_escaped(sureness(evidence))})"


def _label(column: Column) -> str:
    return column.name.replace("_", " ")


def _said(value: object) -> str:
    return value if isinstance(value, str) else json_text(value)


def _escaped(text: str) -> str:
    """The text on one line, without a sign that Markdown or HTML would act on."""
    line = _MARKS.sub(r"\\\1", " ".join(without_controls(text).split()))
    return _OPENING.sub(lambda found: f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}", line)


def _quoted(text: str) -> str:
    """The text as a quotation, its lines kept."""
    return "\n".join(
        f"> {_escaped(line)}\\" if line.strip() else ">" for line in without_controls(text).split("\n")
    ).removesuffix("\\")
