"""Articles written around records, true and false, each with what must be said of it; the same seed writes the same.

Every way of marking a quotation is crossed with ways of attributing, cutting and altering it, and with statements without marks.
"""

from __future__ import annotations

import html
import random
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests import altered

LOOK, GOOD, UNSAID, ABSENT = "look", "good", "unsaid", "absent"


@dataclass(frozen=True)
class Passage:
    """Some words of the sources: `by` is who says them, `kind` of which document they are.

    `to` are the cities whose letters have them, `not_to` those whose letters have not, `signed` who signed; `others` speak or sign too.
    """

    text: str
    kind: str
    by: str | None
    to: tuple[str, ...]
    not_to: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quoted:
    """A quotation as an article has it, the group in which it must stand, and how it was made."""

    words: str
    group: str
    how: str

    @property
    def is_false(self) -> bool:
        return self.group == LOOK


@dataclass(frozen=True)
class Written:
    """An article: the bytes of its file, its quotations in order, and statements with what the records say to them."""

    name: str
    content: bytes
    quoted: tuple[Quoted, ...]
    stated: tuple[tuple[str, str], ...]


class Writer:
    """Writes articles around the release and the letters of 2017."""

    def __init__(self, records: Sequence[Mapping[str, Any]], seed: int):
        self._rng = random.Random(seed)
        self._texts = [" ".join(str(record["text"]).split()) for record in records]
        self._passages = list(_passages(records))
        self._states = any("Sessions" in (p.by or "") for p in self._passages)  # the statements are about the corpus

    def write(self, number: int) -> Written:
        """Article `number`, with one to three quotations and now and then a statement."""
        rng = self._rng
        parts, quoted, stated = [rng.choice(_OPENINGS)], [], []
        mark = MARKS[number % len(MARKS)]
        for _ in range(rng.choice((1, 2, 2, 3))):
            made = self._quotation([one.words for one in quoted])
            text, one = self._set(made, mark)
            parts.append(text)
            quoted.append(one)
        if self._states and rng.random() < 0.5:
            sentence, said, verdict = rng.choice(STATEMENTS)
            parts.append(sentence)
            stated.append((said, verdict))
        parts.append(rng.choice(_CLOSINGS))
        is_page = mark.__name__ in ("blockquote", "inline_quote")
        paragraphs = [p if p.startswith("<p>") else f"<p>{p}</p>" for p in parts]
        content = (
            f"<!doctype html><html><body><article>{''.join(paragraphs)}</article></body></html>"
            if is_page
            else "\n\n".join(parts)
        )
        return Written(f"{number}.{'html' if is_page else 'txt'}", content.encode(), tuple(quoted), tuple(stated))

    def _quotation(self, before: Sequence[str]) -> tuple[Passage, str, str, str]:
        """A passage with words made from it, the group that the words alone deserve, and how they were made.

        `before` are those that the article has already: no passage is quoted twice.
        """
        rng = self._rng
        while True:
            passage = rng.choice(self._passages)
            make = rng.choice(MAKERS)
            if any(len(set(passage.text.split()) & set(words.split())) > 0.6 * len(words.split()) for words in before):
                continue
            words = make(rng, passage.text, [p.text for p in self._passages if p != passage])
            if (
                words is not None
                and words not in before
                and not (make in FALSE and any(" ".join(words.split()) in text for text in self._texts))
            ):
                group = ABSENT if make is absent else LOOK if make in FALSE else GOOD
                return passage, words, group, make.__name__

    def _in_both(self, words: str) -> bool:
        """Whether the release and the letters have the same words, so that none is the wrong one to name."""
        has = self._having(words)
        return has[0] and any(has[1:])

    def _having(self, words: str) -> list[bool]:
        """Which of the sources have the words."""
        plain = re.sub(r"[\[\]]", "", words).translate(_PLAIN).casefold()
        return [plain in text.translate(_PLAIN).casefold() for text in self._texts]

    def _set(self, made: tuple[Passage, str, str, str], mark: Callable[[str], str]) -> tuple[str, Quoted]:
        """The paragraph in which words are quoted, and what must be said of them."""
        passage, words, group, how = made
        rng = self._rng
        of_one = self._having(words) == self._having(passage.text)  # a fragment may stand in letters that have not the rest
        false_name = group == GOOD and rng.random() < 0.2 and not self._in_both(words) and of_one
        outsiders = [way.replace("Albuquerque", passage.to[0] if passage.to else "Oakhaven") for way in _OUTSIDERS]
        ways = _ways(passage, false_name) if group != ABSENT else outsiders
        way = rng.choice(ways)
        if group == ABSENT:
            put = ("letter" in way and passage.to) or "release" in way
            expected = LOOK if put and "Poe" not in way else ABSENT
        else:
            expected = LOOK if false_name else group
        if mark.__name__ in ("blockquote", "angle_lines", "set_in", "paragraphs") and way.startswith("{q}"):
            way = way.replace("{q}", "").lstrip(", ").strip().rstrip(".") or "He said"
            way = f"{way[:1].upper()}{way[1:]}: {{q}}"
        if mark.__name__ in ("blockquote", "angle_lines", "set_in", "paragraphs"):
            lead = way.replace("{q}", "").strip().rstrip(".,: ") + ":"
            text = f"<p>{html.escape(lead)}</p>{mark(words)}" if mark.__name__ == "blockquote" else f"{lead}\n\n{mark(words)}"
        else:
            ended = words.rstrip(".") + "," if way.startswith("{q}") else words
            text = way.replace("{q}", "\0")
            parts = way.startswith("{q}") and mark in (curly, straight) and group != ABSENT and how != "spliced"
            if parts and rng.random() < 0.4:  # two passages that `he said` parts are two quotations, both true
                return _split(words, way, mark), Quoted(
                    words, expected, f"{how}; split; {way}{'; wrong name' if false_name else ''}"
                )
            text = (html.escape(text, quote=False) if mark.__name__ == "inline_quote" else text).replace("\0", mark(ended))
        return text, Quoted(words, expected, f"{how}; {mark.__name__}; {way}{'; wrong name' if false_name else ''}")


def _split(words: str, way: str, mark: Callable[[str], str]) -> str:
    """Words that `he said` parts, at a comma or else in the middle."""
    said = way.removeprefix("{q}").strip().rstrip(".")
    commas = [
        m.end() for m in re.finditer(r", ", words) if len(words[: m.start()].split()) > 3 and len(words[m.end() :].split()) > 3
    ]
    middle = [m.end() for m in re.finditer(r" ", words)]
    at = commas[0] if commas else middle[len(middle) // 2]
    first, second = words[:at].rstrip().rstrip(","), words[at:]
    return f"{mark(first + ',')} {said}, {mark(second)}"


def curly(words: str) -> str:
    return f"“{_inner(words)}”"


def straight(words: str) -> str:
    return f'"{words.translate(_PLAIN)}"'


def single(words: str) -> str:
    return f"‘{words.replace('“', '').replace('”', '')}’"


def angle(words: str) -> str:
    return f"«{words}»"


def small_angle(words: str) -> str:
    return f"‹{words}›"


def low(words: str) -> str:
    return f"„{_inner(words)}“"


def reversed_high(words: str) -> str:
    return f"‟{_inner(words)}”"


def typewriter(words: str) -> str:
    return f"``{_inner(words)}''"


def blockquote(words: str) -> str:
    return f"<blockquote><p>{html.escape(words)}</p></blockquote>"


def inline_quote(words: str) -> str:
    return f"<q>{html.escape(words)}</q>"


def angle_lines(words: str) -> str:
    return "\n".join(f"> {line}" for line in textwrap.wrap(words, 60))


def set_in(words: str) -> str:
    return "\n".join(f"        {line}" for line in textwrap.wrap(words, 60))


def paragraphs(words: str) -> str:
    """Two paragraphs, each with an opening mark, one closing."""
    cut = words.find(". ") + 1
    if cut < 8:
        return curly(words)
    return f"“{_inner(words[:cut])}\n\n“{_inner(words[cut:].strip())}”"


def with_advertisement(words: str) -> str:
    """Parted by an advertisement within a sentence."""
    at = [m.end() for m in re.finditer(r" (?=[a-z])", words)]
    if len(at) < 6:
        return curly(words)
    cut = at[len(at) // 2]
    return f"“{_inner(words[:cut].rstrip())}\n\nADVERTISEMENT\n\n{_inner(words[cut:])}”"


MARKS = (
    curly, straight, single, angle, small_angle, low, reversed_high, typewriter, blockquote, inline_quote, angle_lines, set_in, paragraphs,
    with_advertisement,
)  # fmt: skip


def _inner(words: str) -> str:
    return words.replace("“", "‘").replace("”", "’")


_PLAIN = str.maketrans({"“": "'", "”": "'", "’": "'", "‘": "'"})


# How words are made from a passage: true ones first.
Maker = Callable[[random.Random, str, list[str]], str | None]


def whole(rng: random.Random, passage: str, _: list[str]) -> str | None:
    return passage


def beginning(rng: random.Random, passage: str, _: list[str]) -> str | None:
    """The first words of a sentence, as far as nothing behind them limits them."""
    words = passage.split(" ")
    ends = [n for n in range(5, len(words)) if not re.match(r"[\W_]*(?:if|unless|except|only|where|when|provided|that|to|subject)\b", words[n])
            and words[n - 1].strip(",;").lower() not in _LIMITS]  # fmt: skip
    return " ".join(words[: rng.choice(ends)]).rstrip(",;:") if ends else None


def fragment(rng: random.Random, passage: str, _: list[str]) -> str | None:
    """Some words from the middle, behind no word that limits them."""
    words = passage.split(" ")
    starts = [n for n in range(1, len(words) - 5) if not {w.strip(",;").lower() for w in words[max(0, n - 3) : n]} & _LIMITS]
    if not starts:
        return None
    start = rng.choice(starts)
    tail = words[start : start + rng.randrange(4, 9)]
    following = words[start + len(tail) : start + len(tail) + 1]
    if following and re.match(r"[\W_]*(?:if|unless|except|only|where|provided|subject)\b", following[0]):
        return None
    return " ".join(tail).strip(",;:")


def typographic(rng: random.Random, passage: str, others: list[str]) -> str | None:
    return passage.translate(_PLAIN).replace("—", " -- ").replace("–", "-")


def shortened(rng: random.Random, passage: str, others: list[str]) -> str | None:
    made = altered.elided(rng, passage, others)
    if made is None:
        return None
    left = set(re.findall(r"[a-z’']+", passage.lower())) - set(re.findall(r"[a-z’']+", made.quote.lower()))
    return None if left & (_LIMITS | _JOINTS) else made.quote


def first_letter(rng: random.Random, passage: str, others: list[str]) -> str | None:
    return f"[{passage[0].swapcase()}]{passage[1:]}" if passage[0].isalpha() else None


def _of(make: Callable[[random.Random, str, list[str]], altered.Case | None]) -> Maker:
    def made(rng: random.Random, passage: str, others: list[str]) -> str | None:
        case = make(rng, passage, others)
        return case.quote if case else None

    made.__name__ = make.__name__
    return made


def inserted(rng: random.Random, passage: str, _: list[str]) -> str | None:
    words = passage.split(" ")
    at = rng.randrange(3, len(words) - 2)
    return " ".join([*words[:at], rng.choice(("never", "gladly", "always", "openly", "secretly")), *words[at:]])


def hedge_dropped(rng: random.Random, passage: str, _: list[str]) -> str | None:
    made = re.sub(r"\b(?:allegedly|initially|where possible,|at least|up to) ", "", passage, count=1)
    return made if made != passage else None


def negation_cut(rng: random.Random, passage: str, _: list[str]) -> str | None:
    """An ellipsis in a negation's place."""
    made = re.sub(r"\b(?:do|will|did|does|is) not\b", lambda m: f"{m.group().split()[0]} …", passage, count=1)
    return made if made != passage else None


def began_behind_limit(rng: random.Random, passage: str, _: list[str]) -> str | None:
    match = re.search(r"\b(?:do not|not|may|allegedly|would|could|at least)\s+(?=\w+ \w+ \w+ \w+)", passage)
    return passage[match.end() :] if match else None


def behind_condition(rng: random.Random, passage: str, _: list[str]) -> str | None:
    """What would happen in a case, without the case."""
    match = re.match(r"(?:If|Unless|Provided|Except|Should)\b(?! you (?:have|need|wish|want))[^,.]+, (?=(?:\S+ ){4})", passage)
    return f"[{passage[match.end()].upper()}]{passage[match.end() + 1 :]}" if match else None


def ended_before_limit(rng: random.Random, passage: str, _: list[str]) -> str | None:
    match = re.match(r"((?:\S+ ){4,}?\S+?),? (?:unless|except|if|provided|to the extent|so long as|subject to)\b", passage)
    return match[1] if match else None


def joined_otherwise(rng: random.Random, passage: str, _: list[str]) -> str | None:
    found = list(re.finditer(r"(?<=\w )(?:and|or)(?= \w)", passage))
    if not found:
        return None
    m = rng.choice(found)
    return passage[: m.start()] + ("or" if m.group() == "and" else "and") + passage[m.end() :]


def absent(rng: random.Random, passage: str, _: list[str]) -> str | None:
    return rng.choice(_NOBODYS)


TRUE: tuple[Maker, ...] = (whole, whole, beginning, fragment, typographic, shortened, first_letter)
FALSE: tuple[Maker, ...] = (
    *(_of(make) for make in (altered.negation, altered.number, altered.date, altered.name, altered.modal, altered.swapped,
                             altered.dropped, altered.spliced)),
    inserted, hedge_dropped, negation_cut, began_behind_limit, joined_otherwise,
    behind_condition, ended_before_limit,
)  # fmt: skip
MAKERS: tuple[Maker, ...] = (*TRUE, *TRUE, *FALSE, absent)
_LIMITS = frozenset(
    [
        "not",
        "no",
        "never",
        "may",
        "might",
        "could",
        "would",
        "should",
        "must",
        "can",
        "will",
        "allegedly",
        "believed",
        "if",
        "unless",
        "whether",
        "except",
        "only",
        "least",
        "most",
        "about",
        "up",
        "than",
        "over",
        "nearly",
        "without",
        "nor",
        "designed",
        "ask",
        "asking",
        "intended",
        "where",
        "provided",
    ]
)
_JOINTS = frozenset(["possible", "but", "however", "unless", "until", "likely"])
_NOBODYS = (
    "The ramps have been on order for a year and nobody told us",
    "I have lived on this street since the flood and never saw a patrol",
    "Our clerks open the vault at nine and close it at five",
    "Nobody at the harbor office had read the plan before Tuesday night",
)
_OUTSIDERS = (
    "{q} said Mayor Ann Poe.", "A neighbor laughed. Ann Poe said: {q}", "Resident Ola Berg was blunter: {q}",
    "According to Ola Berg, a clerk, {q}", "The letter to Albuquerque says: {q}", "The release says: {q}",
    "{q} said Mayor Ann Poe of the letter to Albuquerque.", "The Justice Department told Albuquerque {q} according to the letter.",
    "Mayor Ann Poe said of the release: {q}",
)  # fmt: skip
_OPENINGS = (
    "It was a quiet week at the harbor. The market opened late, and the bridge stayed shut.",
    "Two buses were late on Monday. Nobody minded, the driver told a reporter.",
    "The council met for an hour and talked about the weather and the new benches.",
)
_CLOSINGS = ("The council meets again next month.", "The market opens at nine.", "More rain is expected.")
STATEMENTS = (
    ("The Justice Department sent letters to four cities.", "four cities", "fits"),
    ("The Justice Department sent letters to six cities.", "six cities", "contradicts"),
    ("The letters give the cities until August 18 to answer.", "August 18", "fits"),
    ("The letters give the cities until September 18 to answer.", "September 18", "contradicts"),
    ("In the letters, dated August 3, the department puts three questions.", "three questions", "fits"),
    ("In the letters, the department puts seven questions.", "seven questions", "contradicts"),
    ("The release says that twelve sites were selected first.", "twelve sites", "fits"),
    ("The release says that ten sites were selected first.", "ten sites", "contradicts"),
    ("The letters were signed by Alan Hanson.", "Alan Hanson", "fits"),
    ("The letters were signed by Paul Roe.", "Paul Roe", "contradicts"),
    ("A letter went to Baltimore.", "Baltimore", "fits"),
    ("A letter went to Denver.", "Denver", "contradicts"),
)


def _ways(passage: Passage, false_name: bool) -> list[str]:
    """Sentences that say whose the words are: rightly, or of somebody or something else."""
    if passage.by:
        surname = passage.by.split()[-1]
        if false_name:
            wrote = passage.others[-1]
            return [*(f"{other} said: {{q}}" for other in passage.others), f"{{q}} said {wrote}.",
                    *(f"The letter to {to} says: {{q}}" for to in passage.not_to), f"{wrote.split()[-1]} wrote: {{q}}"]  # fmt: skip
        return [
            f"{passage.by} said: {{q}}", f"{{q}} {surname} said.", f"{{q}} said {passage.by}.", f"{surname} was blunter: {{q}}",
            f"According to {passage.by}, {{q}}", f"{surname}: {{q}}", f"In a statement, {surname} said {{q}}",
            f"{surname}, speaking in Washington, put it this way: {{q}}", f"{{q}} {surname} added.", f"{{q}} the release quotes {surname} as saying.",
        ]  # fmt: skip
    if passage.kind == "press_release":
        if false_name:
            return [
                *(f"The letter to {to} says: {{q}}" for to in passage.not_to),
                *(f"{name} wrote: {{q}}" for name in passage.signed),
            ]
        return ["The release says: {q}", "{q} the release says.", "The Justice Department said in a statement: {q}",
                "According to the news release, {q}", "The department announced: {q}", "In its release, the department said {q}"]  # fmt: skip
    if false_name:
        return ["The release says: {q}", *(f"{{q}} {other} said." for other in passage.others), "The mayor’s letter says: {q}",
                *(f"The letter to {to} says: {{q}}" for to in passage.not_to), "The county’s reply letter says: {q}"]  # fmt: skip
    general = ["{q} the letter says.", "According to the letter, {q}", "The Justice Department wrote: {q}", "The letters say: {q}",
               "In the letter, the department says {q}", *(f"{name} wrote: {{q}}" for name in passage.signed),
               *(f"{{q}} {name.split()[-1]} wrote." for name in passage.signed)]  # fmt: skip
    named = [f"The letter to {to} says: {{q}}" for to in passage.to] + [f"{{q}} the letter to {to} says." for to in passage.to]
    return named if passage.not_to else [*named, *general]


def _passages(records: Sequence[Mapping[str, Any]]) -> Iterator[Passage]:
    """Sentences of statements, of the release's own prose, and those that only letters have."""
    release = next(r for r in records if r["document_type"] == "press_release")
    letters = [r for r in records if r["document_type"] == "letter"]
    cities = {r["record_id"]: str(r["recipients"][0]["address"]["city"]) for r in letters}
    signed = tuple(dict.fromkeys(str(s["name"]) for r in letters for s in r["signatories"]))
    statements = [(str(q["speaker"]), str(q["text"])) for q in release["quotations"]]
    everyone = tuple(dict.fromkeys(speaker for speaker, _ in statements))
    spoken, told = " ".join(text for _, text in statements), " ".join(str(release["text"]).split())
    for speaker, text in statements:
        others = tuple(name for name in (*everyone, *signed) if name.split()[-1] != speaker.split()[-1])
        for words in altered.passages(text):
            if "“" not in words[1:]:
                yield Passage(words.strip("“”\"' "), "press_release", speaker, (), tuple(cities.values()), others)
    for prose in altered.passages(str(release["text"])):
        quoted = prose[:40] in spoken or prose.endswith("?") or re.search(r"[“”\"]|Attorney General|WASHINGTON", prose)
        if not quoted:
            yield Passage(prose, "press_release", None, (), tuple(cities.values()), (), signed)
    for prose in sorted({p for r in letters for p in altered.passages(str(r["text"]))}):
        if re.search(r"[“”\"]", prose) or " ".join(prose.split())[:60] in told:
            continue
        having = [r for r in letters if " ".join(prose.split()) in " ".join(str(r["text"]).split())]
        to = tuple(cities[r["record_id"]] for r in having)
        by = {str(s["name"]) for r in having for s in r["signatories"]}
        others = tuple(name for name in everyone if not any(name.endswith(s) for s in by))
        lacking = tuple(city for city in cities.values() if city not in to)
        yield Passage(
            prose, "letter", None, to, lacking, others, tuple(by) if len(having) == len(letters) and len(by) == 1 else ()
        )
