"""The persons of a document, and who a later surname, title or pronoun stands for."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from extractors.mentions import Mention, bare_surnames, mentions_in, running_words
from extractors.people import fold

_MISREAD = 85
"""How alike two surnames are, of 100, when one may be the other misread."""
_FEMALE, _MALE = frozenset(("ms", "mrs", "miss")), frozenset(("mr", "sir"))


class People:
    """The persons of a text, in the order in which they are named."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]]):
        """`spans` are the half-open spans of the paragraphs to read; a name never runs over their ends."""
        lines = [running_words(text, start, end) for start, end in spans if any(c.islower() for c in text[start:end])]
        found = [mention for line in lines for mention in mentions_in(text, line)]
        surnames = {m.words[-1] for m in found if m.title or len(m.words) > 1}
        inside = {offset for m in found for offset in range(m.start, m.end)}
        found += [m for line in lines for m in bare_surnames(line, surnames) if m.start not in inside]
        self.mentions = tuple(sorted(found, key=lambda m: m.start))

    def within(self, start: int, end: int) -> list[Mention]:
        """Those named inside `[start, end)`."""
        return [m for m in self.mentions if start <= m.start and m.end <= end]

    def names(self, start: int, end: int) -> bool:
        """Whether `[start, end)` is a part of a name, such as a nickname in quotation marks."""
        return any(m.start < start and end <= m.end for m in self.mentions)

    def fullest(self, mention: Mention) -> str:
        """Title and name of the person in the fullest form that the text gives."""
        same = [m for m in self.mentions if _compatible(m, mention)]
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

    def holder(self, office: str) -> str | None:
        """The one person whose title ends in `office` (`judge`), in fullest form; `None` where there are none or several."""
        names = {self.fullest(m) for m in self.mentions if m.title and f" {fold(m.title)}".endswith(f" {fold(office)}")}
        return names.pop() if len(names) == 1 else None


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
