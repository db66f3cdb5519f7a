"""The parts of a letter or release: head, addressee block, subject, body, closing, tail."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from spacy.tokens import Doc

from extractors.analysis import once
from extractors.language import cues
from extractors.language.offices import is_office_name
from extractors.language.web_pages import CHROME, PATH
from extractors.paragraph import Lines, Paragraph
from extractors.structure import two_readers
from extractors.structure.corpus_head import NO_HEAD, CorpusHead, read_corpus_head
from extractors.structure.letter_rules import back_matter, back_matter_start, first, is_postscript, subject_lines
from extractors.structure.paragraph import LinesByOffset, paragraphs
from extractors.structure.salutations import find_salutation
from extractors.structure.two_readers import Agreed

__all__ = ["Lines", "Paragraph", "Parts", "paragraphs", "read_parts"]

# Lines from the top of a document in which there is
_FIRST_LINES = 10  # what says at once what it is: `MEMORANDUM`, the Department's name
_HEAD = 12  # the head of one without a salutation
_LETTERHEAD = 15  # a letterhead, below marks and stamps
_FOOT = 8  # the foot of a release below its end mark
_FRONT = 25  # all that stands above the body, two addressees among it
_DEEPEST_SALUTATION = 60  # a salutation of its own: further down it is that of a letter attached or quoted
# Characters that tell a line from a text
_SHORT, _SHORT_DATED = 60, 40  # a line of an address or a headline has no more, nor has a sentence after a dateline fewer
_HEADING = 70  # a heading has no more
_LINE = 80  # a printed line has no more: what has goes on over several
_PARAGRAPH = 120  # a headline has no more
_BELOW = 0.5  # lines of white: with less a line belongs to the block above it
_TWO_LINES = 140  # beyond it a few words in small letters are enough to be running text
# `issued the following statement on the arrest of Bo Roe:`, which has more names than other words
_STATEMENT_FOLLOWS = re.compile(r"\b(?:issued|released|made|gave|delivered) (?:the following|this) \w*\s?statement\b.*:$", re.I)
_RELEASED = re.compile(r"for immediate release", re.I)
# whom to ask, above a headline: `For more information, please contact:`
_CONTACT = re.compile(r"\b(?:contacts?|information|inquiries|call)\b[^.]{0,40}:$", re.I)


@dataclass(frozen=True, slots=True)
class Parts:
    """A document taken apart. `kind` is `letter`, `press_release` or `other`.

    `head` is everything above the body; in a letter it is divided further. `body` runs from after the salutation to before
    the closing, or from the dateline to the end mark of a release; without such signs it is everything below the head.
    `order` is what a court wrote below the letter, `marks` are numbers and stamps that were put on the page later.
    `zoned` says of the line at each offset how sure its zone is and whether both readers agree on it.
    Footnotes are in `footnotes`, not in `body`. `corpus_head` is what a collection set above the document; it is in no other
    part. A part that the document does not have is empty.
    """

    kind: str
    paragraphs: Lines
    head: Lines = ()
    body: Lines = ()
    footnotes: Lines = ()
    letterhead: Lines = ()
    delivery: Lines = ()
    addressees: Lines = ()
    subject: Lines = ()
    salutation: Lines = ()
    closing: Lines = ()
    signature: Lines = ()
    enclosures: Lines = ()
    copies: Lines = ()
    order: Lines = ()
    marks: Lines = ()
    tail: Lines = ()
    corpus_head: CorpusHead = NO_HEAD
    zoned: Mapping[int, Agreed] = field(default_factory=dict)

    def without_corpus_head(self, text: str) -> str:
        """`text`, blank where the head of a collection stands: an address in it is where the collector found the document."""
        lines = [p for p in self.paragraphs if not p.footnote][: self.corpus_head.length]
        return " " * lines[-1].end + text[lines[-1].end :] if lines else text

    def margin(self, lines: Lines) -> float | None:
        """How sure the zones of these lines are, from 0 to 1; `None` where nobody weighed them."""
        return min((self.zoned[line.start].margin for line in lines if line.start in self.zoned), default=None)


@once
def read_parts(doc: Doc) -> Parts:
    """Take `doc` apart; computed once for each document."""
    return take_apart(paragraphs(doc))


@once
def lines_of(doc: Doc) -> LinesByOffset:
    """The lines of `doc`, by their characters."""
    return LinesByOffset(read_parts(doc).paragraphs)


def take_apart(every: Lines) -> Parts:
    """The parts of a document of these paragraphs."""
    lines = tuple(p for p in every if not p.footnote)
    notes = tuple(p for p in every if p.footnote)
    corpus_head = read_corpus_head([(p.start, p.text) for p in lines])
    lines = lines[corpus_head.length :]
    kind = kind_of(lines)
    if kind != "letter" and corpus_head.length:
        kind = corpus_head.told or ("press_release" if _announces(lines) else kind)
    take = {"letter": _letter, "press_release": _release, "other": _other}[kind]
    return replace(take(every, lines, notes), corpus_head=corpus_head)


def kind_of(lines: Sequence[Paragraph]) -> str:
    """`letter`, `press_release` or `other`, told by the signs of each."""
    greeting = find_salutation(lines)
    salutation = greeting[0] if greeting else None
    head = lines[: salutation if salutation is not None else _HEAD]
    if any(cues.OTHER_HEAD.match(p.text) for p in head[:_FIRST_LINES]):
        return "other"
    dear = salutation is not None and lines[salutation].text.strip().casefold().startswith("dear")
    if not dear and any(_RELEASED.fullmatch(p.text.strip()) for p in lines[:_FRONT]):
        return "press_release"  # under a long block with the address, in which `Attorneys:` looks like a greeting
    if salutation is None or salutation > _DEEPEST_SALUTATION:
        if any(cues.RELEASE_HEAD.search(p.text) for p in head):
            return "press_release"
        if _is_unmarked_release(lines) or _ends_in_number(lines):
            return "press_release"
    if salutation is not None:
        return "letter"
    closing = first(lines, cues.CLOSING)
    addressed = any(cues.CITY_LINE.search(p.text) for p in lines[:_FRONT] if len(p.text) < _SHORT)
    if closing is not None and first(lines[:_LETTERHEAD], cues.SUBJECT) is not None:  # neither address nor greeting, as in mail
        return "letter"
    return "letter" if addressed and (closing is not None or first(lines[:_LETTERHEAD], cues.DEPARTMENT) is not None) else "other"


def _announces(lines: Sequence[Paragraph]) -> bool:
    """Whether someone of the Department announces something or is quoted in the first paragraphs of text."""
    opening = [p for p in lines[:_HEAD] if len(p.text) > _LINE]
    return any(cues.ANNOUNCES.search(p.text) or cues.DATELINE.match(p.text) for p in opening)


def _ends_in_number(lines: Sequence[Paragraph]) -> bool:
    """Whether a release's number stands right below an end mark: `###` and `03-302`."""
    foot = [p.text.strip() for p in lines[-_FOOT:]]
    return any(cues.END_MARK.match(mark) and cues.RELEASE_NUMBER.match(number) for mark, number in pairwise(foot))


def _is_unmarked_release(lines: Sequence[Paragraph]) -> bool:
    """A release without its head: a dateline, an end mark or a wire's line of its source, and someone who announces."""
    article = [
        p
        for p in lines
        if (len(p.text) > _PARAGRAPH or (len(p.text) > _LINE and cues.DATELINE.match(p.text)))
        and not (CHROME.match(p.text.strip()) or PATH.match(p.text.strip()))
    ]
    if not article:
        return False
    opening = article[0]
    if any(cues.WIRE_SOURCE.match(p.text.strip()) for p in (*lines[:_HEAD], *lines[-_HEAD:])):
        return cues.ANNOUNCES.search(opening.text) is not None
    if cues.MIXED_DATELINE.match(opening.text) is not None and cues.ITS_OWN_NEWS.search(opening.text) is not None:
        return True
    dated = cues.DATELINE.match(opening.text) is not None
    marked = any(cues.END_MARK.match(p.text) for p in lines) or dated
    head = [p.text.strip() for p in lines[:_HEAD] if p.start < opening.start]
    headed = any(map(is_office_name, head)) and any(cues.DATE_LINE.match(text) for text in head)
    return (marked and cues.ANNOUNCES.search(opening.text) is not None) or (dated and headed)


def _letter(every: Lines, lines: Lines, notes: Lines) -> Parts:
    zoned = two_readers.read(lines)
    zones = _signed_whole([one.zone for one in zoned], lines)
    greeting = [i for i, zone in enumerate(zones) if zone == "salutation"]
    begin = greeting[0] if greeting else next((i for i, zone in enumerate(zones) if zone == "body"), len(lines))
    after = greeting[-1] + 1 if greeting else begin
    stop = _body_end(zones, after)
    between = [i for i in range(after, stop) if zones[i] not in ("mark", "subject")]
    between += [i for i in range(stop, len(lines)) if zones[i] == "note" and is_postscript(lines[i].text)]

    def zone(name: str, start: int = 0, end: int | None = None) -> Lines:
        return tuple(line for line, own in zip(lines[start:end], zones[start:end], strict=True) if own == name)

    return Parts(
        "letter", every, lines[:begin], tuple(lines[i] for i in between), notes, zone("letterhead", 0, begin),
        zone("delivery", 0, begin), zone("addressee", 0, begin), zone("subject", 0, stop), zone("salutation"),
        zone("closing", stop), zone("signature", stop), zone("enclosures", stop), zone("copies", stop), zone("order", stop),
        zone("mark"), zoned={line.start: one for line, one in zip(lines, zoned, strict=True)},
    )  # fmt: skip


def _signed_whole(zones: Sequence[str], lines: Lines) -> list[str]:
    """The zones, where a short line right below who signs is of that block: `(Enforcement Programs and Services)`."""
    whole = list(zones)
    for i in range(1, len(lines)):
        text = lines[i].text.strip()
        short = len(text) < _SHORT and not cues.SENTENCE_END.search(text) and lines[i].gap < _BELOW
        if whole[i] == "body" and whole[i - 1] == "signature" and short:
            whole[i] = "signature"
    return whole


def _body_end(zones: Sequence[str], start: int) -> int:
    """Where the body ends: at the last closing, or else at the first line of what follows it."""
    closings = [i for i in range(start, len(zones)) if zones[i] == "closing"]
    if closings:
        return closings[-1]
    last = max((i for i in range(start, len(zones)) if zones[i] in ("body", "subject")), default=start - 1)
    return last + 1


def _release(every: Lines, lines: Lines, notes: Lines) -> Parts:
    asked = [i for i, p in enumerate(lines) if cues.ADVISORY_LINE.match(p.text.strip())]
    invites = asked[0] if len(asked) > 1 else len(lines)  # one `What:` may be a headline's
    notice = next((i for i, p in enumerate(lines[:_FRONT]) if _RELEASED.fullmatch(p.text.strip())), 0)
    begin = next((i for i, p in enumerate(lines) if i == invites or (i >= notice and _opens_body(p))), len(lines))
    ends = [
        i
        for i in range(begin, len(lines))
        if cues.END_MARK.match(lines[i].text.strip()) or cues.TAIL.match(lines[i].text.strip())
    ]
    stop = ends[0] if ends else len(lines)
    return Parts("press_release", every, lines[:begin], lines[begin:stop], notes, tail=lines[stop:])


def _opens_body(line: Paragraph) -> bool:
    """Whether a line of a release is running text: a dateline opens it, or it is a sentence and no headline."""
    text = line.text.strip()
    if ((cues.DATELINE.match(text) or cues.LOST_DASH.match(text)) and len(text) > _LINE) or _STATEMENT_FOLLOWS.search(text):
        return True
    if text.isupper() or line.column or CHROME.match(text) or PATH.match(text):
        return False
    long = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    small = sum(word[0].islower() for word in long)
    if len(text) > _TWO_LINES:
        return 5 * small >= len(long)
    shortest = _SHORT_DATED if cues.MIXED_DATELINE.match(text) else _SHORT
    ends = cues.SENTENCE_END.search(text) is not None or (text.endswith(":") and not _CONTACT.search(text))
    return ends and len(text) > shortest and 2 * small >= len(long)


def _other(every: Lines, lines: Lines, notes: Lines) -> Parts:
    subject_at = first(lines[:_FRONT], cues.SUBJECT)
    subject = subject_lines(lines, subject_at) if subject_at is not None else ()
    text_at = next((i for i, p in enumerate(lines) if len(p.text) > _PARAGRAPH and not cues.FIELD.match(p.text)), len(lines))
    marks = [
        i
        for i, p in enumerate(lines[: min(_FRONT, text_at)])
        if cues.FIELD.match(p.text) or cues.OTHER_HEAD.match(p.text) or cues.DATE_LINE.match(p.text)
    ]
    last = max([*marks, (subject_at or 0) + len(subject) - 1]) if marks or subject else -1
    begin = next((i for i in range(last + 1, len(lines)) if len(lines[i].text) > _HEADING), last + 1) if last >= 0 else 0
    department = first(lines[:_FIRST_LINES], cues.DEPARTMENT)
    letterhead = lines[: marks[0]] if marks and department is not None else ()
    enclosures_at = back_matter_start(lines, begin)
    _, enclosures, copies, _, _ = back_matter(lines[enclosures_at:])
    return Parts(
        "other", every, lines[:begin], lines[begin:enclosures_at], notes, letterhead=letterhead, subject=subject,
        enclosures=enclosures, copies=copies,
    )  # fmt: skip
