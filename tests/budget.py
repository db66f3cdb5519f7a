"""A bound on processor time for what would take hours if it ran away: no stopwatch, so a busy machine changes nothing."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class RanAway(AssertionError):
    """The work took more processor time than its budget."""


@contextmanager
def processor_seconds(most: float) -> Iterator[None]:
    """Raise RanAway once this process has used `most` seconds of processor time inside; give a hundred times what it takes."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise RanAway(f"more than {most:g} seconds of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
