"""What was worked out about a Doc once, so that no extractor does it again."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from spacy.tokens import Doc

_KEPT: WeakKeyDictionary[Doc, dict[str, Any]] = WeakKeyDictionary()


def kept(doc: Doc) -> dict[str, Any]:
    """The memory of `doc`, by name.

    It is apart from `doc.user_data`, which spaCy writes to disk and sends to other processes.
    """
    return _KEPT.setdefault(doc, {})
