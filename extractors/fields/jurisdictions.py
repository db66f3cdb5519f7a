"""Places named with their state in running text: `Enid, Okla.`, `Cook County, Illinois`, `the City of Ferguson, Missouri`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language.states import STATE, code
from extractors.language.vocabulary import lists, vocabulary
from extractors.repair.mended_words import PLACES, mended_in
from extractors.structure.parts import read_parts
from extractors.whole_text import text_of

LABEL = "jurisdictions"

_FILE = "jurisdictions.json"
_DATA = lists(_FILE)
_CITY_AND_STATE: Mapping[str, str] = vocabulary(_FILE)["city_and_state"]
_KINDS: Mapping[str, list[str]] = vocabulary(_FILE)["kinds"]


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_WORD = r"(?:(?:St|Ste|Mt|Ft|Pt)\.|U\.S\.|(?:[dDLO][’'])?[A-ZÀ-ÖØ-Þ][\w’'-]*)"
_CITY_OF = rf"(?:The\s)?(?:{_any(_DATA['city_forms'])})\sof\s(?:the\s)?"
_NAME = rf"(?:City\sand\sCounty\sof\s)?{_WORD}(?:\s(?:(?:du|de|la|del|los|las|qui|of|of\sthe|the)\s)?{_WORD}){{0,6}}"
_PLACE = re.compile(rf"(?<![\w.’'&/-])(?P<name>{_NAME})\s?,\s(?P<state>{STATE})")
_STATE_BEHIND = re.compile(rf",\s{STATE}")
# What may stand before the name: "FBI", "In", "City of", "Mayor of", "the Department’s".
_BEFORE_NAME = re.compile(
    rf"(?:(?:[A-Z]{{2,}}|U\.S\.)(?:’s|'s)?\s(?=[A-Z][a-z’'])|(?:{_any(_DATA['leading_words'])})\s|(?P<city>{_CITY_OF})"
    rf"|(?:(?:{_WORD})\s){{0,5}}(?:{_any(_DATA['not_last_word'])})(?:’s|'s)\s"
    rf"|(?!(?:{_any(_DATA['heads_with_of'])})\s)(?:{_WORD}\s){{1,5}}of\s(?:the\s)?|of\s(?:the\s)?)"
)
_ARTICLE_KEPT = re.compile(rf"(?:{_any(_DATA['keep_article'])})$")
_POST_CODE = re.compile(r",?\s\d{5}\b")
_CODE_OF_LAW = re.compile(r"\s(?:Code|Stat\.|Rev\.|Const\.|App\.|Gen\.|Admin\.|Ct\.|Cir\.)")
_CAPITAL_NEXT = re.compile(r"(?:’s|'s)?[^\S\n](?P<word>[A-Z][\w’']*)")
_NEXT_CITY = re.compile(rf"(?P<join>,?\s(?:and|or)\s|,\s){_WORD}(?:\s{_WORD})*(?P<state>,\s{STATE})?")
_DATELINE = re.compile(r"[^\n]{0,25}?(?:[-–—])")
_IN_PLACE = re.compile(r"(?:[;:•–,(]\s*|\b(?:in|of|at|from|near|to|and|or|for|the|outside)\s)$")
_PERSON = re.compile(rf"(?:{_any(_DATA['honorifics'])})\s$")
_DEGREES = frozenset({"MD", "PA", "DO", "MA", "MS"})


def extract(doc: Doc) -> list[Finding]:
    """Each place once; letterhead, address block, dateline and addresses with a ZIP code are no places named in the text."""
    parts, text = read_parts(doc), text_of(doc)  # spaCy puts the text together anew each time
    first: dict[tuple[object, object], Finding] = {}
    for number, paragraph in enumerate((*parts.body, *parts.footnotes)):
        if not _STATE_BEHIND.search(text, paragraph.start, paragraph.end):
            continue
        for match in _PLACE.finditer(text, paragraph.start, paragraph.end):
            dateline = number == 0 and match.start() <= paragraph.start + 1 and _DATELINE.match(text, match.end(), paragraph.end)
            finding = None if dateline else _finding(doc, text, match)
            if finding is not None:
                first.setdefault((finding.value["name"], finding.value["state"]), finding)
    return sorted(first.values(), key=lambda f: f.start)


def _finding(doc: Doc, text: str, match: re.Match[str]) -> Finding | None:
    state = code(match["state"])
    start, is_city = _name_start(match)
    name = mended_in(doc, re.sub(r"\s+", " ", text[start : match.end("name")]), PLACES)
    if state is None or not _is_place(name, state) or not _stands_alone(text, start, match):
        return None
    if match["state"] in _DEGREES and not _IN_PLACE.search(text[max(0, start - 12) : start]):
        return None  # "Jane Doe, MD"
    value = {"name": name, "state": state, "kind": "city" if is_city else _kind(name)}
    return Finding(LABEL, start, match.end(), "jurisdictions.place_and_state", value)


def _name_start(match: re.Match[str]) -> tuple[int, bool]:
    """Where the name itself begins, and whether words before it (`City of`) say that it is a city."""
    start, is_city = match.start("name"), False
    while not _ARTICLE_KEPT.match(match.string, start, match.end("name")):
        before = _BEFORE_NAME.match(match.string, start, match.end("name"))
        if before is None:
            break
        start, is_city = before.end(), is_city or before["city"] is not None
    return start, is_city


def _is_place(name: str, state: str) -> bool:
    if name.isupper() or (code(name) is not None and _CITY_AND_STATE.get(name) != state):
        return False  # a heading in capitals; "Texas, Oklahoma and Kansas"
    if name in _DATA["countries"]:
        return False  # "from China, California, and Canada"
    last = re.split(r"[\s-]", name)[-1].rstrip(".")
    return last not in _DATA["not_last_word"] or name in _DATA["names_in_spite_of_last_word"]


def _stands_alone(text: str, start: int, match: re.Match[str]) -> bool:
    """Is the state the end of the place's name, and not the start of something else or a city of its own?"""
    end, state = match.end(), match["state"]
    if _PERSON.search(text[max(0, start - 16) : start]) or _POST_CODE.match(text, end) or _CODE_OF_LAW.match(text, end):
        return False
    capital = _CAPITAL_NEXT.match(text, end)
    if capital and not state.endswith(".") and capital["word"] not in _DATA["continues_as_place"]:
        return _PLACE.match(text, capital.start("word")) is not None  # "Kansas Department of ..." or the next column's place
    if state in _DATA["state_named_cities"]:  # "Boston, New York and Chicago" are three cities
        further = _NEXT_CITY.match(text, end)
        listed = further is not None and (
            "," not in further["join"] or " " in further["join"].strip() or text[:start].endswith(", ")
        )
        return not (further is not None and listed and further["state"] is None)
    return True


def _kind(name: str) -> str | None:
    last = name.rsplit(" ", 1)[-1]
    for kind, words in _KINDS.items():
        if (last in words and last != name) or (kind == "tribe" and name.split(" of ")[0] in words and " of " in name):
            return None if kind == "none" else kind
    return "county" if name.startswith(("County of ", "Parish of ")) else "city"
