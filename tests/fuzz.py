"""`make fuzz`: many mutants through the whole extraction, and what they bring to light that no document should.

    python -m tests.fuzz --count 100000 --seed 1 --jobs 2 --keep outputs/fuzz

A find is a `crash` (a signal), a `hang` (over its limit of processor time), `memory` (over its limit of memory), `untyped` (an
exception that is no error of ours), an extractor's fault, or a record that does not hold. It is kept with what it did, as
`FIND-SEED-NUMBER`; the same seed and number make it again.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import resource
import select
import signal
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.mutants import mutant

SECONDS = 20  # of processor time, for one mutant
PATIENCE = 300.0  # seconds of the clock, for one that sleeps
MEMORY = 3 << 30  # bytes of address space beyond what the parent holds
RENEWED = 400  # mutants after which a worker makes room for a new one
FINDS = frozenset({"crash", "hang", "memory", "untyped", "extractor-failed", "invalid-record"})
_RECORD_FAULTS = ("schema", "evidence", "span", "box")

Work = Callable[[int], tuple[str, str]]
"""Takes a mutant's number, gives what it came to and, for a find, what there is to say about it."""


def extraction_of(seed: int) -> Work:
    """The whole extraction of a mutant; one in twenty with an engine of recognition that makes up its words."""
    from pipeline.config import Config
    from pipeline.errors import DojlettersError
    from pipeline.extraction import extract

    def work(number: int) -> tuple[str, str]:
        _without_programs_and_noise()
        name, data = mutant(seed, number)
        config = Config(ocr="auto" if number % 20 == 0 else "never", cache=False, jobs=1, max_pixels=4_000_000)
        try:
            result = extract(name, config, data)
            json.dumps(result.records, ensure_ascii=False, allow_nan=False).encode()
        except DojlettersError as error:
            return error.code, ""
        except MemoryError:
            return "memory", traceback.format_exc()
        except Exception:
            return "untyped", traceback.format_exc()
        faults = [
            issue
            for issue in result.issues
            if issue.severity == "error" and (issue.code == "extractor-failed" or issue.code.startswith(_RECORD_FAULTS))
        ]
        if faults:
            code = "extractor-failed" if faults[0].code == "extractor-failed" else "invalid-record"
            return code, "\n".join(map(str, faults))
        return result.status, ""

    return work


@cache
def _without_programs_and_noise() -> None:
    """Once in each process: an engine of our own in place of Tesseract, and nothing on the screen."""
    from pipeline.layout.geometry import BBox
    from pipeline.ocr import tesseract
    from pipeline.ocr.words import Sighting
    from tests.fakes import ScriptedEngine

    words = ["Dear", "Chief", "Quill:"]
    seen = [Sighting(word, BBox(40 + 60 * i, 40, 95 + 60 * i, 60), 0.5, (1, 1, 1)) for i, word in enumerate(words)]
    tesseract.Tesseract = lambda *_: ScriptedEngine(seen)  # type: ignore[misc,assignment]
    logging.disable()
    warnings.simplefilter("ignore")


@dataclass(slots=True)
class _Worker:
    """A process at work on every `step`-th mutant from `at` on; `waiting` is the mutant it is at."""

    pid: int
    pipe: int
    at: int
    since: float = field(default_factory=time.monotonic)
    waiting: int | None = None
    heard: str = ""


def fuzz(
    work: Work, count: int, jobs: int = 1, *, seconds: int = SECONDS, memory: int = MEMORY, patience: float = PATIENCE
) -> Iterator[tuple[int, str, str]]:
    """What each of `count` mutants comes to: its number, the state and what there is to say, in no order.

    One that takes more than `seconds` of processor time or `patience` seconds of the clock hangs.
    """
    workers = [_start(work, job, count, jobs, seconds, memory) for job in range(min(jobs, count))]
    while workers:
        ready, _, _ = select.select([w.pipe for w in workers], [], [], 1.0)
        for worker in list(workers):
            over = time.monotonic() - worker.since > patience
            if over:
                os.kill(worker.pid, signal.SIGKILL)
            if not over and worker.pipe not in ready:
                continue
            part = b"" if over else os.read(worker.pipe, 1 << 16)
            yield from _told(worker, part.decode())
            if part:
                continue
            workers.remove(worker)
            yield from _ended(worker, over)
            if worker.at < count:
                workers.append(_start(work, worker.at, count, jobs, seconds, memory))


def _told(worker: _Worker, heard: str) -> Iterator[tuple[int, str, str]]:
    *lines, worker.heard = (worker.heard + heard).split("\n")
    for line in lines:
        number, step, state, detail = line.split("\t", 3)
        worker.since = time.monotonic()
        worker.waiting = int(number) if not state else None
        worker.at = int(number) + int(step)
        if state:
            yield int(number), state, detail.encode().decode("unicode_escape")


def _ended(worker: _Worker, over: bool) -> Iterator[tuple[int, str, str]]:
    """The find by which a worker ended, if one did."""
    os.close(worker.pipe)
    _, status = os.waitpid(worker.pid, 0)
    if worker.waiting is not None:
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        hung = over or number == signal.SIGPROF
        yield worker.waiting, "hang" if hung else "crash", signal.Signals(number).name if number else f"exit {status >> 8}"


def _start(work: Work, at: int, count: int, step: int, seconds: int, memory: int) -> _Worker:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return _Worker(pid, reader, at)
    try:
        os.close(reader)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if Path("/proc").is_dir() else 0
        resource.setrlimit(resource.RLIMIT_AS, (held + memory, held + memory))
        signal.signal(signal.SIGPROF, signal.SIG_DFL)  # ends the process wherever it is
        for number in range(at, min(count, at + RENEWED * step), step):
            os.write(writer, f"{number}\t{step}\t\t\n".encode())
            signal.setitimer(signal.ITIMER_PROF, seconds)
            state, detail = work(number)
            said = detail[-3000:].encode("unicode_escape").decode()
            os.write(writer, f"{number}\t{step}\t{state}\t{said}\n".encode())
    finally:
        os._exit(0)


def main() -> int:
    """Run it; 1 where something was found."""
    parser = argparse.ArgumentParser(prog="fuzz", description="Mutated documents through the whole extraction.")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, default=Path("outputs/fuzz"), help="folder for finds")
    parser.add_argument("--only", type=int, help="make this one again, save it and read it")
    options = parser.parse_args()
    work = extraction_of(options.seed)
    if options.only is not None:
        print(_saved(options.keep, "again", options.seed, options.only))
        print(*work(options.only))
        return 0
    for warm in range(1, 30):
        if mutant(options.seed, -warm)[0].endswith(("txt", "html")):
            work(-warm)
    begun, states = time.monotonic(), Counter[str]()
    for done, (number, state, detail) in enumerate(fuzz(work, options.count, options.jobs), 1):
        states[state] += 1
        if state in FINDS:
            print(
                state,
                _saved(options.keep, state, options.seed, number, detail),
                detail.strip().rsplit("\n", 1)[-1][:200],
                flush=True,
            )
        if done % 1000 == 0:
            print(f"{done} in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    print(f"{sum(states.values())} mutants of seed {options.seed} in {time.monotonic() - begun:.0f} s")
    for state, times in states.most_common():
        print(f"{times:8} {state}")
    return 1 if FINDS & states.keys() else 0


def _saved(folder: Path, state: str, seed: int, number: int, detail: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    name, data = mutant(seed, number)
    path = folder / f"{state}-{seed}-{name}"
    path.write_bytes(data)
    if detail:
        path.with_name(path.name + ".log").write_text(detail, "utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
