"""Whom an article says that it quotes: the speaker, the document, and the words that tell one letter from another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractors.fields import quotations
from extractors.language.dates import find_dates, find_yearless
from extractors.language.sentences import sentences
from extractors.language.vocabulary import either
from pipeline.nlp import base
from pipeline.quotes.article import Article, PrintedQuotation

DocumentNoun = Literal["letter", "press_release", "statement", "memorandum"]

# what an article calls a document, by its kind
NOUN = re.compile(
    r"\b(?:(?P<press_release>(?:news|press|media)[ -]releases?|releases?|announcements?|news advisory)"
    r"|(?P<letter>(?:letters?|correspondence)(?! of))"
    r"|(?P<memorandum>memos?|memorand(?:um|a))"
    r"|(?P<statement>statements?))\b",
    re.IGNORECASE,
)
_MANY = re.compile(r"(?:s|memoranda)$", re.IGNORECASE)
# `sent to Chief Jones, which says`: whom a letter went to, up to a verb or the end of the clause
_RECIPIENT = re.compile(
    r"[,\s]*(?:(?:that\s+was\s+|which\s+was\s+)?(?:also\s+)?(?:sent|addressed|mailed|written|went|delivered)\s+)?"
    r"(?P<preposition>to|for)\s+(?P<who>[^“”\"]{2,90}?)"
    r"(?=\s+(?:says?|said|asks?|asked|tells?|told|reads?|contain(?:s|ed)?|warn(?:s|ed)?|stat(?:es|ed)|note[sd]?|add(?:s|ed)?|put"
    r"|call(?:s|ed)?|demand(?:s|ed)?|request(?:s|ed)?|quot(?:es|ed)|describe[sd]?|makes?|made|gives?|gave|wants?|wanted|that|which"
    r"|dated|is|was|has|had|and\s+(?:says?|asks?|tells?)|went|goes)\b|[,:;—–]|(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bJr)(?<!\b[A-Z])\.|\s*$)",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:dated|released|issued|sent|letter|statement|release|written|of|on)\b", re.IGNORECASE)
_POINTING = re.compile(r"^\W*(?:it|its|the\s+(?:same\s+)?(?:letter|statement|release|document)s?|that\s+letter)\b", re.IGNORECASE)
_ENDED = re.compile(r"[.?!][”\"»›]$|[”\"»›][.?!]$")
_BLANKED = re.compile(r"(?:[“„‟\"‘‛«‹]|``)?\0[\0\n]*[.?!]?(?:[”“\"’»›]|'')?")
# `the Justice Department also said`, `federal officials wrote`
DEPARTMENT = re.compile(
    r"\b(?:the\s+)?(?:(?:U\.?S\.?\s+)?(?:Justice\s+Department|Department\s+of\s+Justice)|DOJ|department|division|bureau|"
    r"[Ff]ederal\s+(?:officials|government|prosecutors)|office)(?:\W+s)?\s+(?:\w+\s+){0,2}?"
    rf"(?:{either('saying')}|told|tells|found)\b"
)


_OPEN, _CLOSE = "“”"
_SINGLE = str.maketrans({"“": "‘", "”": "’", '"': "'"})  # marks of a quotation within another
_MOST_QUOTED = 12
"""Sentences back in which the words that lead up to a quotation of many paragraphs are looked for."""


@dataclass(frozen=True, slots=True)
class Cited:
    """Whom and what an article names as the origin of a quotation.

    `speaker` is a person, `document` the kind of document, `many` whether several are named; `recipient` what stands behind
    `letter to`; `clause` the article's own words nearest the quotation, `own` all in its sentence; `context` are the
    sentences before, nearest first, each with the recipient that it names; `dates` are the dates given to the document:
    year (`None` where there is none), month, day. `department`: the department or an office speaks. `phrase` is how the
    article names all this, in few words.
    """

    speaker: str | None = None
    document: DocumentNoun | None = None
    many: bool = False
    recipient: str | None = None
    clause: str = ""
    context: tuple[tuple[str, str | None], ...] = ()
    own: str = ""
    dates: tuple[tuple[int | None, int, int], ...] = ()
    department: bool = False
    phrase: str = ""


class Citations:
    """Reads what an article says about its quotations."""

    def __init__(self, article: Article):
        """`article` as `read_article` gives it."""
        self._article = article
        self._masked = masked(article)
        self._sentences = [own for p in article.paragraphs for s in sentences(self._masked, *p) for own in self._parted(*s)]
        self._statements = quotations.extract(base()(_with_double_marks(article)))

    def of(self, quotation: PrintedQuotation) -> Cited:
        """What is said about one quotation of the article."""
        number = self._sentence(quotation.start)
        start, end = self._sentences[number]
        end = max(end, *(s[1] for s in self._sentences if s[0] < quotation.end), end)
        around = self._own(start, end)
        lead_in = not around.strip(" …“”\"'‘’,.:;•–-") or _bare_label(around)
        if lead_in and number:
            start, end = self._sentences[self._lead_in(number)]
            before, after = (start, end), (end, end)
        else:
            before, after = (start, quotation.start), (quotation.pieces[0][1], end)  # what parts its pieces counts too
        noun, where = self._noun(before, after)
        speaker = self._speaker(quotation)
        own = self._own(start, end)
        clause = self._own(self._clause_start(start, before[1]), before[1]) if before[1] > start else ""
        clause = clause if len(clause.split()) > 1 else own
        recipient = self._recipient(where, end) if where else None
        if speaker and recipient and same_surname(speaker, recipient):
            speaker = None  # “the letter to Mr. Stroud says”
        return Cited(
            speaker=speaker,
            document=_kind(noun),
            many=bool(noun and _MANY.search(noun.group())),
            recipient=recipient,
            clause=clause,
            own=own,
            context=self._context(start, pointing=bool(_POINTING.match(own))),
            dates=self._dates(start, end),
            department=DEPARTMENT.search(own) is not None,
            phrase=_phrase(speaker, noun, recipient, own),
        )

    def around(self, quotation: PrintedQuotation) -> str:
        """The article's words, other quotations among them, in the sentences in which a quotation stands."""
        start = self._sentences[self._sentence(quotation.start)][0]
        end = max((b for a, b in self._sentences if a < quotation.end), default=quotation.end)
        return f"{self._article.text[start : quotation.start]} … {self._article.text[quotation.end : end]}"

    def _parted(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A sentence, cut where one ends with a quotation and another begins with one: `It says: “…” “We will,” she said.`"""
        for passage in self._article.passages:
            if not start < passage.start < end or not passage.pieces:
                continue
            before, first = self._masked[start : passage.start].rstrip(), passage.pieces[0][0]
            if _ENDED.search(before) and self._article.text[first : first + 1].isupper():
                yield start, start + len(before)
                start = passage.start
        yield start, end

    def _sentence(self, offset: int) -> int:
        """The number of the sentence in which `offset` stands."""
        return max((i for i, (start, _) in enumerate(self._sentences) if start <= offset), default=0)

    def _lead_in(self, number: int) -> int:
        """The sentence that leads up to a quotation that stands alone: one in its paragraph, or one that ends in a colon."""
        paragraph = max(p[0] for p in self._article.paragraphs if p[0] <= self._sentences[number][0])
        for i in range(number - 1, max(-1, number - _MOST_QUOTED), -1):
            own = self._own(*self._sentences[i]).rstrip(" …")
            if not _bare_label(own):
                return i if self._sentences[i][0] >= paragraph or own.endswith((":", ",")) else number
        return number

    def _own(self, start: int, end: int) -> str:
        """The article's own words in a span; what is quoted is left out."""
        return _BLANKED.sub("…", self._masked[start:end])

    def _clause_start(self, start: int, end: int) -> int:
        """Where the article's own words after the last quotation before `end` begin."""
        return max((q.end for q in self._article.passages if start <= q.start and q.end < end), default=start)

    def _noun(self, before: tuple[int, int], after: tuple[int, int]) -> tuple[re.Match[str] | None, int]:
        """The noun for a document nearest the quotation, first before it, and where it ends."""
        found = list(NOUN.finditer(self._masked, *before))
        behind = NOUN.search(self._masked, *after)
        noun = found[-1] if found else behind
        if found and behind and self._clause_start(before[0], before[1]) > found[-1].end():
            noun = behind
        for other in reversed(found):  # the letter says of ... that: the noun that has a recipient says more
            if noun is other or (noun and other.end() < noun.start() and self._recipient(other.end(), before[1])):
                noun = other if self._recipient(other.end(), before[1]) else noun
                break
        return noun, noun.end() if noun else 0

    def _recipient(self, at: int, end: int) -> str | None:
        return recipient_at(self._masked, at, end)

    def _speaker(self, quotation: PrintedQuotation) -> str | None:
        for statement in self._statements:
            if statement.start < quotation.end and quotation.start < statement.end:
                name = statement.value["speaker"]
                return str(name) if name else None
        return None

    def _dates(self, start: int, end: int) -> tuple[tuple[int | None, int, int], ...]:
        own = self._own(start, end)
        found = [(d.start, (d.value.year, d.value.month, d.value.day)) for d in find_dates(own)]
        bare = [(y.start, (None, y.month, y.day)) for y in find_yearless(own)]
        return tuple(value for at, value in [*found, *bare] if _DATED.search(own[max(0, at - 25) : at]))

    def _context(self, start: int, pointing: bool) -> tuple[tuple[str, str | None], ...]:
        """The sentences before one in its paragraph, and in the paragraph before where it only points back."""
        first = max((i for i, p in enumerate(self._article.paragraphs) if p[0] <= start), default=0)
        least = self._article.paragraphs[max(0, first - pointing)][0]
        found = []
        for a, b in reversed([s for s in self._sentences if least <= s[0] < start]):
            recipients = [r for m in NOUN.finditer(self._masked, a, b) if m["letter"] and (r := self._recipient(m.end(), b))]
            found.append((self._own(a, b), recipients[-1] if recipients else None))
        return tuple(found)


def recipient_at(text: str, at: int, end: int) -> str | None:
    """Whom a document went to, in the words that stand behind its noun at `at`: `the letter` | `to the clerk says`."""
    match = _RECIPIENT.match(text, at, end)
    return match["who"].strip() if match else None


def same_surname(person: str, text: str) -> bool:
    """Whether the last word of a person's name stands in `text`."""
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", person) if word.casefold() not in ("jr", "sr", "ii", "iii")]
    return bool(words) and re.search(rf"\b{re.escape(words[-1])}\b", text) is not None


def same_day(cited: tuple[int | None, int, int], day: date) -> bool:
    """Whether a date in an article, perhaps without its year, is `day`."""
    return cited[1:] == (day.month, day.day) and cited[0] in (None, day.year)


def _with_double_marks(article: Article) -> str:
    """The article's text, letter for letter as long, whatever its quotations are marked with between `“` and `”`."""
    text = list(article.text)
    for passage in (p for p in article.passages if p.pieces):
        opening, closing = slice(passage.start, passage.pieces[0][0]), slice(passage.pieces[-1][1], passage.end)
        text[opening] = f"{_OPEN:>{passage.pieces[0][0] - passage.start}}" if passage.pieces[0][0] > passage.start else ""
        text[closing] = f"{_CLOSE:<{passage.end - passage.pieces[-1][1]}}" if passage.end > passage.pieces[-1][1] else ""
        for start, end in passage.pieces:
            text[start:end] = article.text[start:end].translate(_SINGLE)
    return "".join(text)


def masked(article: Article) -> str:
    """The article's text, what is quoted blanked but for a mark that ends a sentence."""
    text = list(article.text)
    for quotation in article.passages:
        for start, end in quotation.pieces:
            for i in range(start, end):
                if text[i] != "\n" and not (i == end - 1 and text[i] in ".?!"):
                    text[i] = "\0"
    return "".join(text)


def _kind(noun: re.Match[str] | None) -> DocumentNoun | None:
    kinds: Iterable[DocumentNoun] = ("press_release", "letter", "memorandum", "statement")
    return next((kind for kind in kinds if noun and noun[kind]), None)


def _bare_label(own: str) -> bool:
    return not re.search(r"[^\W\d_]{3}", own)


def _phrase(speaker: str | None, noun: re.Match[str] | None, recipient: str | None, own: str) -> str:
    """How the article names the origin, in few words."""
    named = noun.group() if noun else ""
    document = f"the {named} to {recipient}" if noun and recipient else f"the {named}" if noun else ""
    if speaker and document:
        return f"{speaker}, in {document}"
    return speaker or document or own.strip(" •….,:;")[:160]
