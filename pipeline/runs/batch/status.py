"""How it stands with an output folder of batches."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Literal, TypedDict

from pipeline.errors import InvalidRecords
from pipeline.export.characters import without_controls
from pipeline.runs.batch.batch import Done
from pipeline.runs.batch.database import NAME
from pipeline.runs.batch.ledger import Ledger
from pipeline.runs.batch.lock import is_locked
from pipeline.runs.batch.summary import FailureRow, counts, failures, stale
from pipeline.runs.revision import revision

_LISTED = 20  # failures that the text shows


class StaleRow(TypedDict):
    """How many documents another version read, and what of it is different now."""

    documents: int
    because: list[str]


class StatusReport(TypedDict):
    """How it stands, as JSON values; see `status`."""

    state: Literal["running", "interrupted", "finished"]
    run: int
    todo: int
    counts: dict[str, int]
    stale: StaleRow
    failures: list[FailureRow]


def status(folder: Path) -> StatusReport:
    """What the ledger of `folder` says, as JSON values; nothing is changed. Raises InvalidRecords where there is no ledger.

    `state` is `running`, `interrupted` (the next run goes on) or `finished`; `run` the number of that run; `todo` how many
    documents are left of it; `counts`, `stale` and `failures` are as in `summary.json`.
    """
    if not (folder / NAME).is_file():
        raise InvalidRecords(f"{folder} has no {NAME}", remedy="Give the --output of `dojletters batch`.")
    running = is_locked(folder)
    with Ledger(folder, dry=True) as ledger:
        finished = ledger.look()
        told = revision()
        documents, because = stale(ledger, told)
        return {
            "state": "running" if running else "finished" if finished else "interrupted",
            "run": ledger.run,
            "todo": ledger.count_todo(),
            "counts": counts(ledger),
            "stale": {"documents": documents, "because": because},
            "failures": list(failures(ledger)),
        }


def render(found: StatusReport) -> str:
    """The status as text."""
    lines = [f"run {found['run']}: {found['state']}, {found['todo']} to be done", counts_line(found["counts"])]
    if found["stale"]["documents"]:
        lines.append(stale_line(found["stale"]["documents"], found["stale"]["because"]))
    shown = islice(found["failures"], _LISTED)
    lines += map(_failure_line, shown)
    if len(found["failures"]) > _LISTED:
        lines.append(f"and {len(found['failures']) - _LISTED} more: --format json lists all")
    return "\n".join(lines)


def _failure_line(row: FailureRow) -> str:
    """A failure on one line: a name may hold what a terminal acts on, and ends of lines."""
    return without_controls(" ".join(f"{row['status']}: {row['path']}: {row['error']['message']}".splitlines()))


def render_done(done: Done) -> str:
    """What came of a batch, as text."""
    lines = [f"run {done.run}: {counts_line(done.counts)}"]
    if done.todo:
        lines.append(f"{done.todo} documents would be read")
    if done.stale:
        lines.append(stale_line(done.stale, done.because))
    return "\n".join(lines)


def counts_line(counts: Mapping[str, int]) -> str:
    """The counts that are not nought: `12 files: 9 ok, 3 skipped; 14 records`."""
    others = ", ".join(f"{number} {name}" for name, number in counts.items() if number and name not in ("files", "records"))
    return f"{counts['files']} files: {others or 'nothing'}; {counts['records']} records"


def stale_line(documents: int, because: tuple[str, ...] | list[str]) -> str:
    """What a new version of the program would do again."""
    return f"{documents} documents were read by another version ({', '.join(because)} changed): --redo stale reads them again"
