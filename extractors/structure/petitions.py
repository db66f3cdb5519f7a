"""Letters to a court: what the writer asks of it in the third person, and whose the dates are that it is told of."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from extractors.analysis import once
from extractors.structure.parts import read_parts

_BENCH = re.compile(r"\b(?:judge|justice|magistrate|your honou?rs?|court)\b", re.I)  # in a salutation
_CLERK = re.compile(
    r"\bclerk of (?:the )?court\b|\bcourt of appeals\b|\bsupreme court\b", re.I
)  # in the block of one greeted by name
# `the Court rule by June 1`; what it is asked to grant others, `the Court extend the time to June 1`, is no time limit of its own
_COURT_ACTS = re.compile(
    r"\b(?:the|this) court\b"
    r"(?!.*\b(?:extend|adjourn|set|grant|exclud|continu|schedul|permit|allow|order|approv|modif|enter|so order))",
    re.I,
)


@once
def is_to_court(doc: Doc) -> bool:
    """Whether a letter is addressed to a court or a judge: then the bench is its reader, named in the third person."""
    parts = read_parts(doc)
    if parts.kind != "letter":
        return False
    greeted = " ".join(line.text for line in parts.salutation)
    return bool(_BENCH.search(greeted) or _CLERK.search(" ".join(line.text for line in parts.addressees)))


def binds_court(doc: Doc, before: str) -> bool:
    """Whether a limit after the words `before` of its sentence is one of the reader; always so but in letters to a court."""
    return not is_to_court(doc) or re.search(r"\byou\b", before, re.I) is not None or _COURT_ACTS.search(before) is not None
