"""Sentences of official prose: abbreviations, citations and quotation marks do not end one by accident."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

import numpy
from spacy.tokens import Doc

from extractors.analysis import once
from extractors.language.vocabulary import vocabulary
from extractors.whole_text import text_of

if TYPE_CHECKING:
    from thinc.types import Ints2d

# the end of a sentence, and the number of a footnote that hangs on it: `in this case.2 And`
_BREAK = re.compile(
    r"([.?!](?<![.?!][.?!])[.?!]*+[\"”’')\]]*+)(?:(?:(?<=[a-z][.?!])|(?<=[a-z][.?!][\"”’)]))\d{1,2}|[¹²³⁴-⁹]{1,2})?(?=\s)"
)
_STARTS_SENTENCE = re.compile(r"[\"“‘'(\[]*(?:[A-Z]|\d)")
_PARTED_EMAIL = re.compile(r"[A-Z]{2,6}\.\s[A-Z][a-z]*@")  # OCR sets a space within `FOIA.Requests@usdoj.gov`
_WORD_BEFORE = re.compile(r"(?<![\w.&’'/-])[\w.&’'/-]+$")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+")


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = vocabulary("abbreviations.json")
    return frozenset(data["never_ends"]), frozenset(data["may_end"]), frozenset(data["starters"])


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Half-open spans of the sentences in `text[start:end]`; a line break always ends a sentence."""
    spans: list[tuple[int, int]] = []
    end = len(text) if end is None else min(end, len(text))
    stop = start - 1
    while stop < end:
        begin, stop = stop + 1, text.find("\n", stop + 1, end)
        stop = end if stop < 0 else stop
        for mark in _BREAK.finditer(text, begin, stop):
            if _ends_sentence(text, begin, mark, stop):
                spans.append(_strip(text, begin, mark.end(1)))
                begin = mark.end()
        spans.append(_strip(text, begin, stop))
    return [(begin, stop) for begin, stop in spans if begin < stop]


def sentences_in(doc: Doc, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a passage of `doc`, told once: several extractors ask for those of the same paragraph."""
    known = _told(doc)
    if (start, end) not in known:
        known[start, end] = sentences(text_of(doc), start, end)
    return known[start, end]


@once
def _told(doc: Doc) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """The sentences of each passage that was asked for."""
    return {}


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    printed = text[start:end]
    return end - len(printed.lstrip()), start + len(printed.rstrip())


def _ends_sentence(text: str, begin: int, mark: re.Match[str], end: int) -> bool:
    following = text[mark.end() : min(end, mark.end() + 60)].lstrip()
    if not following or not _STARTS_SENTENCE.match(following):
        return False
    if mark.group(1)[0] != ".":
        return True
    word_at = max(begin, text.rfind(" ", begin, mark.start()) + 1)
    if _PARTED_EMAIL.match(text, word_at):
        return False
    before = _WORD_BEFORE.search(text[max(word_at, mark.start() - 40) : mark.start()])
    if before is None:
        return True
    word = before.group().rsplit("(", 1)[-1] + "."
    never_ends, may_end, starters = _abbreviations()
    if len(mark.group(1)) > 1:  # a closing quotation mark or bracket stands between: the abbreviation is over
        return word not in never_ends or following[0].isupper()
    if word in never_ends:
        return False
    if word in may_end or _INITIALS.fullmatch(word):
        return re.split(r"[\s,’']", following.lstrip("\"“‘'(["), maxsplit=1)[0] in starters
    return True


def set_sentence_starts(doc: Doc) -> Doc:
    """spaCy component: mark the sentences of `doc`, so that `doc.sents` gives them."""
    starts = {start for start, _ in sentences(text_of(doc))}
    begins = numpy.array([idx in starts for idx in doc.to_array("IDX").tolist()], dtype=bool)
    begins[:1] = True
    column = numpy.where(begins, 1, -1).astype("uint64").reshape(-1, 1)  # spaCy's own attribute type is unsigned
    return doc.from_array(["SENT_START"], cast("Ints2d", column))
