"""The attachments of the releases in a store: which are there, which are to be asked for, and every file that each ever was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

_TABLES = """
create table if not exists attachments (
    kind text, uuid text, url text, object text, size integer, failed text, tries integer, pass integer,
    primary key (kind, uuid, url)
);
create table if not exists copies (kind text, uuid text, url text, object text, tag text, at text);
create index if not exists copies_of on copies (uuid, kind, url);
create table if not exists to_ask_again (kind text, uuid text, url text, tries integer, primary key (kind, uuid, url));
"""
_ONE = "kind=? and uuid=? and url=?"


class AttachmentRow(NamedTuple):
    """An attachment's address, the object that holds it, and why it could not be had."""

    url: str
    object: str | None
    failed: str | None


class AttachmentCopy(NamedTuple):
    """One file that an attachment's address has led to: its object, when it was met, its size in bytes."""

    url: str
    object: str
    at: str
    size: int


class WantedAttachment(NamedTuple):
    """An attachment that is to be asked for; `tag` is that of the copy that is there, empty where none is."""

    uuid: str
    url: str
    tag: str


class Attachments:
    """They share the database of a store, and `put` and `path` of its objects."""

    def __init__(self, db: sqlite3.Connection, put: Callable[[bytes], str], path: Callable[[str], Path]) -> None:
        self._db, self._put, self._path = db, put, path
        db.executescript(_TABLES)

    def want(self, kind: str, uuid: str, urls: Iterable[str]) -> None:
        """Note the addresses of a release's attachments."""
        wanted = [(kind, uuid, url) for url in urls]
        self._db.executemany("insert or ignore into attachments (kind, uuid, url, tries) values (?, ?, ?, 0)", wanted)

    def doubt(self, kind: str, uuid: str) -> None:
        """Note that a release was edited: behind the same addresses may lie other files now."""
        self._db.execute(
            "insert or replace into to_ask_again select kind, uuid, url, 0 from attachments"
            " where kind=? and uuid=? and object is not null",
            (kind, uuid),
        )

    def of(self, kind: str, uuid: str) -> list[AttachmentRow]:
        """The attachments of a release, in the order in which they were met."""
        query = "select url, object, failed from attachments where kind=? and uuid=? order by rowid"
        return [AttachmentRow(*row) for row in self._db.execute(query, (kind, uuid)).fetchall()]

    def wanting(self, kind: str, tries: int) -> list[WantedAttachment]:
        """The attachments that are not there, or are in doubt, and were asked for less than `tries` times."""
        tag = "select tag from copies as c where c.kind=a.kind and c.uuid=a.uuid and c.url=a.url order by c.rowid desc limit 1"
        rows = self._db.execute(
            "select uuid, url, null from attachments where kind=?1 and object is null and tries<?2"
            f" union all select uuid, url, ({tag}) from to_ask_again as a where kind=?1 and tries<?2 order by 1, 2",
            (kind, tries),
        ).fetchall()
        return [WantedAttachment(uuid, url, tag or "") for uuid, url, tag in rows]

    def fetched(self, kind: str) -> list[str]:
        """The ids of the releases of which an attachment was fetched since a night was last told to its end."""
        rows = self._db.execute(
            "select distinct uuid from attachments where kind=? and object is not null"
            " and pass>coalesce((select pass from told where kind=?), 0)",
            (kind, kind),
        ).fetchall()
        return [uuid for (uuid,) in rows]

    def keep(self, number: int, kind: str, uuid: str, url: str, content: bytes, tag: str, at: str) -> None:
        """Keep an attachment that a pass fetched; what its address led to before is kept as well."""
        where = (kind, uuid, url)
        name = self._put(content)
        before = self._db.execute(f"select object from attachments where {_ONE}", where).fetchone()
        self.unchanged(*where)
        if before[0] == name:
            self._db.execute(f"update copies set tag=? where {_ONE} and object=?", (tag, *where, name))
            return
        self._db.execute("insert into copies values (?, ?, ?, ?, ?, ?)", (*where, name, tag, at))
        self._db.execute(
            f"update attachments set object=?, size=?, failed=null, tries=tries+1, pass=? where {_ONE}",
            (name, len(content), number, *where),
        )

    def unchanged(self, kind: str, uuid: str, url: str) -> None:
        """Note that an attachment is still what it was."""
        self._db.execute(f"delete from to_ask_again where {_ONE}", (kind, uuid, url))

    def not_had(self, kind: str, uuid: str, url: str, failed: str) -> None:
        """Note why an attachment could not be had, or not be asked for again."""
        where = (kind, uuid, url)
        self._db.execute(f"update to_ask_again set tries=tries+1 where {_ONE}", where)
        self._db.execute(f"update attachments set failed=?, tries=tries+1 where {_ONE} and object is null", (failed, *where))

    def copies(self, uuid: str) -> list[AttachmentCopy]:
        """What the addresses of a release's attachments have led to, in the order in which it was met."""
        rows = self._db.execute("select url, object, at from copies where uuid=? order by rowid", (uuid,)).fetchall()
        return [AttachmentCopy(url, name, at, self._path(name).stat().st_size) for url, name, at in rows]
