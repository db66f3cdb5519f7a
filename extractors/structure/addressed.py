"""What is certain of the lines of an addressee block before all of them are read together: by `Attn:`, by who is greeted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from extractors.people.persons import fold, is_title, read_person, words
from extractors.structure.addresses import street_score
from extractors.structure.blocks import Role, is_dangling, is_firm, is_organization
from extractors.structure.buildings import is_center

_AND_MORE = frozenset({"and", "counsel", "counselors", "messrs", "gentlemen", "all", "sirs", "friends", "colleagues"})
_OF_TITLES = words("title_heads") | words("title_modifiers")
_OF_A_PERSON = re.compile(r"(?<!\w)[A-Z]\.|,|\s[JS]r\.?$|\sI{2,3}$")  # `Ana Q. Roe`, `Bo Poe, Esq.`: no firm has it


def certain_roles(lines: Sequence[str], attention: AbstractSet[int], surnames: AbstractSet[str]) -> dict[int, Role]:
    """The roles of lines by their numbers; `attention`: those behind `Attn:`, `surnames`: the words of the salutation."""
    known = {i: Role.NAME for i in sorted(attention) if _is_a_person(lines[i])}
    greeted = next((i for i, line in enumerate(lines) if i not in known and _is_plainly_a_person(line, surnames)), None)
    if known and (greeted is None or greeted > min(known)):  # what stands above `Attn:` is whom that person works for
        known |= {i: Role.ORGANIZATION for i in range(min(known)) if street_score(lines[i]) < 4}  # from here on a numbered street
    elif greeted is not None and not _AND_MORE & surnames:
        below = (i for i in range(greeted + 1, len(lines)) if not is_dangling(lines[i - 1]))
        known |= {i: Role.ORGANIZATION for i in below if _is_stranger(lines[i], surnames)}
    centers = (i for i in range(1, len(lines) - 1) if _is_center_of(*lines[i - 1 : i + 2]))
    return known | {i: Role.STREET for i in centers if i not in known}


def _is_center_of(firm: str, line: str, street: str) -> bool:
    """`Citigroup Center`, below a whole firm's name and above a street with its number: where the firm has its rooms."""
    return is_firm(firm) and is_center(line) and not is_firm(line) and street_score(street) >= 4


def _is_a_person(text: str) -> bool:
    """Whether `Attn:` names a person, and no unit of the office."""
    return read_person(text) is not None and not is_title(text) and not is_organization(text)


def _is_plainly_a_person(text: str, surnames: AbstractSet[str]) -> bool:
    """Whether a line names a person for certain: with a form of address, or with the surname that is greeted."""
    person = read_person(text)
    if person is None or is_organization(text):
        return False
    return person.honorific is not None or _surname(person.name) in surnames


def _is_stranger(text: str, surnames: AbstractSet[str]) -> bool:
    """Plain words below the one person who is greeted, whom the salutation does not name: a firm, a newspaper."""
    person = read_person(text)
    if person is None or person.honorific or person.title or person.rest or is_title(text) or street_score(text) > 1:
        return False
    of_a_title = not _OF_TITLES.isdisjoint(fold(text).split())
    return not of_a_title and _surname(person.name) not in surnames and not _OF_A_PERSON.search(person.name)


def _surname(name: str) -> str:
    return fold(name).rpartition(" ")[2]
