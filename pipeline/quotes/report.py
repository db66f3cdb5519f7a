"""The report on articles' quotations, and its JSON form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, cast

from pipeline.quotes.claims import Claim
from pipeline.quotes.verdict import QuoteDifference
from pipeline.records.quotations_types import Attribution, QuotationsJson, Verdict
from pipeline.records.types import Box

SCHEMA_VERSION = "1.2.0"
NOT_FOUND = "not in these sources"
"""How a quotation that was not found is spoken of: it may be true, and said elsewhere."""
NOT_THERE = "said to be in this document, which is given, and not there"
"""How one is spoken of whose document the article names, and which lies at hand without it."""
LOOKED_FOR = "Looked for: double, single and angle quotation marks, block quotations, and lines behind >."
"""What an article without quotations was searched for."""
ONE_WORD = "one word alone may be of anybody"
"""Why something in quotation marks was not checked."""


GroupName = Literal["look", "good", "unsaid", "absent"]


def group(verdict: str, attribution: str, doubtful: bool) -> GroupName:
    """Where a quotation stands for a reader: to look at, true, true whoever said it, or in none of the sources."""
    if verdict in ("altered", "spliced", "covered") or attribution in ("other_document", "other_speaker") or doubtful:
        return "look"
    if verdict == "not_found":
        return "absent"
    return "unsaid" if attribution == "unknown" else "good"


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A source by its record: `description` says in few words what it is."""

    record_id: str
    document_type: str
    file_name: str
    description: str
    text_source: str


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A passage of a source: `text` is `[start, end)` of the text of source number `source_document`.

    `boxes` are those of its lines, in points (`page`, `x0`, `top`, `x1`, `bottom`); `exact_boxes` is false where they
    are of values that overlap the passage.
    """

    source_document: int
    record_id: str
    start: int
    end: int
    text: str
    pages: tuple[int, ...]
    boxes: tuple[Box, ...]
    exact_boxes: bool


@dataclass(frozen=True, slots=True)
class Attributed:
    """Whom or what the article names (`phrase`), and whose the words are (`source`, `None` where they were not found)."""

    phrase: str
    speaker: str | None
    document: str | None
    source: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation with its verdict; `start` and `end` are half-open offsets into the article's text, marks included.

    `source_document` is the number of its source, `None` where there is none or several; `also_in` the other sources that
    have the passage. `material` lists the weighty kinds of its changes.
    """

    quote: str
    start: int
    end: int
    verdict: Verdict
    verdict_text: str
    attribution: Attribution
    attributed_to: Attributed
    source_document: int | None
    places: tuple[SourcePlace, ...]
    also_in: tuple[int, ...]
    differences: tuple[QuoteDifference, ...]
    material: tuple[str, ...]
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What stands in quotation marks and was not checked, with the reason; `start` and `end` as of a quotation."""

    quote: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class LeftOutSource:
    """A source that bears no witness, with the reason."""

    record_id: str
    file_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class CheckedArticle:
    """An article with its quotations in order, what stands in quotation marks besides, and what it states in its own words."""

    name: str
    quotations: tuple[CheckedQuotation, ...]
    unchecked: tuple[Unchecked, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def looks(self) -> int:
        """How many quotations and statements somebody should look at."""
        quoted = sum(group(q.verdict, q.attribution, q.doubtful) == "look" for q in self.quotations)
        return quoted + sum(c.verdict == "contradicts" for c in self.claims)


@dataclass(frozen=True, slots=True)
class Report:
    """What came of checking articles against sources."""

    sources: tuple[SourceRef, ...]
    articles: tuple[CheckedArticle, ...]
    left_out: tuple[LeftOutSource, ...] = ()

    def to_json(self) -> QuotationsJson:
        """The report as JSON data of the form of the schema `quotations`."""
        told = {
            "schema_version": SCHEMA_VERSION,
            "sources": [asdict(source) for source in self.sources],
            "left_out": [asdict(source) for source in self.left_out],
            "articles": [
                {
                    "name": article.name,
                    "quotations": [_json(quotation) for quotation in article.quotations],
                    "unchecked": [asdict(passage) for passage in article.unchecked],
                    "claims": [_claim(claim) for claim in article.claims],
                }
                for article in self.articles
            ],
        }
        return cast(QuotationsJson, told)

    @property
    def looks(self) -> int:
        """How many quotations and statements of all articles somebody should look at."""
        return sum(article.looks for article in self.articles)

    def counts(self) -> dict[str, int]:
        """How many quotations have each verdict that occurs."""
        found: dict[str, int] = {}
        for article in self.articles:
            for quotation in article.quotations:
                found[quotation.verdict] = found.get(quotation.verdict, 0) + 1
        return found


def _json(quotation: CheckedQuotation) -> object:
    return _plain(asdict(quotation))


def _claim(claim: Claim) -> dict[str, object]:
    held = [{"words": h.words, "source_document": h.source, "start": h.start, "end": h.end} for h in claim.held]
    return {key: getattr(claim, key) for key in ("kind", "sentence", "said", "start", "end", "verdict")} | {"held": held}


def _plain(value: object) -> object:
    """`value` with lists for tuples, as JSON has them."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value
