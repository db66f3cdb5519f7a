"""Lines to paragraphs: which lines run on, which stand alone, and what goes on in the next column or over a page break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from extractors.language.cues import CLOSING
from extractors.language.labels import LONGEST_NAMED
from extractors.language.months import MONTH
from extractors.language.states import STATE
from pipeline.layout.block import Block, fits, unfinished
from pipeline.layout.furniture import PageText
from pipeline.layout.lines import (
    LABEL,
    Line,
    label_length,
    usual_pitch,
    within_a_sentence,
    without_first_word,
)
from pipeline.layout.running_on import Indents, goes_on

FEW_LINES = 3  # of a page: fewer show no habit, neither where lines end nor where the margin is
SHORTEST_MEASURE = 250.0  # points: no page of text is set narrower
LONG = 45  # characters: a line that is shorter may end anywhere
BROKEN_ONCE = 7  # line ends for each that breaks a sentence: of running text three in four do
FOLLOWS = 1.7  # heights from top to top: more is white between two lines
SET_IN = 15.0  # points, the narrowest indent of a block that is set in; a paragraph's first line may be further in
STARTS_ELSEWHERE = 8.0  # points, the narrowest indent of a paragraph
HANGS = 4.0  # points by which lines below one another may differ: a digit is wider than another, and scans shake
CENTRED = 6.0  # points by which twice the middles of two centred lines may differ
WHITE = 1.3  # usual distances of two lines: more is white
SINGLE_SPACED = 1.2  # heights from line to line, where a page shows no usual distance
OVER_ONE_ANOTHER = 0.3  # heights: less is one row that was taken for two
OTHER_SIZE = 0.22  # of the size above: OCR estimates sizes from ink, a word without tall letters seems a fifth smaller
OTHER_HEADING = 0.1  # of the size above, where a line begins elsewhere, too
SHORT = 0.45  # of the measure: less than this is no line of a paragraph that goes on
LONG_WAY, LOOSE = 0.6, 0.8  # of the measure: what a centred line or one broken off has, and one loosely set
ROOM = 0.08  # of the text's width: who leaves more at a line's end did not fill the line
HAND_CUTS, HAND_CUT = 4, 0.1  # line ends within a sentence with much room: so many, and a tenth of all, are no accident
RAGGED = 0.12  # of the text's width: what ends within this of the margin has reached it
LONGEST_SET = 90  # font sizes, about 150 letters: no line is set longer, so one that is was never cut into lines

_BREAKS_OFF = re.compile(
    r"[\s(](?:a|an|the|of|to|at|in|on|by|for|from|with|than|that|is|are|be|our|your|its|their"
    r"|(?:[vV]s?|[Nn]os?|[Cc]f)\.)$"  # whose stop ends no sentence
)
_DAY = re.compile(rf"\b{MONTH} \d{{1,2}},$")
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_BEFORE_NAME = re.compile(r"\s(?:Mr|Mrs|Ms|Dr|Messrs|Hon|Sgt|Lt|Capt|Col|Gen)\.$")
_AT_TIME = re.compile(r"\d\s?[ap]\.\s?m\.$")
_CITY = re.compile(rf"[A-Z][\w.’' -]{{1,30}}, {STATE}\b")
_SHORT_FORM = re.compile(r"\((?![IVXLC]+\))[A-Z]{2,6}s?\)[,.;]?\s")
_PROSE = 3  # words in small letters: with more a line is no part of an address and no title
_DASH = re.compile(r"[-–—•*~_]$")


@dataclass(slots=True)
class _Measure:
    """What is usual on one page: margins and the distance between lines, in points."""

    left: float
    right: float
    pitch: float
    narrow: dict[int, float] = field(default_factory=dict)  # right margin of indented blocks, by their left edge
    unwrapped: bool = False  # no paragraph was cut into lines
    by_hand: bool = False  # lines end within sentences long before the margin, as in a copy of a mail


def paragraphs(pages: Sequence[PageText]) -> list[Block]:
    """The paragraphs of one segment in reading order; a page's footnotes follow the paragraph that its break interrupts."""
    result: list[Block] = []
    waiting: list[Block] = []
    closed = False
    indents = Indents()
    width = max((_width(page.lines) for page in pages), default=0.0)
    for page in pages:
        for piece in _pieces(page.lines):
            own = width if not piece or not piece[0].stream else _width(piece)
            blocks = _page_blocks(piece, closed, own)
            if blocks and result and not closed and goes_on(result, blocks[0], indents):
                result[-1].lines.extend(blocks.pop(0).lines)
                if blocks:
                    result.extend(waiting)
                    waiting = []
            else:
                result.extend(waiting)
                waiting = []
            closed = closed or any(CLOSING.match(line.text) for line in piece)
            result.extend(blocks)
        notes = _page_blocks(page.footnotes, False, width)
        for note in notes:
            note.footnote = True
        waiting.extend(notes)
    return result + waiting


def _pieces(lines: Sequence[Line]) -> list[list[Line]]:
    """A page's lines, each of its columns of running text by itself."""
    return [list(piece) for _, piece in groupby(lines, key=lambda line: line.stream)] or [[]]


def _width(lines: Sequence[Line]) -> float:
    """How wide the text of a page is in points, without lines that were never cut."""
    cut = [line for line in lines if not _is_endless(line)]
    return max(line.x1 for line in cut) - min(line.x0 for line in cut) if cut else 0.0


def _is_endless(line: Line) -> bool:
    """Whether a line is longer than any line is set: a whole paragraph, as pasted from a word processor or the web."""
    return line.x1 - line.x0 > LONGEST_SET * line.size > 0


def _are_unwrapped(lines: Sequence[Line]) -> bool:
    """Whether each paragraph is one line: long ones end with a sentence, and hardly any breaks within one.

    Of the line ends of running text three in four stand within a sentence; those of a list of headlines tell nothing.
    """
    pairs = [(above, line) for above, line in pairwise(lines) if len(above.text) > LONG and _follows(above, line)]
    broken = sum(within_a_sentence(above, line) for above, line in pairs)
    ended = sum(not unfinished(above) for above, _ in pairs)
    return (ended >= FEW_LINES or any(map(_is_endless, lines))) and broken * BROKEN_ONCE <= ended


def _are_cut_by_hand(lines: Sequence[Line], right: float, width: float) -> bool:
    """Whether lines that were cut elsewhere stand on a wider page: many end within a sentence and leave much room."""
    pairs = [(above, line) for above, line in pairwise(lines) if len(above.text) > LONG and _follows(above, line)]
    roomy = sum(within_a_sentence(above, line) and fits(above, line, right - ROOM * width) for above, line in pairs)
    return roomy >= HAND_CUTS and roomy > HAND_CUT * len(pairs)


def _follows(above: Line, line: Line) -> bool:
    """Whether a line stands right below another, with no white between."""
    return above.column == line.column and 0 < line.top - above.top < FOLLOWS * above.height


def _measure(lines: Sequence[Line], width: float) -> _Measure:
    """The measure of a page whose document's text is `width` points wide at its widest."""
    wide = [line for line in lines if line.x1 - line.x0 > 0.5 * width and line.column == 0 and not _is_endless(line)]
    left = min(line.x0 for line in wide or lines)
    right = max(line.x1 for line in wide or lines)
    if len(wide) < FEW_LINES:  # too little text to show where its right margin is
        left = min((line.x0 for line in lines if line.column == 0), default=left)
        right = max(right, left + width, left + SHORTEST_MEASURE)
    by_hand = _are_cut_by_hand(lines, right, width)
    measure = _Measure(left, right, usual_pitch(lines), unwrapped=_are_unwrapped(lines), by_hand=by_hand)
    indented: dict[int, list[float]] = {}
    for line in wide:
        if line.x0 > measure.left + SET_IN:
            indented.setdefault(round(line.x0), []).append(line.x1)
    for key, ends in indented.items():
        if sum(end > max(ends) - RAGGED * width for end in ends) > 1:  # one long line is not yet a margin
            measure.narrow[key] = max(ends)
    return measure


def _page_blocks(lines: Sequence[Line], closed: bool, width: float) -> list[Block]:
    """The blocks of one page; below the closing of a letter (`closed`) every line stands alone."""
    if not lines:
        return []
    measure = _measure(lines, width)
    blocks: list[Block] = []
    for line in lines:
        above = blocks[-1].lines[-1] if blocks else None
        if above is not None:
            closed = closed or CLOSING.match(above.text) is not None
            blocks[-1].full = not fits(above, line, measure.right)
        if above is not None and _begins_with_speck(blocks[-1], above, line):
            blocks[-1].specks.append(line.words[0])
            line = without_first_word(line)
        if above is not None and not closed and not _breaks(blocks[-1], above, line, measure):
            blocks[-1].lines.append(line)
            continue
        step = line.top - above.top if above is not None and above.column == line.column else measure.pitch * 2
        gap = max(0.0, step / measure.pitch - 1) if step > 0 else 1.0
        blocks.append(Block([line], max(0.0, line.x0 - measure.left), round(gap, 1)))
    return blocks


def _breaks(block: Block, above: Line, line: Line, measure: _Measure) -> bool:
    """Whether `line` begins a new paragraph after `above`, the last line of `block`."""
    if line.column != above.column or line.page != above.page or line.column:
        return True  # of blocks that stand side by side every line counts by itself
    if CLOSING.match(line.text):
        return True
    if measure.unwrapped or _is_endless(above) or _is_endless(line):
        return not (_is_endless(above) and _follows(above, line) and within_a_sentence(above, line))
    runs_on = measure.by_hand and _was_cut_by_hand(block, above, line)
    if line.cells > 1 or above.cells > 1 or (_is_short(above, line, measure) and not runs_on):
        return True
    step = line.top - above.top
    if (step > WHITE * measure.pitch and step > WHITE * (above.height * SINGLE_SPACED)) or step < OVER_ONE_ANOTHER * above.height:
        return True
    if line.bold != above.bold and (line.bold or abs(line.size - above.size) > 0.5) and not unfinished(above):
        return True
    if abs(line.size - above.size) > OTHER_SIZE * above.size or _is_another_heading(above, line):
        return True
    first = block.lines[0]
    right = _right(first, above, measure)
    short = fits(above, line, right) and not (runs_on or _plainly_runs_on(above, line, right))
    hanging = (abs(line.x0 - first.text_x0) < HANGS and len(block.lines) == 1) or abs(line.x0 - above.x0) < HANGS
    labelled = (
        0 < label_length([w.text for w in line.words[:LONGEST_NAMED]]) < len(line.words)
        and not _is_versus(above, line)
        and not _abbreviates(line)
    )
    if labelled and (
        short or not hanging or (abs(line.x0 - first.x0) < 3 and first.text_x0 > first.x0 and len(block.lines) == 1)
    ):
        return True
    if short:
        return True
    if line.x0 > above.x0 + STARTS_ELSEWHERE and not hanging:
        return len(block.lines) > 1 or not unfinished(above)
    return line.x0 < above.x0 - STARTS_ELSEWHERE and len(block.lines) > 1


def _was_cut_by_hand(block: Block, above: Line, line: Line) -> bool:
    """Whether a line goes on with a sentence that ends nowhere; below a heading or a line of an address a new one begins."""
    if LABEL.match(line.words[0].text) or (len(above.text) <= LONG and len(block.lines) == 1):
        return False
    words = [word.text for word in above.words if len(word.text) > 3]
    heading = all(word[0].isupper() or word[0].isdigit() for word in words)
    goes_on = line.text[0].islower() and not above.text.endswith((":", ";"))  # `forces of the U.S.` / `and its allies`
    return goes_on or (unfinished(above) and not heading)


def _is_another_heading(above: Line, line: Line) -> bool:
    """Below a line in capitals one set in another size, which begins elsewhere: the first is a heading by itself."""
    other = abs(line.size - above.size) > OTHER_HEADING * above.size and abs(above.x0 - line.x0) > STARTS_ELSEWHERE
    return other and above.text.isupper() and not line.text[0].islower()


def _is_short(above: Line, line: Line, measure: _Measure) -> bool:
    """Whether a line is too short to go on: of lines that are centred one below the other, a longer one, too."""
    centred = abs(above.x0 + above.x1 - line.x0 - line.x1) < CENTRED and min(above.x0, line.x0) > measure.left + STARTS_ELSEWHERE
    share = LONG_WAY if centred and abs(above.x0 - line.x0) > HANGS / 2 else SHORT
    return above.x1 - above.x0 < share * (measure.right - measure.left)


def _is_versus(above: Line, line: Line) -> bool:
    """The `v.` of a case whose first party ends the line above is no label."""
    party = above.words[-1].text
    return line.words[0].text == "v." and party[0].isupper() and party[-1].isalnum()


def _abbreviates(line: Line) -> bool:
    """Whether a line begins with a short form in brackets, `(OLA) is responsible`: no label, unless it is a Roman number."""
    return _SHORT_FORM.match(line.text) is not None


def _begins_with_speck(block: Block, above: Line, line: Line) -> bool:
    """A speck that OCR took for a dash, left of a line that goes on with its paragraph: a list's dash has others above it."""
    mark = line.words[0]
    if mark.source != "ocr" or not _DASH.match(mark.text) or len(line.words) < 2 or _DASH.match(block.lines[0].words[0].text):
        return False
    hangs = min(abs(line.text_x0 - above.x0), abs(line.text_x0 - above.text_x0)) < HANGS
    return hangs and line.words[1].text[0].islower() and unfinished(above)


def _right(first: Line, above: Line, measure: _Measure) -> float:
    """The right margin that holds for `above`: that of the page, or of a block set narrower (a quotation)."""
    narrow = measure.narrow.get(round(above.x0))
    if narrow is not None and first.text_x0 == first.x0 and narrow < measure.right - SET_IN:
        return narrow
    return measure.right


def _plainly_runs_on(above: Line, line: Line, right: float) -> bool:
    """A long line that ends in the middle of a sentence which the next takes up: loose setting, no end."""
    if _DAY.search(above.text) and _YEAR.match(line.text):
        return True  # `through September 30,` / `2017:`, which is no label
    stopped = _BREAKS_OFF.search(above.text) or _AT_TIME.search(above.text) or _BEFORE_NAME.search(above.text)
    ended = not unfinished(above) and not stopped
    if (LABEL.match(line.words[0].text) and not _abbreviates(line)) or ended:
        return False
    width = (above.x1 - above.x0) / (right - above.x0) if right > above.x0 else 0.0
    broken = _BREAKS_OFF.search(above.text) or _abbreviates(line) or (above.text.endswith(",") and _CITY.match(line.text))
    if broken and width > LONG_WAY and sum(word.text.islower() for word in above.words) > _PROSE:
        return True  # `mail it to 170 Mill Lane,` / `Fairmont, WV 26554`
    near = not fits(above, line, right - ROOM * (right - above.x0))  # a short word more would just have fitted
    return width > LOOSE and (line.text[0].islower() or (near and sum(word.text.islower() for word in above.words) > _PROSE))
