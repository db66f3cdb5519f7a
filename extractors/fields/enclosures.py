"""What is sent with a letter: the entries of `Enclosures` or `Attachments`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language.cues import ENCLOSED
from extractors.language.labels import MARK
from extractors.structure.blocks import is_dangling
from extractors.structure.list_items import entries_apart
from extractors.structure.parts import Paragraph, read_parts

LABEL = "enclosures"

_NAMES = "enclosure|attachment|exhibit|appendix|tab"
_WORD = rf"(?:enclosure\(s\)|attachment\(s\)|{ENCLOSED})"
_BARE = re.compile(rf"\W*(?:\d+\s+|\w+\s+\(\d+\)\s+)?{_WORD}\.?\s*(?:\(\w+\)|[:–—-]\s*\d+)?\s*[:.]?$", re.IGNORECASE)
_MARK = re.compile(rf"{_WORD}\.?\s*(?:\(\w+\))?\s*(?::|\s[–—-]\s)\s*(?=\S)|encls?\.\s+(?=\S)|enc\.\s+(?=\S)", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?:{_NAMES})\s+(?:no\.\s*)?(?:[A-Z]{{1,2}}|\d{{1,3}}|[IVX]{{1,4}})\s*(?:[:.–—-]|$)",
    re.IGNORECASE,
)
# OCR may set the dash of `Attachment B – Form` on a line of its own
_LONE_DASH = re.compile(r"[–—-]$")
_UNDASHED = re.compile(rf"((?i:{_NAMES}) (?:[A-Z]|\d{{1,2}}))\s(?=[A-Z][a-z])")
_LABEL = re.compile(rf"(?:[(\[]?(?:\d{{1,2}}|[a-zA-Z])[.)\]]|{MARK})\s+")
_CONTINUES = re.compile(r"[a-z(&]|(?:and|of|for|to|&)\s")
_FOOT = re.compile(r"[(\[]?page\s+(?P<number>\d+)\s+of\s+(?P<last>\d+)[)\]]?$", re.IGNORECASE)
_INDENTED = 6.0  # points that set a continuation off from the entries


def parse_enclosures(lines: Sequence[Paragraph]) -> list[tuple[str, int, int]]:
    """(value, start, end) of each entry, as printed and without its number; a heading without entries is itself the entry."""
    entries: list[tuple[str, int, int]] = []
    heading: tuple[str, int, int] | None = None
    entry_indent: float | None = None
    before: Paragraph | None = None
    for line in lines:
        text = line.text.strip()
        foot = _FOOT.match(text)
        if foot and foot["number"] == foot["last"]:
            break  # what stands beside or below it is the paper's
        if not text or foot:
            continue
        if _BARE.match(text) and not _NAMED.match(text):
            heading = heading or (text.rstrip(" :"), line.start, line.start + len(text.rstrip(" :")))
            continue
        if entries and _LONE_DASH.match(text):
            value, start, _ = entries.pop()
            entries.append((_UNDASHED.sub(rf"\1 {text} ", value, count=1), start, line.end))
            continue
        mark = None if _NAMED.match(text) else _MARK.match(text)
        text = text[mark.end() :] if mark else text
        label = _LABEL.match(text)
        text = text[label.end() :].strip() if label else text.strip()
        is_new = bool(mark or label or _NAMED.match(text)) or not entries
        if not is_new and before and _continues(entries[-1][0], text, before, line, entry_indent):
            value, start, _ = entries.pop()
            entries.append((f"{value} {text}", start, line.end))
        else:
            entries += entries_apart(text, line.end - len(text))
            entry_indent = None if mark else line.indent
        before = line
    return entries or ([heading] if heading else [])


def _continues(entry: str, text: str, before: Paragraph, line: Paragraph, entry_indent: float | None) -> bool:
    """A line goes on with the entry above it: by its words, by a deeper indent, or because the line above is full."""
    if is_dangling(entry) or _CONTINUES.match(text) or entry.count("(") > entry.count(")"):
        return True
    if before.column != line.column:
        return False
    if entry_indent is not None and line.indent >= entry_indent + _INDENTED:
        return True
    return before.full and line.gap < 0.5


def extract(doc: Doc) -> list[Finding]:
    """The entries, in the order of the text."""
    found = parse_enclosures(read_parts(doc).enclosures)
    return [Finding(LABEL, start, end, "enclosures.entry", {"value": value}) for value, start, end in found]
