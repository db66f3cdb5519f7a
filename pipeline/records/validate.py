"""Does a record keep to its schema, and does its evidence stand where it says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from math import isfinite
from typing import TYPE_CHECKING, cast

import schemas
from pipeline.errors import InvalidRecords, MissingFile
from pipeline.issues import Issue
from pipeline.reading.sources import FileContent
from pipeline.records.items import RecordItem, evidence_of
from pipeline.records.types import Box, Evidence, Record, Source
from pipeline.records.versions import completed, schema_of

if TYPE_CHECKING:
    from jsonschema import ValidationError

_LONGEST_MESSAGE = 240  # characters: a message may quote the whole value
_MOST_DIGITS = 18  # of a whole number: none in a record has more, and far longer ones are no number to any library
_FoundIssue = tuple[str, str, str]  # code, JSON path, message


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a file of records: how many there are, and each issue with its record's number, from 1."""

    records: int
    issues: tuple[tuple[int, Issue], ...]


def issues(record: object) -> list[Issue]:
    """The issues of one record (plain JSON values), all of severity `error`, each with its JSON path; an empty list is a pass.

    Evidence is looked at once the shape is right: offsets and boxes of a misshapen record mean nothing. A record that was written
    before a key was added is right without it.
    """
    record = completed(record)
    record_id = record.get("record_id") if isinstance(record, Mapping) else None
    if not isinstance(record_id, str):
        record_id = None
    found: Iterable[_FoundIssue] = _against_schema(record)
    if not found and isinstance(record, Mapping):
        right = cast(Record, record)
        found = chain(_against_itself(right), *(_evidence(path, item, right) for path, item in _items(right)))
    return [Issue(code, message, "error", record_id=record_id, field=path) for code, path, message in found]


def check_file(path: str) -> Checked:
    """Check a file of records: JSON Lines, a JSON array or one JSON object. Raises MissingFile or InvalidRecords."""
    records = parsed_file(path)
    found = ((number, issue) for number, record in enumerate(records, 1) for issue in _check_parsed(record))
    return Checked(len(records), tuple(found))


def parsed_file(path: str) -> list[object]:
    """What a file of records holds, right or wrong; a line that is no JSON as NotJson. Raises MissingFile or InvalidRecords."""
    try:
        text = FileContent(path).data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidRecords("The file is not UTF-8 text", path=path) from error
    except OSError as error:
        raise MissingFile(f"The file cannot be read ({error.strerror})", path=path) from error
    records = _parse(text)
    if records and all(isinstance(record, NotJson) for record in records):
        raise InvalidRecords(path=path)
    return records


@dataclass(frozen=True, slots=True)
class NotJson:
    """A line that could not be parsed, with the parser's words."""

    message: str


def _check_parsed(record: object) -> list[Issue]:
    return [Issue("not-json", record.message, "error", field="$")] if isinstance(record, NotJson) else issues(record)


def _parse(text: str) -> list[object]:
    """The records of a file; one array or object may run over lines, else each line is a record."""
    whole = _loads(text)
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, NotJson):
        return [whole]
    return [_loads(line) for line in text.split("\n") if line.strip()]


def _loads(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_no_constant, parse_int=_whole_number, parse_float=_number)
    except (ValueError, RecursionError) as error:
        return NotJson(f"not JSON: {error}")


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON value")


def _whole_number(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"a number of {len(digits)} digits")
    return int(digits)


def _number(digits: str) -> float:
    found = float(digits)
    if not isfinite(found):
        raise ValueError("a number that is beyond all that can be counted")
    return found


def first_fault(name: str, value: object) -> str | None:
    """The first thing of JSON values that does not keep to the schema of that name: its JSON path and what is wrong there."""
    found = _faults(name, value)
    return f"{found[0][1]}: {found[0][2]}" if found else None


def _against_schema(record: object) -> list[_FoundIssue]:
    return _faults(schema_of(record), record)


def _faults(name: str, value: object) -> list[_FoundIssue]:
    try:
        if schemas.is_valid(name, value):
            return []
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, thousands of levels
        return [("schema", "$", f"cannot be looked at: {_shortened(str(error))}")]
    errors = schemas.validator(name).iter_errors(value)
    return sorted(("schema", leaf.json_path, _shortened(leaf.message)) for error in errors for leaf in _leaves(error))


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """What is really wrong under an `anyOf`: its first branch is the item, its second `null`."""
    branch = [child for child in error.context or () if child.schema_path[0] == 0]
    if not branch:
        yield error
    for child in branch:
        yield from _leaves(child)


def _shortened(message: str) -> str:
    half = _LONGEST_MESSAGE // 2
    return message if len(message) <= _LONGEST_MESSAGE else f"{message[:half]} ... {message[-half:]}"


def _against_itself(record: Record) -> Iterator[_FoundIssue]:
    """Parts of one record that must agree with one another."""
    source = record["source"]
    expected = f"{source['sha256'][:12]}-{source['segment']:02d}"
    if record["record_id"] != expected:
        yield (
            "record-id",
            "$.record_id",
            f"is {record['record_id']}, but the file's digest and the segment's number make {expected}",
        )
    if not source["first_page"] <= source["last_page"] <= source["page_count"]:
        span = f"{source['first_page']} to {source['last_page']} of {source['page_count']}"
        yield "page-range", "$.source", f"pages {span} are no range of the file's pages"
    if source["segment"] > source["segment_count"]:
        yield "segment-number", "$.source.segment", f"segment {source['segment']} of {source['segment_count']}"
    if record["review"]["needed"] != bool(record["review"]["reasons"]):
        yield "review", "$.review.needed", "must be true if there are reasons, and false if there are none"


def _items(record: Record) -> Iterator[tuple[str, RecordItem]]:
    """Everything in a record that bears evidence, with its JSON path."""
    for key, value in record.items():
        if isinstance(value, list):
            yield from ((f"$.{key}[{number}]", item) for number, item in enumerate(value))
        elif isinstance(value, Mapping) and "evidence" in value:
            yield f"$.{key}", value


def _evidence(path: str, item: RecordItem, record: Record) -> Iterator[_FoundIssue]:
    evidence, text, where = evidence_of(item), record["text"], f"{path}.evidence"
    start, end = evidence["start"], evidence["end"]
    if start is not None and end is not None:
        yield from _passage(where, evidence, text)
    elif start is not end:
        yield "evidence-range", where, f"[{start}:{end}] has one end only"
    yield from _boxes(where, evidence["boxes"], record["source"])
    for key, part in evidence.get("parts", {}).items():
        within = f"{where}.parts['{key}']"
        if not _has(item, key):
            yield "evidence-part", within, f"the item has no value {key}"
        for number, (start, end) in enumerate(part["spans"]):
            if not start < end <= len(text):
                yield _no_passage(f"{within}.spans[{number}]", start, end, text)
        yield from _boxes(within, part["boxes"], record["source"])


def _passage(where: str, evidence: Evidence, text: str) -> Iterator[_FoundIssue]:
    start, end = evidence["start"], evidence["end"]
    if not start < end <= len(text):
        yield _no_passage(where, start, end, text)
    elif text[start:end] != evidence["text"]:
        told = f"text[{start}:{end}] is {text[start:end]!r}, not {evidence['text']!r}"
        yield "evidence-text", f"{where}.text", _shortened(told)


def _no_passage(where: str, start: int, end: int, text: str) -> _FoundIssue:
    return "evidence-range", where, f"[{start}:{end}] is no passage of a text of {len(text)} characters"


def _has(item: RecordItem, key: str) -> bool:
    """Whether an item has a value under a key, or under the dotted keys of an object within it."""
    value: object = item
    for step in key.split("."):
        value = value.get(step) if isinstance(value, Mapping) and step != "evidence" else None
    return value is not None and not isinstance(value, Mapping)


def _boxes(where: str, boxes: Iterable[Box], source: Source) -> Iterator[_FoundIssue]:
    for number, box in enumerate(boxes):
        if not source["first_page"] <= box["page"] <= source["last_page"]:
            pages = f"{source['first_page']} to {source['last_page']}"
            yield "evidence-page", f"{where}.boxes[{number}].page", f"page {box['page']} is not one of the segment's ({pages})"
        if not (box["x0"] < box["x1"] and box["top"] < box["bottom"]):
            yield "evidence-box", f"{where}.boxes[{number}]", "the box has no width or no height"
