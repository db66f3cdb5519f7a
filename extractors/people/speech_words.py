"""The words of `patterns/speech.json`: how persons are named and who is said to speak."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from extractors.language.vocabulary import lists, vocabulary
from extractors.people.persons import fold

SPEECH = "speech.json"


def speech_data() -> Mapping[str, list[str]]:
    """The word lists of patterns/speech.json."""
    return lists(SPEECH)


@cache
def speech_table(name: str) -> Mapping[str, str]:
    """What stands for what, in a table of patterns/speech.json."""
    table: Mapping[str, str] = vocabulary(SPEECH)[name]
    return table


@cache
def word_set(key: str) -> frozenset[str]:
    """One word list of speech.json, folded."""
    return frozenset(fold(word) for word in speech_data()[key])
