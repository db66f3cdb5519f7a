"""A process that stops moving holds nobody: whoever waits for it has a deadline too."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time

import psutil
import pytest

from pipeline.config import Config
from pipeline.runs.batch import engines
from pipeline.runs.batch.batch import Options, batch
from pipeline.runs.batch.limits import Limits
from tests.batches import letters


def stop_the_first_minder(warm_too: bool) -> None:
    """Send SIGSTOP to the process that watches over the first document, as soon as there is one, and to that which made it."""
    for _ in range(600):
        for below in psutil.Process().children():
            with contextlib.suppress(psutil.Error):
                minders = below.children() if "serve(descriptor" in " ".join(below.cmdline()) else []
                if minders:
                    for process in (minders[0], *([below] if warm_too else [])):
                        os.kill(process.pid, signal.SIGSTOP)
                    return
        time.sleep(0.02)


@pytest.mark.parametrize("warm_too", [False, True], ids=["alone", "with the process that makes others"])
def test_a_minder_that_stops_moving_costs_one_document(warm_too, tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "STOPPED_SECONDS", 1.0)
    monkeypatch.setattr("pipeline.runs.batch.workers._END_SECONDS", 1.0)
    letters(tmp_path / "in", range(1, 41))
    stopper = threading.Thread(target=stop_the_first_minder, args=(warm_too,))
    stopper.start()
    limits = Limits(seconds=3, attempts=1)
    done = batch([str(tmp_path / "in")], tmp_path / "out", Config(ocr="never"), limits, Options(workers=1))
    stopper.join()
    assert done.counts["ok"] >= 39
    assert done.counts["ok"] + done.counts["quarantined"] == 40
    assert done.todo == 0
    assert not [one for one in psutil.Process().children(recursive=True) if one.status() == psutil.STATUS_STOPPED]
