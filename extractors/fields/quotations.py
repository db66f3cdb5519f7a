"""Quotations: what persons are quoted as saying, with the speaker in the fullest form that the document gives."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from spacy.tokens import Doc

from extractors.finding import Doubt, Finding
from extractors.language.quotation_marks import Quoted, quoted_passages
from extractors.people.attribution import Attributions
from extractors.people.named import NAMED_BY_MODEL, PERSONS, named
from extractors.people.speakers import People, Speaker
from extractors.structure.lists import is_heading
from extractors.structure.parts import Paragraph, read_parts
from extractors.whole_text import text_of

LABEL = "quotations"

_LONGEST_SENTENCE = 2_000  # characters in which its end is looked for
_FULL_SENTENCE = re.compile(r"[A-ZÀ-Þ‘'\[].*[.?!…][’']?", re.DOTALL)
_ENDS_OPEN = (",", "?", "!", "—", "–", "-", "…")
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|we|us|our|ours|myself|ourselves)\b", re.IGNORECASE)
_HEADING_NUMBER = re.compile(r"(?:[IVX]{1,4}|[A-H])\.\s+")
_JOINED = re.compile(r"\s*,?\s*(?:and|but|or)\s+(?:that\s+)?")
_CLAUSE = 4
"""Words that a quotation in the middle of a sentence must have to be more than a phrase."""


@dataclass(slots=True)
class _OpenStatement:
    """A statement while it is being put together. `tail` is where its attribution ends."""

    pieces: list[Quoted]
    speaker: Speaker
    rule: str
    paragraph: int
    tail: int
    joints: list[str] = field(default_factory=list)


def extract(doc: Doc) -> list[Finding]:
    """The statements of persons in the body and the notes, in order; scare quotes, titles and quoted rules are none."""
    text = text_of(doc)
    parts = read_parts(doc)
    if not any(_may_speak(text, q) for p in (*parts.body, *parts.footnotes) for q in quoted_passages(text, p.start, p.end)):
        return []
    told = [p for p in (*parts.body, *parts.footnotes, *parts.addressees) if not _is_numbered_heading(p)]
    people = People(text, [(p.start, p.end) for p in told], named(doc, PERSONS))
    found = []
    for paragraphs in filter(None, (parts.body, parts.footnotes)):
        found += _StatementReader(doc, people, paragraphs).read()
    return sorted((_finding(text, statement, people.by_others) for statement in found), key=lambda f: f.start)


def _is_numbered_heading(p: Paragraph) -> bool:
    """`I. Background` reads like a person's initial and name."""
    numbered = _HEADING_NUMBER.match(p.text)
    return numbered is not None and is_heading(p.text[numbered.end() :])


def _may_speak(text: str, passage: Quoted) -> bool:
    """Not an abbreviation in parentheses, as in most letters: a document without other quotation marks is done quickly."""
    return text[passage.start - 1 : passage.start] != "(" or text[passage.end : passage.end + 1] != ")"


class _StatementReader:
    """Goes through paragraphs and puts quoted passages together into statements."""

    def __init__(self, doc: Doc, people: People, paragraphs: tuple[Paragraph, ...]):
        self._text, self._paragraphs = text_of(doc), paragraphs
        self._passages = [
            [q for q in quoted_passages(self._text, p.start, p.end) if not people.names(q.start, q.end)] for p in paragraphs
        ]
        quoted = [(q.start, q.end) for passages in self._passages for q in passages]
        self._attributions = Attributions(doc, people, quoted)
        self._done: list[_OpenStatement] = []

    def read(self) -> list[_OpenStatement]:
        for number, (paragraph, passages) in enumerate(zip(self._paragraphs, self._passages, strict=True)):
            for i, passage in enumerate(passages):
                limit = passages[i + 1].start if i + 1 < len(passages) else paragraph.end
                self._passage(number, passage, limit)
        return self._done

    def _passage(self, number: int, passage: Quoted, limit: int) -> None:
        """Add one passage to the statement before it, begin a new one with it, or leave it out."""
        paragraph = self._paragraphs[number]
        before = self._text[paragraph.start : passage.start].rstrip()
        after = self._after(passage, limit) if passage.closed else None
        behind = self._attributions.behind(passage.end, limit) if passage.closed and self._full_sentence(passage) else None
        tail = self._tail(passage, paragraph.end) if after or behind else passage.end
        joint = self._continues(number, passage, after)
        if joint is not None:
            statement = self._done[-1]
            statement.pieces.append(passage)
            statement.joints.append(joint)
            statement.paragraph, statement.tail = number, tail
            return
        found = self._attribute(number, passage, before, after, behind)
        if found is not None:
            speaker, rule = found
            before_it = self._unattributed(number, passage) if rule == "quotations.trailing" else []
            joints = ["\n"] * len(before_it)
            self._done.append(_OpenStatement([*before_it, passage], speaker, rule, number, tail, joints))
            self._attributions.remember(passage.start, speaker)

    def _unattributed(self, number: int, passage: Quoted) -> list[Quoted]:
        """The quoted paragraphs right above one that is attributed: all of them belong to its speaker."""
        found: list[Quoted] = []
        taken = self._done[-1].paragraph if self._done else -1
        if passage.start != self._paragraphs[number].start:
            return []
        while number - 1 > taken:
            number -= 1
            above, passages = self._paragraphs[number], self._passages[number]
            if len(passages) != 1 or passages[0].start != above.start or passages[0].end < above.end:
                break
            if passages[0].closed and not self._full_sentence(passages[0]):
                break
            found.insert(0, passages[0])
        return found

    def _after(self, passage: Quoted, limit: int) -> Speaker | None:
        """The speaker named behind the passage, where the passage ends so that its sentence can go on."""
        said = self._text[passage.inner[0] : passage.inner[1]].rstrip()
        following = self._text[passage.end : limit].lstrip()
        cut_short = said[-1:].isalnum() and self._long(passage, _CLAUSE + 1)  # its comma was forgotten
        goes_on = said.endswith(_ENDS_OPEN) or following[:1] in (",", "—", "–", "-") or following[:1].islower() or cut_short
        return self._attributions.trailing(passage.end, limit) if goes_on else None

    def _tail(self, passage: Quoted, end: int) -> int:
        """End of the sentence in which the attribution behind `passage` stands."""
        spans = self._attributions.sentences(passage.end, min(end, passage.end + _LONGEST_SENTENCE))
        return spans[0][1] if spans else passage.end

    def _continues(self, number: int, passage: Quoted, after: Speaker | None) -> str | None:
        """What joins the passage to the statement before it; `None` where it is no part of that."""
        if not self._done:
            return None
        statement = self._done[-1]
        other = after is not None and not after.pronoun and (after.name is None or after.name != statement.speaker.name)
        last = statement.pieces[-1]
        paragraph = self._paragraphs[number]
        if statement.paragraph == number:
            between = self._text[last.end : passage.start]
            if other or passage.start < last.end:
                return None
            if passage.start >= statement.tail:
                return " " if not self._text[statement.tail : passage.start].strip() else None
            return " " if between.rstrip().endswith((",", "—", "–", ":")) and self._long(passage, 3) else None
        if statement.paragraph != number - 1 or passage.start != paragraph.start or other:
            return None
        if not last.closed:
            return "\n"
        before = self._paragraphs[number - 1]
        alone = passage.end >= paragraph.end and last.end >= before.end
        return "\n" if alone and self._full_sentence(passage) else None

    def _attribute(
        self, number: int, passage: Quoted, before: str, after: Speaker | None, behind: Speaker | None
    ) -> tuple[Speaker, str] | None:
        """The speaker of a passage that begins a statement, with the rule that found it."""
        paragraph = self._paragraphs[number]
        start = self._done[-1].tail if self._done and self._done[-1].paragraph == number else paragraph.start
        start = min(max(start, paragraph.start), passage.start)
        if not before and number and self._paragraphs[number - 1].text.rstrip().endswith((":", ",")):
            previous = self._paragraphs[number - 1]
            if lead := self._attributions.leading(previous.start, previous.end, loose=True):
                return lead, "quotations.lead_in_paragraph"
        if before.endswith((":", ",")):
            lead = self._attributions.leading(start, passage.start, loose=before.endswith(":"))
            if lead is not None and (before.endswith(":") or self._capital(passage) or self._long(passage, _CLAUSE)):
                return lead, "quotations.lead_in"
        if before.endswith(":") and self._full_sentence(passage) and self._own(passage):
            told = self._attributions.told_of(start, passage.start) or self._attributions.told(start, passage.start)
            return (told, "quotations.told_of") if told else None
        if before.endswith(":") and self._full_sentence(passage):
            told = self._attributions.told(start, passage.start)
            return (told, "quotations.this_way") if told else None
        opens_sentence = not before or before[-1] in '.?!”"’—–:•' or passage.start == start
        if after is not None and opens_sentence:
            return after, "quotations.trailing"
        if behind is not None and opens_sentence:
            return behind, "quotations.sentence_behind"
        if opens_sentence and before and before[-1] != ":" and self._full_sentence(passage) and self._long(passage, 3):
            prior = self._attributions.prior(start, passage.start, self._own(passage))
            return (prior, "quotations.prior_sentence") if prior else None
        if before and not opens_sentence and self._long(passage, _CLAUSE) and not self._is_title(passage):
            if self._goes_with_last(number, passage):
                return self._done[-1].speaker, "quotations.clause"
            if subject := self._attributions.clause(start, passage.start):
                return subject, "quotations.clause"
            closes = self._text[passage.inner[0] : passage.inner[1]].rstrip().endswith((".", "!"))
            told = self._attributions.told(start, passage.start) if closes and not self._capital(passage) else None
            return (told, "quotations.subject") if told else None
        return None

    def _goes_with_last(self, number: int, passage: Quoted) -> bool:
        """Whether only `and` parts it from another part of the same sentence: `“too small” and “a place where”`."""
        last = self._done[-1] if self._done else None
        if last is None or last.paragraph != number or last.rule != "quotations.clause":
            return False
        return _JOINED.fullmatch(self._text[last.pieces[-1].end : passage.start]) is not None

    def _is_title(self, passage: Quoted) -> bool:
        """Whether its long words have capitals: the name of a program or an act."""
        said = [word for word in self._text[passage.inner[0] : passage.inner[1]].split() if len(word) > 3]
        return bool(said) and all(word[:1].isupper() for word in said)

    def _capital(self, passage: Quoted) -> bool:
        return self._text[passage.inner[0] : passage.inner[1]].lstrip("‘'[ ")[:1].isupper()

    def _long(self, passage: Quoted, least: int) -> bool:
        return len(self._text[passage.inner[0] : passage.inner[1]].split()) >= least

    def _own(self, passage: Quoted) -> bool:
        """Whether it is in the first person, as a rule or a notice seldom is."""
        return bool(_FIRST_PERSON.search(self._text, *passage.inner))

    def _full_sentence(self, passage: Quoted) -> bool:
        return bool(_FULL_SENTENCE.fullmatch(self._text[passage.inner[0] : passage.inner[1]].strip()))


def _finding(text: str, statement: _OpenStatement, by_others: Collection[str]) -> Finding:
    said = ""
    for joint, piece in zip(["", *statement.joints], statement.pieces, strict=True):
        said += joint + " ".join(text[piece.inner[0] : piece.inner[1]].split())
    doubts = []
    if not statement.pieces[-1].closed:
        doubts.append(Doubt("quotation-unclosed", "The quotation has no closing mark; it is read to the end of its paragraph."))
    if statement.speaker.joint:
        doubts.append(Doubt("speakers-several", "Several persons are named as speakers."))
    if statement.speaker.name in by_others:
        doubts.append(NAMED_BY_MODEL)
    value = {"speaker": statement.speaker.name, "text": said}
    return Finding(LABEL, statement.pieces[0].start, statement.pieces[-1].end, statement.rule, value, tuple(doubts))
