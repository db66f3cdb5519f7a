"""One run at a time on an output folder."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import Busy, OutputError

_NAME = ".lock"
_TRIES, _PAUSE = 5, 0.05  # who only looks at the lock holds it for a moment


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder; the lock goes with the process, however that ends. Raises Busy where another run holds it."""
    try:
        descriptor = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise OutputError(f"The output folder {folder} may not be written ({error.strerror})") from error
    try:
        for left in reversed(range(_TRIES)):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if not left:
                    raise Busy(f"Another run works on {folder}") from error
                time.sleep(_PAUSE)
        yield
    finally:
        os.close(descriptor)


def is_locked(folder: Path) -> bool:
    """Whether a run is at work on the folder."""
    try:
        with locked(folder):
            return False
    except Busy:
        return True
