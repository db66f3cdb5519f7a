"""Sentences that tell the reader to do something: `Please send ...`, `You must ...`, `We ask that you ...`, `Sign the form`."""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from extractors.analysis import once
from extractors.language.phrases import Phrases, rules
from extractors.language.quotation_marks import quoted_passages
from extractors.language.spans import Spans
from extractors.language.verbs import is_bare_verb, verbs
from extractors.language.vocabulary import lists, vocabulary
from extractors.structure.deadline_grammar import find_time_limits
from extractors.structure.petitions import is_to_court
from extractors.whole_text import text_of

_FILE = "requests.json"


@cache
def words() -> dict[str, frozenset[str]]:
    """The word lists of `patterns/requests.json` by name."""
    shared: Mapping[str, list[str]] = vocabulary(_FILE)["words"]
    found = {name: frozenset(listed) for name, listed in {**lists(_FILE), **shared}.items()}
    found["courteous_verbs"] = verbs("contacts") | {"know", "for"}
    found["passed_over"] = found["adverbs"] - {"in", "at", "as"}
    return found


def directive(doc: Doc, start: int, end: int) -> str | None:
    """The id of the pattern by which the sentence `[start, end)` tells the reader to do something; `None` where none does."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    found = [(rule, m) for rule, m in _matches(span, "directives") if not _is_quoted(m) and _stands_free(rule, span, m)]
    found = [(rule, m) for rule, m in found if rule not in _court_rules() or _is_petition(m)]
    commands, calls = is_imperative(span), is_imperative(span, verbs("dated"))
    if not found and not commands and not calls:
        return None
    limited = bool(find_time_limits(text_of(doc), start, end, None))
    commands = commands or (calls and limited)
    courteous = not limited and bool(_phrases(doc.vocab, "courtesies").find(span))
    for rule, match in found:
        if not (courteous and match[-1].lower_ in words()["courteous_verbs"]):
            return rule
    return "requests.imperative" if commands and not courteous else None


def asks_for_items(doc: Doc, start: int, end: int) -> str | None:
    """The id of the pattern by which the lead-in `[start, end)` asks the reader for what follows; `None` where none does."""
    if rule := directive(doc, start, end):
        return rule
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    for rule, match in _matches(span, "lead_ins"):
        before = {token.lower_ for token in doc[max(span.start, match.start - 6) : match.start]}
        if not _is_quoted(match) and not before & words()["not_duties"]:
            return rule
    return None


def is_imperative(span: Span, among: Set[str] | None = None) -> bool:
    """Whether a sentence, or what follows its introductory clause, begins with the bare verb of a command, one `among` these."""
    starts = [0]
    if len(span) and span[0].lower_ in words()["introductory"]:
        starts += [i + 1 for i, token in enumerate(span) if token.text == ","]
    if among is None and any(_is_bare_verb(span, i) for i in starts):
        return True
    return any(_begins_command(span[i:], verbs("commands") if among is None else among) for i in starts if i < len(span))


def _is_bare_verb(span: Span, at: int) -> bool:
    """Whether a verb that no list holds stands at `at`: capitalised where it begins a sentence, and only there."""
    said = [token.text for token in span[at : at + 2]]
    return len(said) == 2 and said[0].istitle() == (at == 0) and said[1].islower() and is_bare_verb(*said)


def _begins_command(span: Span, commands: Set[str]) -> bool:
    tokens = [token.lower_ for token in span[:4] if token.lower_ not in words()["passed_over"] and token.text != ","]
    if len(tokens) < 2:
        return False
    if tokens[0] == "have" and _causes(span):
        return True
    if tokens[0] == "do":
        return tokens[1] == "not" and tokens[2:3] != ["hesitate"]
    if tokens[0] in commands & verbs("plain"):
        return tokens[1] in words()["after_imperative"]
    return " ".join(tokens[:2]) in commands or (tokens[0] in commands and tokens[1] in words()["objects"])


def _causes(span: Span) -> bool:
    """`have the Superintendent sign the form`: a bare verb behind who is to do it; `have the records been sent` has none."""
    said = [token.lower_ for token in span[:8]]
    begin = said.index("have")
    least = begin + (1 if said[begin + 1 : begin + 2] and said[begin + 1] in ("it", "them", "him", "her") else 2)
    doing = next((i for i, word in enumerate(said) if i > least and word in verbs("plain") | verbs("commands")), 0)
    return said[begin + 1 : begin + 2] != ["to"] and doing > 0 and not {"been", "to", "that", "who", ","} & set(said[begin:doing])


def _stands_free(rule: str, span: Span, match: Span) -> bool:
    """Whether a clause that the data marks as a main one is no part of another: `the form that you must sign` is."""
    if rule not in _main_clause_rules() or match.start == span.start:
        return True
    before = span.doc[match.start - 1]
    if match[0].lower_ == "you":
        return before.text in (",", ";", ":", "—", "–", "-", ")", "”") or before.lower_ in words()["conjunctions"]
    return before.lower_ not in words()["subordinating"]


def _is_petition(match: Span) -> bool:
    """Whether the writer asks a court, and not another party of whom the letter tells: `the defendant also asks the Court`."""
    before = {token.lower_ for token in match.doc[max(0, match.start - 5) : match.start]}
    return is_to_court(match.doc) and not before & words()["other_parties"]


@once
def _quoted_in_lines(doc: Doc) -> dict[int, Spans]:
    """The quoted passages of each line by where it begins, as far as they were asked for."""
    return {}


def _is_quoted(match: Span) -> bool:
    text = text_of(match.doc)
    start, end = text.rfind("\n", 0, match.start_char) + 1, text.find("\n", match.start_char)
    quoted = _quoted_in_lines(match.doc)
    if start not in quoted:
        passages = quoted_passages(text, start, len(text) if end < 0 else end)
        quoted[start] = Spans((passage.start + 1, passage.end) for passage in passages)
    return quoted[start].hold(match.start_char)


def _matches(span: Span, group: str) -> list[tuple[str, Span]]:
    """The matches in `span` by (rule, passage), in order of place, the longest first."""
    found = [(rule, span[start:end]) for rule, start, end in _phrases(span.doc.vocab, group).find(span)]
    return sorted(found, key=lambda pair: (pair[1].start, -pair[1].end))


@cache
def _main_clause_rules() -> frozenset[str]:
    return frozenset(rule["id"] for rule in rules(_FILE)["directives"] if rule.get("main_clause"))


@cache
def _court_rules() -> frozenset[str]:
    """The rules by which a writer asks a court in the third person; elsewhere their words report what somebody asked."""
    return frozenset(rule["id"] for rule in rules(_FILE)["directives"] if rule.get("court"))


@cache
def _phrases(vocab: Vocab, group: str) -> Phrases:
    return Phrases(vocab, [(rule["id"], rule["pattern"]) for rule in rules(_FILE)[group]])
