"""How a run is told to end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pipeline.errors import Interrupted

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """Whether the run is to end, and on which signal."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self) -> bool:
        """Whether the run is to end."""
        return bool(self.number)

    def check(self) -> None:
        """Raise Interrupted if the run is to end."""
        if self.number:
            raise interrupted(self.number)


def interrupted(number: int) -> Interrupted:
    """The error of a run that signal `number` ended: its exit code is the one that shells give."""
    error = Interrupted(f"The run was ended by {signal.Signals(number).name} before all was done")
    error.exit_code = 128 + number
    return error


@contextmanager
def stopping() -> Iterator[Stop]:
    """Ctrl-C and SIGTERM set the flag; a second one ends the run at once."""
    stop = Stop()

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.number:
            raise interrupted(number)
        stop.number = number

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {number: signal.signal(number, handle) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
