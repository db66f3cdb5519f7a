"""Who says what: the words around a quotation that name its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractors.mentions import Mention, running_words, speech_data, word_set
from extractors.people import fold
from extractors.sentences import sentences
from extractors.speakers import People, agrees
from extractors.whole_text import text_of

_PRONOUNS = frozenset(("he", "she", "they"))
_EDGES = " ,;:—–-"
_APPOSITION = re.compile(r"\s*(?:,|\(|(?:of|for|from|at|in|with|who)\b)")
_NOUN_PHRASE_ENDS = re.compile(r"\s(?:of|for|from|in|at|with|who|whose|on|to|near|and)\s|,")
_ADVERB = re.compile(r"\w+ly")
_SAID_TO = re.compile(r"(?:(?!\bthat\b)[^,;:]){0,70}\sthat")
_LONGEST_AFTER_VERB = 70
"""Characters that may stand between a verb of speech and a quotation: `told the court before sentence was passed`."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the name in fullest form, or `None` for somebody who is not named (`one resident`).

    `pronoun` is set where only `he` or `she` stands there; `joint` where several speak at once.
    """

    name: str | None
    pronoun: bool = False
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A speech verb or phrase at `[start, end)`, with the id of its pattern."""

    rule: str
    start: int
    end: int


class Attributions:
    """Reads the attributions of one document."""

    def __init__(self, doc: Doc, people: People, quoted: Sequence[tuple[int, int]]):
        """`people` are those of the same `doc`, `quoted` the half-open spans that stand in quotation marks."""
        self._text, self._people = text_of(doc), people
        self._quoted = quoted
        self._frames = _frames(doc)
        self._said: list[tuple[int, str]] = []

    def remember(self, start: int, speaker: Speaker) -> None:
        """Note that `speaker` was quoted at `start`, for pronouns that follow."""
        if speaker.name:
            self._said.append((start, speaker.name))

    def trailing(self, start: int, end: int) -> Speaker | None:
        """The speaker named after a quotation that ends at `start`; `end` is where its sentence or the next quotation is."""
        if end <= start:
            return None
        end = min(end, sentences(self._text, start, end)[0][1]) if self._text[start:end].strip() else end
        for frame in self._between(start, end):
            before = self._text[start : frame.start].strip(_EDGES)
            inverted = not before or self._only_adverbs(start, frame.start)
            if frame.rule in speech_data()["speaker_follows"]:
                return self._after(frame.end, end, governed=True) if inverted else None
            if frame.rule in speech_data()["same_speaker"] and inverted:
                return Speaker(None, pronoun=True)
            if inverted:
                return None if frame.rule in speech_data()["subject_first_only"] else self._after(frame.end, end)
            if speaker := self._before(start, frame.start):
                return speaker
        return None

    def leading(self, start: int, end: int, loose: bool) -> Speaker | None:
        """The speaker named in the words `[start, end)` that lead up to a quotation.

        `loose`: they end in a colon, so that more may stand between the verb and the quotation.
        """
        spans = sentences(self._text, start, end)
        if not spans:
            return None
        start = spans[-1][0]
        whole = [m for m in self._people.within(start, end) if self._text[start:end].strip(" :") == m.text]
        if whole:
            return self._named(whole[0])
        for frame in self._between(start, end):
            if not loose and not self._reaches(frame, end):
                continue
            if frame.rule in speech_data()["speaker_follows"]:
                speaker = self._after(frame.end, end, governed=True)
            elif not self._text[start : frame.start].strip(_EDGES):
                speaker = self._after(frame.end, end)
            else:
                speaker = self._before(start, frame.start)
            if speaker is not None:
                return speaker
        return None

    def prior(self, start: int, end: int) -> Speaker | None:
        """The person whom the last sentence of `[start, end)` reports as speaking, reading or calling something so."""
        spans = sentences(self._text, start, end)
        if not spans:
            return None
        for frame in self._between(*spans[-1], reporting=True):
            speaker = self._before(spans[-1][0], frame.start)
            if speaker is not None and speaker.name is not None:
                return speaker
        return None

    def _reaches(self, frame: Frame, end: int) -> bool:
        """Whether what stands between the verb and a quotation at `end` is no more than whom it is said to and where."""
        rest = self._text[frame.end : end]
        return len(rest) <= _LONGEST_AFTER_VERB and not re.search(r"[;:]\s*\S", rest)

    def clause(self, start: int, end: int) -> Speaker | None:
        """The speaker where a quotation at `end` is the object of a verb of speech: `wrote “`, `wrote to the board that “`."""
        spans = sentences(self._text, start, end)
        frames = list(self._between(*spans[-1])) if spans else []
        if not frames:
            return None
        rest = self._text[frames[-1].end : end].strip(" ,:")
        is_object = not rest or rest == "that" or _SAID_TO.fullmatch(rest)
        return self._before(spans[-1][0], frames[-1].start) if is_object else None

    def _between(self, start: int, end: int, reporting: bool = False) -> Iterator[Frame]:
        only = () if reporting else speech_data()["prior_sentence_only"]
        return (f for f in self._frames if start <= f.start and f.end <= end and f.rule not in only)

    def _only_adverbs(self, start: int, end: int) -> bool:
        return all(_is_adverb(word.key) for word in running_words(self._text, start, end))

    def _before(self, start: int, end: int) -> Speaker | None:
        """The subject of a verb at `end`, looked for from `start` on."""
        words = running_words(self._text, start, end)
        while words and _is_adverb(words[-1].key):
            words.pop()
        if not words:
            return None
        last = words[-1]
        if last.key in _PRONOUNS:
            return self._pronoun(last.key, last.start)
        named = self._people.within(start, end)
        if last.key == "who":
            return self._named(named[-1]) if named and not self._text[named[-1].end : last.start].strip(", ") else None
        subjects = [m for m in named if m.subject]
        adjacent = [m for m in subjects if m.end >= last.end]
        if adjacent:
            joined = re.search(r"\band\s+$", self._text[start : adjacent[0].start])
            return Speaker(None, joint=True) if joined and len(subjects) > 1 else self._named(adjacent[0])
        if last.capital and not last.possessive and (name := self._people.known(last.core)):
            return Speaker(name)
        for mention in subjects:
            if _APPOSITION.match(self._text, mention.end, end):
                return self._named(mention)
        return self._unnamed(self._text[start : last.end])

    def _after(self, start: int, end: int, governed: bool = False) -> Speaker | None:
        """The subject that follows an inverted verb ending at `start`; `governed`: a preposition stands before it."""
        words = running_words(self._text, start, end)
        while words and _is_adverb(words[0].key):
            words.pop(0)
        if not words:
            return None
        if words[0].key in _PRONOUNS:
            return self._pronoun(words[0].key, words[0].start)
        named = [m for m in self._people.within(start, end) if m.subject or (governed and m.start <= words[0].start)]
        if named and named[0].start <= words[0].start:
            second = next((m for m in named[1:] if m.start - named[0].end < 160), None)
            joined = second is not None and re.search(r"\band\s+$", self._text[named[0].end : second.start])
            return Speaker(None, joint=True) if joined else self._named(named[0])
        if words[0].capital and not words[0].possessive and (name := self._people.known(words[0].core)):
            return Speaker(name)
        phrase = self._text[words[0].start : end]
        for mention in named:
            between = self._text[words[0].start : mention.start]
            if (
                between.count(",") <= 1
                and re.search(r"(?:,\s*|[a-z]\s)$", between)
                and self._head(between) in word_set("person_nouns")
            ):
                return self._named(mention)
        return self._unnamed(phrase)

    def _named(self, mention: Mention) -> Speaker:
        return Speaker(self._people.fullest(mention))

    def _unnamed(self, phrase: str) -> Speaker | None:
        """Somebody called by what he or she is: the one holder of an office, else a speaker without a name."""
        for piece in reversed([p for p in phrase.split(", ") if p.strip()]):
            head = self._head(piece)
            words = piece.split()
            if words[0].lower() == "the" and len(words) <= 4 and (name := self._people.holder(" ".join(words[1:]))):
                return Speaker(name)
            if head in word_set("person_nouns"):
                return Speaker(None)
        return None

    def _head(self, phrase: str) -> str:
        """The noun on which a phrase is built, in the singular: `resident` of `several residents of the block`."""
        cut = _NOUN_PHRASE_ENDS.search(phrase)
        words = fold(phrase[: cut.start()] if cut else phrase).split()
        last = words[-1] if words else ""
        return last if last in word_set("person_nouns") or not last.endswith("s") else last.removesuffix("s")

    def _pronoun(self, pronoun: str, at: int) -> Speaker | None:
        """Whom `he` or `she` at `at` stands for: the subject of the nearest sentence before it, up to a paragraph back."""
        if pronoun == "they":
            return Speaker(None)
        paragraph = self._text.rfind("\n", 0, at) + 1
        previous = self._text.rfind("\n", 0, max(paragraph - 1, 0)) + 1
        for start, end in reversed(sentences(self._text, previous, at)):
            said = [name for offset, name in self._said if start <= offset < end and agrees(name, pronoun)]
            if said:
                return Speaker(said[-1], pronoun=True)
            for mention in self._people.within(start, min(end, at)):
                inside = any(a <= mention.start < b for a, b in self._quoted)
                if mention.subject and not inside and agrees(name := self._people.fullest(mention), pronoun):
                    return Speaker(name, pronoun=True)
        return Speaker(None, pronoun=True)


def _is_adverb(word: str) -> bool:
    return word in word_set("adverbs") or bool(_ADVERB.fullmatch(word))


@cache
def _matcher(vocab: Vocab) -> Matcher:
    matcher = Matcher(vocab)
    for entry in speech_data()["frames"]:
        matcher.add(entry["id"], [entry["pattern"]], greedy="LONGEST")
    return matcher


def _frames(doc: Doc) -> list[Frame]:
    """The speech verbs and phrases of `doc` in order, the longest where several share a place."""
    found = []
    for key, first, last in _matcher(doc.vocab)(doc):
        span = doc[first:last]
        found.append(Frame(doc.vocab.strings[key], span.start_char, span.end_char))
    found.sort(key=lambda f: (f.start, -f.end))
    kept: list[Frame] = []
    for frame in found:
        if not kept or frame.start >= kept[-1].end:
            kept.append(frame)
    return kept
