"""Running text as words: what belongs to a word, and where a name cannot run on."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.people.persons import VOCABULARY, fold, words
from extractors.people.speech_words import speech_data

_CHUNK = re.compile(r"(?:[^\s—–-]+|(?!--|(?<=\.)-(?=[A-Z][a-z]))-)+")
_DASHES = ("–", "—", "-")
_EDGE = "-([{“\"‘'`"
_TRAILING = re.compile(r"(?:[’']s)?[,;:.!?)\]}”\"’']*$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+|[A-Z]\.-?[A-Z]\.|(?:St|Ste|Wm|Geo|Chas|Thos)\.")
_SHORT_NAME = re.compile(r"\([A-Z][A-Z&-]+\)")
_FORMERLY = re.compile(r"(?:then|ex)-(?=[A-Z])")
NICKNAME = re.compile(r"[(“\"'‘][A-Z][a-z]+[)”\"'’]")
_ABBREVIATED = frozenset(
    fold(entry)
    for entry in (*VOCABULARY["honorifics"], *VOCABULARY["titles"], *speech_data()["honorifics"], *speech_data()["title_heads"])
    if entry.endswith(".")
)
_WITH_FULL_STOP = words("suffixes") | _ABBREVIATED


class RunningWord(NamedTuple):
    """A word of running text: `core` without punctuation and `’s`; `stop` where a name can't run on over what follows it."""

    start: int
    end: int
    core: str
    stop: bool
    possessive: bool

    @property
    def key(self) -> str:
        """The word as word lists have it."""
        return fold(self.core)

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.core.lstrip("(")[:1].isupper()


def running_words(text: str, start: int, end: int) -> list[RunningWord]:
    """The words of `text[start:end]`; dashes part them."""
    found = []
    for chunk in _CHUNK.finditer(text, start, end):
        raw, begin = chunk.group(), chunk.start()
        if raw.isalnum():
            found.append(
                RunningWord(begin, chunk.end(), raw, text[chunk.end() : chunk.end() + 2].strip(" ")[:1] in _DASHES, False)
            )
            continue
        if NICKNAME.fullmatch(raw) or _SHORT_NAME.fullmatch(raw):
            found.append(RunningWord(begin, chunk.end(), raw, False, False))
            continue
        if raw[0] in _EDGE and found:
            found[-1] = found[-1]._replace(stop=True)
        stripped = raw.lstrip(_EDGE)
        stripped = stripped.removeprefix(former.group() if (former := _FORMERLY.match(stripped)) else "")
        begin += len(raw) - len(stripped)
        trailing = _TRAILING.search(stripped)
        core = stripped[: trailing.start()] if trailing else stripped
        tail = stripped[len(core) :]
        if tail.startswith(".") and (_DOTTED.fullmatch(core + ".") or fold(core) in _WITH_FULL_STOP):
            core, tail = core + ".", tail[1:]
        if core:
            possessive = tail[:2] in ("’s", "'s") or (tail == "’" and core.endswith("s"))
            after = text[chunk.end() : chunk.end() + 2].strip(" ")
            stop = bool(tail[2:] if possessive else tail) or after[:1] in _DASHES
            found.append(RunningWord(begin, begin + len(core), core, stop, possessive))
    return found
