"""`make fetch-growth`: what an idle night costs with many releases in the store.

python -m tests.fetch.growth --releases 20000
"""

from __future__ import annotations

import argparse
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import NamedTuple

from pipeline.fetch.client import Client
from pipeline.fetch.rounds import fetch
from tests.fetch.site import Site, served


class Cost(NamedTuple):
    """What a night took: requests, seconds, and the most memory that Python held for it, in bytes."""

    requests: int
    seconds: float
    memory: int


def idle_night(releases: int, folder: Path) -> Cost:
    """The cost of a night in which nothing is new, after one that filled the store."""
    site = Site()
    for _ in range(releases):
        site.add()
    with served(site) as address:
        _night(folder, address)
        site.asked.clear()
        tracemalloc.start()
        try:
            begun = time.monotonic()
            _night(folder, address)
            return Cost(len(site.asked), time.monotonic() - begun, tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()


def _night(folder: Path, address: str) -> None:
    client = Client(address, pause=0.0)
    try:
        fetch(folder, client)
    finally:
        client.close()


def main() -> None:
    """Print the cost for so many releases, and for a quarter of them."""
    options = argparse.ArgumentParser()
    options.add_argument("--releases", type=int, default=20_000)
    count = options.parse_args().releases
    for number in (count // 4, count):
        with tempfile.TemporaryDirectory() as folder:
            cost = idle_night(number, Path(folder))
        print(f"{number} releases: {cost.requests} requests, {cost.seconds:.1f} s, {cost.memory / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main()
