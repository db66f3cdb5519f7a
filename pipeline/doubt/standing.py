"""Where a value stands: how sure the zones of its lines are, whether both readers agree on them, what else is on its lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.finding import Finding
from extractors.language.spans import Spans
from extractors.paragraph import Lines, Paragraph
from extractors.people.persons import fold
from extractors.structure.paragraph import LinesByOffset
from extractors.structure.parts import Parts
from pipeline.doubt.claims import ValueClaim

Signs = dict[str, float]

_WORD = re.compile(r"[^\W_][\w’'-]*")
_OF_NOBODY = frozenset(
    {
        "dear", "re", "subject", "by", "s", "attn", "attention", "cc", "for", "and", "the", "via", "of", "to", "enclosure",
        "enclosures", "attachment", "attachments", "date",
    }
)  # fmt: skip
"""Words of a line that go with a value and are no part of it."""
_ANYWHERE = frozenset({"date", "deadline", "expression", "statement", "question", "reference_numbers", "contacts", "program"})
"""Kinds that are read from any zone, so that it says something in which they stand."""
_RUNNING = frozenset(
    {"statement", "question", "quotation", "speaker", "deadline", "expression", "citation", "definition", "amounts"}
)
"""Kinds that are read from sentences."""
_ITEM = re.compile(r"(?:\(?[a-z0-9]{1,4}[.)]|[•·▪–-])\s")
_MOST_REST = 4  # words
_CLOSE = 0.5  # lines of white: what is closer may go on with what is above
_SHORT = 90  # characters of a line that is no running text


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The lines of a document, what of them was read into values, and how often each of its words stands in it."""

    text: str
    parts: Parts
    lines: LinesByOffset
    taken: Spans = field(default_factory=lambda: Spans([]))
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, text: str, parts: Parts, lines: LinesByOffset, findings: Sequence[Finding]) -> Surroundings:
        """What is known of the places of `findings`."""
        spans = [span for one in findings for some in (one.parts.values() or [[(one.start, one.end)]]) for span in some]
        return cls(text, parts, lines, Spans([(start, end) for start, end in spans]), Counter(map(fold, _WORD.findall(text))))


def standing(claim: ValueClaim, ground: Surroundings, whole_lines: bool) -> Signs:
    """The signs of the place of a value; of one that is a line or a part of one (`whole_lines`) also of what stands beside it."""
    lines = tuple(line for span in claim.spans for line in ground.lines.touched(*span))
    found: Signs = {}
    margin = ground.parts.margin(lines)
    if margin is not None:
        zoned = [ground.parts.zoned[line.start] for line in lines if line.start in ground.parts.zoned]
        found["narrow"] = 1.0 - margin
        found |= {"disputed": 1.0} if any(one.other for one in zoned) else {}
        if claim.kind in _ANYWHERE:
            found |= {f"zone={one.zone}": 1.0 for one in zoned}
    above = ground.lines.touched(max(0, lines[0].start - 2), lines[0].start)
    below = ground.lines.touched(lines[-1].end, lines[-1].end + 2)
    unsure = ground.parts.margin((*above, *below))
    if unsure is not None:
        found["narrow-beside"] = 1.0 - unsure
    if whole_lines:
        rest = _rest(lines, ground)
        found |= {"rest-of-line": rest / _MOST_REST} if rest else {}
        found |= _again(claim, ground) | _loose(above, lines, below, ground)
    elif claim.kind in _RUNNING:
        found |= dict.fromkeys(_broken(lines, below), 1.0)
    return found


def _loose(above: Lines, lines: Lines, below: Lines, ground: Surroundings) -> Signs:
    """Whether a line close above or below, which may be of the same value, is in none."""
    found: Signs = {}
    if above and lines[0].gap < _CLOSE and _is_loose(above[-1], ground):
        found["loose-above"] = 1.0
    if below and below[0].gap < _CLOSE and _is_loose(below[0], ground):
        found["loose-below"] = 1.0
    return found


def _is_loose(line: Paragraph, ground: Surroundings) -> bool:
    return len(line.text) < _SHORT and not ground.taken.touch(line.start, line.end)


def _broken(lines: Lines, below: Lines) -> list[str]:
    """Whether the paragraph seems to begin or to end in the middle of a sentence."""
    found = []
    first, last = lines[0].text.strip(), lines[-1].text.strip()
    if first[:1].islower() and not _ITEM.match(first):
        found.append("paragraph-begins-small")
    if last[-1:].isalnum() or last[-1:] in ",–—-":
        found.append("paragraph-breaks-off")
    if below and below[0].text.strip()[:1].islower() and not _ITEM.match(below[0].text.strip()):
        found.append("goes-on-below")
    return found


def _rest(lines: Lines, ground: Surroundings) -> int:
    """How many words of the lines are in no value."""
    rest = 0
    for line in lines:
        for match in _WORD.finditer(line.text):
            if fold(match[0]) not in _OF_NOBODY and not ground.taken.hold(line.start + match.start()):
                rest += 1
                if rest == _MOST_REST:
                    return rest
    return rest


def _again(claim: ValueClaim, ground: Surroundings) -> Signs:
    """Which share of the longer words of a value stands elsewhere in the text too."""
    own = Counter(fold(word) for word in _WORD.findall(claim.text) if len(word) > 3)
    if not own:
        return {}
    return {"again": sum(ground.counts[word] > count for word, count in own.items()) / len(own)}
