"""The same work on a cluster: a real scheduler and two workers on this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing import Pipe
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.errors import ClusterError
from pipeline.runs.batch import cluster
from pipeline.runs.batch.job import Job, Location
from pipeline.runs.batch.ledger import Ledger
from pipeline.runs.batch.limits import Limits
from tests.batches import ROOT, contents, letters, mixed, run, statuses
from tests.runs.test_batch_interrupted import none_left_behind

distributed = pytest.importorskip("distributed")


@pytest.fixture
def dask(tmp_path):
    """Starts parts of a cluster as one does by hand: `scheduler` first, which gives the address, then `worker ADDRESS`."""
    running: list[subprocess.Popen[str]] = []

    def begin(*command: str, until: str) -> tuple[subprocess.Popen[str], str]:
        environment = os.environ | {"TRIAL": str(tmp_path), "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__ADMIN__LOG_LENGTH": "0"}
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + command[0], *command[1:], "--no-dashboard", "--host", "127.0.0.1"],
            cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        running.append(process)
        assert process.stderr is not None
        for line in process.stderr:
            if found := re.search(until, line):
                threading.Thread(target=process.stderr.read, daemon=True).start()
                return process, found[0]
        raise AssertionError(f"{command[0]} did not start")

    yield begin
    for process in reversed(running):
        process.kill()
        process.wait()
    assert none_left_behind(str(tmp_path))


@pytest.fixture
def scheduler(dask) -> str:
    return dask("scheduler", "--port", "0", until=r"tcp://127\.0\.0\.1:\d+")[1]


def worker(dask, scheduler: str, folder: Path) -> subprocess.Popen[str]:
    options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
    return dask("worker", scheduler, *options, until="Registered to")[0]


def test_records_are_byte_for_byte_those_of_this_machine(dask, scheduler, tmp_path):
    """Also when a worker is killed on the way."""
    folder = mixed(tmp_path / "in", 60)
    victim, _ = (worker(dask, scheduler, tmp_path) for _ in range(2))
    run(folder, tmp_path / "local")
    done: list[str] = []
    outcome = cluster._outcome

    def kill_on_the_way(future):
        done.append(future.key)
        if len(done) == 10:
            victim.send_signal(signal.SIGKILL)
        return outcome(future)

    cluster._outcome, before = kill_on_the_way, cluster._outcome
    try:
        run(folder, tmp_path / "dask", scheduler=scheduler)
    finally:
        cluster._outcome = before
    assert victim.wait() == -signal.SIGKILL
    assert len(done) == 60
    assert contents(tmp_path / "dask") == contents(tmp_path / "local")
    assert "quarantined" not in statuses(tmp_path / "dask").values()


def after_some(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let something happen when the tenth outcome has come."""
    done, outcome = [], cluster._outcome

    def watched(future):
        done.append(future)
        if len(done) == 10:
            happens()
        return outcome(future)

    monkeypatch.setattr(cluster, "_outcome", watched)


def test_a_scheduler_that_is_killed_ends_the_run_in_a_line(dask, tmp_path, monkeypatch):
    """Within a minute; no document is blamed for it, and the next run does the rest."""
    process, address = dask("scheduler", "--port", "0", until=r"tcp://127\.0\.0\.1:\d+")
    worker(dask, address, tmp_path)
    folder = mixed(tmp_path / "in", 40)
    with monkeypatch.context() as patch:
        after_some(patch, process.kill)
        began = time.monotonic()
        with pytest.raises(ClusterError, match="lost"):
            run(folder, tmp_path / "out", scheduler=address)
        assert time.monotonic() - began < 120
    with Ledger(tmp_path / "out", dry=True) as ledger:
        assert ledger.one("SELECT total(attempts) FROM contents") == (0,)
        assert 0 < ledger.count_todo() < 40
    run(folder, tmp_path / "out")
    run(folder, tmp_path / "calm")
    assert contents(tmp_path / "out") == contents(tmp_path / "calm")


def test_the_work_of_a_worker_that_stops_moving_goes_to_another(dask, tmp_path, monkeypatch):
    """When Dask notices it, by default in five minutes."""
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL", "2s")
    _, address = dask("scheduler", "--port", "0", until=r"tcp://127\.0\.0\.1:\d+")
    stopped, _ = (worker(dask, address, tmp_path) for _ in range(2))
    folder = mixed(tmp_path / "in", 40)
    after_some(monkeypatch, lambda: stopped.send_signal(signal.SIGSTOP))
    run(folder, tmp_path / "out", scheduler=address)
    stopped.send_signal(signal.SIGCONT)
    run(folder, tmp_path / "calm")
    assert contents(tmp_path / "out") == contents(tmp_path / "calm")


class Silent:
    """A client whose jobs never come back."""

    status = "pending"

    def __init__(self) -> None:
        self.cancelled: list[object] = []

    def nthreads(self) -> dict[str, int]:
        return {"tcp://worker": 1}

    def submit(self, work, job, *, key, pure):
        return Silent()

    def add_done_callback(self, call) -> None:
        pass

    def cancel(self, futures, *, force) -> None:
        self.cancelled += futures


def test_a_cluster_that_is_silent_holds_a_document_for_a_time_only(monkeypatch):
    """Should Dask not notice, we do: twice the document's time and that in which a stopped process is given up, and 330 s."""
    monkeypatch.setattr(cluster, "_GIVEN_UP_SECONDS", 0.1)
    monkeypatch.setattr(cluster, "STOPPED_SECONDS", 0.1)
    jobs = [Job(f"{number:064}", Location(f"{number}.txt"), Config(), Limits(seconds=0.1)) for number in range(3)]
    client = Silent()
    session = cluster._Session(client, lambda: jobs.pop() if jobs else None, lambda: False)
    outcomes = list(session.outcomes(jobs.pop()))
    assert [outcome.error["code"] for _, outcome in outcomes] == ["time-limit"] * 3
    assert len(client.cancelled) == 3


def test_a_process_below_a_worker_that_stops_moving_is_given_up(monkeypatch):
    """The worker itself has a deadline for whoever holds the document's."""
    monkeypatch.setattr(cluster, "STOPPED_SECONDS", 0.1)
    ours, theirs = Pipe()
    monkeypatch.setattr(cluster._WarmProcess, "worker", lambda _: ours)
    monkeypatch.setattr(cluster, "_places", lambda _: object.__new__(cluster._WarmProcess))
    job = Job("0" * 64, Location("a.txt"), Config(), Limits(seconds=0.1), cluster._own_revision())
    assert (cluster.perform(job).error or {})["code"] == "time-limit"
    theirs.close()


def test_a_cluster_without_a_worker(scheduler, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "_ALONE_SECONDS", 0.5)
    folder = letters(tmp_path / "in", range(2))
    with pytest.raises(ClusterError, match="no worker"):
        run(folder, tmp_path / "out", scheduler=scheduler)
    assert run(folder, tmp_path / "out").counts["ok"] == 2


def test_a_worker_of_another_version(dask, scheduler, tmp_path, monkeypatch):
    worker(dask, scheduler, tmp_path)
    told = run.__globals__["batch"].__globals__["revision"]
    monkeypatch.setattr(told, "digest", lambda _: "another")
    with pytest.raises(ClusterError, match="another version"):
        run(letters(tmp_path / "in", range(2)), tmp_path / "out", scheduler=scheduler)


def test_a_scheduler_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 0.5)
    with pytest.raises(ClusterError, match="does not answer"):
        run(letters(tmp_path / "in", range(2)), tmp_path / "out", scheduler="tcp://127.0.0.1:1")


def test_a_cluster_is_not_asked_where_nothing_is_to_be_done(tmp_path):
    folder = letters(tmp_path / "in", range(2))
    run(folder, tmp_path / "out")
    assert run(folder, tmp_path / "out", scheduler="tcp://127.0.0.1:1").counts["skipped"] == 2
