"""Words of a text with their offsets, folded so that only what a reader would call another word differs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)+|[^\W_]+(?:['’‘][^\W_]+)*|[$%§€£&]")
_SIGNS = {ord(sign): plain for signs, plain in (("‘’‚‛`´′", "'"), ("“”„‟″", '"'), ("‐‑‒–—−", "-")) for sign in signs}
_QUOTES = re.compile(r"[“”„‟\"‘’'`´«»]")
_DASHES = re.compile(r"[-‐‑‒–—―−]+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word at `[start, end)`; `key` is what it is compared by."""

    text: str
    key: str
    start: int
    end: int


def plain(word: str) -> str:
    """A word in which the form of quotation marks, dashes and ligatures does not matter."""
    return word if word.isascii() else unicodedata.normalize("NFKC", word).translate(_SIGNS)


def fold(word: str) -> str:
    """The key of a word: its plain form without regard to case."""
    return plain(word).casefold()


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of `text[start:end]` in order; hyphens part words, `1,000`, `28.104` and `6/13/2011` stay whole."""
    matches = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(m.group(), fold(m.group()), m.start(), m.end()) for m in matches]


def punctuation(gap: str) -> str:
    """What stands between two words, without white space, quotation marks and dashes."""
    return _SPACE.sub("", _DASHES.sub("", _QUOTES.sub("", gap)))


def one_line(text: str) -> str:
    """`text` with every run of white space as one space."""
    return _SPACE.sub(" ", text).strip()
