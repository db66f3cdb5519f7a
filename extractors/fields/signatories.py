"""Who signed a letter: name, title and organization of each signatory."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language.cues import AGREEMENT, CLOSING, DATE
from extractors.people.persons import fold, head, is_title, read_person
from extractors.structure import addresses
from extractors.structure.blocks import Role, is_organization, join_organization, join_title, roles, title_and_organization
from extractors.structure.notes import is_note
from extractors.structure.parts import Paragraph, read_parts

LABEL = "signatories"

_FOR = re.compile(r"(?:for|for\s+the|on\s+behalf\s+of|by)\s*:?$", re.IGNORECASE)
_BY = re.compile(
    r"(?i:by|for|signed)\s*:\s*|\((?i:by|for)\)\s*|(?i:by|for)\s+(?!THE\b)(?=[A-Z])"
)  # no office: `for the District of Utah`
_SIGNED_BY = re.compile(
    r"(?:(?:docu-?|e-?|electronically\s|digitally\s)?signed\b(?:\s+by)?\s*:?|[xX](?=\s+[A-Z]|$))\s*", re.IGNORECASE
)
_TOLD = re.compile(
    r"\[(?:signature|signed)(?:\s+(?:of|by))?:?\s+([^\[\]]+)\]$", re.IGNORECASE
)  # who transcribed it names who signed
_WHEN = re.compile(rf"\s+(?:on\s+|date[d:]*\s+)?(?:{DATE}|\d{{4}}\.\d\d\.\d\d)(?:\s+(?:at\s+)?\d{{1,2}}:\d\d.*)?$", re.IGNORECASE)
_FOR_AT_END = re.compile(r"\s+(?:for|on\s+behalf\s+of)\s*:?$", re.IGNORECASE)
_SIGNED = re.compile(r"(?:/s/|/S/|\bs/|/s(?=\s+[A-Z]|$)|\(signed\)|\[signed\]|/signed/|[xX]\s*_{2,}|_{2,})\s*", re.IGNORECASE)
# `Ann Bly, Trial Attorney, for Bo Cho, Trustee`: two persons, each with the office behind the name
_FOR_ANOTHER = re.compile(r",?\s+(?:for|on\s+behalf\s+of)\s+(?=[A-Z])", re.IGNORECASE)
_COUNSEL_FOR = re.compile(
    r"(?:attorneys?|counsel)\s+for\s+(?!(?:the\s+)?(?:united\s+states|government|plaintiff))[\w ]{3,50}$", re.IGNORECASE
)
_PLURAL = re.compile(r"\w{4}[^s]s$", re.IGNORECASE)
_SLASH, _AND = re.compile(r"\s+/\s+|;\s+"), re.compile(r"(?:,?\s+(?:and|&)|,)\s+")  # `A / B`, `A, B and C`: who sign on one line
_NOT_PRINTED = re.compile(
    r"^[\W_]*$|^\[.*\]$|^\(?(?:original\s+)?sign(?:ed|ature)\)?(?:\s+(?:on\s+file|redacted))?$|^(?:[A-Z]{2,4}\s?[:/]\s?)+[a-zA-Z]{2,4}$"
    r"|\bbar\b.*\d|^(?:[A-Z]{2}|VSB|SBN|ARDC|BBO)\s*(?:no\.?|#)\s*\d|^(?:attorneys?|counsel|trial\s+attorneys?)\s+for\b|^date[d:]?\b"
    r"|^for\s+(?:the\s+)?(?:united\s+states|plaintiff|government)\b.*[:,]?$|^(?:dn:|adobe|docusign\s+envelope)\b"
    rf"|^(?:{DATE}|\d{{4}}\.\d\d\.\d\d)\b|^(?=.*\d)[\dA-F]{{6}}[\dA-F-]+\.{{0,3}}$",
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

    @property
    def has_office(self) -> bool:
        """Whether a title or an organization is known."""
        return bool(self.titles or self.rank or self.organizations)

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
        block = _column(*_printed(own))
        marks = [line.start for line in own if _FOR.match(line.text.strip()) or _BY.match(line.text.strip())]
        marks += [line.end for line in own if _FOR_AT_END.search(line.text.strip())]
        marks += [line.start + m.start() for line in own for m in _FOR_ANOTHER.finditer(line.text)]
        _share(block, marks, own)
        for one, following in zip_longest(block, block[1:]):
            signs_for = following and _marked(one, following, marks)
            if signs_for or following is None or not _is_handwriting(one, following):
                found.append(one)
    return _once(found)


def _once(found: Sequence[Signatory]) -> list[Signatory]:
    """Each person once: a name that is signed and printed again is one; the one with an office is kept, the last of equals."""
    kept: list[Signatory] = []
    for one in found:
        same = next((other for other in kept if _is_same(other.name, one.name)), None)
        if same is None:
            kept.append(one)
        elif one.has_office or not same.has_office:
            kept[kept.index(same)] = one
    return sorted(kept, key=lambda one: found.index(one))


def _marked(one: Signatory, following: Signatory, marks: Sequence[int]) -> bool:
    """Whether `for` or `By:` stands between two signatories."""
    return any(one.end <= mark <= following.start for mark in marks)


def _share(block: Sequence[Signatory], marks: Sequence[int], lines: Sequence[Paragraph]) -> None:
    """Gives those who sign over one office what the last of them has: over a title in the plural, or on one line with them."""
    for one, following in reversed(list(pairwise(block))):
        if one.has_office or _marked(one, following, marks):
            continue
        beside = any(line.start <= one.start and following.start < line.end for line in lines)
        if beside or (following.titles and _PLURAL.search(head(join_title(following.titles) or ""))):
            one.titles, one.organizations = following.titles, following.organizations


def _printed(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], dict[int, Role]]:
    """The lines that name a signatory or an office, and the roles of those that are names for certain, by line number.

    A `/s/` name stays only where it is not printed again below; what is signed, or comes after `By:`, is a name.
    """
    kept: list[Paragraph] = []
    known: dict[int, Role] = {}
    signs = False
    for line in lines:
        text = line.text.strip()
        unsigned, is_mark = _unsigned(text)
        signs |= unsigned != text or _FOR.match(text) is not None
        if kept and _COUNSEL_FOR.match(text) and _is_plain_name(kept[-1]):
            known[len(kept)] = Role.TITLE
            kept.append(replace(line, text=text))
            continue
        if _NOT_PRINTED.search(text) and not _TOLD.match(text):
            continue
        text = unsigned
        if (
            not text
            or CLOSING.match(text)
            or AGREEMENT.match(text)
            or _FOR.match(text)
            or _NOT_PRINTED.search(text)
            or is_note(text)
        ):
            continue
        if kept and _same_name(kept[-1].text, text):
            kept.pop()
        person = read_person(text)
        apart = _apart(replace(line, text=text, start=line.start + max(0, line.text.rfind(text))))
        if (is_mark or (not kept and _is_scribble(text))) and person is None and len(apart) == 1:
            continue
        if len(apart) > 1 or (signs and person is not None and not is_title(text)):
            known |= {len(kept) + i: Role.NAME for i in range(len(apart))}
        kept += apart
        signs = False
    return kept, known


def _unsigned(text: str) -> tuple[str, bool]:
    """A line without what says that it is signed (`By: /s/`, `Digitally signed by`, a date at its end); whether it is a mark."""
    if told := _TOLD.match(text):
        return told[1].strip(), True
    by = _BY.match(text)
    rest = text[by.end() :] if by else text
    signed_by = _SIGNED_BY.match(rest)
    rest = rest[signed_by.end() :] if signed_by else rest
    is_mark = signed_by is not None or _SIGNED.match(rest) is not None
    rest = _FOR_AT_END.sub("", _WHEN.sub("", _SIGNED.sub("", rest))).strip().removesuffix(" /")
    return rest, is_mark


def _apart(line: Paragraph) -> list[Paragraph]:
    """`A / B / C` as a line each, where each is a person's name, and `A for B`; any other line as it is."""
    other = next(_FOR_ANOTHER.finditer(line.text), None)
    if other is not None:
        one = replace(line, text=line.text[: other.start()], end=line.start + other.start())
        another = replace(line, text=line.text[other.end() :], start=line.start + other.end())
        return [one, another] if all(read_person(part.text) and not is_title(part.text) for part in (one, another)) else [line]
    cuts = _SLASH if _SLASH.search(line.text) else _AND if re.search(r"\s(?:and|&)\s", line.text) else None
    if cuts is None:
        return [line]
    edges = [0, *(edge for cut in cuts.finditer(line.text) for edge in cut.span()), len(line.text)]
    pieces = [
        replace(line, text=line.text[start:end], start=line.start + start, end=line.start + end)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]
    return pieces if all(map(_is_plain_name, pieces)) else [line]


def _is_plain_name(piece: Paragraph) -> bool:
    return read_person(piece.text) is not None and not is_title(piece.text) and not is_organization(piece.text)


def _is_scribble(text: str) -> bool:
    """One word that is no office: what OCR makes of a signature by hand above the printed name."""
    return len(text.split()) == 1 and not is_title(text) and not is_organization(text)


def _same_name(one: str, other: str) -> bool:
    a, b = read_person(one), read_person(other)
    return bool(a and b and _is_same(a.name, b.name))


def _is_same(one: str, other: str) -> bool:
    """Whether two names are of one person: one may leave out what stands between given name and surname, or shorten the first."""
    a, b = fold(one).replace(",", "").split(), fold(other).replace(",", "").split()
    short = 1 in (len(a[0]), len(b[0])) and a[0][0] == b[0][0]
    return a == b or (min(len(a), len(b)) == 2 and a[-1] == b[-1] and (a[0] == b[0] or short))


def _column(lines: Sequence[Paragraph], known: Mapping[int, Role]) -> list[Signatory]:
    found: list[Signatory] = []
    for line, role in zip(lines, roles([line.text for line in lines], known), strict=True):
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
    return not one.has_office and bool(following.titles) and not _PLURAL.search(head(following.titles[0]))


def extract(doc: Doc) -> list[Finding]:
    """The signatories, each with the offsets of its lines."""
    found = parse_signature(read_parts(doc).signature)
    return [Finding(LABEL, one.start, one.end, "signatories.block", one.value()) for one in found]
