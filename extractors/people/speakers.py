"""The persons of a document, and who a later surname, title or pronoun stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from extractors.language.spans import Spans
from extractors.people.mentions import Mention, bare_surnames, mentions_in, named_by_others
from extractors.people.persons import fold
from extractors.people.running import running_words
from extractors.people.speech_words import speech_table, word_set

_MISREAD = 85
"""How alike two surnames are, of 100, when one may be the other misread."""
_FEMALE, _MALE = frozenset(("ms", "mrs", "miss")), frozenset(("mr", "sir"))


# who was sentenced, charged or pleaded is not whom a release lets speak
_ACCUSED = re.compile(
    r"[^;:“”\n]{0,220}?\b(?:(?:was|were|has been|have been|is|are)\s+(?:also\s+|today\s+|each\s+)?"
    r"(?:sentenced|convicted|indicted|charged|arraigned|found guilty|ordered to)|(?:pleaded|pled|pleading)\s+(?:not\s+)?guilty)\b"
)
_DESCRIBED = re.compile(r",\s(?:\d+,\s)?(?:a|an|the)\s([^,;:.]{1,60}?)(?=,|;|\.|\s(?:of|for|from|in|at|with|who|whose)\s)")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the name in fullest form, or `None` for somebody who is not named (`one resident`).

    `pronoun` is set where only `he` or `she` stands there; `joint` where several speak at once.
    """

    name: str | None
    pronoun: bool = False
    joint: bool = False


class People:
    """The persons of a text, in the order in which they are named."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]], known: Sequence[tuple[int, int]] = ()):
        """`spans` are the half-open spans of the paragraphs to read; a name never runs over their ends.

        `known` are names that were found otherwise; they count where ours have none.
        """
        lines = [running_words(text, start, end) for start, end in spans if any(c.islower() for c in text[start:end])]
        found = [mention for line in lines for mention in mentions_in(text, line) if mention.words]
        surnames = {m.words[-1] for m in found if m.title or len(m.words) > 1}
        inside = {offset for m in found for offset in range(m.start, m.end)}
        found += [m for line in lines for m in bare_surnames(line, surnames) if m.start not in inside]
        own = {offset for m in found for offset in range(m.start, m.end)}
        added = [
            m for line in lines for m in named_by_others(text, line, known) if m.words and own.isdisjoint(range(m.start, m.end))
        ]
        self.by_others = frozenset(m.text for m in added)
        self.mentions = tuple(sorted(found + added, key=lambda m: m.start))
        self._starts = [m.start for m in self.mentions]
        self._spans = Spans((m.start, m.end) for m in self.mentions)
        self._fullest: dict[tuple[str, str], str] = {}
        self._alike: dict[str, list[Mention]] = {}  # by surname, each title and name once
        for m in {(m.title, m.name): m for m in self.mentions}.values():
            self._alike.setdefault(m.words[-1], []).append(m)
        self._text = text

    def within(self, start: int, end: int) -> list[Mention]:
        """Those named inside `[start, end)`."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [m for m in self.mentions[first:last] if m.end <= end]

    def names(self, start: int, end: int) -> bool:
        """Whether `[start, end)` is a part of a name, such as a nickname in quotation marks."""
        return self._spans.enclose(start - 1, end)

    def fullest(self, mention: Mention) -> str:
        """Title and name of the person in the fullest form that the text gives."""
        called = (mention.title, mention.name)
        if called not in self._fullest:
            self._fullest[called] = self._found_fullest(mention)
        return self._fullest[called]

    def _found_fullest(self, mention: Mention) -> str:
        same = [m for m in self._alike.get(mention.words[-1], []) if _compatible(m, mention)]
        if len(mention.words) == 1 and len({m.words[0][0] for m in same if len(m.words) > 1}) > 1:
            # a family: which of them is meant is told by the office alone
            same = [m for m in same if m.title and mention.title and _same_office(m, mention)]
            if len({m.words[0][0] for m in same if len(m.words) > 1}) != 1:
                return mention.text
        best = max([mention, *same], key=lambda m: (len(m.words), len(m.name.split()), bool(m.title), m.has_office))
        if best.title:
            return best.text
        titled = [m for m in (mention, *same) if m.has_office]
        return f"{titled[0].title} {best.name}" if titled else best.text

    def known(self, surname: str) -> str | None:
        """The person whose surname is `surname` but for a letter misread, in fullest form; `None` unless it is one person."""
        close = [m for m in self.mentions if fuzz.ratio(m.words[-1], fold(surname)) >= _MISREAD and len(surname) > 4]
        names = {self.fullest(m) for m in close}
        return names.pop() if len(names) == 1 else None

    def holder(self, office: str, at: int) -> str | None:
        """The one person called by `office` (`judge`) at `at`, in fullest form; `None` where there are none or several.

        Of several the one whose whole title it is, or whom alone the paragraph names up to `at`.
        """
        wanted = _spelt_out(office)
        if wanted == "defendant":
            return self._accused
        held = [m for m in self.mentions if _holds(_spelt_out(m.title), wanted) or self._is_described(m, wanted)]
        paragraph = self._text.rfind("\n", 0, at)
        exact = [m for m in held if _spelt_out(m.title).removeprefix("acting ").removeprefix("us ") == wanted.removeprefix("us ")]
        near = [m for m in held if paragraph < m.start < at]
        for choice in (held, exact, near):
            names = {self.fullest(m) for m in choice}
            if len(names) == 1:
                return names.pop()
        return None

    def _is_described(self, mention: Mention, office: str) -> bool:
        """Whether an apposition calls the person so: `Ann Low, 61, a retired machinist`."""
        described = _DESCRIBED.match(self._text, mention.end)
        return described is not None and f" {_spelt_out(described[1])}".endswith(f" {office}")

    @cached_property
    def _accused(self) -> str | None:
        """The one person of whom it is said that he or she pleaded, was charged or was sentenced."""
        names = set()
        for mention in self.mentions:
            match = _ACCUSED.match(self._text, mention.end) if mention.subject else None
            if match and self._is_subject_of(mention, match.end()):
                names.add(self.fullest(mention))
        return names.pop() if len(names) == 1 else None

    def _is_subject_of(self, mention: Mention, end: int) -> bool:
        """Whether nothing but an apposition and others joined by `and` stands between a person and a verb that ends at `end`."""
        between = re.sub(
            r"\b(?:was|were|has|have|is|are|pleaded|pled|pleading)\b.*", "", self._text[mention.end : end], flags=re.DOTALL
        )
        others = [m for m in self.within(mention.end, end) if not re.search(r"\band\s+$", self._text[mention.end : m.start])]
        return not others and (not between.strip() or between.lstrip().startswith((",", "and ")))


def agrees(speaker: str, pronoun: str) -> bool:
    """Whether a pronoun can stand for the speaker; only `Mr.` and `Ms.` can speak against it."""
    first = fold(speaker).split()[0]
    return not ((pronoun == "he" and first in _FEMALE) or (pronoun == "she" and first in _MALE))


def _compatible(one: Mention, other: Mention) -> bool:
    if one.words[-1] != other.words[-1]:
        return False
    if len(one.words) == 1 or len(other.words) == 1:
        return True
    first, second = one.words[0], other.words[0]
    return first == second or (first[0] == second[0] and 1 in (len(first), len(second)))


def _same_office(one: Mention, other: Mention) -> bool:
    return fold(one.title).split()[-1] == fold(other.title).split()[-1]


def _spelt_out(title: str) -> str:
    """A title as offices are compared: folded, `Staff Sgt.` as `staff sergeant`, `United States` as `us`."""
    short = speech_table("abbreviated_titles")
    return " ".join(short.get(word, word) for word in fold(title).split()).replace("united states", "us")


def _holds(title: str, office: str) -> bool:
    """Whether somebody with `title` may be called by `office`; a deputy director isn't called `the director`."""
    if not f" {title}".endswith(f" {office}"):
        return False
    return not word_set("lowering") & set(title.removesuffix(office).split())
