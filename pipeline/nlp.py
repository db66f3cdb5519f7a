"""The spaCy pipeline that extractors work on: a blank English tokenizer, this genre's sentences, and the layout of the page."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from extractors.mending import mend
from extractors.parts import LAYOUT
from extractors.sentences import set_sentence_starts
from pipeline.document import Document

Language.component("doj_sentences", func=set_sentence_starts)


@cache
def create() -> Language:
    """The pipeline, made once: no statistical model is needed."""
    nlp = spacy.blank("en")
    nlp.add_pipe("doj_sentences")
    nlp.max_length = 20_000_000
    return nlp


def to_doc(document: Document) -> Doc:
    """A spaCy Doc of a document's text, its paragraphs in `doc.spans["paragraphs"]` each with its layout in `span._.layout`.

    What OCR has certainly misread is mended in the Doc's text, which keeps its length: offsets into it hold in the document's.
    """
    read = document.read_by_ocr()
    doc = create()(mend(document.text, read) if read else document.text)
    doc.user_data["ocr"] = bool(read)
    spans = []
    for p in document.paragraphs:
        span = doc.char_span(p.start, p.end, label="footnote" if p.footnote else "paragraph", alignment_mode="expand")
        if span is not None:
            span._.set(LAYOUT, p)
            spans.append(span)
    doc.spans["paragraphs"] = SpanGroup(doc, name="paragraphs", spans=spans)
    return doc
