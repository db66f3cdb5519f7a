"""What people said elsewhere, as corrections: cells of a review sheet, annotations of Label Studio and of Prodigy."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NotRequired, TypedDict, cast

from pipeline.desk.folder import Desk
from pipeline.desk.saying import Refused, correction
from pipeline.errors import InvalidRecords, MissingFile
from pipeline.export import from_cell
from pipeline.export.annotations import LabelledSpan, spans_of
from pipeline.export.review_sheet import COLUMNS, SHEET, text_at
from pipeline.records.items import Values, items
from pipeline.records.open_record import field_of, is_reviewed, values_of
from pipeline.records.types import Record

_RIGHT, _NONE = ("x", "yes", "y", "ok", "right", "true", "1"), ("no", "n", "none", "wrong", "false", "0")


@dataclass(slots=True)
class Imported:
    """How many corrections came of a file, and what of it could not be taken, each with where it stands."""

    corrections: int = 0
    left: list[str] = field(default_factory=list)


def take(desk: Desk, path: Path, who: str) -> Imported:
    """Take what a file says as corrections by `who`; the same file again adds nothing.

    Raises InvalidRecords for a file that is none of these, MissingFile.
    """
    done = Imported()
    rows = _sheet(desk, path) if path.suffix.lower() == ".xlsx" else _annotations(desk, path)
    known = {row.id for row in desk.corrections}
    for where, sent in rows:
        said = sent.pop("said", {name: part for name, part in sent.items() if name != "item"})
        name = hashlib.blake2b(json.dumps([who, said], sort_keys=True).encode(), digest_size=16).hexdigest()
        if name in known:
            continue
        try:
            desk.say([correction(desk, {"who": who, "id": name, **sent})])
            done.corrections += 1
        except Refused as refused:
            done.left.append(f"{where}: {refused}")
    return done


def _sheet(desk: Desk, path: Path) -> Iterator[tuple[str, Values]]:
    """The items of a review sheet of which a cell was changed, or that were ticked."""
    by_item: dict[tuple[str, str, int], list[tuple[int, Mapping[str, str]]]] = {}
    for number, cells in _cells(path):
        key = cells["record_id"], cells["field"], int(cells["item"] or 0)
        by_item.setdefault(key, []).append((number, cells))
    for (record_id, name, at), rows in by_item.items():
        changed = {cells["key"]: cells["value"] for _, cells in rows if cells["value"] != cells["was"]}
        ticks = {cells["checked"].strip().lower() for _, cells in rows}
        action = "reject" if ticks & set(_NONE) else "correct" if changed else "accept" if ticks & set(_RIGHT) else None
        if action is None:
            continue
        was = {cells["key"]: cells["was"] for _, cells in rows}
        record = desk.record(record_id)
        item = _as_it_was(record, name, at, was) if record is not None else None
        why = "; ".join(cells["note"] for _, cells in rows if cells["note"])
        sent: Values = {"action": action, "record": record_id, "field": name, "at": at, "item": item, "why": why}
        sent["said"] = [record_id, name, at, action, was, changed, why]  # the same cells again are the same correction
        known = field_of(name)
        if action == "correct" and item is not None and known is not None:
            sent["typed"] = {key: text_at(item, key) for key in known.values} | changed
        yield f"line {rows[0][0]}", sent


def _as_it_was(record: Record, name: str, at: int, was: Mapping[str, str]) -> Values | None:
    """The item of which a line was written; something else that stands there by now is not it."""
    if field_of(name) is None:
        return None
    own: list[Values] = [values_of(item) for item in items(record, name)]
    order = sorted(range(len(own)), key=lambda n: n != at)
    fits = (own[n] for n in order if all(text_at(own[n], key)[:30_000] == words for key, words in was.items()))
    gone: Values = {"it": "is not there as it was"}
    return next(fits, gone)


def _cells(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, data_only=True)
        rows = list(book[SHEET].iter_rows(values_only=True)) if SHEET in book.sheetnames else []
    except FileNotFoundError as error:
        raise MissingFile("There is no such file", path=str(path)) from error
    except Exception as error:  # openpyxl names no exceptions for what is no workbook
        raise InvalidRecords("The file is no Excel workbook that can be read", path=str(path)) from error
    head = [str(cell) for cell in rows[0]] if rows else []
    if not set(COLUMNS) <= set(head):
        raise InvalidRecords("The file is no review sheet: `dojletters export DIR --to review.xlsx` writes one", path=str(path))
    for number, row in enumerate(rows[1:], 2):
        cells = {name: "" if cell is None else from_cell(str(cell)) for name, cell in zip(head, row, strict=False)}
        if cells.get("record_id") and cells.get("item", "").isdigit():
            yield number, cells


def _annotations(desk: Desk, path: Path) -> Iterator[tuple[str, Values]]:
    for record_id, spans in _annotated(path):
        record = desk.record(record_id)
        if record is None:
            yield record_id, {"action": "accept", "record": record_id}
        else:
            yield from _differences(record, spans)


def _differences(record: Record, spans: set[LabelledSpan]) -> Iterator[tuple[str, Values]]:
    """What annotators left as it was read is right, what they took out is none, what they marked anew is added."""
    ours = set(spans_of(record))
    name = record["record_id"]
    for known in sorted({label.partition(".")[0] for _, _, label in ours | spans}):
        if field_of(known) is None:
            yield f"{name} {known}", {"action": "accept", "record": name, "field": known}
            continue
        for at, item in enumerate(items(record, known)):
            alone: dict[str, object] = {**record, **_alone(record, known, item)}
            own = {s for s in spans_of(cast(Record, alone)) if s[2].partition(".")[0] == known}
            sent: Values = {"record": name, "field": known, "at": at, "item": values_of(item)}
            if own and own <= spans and not is_reviewed(item):
                yield f"{name} {known} {at + 1}", {"action": "accept", **sent}
            elif own and not own & spans:
                yield f"{name} {known} {at + 1}", {"action": "reject", **sent}
    for start, end, label in sorted(spans - ours):
        known, _, key = label.partition(".")
        key = key or next((k for k in ("value", "text", "name", "expression", "short") if k in _values(known)), "")
        typed = {key: " ".join(record["text"][start:end].split())}
        span = {"key": key, "start": start, "end": end}
        yield f"{name} {label} at {start}", {"action": "add", "record": name, "field": known, "typed": typed, "spans": [span]}


def _alone(record: Record, name: str, item: object) -> dict[str, object]:
    known = field_of(name)
    return {name: item if known and known.single else [item]}


def _values(name: str) -> tuple[str, ...]:
    known = field_of(name)
    return known.values if known else ()


class _StudioLabels(TypedDict):
    start: int
    end: int
    labels: list[str]


class _StudioSpan(TypedDict):
    type: str
    value: _StudioLabels


class _Annotation(TypedDict):
    was_cancelled: NotRequired[bool]
    result: list[_StudioSpan]


class _Marked(TypedDict):
    start: int
    end: int
    label: str


class _DoneTask(TypedDict):
    """A task of Label Studio (`data`, `annotations`) or a line of Prodigy (`meta`, `answer`, `spans`)."""

    data: dict[str, str]
    annotations: NotRequired[list[_Annotation]]
    meta: dict[str, str]
    answer: NotRequired[str]
    spans: NotRequired[list[_Marked]]


def _annotated(path: Path) -> Iterator[tuple[str, set[LabelledSpan]]]:
    """The spans of each record in an export of Label Studio (JSON) or in lines of Prodigy."""
    try:
        text = path.read_text("utf-8-sig")
        lines = filter(str.strip, text.split("\n"))
        rows: Iterable[_DoneTask] = json.loads(text) if text.lstrip().startswith("[") else map(json.loads, lines)
        for row in rows:
            if "data" in row:
                for done in row.get("annotations") or ():
                    if not done.get("was_cancelled"):
                        yield str(row["data"]["record_id"]), set(_labelled(done["result"]))
            elif row.get("answer", "accept") == "accept":
                spans = {(int(s["start"]), int(s["end"]), str(s["label"])) for s in row.get("spans") or ()}
                yield str(row["meta"]["record_id"]), spans
    except OSError as error:
        raise MissingFile(f"The file cannot be read ({error.strerror})", path=str(path)) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InvalidRecords("The file is neither an export of Label Studio nor lines of Prodigy", path=str(path)) from error


def _labelled(results: Iterable[_StudioSpan]) -> Iterator[LabelledSpan]:
    for one in results:
        if one.get("type") == "labels":
            value = one["value"]
            yield from ((int(value["start"]), int(value["end"]), str(label)) for label in value["labels"])
