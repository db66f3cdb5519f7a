"""The zones of a letter by rules: the printed signs that part head, body and what follows it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.language import cues
from extractors.paragraph import Lines, Paragraph
from extractors.structure.notes import is_delivery
from extractors.structure.salutations import find_salutation

_TO_READER = re.compile(r"\b(?:you|your|please)\b", re.I)

_HONORABLE = re.compile(r"(?:the )?hon(?:orable|\.)\s+[A-Z]", re.I)

# Characters: running text has more, a sentence by itself has more, no line of a subject has more
_RUNNING, _SENTENCE, _SUBJECT = 100, 60, 160


def by_rules(lines: Lines) -> list[str]:
    """The zone of each line of a letter."""
    greeting = find_salutation(lines)
    begin, after = greeting or (_body_start(lines),) * 2
    stamped = tuple(p for p in lines[:begin] if cues.STAMP.match(p.text.strip()))
    head = tuple(p for p in lines[:begin] if p not in stamped)
    subject_at = first(head, cues.SUBJECT)
    late = subject_at is None and after < len(lines) and cues.SUBJECT.match(lines[after].text)
    subject = subject_lines(head, subject_at) if subject_at is not None else subject_lines(lines, after) if late else ()
    if late:
        after += len(subject)
    closing = _last_closing(lines, after)
    stop = closing if closing is not None else back_matter_start(lines, after)
    back = lines[stop + 1 :] if closing is not None else lines[stop:]
    signature, enclosures, copies, order, marks = back_matter(back)
    letterhead, delivery, addressees = _front_matter(head[:subject_at] if subject_at is not None else head)
    if subject_at is not None and not addressees:  # the subject stands above the addressee
        _, late_delivery, addressees = _front_matter(head[subject_at + len(subject) :])
        delivery += late_delivery
    blocks: dict[str, Lines] = {
        "body": lines[after:stop], "letterhead": letterhead, "delivery": delivery, "addressee": addressees, "subject": subject,
        "salutation": lines[begin : greeting[1]] if greeting else (),
        "closing": lines[stop : stop + 1] if closing is not None else (),
        "signature": signature if closing is not None else (), "enclosures": enclosures, "copies": copies, "order": order,
        "mark": (*stamped, *marks),
    }  # fmt: skip
    zones = {line.start: zone for zone, block in blocks.items() for line in block}
    return [zones.get(line.start) or _between(line, i < begin) for i, line in enumerate(lines)]


def _between(line: Paragraph, in_head: bool) -> str:
    """The zone of a line that belongs to no block: a date, a notice or a file number above the body, a note below it."""
    text = line.text.strip()
    if not in_head:
        return "note"
    return "date" if cues.DATE_LINE.match(text) else "notice" if cues.NOTICE.match(text) else "reference"


def _body_start(lines: Lines) -> int:
    """Without a salutation the body begins with the first paragraph of running text."""
    at = next(
        (i for i, p in enumerate(lines) if len(p.text) > _RUNNING or (len(p.text) > _SENTENCE and p.text.endswith((".", ":")))),
        len(lines),
    )
    subject = first(lines[:at], cues.SUBJECT)
    return at if subject is None else max(at, subject + len(subject_lines(lines[:at], subject)))


def subject_lines(lines: Lines, at: int) -> Lines:
    """The subject line and those that go on with it: no white between, until a salutation."""
    stop = at + 1
    bare = lines[at].text.strip().endswith((":", ";"))  # what follows stands on the lines below
    while stop < len(lines) and (lines[stop].gap < 0.5 or (bare and stop == at + 1)):
        text = lines[stop].text
        if len(text) > _SUBJECT or cues.FIELD.match(text) or cues.SALUTATION.match(text):
            break
        if not lines[stop].x1 and not lines[stop].text[0].islower():
            break  # without layout only a continuation in lower case is certain
        stop += 1
    return lines[at:stop]


def _last_closing(lines: Lines, start: int) -> int | None:
    found = [i for i in range(start, len(lines)) if cues.CLOSING.match(lines[i].text.strip())]
    return found[-1] if found else None


def back_matter_start(lines: Lines, start: int) -> int:
    """The first line of enclosures or copies; `len(lines)` where there is none."""
    found = [i for i in range(start, len(lines)) if cues.ENCLOSURES.match(lines[i].text) or cues.COPIES.match(lines[i].text)]
    return found[0] if found else len(lines)


def back_matter(lines: Lines) -> tuple[Lines, Lines, Lines, Lines, Lines]:
    """What follows the closing: signature block, enclosures, copies; below them what a court ordered, and numbers stamped on."""
    signature: list[Paragraph] = []
    enclosures: list[Paragraph] = []
    copies: list[Paragraph] = []
    order: list[Paragraph] = []
    marks: list[Paragraph] = []
    current = signature
    for line in lines:
        text = line.text.strip()
        if cues.PRODUCTION_NUMBER.match(text):
            marks.append(line)
            continue
        if current is signature and is_postscript(text):
            continue
        if cues.ORDER.match(text):
            current = order
        elif current is not order and cues.AGREEMENT.match(text):
            current = signature
        elif current is not order and cues.COPIES.match(text):
            current = copies
        elif current is not order and cues.ENCLOSURES.match(text):
            current = enclosures
        current.append(line)
    return tuple(signature), tuple(enclosures), tuple(copies), tuple(order), tuple(marks)


def _front_matter(head: Lines) -> tuple[Lines, Lines, Lines]:
    """What precedes salutation and subject: letterhead, delivery lines, addressee block; date, file numbers and notices apart."""
    texts = [p.text.strip() for p in head]
    filed = [i for i, text in enumerate(texts) if cues.REFERENCE_LINE.match(text)]
    filed = sorted({*filed, *_reply_blocks(head)})
    marks = [i for i, text in enumerate(texts) if cues.DATE_LINE.match(text) or _is_delivery(text)]
    # an addressee may stand above the date, where that is stamped beside the block
    named = [i for i, text in enumerate(texts) if _HONORABLE.match(text)]
    top = min([*filed, *marks, *named], default=_letterhead_end(head))
    # a file number under the office's name stands before the block on the other side of the letterhead
    opposite = {i for i in range(top, min(marks, default=top)) if head[i].column and i not in filed}
    delivery: list[Paragraph] = []
    addressees: list[Paragraph] = []
    for i, (p, text) in enumerate(zip(head[top:], texts[top:], strict=True), top):
        if _is_delivery(text) or (delivery and head[i - 1] is delivery[-1] and _goes_on(head[i - 1], p)):
            delivery.append(p)
        elif i not in opposite and i not in filed and not cues.DATE_LINE.match(text) and not cues.NOTICE.match(text):
            addressees.append(p)
    letterhead = (*head[:top], *(head[i] for i in sorted(opposite)))
    return letterhead, tuple(delivery), tuple(addressees)


def is_postscript(text: str) -> bool:
    """Whether a line below the closing is a sentence to the reader, such as one that was typed into a form."""
    words = text.split()
    small = sum(word[0].islower() for word in words)
    is_sentence = len(words) > 5 and 2 * small >= len(words) and cues.SENTENCE_END.search(text) is not None
    return is_sentence and _TO_READER.search(text) is not None


def _reply_blocks(head: Lines) -> list[int]:
    """The lines of blocks that say what an answer is to bear, opposite the addressee or in a block of their own."""
    found: list[int] = []
    for i, line in enumerate(head):
        goes_on = found[-1:] == [i - 1] and 0 < line.column == head[i - 1].column and line.gap < 0.5
        if goes_on or cues.REPLY_BLOCK.match(line.text.strip()):
            found.append(i)
    return found


def _is_delivery(text: str) -> bool:
    return cues.DELIVERY.match(text) is not None or is_delivery(text)


def _goes_on(above: Paragraph, line: Paragraph) -> bool:
    """A delivery line that wraps: no white between, and the line above ends in the middle."""
    return line.gap < 0.3 and above.text.rstrip().casefold().endswith((" and", " &", ",", " –", " -"))


def _letterhead_end(head: Lines) -> int:
    """Without a date line the letterhead ends at the first white below the department's name."""
    department = first(head, cues.DEPARTMENT)
    if department is None:
        return 0
    return next((i for i in range(department + 1, len(head)) if head[i].gap > 0.7 and not head[i].column), department + 1)


def first(lines: Sequence[Paragraph], pattern: re.Pattern[str], start: int = 0) -> int | None:
    """The first line from `start` on that a pattern matches."""
    return next((i for i in range(start, len(lines)) if pattern.match(lines[i].text.strip())), None)
