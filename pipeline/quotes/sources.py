"""The sources as they are searched: each record's words, sentences, labels and quotations, and an index of word n-grams."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

from extractors.language.labels import MARK, NUMBERED
from extractors.language.quotation_marks import quoted_passages
from extractors.language.sentences import sentences
from pipeline.quotes.phrase import Phrase
from pipeline.records.types import Quotation, Record
from pipeline.wording.tokens import Token, tokens
from pipeline.wording.weighty import word_lists

_LABEL = re.compile(rf"^[ \t]*(?:{MARK}[ \t]+)?({NUMBERED})[ \t]+", re.M)
_LINE = re.compile(r"[^\n]+")
COMMON = frozenset(word_lists()["common"])
"""Words that carry no meaning of their own."""
_FEW = 5  # words between two marks: fewer than a run is made of, or hardly more, so they are looked for apart
_MOST_SOURCES = 40  # those with the most words in common: time would grow with all


@dataclass(frozen=True, slots=True)
class WordRun:
    """`count` words that stand alike in the quotation from item `item` on and in a source from token `token` on."""

    source: int
    item: int
    token: int
    count: int


class QuoteSource:
    """One record as it is searched; `number` is its place among the sources."""

    def __init__(self, number: int, record: Record):
        """`record` has the form of the record schema."""
        self.number, self.record = number, record
        self.text: str = record["text"]
        self.tokens: list[Token] = tokens(self.text)
        self.ocr: bool = record["source"]["text_source"] in ("ocr", "mixed")

    def with_keys(self, keys: Mapping[str, str]) -> QuoteSource:
        """This source with other keys for some of its words."""
        other = copy(self)
        other.tokens = [replace(token, key=keys[token.key]) if token.key in keys else token for token in self.tokens]
        return other

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in sentences(self.text)]

    @cached_property
    def labels(self) -> frozenset[int]:
        """Offsets at which the label of a list's item begins a line."""
        return frozenset(token.start for m in _LABEL.finditer(self.text) for token in tokens(self.text, *m.span(1)))

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """Half-open spans of the text that stand in quotation marks."""
        lines = (m.span() for m in _LINE.finditer(self.text))
        return tuple((q.start, q.end) for line in lines for q in quoted_passages(self.text, *line))

    def sentence(self, token: int) -> int:
        """The number of the sentence in which a token stands."""
        return bisect_right(self._sentence_starts, self.tokens[token].start)

    def sentence_start(self, offset: int) -> int:
        """Where the sentence begins that goes on, or ends, at `offset`."""
        starts = self._sentence_starts
        return starts[max(0, bisect_right(starts, max(0, offset - 1)) - 1)] if starts else 0

    def before(self, offset: int) -> str:
        """What stands before `offset` in its sentence."""
        starts = self._sentence_starts
        return self.text[starts[max(0, bisect_right(starts, offset) - 1)] if starts else 0 : offset]

    def after(self, offset: int) -> str:
        """What stands from `offset` on in the sentence that goes on there."""
        starts = self._sentence_starts
        at = bisect_right(starts, offset - 1)
        return self.text[offset : starts[at] if at < len(starts) else len(self.text)]

    def passage(self, first: int, last: int) -> str:
        """The text from token `first` up to, not with, token `last`."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""

    def gap(self, token: int) -> str:
        """What stands between a token and the one before it."""
        start = self.tokens[token - 1].end if token > 0 else 0
        return self.text[start : self.tokens[token].start if token < len(self.tokens) else len(self.text)]

    def said(self, start: int, end: int) -> Quotation | None:
        """The record's quotation in which `text[start:end]` stands, if any."""
        for quotation in self.record["quotations"]:
            evidence = quotation["evidence"]
            if evidence["start"] <= start and end <= evidence["end"]:
                return quotation
        return None


class Index:
    """Finds where words of a quotation stand alike in the sources."""

    def __init__(self, records: Iterable[Record]):
        """`records` have the form of the record schema."""
        self.sources = [QuoteSource(number, record) for number, record in enumerate(records)]
        self.counts: dict[str, int] = defaultdict(int)
        for source in self.sources:
            for token in source.tokens:
                self.counts[token.key] += 1
        self._threes = self._postings(3)

    @cached_property
    def _twos(self) -> dict[tuple[str, ...], list[tuple[int, int]]]:
        return self._postings(2)

    @cached_property
    def names(self) -> frozenset[str]:
        """Keys of the words that the sources write with a capital inside a sentence and never without one."""
        capital, small = set(), set()
        for source in self.sources:
            for i, token in enumerate(source.tokens):
                if token.text[:1].islower():
                    small.add(token.key)
                elif token.text[:1].isupper() and i and source.sentence(i) == source.sentence(i - 1):
                    capital.add(token.key)
        return frozenset(capital - small)

    def runs(self, phrase: Phrase) -> dict[int, list[WordRun]]:
        """For each source the longest stretches of three words and more, of two where a quotation is short, that are alike."""
        found = self._runs(phrase, 3, self._threes)
        return found if found and phrase.words >= 8 else self._runs(phrase, 2, self._twos)

    def add_short(self, phrase: Phrase, sources: Mapping[int, QuoteSource], runs: dict[int, list[WordRun]]) -> None:
        """Add to `runs` where the few words that stand between two marks of the quoter's are alike."""
        short = [(at, keys) for at, keys in _between_marks(phrase) if len(keys) <= _FEW]
        for number in sorted(runs, key=lambda n: -sum(run.count for run in runs[n]))[:_MOST_SOURCES] if short else ():
            words = [token.key for token in sources[number].tokens]
            for at, keys in short:
                places = (i for i in range(len(words) - len(keys) + 1) if words[i : i + len(keys)] == keys)
                runs[number] += [WordRun(number, at, i, len(keys)) for i in places]
            runs[number].sort(key=lambda r: (r.item, r.token))

    def runs_in(self, phrase: Phrase, source: QuoteSource) -> list[WordRun]:
        """The runs of one source, perhaps with other keys than those that were indexed."""
        size = 3 if phrase.words >= 8 else 2
        grams: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        keys = [token.key for token in source.tokens]
        wanted = {tuple(item.key for item in phrase.items[at : at + size]) for at in range(len(phrase.items) - size + 1)}
        for at, gram in enumerate(zip(*(keys[i:] for i in range(size)), strict=False)):
            if gram in wanted:
                grams[gram].append((source.number, at))
        return self._runs(phrase, size, grams, source).get(source.number, [])

    def _postings(self, size: int) -> dict[tuple[str, ...], list[tuple[int, int]]]:
        postings: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        for source in self.sources:
            keys = [token.key for token in source.tokens]
            for at, gram in enumerate(zip(*(keys[i:] for i in range(size)), strict=False)):
                postings[gram].append((source.number, at))
        return postings

    def _runs(
        self,
        phrase: Phrase,
        size: int,
        postings: Mapping[tuple[str, ...], Sequence[tuple[int, int]]],
        only: QuoteSource | None = None,
    ) -> dict[int, list[WordRun]]:
        hits: dict[tuple[int, int], list[int]] = defaultdict(list)
        for at in range(len(phrase.items) - size + 1):
            window = phrase.items[at : at + size]
            gram = tuple(item.key for item in window)
            if all(item.kind == "word" for item in window) and (size > 2 or not COMMON.issuperset(gram)):
                for number, token in postings.get(gram, ()):
                    hits[number, token - at].append(at)
        found: dict[int, list[WordRun]] = defaultdict(list)
        for (number, diagonal), starts in hits.items():
            for first, last in _stretches(starts):
                run = WordRun(number, first, first + diagonal, last - first + size)
                found[number].append(_whole(phrase, run, only or self.sources[number]) if size == 2 else run)
        return {number: sorted(set(runs), key=lambda r: (r.item, r.token)) for number, runs in found.items()}


def _whole(phrase: Phrase, run: WordRun, source: QuoteSource) -> WordRun:
    """A run with the common words on either side that are alike too."""
    words, first, last = source.tokens, 0, run.count
    while run.item > -first and run.token > -first and _same(phrase, run.item + first - 1, words[run.token + first - 1]):
        first -= 1
    while run.token + last < len(words) and _same(phrase, run.item + last, words[run.token + last]):
        last += 1
    return WordRun(run.source, run.item + first, run.token + first, last - first)


def _between_marks(phrase: Phrase) -> Iterable[tuple[int, list[str]]]:
    """The stretches of words in a quotation that has ellipses: the first item of each, and their keys."""
    marks = [i for i, item in enumerate(phrase.items) if item.kind == "ellipsis"]
    for before, after in zip([-1, *marks], [*marks, len(phrase.items)], strict=True) if marks else ():
        if all(item.kind == "word" for item in phrase.items[before + 1 : after]) and after > before + 1:
            yield before + 1, [item.key for item in phrase.items[before + 1 : after]]


def _same(phrase: Phrase, item: int, word: Token) -> bool:
    return item < len(phrase.items) and phrase.items[item].kind == "word" and phrase.items[item].key == word.key


def _stretches(starts: Sequence[int]) -> Iterable[tuple[int, int]]:
    """First and last of each stretch of numbers that follow each other; `starts` ascend."""
    first = last = starts[0]
    for at in starts[1:]:
        if at != last + 1:
            yield first, last
            first = at
        last = at
    yield first, last
