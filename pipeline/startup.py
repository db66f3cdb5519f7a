"""A quicker start and end: what Python and spaCy do there that a command of ours gains nothing by."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

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


def import_spacy() -> None:
    """Import spaCy without its command line, which takes it a third of the time; both can still be used afterwards."""
    if "spacy" in sys.modules:
        return
    names = ("spacy.cli", "spacy.cli.info")
    sys.modules.update({name: _Later(name) for name in names})
    try:
        import spacy
    finally:
        for name in names:
            del sys.modules[name]
    vars(spacy)["info"] = _info


class _Later(ModuleType):
    """Stands for a module while spaCy is imported."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name: str) -> None:
        return None


def _info(*given: Any, **options: Any) -> Any:
    """As `spacy.info`, whose module is imported when it is called."""
    from spacy.cli.info import info

    return info(*given, **options)
