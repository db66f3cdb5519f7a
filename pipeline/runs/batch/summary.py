"""What came of a run, from its ledger: counts, failures, what is new, which records changed and how."""

from __future__ import annotations

import json
import os
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import TypedDict

from pipeline.errors import ProgramMissing, TesseractMissing
from pipeline.runs.batch.changes import changes
from pipeline.runs.batch.job import ErrorRow, unpacked
from pipeline.runs.batch.ledger import Ledger
from pipeline.runs.batch.outputs import FIRST, PASSED_OVER, entries
from pipeline.runs.revision import differences

STATUSES = ("ok", "partial", "failed", "quarantined", "skipped", "duplicate")
_MOVED = """first_run = :run AND vanished IS NULL
    AND EXISTS (SELECT 1 FROM files AS old WHERE old.sha256 = files.sha256 AND old.vanished = :run)"""
_NEW = f"first_run = :run AND vanished IS NULL AND NOT ({_MOVED})"
_CHANGED = "previous IS NOT NULL AND run = :run AND vanished IS NULL"
_FAILURES = f"""SELECT path, sha256, 'failed', error, run FROM files WHERE vanished IS NULL AND error IS NOT NULL
    UNION ALL SELECT {FIRST}, sha256, status, error, run FROM contents WHERE status IN ('failed', 'quarantined')
    AND error IS NOT NULL AND EXISTS (SELECT 1 FROM files WHERE files.sha256 = contents.sha256 AND vanished IS NULL) ORDER BY 1"""
_BEFORE_AND_AFTER = f"""SELECT path, older.body, newer.body FROM files
    JOIN results AS older ON older.sha256 = files.previous JOIN results AS newer ON newer.sha256 = files.sha256
    WHERE files.previous IS NOT NULL AND vanished IS NULL
    UNION ALL SELECT {FIRST}, previous, body FROM results JOIN contents USING (sha256)
    WHERE previous IS NOT NULL AND run = :run ORDER BY 1"""


class FailureRow(TypedDict):
    """A file that could not be read, with its error and the run that found it."""

    path: str
    sha256: str | None
    status: str
    run: int
    error: ErrorRow


def summary(ledger: Ledger, revision: dict[str, str]) -> dict[str, object]:
    """The content of `summary.json`. Its long lists are iterators, to be read once; paths are in sorted order.

    `counts`, `stale`, `failures` and `duplicates` are of all that is there; the other lists are of this run.
    """
    documents, because = stale(ledger, revision)
    return {
        "schema_version": "1.0.0",
        "run": ledger.run,
        "counts": counts(ledger),
        "stale": {"documents": documents, "because": because},
        "failures": failures(ledger),
        "new": _paths(ledger, _NEW),
        "changed": _paths(ledger, _CHANGED),
        "renamed": _renamed(ledger),
        "vanished": _paths(ledger, "vanished = :run"),
        "duplicates": _duplicates(ledger),
        "changes": _changes(ledger),
    }


def counts(ledger: Ledger) -> dict[str, int]:
    """How many files there are, by status as in `run.json`; how many have vanished so far; how many records there are."""
    seen = Counter(str(entry["status"]) for entry in entries(ledger))
    [(vanished,)] = ledger.rows("SELECT count(*) FROM files WHERE vanished IS NOT NULL")
    [(records,)] = ledger.rows(
        "SELECT coalesce(sum(records), 0) FROM contents WHERE EXISTS (SELECT 1 FROM files WHERE files.sha256 = contents.sha256)"
    )
    [(elsewhere,)] = ledger.rows("SELECT coalesce(sum(records), 0) FROM twice")
    by_status = {status: seen[status] for status in STATUSES}
    return {"files": seen.total(), **by_status, "vanished": vanished, "records": records - elsewhere}


def stale(ledger: Ledger, revision: dict[str, str]) -> tuple[int, list[str]]:
    """How many documents were done by another revision of the program, and what of it is different now."""
    documents, changed = 0, set[str]()
    for number, older in ledger.stale(revision):
        documents += number
        changed.update(differences(older, revision))
    return documents, sorted(changed)


def failures(ledger: Ledger) -> Iterator[FailureRow]:
    """The files that could not be read, each with its error and the run that found it."""
    for path, sha256, status, error, run in ledger.rows(_FAILURES):
        told = json.loads(error)
        if told["code"] not in PASSED_OVER:
            yield {"path": os.fsdecode(path), "sha256": sha256, "status": status, "run": run, "error": told}


def exit_code(ledger: Ledger) -> int:
    """0 if all that this run did is `ok`; 3 if all of it failed for want of a program; else 1.

    What an earlier run found is told by that run: one broken file in a folder does not raise an alarm every night.
    """
    wrong = Counter(entry["error"]["code"] for entry in failures(ledger) if entry["run"] == ledger.run)
    [(done, partial)] = ledger.rows("SELECT count(*), total(status = 'partial') FROM contents WHERE run = :run")
    if wrong and wrong.total() == done and wrong.keys() <= {TesseractMissing.code, ProgramMissing.code}:
        return TesseractMissing.exit_code
    return 1 if wrong or partial else 0


def _paths(ledger: Ledger, where: str) -> Iterator[str]:
    for (path,) in ledger.rows(f"SELECT path FROM files WHERE {where} ORDER BY path"):
        yield os.fsdecode(path)


def _renamed(ledger: Ledger) -> Iterator[dict[str, str]]:
    query = f"""SELECT (SELECT min(path) FROM files AS old WHERE old.sha256 = files.sha256 AND old.vanished = :run), path
        FROM files WHERE {_MOVED} ORDER BY path"""
    for old, new in ledger.rows(query):
        yield {"from": os.fsdecode(old), "to": os.fsdecode(new)}


def _duplicates(ledger: Ledger) -> Iterator[dict[str, str]]:
    query = f"SELECT path, {FIRST} AS first FROM files JOIN contents USING (sha256) WHERE vanished IS NULL AND path != first"
    for path, first in ledger.rows(query + " ORDER BY path"):
        yield {"path": os.fsdecode(path), "of": os.fsdecode(first)}
    yield from _held_twice(ledger)


def _held_twice(ledger: Ledger) -> Iterator[dict[str, str]]:
    """The documents within files that are there whose records another place has, by its path."""
    query = f"""SELECT path, within, first FROM twice JOIN contents USING (sha256) JOIN files USING (sha256)
        WHERE vanished IS NULL AND within != '' AND path = {FIRST} ORDER BY path, within"""
    for path, within, first in ledger.rows(query):
        yield {"path": os.fsdecode(path) + within, "of": os.fsdecode(first)}


def _changes(ledger: Ledger) -> Iterator[dict[str, object]]:
    """What differs in the records of files that changed, and of those that were done again."""
    for path, before, after in ledger.rows(_BEFORE_AND_AFTER):
        try:
            older, newer = unpacked(before)["records"], unpacked(after)["records"]
        except (ValueError, zlib.error):  # the older one is damaged: then nothing tells what changed
            continue
        yield from ({"path": os.fsdecode(path), **change} for change in changes(older, newer))
