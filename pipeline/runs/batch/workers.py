"""The run's side of the warm process: workers, each of which reads one document at a time in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import socket
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.errors import Crashed, ProgramMissing
from pipeline.runs.batch.job import Job, Outcome, decoded, failure
from pipeline.runs.batch.remote import protocols

_OURS = str(Path(__file__).parents[3])  # first on the path: the folder that one works in may have a `pipeline/` of its own
_START = """
import json, sys
path, descriptor, protocols = json.loads(sys.argv[1])
sys.path[:] = path
from pipeline.runs.batch.warm import serve
serve(descriptor, protocols)
"""
_START_SECONDS = 120.0  # in which a process that is not stopped has imported all
_END_SECONDS = 20.0  # for the processes to end in when they are told to
# One thread each: documents are read side by side already, and threads do not survive a fork.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}


class Workers:
    """The warm process, and a worker for each connection that `worker` gives. To be closed, or used in a `with`.

    Whatever becomes of the process that made it, no process of these is left behind: they end when its sockets close.
    """

    def __init__(self, address: str | None = None, verbose: bool = False) -> None:
        """`address` is one of those that documents are read from, if they are not on this machine.

        `verbose` lets what libraries print about documents through to standard error.
        """
        self._protocols = protocols(address) if address else []
        self._output = None if verbose else subprocess.DEVNULL  # what is to be said about a document is in its result
        self._control, self._process = self._start()

    def _start(self) -> tuple[socket.socket, subprocess.Popen[bytes]]:
        ours, theirs = socket.socketpair()
        path = [_OURS, *(os.path.abspath(entry) for entry in sys.path)]  # noqa: PTH100 - an empty entry is this folder
        command = [sys.executable, "-P", "-c", _START, json.dumps([path, theirs.fileno(), self._protocols])]
        environment = os.environ | _ENVIRONMENT
        with theirs:
            process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=self._output,
                stderr=self._output,
                start_new_session=True,
            )
        ours.settimeout(_START_SECONDS)
        try:
            started = ours.recv(1)
        except TimeoutError:
            os.killpg(process.pid, signal.SIGKILL)
            started = b""
        if not started:
            process.wait()
            raise ProgramMissing("The process that reads documents could not be started")
        ours.settimeout(None)
        return ours, process

    def worker(self) -> Connection:
        """A new worker: send it a job, receive its outcome. A warm process that has died or stopped is replaced."""
        if self._process.poll() is not None or self._has_stopped():
            self._control.close()
            self._control, self._process = self._start()
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [b"w"], [theirs.fileno()])
        return Connection(ours.detach())

    def _has_stopped(self) -> bool:
        """Whether the warm process was stopped from outside; then it is ended with what was stopped below it, and no other."""
        import psutil

        with contextlib.suppress(psutil.NoSuchProcess):
            warm = psutil.Process(self._process.pid)
            if warm.status() != psutil.STATUS_STOPPED:
                return False
            for below in warm.children():
                if below.status() == psutil.STATUS_STOPPED:
                    below.kill()
            warm.kill()
            self._process.wait()
        return True

    def close(self) -> None:
        """End the warm process and all workers."""
        self._control.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:  # one of them has stopped and cannot hear that it is to end
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def send(worker: Connection, job: Job) -> None:
    """Give a worker a job; one that is gone shows when its outcome is received."""
    with contextlib.suppress(OSError):
        worker.send_bytes(pickle.dumps(job))


def receive(worker: Connection) -> Outcome:
    """A worker's outcome; raises EOFError if the worker itself is gone."""
    return decoded(worker.recv_bytes())


def lost() -> Outcome:
    """The outcome of a document whose worker is gone."""
    return failure(Crashed("The process that read this document was ended from outside"))
