"""What the decoder of zones is told of each line: today's cues and vocabularies, the line's shape, and how it is set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from extractors.language import cues
from extractors.language.vocabulary import either
from extractors.paragraph import Paragraph
from extractors.people.persons import fold, is_title, read_person
from extractors.structure import addresses
from extractors.structure.blocks import is_organization
from extractors.structure.notes import is_delivery, is_note

# Bounds of the features, as they were when the weights were fitted: white above a line in lines, sizes in those of the text.
_HARDLY, _HALF, _ONE = 0.4, 0.8, 1.6
_LARGER, _SMALLER = 1.1, 0.9
_RIGHT_HALF = 0.45  # of the widest line
_INCH, _MOST_INCHES = 72, 4  # points; indents are told by the inch
_PAGE, _CENTRED, _SET_IN = 612, 40, 36  # points: the width of US letter paper, how far off its middle, how far from the margin
_ANYWHERE = frozenset({"office", "court", "congress", "bar", "docket", "versus", "judge signs"})
"""Cues that may stand anywhere in a line; the others begin it."""
_CUES: dict[str, re.Pattern[str]] = {
    "department": cues.DEPARTMENT,
    "date": cues.DATE_LINE,
    "city": cues.CITY_LINE,
    "salutation": cues.SALUTATION,
    "closing": cues.CLOSING,
    "notice": cues.NOTICE,
    "subject": cues.SUBJECT,
    "label": cues.FIELD,
    "delivery": cues.DELIVERY,
    "reference": cues.REFERENCE_LINE,
    "enclosures": cues.ENCLOSURES,
    "copies": cues.COPIES,
    "order": cues.ORDER,
    "stamp": cues.STAMP,
    "production": cues.PRODUCTION_NUMBER,
    "office": re.compile(
        # as `offices.OFFICE` was when the weights were fitted
        r"(?:\b(?:Office|Division|Bureau|Administration|Service|Staff|Prisons|Marshals)\b|(?:United States|U\.S\.) Attorney)"
    ),
    "district": re.compile(rf"(?:for the )?(?:(?:{either('Districts')})\s+)?District of [A-Z]"),
    "court": re.compile(r"\b(?:Court|Courthouse|Judge|Magistrate)\b"),
    "congress": re.compile(r"\b(?:Committee|Senate|House of Representatives|Congress)\b"),
    "attention": re.compile(r"(?:attn|attention|c/o|care of)\b", re.I),
    "signed": re.compile(r"(?:by\s*:|/s/?|s/|\[?signature|digitally signed|_{4,}|for$|for:)", re.I),
    "bar": re.compile(r"\bbar\s+no", re.I),
    "docket": re.compile(r"\b\d{1,2}[ -](?:cr|civ|cv|mj|mag)\b", re.I),
    "versus": re.compile(r"\sv\.?\s"),
    "filing": re.compile(r"case\s?#?:?\s.{0,99}\bdocument", re.I),
    "initials": re.compile(r"[A-Z]{2,4}(?:[:/][A-Za-z]{2,4})+$"),
    "numbered": re.compile(r"[A-Z]{2,6}[-/ ]?(?:\d{2,4}[-/])+\d{3,}|\d+-\d+-\d+"),
    "item": re.compile(r"(?:\(?[a-z0-9]{1,3}[.)]|[•·▪–-])\s"),
    "note": re.compile(r"\d{1,2}\s[A-Z].{60,}"),
    "judge signs": re.compile(r"\bU\.S\.[DM]\.J\b"),
}
_SHORT = 100  # characters: longer lines are running text, of which no more is asked
_WORDS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")


def features(lines: Sequence[Paragraph]) -> list[list[str]]:
    """The features of each line, its neighbours' included."""
    signs = [_signs(line.text.strip()) for line in lines]
    size = median([line.size for line in lines]) if lines else 0.0
    width = max((line.x1 for line in lines), default=0.0)
    greeted = closed = False
    found = []
    for i, line in enumerate(lines):
        greeted = greeted or "salutation" in signs[i]
        own = [*signs[i], *_shape(line.text.strip()), *_setting(line, size, width), *_place(i, len(lines), greeted, closed)]
        own += [f"-1:{sign}" for sign in signs[i - 1]] if i else ["first"]
        own += [f"+1:{sign}" for sign in signs[i + 1]] if i + 1 < len(lines) else ["last"]
        own += [f"-2:{sign}" for sign in signs[i - 2]] if i > 1 else []
        own += [f"+2:{sign}" for sign in signs[i + 2]] if i + 2 < len(lines) else []
        closed = closed or (greeted and "closing" in signs[i])
        found.append(own)
    return found


def _signs(text: str) -> list[str]:
    """The cues that a line bears and what the vocabularies make of it."""
    if len(text) > _SHORT:
        return ["text", *(name for name in ("order", "note", "copies", "delivery") if _CUES[name].match(text))]
    signs = [name for name, cue in _CUES.items() if (cue.search(text) if name in _ANYWHERE else cue.match(text))]
    person = read_person(text)
    if person is not None:
        signs += ["person", *(["honorific"] if person.honorific else []), *(["rank"] if person.title else [])]
    street = addresses.street_score(text)
    signs += ["title"] if is_title(text) else []
    signs += ["organization"] if is_organization(text) else []
    signs += ["street"] if street >= 4 else ["street?"] if street >= 2 else []
    signs += ["place"] if addresses.ends_address(text) else []
    signs += ["sent"] if is_delivery(text) else ["contact"] if is_note(text) else []
    return signs or ["plain"]


def _shape(text: str) -> list[str]:
    words = text.split()
    shape = [f"words={min(len(words), 12)}", f"end={text[-1:] if not text[-1:].isalnum() else 'a'}"]
    shape += ["capitals"] if text.isupper() else []
    shape += ["small"] if text[:1].islower() else []
    shape += ["digits"] if any(map(str.isdigit, text)) else []
    shape += ["each capital"] if len(words) > 1 and all(word[:1].isupper() or len(word) < 4 for word in words) else []
    if len(text) <= _SHORT:
        tokens = [fold(token) for token in _WORDS.findall(text)]
        shape += [f"w={token}" for token in tokens if not token.isdigit()]
        shape += [f"w0={tokens[0]}", f"w9={tokens[-1]}"] if tokens else []
    return shape


def _setting(line: Paragraph, size: float, width: float) -> list[str]:
    """How a line is set: white above it, its indent, its column, its size against the others'."""
    white = "none" if line.gap < _HARDLY else "half" if line.gap < _HALF else "one" if line.gap < _ONE else "more"
    setting = [f"white={white}", f"indent={min(int(line.indent / _INCH), _MOST_INCHES)}"]
    setting += [f"column={min(line.column, 2)}"] if line.column else []
    setting += ["bold"] if line.bold else []
    setting += ["large"] if size and line.size > _LARGER * size else ["minute"] if size and line.size < _SMALLER * size else []
    setting += ["centred"] if line.x1 and line.indent > _SET_IN and abs(line.x0 + line.x1 - _PAGE) < _CENTRED else []
    setting += ["right half"] if line.x0 > _RIGHT_HALF * width > 0 else []
    return setting


def _place(number: int, count: int, greeted: bool, closed: bool) -> list[str]:
    top = number if number < 6 else 6 if number < 10 else 10 if number < 16 else 16
    end = count - number - 1
    bottom = end if end < 3 else 3 if end < 8 else 8
    return [f"top={top}", f"bottom={bottom}", "greeted" if greeted else "before", "closed" if closed else "open"]
