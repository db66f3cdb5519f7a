"""The labels of the paragraphs of a text: printed, on a line of their own above their item, or left out in a bare list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.language.labels import Label, LabelReading, label_alone, label_at, number_alone
from extractors.paragraph import Paragraph

_GOES_ON = re.compile(r"[;,](?: (?:and|or|and/or|but))?$")


def read_labels(body: Sequence[Paragraph]) -> list[Label | None]:
    """The label of each paragraph, `None` where it is no item. One that fills its paragraph belongs to the words below it."""
    labels = [label_at(p.text) for p in body]
    _label_bare_items(body, labels)
    alone = [None if labels[at] else _alone(body, at) for at in range(len(body))]
    for at in range(len(body) - 1):
        stacked = alone[at + 1] is not None or (at > 0 and alone[at - 1] is not None)  # then none stands above its own words
        if labels[at] is None and labels[at + 1] is None and not stacked:
            labels[at] = alone[at]
    _join_numberings(labels)
    return labels


def _alone(body: Sequence[Paragraph], at: int) -> Label | None:
    beside = at + 1 < len(body) and body[at + 1].column > body[at].column  # a number by itself else may be anything
    return label_alone(body[at].text) or (number_alone(body[at].text) if beside else None)


def _join_numberings(labels: list[Label | None]) -> None:
    """Count items without parts with those that have some: `2.` among `1(a)`, `1(b)`, `3(a)`."""
    numbered = [at for at, label in enumerate(labels) if label and (label.counts("number") or label.counts("compound"))]
    last = 0  # the last number without parts that is left as it is: then the list goes by those
    for place, at in enumerate(numbered):
        label = labels[at]
        number = label.counts("number") if label else None
        if label is None or not number:
            continue
        above, below = (_whole(labels[numbered[i]]) if 0 <= i < len(numbered) else 0 for i in (place - 1, place + 1))
        goes_on = above == number - 1 > 0 and last != number - 1
        if below != number and (goes_on or (below == number + 1 and last in (0, number))):
            labels[at] = replace(label, style="##", readings=(LabelReading("compound", 1000 * number),))
        else:
            last = number


def _whole(label: Label | None) -> int:
    """The first number of a compound label, 0 for any other."""
    return (label.counts("compound") or 0) // 1000 if label else 0


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
                labels[i] = replace(own, style=style) if own else Label(0, 0, "", style, (LabelReading("bullet", 1),))
        at = last + 1


def _may_be_bare(label: Label | None) -> bool:
    return label is None or label.text == ""
