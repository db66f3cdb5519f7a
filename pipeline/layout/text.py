"""Paragraphs to a document's text: lines joined by a space, words hyphenated over a line end put together."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import cached_property

from extractors.paragraph import Paragraph
from pipeline.layout.block import Block
from pipeline.layout.document import LONG, Document, LeftOut, PackedWords, Word

SOFT_HYPHEN = "\u00ad"
_HALF = re.compile(r"[^\W\d_]{2}-$")
_REST = re.compile(r"[^\W\d_]{2,}")
_PREFIXES = frozenset(
    [
        "all",
        "anti",
        "cross",
        "ex",
        "far",
        "follow",
        "full",
        "half",
        "high",
        "long",
        "low",
        "mid",
        "multi",
        "near",
        "non",
        "off",
        "on",
        "part",
        "post",
        "pre",
        "pro",
        "self",
        "semi",
        "short",
        "so",
        "sub",
        "vice",
        "well",
    ]
)
# endings that a word broken over two lines goes on with
_ENDING = re.compile(
    r"(?:t|s|c)ions?\b|(?:ing|ings|ed|ly|ment|ments|ness|able|ible|ance|ence|ity|ities|ous|ive|al|ers?|ors?|est|ies)\b"
)


def build(blocks: Sequence[Block]) -> Document:
    """The document of these paragraphs; each is one line of the text."""
    builder = _Builder([line.words for block in blocks for line in block.lines])
    for block in blocks:
        builder.add(block)
    document = builder.document()
    document.left_out = tuple(LeftOut("speck", (speck,)) for block in blocks for speck in block.specks)
    return document


def _whole_words(lines: Sequence[Sequence[Word]]) -> set[str]:
    """The words of the document that no line end may have cut."""
    known: set[str] = set()
    cut = False
    for words in lines:
        known |= {_bare(w.text) for w in (words[1:] if cut else words)}
        cut = words[-1].text.endswith(("-", SOFT_HYPHEN))
        if cut:
            known.discard(_bare(words[-1].text))
    return known


def _bare(text: str) -> str:
    return text.strip("()[]{}\"“”‘’'.,;:?!").casefold()


class _Builder:
    """Grows a text word by word and keeps where each word went."""

    def __init__(self, lines: Sequence[Sequence[Word]]):
        self._printed = lines
        self._pieces: list[str] = []
        self._length = 0
        self._words: list[Word] | PackedWords = PackedWords() if len(lines) > LONG else []
        self._starts, self._ends, self._lines = array("I"), array("I"), array("I")  # a tenth of what lists would take
        self._line = 0
        self._paragraphs: list[Paragraph] = []

    def add(self, block: Block) -> None:
        if self._words:
            self._append("\n")
        start, piece = self._length, len(self._pieces)
        glued = True
        for n, line in enumerate(block.lines):
            following = block.lines[n + 1].words[0].text if n + 1 < len(block.lines) else ""
            glued = self._add_line(line.words, following, glued)
        first = block.lines[0]
        self._paragraphs.append(
            Paragraph(
                start,
                self._length,
                "".join(self._pieces[piece:]),
                indent=block.indent,
                gap=block.gap,
                column=block.column,
                footnote=block.footnote,
                full=block.full,
                page=first.page,
                x0=min(line.x0 for line in block.lines),
                x1=max(line.x1 for line in block.lines),
                size=first.size,
                bold=first.bold,
            )
        )

    def document(self) -> Document:
        document = Document("".join(self._pieces), self._words, self._starts, self._ends, self._lines)
        document.paragraphs = tuple(self._paragraphs)
        return document

    @cached_property
    def _known(self) -> set[str]:
        return _whole_words(self._printed)

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _add_line(self, words: Sequence[Word], following: str, glued: bool) -> bool:
        """Add a line, without a space before it where it is `glued`; whether the next line is, which begins with `following`."""
        self._line += 1
        at, last = self._length, len(words) - 1
        for i, word in enumerate(words):
            if not glued:
                self._pieces.append(" ")
                at += 1
            text, glued = self._cut(word.text, following) if i == last else (word.text, False)
            if SOFT_HYPHEN in text:
                text = text.replace(SOFT_HYPHEN, "") or text
            self._pieces.append(text)
            self._starts.append(at)
            at += len(text)
            self._ends.append(at)
        self._words.extend(words)
        self._lines.extend([self._line] * len(words))
        self._length = at
        return glued

    def _cut(self, word: str, following: str) -> tuple[str, bool]:
        """What of the last word of a line goes into the text, and whether the next word follows without a space."""
        if not following:
            return word, False
        if word.endswith(SOFT_HYPHEN):
            return word[:-1], True
        if word.endswith("-") and len(word) > 1 and following[0].isalnum():
            return (word[:-1] if self._is_hyphenated(word, following) else word), True
        return word, word.endswith("—") or following.startswith("—")

    def _is_hyphenated(self, half: str, rest: str) -> bool:
        """Whether the hyphen only marks the line end; a hyphen of the word itself stays."""
        if not (_HALF.search(half) and _REST.match(rest) and rest[0].islower()):
            return False
        whole, compound = _bare(half[:-1] + rest), _bare(half + rest)
        if whole in self._known or compound in self._known:
            return whole in self._known
        first = _bare(half[:-1]).rsplit("-", 1)[-1]
        if first in _PREFIXES:
            return False
        return (
            first not in self._known
            and (_bare(rest) not in self._known or _ENDING.match(_bare(rest)) is not None)
            and len(first) > 1
        )
