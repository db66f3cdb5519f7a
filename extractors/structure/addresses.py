"""Addresses: streets, buildings and boxes; city, state and ZIP code; blocks whose lines were broken in the wrong places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.language import states
from extractors.language.confusions import AS_DIGITS
from extractors.language.numbers import ORDINALS, TENS, UNITS
from extractors.paragraph import Paragraph
from extractors.people.persons import VOCABULARY, alternatives, fold, head, read_person, words

_ZIP = r"(?:[\dOoIl]\s?){4}[\dOoIl](?:\s?[-–—]\s?(?:[\dOoIl]\s?){3}[\dOoIl]|\d{4})?"
_STATE = rf"(?:{states.STATE}|A[AEP](?![A-Za-z]))"
_STATE_ZIP = re.compile(rf"(?P<state>{_STATE})[.,]?\s*(?P<zip>{_ZIP})\.?$")
_CITY = re.compile(rf"(?P<city>[A-Z][^\d]*?)(?P<comma>\s*,\s*|\s+)(?P<state>{_STATE})[.,]?(?:\s*(?P<zip>{_ZIP}))?\.?$")
_ONLY_ZIP = re.compile(rf"{_ZIP}$")
_COUNTRY = re.compile(rf"(?:^|,\s*)(?:{alternatives(VOCABULARY['countries'])})\.?$", re.IGNORECASE)
# codes of other countries: `SW1A 2AA`, `K1A 0H8`, `D-10117`, `3000-456`
_POSTAL = (
    r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|(?:[A-Z]{1,2}-)?\d{3,6}(?:[\s-]\d{2,4})?(?:\s[A-Z]{2}(?=\s))?"
)
_FOREIGN_AHEAD = re.compile(rf"(?P<zip>{_POSTAL})\s+(?P<city>[^\W\d][^\d,]*)(?:,.*)?$")
_FOREIGN_BEHIND = re.compile(rf"(?P<city>[^\W\d][^\d,]*?)(?:,\s*[^\d,]*?)?,?\s+(?P<zip>{_POSTAL})$")
_FOREIGN_BARE = re.compile(r"(?P<city>[^\W\d][^\d,]*)(?:,[^\d]*)?$")

_STREET_WORD = rf"(?:{alternatives(VOCABULARY['street_words'])})(?![\w-])"
_PLAIN_STREET_WORD = re.compile(rf"(?<!\w)(?:{alternatives(VOCABULARY['plain_street_words'])})(?![\w-])", re.IGNORECASE)
_DIRECTION = rf"(?:{alternatives(VOCABULARY['directions'])})(?![\w.])"
_UNIT = rf"(?:{alternatives(VOCABULARY['unit_words'])})"
_NUMBER_WORD = rf"(?:{alternatives(word.title() for word in (*UNITS, *TENS, 'one hundred'))})"
_ORDINAL_WORD = rf"(?:{alternatives([*VOCABULARY['floor_words'], *(word.title() for word in ORDINALS)])})"
_ORDINAL = rf"(?:{_ORDINAL_WORD}|\d+(?:st|nd|rd|th|ST|ND|RD|TH))"
_GRID = r"[NSEW]\d{1,5}\s?[NSEW]\d{2,5}|\d{1,2}[NSEW]\d{2,4}"  # `N165 W21233`, `28W145`: counted off a grid of the county
_HOUSE_NUMBER = rf"(?:{_GRID}|\d+(?:-\d+)?[A-Z]?(?:\s?[½¼¾]|\s1/2)?)"
# a box in place of a street: `P.O. Box 66560`, `PSC 78`, `Mail Bag 3`
_BOX = re.compile(
    r"(?:P\.?\s?O\.?|Post\s+Office)\s*(?:Box|Drawer)|(?:RR|R\.R\.|Rural\s+Route|HC|PSC|Unit|CMR)\s+\d|(?:Lock\s?|Mail\s?|Locked\s+)?(?:Box|Bag|Drawer)\s+\w*\d",
    re.IGNORECASE,
)
# of Puerto Rico and New Mexico: `Carr. 107, Km. 2.2`, `Calle Luna 12`, `Urb. Las Lomas, 3-B`
_SPANISH_STREET = re.compile(
    r"(?:Carr(?:etera)?|Calle|Camino|Urb(?:anizaci[oó]n)?|Avenida|Paseo|Barrio|Bo(?=\.)|Km|Cond(?:ominio)?|Edif(?:icio)?)\b\.?\s.*\d",
    re.I,
)
_UNIT_NUMBER = re.compile(rf"(?<!\w){_UNIT}\s*(?:No\.\s*|#\s*)?(?:\w{{0,4}}\d[\w-]*|[A-Z]|{_NUMBER_WORD})(?!\w)", re.IGNORECASE)
_FLOOR = re.compile(rf"(?<!\w){_ORDINAL}\s+(?:Floor|Fl\.?|Flr\.?)(?!\w)", re.IGNORECASE)
_NUMBERED_STREET = re.compile(
    rf"(?:{_HOUSE_NUMBER}|{_NUMBER_WORD})\s+(?:\S+\s+){{0,6}}?(?:{_STREET_WORD}|{_DIRECTION})", re.IGNORECASE
)
_NUMBERED = re.compile(rf"{_NUMBER_WORD}\s")
_NUMBER_BEHIND = re.compile(r"[^\W\d][^\d,]{3,30}\s\d{1,4}\s?[a-zA-Z]?")  # `Rapenburg 70`, as streets are written abroad
_STARTS_WITH_NUMBER = re.compile(rf"{_HOUSE_NUMBER},?\s+\S")
_ENDS_AS_STREET = re.compile(rf"\S+\s+{_STREET_WORD}(?:,?\s+{_DIRECTION})?$", re.IGNORECASE)
_HOUSE_NUMBER_AT_END = re.compile(
    # the number of a district or a lodge is none of a house
    rf"(?<!\w)(?!(?:nos?|numbers?|districts?|regions?|wards?|precincts?|locals?|councils?|posts?|chapters?|lodges?|circuits?)\b)"
    rf"[^\W\d]\w*[.,]?\s+\d+(?:\s+{_DIRECTION})?$",
    re.IGNORECASE,
)
_NUMBER_WORD_AT_END = re.compile(rf"(?<=[^\W\d])\s+{_NUMBER_WORD}$")
_STREET_AT_END = re.compile(rf"(?<=[^\W\d])\s+\d+\s+(?:[^\s\d,]+\s+){{0,4}}?(?:{_STREET_WORD}|{_DIRECTION})")
_SAINT_AT_END = re.compile(r",?\s+(?:St|Ste)\.?$")
_CENTER = re.compile(rf"(?<!\w)(?:{alternatives(VOCABULARY['building_centers'])})(?!\w)", re.IGNORECASE)
_GIVEN_AS_NUMBER = re.compile(r"#\s?\w*\d")
_FIRM_NUMBER = words("legal_forms")
_ORGANIZATIONS = words("organization_words") - words("place_words")
_IN_NAMES = _ORGANIZATIONS | {"of"}
_BUILDINGS = words("building_words")


@dataclass(frozen=True, slots=True)
class City:
    """City, state and postal code of a line; `state` is a USPS code, all three `None` where not printed."""

    city: str | None
    state: str | None
    postal_code: str | None


def street_score(line: str) -> float:
    """How much a line looks like part of a street address: 0 not at all, 6 certainly."""
    if head(line) in _FIRM_NUMBER or fold(line).rsplit(" ", 1)[-1] in _FIRM_NUMBER:
        return 0.0
    if _BOX.match(line) or _NUMBERED_STREET.match(line) or _SPANISH_STREET.match(line):
        return 6.0
    if _UNIT_NUMBER.search(line) or _FLOOR.search(line) or _GIVEN_AS_NUMBER.match(line):
        return 5.0
    if _STARTS_WITH_NUMBER.match(line):
        return 1.0 if head(line) in _ORGANIZATIONS else 4.0
    if _NUMBERED.match(line) and fold(line).rsplit(" ", 1)[-1] in _BUILDINGS:
        return 5.0
    if _CENTER.search(line):
        return 4.0
    if {head(line), fold(line).rsplit(" ", 1)[-1]} & _BUILDINGS and " of representatives" not in fold(line):
        return 3.5
    if _ENDS_AS_STREET.match(line):
        return 2.5
    return 1.5 if _NUMBER_BEHIND.fullmatch(line) else 0.0


def read_city(line: str) -> City | None:
    """City, state and ZIP code of a line that holds nothing else (`Duluth, Minn. 55802`); `None` for any other line.

    Without a ZIP code a comma must stand before the state and the name must not read like an office.
    """
    match = _CITY.match(line.strip())
    if match is None:
        return None
    city, code = match["city"].strip(" ,."), state_code(match["state"])
    if "," in city or len(city.split()) > 5 or _is_broken_city(city):
        return None
    if not match["zip"] and ("," not in match["comma"] or {fold(word) for word in city.split()} & _IN_NAMES):
        return None
    return City(city, code, postal_code(match["zip"]))


def read_foreign_city(line: str) -> City | None:
    """City and postal code of a line of a foreign address, without its country (`Toronto, Ontario M5H 2N2`)."""
    text = _COUNTRY.sub("", line.strip()).strip(" ,")
    match = _FOREIGN_AHEAD.match(text) or _FOREIGN_BEHIND.match(text) or _FOREIGN_BARE.match(text)
    if match is None or (street_score(text) >= 4 and not _FOREIGN_AHEAD.match(text)):
        return None
    return City(match["city"].strip(" ,"), None, match.groupdict().get("zip"))


def is_country(line: str) -> bool:
    """Whether the line is the name of a foreign country and nothing else."""
    match = _COUNTRY.search(line.strip())
    return match is not None and match.start() == 0


def ends_with_country(line: str) -> bool:
    """Whether the line ends with a foreign country's name."""
    return _COUNTRY.search(line.strip()) is not None


def state_code(text: str) -> str | None:
    """USPS code of a state, a territory or the armed forces (`AE`)."""
    return text if text in {"AA", "AE", "AP"} else states.code(text)


def postal_code(text: str | None) -> str | None:
    """A ZIP code in its normal form: OCR's spaces and letters for digits mended, a hyphen before the last four."""
    if not text or sum(map(str.isdigit, text)) < 3:
        return None
    digits = re.sub(r"[\s–—-]", "", text).translate(AS_DIGITS)
    return digits if len(digits) == 5 else f"{digits[:5]}-{digits[5:]}"


def ends_address(line: str) -> bool:
    """Whether an address ends with this line: a city with its state, a state and a ZIP code, a ZIP code, a foreign country."""
    text = line.strip()
    return bool(_STATE_ZIP.search(text) or _ONLY_ZIP.match(text) or read_city(text) or ends_with_country(text))


def is_rest_of_city(line: str) -> bool:
    """Whether the line is only a ZIP code, or a state and a ZIP code, that belong to a city on the line above."""
    return bool(_ONLY_ZIP.match(line.strip()) or _STATE_ZIP.match(line.strip()))


def _is_broken_city(city: str) -> bool:
    """`Market Street Stockton`: the end of a street line has got into the line of the city."""
    return bool(_PLAIN_STREET_WORD.search(re.sub(r"\bS(?:te|t)\.", "", city)) or re.search(r"(?<!\w)[NS]\.?[EW]\.?(?!\w)", city))


def well_formed(lines: Sequence[Paragraph], surnames: frozenset[str] = frozenset()) -> list[Paragraph]:
    """The lines of one address with city, state and ZIP code on one line, and nothing else on it.

    A city, a state and a ZIP code on lines of their own are joined; a line that holds the street too is cut; a block whose lines
    were broken in the wrong places is read word by word. `surnames` (folded) are those of the salutation.
    """
    lines = _with_state_and_zipjoined(list(lines))
    if not lines or not _STATE_ZIP.search(lines[-1].text):
        return lines
    if read_city(lines[-1].text) and not any(_cuts_a_street(line.text, after.text) for line, after in pairwise(lines)):
        return lines
    return _cut_at_commas(lines) or _read_word_by_word(lines, surnames) or lines


def _with_state_and_zipjoined(lines: list[Paragraph]) -> list[Paragraph]:
    """`Santa Fe, New Mexico` / `87504` and `Salinas,` / `California 93901` on one line."""
    if len(lines) > 1 and _ONLY_ZIP.match(lines[-1].text.strip()):
        lines[-2:] = [joined(lines[-2:])]
    if len(lines) > 1 and _STATE_ZIP.match(lines[-1].text.strip()):
        lines[-2:] = [joined(lines[-2:])]
    return lines


def joined(lines: Sequence[Paragraph]) -> Paragraph:
    """The lines as one."""
    return replace(lines[0], text=" ".join(line.text.strip() for line in lines), end=lines[-1].end)


def _cuts_a_street(line: str, following: str) -> bool:
    """A house number, or a street from its number on, ends a line that starts with something else: `Department 22 E.`"""
    match = _HOUSE_NUMBER_AT_END.search(line)
    if match and street_score(line) < 4 and read_city(line) is None:
        return True
    match = _NUMBER_WORD_AT_END.search(line) if _ENDS_AS_STREET.match(following) else None
    match = match or _STREET_AT_END.search(line)
    return match is not None and fold(line[: match.start()]).rsplit(" ", 1)[-1] in _ORGANIZATIONS


def _cut_at_commas(lines: list[Paragraph]) -> list[Paragraph] | None:
    """`500 Main Street, Suite 4, Springfield, IL 62701` as a street line and a city line."""
    last = lines[-1]
    for comma in re.finditer(r",\s*", last.text):
        city = last.text[comma.end() :]
        if read_city(city) and street_score(last.text.partition(",")[0]) >= 2.5:
            return [*lines[:-1], replace(last, text=last.text[: comma.start()]), replace(last, text=city)]
    return None


def _read_word_by_word(lines: list[Paragraph], surnames: frozenset[str]) -> list[Paragraph] | None:
    """Name and organization lines | street | city line, found in the joined words of a block broken in the wrong places."""
    block = joined(lines)
    state = _STATE_ZIP.search(block.text)
    person = _end_of_person(lines, surnames)
    start = _start_of_street(block.text, person)
    if state is None or start is None:
        return None
    organization = block.text[person:start].strip(" ,")
    end = _end_of_street(block.text[start : state.start()], organization)
    street, city = block.text[start : start + end].strip(" ,"), block.text[start + end : state.start()].strip(" ,.")
    if not street or not city:
        return None
    ahead = [block.text[:person].strip(" ,"), *_original_lines(lines, person, start)]
    texts = [*filter(None, ahead), street, f"{city}, {block.text[state.start() :]}"]
    return [replace(block, text=text, gap=block.gap if not i else 0.0) for i, text in enumerate(texts)]


def _end_of_person(lines: list[Paragraph], surnames: frozenset[str]) -> int:
    """Offset in the joined block where the name's line, or the surname that the salutation gives, ends."""
    first = lines[0].text.strip()
    for match in re.finditer(r"\S+", first):
        if fold(match.group()) in surnames and match.start():
            tail = re.match(rf"(?:,?\s+(?:{alternatives(VOCABULARY['suffixes'])})(?=[\s,]|$))*", first[match.end() :])
            return match.end() + (tail.end() if tail else 0)
    return len(first) if len(lines) > 1 and read_person(first) else 0


def _start_of_street(text: str, after: int) -> int | None:
    pattern = re.compile(
        rf"(?<![\w-])(?:{_BOX.pattern}|{_HOUSE_NUMBER}\s+[^\W\d]|{_HOUSE_NUMBER}\s+\d+(?:st|nd|rd|th)|{_NUMBER_WORD}\s+(?:\S+\s+){{1,3}}?{_STREET_WORD})",
        re.IGNORECASE,
    )
    match = pattern.search(text, after)
    return match.start() if match else None


def _end_of_street(text: str, organization: str) -> int:
    """Where the street ends in `22 E. Market Street Stockton, `: before the city that the organization is named after,
    or after the last word of a street, unit or direction."""
    tokens = list(re.finditer(r"[^\s,]+", text))
    named_after = fold(organization).split()
    for count in range(min(4, len(tokens) - 2), 0, -1):
        if [fold(token.group()) for token in tokens[-count:]] == named_after[:count]:
            return tokens[-count].start()
    ends = [m.end() for m in re.finditer(rf"(?<!\w){_STREET_WORD}(?:,?\s+(?:[NS]\.?[EW]\.?|[NSEW]\.?)(?![\w.]))?", text)]
    ends += [m.end() for pattern in (_UNIT_NUMBER, _FLOOR) for m in pattern.finditer(text)]
    ends += [m.end() for m in re.finditer(r"(?<!\w)(?:[NS]\.?[EW]\.?)(?![\w.])", text)]
    ends += [m.end() for m in re.finditer(rf"(?:{_BOX.pattern})\s*[\w-]*", text, re.IGNORECASE)]
    # `12 Oak Avenue St. Louis`: behind the word of a street `St.` begins a city's name
    ends = [end for end in ends if not ((saint := _SAINT_AT_END.search(text[:end])) and saint.start() in ends)]
    return max((end for end in ends if end < len(text.rstrip(" ,"))), default=0)


def _original_lines(lines: list[Paragraph], start: int, end: int) -> list[str]:
    """The words between two offsets of the joined block, broken where they were, or at commas where all stood on one line."""
    pieces, offset = [], 0
    for line in lines:
        text = line.text.strip()
        piece = text[max(0, start - offset) : max(0, end - offset)].strip(" ,")
        pieces += [part.strip() for part in piece.split(", ")] if len(lines) == 1 else [piece]
        offset += len(text) + 1
    return [piece for piece in pieces if piece]
