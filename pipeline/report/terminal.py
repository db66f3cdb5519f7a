"""A record for a reader at a terminal: what it is, its values by section, and the doubts beside them."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from pipeline.export.characters import for_terminal
from pipeline.records.types import Record
from pipeline.report.fields import Value, groups, issuer, kind_of, long_date, name_of

_WIDTH = 100
_DIM, _BOLD, _DOUBT, _PLAIN = "\x1b[2m", "\x1b[1m", "\x1b[33m", "\x1b[0m"


def render_record(record: Record, colour: bool = False) -> str:
    """The record as lines; a value that is unsure, or has a reason for a review, is marked `?` and the reason stands below."""
    return "\n".join(_painted(line, colour) for line in _lines(record)) + "\n"


def _painted(line: tuple[str, str], colour: bool) -> str:
    paint, text = line
    text = for_terminal(text).replace("\n", " ")
    return f"{paint}{text}{_PLAIN}" if colour and paint else text


def _lines(record: Record) -> Iterator[tuple[str, str]]:
    """Lines, each with its paint."""
    source = record["source"]
    first, last = source["first_page"], source["last_page"]
    pages = f"p. {first}" if first == last else f"pp. {first}-{last}"
    yield _BOLD, name_of(record)
    day = long_date(record["date"]["value"]) if record["date"] else "no date"
    yield "", f"{kind_of(record)}, {day}, {issuer(record) or 'sender not found'}"
    yield _DIM, f"{source.get('path') or source['file_name']}, {pages} of {source['page_count']}; {record['record_id']}"
    for group in groups(record):
        yield "", ""
        yield _BOLD, group.title
        for value in group.values:
            yield from _value(value)
    shown = {reason for group in groups(record) for value in group.values for reason in value.reasons}
    others = [reason for reason in record["review"]["reasons"] if reason["message"] not in shown]
    if others:
        yield "", ""
        yield _BOLD, "Also to be looked at"
        for reason in others:
            yield from ((_DOUBT, line) for line in _wrapped(f"{reason['message']} ({reason['code']})", "  ? ", "    "))


def _value(value: Value) -> Iterator[tuple[str, str]]:
    doubtful = value.unsure or bool(value.reasons)
    label = f"{value.label}. " if value.label else ""
    where = f"p. {', '.join(map(str, value.pages))}, " if value.pages else ""
    head = f"{'?' if doubtful else ' '} {value.kind}: {label}{value.main}"
    yield from ((_DOUBT if doubtful else "", line) for line in _wrapped(head, "", "    "))
    for name, words in value.details:
        yield from (("", line) for line in _wrapped(f"{name}: {words}", "    ", "      "))
    if value.passage:
        yield from ((_DIM, line) for line in _wrapped(f"“{value.passage}”", "    ", "      "))
    yield _DIM, f"    {where}{value.confidence} %{', by OCR' if value.by_ocr else ''}"
    for reason in value.reasons:
        yield from ((_DOUBT, line) for line in _wrapped(reason, "    ? ", "      "))


def _wrapped(text: str, first: str, following: str) -> list[str]:
    return wrap(text, _WIDTH, initial_indent=first, subsequent_indent=following, break_on_hyphens=False) or [first]
