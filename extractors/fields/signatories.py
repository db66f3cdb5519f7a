"""Who signed a letter: name, title and organization of each signatory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.people.persons import fold, head, is_title, read_person
from extractors.structure import addresses
from extractors.structure.blocks import Role, is_organization, join_organization, join_title, roles, title_and_organization
from extractors.structure.notes import is_note
from extractors.structure.parts import Paragraph, read_parts

LABEL = "signatories"

_CLOSING = re.compile(
    r"(?:(?:very|most)\s+)?(?:sincerely|respectfully|truly|cordially|yours|best\s+regards|regards)\b[\w\s]*,?$", re.IGNORECASE
)
_FOR = re.compile(r"(?:for|for\s+the|on\s+behalf\s+of|by)\s*:?$", re.IGNORECASE)
_BY = re.compile(r"(?:by|for|signed)\s*:\s*|by\s+(?=[A-Z])", re.IGNORECASE)
_SIGNED = re.compile(r"(?:/s/|/S/|\bs/|\(signed\)|\[signed\]|/signed/|[xX]\s*_{2,}|_{2,})\s*", re.IGNORECASE)
_PLURAL = re.compile(r"\w{4}[^s]s$", re.IGNORECASE)
_NOT_PRINTED = re.compile(
    r"^[\W_]*$|^\[.*\]$|^\(?(?:original\s+)?sign(?:ed|ature)\)?(?:\s+(?:on\s+file|redacted))?$|^(?:[A-Z]{2,4}\s?[:/]\s?)+[a-zA-Z]{2,4}$"
    r"|\bbar\b.*\d|^(?:[A-Z]{2}|VSB|SBN|ARDC|BBO)\s*(?:no\.?|#)\s*\d|^(?:attorneys?|counsel|trial\s+attorneys?)\s+for\b|^date[d:]?\b"
    r"|^for\s+(?:the\s+)?(?:united\s+states|plaintiff|government)\b.*[:,]?$|^(?:digitally\s+signed|dn:|adobe)\b",
    re.IGNORECASE,
)


@dataclass
class Signatory:
    """One person who signs; `start` and `end` are half-open offsets of the lines read."""

    start: int
    end: int
    name: str
    rank: str | None = None
    titles: list[str] = field(default_factory=list)
    organizations: list[str] = field(default_factory=list)

    def value(self) -> dict[str, object]:
        """The record's item."""
        title, organization = join_title(self.titles) or self.rank, join_organization(self.organizations)
        return {"name": self.name, "title": title, "organization": organization}


def parse_signature(lines: Sequence[Paragraph]) -> list[Signatory]:
    """The signatories of a signature block, in the order of its lines; columns are read one after the other.

    Who signs for another (`for`, `By:`) and the other are both given.
    """
    found: list[Signatory] = []
    for column in sorted({line.column for line in lines}):
        own = [line for line in lines if line.column == column]
        block = _column(_printed(own))
        marks = [line.start for line in own if _FOR.match(line.text.strip()) or _BY.match(line.text.strip())]
        for one, following in zip_longest(block, block[1:]):
            signs_for = following and any(one.end <= mark <= following.start for mark in marks)
            if signs_for or following is None or not _is_handwriting(one, following):
                found.append(one)
    return found


def _printed(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines that name a signatory or an office; a `/s/` name stays only where it is not printed again below."""
    kept: list[Paragraph] = []
    for line in lines:
        text = line.text.strip()
        is_mark = bool(_SIGNED.match(_BY.sub("", text, count=1)))
        text = _SIGNED.sub("", _BY.sub("", text, count=1)).strip()
        if not text or _CLOSING.match(text) or _FOR.match(text) or _NOT_PRINTED.search(text) or is_note(text):
            continue
        if kept and _same_name(kept[-1].text, text):
            kept.pop()
        person = read_person(text)
        if (is_mark or (not kept and _is_scribble(text))) and person is None:
            continue
        kept.append(replace(line, text=text))
    return kept


def _is_scribble(text: str) -> bool:
    """One word that is no office: what OCR makes of a signature by hand above the printed name."""
    return len(text.split()) == 1 and not is_title(text) and not is_organization(text)


def _same_name(one: str, other: str) -> bool:
    a, b = read_person(one), read_person(other)
    return bool(a and b and fold(a.name) == fold(b.name))


def _column(lines: list[Paragraph]) -> list[Signatory]:
    found: list[Signatory] = []
    for line, role in zip(lines, roles([line.text for line in lines]), strict=True):
        person = read_person(line.text) if role is Role.NAME else None
        if person:
            title, organization = title_and_organization(person.rest or "")
            found.append(Signatory(line.start, line.end, person.name, person.title))
            found[-1].titles += [title] if title else []
            found[-1].organizations += [organization] if organization else []
        elif found and role in (Role.TITLE, Role.ORGANIZATION) and not addresses.ends_address(line.text):
            found[-1].end = line.end
            (found[-1].titles if role is Role.TITLE else found[-1].organizations).append(line.text)
    return found


def _is_handwriting(one: Signatory, following: Signatory) -> bool:
    """A name without an office right above a signatory with one: a signature by hand, as OCR reads it.

    Two who share an office (`Trial Attorneys`) and one who signs `for` another are persons.
    """
    bare = not (one.titles or one.rank or one.organizations)
    return bare and bool(following.titles) and not _PLURAL.search(head(following.titles[0]))


def extract(doc: Doc) -> list[Finding]:
    """The signatories, each with the offsets of its lines."""
    found = parse_signature(read_parts(doc).signature)
    return [Finding(LABEL, one.start, one.end, "signatories.block", one.value()) for one in found]
