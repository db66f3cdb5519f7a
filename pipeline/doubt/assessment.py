"""One record looked at as a whole: each of its values with its signs, and what was not taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.repair.repair import repair_of
from extractors.structure.parts import lines_of, read_parts
from pipeline.doubt.claims import ValueClaim, claims
from pipeline.doubt.gaps import Gap, gaps
from pipeline.doubt.ledger import Unclaimed, shape_of, unclaimed
from pipeline.doubt.signs import ClaimSetting, signs
from pipeline.doubt.standing import Signs, Surroundings
from pipeline.layout.document import Document


@dataclass(frozen=True, slots=True)
class Assessment:
    """The values of a record, what was not taken, and the signs of the document's form.

    In the order of `claims` stand the signs of each, and how sure an engine was of each of its words that it has read.
    """

    claims: Sequence[ValueClaim]
    signs: Sequence[Signs]
    read: Sequence[Sequence[float]]
    unclaimed: Sequence[Unclaimed]
    shape: Signs
    gaps: Sequence[Gap] = ()


def assess(doc: Doc, document: Document, found: Mapping[str, Finding]) -> Assessment:
    """`found` are the findings of `doc`, whose words `document` knows, by the path at which each stands in the record."""
    parts, values = read_parts(doc), claims(list(found), list(found.values()))
    left = [
        replace(one, places=tuple(document.locate(one.start, one.end))) for one in unclaimed(doc, parts, list(found.values()))
    ]
    by_field: dict[str, list[ValueClaim]] = {}
    for claim in values:
        by_field.setdefault(claim.field, []).append(claim)
    shape = shape_of(document.text, parts, left)
    ground = Surroundings.of(document.text, parts, lines_of(doc), list(found.values()))
    setting = ClaimSetting(document.text, parts.kind, shape, by_field, ground)
    by_ocr = repair_of(doc).by_ocr
    read = [_read(document, claim) if by_ocr else [] for claim in values]
    return Assessment(
        values, [signs(c, setting, sure) for c, sure in zip(values, read, strict=True)], read, left, shape, gaps(parts, found)
    )


def _read(document: Document, claim: ValueClaim) -> list[float]:
    """How sure an engine was of each word of a value that it has read."""
    return [word.confidence for span in claim.spans for word in document.words_in(*span) if word.confidence is not None]
