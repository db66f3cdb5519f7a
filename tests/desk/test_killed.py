"""The desk is killed while two windows use it: what was answered is kept, once; what was not is sent again, and is kept once."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import Any

from pipeline import load
from pipeline.records.corrections import NAME, read
from pipeline.records.open_record import values_of
from tests.desks import outputs

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("DOJLETTERS_TEST_KILLS", "10"))
_SAID_BETWEEN = 4  # kills
_LATEST = 0.2  # seconds after these
_DESK = """
import os
import sys
from pathlib import Path
from pipeline.desk.serve import serving
from pipeline.extraction import extract
extract("letter.txt", data=b"Dear Sheriff Poe:\\nPlease answer by May 1, 2019.\\nSincerely,\\nAda Vance\\n")
while True:  # each desk is a process of its own, begun from one in which all is imported and made
    if not (child := os.fork()):
        with serving(Path(sys.argv[1]), "") as (address, server):
            print(os.getpid(), address, flush=True)
            server.run()
    os.waitpid(child, 0)
"""


class Windows:
    """Two windows that go on saying things of the same letters to whichever desk is there, as the page's script does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address: str | None = None
        self.stopped = False
        self.sent: list[str] = []
        self.answered: list[str] = []
        self.refused: list[str] = []
        self.wholes = 0
        self.threads = [threading.Thread(target=self.use, args=(n,), daemon=True) for n in range(2)]

    def use(self, window: int) -> None:
        rng = random.Random(window)
        for number in range(10**9):
            if self.stopped:
                return
            record = rng.choice(load(self.folder))
            told: dict[str, Any] = {"id": uuid.uuid4().hex, "who": f"Window {window}", "record": record["record_id"]}
            path = "said"
            match rng.randrange(6):
                case 0 | 1:
                    told |= {"action": "accept", "field": "date", "at": 0, "item": values_of(record["date"])}
                case 2 | 3:
                    typed = {"value": f"Dear Sheriff {window} {number}:"}
                    item = values_of(record["salutation"])
                    told |= {"action": "correct", "field": "salutation", "at": 0, "item": item, "typed": typed}
                case 4:
                    told |= {"action": "whole"}
                case _:
                    path = "undo"
            self.sent.append(told["id"])
            self.until_answered(path, told)

    def until_answered(self, path: str, sent: dict[str, Any]) -> None:
        while True:
            try:
                headers = {"Content-Type": "application/json"}
                request = urllib.request.Request(f"{self.address}{path}", json.dumps(sent).encode(), headers)
                with urllib.request.urlopen(request, timeout=5) as answer:
                    json.loads(answer.read())
                self.answered.append(sent["id"])
                self.wholes += sent.get("action") == "whole"
                return
            except urllib.error.HTTPError as error:
                assert error.code in (409, 422), error  # the other window was quicker, or there is nothing to take back
                self.refused.append(sent["id"])
                return
            except (OSError, ValueError, HTTPException):  # it is being started again, or was killed while it answered
                time.sleep(0.02)


@contextmanager
def desks(folder: Path) -> Iterator[Iterator[tuple[int, str]]]:
    """The number of the process and the address of one desk after the other, each when the one before was killed."""
    with subprocess.Popen([sys.executable, "-c", _DESK, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pid = 0
        try:
            yield ((pid := int(line.split()[0]), line.split()[1]) for line in process.stdout)
        finally:
            process.kill()
            if pid:
                os.kill(pid, signal.SIGKILL)


def test_nothing_is_lost_and_nothing_is_there_twice(tmp_path):
    folder = outputs(tmp_path, 2)
    windows, rng = Windows(folder), random.Random(1)
    with desks(folder) as started:
        for kill in range(KILLS + 1):
            pid, windows.address = next(started)
            for thread in windows.threads if kill == 0 else ():
                thread.start()
            before = len(windows.answered)
            while len(windows.answered) < before + _SAID_BETWEEN:
                assert all(thread.is_alive() for thread in windows.threads)
                time.sleep(0.005)
            time.sleep(rng.random() * _LATEST)
            if kill < KILLS:
                os.kill(pid, signal.SIGKILL)
        windows.stopped = True
        for thread in windows.threads:
            thread.join(30)
    found = [json.loads(line) for line in (folder / NAME).read_text("utf-8").splitlines()]
    ids = [row["id"] for row in found]
    assert len(ids) == len(set(ids)) == len(read(folder / NAME)), "none twice"
    assert set(windows.answered) <= set(ids), "none lost"
    assert not set(windows.refused) & set(ids), "none kept that the window was told is not"
    assert set(windows.sent) == {*windows.answered, *windows.refused}
    undone = [row["undoes"] for row in found if row["action"] == "undo"]
    assert len(undone) == len(set(undone)), "none taken back twice"
    by_itself = set(ids) - set(windows.sent)  # each value of a document that was looked at as a whole
    assert bool(by_itself) == (windows.wholes > 0)
