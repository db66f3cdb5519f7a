"""Documents that are there twice: as a file and within one, or within two. One of them has the records, and the others are told.

Files with the same content are one content of the ledger; this is about what files hold (see `reading.containers`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.reading.sources import OF_NOTHING
from pipeline.runs.batch.ledger import Ledger, Twice
from pipeline.runs.batch.outputs import FIRST, members_of, sound

_READ = ("ok", "partial")
_HOLDERS = f"""SELECT path, vanished IS NOT NULL, sha256, body FROM files JOIN contents USING (sha256) JOIN results USING (sha256)
    WHERE members > 0 AND path = {FIRST} ORDER BY path"""
_ITSELF = f"""SELECT path, vanished IS NOT NULL, status, body FROM files JOIN contents USING (sha256) JOIN results USING (sha256)
    WHERE sha256 = ? AND status IS NOT NULL AND path = {FIRST}"""


@dataclass(frozen=True, order=True, slots=True)
class _Whereabouts:
    """A place where a document is, in the order in which places have its records: what could be read, is still there, and is a
    file of its own comes first."""

    unread: bool
    vanished: bool
    is_member: bool
    path: str
    sha256: str
    within: str
    records: int


def held_twice(ledger: Ledger) -> Iterator[Twice]:
    """The places of documents whose records another place has."""
    places: dict[str, list[_Whereabouts]] = {}
    for path, vanished, holder, body in ledger.rows(_HOLDERS):
        for member in members_of(body):
            if member["sha256"] not in ("", OF_NOTHING):
                told = os.fsdecode(path) + member["within"], holder, member["within"], len(member["records"])
                places.setdefault(member["sha256"], []).append(
                    _Whereabouts(member["status"] not in _READ, bool(vanished), True, *told)
                )
    for sha256, held in places.items():
        own = [_of_file(sha256, *row) for row in ledger.rows(_ITSELF, sha256)]
        first = min(held + own)
        for place in held + [file for file in own if file.vanished]:  # a file that is there is told by itself
            if place is not first:
                yield Twice(place.sha256, place.within, first.path, place.records)


def _of_file(sha256: str, path: bytes, vanished: int, status: str, body: bytes) -> _Whereabouts:
    records = len(result["records"]) if (result := sound(body)) else 0
    return _Whereabouts(status not in _READ, bool(vanished), False, os.fsdecode(path), sha256, "", records)
