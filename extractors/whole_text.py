"""The text of a Doc, put together once: spaCy joins its tokens anew at each `doc.text`."""

from __future__ import annotations

from spacy.tokens import Doc


def text_of(doc: Doc) -> str:
    """`doc.text`, kept in `doc.user_data` after the first time."""
    if "text" not in doc.user_data:
        doc.user_data["text"] = doc.text
    text: str = doc.user_data["text"]
    return text
