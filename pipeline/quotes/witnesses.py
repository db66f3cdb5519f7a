"""Which sources may bear witness: no article of itself, and no other paper where letters and releases are at hand."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.quotes.article import Article
from pipeline.quotes.report import LeftOutSource
from pipeline.records.types import Record
from pipeline.wording.tokens import tokens

_SHINGLE = 5  # words
_SAME = 0.5  # share of a source's shingles that stand in an article as well: a letter that is quoted has far fewer
OWN = "it is an article that is checked, or nearly its text: no article is a source of itself"
OTHER = "it is neither a letter nor a release, and there are some among the sources"


def choose(articles: Sequence[Article], sources: Sequence[Record]) -> tuple[list[Record], tuple[LeftOutSource, ...]]:
    """The sources that quotations are held against, in order, and those that are left out, each with the reason."""
    ours = {shingle for article in articles for shingle in _shingles(article.text)}
    official = any(record["document_type"] != "other" for record in sources)
    kept, left_out = [], []
    for record in sources:
        theirs = _shingles(record["text"])
        own = bool(theirs) and len(theirs & ours) > _SAME * len(theirs)
        if own or (official and record["document_type"] == "other"):
            left_out.append(LeftOutSource(record["record_id"], record["source"]["file_name"], OWN if own else OTHER))
        else:
            kept.append(record)
    return kept, tuple(left_out)


def _shingles(text: str) -> set[tuple[str, ...]]:
    keys = [token.key for token in tokens(text)]
    return {tuple(keys[i : i + _SHINGLE]) for i in range(len(keys) - _SHINGLE + 1)}
