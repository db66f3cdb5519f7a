"""The ledger: which files there are, which contents are done, and their results. SQLite, beside the outputs.

`files` are known by path, `contents` by SHA-256; several files can have one content. The outputs are a function of the ledger
alone, so whatever is in it once is never lost. A `run` ends when its outputs are written: one that was stopped is taken up again,
and what it did counts as done in this run.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.errors import DojlettersError, EncryptedFile
from pipeline.reading.sources import file_name
from pipeline.runs.batch.database import Database, reported
from pipeline.runs.batch.job import Location, Outcome
from pipeline.runs.batch.places import Found

_COMMIT_EVERY = 1_000  # files looked at
# What does not lie in the document: such a failure is tried again by the next run.
_PASSING = (
    "missing-file", "file-changed", "tesseract-missing", "program-missing", "source-error", "output-error",
    "ocr-failed", "ocr-timeout",
)  # fmt: skip
_PRESENT = "EXISTS (SELECT 1 FROM files WHERE files.sha256 = contents.sha256 AND vanished IS NULL)"


@dataclass(frozen=True, slots=True)
class _KnownFile:
    """What is known about a file from earlier."""

    size: int | None
    stamp: str
    sha256: str | None
    error: str | None
    run: int
    first_run: int
    previous: str | None
    vanished: int | None
    name: bytes | None


class Twice(NamedTuple):
    """A document whose records another place has: its content or that of the file that holds it, where it is in that file (empty
    for the file itself), the path of the place that has the records, and how many records it would have."""

    sha256: str
    within: str
    first: str
    records: int


class Ledger(Database):
    """The ledger of an output folder: what was seen, what is to be done, what came of it. `begin` begins a run or takes it up."""

    _pass = 0
    _settings = ""
    _revision = 0
    _looked_at = 0

    def begin(self, settings: dict[str, object], revision: dict[str, str]) -> None:
        """Begin a run, or take up the one that was not finished."""
        self._settings = json.dumps(settings, sort_keys=True)
        with self._transaction() as base:
            told = json.dumps(revision, sort_keys=True)
            base.execute("INSERT OR IGNORE INTO revisions(told) VALUES (?)", (told,))
            [self._revision] = base.execute("SELECT id FROM revisions WHERE told = ?", (told,)).fetchone()
            last = base.execute("SELECT id, passes, finished FROM runs ORDER BY id DESC LIMIT 1").fetchone() or (0, 0, 1)
            self.run, self._pass = last[0] + last[2], last[1] + 1
            if last[2]:
                self._forget_replaced(base)
            base.execute(
                "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, 0)", (self.run, self._settings, self._revision, self._pass)
            )

    def look(self) -> bool:
        """Only look at the last run; whether its outputs are written."""
        last = self.one("SELECT id, finished FROM runs ORDER BY id DESC LIMIT 1") or (0, 1)
        self.run = last[0]
        return bool(last[1])

    def _forget_replaced(self, base: sqlite3.Connection) -> None:
        """What was kept only to tell what the last run changed."""
        self._drop_orphans(base, "SELECT previous FROM files WHERE previous IS NOT NULL")
        base.execute("UPDATE files SET previous = NULL WHERE previous IS NOT NULL")
        base.execute("UPDATE results SET previous = NULL WHERE previous IS NOT NULL")

    def _drop_orphans(self, base: sqlite3.Connection, digests: str, *values: str) -> None:
        """Forget those of these contents that no file has."""
        for table in ("results", "contents"):
            orphan = f"NOT EXISTS (SELECT 1 FROM files WHERE files.sha256 = {table}.sha256)"
            base.execute(f"DELETE FROM {table} WHERE sha256 IN ({digests}) AND {orphan}", values)

    def digest(self, found: Found) -> str | None:
        """The SHA-256 of a file that is as it was when last looked at; `None` where it has to be read."""
        known = self._known(found.place)
        unchanged = known and found.stamp and (known.size, known.stamp) == (found.size, found.stamp)
        return known.sha256 if known and unchanged else None

    def see(self, found: Found, sha256: str | None, error: DojlettersError | None = None) -> None:
        """Note a file with its content, or why it is not read."""
        if self._looked_at % _COMMIT_EVERY == 0:
            self.commit()
        if not self._base.in_transaction:
            self._base.execute("BEGIN IMMEDIATE")
        self._looked_at += 1
        with self._transaction() as base:
            told = None if error is None else json.dumps({"code": error.code, "message": str(error)})
            self._note(base, found, sha256, told, self._known(found.place))

    def commit(self) -> None:
        """Keep what was noted so far."""
        if self._base.in_transaction and not self._dry:
            with reported():
                self._base.execute("COMMIT")

    def _note(
        self, base: sqlite3.Connection, found: Found, sha256: str | None, error: str | None, known: _KnownFile | None
    ) -> None:
        place, first, run, previous = found.place, self.run, self.run, None
        name = os.fsencode(found.name or file_name(place.path))
        if known is not None:
            first, previous = known.first_run, known.previous
            if (known.sha256, known.error, known.vanished) == (sha256, error, None):
                run = known.run
            if known.sha256 != sha256 and known.first_run < self.run:
                previous = previous or known.sha256
        values = (
            *(_raw(place.path), _raw(found.source), _raw(place.address), _raw(place.member), found.size, found.stamp),
            *(sha256, error, self._pass, run, first, previous, None, name),
        )
        base.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        if sha256:
            base.execute("INSERT OR IGNORE INTO contents(sha256, todo, attempts) VALUES (?, 1, 0)", (sha256,))
        if known and known.sha256 and known.sha256 not in (sha256, previous):  # it changed twice in this run
            self._drop_orphans(base, "SELECT ?", known.sha256)
        if run == self.run or (known and known.name != name):
            self._touch(base, sha256, known.sha256 if known else None)

    def _touch(self, base: sqlite3.Connection, *digests: str | None) -> None:
        """The parts of the outputs that have these contents are to be written."""
        parts = {(digest[:2],) for digest in digests if digest}
        base.executemany("INSERT OR IGNORE INTO parts_to_write VALUES (?)", parts)

    def _known(self, place: Location) -> _KnownFile | None:
        columns = "size, stamp, sha256, error, run, first_run, previous, vanished, name"
        row = self.one(f"SELECT {columns} FROM files WHERE path = ?", _raw(place.path))
        return _KnownFile(*row) if row else None

    def sweep(self, sources: Sequence[str]) -> None:
        """Mark the files of these sources that were not seen in this pass as vanished; what they held stays."""
        self.commit()
        with self._transaction() as base:
            for source in map(_raw, sources):
                gone = (source, self._pass)
                base.execute("DELETE FROM files WHERE source = ? AND pass < ? AND sha256 IS NULL", gone)
                where = "WHERE source = ? AND pass < ? AND vanished IS NULL"
                base.execute(f"INSERT OR IGNORE INTO parts_to_write SELECT substr(sha256, 1, 2) FROM files {where}", gone)
                base.execute(f"UPDATE files SET vanished = ?, run = ? {where}", (self.run, self.run, *gone))

    def plan(self, redo_stale: bool, retry_failed: bool, unlocks: bool = False) -> None:
        """Decide what is to be done: besides new contents, those done under other settings and failures that may have passed.

        `unlocks`: passwords are given, so what needs one is tried again.
        """
        passing = (*_PASSING, *((EncryptedFile.code,) if unlocks else ()))
        marks = ", ".join("?" * len(passing))
        passed = f"status = 'failed' AND run < ? AND json_extract(error, '$.code') IN ({marks})"
        with self._transaction() as base:
            redo = f"UPDATE contents SET todo = 1, attempts = 0 WHERE NOT todo AND {_PRESENT} AND "
            base.execute(redo + "settings != ?", (self._settings,))
            base.execute(redo + passed, (self.run, *passing))
            base.execute(redo + "status = 'partial' AND passing AND run < ?", (self.run,))
            if redo_stale:
                base.execute(redo + "revision != ?", (self._revision,))
            if retry_failed:
                base.execute(redo + "status IN ('failed', 'partial', 'quarantined')")
            base.execute(f"UPDATE contents SET todo = 0 WHERE todo AND status IS NOT NULL AND NOT {_PRESENT}")
            base.execute(f"DELETE FROM contents WHERE todo AND NOT {_PRESENT}")

    def count_todo(self) -> int:
        """How many contents are to be done."""
        row = self.one("SELECT count(*) FROM contents WHERE todo")
        return int(row[0]) if row else 0

    def todo(self, after: str = "") -> tuple[str, Location] | None:
        """The first content after `after`, by SHA-256, that is to be done, and where it is."""
        following = self.one("SELECT sha256 FROM contents WHERE todo AND sha256 > ? ORDER BY sha256 LIMIT 1", after)
        if following is None:
            return None
        present = "SELECT path, address, member FROM files WHERE sha256 = ? AND vanished IS NULL ORDER BY path LIMIT 1"
        return following[0], place(*next(self.rows(present, following[0])))

    def attempted(self, sha256: str) -> int:
        """Count an attempt that ended without a result; how many there were."""
        with self._transaction() as base:
            base.execute("UPDATE contents SET attempts = attempts + 1 WHERE sha256 = ?", (sha256,))
            row = base.execute("SELECT attempts FROM contents WHERE sha256 = ?", (sha256,)).fetchone()
        return int(row[0])

    def record(self, sha256: str, outcome: Outcome, status: str) -> None:
        """Keep the result of a content, all of it or nothing."""
        error = json.dumps(outcome.error) if outcome.error else None
        with self._transaction() as base:
            base.execute(
                "INSERT INTO results(sha256, body) VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body, previous ="
                " CASE WHEN (SELECT run FROM contents WHERE contents.sha256 = results.sha256) = ? THEN previous ELSE body END",
                (sha256, outcome.body, self.run),
            )
            base.execute(
                "UPDATE contents SET todo = 0, settings = ?, revision = ?, run = ?, status = ?, records = ?, error = ?,"
                " members = ?, passing = ? WHERE sha256 = ?",
                (
                    self._settings,
                    self._revision,
                    self.run,
                    status,
                    outcome.records,
                    error,
                    outcome.members,
                    outcome.passing,
                    sha256,
                ),
            )
            self._touch(base, sha256)

    def stale(self, revision: dict[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
        """How many contents were done by each other revision than this, and which that is."""
        query = (
            "SELECT count(*), told FROM contents JOIN revisions ON revisions.id = revision"
            f" WHERE NOT todo AND told != ? AND {_PRESENT} GROUP BY revision ORDER BY revision"
        )
        for count, told in self.rows(query, json.dumps(revision, sort_keys=True)):
            yield count, json.loads(told)

    def lost(self, sha256: str) -> None:
        """The result of a content cannot be read any more: it is to be done again, if one of its files is there."""
        with self._transaction() as base:
            base.execute("DELETE FROM results WHERE sha256 = ?", (sha256,))
            base.execute(f"UPDATE contents SET todo = 1, attempts = 0, members = 0 WHERE sha256 = ? AND {_PRESENT}", (sha256,))

    def again(self, sha256: str) -> None:
        """A content is to be read again, if one of its files is there; what came of it stays until then."""
        with self._transaction() as base:
            base.execute(f"UPDATE contents SET todo = 1, attempts = 0 WHERE sha256 = ? AND {_PRESENT}", (sha256,))

    def parts_to_write(self) -> list[str]:
        """The parts of the outputs that are not as the ledger has them, each named by the first two digits of its contents."""
        return [part for (part,) in self.rows("SELECT part FROM parts_to_write ORDER BY part")]

    def written(self, parts: Sequence[str]) -> None:
        """These parts are on the disk."""
        with self._transaction() as base:
            base.executemany("DELETE FROM parts_to_write WHERE part = ?", [(part,) for part in parts])

    def twice(self) -> dict[tuple[str, str], str]:
        """The documents whose records another place has, and the path of that one."""
        return {
            (sha256, within): os.fsdecode(first) for sha256, within, first in self.rows("SELECT sha256, within, first FROM twice")
        }

    def tell_twice(self, found: Iterable[Twice]) -> None:
        """Keep which documents have their records elsewhere; the parts of those of which it was not known are to be written."""
        known = {Twice(row[0], row[1], os.fsdecode(row[2]), row[3]) for row in self.rows("SELECT * FROM twice")}
        told = set(found)
        with self._transaction() as base:
            base.executemany("DELETE FROM twice WHERE sha256 = ? AND within = ?", [row[:2] for row in known - told])
            rows = [(row.sha256, row.within, _raw(row.first), row.records) for row in told - known]
            base.executemany("INSERT OR REPLACE INTO twice VALUES (?, ?, ?, ?)", rows)
            self._touch(base, *(row.sha256 for row in known ^ told))

    def finish(self) -> None:
        """The outputs of this run are on the disk."""
        with self._transaction() as base:
            base.execute("UPDATE runs SET finished = 1 WHERE id = ?", (self.run,))


def place(path: bytes, address: bytes | None, member: bytes | None) -> Location:
    """A place as it stands in the ledger."""
    return Location(os.fsdecode(path), *(None if name is None else os.fsdecode(name) for name in (address, member)))


def _raw(name: str | None) -> bytes | None:
    """A name's own bytes: it need not be text."""
    return None if name is None else os.fsencode(name)
