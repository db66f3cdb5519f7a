"""Whatever ends a run, nothing done is lost, no half file is left, no process stays, and the next run goes on."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.batches import KEPT_ASIDE, ROOT, contents, letters, mixed, run, start, statuses, summary
from tests.fakes import write_program

# For the long trial: DOJLETTERS_TEST_KILLS=50 DOJLETTERS_TEST_DOCUMENTS=200
KILLS = int(os.environ.get("DOJLETTERS_TEST_KILLS", "3"))
DOCUMENTS = int(os.environ.get("DOJLETTERS_TEST_DOCUMENTS", "36"))


def command(folder: Path, output: Path) -> tuple[str | Path, ...]:
    return ("batch", folder, "--output", output, "--no-cache", "--workers", "2", "--quiet")


def state(output: Path) -> tuple[bool, int]:
    """Whether the last run is finished, and how many documents are done."""
    if not (output / "ledger.db").exists():
        return False, 0
    base = sqlite3.connect(output / "ledger.db")
    try:
        [(finished,)] = base.execute("SELECT coalesce(max(finished), 0) FROM runs WHERE id = (SELECT max(id) FROM runs)")
        [(done,)] = base.execute("SELECT count(*) FROM contents WHERE NOT todo")
        return bool(finished), done
    except sqlite3.OperationalError:  # killed before it had its tables
        return False, 0
    finally:
        base.close()


def left_behind(mark: str) -> list[psutil.Process]:
    """Processes whose environment has this mark."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("TRIAL") == mark and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


def none_left_behind(mark: str, seconds: float = 20.0) -> bool:
    end = time.monotonic() + seconds
    while left_behind(mark):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def whole(output: Path) -> bool:
    """Whether every file that is there under its own name is one that can be read to its end."""
    for path in output.rglob("*"):
        if path.name.startswith(".") or path.name in KEPT_ASIDE or path.is_dir():
            continue
        if path.suffix == ".json":
            json.loads(path.read_bytes())
        elif path.suffix == ".jsonl":
            assert all(json.loads(line) for line in path.read_bytes().splitlines())
    return True


def test_killed_at_any_moment(tmp_path):
    folder = mixed(tmp_path / "in", DOCUMENTS)
    began = time.monotonic()
    assert start(*command(folder, tmp_path / "calm")).wait() == 1
    lasted = time.monotonic() - began
    chance = random.Random(17)
    output, killed_at = tmp_path / "out", []
    while len(killed_at) < KILLS:
        process = start(*command(folder, output), TRIAL=str(tmp_path))
        try:
            process.wait(chance.uniform(0.02, lasted * 0.6))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed_at.append(state(output)[1])
        assert none_left_behind(str(tmp_path))
        assert whole(output)
        if state(output)[0]:
            assert contents(output) == contents(tmp_path / "calm")
            shutil.rmtree(output)
    print(f"killed after {sorted(killed_at)} of {DOCUMENTS} documents")
    assert start(*command(folder, output)).wait() == 1
    assert contents(output) == contents(tmp_path / "calm")
    assert summary(output)["counts"] == summary(tmp_path / "calm")["counts"]
    assert summary(output)["counts"]["files"] == len(statuses(output)) == DOCUMENTS


class TestSignals:
    """Tesseract's place is taken by a program that sleeps, so that a document is under way when the signal comes."""

    @pytest.fixture
    def slow(self, tmp_path, monkeypatch):
        (tmp_path / "bin").mkdir()
        write_program(tmp_path / "bin" / "tesseract", f"touch {tmp_path}/begun; sleep 60\n")
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
        return mixed(tmp_path / "in", 3)

    @pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["TERM", "INT"])
    def test_documents_under_way_are_given_back(self, slow, tmp_path, monkeypatch, number, code):
        process = start(*command(slow, tmp_path / "out"), "--grace-seconds", "0.5", TRIAL=str(tmp_path))
        while not (tmp_path / "begun").exists():
            time.sleep(0.02)
        process.send_signal(number)
        _, told = process.communicate(timeout=30)
        assert (process.returncode, told.count(b"\n")) == (code, 1), told
        assert b"ended by SIG" in told
        assert none_left_behind(str(tmp_path))
        monkeypatch.undo()
        assert run(slow, tmp_path / "out").run == 1
        assert set(statuses(tmp_path / "out").values()) == {"ok"}

    def test_a_signal_to_all_processes_ends_no_document_by_itself(self, slow, tmp_path, monkeypatch):
        """As systemd sends it. The documents are given back, not counted as crashed."""
        process = start(*command(slow, tmp_path / "out"), "--grace-seconds", "0.5", TRIAL=str(tmp_path))
        while not (tmp_path / "begun").exists():
            time.sleep(0.02)
        for each in left_behind(str(tmp_path)):
            if "python" in each.name():
                each.terminate()
        process.communicate(timeout=30)
        base = sqlite3.connect(tmp_path / "out" / "ledger.db")
        assert base.execute("SELECT total(attempts) FROM contents").fetchone() == (0,)
        base.close()

    def test_the_second_run_says_so(self, slow, tmp_path):
        first = start(*command(slow, tmp_path / "out"), TRIAL=str(tmp_path))
        while not (tmp_path / "begun").exists():
            time.sleep(0.02)
        second = start(*command(slow, tmp_path / "out"))
        _, told = second.communicate(timeout=30)
        first.kill()
        first.communicate()
        assert second.returncode == 5
        assert b"Another run works on" in told
        assert none_left_behind(str(tmp_path))


DISK = """
set -e
mount -t tmpfs -o size=600k none "$DISK"
"$@" 2> "$OUT/told" && exit 9 || echo $? > "$OUT/code"
mount -o remount,size=60m "$DISK"
"$@" || test $? = 1
cp -r "$DISK/out" "$OUT/out"
"""


def test_a_full_disk(tmp_path):
    folder = mixed(tmp_path / "in", 24)
    for name in ("disk", "kept"):
        (tmp_path / name).mkdir()
    arguments = [sys.executable, "-m", "pipeline", *map(str, command(folder, tmp_path / "disk" / "out"))]
    privileged = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*privileged, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system lets no one mount a small disk")
    environment = os.environ | {"DISK": str(tmp_path / "disk"), "OUT": str(tmp_path / "kept")}
    tried = subprocess.run(
        [*privileged, "sh", "-c", DISK, "sh", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert tried.returncode == 0, tried.stderr
    told = (tmp_path / "kept" / "told").read_text()
    assert (tmp_path / "kept" / "code").read_text() == "2\n"
    assert "full" in told or "No space left" in told
    assert "Traceback" not in told
    run(folder, tmp_path / "calm")
    assert contents(tmp_path / "kept" / "out") == contents(tmp_path / "calm")


def test_an_output_folder_that_may_not_be_written(tmp_path):
    folder = letters(tmp_path / "in", range(2))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "records").write_text("in the way")
    process = start(*command(folder, tmp_path / "out"))
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told.count(b"\n")) == (2, 1)
    (tmp_path / "out" / "records").unlink()
    assert run(folder, tmp_path / "out").run == 1
    assert set(statuses(tmp_path / "out").values()) == {"ok"}
