"""A page's own lines, and apart from them what was printed over, around and beside its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.layout.document import LeftOut, Mark, Page
from pipeline.layout.lines import Line
from pipeline.layout.marks import Marks, left_out, mark_of
from pipeline.layout.overprint import set_apart
from pipeline.layout.reading_order import lines
from pipeline.layout.web_site import WebSite, is_printed_by_browser

LONGEST_PARAGRAPH_LINE = 300  # characters: a page that is one line of more is no page of one paragraph

_PARTS = re.compile(r"\bDear [^:]{2,80}[:,]|\bfor immediate release\b|\b(?:sincerely|truly yours|respectfully submitted),", re.I)


@dataclass(frozen=True, slots=True)
class OwnLines:
    """The lines of a page's own text in reading order, the marks put on it, and all that is no part of its text."""

    lines: list[Line]
    marks: tuple[Mark, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """The doubt about a page whose whole text is one line: its address, closing and signature can't be told apart."""
        one = len(self.lines) == 1 and len(self.lines[0].text) > LONGEST_PARAGRAPH_LINE and _PARTS.search(self.lines[0].text)
        return ("lines-lost: the whole text is on one line, so its parts can't be told apart",) if one else ()


class Apart:
    """Takes the pages of a file apart, one after the other, in order."""

    def __init__(self) -> None:
        self._marks = Marks()
        self._site = WebSite()

    def page(self, page: Page) -> OwnLines:
        """The own lines of the next page."""
        bare, overprinted = set_apart(page)
        marks = [
            mark_of("watermark", one.words, [tuple(row) for _, row in groupby(one.words, lambda w: round(w.top))])
            for one in overprinted
            if one.reason == "watermark"
        ]
        every, gone = lines(bare), list(overprinted)
        placed = {id(word) for line in every for word in line.words}
        raised = tuple(word for word in bare.words if id(word) not in placed)
        gone += [LeftOut("note-mark", raised)] if raised else []
        for kind, ones in self._marks.find(every, page.upright_size[1]):
            words = [word for line in ones for word in line.words]
            marks.append(mark_of(kind, words, [line.words for line in ones]))
            gone.append(left_out(kind, ones))
            every = _without(every, ones)
        printed = [line for line in every if is_printed_by_browser(line, page.upright_size[1])]
        every = _without(every, printed)
        gone += [LeftOut("printed-by-browser", tuple(line.words)) for line in printed]
        for reason, ones in self._site.find(every):
            kept = [line for line in ones if any(line is other for other in every)]
            every = _without(every, kept)
            gone += [LeftOut(reason, tuple(line.words)) for line in kept]
        return OwnLines(every, tuple(marks), tuple(gone))


def _without(every: Sequence[Line], gone: Sequence[Line]) -> list[Line]:
    chosen = set(map(id, gone))
    return [line for line in every if id(line) not in chosen]
