"""What a page sends as a correction: looked at as what comes from outside is, and held against the record as it is now."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import cast

from extractors.structure.zones import ZONES
from pipeline.desk.folder import Desk
from pipeline.desk.forms import inputs, item_of
from pipeline.desk.reading import boxes_of
from pipeline.layout.document import Document
from pipeline.records.correcting import of_file
from pipeline.records.corrections import STAMP, Action, Correction
from pipeline.records.items import Values, evidence_of, items, value_at
from pipeline.records.open_record import CONFLICT, field_of, is_reviewed, values_of
from pipeline.records.passages import Passage
from pipeline.records.types import Record
from schemas.fields import fields

Sent = Mapping[str, object]
DocumentOnDemand = Callable[[], Document | None]
"""The document of a record where it is asked for: its file is read again for that, which takes long for a scan."""
ItemPassages = tuple[tuple[str | None, Passage], ...]
TYPES = ("letter", "press_release", "other")


class Refused(Exception):
    """Why something that a page sent is not kept, in a sentence for the reader."""


class Changed(Refused):
    """It was about something that is not as it was: changed in another window, or by another person."""


def correction(desk: Desk, sent: Sent, only: str | None = None) -> Correction:
    """The correction that a page sent, about the record as that person sees it. Raises Refused."""
    who, action, name = _text(sent, "who", 200), _text(sent, "action", 20), id_of(sent)
    if not who:
        raise Refused("Say your name first: every correction tells who made it.")
    if action not in _MADE:
        raise Refused("This is no correction.")
    record = desk.record(_text(sent, "record", 40), only)
    if record is None:
        raise Changed("This document is not there any more.")
    told = _MADE[action](record, sent, partial(desk.reading.document, record, desk.told(record["source"]["sha256"])))
    why = _text(sent, "why", 2000) or None
    made = Correction.of(record, who, cast(Action, told.pop("action", action)), id=name, why=why, **told)
    _check(record, made)
    return made


def id_of(sent: Sent) -> str:
    """The id under which the page sent something, so that it counts once however often it is sent. Raises Refused."""
    name = _text(sent, "id", 32)
    if not re.fullmatch(r"[0-9a-f]{32}", name):
        raise Refused("This is no correction.")
    return name


def whole(desk: Desk, sent: Sent, only: str | None = None) -> list[Correction]:
    """That all of a document is right and nothing is missing: each value that nobody looked at is confirmed. Raises Refused."""
    last = correction(desk, {**sent, "action": "whole"}, only)
    record = desk.record(_text(sent, "record", 40), only)
    assert record is not None
    made: list[Correction] = []
    for field in fields():
        for at, item in enumerate(items(record, field.key)):
            if not is_reviewed(item):
                place, values = Passage.of_evidence(record["text"], evidence_of(item)), values_of(item)
                # The ids follow from the one that was sent, and from the item: sent again after a part of it was kept, it is the
                # same corrections.
                name = hashlib.blake2b(f"{last.id} {field.key} {at}".encode(), digest_size=16).hexdigest()
                told: Values = {"field": field.key, "item": values, "old": values, "passage": place, "id": name}
                made.append(Correction.of(record, last.who, "accept", **told))
    return [*made, last]


def _whole(record: Record, sent: Sent, document: DocumentOnDemand) -> Values:
    return {"action": "accept", "old": {field.key: [values_of(item) for item in items(record, field.key)] for field in fields()}}


def _check(record: Record, made: Correction) -> None:
    """One that would not take effect now never will."""
    if made.action in ("split", "join", "mark_zone"):
        return
    known = record["review"]["reasons"]
    reasons = of_file([record], [made])[0]["review"]["reasons"]
    conflict = next((one["message"] for one in reasons if one["code"] == CONFLICT and one not in known), None)
    if conflict is not None:
        raise Refused(conflict)


def _text(sent: Sent, key: str, most: int) -> str:
    value = sent.get(key)
    return " ".join(value.split())[:most] if isinstance(value, str) else ""


def _item(record: Record, sent: Sent) -> tuple[Values, Passage]:
    """The item that the page showed, wherever it is in the list by now."""
    field, shown, at = _field(sent), sent.get("item"), sent.get("at")
    own = items(record, field)
    order = sorted(range(len(own)), key=lambda n: n != at)
    found = next((own[n] for n in order if values_of(own[n]) == shown), None)
    if found is None:
        raise Changed("This value was changed in another window. The page now shows it as it is: look again.")
    return values_of(found), Passage.of_evidence(record["text"], evidence_of(found))


def _field(sent: Sent) -> str:
    field = field_of(_text(sent, "field", 40))
    if field is None:
        raise Refused("There is no such field.")
    return field.key


def _spans(
    record: Record, sent: Sent, document: DocumentOnDemand, keys: tuple[str, ...]
) -> tuple[tuple[str | None, Passage], ...]:
    """The words that were marked, for each value."""
    found = []
    rows = sent.get("spans")
    for row in rows[:50] if isinstance(rows, list) else ():
        key = row.get("key") if isinstance(row, dict) else None
        if key is not None and key not in keys:
            raise Refused("There is no such value.")
        found.append((key, _marked(record, row, document)))
    return tuple(found)


def _marked(record: Record, row: object, document: DocumentOnDemand) -> Passage:
    start, end = (row.get("start"), row.get("end")) if isinstance(row, dict) else (None, None)
    text = record["text"]
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise Refused("These words are not in the text.")
    found = document()
    if found is None:
        raise Refused("The file is not there, or was read by another version: where its words stand is not known. Type instead.")
    return Passage.of(text, start, end, boxes_of(found, start, end))


def _typed(sent: Sent, field: str) -> Values:
    typed = sent.get("typed")
    try:
        return item_of(field, typed if isinstance(typed, dict) else {})
    except (ValueError, AttributeError) as error:
        raise Refused(str(error)) from error


def _accept(record: Record, sent: Sent, document: DocumentOnDemand) -> Values:
    if sent.get("field") == "document_type":
        return {"field": "document_type", "old": record["document_type"], "new": record["document_type"], "action": "accept"}
    field = _field(sent)
    if sent.get("item") is None:
        if items(record, field):
            raise Changed("There is a value by now. Look again.")
        return {"field": field}
    item, passage = _item(record, sent)
    return {"field": field, "item": item, "old": item, "passage": passage}


def _correct(record: Record, sent: Sent, document: DocumentOnDemand) -> Values:
    if sent.get("field") == "document_type":
        kind = _text(sent, "new", 20)
        if kind not in TYPES:
            raise Refused("A document is a letter, a press release or another one.")
        return {"field": "document_type", "old": record["document_type"], "new": kind}
    field = _field(sent)
    item, passage = _item(record, sent)
    spans = _spans(record, sent, document, tuple(one.key for one in inputs(field)))
    new = _typed(sent, field)
    if new == item and not spans:
        return {"field": field, "item": item, "old": item, "passage": passage, "action": "accept"}
    return {"field": field, "item": item, "old": item, "new": new, "passage": passage, "spans": spans}


def _reject(record: Record, sent: Sent, document: DocumentOnDemand) -> Values:
    item, passage = _item(record, sent)
    return {"field": _field(sent), "item": item, "old": item, "passage": passage}


def _add(record: Record, sent: Sent, document: DocumentOnDemand) -> Values:
    field = _field(sent)
    new = _typed(sent, field)
    spans = _spans(record, sent, document, tuple(one.key for one in inputs(field)))
    spans = spans or _looked_up(record, new, document)
    if not spans:
        raise Refused("Mark the words where it stands: every value shows where it was read.")
    return {"field": field, "new": new, "spans": spans}


def _looked_up(record: Record, new: Mapping[str, object], document: DocumentOnDemand) -> ItemPassages:
    """The typed words where they stand in the text, if they stand there once."""
    found: list[tuple[str | None, Passage]] = []
    for key in ("value", "text", "name", "expression", "short"):
        words = new.get(key)
        if isinstance(words, str) and record["text"].count(words) == 1 and (read := document()) is not None:
            start = record["text"].index(words)
            end = start + len(words)
            found.append((key, Passage.of(record["text"], start, end, boxes_of(read, start, end))))
    return tuple(found[:1])


def _move(record: Record, sent: Sent, document: DocumentOnDemand) -> Values:
    field, key = _field(sent), _text(sent, "key", 60)
    item, passage = _item(record, sent)
    target, place = _item(record, {**sent, "item": sent.get("to"), "at": None})
    value = value_at(item, key)
    if value is None or target == item:
        raise Refused("There is nothing to move.")
    told = {"field": field, "key": key, "item": item, "old": value, "new": value, "passage": passage}
    return told | {"to": (target, place)}


def _dismiss(record: Record, sent: Sent, document: DocumentOnDemand) -> Values:
    reason = next((r for r in record["review"]["reasons"] if r["message"] == sent.get("reason")), None)
    if reason is None:
        raise Changed("This is not a reason for a review any more.")
    return {"old": dict(reason)}


def _boundary(record: Record, sent: Sent, document: DocumentOnDemand) -> Values:
    """A whole line for a split, the first one for a join."""
    text = record["text"]
    row = {"start": 0, "end": len(text.partition("\n")[0])} if sent.get("action") == "join" else sent
    passage = _marked(record, row, document)
    if sent.get("action") == "mark_zone":
        zone = _text(sent, "new", 20)
        if zone != STAMP and zone not in ZONES:
            raise Refused("There is no such zone.")
        return {"passage": passage, "new": zone}
    first = Passage.of(text, passage.start or 0, passage.end or 0, passage.boxes[:1])
    return {"passage": first}


def _decide(record: Record, sent: Sent, document: DocumentOnDemand) -> Values:
    """Of several people that one says what counts: a name, or nobody's, and then all that was said."""
    if sent.get("field") == "document_type":
        return {"field": "document_type", "new": _text(sent, "of", 200) or None}
    return {"field": _field(sent), "new": _text(sent, "of", 200) or None}


_MADE: Mapping[str, Callable[[Record, Sent, DocumentOnDemand], Values]] = {
    "accept": _accept, "correct": _correct, "reject": _reject, "add": _add, "move": _move, "dismiss": _dismiss,
    "whole": _whole, "decide": _decide, "split": _boundary, "join": _boundary, "mark_zone": _boundary,
}  # fmt: skip
