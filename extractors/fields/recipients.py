"""To whom a letter is addressed: name, title, organization and address of each addressee."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType

from spacy.tokens import Doc

from extractors.finding import Doubt, Finding
from extractors.language.cues import ATTENTION
from extractors.language.states import NAMES
from extractors.language.zip_codes import against_zip_code, mend_city_line
from extractors.people.named import NAMED_BY_MODEL, ORGANIZATIONS, PERSONS, named
from extractors.people.persons import VOCABULARY, Person, alternatives, fold, is_title, read_person
from extractors.repair.mended_words import PLACES, mended_in
from extractors.repair.repair import repair_of
from extractors.structure import addresses
from extractors.structure.addressed import certain_roles
from extractors.structure.addresses import City
from extractors.structure.blocks import (
    Role,
    is_organization,
    join_organization,
    join_title,
    roles,
    title_and_organization,
)
from extractors.structure.buildings import with_buildings_whole
from extractors.structure.notes import is_note
from extractors.structure.parts import Paragraph, read_parts
from extractors.whole_text import text_of

LABEL = "recipients"

_ADDRESSED = re.compile(r"(?:MEMORANDUM\s+(?:FOR|TO)|TO|To)\s*:\s*|MEMORANDUM\s+(?:FOR|TO)\s+")
_CARE_OF = re.compile(r"(?:c/o|care\s+of)\s*:?\s+", re.IGNORECASE)
_IN_CARE = re.compile(r",?\s+c/o\s+", re.IGNORECASE)
_HONORIFIC_ALONE = re.compile(rf"(?:{alternatives(VOCABULARY['honorifics'])})$", re.IGNORECASE)
_BLANK_LINE = 0.5  # white space, in lines, that sets two blocks apart


@dataclass
class Recipient:
    """One addressee; `start` and `end` are half-open offsets of the block that the addressee was read from.

    `rank` is a title printed before the name; `apart`: white space stands above the block.
    """

    start: int
    end: int
    apart: bool = False
    name: str | None = None
    honorific: str | None = None
    rank: str | None = None
    titles: list[str] = field(default_factory=list)
    organizations: list[str] = field(default_factory=list)
    streets: list[str] = field(default_factory=list)
    city: City | None = None
    by_model: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether this is only an address."""
        value = self.value()
        return not (value["name"] or value["title"] or value["organization"])

    def add(self, line: Paragraph, role: Role, known: bool = False) -> None:
        """Takes in a line of the block; `known`: its role was told from outside."""
        self.end = max(self.end, line.end)
        person = read_person(line.text) if role is Role.NAME else None
        if known and role is Role.NAME and not person:
            person = Person(line.text.strip(" ,"))
        self.by_model |= known
        if person:
            self.name, self.honorific, self.rank = person.name, person.honorific, person.title
            title, organization = title_and_organization(person.rest or "")
            self.titles += [title] if title else []
            self.organizations += [organization] if organization else []
        elif role is Role.STREET:
            self.streets.append(line.text)
        else:
            (self.titles if role is Role.TITLE else self.organizations).append(line.text)

    def value(self) -> dict[str, object]:
        """The record's item."""
        place = self.city or City(None, None, None)
        street = ", ".join(line.strip(" ,;") for line in self.streets) or None
        title, organization = join_title(self.titles), join_organization(self.organizations)
        if title and not organization:
            title, organization = title_and_organization(title)
        return {
            "name": self.name,
            # a rank before the name is the title only where no title stands below it
            "honorific": self.honorific or (self.rank if self.titles else None),
            "title": title or self.rank,
            "organization": organization,
            "address": {"street": street, "city": place.city, "state": place.state, "postal_code": place.postal_code},
        }


def parse_addressees(
    lines: Sequence[Paragraph], surnames: Iterable[str] = (), told: Mapping[int, Role] = MappingProxyType({})
) -> list[Recipient]:
    """The addressees of a letter from the lines of its addressee block.

    Columns are read one after the other. Addressees that stand together over one organization and address share them.
    `surnames` are the words of the salutation, which tell where a name ends in a block that is badly broken. `told` are roles of
    lines, by the offset at which a line starts, that others have found.
    """
    known = frozenset(map(fold, surnames))
    lines = [_saying(line, mend_city_line(line.text)) for line in lines]
    found: list[Recipient] = []
    for column in sorted({line.column for line in lines}):
        for block in _blocks([line for line in lines if line.column == column and line.text.strip()]):
            recipients = _recipients(block, known, told)
            if found and recipients and recipients[0].is_bare:
                _move_in(found[-1], recipients.pop(0))
            found += recipients
    return [recipient for recipient in found if not recipient.is_bare]


def _blocks(lines: list[Paragraph]) -> list[list[Paragraph]]:
    """The lines cut after each address: after a city's line, or a ZIP code, a country or `Attn:` on the next line."""
    blocks: list[list[Paragraph]] = [[]]
    for i, line in enumerate(lines):
        blocks[-1].append(line)
        following = lines[i + 1].text.strip() if i + 1 < len(lines) else ""
        more = addresses.is_rest_of_city(following) or addresses.is_country(following) or ATTENTION.match(following)
        if addresses.ends_address(line.text) and not more:
            blocks.append([])
    return [block for block in blocks if block]


def _recipients(block: list[Paragraph], surnames: frozenset[str], told: Mapping[int, Role]) -> list[Recipient]:
    """The addressees of a block that ends with at most one address."""
    lines, city = _cut_city(addresses.well_formed(with_buildings_whole(_without_notes(block)), surnames))
    attention = {i: text for i, line in enumerate(lines) if (text := _after(ATTENTION, line.text)) is not None}
    lines = [_saying(line, attention.get(i, line.text)) for i, line in enumerate(lines)]
    known = certain_roles([line.text for line in lines], frozenset(attention), surnames)
    by_model = {i: told[line.start] for i, line in enumerate(lines) if line.start in told and i not in known}
    found: list[Recipient] = []
    for i, (line, role) in enumerate(zip(lines, roles([line.text for line in lines], by_model | known), strict=True)):
        is_other = i in attention and (role not in (Role.NAME, Role.TITLE) or bool(found and found[-1].name))
        if not found or (role is Role.NAME and found[-1].name and not is_other):
            found.append(Recipient(line.start, line.end, apart=line.gap >= _BLANK_LINE))
        if not is_other:
            found[-1].add(line, role, i in by_model)
    if city:
        place, end = city
        found = found or [Recipient(end, end)]
        found[-1].city, found[-1].end = place, max(found[-1].end, end)
    _share(found)
    return found


def _saying(line: Paragraph, text: str) -> Paragraph:
    """The line with `text` for its own: most lines say that already."""
    return line if line.text == text else replace(line, text=text)


def _without_notes(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines without telephone numbers, e-mail addresses, register numbers and ways of delivery.

    An honorific on a line of its own goes with the name below it; persons on one line are given a line each.
    """
    plain: list[Paragraph] = []
    honorific = ""
    for line in lines:
        text = _ADDRESSED.sub("", line.text.strip(), count=1).strip()
        text = _care_of(text)
        if not any(map(str.isalnum, text)) or is_note(text):
            continue
        if _HONORIFIC_ALONE.match(text):
            honorific = f"{text} "
            continue
        own, *care = _IN_CARE.split(text)
        plain += [_saying(line, honorific + part) for part in _persons_apart(own)]
        plain += [_saying(line, office) for office in filter(None, (_care_of(f"c/o {part}") for part in care))]
        honorific = ""
    return plain


def _care_of(text: str) -> str:
    """Only an organization in whose care a letter is sent is part of the address; a person there is not the addressee."""
    inner = _after(_CARE_OF, text)
    if inner is None:
        return text
    return "" if read_person(inner) and not is_organization(inner) else inner


def _after(label: re.Pattern[str], text: str) -> str | None:
    match = label.match(text)
    return text[match.end() :].strip() if match else None


def _persons_apart(text: str) -> list[str]:
    """`Ms. Ana Ruiz and Mr. Lee Park` as two lines; a firm's name is left alone."""
    parts = text.split(" and ")
    persons = [read_person(part) for part in parts]
    apart = all(person and len(person.name.split()) > 1 for person in persons)
    return parts if apart and not is_organization(text) and not is_title(text) else [text]


def _cut_city(lines: list[Paragraph]) -> tuple[list[Paragraph], tuple[City, int] | None]:
    """(lines above the city's line, city with where its line ends)."""
    for i in range(len(lines) - 1, 0, -1):
        line = lines[i]
        if city := addresses.read_city(line.text):
            return lines[:i] + [rest for rest in lines[i + 1 :] if ATTENTION.match(rest.text)], (city, line.end)
        if addresses.is_country(line.text) and (city := addresses.read_foreign_city(lines[i - 1].text)):
            return lines[: i - 1], (city, line.end)
        if addresses.ends_with_country(line.text) and (city := addresses.read_foreign_city(line.text)):
            return lines[:i], (city, line.end)
    return lines, None


def _move_in(recipient: Recipient, address: Recipient) -> None:
    """Gives an address that stands alone to the addressee above it."""
    if recipient.city is None and not recipient.streets:
        recipient.streets, recipient.city, recipient.end = address.streets, address.city, address.end


def _share(recipients: list[Recipient]) -> None:
    """Gives those who stand above one organization and address what the last of them has.

    An addressee with a title or an organization, set off from the next by white space, is left alone.
    """
    for recipient, following in reversed(list(pairwise(recipients))):
        is_complete = bool(recipient.titles or recipient.rank or recipient.organizations)
        if recipient.streets or (is_complete and following.apart):
            continue
        if not recipient.organizations:
            recipient.organizations = following.organizations
        recipient.streets, recipient.city, recipient.end = following.streets, following.city, following.end


def extract(doc: Doc) -> list[Finding]:
    """The addressees, each with the offsets of its block from the first to the last line."""
    parts = read_parts(doc)
    surnames = re.findall(r"[^\W\d_][\w’'-]+", " ".join(line.text for line in parts.salutation))
    found = parse_addressees(parts.addressees, surnames, _told(doc, parts.addressees))
    for recipient in found:
        if recipient.city and recipient.city.city:
            recipient.city = replace(recipient.city, city=mended_in(doc, recipient.city.city, PLACES))
    misread = bool(repair_of(doc).by_ocr)
    return [Finding(LABEL, r.start, r.end, "recipients.block", r.value(), tuple(_doubts(r, misread))) for r in found]


def _doubts(recipient: Recipient, misread: bool) -> Iterator[Doubt]:
    if recipient.by_model:
        yield NAMED_BY_MODEL
    city = recipient.city
    if city and city.city and city.state and city.postal_code and city.state in NAMES:
        told = against_zip_code(city.city, city.state, city.postal_code, misread=misread)
        if told:
            yield Doubt("zip-mismatch", f"{told}, not of {city.city}, {city.state}.")


def _told(doc: Doc, lines: Sequence[Paragraph]) -> dict[int, Role]:
    """Lines that are as a whole the name of a person or an organization to others, where our rules don't see that."""
    told: dict[int, Role] = {}
    for labels, role in ((PERSONS, Role.NAME), (ORGANIZATIONS, Role.ORGANIZATION)):
        for start, end in named(doc, labels):
            line = next((p for p in lines if p.start <= start and end <= p.end), None)
            if line is not None and line.text.strip(" ,") == text_of(doc)[start:end].strip(" ,") and _is_unsure(line.text, role):
                told[line.start] = role
    return told


def _is_unsure(text: str, role: Role) -> bool:
    if is_title(text) or is_organization(text):
        return False
    person = read_person(text)
    return person is None if role is Role.NAME else person is not None and not (person.honorific or person.title)
