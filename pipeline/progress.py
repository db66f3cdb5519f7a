"""Who watches a long reading: told of each page as it is done, through a context, so that no stage hands it on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Watcher = Callable[[int], None]
"""Takes the number of a page, from 1, that has been read."""

_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Tell `watcher` of each page that is read within."""
    before = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(before)


def page_done(number: int) -> None:
    """Say that a page has been read."""
    watcher = _watcher.get()
    if watcher is not None:
        watcher(number)
