"""Findings: what the Department says that it concluded, determined or found, one entry for each thing found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from extractors.finding import Finding
from extractors.language.phrases import Pattern, Phrases, rules
from extractors.language.quotation_marks import Quoted, quoted_passages
from extractors.language.sentences import sentences_in
from extractors.language.vocabulary import lists
from extractors.structure.list_items import ItemList, trimmed
from extractors.structure.lists import read_lists
from extractors.structure.parts import read_parts
from extractors.whole_text import text_of

LABEL = "findings"

_ASIDE = r"(?:\s*,[^,;:.]{1,160},)?(?:\s+(?:on|upon|after|following|based|today|from)\b[^.;:,]{0,100}?)?"
_CLAUSE = re.compile(rf"{_ASIDE}(?:\s+reasonable cause to believe)?\s+(?:that\b\s*[,:]?\s*|(?=there (?:is|are|was|were)\b))")
_LIST = re.compile(r"[^.;:]{0,60}:\s*")
_NEXT_CLAUSE = re.compile(r"(?P<mark>[,;])?\s+(?P<joint>(?:and|or|but)\s+)?(?:(?:further|also|finally)\s+)?that\b\s*,?\s*")
_THAT = re.compile(r"\bthat\b")
_NEW_SUBJECT = re.compile(r"[,;]\s+(?:and|but|so)\s+(?:therefore\s+|accordingly\s+)?(?:we|I|please|you must|this letter)\b")
_SMALL = frozenset({"in", "is", "are", "was", "were", "with", "the", "a", "an", "of", "to", "that", "and"})
_LIKE = 0.7  # of the words of two findings: with so many in common, one says what the other denies
_FILE = "findings.json"
_MOST_BOXES = 300  # findings of a form; what says more is none
_LONGEST_LEAD = 2_000  # characters of a sentence before what is found: longer ones are lists, or nobody's
_LONGEST_STEM = 200
"""Characters that may stand between `that` and a colon: `the Bureau, in its dealings with the tenants of Roe Court:`."""
_ANNOUNCES = re.compile(r"\b(?:Department|Division|Office|Section|OIG)\b.{0,200}\b(?:announce|notif|inform|advis|issu)", re.S)


def _data() -> Mapping[str, list[str]]:
    return lists(_FILE)


@dataclass(frozen=True, slots=True)
class _FindingFrame:
    """Who found, and that it found: tokens `[first, last)` of the document, with the id of its patterns."""

    rule: str
    span: Span

    @property
    def start(self) -> int:
        return self.span.start_char

    @property
    def end(self) -> int:
        return self.span.end_char


def extract(doc: Doc) -> list[Finding]:
    """The findings of the body in order; findings of courts and other bodies, conditions and quoted words are none."""
    text = text_of(doc)  # spaCy puts it together anew each time
    parts = read_parts(doc)
    lists = read_lists(doc)
    frames = _frames(doc)
    starts = [frame.start for frame in frames]
    found: list[Finding] = []
    for paragraph in parts.body:
        beginning = frames[bisect_left(starts, paragraph.start) : bisect_left(starts, paragraph.end)]
        inside = [frame for frame in beginning if frame.end <= paragraph.end]
        if not inside:
            continue
        quoted = quoted_passages(text, paragraph.start, paragraph.end)
        spans_of_sentences = sentences_in(doc, paragraph.start, paragraph.end)
        begins = [begin for begin, _ in spans_of_sentences]
        read_to = paragraph.start
        for frame in inside:
            if frame.start < read_to or _is_quoted(quoted, frame.start):
                continue
            sentence = spans_of_sentences[bisect_right(begins, frame.start) - 1]
            if not _asserts(doc, text, frame, sentence, parts.kind):
                continue
            spans = list(_spans(text, frame, sentence, lists))
            found += [Finding(LABEL, a, b, f"findings.{frame.rule}", {"text": text[a:b]}) for a, b in spans]
            read_to = max([read_to, *(b for _, b in spans)])
    first = {str(finding.value["text"]).casefold(): finding for finding in reversed(found)}
    return _without_forms(sorted(first.values(), key=lambda finding: finding.start))


def _is_quoted(quoted: Sequence[Quoted], place: int) -> bool:
    """Whether a place lies within one of the passages, which stand in the order of the text."""
    at = bisect_left(quoted, place, key=lambda passage: passage.start)
    return at > 0 and place < quoted[at - 1].end


def _without_forms(found: list[Finding]) -> list[Finding]:
    """Without what is both said and denied: a form has both boxes (`is compliant`, `is not in compliance`), ticks are lost."""
    if len(found) > _MOST_BOXES:
        return found
    said = [_stems(str(finding.value["text"])) for finding in found]
    both = {
        i
        for i, own in enumerate(said)
        for other in said[:i] + said[i + 1 :]
        if ("not" in own) != ("not" in other) and _LIKE * len(own | other) <= len(own & other)
    }
    return [finding for i, finding in enumerate(found) if i not in both]


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:5] for word in text.casefold().split() if word not in _SMALL)


def _asserts(doc: Doc, text: str, frame: _FindingFrame, sentence: tuple[int, int], kind: str) -> bool:
    """Whether the frame says that the Department has found something, not that it may, nor that somebody says so."""
    subject = frame.rule.split(".")[0]
    before = doc[frame.span.start - 1].lower_ if frame.span.start and doc[frame.span.start - 1].idx >= sentence[0] else ""
    far = frame.start - sentence[0] > _LONGEST_LEAD
    lead = text[frame.start - _LONGEST_LEAD if far else sentence[0] : frame.start]
    if frame.rule.endswith(".conclusion") and not lead and frame.span[-1].lower_ not in ("is", "are", "was", "were"):
        return False  # what is said of a conclusion, not the conclusion
    if subject == "and":
        return not far and _goes_on(doc, text, frame, sentence)
    if subject in ("it", "its"):
        return bool(_ANNOUNCES.search(lead))
    if subject in ("the", "impersonal") and kind != "letter":
        return False
    if before in _data()["conditions"] or before == "that":
        return False
    opening = re.split(r"[\s,]", text[sentence[0] : min(frame.start, sentence[0] + _LONGEST_LEAD)].strip(), maxsplit=1)[
        0
    ].casefold()
    past = re.search(r"\b(?:concluded|determined|found|established)\b", frame.span.text)
    return opening not in _data()["opening_conditions"] or ("," in lead and past is not None)


def _goes_on(doc: Doc, text: str, frame: _FindingFrame, sentence: tuple[int, int]) -> bool:
    """Whether an `and found` goes on what the Department itself is said to have done: `We reviewed the file and found`."""
    begun = doc.char_span(sentence[0], frame.start, alignment_mode="contract")
    subjects = [(first, last) for _, first, last in _subjects(doc.vocab).find(begun)] if begun is not None else []
    if begun is None or not subjects:
        return False
    first, last = max(subjects)
    lead = text[sentence[0] : begun[first].idx].strip()
    if begun[first].lower_ == "it" and not _ANNOUNCES.search(lead):
        return False
    opens = not lead or lead.endswith(",") or (begun[first].lower_ == "it" and lead.endswith("that"))
    return opens and not any(token.lower_ in _data()["not_our_own"] or token.text in ";:" for token in begun[last:])


def _spans(text: str, frame: _FindingFrame, sentence: tuple[int, int], lists: tuple[ItemList, ...]) -> Iterator[tuple[int, int]]:
    """The spans of what a frame introduces: the items of a list, or clauses joined by `that`."""
    clause = _CLAUSE.match(text, frame.end, sentence[1])
    start = clause.end() if clause else frame.end
    under = (g for g in lists if g.parent is None and g.lead_in and g.lead_in[0] <= frame.start < g.lead_in[1])
    listed = next(under, None)
    if listed is not None and _leads_in(text, start, listed, clause is not None):
        yield from ((item.start, item.end) for item in listed.items)
    elif listed is not None and clause and _announces_things(text[start : listed.items[0].start]):
        return
    elif clause and text[start : sentence[1]].rstrip()[-1:] not in (":", ""):
        yield from _clauses(text, start, sentence[1])


def _leads_in(text: str, start: int, listed: ItemList, clause: bool) -> bool:
    """Whether nothing but a colon, or without a `that` a few words, stands between `start` and the items."""
    end = listed.lead_in[1] if listed.lead_in else start
    stem = text[start:end].strip(" :,")
    if not stem or not clause:
        return not stem or bool(_LIST.match(text, start))
    return text[:end].rstrip().endswith(":") and _goes_on_in_items(stem, text[slice(listed.items[0].start, listed.items[0].end)])


def _goes_on_in_items(stem: str, item: str) -> bool:
    """Whether a clause goes on in the items of a list: `that the County:` does, `that the County must pay:` doesn't."""
    words = set(re.findall(r"\w+", stem))  # as printed: May is no `may`
    if words & {*_data()["remedies"]} or len(stem) > _LONGEST_STEM:
        return False
    if words & {*_data()["announcing"]}:
        return bool(words & {*_data()["wrongs"]})
    opening = re.match(r"\w+", item)
    governed = re.search(r"\b(?:of|by|in|to|with|for|include|includes|including)$", stem) is not None
    return governed or (opening is not None and opening[0].islower() and opening[0] not in _data()["noun_openers"])


def _announces_things(stem: str) -> bool:
    """Whether a clause tells only that a list follows (`the following papers are exempt:`): by itself it is no finding."""
    words = {word.casefold() for word in re.findall(r"\w+", stem)}
    return bool(words & {"following"}) and ":" in stem


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    other = _NEW_SUBJECT.search(text, start, end)
    end = other.start() if other else end
    for joint in _NEXT_CLAUSE.finditer(text, start, end):
        if not joint["mark"] and (not joint["joint"] or _THAT.search(text, start, joint.start())):
            continue  # a relative clause, or a second one
        if joint.start() > start:
            yield trimmed(text, start, joint.start())
        start = joint.end()
    if start < end:
        yield trimmed(text, start, end)


@cache
def _phrases(vocab: Vocab) -> Phrases:
    """Subjects with their verbs: every subject with every predicate, every possessor with every noun."""
    data = rules(_FILE)
    adverbs: Pattern = [{"LOWER": {"IN": _data()["adverbs"]}, "OP": "*"}]
    patterns: list[tuple[str, Pattern]] = []
    for subject, predicate in product(data["subjects"], data["predicates"]):
        if subject["id"] == "i" and predicate["id"] == "found":
            continue  # what a writer saw on a visit
        have: Pattern = [*adverbs, {"LOWER": {"IN": ["have", "has"]}, "OP": "?"}]
        patterns.append((f"{subject['id']}.{predicate['id']}", [*subject["pattern"], *have, *predicate["pattern"]]))
    for possessor, noun in product(data["possessors"], [*data["investigations"], *data["conclusions"]]):
        if (possessor["id"], noun["id"]) in (("the", "conclusion"), ("its", "investigation")):
            continue  # whose they are is not said
        patterns.append((f"{possessor['id']}.{noun['id']}", [*possessor["pattern"], *noun["pattern"]]))
    for predicate in data["predicates"]:
        if predicate["id"] in _data()["joined_predicates"]:
            patterns.append((f"and.{predicate['id']}", [{"LOWER": "and"}, *adverbs, *predicate["pattern"]]))
    patterns += [(entry["id"], entry["pattern"]) for entry in [*data["impersonal"], *data["listed"], *data["led"]]]
    return Phrases(vocab, patterns)


@cache
def _subjects(vocab: Vocab) -> Phrases:
    """Those who may find."""
    return Phrases(vocab, [(subject["id"], subject["pattern"]) for subject in rules(_FILE)["subjects"]])


def _frames(doc: Doc) -> list[_FindingFrame]:
    """The frames of `doc` by their ends, the longest first: it takes in the words that make it a condition or not."""
    phrases = _phrases(doc.vocab)
    spans = [(rule, sent[first:last]) for sent in doc.sents for rule, first, last in phrases.find(sent)]
    longest: dict[int, _FindingFrame] = {}
    for rule, span in spans:
        if span.end not in longest or len(longest[span.end].span) < len(span):
            longest[span.end] = _FindingFrame(rule, span)
    return sorted(longest.values(), key=lambda frame: (frame.start, -frame.end))
