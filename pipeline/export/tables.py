"""Records as tables, one for each list, and back: which tables and columns there are is read off the JSON Schema."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

import schemas
from pipeline.errors import InvalidRecords
from pipeline.export.characters import json_text
from pipeline.export.naming import addressee, component, headline
from pipeline.records.items import items
from pipeline.records.types import Record
from schemas import Node
from schemas.fields import fields, resolved

Cell = str | int | float | bool | None
TableRow = dict[str, Cell]
Rows = Mapping[str, Sequence[Mapping[str, Cell]]]
ColumnKind = Literal["text", "integer", "number", "boolean", "json"]
Path = tuple[str | int, ...]  # keys, and the places in lists

RECORDS, EVIDENCE = "records", "evidence"
_KINDS: dict[str, ColumnKind] = {
    "string": "text",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "array": "json",
    "object": "json",
}
_LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its cells are, and where in the record (for a list: in the item) each is read."""

    name: str
    kind: ColumnKind
    description: str
    path: Path
    derived: bool = False  # said by another column too
    told: Callable[[Record], str | None] | None = None  # where it is of the whole record: what is said of it
    optional: bool = False  # its key may be missing


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `records` has a row for each record, every other one a row for each item, in the order of the record."""

    name: str
    description: str
    path: Path
    columns: tuple[Column, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell one row from every other."""
        return ("record_id",) if self.name == RECORDS else ("record_id", "field" if self.name == EVIDENCE else "position")


_RECORD_ID = Column("record_id", "text", "The record that the row is of.", ())
_POSITION = Column("position", "integer", "The row's place in the record's list, from 1.", ())
_LABEL = Column("label", "text", "The document in a line: what it is, its day, to whom, about what.", (), True, told=headline)
_COMPONENT = Column(
    "component", "text", "The one name of the issuing component, however it is printed; null where it is not known.", (), True,
    told=component,
)  # fmt: skip
_RECIPIENT = Column("recipient", "text", "To whom the document goes: the first recipient, in words.", (), True, told=addressee)
_FIELD = Column("field", "text", "The key of the value in the record: date, title, ...", ())


@cache
def tables() -> tuple[Table, ...]:
    """The tables in the order of the record: `records`, the `evidence` of its single values, one for each list."""
    schema = schemas.load("record")
    own: list[Column] = []
    lists: list[Table] = []
    for key, node in schema["properties"].items():
        found = resolved(schema, node)
        if "items" in found:
            lists.append(_list_table(schema, key, (key,), found))
            continue
        own += _columns(schema, key, node, (key,), of_record=True)
        for name, part in found.get("properties", {}).items():
            if name != "evidence" and "items" in (inner := resolved(schema, part)):
                lists.append(_list_table(schema, f"{key}_{name}", (key, name), inner))
    printed = next(number for number, column in enumerate(own, 1) if column.name == "issuer_component")
    own[printed:printed] = [_COMPONENT]
    own.append(_LABEL)
    own.sort(key=lambda column: (column.name not in ("record_id", "label"), column.name in ("text", "schema_version")))
    records = Table(RECORDS, str(schema["description"]), (), tuple(own))
    places = tuple(_columns(schema, EVIDENCE, schema["$defs"]["evidence"], ()))
    evidence = Table(EVIDENCE, "Where the single values of the records were read.", (), (_RECORD_ID, _FIELD, *places))
    return (records, evidence, *lists)


def table(name: str) -> Table:
    """The table of that name; raises LookupError."""
    for found in tables():
        if found.name == name:
            return found
    raise LookupError(f"no table is called {name!r}")


def rows(record: Record) -> Iterator[tuple[Table, list[TableRow]]]:
    """The rows of a record in each table; raises InvalidRecords for a number beyond what tables hold."""
    for found in tables():
        if found.name == RECORDS:
            yield found, [_row(found.columns, record, _told(found, record))]
        elif found.name == EVIDENCE:
            singles = [(key, item["evidence"]) for key in singles_of() for item in items(record, key)]
            yield found, [_row(found.columns, item, {"record_id": record["record_id"], "field": key}) for key, item in singles]
        else:
            told = {"record_id": record["record_id"], **_told(found, record)}
            own = at(record, found.path)
            listed = enumerate(own if isinstance(own, list) else [], 1)
            yield found, [_row(found.columns, item, {**told, "position": n}) for n, item in listed]


def _told(found: Table, record: Record) -> TableRow:
    """The cells that are of the whole record."""
    return {column.name: column.told(record) for column in found.columns if column.told}


def all_rows(records: Iterable[Record]) -> dict[str, list[TableRow]]:
    """The rows of all records by table, every table there."""
    found: dict[str, list[TableRow]] = {each.name: [] for each in tables()}
    for record in records:
        for each, own in rows(record):
            found[each.name] += own
    return found


def to_records(stored: Rows) -> list[Record]:
    """The records that the rows of all tables are of; an object of which nothing is known is `None`."""
    own: dict[str, dict[str, list[Mapping[str, Cell]]]] = defaultdict(lambda: defaultdict(list))
    for name, found in stored.items():
        for row in found:
            own[str(row["record_id"])][name].append(row)
    return [_record(own[str(row["record_id"])]) for row in stored[RECORDS]]


@cache
def singles_of() -> tuple[str, ...]:
    """The keys of a record that have one value with its evidence, or none."""
    return tuple(field.key for field in fields() if field.single)


@cache
def _keys() -> tuple[str, ...]:
    return tuple(schemas.load("record")["properties"])


def _list_table(schema: Node, name: str, path: Path, node: Node) -> Table:
    item = resolved(schema, node["items"])
    first = (_RECORD_ID, _POSITION) if name == "recipients" else (_RECORD_ID, _POSITION, _RECIPIENT)
    columns = [c for key, part in item["properties"].items() for c in _columns(schema, key, part, (key,))]
    return Table(name, str(node["description"]), path, (*first, *columns))


def _columns(
    schema: Node, name: str, node: Node, path: Path, of_record: bool = False, optional: bool = False
) -> Iterator[Column]:
    """The columns of a value: one, or one for each part of an object.

    Those of a record leave out evidence and lists, which are tables of their own, and `date.value` is `date`.
    """
    found = resolved(schema, node)
    parts = found.get("properties", {})
    if not parts:
        yield Column(name, _KINDS[str(found.get("type", "string"))], str(found["description"]), path, optional=optional)
    for key, part in parts.items():
        inner, is_list = f"{name}_{key}" if name else key, "items" in resolved(schema, part)
        if of_record and (is_list or key == "evidence"):
            continue
        if key == "boxes":
            page = f"{inner.removesuffix(key)}page"
            yield Column(page, "integer", "Page of the first box, from 1.", (*path, key, 0, "page"), derived=True)
        if of_record and key == "value":
            yield Column(name, "text", str(found["description"]), (*path, key))
        else:
            lacks = optional or key not in found.get("required", parts)
            yield from _columns(schema, inner, part, (*path, key), of_record, lacks)


def at(value: object, path: Path) -> object:
    """The value at a path, `None` where something on the way is not there."""
    for key in path:
        if isinstance(value, Mapping):
            value = value.get(key)
        else:
            value = value[key] if isinstance(value, list) and isinstance(key, int) else None
    return value


def _row(columns: Iterable[Column], item: object, cells: TableRow) -> TableRow:
    return {c.name: cells[c.name] if c.name in cells else _cell(c, at(item, c.path)) for c in columns}


def _cell(column: Column, value: object) -> Cell:
    if value is None:
        return None
    if column.kind == "json":
        return json_text(value)
    if isinstance(value, int | float) and column.kind in ("integer", "number"):
        if not -_LARGEST <= value < _LARGEST:
            raise InvalidRecords(f"{column.name} is too large a number for a table", remedy="Put it right in the records.")
        return float(value) if column.kind == "number" else value
    return value if isinstance(value, bool) else str(value)


def _record(own: Rows) -> Record:
    """The record of its rows, keys in the order of the schema."""
    record = _item(table(RECORDS), own[RECORDS][0])
    places = {row["field"]: _item(table(EVIDENCE), row) for row in own.get(EVIDENCE, ())}
    for key in singles_of():
        value = record.get(key)
        record[key] = {**(value if isinstance(value, dict) else {}), "evidence": places[key]} if key in places else None
    for found in tables()[2:]:
        listed: list[object] = [_item(found, row) for row in sorted(own.get(found.name, ()), key=_position)]
        _put(record, found.path, listed)
    return cast(Record, {key: record[key] for key in _keys()})


def _position(row: Mapping[str, Cell]) -> int:
    return int(row["position"] or 0)


def _put(value: dict[str, object], path: Path, told: object) -> None:
    """Set what stands at a path; the objects on the way are made."""
    for key in path[:-1]:
        inner = value.setdefault(str(key), {})
        assert isinstance(inner, dict)
        value = inner
    value[str(path[-1])] = told


def _item(found: Table, row: Mapping[str, Cell]) -> dict[str, object]:
    item: dict[str, object] = {}
    for column in found.columns:
        if column.path and not column.derived and not (column.optional and row[column.name] is None):
            _put(item, column.path, _value(column, row[column.name]))
    is_absent = {key: isinstance(value, dict) and all(part is None for part in value.values()) for key, value in item.items()}
    nullable = found.name != RECORDS  # what a single value of a record is, its evidence says
    return {key: None if nullable and is_absent[key] else value for key, value in item.items()}


def _value(column: Column, cell: Cell) -> object:
    if cell is None:
        return None
    return json.loads(str(cell)) if column.kind == "json" else bool(cell) if column.kind == "boolean" else cell
