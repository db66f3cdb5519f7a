"""The HTML of a check of quotations: each quotation beside what its source has, what needs a look first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline import export
from pipeline.quotes.rendering import NOUNS
from pipeline.quotes.report import LOOKED_FOR, group
from pipeline.records.quotations_types import QuotationsClaim, QuotationsJson, QuotationsPlace, QuotationsQuotation
from pipeline.records.types import Record
from pipeline.report.addresses import Addresses, citation, place_of
from pipeline.report.inputs import Files
from pipeline.report.rendering import write
from pipeline.report.spans import Piece, lines
from pipeline.report.strips import Strip, Strips

_GROUPS = (
    ("look", "Look at these", ""),
    ("good", "True to the source", ""),
    ("unsaid", "True words, but who said them could not be checked", ""),
    ("absent", "Not in the sources given", "They may be right all the same, and have been said or written elsewhere."),
)
_STATEMENTS = (
    ("contradicts", "Look at these statements", "They say something else than the records."),
    ("fits", "Statements that fit the records", ""),
    ("unknown", "Statements that can’t be told", "The records do not say: they may be right all the same."),
)
_CLAIMED = {"contradicts": "contradicts the records", "fits": "fits the records", "unknown": "can’t be told"}
_VERDICTS = {
    "exact": "Word for word",
    "typographic": "Word for word",
    "elided": "Shortened with a mark",
    "bracketed": "Changed in brackets",
    "altered": "Words changed",
    "spliced": "Two passages run together",
    "covered": "Across a covered place",
    "not_found": "Not in the sources given",
}
_CUT, _NOT_THERE = "Cut where the source limits it", "Not in the document that it names"
_NOTES = {
    "typographic": "Only quotation marks, dashes, spaces or capitals differ.",
    "elided": "Word for word but for what an ellipsis leaves out.",
    "bracketed": "Word for word but for what stands in square brackets.",
    "covered": "What stands under the cover cannot be known, so nobody can say whether the words are right.",
}
_MISATTRIBUTED = {"other_document": "From another document", "other_speaker": "Said by somebody else"}
_DIFFERENCES = {  # what is said of the words of the source, and of those of the quotation
    "replaced": ("the source has", "the article has"),
    "punctuation": ("the source has", "the article has"),
    "dropped": ("left out without a mark", "for it"),
    "inserted": ("the source has", "not in the source"),
    "elided": ("left out, with a mark", "the mark"),
    "bracketed": ("the source has", "in brackets"),
    "spliced": ("one passage", "in the article"),
    "covered": ("the source has, with a covered place", "the article has"),
    "ocr": ("the source was read as", "the article has"),
    "typographic": ("the source has", "the article has"),
    "cut": ("cut out of", "beginning with"),
    "attribution": ("the words are of", "the article names"),
}


@dataclass(frozen=True, slots=True)
class ShownQuotation:
    """A quotation as a value of the page, cut where it differs; `passages` are the places in the sources, cut likewise."""

    id: str
    cite: str
    number: int
    article: str
    quotation: QuotationsQuotation
    group: str
    verdict: str
    note: str | None
    wrong: str | None
    quote: list[list[Piece]]
    passages: tuple[tuple[QuotationsPlace, list[list[Piece]], str], ...]
    differences: tuple[tuple[str, str, str, str, str | None], ...]
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A statement as a value of the page: `about` says of what it is, `records` are words held, each with where."""

    id: str
    cite: str
    number: str
    article: str
    claim: QuotationsClaim
    about: str
    records: tuple[tuple[str, str], ...]


def quotations_page(
    report: QuotationsJson, output: Path, records: Sequence[Record] = (), files: Files | None = None
) -> list[Path]:
    """Write the HTML of `report` (of the schema `quotations`) to `output` and give the paths written.

    With `records` and `files` (source files by SHA-256) each passage is shown as printed too. Raises OutputError.
    """
    export.prepare(output.parent)
    strips = Strips(records, files or {})
    told = list(_told(report, strips))
    groups = [(key, title, why, [t for t in told if t.group == key]) for key, title, why in _GROUPS]
    count = Counter((t.quotation["verdict"], t.verdict) for t in told)
    kinds: dict[str, int] = {}
    for (_, name), number in count.items():
        kinds[name] = kinds.get(name, 0) + number
    statements = _statements(report)
    claimed = [(f"statement-{key}", title, len(told)) for key, title, _, told in statements]
    page = write(
        output,
        "quotations.html",
        articles=[article["name"] for article in report["articles"]],
        sources=report["sources"],
        groups=[found for found in groups if found[3]],
        kinds=[*((name, name, number) for name, number in kinds.items()), *claimed],
        total=len(told),
        left_out=report["left_out"],
        unchecked=[passage for article in report["articles"] for passage in article["unchecked"]],
        looked_for=LOOKED_FOR,
        statements=statements,
        stated=sum(len(told) for _, _, _, told in statements),
    )
    return [page]


def _statements(report: QuotationsJson) -> list[tuple[str, str, str, list[ShownStatement]]]:
    """Statements by what the records say to them: a key, a title, why, and each with what it is about and what records hold."""
    found: dict[str, list[ShownStatement]] = {}
    number, addresses = 0, Addresses()
    for article in report["articles"]:
        for claim in article["claims"]:
            number += 1
            held: dict[str, list[str]] = {}
            for item in claim["held"]:
                held.setdefault(item["words"], []).append(report["sources"][item["source_document"]]["description"])
            found.setdefault(claim["verdict"], []).append(
                ShownStatement(
                    addresses.of("statement", claim["kind"], claim["said"], claim["sentence"]),
                    _cite_statement(claim, report),
                    f"S{number}",
                    article["name"],
                    claim,
                    NOUNS[claim["kind"]],
                    tuple((words, "; ".join(dict.fromkeys(where))) for words, where in held.items()),
                )
            )
    return [(key, title, why, found[key]) for key, title, why in _STATEMENTS if key in found]


def _cite_statement(claim: QuotationsClaim, report: QuotationsJson) -> str:
    """The statement with what the records hold beside it, and where."""
    sources = report["sources"]
    held = "; ".join(
        citation(
            item["words"],
            sources[item["source_document"]]["description"],
            sources[item["source_document"]]["file_name"],
            (),
            place_of(sources[item["source_document"]]["record_id"], item["start"], item["end"]),
        )
        for item in claim["held"]
    )
    said = f"“{' '.join(claim['sentence'].split())}” ({NOUNS[claim['kind']]}: {claim['said']}): {_CLAIMED[claim['verdict']]}"
    return f"{said}. Records: {held}" if held else said


def _told(report: QuotationsJson, strips: Strips) -> Iterator[ShownQuotation]:
    number, addresses = 0, Addresses()
    for article in report["articles"]:
        for quotation in article["quotations"]:
            number += 1
            places = quotation["places"]
            texts = [(place, _cut(place["text"], quotation, "source", "s"), _where(place, report)) for place in places]
            printed = tuple(s for place, _, where in texts for s in strips.of(place["record_id"], place["boxes"], where))
            address = addresses.of("quotation", quotation["quote"])
            yield ShownQuotation(
                address, _cite(quotation, report), number, article["name"], quotation, _group(quotation), _badge(quotation),
                _note(quotation), _MISATTRIBUTED.get(quotation["attribution"]), _cut(quotation["quote"], quotation, "quote", "q"),
                tuple(texts), tuple(_differences(quotation)), printed,
            )  # fmt: skip


def _cite(quotation: QuotationsQuotation, report: QuotationsJson) -> str:
    """The quotation with what was found, and each passage of a source with where it stands."""
    found = "; ".join(
        citation(
            place["text"],
            report["sources"][place["source_document"]]["description"],
            report["sources"][place["source_document"]]["file_name"],
            place["pages"],
            place_of(place["record_id"], place["start"], place["end"]),
        )
        for place in quotation["places"]
    )
    said = f"“{' '.join(quotation['quote'].split())}”: {quotation['verdict_text']}"
    return f"{said}. Source: {found}" if found else said


def _note(quotation: QuotationsQuotation) -> str | None:
    """What is to be said of a verdict, and of words that are true and cut, or said to be where they are not."""
    return quotation["verdict_text"] if quotation["doubtful"] else _NOTES.get(quotation["verdict"])


def _badge(quotation: QuotationsQuotation) -> str:
    """The verdict in few words: one that is to be looked at does not bear the word of one that is not."""
    if quotation["verdict"] == "not_found" and quotation["doubtful"]:
        return _NOT_THERE
    is_cut = any(difference["kind"] == "cut" for difference in quotation["differences"])
    return _CUT if is_cut else _VERDICTS[quotation["verdict"]]


def _group(quotation: QuotationsQuotation) -> str:
    return group(quotation["verdict"], quotation["attribution"], quotation["doubtful"])


def _cut(text: str, quotation: QuotationsQuotation, side: Literal["source", "quote"], mark: str) -> list[list[Piece]]:
    """A quotation or a passage cut at its differences; those whose words can't be found in it stay unmarked."""
    found, at = [], 0
    for difference in quotation["differences"]:
        words = difference[side]
        if difference["kind"] in ("attribution", "spliced", "cut") or not words:
            continue
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            found.append((start, at, f"{mark}-{'weighty' if difference['altering'] else 'allowed'}"))
    return lines(text, found)


def _where(place: QuotationsPlace, report: QuotationsJson) -> str:
    source = report["sources"][place["source_document"]]
    return f"{source['description']} ({source['file_name']})"


def _differences(quotation: QuotationsQuotation) -> Iterator[tuple[str, str, str, str, str | None]]:
    """Each as what is said of the source's words, these, what is said of the quotation's words, these, and a doubt."""
    for difference in quotation["differences"]:
        of_source, of_quote = _DIFFERENCES[difference["kind"]]
        yield of_source, difference["source"], of_quote, difference["quote"], difference["doubt"]
