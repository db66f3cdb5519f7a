"""Questions put to the reader: the items of a list that end in a question mark, and plain questions in a letter's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extractors.analysis import once
from extractors.finding import Doubt, Finding
from extractors.language.own_topics import topics_of
from extractors.language.quotation_marks import quoted_passages
from extractors.language.sentences import sentences_in
from extractors.language.spans import Spans
from extractors.language.topics import topic_or_near
from extractors.language.vocabulary import either
from extractors.structure.directives import directive
from extractors.structure.list_items import Item, ItemList, under
from extractors.structure.lists import read_lists
from extractors.structure.parts import Paragraph, read_parts
from extractors.structure.spoken import is_spoken
from extractors.whole_text import text_of

LABEL = "questions"
_TO_READER = re.compile(r"\b(?:you|your|yours)\b", re.I)
# `Please answer the following questions:`: a sentence after which questions come
_ANNOUNCES = re.compile(
    r"\b(?:questions?|asks?|asked|tell us|let us know|explain|answers?|inquir(?:y|ies)|(?:to|us) (?:know|learn|understand|hear)"
    r"|clarify|clarification|unclear|wish to know|wonder)\b[^.?!]{0,1000}[:.]$",
    re.I,
)
# `You ask whether`: a question that the letter answers
_OTHERS_ASK = re.compile(
    r"\b(?:you|he|she|they|your (?:letter|client|request)|M[rs]s?\. [\w-]+) (?:\w+ )?(?:asks?|asked|inquired?)\b", re.I
)
# the end of a paragraph below which each question stands in one of its own
_ANNOUNCED_BELOW = re.compile(r"\b(?:these|the\s+following|our)\s+(?:\w+\s+){0,2}questions?\b[^.?!]{0,80}[.:]$", re.I)
_MARK = re.compile(r"\?(?![\w=&/%-])")  # that of an address on the web is none
_YOUR_ANSWER = re.compile(r"\byour\s+(?:\w+\s+)?(?:answers?|repl(?:y|ies)|responses?)\b", re.I)
# "Yes.", "It must.", "The city may not": the letter's own answer in the paragraph below its question
_ANSWERS = re.compile(
    r"(?:yes|no|not|it|they|he|she|only|under|because|generally|in\s+(?:general|short)|we\s+(?:conclude|find|believe|think|hold)"
    r"|an?\s|any\s|each\s|every\s|all\s|the\s+(?!following\b|attached\b|enclosed\b))\b",
    re.I,
)
# the readers of whom a guidance's own questions speak: `May the city`
_PARTY = re.compile(
    rf"\b(?:the|any) (?:{either('parties')}"
    r"|corporation|police|applicant|subrecipient|owner|respondent|nation|parties|client)s?\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _FoundQuestion:
    start: int
    end: int
    label: str | None
    rule: str
    doubts: tuple[Doubt, ...] = ()


def extract(doc: Doc) -> list[Finding]:
    """The questions of `doc`: `label`, `text` and `topic` of each."""
    topics = topics_of(doc)
    findings = []
    for found in () if is_spoken(doc) else _questions(doc):
        text = " ".join(text_of(doc)[found.start : found.end].split())
        topic, near = topic_or_near(text, topics)
        value = {"label": found.label, "text": text, "topic": topic}
        doubts = (
            (*found.doubts, Doubt("topic-near", f"It comes close to the topic {near} and misses it.")) if near else found.doubts
        )
        findings.append(Finding(LABEL, found.start, found.end, found.rule, value, doubts))
    return findings


def is_question(doc: Doc, item: Item) -> bool:
    """Whether an item of a list is a question, a part of one, or only leads into questions under it."""
    if _known_spans(doc).hold(item.start):
        return True
    groups = _lists_under_items(doc).get(item, [])
    return bool(groups) and all(_all_ask(text_of(doc), group) for group in groups)


@once
def _known_spans(doc: Doc) -> Spans:
    return Spans(question_spans(doc))


@once
def _lists_under_items(doc: Doc) -> Mapping[Item, Sequence[ItemList]]:
    return under(read_lists(doc))


def question_spans(doc: Doc) -> list[tuple[int, int]]:
    """The spans of all questions of `doc`."""
    return [(found.start, found.end) for found in _questions(doc)]


@once
def _questions(doc: Doc) -> list[_FoundQuestion]:
    listed = list(_listed(doc))
    running = _running(doc, [(found.start, found.end) for found in listed])
    return sorted([*listed, *running], key=lambda found: found.start)


def _listed(doc: Doc) -> Iterator[_FoundQuestion]:
    groups = [group for group in read_lists(doc) if not group.run_in or _all_ask(text_of(doc), group)]
    below = under(groups)
    whole = 0  # the end of the last question that was spread over an item and those under it
    for group in groups:
        for item in group.items:
            others = below.get(item, [])
            end = _question_end(text_of(doc), item.start, item.end)
            if end is None and (end := _end_of_whole(text_of(doc), others)) is not None:
                whole = end
            elif end is None or item.start < whole or any(other.run_in for other in others):
                continue
            rule = "questions.run_in" if group.run_in else "questions.listed"
            yield _FoundQuestion(item.start, end, item.label, rule, item.doubts)


def _end_of_whole(text: str, under: Sequence[ItemList]) -> int | None:
    """The end of a question spread over an item and the items under it, of which only the last bears the question mark."""
    ends = [_question_end(text, item.start, item.end) for group in under for item in group.items]
    return ends[-1] if len(ends) > 1 and not any(ends[:-1]) else None


def _all_ask(text: str, group: ItemList) -> bool:
    return all(_question_end(text, item.start, item.end) for item in group.items)


def _question_end(text: str, start: int, end: int) -> int | None:
    """Where the question that begins at `start` ends: after its last question mark that no quotation marks enclose."""
    quoted = quoted_passages(text, start, end)
    marks = [start + m.end() for m in _MARK.finditer(text[start:end])]
    return next((mark for mark in reversed(marks) if not any(q.start < mark <= q.end for q in quoted)), None)


def _running(doc: Doc, listed: Sequence[tuple[int, int]]) -> Iterator[_FoundQuestion]:
    """Questions in running text: of those that follow one another, all where one is announced or speaks to the reader."""
    taken = Spans(listed)
    body = read_parts(doc).body
    announced = False
    for p, following in zip(body, [*body[1:], None], strict=False):
        if "?" not in p.text:
            announced = _ANNOUNCED_BELOW.search(p.text) is not None and _is_announced(p.text)
            continue
        quoted = quoted_passages(text_of(doc), p.start, p.end)
        spoken = Spans((q.start, q.end) for q in quoted)
        before, row = (p.start, p.start), list[tuple[int, int]]()
        for start, end in [*sentences_in(doc, p.start, p.end), (p.end, p.end)]:
            free = not taken.touch(start, end) and not spoken.hold(start) and not spoken.hold(end - 1)
            if start < end and text_of(doc)[end - 1] == "?" and free:
                row.append((start, end))
                continue
            after = (start, end) if start < end else (following.start, following.end) if following else None
            put = announced and row and row[0][0] == p.start
            if row and (put or _is_put(doc, p, before, row, after)):
                yield from (_FoundQuestion(_asked_from(text_of(doc), a, b), b, None, "questions.running") for a, b in row)
            before, row = (start, end), []


def _asked_from(text: str, start: int, end: int) -> int:
    """Where the question of a sentence begins: after the words that announce it, `We ask the following question: `."""
    colon = text.find(": ", start, end)
    announced = colon > 0 and text.count(" ", start, colon) > 1 and _is_announced(text[start : colon + 1])
    return colon + 2 if announced else start


def _is_announced(said: str) -> bool:
    return _ANNOUNCES.search(said) is not None and _OTHERS_ASK.search(said) is None


def _is_put(
    doc: Doc, p: Paragraph, before: tuple[int, int], row: Sequence[tuple[int, int]], after: tuple[int, int] | None
) -> bool:
    """Whether a row of questions is announced by the words before, or speaks to the reader or of a party and is no heading.

    A question about a party may be one that the letter answers itself: what comes `after` it tells.
    """
    text = text_of(doc)
    if _is_announced(text[slice(*before)]) or _asked_from(text, *row[0]) != row[0][0]:
        return True
    if read_parts(doc).kind == "press_release" or (row[0] == (p.start, p.end) and p.text.istitle()):
        return False
    asked = [text[start:end] for start, end in row]
    if after is not None and row[-1][1] < p.end:
        said = text[slice(*after)]
        if _YOUR_ANSWER.search(said) or directive(doc, *after):
            return True
    if before[0] < before[1] and row[-1][1] == p.end and directive(doc, *before):  # `Kindly send them. Was he seen by anyone?`
        return True
    return any(map(_TO_READER.search, asked)) or (any(map(_PARTY.search, asked)) and _is_left_open(doc, p, before, row, after))


def _is_left_open(
    doc: Doc, p: Paragraph, before: tuple[int, int], row: Sequence[tuple[int, int]], after: tuple[int, int] | None
) -> bool:
    """Whether a question about a party is left to the reader: nothing answers it, or the reader is told to."""
    if row[-1][1] == p.end and before[0] < before[1]:
        return True
    if after is None:
        return True
    if row[-1][1] < p.end:
        return directive(doc, *after) is not None
    return _ANSWERS.match(text_of(doc), after[0]) is None
