"""The persons named in running text: titles as printed before a name, and the names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.lang.en.stop_words import STOP_WORDS

from extractors.language.states import code
from extractors.people.persons import fold, words
from extractors.people.running import NICKNAME, RunningWord
from extractors.people.speech_words import word_set

_INITIAL = re.compile(r"[A-Z]\.?|(?:[A-Z]\.){2,3}")
_CAPITALS, _MIDDLE = re.compile(r"[A-Z][A-Z’'-]{2,}"), re.compile(r"[A-Z]\.")
_ACRONYM = re.compile(r"[A-Z]{2,}[A-Z&/.-]*s?")


_NUMBERED_AREAS = frozenset(
    ("Region", "District", "Zone", "Area", "Precinct", "Ward", "Troop", "Local", "Lodge", "Unit", "Division")
)
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)|First|Second|Third")


_HONORIFICS = words("honorifics") | word_set("honorifics")
_HEADS = (words("title_heads") | word_set("title_heads")) - {"members", "associate"}
_MODIFIERS = words("title_modifiers")
_ORGANIZATION = (words("organization_words") | words("legal_forms") | word_set("organization_words")) - word_set("also_surnames")
_SUFFIXES, _PARTICLES, _GIVEN = words("suffixes"), words("name_particles"), words("given_names")
_OPENERS = word_set("openers") | frozenset(STOP_WORDS)
_INSIDE_TITLE = frozenset(("of", "for", "the", "and", "in", "to"))
_FOR_THE_TIME = frozenset(("acting", "interim"))
_NUMBERS, _MONTHS = word_set("numbers_in_surnames"), word_set("given_openers")
_ALSO_GIVEN, _ALSO_SURNAMES, _KINDS = word_set("given_names"), word_set("surnames_like_titles"), word_set("kinds_of_office")
_CLOSING_SUFFIXES = _SUFFIXES - {"ret"}
_SMALL, _OF_TITLES, _OF_OFFICES = _INSIDE_TITLE | _PARTICLES, _HEADS | _MODIFIERS, _MODIFIERS | _KINDS
_OPENS_TITLE = _HEADS | _FOR_THE_TIME | {"special", "assistant", "associate", "deputy", "first", "senior", "supervisory"}
_BEFORE_NAMES = _HEADS | _HONORIFICS
_NO_NAMES = _ORGANIZATION | _BEFORE_NAMES
_BEFORE_MONTHS = word_set("prepositions") | frozenset(
    ("since", "until", "early", "late", "mid", "last", "this", "next", "and", "or")
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named at `[start, end)`: `title` and `name` as printed, `title` empty where none stands before the name.

    `subject` is false where a preposition or `’s` shows that somebody else acts (`a spokesman for Mayor Ruiz`, `Ruiz’s letter`).
    """

    start: int
    end: int
    title: str
    name: str
    subject: bool = True

    @property
    def text(self) -> str:
        """Title and name."""
        return f"{self.title} {self.name}".strip()

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words of the name without its suffixes and nicknames."""
        keys = (fold(word) for word in self.name.split() if not NICKNAME.fullmatch(word))
        return tuple(key for key in keys if key not in _SUFFIXES)

    @property
    def has_office(self) -> bool:
        """Whether the title is an office or rank, not just `Mr.`"""
        return bool(self.title) and fold(self.title) not in _HONORIFICS


def mentions_in(text: str, line: list[RunningWord]) -> Iterator[Mention]:
    """The persons whom the words of one paragraph of `text` name with a title or in full."""
    at = 0
    while at < len(line):
        found = _titled(line, at, end) or _untitled(line, at, end) if (end := _run(line, at)) > at else None
        if found is None:
            at += 1
            continue
        first, name, last = found
        title = text[line[first].start : line[name].start].strip()
        yield Mention(
            line[first].start, line[last - 1].end, title, text[line[name].start : line[last - 1].end], _acts(line, first, last)
        )
        at = last


def named_by_others(text: str, line: list[RunningWord], spans: Iterable[tuple[int, int]]) -> Iterator[Mention]:
    """The words of one paragraph of `text` that stand in `spans`, half-open, where others have found a person's name."""
    for start, end in spans:
        inside = [i for i, word in enumerate(line) if start < word.end and word.start < end]
        if inside:
            first, last = inside[0], inside[-1]
            at, to = line[first].start, line[last].end
            yield Mention(at, to, "", text[at:to], _acts(line, first, last + 1))


def bare_surnames(line: list[RunningWord], surnames: set[str]) -> Iterator[Mention]:
    """The words of one paragraph that are one of the folded `surnames` alone."""
    for i, word in enumerate(line):
        runs_on = i + 1 < len(line) and not word.stop and not word.possessive and line[i + 1].capital
        if word.capital and word.key in surnames and not runs_on:
            yield Mention(word.start, word.end, "", word.core, _acts(line, i, i + 1))


def _acts(line: list[RunningWord], first: int, last: int) -> bool:
    """Whether the person can be the subject of a verb."""
    before = first - 1
    if before > 0 and line[before].key == "the":
        before -= 1
    governed = before >= 0 and not line[before].stop and line[before].key in word_set("prepositions")
    return not governed and not line[last - 1].possessive


def _run(line: list[RunningWord], at: int) -> int:
    """End of the words from `at` on that may be one title and name: capitals with small words between them."""
    if not _opens_run(line, at):
        return at
    end = at + 1
    while end < len(line) and not line[end - 1].stop:
        ahead = end
        while ahead < min(len(line) - 1, end + 3) and not line[ahead].stop and line[ahead].core in _SMALL:
            ahead += 1
        while ahead < len(line) - 1 and line[ahead].core in _FOR_THE_TIME and not line[ahead].stop:
            ahead += 1
        numbered = line[ahead].core.isdigit() and line[end - 1].core in _NUMBERED_AREAS  # EPA Region 4 Administrator
        if not (numbered or line[ahead].capital or NICKNAME.fullmatch(line[ahead].core) or _ORDINAL.fullmatch(line[ahead].core)):
            break
        end = ahead + 1
    return end


def _opens_run(line: list[RunningWord], at: int) -> bool:
    """Whether a title or a name may begin here: at a capital that the beginning of a sentence or a month does not explain."""
    word = line[at]
    follows = line[at + 1] if at + 1 < len(line) and not word.stop and not word.possessive else None
    if word.core in _FOR_THE_TIME or _ORDINAL.fullmatch(word.core):
        return follows is not None and follows.capital
    if not word.core[:1].isupper():
        return False
    if word.key in _MONTHS and at and follows is not None and follows.capital and follows.key not in _OPENERS:
        before = line[at - 1]
        return not before.core[:1].isupper() and not before.core[-1].isdigit() and before.key not in _BEFORE_MONTHS
    return word.key not in _OPENERS or bool(_INITIAL.fullmatch(word.core))


def _titled(line: list[RunningWord], at: int, end: int) -> tuple[int, int, int] | None:
    """(first word of the title, first word of the name, end) of a name with its title in front."""
    for head in range(at, end - 1):
        key = line[head].key
        if key not in _BEFORE_NAMES or line[head].stop or line[head].possessive:
            continue
        if key in _GIVEN and head == at and _INITIAL.fullmatch(line[head + 1].core):
            return None
        graded = head + 2 < end - 1 and _ORDINAL.fullmatch(line[head + 1].core) and line[head + 2].key == "class"
        name = head + 3 if graded else head + 1
        last = _name_end(line, name, titled=True)
        if last is not None:
            return _title_start(line, at, head), name, last
    return _long_title(line, at, end)


def _title_start(line: list[RunningWord], at: int, head: int) -> int:
    """Where the title that ends at `head` begins: after an `and` that joins it to something else.

    `Northern District and FBI Special Agent in Charge` is two things, `Health and Human Services Inspector General` one.
    """
    for i in range(head - 1, at, -1):
        own = line[i + 1 : head]
        opens = bool(own) and (own[0].key in _OPENS_TITLE or _ACRONYM.fullmatch(own[0].core) is not None)
        if line[i].core == "and" and (opens or all(word.key in _OF_TITLES for word in own)):
            return i + 1
    return at


def _long_title(line: list[RunningWord], at: int, end: int) -> tuple[int, int, int] | None:
    """`U.S. Attorney for the District of Columbia Ada Q. Roe`: the name stands after the words for the office's place."""
    heads = [i for i in range(at, end) if line[i].key in _HEADS]
    small = [i for i in range(at, end) if line[i].core in ("of", "for")]
    if not heads or not small or small[-1] < heads[0] or any(word.stop for word in line[at : end - 1]):
        return None
    joined = next((i for i in range(small[-1], end) if line[i].core == "and"), end)
    for until in dict.fromkeys((joined, end)):  # `of Columbia Ada Roe and Bo Poe` are two, `of Food and Drugs Ada Roe` is one
        name = small[-1] + 1
        for i in range(name, until):
            if not _is_name_word(line[i], True) or code(line[i].core) or line[i].possessive:
                name = i + 1
        last = _name_end(line, name) if name < until else None
        if last is not None and last - name >= 2 and not code(" ".join(word.core for word in line[name:last])):
            return at, name, last
    return None


def _untitled(line: list[RunningWord], at: int, end: int) -> tuple[int, int, int] | None:
    last = _name_end(line, at, _GIVEN)
    if last is None or (at and line[at - 1].key == "the" and not line[at - 1].stop):
        return None
    words_of_name = [word for word in line[at:last] if word.key not in _SUFFIXES]
    if len(words_of_name) < 2 or code(" ".join(word.core for word in words_of_name)):
        return None
    if line[last - 1].stop and last < len(line) and line[last].capital and code(line[last].core):
        return None
    return at, at, last


def _name_end(line: list[RunningWord], at: int, given: frozenset[str] = frozenset(), titled: bool = False) -> int | None:
    """End of the personal name that begins at `at`; `None` where there is none, or an organization's name goes on.

    `given` are words that are a title elsewhere and may be a given name here; `titled`: a title stands before the name.
    """
    i = at
    while i < len(line) and i < at + 6:
        word = line[i]
        if word.core in _PARTICLES and not word.stop and i + 1 < len(line):
            i += 1
            continue
        in_capitals = _is_in_capitals(line, at, i, titled)
        as_first = i == at and (word.key in given or (word.key in _ALSO_GIVEN and _follows(line, i)))
        nickname = i > at and NICKNAME.fullmatch(word.core)
        if not (as_first or nickname or _is_name_word(word, i == at) or in_capitals or _is_late_name_word(line, at, i, titled)):
            break
        i += 1
        if word.stop or word.possessive:
            break
    while i > at and (line[i - 1].core in _PARTICLES or (line[i - 1].core[-1] == "." and line[i - 1].key not in _SUFFIXES)):
        i -= 1
    if i == at:
        return None
    if i < len(line) and line[i].key in _CLOSING_SUFFIXES:
        return i + 1
    runs_on = i < len(line) and not line[i - 1].stop and not line[i - 1].possessive and line[i].core[:1].isupper()
    return None if runs_on and line[i].key not in _OPENERS else i


def _is_in_capitals(line: list[RunningWord], at: int, i: int, titled: bool) -> bool:
    """Whether a word in capitals is of a name that some offices print so, and no initials of an agency.

    `ANN J. POE`, `Mr. POE`, `United States Attorney ANN POE`; `ANN POE, the Director` where an office follows.
    """
    if not _CAPITALS.fullmatch(line[at].core) or not _CAPITALS.fullmatch(line[i].core) or line[i].key in _NO_NAMES:
        return False
    after = line[at + 1 : at + 4]
    if titled and at and line[at - 1].key in _HONORIFICS:
        return i == at
    if not after or line[at].stop:
        return False
    surname = _CAPITALS.fullmatch(after[0].core) is not None and after[0].key not in _NO_NAMES
    office = len(after) == 3 and after[0].stop and after[1].key == "the" and after[2].capital
    return _MIDDLE.fullmatch(after[0].core) is not None or (surname and (titled or office))


def _follows(line: list[RunningWord], at: int) -> bool:
    """Whether a name word comes straight after the word at `at`."""
    return at + 1 < len(line) and not line[at].stop and not line[at].possessive and _is_name_word(line[at + 1], False)


def _is_late_name_word(line: list[RunningWord], at: int, i: int, titled: bool) -> bool:
    """Whether a word that is something else elsewhere belongs to the name from `at`: `Joan Two Bears`, `Chief Ann Bishop`."""
    word = line[i]
    if i == at or not word.core[:1].isupper():
        return False
    if word.key in _NUMBERS:
        return _follows(line, i)
    ends = word.stop or word.possessive or i + 1 == len(line) or not line[i + 1].capital
    initials = any(_INITIAL.fullmatch(earlier.core) for earlier in line[at:i])
    plain = not any(earlier.key in _OF_OFFICES for earlier in line[at:i])
    return ends and plain and (titled or initials) and word.key in _ALSO_SURNAMES


def _is_name_word(word: RunningWord, first: bool) -> bool:
    if _INITIAL.fullmatch(word.core) or (not first and word.key in _SUFFIXES):
        return True
    if not word.core[:1].isupper() or _ACRONYM.fullmatch(word.core) or any(c.isdigit() for c in word.core):
        return False
    return word.key not in _NO_NAMES and (first or word.key not in _OPENERS)
