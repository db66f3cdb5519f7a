"""The text of a Doc, put together once: spaCy joins its tokens anew at each `doc.text`."""

from __future__ import annotations

from spacy.tokens import Doc

from extractors.analysis import once


@once
def text_of(doc: Doc) -> str:
    """`doc.text`, put together the first time that it is asked for."""
    text: str = doc.text
    return text
