"""What an article states in its own words about letters and releases, beside what their records hold.

Never more is said than the records do: what they do not speak of can't be told, whatever it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.language.sentences import sentences
from pipeline.quotes.article import Article
from pipeline.quotes.attribution import Provenances
from pipeline.quotes.citing import NOUN, masked, recipient_at
from pipeline.quotes.sources import QuoteSource
from pipeline.records.items import evidence_of, items
from pipeline.records.quotations_types import ClaimKind, ClaimVerdict
from pipeline.wording.tokens import one_line


class Held(NamedTuple):
    """What a record holds: in words, the number of its source, and the half-open span of its text where it stands."""

    words: str
    source: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement: `said` is what stands at `[start, end)` of the article's text, in `sentence`; `held` what records have."""

    kind: ClaimKind
    sentence: str
    said: str
    start: int
    end: int
    verdict: ClaimVerdict
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the article with what it speaks of: `text` has what is quoted blanked, `start` is its offset.

    `sources` are those that it may be about, `letters` the letters among them that it names, else all; `document` is whether a
    letter, a release or the Department is named in it, `names_sender` whether the Department or one who speaks for it is.
    One that is not `is_near` a sentence that names these names those whom letters went to alone: it may speak of something else.
    """

    text: str
    start: int
    sources: tuple[QuoteSource, ...]
    letters: tuple[QuoteSource, ...]
    is_named: bool
    is_of_letters: bool
    names_sender: bool
    is_near: bool


ClaimReader = Callable[[Statement, Sequence[QuoteSource]], Iterator[Claim]]
# the Department, as articles call it
_SENDER = re.compile(
    r"\b(?:Justice Department|Department of Justice|DOJ|[Tt]he [Dd]epartment|federal (?:officials|government))\b"
)
_OTHERS = re.compile(  # the reply of somebody else
    r"\b(?:reply|replies|answers?|responses?|replied|answered|responded)\b[^.]{0,30}\b(?:letters?|statements?)\b"
    r"|\b(?:letters?|statements?) (?:in (?:reply|response)|back)\b|\b(?:tweeted|tweet|posted)\b",
    re.I,
)
_POINTS = re.compile(r"[\W_]*(?:the|these|those) (?:original|first|initial)\b", re.I)
# those whom letters went to, together: `the four cities were given until`
_TOGETHER = re.compile(r"\b(?:[Tt]he|[Aa]ll|[Ee]ach of the)\s+(?:\w+\s+)?(?:cities|towns|counties|jurisdictions|recipients)\b")
_NEAR = 2
"""Sentences of a paragraph behind one that names a document which may still be about it."""


def statements(article: Article, sources: Sequence[QuoteSource], origins: Provenances) -> Iterator[Statement]:
    """The sentences of an article that may be about the sources: a letter, a release or its sender is named in or before them."""
    text = masked(article)
    for paragraph in article.paragraphs:
        near = _NEAR + 1  # how many sentences ago a document was named
        for start, end in sentences(text, *paragraph):
            own = text[start:end]
            nouns = list(NOUN.finditer(own))
            by_sender = bool(_SENDER.search(own) or origins.names_speaker(own))
            named = bool(nouns) or by_sender
            near = 0 if named else near + 1
            is_near = near <= _NEAR or _POINTS.match(own) is not None
            if _OTHERS.search(own) or not (is_near or _TOGETHER.search(own) or origins.letters_named(own)):
                continue
            letters = [s for s in sources if s.record["document_type"] == "letter"]
            to = [r for m in nouns if m["letter"] and (r := recipient_at(text, start + m.end(), end))]
            chosen = origins.letters_to(to[-1]) if to else origins.letters_named(own)
            kept = tuple(s for s in letters if chosen is None or s.number in chosen)
            of_letters = bool(to) or any(m["letter"] for m in nouns)
            yield Statement(own, start, tuple(sources), kept or tuple(letters), named, of_letters, by_sender, is_near)


def claim(statement: Statement, kind: ClaimKind, span: tuple[int, int], verdict: ClaimVerdict, held: Sequence[Held]) -> Claim:
    """A claim at the half-open `span` of a statement's text."""
    start, end = span
    said = one_line(statement.text[start:end].replace("\0", " "))
    whole = one_line(re.sub("\0+", "…", statement.text))
    first = tuple({(h.words, h.source): h for h in held}.values())
    if verdict == "contradicts" and not statement.is_near:
        verdict = "unknown"
    return Claim(kind, whole, said, statement.start + start, statement.start + end, verdict, first[:8])


def of_item(source: QuoteSource, key: str, words: str | None = None, at: int = 0) -> Held | None:
    """What a record holds under a key, or its item number `at`, as `Held`; `None` where it holds nothing there."""
    held = items(source.record, key)
    if at >= len(held):
        return None
    evidence = evidence_of(held[at])
    start, end = evidence["start"] or 0, evidence["end"] or 0
    return Held(words or one_line(source.text[start:end]), source.number, start, end)
