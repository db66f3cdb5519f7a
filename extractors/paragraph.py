"""What an extractor is given: a document's text in paragraphs, each with what is known of how it is set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One piece of the text between line breaks: a paragraph, a list item or a stand-alone line.

    `start` and `end` are half-open offsets into the text; `text` is that passage on one line.
    `indent` is the distance in points of its first line from the left margin of its page's text, `gap` the white space above
    it in lines (0 where it follows at the usual pitch, 1 for one blank line), `column` counts side-by-side blocks from 0.
    `x0` and `x1` are its edges in points, `size` the font size of its first line. `full`: its last line ends at the right margin,
    so that a line after it may go on with it. `footnote`: a note set at the foot of the page. All are 0 or false where no layout
    is known. `told` is the zone that a person said it is of.
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


Lines = tuple[Paragraph, ...]
