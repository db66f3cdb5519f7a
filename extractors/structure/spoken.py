"""Speeches and transcripts: what is said in them is said to a hall or by reporters, and asks nothing of a reader."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from extractors.analysis import once
from extractors.language import cues
from extractors.structure.parts import read_parts

_HEAD = 12  # paragraphs
DELIVERS = r"(?:delivers?\s+(?:\w+\s+){0,3}(?:remarks|address|speech|testimony|statement))\b"
"""What a speaker does, as a pattern's source."""
# how the head of a speech, of a transcript or of their page says so
_ANNOUNCED = re.compile(
    r"\b(?:(?:remarks|testimony|statement)\s+(?:as\s+)?prepared\b|(?:press|news)\s+conference\b|media\s+(?:briefing|availability)\b"
    rf"|press\s+availability\b|transcript\b|{DELIVERS}"
    r"|(?:attorney\s+general|director|administrator)\b.{0,60}\bspeaks\s+(?:at|to|before|on)\b|justice\.gov/(?:\w+/)?speech/)",
    re.I,
)
# `QUESTION: Ms. Reno, ...`, `Q Mr. Holder, ...`, `MR. THOMPSON: Good afternoon.`
_SPEAKER = re.compile(
    r"(?:Q(?:UESTION)?|A(?:NSWER)?|VOICES?|STAFF|MODERATOR|(?:[A-Z][A-Z.’'-]*\s){0,4}[A-Z][A-Z.’'-]+):\s+\S|Q\s+[A-Z]"
)
_TURNS = 4  # paragraphs that a speaker opens: with so many it is a transcript


@once
def is_spoken(doc: Doc) -> bool:
    """Whether a document that is neither letter nor release is a speech, or takes down who said what."""
    parts = read_parts(doc)
    if parts.kind != "other":
        return False
    said = [p.text for p in parts.paragraphs if not cues.FIELD.match(p.text)]  # `FROM: Ann Poe` is nobody's turn
    turns = sum(_SPEAKER.match(text) is not None for text in said)
    return turns >= _TURNS or any(_ANNOUNCED.search(p.text) for p in parts.paragraphs[:_HEAD] if len(p.text) < 300)
