"""Lists run into a sentence: `must: (1) name an officer; (2) keep a log; and (3) report each year`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.language.labels import Label, LabelReading, labels_within
from extractors.language.sentences import sentences
from extractors.structure.list_items import Item, ItemList, tree_label, trimmed

# words after which a number is a reference, not a label: `section (a)`
_NAMES_LABELS = re.compile(
    r"\b(?:(?:sub)?sections?|(?:sub)?paragraphs?|items?|(?:sub)?parts?|clauses?|questions?|requests?|rules?|exhibits?|specifications?"
    r"|schedules?|tabs?|footnotes?|notes?|pages?|levels?|types?|phases?|steps?|nos?\.|title|chapters?|tables?|figures?)\s*$",
    re.I,
)
_DEEPEST = 4  # levels: sentences that hold more are citations
_LONGEST_ITEM = 2_000  # characters in which the end of a sentence is looked for
_FIRST = {"number": "1", "letter": "a", "roman": "i"}
_NO_ITEM = re.compile(r"(?:and|or|through|to|thru|of|above|below|,|-|–)\b", re.I)


@dataclass(slots=True)
class _LabelChain:
    """Labels that count on from one another, and the label under which they stand."""

    kind: str
    depth: int
    above: Label | None
    labels: list[Label] = field(default_factory=list)


def run_in_lists(text: str, start: int, end: int, parent: Item | None = None) -> list[ItemList]:
    """The lists run into the paragraph `text[start:end]`; `parent` is the item of a list that the paragraph is, if it is one."""
    chains = [
        c for c in _chains(text, start, end) if len(c.labels) > 1 and not _NAMES_LABELS.search(text, start, c.labels[0].start)
    ]
    ends = _ends(text, end, chains)
    made: dict[Label, Item] = {}
    lists = []
    for chain in chains:
        above = made.get(chain.above, parent) if chain.above else parent
        spans = [trimmed(text, label.end, ends[label]) for label in chain.labels]
        if any(a == b or (_NO_ITEM.match(text, a, b) and b - a < 8) for a, b in spans):
            continue
        items = tuple(Item(c.text, a, b, tree_label(above, c.text)) for c, (a, b) in zip(chain.labels, spans, strict=True))
        made.update(zip(chain.labels, items, strict=True))
        begin = made[chain.above].start if chain.above in made else start
        lead_in = _lead_in(text, begin, end, chain.labels[0].start)
        lists.append(ItemList(items, lead_in, above, chain.depth + (parent is not None), run_in=True))
    return lists


def _chains(text: str, start: int, end: int) -> list[_LabelChain]:
    chains: list[_LabelChain] = []
    open_chains: list[_LabelChain] = []
    labels = _with_lost_first(text, start, labels_within(text, start, end))
    for label, following in zip(labels, _following(labels), strict=True):
        if open_chains and _is_apart(text, open_chains[-1].labels[-1].end, label):
            open_chains = [c for c in open_chains if _continues(c, label, following)]
        chain = next((c for c in reversed(open_chains) if _continues(c, label, following)), None)
        if chain is not None:
            del open_chains[open_chains.index(chain) + 1 :]
        elif label.opening is not None and len(open_chains) < _DEEPEST:
            above = open_chains[-1].labels[-1] if open_chains else None
            chain = _LabelChain(label.opening.kind, len(open_chains), above)
            open_chains.append(chain)
            chains.append(chain)
        else:
            continue
        chain.labels.append(label)
    return chains


def _following(labels: list[Label]) -> list[str]:
    """The text of the next label in each label's style, empty where none comes."""
    nearest: dict[str, str] = {}
    found = []
    for label in reversed(labels):
        found.append(nearest.get(label.style, ""))
        nearest[label.style] = label.text
    return found[::-1]


def _with_lost_first(text: str, start: int, labels: list[Label]) -> list[Label]:
    """The labels, and ahead of them the first where OCR has lost it: `a site must: keep a log; (2) report; and (3) pay`."""
    if (
        len(labels) < 2
        or labels[0].style != labels[1].style
        or not text[start : labels[0].start].rstrip().endswith((";", "; and"))
    ):
        return labels
    kind = next((r.kind for r in labels[0].readings if r.ordinal == 2 and labels[1].counts(r.kind) == 3), None)
    sentence = next((a for a, b in sentences(text, start, labels[0].end) if a <= labels[0].start < b), start)
    colon = text.rfind(":", sentence, labels[0].start)
    if kind not in _FIRST or colon < 0:
        return labels
    begin = colon + 2
    return [Label(begin, begin, _FIRST[kind], labels[0].style, (LabelReading(kind, 1),)), *labels]


def _continues(chain: _LabelChain, label: Label, following: str) -> bool:
    if chain.labels[-1].style != label.style or label.counts(chain.kind) != len(chain.labels) + 1:
        return False
    return not (label.text in ("i", "I") and chain.kind in ("letter", "LETTER") and following == label.text * 2)


def _is_apart(text: str, start: int, label: Label) -> bool:
    """Whether a label stands in another sentence than the item before it, so that a new list may begin with it."""
    return label.opening is not None and len(sentences(text, max(start, label.start - _LONGEST_ITEM), label.start)) > 1


def _ends(text: str, end: int, chains: list[_LabelChain]) -> dict[Label, int]:
    """Where each label's item ends: at the next label of its own or an outer list, or else with its sentence."""
    depths = {label: chain.depth for chain in chains for label in chain.labels}
    order = sorted(depths, key=lambda label: label.start)
    ends = {}
    for at, label in enumerate(order):
        stop = _end_of_last(text, label.end, end)
        ends[label] = next(
            (o.start for o in order[at + 1 :] if depths[o] <= depths[label] and not _ended(text, label, o, chains)), stop
        )
    return ends


def _ended(text: str, label: Label, other: Label, chains: list[_LabelChain]) -> bool:
    """Whether `other` belongs to a later list that begins after the sentence of `label`."""
    own = next(chain for chain in chains if label in chain.labels)
    return other not in own.labels and other.opening is not None and label is own.labels[-1] and own.depth == 0


def _lead_in(text: str, start: int, end: int, label: int) -> tuple[int, int] | None:
    sentence = next((a for a, b in sentences(text, start, end) if a <= label < b), start)
    stop = sentence + len(text[sentence:label].rstrip())
    return (sentence, stop) if sentence < stop else None


def _end_of_last(text: str, start: int, end: int) -> int:
    """The end of the sentence that begins at `start`, and of the questions after it where it is one."""
    spans = sentences(text, start, end) or [(start, end)]
    last = spans[0][1]
    for a, b in spans[1:]:
        if text[last - 1] != "?" or text[b - 1] != "?" or not text.startswith(("If ", "And ", "When "), a):
            break
        last = b
    return last
