"""Several people on the same documents: who looks at which, how far they agree, and where they do not."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.desk.folder import Desk
from pipeline.records.corrections import Correction
from pipeline.records.items import items
from pipeline.records.open_record import values_of
from pipeline.records.types import Record
from pipeline.report.fields import name_of
from schemas.fields import fields

SegmentKey = tuple[str, int]  # a file's SHA-256 and the number of the segment
Labels = Mapping[str, Mapping[str, Mapping[str, str]]]
"""By field, record id and person what that person says there is, as lines of JSON."""
TYPE = "document_type"


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field of a document of which people said different things: what each of them says there is."""

    record_id: str
    document: str
    field: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one field: how many documents at least two people looked at, in how many they say the same, Krippendorff's alpha.

    `alpha` is `None` where all say the same thing of every document: then chance would do as well.
    """

    field: str
    documents: int
    same: int
    alpha: float | None


def assign(records: Sequence[Record], people: Sequence[str], twice: float, who: str, seed: int = 1) -> list[Correction]:
    """Give each document to one of the people in turn, a share `twice` of them to two. Documents of one file stay together."""
    order = sorted({record["source"]["sha256"] for record in records})
    random.Random(seed).shuffle(order)
    doubled = set(order[: round(twice * len(order))]) if len(people) > 1 else set()
    rows = []
    for number, sha256 in enumerate(order):
        chosen = [people[(number + n) % len(people)] for n in range(2 if sha256 in doubled else 1)]
        own = [record for record in records if record["source"]["sha256"] == sha256]
        rows += [Correction.of(record, who, "assign", new=name) for record in own for name in chosen]
    return rows


def assigned(rows: Iterable[Correction]) -> dict[SegmentKey, list[str]]:
    """To whom each segment was given."""
    found: dict[SegmentKey, list[str]] = defaultdict(list)
    for row in rows:
        if row.action == "assign" and row.new not in found[row.sha256, row.segment.number]:
            found[row.sha256, row.segment.number].append(str(row.new))
    return dict(found)


def place_of(record: Record) -> SegmentKey:
    """The place by which a record is assigned."""
    return record["source"]["sha256"], record["source"]["segment"]


def annotators(rows: Iterable[Correction]) -> dict[SegmentKey, list[str]]:
    """Who looked at each segment: of those that were given out only whom they were given to; never who decides between others."""
    standing = list(rows)
    given, said, deciding = assigned(standing), defaultdict[SegmentKey, set[str]](set), defaultdict[SegmentKey, set[str]](set)
    for row in standing:
        if row.action != "assign":
            (deciding if row.action == "decide" else said)[row.sha256, row.segment.number].add(row.who)
    return {place: sorted(who & set(given[place]) if place in given else who - deciding[place]) for place, who in said.items()}


def labels(desk: Desk) -> Labels:
    """What each person who looked at a document says of each field, where at least two did: by field, record id and person."""
    people = annotators(desk.corrections.standing())
    names = sorted({who for found in people.values() if len(found) > 1 for who in found})
    views = {who: {record["record_id"]: record for record in desk.records(who)} for who in names}
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for record in desk.records():
        looked = people.get(place_of(record), [])
        for who in looked if len(looked) > 1 else ():
            view = views[who].get(record["record_id"])
            for key, words in _labels(view) if view is not None else ():
                found[key][record["record_id"]][who] = words
    return found


def _labels(view: Record) -> Iterator[tuple[str, str]]:
    yield TYPE, json.dumps({"value": view["document_type"]})
    for field in fields():
        own = [json.dumps(values_of(item), sort_keys=True, ensure_ascii=False) for item in items(view, field.key)]
        yield field.key, "\n".join(sorted(own))


def agreement(said: Labels) -> list[Agreement]:
    """How far people agree, field by field; fields of which nobody says anything are left out. Raises ModuleNotFoundError."""
    found = []
    for field, documents in said.items():
        if any(words for people in documents.values() for words in people.values()):
            same = sum(len(set(people.values())) == 1 for people in documents.values())
            found.append(Agreement(field, len(documents), same, _alpha(documents)))
    return found


def _alpha(documents: Mapping[str, Mapping[str, str]]) -> float | None:
    from nltk.metrics.agreement import AnnotationTask  # an extra: only teams need it

    rows = [(who, document, words) for document, people in documents.items() for who, words in people.items()]
    if len({words for _, _, words in rows}) < 2:
        return None
    return round(float(AnnotationTask(data=rows).alpha()), 3)


def disputes(desk: Desk, said: Labels) -> list[Dispute]:
    """Where people say different things of a document, and nobody has decided since."""
    names = {record["record_id"]: record for record in desk.records()}
    done = _decided(desk)
    found = []
    for field, documents in said.items():
        for record_id, people in documents.items():
            record = names[record_id]
            if len(set(people.values())) > 1 and (place_of(record), field) not in done:
                told = tuple((who, _in_words(words)) for who, words in people.items())
                found.append(Dispute(record_id, name_of(record), field, told))
    return sorted(found, key=lambda one: one.record_id)


def _decided(desk: Desk) -> set[tuple[SegmentKey, str]]:
    """The fields between which somebody decided, and about which nobody who looked at the document said more since."""
    rows = desk.corrections.standing()
    people = annotators(rows)
    done: set[tuple[SegmentKey, str]] = set()
    for row in rows:
        place = row.sha256, row.segment.number
        if row.action == "decide" and row.field:
            done.add((place, row.field))
        elif row.field and row.who in people.get(place, ()):
            done.discard((place, row.field))
    return done


def _in_words(rows: str) -> str:
    each = [json.loads(row) for row in rows.split("\n")] if rows else []
    return "; ".join(", ".join(str(value) for value in item.values() if value not in (None, "")) for item in each) or "none"
