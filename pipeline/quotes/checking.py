"""The score of the quotation checker: articles and records in, a report out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.layout.document import Document
from pipeline.quotes.article import Article, PrintedQuotation
from pipeline.quotes.attribution import describe
from pipeline.quotes.citing import Citations, Cited
from pipeline.quotes.cuts import cuts
from pipeline.quotes.passages import Finder, Match
from pipeline.quotes.phrase import parse
from pipeline.quotes.report import (
    NOT_FOUND,
    NOT_THERE,
    ONE_WORD,
    Attributed,
    CheckedArticle,
    CheckedQuotation,
    Report,
    SourcePlace,
    SourceRef,
    Unchecked,
)  # fmt: skip
from pipeline.quotes.sources import QuoteSource
from pipeline.quotes.stated import claims
from pipeline.quotes.verdict import QuoteDifference
from pipeline.quotes.witnesses import choose
from pipeline.records.quotations_types import Verdict
from pipeline.records.types import Box, Evidence, PageEvidence, Record

CUT = ", but cut where its source limits or denies it"
_WORDING: Mapping[Verdict, str] = {
    "exact": "word for word",
    "typographic": "word for word; only quotation marks, dashes, spaces or capitals differ",
    "elided": "word for word but for what an ellipsis leaves out",
    "bracketed": "word for word but for what stands in square brackets",
    "altered": "the words were changed",
    "spliced": "two passages are run together without a mark",
    "covered": "across a covered place: what stands there cannot be known",
    "not_found": NOT_FOUND,
}


def check(
    articles: Sequence[Article],
    sources: Sequence[Record],
    documents: Mapping[str, Document] | None = None,
    accept_other: bool = False,
) -> Report:
    """Check every quotation of at least two words in `articles` against `sources`, records of the form of the record schema.

    A source that is one of the articles, or nearly its text, is no witness of it, and neither is a document that is no letter or
    release, unless `accept_other`: those are left out and named. An article's own statements are held against the records.

    `documents`, by record id, give the boxes of passages; without them those of overlapping values in the records serve.
    Raises KeyError where a source lacks what the record schema requires.
    """
    witnesses, left_out = choose(articles, sources, accept_other)
    finder = Finder(witnesses)
    refs = tuple(
        SourceRef(r["record_id"], r["document_type"], r["source"]["file_name"], describe(r), r["source"]["text_source"])
        for r in witnesses
    )
    return Report(refs, tuple(_article(article, finder, documents or {}) for article in articles), left_out)


def _article(article: Article, finder: Finder, documents: Mapping[str, Document]) -> CheckedArticle:
    citations = Citations(article) if article.quotations else None
    checked = [_quotation(q, citations, finder, documents) for q in article.quotations] if citations else []
    unchecked = tuple(Unchecked(q.text, q.start, q.end, ONE_WORD) for q in article.unchecked)
    return CheckedArticle(article.name, tuple(checked), unchecked, claims(article, finder.sources, finder.origins))


def _quotation(
    quotation: PrintedQuotation, citations: Citations, finder: Finder, documents: Mapping[str, Document]
) -> CheckedQuotation:
    cited = citations.of(quotation)
    matches = finder.find(parse(quotation.text, quotation.joints), cited)
    if not matches:
        named = Attributed(cited.phrase, cited.speaker, cited.document, None, None)
        given = finder.is_given(cited)
        said = NOT_THERE if given else NOT_FOUND
        return CheckedQuotation(
            quotation.text, quotation.start, quotation.end, "not_found", said, "unknown", named, None, (), (), (), (), given
        )
    best = matches[0]
    cut = tuple(_cuts(best, finder, quotation.text, citations.around(quotation)))
    numbers = list(dict.fromkeys(number for number, _, _ in best.spans))
    also = tuple(n for m in matches[1:] for n in dict.fromkeys(s[0] for s in m.spans) if n not in numbers)
    return CheckedQuotation(
        quotation.text,
        quotation.start,
        quotation.end,
        best.verdict,
        _WORDING[best.verdict] + (CUT if cut else ""),
        best.origin.attribution,
        Attributed(cited.phrase, cited.speaker, cited.document, best.origin.of, best.origin.note),
        numbers[0] if len(numbers) == 1 else None,
        tuple(_place(finder.sources[n], start, end, documents) for n, start, end in best.spans),
        tuple(dict.fromkeys(also)),
        (*best.differences, *cut, *_misattribution(best, cited, numbers[0])),
        tuple(dict.fromkeys(kind for difference in (*best.differences, *cut) for kind in difference.material)),
        bool(cut) or any(d.doubt or not {"condition", "hedge"}.isdisjoint(d.material) for d in best.differences),
    )


def _cuts(match: Match, finder: Finder, quote: str, said: str) -> Iterator[QuoteDifference]:
    """What limits the quotation just outside of it; one that is changed is looked at as it is."""
    if match.faithful and match.spans:
        (first, start, _), (last, _, end) = match.spans[0], match.spans[-1]
        yield from cuts((finder.sources[first], start), (finder.sources[last], end), quote, said)


def _misattribution(match: Match, cited: Cited, number: int) -> Iterator[QuoteDifference]:
    if match.origin.attribution in ("other_document", "other_speaker"):
        by_speaker = match.origin.attribution == "other_speaker" and cited.speaker
        yield QuoteDifference("attribution", match.origin.of, by_speaker or cited.phrase, number)


def _place(source: QuoteSource, start: int, end: int, documents: Mapping[str, Document]) -> SourcePlace:
    document = documents.get(source.record["record_id"])
    if document is not None:
        located = document.locate(start, end)
        boxes = [Box(page=p.page, x0=p.box.x0, top=p.box.top, x1=p.box.x1, bottom=p.box.bottom) for p in located]
    else:
        boxes = _overlapping(source.record, start, end)
    pages = tuple(sorted({box["page"] for box in boxes}))
    record_id = source.record["record_id"]
    return SourcePlace(source.number, record_id, start, end, source.text[start:end], pages, tuple(boxes), document is not None)


def _overlapping(record: Record, start: int, end: int) -> list[Box]:
    """The boxes of the record's values that overlap `[start, end)`, each once, in the order of the page."""
    found: dict[tuple[float, ...], Box] = {}
    for evidence in _evidence(record):
        first, last = evidence["start"], evidence["end"]
        if first is not None and last is not None and first < end and start < last:
            for box in evidence["boxes"]:
                found[box["page"], box["top"], box["x0"], box["x1"], box["bottom"]] = box
    return [found[key] for key in sorted(found)]


def _evidence(value: object) -> Iterator[Evidence | PageEvidence]:
    if isinstance(value, Mapping):
        if isinstance(value.get("evidence"), Mapping):
            yield value["evidence"]
        for key, item in value.items():
            if key != "evidence":
                yield from _evidence(item)
    elif isinstance(value, list):
        for item in value:
            yield from _evidence(item)
