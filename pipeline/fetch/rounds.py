"""A night from end to end: fetch each listing, write the documents, read them into records where that is wanted, and tell."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pipeline.fetch import documents, recording, telling
from pipeline.fetch.client import Client
from pipeline.fetch.folder import take_folder
from pipeline.fetch.night import Night, Walk
from pipeline.fetch.store import Store


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
        fresh: set[str] = set()
        for kind, night in nights.items():
            nights[kind] = night = replace(night, events=tuple(store.untold(kind)))
            documents.write_documents(store, night.events)
            fresh |= {event.release.uuid for event in night.events} | set(store.attached.fetched(kind))
            for uuid in fresh:
                documents.write_attachments(store, kind, uuid)
        read = recording.read(folder, records, fresh) if records is not None else recording.NightRead()
        due = recording.new_deadlines(store, read.records)
        doubts = list(documents.disagreements(record for those in read.records.values() for record in those))
        said = telling.write_all(store, nights, due, doubts, datetime.now(UTC).isoformat(timespec="seconds"))
        passes = {kind: night.number for kind, night in nights.items()}
        store.tell(passes, ((one.uuid, recording.as_told(one.deadline)) for one in due))
    worst = max(read.exit_code, int(any(night.troubles for night in nights.values())))
    return NightDone("\n".join(filter(None, [said, *doubts, read.said])), nights, worst)
