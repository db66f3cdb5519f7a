"""Who says what: the words around a quotation that name its speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractors.language.phrases import Phrases, rules
from extractors.people.antecedents import PRONOUNS, Antecedents, noun_head
from extractors.people.mentions import Mention
from extractors.people.running import RunningWord, running_words
from extractors.people.speakers import People, Speaker
from extractors.people.speech_words import SPEECH, speech_data, speech_table, word_set
from extractors.people.telling import leads_this_way, leads_to_words, verb_of
from extractors.whole_text import text_of

_EDGES = " ,;:—–-"
_APPOSITION = re.compile(r"\s*(?:,|\(|(?:of|for|from|at|in|with|who)\b)")
_SIGNED = re.compile(r"\s*(?:[–—]|--?)\s*(?=\w)")
_ITS_OWNER = re.compile(r"(\s*(?:That|This|Such) (?:is|was) )(?=[^.,;:]{3,80}[’']s\s)")
_OWNED = re.compile(r"[’']s?\s+(\w+)")
_OWNER = re.compile(r"(?:the\s)?[^,;:]{1,60}[’']s?\s", re.IGNORECASE)
_ADVERB = re.compile(r"\w+ly")
_SAID_TO = re.compile(r"(?:(?!\bthat\b)(?:[^,;:]|(?<=\d),(?=\s\d{4},))){0,70}(?:(?<=\d),)?\sthat")
_REPORTED = re.compile(r"(?:that\s)?(?:[\w’'-]+\s){1,12}?(?:[\w’'-]+)(?:\s“[^”]*”\s(?:and|but))?", re.IGNORECASE)
"""A short clause in which a part is quoted: `said the jail was “too small for its men”`."""
_ASKED = frozenset(("Asked", "Told", "Questioned", "Pressed"))
_CALLED = re.compile(r"[^,;:.“”]{0,80}")
_BY = re.compile(r"\s+by\s+")
_SPANISH_ARTICLES, _SPANISH_TITLE = frozenset(("el", "la")), 6  # words: `la secretaria de justicia auxiliar`
_SHORT_OBJECT = 30
"""Characters that name whom something is told: `told her`, `told the night clerk`."""
_LONGEST_AFTER_VERB = 70
"""Characters that may stand between a verb of speech and a quotation: `told the court before sentence was passed`."""


@dataclass(frozen=True, slots=True)
class SpeechFrame:
    """A speech verb or phrase at `[start, end)`, with the id of its pattern."""

    rule: str
    start: int
    end: int


class Attributions:
    """Reads the attributions of one document."""

    def __init__(self, doc: Doc, people: People, quoted: Sequence[tuple[int, int]]):
        """`people` are those of the same `doc`, `quoted` the half-open spans that stand in quotation marks."""
        self._text, self._people = text_of(doc), people
        self._antecedents = Antecedents(self._text, people, quoted)
        self._frames, self._behind = _frames(doc, "frames"), _frames(doc, "behind")
        self._starts = [frame.start for frame in self._frames]
        self.remember, self.sentences = self._antecedents.remember, self._antecedents.sentences

    def trailing(self, start: int, end: int) -> Speaker | None:
        """The speaker named after a quotation that ends at `start`; `end` is where its sentence or the next quotation is."""
        if end <= start:
            return None
        end = min(end, self.sentences(start, end)[0][1]) if self._text[start:end].strip() else end
        for frame in self._between(start, end):
            before = self._text[start : frame.start].strip(_EDGES)
            inverted = not before or self._only_adverbs(start, frame.start)
            if frame.rule in speech_data()["speaker_follows"]:
                return self._after(frame.end, end, governed=True) if inverted else None
            if inverted and (pronoun := speech_table("speaker_owns").get(frame.rule)):
                return self._antecedents.pronoun(pronoun, frame.start)
            if frame.rule in speech_data()["same_speaker"] and inverted:
                return Speaker(None, pronoun=True)
            if inverted:
                return None if frame.rule in speech_data()["subject_first_only"] else self._after(frame.end, end)
            if speaker := self._who(start, frame, end):
                return speaker
        return None

    def behind(self, start: int, end: int) -> Speaker | None:
        """Whom the sentence that follows a quotation ending at `start` calls its speaker: `That is how Roe put it.`"""
        if owned := _ITS_OWNER.match(self._text, start, end):
            whose = [m for m in self._people.within(start, end) if m.start == owned.end(1)]
            noun = _OWNED.match(self._text, whose[0].end, end) if whose else None
            return self._named(whose[0]) if noun and noun[1] in word_set("utterances") else None
        if dash := _SIGNED.match(self._text, start, end):
            signed = [m for m in self._people.within(start, end) if m.start == dash.end()]
            return self._named(signed[0]) if signed else None
        spans = self.sentences(start, end)
        opening = next((f for f in self._behind if spans and not self._text[spans[0][0] : f.start].strip()), None)
        if opening is None or opening.start < start:
            return None
        if opening.rule == "behind.speaker":
            return self._after(opening.end, spans[0][1], governed=True)
        for frame in self._between(opening.end, spans[0][1], reporting=True):
            if speaker := self._before(opening.end, frame.start):
                return speaker
        return None

    def leading(self, start: int, end: int, loose: bool) -> Speaker | None:
        """The speaker named in the words `[start, end)` that lead up to a quotation.

        `loose`: they end in a colon, so that more may stand between the verb and the quotation.
        """
        spans = self.sentences(start, end)
        if not spans:
            return None
        start = spans[-1][0]
        whole = [m for m in self._people.within(start, end) if self._text[start:end].strip(" :") == m.text]
        if whole:
            return self._named(whole[0])
        if loose and (owner := self._antecedents.owner_of_words(start, end)):
            return owner
        for frame in self._between(start, end):
            if (not loose and not self._reaches(frame, end)) or self._opens_aside(spans[-1][0], frame):
                continue
            if frame.rule in speech_data()["speaker_follows"]:
                speaker = self._after(frame.end, end, governed=True)
            elif not self._text[start : frame.start].strip(_EDGES):
                speaker = self._after(frame.end, end)
            else:
                speaker = self._who(start, frame, end)
            if speaker is not None:
                return speaker
        return None

    def prior(self, start: int, end: int, own: bool) -> Speaker | None:
        """The person whom the last sentence of `[start, end)` reports as speaking, reading or calling something so.

        `own`: the quotation is in the first person, so that it isn't from a rule or a notice that the sentence tells of.
        """
        spans = self.sentences(start, end)
        if not spans or (not own and any(w.key in word_set("papers") for w in running_words(self._text, *spans[-1]))):
            return None
        for frame in self._between(*spans[-1], reporting=True):
            if speaker := self._before(spans[-1][0], frame.start):
                return speaker
        return self._antecedents.subject(*spans[-1]) if own else None

    def told_of(self, start: int, end: int) -> Speaker | None:
        """The person of whom the sentence before a colon at `end` tells: `Roe was blunt:`, `Roe’s answer was short:`."""
        spans = self.sentences(start, end)
        if not spans or any(w.key in word_set("papers") for w in running_words(self._text, *spans[-1])):
            return None
        return self._antecedents.subject(*spans[-1])

    def _who(self, start: int, frame: SpeechFrame, end: int) -> Speaker | None:
        """Who says what `frame` reports: its subject, by whom it is said, or whom its subject reports as saying it."""
        words = running_words(self._text, start, frame.start)
        if words and words[-1].key in word_set("passive"):
            by = _BY.match(self._text, frame.end, end)
            return self._after(by.end(), end, governed=True) if by else None
        for inner in self._between(frame.end, end):
            between = self._text[frame.end : inner.start]
            subject = running_words(self._text, frame.end, inner.start)
            own = re.search(r"[,;:]", between) or any(word.key in word_set("not_reported_by") for word in subject)
            rest = self._text[inner.end : end].strip(_EDGES + ".")
            if own or not subject or inner.rule not in ("speech.told", "speech.verb") or len(rest) > _SHORT_OBJECT or "," in rest:
                break
            passive = subject[-1].key in word_set("passive")
            if speaker := Speaker(None) if passive else self._before(frame.end, inner.start):
                return speaker
        return self._before(start, frame.start)

    def _reaches(self, frame: SpeechFrame, end: int) -> bool:
        """Whether what stands between the verb and a quotation at `end` is no more than whom it is said to and where."""
        rest = self._text[frame.end : end]
        return len(rest) <= _LONGEST_AFTER_VERB and not re.search(r"[;:]\s*\S", rest)

    def _opens_aside(self, start: int, frame: SpeechFrame) -> bool:
        """Whether a participle opens the sentence at `start`: who was `Asked why, ` is named behind it, and not who asked."""
        return frame.start == start and self._text[start : frame.end] in _ASKED

    def clause(self, start: int, end: int) -> Speaker | None:
        """The speaker where a quotation at `end` is a part of what a verb of speech reports.

        `wrote “`, `wrote to the board that “`, `called the plan “`, `said the jail was “`, `According to Roe, the jail is “`.
        """
        spans = self.sentences(start, end)
        frames = list(self._between(*spans[-1], reporting=True)) if spans else []
        if not frames:
            return None
        frame = frames[-1]
        rest = self._text[frame.end : end].strip(" ,:")
        if frame.rule in speech_data()["speaker_follows"]:
            speaker = self._after(frame.end, end, governed=True)
        elif self._gives(frame, rest):
            speaker = self._before(spans[-1][0], frame.start)
        else:
            speaker = None
        return speaker if speaker and speaker.name else None  # `the defendant argues that “` is a brief, not a statement

    def told(self, start: int, end: int) -> Speaker | None:
        """The person of whom the sentence tells that a quotation at `end` closes: `Roe thanked them, “without whom`."""
        spans = self.sentences(start, end)
        if not spans:
            return None
        begin = spans[-1][0]
        verb = verb_of(self._text, self._people.within(begin, end), begin, end)
        if verb is None or any(f.start > verb.start for f in self._between(verb.start, end)):
            return None
        this_way = leads_this_way(self._text, verb.end, end)
        return self._before(begin, verb.start) if this_way or leads_to_words(self._text, verb, end) else None

    def _gives(self, frame: SpeechFrame, rest: str) -> bool:
        """Whether a verb with the `rest` between it and a quotation makes the quotation a part of what its subject says."""
        if frame.rule in speech_data()["prior_sentence_only"]:
            verb = self._text[frame.start : frame.end].casefold()
            return verb in word_set("calling") and _CALLED.fullmatch(rest) is not None
        return rest in ("", "that", *PRONOUNS) or _SAID_TO.fullmatch(rest) is not None or _REPORTED.fullmatch(rest) is not None

    def _between(self, start: int, end: int, reporting: bool = False) -> Iterator[SpeechFrame]:
        only = () if reporting else speech_data()["prior_sentence_only"]
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return (f for f in self._frames[first:last] if f.end <= end and f.rule not in only)

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
        if last.key in PRONOUNS:
            return self._antecedents.pronoun(last.key, last.start)
        if last.key in word_set("passive"):
            return None  # who is told or asked does not speak
        named = self._people.within(start, end)
        if last.key == "and":  # `Roe thanked the police and said`
            if words[0].key in PRONOUNS:
                return self._antecedents.pronoun(words[0].key, words[0].start)
            who = [m for m in named if m.subject]
            alone = who and (len(who) == 1 or not self._text[start : who[0].start].strip(_EDGES))
            return self._named(who[0]) if alone else None
        if last.key == "who":
            return self._named(named[-1]) if named and not self._text[named[-1].end : last.start].strip(", ") else None
        subjects = [m for m in named if m.subject]
        adjacent = [m for m in subjects if m.end >= last.end]
        if adjacent:
            joined = re.search(r"\band\s+$", self._text[start : adjacent[0].start])
            return Speaker(None, joint=True) if joined and len(subjects) > 1 else self._named(adjacent[0])
        in_other_name = any(m.end >= last.end for m in named)
        if last.capital and not last.possessive and not in_other_name and (name := self._people.known(last.core)):
            return Speaker(name)
        for mention in subjects:
            if _APPOSITION.match(self._text, mention.end, end):
                return self._named(mention)
        return self._antecedents.unnamed(self._text[start : last.end], start)

    def _after(self, start: int, end: int, governed: bool = False) -> Speaker | None:
        """The subject that follows an inverted verb ending at `start`; `governed`: a preposition stands before it."""
        words = running_words(self._text, start, end)
        while words and _is_adverb(words[0].key):
            words.pop(0)
        if not words:
            return None
        if words[0].key in PRONOUNS:
            return self._antecedents.pronoun(words[0].key, words[0].start)
        words = self._without_former(words, end)
        named = [m for m in self._people.within(start, end) if m.subject or (governed and m.start <= words[0].start)]
        if named and named[0].start <= words[0].start:
            second = next((m for m in named[1:] if m.start - named[0].end < 160), None)
            between = self._text[named[0].end : second.start] if second is not None else ""
            joined = re.search(r"(\w*),?\sand\s+$", between)
            # `Roe, chief of Enforcement and Customer Care` is one
            both = joined and second is not None and (second.title or not joined[1][:1].isupper())
            return Speaker(None, joint=True) if both else self._named(named[0])
        if words[0].capital and not words[0].possessive and (name := self._people.known(words[0].core)):
            return Speaker(name)
        phrase = self._text[words[0].start : end]
        for mention in named:
            between = self._text[words[0].start : mention.start]
            if _OWNER.fullmatch(between):
                return self._named(mention)
            if (
                between.count(",") <= 1
                and re.search(r"(?:,\s*|[a-z]\s)$", between)
                and noun_head(between) in word_set("person_nouns")
            ):
                return self._named(mention)
        return self._antecedents.unnamed(phrase.split(",")[0] if governed else phrase, words[0].start)

    def _without_former(self, words: list[RunningWord], end: int) -> list[RunningWord]:
        """`words` from the person on, where only `former`, `retired` and the like stand before the name or title.

        So stand the small words of a title in Spanish: `el fiscal federal Roe`.
        """
        mentions = self._people.within(words[0].start, end)
        skipped = [word for word in words if mentions and word.start < mentions[0].start]
        spanish = words[0].key in _SPANISH_ARTICLES and len(skipped) <= _SPANISH_TITLE and not any(w.stop for w in skipped)
        only = spanish or all(word.key in word_set("former") for word in skipped)
        return words[len(skipped) :] if only else words

    def _named(self, mention: Mention) -> Speaker:
        return Speaker(self._people.fullest(mention))


def _is_adverb(word: str) -> bool:
    return word in word_set("adverbs") or bool(_ADVERB.fullmatch(word))


@cache
def _phrases(vocab: Vocab, kind: str) -> Phrases:
    return Phrases(vocab, [(entry["id"], entry["pattern"]) for entry in rules(SPEECH)[kind]], longest=True)


def _frames(doc: Doc, kind: str) -> list[SpeechFrame]:
    """The phrases of one kind of speech.json in `doc` in order, the longest where several share a place."""
    phrases, found = _phrases(doc.vocab, kind), []
    for sent in doc.sents:
        for rule, first, last in phrases.find(sent):
            span = sent[first:last]
            found.append(SpeechFrame(rule, span.start_char, span.end_char))
    found.sort(key=lambda f: (f.start, -f.end))
    kept: list[SpeechFrame] = []
    for frame in found:
        if not kept or frame.start >= kept[-1].end:
            kept.append(frame)
    return kept
