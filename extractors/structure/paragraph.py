"""The paragraphs of a Doc: those that the reader of pages told, or else the lines of its text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import attrgetter

from spacy.tokens import Doc, Span, SpanGroup

from extractors.analysis import once
from extractors.paragraph import Lines, Paragraph
from extractors.whole_text import text_of

_LAYOUT = "doj_layout"  # of a span in `doc.spans["paragraphs"]`: the fields of `Paragraph` that tell of the page, by name
_FIELDS = tuple(name for name in Paragraph.__dataclass_fields__ if name not in ("start", "end", "text", "told"))
_fields_of = attrgetter(*_FIELDS)
Span.set_extension(_LAYOUT, default=None, force=True)


class LinesByOffset:
    """The lines of a text, asked for by their characters."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._starts = [line.start for line in lines]

    def touched(self, start: int, end: int) -> Lines:
        """The lines that have a character in common with `[start, end)`."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return tuple(line for line in self._lines[first : bisect_left(self._starts, end)] if line.end > start)


@once
def paragraphs(doc: Doc) -> Lines:
    """The paragraphs of `doc`, with their layout where its spans bring it along, as those of a Doc from the disk do."""
    layouts = {span.start_char: span._.get(_LAYOUT) for span in doc.spans.get("paragraphs", ())}
    found = []
    for match in re.finditer(r"[^\n]*\S[^\n]*", text_of(doc)):
        found.append(Paragraph(match.start(), match.end(), match.group(), **(layouts.get(match.start()) or {})))
    return tuple(found)


def tell_paragraphs(doc: Doc, told: Lines) -> None:
    """Have the paragraphs of `doc` known as they are, and in spans, which spaCy can write to disk."""
    paragraphs.tell(doc, told)
    spans = []
    for p in told:
        span = doc.char_span(p.start, p.end, label="footnote" if p.footnote else "paragraph", alignment_mode="expand")
        if span is not None:
            span._.set(_LAYOUT, dict(zip(_FIELDS, _fields_of(p), strict=True)))
            spans.append(span)
    doc.spans["paragraphs"] = SpanGroup(doc, name="paragraphs", spans=spans)
