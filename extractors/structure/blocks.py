"""The lines of an address or signature block: which name a person, which a title, an organization or a street."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from itertools import pairwise
from types import MappingProxyType

from extractors.language.vocabulary import either
from extractors.people.persons import VOCABULARY, Person, alternatives, fold, head, is_title, is_title_phrase, read_person, words
from extractors.structure.addresses import street_score


class Role(Enum):
    """What a line of a block is."""

    NAME = "name"
    TITLE = "title"
    ORGANIZATION = "organization"
    STREET = "street"


_ORGANIZATIONS, _PLACES, _CODES = words("organization_words"), words("place_words"), words("institution_codes")
_INSTITUTIONS = _ORGANIZATIONS | _PLACES
_INSTITUTIONAL = _INSTITUTIONS | {"united", "us"}
_AMBIGUOUS = words("ambiguous_honorifics")
_HEADS, _SUBUNITS = words("title_heads"), words("subunit_words")
_LEGAL_FORM = re.compile(rf"(?<!\w)(?:{alternatives(VOCABULARY['legal_forms'])})(?!\w|\s+Counsel)")
_FIRM = re.compile(r"\s(?:&|\|)(?:\s|$)|(?:^|\s)(?:Law\s+Offices?|Attorneys?\s+at\s+Law)(?!\w)", re.IGNORECASE)
_OPEN, _GENERALS = words("organization_modifiers"), words("generals")
_HOUSE = re.compile(r"(?<!\w)House\s+of\s+(?:Representatives|Delegates|Correction)", re.IGNORECASE)
_DANGLING = re.compile(rf"(?:^|\s)(?:{either('short_prepositions')}|{either('articles')}|and|&|or)$|[,&/–—-]$", re.IGNORECASE)
_CONTINUES = re.compile(r"(?:and|of|&|for|to|in|on|at|or|the|with)\s|[a-z&(]")

_SUFFIX = re.compile(r"(?:Esq(?:uire|\.)?|[JS]r\.|\sI{1,3}|\sIV|Ph\.D\.|M\.D\.)$")

_ACRONYM = re.compile(r"[A-Z]{3,7}")  # `DOGE`, above the body that it is of

_HALF_PHRASE = 0.25  # of a line's score: a line that ends in `of` or `and` says half of what it is
# what the first line of a block is rather than not: a name, hardly a street; weights set by hand, as are those below
_FIRST = {Role.NAME: 2.0, Role.TITLE: 0.0, Role.ORGANIZATION: 0.0, Role.STREET: -3.0}
# how well one role follows another: an addressee is name, title, organization, street, and seldom goes back
_STEPS: dict[tuple[Role, Role], float] = {
    (Role.NAME, Role.NAME): -0.5,
    (Role.NAME, Role.TITLE): 1.0,
    (Role.NAME, Role.ORGANIZATION): 0.5,
    (Role.NAME, Role.STREET): 0.0,
    (Role.TITLE, Role.NAME): -1.5,
    (Role.TITLE, Role.TITLE): 0.3,
    (Role.TITLE, Role.ORGANIZATION): 0.5,
    (Role.TITLE, Role.STREET): 0.3,
    (Role.ORGANIZATION, Role.NAME): -2.0,
    (Role.ORGANIZATION, Role.TITLE): -2.0,
    (Role.ORGANIZATION, Role.ORGANIZATION): 0.3,
    (Role.ORGANIZATION, Role.STREET): 0.5,
    (Role.STREET, Role.NAME): -2.5,
    (Role.STREET, Role.TITLE): -5.0,
    (Role.STREET, Role.ORGANIZATION): -3.5,
    (Role.STREET, Role.STREET): 0.5,
}


def roles(lines: Sequence[str], known: Mapping[int, Role] = MappingProxyType({})) -> list[Role]:
    """The most likely role of each line of one block, found for all lines together: its place counts as much as its words.

    `known` gives roles that are certain, by line number (a name after `Attn:`).
    """
    if not lines:
        return []
    paths = {role: (_FIRST[role] + score, [role]) for role, score in _scores(lines[0], known.get(0)).items()}
    for number, (before, line) in enumerate(pairwise(lines), 1):
        own = _scores(line, known.get(number))
        parted = is_dangling(before) or _CONTINUES.match(line) is not None
        if parted:  # half a phrase says little of itself
            own = {role: score * _HALF_PHRASE for role, score in own.items()}
        # such a line goes with its neighbour, whatever its own words say
        same, other = (3.0, -1.0) if parted or _is_bare_head(line) or _ends_an_office(before, line) else (0.0, 0.0)
        steps = {
            role: [
                (score + _STEPS[last, role] + (same if last is role else other), path) for last, (score, path) in paths.items()
            ]
            for role in Role
        }
        best = {role: max(candidates, key=lambda candidate: candidate[0]) for role, candidates in steps.items()}
        paths = {role: (score + own[role], [*path, role]) for role, (score, path) in best.items()}
    return max(paths.values(), key=lambda candidate: candidate[0])[1]


def _ends_an_office(before: str, line: str) -> bool:
    """`Director, Office of Information` / `Policy`: one word that ends the name of an office begun on a title's line."""
    office = before.rpartition(",")[2].strip()
    return len(line.split()) == 1 and is_title(before) and is_organization(office) and bool(re.search(r"\s(?:of|for)\s", office))


def _scores(line: str, known: Role | None) -> dict[Role, float]:
    """How much a line looks like each role: about 0 not at all, 3 rather, 6 certainly, on the scale of `street_score`.

    The scores are set by hand against `_STEPS`; the role that is known outweighs a whole block (20).
    """
    if known:
        return {role: 20.0 if role is known else 0.0 for role in Role}
    return {
        Role.NAME: _name_score(line),
        Role.TITLE: _title_score(line),
        Role.ORGANIZATION: _organization_score(line),
        Role.STREET: street_score(line),
    }


def _name_score(line: str) -> float:
    person = read_person(line)
    if person is None:
        return -6.0
    if person.honorific and fold(person.honorific) not in _AMBIGUOUS:
        return 6.0
    name, tokens = person.name, fold(person.name).split()
    score = 5.0 if person.honorific or person.title or _holds_office(person) else 2.0
    score += 2.0 if re.search(r"(?:\s|^)[A-Z]\.\s", name) else 0.0
    score += 3.0 if _SUFFIX.search(name) else 0.0
    score -= 3.0 if tokens[-1] in _HEADS else 0.0
    score -= 3.0 if tokens[-1] in _INSTITUTIONS else 0.0
    return score - (2.0 if set(tokens[:-1]) & _INSTITUTIONAL else 0.0)


def _holds_office(person: Person) -> bool:
    """`Ann Bly, Senior Counsel`: behind the comma what the person is, before it no office and no body."""
    return is_title((person.rest or "").partition(",")[0]) and not is_title(person.name) and not is_organization(person.name)


def _title_score(line: str) -> float:
    if fold(line).startswith("the "):
        return 0.0  # `The Basin Reporter`
    if is_title(line):
        return 5.0 if is_title_phrase(line.partition(",")[0]) else 4.0
    return 1.5 if set(fold(line).split()) & _HEADS else 0.0


def _organization_score(line: str) -> float:
    if _LEGAL_FORM.search(line):  # `Counsel for Halden Corp.` is what somebody is, not a company
        return 2.0 if is_title(line) and re.search(r"^[^,]*\s(?:for|to)\s", line) else 6.0
    if head(line) in _INSTITUTIONS or fold(line).partition(" ")[0] in _CODES:
        return 4.0
    if _HOUSE.search(line):
        return 4.0
    if _FIRM.search(line):
        return 3.0
    return 1.5 if set(fold(line).split()) & _ORGANIZATIONS else 1.0


def is_dangling(line: str) -> bool:
    """Whether the line stops in the middle of a phrase: at `and`, `of`, a comma, a hyphen."""
    return bool(_DANGLING.search(line.strip()))


def _is_bare_head(line: str) -> bool:
    """`Department` or `Office` alone: the end of a name that was too long for its line."""
    return len(line.split()) == 1 and fold(line) in _ORGANIZATIONS


def is_organization(line: str) -> bool:
    """Whether the line is built on an organization's noun, a legal form or `&`."""
    return _organization_score(line) >= 3


def is_firm(line: str) -> bool:
    """Whether the line names a company or a law firm: by its legal form or an `&`."""
    return bool(_LEGAL_FORM.search(line) or _FIRM.search(line))


def title_and_organization(text: str) -> tuple[str | None, str | None]:
    """(title, organization) of what stands behind a name and a comma: `Sheriff, Maple County`, `Chief, Voting Section`.

    A section or division belongs to the title, as its holder prints it; what is neither is left out.
    """
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    if not pieces or not is_title(pieces[0]):
        return None, text if pieces and is_organization(text) else None
    for i, piece in enumerate(pieces[1:], 1):
        if is_organization(piece) and head(piece) not in _SUBUNITS:
            return ", ".join(pieces[:i]), ", ".join(pieces[i:])
    return text.strip(), None


def join_title(lines: Sequence[str]) -> str | None:
    """A title printed over several lines: a wrapped one joined by a space, two titles by `, `. `None` for no lines."""
    return _join(lines, _is_whole_title, lambda line: is_title(line) and not line.casefold().startswith("officer"))


def join_organization(lines: Sequence[str]) -> str | None:
    """An organization over several lines: a wrapped name joined by a space, an office and the body above it by `, `."""
    return _join(lines, _is_whole_organization, lambda line: is_organization(line) and not _is_bare_head(line))


_LONGEST = 400  # characters, which no name or title has: more is not looked at, lest each line of a long block cost all above it


def _join(lines: Sequence[str], is_whole: Callable[[str], bool], stands_alone: Callable[[str], bool]) -> str | None:
    joined = ""
    for before, line in zip(["", *lines], lines, strict=False):
        if not joined:
            joined = line.strip()
        elif is_dangling(before) or _CONTINUES.match(line) or not is_whole(joined[-_LONGEST:]) or not stands_alone(line):
            joined = f"{joined} {line.strip()}"
        else:
            joined = f"{joined}, {line.strip()}"
    return joined.rstrip(" ,;") or None


def _is_whole_title(title: str) -> bool:
    *ahead, last = fold(title).split()
    if last == "general":
        return bool(ahead) and ahead[-1] in _GENERALS
    if last == "chief" and ahead[-1:] == ["and"]:
        return False  # of something: `Treasurer and Chief` / `Election Officer`
    return is_title(title) and last not in {"assistant", "deputy", "associate", "acting"}


def _is_whole_organization(name: str) -> bool:
    """Not whole: `Stockton Metropolitan`, `Lakes Intertribal and County`, `Marion County` before `Probation Department`."""
    last = fold(name).rsplit(" ", 1)[-1]
    if _ACRONYM.fullmatch(name.rpartition(", ")[2].strip()):
        return True
    if last in _PLACES and not re.search(r"\s(?:of|for)\s", name.rpartition(",")[2]):
        return False
    closed = fold(name).endswith((" homeland security", " social security")) and " " in name
    return is_organization(name) and (closed or last not in _OPEN)
