"""Documents for tests, built so that they read like data."""

from __future__ import annotations

import re
from dataclasses import replace
from textwrap import dedent

from spacy.tokens import Doc

from extractors.structure.paragraph import paragraphs as find_paragraphs
from extractors.structure.paragraph import tell_paragraphs
from pipeline.layout import text
from pipeline.layout.apart import Apart
from pipeline.layout.document import Document, Page, Word
from pipeline.layout.furniture import without_furniture
from pipeline.layout.paragraphs import paragraphs
from pipeline.layout.segments import Segment, segments
from pipeline.nlp import base, to_doc

COLUMN, ROW, MARGIN = 6.0, 12.0, 72.0  # points


def doc(*paragraphs: str) -> Doc:
    """A spaCy Doc of the given paragraphs, one line each, as the extractors see it (no layout known)."""
    return base()("\n".join(paragraphs))


def page(drawing: str, number: int = 1, height: float = 792.0) -> Page:
    """A page on which the words stand as they do in `drawing`, on a grid of 6 by 12 points.

    `*word*` is bold, `^1` a small raised mark that belongs to the word before it; these signs take no room.
    """
    words = []
    for row, line in enumerate(dedent(drawing).strip("\n").split("\n")):
        for match in re.finditer(r"\S+", line):
            signs = sum(len(m) for m in re.findall(r"\^\S+|(?<=\S)\*(?=\s)|(?<=\s)\*(?=\S)|^\*(?=\S)", line[: match.start()]))
            words += _words(match.group(), MARGIN + (match.start() - signs) * COLUMN, MARGIN + row * ROW, number)
    return Page(number, 612.0, height, tuple(words))


def _words(piece: str, x0: float, top: float, number: int) -> list[Word]:
    body, _, mark = piece.partition("^")
    bold = len(body) > 2 and body.startswith("*") and body.endswith("*")
    body = body[1:-1] if bold else body
    words = []
    if body:
        words.append(Word(body, x0, top, x0 + len(body) * COLUMN, top + 10, number, size=10.0, bold=bold))
    if mark:
        at = x0 + len(body) * COLUMN
        words.append(Word(mark, at, top - 1, at + len(mark) * 3.5, top + 5, number, size=6.0))
    return words


def pages(*drawings: str) -> list[Page]:
    """Pages numbered from 1."""
    return [page(drawing, number) for number, drawing in enumerate(drawings, 1)]


def split(read: list[Page]) -> list[Segment]:
    """The segments of these pages."""
    apart = Apart()
    return list(segments([apart.page(p).lines for p in read]))


def documents(*drawings: str) -> list[Document]:
    """The text of each segment of these pages."""
    return written(pages(*drawings))


def written(read: list[Page]) -> list[Document]:
    """The text of each segment of pages that were read."""
    heights = {p.number: p.upright_size[1] for p in read}
    apart = Apart()
    own = [apart.page(p) for p in read]
    made = []
    for segment in segments([page.lines for page in own]):
        numbers = range(segment.first_page, segment.last_page + 1)
        texts = without_furniture(segment.lines, heights, segment.first_page)
        document = text.build(paragraphs(texts))
        document.marks = tuple(mark for n in numbers for mark in own[n - 1].marks)
        on_pages = (*(own[n - 1] for n in numbers), *texts)
        document.left_out = (*(one for page in on_pages for one in page.left_out), *document.left_out)
        made.append(document)
    return made


def typeset(*drawings: str) -> Doc:
    """The first segment of these pages as the extractors see it, its layout known."""
    return to_doc(documents(*drawings)[0])


def laid_out(*paragraphs: str, **layout: list[float]) -> Doc:
    """A spaCy Doc of paragraphs, one line each, with what is known of how each is set: `indent=[0, 36]`, `gap=[0, 1]`."""
    told = []
    for n, paragraph in enumerate(find_paragraphs(doc(*paragraphs))):
        told.append(replace(paragraph, **{name: values[n] for name, values in layout.items() if n < len(values)}))
    read = doc(*paragraphs)
    tell_paragraphs(read, tuple(told))
    return read
