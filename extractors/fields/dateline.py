"""The dateline of a release: where it was issued, before the dash that opens its first paragraph."""

from __future__ import annotations

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language import cues
from extractors.structure.parts import read_parts

LABEL = "dateline"


def extract(doc: Doc) -> list[Finding]:
    """The dateline without parentheses, as printed; none for letters."""
    parts = read_parts(doc)
    if parts.kind != "press_release":
        return []
    for line in parts.body[:2]:
        match = cues.DATELINE.match(line.text) or cues.MIXED_DATELINE.match(line.text) or cues.LOST_DASH.match(line.text)
        if match is not None:
            place = match["place"].strip()
            start = line.start + match.start("place")
            return [Finding(LABEL, start, start + len(place), "dateline.dash", {"value": place})]
    return []
