"""Abbreviations that the document itself defines: `the Office of Justice Programs (“OJP”)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from extractors.analysis import once
from extractors.finding import Finding
from extractors.language.components import component_name
from extractors.language.dates import find_dates
from extractors.language.long_forms import long_form_start
from extractors.language.states import code
from extractors.language.vocabulary import either, vocabulary
from extractors.people.persons import VOCABULARY, alternatives
from extractors.structure.parts import read_parts
from extractors.whole_text import text_of

LABEL = "abbreviations"

_DATA: dict[str, list[str]] = vocabulary("defined_terms.json")
_NOT_FIRST, _OF_HEADS = frozenset(_DATA["not_first"]), frozenset(_DATA["extends_over_of"])

_INTRODUCED = "|".join(re.escape(words).replace(r"\ ", r"\s") for words in _DATA["introductions"])
_BRACKETS = re.compile(r"\s?\((?P<inner>[^()\n]{2,90})\)")
_QUOTED = re.compile(r"[“”\"‘](?P<term>[^“”\"\n]{2,40}?)[,’']?[”“\"]{1,2}")
_BARE = re.compile(rf"(?:(?:{_INTRODUCED}),?\s)?(?:the\s)?(?P<term>[^\s,;]{{2,15}}(?:\s[A-Z][^\s,;]{{1,15}}){{0,2}})")
_ARTICLED = re.compile(r"the\s(?P<term>[A-Z][a-z]{2,14}(?:\s[A-Z][a-z]{1,14})?)")
_SHORT = re.compile(r"(?:the\s)?(?P<short>[A-Z][\w&/.:-]{0,14}(?:\s(?:[A-Z][\w&/-]{1,14}|\d{1,4})){0,2})")
_ACRONYM = re.compile(r"(?<![a-z])[A-Z][\w&/.:-]{0,12}[A-Z]")
_REVERSED = re.compile(r"(?<![\w-])(?P<short>[A-Z][A-Z&/-]{1,9})\s\((?:the\s)?(?P<long>[A-Z][^()\d\n]{5,90})\)")
_WORD_BEFORE = re.compile(r"(?P<word>[A-Z](?:[\w&-]*\w)?|U\.S\.|of(?:\sthe)?)\s$")
_NAME_PART = re.compile(r"[^\W_](?:[\w&.’'/-]*[\w.])?|&")
# what a comma within a name may stand before: `Inc.`, `Criminal Division`
_AFTER_COMMA = re.compile(
    rf"(?:{alternatives(VOCABULARY['legal_forms'])})(?!\w)|(?:[A-Z][\w]* ){{1,4}}(?:{either('Offices')}|Section|Branch)\b"
)
_CASE_BEFORE = re.compile(r"\bv\.?\s$")  # `Roe v. Poe (“Roe”)` is a case cited for short
# of `the Bureau and the Police (the “Team”)` neither is meant alone
_LIST_BEFORE = re.compile(r"\b(?:and|or)\s(?:(?:the|its|their)\s)?$")
_GOES_ON = re.compile(r"\)\s[A-Z][a-z]")
_WITHIN = frozenset({"of", "the", "and", "for", "&", "on", "in", "to", "de", "No."})
_LEGAL_FORMS = frozenset(VOCABULARY["legal_forms"])
_WITHIN_NAMED = _WITHIN | {"with", "by", "from", "against", "a", "an"}
_REACH = 150
_ENDS_NAME = frozenset({"Service", "Office", "Division", "Department", "Bureau", "Agency", "Administration", "Police"})
"""Words with which the name of an office ends: what comes behind it has a name of its own."""
_NOT_OF_NAME = re.compile(r"[’']s\s|\bThe\s")
# words with capitals, up to two small ones between them: `Department of Justice Task Force on`
_NAME_BEFORE = re.compile(
    r"(?<![\w.’'-])(?P<name>[A-Z](?:[\w’'&-]*\w)?\.?(?:\s(?:(?:of|on|for|and|the|against|to)\s){0,2}[A-Z](?:[\w’'&-]*\w)?\.?){1,12})"
    r"(?:\s(?:of|on|for|and|the|against|to)){0,2}\s?$"
)


def extract(doc: Doc) -> list[Finding]:
    """Each short form once, initials or a word (`the “Company”`); `long` without a leading article or possessive."""
    return list(_defined(doc))


@once
def _defined(doc: Doc) -> list[Finding]:
    parts, text = read_parts(doc), text_of(doc)  # spaCy puts the text together anew each time
    first: dict[object, Finding] = {}
    for paragraph in sorted((*parts.subject, *parts.body, *parts.footnotes), key=lambda p: p.start):
        for finding in _definitions(text, paragraph.start, paragraph.end):
            first.setdefault(finding.value["short"], finding)
    return list(first.values())


def _definitions(text: str, begin: int, end: int) -> Iterator[Finding]:
    for match in _BRACKETS.finditer(text, begin, end):
        floor, named = max(begin, match.start() - _REACH), match.start()  # where the name begins that all terms stand for
        for short in _shorts(match["inner"]):
            start, rule = _long_start(text, floor, match.start(), short), "abbreviations.definition"
            if start is None and short not in match["inner"].split():  # in quotation marks: it is defined, whatever its letters
                start, rule = _start_of_word(text, floor, match.start(), short), "abbreviations.defined_word"
            if start is not None:
                named = min(named, start)
                yield Finding(LABEL, start, match.end(), rule, _value(short, text[start : match.start()]))
        for word in _words(match["inner"]):
            start = _start_of_word(text, floor, match.start(), word)
            if start is not None:
                start = min(named, start)
                value = _value(word, text[start : match.start()])
                if value["long"] != word:
                    yield Finding(LABEL, start, match.end(), "abbreviations.defined_word", value)
        if bare := _ARTICLED.fullmatch(match["inner"]):
            start = _start_of_defined(text, floor, match.start(), bare["term"])
            if start is not None and set(bare["term"].split()) < set(text[start : match.start()].split()):
                yield Finding(
                    LABEL, start, match.end(), "abbreviations.articled", _value(bare["term"], text[start : match.start()])
                )
    for match in _REVERSED.finditer(text, begin, end):
        if long_form_start(text, *match.span("long"), match["short"], exact=True) == match.start("long"):
            yield Finding(LABEL, *match.span(), "abbreviations.reversed", _value(match["short"], match["long"]))


def _shorts(inner: str) -> Iterator[str]:
    """The abbreviations in a bracket: `“FTC” or “Commission”` has one, `D. Or. 2012` none."""
    terms = [match["term"] for match in _QUOTED.finditer(inner)]
    bare = [found["term"] for part in inner.strip().split(" or ") if (found := _BARE.fullmatch(part))]
    for term in terms or bare:
        short = _SHORT.fullmatch(term.strip())
        if short is not None and _ACRONYM.search(short["short"]):
            yield short["short"]


def _words(inner: str) -> Iterator[str]:
    """The words with a capital, in quotation marks, that stand for a name: `the “Company”`."""
    for match in _QUOTED.finditer(inner):
        short = _SHORT.fullmatch(match["term"].strip())
        if short is not None and not _ACRONYM.search(short["short"]):
            yield short["short"]


def _start_of_word(text: str, floor: int, end: int, short: str) -> int | None:
    """Where the name begins that ends at `end` and that `short`, in quotation marks, stands for: with `short` itself at least."""
    start, at = _start_of_defined(text, floor, end, short), text.rfind(f"{short} ", floor, end)
    if at < 0 or (at and text[at - 1].isalnum()) or (start is not None and start <= at) or _CASE_BEFORE.search(text, floor, at):
        return start
    rest = text[at + len(short) : end].split()
    return at if all(_is_of_name(word) for word in rest) else start


def _is_of_name(word: str) -> bool:
    """Whether a word may stand in a name: with a capital or a figure, a small word, a firm's form."""
    return (word[0].isupper() or word[0].isdigit() or word in _WITHIN_NAMED or word in _LEGAL_FORMS) and word[-1] not in ";:)”"


def _start_of_defined(text: str, floor: int, end: int, short: str) -> int | None:
    """Where the name begins that ends at `end` and that `short` stands for.

    It is made of capitals and figures, with the small words and the commas within it.
    """
    start, at = None, end
    for word in reversed(list(_NAME_PART.finditer(text, floor, end))):
        said, behind = word.group(), text[word.end() : at]
        comma = behind.strip() == ","
        if (behind.strip() and not comma) or (comma and start is not None and not _AFTER_COMMA.match(text, at)):
            break
        if said[0].isupper() or (said[0].isdigit() and start is None):
            if said in _NOT_FIRST:
                break
            start = word.start() if said[0].isupper() else start
        elif said not in (_LEGAL_FORMS if start is None and not text[at].isdigit() else _WITHIN):
            break
        at = word.start()
    if start is None or _CASE_BEFORE.search(text, floor, start) or _is_nickname(text, start, end):
        return None
    if _LIST_BEFORE.search(text, floor, start) and not set(short.split()) & set(text[start:end].split()):
        return None
    if find_dates(text[start:end]):
        return None  # `the order of July 6, 2020 (the “Order”)`
    return start


def _is_nickname(text: str, start: int, end: int) -> bool:
    """`Maj. Leo (“Skip”) Roe`: a name goes on behind the bracket."""
    return len(text[start:end].split()) <= 2 and _GOES_ON.match(text, text.find(")", end)) is not None


def _value(short: str, printed: str) -> dict[str, object]:
    long = re.sub(r"\s+", " ", printed).strip(' ,“”"‘')
    return {"short": short, "long": re.sub(r"[’']s?$", "", long)}


def _long_start(text: str, floor: int, end: int, short: str) -> int | None:
    floor = max([floor, *(text.rfind(mark, floor, end) + 1 for mark in ";:()")])
    if (component := component_name(short)) and short.isupper() and text[floor:end].rstrip().endswith(component):
        return text.rindex(component, floor, end)
    start = long_form_start(text, floor, end, short)
    words = [word for word in short.split() if not _ACRONYM.search(word)]
    if start is None and words:  # "Office of Community Oriented Policing Services (“COPS Office”)": the word stands first
        start = long_form_start(text, floor, end, " ".join(word for word in short.split() if word not in words))
        start = None if start is None else _extended(text, floor, start)
        if start is not None and not all(word in text[start:end].split() for word in words):
            start = _name_start(text, floor, start)  # `Task Force on Intellectual Property (IP Task Force)`
        return start if start is not None and all(word in text[start:end].split() for word in words) else None
    return None if start is None else _extended(text, floor, start)


def _name_start(text: str, floor: int, at: int) -> int | None:
    """Where the name begins that ends at `at` or goes on there: words with capitals, and small ones between them."""
    run = _NAME_BEFORE.search(text, floor, at)
    if run is None:
        return None
    before = list(_NOT_OF_NAME.finditer(text, *run.span("name")))
    return before[-1].end() if before else run.start("name")


def _extended(text: str, floor: int, start: int) -> int:
    """Take in what the initials leave out of a name: `U.S. Customs and ...`, `Department of Health and ...`."""
    if not text[start].isupper():
        return start
    while (before := _WORD_BEFORE.search(text, max(floor, start - 40), start)) is not None:
        word = before["word"]
        if word.startswith("of"):
            before = _WORD_BEFORE.search(text, max(floor, start - 40), before.start())
            if before is None or before["word"] not in _OF_HEADS:
                break
        elif word in _ENDS_NAME:
            break  # `Marshals Service Violent Fugitives Team (VFT)`
        elif word != "U.S." and (word in _NOT_FIRST or word.isupper() or (_after_stop(text, before.start()) and not code(word))):
            break  # an acronym is a name of its own, and a capital at a sentence's start says nothing
        start = before.start()
    return start


def _after_stop(text: str, offset: int) -> bool:
    return (
        offset == 0
        or text[offset - 1] == "\n"
        or re.search(r"(?<!U\.S)[.?!][”\"’)]?\s$", text[max(0, offset - 5) : offset]) is not None
    )
