"""Which form a path asks for, told by its ending, and the records written there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import cast

from pipeline.errors import ConfigError, InvalidRecords
from pipeline.export.characters import without_surrogates
from pipeline.export.files import prepare, write
from pipeline.export.flat import records as flat
from pipeline.records.types import Record

# Each form is a module, loaded when it is asked for, with `save(records, path)`, which gives what is to be told of it.
ENDINGS: dict[str, str] = {
    ".db": "sqlite",
    ".sqlite": "sqlite",
    ".csv": "csv_tables",
    ".xlsx": "excel",
    ".review.xlsx": "review_sheet",
    ".labelstudio.json": "annotations",
    ".prodigy.jsonl": "annotations",
    ".parquet": "parquet",
    ".jsonl": "",
    ".json": "",
    ".documentcloud.json": "documentcloud",
    ".csl.json": "bibliography",
    ".ris": "bibliography",
    ".md": "markdown",
    ".jsonld": "web_annotations",
    ".xml": "tei",
    ".ics": "calendars",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the path asked for, how many records, and what the form could not hold as it is."""

    path: Path
    records: int
    notes: tuple[str, ...] = ()


def check(paths: Iterable[Path]) -> None:
    """Raises ConfigError where a path's ending names no form, before any work is done."""
    for path in paths:
        if ending(path) not in ENDINGS:
            said = f"The ending {path.suffix} of {path} names" if path.suffix else f"{path} has no ending that names"
            raise ConfigError(f"{said} no form of export", remedy=f"Use one of {', '.join(ENDINGS)}.")


def ending(path: Path) -> str:
    """The ending that tells the form: the longest that is one (`.csl.json`, also of `csl.json`), else the last."""
    name = path.name.lower()
    return max((one for one in ENDINGS if _fits(name, one)), key=len, default=path.suffix.lower())


def _fits(name: str, ending: str) -> bool:
    """Whether a file's name ends so; one of two parts may be the whole name (`review.xlsx`)."""
    return name != ending and (f".{name}" if ending.count(".") > 1 else name).endswith(ending)


def export(records: Sequence[Record], path: Path, links: str = "", files: Mapping[str, Path] = MappingProxyType({})) -> Exported:
    """Write valid records to `path` in the form that its ending names (`ENDINGS`).

    A record given twice is written once. `links` is the address of the folder in which the files lie; a database has links to
    file and page then. `files` are where documents lie, by their SHA-256, as the run that read them says. Raises ConfigError for
    an unknown ending, InvalidRecords where two records of one id differ, OutputError where the file cannot be written.
    """
    check([path])
    rows = _once(records)
    prepare(path.parent)
    module = ENDINGS[ending(path)]
    if not module:
        write(path, flat(rows, "json" if ending(path) == ".json" else "jsonl"))
        return Exported(path, len(rows))
    save: Callable[..., Sequence[str]] = import_module(f"pipeline.export.{module}").save
    settings: dict[str, dict[str, object]] = {"sqlite": {"links": links}, "documentcloud": {"files": files}}
    more = settings.get(module, {})
    return Exported(path, len(rows), tuple(save([cast(Record, without_surrogates(row)) for row in rows], path, **more)))


def _once(records: Iterable[Record]) -> list[Record]:
    found: dict[str, Record] = {}
    for record in records:
        record_id = record["record_id"]
        try:
            json.dumps(record, allow_nan=False)
        except ValueError as error:
            raise InvalidRecords(f"The record {record_id} has a number that JSON does not have") from error
        first = found.setdefault(record_id, record)
        if first is not record and _without_path(first) != _without_path(record):
            raise InvalidRecords(f"Two records that differ are called {record_id}", remedy="Give the records of one run only.")
    return list(found.values())


def _without_path(record: Record) -> dict[str, object]:
    """A record without where its file lies: the same document may be met in two places, and is one."""
    source = {key: value for key, value in record["source"].items() if key not in ("path", "file_name")}
    return {**record, "source": source}
