"""Token patterns, each tried only where the words stand that it cannot do without: spaCy's Matcher tries all on every token."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NotRequired, TypedDict

from spacy.attrs import LOWER
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from extractors.analysis import once
from extractors.language.vocabulary import vocabulary

Pattern = list[dict[str, object]]


class PhraseRule(TypedDict):
    """A pattern of a file of `patterns/`. `main_clause`: only that of a sentence counts; `court`: it is said to a court."""

    id: str
    pattern: Pattern
    main_clause: NotRequired[bool]
    court: NotRequired[bool]


@cache
def rules(file: str) -> Mapping[str, list[PhraseRule]]:
    """The lists of patterns of a file of `patterns/` by name; its other data are left out."""
    found = ((name, told) for name, told in vocabulary(file).items() if isinstance(told, list))
    return {name: told for name, told in found if told and isinstance(told[0], dict)}


class Phrases:
    """Patterns of tokens, as spaCy's Matcher takes them, with their rules' ids; several may share one."""

    def __init__(self, vocab: Vocab, patterns: Iterable[tuple[str, Pattern]], *, longest: bool = False):
        """`longest`: of the overlapping matches of a rule only the longest is kept.

        Raises ValueError for a pattern that needs no word.
        """
        alike: dict[frozenset[frozenset[str]], Matcher] = defaultdict(lambda: Matcher(vocab))
        for rule, pattern in patterns:
            alike[_needed(pattern)].add(rule, [pattern], greedy="LONGEST" if longest else None)
        self._matchers = [
            ([set(map(vocab.strings.add, words)) for words in needed], matcher) for needed, matcher in alike.items()
        ]
        self._by_word: dict[int, list[int]] = defaultdict(list)
        """The matchers that are worth a look where a word stands: each under the rarest words that it needs."""
        for number, needed in enumerate(alike):
            for word in min(needed, key=_commonness):
                self._by_word[vocab.strings.add(word)].append(number)

    def find(self, passage: Doc | Span) -> list[tuple[str, int, int]]:
        """The matches in `passage` as (rule, first, last): half-open, in tokens from its beginning."""
        first, last = (passage.start, passage.end) if isinstance(passage, Span) else (0, len(passage))
        words = set(_lower(passage.doc)[first:last])
        numbers = sorted({number for word in words & self._by_word.keys() for number in self._by_word[word]})
        return [
            (passage.vocab.strings[key], first, last)
            for needed, matcher in (self._matchers[number] for number in numbers)
            if not any(words.isdisjoint(either) for either in needed)
            for key, first, last in matcher(passage)
        ]


@once
def _lower(doc: Doc) -> array[int]:
    """The numbers of the lower-case words of all tokens."""
    return array("Q", doc.to_array([LOWER]).tobytes())


def _commonness(words: frozenset[str]) -> tuple[float, int]:
    return len(words & STOP_WORDS) / len(words), len(words)


def _needed(pattern: Pattern) -> frozenset[frozenset[str]]:
    """The sets of lower-case words of each of which every match of the pattern has one."""
    return frozenset(words for token in pattern if token.get("OP", "1") in ("1", "+") and (words := _words(token)))


def _words(token: dict[str, object]) -> frozenset[str]:
    wanted = token.get("LOWER", token.get("ORTH", []))
    listed = wanted.get("IN", []) if isinstance(wanted, dict) else [wanted] if isinstance(wanted, str) else []
    return frozenset(word.lower() for word in listed)
