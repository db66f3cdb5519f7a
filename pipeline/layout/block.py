"""A paragraph while it is put together from its lines, and whether a line may end one."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.layout.document import Word
from pipeline.layout.lines import SENTENCE_END, Line


@dataclass(slots=True)
class Block:
    """The lines of one paragraph, or one stand-alone line.

    `indent` is the distance in points of its first line from its page's left margin, `gap` the white above it in lines.
    `full`: its last line ends at the right margin, so that a line after it may go on with it. `specks` are what OCR took for
    words before its lines.
    """

    lines: list[Line]
    indent: float = 0.0
    gap: float = 0.0
    footnote: bool = False
    full: bool = False
    specks: list[Word] = field(default_factory=list)

    @property
    def column(self) -> int:
        """Which of the blocks side by side it stands in."""
        return self.lines[0].column


def fits(above: Line, line: Line, right: float) -> bool:
    """Whether the first word of `line` would have fitted at the end of `above`: then the break was meant."""
    space = 0.25 * above.size
    return above.x1 + space + line.first_width < right - 0.15 * above.size


def unfinished(line: Line) -> bool:
    """Whether a line does not end with a sentence."""
    return not SENTENCE_END.search(line.text)
