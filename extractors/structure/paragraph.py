"""One piece of a document's text between line breaks, with what is known of how it is set."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from extractors.whole_text import text_of

LAYOUT = "doj_layout"  # of a span in `doc.spans["paragraphs"]`: the fields of `Paragraph` that tell of the page, by name
Span.set_extension(LAYOUT, default=None, force=True)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One piece of the text between line breaks: a paragraph, a list item or a stand-alone line.

    `start` and `end` are half-open offsets into `doc.text`; `text` is that passage on one line.
    `indent` is the distance in points of its first line from the left margin of its page's text, `gap` the white space above
    it in lines (0 where it follows at the usual pitch, 1 for one blank line), `column` counts side-by-side blocks from 0.
    `x0` and `x1` are its edges in points, `size` its font size. `full`: its last line ends at the right margin, so that a line
    after it may go on with it. `footnote`: a note set at the foot of the page. All are 0 or false where no layout is known.
    `told` is the zone that a person said it is of.
    """

    start: int
    end: int
    text: str
    indent: float = 0.0
    gap: float = 0.0
    column: int = 0
    footnote: bool = False
    full: bool = False
    page: int = 1
    x0: float = 0.0
    x1: float = 0.0
    size: float = 0.0
    bold: bool = False
    told: str = ""


LAYOUT_FIELDS = tuple(name for name in Paragraph.__dataclass_fields__ if name not in ("start", "end", "text", "told"))

Lines = tuple[Paragraph, ...]


def paragraphs(doc: Doc) -> Lines:
    """The paragraphs of `doc`, with their layout where the reader of pages has set it."""
    layouts = {span.start_char: span._.get(LAYOUT) for span in doc.spans.get("paragraphs", ())}
    told: dict[int, str] = doc.user_data.get("zones") or {}
    found = []
    for match in re.finditer(r"[^\n]*\S[^\n]*", text_of(doc)):
        zone, layout = told.get(match.start(), ""), layouts.get(match.start()) or {}
        found.append(Paragraph(match.start(), match.end(), match.group(), told=zone, **layout))
    return tuple(found)
