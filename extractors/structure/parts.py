"""The parts of a letter or release: head, addressee block, subject, body, closing, tail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from extractors.analysis import once
from extractors.language import cues
from extractors.structure.corpus_head import NO_HEAD, CorpusHead, read_corpus_head
from extractors.structure.notes import is_delivery
from extractors.structure.salutations import find_salutation
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


LAYOUT_FIELDS = tuple(name for name in Paragraph.__dataclass_fields__ if name not in ("start", "end", "text"))

Lines = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """A document taken apart. `kind` is `letter`, `press_release` or `other`.

    `head` is everything above the body; in a letter it is divided further. `body` runs from after the salutation to before
    the closing, or from the dateline to the end mark of a release; without such signs it is everything below the head.
    `order` is what a court wrote below the letter, `marks` are numbers and stamps that were put on the page later.
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

    def without_corpus_head(self, text: str) -> str:
        """`text`, blank where the head of a collection stands: an address in it is where the collector found the document."""
        lines = [p for p in self.paragraphs if not p.footnote][: self.corpus_head.length]
        return " " * lines[-1].end + text[lines[-1].end :] if lines else text


@once
def read_parts(doc: Doc) -> Parts:
    """Take `doc` apart; computed once for each document."""
    return take_apart(paragraphs(doc))


def paragraphs(doc: Doc) -> Lines:
    """The paragraphs of `doc`, with their layout where the reader of pages has set it."""
    layouts = {span.start_char: span._.get(LAYOUT) for span in doc.spans.get("paragraphs", ())}
    found = []
    for match in re.finditer(r"[^\n]*\S[^\n]*", text_of(doc)):
        found.append(Paragraph(match.start(), match.end(), match.group(), **(layouts.get(match.start()) or {})))
    return tuple(found)


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
    head = lines[: salutation if salutation is not None else 12]
    if any(cues.OTHER_HEAD.match(p.text) for p in head[:10]):
        return "other"
    if salutation is None or salutation > 60:
        if any(cues.RELEASE_HEAD.search(p.text) for p in head):
            return "press_release"
        if _is_unmarked_release(lines):
            return "press_release"
    if salutation is not None:
        return "letter"
    closing = _first(lines, cues.CLOSING)
    addressed = any(cues.CITY_LINE.search(p.text) for p in lines[:25] if len(p.text) < 60)
    return "letter" if addressed and (closing is not None or _first(lines[:15], cues.DEPARTMENT) is not None) else "other"


def _announces(lines: Sequence[Paragraph]) -> bool:
    """Whether someone of the Department announces something or is quoted in the first paragraphs of text."""
    opening = [p for p in lines[:12] if len(p.text) > 80]
    return any(cues.ANNOUNCES.search(p.text) or cues.DATELINE.match(p.text) for p in opening)


def _is_unmarked_release(lines: Sequence[Paragraph]) -> bool:
    """A release without its head: a dateline or an end mark, and someone of the Department who announces."""
    opening = next((p for p in lines if len(p.text) > 120), None)
    if opening is None:
        return False
    marked = any(cues.END_MARK.match(p.text) for p in lines) or cues.DATELINE.match(opening.text) is not None
    return marked and cues.ANNOUNCES.search(opening.text) is not None


def _first(lines: Sequence[Paragraph], pattern: re.Pattern[str], start: int = 0) -> int | None:
    return next((i for i in range(start, len(lines)) if pattern.match(lines[i].text.strip())), None)


def _letter(every: Lines, lines: Lines, notes: Lines) -> Parts:
    greeting = find_salutation(lines)
    begin, after = greeting or (_body_start(lines),) * 2
    stamped = tuple(p for p in lines[:begin] if cues.STAMP.match(p.text.strip()))
    head = tuple(p for p in lines[:begin] if p not in stamped)
    subject_at = _first(head, cues.SUBJECT)
    late = subject_at is None and after < len(lines) and cues.SUBJECT.match(lines[after].text)
    subject = _subject(head, subject_at) if subject_at is not None else _subject(lines, after) if late else ()
    if late:
        after += len(subject)
    closing = _last_closing(lines, after)
    stop = closing if closing is not None else _back_matter_start(lines, after)
    back = lines[stop + 1 :] if closing is not None else lines[stop:]
    signature, enclosures, copies, order, marks = _back_matter(back)
    letterhead, delivery, addressees = _front_matter(head[:subject_at] if subject_at is not None else head)
    if subject_at is not None and not addressees:  # the subject stands above the addressee
        _, late_delivery, addressees = _front_matter(head[subject_at + len(subject) :])
        delivery += late_delivery
    return Parts(
        "letter", every, head, lines[after:stop], notes, letterhead, delivery, addressees, subject,
        lines[begin:after] if greeting else (),
        lines[stop : stop + 1] if closing is not None else (), signature if closing is not None else (), enclosures, copies,
        order, (*stamped, *marks),
    )  # fmt: skip


def _body_start(lines: Lines) -> int:
    """Without a salutation the body begins with the first paragraph of running text."""
    at = next(
        (i for i, p in enumerate(lines) if len(p.text) > 100 or (len(p.text) > 60 and p.text.endswith((".", ":")))), len(lines)
    )
    subject = _first(lines[:at], cues.SUBJECT)
    return at if subject is None else max(at, subject + len(_subject(lines[:at], subject)))


def _subject(lines: Lines, at: int) -> Lines:
    """The subject line and those that go on with it: no white between, until a salutation."""
    stop = at + 1
    bare = lines[at].text.strip().endswith((":", ";"))  # what follows stands on the lines below
    while stop < len(lines) and (lines[stop].gap < 0.5 or (bare and stop == at + 1)):
        text = lines[stop].text
        if len(text) > 160 or cues.FIELD.match(text) or cues.SALUTATION.match(text):
            break
        if not lines[stop].x1 and not lines[stop].text[0].islower():
            break  # without layout only a continuation in lower case is certain
        stop += 1
    return lines[at:stop]


def _last_closing(lines: Lines, start: int) -> int | None:
    found = [i for i in range(start, len(lines)) if cues.CLOSING.match(lines[i].text.strip())]
    return found[-1] if found else None


def _back_matter_start(lines: Lines, start: int) -> int:
    found = [i for i in range(start, len(lines)) if cues.ENCLOSURES.match(lines[i].text) or cues.COPIES.match(lines[i].text)]
    return found[0] if found else len(lines)


def _back_matter(lines: Lines) -> tuple[Lines, Lines, Lines, Lines, Lines]:
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
        if cues.ORDER.match(text):
            current = order
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
    marks = [i for i, text in enumerate(texts) if cues.DATE_LINE.match(text) or _is_delivery(text)]
    top = min([*filed, *marks], default=_letterhead_end(head))
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


def _is_delivery(text: str) -> bool:
    return cues.DELIVERY.match(text) is not None or is_delivery(text)


def _goes_on(above: Paragraph, line: Paragraph) -> bool:
    """A delivery line that wraps: no white between, and the line above ends in the middle."""
    return line.gap < 0.3 and above.text.rstrip().casefold().endswith((" and", " &", ",", " –", " -"))


def _letterhead_end(head: Lines) -> int:
    """Without a date line the letterhead ends at the first white below the department's name."""
    department = _first(head, cues.DEPARTMENT)
    if department is None:
        return 0
    return next((i for i in range(department + 1, len(head)) if head[i].gap > 0.7 and not head[i].column), department + 1)


def _release(every: Lines, lines: Lines, notes: Lines) -> Parts:
    begin = next((i for i, p in enumerate(lines) if _opens_body(p)), len(lines))
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
    if cues.DATELINE.match(text) and len(text) > 80:
        return True
    if text.isupper() or line.column:
        return False
    long = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    small = sum(word[0].islower() for word in long)
    if len(text) > 140:
        return 5 * small >= len(long)
    shortest = 40 if cues.MIXED_DATELINE.match(text) else 60
    return cues.SENTENCE_END.search(text) is not None and len(text) > shortest and 2 * small >= len(long)


def _other(every: Lines, lines: Lines, notes: Lines) -> Parts:
    subject_at = _first(lines[:25], cues.SUBJECT)
    subject = _subject(lines, subject_at) if subject_at is not None else ()
    marks = [
        i
        for i, p in enumerate(lines[:25])
        if cues.FIELD.match(p.text) or cues.OTHER_HEAD.match(p.text) or cues.DATE_LINE.match(p.text)
    ]
    last = max([*marks, (subject_at or 0) + len(subject) - 1]) if marks or subject else -1
    begin = next((i for i in range(last + 1, len(lines)) if len(lines[i].text) > 70), last + 1) if last >= 0 else 0
    department = _first(lines[:10], cues.DEPARTMENT)
    letterhead = lines[: marks[0]] if marks and department is not None else ()
    enclosures_at = _back_matter_start(lines, begin)
    _, enclosures, copies, _, _ = _back_matter(lines[enclosures_at:])
    return Parts(
        "other", every, lines[:begin], lines[begin:enclosures_at], notes, letterhead=letterhead, subject=subject,
        enclosures=enclosures, copies=copies,
    )  # fmt: skip
