"""What is known of a Doc: each fact a typed function of it, worked out once, so that no extractor does it again.

    @once
    def read_parts(doc: Doc) -> Parts: ...

Each fact stands in its own room, with its type; one place for all of them would have to know every room.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Generic, TypeVar, cast
from weakref import WeakKeyDictionary

from spacy.tokens import Doc

T = TypeVar("T")

# Apart from `doc.user_data`, which spaCy writes to disk and sends to other processes.
_KNOWN: WeakKeyDictionary[Doc, dict[object, object]] = WeakKeyDictionary()


class once(Generic[T]):  # noqa: N801 - a decorator
    """A function of a Doc that works only the first time that it is asked about one."""

    def __init__(self, work: Callable[[Doc], T]) -> None:
        self._work = work
        update_wrapper(self, work)

    def __call__(self, doc: Doc) -> T:
        """The fact, from memory where it is known."""
        known = _KNOWN.setdefault(doc, {})
        if self not in known:
            known[self] = self._work(doc)
        return cast(T, known[self])

    def tell(self, doc: Doc, fact: T) -> None:
        """Have it known, so that it need not be worked out."""
        _KNOWN.setdefault(doc, {})[self] = fact
