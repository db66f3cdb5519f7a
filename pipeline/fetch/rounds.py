"""A night from end to end: fetch each listing, write the documents, read them into records where that is wanted, and tell."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pipeline.fetch import documents, telling
from pipeline.fetch.client import Client
from pipeline.fetch.folder import take_folder
from pipeline.fetch.night import Night, Walk
from pipeline.fetch.store import Store
from pipeline.records.types import Record


class NightDone(NamedTuple):
    """What a night said, and the exit code: 1 where something could not be done, else 0."""

    said: str
    nights: dict[str, Night]
    exit_code: int


def fetch(
    folder: Path,
    client: Client,
    kinds: Sequence[str] = ("press_releases",),
    since: str = "",
    component: str = "",
    whole: bool = False,
    records: Path | None = None,
    from_folder: Path | None = None,
) -> NightDone:
    """One night into the store in `folder`; with `records` what is there is read into that folder, as `dojletters batch` does.

    With `from_folder` nothing is asked of the site: the mails and saved pages of that folder are taken instead.

    Raises SiteFailed, OutputError, and what a batch raises.
    """
    with closing(Store(folder)) as store:
        nights = take_folder(store, from_folder) if from_folder else {}
        for kind in () if from_folder else kinds:
            nights[kind] = Walk(store, client, kind, since, component).run(whole)
        for kind, night in nights.items():
            nights[kind] = night = replace(night, events=tuple(store.untold(kind)))
            documents.write_documents(store, night.events)
            for uuid in {event.release.uuid for event in night.events} | set(store.fetched(kind)):
                documents.write_attachments(store, kind, uuid)
        fresh = {event.release.uuid for night in nights.values() for event in night.events}
        read = _read(folder, records, fresh) if records is not None else []
        told = list(documents.disagreements(store, read))
        said = telling.write_all(folder, nights, read, told, datetime.now(UTC).isoformat(timespec="seconds"))
        for kind, night in nights.items():
            store.tell(kind, night.number)
    return NightDone("\n".join([said, *told]), nights, int(any(night.troubles for night in nights.values())))


def _read(folder: Path, records: Path, fresh: Collection[str]) -> list[Record]:
    """Read the documents into records; gives those of the releases that are `fresh`."""
    from pipeline.runs.batch.batch import batch

    batch([str(folder / documents.FOLDER)], records)
    return [record for record in _lines(records) if telling.release_of(record) in fresh] if fresh else []


def _lines(records: Path) -> Iterator[Record]:
    for path in sorted((records / "records").glob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)
