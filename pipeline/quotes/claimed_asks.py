"""Statements of what letters ask: beside the question, request or criterion that has most of their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.quotes.claimed_counts import stems_of
from pipeline.quotes.claims import Claim, Held, Statement, claim, of_item
from pipeline.quotes.sources import QuoteSource
from pipeline.records.quotations_types import ClaimVerdict
from pipeline.wording.tokens import tokens
from pipeline.wording.weighty import is_negation, number

# `asked the cities about their ...`: the words that are asked for
_ASKS = re.compile(
    r"\b(?:asks?|asked|asking|wants?|wanted|demands?|demanded|requests?|requested|requires?|required|inquires?|inquired|questions?)\b"
    r"(?:\s+(?:the|them|each|its|their|about|city|cities|town|towns|county|counties|to|know|for|recipients|on|of|department|chiefs?)\b)*"
    r"\s+(?P<what>(?:whether|if|how|who|what|which|why|when|where|that|to|for|about|[a-z])[^.;:?\0]{8,})"
)
# shares of the words that carry meaning: nearly all of them, and half, below which the letter asks something else
_FITS, _LIKE = 0.8, 0.5
_LEAST = 3  # words that carry meaning


def asks(statement: Statement, sources: Sequence[QuoteSource]) -> Iterator[Claim]:
    """What a statement says that letters or a release ask."""
    match = _ASKS.search(statement.text)
    own = stems_of(match["what"]) if match else frozenset()
    if match is None or len(own) < _LEAST:
        return
    scored = [(len(own & stems_of(held.words)) / len(own), held) for s in statement.letters or sources for held in _asked(s)]
    best = max((score for score, _ in scored), default=0.0)
    if best < _LIKE:
        return
    held = [h for score, h in scored if score == best]
    yield claim(statement, "asked", match.span("what"), _verdict(match["what"], best, held), held)


def _asked(source: QuoteSource) -> Iterator[Held]:
    for key in ("questions", "requests", "criteria"):
        for at, item in enumerate(source.record[key]):
            if told := of_item(source, key, item["text"], at):
                yield told


def _verdict(what: str, share: float, held: Sequence[Held]) -> ClaimVerdict:
    """Another number contradicts; what has words of its own, or denies where the record does not, can't be told."""
    figures = {value for token in tokens(what) if (value := number(token.key)) is not None}
    theirs = [{value for token in tokens(h.words) if (value := number(token.key)) is not None} for h in held]
    if figures and theirs and not any(figures <= other for other in theirs):
        return "contradicts" if all(theirs) else "unknown"
    denied = sum(is_negation(token.key) for token in tokens(what)) % 2
    same = any(sum(is_negation(token.key) for token in tokens(h.words)) % 2 == denied for h in held)
    return "fits" if share >= _FITS and same else "unknown"
