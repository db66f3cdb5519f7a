"""What a value, a difference or a quotation is called on its page: by its content, so that links outlive a new run."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

from pipeline.records.types import Record
from pipeline.report.fields import issuer, long_date, name_of

_BYTES = 5  # of a digest: two of a million contents of one page are hardly ever alike


class Addresses:
    """The addresses of one page; what has the same content as something before it is told from it by a number."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def of(self, kind: str, *content: str) -> str:
        """The address of something of a kind by its words, whatever white space stands between them."""
        words = "\0".join(" ".join(part.split()) for part in content).encode("utf-8", "surrogatepass")
        name = f"{re.sub(r'[^a-z]+', '-', kind.lower())}-{hashlib.blake2b(words, digest_size=_BYTES).hexdigest()}"
        self._given[name] += 1
        return name if self._given[name] == 1 else f"{name}-{self._given[name]}"


def source_of(record: Record) -> str:
    """A document as an editor prints it: `Letter to Gorden Eden Jr., Office of Justice Programs, August 3, 2017`."""
    printed = record["date"] and long_date(record["date"]["value"])
    number = record["release_number"]
    parts = (name_of(record), issuer(record), f"No. {number['value']}" if number else "", printed or "")
    return ", ".join(part for part in parts if part)


def pages_of(pages: Sequence[int]) -> str:
    """`page 3`, `pages 3–4`; nothing where none is known."""
    if not pages:
        return ""
    return f"page {pages[0]}" if len(pages) == 1 else f"pages {pages[0]}–{pages[-1]}"


def citation(words: str, source: str, file_name: str, pages: Sequence[int], place: str) -> str:
    """Words with where they stand: `“...” (Letter to Gorden Eden Jr., August 3, 2017, page 3; psp.pdf, record ...)`."""
    where = ", ".join(part for part in (source, pages_of(pages)) if part)
    return f"“{' '.join(words.split())}” ({where}; {', '.join(part for part in (file_name, place) if part)})"


def place_of(record_id: str, start: int | None, end: int | None) -> str:
    """`record 41c9d6800297-02, characters 10–24`: where the words stand in the record's text."""
    return f"record {record_id}" + (f", characters {start}–{end}" if start is not None and end is not None else "")
