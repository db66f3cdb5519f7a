"""The spaCy side of the house: the pipelines that extractors work in, and documents as Docs with the layout of the page.

    nlp = create()                               # all extractors as components
    doc = nlp("Dear Sheriff Poe:\\nPlease answer by May 1, 2019.")
    doc.spans["doj_deadlines"][0]._.doj_value    # {"date": "2019-05-01", ...}

Geometry is in extension attributes, registered when this module is imported: `span._.doj_layout` of a paragraph, and
`span._.doj_boxes` of any span of a Doc that was made with its geometry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from extractors import components
from extractors.language.own_topics import topics_of
from extractors.language.topics import read_topics
from extractors.paragraph import Lines, Paragraph
from extractors.repair.mending import repaired
from extractors.repair.repair import Repair, tell_repair
from extractors.structure.paragraph import tell_paragraphs
from extractors.whole_text import text_of
from pipeline.errors import ConfigError
from pipeline.layout.document import Document
from pipeline.layout.geometry import BBox, union

_WORDS = "doj_words"  # in `doc.user_data`: start, end, number of the line, page, x0, top, x1, bottom of each word
_MOST_KNOWN = 10_000  # words; as many as spaCy's tokenizer keeps


def create(spacy_model: str | None = None) -> Language:
    """A pipeline with a component for every extractor; each writes a span group of its name (`doc.spans["doj_deadlines"]`).

    `spacy_model` is a trained pipeline that is installed, or its folder: its components come first, and the names of persons and
    organizations that it finds help to tell speakers and recipients. Raises ConfigError where there is none of that name.
    """
    nlp = _pipeline(spacy_model)
    for name in components.NAMES:
        nlp.add_pipe(name)
    return nlp


def base(spacy_model: str | None = None) -> Language:
    """The pipeline that a document goes through before its extractors are asked, made once; raises ConfigError as `create`."""
    return _made_once(spacy_model)


@cache
def _made_once(spacy_model: str | None) -> Language:
    return _pipeline(spacy_model)


def _pipeline(spacy_model: str | None) -> Language:
    nlp = spacy.blank("en") if spacy_model is None else _load(spacy_model)
    nlp.add_pipe(components.SENTENCES, first=True)
    nlp.max_length = 20_000_000
    return nlp


def _load(name: str) -> Language:
    try:
        return spacy.load(name)
    except (OSError, ImportError, ValueError) as error:
        raise ConfigError(
            f"The spaCy pipeline {name!r} cannot be loaded ({str(error).splitlines()[0]})",
            remedy=f"Install it (`python -m spacy download {name}`) or give the folder of one; none is needed.",
        ) from error


def to_doc(document: Document, spacy_model: str | None = None, *, geometry: bool = False, topics: Path | None = None) -> Doc:
    """A spaCy Doc of a document's text, its paragraphs in `doc.spans["paragraphs"]` each with its layout in `span._.doj_layout`.

    With `geometry` its printed lines are in `doc.spans["lines"]`, and `span._.doj_boxes` gives the boxes of any span. What OCR
    has certainly misread is mended in the Doc's text, which keeps its length: offsets into it hold in the document's.
    """
    repair = repaired(document.text, document.read_by_ocr())
    _learn(repair.text, spacy_model)
    doc = base(spacy_model).make_doc(repair.text)
    text_of.tell(doc, repair.text)
    tell_repair(doc, repair)
    doc = base(spacy_model)(doc)
    if topics is not None:
        topics_of.tell(doc, read_topics(topics))
    if document.paragraphs:
        tell_paragraphs(doc, tuple(_as_read(document.paragraphs, repair)))
    if geometry:
        _add_geometry(doc, document)
    return doc


def _as_read(printed: Lines, repair: Repair) -> Iterator[Paragraph]:
    """The paragraphs, those with the words that a repair changed in them as it left them."""
    for paragraph in printed:
        text = repair.text[paragraph.start : paragraph.end]
        if text.strip():
            yield paragraph if text == paragraph.text else replace(paragraph, text=text)


def _learn(text: str, spacy_model: str | None) -> None:
    """Show the tokenizer each new word by itself.

    Within a text it no longer keeps a word's tokens for the next time once it has met a special case (`U.S.`), and most have one.
    """
    tokenizer, known = base(spacy_model).tokenizer, _known(spacy_model)
    if len(known) < _MOST_KNOWN:
        new = {word for line in text.splitlines() for word in line.split()} - known
        known |= new
        for word in new:
            tokenizer(word)


@cache
def _known(spacy_model: str | None) -> set[str]:
    """The words that the tokenizer has met."""
    del spacy_model
    return set()


def _add_geometry(doc: Doc, document: Document) -> None:
    placed = list(document.placed())
    doc.user_data[_WORDS] = [[start, end, line, word.page, *word.box] for start, end, line, word in placed]
    lines = [list(group) for _, group in groupby(placed, key=lambda word: word[2])]
    spans = [doc.char_span(line[0][0], line[-1][1], label="line", alignment_mode="expand") for line in lines]
    doc.spans["lines"] = SpanGroup(doc, name="lines", spans=[span for span in spans if span is not None])


def boxes_of(span: Span) -> list[dict[str, object]]:
    """Where a span stands: a box for each printed line, as in a record's evidence; none where the geometry is not known."""
    words = span.doc.user_data.get(_WORDS, ())
    inside = [word for word in words if word[0] < span.end_char and word[1] > span.start_char]
    boxes = []
    for (_, page), group in groupby(inside, key=lambda word: (word[2], word[3])):
        box = union(BBox(*word[4:]) for word in group)
        boxes.append({"page": page} | {side: round(value, 2) for side, value in box._asdict().items()})
    return boxes


Span.set_extension("doj_boxes", getter=boxes_of, force=True)
