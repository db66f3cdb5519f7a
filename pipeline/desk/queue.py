"""What is most worth a look: values nobody has looked at yet, by how likely they are wrong times what that would cost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records.items import items
from pipeline.records.open_record import CONFLICT, is_reviewed
from pipeline.records.review import COST, LIKELY
from pipeline.records.types import Record
from pipeline.report.fields import Value, groups, issuer, kind_of, name_of

_ITEM = re.compile(r"(\$\.\w+(?:\[\d+\])?)")
_DOUBTED = 0.3  # how likely a value is wrong that a reason points at, where nobody has counted


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One thing to look at: a value, or a reason without one. `risk` is what it may cost; `done`: somebody did."""

    record_id: str
    document: str
    file_name: str
    genre: str
    field: str
    path: str
    kind: str
    words: str
    page: int | None
    confidence: int | None
    reasons: tuple[str, ...]
    risk: float
    done: bool
    conflict: bool = False

    @property
    def anchor(self) -> str:
        """The id of its place on the document's page."""
        return anchor(self.path)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: of a field, a document, a genre, a person's share; with all words in them; those that are done, too."""

    field: str = ""
    document: str = ""
    genre: str = ""
    words: str = ""
    everything: bool = False
    mine: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        """What a query of an address asks for."""
        names = ("field", "document", "genre", "words", "mine")
        return cls(**{name: query.get(name, "")[:200] for name in names}, everything=bool(query.get("everything")))

    def takes(self, row: QueueRow) -> bool:
        """Whether a row is wanted."""
        told = f"{row.words} {row.document} {row.file_name} {row.kind} {' '.join(row.reasons)}".casefold()
        return (
            self.field in ("", row.field)
            and self.document in ("", row.record_id)
            and self.genre in ("", row.genre)
            and all(word in told for word in self.words.casefold().split())
            and (self.everything or not row.done)
        )


def anchor(path: str) -> str:
    """`$.deadlines[0]` as an id of a page: `deadlines-0`."""
    return path.removeprefix("$.").replace("[", "-").rstrip("]") or "document"


def genre_of(record: Record) -> str:
    """The kind of a document and the office that it comes from: what one researcher reads many of."""
    return f"{kind_of(record)}: {issuer(record) or 'no office'}"[:100]


class QueueRows:
    """The rows of records; those of a record that is the same object as before are not made again."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Record, list[QueueRow]]] = {}  # by identity, which the record that is kept here holds

    def __call__(self, records: Sequence[Record]) -> list[QueueRow]:
        """All there is to look at, what is most worth it first."""
        found, known = list[QueueRow](), dict[int, tuple[Record, list[QueueRow]]]()
        for record in records:
            known[id(record)] = self._known.get(id(record)) or (record, list(_of(record)))
            found += known[id(record)][1]
        self._known = known
        return _ordered(found)


def _ordered(found: Sequence[QueueRow]) -> list[QueueRow]:
    return sorted(found, key=lambda row: (not row.conflict, -row.risk, row.record_id, row.path))


def _of(record: Record) -> Iterator[QueueRow]:
    values = [value for group in groups(record) for value in group.values]
    paths = {value.path for value in values}
    about: dict[str, list[tuple[str, str]]] = {}
    for reason in record["review"]["reasons"]:
        match = _ITEM.match(reason["field"] or "")
        path = match[1] if match and reason["code"] != CONFLICT else "$"
        about.setdefault(path, []).append((reason["code"], reason["message"]))
    document, genre, source = name_of(record), genre_of(record), record["source"]

    def row(path: str, field: str, value: Value | None, reasons: Sequence[tuple[str, str]], risk: float, done: bool) -> QueueRow:
        kind = value.kind if value else field.replace("_", " ").capitalize()
        words = value.main if value else reasons[0][1]
        page = next(iter(value.pages), None) if value else source["first_page"]
        return QueueRow(
            record["record_id"], document, source["file_name"], genre, field, path, kind, words, page,
            value.confidence if value else None, tuple(message for _, message in reasons), risk, done,
            any(code == CONFLICT for code, _ in reasons),
        )  # fmt: skip

    for value in values:
        reasons = about.get(value.path, [])
        wrong = max([1 - _sure(record, value), *(LIKELY.get(code, _DOUBTED) for code, _ in reasons)])
        yield row(value.path, value.field, value, reasons, COST.get(value.field, 1.0) * wrong, _is_done(record, value))
    for path, reasons in about.items():
        if path not in paths:
            for told in reasons:
                field = path.removeprefix("$.") if path.startswith("$.") else "text"
                cost = COST.get(field, 1.0) * LIKELY.get(told[0], _DOUBTED)
                yield row(path, field, None, [told], cost, False)


def _item(record: Record, value: Value) -> Mapping[str, object]:
    number = re.search(r"\[(\d+)\]", value.path)
    return items(record, value.field)[int(number[1]) if number else 0]


def _sure(record: Record, value: Value) -> float:
    """How sure the least sure of its values is."""
    evidence = _item(record, value)["evidence"]
    assert isinstance(evidence, Mapping)
    return float(min([evidence["confidence"], *(part["confidence"] for part in evidence.get("parts", {}).values())]))


def _is_done(record: Record, value: Value) -> bool:
    return is_reviewed(_item(record, value))
