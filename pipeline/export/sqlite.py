"""SQLite for SQL and Datasette: exporting again brings the records up to date and leaves every other table alone."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import OutputError
from pipeline.export.datasette import LINKS, SEARCHED, VIEWS, metadata
from pipeline.export.files import write
from pipeline.export.flat import document
from pipeline.export.tables import RECORDS, Cell, Table, TableRow, rows, tables, to_records
from pipeline.export.tables import table as table_of
from pipeline.records.types import Record

if TYPE_CHECKING:
    from sqlite_utils import Database

Stored = dict[str, dict[str, list[TableRow]]]  # record id -> table -> rows

_TYPES = {"text": str, "integer": int, "number": float, "boolean": int, "json": str}
_INDEXED = {"date", "relation", "topic", "kind", "state", "document_type", "source_sha256", "normalized"}
FAMILIES = "families"


def save(records: Sequence[Record], path: Path, links: str = "") -> list[str]:
    """Bring the database up to date with the records, and write Datasette's metadata beside it (`letters.metadata.json`).

    A record that is there already is replaced with all its rows; one of an older reading of the same file, which found
    another number of documents in it, goes. A new database appears whole, an old one changes in one transaction, and not
    at all where nothing is new. `links` is the address of the folder in which the files lie, for links to file and page. Raises
    OutputError.
    """
    from sqlite_utils import Database

    work = path if path.exists() else path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        database = Database(work)
        try:
            with database.atomic():
                _update(database, records, path)
                _link(database, links)
        finally:
            database.close()
        work.replace(path)
    except sqlite3.Error as error:
        remedy = "Give the path of a new file, or of a database that this command wrote and that no program has locked."
        raise OutputError(f"{path} could not be written ({error})", remedy=remedy) from error
    finally:
        if work != path:
            work.unlink(missing_ok=True)
    beside = path.with_suffix(".metadata.json")
    write(beside, document(metadata(path.stem)))
    return [f"datasette {path} --metadata {beside} shows it with the descriptions"]


def _link(database: Database, links: str) -> None:
    """Keep the address under which the files are found; what an earlier export said stays where nothing new is said."""
    kept = database.table(LINKS)
    if not kept.exists():
        kept.create({"id": int, "address": str}, pk="id")
    if links or not kept.count:
        kept.upsert({"id": 1, "address": links and f"{links.rstrip('/')}/"}, pk="id")
    for name, view in VIEWS.items():
        database.create_view(name, view.query, replace=True)


def load(database: Database) -> list[Record]:
    """The records that a database holds, by id."""
    return _records(_stored(database))


def _update(database: Database, records: Sequence[Record], path: Path) -> None:
    _make_tables(database, path)
    stored = _stored(database)
    given: Stored = {record["record_id"]: {table.name: own for table, own in rows(record) if own} for record in records}
    changed = [key for key, own in given.items() if stored.get(key) != own]
    gone = _superseded(stored, records)
    if changed or gone or not stored:
        own = _own_cells(database, [key for key in changed if key in stored])
        _delete(database, [*(key for key in changed if key in stored), *gone])
        for table in tables():
            database.table(table.name).insert_all([row for key in changed for row in given[key].get(table.name, ())])
        for name, rows_of in own.items():
            database.table(name).upsert_all(rows_of, pk=table_of(name).key)
        kept = {key: own for key, own in stored.items() if key not in gone}
        _write_families(database, _records(kept | given))


def _own_cells(database: Database, record_ids: Sequence[str]) -> dict[str, list[TableRow]]:
    """What people wrote into columns of their own beside the rows of these records, by table, with the rows' keys."""
    found: dict[str, list[TableRow]] = {}
    wanted = set(record_ids)
    for table in tables():
        ours = {column.name for column in table.columns}
        own = [column.name for column in database.table(table.name).columns if column.name not in ours]
        if own:
            select = ", ".join(f"[{name}]" for name in (*table.key, *own))
            rows_of = database.table(table.name).rows_where(select=select)
            found[table.name] = [row for row in rows_of if row["record_id"] in wanted]
    return found


def _make_tables(database: Database, path: Path) -> None:
    for table in tables():
        names = [column.name for column in table.columns]
        if not database.table(table.name).exists():
            _make_table(database, table)
        there = {column.name for column in database.table(table.name).columns}
        told = [column for column in table.columns if column.told and column.name not in there]
        if there and len(told) == len(set(names) - there):  # a database of an older version
            for column in told:
                database.table(table.name).add_column(column.name, _TYPES[column.kind])
        elif lacking := there and set(names) - there:
            remedy = "Give another path, or move that file away: the records hold all that is needed to write it anew."
            lack = f"The table {table.name} in {path} lacks the column {min(lacking)}, which is to be written"
            raise OutputError(lack, remedy=remedy)
    if not database.table(FAMILIES).exists():
        families = database.table(FAMILIES)
        families.create({"record_id": str, "family": int}, pk="record_id", foreign_keys=[("record_id", RECORDS, "record_id")])
        families.create_index(["family"])


def _make_table(database: Database, table: Table) -> None:
    is_list = table.name != RECORDS
    made = database.table(table.name)
    made.create(
        {column.name: _TYPES[column.kind] for column in table.columns},
        pk=table.key if is_list else "record_id",
        foreign_keys=[("record_id", RECORDS, "record_id")] if is_list else None,
    )
    for column in table.columns:
        if column.name in _INDEXED:
            made.create_index([column.name])
    if table.name in SEARCHED:
        made.enable_fts(SEARCHED[table.name], create_triggers=True, tokenize="porter")


def _stored(database: Database) -> Stored:
    """What is in the database, by record, as `rows` gives it."""
    found: Stored = {}
    for table in tables():
        booleans = [column.name for column in table.columns if column.kind == "boolean"]
        ours = ", ".join(f"[{column.name}]" for column in table.columns)
        for row in database.table(table.name).rows_where(select=ours, order_by="rowid"):
            row |= {name: bool(row[name]) for name in booleans}
            found.setdefault(row["record_id"], {}).setdefault(table.name, []).append(row)
    return found


def _records(stored: Stored) -> list[Record]:
    ordered = [stored[key] for key in sorted(stored)]
    return to_records({table.name: [row for own in ordered for row in own.get(table.name, ())] for table in tables()})


def _superseded(stored: Stored, records: Sequence[Record]) -> list[str]:
    """The stored records of a file that has been read anew and was cut into another number of documents."""
    counts: dict[str, Cell] = {record["source"]["sha256"]: record["source"]["segment_count"] for record in records}
    found = []
    for key, own in stored.items():
        row = own[RECORDS][0]
        if counts.get(str(row["source_sha256"]), row["source_segment_count"]) != row["source_segment_count"]:
            found.append(key)
    given = {record["record_id"] for record in records}
    return [key for key in found if key not in given]


def _delete(database: Database, record_ids: Iterable[str]) -> None:
    keys = [(key,) for key in record_ids]
    for table in (*(table.name for table in reversed(tables())), FAMILIES):
        database.conn.executemany(f"delete from [{table}] where record_id = ?", keys)


def _write_families(database: Database, records: Sequence[Record]) -> None:
    """Number the families from 1, by their first record; a record without a like has none."""
    from pipeline.comparison import Side, related

    families = sorted(sorted(records[n]["record_id"] for n in members) for members in related([Side(r) for r in records]))
    database.table(FAMILIES).delete_where()
    numbered = [{"record_id": key, "family": n} for n, members in enumerate(families, 1) for key in members]
    database.table(FAMILIES).insert_all(numbered)
