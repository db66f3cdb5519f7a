"""Whom `he`, `she`, `the judge` or `a former clerk` stands for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from operator import itemgetter

from extractors.language.sentences import sentences
from extractors.language.vocabulary import either
from extractors.people.mentions import Mention
from extractors.people.persons import fold
from extractors.people.running import RunningWord, running_words
from extractors.people.speakers import People, Speaker, agrees
from extractors.people.speech_words import word_set

PRONOUNS = frozenset(("he", "she", "they"))
_NOUN_PHRASE_ENDS = re.compile(r"\s(?:of|for|from|in|at|with|who|whose|on|to|near|and)\s|,")
# where and when, before the subject of a sentence: `In March, `
_SETTING = re.compile(r"(?:In|At|On|From|By|With|Through|During|Under|Before|After|For|Outside|Since|Until)\b[^,;:]{0,110},\s+")
_CLAUSE_BEFORE = re.compile(rf"(?:{either('Reasons_and_times')}|Though|Once|Asked)\b[^,;:]{{0,110}},\s+")
_RELATIVE = re.compile(r"\b(?:that|which|whom|where|what|whose)\s+(?:the\s+)?$")
_NAMED_NEXT = re.compile(r"[\s,]*(?:\d[\w-]*,?\s+|(?:who was )?identified as\s+|named\s+)?")
_NUMBERED = re.compile(r"\d{1,4}|(?:[A-Z]\.?){1,3}")
_FARTHEST = 4_000  # characters that may lie between a pronoun and whom it stands for
_LONGEST_RELATIVE = 40  # characters from a relative's beginning to whom it names
_LONGEST_SUBJECT = 6
"""Words, the article among them, in which the noun of an unnamed subject is looked for: `the prison’s former head nurse`."""


class Antecedents:
    """Finds whom the words for a person without a name mean, in one document."""

    def __init__(self, text: str, people: People, quoted: Sequence[tuple[int, int]]):
        """`people` are those of `text`, `quoted` the half-open spans that stand in quotation marks."""
        self._text, self._people = text, people
        self._quoted = sorted(quoted)  # none lies within another
        self._said: list[tuple[int, str | None]] = []  # by their starts

    def remember(self, start: int, speaker: Speaker) -> None:
        """Note that `speaker` was quoted at `start`, for pronouns that follow."""
        if not speaker.joint:
            insort(self._said, (start, speaker.name), key=itemgetter(0))

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences of `[start, end)`; none ends within a title or name, whatever stops are in it (`Lt. Cmdr. Roe`)."""
        spans: list[tuple[int, int]] = []
        for first, last in sentences(self._text, start, end):
            if spans and any(m.start < first < m.end for m in self._people.within(spans[-1][0], last)):
                first = spans.pop()[0]
            spans.append((first, last))
        return spans

    def pronoun(self, word: str, at: int) -> Speaker:
        """Whom `he` or `she` at `at` stands for: the subject of the nearest sentence before it, up to a paragraph back."""
        if word == "they":
            return Speaker(None)
        paragraph = self._text.rfind("\n", 0, at) + 1
        previous = self._text.rfind("\n", 0, max(paragraph - 1, 0)) + 1
        if at - previous > _FARTHEST:  # a letter that stands on one line
            stop = self._text.find(". ", at - _FARTHEST, at)
            previous = stop + 2 if stop >= 0 else at - _FARTHEST
        for start, end in reversed(self.sentences(previous, at)):
            first, last = (bisect_left(self._said, place, key=itemgetter(0)) for place in (start, end))
            for _, name in reversed(self._said[first:last]):
                if name is None or agrees(name, word):
                    return Speaker(name, pronoun=True)
            if found := self._subject(start, min(end, at), word):
                return found
        return Speaker(None, pronoun=True)

    def subject(self, start: int, end: int) -> Speaker | None:
        """The person of whose words or manner the sentence `[start, end)` tells: `Her answer was short`, `Roe was blunt`."""
        if owner := self.owner_of_words(start, end):
            return owner
        words = running_words(self._text, start, end)
        if not any(word.key in word_set("manners") for word in words):
            return None  # what else somebody does is seldom told before what he says
        if words[0].key in ("he", "she"):
            return self.pronoun(words[0].key, words[0].start)
        return self._subject(start, end, "")

    def owner_of_words(self, start: int, end: int) -> Speaker | None:
        """The person whose answer, words or the like the sentence `[start, end)` tells of: `Roe’s answer was`."""
        words = running_words(self._text, start, end)[: _LONGEST_SUBJECT + 1]
        owner = next((i for i, word in enumerate(words[:-1]) if word.possessive or word.key in ("his", "her")), None)
        if owner is None or words[owner + 1].key not in word_set("utterances"):
            return None
        if not words[owner].possessive:
            return self.pronoun("he" if words[owner].key == "his" else "she", words[owner].start) if owner == 0 else None
        whose = [m for m in self._people.within(start, end) if m.end == words[owner].end]
        return Speaker(self._people.fullest(whose[0])) if whose else None

    def unnamed(self, phrase: str, at: int) -> Speaker | None:
        """Somebody at `at` called by what he or she is: the one holder of an office, else a speaker without a name."""
        for piece in reversed([p for p in phrase.split(", ") if p.strip()]):
            head = noun_head(piece)
            words = piece.split()
            if len(words) == 2 and fold(words[0]) in word_set("person_nouns") and _NUMBERED.fullmatch(words[1].rstrip(".,")):
                return Speaker(None)  # `Resident 14`, `Inmate A.B.`
            if words[0].lower() == "the" and len(words) <= 4 and (name := self._people.holder(" ".join(words[1:]), at)):
                return Speaker(name)
            if head in word_set("person_nouns"):
                return Speaker(None)
        return None

    def _subject(self, start: int, end: int, pronoun: str) -> Speaker | None:
        """The person of whom the sentence `[start, end)` tells; `None` where it tells of nobody or of the pronoun’s person."""
        main = min(self._end_of_quoted(start), end)
        setting = _SETTING.match(self._text, main, end)
        clause = _CLAUSE_BEFORE.match(self._text, main, end)
        opening = setting or clause
        main = opening.end() if opening else main
        named = [m for m in self._people.within(start, end) if self._can_be_meant(m, start, pronoun)]
        words = running_words(self._text, main, end)
        if words and words[0].key in (PRONOUNS if not pronoun else (pronoun,)):
            return None
        if unnamed := self._unnamed_subject(words, named, pronoun):
            return unnamed
        named = [m for m in named if m.start >= main] or ([] if setting and not clause else named)
        return Speaker(self._people.fullest(named[0]), pronoun=True) if named else None

    def _can_be_meant(self, mention: Mention, start: int, pronoun: str) -> bool:
        """Not somebody whom a quotation or a relative clause names, as in `a letter that Roe read aloud`."""
        inside = self._end_of_quoted(mention.start) > mention.start
        relative = _RELATIVE.search(self._text, max(start, mention.start - _LONGEST_RELATIVE), mention.start)
        return mention.subject and not inside and not relative and agrees(self._people.fullest(mention), pronoun)

    def _end_of_quoted(self, place: int) -> int:
        """The end of the quoted passage in which a place lies, the place itself where it lies in none."""
        at = bisect_right(self._quoted, place, key=itemgetter(0))
        return max(place, self._quoted[at - 1][1]) if at else place

    def _unnamed_subject(self, words: list[RunningWord], named: list[Mention], pronoun: str) -> Speaker | None:
        """The subject with which a sentence opens, where it is a person without a name: `A nurse`, `The mother of one girl`."""
        noun = _person_noun(words)
        if noun is None or noun.key in word_set("men" if pronoun == "she" else "women"):
            return None
        if any(m.start >= noun.end and _NAMED_NEXT.fullmatch(self._text, noun.end, m.start) for m in named):
            return None
        if words[0].key == "the" and (name := self._people.holder(self._text[words[1].start : noun.end], noun.start)):
            return Speaker(name, pronoun=True) if agrees(name, pronoun) else None
        return Speaker(None, pronoun=True)


def noun_head(phrase: str) -> str:
    """The noun on which a phrase is built, in the singular: `resident` of `several residents of the block`."""
    cut = _NOUN_PHRASE_ENDS.search(phrase)
    words = fold(phrase[: cut.start()] if cut else phrase).split()
    last = words[-1] if words else ""
    return last if last in word_set("person_nouns") or not last.endswith("s") else last.removesuffix("s")


def _person_noun(words: list[RunningWord]) -> RunningWord | None:
    """The noun for one person in the phrase with which `words` begin; `None` where they begin with something else."""
    if len(words) > 1 and words[0].key in ("one", "another", "neither") and words[1].core == "of":
        return next((word for word in words[2:_LONGEST_SUBJECT] if noun_head(word.core) in word_set("person_nouns")), None)
    if words and words[0].core[:1].isupper() and words[0].key not in word_set("determiners"):
        owner = next((i for i, word in enumerate(words[:4]) if word.possessive), None)  # `Roe’s wife`
        words = words[owner:] if owner is not None else []
    elif not words or words[0].key not in word_set("determiners"):
        return None
    noun = None
    for word in words[1:_LONGEST_SUBJECT]:
        if word.key in word_set("person_nouns") and not word.possessive:
            noun = word
        elif noun is not None or word.key in word_set("prepositions"):
            break
        if word.stop:
            break
    return noun
