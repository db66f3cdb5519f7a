"""Folders of small documents for batches, and what to look at afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PIL import Image

from pipeline.config import Config
from pipeline.runs.batch.batch import Done, Options, batch
from pipeline.runs.batch.engines import Outcomes, Stopping, Take
from pipeline.runs.batch.limits import Limits
from pipeline.runs.batch.work import work
from tests.pdfs import pdf, show
from tests.scans import page

ROOT = Path(__file__).parents[1]
KEPT_ASIDE = ("ledger.db", "ledger.db-wal", "ledger.db-shm", ".lock")
LETTER = """U.S. Department of Justice

March {day}, 2019

Dear Sheriff Orlowski:

Please send plan {number} by May {day}, 2019.

Sincerely,

Ada Vance
Director
"""


def letter(number: int) -> str:
    return LETTER.format(number=number, day=number % 28 + 1)


def letters(folder: Path, numbers: Iterable[int]) -> Path:
    """A folder with a letter for each number, as text."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number:05}.txt").write_text(letter(number))
    return folder


def mixed(folder: Path, count: int) -> Path:
    """A folder of letters: of each twelve one is a scan, three are PDFs, one is damaged, and the rest is text."""
    letters(folder, (number for number in range(count) if number % 12 > 4))
    for number in range(count):
        name = f"{number:05}"
        lines = letter(number).splitlines()
        if number % 12 == 0:
            scan(folder / f"{name}.png", number)
        elif number % 12 < 4:
            content = "".join(show(72, 720 - 14 * row, line) for row, line in enumerate(lines) if line)
            (folder / f"{name}.pdf").write_bytes(pdf(content))
        elif number % 12 == 4:
            (folder / f"{name}.pdf").write_bytes(f"%PDF-1.4 broken off {number}".encode())
    return folder


def scan(path: Path, number: int = 1) -> Path:
    """A scanned page of two lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(page([f"March {number % 28 + 1}, 2019", f"Please send plan {number}."])).save(path, dpi=(150, 150))
    return path


class Here:
    """An engine that does the work in this process: quick, for tests of what is done and not of how."""

    def __init__(self, *_: object, **__: object) -> None:
        self.done = 0

    def run(self, take: Take, stopping: Stopping) -> Outcomes:
        while (job := take()) is not None and not stopping():
            self.done += 1
            yield job, work(job)


def run(
    sources: Path | str | list[str], output: Path, *, limits: Limits | None = None, config: Config | None = None, **options: Any
) -> Done:
    """A batch as tests want it: no cache, two workers."""
    given = sources if isinstance(sources, list) else [str(sources)]
    return batch(given, output, config or Config(cache=False), limits, Options(**{"workers": 2, **options}))


def start(*arguments: str | Path, **environment: str) -> subprocess.Popen[bytes]:
    """The command `dojletters` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def statuses(output: Path) -> dict[str, str]:
    """Each file's status in `run.json`, by its name."""
    told = json.loads((output / "run.json").read_bytes())
    return {Path(row["path"]).name: row["status"] for row in told["files"]}


def summary(output: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((output / "summary.json").read_bytes())
    return told


def records(output: Path) -> list[dict[str, Any]]:
    """All records, in the order of the parts."""
    return [json.loads(line) for part in sorted((output / "records").iterdir()) for line in part.read_bytes().splitlines()]


def contents(output: Path) -> dict[str, bytes]:
    """The bytes of all outputs, by name."""
    files = [path for path in output.rglob("*") if path.is_file() and path.name not in KEPT_ASIDE]
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}
