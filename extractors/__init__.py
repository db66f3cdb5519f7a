"""What is looked for in a letter or release: one module each, with `LABEL` and `extract(doc)`.

To add one: write the module and put its name in `EXTRACTORS`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extractors.finding import Finding

EXTRACTORS: tuple[str, ...] = (
    "issuer",
    "date",
    "release_number",
    "dateline",
    "title",
    "subject",
    "reference_numbers",
    "delivery",
    "recipients",
    "salutation",
    "signatories",
    "copies",
    "enclosures",
    "deadlines",
    "criteria",
    "questions",
    "requests",
    "findings",
    "citations",
    "programs",
    "abbreviations",
    "jurisdictions",
    "quotations",
    "amounts",
    "contacts",
)


class Extractor(Protocol):
    """A module that looks for one thing."""

    LABEL: str

    def extract(self, doc: Doc) -> list[Finding]:
        """What it found in `doc`, in the order of the text."""
        ...


@cache
def load() -> tuple[Extractor, ...]:
    """The extractors in the order of `EXTRACTORS`."""
    return tuple(cast(Extractor, import_module(f"extractors.fields.{name}")) for name in EXTRACTORS)
