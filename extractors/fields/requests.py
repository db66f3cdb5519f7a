"""What the reader is told to send, give or do: the items of lists that ask for them, and sentences that ask in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from extractors.analysis import once
from extractors.fields.questions import is_question, question_spans
from extractors.finding import Finding
from extractors.language.labels import label_at
from extractors.language.quotation_marks import quoted_passages
from extractors.language.sentences import sentences_in
from extractors.language.spans import Spans
from extractors.language.verbs import verbs
from extractors.structure.directives import directive, words
from extractors.structure.lead_ins import is_group_heading, is_headed, kinds_of_lists, own_words
from extractors.structure.list_items import Item, ItemList
from extractors.structure.parts import Paragraph, read_parts
from extractors.structure.spoken import is_spoken
from extractors.whole_text import text_of

LABEL = "requests"
# `the documents listed below`: what is asked for comes in items
_POINTS_AHEAD = re.compile(
    r"\b(?:questions?|requests?|items?|documents?|information|materials?|records?|specifications?|measures?|steps?|matters?|points?"
    r"|those|these)\b(?:\s+\w+){0,3}\s+(?:below|following|that follow|which follow)\b"
    r"|\b(?:the|these|each of the) following\b",
    re.I,
)
# `Please answer each of these three questions`: the questions are what is asked
_ASKS_TO_ANSWER = re.compile(
    r"\b(?:answer|respond\s+to|reply\s+to|address)\s+(?:(?:each|all)\s+of\s+)?(?:these|the|our|my)\s+(?:\w+\s+){0,2}questions?\b",
    re.I,
)
_NOTE_MARK = re.compile(r"\d{1,2}\s(?=[A-Z][a-z])|[¹²³⁴-⁹]+\s?")  # the number of a footnote before its words
_NEXT = 8  # characters from the end of a sentence to a question right behind it: a break and a label
_STANDING_TAIL = re.compile(r"do not reply to this message|please use the contacts in the message", re.I)


def extract(doc: Doc) -> list[Finding]:
    """The requests of `doc`: `label` (`None` for a sentence of running text) and `text` of each, a question never among them."""
    if is_spoken(doc):
        return []
    return sorted([*_listed(doc), *_running(doc)], key=lambda finding: finding.start)


def _listed(doc: Doc) -> Iterator[Finding]:
    for group, kind in kinds_of_lists(doc):
        for item in group.items:
            if not _is_entry(doc, group, kind, item) or is_question(doc, item) or is_group_heading(doc, item):
                continue
            start, end = own_words(doc, item)
            if start == end:
                continue  # a label and nothing else
            rule = "requests.run_in" if group.run_in else "requests.listed"
            yield Finding(LABEL, start, end, rule, {"label": item.label, "text": _text(doc, start, end)}, item.doubts)


def _is_entry(doc: Doc, group: ItemList, kind: str | None, item: Item) -> bool:
    """Whether an item asks: all of a list that asks do, and single ones of a list that nothing or a heading leads into."""
    if kind is not None or group.run_in or not is_headed(doc, group) or read_parts(doc).kind == "press_release":
        return kind == LABEL
    spans = sentences_in(doc, item.start, item.end)
    return bool(spans) and all(directive(doc, start, end) for start, end in spans)


def _running(doc: Doc) -> Iterator[Finding]:
    parts = read_parts(doc)
    taken, stating = Spans(_taken(doc)), _stating(doc)
    for p in (*parts.body, *parts.footnotes):
        stated = stating.touch(p.start, p.end)
        for start, end in _free_sentences(doc, p, taken):
            rule = directive(doc, start, end)
            if stated and rule == "requests.imperative":
                continue
            if (
                rule is None
                or (parts.kind == "press_release" and not _is_polite(rule, text_of(doc)[start:end]))
                or _leads_into_list(doc, start, end)
            ):
                continue
            stop = start + len(text_of(doc)[start:end].rstrip(" ."))
            yield Finding(LABEL, start, stop, rule, {"label": None, "text": _text(doc, start, stop)})


def _stating(doc: Doc) -> Spans:
    """Where items begin under words that ask for nothing: `The County has agreed to:` tells what it will do."""
    return Spans(
        (item.start, item.start + 1)
        for group, kind in kinds_of_lists(doc)
        if kind is None and not is_headed(doc, group)
        for item in group.items
    )


def _is_polite(rule: str, sentence: str) -> bool:
    """In a release only `please` is said to the reader; an invitation to call, to write or to visit a site asks for nothing."""
    asked = re.search(r"\b(?:please|kindly)\s+([\w-]+)((?:\s+[\w-]+){0,4})", sentence, re.I)
    if asked is None or not rule.startswith("requests.please"):
        return False
    verb, sent = asked[1].lower(), set(asked[2].lower().split())
    return verb not in verbs("contacts") or (verb in words()["sending_verbs"] and not sent & words()["enquiries"])


def _free_sentences(doc: Doc, p: Paragraph, taken: Spans) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph that state something themselves: no item, lead-in, question, quotation or standing tail."""
    text = text_of(doc)
    quoted = Spans((q.start, q.end) for q in quoted_passages(text, p.start, p.end))
    label = label_at(text, p.start, p.end)
    mark = _NOTE_MARK.match(p.text)
    for start, end in sentences_in(doc, label.end if label else p.start + (mark.end() if mark else 0), p.end):
        passage = text[start:end]
        if taken.touch(start, end) or passage.endswith(("?", ":")):
            continue
        if quoted.enclose(start, end) or passage.isupper() or _STANDING_TAIL.search(passage):
            continue
        yield start, end


def _taken(doc: Doc) -> list[tuple[int, int]]:
    """Spans that are accounted for: questions, the items of lists with a kind, and what leads into lists."""
    taken = question_spans(doc)
    for group, kind in kinds_of_lists(doc):
        asks = any(is_question(doc, item) for item in group.items)
        if kind is not None:
            taken += [(item.start, item.end) for item in group.items if not is_question(doc, item)]
        else:
            taken += [(item.start, item.end) for item in group.items if _is_entry(doc, group, kind, item)]
        if group.lead_in is not None and group.parent is None and (kind or asks or not group.run_in):
            taken.append(group.lead_in)
    return taken


def _leads_into_list(doc: Doc, start: int, end: int) -> bool:
    """Whether the sentence points to a list that stands further down."""
    if _ASKS_TO_ANSWER.search(text_of(doc)[start:end]) and any(0 <= at - end <= _NEXT for at, _ in question_spans(doc)):
        return True
    ahead = _POINTS_AHEAD.search(text_of(doc)[start:end])
    if ahead is None or ":" in text_of(doc)[start + ahead.end() : end]:
        return False
    return _last_asking_list(doc) > end


@once
def _last_asking_list(doc: Doc) -> int:
    """Where the last list begins that asks for something, -1 where none does."""
    asking = (
        group.items[0].start
        for group, kind in kinds_of_lists(doc)
        if kind == LABEL or any(is_question(doc, item) for item in group.items)
    )
    return max(asking, default=-1)


def _text(doc: Doc, start: int, end: int) -> str:
    return " ".join(text_of(doc)[start:end].split())
