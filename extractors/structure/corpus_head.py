"""The head that a researcher's collection sets above a document: `Title: ...`, `Link: ...`, `Date: ...`, misspelt or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

HeadLine = tuple[int, str]
"""A line's offset in the text and its words."""

MOST_LINES = 12  # lines from the top: a head that a corpus puts before a text is no longer
WRAPS = 4  # lines that a value takes at most

_FIELD = re.compile(r"[\"'*]{0,2}(?P<label>[A-Za-z][A-Za-z _-]{1,18}?)[\"'*]{0,2}\s?[:=](?!//)\s*(?P<value>.*)$")
_LINK = re.compile(r"https?://|www\.", re.I)
_NAMES = {
    "title": "title", "headline": "title", "heading": "title",
    "link": "link", "url": "link", "source": "link", "source url": "link", "web": "link", "permalink": "link",
    "date": "date", "published": "date", "publication date": "date", "release date": "date", "posted": "date",
    "author": "other", "agency": "other", "topic": "other", "topics": "other", "category": "other", "component": "other",
    "components": "other", "tags": "other", "identifier": "other", "number": "other", "type": "other", "file": "other",
    "text": "text", "body": "text", "content": "text", "contents": "text",
}  # fmt: skip
_SPEECH = re.compile(r"/speech(?:es)?/|/testimony/|/ag/speeches|/blogs?/", re.I)
_RELEASE = re.compile(r"/pr/|/press[-/]|/news/|press-release|/pressrel|/news\d{4}/|/opa/", re.I)
# a headline of remarks, which are no release
_SPOKEN = re.compile(
    r"(?:remarks|testimony|speech|transcript|statement)\b|.*\b(?:delivers? (?:\w+ )?remarks|speaks? at|testimony)\b", re.I
)
# "#08-689: " and "#349: 05-20-04 " before a headline, " | OPA | Department of Justice" behind it
_NUMBER = re.compile(r"#\s?(?:\d\d-)?\d{1,4}\s*:\s*(?:\d{1,2}-\d{1,2}-\d{2,4}\s+)?")
# what a page's title ends with: ` | OPA | Department of Justice`
_SITE = re.compile(
    r"\s+[|–-]\s+(?:(?:OPA|USAO\S*|[A-Z]{2,5})\s+[|–-]\s+)?(?:United States )?(?:Department of Justice|DOJ|justice\.gov)$", re.I
)
_TRAILING = re.compile(r"\s*\(\d{4}-\d\d-\d\d\)$|\s+(?:link|url|source)\s*:$", re.I)
_SITE_ALONE = re.compile(r"(?:us)?doj\s*:", re.I)


@dataclass(frozen=True, slots=True)
class CorpusHead:
    """The lines of such a head: `length` of them, and half-open spans of what they say.

    `title` and `date` are spans in the text, `None` where there is none; `told` is the kind of document that the link or the
    title tells of, `None` where neither does.
    """

    length: int = 0
    title: tuple[int, int] | None = None
    date: tuple[int, int] | None = None
    told: str | None = None


NO_HEAD = CorpusHead()


@dataclass(slots=True)
class _HeadEntry:
    name: str
    parts: list[tuple[int, int, str]] = field(default_factory=list)  # spans of its value, line by line


def read_corpus_head(lines: Sequence[HeadLine]) -> CorpusHead:
    """The head above a document; one of length 0 where the first lines are none: it has a title or a link and another field."""
    entries, length = _entries(lines[:MOST_LINES])
    names = [entry.name for entry in entries]
    if len(entries) < 2 or not {"title", "link"} & set(names):
        return NO_HEAD
    spans = {entry.name: entry.parts for entry in reversed(entries) if entry.parts}
    title = _title(spans.get("title", []))
    date = spans.get("date", [])
    link = " ".join(text for _, _, text in spans.get("link", []))
    said = " ".join(text for _, _, text in spans.get("title", []))
    told = "other" if _SPEECH.search(link) or _SPOKEN.match(said) else "press_release" if _RELEASE.search(link) else None
    return CorpusHead(length, title, (date[0][0], date[-1][1]) if date else None, told)


def _entries(lines: Sequence[HeadLine]) -> tuple[list[_HeadEntry], int]:
    """The fields in order, and how many lines they take."""
    entries: list[_HeadEntry] = []
    length = 0
    for i, (offset, text) in enumerate(lines):
        name, start = _field(text)
        if name == "text":
            return entries, i + (start >= len(text))
        if name is None and (not entries or not _goes_on(entries[-1], lines, i)):
            break
        if name is not None:
            entries.append(_HeadEntry(name))
        if value := text[start:].strip():
            at = offset + text.index(value, start)
            entries[-1].parts.append((at, at + len(value), value))
        length = i + 1
    return entries, length


def _field(text: str) -> tuple[str | None, int]:
    """What field a line opens, and where its value begins on the line."""
    if _LINK.match(text):
        return "link", 0
    match = _FIELD.match(text)
    close = get_close_matches(match["label"].strip().casefold(), _NAMES, 1, 0.8) if match else []
    return (_NAMES[close[0]], match.start("value")) if match and close else (None, 0)


def _goes_on(entry: _HeadEntry, lines: Sequence[HeadLine], at: int) -> bool:
    """Whether line `at`, which opens no field, goes on with the value above: it has none yet, or another field follows soon."""
    if not entry.parts:
        return True
    follows = any(_field(text)[0] not in (None, "text") for _, text in lines[at + 1 : at + WRAPS])
    return follows and entry.name in ("title", "link") and len(entry.parts) < WRAPS


def _title(parts: Sequence[tuple[int, int, str]]) -> tuple[int, int] | None:
    """The span of the headline without the number before it and the site's name, its date or the next label behind it."""
    if not parts or _SITE_ALONE.match(parts[0][2]):
        return None
    number, site = _NUMBER.match(parts[0][2]), _SITE.search(parts[-1][2]) or _TRAILING.search(parts[-1][2])
    start = parts[0][0] + (number.end() if number else 0)
    end = parts[-1][0] + site.start() if site else parts[-1][1]
    return (start, end) if end > start else None
