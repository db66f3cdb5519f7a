"""Quotation marks: which of them open and which close, typographic and straight ones mixed."""

from __future__ import annotations

import re
from dataclasses import dataclass

PLAIN_MARKS = str.maketrans(
    {"‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "‑": "-", "\u00ad": None}
)
"""The forms of a mark as one, for comparing texts: quotation marks straight, dashes as hyphens, soft hyphens gone."""

_WORD = re.compile(r"\w")
_MARK = re.compile(r"[“”„‟\"«»‹›]|``|''|‘‘|’’")  # guillemets point outwards in some languages, inwards in others
_OPENING, _CLOSING = frozenset(("“", "„", "``", "‘‘")), frozenset(("”", "’’", "''"))
_BEFORE_OPENING = frozenset(" \t\n([{—–-/‘'")
_AFTER_CLOSING = frozenset(" \t\n.,;:?!)]}—–-’'/")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage in quotation marks.

    `start` is the offset of the opening mark, `end` the one after the closing mark; `inner` is the half-open span between the
    marks. `closed` is false where the paragraph ends before the passage does: then `end` is the paragraph's end.
    """

    start: int
    end: int
    inner: tuple[int, int]
    closed: bool = True


def quoted_passages(text: str, start: int, end: int) -> list[Quoted]:
    """The outermost quoted passages of the paragraph `text[start:end]`, in order; a quotation within one is part of it.

    What holds no letter or figure, nothing but marks again, is none.
    """
    return [passage for passage in _passages(text, start, end) if _WORD.search(text, *passage.inner)]


def _passages(text: str, start: int, end: int) -> list[Quoted]:
    passages: list[Quoted] = []
    nested: list[Quoted] = []
    opened: list[re.Match[str]] = []
    for mark in _MARK.finditer(text, start, end):
        side = _side(text, mark, start, end, bool(opened))
        if side == "open":
            opened.append(mark)
        elif side == "close" and opened:
            opening = opened.pop()
            passage = Quoted(opening.start(), mark.end(), (opening.end(), mark.start()))
            if opened:
                while nested and nested[-1].start >= passage.start:
                    nested.pop()
                nested.append(passage)
            else:
                passages.append(passage)
                nested = []
    if opened and nested and nested[-1].end >= end - 1:
        return passages + nested  # the outer passage has lost its closing mark: what it says can't be told from what follows
    if opened:
        passages.append(Quoted(opened[0].start(), end, (opened[0].end(), end), closed=False))
    return passages


def _side(text: str, mark: re.Match[str], start: int, end: int, inside: bool) -> str | None:
    """Which way a mark faces, by its neighbours, and where they leave it open by its shape."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    opens = before in _BEFORE_OPENING and after not in " \t\n"
    closes = before not in " \t\n" and after in _AFTER_CLOSING
    if opens != closes:
        return "open" if opens else "close"
    apart = before == after == " " and inside and text[max(start, mark.start() - 2)] in ",.?!"
    if apart:
        return "close"  # OCR has set it apart from the comma before it
    if mark.group() in _OPENING:
        return "open"
    if mark.group() in _CLOSING:
        return "close"
    if before.isdigit() and not inside:
        return None  # inches
    return "close" if inside else "open"
