"""One file to its letters and releases: on which line does a new one begin (page stream segmentation)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.language import cues
from pipeline.layout.boundaries import AS_READ, Boundaries
from pipeline.layout.document import LONG, PackedWords
from pipeline.layout.lines import Line

HEAD_LINES = 7  # a head stands within the first lines of its page

_CONTINUED = re.compile(r"(?:page|p\.)\s*(?:[2-9]|[1-9]\d+)(?:\s*(?:of|/)\s*\d+)?$|-\s*(?:[2-9]|\d\d+)\s*-$", re.I)
# the first line of a release
_RELEASE = re.compile(
    r"(?:for )?immediate release\b.*$|(?:news|press) release$|media advisory$"
    rf"|{cues.EMBARGO} (?:until|for release)\b.*$",
    re.I,
)
_DATE_AT_END = re.compile(r"(?:[A-Z][a-z]+\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})$")


@dataclass(frozen=True, slots=True)
class Segment:
    """One letter or release: its lines in reading order and the pages it takes, both ends included, from 1."""

    lines: list[Line]
    first_page: int
    last_page: int

    def given_up(self) -> list[Line]:
        """The lines, which the segment and those who hold it then have no more: of thousands of pages they take much room."""
        lines = self.lines.copy()
        self.lines.clear()
        return lines


def segments(pages: Iterable[Sequence[Line]], told: Boundaries = AS_READ) -> Iterator[Segment]:
    """Split the lines of a file's pages, each segment as soon as its end is known.

    `pages` gives the lines of each page of the file, in order. A page without lines goes with what stands before it; every
    line is in exactly one segment; without any line there is none. `told` is what a person said about where they begin.
    """
    taken: list[Line] = []
    first = number = 0
    closed = False
    for number, page in enumerate(pages, 1):
        begin = 0
        for at in _candidates(page, told):
            said = told.begins(page[at]) if first and told else None
            if not (_starts_here(page[at:], not first, closed, inside=at > 0) if said is None else said):
                continue
            if first:
                taken += page[begin:at]
                yield Segment(taken, first, number if at else number - 1)
            taken, begin, closed = [], at, False
            first = number if first else 1
        taken += page[begin:]
        if len(taken) > LONG:
            _pack(page[begin:])
        closed = closed or any(cues.CLOSING.match(line.text) or cues.END_MARK.match(line.text) for line in page)
    if first:
        yield Segment(taken, first, number)


def _pack(lines: Sequence[Line]) -> None:
    """Put the words of these lines away so that they take little room."""
    packed, at = PackedWords(word for line in lines for word in line.words), 0
    for line in lines:
        line.words = packed[at : at + len(line.words)]
        at += len(line.words)


def _candidates(page: Sequence[Line], told: Boundaries) -> list[int]:
    """Where a document may begin: the top of a page, a head below it that follows some white, and where a person said so."""
    inside = [
        i
        for i in range(1, len(page))
        if page[i].page == page[i - 1].page
        and (_RELEASE.match(page[i].text) or (cues.DEPARTMENT.match(page[i].text) and _heads_a_letter(page[i + 1 :])))
        and any(cues.CLOSING.match(line.text) or cues.END_MARK.match(line.text) for line in page[:i])
    ]
    said = [i for i in range(1, len(page)) if told.begins(page[i])] if told else []
    return sorted({0, *inside, *said}) if page else []


def _heads_a_letter(below: Sequence[Line]) -> bool:
    """Whether a date or a salutation follows, as it does not where the Department's name stands under who signs."""
    return any(sign.match(line.text.strip()) for line in below for sign in (cues.DATE_LINE, cues.SALUTATION, cues.OTHER_HEAD))


def _starts_here(page: Sequence[Line], first: bool, closed: bool, inside: bool) -> bool:
    if first:
        return True
    head = [line.text.strip() for line in page[:HEAD_LINES]]
    if any(_CONTINUED.match(text) for text in head):
        return False
    if any(cues.DEPARTMENT.match(text) or _RELEASE.match(text) for text in head):
        return True
    if inside:
        return False
    if any(cues.OTHER_HEAD.match(text) for text in head[:4]):
        return True
    top = [line.text.strip() for line in page[: len(page) // 2 + 3]]
    return closed and any(cues.SALUTATION.match(text) for text in top) and any(_DATE_AT_END.search(text) for text in head)
