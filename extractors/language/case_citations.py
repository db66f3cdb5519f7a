"""Court decisions in running prose: where the name begins, what is reporter, page and court."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.language.reporters import edition
from extractors.language.vocabulary import vocabulary

_DATA: dict[str, list[str]] = vocabulary("cases.json")


def _reporter(printed: str) -> str:
    """Spaces between the parts may be there or not: `F. Supp. 2d`, `F.Supp.2d`."""
    return r"\s?".join(re.escape(part) for part in re.findall(r"[^\s.]+\.?|\.", printed))


_REPORTERS = "|".join(_reporter(name) for name in sorted(_DATA["reporters"], key=len, reverse=True))
_PRINTED = {name.replace(" ", ""): name for name in _DATA["reporters"]}
_CORE = re.compile(rf"(?P<volume>\d(?<![\w.-]\d)\d{{0,3}})\s(?P<reporter>{_REPORTERS})\s(?P<page>\d{{1,7}}|_{{2,}})(?![\w-])")
_PINS = r"(?:,\s(?:at\s)?\*?\d{1,5}(?:\s?[-–&]\s?\*?\d{1,5})?(?:\s(?:&\s)?nn?\.\s?\d{1,3})?){0,4}"
_OTHER_REPORTER = r"[A-Z][\w.’'&]{0,20}(?:\s[A-Z\d][\w.’'&]{0,12}){0,4}?"
# a reporter that reporters-db may know: `45 Haw. 12`, `12 Misc.3d 45`, `2019 UT 12`
_OTHER_CORE = re.compile(
    r"(?P<volume>\d(?<![\w.-]\d)\d{0,3})\s(?P<reporter>[A-Z][\w.’'&]{0,20}(?:\s[A-Z\d][\w.’'&]{0,12}){0,4}?)"
    r"\s(?P<page>\d{1,7}|_{2,})(?![\w-])"
)
_OHIO = re.compile(r"(?<![\w-])(?:19|20)\d\d-Ohio-\d{1,5}(?![\w-])")
_PARALLEL = rf"(?:,\s\d{{1,4}}\s{_OTHER_REPORTER}\s\d{{1,7}}{_PINS}){{0,3}}"
_COURT = re.compile(rf"{_PINS}{_PARALLEL}[^\S\n]?(?P<court>\((?:[^()\n]{{0,40}}(?:[^\S\n]|(?<=\.)))?(?:1[789]|20)\d{{2}}\))")
# `, No. 17-cv-123, slip op. (D.D.C. Aug. 3, 2017)`
_DOCKET_ONLY = re.compile(
    r",\s(?P<docket>No\.\s[\w:.-]{4,30}?)(?:,\sslip\sop\.)?\s(?P<court>\([^()\n]{2,40}[^\S\n](?:1[789]|20)\d{2}\))"
)
_VERSUS = re.compile(r"\sv(?:s?\.|\.?s\.?)\s")
_SINGLE_PARTY = re.compile(r"\b(?:In\sre|In\sthe\sMatter\sof|Matter\sof|Ex\sparte)\s(?=[A-Z])")
_WORD = re.compile(r"\S+")
_INITIALS = re.compile(r"(?:[A-Z]\.)+,?")
_CONNECTORS, _NOT_FIRST, _STOPS = (frozenset(_DATA[key]) for key in ("connectors", "not_first", "stops"))
_ABBREVIATIONS = frozenset(_DATA["abbreviations"])
_REACH = 160


class Case(NamedTuple):
    """One decision cited; `start` and `end` are half-open offsets into the text."""

    start: int
    end: int
    normalized: str


def find_cases(text: str) -> Iterator[Case]:
    """Decisions with name, reporter and year; `normalized` leaves out pages cited within the decision and parallel reporters."""
    reached = 0
    for core, reporter, neutral in _cores(text):
        court = _COURT.match(text, core.end())
        start = _name_start(text, max(reached, core.start() - _REACH), core.start())
        if core.start() < reached or start is None or (court is None and not neutral):
            continue
        name = _clean(text[start : core.start()]).rstrip(" ,")
        reached = court.end() if court else core.end()
        place = f" {_court(court['court'])}" if court else ""
        page = core["page"]
        if court and page.startswith("_"):  # not printed yet: the other reporter says where
            page += text[core.end() : court.start("court")].rstrip()
        yield Case(start, reached, f"{name}, {core['volume']} {reporter} {page}{place}")
    for neutral_core in _OHIO.finditer(text):
        if (start := _name_start(text, max(0, neutral_core.start() - _REACH), neutral_core.start())) is not None:
            yield Case(start, neutral_core.end(), _clean(text[start : neutral_core.end()]))
    for versus in _VERSUS.finditer(text):  # decisions known by their docket alone
        name_end = text.find(", No. ", versus.end(), versus.end() + 80)
        docket = _DOCKET_ONLY.match(text, name_end) if name_end >= 0 else None
        start = _name_start(text, max(0, versus.start() - _REACH), name_end + 2) if docket is not None else None
        if docket is not None and start is not None:
            yield Case(start, docket.end(), f"{_clean(text[start:name_end])}, {docket['docket']} {docket['court']}")


def _cores(text: str) -> Iterator[tuple[re.Match[str], str, bool]]:
    """Volume, reporter and page wherever they stand; the reporter's usual name; whether they need no court and year."""
    common = {core.start(): core for core in _CORE.finditer(text)}
    found = [(core, _PRINTED[re.sub(r"\s", "", core["reporter"])], False) for core in common.values()]
    if _VERSUS.search(text) or _SINGLE_PARTY.search(text):
        for core in _OTHER_CORE.finditer(text):
            if (
                core.start() not in common
                and "," in text[core.start() - 2 : core.start()]
                and (known := edition(core["reporter"]))
            ):
                found.append((core, known[0], known[1] and core["volume"][:2] in ("19", "20")))
    yield from sorted(found, key=lambda core: core[0].start())


def _court(printed: str) -> str:
    """`(1st Cir.1990)` as it is usually printed: `(1st Cir. 1990)`."""
    return re.sub(r"\.(?=(?:Cir\.|Cl\.|App\.|(?:1[789]|20)\d\d\)))", ". ", printed)


def _clean(printed: str) -> str:
    return re.sub(r"\s+(?=,)", "", re.sub(r"\s+", " ", printed)).strip()


def _name_start(text: str, floor: int, end: int) -> int | None:
    """Where the name that ends in a comma before `end` begins; `None` where no name stands there."""
    floor = max(floor, text.rfind("\n", floor, end) + 1)
    if not text[floor:end].rstrip().endswith(","):
        return None
    versus = max((m.start() for m in _VERSUS.finditer(text, floor, end)), default=None)
    single = max((m.start() for m in _SINGLE_PARTY.finditer(text, floor, end)), default=None)
    start = single if versus is None else _party_start(text, floor, versus)
    if start is None or re.search(r"[;()]", text[start:end]):
        return None
    return start


def _party_start(text: str, floor: int, versus: int) -> int | None:
    """The first word of the party before `v.`: back over capitalised words and what joins them, not over a sentence's end."""
    words = list(_WORD.finditer(text, floor, versus))
    first = len(words)
    for index in range(len(words) - 1, -1, -1):
        if not _belongs(words, index):
            break
        first = index
    while first < len(words) and words[first].group() in _NOT_FIRST:
        first += 1
    if first == len(words):
        return None
    opening = re.match(r"[(\[“\"‘']+", words[first].group())
    return words[first].start() + (opening.end() if opening else 0)


def _belongs(words: list[re.Match[str]], index: int) -> bool:
    word = words[index].group()
    following = words[index + 1].group() if index + 1 < len(words) else None
    if following is not None and re.match(r"[(\[“\"‘]", following):
        return False
    if word in _STOPS:
        return False
    if word in _CONNECTORS:
        # "Title VI and Lau v. Nichols": two things; "Food and Drug Administration v. ...": one
        return following is not None and (word != "and" or len(words) - index > 2)
    if not re.match(r"[(\[“\"‘']*\d*[A-Z]", word) or word[-1] in ';:)]”"':
        return False
    if following is None:
        return True
    if word.endswith(","):
        return following.rstrip(",") in _ABBREVIATIONS or following.rstrip(",") in {
            "LLC",
            "LLP",
            "Inc",
            "L.L.C.",
            "L.P.",
            "N.A.",
            "P.C.",
            "S.A.",
        }
    return not word.endswith(".") or word in _ABBREVIATIONS or _INITIALS.fullmatch(word) is not None
