"""Each extractor as a spaCy component, so that `nlp.add_pipe("doj_deadlines")` works in anybody's pipeline.

A component writes its findings to the span group of its name. A span's label is the extractor's, its `kb_id_` the rule, its `id_`
the number in the group from 0; `span._.doj_value` is the value as in a record, `span._.doj_finding` the whole finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TypedDict

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

import extractors
from extractors.finding import Doubt, Finding
from extractors.language.own_topics import topics_of
from extractors.language.sentences import set_sentence_starts
from extractors.language.topics import read_topics
from extractors.located import with_parts

PREFIX = "doj_"
SENTENCES = f"{PREFIX}sentences"
_FINDINGS = "doj_findings"  # by span id: several findings may stand at one place

Factory = Callable[..., "Findings"]


class Findings:
    """The component of one extractor."""

    def __init__(self, extractor: str, spans_key: str, topics: str | None = None) -> None:
        """`extractor` is its module's name, `spans_key` the span group to write, `topics` a file of further question topics."""
        self.extractor = extractor
        self.spans_key = spans_key
        self.topics = topics

    def __call__(self, doc: Doc) -> Doc:
        """Write the findings of `doc`; where no sentences are marked, ours are."""
        if len(doc) and not doc.has_annotation("SENT_START"):
            set_sentence_starts(doc)
        if self.topics is not None:
            topics_of.tell(doc, read_topics(self.topics))
        spans: list[Span] = []
        for finding in extractors.load(self.extractor).extract(doc):
            spans.append(_span(doc, with_parts(doc, finding), str(len(spans))))
        doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, spans=spans)
        return doc


def _span(doc: Doc, finding: Finding, number: str) -> Span:
    """The tokens that a finding touches, with what spaCy can write to disk of the finding."""
    place = doc.char_span(finding.start, finding.end, alignment_mode="expand") or doc[:0]
    span = Span(doc, place.start, place.end, label=finding.label, kb_id=finding.rule, span_id=number)
    kept = {
        "label": finding.label,
        "rule": finding.rule,
        "value": _plain(finding.value),
        "doubts": [asdict(doubt) for doubt in finding.doubts],
        "margin": finding.margin,
        "start": finding.start - span.start_char,  # of the span, so that it holds when Docs are joined
        "end": finding.end - span.start_char,
        "parts": {key: [[a - span.start_char, b - span.start_char] for a, b in spans] for key, spans in finding.parts.items()},
    }
    span._.set(_FINDINGS, {**(span._.get(_FINDINGS) or {}), f"{finding.label} {number}": kept})
    return span


class _KeptFinding(TypedDict):
    """A finding as spaCy can write it to disk; offsets count from the beginning of its span."""

    label: str
    rule: str
    value: dict[str, object]
    doubts: list[dict[str, str]]
    margin: float | None
    start: int
    end: int
    parts: dict[str, list[list[int]]]


def _plain(value: Mapping[str, object]) -> dict[str, object]:
    """A value as JSON has it, whatever mappings and sequences it came in."""
    return {str(key): _plain_part(part) for key, part in value.items()}


def _plain_part(value: object) -> object:
    if isinstance(value, Mapping):
        return _plain(value)
    return [_plain_part(part) for part in value] if isinstance(value, list | tuple) else value


def _kept(span: Span) -> _KeptFinding | None:
    found: Mapping[str, _KeptFinding] = span._.get(_FINDINGS) or {}
    return found.get(f"{span.label_} {span.id_}")


def value_of(span: Span) -> dict[str, object] | None:
    """The value that a span stands for, as a record has it; `None` for a span that is none of ours."""
    kept = _kept(span)
    return None if kept is None else _plain(kept["value"])


def finding_of(span: Span) -> Finding | None:
    """The finding that a span stands for, with its exact offsets into `doc.text`; `None` for a span that is none of ours."""
    kept = _kept(span)
    if kept is None:
        return None
    begin = span.start_char
    doubts = tuple(Doubt(**doubt) for doubt in kept["doubts"])
    parts = {key: [(begin + a, begin + b) for a, b in spans] for key, spans in kept["parts"].items()}
    start, end = begin + kept["start"], begin + kept["end"]
    return Finding(kept["label"], start, end, kept["rule"], _plain(kept["value"]), doubts, parts, kept["margin"])


def _factory(extractor: str) -> Factory:
    """What makes the component of one extractor; only questions have a setting besides the span group."""

    def make(nlp: Language, name: str, spans_key: str) -> Findings:
        return Findings(extractor, spans_key)

    def make_with_topics(nlp: Language, name: str, spans_key: str, topics: str | None) -> Findings:
        return Findings(extractor, spans_key, topics)

    return make_with_topics if extractor == "questions" else make


def doj_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """What marks sentences; the package names it as its entry point, by which spaCy finds this module and all its factories."""
    return set_sentence_starts


FACTORIES: dict[str, Factory] = {f"{PREFIX}{extractor}": _factory(extractor) for extractor in extractors.names()}
NAMES = tuple(FACTORIES)


def __getattr__(name: str) -> Factory:
    """A factory by its name in spaCy: an installation that was not brought up to date names each as an entry point."""
    if name not in FACTORIES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return FACTORIES[name]


Span.set_extension(_FINDINGS, default=None, force=True)
Span.set_extension("doj_value", getter=value_of, force=True)
Span.set_extension("doj_finding", getter=finding_of, force=True)
Language.factory(SENTENCES, assigns=["token.is_sent_start", "doc.sents"], func=doj_sentences)
for _name, _make in FACTORIES.items():
    _settings: dict[str, object] = {"spans_key": _name} | ({"topics": None} if _name == f"{PREFIX}questions" else {})
    Language.factory(_name, assigns=["doc.spans"], default_config=_settings, func=_make)
