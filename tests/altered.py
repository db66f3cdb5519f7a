"""Quotations made from a text, true and changed, each with the verdict that a person would give; the same seed gives the same."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.language.sentences import sentences

NUMBERS = ("two", "three", "five", "seven", "eleven", "fifteen", "forty", "90")
MONTHS = ("January", "March", "October", "December")
NAMES = ("Reno", "Holder", "Denver", "Chicago", "Oregon", "Meese")
SWAPS = ("harbor", "lantern", "gravel", "orchard", "violin", "teapot")
MODALS = {"must": "may", "may": "must", "will": "might", "should": "shall", "can": "must", "would": "could"}
NEGATABLE = re.compile(r"\b(is|are|will|must|may|have|has|was|were|do|does|can|would)\b(?! not)")
CONFUSED = {
    "e": "c",
    "c": "e",
    "l": "1",
    "i": "l",
    "o": "0",
    "a": "o",
    "n": "u",
    "u": "n",
    "h": "b",
    "t": "f",
    "s": "5",
    "m": "rn",
}


@dataclass(frozen=True)
class Case:
    """A quotation, how it was made, and what must be said of it."""

    kind: str
    quote: str
    verdict: str
    material: str | None = None


def passages(text: str, least: int = 9) -> list[str]:
    """The sentences of `text` of at least `least` words that read as prose, without a list's label."""
    found = [text[a:b] for a, b in sentences(text)]
    found = [re.sub(r"^\(?\w{1,2}[.)]\s+", "", sentence) for sentence in found]
    return [
        s
        for s in found
        if len(s.split()) >= least and s[0].isupper() and not s.isupper() and sum(map(str.isalpha, s)) > 0.7 * len(s)
    ]


def negation(rng: random.Random, passage: str, _: list[str]) -> Case | None:
    if re.search(r"\bnot\b", passage) and rng.random() < 0.5:
        return Case("negation", re.sub(r"\s+not\b", "", passage, count=1), "altered", "negation")
    found = list(NEGATABLE.finditer(passage))
    if not found:
        return None
    at = rng.choice(found).end()
    return Case("negation", f"{passage[:at]} not{passage[at:]}", "altered", "negation")


def number(rng: random.Random, passage: str, _: list[str]) -> Case | None:
    found = list(re.finditer(r"(?<![(\d])\b(?:\d{1,3}|two|three|four|twelve|twenty|ten)\b(?!\s*,\s*\d{4})", passage))
    return _replaced(rng, passage, found, NUMBERS, "number", "number")


def date(rng: random.Random, passage: str, _: list[str]) -> Case | None:
    found = list(re.finditer(r"\b(?:June|August|July|September|\d{1,2}(?=, \d{4})|(?:19|20)\d\d)\b", passage))
    choices = [m for m in found if m.group().isalpha()] or found
    words = MONTHS if choices and choices[0].group().isalpha() else ("27", "1994")
    return _replaced(rng, passage, choices, words, "date", "date")


def name(rng: random.Random, passage: str, _: list[str]) -> Case | None:
    found = list(
        re.finditer(r"(?<=[a-z,] )(?:Albuquerque|Baltimore|Stockton|Portland|Homeland|Byrne|Edward|Sessions|Justice)\b", passage)
    )
    return _replaced(rng, passage, found, NAMES, "name", "name")


def modal(rng: random.Random, passage: str, _: list[str]) -> Case | None:
    found = list(re.finditer(rf"\b(?:{'|'.join(MODALS)})\b", passage))
    if not found:
        return None
    match = rng.choice(found)
    return Case("modal", passage[: match.start()] + MODALS[match.group()] + passage[match.end() :], "altered", "modal")


def swapped(rng: random.Random, passage: str, _: list[str]) -> Case | None:
    return _replaced(rng, passage, list(re.finditer(r"(?<= )[a-z]{5,}\b", passage)), SWAPS, "swapped", None)


def dropped(rng: random.Random, passage: str, _: list[str]) -> Case | None:
    words = passage.split(" ")
    at = rng.randrange(3, len(words) - 4)
    count = rng.randrange(1, 4)
    return Case("dropped", " ".join(words[:at] + words[at + count :]), "altered")


def spliced(rng: random.Random, passage: str, others: list[str]) -> Case | None:
    other = rng.choice(others).split(" ")
    words = passage.split(" ")
    if " ".join(other[-3:]) in passage or " ".join(words[:5]) in " ".join(other):
        return None  # one wording of two documents
    begin, end = words[: rng.randrange(6, len(words))], other[-rng.randrange(6, max(7, len(other) - 1)) :]
    return Case("spliced", " ".join(begin + end), "spliced")


def elided(rng: random.Random, passage: str, _: list[str]) -> Case | None:
    words = passage.split(" ")
    if len(words) < 14:
        return None
    at = rng.randrange(4, len(words) - 8)
    out = words[at : at + rng.randrange(1, len(words) - at - 4)]
    if re.search(
        r"\b(?:not|no|without|never|nothing|nobody|none|neither|allegedly|initially|where possible)\b|\b(?:may|could|would)$",
        " ".join(out),
    ):
        return None
    mark = rng.choice((" … ", " ... ", " . . . ", "… ", " [...] ", " [ … ] "))
    return Case("elided", " ".join(words[:at]) + mark + " ".join(words[at + len(out) :]), "elided")


def bracketed(rng: random.Random, passage: str, _: list[str]) -> Case | None:
    if rng.random() < 0.4:
        first, rest = passage[0], passage[1:]
        return Case("bracketed", f"[{first.swapcase()}]{rest}", "bracketed")
    found = list(re.finditer(r"(?<= )[a-z]{4,}\b(?!\s+not)", passage))
    found = [
        m
        for m in found
        if m.group() not in MODALS
        and m.group() not in (*NUMBERS, "without", "never", "twelve", "twenty", "required", "needs", "nothing")
    ]
    if not found:
        return None
    match = rng.choice(found)
    return Case("bracketed", f"{passage[: match.start()]}[{rng.choice(SWAPS)}]{passage[match.end() :]}", "bracketed")


def typographic(rng: random.Random, passage: str, _: list[str]) -> Case | None:
    straight = passage.translate(str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-"}))
    lowered = straight[0].lower() + straight[1:]
    return Case("typographic", lowered, "typographic")


def exact(rng: random.Random, passage: str, _: list[str]) -> Case | None:
    words = passage.split(" ")
    at = rng.randrange(0, len(words) - 6)
    return Case("exact", " ".join(words[at : at + rng.randrange(5, len(words) - at + 1)]), "exact")


def absent(rng: random.Random, passage: str, _: list[str]) -> Case | None:
    words = [rng.choice((*SWAPS, "the", "of", "county", "under", "bright")) for _ in passage.split(" ")]
    return Case("absent", " ".join(words), "not_found")


MAKERS: tuple[Callable[[random.Random, str, list[str]], Case | None], ...] = (
    negation, number, date, name, modal, swapped, dropped, spliced, elided, bracketed, typographic, exact, absent,
)  # fmt: skip


def cases(texts: list[str], count: int, seed: int) -> Iterator[Case]:
    """`count` cases of each kind from sentences of `texts`; one that some text has word for word is no change and left out."""
    rng = random.Random(seed)
    pool = sorted({passage for text in texts for passage in passages(text)})
    whole = {" ".join(text.split()) for text in texts}
    for make in MAKERS:
        made = 0
        for _ in range(count * 60):
            passage = rng.choice(pool)
            case = make(rng, passage, [p for p in pool if p != passage])
            if case is None or (
                case.verdict in ("altered", "spliced", "typographic") and any(case.quote in text for text in whole)
            ):
                continue
            yield case
            made += 1
            if made == count:
                break


def misread(text: str, rate: float, seed: int) -> str:
    """`text` with letters misread as text recognition does, about `rate` of them; the same seed gives the same."""
    rng = random.Random(seed)
    return "".join(CONFUSED[c] if c in CONFUSED and rng.random() < rate else c for c in text)


def _replaced(
    rng: random.Random, passage: str, found: list[re.Match[str]], words: tuple[str, ...], kind: str, material: str | None
) -> Case | None:
    if not found:
        return None
    match = rng.choice(found)
    word = rng.choice([w for w in words if w.casefold() != match.group().casefold()])
    return Case(kind, passage[: match.start()] + word + passage[match.end() :], "altered", material)
