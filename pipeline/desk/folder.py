"""The desk's side of an output folder: what was read, what was said since, and what comes of both."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from pipeline.desk.reading import DocumentReader, config_of
from pipeline.errors import MissingFile
from pipeline.layout.boundaries import AS_READ as NOTHING_TOLD
from pipeline.layout.boundaries import Boundaries
from pipeline.records import corrections as said
from pipeline.records.correcting import of_file
from pipeline.records.corrections import OF_THE_READING, Correction, Corrections
from pipeline.records.folder import AS_READ
from pipeline.records.types import Record
from pipeline.report.inputs import load
from pipeline.runs.checked import write_as_read


class Desk:
    """The records of a folder as they are now. Whatever is said is in the folder's file before it counts here."""

    def __init__(self, folder: Path) -> None:
        """Raises MissingFile or InvalidRecords where the folder holds no records."""
        if not folder.is_dir():
            raise MissingFile("A folder of outputs is wanted, as `dojletters extract` writes it", path=str(folder))
        self.folder = folder
        self._path = folder / said.NAME
        records, files = load(folder, corrected=False)
        self.reading = DocumentReader(files, config_of(folder))
        self._lock = threading.RLock()
        self._plain: dict[str, list[Record]] = {}
        for record in records:
            self._plain.setdefault(record["source"]["sha256"], []).append(record)
        self._order = list(self._plain)
        self._stamp: tuple[int, int] | None = None
        self._corrections, self._end = Corrections(), 0
        self._made: dict[tuple[str, str | None], tuple[tuple[str, ...], list[Record]]] = {}

    @property
    def corrections(self) -> Corrections:
        """All that was said so far, by whichever program."""
        with self._lock:
            try:
                stat = self._path.stat()
                stamp = (stat.st_size, stat.st_mtime_ns)
            except FileNotFoundError:
                stamp = None
            if stamp != self._stamp:
                if stamp is None or stamp[0] < self._end:  # it was put back, or taken away
                    self._corrections, self._end = Corrections(), 0
                self._corrections, self._end = said.read_on(self._path, self._corrections, self._end)
                self._stamp = stamp
            return self._corrections

    def records(self, only: str | None = None) -> list[Record]:
        """The records with what was said of them; `only` with what that person said, as if the others had not."""
        with self._lock:
            return [record for sha256 in self._order for record in self._of(sha256, only)]

    def record(self, record_id: str, only: str | None = None) -> Record | None:
        """The record of that id."""
        with self._lock:
            sha256 = next((known for known in self._order if known.startswith(record_id[:12])), None)
            own = self._of(sha256, only) if sha256 else []
            return next((record for record in own if record["record_id"] == record_id), None)

    def _of(self, sha256: str, only: str | None) -> list[Record]:
        rows = self.corrections.standing(sha256)
        if only is not None:
            rows = [row for row in rows if row.who == only or row.action in OF_THE_READING]
        key = tuple(row.id for row in rows)
        ids, made = self._made.get((sha256, only), (None, []))
        if ids != key:
            made = of_file(self._plain[sha256], rows)
            self._made[sha256, only] = key, made
        return made

    def told(self, sha256: str) -> Boundaries:
        """What was said about how a file is to be read."""
        return self.corrections.boundaries().get(sha256, NOTHING_TOLD)

    def say(self, rows: Sequence[Correction]) -> None:
        """Keep corrections; where they change how a file is read, it is read again. Raises OutputError."""
        with self._lock:
            known = {row.id for row in self.corrections}
            said.append(self._path, [row for row in rows if row.id not in known])
            undone = {row.undoes for row in rows}
            again = {row.sha256 for row in self.corrections if row.action in OF_THE_READING and (row in rows or row.id in undone)}
            for sha256 in again:
                self._read_again(sha256)

    def _read_again(self, sha256: str) -> None:
        found = self.reading.extraction(sha256, self.told(sha256))
        if found is None:
            return
        own = self._plain[sha256][0]["source"]
        for record in found.records:
            record["source"] |= {"path": own["path"], "file_name": own["file_name"]}
        self._plain[sha256] = list(found.records)
        self._made = {place: made for place, made in self._made.items() if place[0] != sha256}
        kept = {one["source"]["sha256"] for one in self._kept()} | {sha256}
        write_as_read(self.folder, [record for name in self._order if name in kept for record in self._plain[name]])

    def _kept(self) -> list[Record]:
        path = self.folder / AS_READ
        return load(path, corrected=False)[0] if path.is_file() else []
