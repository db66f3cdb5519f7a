"""What stands right before, behind and between the pieces of a value: whether it was cut short, or joined of two."""

from __future__ import annotations

import re

from extractors.language.offices import OFFICE, is_office_name
from extractors.people.persons import fold, is_title_phrase, words
from pipeline.doubt.claims import ValueClaim
from pipeline.doubt.standing import Surroundings

_WRAPS = frozenset({"headline", "department", "city", "dateline", "place", "speaker"})
"""Kinds of whole lines that may well wrap, or never do."""
_HONORIFICS = words("honorifics")
_CAPITALS = re.compile(r"\b[A-Z]{2,}[.’']?(?:\s[A-Z]{2,}\b)")
_SMALL = re.compile(r"[A-Z][a-z]{2,}")
_INNER_BODY = re.compile(r"[a-z.]\s(?:U\.\s?S\.|United\sStates|Department\sof|House\sof|Committee\son|Office\sof)\s")
_NAME_BEFORE = re.compile(r"(?:^|\s)[A-Z][\w’'-]+\s$")
_BELOW = 2  # lines under the office in a letterhead that may name it too
_IN_TEXT = 90  # characters of a line that is running text


def edges(claim: ValueClaim, ground: Surroundings, whole_lines: bool) -> list[str]:
    """The signs at the edges of a value, one that is a line or a part of one (`whole_lines`) or not, and at its joints."""
    (start, _), (_, end), text = claim.spans[0], claim.spans[-1], ground.text
    found = []
    if whole_lines and claim.kind not in _WRAPS and (len(claim.spans) > 1 or any("\n" in text[a:b] for a, b in claim.spans)):
        found.append("several-lines")
    if claim.kind in ("title", "component", "organization") and text[end : end + 1] == ",":
        found.append("comma-behind")
    if claim.kind == "title" and len(claim.text.split()) == 1:
        found.append("one-word")
    if claim.kind in ("organization", "copies", "title"):
        found += _joined(claim.text)
    if claim.kind == "speaker" and not _is_titled(claim.text):
        found.append("untitled")
    if claim.kind == "citation" and " v. " in claim.text and _NAME_BEFORE.search(text[max(0, start - 30) : start]):
        found.append("name-before")
    if claim.kind == "component" and _names_more(end, ground):
        found.append("office-below")
    if claim.kind == "reference_numbers" and any(len(line.text) > _IN_TEXT for line in ground.lines.touched(start, end)):
        found.append("in-text")
    return found


def _joined(text: str) -> list[str]:
    """Whether two things seem to stand in one value."""
    said = [fold(word) for word in text.split() if len(word) > 3]
    found = ["repeats"] if len(set(said)) < len(said) else []
    if _CAPITALS.search(text) and _SMALL.search(text):
        found.append("partly-in-capitals")
    if _INNER_BODY.search(text):
        found.append("inner-body")
    return found


def _is_titled(speaker: str) -> bool:
    said = speaker.split()
    return fold(said[0]) in _HONORIFICS or any(is_title_phrase(" ".join(said[:n])) for n in range(1, len(said)))


def _names_more(end: int, ground: Surroundings) -> bool:
    """Whether a line of the letterhead below the office, which is in no value, names an office too."""
    lines = [line for line in ground.parts.paragraphs if line.start > end][:_BELOW]
    return any(
        (is_office_name(line.text.strip()) or OFFICE.search(line.text) or "Region" in line.text)
        and not any(map(str.isdigit, line.text.replace("Region", "", 1)[-5:]))
        and not ground.taken.touch(line.start, line.end)
        for line in lines
    )
