"""What stands just outside a passage and turns or narrows it: `could`, `not`, `at least` before it, `unless` after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from extractors.language.vocabulary import either
from pipeline.wording.tokens import plain
from pipeline.wording.weighty import word_lists

LimitKind = Literal["negation", "hedge", "condition"]


class Limit(NamedTuple):
    """A limiting expression at the half-open span `[start, end)` of the text that was looked at."""

    kind: LimitKind
    start: int
    end: int


def limit_before(text: str, passage: str) -> Limit | None:
    """What limits `passage` at the end of `text`, the words of its clause before it: `is believed to have` | `held 40`."""
    folded = _same_length(text)
    for kind, pattern in _before():
        if (match := pattern.search(folded)) and (kind != "number" or _begins_with_number(passage)):
            return Limit(_KINDS[kind], match.start(), len(text.rstrip()))
    subject = _SUBJECT.search(folded)  # `no inmate` | `may be moved`
    if subject is None or not _VERB.match(_same_length(passage)):
        subject = _DENIED.search(folded)  # `nothing in this letter is` | `a finding`
    return Limit("negation", subject.start(), len(text.rstrip())) if subject else None


def limit_ahead(text: str) -> Limit | None:
    """The condition that all of `text` is, which stands before a passage: `If the county consents,` | `we would agree`."""
    match = _ahead().search(_same_length(text))
    return Limit("condition", match.start("limit"), len(text.rstrip())) if match else None


def limit_after(text: str) -> Limit | None:
    """What limits a passage at the beginning of `text`, the rest of its sentence: `moved` | `unless a judge consents`."""
    match = _after().match(_same_length(text))
    return Limit("condition", match.start(1), match.end(1)) if match else None


def limits_in(text: str, passage: str) -> frozenset[LimitKind]:
    """The kinds of limit that words which are left out just before `passage` put on what is kept."""
    found: set[LimitKind] = (
        {"hedge"} if _any_of([*word_lists()["hedges"], *word_lists()["qualifiers"]]).search(_same_length(text)) else set()
    )
    if _phrases().search(_same_length(text)):
        found.add("condition")
    if (limit := limit_before(text, passage)) and limit.kind != "negation":
        found.add(limit.kind)
    return frozenset(found)


def says_so(kind: LimitKind, text: str) -> bool:
    """Whether a writer's own words, those around a quotation, have a limit of this kind."""
    return _own()[kind].search(_same_length(text)) is not None


_KINDS: dict[str, LimitKind] = {"negation": "negation", "hedge": "hedge", "number": "hedge", "condition": "condition"}
_SMALL = (
    rf"(?:\s+(?:{either('forms_of_have')}|{either('articles')}|{either('possessives')}"
    r"|be|been|being|to|also|then|ever|yet|even|that|any|all))*"
)
_SAY = rf"(?:\s+(?:say|find|believe|think|conclude|intend|mean|know|claim|allege){_SMALL})?"
_ADVERB = r"(?:\w+ly\s+)?"
_DENYING = r"not|never|cannot|without|nor|neither|no(?:\s+one)?|nobody|none"
_IF = "(?:if|unless|whether|except)"
_SUBJECT = re.compile(r"\b(?:no|neither|none\s+of)\s+(?:\w+\s+){1,3}$")
_VERB = re.compile(rf"\W*(?:{either('modals')}|{either('forms_of_be')}|{either('forms_of_have')}|{either('forms_of_do')})\b")
# a subject that denies, up to six words, and the verb that it denies
_DENIED = re.compile(
    r"\b(?:no(?:\s+one)?|nothing|nobody|none|neither)(?:\s+\w+){0,6}?"
    rf"\s+(?:{either('modals')}|{either('forms_of_be')}|{either('forms_of_have')}|{either('forms_of_do')}){_SMALL}\s*$"
)
_SPOKEN = ("said", "reported")
_HEARSAY = rf"\b(?:{either('forms_of_be')})\s+{_ADVERB}(?:{'|'.join(_SPOKEN)})\s+to\b"
_NUMBER = re.compile(rf"\W*(?:[$€£]\s?)?\d|\W*(?:{either('one_to_ten')}|\w+teen|\w+ty|half|dozens|hundreds|thousands)\b")
_SHOULD = rf"should\s+(?:{either('subjects')}|{either('articles')}|{either('demonstratives')}|{either('possessives')}|any)\b"
"""`should the court allow it`"""


@cache
def _before() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Patterns that end where a passage begins, by what they say."""
    lists = word_lists()
    hedges = _joined([*lists["hedges"], *lists["leave"]])
    told = rf"(?:is|are|was|were|be|been)\s+{_ADVERB}(?:{_joined(lists['told'])})"
    return (
        ("negation", re.compile(rf"(?:\b(?:{_DENYING})|n't){_SMALL}{_SAY}\s*$")),
        ("hedge", re.compile(rf"\b(?:{hedges}|{told}|(?:appear|seem)(?:s|ed)?){_SMALL}\s*$")),
        ("number", re.compile(rf"\b(?:{_joined(lists['bounds'])})\s+(?:[$€£]\s*)?$")),
        ("condition", re.compile(rf"\b(?:only{_SMALL}|{_IF}\s+(?:\w+\s+){{0,4}}|{_SHOULD}\s+(?:\w+\s+){{0,3}})\s*$")),
    )


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"[\s,;()–—-]*(?:but\s+)?({_conditional()})")


@cache
def _ahead() -> re.Pattern[str]:
    """A sentence's beginning, or what follows a semicolon, that is a condition and nothing else; courtesies are none."""
    courtesy = r"(?!if\s+you\s+(?:have|need|wish|want|would\s+like)\b)"
    return re.compile(rf"(?:^|;)[^\w;]*(?:and\s+|but\s+)?(?P<limit>{courtesy}(?:{_conditional()})[^.;:?!]*),\s*(?:then\s+)?$")


@cache
def _phrases() -> re.Pattern[str]:
    """Conditions of more than one word; those of one word are known as such wherever they stand."""
    return re.compile(rf"\b(?:{_joined([p for p in word_lists()['condition_phrases'] if ' ' in p])})\b|\b{_SHOULD}")


@cache
def _own() -> dict[LimitKind, re.Pattern[str]]:
    lists = word_lists()
    negated = rf"\b(?:{_joined(lists['negations'])})\b|n't\b|\b(?:{_joined(lists['denials'])})"
    told = [word for word in lists["told"] if word not in _SPOKEN]  # `the mayor said` doubts nothing, `is said to` does
    doubted = rf"\b(?:{_joined([*lists['hedges'], *lists['leave'], *told, *lists['bounds'], *lists['doubts']])})|{_HEARSAY}"
    bound = rf"\b(?:{_joined([*lists['conditions'], 'when', 'once', 'whether', 'should', 'condition'])})\b|{_conditional()}"
    return {"negation": re.compile(negated), "hedge": re.compile(doubted), "condition": re.compile(bound)}


def _conditional() -> str:
    return rf"\b(?:{_joined(word_lists()['condition_phrases'])})\b|\b{_SHOULD}"


@cache
def _compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_joined(words)})\b")


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return _compiled(tuple(words))


def _joined(words: Sequence[str]) -> str:
    """An alternative of words and phrases, between whose words any white space may stand."""
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in words)


def _begins_with_number(passage: str) -> bool:
    return _NUMBER.match(_same_length(passage)) is not None


def _same_length(text: str) -> str:
    """`text` folded letter by letter, so that offsets stay."""
    return "".join(c if len(c := plain(letter).lower()) == 1 else letter for letter in text)
