"""What people said about the documents of a batch: which contents it touches, and which are to be read again for it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self, cast

from pipeline.layout.boundaries import Boundaries
from pipeline.records import corrections as said
from pipeline.records.corrections import Corrections
from pipeline.records.folder import AS_READ
from pipeline.records.types import Record
from pipeline.records.validate import NotJson, parsed_file
from pipeline.runs.batch.job import StoredResult, unpacked
from pipeline.runs.batch.ledger import Ledger
from pipeline.runs.checked import digest


@dataclass(frozen=True, slots=True)
class Said:
    """The corrections of an output folder, and those of their files that say how a file is to be read, by its SHA-256."""

    corrections: Corrections
    told: Mapping[str, Boundaries]
    files: frozenset[str]

    @classmethod
    def of(cls, folder: Path) -> Self:
        """What is said in the folder now; of files of which something was said earlier the outputs are written anew too."""
        rows = said.read(folder / said.NAME)
        return cls(rows, rows.boundaries(), frozenset(rows.files() | _earlier(folder / AS_READ)))

    def contents(self, ledger: Ledger) -> set[str]:
        """The contents that these files are, or that hold them."""
        found = {sha256 for sha256 in self.files if ledger.one("SELECT 1 FROM contents WHERE sha256 = ?", sha256)}
        if self.files - found:
            holders = "SELECT sha256, body FROM contents JOIN results USING (sha256) WHERE members > 0"
            found |= {sha256 for sha256, body in ledger.rows(holders) if self.files & set(_members(body))}
        return found

    def to_read_again(self, ledger: Ledger) -> Iterator[str]:
        """The contents that were read before somebody said, or took back, how they are to be read."""
        for sha256 in sorted(self.contents(ledger)):
            row = ledger.one("SELECT body FROM results WHERE sha256 = ?", sha256)
            result = _unpacked(row[0]) if row else None
            if result and result.get("told", "") != digest(self.told, [sha256, *_members(row[0] if row else b"")]):
                yield sha256


def _earlier(path: Path) -> set[str]:
    rows = parsed_file(str(path)) if path.is_file() else []
    return {cast(Record, row)["source"]["sha256"] for row in rows if not isinstance(row, NotJson)}


def _unpacked(body: bytes) -> StoredResult | None:
    try:
        return unpacked(body)
    except (ValueError, zlib.error):
        return None  # it is read again for that


def _members(body: bytes) -> list[str]:
    result = _unpacked(body)
    return [member["sha256"] for member in result.get("members", ())] if result else []
