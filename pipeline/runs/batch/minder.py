"""A minder: it forks a process for each document, holds its time limit, and leaves none of its children behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path

import psutil

from pipeline.errors import Crashed, MemoryLimit, OutputError, TimeLimit
from pipeline.runs.batch.job import Job, Outcome, decoded, failure

_DEATH_SIGNAL, _SUBREAPER = 1, 36  # of Linux's prctl
_MAKE_ROOM = "Make room for temporary files and processes, and run again."
_NEARLY = 0.8  # of the memory limit: a process that crashes beyond it most likely asked for more


@dataclass(slots=True)
class _Answer:
    """What a document's process wrote, and why no more is waited for."""

    content: bytearray = field(default_factory=bytearray)
    timed_out: bool = False
    abandoned: bool = False


def mind(run: Connection) -> None:
    """Work on the jobs that come, one at a time, until the run goes away."""
    adopt_orphans()
    with contextlib.suppress(EOFError, OSError):
        while True:
            job: Job = pickle.loads(run.recv_bytes())  # comes from the run itself, never from a document
            outcome = _outcome(job, run)
            if outcome is None:
                return
            run.send_bytes(outcome.encoded())


def _outcome(job: Job, run: Connection) -> Outcome | None:
    """The outcome of a job, worked on in a process of its own; `None` if the run went away meanwhile."""
    try:
        scratch = tempfile.mkdtemp(prefix="dojletters-")
        reading, writing = os.pipe()
        child = os.fork()
    except OSError as error:  # it does not lie in the document
        return failure(OutputError(f"The document could not be begun ({error.strerror or error})", remedy=_MAKE_ROOM))
    if child == 0:
        os.close(reading)
        os.close(run.fileno())
        _work(job, writing, scratch)
    os.close(writing)
    answer = _Answer()
    try:
        _listen(answer, reading, run, job.limits.seconds)
    finally:
        os.close(reading)
        if answer.timed_out or answer.abandoned:
            _kill(child)
        _, status, used = os.wait4(child, 0)
        end_children()
        shutil.rmtree(scratch, ignore_errors=True)
    if answer.abandoned:
        return None
    return _judged(answer, status, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024), job)


def _listen(answer: _Answer, reading: int, run: Connection, seconds: float) -> None:
    """Take what the document's process writes, until it ends, its time is over, or the run goes away."""
    end = time.monotonic() + seconds
    pipe = Connection(os.dup(reading), writable=False)
    with pipe:
        while True:
            ready = wait([pipe, run], max(0.0, end - time.monotonic()))
            if run in ready:
                answer.abandoned = True
            elif not ready:
                answer.timed_out = True
            elif piece := os.read(reading, 1 << 16):
                answer.content += piece
                continue
            return


def _judged(answer: _Answer, status: int, memory: int, job: Job) -> Outcome:
    if answer.timed_out:
        return failure(TimeLimit(f"The document took longer than its time limit of {job.limits.seconds:g} seconds"), memory)
    if status == 0:
        return replace(decoded(bytes(answer.content)), memory_bytes=memory)
    if memory > _NEARLY * job.limits.memory_bytes:
        return failure(MemoryLimit(), memory)
    how = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"exit code {os.waitstatus_to_exitcode(status)}"
    return failure(Crashed(f"The process that read this document crashed ({how})"), memory)


def _work(job: Job, writing: int, scratch: str) -> None:
    """In the document's own process: do the work, write its outcome, end."""
    code = 1
    try:
        _confine(job, scratch)
        from pipeline.runs.batch.work import work

        try:
            message = work(job).encoded()
        except MemoryError:
            _, hard = resource.getrlimit(resource.RLIMIT_DATA)
            resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
            message = failure(MemoryLimit()).encoded()
        with open(writing, "wb") as pipe:
            pipe.write(message)
        code = 0
    finally:
        os._exit(code)


def _confine(job: Job, scratch: str) -> None:
    """A session of its own, limits on what it may take, temporary files where they are removed, and an end with its minder."""
    os.setsid()
    _prctl(_DEATH_SIGNAL, signal.SIGKILL)
    with contextlib.suppress(OSError):  # if memory runs out, this process is the one to go
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    os.environ["TMPDIR"] = tempfile.tempdir = scratch
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, job.limits.file_bytes)
    _limit(resource.RLIMIT_DATA, job.limits.memory_bytes)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def adopt_orphans() -> None:
    """Make processes whose parent died children of this one (Linux), so that `end_children` finds them."""
    _prctl(_SUBREAPER, 1)


def end_children(spared: Collection[int] = ()) -> None:
    """End all children of this process, and what they leave, but for those in `spared`."""
    with contextlib.suppress(ChildProcessError):
        while True:
            if os.waitpid(-1, os.WNOHANG)[0]:
                continue
            left = [child for child in psutil.Process().children() if child.pid not in spared]
            if not left:
                return
            for child in left:
                _kill(child.pid)
            time.sleep(0.001)


def _kill(pid: int) -> None:
    """Kill a process and its descendants."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for each in [process, *process.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()


def _prctl(what: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(what, value, 0, 0, 0)
