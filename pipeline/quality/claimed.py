"""Records that say what they say and may lack the rest: gold records, and records as a file has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from pipeline.errors import InvalidRecords, MissingFile
from pipeline.reading.sources import FileContent
from pipeline.records.validate import first_fault
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
    """The records in a JSON Lines file or a JSON array. Raises MissingFile or InvalidRecords."""
    text = _text(path)
    try:
        rows = (
            json.loads(text)
            if text.lstrip().startswith("[")
            else [json.loads(line) for line in text.splitlines() if line.strip()]
        )
    except (ValueError, RecursionError) as error:
        where = f"Line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "Some line"
        raise InvalidRecords(f"{where} of the file is no JSON that can be read", path=str(path)) from error
    if not all(isinstance(row, dict) for row in rows):
        raise InvalidRecords(path=str(path))
    return [cast(Claims, completed(row)) for row in rows]


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
