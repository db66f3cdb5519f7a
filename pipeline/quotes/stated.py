"""All statements of an article that records can be held against, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.quotes.article import Article
from pipeline.quotes.attribution import Provenances
from pipeline.quotes.claimed_asks import asks
from pipeline.quotes.claimed_counts import counts, numbers
from pipeline.quotes.claimed_days import days
from pipeline.quotes.claimed_people import recipients, signatories
from pipeline.quotes.claims import Claim, statements
from pipeline.quotes.sources import QuoteSource


def claims(article: Article, sources: Sequence[QuoteSource], origins: Provenances) -> tuple[Claim, ...]:
    """What the article states in its own words, each beside what the records hold; none overlaps a weightier one."""
    found: list[Claim] = []
    for statement in statements(article, sources, origins) if sources else ():
        own: list[Claim] = []
        for made in (days(statement, sources), counts(statement, sources), recipients(statement, sources, origins),
                     signatories(statement, origins), numbers(statement, sources), asks(statement, sources)):  # fmt: skip
            own += [
                c for c in made if not any(_overlap(c, other) for other in own if c.kind != "asked" or other.kind == "number")
            ]
        found += sorted(own, key=lambda c: (c.start, c.end))
    return tuple(found)


def _overlap(one: Claim, other: Claim) -> bool:
    return one.start < other.end and other.start < one.end
