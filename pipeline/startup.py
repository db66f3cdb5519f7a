"""A quicker start and end of a program: what Python and numpy do there that a command of ours gains nothing by."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 50_000  # objects; all that is imported stays, so looking through it for garbage again and again is in vain


@contextmanager
def program() -> Iterator[None]:
    """What a program may do and a library may not: have Python look for garbage after 50,000 new objects instead of 700 and not
    at the end, and keep numpy's algebra to one thread, as others wait in vain, and busily, for our small matrices."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(_MANY, 20, 20)
    try:
        yield
    finally:
        gc.freeze()
