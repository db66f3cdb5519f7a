"""Gold records of what people have checked at the desk."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import schemas
from pipeline.errors import InvalidRecords, MissingFile
from pipeline.export import prepare, write
from pipeline.quality.claimed import Claims
from pipeline.quality.scorecard import GOLD_SUFFIX
from pipeline.reading.containers import content_at
from pipeline.records.corrections import Correction, Corrections
from pipeline.records.items import RecordItem, Values, items
from pipeline.records.open_record import is_reviewed, values_of
from pipeline.records.types import Record
from schemas.fields import fields


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A gold file that was written: `whole` of its `documents` were looked at as a whole, of the others it claims less."""

    path: Path
    documents: int
    whole: int


def write_gold(
    records: Sequence[Record], corrections: Corrections, folder: Path, files: Mapping[str, Path] | None = None
) -> list[GoldFile]:
    """Write a gold file for each source file of which something was checked, with `files` a copy of it beside.

    Raises MissingFile where nothing was checked, OutputError.
    """
    by_file: dict[str, list[Record]] = {}
    for record in records:
        by_file.setdefault(record["source"]["sha256"], []).append(record)
    done, taken = list[GoldFile](), dict[str, str]()
    for sha256, own in by_file.items():
        rows = corrections.standing(sha256)
        if not rows:
            continue
        name = own[0]["source"]["file_name"].replace("/", "_").replace("\\", "_")
        stem = name.rpartition(".")[0] or name
        if taken.setdefault(stem, sha256) != sha256:
            stem = f"{stem}-{sha256[:8]}"  # another file of the same name
        documents = [gold_of(record, is_whole(record, rows), rows) for record in own]
        _check(documents, name)
        prepare(folder)
        path = folder / f"{stem}{GOLD_SUFFIX}"
        write(path, (json.dumps({"documents": documents}, ensure_ascii=False, indent=1) + "\n").encode())
        done.append(GoldFile(path, len(documents), sum(is_whole(record, rows) for record in own)))
        if files and sha256 in files:
            write(folder / f"{stem}{Path(name).suffix}", content_at(files[sha256]).data)
    if not done:
        raise MissingFile("Nobody has checked anything yet", remedy="Look at some documents with `dojletters desk`.")
    return done


def gold_of(record: Record, whole: bool, rows: Sequence[Correction] = ()) -> dict[str, object]:
    """What a person says is right about a document: all of it where it was looked at as a whole; else what was looked at.

    A field is claimed where each of its items was looked at, or where somebody said that there is none.
    """
    gold: dict[str, object] = {"document_type": record["document_type"]}
    none = {row.field for row in rows if _is_of(row, record) and row.action == "accept" and row.item is None}
    for field in fields():
        own = items(record, field.key)
        if whole or (own and all(map(is_reviewed, own))) or (not own and field.key in none):
            plain = [_bare(values_of(item)) for item in own]
            gold[field.key] = (plain[0] if plain else None) if field.single else plain
    return gold


def is_whole(record: Record, rows: Sequence[Correction]) -> bool:
    """Whether a person said that all of a document is right and that nothing is missing."""
    return any(row.action == "accept" and row.field is None and _is_of(row, record) for row in rows)


def _is_of(row: Correction, record: Record) -> bool:
    return row.segment.number == record["source"]["segment"]


def _bare(item: RecordItem) -> Values:
    return cast(Values, json.loads(json.dumps(item)))


def _check(documents: Sequence[Claims], name: str) -> None:
    error = next(schemas.validator("gold").iter_errors({"documents": list(documents)}), None)
    if error is not None:
        raise InvalidRecords(f"What was checked makes no gold record at {error.json_path}", path=name)
