"""The verbs by which a reader is told to do something: one list for requests, for deadlines and for what leads into lists."""

from __future__ import annotations

import re
from functools import cache

from extractors.language.vocabulary import vocabulary

_OBJECTS = (
    "the",
    "an?",
    "your",
    "all",
    "any",
    "each",
    "every",
    "its",
    "their",
    "these",
    "those",
    "this",
    "both",
    "it",
    "them",
    "us",
    "me",
)


@cache
def verbs(role: str) -> frozenset[str]:
    """The words of `patterns/verbs.json` with a role (`commands`, `plain`, `dated`, `contacts`, `no_commands`); a few are two."""
    return frozenset(_lists()[role])


def command_pattern() -> str:
    """A regular expression of every verb that tells the reader to do something by a time limit, in small letters."""
    words = sorted(verbs("commands") | verbs("dated"), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words) + ")"


def bare_verb_pattern() -> str:
    """A regular expression of what is a verb by its place and shape, with its object: `Quarantine the`, `Vacate your`.

    At the beginning of a sentence only a command has an article or a pronoun right after a word without an ending.
    """
    others = "|".join(sorted(verbs("no_commands") | verbs("dated") | verbs("contacts")))
    return rf"\b(?!(?:{others})\b)[a-z]{{3,20}}(?<![^e]ed)(?<!ing)(?<!ly)(?<![^s]s)\s(?:{'|'.join(_OBJECTS)})\b"


@cache
def _bare_verb() -> re.Pattern[str]:
    return re.compile(bare_verb_pattern(), re.I)


def is_bare_verb(word: str, following: str) -> bool:
    """Whether `word` and the word `following` it are a verb and its object by their shape, where a sentence begins."""
    return _bare_verb().fullmatch(f"{word} {following}") is not None


@cache
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = vocabulary("verbs.json")
    return lists
