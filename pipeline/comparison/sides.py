"""What is compared: a record, its document where there is one, and its text as words that can be compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from extractors.language.labels import BARE, MARK
from extractors.language.sentences import sentences
from pipeline.comparison.zones import Zone, zones
from pipeline.layout.document import Document, Place
from pipeline.records.items import evidence_of, items
from pipeline.records.types import Box, Evidence, Record
from pipeline.wording.tokens import plain
from schemas.fields import fields

# An em dash parts two words also where no space stands beside it.
_WORD = re.compile(r"[^\s—]+|—+")
# OCR reads other brackets for round ones.
_LABEL = re.compile(rf"(?:[({{\[]{{0,2}}{BARE}[.)}}\]][_.]?|{MARK})(?=\s)")
LABEL = "#"
_GLUED = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)](?=[A-Z][a-z])", re.MULTILINE)
"""The label of an item whose space a scan has lost: `1.Who`."""
# A line that only its width has ended: what begins the next one goes on with its sentence (`call me at / (202) 555-0139`).
_GOES_ON = re.compile(r"(?=.{40})(?!.*\b(?:and|or)$).*\w$")
_BEFORE_CODE = re.compile(r"(?:,|^) ?([A-Z][A-Za-z. ]+),? +\d{5}", re.MULTILINE)  # a State's name as printed


class KeyedWord(NamedTuple):
    """A word of a text: `key` is what is compared, `confidence` 0 to 1 of its OCR, `None` for native text.

    `start` and `end` are half-open offsets into the text. Every label of a list item has the same key.
    """

    text: str
    key: str
    start: int
    end: int
    confidence: float | None


class Sentence(NamedTuple):
    """A half-open range of words that moves as one; `zone` names the known field that it is, if any."""

    first: int
    last: int
    zone: str | None


@dataclass(frozen=True)
class Side:
    """One document to compare: its record and, for the boxes of any passage, its document."""

    record: Record
    document: Document | None = None

    @property
    def text(self) -> str:
        """The record's text."""
        return str(self.record["text"])

    @property
    def record_id(self) -> str:
        """The record's id."""
        return str(self.record["record_id"])

    @property
    def is_native(self) -> bool:
        """No word was read by OCR."""
        return bool(self.record["source"]["text_source"] == "native")

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """The known fields in the text, in order, none overlapping."""
        return zones(self.record)

    @cached_property
    def words(self) -> tuple[KeyedWord, ...]:
        """The text's words in order; only white space stands between them."""
        text, confidence = self.text, self._confidences()
        glued = {} if self.is_native else {m.start(): m.end() for m in _GLUED.finditer(text)}
        labels = {*_labels(text), *glued}
        spans = [span for m in _WORD.finditer(text) for span in _cut(*m.span(), glued.get(m.start()))]
        return tuple(KeyedWord(text[a:b], LABEL if a in labels else plain(text[a:b]), a, b, confidence(a, b)) for a, b in spans)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The text's sentences and known fields; every word is in exactly one."""
        blocks = [zone for zone in self.zones if zone.is_block]
        inside = {n for n, w in enumerate(self.words) if any(z.start < w.start < z.end for z in blocks)}
        opening = {zone.start for zone in blocks} | {start for start, _ in sentences(self.text)}
        names = {zone.start: zone.name for zone in blocks}
        firsts = [n for n, w in enumerate(self.words) if n not in inside and (not n or w.start in opening or n - 1 in inside)]
        lasts = [*firsts[1:], len(self.words)] if firsts else []
        return tuple(Sentence(a, b, names.get(self.words[a].start)) for a, b in zip(firsts, lasts, strict=True))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of the text without punctuation, in lower case."""
        return frozenset(core(word.key) for word in self.words)

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words of the addressees' names, offices and places, without punctuation, in lower case."""
        values: list[str] = [self.record["salutation"]["value"]] if self.record["salutation"] else []
        for item in self.record["recipients"]:
            address = item["address"]
            told = (item["name"], item["honorific"], item["title"], item["organization"])
            place = (address["city"], address["state"]) if address else ()
            values += [value for value in (*told, *place) if value]
            block = self.text[item["evidence"]["start"] : item["evidence"]["end"]]
            values += [found[1] for found in _BEFORE_CODE.finditer(block)]
        return frozenset(core(word) for value in values for word in value.split()) - {"", "dear"}

    def boxes(self, start: int, end: int) -> list[Box]:
        """The boxes of `text[start:end]`, one per line; those of the nearest value around it where there is no document."""
        if self.document is not None and start < end:
            places = self.document.locate(start, end)
            return [_box(place) for place in places]
        inner = start + len(self.text[start:end].rstrip(".,;:?"))  # a value's evidence ends before the stop
        around = [e for e in self.evidence if e["start"] <= start and inner <= e["end"]]
        return list(min(around, key=lambda e: e["end"] - e["start"])["boxes"]) if around else []

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of every value of the record that has a passage."""
        found = (evidence_of(item) for field in fields() for item in items(self.record, field.key))
        return tuple(evidence for evidence in found if evidence["start"] is not None)

    def _confidences(self) -> Callable[[int, int], float | None]:
        source = self.record["source"]
        if self.document is None:
            return lambda start, end: source["ocr_confidence"]
        read = _Confidences(self.document)
        return read.of


class _Confidences:
    """The lowest OCR confidence of the words of a document in a span, asked for in text order."""

    def __init__(self, document: Document) -> None:
        self._spans: list[tuple[int, int, float]] = []
        place = 0
        for word in document.words:
            found = document.text.find(word.text, place)
            # A word hyphenated over a line end stands joined in the text and is passed over.
            if 0 <= found <= place + 2 * len(word.text) + 2:
                if word.confidence is not None:
                    self._spans.append((found, found + len(word.text), word.confidence))
                place = found + len(word.text)
        self._next = 0

    def of(self, start: int, end: int) -> float | None:
        spans = self._spans
        while self._next < len(spans) and spans[self._next][1] <= start:
            self._next += 1
        found = [c for s, e, c in spans[self._next : self._next + 4] if s < end and e > start]
        return min(found) if found else None


def _box(place: Place) -> Box:
    x0, top, x1, bottom = (round(side, 2) for side in place.box)
    return {"page": place.page, "x0": x0, "top": top, "x1": x1, "bottom": bottom}


def _cut(start: int, end: int, at: int | None) -> Iterator[tuple[int, int]]:
    """A word's span, cut in two where it has a label glued to it."""
    yield start, at or end
    if at:
        yield at, end


def _labels(text: str) -> Iterator[int]:
    """Where the labels of list items stand, which begin lines."""
    before = ""
    for line in re.finditer(r"[^\n]+", text):
        label = None if _GOES_ON.match(before) else _LABEL.match(text, line.start(), line.end())
        if label:
            yield line.start()
            if not core(label[0]) and _LABEL.match(text, label.end() + 1, line.end()):  # a speck or a box before it
                yield label.end() + 1
        before = line[0].rstrip()


def core(text: str) -> str:
    """A word's letters and digits in lower case."""
    return "".join(c for c in text.lower() if c.isalnum())


def tokens(text: str, confidence: float | None = None) -> tuple[KeyedWord, ...]:
    """The words of a text that stands alone."""
    return tuple(KeyedWord(m[0], plain(m[0]), m.start(), m.end(), confidence) for m in _WORD.finditer(text))


def span_text(text: str, words: Sequence[KeyedWord]) -> str:
    """The text from the first word to the last, on one line."""
    return " ".join(text[words[0].start : words[-1].end].split()) if words else ""
