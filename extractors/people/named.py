"""Names that other components of a pipeline have found (`doc.ents`): a help where our own rules find none."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc

from extractors.finding import Doubt

PERSONS = frozenset(("PERSON", "PER"))
ORGANIZATIONS = frozenset(("ORG",))
NAMED_BY_MODEL = Doubt("named-by-model", "The name was found by the spaCy model that was given, not by a rule of ours.")


def named(doc: Doc, labels: Collection[str]) -> list[tuple[int, int]]:
    """The half-open character spans of the entities of `doc` with one of these labels, in order."""
    return [(entity.start_char, entity.end_char) for entity in doc.ents if entity.label_ in labels]
