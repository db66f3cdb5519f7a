"""Whether a paragraph goes on in the next column or over a page break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.layout.block import Block, fits, unfinished
from pipeline.layout.lines import LABEL

_INDENT = 8  # points: the least indent of a first line, less than the two letters of the narrowest that is set
_COLUMN_INDENT = 0.5  # of the font's size: columns are narrow, and indent by less
_LONG, _FULL_TEXT = 40, 45  # characters of a line that is no heading, and of one that fills its page
_FULL = 0.75  # of the paragraph's widest line: a line that ends before it ends a paragraph
_AT_MARGIN = 3  # points, by which lines at one margin of two pages may differ: scans lie a little differently
NEAR = 100  # lines: as far back as a paragraph that never ends is looked at


class Indents:
    """Whether a document indents the first line of its paragraphs, counted as they come."""

    def __init__(self) -> None:
        self._counted = 0  # blocks
        self._tally = Counter[bool]()

    def told(self, blocks: Sequence[Block]) -> bool:
        """By all `blocks` so far; the last one may still grow, those before it were counted once."""
        self._tally.update(told for block in blocks[self._counted : -1] if (told := _indented(block)) is not None)
        self._counted = max(0, len(blocks) - 1)
        last = _indented(blocks[-1])
        return self._tally[True] + (last is True) > self._tally[False] + (last is False)


def _indented(block: Block) -> bool | None:
    """Whether a paragraph's first line is; `None` for a single line or the item of a list."""
    if len(block.lines) < 2 or block.lines[0].text_x0 != block.lines[0].x0:
        return None
    return block.lines[0].x0 > block.lines[1].x0 + _INDENT


def goes_on(blocks: Sequence[Block], following: Block, indents: Indents) -> bool:
    """Whether the last paragraph goes on with the first one of the next column or page."""
    last, line = blocks[-1].lines[-1], following.lines[0]
    if last.page != line.page or (last.stream and line.stream == 1):
        return _runs_on(blocks[-1], following, indents.told(blocks))
    if not (last.stream and line.stream) or (len(line.words) > 1 and LABEL.match(line.words[0].text)):
        return line.text[0].islower() and unfinished(last)
    if line.text[0].islower() or last.text.endswith(("-", "–")):
        return True
    own = [other for block in blocks[-NEAR:] for other in block.lines if (other.page, other.stream) == (last.page, last.stream)]
    indented = len(following.lines) > 1 and line.x0 > following.lines[1].x0 + _COLUMN_INDENT * line.size
    return not indented and not fits(last, line, max(other.x1 for other in own))


def _runs_on(block: Block, following: Block, indented: bool) -> bool:
    """Whether the paragraph at the foot of one page goes on with the first one of the next."""
    last, line = block.lines[-1], following.lines[0]
    text = line.text
    if len(line.words) > 1 and LABEL.match(line.words[0].text):
        return False
    if text[0].islower() or last.text.endswith((",", "-", "–")):
        return len(block.lines) > 1 or len(last.text) > _LONG or text[0].islower()
    widest = max(other.x1 for other in block.lines[-NEAR:])
    full = len(last.text) > _FULL_TEXT and last.x1 > _FULL * widest
    if not unfinished(last):
        # where paragraphs are indented, one that is not goes on; its other lines show the margin
        return indented and full and len(block.lines) > 1 and abs(line.x0 - block.lines[-1].x0) < _AT_MARGIN
    return full
