"""Lines that were put on a page after it was written: filing headers, production numbers, fax headers, a clerk's stamps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.language.cues import DATE_LINE, DEPARTMENT, PRODUCTION_NUMBER
from extractors.language.dates import find_dates
from pipeline.layout.document import LeftOut, Mark, MarkKind, Place, Word
from pipeline.layout.geometry import union
from pipeline.layout.lines import Line

EDGE_LINES = 3  # at the head or foot of a page, where a production number stands
EDGE = 0.06  # of the page's height, where a fax machine prints

# "Case 1:20-cr-00330-AJN Document 33 Filed 07/28/20 Page 3 of 7", "USCA4 Appeal: 17-2218 Doc: 17 Filed: ... Pg: 1 of 3",
# "Case 22-1426, Document 65, 03/13/2023, 3475902, Page1 of 1": such a line has three of these signs, of which OCR misreads some
_FILING = re.compile(
    r"(?:USCA\w*|Appellate|Bankruptcy)?\s?(?:Case|Appeal|USCA)\s?(?:No\.?)?\s?[:;#.,]{0,2}\s?#?\s?(?=\S*\d)", re.I
)
_SIGNS = (
    re.compile(r"\bd[o0]c(?:ument|\.|:|\b)|\w*[ec]ument\b|\bdkt\w*|\becf\b", re.I),
    re.compile(r"\bf[il1]{2}ed", re.I),
    re.compile(r"\bp(?:a?ge?|g)(?:id)?\W{0,3}\d", re.I),
    re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}"),
    re.compile(r"\d{2,4}-?(?:cr|cv|mj|md|mc|bk)-?\d|\b\d\d-\d{2,5}\b"),
)
LONGEST_FILING = 160  # characters: two headers printed one over the other
_APPENDIX = re.compile(r"(?:App|Add|SA|JA|RA|SPA|GX|A)\.?[- ]?\d{1,4}$")  # pages of an appendix
_ENVELOPE = re.compile(r"DocuSign Envelope ID:? ?[\dA-F-]{8,40}$", re.I)  # printed on each page by who keeps what was signed
FAX = re.compile(
    r"(?=.*\d{1,2}:\d\d)(?=.*(?:\bfax\b|\bP\.? ?\d|\d{1,3}/\d{1,3}\b|\bpage\b|\d{3}[ -]\d{4})).{10,120}$",
    re.I,
)
# `RECEIVED AUG 3 2017`, `FILED ON 8/3/17`, `USDC S.D.N.Y.`
_STAMP = re.compile(
    r"(?P<kind>RECEIVED|FILED|ELECTRONICALLY FILED|E-?FILED|ENTERED|LODGED|USDC|U\.S\.D\.C\.|DELIVERED|MAILED|DISPATCHED)"
    r"(?:\s(?:IN CHAMBERS|ON|BY|AND ENTERED|[SEWN]\.?D\.?[A-Z]\.?[A-Z]?\.?))?\s?:?"
    r"(?:\s(?=\S*\d|[A-Z]{3}\b)[A-Z\d .,:/’'-]{3,24})?$"
)
# "DOC #: 12", "DATE FILED: 7/16/20", "BY: M. ROE", "CLERK, U.S. DISTRICT COURT", "4:05 PM", "OFFICE OF THE MAYOR"
_STAMP_WORDS = re.compile(
    r"(?:DOC(?:UMENT|KET)?\b.{0,20}|(?:DATE |ELECTRONICALLY |E-?)?FILED\b.{0,24}|RECEIVED\b.{0,24}|BY:.{0,30}|BY$|DEPUTY\b.{0,20}"
    r"|.{0,40}\bCLERK\b.{0,60}|.{0,40}\b(?:DISTRICT|BANKRUPTCY|SUPERIOR) COURT\b.{0,40}|.{0,30}\bDISTRICT OF\b.{0,40}"
    r"|(?:AT )?\d{1,2}[:.]\d\d ?[AP]\.?M\.?|.{0,40}\b(?:OFFICE|DIVISION|SECTION|CHAMBERS|UNIT|MAIL ?ROOM)\b.{0,40})$"
)
_SENT = frozenset({"DELIVERED", "MAILED", "DISPATCHED"})
_INDEX = re.compile(r"\d+")


def mark_of(kind: MarkKind, words: Sequence[Word], rows: Iterable[Sequence[Word]]) -> Mark:
    """The mark that these words make; `rows` are the same words by line."""
    text = " ".join(w.text for w in words)
    dates = find_dates(text)
    places = tuple(
        Place(
            row[0].page,
            union(w.box for w in row),
            "ocr" if any(w.source == "ocr" for w in row) else "native",
            min((w.confidence for w in row if w.confidence is not None), default=None),
        )
        for row in rows
    )
    return Mark(kind, text, places, dates[0].value if len(dates) == 1 else None)


class Marks:
    """Finds marks page by page; it remembers which prefix of production numbers the file's pages bear."""

    def __init__(self) -> None:
        self._prefixes: set[str] = set()

    def find(self, lines: Sequence[Line], height: float) -> list[tuple[MarkKind, list[Line]]]:
        """The marks among the lines of a page that is `height` points high, each with its lines."""
        found: list[tuple[MarkKind, list[Line]]] = []
        for i, line in enumerate(lines):
            text = line.text.strip()
            if header := _filing_header(line, lines):
                found.append(("filing_header", header))
            elif _ENVELOPE.match(text):
                found.append(("stamp", [line]))
            elif self._is_production_number(text, i, len(lines)):
                found.append(("bates", [line]))
            elif (line.bottom < EDGE * height or line.top > (1 - EDGE) * height) and FAX.match(text):
                found.append(("fax_header", [line]))
        taken = {id(line) for _, ones in found for line in ones}
        return [*found, *_stamps([line for line in lines if id(line) not in taken])]

    def _is_production_number(self, text: str, at: int, count: int) -> bool:
        if _APPENDIX.match(text):
            return count > 2 and (at == 0 or count - at <= 2)
        if not PRODUCTION_NUMBER.match(text):
            return False
        prefix = _INDEX.sub("", text)
        edge = count - at <= EDGE_LINES or (at < EDGE_LINES and prefix in self._prefixes)
        if edge:
            self._prefixes.add(prefix)
        return edge or prefix in self._prefixes


def _filing_header(line: Line, lines: Sequence[Line]) -> list[Line]:
    """The lines of the filing header that begins with this one: it alone, or with what stands to the right on its row."""
    if not _FILING.match(line.text.strip()):
        return []
    if _is_filing_header(line.text.strip()):
        return [line]
    row = [other for other in lines if abs(other.top - line.top) < line.height / 2 and other.x0 >= line.x0]
    return row if _is_filing_header(" ".join(other.text.strip() for other in row)) else []


def _is_filing_header(text: str) -> bool:
    if len(text) > LONGEST_FILING or not _FILING.match(text):
        return False
    small = [word for word in text.split() if word.isalpha() and word.islower() and word != "of"]
    return sum(sign.search(text) is not None for sign in _SIGNS) >= 3 and len(small) < 3


def _stamps(lines: Sequence[Line]) -> list[tuple[MarkKind, list[Line]]]:
    found: list[tuple[MarkKind, list[Line]]] = []
    taken: set[int] = set()
    for line in lines:
        head = _STAMP.match(line.text.strip())
        if head is None or id(line) in taken:
            continue
        block = _grown([line], lines)
        if len(block) == 1 and not find_dates(line.text) and head["kind"] not in ("RECEIVED", "FILED", "ELECTRONICALLY FILED"):
            continue
        taken |= set(map(id, block))
        kinds = " ".join(one.text for one in block)
        other: MarkKind = "stamp" if head["kind"] in _SENT else "filed"
        found.append(("received" if "RECEIVED" in kinds else other, block))
    return found


def _grown(block: list[Line], lines: Sequence[Line]) -> list[Line]:
    """The block with the lines that stand right above and below it and speak as stamps do."""
    grown = True
    while grown:
        grown = False
        for line in lines:
            if line in block or not _speaks_as_stamp(line, block):
                continue
            if any(_touches(line, other) for other in block):
                block.append(line)
                grown = True
    return sorted(block, key=lambda line: (line.top, line.x0))


def _speaks_as_stamp(line: Line, block: Sequence[Line]) -> bool:
    text = line.text.strip()
    if DEPARTMENT.match(text) or len(text) > 80:
        return False
    apart = line.column > 0 and line.column == block[0].column
    dated = DATE_LINE.match(text) is not None and (text.isupper() or apart)
    if dated and any(DATE_LINE.match(other.text.strip()) for other in block):
        return False  # a stamp bears one day: this is the letter's own, below it
    return dated or _STAMP_WORDS.match(text) is not None or (apart and text.isupper() and len(text) < 50)


def _touches(line: Line, other: Line) -> bool:
    """Whether two lines stand right below one another and one over the other, or side by side in one stamp."""
    apart = max(line.top, other.top) - min(line.bottom, other.bottom)
    overlap = min(line.x1, other.x1) - max(line.x0, other.x0)
    height = max(line.height, other.height)
    return apart < 0.9 * height and overlap > (-height if apart < 0 else 0)


def left_out(kind: MarkKind, lines: Sequence[Line]) -> LeftOut:
    """The words of a mark's lines as what the text leaves out."""
    return LeftOut(kind, tuple(word for line in lines for word in line.words))
