"""The topics that the questions of a Doc are told by."""

from __future__ import annotations

from spacy.tokens import Doc

from extractors.analysis import once
from extractors.language.topics import Topic, read_topics


@once
def topics_of(doc: Doc) -> tuple[Topic, ...]:
    """Those of this package, unless others were told."""
    return read_topics()
