"""Cuts that turn what is quoted: a fragment begins behind `could` or ends before `unless`, and the article is silent on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.quotes.sources import QuoteSource
from pipeline.quotes.verdict import QuoteDifference
from pipeline.wording.limits import limit_after, limit_ahead, limit_before, says_so
from pipeline.wording.tokens import one_line, tokens

_CLAUSE = re.compile(r"[,;:()“”\"—–]")
_SHOWN = 4
"""Words of the quotation that are shown with those beyond its edge."""
_LEAST_WORDS = 4
"""Words that say something which what follows could limit; fewer are a name for a thing."""


def cuts(first: tuple[QuoteSource, int], last: tuple[QuoteSource, int], quote: str, said: str) -> Iterator[QuoteDifference]:
    """What stands just outside a quotation and limits it, unless the article's own words around it, `said`, do so too.

    `first` is the source with the offset at which the quotation's first passage begins, `last` that at which its last one ends.
    """
    source, start = first
    ahead = source.before(start)
    before = _CLAUSE.split(ahead)[-1]
    limit = limit_before(before, source.text[start:])
    if limit is None and len(tokens(quote)) >= _LEAST_WORDS and (limit := limit_ahead(ahead)):
        before = ahead
    if limit and not says_so(limit.kind, said):
        shown = _words(source.text[start : last[1]] if source is last[0] else source.text[start:], _SHOWN)
        yield QuoteDifference(
            "cut", one_line(f"{before[limit.start :]}{shown}"), _words(quote, _SHOWN), source.number, (limit.kind,)
        )
    source, end = last
    after = source.after(end)
    limit = limit_after(after)
    if limit and len(tokens(quote)) >= _LEAST_WORDS and not says_so(limit.kind, said):
        rest = after[: limit.start] + _words(after[limit.start :], 2 * _SHOWN)
        kept = tokens(source.text, source.sentence_start(end), end)[-_SHOWN:]
        shown = source.text[kept[0].start : end] if kept else ""
        yield QuoteDifference("cut", one_line(shown + rest), "", source.number, (limit.kind,))


def _words(text: str, count: int) -> str:
    """The first words of a text."""
    found = tokens(text)[:count]
    return one_line(text[: found[-1].end]) if found else ""
