"""What a list is, told by the words that lead into it and by how its items begin: requests or criteria, or neither."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc, Span

from extractors.analysis import once
from extractors.language.labels import label_alone
from extractors.language.quotation_marks import quoted_passages
from extractors.language.sentences import sentences_in
from extractors.language.verbs import verbs
from extractors.language.vocabulary import lists, vocabulary
from extractors.structure.directives import asks_for_items, directive, is_imperative, words
from extractors.structure.list_items import Item, ItemList
from extractors.structure.lists import is_heading, lead_in_of, read_lists
from extractors.structure.parts import read_parts
from extractors.whole_text import text_of

_ALTERNATIVE = re.compile(r"\b(?:if|when|where|whether|either|because|unless|until|that|who|by)\s*$", re.I)
# `contact one of the following persons`: a list of addresses is no list of requests
_NAMES_CONTACTS = re.compile(
    r"\b(?:to|at|contact|call|reach|of) (?:(?:one|any|either) of )?(?:the following|these) "
    r"(?:address|e-?mail|persons?\b|people|individual|office|contact|number|location|attorney|staff)",
    re.I,
)
_DEFINES = re.compile(r"[”\"’,]\s*(?:also\s+)?(?:means?|refers? to|includes?|shall mean)\b")
_POINTS_AHEAD = re.compile(r":$|\b(?:following|below|that follow)\b", re.I)


@once
def kinds_of_lists(doc: Doc) -> tuple[tuple[ItemList, str | None], ...]:
    """Each list of `read_lists(doc)` with what it holds: `requests`, `criteria` or `None`; computed once.

    A question in any of them is a question whatever the list holds.
    """
    found: list[tuple[ItemList, str | None]] = []
    kind_of: dict[Item, str | None] = {}
    before = None
    for group in read_lists(doc):
        kind = _kind(doc, group, before, kind_of)
        found.append((group, kind))
        kind_of.update(dict.fromkeys(group.items, kind))
        before = group if group.level == 0 and not group.run_in else before
    return tuple(found)


def own_words(doc: Doc, item: Item) -> tuple[int, int]:
    """The span of an item without the items that are run into it, where those are entries of their own."""
    for group, kind in kinds_of_lists(doc):
        if group.parent == item and group.run_in and kind and group.lead_in:
            return item.start, group.lead_in[1]
    return item.start, item.end


def is_headed(doc: Doc, group: ItemList) -> bool:
    """Whether nothing or a heading, and no sentence, stands above a list."""
    return group.lead_in is None or is_heading(text_of(doc)[slice(*group.lead_in)])


def is_group_heading(doc: Doc, item: Item) -> bool:
    """Whether an item only names the group of those under it: `A. Medical care`, without a stop and without a command."""
    text = text_of(doc)
    line_end = text.find("\n", item.start)
    said = text[item.start : item.end].split()
    if text[item.end : len(text) if line_end < 0 else line_end].strip() or not said or len(said) > 8 or said[-1][-1] in ":?":
        return False
    under = any(group.parent == item and not group.run_in for group in read_lists(doc))
    span = doc.char_span(item.start, item.end, alignment_mode="expand")
    return under and said[0].lower() not in words()["document_openers"] and not (span is not None and is_imperative(span))


def introduction(doc: Doc, group: ItemList) -> tuple[int, int] | None:
    """The span of the words that lead into a list: its lead-in, or above a mere heading those that lead into all parts."""
    groups = read_lists(doc)
    if group.parent is not None and is_group_heading(doc, group.parent):
        return introduction(doc, next(other for other in groups if group.parent in other.items))
    if group.lead_in is None or group.parent is not None or not is_headed(doc, group):
        return group.lead_in
    if outer := _lead_in_above(doc, group.lead_in[0]):
        return outer
    if group.goes_on is not None:
        return introduction(doc, next(other for other in groups if group.goes_on in other.items))
    before = [other for other in groups if other.items[0].start < group.lead_in[0] and not other.level and not other.run_in]
    return introduction(doc, before[-1]) if before and _is_sibling(doc, before[-1], group) else group.lead_in


def modality(doc: Doc, start: int, end: int) -> str | None:
    """The modal verb by which the lead-in `[start, end)` sets conditions on a third person; `None` where it sets none."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    quoted = quoted_passages(text_of(doc), start, end)
    for i in range(len(span) - 1, -1, -1):
        token = span[i]
        if token.text in _rules()["modals"] and not any(q.start < token.idx < q.end for q in quoted) and _sets_condition(span, i):
            return str(token.text)
    return None


def _kind(doc: Doc, group: ItemList, before: ItemList | None, kind_of: dict[Item, str | None]) -> str | None:
    if group.run_in and group.parent is not None and not _is_separated(doc, group):
        return None
    if group.parent is not None and (inherited := kind_of.get(group.parent)):
        return inherited
    if group.goes_on is not None and (kind := kind_of.get(group.goes_on)) and is_headed(doc, group):
        return kind
    if group.lead_in is None and before is not None and (kind := kind_of[before.items[-1]]) and _follows(doc, before, group):
        return kind
    if group.lead_in is None:
        return "requests" if _asks_by_items(doc, group, "") else None
    lead_in = text_of(doc)[slice(*group.lead_in)]
    if _NAMES_CONTACTS.search(lead_in) or _defines(doc, group):
        return None
    if group.run_in:
        partly = text_of(doc)[group.items[-1].end - 1] == "?" and text_of(doc)[group.items[0].end - 1] != "?"
        return None if partly or _ALTERNATIVE.search(lead_in) else _kind_by(doc, group, group.lead_in)
    if not is_heading(lead_in):
        return _kind_by(doc, group, group.lead_in) or ("requests" if _asks_by_items(doc, group, lead_in) else None)
    outer = _lead_in_above(doc, group.lead_in[0])
    if outer and (kind := _kind_by(doc, group, outer)):
        return kind
    said = {word.strip(".:,").lower() for word in lead_in.split()}
    kind = kind_of[before.items[-1]] if before is not None and _is_sibling(doc, before, group) else None
    if kind == "requests" or (kind and not said & words()["headings"]):
        return kind
    return "requests" if _asks_by_items(doc, group, lead_in) else None


def _is_sibling(doc: Doc, before: ItemList, group: ItemList) -> bool:
    """Whether a list under a heading is the next part of the one `before`, under a heading set alike and right above it."""
    text = text_of(doc)
    if group.lead_in is None or before.lead_in is None or before.level or group.level:
        return False
    own, other = text[slice(*group.lead_in)], text[slice(*before.lead_in)]
    said = {word.strip(".:,").lower() for word in own.split()}
    alike = is_heading(other) and own.isupper() == other.isupper()
    return alike and not said & words()["not_asking"] and _ends_above(doc, before, group.lead_in[0])


def _ends_above(doc: Doc, before: ItemList, heading: int) -> bool:
    """Whether the paragraph above a heading holds an item of the list `before`, or one under it."""
    above = next((p for p in reversed(read_parts(doc).body) if p.end <= heading), None)
    starts = (item.start for group in read_lists(doc) for item in group.items)
    return above is not None and any(before.items[0].start <= at < above.end and above.start <= at for at in starts)


def _follows(doc: Doc, before: ItemList, group: ItemList) -> bool:
    """Whether the labels of a list right under another say what it is: `Interrogatory 1` after `Request 9`."""
    label = text_of(doc)[before.items[-1].end : group.items[0].start].strip().rsplit("\n", 1)[-1]
    return label_alone(label) is not None


def _kind_by(doc: Doc, group: ItemList, lead_in: tuple[int, int]) -> str | None:
    """What a lead-in says that the items are; in a release only what is said to the reader in so many words is a request."""
    asks = directive if read_parts(doc).kind == "press_release" else asks_for_items
    if asks(doc, *lead_in) is not None:
        return "requests"
    modal = modality(doc, *lead_in)
    if modal is None:
        return None
    return "requests" if modal != "may" and _asks_documents(doc, group) else "criteria"


def _lead_in_above(doc: Doc, heading: int) -> tuple[int, int] | None:
    """The sentence of the paragraph above a heading that leads on: it ends in a colon or points ahead."""
    above = next((p for p in reversed(read_parts(doc).body) if p.end <= heading), None)
    span = lead_in_of(text_of(doc), above.start, above.end) if above else None
    return span if span and _POINTS_AHEAD.search(text_of(doc)[slice(*span)]) else None


def _is_separated(doc: Doc, group: ItemList) -> bool:
    """Whether items run into a list's item are set apart as clearly as a list: after a colon, or by semicolons."""
    if group.lead_in and text_of(doc)[slice(*group.lead_in)].endswith(":"):
        return True
    return all(
        text_of(doc)[a.end : b.start].lstrip().startswith(";") or text_of(doc)[a.end - 1] == "?" for a, b in pairwise(group.items)
    )


def _sets_condition(span: Span, at: int) -> bool:
    rules = _rules()
    if len(span) - at > _longest_tail():
        return False
    clause = _clause(span, at)
    if span[0].lower_ == "you" or any(token.lower_ in rules["reasons"] for token in span[at:]):
        return False
    if not clause or (clause[0] in rules["subordinators"] and "," in span[at:].text):
        return False
    if (
        clause[-1] in {*rules["first_person"], *rules["relatives"]}
        or clause[0] in rules["negatives"]
        or "you" in (clause[0], clause[-1])
    ):
        return False
    if clause[0] in rules["issuer_determiners"] and " ".join(clause[1:]) in rules["issuer"]:
        return False
    after = [token.lower_ for token in span[at + 1 :] if token.is_alpha and token.lower_ != "not"]
    return not (after[:1] == ["be"] and set(after[1:3]) & set(rules["contact_participles"]))


def _clause(span: Span, at: int) -> list[str]:
    """The words from the last comma or `that` to the modal verb at `at`, its adverbs left out: mostly its subject."""
    found: list[str] = []
    for token in reversed(list(span[:at])):
        if token.is_punct and token.text in ",;:—–" and found:
            break
        if token.lower_ == "that" and found and found[-1] in ("a", "an", "the", "each", "any", "every", "all"):
            break
        if token.is_punct or (not found and token.lower_ in _rules()["adverbs"]):
            continue
        found.append(token.lower_)
    return found[::-1]


def _defines(doc: Doc, group: ItemList) -> bool:
    """Whether the items say what words mean."""
    return sum(_DEFINES.search(text_of(doc), i.start, i.end) is not None for i in group.items) > len(group.items) / 2


def _asks_documents(doc: Doc, group: ItemList) -> bool:
    items = [text_of(doc)[item.start : item.end].split() for item in group.items]
    return sum(_is_document(item) for item in items) > len(items) / 2


def _asks_by_items(doc: Doc, group: ItemList, lead_in: str) -> bool:
    """Whether a list that nothing or a heading leads into asks for things, by that heading and by its items' first words."""
    if read_parts(doc).kind == "press_release":
        return False
    items = [item for item in group.items if "?" not in text_of(doc)[item.start : item.end]]
    said = {word.strip(".:,").lower() for word in lead_in.split()}
    heads = is_heading(lead_in) or (len(said) < 5 and said & words()["headings"] and not said & words()["pronouns"])
    introduced = lead_in and not heads and lead_in.rstrip(":").lower() not in words()["neutral_lead_ins"]
    if not items or said & words()["not_asking"] or (introduced and len(items) == len(group.items)):
        return False
    asking = sum(_is_command(first) or _is_document(first) for first in (text_of(doc)[i.start : i.end].split() for i in items))
    if asking > len(items) / 2 or (heads and said & words()["asking_headings"]):
        return True
    return bool(said & words()["headings"]) and asking > 0 and _asked_before(doc, group.items[0].start)


def _asked_before(doc: Doc, end: int) -> bool:
    before = (p for p in read_parts(doc).body if p.end <= end)
    return any(directive(doc, a, b) for p in before for a, b in sentences_in(doc, p.start, p.end))


def _is_command(item: Sequence[str]) -> bool:
    """Whether an item begins with the bare verb of a command; `Review of the file` does not."""
    named = len(item) > 1 and item[1].lower() in ("of", "and")
    return len(item) > 1 and not named and item[0][:1].isupper() and item[0].lower().strip(",") in verbs("commands")


def _is_document(item: Sequence[str]) -> bool:
    first = [word.strip(".,;:()").lower() for word in item[:9]]
    return bool(first) and first[0] in words()["document_openers"] and bool(set(first) & words()["document_nouns"])


def _rules() -> Mapping[str, list[str]]:
    return lists("criteria.json")


@cache
def _longest_tail() -> int:
    return int(vocabulary("criteria.json")["longest_tail"])
