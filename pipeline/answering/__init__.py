"""Answers about records, for programs that ask: what to find, what to read, and whether words are true to their source.

`Answers(records)` has them as plain values; `server(answers)` offers them over the Model Context Protocol (extra `mcp`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.layout.document import Document
from pipeline.quotes import CheckedQuotation, Report, SourcePlace, article_of, check
from pipeline.quotes.report import group
from pipeline.records.types import Record
from pipeline.report.addresses import place_of, source_of
from pipeline.wording.tokens import plain

_TERM = re.compile(r"\"([^\"]+)\"?|([^\s\"]+)")
_AROUND = 120  # characters of a text before and behind what was found
_LONGEST = 20_000  # characters of a text that are read at once
_MOST = 50
_LEFT_OUT = frozenset({"text", "evidence", "boxes"})


class Answers:
    """What records of the record schema say; `documents` by record id give the boxes of passages, and may be left out."""

    def __init__(self, records: Sequence[Record], documents: Mapping[str, Document] | None = None):
        self._records = {record["record_id"]: record for record in records}
        self._documents = documents or {}

    def find(self, query: str, limit: int = 10) -> list[dict[str, object]]:
        """The documents that have all words of `query`, whole phrases in quotation marks, each with its first place."""
        terms = [_folded(a or b) for a, b in _TERM.findall(plain(query))]
        found: list[dict[str, object]] = []
        for record in self._records.values():
            text, name = " ".join(record["text"].split()), source_of(record)
            folded = _folded(text)
            if terms and all(term in folded or term in _folded(name) for term in terms):
                at = next((folded.find(term) for term in terms if term in folded), 0) if len(folded) == len(text) else 0
                excerpt = text[max(0, at - _AROUND) : at + _AROUND]
                found.append(
                    {
                        "record_id": record["record_id"],
                        "document": name,
                        "file": record["source"]["file_name"],
                        "excerpt": excerpt,
                    }
                )
        return found[: max(1, min(limit, _MOST))]

    def read(self, record_id: str, start: int = 0) -> dict[str, object]:
        """The values of a document and its text from offset `start` on; `next_start` where there is more. Raises LookupError."""
        record = self._records.get(record_id)
        if record is None:
            raise LookupError(f"There is no record {record_id!r}; find gives the ids.")
        end = max(0, start) + _LONGEST
        values = {key: _bare(value) for key, value in record.items() if key not in _LEFT_OUT}
        more = end if end < len(record["text"]) else None
        return {"document": source_of(record), "values": values, "text": record["text"][max(0, start) : end], "next_start": more}

    def verify(self, words: str, accept_other: bool = False) -> dict[str, object]:
        """Whether the quotations in `words`, or `words` as one quotation, and what it states, are true to the documents."""
        report = check([article_of(words)], list(self._records.values()), self._documents, accept_other)
        (article,) = report.articles
        return {
            "to_look_at": report.looks,
            "quotations": [_quotation(quotation, report) for quotation in article.quotations],
            "statements": [
                {"said": claim.said, "verdict": claim.verdict, "records_have": list(dict.fromkeys(h.words for h in claim.held))}
                for claim in article.claims
            ],
            "left_out": [f"{source.file_name}: {source.reason}" for source in report.left_out],
        }


def _quotation(quotation: CheckedQuotation, report: Report) -> dict[str, object]:
    stands = {"look": "look at it", "good": "true to the source", "unsaid": "true words; who said them could not be checked",
              "absent": "not in these documents: may be right all the same"}  # fmt: skip
    return {
        "quote": quotation.quote,
        "stands": stands[group(quotation.verdict, quotation.attribution, quotation.doubtful)],
        "verdict": quotation.verdict,
        "why": quotation.verdict_text,
        "changes": [
            {"source": d.source, "quote": d.quote, "kind": d.kind} for d in quotation.differences if d.kind != "typographic"
        ],
        "sources": [_place(place, report) for place in quotation.places],
    }


def _place(place: SourcePlace, report: Report) -> dict[str, object]:
    source = report.sources[place.source_document]
    where = f"{source.description} ({source.file_name}), {place_of(place.record_id, place.start, place.end)}"
    return {"text": place.text, "where": where, "pages": list(place.pages)}


def _folded(text: str) -> str:
    return plain(" ".join(text.split())).lower()


def _bare(value: object) -> object:
    """A value without its evidence: what it says, not where."""
    if isinstance(value, Mapping):
        return {key: _bare(item) for key, item in value.items() if key not in _LEFT_OUT or key == "text"}
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return value
