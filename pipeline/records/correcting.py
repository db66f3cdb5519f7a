"""Corrections applied to the records of their file: each takes effect, or is a conflict that the record tells of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Literal, cast

from rapidfuzz.fuzz import ratio

from pipeline.records.corrections import Correction, Corrections
from pipeline.records.items import RecordItem, Values, evidence_of, value_at
from pipeline.records.open_record import OpenRecord, field_of, is_reviewed, review, values_of
from pipeline.records.passages import Passage
from pipeline.records.reading import without_effect
from pipeline.records.telling import in_words, short, told
from pipeline.records.types import Part, Record
from schemas.fields import fields

_SAME_OPENING = 60.0  # per cent: a segment that begins like this is the same one


class _Unfit(Exception):
    """Why a correction does not fit any more."""


def corrected(records: Iterable[Record], corrections: Corrections) -> list[Record]:
    """The records with all that people said about them; those of other files, and of none, are as they were."""
    rows = list(records)
    wanted = corrections.files()
    by_file: dict[str, list[int]] = {}
    for at, record in enumerate(rows):
        if record["source"]["sha256"] in wanted:
            by_file.setdefault(record["source"]["sha256"], []).append(at)
    for sha256, places in by_file.items():
        changed = of_file([rows[at] for at in places], corrections.standing(sha256))
        for at, record in zip(places, changed, strict=True):
            rows[at] = record
    return rows


def of_file(records: Sequence[Record], corrections: Sequence[Correction]) -> list[Record]:
    """The records of one file with the corrections of that file, in the order in which they were made."""
    if not corrections or not records:
        return list(records)
    opened = [OpenRecord(record) for record in records]
    for one in _decided(corrections):
        if one.action in _APPLY:
            _try(one, opened)
    for one, missing in without_effect(corrections, opened):
        remedy = "Extract the file again; where that does not help, say it anew or withdraw it."
        _record_of(one, opened).conflict(None, f"{told(one)}: {missing}. {remedy}")
    return [record.close() for record in opened]


def _decided(corrections: Iterable[Correction]) -> list[Correction]:
    """Those that count where somebody decided between people: not what the others said about that field before."""
    kept: list[Correction] = []
    for one in corrections:
        if one.action == "decide" and one.new is not None:
            kept = [row for row in kept if row.field != one.field or row.who == one.new or not row.segment.is_like(one.segment)]
        kept.append(one)
    return kept


def _try(one: Correction, records: Sequence[OpenRecord]) -> None:
    """Apply a correction; one that does not fit leaves everything as it is but for a reason to look at it."""
    record = _record_of(one, records)
    named = [one.field] if one.field else []
    saved = record.saved(named)
    try:
        _APPLY[one.action](one, record)
        if not record.is_valid():
            raise _Unfit("the value that it gives is none that the schema allows")
    except _Unfit as unfit:
        record.restore(saved)
        record.conflict(one.field, f"{told(one)}: {unfit}. Look at it again, and correct it anew or withdraw it.")


def _record_of(one: Correction, records: Sequence[OpenRecord]) -> OpenRecord:
    """The segment that a correction is of: the one whose text has its words on its page; else the one that begins like it."""
    pages = {page for place in _places(one) for page in place.pages} or {one.segment.page}
    possible = [record for record in records if record.has_page(pages)] or list(records)

    def likeness(record: OpenRecord) -> tuple[float, float, bool]:
        words = sum(place.find(record.text) is not None for place in _places(one))
        opening = ratio(one.segment.opening, " ".join(record.text[:200].split())[: len(one.segment.opening)])
        return words, opening, record.record["source"]["segment"] == one.segment.number

    return max(possible, key=likeness)


def _places(one: Correction) -> list[Passage]:
    return [passage for _, passage in one.spans] or ([one.passage] if one.passage else [])


def _accept(one: Correction, record: OpenRecord) -> None:
    if one.field is None:
        _accept_whole(one, record)
        return
    if one.field == "document_type":
        _set_type(one, record, one.old)
        return
    if one.item is None:
        if record.items(_field(one)):
            raise _Unfit("now there is a value")
        record.nothing_in(_field(one))
        return
    _set(one, record, one.item, "confirmed")


def _accept_whole(one: Correction, record: OpenRecord) -> None:
    """A person said that nothing is missing: a value that was not there then must be looked at."""
    for field in fields():
        seen = (one.old or {}).get(field.key, [])
        new = [item for item in record.items(field.key) if values_of(item) not in seen and not is_reviewed(item)]
        for item in new:
            said = f"the document was looked at as a whole, without this {field.one}: {short(in_words(values_of(item)))}"
            record.conflict(field.key, f"{told(one)}: {said}. Look at it, and confirm or reject it.")
        record.nothing_in(field.key)


def _correct(one: Correction, record: OpenRecord) -> None:
    if one.field == "document_type":
        _set_type(one, record, one.new)
        return
    values = one.new if one.key is None else with_value(one.item or {}, one.key, one.new)
    _set(one, record, values, "corrected")


def _set(one: Correction, record: OpenRecord, values: Values, how: Literal["confirmed", "corrected"]) -> None:
    """Give an item the values that a person says it has, or put it back where it was overlooked this time."""
    field = _field(one)
    at = record.find(field, one.item, one.passage)
    if at is None:
        at = next((n for like in (one.item, values) if (n := record.same(field, like)) is not None), None)
    if at is None:
        if _is_single(field) and record.items(field) and one.passage is not None and one.passage.find(record.text) is None:
            raise _Unfit("its words are not in the text any more, and another value was read")
        at = 0 if _is_single(field) and record.items(field) else None
        item = values | {"evidence": _evidence(one, record)}
    else:
        found = record.items(field)[at]
        kept = found if one.key is None else with_value(values_of(found), one.key, one.new)
        item = (values if one.key is None else values_of(kept)) | {"evidence": deepcopy(evidence_of(found))}
    _mark(item, one, record)
    review(item, one, how, one.key)
    record.put(field, at, item)


def _reject(one: Correction, record: OpenRecord) -> None:
    field = _field(one)
    at = record.find(field, one.item, one.passage)
    if at is not None:
        record.drop(field, at)
    elif record.same(field, one.item) is not None:
        raise _Unfit("the same value was read at another place")
    elif one.passage is None or (one.passage.start is not None and one.passage.find(record.text) is None):
        raise _Unfit("its words are not in the text any more, so the value may have been read again in other words")
    if _is_single(field):
        record.nothing_in(field)


def _add(one: Correction, record: OpenRecord) -> None:
    field = _field(one)
    hull = _hull(one, record)
    at = record.find(field, one.new, hull)
    if at is not None and values_of(record.items(field)[at]) != one.new and not _is_single(field):
        at = at if _has_main(record.items(field)[at], one.new) else None
    if at is None and _is_single(field) and record.items(field):
        at = 0
    item = dict(one.new) | {"evidence": _evidence(one, record)}
    _mark(item, one, record)
    review(item, one, "added")
    record.put(field, at, item)


def _has_main(item: RecordItem, values: RecordItem) -> bool:
    told = [key for key in ("value", "text", "name", "expression", "short") if key in values]
    return bool(told) and item.get(told[0]) == values[told[0]]


def _move(one: Correction, record: OpenRecord) -> None:
    """A value that was given to one item belongs to another of the same field."""
    field, key = _field(one), one.key or ""
    target = record.find(field, *one.to) if one.to else None
    if target is None:
        raise _Unfit("the item that the value was moved to is not there any more")
    source = record.find(field, one.item, one.passage)
    part = None
    if source is not None and source != target:
        giving = deepcopy(record.items(field)[source])
        part = evidence_of(giving).get("parts", {}).pop(key, None)
        giving = with_value(values_of(giving), key, None) | {"evidence": evidence_of(giving)}
        if not evidence_of(giving).get("parts", True):
            del evidence_of(giving)["parts"]
        review(giving, one, "corrected")
        record.put(field, source, giving)
    found = record.items(field)[target]
    item = with_value(values_of(found), key, one.new) | {"evidence": deepcopy(evidence_of(found))}
    if part is not None:
        evidence_of(item).setdefault("parts", {})[key] = part
    review(item, one, "corrected")
    record.put(field, target, item)


def _dismiss(one: Correction, record: OpenRecord) -> None:
    record.dismiss(one.old or {})


_APPLY: Mapping[str, Callable[[Correction, OpenRecord], None]] = {
    "accept": _accept, "correct": _correct, "reject": _reject, "add": _add, "move": _move, "dismiss": _dismiss,
}  # fmt: skip


def _field(one: Correction) -> str:
    if field_of(one.field) is None:
        raise _Unfit("a record has no such field")
    return str(one.field)


def _is_single(name: str) -> bool:
    field = field_of(name)
    return field is not None and field.single


def _set_type(one: Correction, record: OpenRecord, value: object) -> None:
    record.set_type(value)
    record.nothing_in("document_type")


def _hull(one: Correction, record: OpenRecord) -> Passage | None:
    """The passage that reaches over all words that a person marked, or that the item had; raises _Unfit where words are gone."""
    found = [(place, place.find(record.text)) for place in _places(one)]
    spans = [span for _, span in found if span is not None]
    if len(spans) < len(found) or not found:
        words = next((place.text for place, span in found if span is None), "")
        said = f"its words “{short(words)}” are not in the text any more" if words else "nobody marked its words"
        raise _Unfit(said)
    boxes = [box for place, _ in found for box in place.boxes]
    return Passage.of(record.text, min(start for start, _ in spans), max(end for _, end in spans), boxes)


def _evidence(one: Correction, record: OpenRecord) -> Values:
    """The evidence of an item that a person found, or that was overlooked this time."""
    hull = _hull(one, record)
    if hull is None or not hull.boxes:
        raise _Unfit("nobody knows where it stands on the page")
    source = "ocr" if record.record["source"]["text_source"] == "ocr" else "native"
    place = {"start": hull.start, "end": hull.end, "text": hull.text, "boxes": [dict(box) for box in hull.boxes]}
    return place | {"source": source, "confidence": 0.0}


def _mark(item: Values, one: Correction, record: OpenRecord) -> None:
    """The evidence follows the words that a person marked; a part whose value is gone has none."""
    evidence = evidence_of(item)
    several = len([key for key in item if key not in ("evidence", "label")]) > 1
    for key, passage in one.spans:
        span = passage.find(record.text)
        if span is None:
            raise _Unfit(f"its words “{short(passage.text)}” are not in the text any more")
        boxes = [box.copy() for box in passage.boxes]
        if key and several:
            part: Part = {"spans": [list(span)], "boxes": boxes, "confidence": evidence["confidence"]}
            evidence["parts"] = {**evidence.get("parts", {}), key: part}
            start, end = min(span[0], evidence["start"] or 0), max(span[1], evidence["end"] or 0)
            is_outside = (start, end) != (evidence["start"], evidence["end"])
            more = [box for box in boxes if is_outside and box not in evidence["boxes"]]
        else:
            (start, end), more, evidence["boxes"] = span, boxes, []
        evidence |= {"start": start, "end": end, "text": record.text[start:end], "boxes": [*evidence["boxes"], *more]}
    kept = {key: part for key, part in evidence.pop("parts", {}).items() if value_at(item, key) not in (None, "")}
    if kept:
        evidence["parts"] = kept


def with_value(item: RecordItem, key: str, value: object) -> Values:
    """The item with another value under a dotted key; an object of which nothing is left is none."""
    step, _, rest = key.partition(".")
    if not rest:
        return {**item, step: value}
    held = cast(RecordItem, item.get(step) or dict.fromkeys(("street", "city", "state", "postal_code")))
    inner = with_value(held, rest, value)
    return {**item, step: None if all(part is None for part in inner.values()) else inner}
