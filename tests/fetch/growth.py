"""`make fetch-growth`: what an idle night costs with many releases in the store.

python -m tests.fetch.growth --releases 20000
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pipeline.fetch.client import Client
from pipeline.fetch.rounds import fetch
from tests.fetch.site import Site, served

_ROOT = Path(__file__).parents[2]


class Cost(NamedTuple):
    """What a night took: requests, seconds, and the most memory that Python held for it, in bytes."""

    requests: int
    seconds: float
    memory: int


def idle_night(releases: int, folder: Path) -> Cost:
    """The cost of a night in which nothing is new, after one that filled the store."""
    with served_apart(releases) as address:
        for _ in range(2):  # the second one also makes whatever is made only once
            _night(folder, address)
        tracemalloc.start()
        try:
            begun = time.monotonic()
            requests = _night(folder, address)
            return Cost(requests, time.monotonic() - begun, tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()


@contextmanager
def served_apart(releases: int) -> Iterator[str]:
    """The address of a site with so many releases, served by a process of its own: what it holds is not counted here."""
    command = [sys.executable, "-m", "tests.fetch.growth", "--serve", "--releases", str(releases)]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


def _serve(releases: int) -> None:
    """Serve until standard input ends."""
    site = Site()
    for _ in range(releases):
        site.add()
    with served(site) as address:
        print(address, flush=True)
        sys.stdin.read()


def _night(folder: Path, address: str) -> int:
    """How many requests a night took."""
    client = Client(address, pause=0.0)
    try:
        fetch(folder, client)
    finally:
        client.close()
    return client.requests


def main() -> None:
    """Print the cost for so many releases, and for a quarter of them."""
    options = argparse.ArgumentParser()
    options.add_argument("--releases", type=int, default=20_000)
    options.add_argument("--serve", action="store_true")
    given = options.parse_args()
    if given.serve:
        _serve(given.releases)
        return
    for number in (given.releases // 4, given.releases):
        with tempfile.TemporaryDirectory() as folder:
            cost = idle_night(number, Path(folder))
        print(f"{number} releases: {cost.requests} requests, {cost.seconds:.1f} s, {cost.memory / 1e3:.0f} kB", flush=True)


if __name__ == "__main__":
    main()
