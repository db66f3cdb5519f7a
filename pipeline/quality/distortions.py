"""Copies of documents with gold records, distorted so that rules meet what they have not met.

Words that no list holds, other forms of a date or a greeting, lines broken, joined, moved and put between.
The gold record follows. What a confidence is fitted on has to be wrong now and then, and documents that rules
were written with are not.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import cast

from extractors.structure.parts import read_parts
from pipeline import nlp
from pipeline.layout.document import Document
from pipeline.quality.claimed import Claims
from pipeline.records.items import RecordItem, value_at

_WIDTH = 6.0  # points of a column
_WORD = re.compile(r"[^\W\d_][\w’'-]+")
_KEPT = frozenset(
    {
        "the", "of", "and", "for", "united", "states", "department", "justice", "senate", "house", "representatives", "district",
        "washington", "esq", "esquire", "jr", "sr", "ii", "iii", "iv",
    }
)  # fmt: skip
_MOST = 3  # distortions of one copy


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A printed line: its text, the zone of a letter that it is in, blank lines above it and columns left of it."""

    text: str
    zone: str
    blank: int = 0
    indent: int = 0


@dataclass(slots=True)
class Copy:
    """A copy of a document in the making, with what is right in it."""

    rows: list[PrintedRow]
    gold: dict[str, object]
    rng: random.Random
    done: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The copy as a plain text file has it."""
        return "".join("\n" * row.blank + " " * row.indent + row.text + "\n" for row in self.rows)

    def words(self, name: str) -> str:
        """One of the words or forms of a list."""
        return str(self.rng.choice(lists()[name]))

    def at(self, *zones: str) -> list[int]:
        """The rows of these zones."""
        return [i for i, row in enumerate(self.rows) if row.zone in zones]

    def rename(self, new: Mapping[str, str]) -> None:
        """Put other words for these, wherever they stand."""
        if new:
            old = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(new, key=len, reverse=True)))})(?!\w)")

            def other(text: str) -> str:
                return old.sub(lambda match: new[match[0]], text)

            self.rows = [replace(row, text=other(row.text)) for row in self.rows]
            self.gold = {key: _mapped(value, other) for key, value in self.gold.items() if key != "document_type"} | {
                "document_type": self.gold.get("document_type")
            }


@cache
def lists() -> Mapping[str, Sequence[str]]:
    """What copies are distorted with, by what it stands for."""
    found: Mapping[str, Sequence[str]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return found


def distorted(document: Document, gold: Claims, seed: str) -> Copy:
    """A copy of a segment; the same seed gives the same one. With an empty one it is not distorted."""
    copy = Copy(_rows(document), dict(gold), random.Random(seed))
    kind = str(gold.get("document_type"))
    able = [work for work in _WORKS if kind == "letter" or work not in _OF_LETTERS]
    for work in copy.rng.sample(able, copy.rng.randint(1, _MOST)) if seed else ():
        work(copy)
        copy.done.append(work.__name__.strip("_"))
    return copy


def _rows(document: Document) -> list[PrintedRow]:
    parts = read_parts(nlp.to_doc(document))
    zones = {line.start: zone for zone in _ZONES for line in getattr(parts, zone)}
    starts = sorted((p.start, p) for p in document.paragraphs)
    rows: list[PrintedRow] = []
    at = -1
    for _, words in groupby(document.placed(), key=lambda placed: placed[2]):
        placed = list(words)
        opens = at + 1 < len(starts) and placed[0][0] >= starts[at + 1][0]
        while at + 1 < len(starts) and placed[0][0] >= starts[at + 1][0]:
            at += 1
        layout = starts[at][1]
        blank = min(2, round(layout.gap)) if opens and rows else 0
        text = " ".join(word.text for _, _, _, word in placed)
        rows.append(PrintedRow(text, zones.get(layout.start, "other"), blank, max(0, min(60, int(layout.indent / _WIDTH)))))
    return rows


_ZONES = (
    "head", "body", "letterhead", "delivery", "addressees", "subject", "salutation", "closing", "signature", "enclosures",
    "copies",
)  # fmt: skip


def _mapped(value: object, other: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return other(value)
    if isinstance(value, Mapping):
        return {key: _mapped(part, other) for key, part in value.items()}
    return [_mapped(part, other) for part in value] if isinstance(value, list) else value


def _of(gold: Claims, path: str) -> Iterator[str]:
    key, _, rest = path.partition(".")
    for item in cast(Sequence[RecordItem], gold.get(key) or []):
        value = value_at(item, rest)
        if isinstance(value, str):
            yield value


def _renamed(copy: Copy, paths: Sequence[str], share: float, *lists: str) -> None:
    """Some words of these values become words that no list holds: the first of the first of `lists`, the others of the last."""
    new: dict[str, str] = {}
    for value in (value for path in paths for value in _of(copy.gold, path)):
        for number, word in enumerate(_WORD.findall(value)):
            if word.casefold() not in _KEPT and word[0].isupper() and len(word) > 2 and copy.rng.random() < share:
                other = copy.words(lists[0 if number == 0 else -1])
                new.setdefault(word, other.upper() if word.isupper() else other)
    copy.rename(new)


def _names(copy: Copy) -> None:
    _renamed(copy, ("recipients.name", "signatories.name", "quotations.speaker"), 0.8, "given", "family")


def _offices(copy: Copy) -> None:
    _renamed(copy, ("recipients.title", "signatories.title"), 0.7, "office", "office")


def _bodies(copy: Copy) -> None:
    _renamed(copy, ("recipients.organization",), 0.5, "family", "body")


def _streets(copy: Copy) -> None:
    _renamed(copy, ("recipients.address.street", "recipients.address.city"), 0.6, "family", "street")


def _greeting(copy: Copy) -> None:
    for at in copy.at("salutation")[:1]:
        row = copy.rows[at]
        who = re.sub(r"^Dear\s|[:,.;]+$", "", row.text.strip())
        text = copy.words("greeting").format(who=who)
        copy.rows[at] = replace(row, text=text)
        if copy.gold.get("salutation"):
            copy.gold["salutation"] = {"value": text}


def _closing(copy: Copy) -> None:
    for at in copy.at("closing")[:1]:
        copy.rows[at] = replace(copy.rows[at], text=copy.words("closing"))


def _subject(copy: Copy) -> None:
    for at in copy.at("subject")[:1]:
        text = re.sub(r"^(?:re|subject)\s?:\s*", "", copy.rows[at].text, flags=re.I)
        copy.rows[at] = replace(copy.rows[at], text=f"{copy.words('subject')} {text}")


def _date(copy: Copy) -> None:
    own = copy.gold.get("date")
    value = own.get("value") if isinstance(own, Mapping) else own
    if not isinstance(value, str):
        return
    day = date.fromisoformat(value)
    printed = re.compile(rf"{day:%B}\s{day.day},\s{day.year}", re.I)
    th = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0, "th")
    form = copy.words("date").format(day=day.day, th=th, month=f"{day:%B}", mon=f"{day:%b}", year=day.year, number=day.month)
    for at, row in enumerate(copy.rows[:20]):
        if len(row.text) < 60 and printed.search(row.text):
            copy.rows[at] = replace(row, text=printed.sub(form, row.text))
            return


def _close_up(copy: Copy) -> None:
    share = copy.rng.choice([0.3, 0.6, 1.0])
    copy.rows = [replace(row, blank=0 if row.blank and copy.rng.random() < share else row.blank) for row in copy.rows]


def _set_apart(copy: Copy) -> None:
    for at in copy.at("head", "addressees", "signature"):
        if copy.rng.random() < 0.4:
            copy.rows[at] = replace(copy.rows[at], blank=1)


def _joined(copy: Copy) -> None:
    for at in copy.rng.sample(_block(copy), min(2, len(_block(copy)))):
        if at + 1 < len(copy.rows) and copy.rows[at + 1].zone == copy.rows[at].zone and len(copy.rows[at + 1].text) < 60:
            below = copy.rows.pop(at + 1)
            copy.rows[at] = replace(copy.rows[at], text=f"{copy.rows[at].text}{copy.rng.choice([' ', ', ', '  '])}{below.text}")
            return


def _broken(copy: Copy) -> None:
    for at in copy.rng.sample(_block(copy), len(_block(copy))):
        words = copy.rows[at].text.split()
        if len(words) > 2:
            cut = copy.rng.randint(1, len(words) - 1)
            row = copy.rows[at]
            copy.rows[at : at + 1] = [replace(row, text=" ".join(words[:cut])), replace(row, text=" ".join(words[cut:]), blank=0)]
            return


def _between(copy: Copy) -> None:
    for _ in range(copy.rng.randint(1, 2)):
        for at in copy.rng.sample(_block(copy), min(1, len(_block(copy)))):
            zone = copy.rows[at].zone
            copy.rows.insert(
                at + copy.rng.randint(0, 1),
                PrintedRow(copy.words("note"), zone, copy.rng.choice([0, 0, 1]), copy.rows[at].indent),
            )


def _chrome(copy: Copy) -> None:
    for _ in range(copy.rng.randint(1, 3)):
        copy.rows.insert(
            copy.rng.randint(0, min(8, len(copy.rows))), PrintedRow(copy.words("chrome"), "head", copy.rng.choice([0, 1]))
        )


def _moved(copy: Copy) -> None:
    """A line of the head, or two, stands elsewhere in it."""
    head = copy.at("head", "letterhead", "delivery", "subject")
    if len(head) > 4:
        row = copy.rows.pop(copy.rng.choice(head))
        copy.rows.insert(copy.rng.choice(head[:-1]), row)


def _headless(copy: Copy) -> None:
    head = copy.at("letterhead") or copy.at("head")[:2]
    copy.rows = [row for i, row in enumerate(copy.rows) if i not in head]
    copy.gold.pop("issuer", None)


def _paragraphs(copy: Copy) -> None:
    """White between the lines of a paragraph, and none between two."""
    for at in copy.at("body"):
        row = copy.rows[at]
        if copy.rng.random() < 0.08:
            copy.rows[at] = replace(row, blank=0 if row.blank else 1)


def _said(copy: Copy) -> None:
    other = {word: copy.words("said") for word in ("said", "stated", "added")}
    copy.rows = [replace(row, text=re.sub(r"\b(said|stated|added)\b", lambda m: other[m[1]], row.text)) for row in copy.rows]


def _flush(copy: Copy) -> None:
    copy.rows = [replace(row, indent=0) for row in copy.rows]


def _block(copy: Copy) -> list[int]:
    """Rows of the blocks in which each line is of something."""
    return copy.at("addressees", "signature", "delivery", "subject") or copy.at("head")


_OF_LETTERS = (_offices, _bodies, _streets, _greeting, _closing, _subject)
_WORKS = (
    _names, _offices, _bodies, _streets, _greeting, _closing, _subject, _date, _close_up, _set_apart, _joined, _broken, _between,
    _chrome, _moved, _headless, _paragraphs, _said, _flush,
)  # fmt: skip
