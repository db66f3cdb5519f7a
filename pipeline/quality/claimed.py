"""Records that say what they say and may lack the rest: gold records, and records as a file has them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from pipeline.errors import InvalidRecords, MissingFile
from pipeline.reading.sources import FileContent
from pipeline.records.folder import records_files
from pipeline.records.validate import NotJson, first_fault, parsed_file
from pipeline.records.versions import completed

Claims = Mapping[str, object]
"""A gold record, or a record that nobody has checked: any key may be missing."""


def read_gold(path: str | Path) -> list[Claims]:
    """The gold records in a file of the form `{"documents": [...]}`. Raises MissingFile or InvalidRecords."""
    parsed = _parse(path)
    documents = parsed.get("documents") if isinstance(parsed, dict) else None
    if not isinstance(documents, list) or not all(isinstance(d, dict) for d in documents):
        raise InvalidRecords('The file is no gold file: it must be {"documents": [record, ...]}', path=str(path))
    if fault := first_fault("gold", parsed):
        told = "`dojletters schema gold` prints what a gold file may say."
        raise InvalidRecords(f"The gold file does not keep to its schema at {fault}", remedy=told, path=str(path))
    return documents


def read_records(path: str | Path) -> list[Claims]:
    """The records in a file (JSON Lines or JSON) or an output folder, any key of which may be missing.

    Raises MissingFile, and InvalidRecords where one is none: what is said of all would be wrong without it.
    """
    return [record for file in records_files(Path(path)) for record in _all_of(file)]


def _all_of(file: Path) -> Iterator[Claims]:
    for number, record in enumerate(parsed_file(str(file)), 1):
        if isinstance(record, NotJson):
            raise InvalidRecords(f"Record {number} is {record.message}", path=str(file))
        if not isinstance(record, Mapping):
            raise InvalidRecords(f"Record {number} is no JSON object", path=str(file))
        yield cast(Claims, completed(record))


def _parse(path: str | Path) -> object:
    try:
        return json.loads(_text(path))
    except (ValueError, RecursionError) as error:
        where = f"Line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "Some line"
        raise InvalidRecords(f"{where} of the file is no JSON that can be read", path=str(path)) from error


def _text(path: str | Path) -> str:
    try:
        return FileContent(str(path)).data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidRecords("The file is not UTF-8 text", path=str(path)) from error
    except OSError as error:
        raise MissingFile(f"The file cannot be read ({error.strerror})", path=str(path)) from error
