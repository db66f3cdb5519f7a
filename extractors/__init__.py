"""What is looked for in a letter or release: one module of `extractors.fields` each, with `LABEL` and `extract(doc)`.

To add one: write the module and declare its key in the schema `record`; nothing else lists it.
"""

from __future__ import annotations

import logging
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

from schemas.fields import fields as record_fields

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extractors.finding import Finding

_log = logging.getLogger(__name__)


class Extractor(Protocol):
    """A module that looks for one thing, whose key in the record is `LABEL`."""

    LABEL: str

    def extract(self, doc: Doc) -> list[Finding]:
        """What it found in `doc`, in the order of the text."""
        ...


@cache
def names() -> tuple[str, ...]:
    """The names of the extractors' modules, in the order of the record's keys."""
    order = {field.key: number for number, field in enumerate(record_fields())}
    there = [module.name for module in iter_modules([str(Path(__file__).parent / "fields")])]
    return tuple(sorted(there, key=lambda name: (order.get(name, len(order)), name)))


def load(name: str) -> Extractor:
    """The extractor of that name; raises whatever its module raises on import."""
    return cast(Extractor, import_module(f"extractors.fields.{name}"))


def load_all() -> None:
    """Import every extractor, so that no document has to wait for one; one that can't be imported is told when it is used."""
    for name in names():
        try:
            load(name)
        except Exception as fault:
            _log.debug("extractor %s cannot be imported: %r", name, fault)
