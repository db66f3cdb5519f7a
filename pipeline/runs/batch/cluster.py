"""The same work on a Dask cluster: each worker reads the documents itself, each in a limited process of its own."""

from __future__ import annotations

import logging
import queue
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from functools import cache
from importlib import import_module
from multiprocessing.connection import Connection
from types import ModuleType
from typing import Protocol

from pipeline.errors import ClusterError, Crashed, ProgramMissing, TimeLimit
from pipeline.runs.batch.engines import LOOK_EVERY, STOPPED_SECONDS, GracePeriod, Outcomes, Stopping, Take
from pipeline.runs.batch.job import Job, Outcome, failure
from pipeline.runs.batch.workers import Workers, lost, receive, send
from pipeline.runs.revision import digest, revision

_log = logging.getLogger(__name__)
_CONNECT_SECONDS = 30
_ALONE_SECONDS = 60.0  # how long a run waits for a worker when there is none
_EACH = 2  # jobs that are given to a worker's thread at a time, so that it never waits for the next
_GIVEN_UP_SECONDS = 330.0  # in which Dask notices that a worker has stopped and gives its jobs to others; beyond them we do


class Cluster:
    """The workers of the Dask scheduler at `address`."""

    def __init__(self, address: str) -> None:
        self._address = address

    def run(self, take: Take, stopping: Stopping) -> Outcomes:
        """See `Engine.run`. Raises ClusterError where the cluster does not answer or has no worker."""
        job = take()
        if job is None:
            return
        client = self._connect()
        try:
            yield from _Session(client, take, stopping).outcomes(job)
        except (OSError, TimeoutError) as error:
            raise ClusterError(f"The scheduler at {self._address} was lost ({error})") from error
        finally:
            client.close()

    def _connect(self) -> _DaskClient:
        if not _log.isEnabledFor(logging.DEBUG):
            logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is lost is told in a line, not in tracebacks
        try:
            client: _DaskClient = _distributed().Client(self._address, timeout=_CONNECT_SECONDS, set_as_default=False)
            return client
        except (OSError, ValueError, TimeoutError) as error:
            raise ClusterError(f"The scheduler at {self._address} does not answer ({error})") from error


class _Future(Protocol):
    """What Dask gives for a job."""

    def result(self) -> Outcome: ...

    def release(self) -> None: ...

    @property
    def status(self) -> str: ...

    def add_done_callback(self, call: Callable[[_Future], None]) -> None: ...


class _DaskClient(Protocol):
    """What we ask of Dask's client."""

    def nthreads(self) -> Mapping[str, int]: ...

    def submit(self, work: Callable[[Job], Outcome], job: Job, *, key: str, pure: bool) -> _Future: ...

    def cancel(self, futures: list[_Future], *, force: bool) -> None: ...

    def close(self) -> None: ...


class _Session:
    """The jobs that a cluster has."""

    def __init__(self, client: _DaskClient, take: Take, stopping: Stopping) -> None:
        self._client = client
        self._take = take
        self._stopping = stopping
        self._jobs: dict[_Future, Job] = {}
        self._ends: dict[_Future, float] = {}  # when nothing more is waited for
        self._done: queue.SimpleQueue[_Future] = queue.SimpleQueue()
        self._name = uuid.uuid4().hex[:8]
        self._given = 0
        self._seen_worker = time.monotonic()

    def outcomes(self, job: Job | None) -> Iterator[tuple[Job, Outcome]]:
        """Give jobs and take outcomes until there are none."""
        end = GracePeriod(job.limits.grace_seconds if job else 0, self._stopping)
        while job is not None or self._jobs:
            if job is not None:
                self._give(job)
            elif end.passed():
                self._client.cancel(list(self._jobs), force=True)
                return
            if job is None or len(self._jobs) >= self._room():
                yield from self._arrived()
            job = self._take() if len(self._jobs) < self._room() and not self._stopping() else None

    def _room(self) -> int:
        threads: int = sum(self._client.nthreads().values())
        now = time.monotonic()
        self._seen_worker = now if threads else self._seen_worker
        if now - self._seen_worker > _ALONE_SECONDS:
            raise ClusterError("The cluster has no worker")
        return max(1, _EACH * threads)

    def _give(self, job: Job) -> None:
        self._given += 1
        future = self._client.submit(perform, job, key=f"dojletters-{self._name}-{self._given}", pure=False)
        self._jobs[future] = job
        self._ends[future] = time.monotonic() + _EACH * (job.limits.seconds + STOPPED_SECONDS) + _GIVEN_UP_SECONDS
        future.add_done_callback(self._done.put)

    def _arrived(self) -> Iterator[tuple[Job, Outcome]]:
        """The next outcome, if one comes soon, and those of jobs for which nothing more is waited."""
        try:
            future = self._done.get(timeout=LOOK_EVERY)
        except queue.Empty:
            yield from self._overdue()
            return
        if future in self._jobs:
            del self._ends[future]
            yield self._jobs.pop(future), _outcome(future)
            future.release()

    def _overdue(self) -> Iterator[tuple[Job, Outcome]]:
        now = time.monotonic()
        for future in [future for future, end in self._ends.items() if now > end]:
            job = self._jobs.pop(future)
            del self._ends[future]
            self._client.cancel([future], force=True)
            yield job, failure(TimeLimit("The worker that read this document has stopped"))


def _distributed() -> ModuleType:
    """Dask's package, which says nothing about its types."""
    try:
        return import_module("distributed")
    except ImportError as error:
        raise ProgramMissing("The Python package distributed is missing", remedy="`pip install dojletters[dask]`.") from error


def _outcome(future: _Future) -> Outcome:
    """What came of a job; a document with which several workers died one after the other has crashed them.

    Raises ClusterError where it is the cluster that failed: the scheduler is gone, and all jobs with it.
    """
    try:
        outcome: Outcome = future.result()
    except ClusterError:
        raise
    except _distributed().KilledWorker:
        return failure(Crashed("The workers that read this document died"))
    except (OSError, CancelledError) as error:
        if future.status != "error":  # it was not the work that raised it
            raise ClusterError(f"The scheduler was lost ({error})") from error
        return _failed(error)
    except Exception as error:
        return _failed(error)
    return outcome


def _failed(error: BaseException) -> Outcome:
    return failure(Crashed(f"The worker that read this document failed ({type(error).__name__}: {error})"))


def perform(job: Job) -> Outcome:
    """Do a job on a worker of the cluster, in a process of its own. Raises ClusterError on a worker of another version."""
    if job.revision != _own_revision():
        raise ClusterError("A worker of the cluster has another version of dojletters, or of what it uses, than this machine")
    place = _places(job.place.address)
    worker = place.worker()
    send(worker, job)
    try:
        if not worker.poll(job.limits.seconds + STOPPED_SECONDS):
            worker.close()  # whoever should have held the limit does not
            return failure(TimeLimit("The process that watches over this document has stopped"))
        outcome = receive(worker)
    except (EOFError, OSError):
        worker.close()
        return lost()
    place.give_back(worker)
    return outcome


class _WarmProcess:
    """The warm process of a worker of the cluster, and the workers below it that are idle. Used by several threads."""

    def __init__(self, address: str | None) -> None:
        self._workers = Workers(address)
        self._lock = threading.Lock()
        self._idle: queue.SimpleQueue[Connection] = queue.SimpleQueue()

    def worker(self) -> Connection:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            with self._lock:
                return self._workers.worker()

    def give_back(self, worker: Connection) -> None:
        self._idle.put(worker)


_lock = threading.Lock()


def _places(address: str | None) -> _WarmProcess:
    with _lock:
        return _place(address)


@cache
def _place(address: str | None) -> _WarmProcess:
    return _WarmProcess(address)


@cache
def _own_revision() -> str:
    return digest(revision())
