"""Telephone, text telephone and fax numbers, e-mail addresses and web addresses, as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language.vocabulary import vocabulary
from extractors.structure.parts import read_parts
from extractors.whole_text import text_of

LABEL = "contacts"

_DATA = vocabulary("contacts.json")
_KINDS: dict[str, str] = {word: kind for kind, words in _DATA["labels"].items() for word in words}
_LONGEST_FIRST = sorted(_KINDS, key=len, reverse=True)
_WORD = "|".join(re.escape(word) for word in _LONGEST_FIRST if len(word) > 1)
_LETTER = "|".join(re.escape(word) for word in _LONGEST_FIRST if len(word) == 1)

# `(202) 555-0100 ext. 4`, `1-800-CALL-DOJ`; no part of a longer number or of a sum
_PHONE = re.compile(
    r"(?:(?<![\w$#/.-])|(?<=\s/)(?=\())(?:\+?1[\s.-]{1,2})?"
    r"(?:\(\d{3}\)\s?-?|\d{3}[\s./-])(?:\d{3}[\s.-]\d{4}|(?=[A-Z\d-]{0,5}[A-Z]{3})[A-Z\d]{3,4}-[A-Z\d]{3,4})(?![\w/]|[.-]\d)"
    r"(?:,?\s(?:ext\.?|extension|x)\s?\d{1,5}\b)?"
)
_SEVEN_DIGITS = re.compile(r"\d{3}-\d{4}(?![\w-])")
_LABEL_BEFORE = re.compile(rf"\b(?:{_WORD})[.:]?\s?(?:\([a-z]+\)\s?)?$", re.IGNORECASE)
_BEFORE = re.compile(rf"(?<![\w-])(?:(?P<word>{_WORD})(?![\w-])|(?P<letter>{_LETTER})(?=[.:)]))", re.IGNORECASE)
_AFTER = re.compile(
    rf"\s?(?:[(\[](?:{_LETTER}|{_WORD})(?:(?:/|\s|, | or )(?:{_WORD}))*[)\]]|(?:{_WORD})(?=[.,;]|$))", re.IGNORECASE
)
# OCR sets a space behind a full stop: `www. justice.gov`, `FOIA. Requests@usdoj. gov`
_EMAIL = re.compile(
    r"(?<![\w.+-])(?:[A-Z]{2,6}\.\s(?=[A-Z][a-z]*@))?[\w+-]+(?:\.[\w+-]+)*"
    rf"(?:\s(?=@(?:[\w-]+\.)+(?:{'|'.join(_DATA['domains'])})(?!\w)))?@"
    rf"(?:[A-Za-z0-9-]+\.)+(?:\s(?:{'|'.join(_DATA['domains'])})|[A-Za-z]{{2,24}})(?![\w@]|\.[a-z])"
)
_DOMAIN = rf"(?-i:{'|'.join(_DATA['domains'])})(?![\w-])"
# with a scheme or `www.`; OCR sets spaces in it
_URL = re.compile(
    rf"(?<![\w@.])(?:https?:\s?/\s?/\s?(?=\w)|www\.|www\s?\.\s?(?=(?:[\w-]+\.\s?){{1,5}}(?:{'|'.join(_DATA['domains'])})(?!\w)))"
    rf"(?:(?:[\w-]+\.){{1,4}}\s(?={_DOMAIN}))?[^\s<>\"“”‘|{{}}\[\]]+",
    re.IGNORECASE,
)
_WEB = re.compile(r"[HhWw](?:[Tt]{2}[Pp]|[Ww]{2})")
# `justice.gov/crt` behind a word that leads to an address
_BARE = re.compile(
    rf"(?:\b(?:{'|'.join(_DATA['before_bare_domain'])}):?\s\(?|\()"
    rf"(?P<url>(?:[a-z0-9-]+\.)+(?:{'|'.join(_DATA['domains'])})(?:/[^\s<>\"“”‘|{{}}\[\]]*)?)(?![\w@-]|,\s(?:Inc|LLC))"
)
_ENDS_IN_DOMAIN = re.compile(rf"\.(?:{'|'.join(_DATA['domains'])})")
# The line that a browser prints on each page: an address with a page count or the time beside it, and nothing else.
_PRINTED_BY_BROWSER = re.compile(r"\s*\S+\s*(?:\[?\d+\s*(?:/|of)\s*\d+\]?|\[\d+/\d+/\d+.*\])\s*", re.IGNORECASE)
_LABEL_REACH = 60


def extract(doc: Doc) -> list[Finding]:
    """Each contact once, wherever it stands; `value` is {"kind", "value"}, two printed forms of a number are two."""
    text = read_parts(doc).without_corpus_head(text_of(doc))
    first: dict[tuple[object, object], Finding] = {}
    for finding in sorted((*_addresses(text), *_numbers(text)), key=lambda f: f.start):
        first.setdefault((finding.value["kind"], finding.value["value"]), finding)
    return list(first.values())


def _addresses(text: str) -> Iterator[Finding]:
    for match in _EMAIL.finditer(text) if "@" in text else ():
        yield _finding("contacts.email", "email", text, *match.span())
    for match in _URL.finditer(text) if _WEB.search(text) else ():
        if not _PRINTED_BY_BROWSER.fullmatch(_line(text, match.start())):
            yield _finding("contacts.url", "url", text, match.start(), _end_of_url(text, *match.span()))
    for match in _BARE.finditer(text) if _ENDS_IN_DOMAIN.search(text) else ():
        yield _finding("contacts.bare_domain", "url", text, match.start("url"), _end_of_url(text, *match.span("url")))


def _line(text: str, offset: int) -> str:
    end = text.find("\n", offset)
    return text[text.rfind("\n", 0, offset) + 1 : end if end >= 0 else len(text)]


def _end_of_url(text: str, start: int, end: int) -> int:
    """Where the address ends: punctuation of the sentence and a bracket that opened before it are not its own."""
    while end > start and (text[end - 1] in ".,;:!?’'…" or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    return end


def _numbers(text: str) -> Iterator[Finding]:
    spans = [match.span() for match in _PHONE.finditer(text)]
    taken = set(spans)
    for match in _SEVEN_DIGITS.finditer(text):
        labelled = _LABEL_BEFORE.search(text[max(0, match.start() - _LABEL_REACH) : match.start()])
        if labelled and not any(start < match.end() and match.start() < end for start, end in taken):
            spans.append(match.span())
    previous = 0
    for start, end in sorted(spans):
        yield _finding("contacts.number", _kind(text, max(previous, start - _LABEL_REACH), start, end), text, start, end)
        previous = end


def _kind(text: str, reach: int, start: int, end: int) -> str:
    """What the label says: one in brackets after the number, else the nearest before it (on its line or alone above)."""
    after = _AFTER.match(text, end, min(end + 40, len(text)))
    if after is not None:
        words = re.findall(r"[a-z-]+", after.group().casefold())
        kinds = [_KINDS[word] for word in words if word in _KINDS]
        return "phone" if "phone" in kinds or not kinds else kinds[0]
    before = text[reach:start].rstrip()
    line = before[before.rfind("\n") + 1 :]
    labels = [_KINDS[(m["word"] or m["letter"]).casefold()] for m in _BEFORE.finditer(line)]
    return labels[-1] if labels else "phone"


def _finding(rule: str, kind: str, text: str, start: int, end: int) -> Finding:
    gap = " " if rule == "contacts.number" else ""
    return Finding(LABEL, start, end, rule, {"kind": kind, "value": re.sub(r"\s+", gap, text[start:end])})
