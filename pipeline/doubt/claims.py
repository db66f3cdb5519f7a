"""What a record claims: each value of each finding by itself, with where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.finding import Finding

KINDS: Mapping[str, str] = {
    "issuer.component": "component",
    "issuer.department": "department",
    "title": "headline",
    "recipients.name": "name",
    "signatories.name": "name",
    "recipients.title": "title",
    "signatories.title": "title",
    "recipients.organization": "organization",
    "signatories.organization": "organization",
    "recipients.address.street": "street",
    "recipients.address.city": "city",
    "recipients.address.state": "state",
    "recipients.address.postal_code": "postal_code",
    "deadlines.date": "deadline",
    "deadlines.expression": "expression",
    "criteria.text": "statement",
    "requests.text": "statement",
    "findings.text": "statement",
    "questions.text": "question",
    "quotations.text": "quotation",
    "quotations.speaker": "speaker",
    "citations.normalized": "citation",
    "abbreviations.long": "definition",
    "jurisdictions.name": "place",
    "programs.name": "program",
}
"""What kind of thing the value of a key is; a key that isn't here is a kind of its own."""

_ONE_KEY: Mapping[str, str] = {"criteria": "text", "requests": "text", "findings": "text", "questions": "text"}
"""Fields whose items have one value beside their label; it bears the item's own confidence."""
_UNSURE = frozenset({"label", "kind", "relation", "anchor", "modality", "topic", "currency", "honorific", "lead_in", "action"})
"""Keys that are told from others, or that say how another is meant: their item's confidence is not theirs."""


@dataclass(frozen=True, slots=True)
class ValueClaim:
    """One value: `path` is its item's in the record, `key` its own there (`address.street`), `spans` where it was read."""

    path: str
    key: str
    text: str
    spans: tuple[tuple[int, int], ...]
    finding: Finding

    @property
    def field(self) -> str:
        """Its field as scores name it: `recipients.name`, `date`."""
        return self.finding.label if self.key == "value" else f"{self.finding.label}.{self.key}"

    @property
    def kind(self) -> str:
        """What kind of thing it is: `name` of a recipient's and of a signatory's."""
        return KINDS.get(self.field, self.field)


def claims(paths: Sequence[str], findings: Sequence[Finding]) -> list[ValueClaim]:
    """The values of `findings`, which stand at `paths`, that can be right or wrong by themselves."""
    return [claim for path, finding in zip(paths, findings, strict=True) for claim in _of(path, finding)]


def _of(path: str, finding: Finding) -> Iterator[ValueClaim]:
    for key, value in finding.value.items():
        if isinstance(value, Mapping):
            for inner, part in value.items():
                yield from _claim(path, f"{key}.{inner}", part, finding)
        elif key not in _UNSURE:
            yield from _claim(path, key, value, finding)


def _claim(path: str, key: str, value: object, finding: Finding) -> Iterator[ValueClaim]:
    if value not in (None, ""):
        spans = finding.parts.get(key) or ((finding.start, finding.end),)
        yield ValueClaim(path, key, str(value), tuple((start, end) for start, end in spans), finding)
