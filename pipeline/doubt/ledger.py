"""Nothing on the page goes unaccounted for: lines and sentences that speak like a field and that no field took."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language import cues
from extractors.language.cues import JUDGE_SIGNS
from extractors.language.months import MONTHS
from extractors.language.sentences import sentences_in
from extractors.language.spans import Spans
from extractors.structure.parts import Lines, Paragraph, Parts
from extractors.whole_text import text_of
from pipeline.doubt.looks import looks
from pipeline.layout.document import Place

_ADDRESS = frozenset({"titled-person", "given-name", "title", "plain-street", "city-line"})
_MONTH_DAY = rf"(?:{'|'.join(MONTHS)})\s\d{{1,2}}\b"
_TIME_LIMIT = re.compile(
    # `must ... by May 1`, `within 30 days`, `no later than Friday`: a duty and a time in one sentence
    rf"\b(?:by|before|until|on\sor\sbefore|no(?:t)?\slater\sthan)\s(?:\w+day,?\s)?{_MONTH_DAY}"
    r"|\bwithin\s(?:\w+[\s-])?(?:\(\d+\)\s)?(?:calendar\s|business\s|working\s)?(?:days?|weeks?|months?)\b|\bno(?:t)?\slater\sthan\b",
    re.IGNORECASE,
)
# a request to the reader or to a court
_READER_MUST = re.compile(
    r"\byou\s(?:must|shall|should|are\s(?:required|requested|directed|asked))\b|\bplease\b"
    r"|\b(?:we|I)\s(?:\w+\s)?(?:request|ask|direct|urge)\s(?:that\s)?(?:you|the\s[Cc]ourt)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    # a courtesy or a pointer asks for nothing, and what leads in a list is told by its items
    r"\b(?:following|below|keep|aware|hesitate|feel\sfree|contact|call|be\sadvised|be\saware|note\sthat|refer\sto|see|find|enclosed|attached|know\sthat|thank)\b",
    re.I,
)
# `The Government respectfully requests that the Court`
_ASKS_COURT = re.compile(
    r"\b(?:Government|United\sStates|undersigned|parties)\s(?:\w+\s){0,4}(?:requests?|asks?|moves?)\b(?=.{0,200}?\b(?:the\sCourt|Your\sHonor|permission|leave|that|extension)\b)"
)
# a letter to a judge, by its greeting, its address or the order below it
_TO_COURT = re.compile(
    r"^(?:Dear\s(?:Chief\s)?(?:Judge|Justice|Magistrate)|Your\sHonor|To\sthe\s(?:Court|Clerk))|\bDistrict\sCourt\b|" + JUDGE_SIGNS
)
_USUAL = frozenset(".,;:!?'\"“”‘’()[]-–—/&$%#§@_*•·█☐☒☑…+=")
_HEAD = 25  # lines in which somebody may be addressed
_LEAST_SIGNS = 6  # of a line that says something
_UNREADABLE = 0.3  # of a line's signs
_FIELD_OF = {
    "addressee": "recipients",
    "signature": "signatories",
    "date": "date",
    "salutation": "salutation",
    "subject": "subject",
}
_SAID = re.compile(r"\b(?:said|stated|added|noted|explained)\b")
_QUOTED = re.compile(r"[“\"][^“”\"\n]{30,}[”\"]")
_CITED = re.compile(r"\b\d{1,2}\s(?:U\.\s?S\.\s?C|C\.\s?F\.\s?R)\.|\bPub\.\sL\.\sNo\.|\b\d+\sF\.(?:2d|3d|4th|\sSupp)")


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A passage that speaks like a field (`recipients`) and that no value was read from; `message` says why, for a person.

    `places` are where it stands on its pages, if that is known.
    """

    field: str
    start: int
    end: int
    message: str
    places: tuple[Place, ...] = ()


def unclaimed(doc: Doc, parts: Parts, findings: Sequence[Finding]) -> list[Unclaimed]:
    """What was not taken, in the order of the text."""
    taken = Spans([span for f in findings for spans in ([[(f.start, f.end)], *f.parts.values()]) for span in spans])
    by_field = {label: Spans([(f.start, f.end) for f in findings if f.label == label]) for label in {f.label for f in findings}}
    found = [*_unreadable(parts), *_lines(parts, taken, findings), *_sentences(doc, parts, by_field)]
    return sorted(found, key=lambda one: one.start)


def _unreadable(parts: Parts) -> Iterator[Unclaimed]:
    """Lines of which a good part is neither letters nor figures nor the usual signs between them."""
    for line in parts.paragraphs:
        signs = [sign for sign in line.text if not sign.isspace()]
        odd = sum(not sign.isalnum() and sign not in _USUAL for sign in signs)
        if len(signs) >= _LEAST_SIGNS and odd > _UNREADABLE * len(signs):
            zone = parts.zoned[line.start].zone if line.start in parts.zoned else ""
            yield _told(_FIELD_OF.get(zone, "text"), line, "This line cannot be read")


def _lines(parts: Parts, taken: Spans, findings: Sequence[Finding]) -> Iterator[Unclaimed]:
    """Lines of the address block and of the signature block of a letter, which all say something."""
    if parts.kind == "press_release":
        return
    labels = {finding.label for finding in findings}
    for line in (p for p in (*parts.addressees, *parts.delivery) if not taken.touch(p.start, p.end)):
        seen = looks(line.text)
        if seen & _ADDRESS and not seen & {"note", "mark", "date"}:
            yield _told("recipients", line, "No field took this line of the address block")
    for line in (p for p in parts.signature if not taken.touch(p.start, p.end)):
        seen = looks(line.text)
        if seen & {"titled-person", "given-name", "title"} and not seen & {"note", "mark"}:
            yield _told("signatories", line, "No field took this line of the signature block")
    if parts.kind != "letter" or parts.closing:
        return
    last = parts.body[-4:] if "signatories" not in labels else ()
    for line in last:
        if len(line.text) < 60 and looks(line.text) & {"titled-person", "given-name"} and not taken.touch(line.start, line.end):
            yield _told("signatories", line, "This line below the letter looks like a signature")


def _sentences(doc: Doc, parts: Parts, taken: dict[str, Spans]) -> Iterator[Unclaimed]:
    """Sentences of the body with the words of a duty, a question, a quotation or a citation."""
    nothing = Spans([])
    text = text_of(doc)
    for paragraph in parts.body:
        for start, end in sentences_in(doc, paragraph.start, paragraph.end):
            sentence = text[start:end]
            spoken = _spoken(sentence, parts.kind, cites="citations" not in taken)
            for field, message in spoken:
                if not taken.get(field, nothing).touch(start, end) and not (
                    field == "requests"
                    and (taken.get("questions", nothing).touch(start, end) or taken.get("criteria", nothing).touch(start, end))
                ):
                    yield Unclaimed(field, start, end, f"{message}: “{_shortened(sentence)}”")


def _spoken(sentence: str, kind: str, cites: bool) -> Iterator[tuple[str, str]]:
    """The fields that a sentence speaks like, each with what it does; a citation counts only where none was taken (`cites`)."""
    if cites and _CITED.search(sentence):
        yield "citations", "This sentence cites a provision or a case"
    bare = re.sub(r"[“\"][^“”\"]*[”\"]", "", sentence)
    asks = _READER_MUST.search(bare) is not None and not _COURTESY.search(bare)
    if kind == "letter":
        if _TIME_LIMIT.search(bare) and (asks or re.search(r"\b(?:must|shall)\b", bare)):
            yield "deadlines", "This sentence sets a time for a duty"
        if (asks and not bare.rstrip().endswith((":", "?"))) or _ASKS_COURT.search(bare):
            yield "requests", "This sentence asks for something"
        if bare.rstrip().endswith("?"):
            yield "questions", "This sentence is a question"
    elif kind == "press_release" and _SAID.search(bare) and _QUOTED.search(sentence):
        yield "quotations", "Somebody is quoted here"


def _told(field: str, line: Paragraph, message: str) -> Unclaimed:
    return Unclaimed(field, line.start, line.end, f"{message}: “{_shortened(line.text)}”")


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 100 else f"{plain[:96]} ..."


def _is_addressed(lines: Lines) -> bool:
    """Whether a person and a city stand one below the other near the top, as in a letter."""
    seen = [looks(line.text) for line in lines[:_HEAD] if len(line.text) < 60]
    persons = [i for i, look in enumerate(seen) if look & {"titled-person", "person"}]
    return any("city-line" in look for i, look in enumerate(seen) if any(i - 6 < at < i for at in persons))


def shape_of(text: str, parts: Parts, left: Sequence[Unclaimed]) -> dict[str, float]:
    """Signs of a document whose form is not known here: the more there are, the less each of its values can be trusted."""
    lines = parts.paragraphs
    found: dict[str, float] = {f"document={parts.kind}": 1.0}
    if parts.kind == "letter":
        found |= {
            f"document:no-{name}": 1.0
            for name in ("salutation", "closing", "signature", "addressees", "letterhead")
            if not getattr(parts, name)
        }
        found["document:long-head"] = float(len(parts.head) > 24)
        found["document:crowded-head"] = float(any(len(p.text) > 120 for p in parts.head))
    if parts.kind == "other" and any(cues.SALUTATION.match(p.text) or cues.CLOSING.match(p.text.strip()) for p in lines):
        found["document:other-with-greeting"] = 1.0
    if parts.kind == "other" and _is_addressed(lines):
        found["document:other-with-address"] = 1.0
    if any(_TO_COURT.search(p.text) for p in (*parts.salutation, *parts.addressees)):
        found["document:to-a-court"] = 1.0
    found["document:unclaimed"] = min(3, len(left)) / 3
    found["document:marks"] = min(4, sum("mark" in looks(p.text) for p in lines if len(p.text) < 160)) / 4
    found["document:navigation"] = min(3, sum("navigation" in looks(p.text) for p in lines[:12])) / 3
    found["document:no-layout"] = float(not any(p.x1 for p in lines))
    found["document:flat"] = float(len(text) > 600 and len(lines) < 8)
    return {name: value for name, value in found.items() if value}
