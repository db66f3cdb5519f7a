"""A record whose items are being changed: its reasons for a review follow the items that they are about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Literal, cast

import schemas
from pipeline.records.corrections import Correction
from pipeline.records.items import RecordItem, Values, evidence_of
from pipeline.records.passages import Passage, overlap
from pipeline.records.types import Evidence, Reason, Record
from schemas.fields import Field, fields

CHECKED = 0.99  # what a person has looked at is likely right, and not certainly
CONFLICT = "correction-conflict"
_PATH = re.compile(r"\$\.(\w+)(?:\[(\d+)\])?(.*)")
_ALIKE = 0.3  # overlap of two passages that may be of one item


Saved = dict[str, tuple[object, list[int] | None]]  # by its name a field as it was, and where its items came from


class OpenRecord:
    """A copy of a record and what is done to it; `close` gives the record that comes of it."""

    def __init__(self, record: Record) -> None:
        self.record = deepcopy(record)
        self._values = cast(Values, self.record)  # by keys that are told
        self._origins = {key.key: list(range(len(self.items(key.key)))) for key in fields()}
        self._reasons = list(self.record["review"]["reasons"])
        self._emptied: set[str] = set()

    @property
    def text(self) -> str:
        """Its text."""
        return str(self.record["text"])

    def has_page(self, pages: set[int]) -> bool:
        """Whether a place on these pages can be in it."""
        source = self.record["source"]
        return not pages or any(source["first_page"] <= page <= source["last_page"] for page in pages)

    def items(self, field: str) -> list[Values]:
        """The items of a field; what is added to the list of a single one is not kept."""
        value = cast(list[Values] | Values | None, self._values[field])
        return value if isinstance(value, list) else [] if value is None else [value]

    def find(self, field: str, item: Values | None, passage: Passage | None) -> int | None:
        """Which item of a field is the one that stood at `passage` with these values: by its place first, then by its words."""
        span = passage.find(self.text) if passage else None
        best, most = None, 0.0
        for at, other in enumerate(self.items(field)):
            near, same = _nearness(span, passage, evidence_of(other)), values_of(other) == item
            likeness = near + (1.5 if same else _shared(item or {}, other)) if near >= _ALIKE else 0.0
            if likeness > most:
                best, most = at, likeness
        return best if best is not None or passage is not None else self.same(field, item)

    def same(self, field: str, item: Values | None) -> int | None:
        """The first item of a field that says the same, wherever it stands: all of it, else what tells it from others."""
        found, telling = self.items(field), _telling(field, item or {})
        whole = next((at for at, other in enumerate(found) if values_of(other) == item), None)
        if whole is not None or telling is None:
            return whole
        return next((at for at, other in enumerate(found) if _telling(field, other) == telling), None)

    def put(self, field: str, at: int | None, item: Values) -> None:
        """Set the item of a field at its place; without one it is added where its words stand."""
        if _IS_SINGLE[field]:
            self._values[field] = item
            self._origins[field] = self._origins[field] or [-1]
            return
        found = self.items(field)
        if at is not None:
            found[at] = item
            return
        start = evidence_of(item)["start"] or 0
        at = next((n for n, other in enumerate(found) if (evidence_of(other)["start"] or 0) > start), len(found))
        found.insert(at, item)
        self._origins[field].insert(at, -1)

    def drop(self, field: str, at: int) -> None:
        """Take an item away."""
        if not _IS_SINGLE[field]:
            del self.items(field)[at]
            del self._origins[field][at]
        else:
            self._values[field] = None
            self._origins[field] = []

    def set_type(self, value: object) -> None:
        """Say what kind of document it is."""
        self._values["document_type"] = value

    def nothing_in(self, field: str) -> None:
        """A person says that the field has no value, so that none is missing."""
        self._emptied.add(field)

    def dismiss(self, reason: Mapping[str, object]) -> None:
        """Take a reason for a review away, if it is there."""
        told = (reason.get("code"), reason.get("message"))
        self._reasons = [one for one in self._reasons if (one["code"], one["message"]) != told]

    def conflict(self, field: str | None, message: str) -> None:
        """A correction that does not fit any more: shown before anything else."""
        self._reasons.append({"code": CONFLICT, "field": f"$.{field}" if field else None, "message": message})

    def is_valid(self) -> bool:
        """Whether it keeps to the schema."""
        return schemas.is_valid("record", self.record)

    def saved(self, named: Sequence[str]) -> Saved:
        """What `restore` takes to undo what was done to these fields."""
        return deepcopy({name: (self._values[name], self._origins.get(name)) for name in named})

    def restore(self, saved: Saved) -> None:
        """Put fields back as they were."""
        for name, (value, origins) in saved.items():
            self._values[name] = value
            if origins is not None:
                self._origins[name] = origins

    def close(self) -> Record:
        """The record with the reasons that are left, each with the path that its item has now."""
        kept = [moved for reason in self._reasons if (moved := self._moved(reason)) is not None]
        kept.sort(key=lambda reason: reason["code"] != CONFLICT)
        self.record["review"] = {"needed": bool(kept), "reasons": kept}
        return self.record

    def _moved(self, reason: Reason) -> Reason | None:
        match = _PATH.fullmatch(reason["field"] or "")
        if reason["code"] == CONFLICT or match is None:
            return reason
        name, number, rest = match.groups()
        if name == "document_type" and "document_type" in self._emptied:
            return None
        if name not in self._origins:
            return reason
        added = any(origin == -1 for origin in self._origins[name])
        if number is None and (reason["code"].startswith("missing-") or _IS_SINGLE[name]):
            is_seen = any(is_reviewed(item, rest.removeprefix(".")) for item in self.items(name))
            return None if added or is_seen or name in self._emptied else reason if self._stands(name, reason) else None
        if number is None:
            return reason
        at = next((n for n, origin in enumerate(self._origins[name]) if origin == int(number)), None)
        if at is None or is_reviewed(self.items(name)[at], rest.removeprefix(".")):
            return None
        return {**reason, "field": f"$.{name}[{at}]{rest}"}

    def _stands(self, name: str, reason: Reason) -> bool:
        """Whether what a reason about a single value says is still so: it goes with the value that it was about."""
        return reason["code"].startswith(("missing-", "unclaimed")) or bool(self.items(name))


_IS_SINGLE = {field.key: field.single for field in fields()}


def field_of(name: str | None) -> Field | None:
    """The field of that name, if there is one."""
    return next((field for field in fields() if field.key == name), None)


def values_of(item: RecordItem) -> Values:
    """What an item says, without where it was read."""
    return {key: value for key, value in item.items() if key != "evidence"}


def is_reviewed(item: RecordItem, key: str = "") -> bool:
    """Whether a person looked at the item, or at its value under `key`."""
    evidence = evidence_of(item)
    return "reviewed" in evidence or "reviewed" in evidence.get("parts", {}).get(key, {})


def review(item: Values, by: Correction, how: Literal["confirmed", "corrected", "added"], key: str | None = None) -> None:
    """Write into the evidence of an item, or of one of its values, who looked at it; it is then as sure as a person is."""
    evidence = evidence_of(item)
    parts = evidence.get("parts", {})
    for part in [parts[key]] if key in parts else [evidence, *parts.values()]:
        before = part.get("reviewed")
        names = before["by"].split(", ") if before else []
        names = [*names, by.who] if by.who not in names else names
        part["confidence"] = max(part["confidence"], CHECKED)
        if part is evidence or key in parts:
            part["reviewed"] = {"by": ", ".join(names), "on": by.when, "how": how}


def _telling(field: str, item: RecordItem) -> tuple[str, object] | None:
    known = field_of(field)
    return next(((key, item[key]) for key in (known.main if known else ()) if item.get(key)), None)


def _nearness(span: tuple[int, int] | None, passage: Passage | None, evidence: Evidence) -> float:
    """How far an item lies where the passage is, from 0 to 1."""
    if span is not None and evidence["start"] is not None:
        shared = min(span[1], evidence["end"]) - max(span[0], evidence["start"])
        whole = max(span[1], evidence["end"]) - min(span[0], evidence["start"])
        least = min(span[1] - span[0], evidence["end"] - evidence["start"])
        return float(max(0.0, shared / whole, 0.5 * shared / least))
    return overlap(passage.boxes, evidence["boxes"]) if passage else 0.0


def _shared(item: RecordItem, other: RecordItem) -> float:
    """The share of an item's values that another one has too."""
    told = {key: value for key, value in item.items() if value not in (None, "", [])}
    return sum(other.get(key) == value for key, value in told.items()) / len(told) if told else 0.0
