"""What a passage is worth as it stands on the page: boxes that are ticked or not, and places that are covered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.finding import Doubt, Finding
from extractors.language.spans import Spans

COVERED = "█"
_ASKING = frozenset({"requests", "deadlines", "questions", "criteria", "findings"})
_BESIDE = 2  # characters: a cover so near to a value may hide a part of it
# "[X] Please send", "(x) ...", "☒ ...", "__X__ ..." and, not ticked, "[ ] ...", "( ) ...", "☐ ...", "□ ...", "____ ..."
_TICKED = re.compile(r"(?<!\S)(?:\[[xX✓✔✗✘*]\]|\([xX✓✔✗✘]\)|[☒☑✅🗹]|[✓✔](?=\s)|_+[xX✓]_*)(?=\s|$)")
_UNTICKED = re.compile(r"(?<!\S)(?:\[\s?\]|\(\s?\)|☐)(?=\s|$)")
_DRAWN = re.compile(r"(?<!\S)(?:[□❏❑▢◻]|(?m:^)_{2,6})(?=\s)")  # bullets or rules, unless others of the text are ticked
_TICK_OF_DRAWN = re.compile(r"(?<!\S)(?:[☒☑✅🗹✓✔■]|_+[xX✓]_*)(?=\s)")


def unticked(text: str) -> tuple[list[tuple[int, int]], bool]:
    """The half-open spans of what stands behind boxes that are not ticked, and whether any box of the text is.

    Such a passage ends with its line, or where the next box stands.
    """
    ticked = [m.start() for m in _TICKED.finditer(text)]
    empty = [m.start() for m in _UNTICKED.finditer(text)]
    if ticked and _TICK_OF_DRAWN.search(text):
        empty += [m.start() for m in _DRAWN.finditer(text)]
    edges = sorted([*ticked, *empty])
    spans = []
    for start in sorted(empty):
        line = text.find("\n", start)
        following = min((edge for edge in edges if edge > start), default=len(text))
        spans.append((start, min(following, line if line >= 0 else len(text))))
    return spans, bool(ticked)


def binding(findings: Sequence[Finding], text: str) -> list[Finding]:
    """The findings without those that a box that is not ticked leaves unasked; a value across a covered place has a doubt."""
    spans, _ = unticked(text)
    left_open = Spans(spans)
    asked = [f for f in findings if f.label not in _ASKING or not left_open.hold(f.start)]
    # "The city is [ ] compliant [x] not compliant": a form, of which the words in a row state nothing
    asked = [f for f in asked if f.label != "findings" or not any(f.start < start < f.end for start, _ in spans)]
    return [_doubted(finding, text) for finding in asked] if COVERED in text else asked


def tick_notes(text: str) -> tuple[str, ...]:
    """A note where a text has boxes to tick and none of them is."""
    spans, ticked = unticked(text)
    return ("no-box-ticked: what the boxes stand before is not asked",) if spans and not ticked else ()


def _doubted(finding: Finding, text: str) -> Finding:
    near = text[max(0, finding.start - _BESIDE) : finding.end + _BESIDE]
    if COVERED not in near or finding.label == "redactions":
        return finding
    message = "A covered place stands in or beside the words that this was read from."
    return replace(finding, doubts=(*finding.doubts, Doubt("covered-place", message)))
