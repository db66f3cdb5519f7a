"""Results with what people said about them, and beside them the same as they were read: so that a word can be taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from pipeline import export
from pipeline.issues import Issue
from pipeline.layout.boundaries import Boundaries
from pipeline.records.correcting import corrected
from pipeline.records.corrections import Corrections
from pipeline.records.folder import AS_READ
from pipeline.records.open_record import CONFLICT
from pipeline.records.results import Extraction
from pipeline.records.types import Record


def checked(found: Extraction, corrections: Corrections) -> Extraction:
    """A result with the corrections of its file; its issues tell of the reasons that are left, conflicts among them."""
    if found.sha256 not in corrections.files():
        return found
    records = corrected(found.records, corrections)
    return replace(found, records=tuple(records), issues=tuple(issues_of(found.issues, found.records, records)))


def issues_of(issues: Iterable[Issue], before: Sequence[Record], after: Sequence[Record]) -> list[Issue]:
    """The issues of records that were corrected: those about reasons for a review go, and come, with these."""
    told = [_about(record) for record in before]
    gone = {tuple(asdict(issue).values()) for rows in told for issue in rows}
    kept = [issue for issue in issues if tuple(asdict(issue).values()) not in gone]
    return [*kept, *(issue for record in after for issue in _about(record))]


def _about(record: Record) -> list[Issue]:
    reasons = record["review"]["reasons"]
    return [Issue(r["code"], r["message"], "warning", None, record["record_id"], r["field"]) for r in reasons]


def digest(told: Mapping[str, Boundaries], files: Iterable[str]) -> str:
    """One word for what people said about how these files are to be read; none where they said nothing."""
    said = [(sha256, repr(told[sha256])) for sha256 in sorted(set(files)) if sha256 in told]
    return hashlib.sha256(repr(said).encode()).hexdigest() if said else ""


def conflicts(records: Iterable[Record]) -> int:
    """How many corrections do not fit any more."""
    return sum(reason["code"] == CONFLICT for record in records for reason in record["review"]["reasons"])


def as_read(records: Iterable[Record], corrections: Corrections) -> list[Record]:
    """Of the records as they were read those of the files that somebody said something about."""
    files = corrections.files()
    return [record for record in records if record["source"]["sha256"] in files]


def write_as_read(folder: Path, records: Sequence[Record]) -> None:
    """Keep them beside the outputs; where nobody said anything there is no such file. Raises OutputError."""
    if records:
        export.write(folder / AS_READ, export.records(records, "jsonl"))
    else:
        (folder / AS_READ).unlink(missing_ok=True)
