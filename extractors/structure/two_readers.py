"""The zones of a letter as two readers have them: the decoder where it is sure, the rules elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.language import cues
from extractors.paragraph import Lines
from extractors.structure.letter_rules import by_rules
from extractors.structure.zones import Zoned, decode

_SURE = 0.8  # a zone at least so likely is taken
_DISPUTED = 0.4  # what is left of a margin where the readers differ
_LONGEST = 2_000  # lines: what is longer is read by the rules alone, as no letter is, and the decoder takes its time
_HEADED = frozenset({"enclosures", "copies", "reference"})
HEADING = re.compile("|".join(sign.pattern for sign in (cues.ENCLOSURES, cues.COPIES, cues.REPLY_BLOCK)), re.I)
# what stands above or beside who signs
_SIGNS = re.compile(
    r"(?:_{3,}|/?s/|by\s*:|\[?signature|.*\b(?:signed|agree[ds]?|accepted|acknowledge[ds]?|approved|consented)\b|.+:$)", re.I
)
_WHITE = 0.5  # lines of white that end a block


@dataclass(frozen=True, slots=True)
class Agreed:
    """The zone of a line, how far the next best reading is behind, from 0 to 1, and the other reader's zone where it differs."""

    zone: str
    margin: float
    other: str | None = None


def read(lines: Lines) -> list[Agreed]:
    """The zone of each line of a letter; that which a person said, where one did."""
    if len(lines) > _LONGEST:
        return [Agreed(zone, 0.0) for zone in by_rules(lines)]
    agreed = []
    by_rule, by_decoder = by_rules(lines), decode(lines)
    ruled_right = _misled(lines, by_rule, by_decoder) | _copied(lines, by_rule, by_decoder) | _addressed(by_rule, by_decoder)
    ruled_right |= _countersigned(lines, by_rule)
    for i, (ruled, decoded) in enumerate(zip(by_rule, by_decoder, strict=True)):
        if lines[i].told:
            agreed.append(Agreed(lines[i].told, 1.0))
        elif ruled == decoded.zone:
            agreed.append(Agreed(ruled, decoded.margin))
        elif decoded.probability >= _SURE and i not in ruled_right:
            agreed.append(Agreed(decoded.zone, _DISPUTED * decoded.margin, ruled))
        else:
            agreed.append(Agreed(ruled, 0.0, decoded.zone))
    return agreed


def _misled(lines: Lines, ruled: Sequence[str], decoded: Sequence[Zoned]) -> set[int]:
    """Lines of which the decoder knows nothing: it overlooked the printed heading above them (`Enclosures:`)."""
    found: set[int] = set()
    head: int | None = None
    for i, line in enumerate(lines):
        opens = ruled[i] in _HEADED and (not i or ruled[i - 1] != ruled[i]) and HEADING.match(line.text.strip())
        if opens:
            head = i if decoded[i].zone != ruled[i] else None
        elif head is not None:
            beside = line.column > 0 and line.column == lines[head].column and line.gap < _WHITE
            if ruled[i] != ruled[head] or not (beside or decoded[i].zone == decoded[head].zone):
                head = None
        if head is not None:
            found.add(i)
    return found


def _addressed(ruled: Sequence[str], decoded: Sequence[Zoned]) -> set[int]:
    """Lines of an addressee that the decoder takes for the office's own: no letterhead begins below an addressee.

    A street of Washington is the Department's in most letters, and a member's of Congress in some.
    """
    found: set[int] = set()
    begun = False
    for i, zone in enumerate(ruled):
        begun = begun or zone == decoded[i].zone == "addressee"
        if begun and zone == "addressee" and decoded[i].zone == "letterhead":
            found.add(i)
    return found


def _countersigned(lines: Lines, ruled: Sequence[str]) -> set[int]:
    """Lines of those who agree below the letter, under the words that say so."""
    found: set[int] = set()
    begun = False
    for i, line in enumerate(lines):
        begun = ruled[i] == "signature" and (begun or cues.AGREEMENT.match(line.text.strip()) is not None)
        if begun:
            found.add(i)
    return found


def _copied(lines: Lines, ruled: Sequence[str], decoded: Sequence[Zoned]) -> set[int]:
    """Lines below `cc:` that the decoder takes for a second signature block, where nothing says that anybody signs there.

    Names over titles, with white between them, look alike in both.
    """
    found: set[int] = set()
    signs = False
    for i, line in enumerate(lines):
        text = line.text.strip()
        told = _SIGNS.match(text) is not None and not cues.COPIES.match(text)
        signs = ruled[i] == "copies" and (told or (signs and decoded[i].zone == "signature"))
        if ruled[i] == "copies" and decoded[i].zone == "signature" and not signs:
            found.add(i)
    return found
