"""The documents of a night read into records, as a batch does; which of them belong to which release, and what in them is new."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipeline.fetch.documents import FOLDER
from pipeline.fetch.store import Store
from pipeline.records.types import Deadline, Record


@dataclass(frozen=True, slots=True)
class NightRead:
    """The records of the releases that a night touched, by the release's id; the exit code of the batch, and what it says."""

    records: Mapping[str, list[Record]] = field(default_factory=dict)
    exit_code: int = 0
    said: str = ""


class Due(NamedTuple):
    """A deadline that no night has told, with its record and its release."""

    uuid: str
    record: Record
    deadline: Deadline


def read(folder: Path, records: Path, fresh: Collection[str]) -> NightRead:
    """Read the documents of the store in `folder` into records; gives those of the releases that are `fresh`.

    Only the parts of the records that hold a file of theirs are looked through: a night's cost follows what is new in it.
    """
    from pipeline.runs.batch.batch import batch
    from pipeline.runs.batch.status import render_done

    done = batch([str(folder / FOLDER)], records)
    owners = _owners(folder / FOLDER, fresh)
    found: dict[str, list[Record]] = {}
    for record in _lines(records, {sha256[:2] for sha256 in owners}):
        source = record["source"]
        for uuid in owners.get(source["sha256"], {source["path"].partition("/")[0]} & set(fresh)):
            found.setdefault(uuid, []).append(record)
    return NightRead(found, done.exit_code, render_done(done))


def _owners(documents: Path, fresh: Collection[str]) -> dict[str, set[str]]:
    """The releases that have a file, by its SHA-256; a file that several have is read once, under the name of one."""
    owners: dict[str, set[str]] = {}
    for uuid in fresh:
        for path in (documents / uuid).iterdir() if (documents / uuid).is_dir() else ():
            owners.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), set()).add(uuid)
    return owners


def _lines(records: Path, parts: Collection[str]) -> Iterator[Record]:
    for path in (records / "records" / f"{part}.jsonl" for part in sorted(parts)):
        if path.exists():
            with path.open(encoding="utf-8") as file:
                yield from map(json.loads, file)


def new_deadlines(store: Store, records: Mapping[str, list[Record]]) -> list[Due]:
    """The deadlines of these releases that no night has told: an edit that leaves a deadline as it was brings no new one."""
    due = []
    for uuid in sorted(records):
        told = store.deadlines_told(uuid)
        due += [Due(uuid, record, one) for record in records[uuid] for one in record["deadlines"] if as_told(one) not in told]
    return due


def as_told(deadline: Deadline) -> str:
    """What a deadline is known by from night to night."""
    return json.dumps([deadline["date"], deadline["expression"], deadline["action"]])
