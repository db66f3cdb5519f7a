"""The database of the ledger: its tables, how those of earlier versions become them, and what it says where it can't be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from pipeline.errors import OutputError

NAME = "ledger.db"
_FORMAT = 4
_TWICE = "CREATE TABLE twice(sha256 TEXT, within TEXT, first BLOB, records INTEGER, PRIMARY KEY (sha256, within)) WITHOUT ROWID"
_NEW_COLUMN = "ALTER TABLE contents ADD COLUMN {} INTEGER NOT NULL DEFAULT 0"
_OLDER = {  # how each becomes the next; what files are called is seen when they are looked at, and all is written again
    1: "; ".join(map(_NEW_COLUMN.format, ("members", "passing"))),
    2: "ALTER TABLE files ADD COLUMN name BLOB;"
    " INSERT OR IGNORE INTO parts_to_write SELECT substr(sha256, 1, 2) FROM contents WHERE status IS NOT NULL",
    3: _TWICE,
}
_WAIT_SECONDS = 30.0  # for another program that has the ledger locked
_TABLES = f"""
    {_TWICE};
    CREATE TABLE runs(id INTEGER PRIMARY KEY, settings TEXT, revision INTEGER, passes INTEGER, finished INTEGER);
    CREATE TABLE revisions(id INTEGER PRIMARY KEY, told TEXT UNIQUE NOT NULL);
    CREATE TABLE files(
        path BLOB PRIMARY KEY, source BLOB NOT NULL, address BLOB, member BLOB, size INTEGER, stamp TEXT NOT NULL, sha256 TEXT,
        error TEXT, pass INTEGER NOT NULL, run INTEGER NOT NULL, first_run INTEGER NOT NULL, previous TEXT, vanished INTEGER,
        name BLOB
    ) WITHOUT ROWID;
    CREATE INDEX files_of_content ON files(sha256, path);
    CREATE INDEX files_replaced ON files(path) WHERE previous IS NOT NULL;
    CREATE TABLE contents(
        sha256 TEXT PRIMARY KEY, todo INTEGER NOT NULL, attempts INTEGER NOT NULL, settings TEXT, revision INTEGER, run INTEGER,
        status TEXT, records INTEGER NOT NULL DEFAULT 0, error TEXT, members INTEGER NOT NULL DEFAULT 0,
        passing INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE INDEX contents_todo ON contents(sha256) WHERE todo;
    CREATE TABLE results(sha256 TEXT PRIMARY KEY, body BLOB NOT NULL, previous BLOB);
    CREATE INDEX results_replaced ON results(sha256) WHERE previous IS NOT NULL;
    CREATE TABLE parts_to_write(part TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_DAMAGED = ("is damaged or cut off", "Give another --output; all files are then read again.")
_TROUBLE = {  # by SQLite's codes
    sqlite3.SQLITE_BUSY: ("is locked by another program", "Close what has it open, and run again."),
    sqlite3.SQLITE_LOCKED: ("is locked by another program", "Close what has it open, and run again."),
    sqlite3.SQLITE_FULL: ("could not be written: the disk is full", "Make room, and run again: what is done stays done."),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}


class Database:
    """The file `ledger.db` of `folder`; one in memory if that is `None`. Raises OutputError where it can't be used.

    With `dry`, whatever is done to it is undone when it is closed.
    """

    run = 0
    """The number of the run that is going on; 0 before there is one."""

    def __init__(self, folder: Path | None, dry: bool = False) -> None:
        self._dry = dry
        with reported():
            self._base = sqlite3.connect(folder / NAME if folder else ":memory:", isolation_level=None, timeout=_WAIT_SECONDS)
            self._open()
            if dry:
                self._base.execute("BEGIN")

    def _open(self) -> None:
        """Check that it is ours, make its tables if it is new."""
        found = self._base.execute("PRAGMA user_version").fetchone()[0]
        if found not in (0, _FORMAT, *_OLDER):
            told = f"The {NAME} of this folder was written by a newer version of dojletters"
            raise OutputError(told, remedy="Use that version, or give another --output.")
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("PRAGMA synchronous=FULL")
        if found == 0:
            self._base.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version={_FORMAT}; COMMIT;")
        for older in range(found or _FORMAT, _FORMAT):
            self._base.executescript(f"BEGIN IMMEDIATE; {_OLDER[older]}; PRAGMA user_version={older + 1}; COMMIT;")

    def close(self) -> None:
        """Close it; what was not committed is undone."""
        self._base.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, and on the disk when it ends."""
        with reported():
            if self._base.in_transaction:
                yield self._base
                return
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise

    def rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one at a time; its `:run` is the number of this run."""
        with reported():
            yield from self._base.execute(query, values or {"run": self.run})

    def one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """The first row of a query."""
        return next(self.rows(query, *values), None)


@contextmanager
def reported() -> Iterator[None]:
    """What SQLite can't do is an error of the outputs."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        what, remedy = _TROUBLE.get(code, ("could not be used", None))
        raise OutputError(f"The ledger {NAME} {what} ({error})", remedy=remedy) from error
