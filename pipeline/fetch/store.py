"""What was fetched, kept for good: every version of every release as it came, its attachments, and what each night told.

A folder with `store.db` (SQLite) and `objects/`, in which bytes lie under their own digest: no name comes from a document.
Whatever kills a pass, what was written before holds, and the next pass goes on behind it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import OutputError
from pipeline.fetch.attachments import Attachments
from pipeline.fetch.release import Release

NAME = "store.db"
_TABLES = """
create table if not exists releases (
    kind text, uuid text, vuuid text, content text, number text, title text, url text, day text, changed integer,
    seen integer, gone integer, primary key (kind, uuid)
);
create table if not exists versions (
    kind text, uuid text, vuuid text, content text, object text, pass integer, at text, primary key (kind, uuid, vuuid, content)
);
create table if not exists passes (
    number integer primary key, kind text, began text, ended text, whole integer, sort text, page integer, since text, walk text
);
create table if not exists deadlines_told (uuid text, deadline text, primary key (uuid, deadline));
create table if not exists events (
    pass integer, kind text, uuid text, what text, at text, primary key (pass, kind, uuid, what)
);
create table if not exists told (kind text primary key, pass integer);
create index if not exists seen_in on releases (kind, seen, gone);
"""


class Version(NamedTuple):
    """One version of a release, in the order in which they were met; `raw` is the result as it came, `at` when it was met."""

    vuuid: str
    content: str
    at: str
    raw: str


class KnownRelease(NamedTuple):
    """What the store holds of a release."""

    kind: str
    uuid: str
    vuuid: str
    content: str
    number: str
    title: str
    url: str
    day: str
    gone: int | None


class Event(NamedTuple):
    """Something that a pass found: `what` is `new`, `edited`, `gone` or `back`."""

    what: str
    at: str
    release: KnownRelease


class Store:
    """The store in a folder, which is made if it is not there; raises OutputError where it can't be opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            (folder / "objects").mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(folder / NAME, isolation_level=None)
            self._db.execute("pragma journal_mode=wal")
            self._db.executescript(_TABLES)
            self.attached = Attachments(self._db, self.put, self.path)
        except (OSError, sqlite3.Error) as error:
            raise OutputError(f"The store in {folder} cannot be opened: {error}") from error

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written inside is written whole or not at all."""
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")

    def put(self, content: bytes) -> str:
        """Keep bytes under their digest, which is returned; the same bytes are kept once."""
        name = hashlib.sha256(content).hexdigest()
        path = self.path(name)
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            begun = path.with_suffix(".begun")
            begun.write_bytes(content)
            begun.replace(path)
        return name

    def path(self, name: str) -> Path:
        """Where the bytes of a digest lie."""
        return self.folder / "objects" / name[:2] / name

    def begin(self, kind: str, whole: bool, sort: str | None, since: str, at: str, component: str = "") -> tuple[int, int]:
        """A new pass, or one that was broken off and is of the same kind: its number and the page to go on with."""
        row = self._db.execute(
            "select number, page from passes where kind=? and ended is null and whole=? and sort is ? and since=?"
            " and coalesce(walk, '')=? order by number desc limit 1",
            (kind, whole, sort, since, component),
        ).fetchone()
        if row:
            return int(row[0]), int(row[1])
        cursor = self._db.execute(
            "insert into passes (kind, began, whole, sort, page, since, walk) values (?, ?, ?, ?, 0, ?, ?)",
            (kind, at, whole, sort, since, component),
        )
        return int(cursor.lastrowid or 0), 0

    def reached(self, number: int, page: int) -> None:
        """Note the page that a pass goes on with."""
        self._db.execute("update passes set page=? where number=?", (page, number))

    def end(self, number: int, at: str) -> None:
        """Note that a pass has come to its end; older ones that never did are given up."""
        self._db.execute("update passes set ended=? where number=?", (at, number))
        self._db.execute("delete from passes where ended is null and number<?", (number,))

    def last_whole(self, kind: str, since: str = "", component: str = "") -> str | None:
        """When the last whole pass ended that went at least as far back, for this component or for all."""
        row = self._db.execute(
            "select max(ended) from passes where kind=? and whole=1 and since<=? and coalesce(walk, '') in ('', ?)",
            (kind, since, component),
        ).fetchone()
        return None if row[0] is None else str(row[0])

    def knows(self, kind: str, uuid: str) -> bool:
        """Whether a release was ever met."""
        return self._db.execute("select 1 from releases where kind=? and uuid=?", (kind, uuid)).fetchone() is not None

    def take(self, number: int, kind: str, release: Release, at: str) -> bool:
        """Note that a pass has seen a release; whether it was unknown in this version."""
        row = self._db.execute(
            "select vuuid, content, gone, changed, seen from releases where kind=? and uuid=?", (kind, release.uuid)
        ).fetchone()
        same = row is not None and (row[0], row[1]) == (release.vuuid, release.content)
        same = same or (row is not None and self._is_stale(kind, release, changed=row[3], seen_now=row[4] == number))
        if row is None:
            self._tell(number, kind, release.uuid, "new", at)
        elif row[2] is not None:
            self._tell(number, kind, release.uuid, "back", at)
        if same:
            where = (number, kind, release.uuid)
            self._db.execute("update releases set seen=?, gone=null where kind=? and uuid=?", where)
            return False
        if row is not None:
            self._edited(number, kind, release.uuid, at)
        name = self.put(release.raw.encode("utf-8", "surrogatepass"))
        kept = (kind, release.uuid, release.vuuid, release.content, name, number, at)
        self._db.execute("insert or ignore into versions values (?, ?, ?, ?, ?, ?, ?)", kept)
        self.attached.want(kind, release.uuid, release.attachments)
        values = (release.vuuid, release.content, release.number, release.title, release.url, release.day, release.changed)
        self._db.execute(
            "insert or replace into releases values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null)", (kind, release.uuid, *values, number)
        )
        return True

    def _is_stale(self, kind: str, release: Release, changed: int, seen_now: bool) -> bool:
        """Whether it is an older copy that a server still hands out: of a version that is known, or beside a newer one."""
        if release.changed >= changed:
            return False
        version = (kind, release.uuid, release.vuuid, release.content)
        known = self._db.execute("select 1 from versions where kind=? and uuid=? and vuuid=? and content=?", version).fetchone()
        return seen_now or known is not None

    def _edited(self, number: int, kind: str, uuid: str, at: str) -> None:
        """Tell that a release was edited, but for one that this very pass found; its files may be others now, too."""
        told = self._db.execute("select 1 from events where pass=? and kind=? and uuid=? and what='new'", (number, kind, uuid))
        if told.fetchone() is None:
            self._tell(number, kind, uuid, "edited", at)
        self.attached.doubt(kind, uuid)

    def missing(self, number: int, kind: str, since: str) -> list[KnownRelease]:
        """The releases that a pass has not seen, none of them known to be gone."""
        return self._known("kind=? and seen<? and gone is null and day>=?", (kind, number, since))

    def lose(self, number: int, known: KnownRelease, at: str) -> None:
        """Note that a release is gone from the site."""
        self._db.execute("update releases set gone=? where kind=? and uuid=?", (number, known.kind, known.uuid))
        self._tell(number, known.kind, known.uuid, "gone", at)

    def seen(self, number: int, known: KnownRelease) -> None:
        """Note that a release is there after all."""
        self._db.execute("update releases set seen=? where kind=? and uuid=?", (number, known.kind, known.uuid))

    def count(self, kind: str) -> int:
        """How many releases are on the site as far as is known."""
        row = self._db.execute("select count(*) from releases where kind=? and gone is null", (kind,)).fetchone()
        return int(row[0])

    def all(self) -> list[KnownRelease]:
        """Every release, by kind and id."""
        return self._known("1=1", ())

    def versions(self, uuid: str) -> list[Version]:
        """The versions of a release in the order in which they were met; none for an id that is not known."""
        rows = self._db.execute("select vuuid, content, at, object from versions where uuid=? order by rowid", (uuid,)).fetchall()
        return [
            Version(vuuid, content, at, self.path(name).read_bytes().decode("utf-8", "surrogatepass"))
            for vuuid, content, at, name in rows
        ]

    def events(self, number: int) -> list[Event]:
        """What a pass found, in order."""
        rows = self._db.execute("select kind, uuid, what, at from events where pass=? order by rowid", (number,)).fetchall()
        return [Event(what, at, self._known("kind=? and uuid=?", (kind, uuid))[0]) for kind, uuid, what, at in rows]

    def untold(self, kind: str) -> list[Event]:
        """What was found since a night was last told to its end: also what a night found that was killed before it told."""
        rows = self._db.execute(
            "select uuid, what, at from events where kind=? and pass>coalesce((select pass from told where kind=?), 0)"
            " order by rowid",
            (kind, kind),
        ).fetchall()
        return [Event(what, at, self._known("kind=? and uuid=?", (kind, uuid))[0]) for uuid, what, at in rows]

    def tell(self, passes: Mapping[str, int], deadlines: Iterable[tuple[str, str]]) -> None:
        """Note that what was found up to these passes has been told, these deadlines too, and that the documents are written."""
        with self.together():
            self._db.executemany("insert or replace into told values (?, ?)", passes.items())
            self._db.executemany("insert or ignore into deadlines_told values (?, ?)", deadlines)

    def deadlines_told(self, uuid: str) -> set[str]:
        """The deadlines of a release that some night has told."""
        return {said for (said,) in self._db.execute("select deadline from deadlines_told where uuid=?", (uuid,))}

    def last_events(self, most: int) -> list[Event]:
        """The last that was found, in all listings, newest first."""
        rows = self._db.execute(
            "select kind, uuid, what, at from events order by at desc, rowid desc limit ?", (most,)
        ).fetchall()
        return [Event(what, at, self._known("kind=? and uuid=?", (kind, uuid))[0]) for kind, uuid, what, at in rows]

    def _tell(self, number: int, kind: str, uuid: str, what: str, at: str) -> None:
        self._db.execute("insert or ignore into events values (?, ?, ?, ?, ?)", (number, kind, uuid, what, at))

    def _known(self, where: str, values: tuple[object, ...]) -> list[KnownRelease]:
        rows = self._db.execute(
            f"select kind, uuid, vuuid, content, number, title, url, day, gone from releases where {where} order by kind, uuid",
            values,
        )
        return [KnownRelease(*row) for row in rows.fetchall()]
