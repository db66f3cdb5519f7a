"""Programs of grants and assistance that are named: `the Edward Byrne Memorial Justice Assistance Grant Program`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from extractors.fields import abbreviations
from extractors.finding import Finding
from extractors.language.vocabulary import vocabulary
from extractors.repair.mended_words import PROGRAMS, mended_in
from extractors.structure.parts import read_parts
from extractors.whole_text import text_of

LABEL = "programs"

_DATA: dict[str, list[str]] = vocabulary("programs.json")


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


_WORD = r"(?:U\.S\.|(?!(?:Program|Initiative|Partnership)\sand\s)[A-Z][\w’'&-]*)"
# words with capitals up to a head (`Byrne Justice Assistance Grant Program`), of which no name of a firm goes on
_NAMED = re.compile(
    rf"(?<![\w’'&.-])(?P<name>(?:{_WORD}\s(?:(?:{_any(_DATA['connectors'])})\s)?){{1,9}}(?:{_any(_DATA['heads'])}))"
    rf"(?![\w’'-]|\s[A-Z][a-z]|,\s(?:L\.?L|L\.?P|Inc|Ltd))"
)
_HEAD = re.compile(_any(_DATA["heads"]))
_CALLED_PROJECT = re.compile("Project")
_PROJECT = re.compile(
    rf"(?<![\w’'&.-])(?P<name>Project\s(?!(?:{_any(_DATA['project_not_followed_by'])})\b)[A-Z][a-z]+(?:\s[A-Z][a-z]+){{1,2}})(?!\w|\s[A-Z])"
)
_OWNER = re.compile(
    rf"(?:{_WORD}\s(?:(?:{_any(_DATA['connectors'])})\s)?)*?(?:(?:{_any(_DATA['organisations'])})|[A-Z]{{2,}})[’']s?\s"
)
_NOT_FIRST = re.compile(rf"(?:(?:{_any(_DATA['not_first'])})\s)+")
_OFFICE = re.compile(rf"(?:{_any(_DATA['organisations'])})\s(?:of|for|on)\s")
_CALLED_PROGRAM = re.compile(r"\s(?:Programs?(?![\w’'-]|\s[A-Z])|(?:grant\s)?(?:program|initiative)s?\b(?!-))")
_HEAD_OF_LONG = re.compile(rf"(?:{_any(_DATA['heads'] + _DATA['heads_when_abbreviated'])})$")


def extract(doc: Doc) -> list[Finding]:
    """Each program once, with the abbreviation that the document defines for it (else `None`)."""
    defined = abbreviations.extract(doc)
    shorts = {str(f.value["long"]): f.value["short"] for f in defined}
    parts, text = read_parts(doc), text_of(doc)  # spaCy puts the text together anew each time
    found = list(_defined(text, defined))
    for paragraph in (*parts.body, *parts.footnotes):
        found += _named(text, paragraph.start, paragraph.end, shorts)
    first: dict[object, Finding] = {}
    reached = 0
    found = [replace(f, value={**f.value, "name": mended_in(doc, str(f.value["name"]), PROGRAMS)}) for f in found]
    for finding in sorted(found, key=lambda f: (f.start, -f.end)):
        if finding.start >= reached:
            first.setdefault(finding.value["name"], finding)
            reached = finding.end
    return list(first.values())


def _named(text: str, begin: int, end: int, shorts: dict[str, object]) -> Iterator[Finding]:
    for pattern, needed in ((_NAMED, _HEAD), (_PROJECT, _CALLED_PROJECT)):
        for match in pattern.finditer(text, begin, end) if needed.search(text, begin, end) else ():
            start = match.start("name")
            for before in (_OWNER, _NOT_FIRST):  # "the Department’s Public Safety Partnership"
                skipped = before.match(text, start, match.end())
                start = skipped.end() if skipped else start
            name = re.sub(r"\s+", " ", text[start : match.end()])
            if " " in name and name not in _DATA["not_names"] and not _OFFICE.match(name) and not name.isupper():
                yield _finding("programs.name", start, match.end(), name, shorts.get(name))


def _defined(text: str, defined: list[Finding]) -> Iterator[Finding]:
    """Names that are called programs only after their abbreviation: `Crisis Response Teams (CRT) program`."""
    plural_after = None
    for definition in reversed(defined):
        called = _CALLED_PROGRAM.match(text, definition.end)
        joined = plural_after is not None and re.fullmatch(r",?\s(?:and\s)?(?:the\s)?", text[definition.end : plural_after])
        long = str(definition.value["long"])
        plural_after = definition.start if (called and called.group().endswith("s")) or joined else None
        if called or joined or _HEAD_OF_LONG.search(long):
            capital = called is not None and called.group().lstrip()[0] == "P" and not called.group().endswith("s")
            name, end = (f"{long} Program", called.end()) if called and capital else (long, definition.end)
            yield _finding("programs.defined", definition.start, end, name, definition.value["short"])


def _finding(rule: str, start: int, end: int, name: str, abbreviation: object) -> Finding:
    return Finding(LABEL, start, end, rule, {"name": name, "abbreviation": abbreviation})
