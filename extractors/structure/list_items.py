"""Items and lists of items as the readers of lists give them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.finding import Doubt

_CONJUNCTION = re.compile(r"(?:[;,.:?]|\s)\s*(?:and/or|and|or|but)$")
_SPECK = re.compile(r"(?:(?<=[;.])|(?<=; and)|(?<=; or))\s?[-–—_~*|]$")  # what OCR sees behind a line's last word


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its bare label (`None` for a bullet) and the half-open span of its words in `doc.text`.

    The words exclude the label and the closing `; and`. `tree` joins the labels from the outermost list in (`1(a)`).
    """

    label: str | None
    start: int
    end: int
    tree: str
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    """The items of one level under one lead-in.

    `lead_in` is the half-open span of the sentence or heading that introduces them, `None` where there is none; in a list
    under an item it is that item's words, and the item is `parent`. `level` counts from 0. `run_in`: the items stand within
    running text. `goes_on`: the item of an earlier list from which the numbering goes on.
    """

    items: tuple[Item, ...]
    lead_in: tuple[int, int] | None = None
    parent: Item | None = None
    level: int = 0
    run_in: bool = False
    goes_on: Item | None = None


def under(groups: Iterable[ItemList]) -> dict[Item, list[ItemList]]:
    """The lists that stand under items, by item."""
    found: dict[Item, list[ItemList]] = {}
    for group in groups:
        if group.parent is not None:
            found.setdefault(group.parent, []).append(group)
    return found


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span `[start, end)` without white space around it and without the `;`, `; and` or `.` that closes an item."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    words = _SPECK.sub("", words.rstrip()).rstrip(" \t\n;,.")
    if closing := _CONJUNCTION.search(words[-10:]):
        kept = words[: len(words) - 10 + closing.start()] if len(words) > 10 else words[: closing.start()]
        words = (kept + "?" if closing.group()[0] == "?" else kept).rstrip(" \t\n;,.")
    return start + left, max(start + left, start + len(words))


def entries_apart(text: str, start: int) -> list[tuple[str, int, int]]:
    """(entry, start, end) of what semicolons part on a line that begins at `start`: `Order; Map` is two."""
    found = [(match.group().strip(), start + match.start()) for match in re.finditer(r"[^;\s][^;]*", text)]
    return [(value, at, at + len(value)) for value, at in found]


def tree_label(parent: Item | None, label: str | None) -> str:
    """The label of an item with those of the items above it: `1(a)`."""
    if parent is None or label is None or "(" in label:
        return label or ""
    return f"{parent.tree}({label})"
