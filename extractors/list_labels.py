"""The labels of the paragraphs of a text: printed, on a line of their own above their item, or left out in a bare list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.labels import Label, Reading, label_alone, label_at
from extractors.parts import Paragraph

_GOES_ON = re.compile(r"[;,](?: (?:and|or|and/or|but))?$")


def read_labels(body: Sequence[Paragraph]) -> list[Label | None]:
    """The label of each paragraph, `None` where it is no item. One that fills its paragraph belongs to the words below it."""
    labels = [label_at(p.text) for p in body]
    _label_bare_items(body, labels)
    alone = [None if labels[at] else label_alone(p.text) for at, p in enumerate(body)]
    for at in range(len(body) - 1):
        stacked = alone[at + 1] is not None or (at > 0 and alone[at - 1] is not None)  # then none stands above its own words
        if labels[at] is None and labels[at + 1] is None and not stacked:
            labels[at] = alone[at]
    return labels


def _label_bare_items(body: Sequence[Paragraph], labels: list[Label | None]) -> None:
    """Items set on lines of their own without a label, told by their semicolons, count as bulleted.

    So do those among them that OCR has left no bullet, or another one than the rest.
    """
    at = 1
    while at < len(body):
        last = at
        while last < len(body) and _may_be_bare(labels[last]) and _GOES_ON.search(body[last].text):
            last += 1
        run = labels[at : last + 1]
        if last > at and last < len(body) and _may_be_bare(labels[last]) and body[at - 1].text.endswith(":"):
            style = next((label.style for label in run if label), ";")
            for i in range(at, last + 1) if None in run else ():
                own = labels[i]
                labels[i] = replace(own, style=style) if own else Label(0, 0, "", style, (Reading("bullet", 1),))
        at = last + 1


def _may_be_bare(label: Label | None) -> bool:
    return label is None or label.text == ""
