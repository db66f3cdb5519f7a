"""Who issued the document: the department, and the component named in the letterhead or in a release's head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile, zip_longest

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language import cues
from extractors.language.cues import PRESS_OFFICER, REACHED_BY
from extractors.language.offices import DISTRICT, OFFICE, is_office_name
from extractors.language.states import STATE
from extractors.language.web_pages import CHROME
from extractors.people.persons import is_title, read_person
from extractors.structure.parts import Lines, Paragraph, Parts, read_parts

LABEL = "issuer"

_CODE = re.compile(r"[A-Z]{2,6}(?:/[A-Z]{2,6})?$")
_LONGEST_LINE = 100  # characters of an address's line
# an office within the office above it that has a head of its own, and is no section or staff
_BUREAU = re.compile(
    r"(?:(?:\w+ )?Bureau|National Institute|Executive Office) (?:of|for)\b|.{3,40} (?:Division|Institution|Penitentiary|Complex)$"
)
_OFFICER_S = re.compile(r"(?:Office of )?the\b.*\b(?:General|Director|Administrator|Chief|Commissioner|Inspector)$", re.I)
_WHITE = 0.6  # lines of white that part two blocks
_SMALLER = 0.8  # of the size in which the office is named: what is smaller belongs to the address
_NO_CODE = frozenset({"NEWS", "MEDIA", "DOJ", "TDD", "TTY", "TOPIC", "TOPICS", "NOTE"})
# a figure, a word of a street, a state at the end: a line of the address, not of the office
_ADDRESS = re.compile(
    r"(?<!\bregion )(?<!\d)\d"
    r"|\b(?:street|avenue|ave|suite|floor|room|building|bldg|p\.?\s?o\.?|box|plaza|square|telephone|fax|n\.?w|s\.?w|n\.?e|s\.?e)\b\.?"
    rf"|,\s*{STATE}\.?\s*$",
    re.I,
)
_BROKEN_NAME = re.compile(r"(?:U\. ?S\.|United States) Department|.* of", re.I)  # a line, and the first word of the next
_BESIDE_NAME = re.compile(r"^[•●]\s*|\s*\(\d{3}\) \d{3}-\d{4}$")  # `• District of Oregon (503) 555-0100`
# a number to call, an address to write to, an hour: no line of an address
_REACHED = re.compile(r"\b(?:telephone|fax|phone|tel|tty|voice)\b|@|(?<!\d)\d{3}-\d{4}\b|\d:\d\d\s?[ap]\.?m\b", re.I)
# below the Department's name it says what is taken down, not who issues it
_EVENT = re.compile(
    r"(?:weekly )?(?:(?:press|news|media) (?:conference|briefing|availability)|remarks|transcript|testimony|statement|speech"
    r"|fact ?sheet|proceedings)\b",
    re.I,
)
_ATTORNEYS = re.compile(r"(?:the )?(?:united states|u\.?\s?s\.?) attorney(?:[’']s office)?(?:,.*)?$", re.I)
_RELEASED = re.compile(r"for immediate release$", re.I)
_NOT_THE_OFFICE = re.compile(rf"[»›>]|\b(?:contact|{REACHED_BY})|@|\b{PRESS_OFFICER}\b", re.I)


def extract(doc: Doc) -> list[Finding]:
    """The issuer, as one finding over the lines that name it; none where nobody is named."""
    parts = read_parts(doc)
    lines = parts.letterhead or parts.head or parts.paragraphs[:8]
    department = _department(lines[:12])
    if parts.kind == "press_release":
        component = _release_component(parts, department)
    else:
        component = _letterhead_component(lines, department)
        if parts.kind == "other":
            component = list(takewhile(lambda line: not _EVENT.match(line.text.strip()), component))
    named = department + component
    if not named and parts.kind == "letter":
        department, component = _signing_office(parts.signature)
        named = sorted([*department, *component], key=lambda p: p.start)
        lines = ()
    if not named:
        return []
    address = _address(parts.letterhead if parts.kind == "other" else lines, named) if parts.kind != "press_release" else []
    value = {
        "department": " ".join(p.text.strip() for p in department) or None,
        "component": " ".join(_BESIDE_NAME.sub("", p.text.strip()) for p in component) or None,
        "address": ", ".join(p.text.strip().rstrip(",") for p in address) or None,
    }
    rule = "issuer.department" if department else "issuer.component"
    return [Finding(LABEL, min(p.start for p in named), max(p.end for p in named), rule, value)]


def _department(lines: Lines) -> list[Paragraph]:
    """The line that names the department, or the two over which its name is broken: `U.S.` / `Department of Justice`."""
    for line, below in zip_longest(lines, lines[1:]):
        broken = below is not None and _BROKEN_NAME.fullmatch(f"{line.text.strip()} {below.text.split()[0]}")
        if below is not None and broken and cues.DEPARTMENT.match(f"{line.text.strip()} {below.text.strip()}"):
            return [line, below]
        is_picture = line.text.rstrip().lower().endswith(" seal")
        if cues.DEPARTMENT.match(line.text.strip()) and not is_picture:
            return [line]
    return []


def _letterhead_component(lines: Lines, named: list[Paragraph]) -> list[Paragraph]:
    """The lines under the department that are set like them, up to the block with the address."""
    if not named:
        first = next((p for p in lines[:4] if is_office_name(p.text.strip()) and not _ADDRESS.search(p.text)), None)
        return [first] if first is not None else []
    department = named[-1]
    below = [p for p in lines if p.start > department.start and _aligned(department, p)]
    block = _until_address(below)
    if len(block) > 1 and _is_officer(block[0].text, block[1].text):
        block, below = block[1:], below[1:]
    if not block:
        return []
    return [block[0], *_further(block, below, lines)]


def _further(block: Sequence[Paragraph], below: Sequence[Paragraph], lines: Lines) -> list[Paragraph]:
    """The lines under the first that name the office too: all that does not stand in one block with the address.

    `block`: the lines of `below` down to that address.
    """
    first, named = block[0], list[Paragraph]()
    apart = len(block)  # how many of them do not open the block with the address
    while 1 < apart < len(below) and below[apart].gap <= _WHITE and _alike(below[apart], below[apart - 1]):
        apart -= 1
    for number, (above, line) in enumerate(pairwise(block), 1):
        wraps = DISTRICT.match(line.text) or above.text.rstrip().endswith((" and", " of", " for", " the", "&", ","))
        if not (wraps or _BUREAU.match(line.text) or number < apart):
            break
        if line.size < _SMALLER * first.size or _OFFICER_S.match(line.text.strip()) or _is_opposite_address(line, lines):
            break
        if line.gap > _WHITE and not OFFICE.search(line.text):
            break
        named.append(line)
    return named


def _alike(one: Paragraph, other: Paragraph) -> bool:
    return abs(one.size - other.size) <= 0.08 * one.size


def _is_opposite_address(line: Paragraph, lines: Lines) -> bool:
    """Whether a line of the address stands right beside: `Office for Civil Rights      Washington, D.C. 20531`."""
    beside = next((p for p in lines if p.start > line.start), None)
    if beside is None or beside.column == line.column or not _alike(line, beside):
        return False
    return _ADDRESS.search(beside.text) is not None


def _signing_office(signature: Lines) -> tuple[list[Paragraph], list[Paragraph]]:
    """(department, component) as whoever signs a letter without a letterhead names them below the name."""
    department = _department(signature)
    if not department:
        return [], []
    offices = [p for p in signature if p not in department and is_office_name(p.text.strip()) and not is_title(p.text)]
    return department, offices


def _is_officer(text: str, below: str) -> bool:
    """The name of whoever holds the office, above the office as a title."""
    return is_title(below) and not is_title(text) and not OFFICE.search(text) and read_person(text) is not None


def _aligned(department: Paragraph, line: Paragraph) -> bool:
    """Below the department in the same block: same left edge, centred with it or under its words. Without layout, every line."""
    if not line.x1:
        return True
    if line.column != department.column:
        return False
    centred = abs((line.x0 + line.x1) - (department.x0 + department.x1)) < 14
    under = min(line.x1, department.x1) - max(line.x0, department.x0)  # letters spaced out swell a line to one side
    return abs(line.x0 - department.x0) < 5 or centred or under > 0.6 * (line.x1 - line.x0)


def _until_address(lines: Sequence[Paragraph]) -> list[Paragraph]:
    ends = (cues.DATE_LINE, cues.DELIVERY, cues.OTHER_HEAD)
    officers = {i for i, (p, below) in enumerate(pairwise(lines)) if i and _is_officer(p.text, below.text)}
    stop = (
        i for i, p in enumerate(lines) if i in officers or _ADDRESS.search(p.text) or any(sign.match(p.text) for sign in ends)
    )
    return list(lines[: next(stop, len(lines))])


def _release_component(parts: Parts, department: list[Paragraph]) -> list[Paragraph]:
    """A component's code (`AG`, `CRT`) in the head of a release, or the office named there."""
    codes = (p for p in parts.head if _CODE.match(p.text.strip()) and not CHROME.match(p.text.strip()))
    code = next((p for p in codes if p.text.strip() not in _NO_CODE), None)
    # a code beside the office of an attorney says whom else to call
    if code is not None and not any(
        _ATTORNEYS.match(p.text.strip()) for p in parts.head if p.start < code.start and not p.column
    ):
        return [code]
    others = [p for p in parts.head if p not in department and not _NOT_THE_OFFICE.search(p.text)]
    offices = [p for p in others if len(p.text) < _LONGEST_LINE - 10 and is_office_name(p.text.strip())]
    # a page's own banner stands above, and who issues the release below its `For Immediate Release` or its Department
    below = {p.start for above, p in pairwise(parts.head) if _RELEASED.match(above.text.strip())}
    under = {p.start for above, p in pairwise(parts.head) if above in department}
    of_its_own = [next((p for p in offices if p.start in starts), None) for starts in (below, under)]
    office = next((p for p in (*of_its_own, *offices[:1]) if p is not None), None)
    if office is None:
        return []
    if not office.text.strip().casefold().endswith(("attorney", "’s office", "'s office", "fiscalía federal")):
        after = (p for p in parts.head if p.start > office.start)
        return [office, *takewhile(lambda p: p in offices and p.gap <= _WHITE and not _OFFICER_S.match(p.text.strip()), after)]
    districts = sorted((p for p in others if DISTRICT.match(_BESIDE_NAME.sub("", p.text))), key=lambda p: p.start < office.start)
    return [office, *districts[:1]]


def _address(lines: Lines, named: Sequence[Paragraph]) -> list[Paragraph]:
    """The Department's own address in the letterhead."""
    places = [
        p
        for p in lines
        if p not in named
        and not cues.REFERENCE_LINE.match(p.text.strip())
        and (_ADDRESS.search(p.text) or cues.CITY_LINE.search(p.text))
    ]
    return [p for p in places if not _REACHED.search(p.text)]
