"""What a quotation claims word by word: literal words, the quoter's ellipses, and words in square brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.language.labels import MARK, NUMBERED
from pipeline.wording.tokens import fold, tokens

PhraseItemKind = Literal["word", "ellipsis", "bracket"]

# how articles show that they left words out (`[...]`, `…`, `* * *`) or put some in (`[the city]`)
_MARK = re.compile(
    r"(?P<ellipsis>\[\s?(?:…|\.\s?\.\s?\.)\s?\]|\(\s?(?:…|\.\s?\.\s?\.)\s?\)|…\s?\.?|\.\s?\.\s?\.(?:\s?\.)?|\*\s?\*\s?\*)"
    r"|(?P<bracket>[^\W_]*\[[^\[\]\n]{1,200}\][^\W_]*(?:['’][^\W_]+)*)"
)
_LETTER = re.compile(r"\[[^\W\d_]\][^\W\d_]+")
_LABEL = re.compile(rf"\s*(?:{NUMBERED}|{MARK})\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class QuotedToken:
    """A word, or a mark of the quoter's, at `[start, end)` of the quotation; the key of a bracket is the word it completes."""

    kind: PhraseItemKind
    text: str
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quotation as items. `joints` are the offsets at which pieces of a quotation that the article parted were joined."""

    text: str
    items: tuple[QuotedToken, ...]
    joints: tuple[int, ...] = ()

    @property
    def words(self) -> int:
        """How many literal words there are."""
        return sum(item.kind == "word" for item in self.items)

    def passage(self, first: int, last: int) -> str:
        """The quotation's text from item `first` up to, not with, item `last`."""
        return self.text[self.items[first].start : self.items[last - 1].end] if first < last else ""


def parse(text: str, joints: Sequence[int] = ()) -> Phrase:
    """The items of a quotation given without its outer marks; a list label at its beginning is left out."""
    label = _LABEL.match(text)
    at = label.end() if label else 0
    items: list[QuotedToken] = []
    for mark in _MARK.finditer(text, at):
        items += _words(text, at, mark.start())
        if _LETTER.fullmatch(mark.group()):  # `[t]he`: the word itself, its first letter fitted to the sentence
            items.append(QuotedToken("word", mark.group(), fold(re.sub(r"[\[\]]", "", mark.group())), mark.start(), mark.end()))
            at = mark.end()
            continue
        kind: PhraseItemKind = "ellipsis" if mark["ellipsis"] else "bracket"
        key = "" if kind == "ellipsis" else "".join(fold(w.text) for w in tokens(re.sub(r"[\[\]]", "", mark.group())))
        items.append(QuotedToken(kind, mark.group().strip(), key or f"\0{kind}", mark.start(), mark.end()))
        at = mark.end()
    return Phrase(text, (*items, *_words(text, at, len(text))), tuple(joints))


def _words(text: str, start: int, end: int) -> list[QuotedToken]:
    return [QuotedToken("word", token.text, token.key, token.start, token.end) for token in tokens(text, start, end)]
