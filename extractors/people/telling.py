"""Sentences that tell of a person and end in that person's words without a verb of speech: by shape first, then by words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.people.mentions import Mention
from extractors.people.persons import fold
from extractors.people.running import RunningWord, running_words
from extractors.people.speech_words import word_set

_SETTING = re.compile(r"(?:In|At|On|During|After|Before|When|While|As|For|To|Speaking|Standing|Asked)\b[^“”;:]{1,120}?,\s+")
# `of the U.S. Fish and Wildlife Service`, `, who runs the office,`
_BESIDE = re.compile(
    r"(?:\s*,[^,;:“”]{1,120},)?(?:\s+(?:of|for|from|with)\s+(?:the\s+)?(?:(?:of|for|and|the|at|in)\s+|[A-Z(][\w.’'&()-]*,?\s+){1,16})?\s*"
)
# `thanked the authorities, “`, `described him as “`, `faulted the mayor for “`
_LEADS_TO_WORDS = re.compile(r"[^;:“”]{2,90}(?:,|\s(?:as|for|because|with|that))\s*|\s*(?:,|that)\s*")
_THING = re.compile(r"[“\"](?:an?|the)\b", re.I)
_MANNER = r"(?:this|that|the following) (?:way|manner|fashion|language)"
_WORDS = r"in (?:these|those|the following|his own|her own) (?:words|terms)"
_THIS_WAY = re.compile(rf"\b(?:{_MANNER}|{_WORDS}|as follows|like this|thus|so|simply|bluntly|plainly)\s*:\s*$", re.I)
_AUXILIARY = frozenset({"has", "had", "would", "will", "could", "can", "did", "does"})
_FINITE = re.compile(r"[a-z]+(?:-[a-z]+)*")


def verb_of(text: str, people: Sequence[Mention], start: int, end: int) -> RunningWord | None:
    """The verb of the sentence `[start, end)` where a person named at its beginning is the subject; `None` where none is."""
    setting = _SETTING.match(text, start, end)
    subject = next((m for m in people if m.subject and m.start in (start, setting.end() if setting else start)), None)
    if subject is None:
        return None
    beside = _BESIDE.match(text, subject.end, end)
    words = running_words(text, beside.end() if beside else subject.end, end)
    while words and (words[0].key in _AUXILIARY or words[0].key in word_set("adverbs") or words[0].key.endswith("ly")):
        words.pop(0)
    if not words:
        return None
    verb = words[0]
    refused = verb.key in word_set("passive") or verb.key in word_set("prepositions") or verb.key in word_set("not_reported_by")
    return None if refused or not _FINITE.fullmatch(verb.core) else verb


def leads_to_words(text: str, verb: RunningWord, end: int) -> bool:
    """Whether what follows the verb up to a quotation at `end` lets the person's own words follow."""
    said = {fold(word) for word in re.findall(r"[\w’'-]+", text[verb.start : end])}
    if said & (word_set("papers") | word_set("no_telling")):
        return False
    if text[verb.end : end].rstrip().endswith(",") and _THING.match(text, end):
        return verb.key in word_set("calling")  # `sold a car, “a wreck with no brakes”` may be anybody's words
    return _LEADS_TO_WORDS.fullmatch(text, verb.end, end) is not None


def leads_this_way(text: str, start: int, end: int) -> bool:
    """Whether the words before a colon at `end` say that what follows is how somebody put it: `described it this way:`."""
    return _THIS_WAY.search(text, start, end) is not None
