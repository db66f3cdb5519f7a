"""Lists of items, one to a paragraph or run into a sentence, in levels, each list with the words that lead into it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Doc

from extractors.analysis import once
from extractors.finding import Doubt
from extractors.language.labels import PLAIN_KINDS, Label, LabelReading, printed
from extractors.language.sentences import sentences
from extractors.structure.list_items import Item, ItemList, tree_label, trimmed
from extractors.structure.list_labels import read_labels
from extractors.structure.parts import Paragraph, read_parts
from extractors.structure.run_in import run_in_lists
from extractors.whole_text import text_of

_POINTS_AHEAD = re.compile(r"\b(?:following|below|as follows|those that follow|listed|set (?:out|forth))\b", re.I)
_NO_WORDS = re.compile(r"(?:\W|_)*(?:and|or|and/or)?(?:\W|_)*$", re.I)  # a speck of OCR, a conjunction on a line of its own
_LOST = 4  # the first item that is labelled has at most this number, where those above have lost their labels
_MISREAD_LABEL = re.compile(r"\(?[\w|!]{1,3}[,;:]\s+")
_NESTED_BY = 9.0  # points by which a bullet must stand further in to be under the one before


@dataclass(slots=True)
class _OpenItem:
    """An item as it is being read: the place of its paragraph, its label, the start and end of its words."""

    at: int
    label: Label
    start: int
    end: int
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class _Level:
    """The items of one list so far, and what they count by (`kind`); `last` is the number of the last."""

    style: str
    kind: str
    indent: float
    parent: _OpenItem | None
    depth: int
    last: int = 0
    goes_on: _OpenItem | None = None
    entries: list[_OpenItem] = field(default_factory=list)


@once
def read_lists(doc: Doc) -> tuple[ItemList, ...]:
    """The lists of the body of `doc` in order of their first items, a list under an item after that item's; computed once."""
    body = tuple(p for p in read_parts(doc).body if not _NO_WORDS.match(p.text))
    lists = _ListReader(text_of(doc), body).read()
    items = sorted((item for group in lists for item in group.items), key=lambda item: item.start)
    starts = [item.start for item in items]
    for p in body:
        at = bisect_left(starts, p.start)
        item = items[at] if at < len(items) and starts[at] < p.end else None
        lists += run_in_lists(text_of(doc), item.start if item else p.start, p.end, item)
    return tuple(sorted(lists, key=lambda group: (group.items[0].start, group.level)))


def lead_in_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The sentence of the paragraph `text[start:end]` that leads into the list after it: the last, or one that points ahead."""
    spans = sentences(text, start, end)
    if not spans or text[spans[-1][1] - 1] == ":":
        return spans[-1] if spans else None
    return next((span for span in reversed(spans) if _POINTS_AHEAD.search(text, *span)), spans[-1])


def is_heading(text: str) -> bool:
    """Whether a line reads as a heading: few words, no full stop, in capitals or with most words capitalised."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    if not words or len(words) > 12 or text.rstrip()[-1:] in ".,;:?!":
        return False
    long = [word for word in words if len(word) > 3] or words
    capitals: int = sum(word[0].isupper() for word in long)
    return capitals >= 0.8 * len(long)


class _ListReader:
    """Reads the lists of paragraphs from top to bottom, keeping the levels that are open."""

    def __init__(self, text: str, body: Sequence[Paragraph]) -> None:
        self.text, self.body = text, body
        self.labels = read_labels(body)
        self.open: list[_Level] = []
        self.groups: list[_Level] = []
        self.previous: _OpenItem | None = None
        self.between: list[int] = []

    def read(self) -> list[ItemList]:
        """The lists of the paragraphs, an item's own list after the one that it stands in."""
        for at, label in enumerate(self.labels):
            if label is None:
                if not self._completes(at):
                    self.between.append(at)
            elif not self._goes_on(at, label) and not self._opens(at, label):
                self._breaks_numbering(at, label)
        return self._lists([group for group in self.groups if not self._is_no_list(group)])

    def _completes(self, at: int) -> bool:
        """Give the item right above the words under its label's own line, and lines of a block that stands beside others."""
        item, p, above = self.previous, self.body[at], self.body[at - 1]
        if item is None or self.between:
            return False
        alone = item.at == at - 1 and item.label.end == len(self.body[item.at].text)
        beside = p.column > 0 and p.page == above.page and p.gap < 0.3 and p.x0 >= above.x0 - 1 and above.end == item.end
        if alone or (beside and above.column == p.column and (above.full or p.text[0].islower())):
            item.end = p.end
            return True
        return False

    def _goes_on(self, at: int, label: Label) -> bool:
        """Put the item on the innermost open level whose numbering it goes on with."""
        for level in reversed(self.open):
            if level.style != label.style and not self._is_misread_bullet(at, label, level):
                continue
            self._count_anew(level, label)
            ordinal = label.counts(level.kind)
            if ordinal is None:
                continue
            if level.kind == "bullet":
                if self._is_deeper(at, level) or self._interrupted():
                    return False
                if level.indent > self.body[at].indent + _NESTED_BY and level is not self.open[0]:
                    continue
            elif not label.follows(level.kind, level.last) or self._begins_roman(at, label, level):
                continue
            self._add(at, label, level, ordinal)
            return True
        return False

    def _is_misread_bullet(self, at: int, label: Label, level: _Level) -> bool:
        """Whether a bullet of another kind stands where those of the list do, right under its last item."""
        above = self.body[level.entries[-1].at]
        lies_alike = bool(above.x1) and abs(above.indent - self.body[at].indent) < _NESTED_BY / 2
        return level.kind == "bullet" and label.text == "" and not self.between and lies_alike

    def _count_anew(self, level: _Level, label: Label) -> None:
        """Read a first label otherwise where the second asks for it: `I.` before `2.` is a 1 that OCR has misread."""
        if len(level.entries) != 1 or label.counts(level.kind) is not None:
            return
        for reading in level.entries[0].label.readings:
            if reading.ordinal == 1 and label.counts(reading.kind) == 2:
                level.kind = reading.kind

    def _opens(self, at: int, label: Label) -> bool:
        """Begin a list with an item that counts as the first: under the item before it, or on its own after other text."""
        first = label.opening
        if first is None:
            return False
        under = self.previous if not self.between else None
        same = next((level for level in self.open if (level.style, level.kind) == (label.style, first.kind)), None)
        if under and same and not self._is_deeper(at, same):
            if same.last == 1 and same is self.open[-1]:
                return False
            under = None
        named = next((level for level in self.open if level.kind == first.kind == "named"), None)
        if named is not None:  # interrogatories after requests, or a new series of requests
            under, same = named.parent, named
            del self.open[self.open.index(named) :]
        elif under is None:
            self.open = [level for level in self.open if level is not same]
        level = _Level(label.style, first.kind, self.body[at].indent, under, self.open[-1].depth + 1 if under else 0)
        self.open.append(level)
        self.groups.append(level)
        self._add(at, label, level, first.ordinal)
        return True

    def _breaks_numbering(self, at: int, label: Label) -> None:
        """An item that neither goes on nor begins: a slip in the numbering of an open list, or a list whose head is lost."""
        for level in reversed(self.open):
            ordinal = label.counts(level.kind)
            if ordinal is not None and level.style == label.style and not self._interrupted() and abs(ordinal - level.last) <= 3:
                code = "numbering-gap" if ordinal > level.last else "numbering-repeat"
                message = f"Item {label.text} follows item {level.entries[-1].label.text}."
                self._add(at, label, level, ordinal, Doubt(code, message))
                return
        if self._takes_up_numbering(at, label):
            return
        reading = next((r for r in label.readings if r.kind in PLAIN_KINDS and 1 < r.ordinal <= _LOST), label.readings[0])
        level = _Level(label.style, reading.kind, self.body[at].indent, None, 0)
        self.open = [level]
        self.groups.append(level)
        doubt = Doubt("numbering-gap", f"The list begins with item {label.text}.")
        if not self._follows_unlabelled(at, reading):
            self._add(at, label, level, reading.ordinal, doubt)
            return
        for number in range(1, reading.ordinal):
            above = at - reading.ordinal + number
            misread = _MISREAD_LABEL.match(self.body[above].text)
            lost = Label(
                0,
                misread.end() if misread else 0,
                printed(reading.kind, number),
                label.style,
                (LabelReading(reading.kind, number),),
            )
            self._add(above, lost, level, number, doubt)
        self._add(at, label, level, reading.ordinal)

    def _follows_unlabelled(self, at: int, reading: LabelReading) -> bool:
        """Whether the items above this one have lost their labels: so many stand further in than the lead-in right above them."""
        first = at - reading.ordinal + 1
        if reading.kind not in PLAIN_KINDS or not 1 < reading.ordinal <= _LOST or first < 1:
            return False
        lead_in, lost = self.body[first - 1], self.body[first:at]
        if self.between[-len(lost) :] != list(range(first, at)) or not lead_in.text.rstrip().endswith(":"):
            return False
        return all(p.indent > lead_in.indent + _NESTED_BY and p.column == lead_in.column for p in lost)

    def _takes_up_numbering(self, at: int, label: Label) -> bool:
        """Go on with a list that an item of an outer one has closed: `II. Training` between items 3 and 4."""
        closed = (group for group in reversed(self.groups) if group.style == label.style and group not in self.open)
        before = next((group for group in closed if group.kind != "bullet" and label.follows(group.kind, group.last)), None)
        if before is None:
            return False
        under = self.previous if not self.between else None
        self.open = self.open if under else []
        depth = self.open[-1].depth + 1 if under else 0
        level = _Level(label.style, before.kind, self.body[at].indent, under, depth, goes_on=before.entries[-1])
        self.open.append(level)
        self.groups.append(level)
        self._add(at, label, level, label.counts(before.kind) or 0)
        return True

    def _add(self, at: int, label: Label, level: _Level, ordinal: int, *doubts: Doubt) -> None:
        p = self.body[at]
        if level.entries and self._interrupted():
            ahead = _Level(level.style, level.kind, level.indent, None, 0, goes_on=level.entries[-1])
            self.open[self.open.index(level)] = level = ahead
            self.groups.append(level)
        elif level.entries:
            self._take_up()
        del self.open[self.open.index(level) + 1 :]
        level.last = ordinal
        level.entries.append(_OpenItem(at, label, p.start + label.end, p.end, doubts))
        self.previous, self.between = level.entries[-1], []

    def _take_up(self) -> None:
        """Give the item before the unlabelled paragraphs that go on with it: in the middle of a sentence, or set further in."""
        before = self.previous
        for at in self.between if before else ():
            p = self.body[at]
            if before is None or not (
                p.text[:1].islower() or (p.indent > self.body[before.at].indent + _NESTED_BY and p.gap < 3)
            ):
                return
            before.end = p.end

    def _interrupted(self) -> bool:
        """Whether a heading or a new lead-in stands between the item before and this one, and not within a sentence."""
        within = self.previous is not None and self._goes_on_below(self.previous, self.between)
        return not within and any(
            is_heading(self.body[at].text) or self.body[at].text.rstrip().endswith(":") for at in self.between
        )

    def _goes_on_below(self, before: _OpenItem, between: Sequence[int]) -> bool:
        """Whether the last paragraph `between` goes on with the sentence of item `before`: what is above it is furniture."""
        open_end = self.text[before.start : before.end].rstrip()[-1:] not in (".", ";", ":", "?", "!")
        return bool(between) and open_end and self.body[between[-1]].text[:1].islower()

    def _is_deeper(self, at: int, level: _Level) -> bool:
        return self.body[at].indent > level.indent + _NESTED_BY and not self.between

    def _begins_roman(self, at: int, label: Label, level: _Level) -> bool:
        """Whether `(i)` after `(h)` begins `(i)`, `(ii)` and not `(i)`, `(j)`, by what comes next."""
        if level.kind not in ("letter", "LETTER") or label.text not in ("i", "I"):
            return False
        following = next((other for other in self.labels[at + 1 :] if other is not None and other.style == label.style), None)
        return following is not None and following.text == label.text * 2

    def _is_no_list(self, group: _Level) -> bool:
        """Numbered headings of a letter, and a paragraph that begins like an item but is alone."""
        ats = [entry.at for entry in group.entries]
        words = [self.body[at].text[entry.label.end :] for at, entry in zip(ats, group.entries, strict=True)]
        if not any(after - before == 1 for before, after in pairwise(ats)) and all(map(is_heading, words)):
            return group.kind != "bullet"
        if len(ats) > 1 or group.goes_on or group.kind == "named":
            return False
        if self._is_only_one_of_part(group):
            return False
        lead_in = self._lead_in(group)
        return lead_in is None or not self.text[slice(*lead_in)].endswith(":") or group.entries[0].doubts != ()

    def _is_only_one_of_part(self, group: _Level) -> bool:
        """Whether the single item of a list is all that stands under a heading among others: an item, or a line below a list."""
        above = group.entries[0].at - 1
        if group.entries[0].doubts or above < 1 or group.kind == "bullet":
            return False
        if group.parent is not None:
            return is_heading(self.text[group.parent.start : group.parent.end])
        ends = {entry.end for other in self.groups if len(other.entries) > 1 or other.parent for entry in other.entries}
        follows = self.body[above - 1].end in ends or self.body[above - 1].text.endswith(":")
        return follows and self.labels[above] is None and is_heading(self.body[above].text)

    def _lead_in(self, group: _Level) -> tuple[int, int] | None:
        before = group.entries[0].at - 1
        if group.parent is not None:
            return trimmed(self.text, group.parent.start, group.parent.end)
        if before < 0:
            return None
        label, p = self.labels[before], self.body[before]
        return lead_in_of(self.text, p.start + (label.end if label else 0), p.end)

    def _lists(self, groups: list[_Level]) -> list[ItemList]:
        made: dict[int, Item] = {}
        lists = []
        for group in groups:
            parent = made.get(group.parent.at) if group.parent else None
            follows_item = parent is None and group.entries[0].at - 1 in made
            for entry in group.entries:
                read_as_number = group.kind == "number" and entry.label.text in ("l", "I")
                name = "1" if read_as_number else entry.label.text or None
                made[entry.at] = Item(name, *trimmed(self.text, entry.start, entry.end), tree_label(parent, name), entry.doubts)
            items = tuple(made[entry.at] for entry in group.entries)
            lead_in = None if follows_item else self._lead_in(group)
            goes_on = made.get(group.goes_on.at) if group.goes_on else None
            lists.append(ItemList(items, lead_in, parent, group.depth if parent else 0, goes_on=goes_on))
        return lists
