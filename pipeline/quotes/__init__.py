"""Is a quotation faithful: quotations of articles checked against letters and releases.

`check(articles, sources)` gives a `Report`; `report.to_json()` has the form of the schema `quotations`, `render_text(report)`
is for reading.
"""

from __future__ import annotations

from pipeline.quotes.article import Article, PrintedQuotation, article_of, read_article
from pipeline.quotes.checking import check
from pipeline.quotes.claims import Claim
from pipeline.quotes.rendering import render_text
from pipeline.quotes.report import NOT_FOUND, CheckedArticle, CheckedQuotation, Report, SourcePlace, SourceRef
from pipeline.quotes.verdict import QuoteDifference

__all__ = [
    "NOT_FOUND",
    "Article",
    "CheckedArticle",
    "CheckedQuotation",
    "Claim",
    "PrintedQuotation",
    "QuoteDifference",
    "Report",
    "SourcePlace",
    "SourceRef",
    "article_of",
    "check",
    "read_article",
    "render_text",
]
