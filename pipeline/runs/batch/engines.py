"""Engines: where the jobs are done. On this machine here, on a Dask cluster in `pipeline.runs.batch.cluster`."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from multiprocessing.connection import Connection, wait
from typing import Protocol

from pipeline.errors import TimeLimit
from pipeline.runs.batch.job import Job, Outcome, failure
from pipeline.runs.batch.workers import Workers, lost, receive, send

STOPPED_SECONDS = 30.0  # beyond a document's limit: by then whoever holds that limit has ended it
LOOK_EVERY = 0.2  # seconds between two looks at whether the run is to end

Take = Callable[[], Job | None]
"""Gives the next job, `None` if there is none now; after an outcome there may be one again."""
Outcomes = Generator[tuple[Job, Outcome], None, None]
Stopping = Callable[[], bool]
"""Whether the run is to end."""


class WorkEngine(Protocol):
    """Does jobs."""

    def run(self, take: Take, stopping: Stopping) -> Outcomes:
        """The outcomes, in any order, until there is no job left.

        Once `stopping` is true no job is taken any more; those under way may end within their grace, then they are given up.
        """
        ...


class Local:
    """`workers` documents at a time on this machine. The processes start with the first job."""

    def __init__(self, workers: int, verbose: bool = False) -> None:
        self._count = workers
        self._verbose = verbose

    def run(self, take: Take, stopping: Stopping) -> Outcomes:
        """See `Engine.run`."""
        job = take()
        if job is None:
            return
        with Workers(job.place.address, self._verbose) as workers, _Assignments(workers) as desk:
            end = GracePeriod(job.limits.grace_seconds, stopping)
            while job is not None or desk.busy:
                if job is not None:
                    desk.give(job)
                elif end.passed():
                    return
                if len(desk.busy) == self._count or job is None:
                    yield from desk.outcomes()
                job = take() if len(desk.busy) < self._count and not stopping() else None


class GracePeriod:
    """Until when documents may go on: from when the run is told to end, `grace_seconds` more."""

    def __init__(self, grace_seconds: float, stopping: Stopping) -> None:
        self._grace = grace_seconds
        self._stopping = stopping
        self._end: float | None = None

    def passed(self) -> bool:
        """Whether the documents under way are to be given up."""
        if self._stopping() and self._end is None:
            self._end = time.monotonic() + self._grace
        return self._end is not None and time.monotonic() >= self._end


class _Assignments:
    """Which worker has which job."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._idle: list[Connection] = []
        self.busy: dict[Connection, Job] = {}
        self._ends: dict[Connection, float] = {}  # when a worker that has not answered has stopped

    def __enter__(self) -> _Assignments:
        return self

    def __exit__(self, *_: object) -> None:
        for connection in [*self.busy, *self._idle]:
            connection.close()

    def give(self, job: Job) -> None:
        """Give a job to a worker that has none."""
        worker = self._idle.pop() if self._idle else self._workers.worker()
        self.busy[worker] = job
        self._ends[worker] = time.monotonic() + job.limits.seconds + STOPPED_SECONDS
        send(worker, job)

    def outcomes(self) -> Iterator[tuple[Job, Outcome]]:
        """What has come, after a short wait if nothing has."""
        ready = wait(list(self.busy), LOOK_EVERY)
        now = time.monotonic()
        for stopped in [worker for worker in self.busy if worker not in ready and now > self._ends[worker]]:
            stopped.close()  # whoever should have held the limit does not: nothing more is waited for
            yield self.busy.pop(stopped), failure(TimeLimit("The process that watches over this document has stopped"))
        for worker in ready:
            assert isinstance(worker, Connection)
            job = self.busy.pop(worker)
            try:
                outcome = receive(worker)
            except (EOFError, OSError):
                worker.close()
                outcome = lost()
            else:
                self._idle.append(worker)
            yield job, outcome
