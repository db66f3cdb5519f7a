"""The desk is killed while two windows use it: what was answered is kept, once; what was not is sent again, and is kept once."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from pathlib import Path
from typing import Any

from pipeline.records.corrections import NAME, read
from pipeline.records.open_record import values_of
from tests.desks import outputs

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("DOJLETTERS_KILLS", "3"))
_DESK = """
import sys
from pathlib import Path
from pipeline.desk.serve import serving
with serving(Path(sys.argv[1]), "") as (address, server):
    print(address, flush=True)
    server.run()
"""


class Windows:
    """Two windows that go on saying things to whichever desk is there, as the page's script does."""

    def __init__(self, folder: Path) -> None:
        self.records = [json.loads(line) for line in (folder / "records.jsonl").read_text("utf-8").splitlines()]
        self.address: str | None = None
        self.stopped = False
        self.sent: list[str] = []
        self.answered: list[str] = []
        self.threads = [threading.Thread(target=self.use, args=(n,), daemon=True) for n in range(2)]

    def use(self, window: int) -> None:
        record = self.records[window]
        while not self.stopped:
            base = {"id": uuid.uuid4().hex, "who": f"Window {window}", "record": record["record_id"]}
            about = {"action": "accept", "field": "date", "at": 0, "item": values_of(record["date"])}
            self.sent.append(base["id"])
            self.until_answered(base | about)
            time.sleep(0.005)

    def until_answered(self, sent: dict[str, Any]) -> None:
        while True:
            try:
                headers = {"Content-Type": "application/json"}
                request = urllib.request.Request(f"{self.address}said", json.dumps(sent).encode(), headers)
                with urllib.request.urlopen(request, timeout=5) as answer:
                    assert json.loads(answer.read())["id"] == sent["id"]
                    self.answered.append(sent["id"])
                    return
            except (OSError, ValueError):
                time.sleep(0.02)  # it is being started again


def test_nothing_is_lost_and_nothing_is_there_twice(tmp_path):
    folder = outputs(tmp_path, 2)
    windows, rng = Windows(folder), random.Random(1)
    for number in range(KILLS + 1):
        command = [sys.executable, "-c", _DESK, str(folder)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as desk:
            assert desk.stdout is not None
            windows.address = desk.stdout.readline().strip()
            if number == 0:
                for thread in windows.threads:
                    thread.start()
            before = len(windows.answered)
            while len(windows.answered) < before + 4:
                time.sleep(0.005)
            time.sleep(rng.random() * 0.2)
            if number == KILLS:
                windows.stopped = True
                for thread in windows.threads:
                    thread.join(30)
            desk.kill()
    found = [json.loads(line)["id"] for line in (folder / NAME).read_text("utf-8").splitlines()]
    assert len(found) == len(set(found)), "none twice"
    assert set(windows.answered) <= set(found), "none lost"
    assert set(windows.sent) == set(found) == {row.id for row in read(folder / NAME)}
