"""Files read within limits of time and memory, each in a process of its own, as a batch reads its documents."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from pipeline import errors
from pipeline.config import Config
from pipeline.errors import DojlettersError, OutputError
from pipeline.issues import Issue
from pipeline.layout.boundaries import Boundaries
from pipeline.reading.sources import STANDARD_INPUT, FileContent, SourceFile
from pipeline.records.results import Extraction
from pipeline.runs.batch.engines import Local
from pipeline.runs.batch.job import Job, Location, Outcome, unpacked
from pipeline.runs.batch.limits import Limits
from pipeline.runs.batch.outputs import each_document, named
from pipeline.runs.batch.places import digest


def extract_limited(
    sources: Iterable[SourceFile], config: Config, told: Mapping[str, Boundaries], limits: Limits
) -> Iterator[Extraction]:
    """The results of each file in turn, and of each document that it holds; never raises for what is in a file.

    One that goes beyond a limit is `time-limit` or `memory-limit`, one whose process dies is `crashed`; nothing is tried twice.
    """
    with ExitStack() as opened:
        failed: list[Extraction] = []
        names: dict[str, str] = {}

        def take() -> Job | None:
            for source in waiting:
                place, names[source.path] = _place(source.path, opened), source.name
                try:
                    return Job(digest(place, config.max_bytes), place, config, limits, told=told)
                except DojlettersError as error:
                    failed.append(_failed(source.path, "", error))
            return None

        waiting = iter(sources)
        for job, outcome in Local(1).run(take, lambda: False):
            yield from _results(job, outcome, names.pop(job.place.path))
            yield from failed
            failed.clear()
        yield from failed


def _place(source: str, opened: ExitStack) -> Location:
    """Where a file is; standard input is put where the process that reads it finds it."""
    if source != STANDARD_INPUT:
        return Location(source)
    try:
        folder = opened.enter_context(tempfile.TemporaryDirectory(prefix="dojletters-"))
        file = Path(folder, "input")
        file.write_bytes(FileContent(STANDARD_INPUT).data)
    except OSError as error:
        raise OutputError(f"Standard input could not be kept ({error.strerror})", remedy="See that /tmp is not full.") from error
    return Location(STANDARD_INPUT, folder, str(file))


def _results(job: Job, outcome: Outcome, name: str) -> Iterator[Extraction]:
    path = job.place.path
    if not outcome.body:
        told = outcome.error or {"code": errors.Crashed.code, "message": errors.Crashed.problem}
        yield _failed(path, job.sha256, errors.told(told["code"], told["message"]))
        return
    for within, found in each_document(unpacked(outcome.body)):
        if not within and not found.get("status"):
            continue  # an archive, which is no document itself
        error = found["error"] and errors.told(found["error"]["code"], found["error"]["message"])
        yield Extraction(
            path=path + within,
            sha256=found["sha256"],
            media_type=found["media_type"],
            page_count=0,
            status=found["status"],
            records=tuple(named(found, name + within)),
            issues=tuple(Issue(**issue) for issue in found["issues"]),
            error=error or None,
            pages=(),
        )


def _failed(path: str, sha256: str, error: DojlettersError) -> Extraction:
    return Extraction(path, sha256, "", 0, "failed", (), (Issue(error.code, str(error), "error"),), error, ())
