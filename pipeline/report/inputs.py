"""What a report is made from: records, and the files that they were read from where these are still there."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import schemas
from pipeline.errors import DojlettersError, InvalidRecords
from pipeline.export.tabular import read_csv
from pipeline.reading.containers import content_at
from pipeline.reading.sources import STANDARD_INPUT, WITHIN, FileContent
from pipeline.records.folder import before_corrections, records_files, with_corrections
from pipeline.records.types import Record
from pipeline.records.validate import NotJson, parsed_file
from pipeline.records.versions import completed, current, schema_of

_log = logging.getLogger(__name__)

Files = Mapping[str, Path]  # a source file's SHA-256 in hexadecimal digits -> where it lies


def load(path: Path, *, corrected: bool = True) -> tuple[list[Record], dict[str, Path]]:
    """The records of a file (JSON Lines, JSON, CSV) or an output folder, and the source files found unchanged, by their SHA-256.

    Records of an earlier version come as records of today's, and all with the corrections that lie beside them
    unless they are wanted as they were read.

    A file is looked for where `run.json` beside the records says that it was read, and beside the records by its name.
    A record that does not keep to the schema is set aside, which the log says. Raises MissingFile or InvalidRecords if none does.
    """
    files = records_files(path)
    records: list[Record] = []
    for file in files:
        found = read_csv(file) if _is_csv(file) else parsed_file(str(file))
        records += map(current, _valid(found, file))
    folder = path if path.is_dir() else path.parent
    records = with_corrections(records, folder) if corrected else before_corrections(records, folder)
    return records, _source_files(records, folder)


def is_table(head: bytes) -> bool:
    """Whether a file that begins so is a table of records: its first column is called `record_id`."""
    return re.match(rb"(?:\xef\xbb\xbf)?\"?record_id\"?,", head) is not None


def _is_csv(file: Path) -> bool:
    if str(file) == STANDARD_INPUT:
        return is_table(FileContent(STANDARD_INPUT).data)
    return file.suffix.lower() == ".csv"


def _valid(found: Sequence[object], file: Path) -> list[Mapping[str, object]]:
    """The records that keep to the schema; the others are told in the log. Raises InvalidRecords where none does."""
    valid: list[Mapping[str, object]] = []
    aside: list[str] = []
    for number, record in enumerate(map(completed, found), 1):
        wrong = _wrong(record)
        if isinstance(record, Mapping) and wrong is None:
            valid.append(record)
        else:
            aside.append(f"Record {number} {wrong}")
    if aside and not valid:
        raise InvalidRecords(aside[0], remedy="`dojletters validate` tells all that is wrong.", path=str(file))
    for told in aside:
        _log.warning("%s: %s; it was set aside", file, told)
    return valid


def _wrong(record: object) -> str | None:
    """What is wrong with a record in a few words, `None` if it keeps to the schema."""
    if isinstance(record, NotJson):
        return f"is {record.message}"
    try:
        if isinstance(record, Mapping) and schemas.is_valid(schema_of(record), record):
            return None
        error = next(schemas.validator(schema_of(record)).iter_errors(record), None) if isinstance(record, Mapping) else None
    except (ValueError, TypeError, RecursionError) as fault:
        return f"cannot be looked at ({type(fault).__name__})"
    if isinstance(record, Mapping):
        return None if error is None else f"does not keep to the schema at {error.json_path}"
    return "is no JSON object"


def check(records: Sequence[Mapping[str, object]], path: Path | None = None) -> None:
    """Raises InvalidRecords for the first record that does not keep to the schema: pages can't be made from it."""
    for number, record in enumerate(records, 1):
        if schemas.is_valid(schema_of(record), record):
            continue
        error = next(schemas.validator(schema_of(record)).iter_errors(record), None)
        if error is not None:
            detail = f"Record {number} does not keep to the schema at {error.json_path}"
            raise InvalidRecords(
                detail, remedy="`dojletters validate` tells all that is wrong.", path=str(path) if path else None
            )


def _source_files(records: Sequence[Record], folder: Path) -> dict[str, Path]:
    said = _paths_of_run(folder / "run.json")
    found: dict[str, Path] = {}
    digest = cache(digest_of)  # an e-mail's attachments may share a name: each file is read once
    for record in records:
        sha256, name = record["source"]["sha256"], Path(record["source"]["file_name"]).name
        if sha256 not in found:
            places = [*said.get(sha256, ()), folder / name]
            here = next((place for place in places if digest(place) == sha256), None)
            if here is not None:
                found[sha256] = here
    return found


def _paths_of_run(path: Path) -> dict[str, list[Path]]:
    """Where each file of a run was, by its SHA-256; paths are as given to the run, or from the folder of outputs."""
    try:
        files = json.loads(path.read_text("utf-8"))["files"]
        pairs = [(str(file["sha256"]), str(file["path"])) for file in files if file.get("sha256")]
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return {}  # without a usable run.json, files beside the records are found all the same
    found: dict[str, list[Path]] = {}
    for sha256, name in pairs:
        found.setdefault(sha256, []).extend((Path(name), path.parent / name))
    return found


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a file, or of a document that a file holds, in hexadecimal digits; `None` where it can't be read."""
    try:
        if not path.is_file():
            return content_at(path).sha256 if WITHIN in str(path) else None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (DojlettersError, OSError, ValueError):
        return None
