"""Thirty nights in which everything goes wrong that can, and then the outputs of one quiet run."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.errors import Busy, OutputError
from pipeline.runs.batch import outputs
from pipeline.runs.batch.lock import locked
from tests.batches import Here, letter, run
from tests.pdfs import pdf, show

NIGHTS = 30
QUICK = Config(ocr="never", cache=False)


class World:
    """A folder to which things happen, and what goes wrong with the machine in a night."""

    def __init__(self, folder: Path, output: Path, seed: int, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.output, self.patch = folder, output, patch
        self.chance = random.Random(seed)
        self.number = 0
        self.halves: dict[Path, bytes] = {}
        folder.mkdir()
        for _ in range(8):
            self.add()

    def any_file(self) -> Path:
        return self.chance.choice(sorted(self.folder.iterdir()))

    def add(self) -> None:
        self.number += 1
        (self.folder / f"{self.number:03}.txt").write_text(letter(self.number), "utf-8")

    def change(self) -> None:
        self.number += 1
        self.any_file().write_text(letter(self.number), "utf-8")

    def rename(self) -> None:
        self.number += 1
        self.any_file().rename(self.folder / f"{self.number:03} called otherwise.txt")

    def write_half(self) -> None:
        """A file that somebody is still copying: half of it is there tonight, the rest tomorrow."""
        self.number += 1
        whole = pdf("".join(show(72, 720 - 14 * row, line) for row, line in enumerate(letter(self.number).splitlines()) if line))
        path = self.folder / f"{self.number:03}.pdf"
        path.write_bytes(whole[: len(whole) // 3])
        self.halves[path] = whole

    def complete(self) -> None:
        for path, whole in self.halves.items():
            if path.exists():
                path.write_bytes(whole)
        self.halves.clear()

    def remove(self) -> None:
        if len(list(self.folder.iterdir())) > 4:
            self.any_file().unlink()

    def set_clock_back(self) -> None:
        """A file changes, and bears a time before the last run."""
        path = self.any_file()
        self.number += 1
        path.write_text(letter(self.number), "utf-8")
        os.utime(path, (1_000_000_000, 1_000_000_000))

    def fill_the_disk(self) -> None:
        with self.patch.context() as patch:
            patch.setattr(outputs.os, "fsync", _full)
            with suppress(OutputError):
                self.night()

    def damage_the_ledger(self) -> None:
        base = sqlite3.connect(self.output / "ledger.db")
        with base:
            base.execute("UPDATE results SET body = x'00' WHERE rowid = (SELECT min(rowid) FROM results)")
        base.close()

    def lose_the_records(self) -> None:
        shutil.rmtree(self.output / self.chance.choice(["records", "issues"]), ignore_errors=True)

    def run_twice_at_once(self) -> None:
        with locked(self.output), pytest.raises(Busy):
            self.night()

    def kill(self) -> None:
        """The run ends at any of its documents, and nothing of it gets to say so."""
        left = self.chance.randrange(3)

        class Killed(Here):
            def run(self, take, stopping):  # type: ignore[no-untyped-def]
                for done, (job, outcome) in enumerate(super().run(take, stopping)):
                    if done == left:
                        raise SystemExit
                    yield job, outcome

        with self.patch.context() as patch:
            patch.setattr("pipeline.runs.batch.batch.Local", Killed)
            with suppress(SystemExit):
                self.night()

    def night(self) -> int:
        return run(self.folder, self.output, config=QUICK).exit_code

    def happen(self) -> None:
        """What a night brings: something in the folder, something in the machine, or both."""
        self.complete()
        for event in self.chance.sample(self.events(), self.chance.randint(0, 3)):
            event()

    def events(self) -> list[Callable[[], None]]:
        return [
            self.add, self.change, self.rename, self.write_half, self.remove, self.set_clock_back, self.fill_the_disk,
            self.damage_the_ledger, self.lose_the_records, self.run_twice_at_once, self.kill,
        ]  # fmt: skip


def _full(_: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("seed", [1])
def test_thirty_nights_end_as_one_quiet_run(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.runs.batch.batch.Local", Here)
    world = World(tmp_path / "in", tmp_path / "out", seed, monkeypatch)
    world.night()
    for _ in range(NIGHTS):
        world.happen()
        failing = {path.name for path in world.halves}
        assert world.night() == int(bool(failing)), failing
        assert world.night() == 0  # a failure is said once, and not again where nothing is new
    world.complete()
    world.night()
    run(world.folder, tmp_path / "quiet", config=QUICK)
    assert list(rows(tmp_path / "out", world.folder)) == list(rows(tmp_path / "quiet", world.folder))
    assert {path.name for path in world.folder.iterdir()} == {name for name, _ in rows(tmp_path / "out", world.folder)}


def rows(output: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The records of the files that are there, as they are written; those of files that are gone stay, too."""
    there = {path.name for path in folder.iterdir()}
    for part in sorted((output / "records").iterdir()):
        for line in part.read_bytes().splitlines():
            name = json.loads(line)["source"]["path"]
            if name in there:
                yield name, line
