"""Which sources may bear witness: no article of itself, and no other paper unless it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.quotes.article import Article
from pipeline.quotes.citing import masked
from pipeline.quotes.report import LeftOutSource
from pipeline.records.types import Record
from pipeline.wording.tokens import tokens

_SHINGLE = 5  # words
_SAME = 0.5
"""Share of the shingles of a source, or of an article's own words, that both have; a letter may be quoted whole."""
_LEAST_PROSE = 20  # shingles: an article of fewer is nothing but its quotations
OWN = "it is an article that is checked, or nearly its text: no article is a source of itself"
OTHER = "it is neither a letter nor a release; --accept-other (accept_other=True) holds quotations against it all the same"


def choose(
    articles: Sequence[Article], sources: Sequence[Record], accept_other: bool = False
) -> tuple[list[Record], tuple[LeftOutSource, ...]]:
    """The sources that quotations are held against, in order, and those that are left out, each with the reason."""
    ours = [_shingles(masked(article)) for article in articles]
    kept, left_out = [], []
    for record in sources:
        theirs = _shingles(record["text"])
        own = any(_is_same(theirs, prose) for prose in ours)
        if own or (not accept_other and record["document_type"] == "other"):
            left_out.append(LeftOutSource(record["record_id"], record["source"]["file_name"], OWN if own else OTHER))
        else:
            kept.append(record)
    return kept, tuple(left_out)


def _is_same(source: set[tuple[str, ...]], prose: set[tuple[str, ...]]) -> bool:
    """Whether a source is made of an article's own words, or has most of them."""
    both = len(source & prose)
    return both > _SAME * len(source) or (len(prose) >= _LEAST_PROSE and both > _SAME * len(prose))


def _shingles(text: str) -> set[tuple[str, ...]]:
    keys = [token.key for token in tokens(text)]
    return {tuple(keys[i : i + _SHINGLE]) for i in range(len(keys) - _SHINGLE + 1)}
