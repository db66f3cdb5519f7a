"""Statements of how many: letters, places, questions, criteria, and numbers with their units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.language.numbers import VALUES
from pipeline.quotes.claimed_people import is_whole
from pipeline.quotes.claims import Claim, Held, Statement, claim, of_item
from pipeline.quotes.sources import COMMON, QuoteSource
from pipeline.records.items import items, word_of
from pipeline.records.quotations_types import ClaimKind, ClaimVerdict
from pipeline.wording.tokens import one_line, tokens
from pipeline.wording.weighty import number, senses, word_lists

_WORDS = "|".join(
    sorted((w for w in VALUES if isinstance(VALUES[w], int) and not w.endswith(("th", "st", "nd", "rd"))), key=len, reverse=True)
)
_PLACES = r"cities|towns|counties|villages|states|jurisdictions|sites|locations|places|communities|municipalities|localities"
# `four other California cities`: a number, words between, and what is counted
_COUNTED = re.compile(
    rf"\b(?P<number>{_WORDS}|\d{{1,3}}(?:,\d{{3}})*)\s+(?:(?!and\b|or\b|of\b)[\w’'-]+\s+){{0,3}}?"
    rf"(?P<noun>letters|{_PLACES}|recipients|questions|criteria|conditions|requirements|(?:police )?departments|agencies)\b",
    re.I,
)
_BOUNDS = "|".join(map(re.escape, word_lists()["bounds"]))
_BOUNDED = re.compile(rf"\b(?:{_BOUNDS})\s+(?:the\s+)?$", re.I)
# what is counted over years, or for each: `since 2009`, `three letters a year`
_OVER_TIME = re.compile(
    r"\bsince\s+(?:\w+\s+){0,2}\d{4}\b|\b(?:over|in|during)\s+the\s+(?:past|last)\b|\b(?:a|per|every|each)\s+(?:year|month|week|day)\b",
    re.I,
)
_FIELDS = {"questions": "questions", "criteria": "criteria", "conditions": "criteria", "requirements": "criteria"}


class Counted(NamedTuple):
    """A number of things that the sources tell of, and the senses of the words beside it."""

    number: str
    senses: frozenset[str]
    held: Held


def counts(statement: Statement, sources: Sequence[QuoteSource]) -> Iterator[Claim]:
    """The numbers of things in a statement."""
    for match in _COUNTED.finditer(statement.text):
        claimed = number(match["number"].casefold())
        if claimed is None or _BOUNDED.search(statement.text[: match.start()]) or _OVER_TIME.search(statement.text):
            continue
        noun = match["noun"].casefold()
        span = match.span()
        if field := _FIELDS.get(noun):
            yield from _items(statement, span, claimed, field, "questions" if field == "questions" else "criteria")
        elif noun in ("letters", "recipients"):
            yield _letters(statement, span, claimed, sources)
        else:
            yield _places(statement, span, claimed, sources)


def _items(statement: Statement, span: tuple[int, int], claimed: str, field: str, kind: ClaimKind) -> Iterator[Claim]:
    """How many questions or criteria there are: of each letter, or of the release where no letter has any."""
    held: list[Held] = []
    found: set[str] = set()
    for source in (*statement.letters, *statement.sources):
        value = items(source.record, field)
        if value and source.number not in {h.source for h in held} and (told := of_item(source, field, f"{len(value)} {field}")):
            held.append(told)
            found.add(str(len(value)))
            if top := sum(1 for item in value if (word_of(item, "label") or "").isdigit()):
                found.add(str(top))  # parts of a question may count or not
    if not held and not statement.is_named:
        return
    verdict: ClaimVerdict = "unknown" if not held else "contradicts" if claimed not in found else "fits"
    if verdict == "fits" and len({h.words for h in held}) > 1 and len(statement.letters) > 1:
        verdict = "unknown"  # the letters differ, and the article does not say which it means
    yield claim(statement, kind, span, verdict, held)


def _letters(
    statement: Statement, span: tuple[int, int], claimed: str, sources: Sequence[QuoteSource], kind: ClaimKind = "letters"
) -> Claim:
    letters = [s for s in sources if s.record["document_type"] == "letter"]
    told = [held for s in letters if (held := of_item(s, "recipients"))]
    return claim(statement, kind, span, _of_letters(claimed, letters, sources), told)


def _of_letters(claimed: str, letters: Sequence[QuoteSource], sources: Sequence[QuoteSource]) -> ClaimVerdict:
    """There may be more letters than are given, and letters of other days among these; a release may say which are all."""
    if not letters:
        return "unknown"
    if claimed == str(len(letters)):
        return "fits"
    one_day = len({s.record["date"]["value"] if s.record["date"] else None for s in letters}) == 1
    fewer = claimed.isdigit() and int(claimed) < len(letters)
    return "contradicts" if is_whole(sources, letters) or (fewer and one_day) else "unknown"


def _places(statement: Statement, span: tuple[int, int], claimed: str, sources: Sequence[QuoteSource]) -> Claim:
    """Places are counted in sentences of the sources, and by letters; which is meant, the words beside the number tell."""
    own = _senses(_clause(statement.text, span))
    letters = [s for s in sources if s.record["document_type"] == "letter"]
    if not own and claimed == str(len(letters)):
        return _letters(statement, span, claimed, sources, "places")
    told = [counted for source in sources for counted in _told(source)]
    best = max((len(own & c.senses) for c in told), default=0)
    by_letters = len(own & {"letter", "interested"}) if letters else 0
    if by_letters > best:
        return _letters(statement, span, claimed, sources, "places")
    meant = [c for c in told if best and len(own & c.senses) == best]
    found = {c.number for c in meant} | ({str(len(letters))} if by_letters == best and best else set())
    verdict: ClaimVerdict = "unknown" if len(found) != 1 else "fits" if claimed in found else "contradicts"
    return claim(statement, "places", span, verdict, [c.held for c in meant])


def _told(source: QuoteSource) -> Iterator[Counted]:
    """The numbers of places that a source tells of."""
    for match in _COUNTED.finditer(source.text):
        value = number(match["number"].casefold())
        if value is not None and re.fullmatch(_PLACES, match["noun"], re.I) and not _BOUNDED.search(source.text[: match.start()]):
            start = source.sentence_start(match.start() + 1)
            end = match.end() + len(source.after(match.end()))
            words = one_line(source.text[start:end])
            yield Counted(
                value, _senses(words), Held(words if len(words) < 160 else f"{words[:157]}…", source.number, start, end)
            )


def _clause(text: str, span: tuple[int, int]) -> str:
    """What stands around a number up to the next full stop of its clause."""
    start = max(text.rfind(mark, 0, span[0]) for mark in (";", ":", "\0", "—")) + 1
    ends = [at for mark in (";", ":", "\0", "—") if (at := text.find(mark, span[1])) >= 0]
    return text[start : min(ends, default=len(text))]


def _senses(text: str) -> frozenset[str]:
    """What the words of a text speak of, as far as the lists of words of one sense know."""
    keys = {token.key for token in tokens(text)}
    return frozenset(name for name, words in senses().items() if not keys.isdisjoint(words))


def numbers(statement: Statement, sources: Sequence[QuoteSource]) -> Iterator[Claim]:
    """Numbers with what they count, beside those of the sentence of the sources that has most of the statement's other words."""
    for match in _MEASURED.finditer(statement.text):
        claimed = number(match["number"].casefold())
        stems = stems_of(statement.text) - _SPEAKING
        like = [(share, source, span) for source in sources for share, span in _alike(stems, source, match["unit"])]
        best = max((share for share, _, _ in like), default=0.0)
        if claimed is None or best < _ENOUGH:
            continue
        held: list[Held] = []
        values: set[str | None] = set()
        for share, source, (start, end) in like:
            if share == best:
                held.append(Held(one_line(source.text[start:end])[:200], source.number, start, end))
                measured = _MEASURED.finditer(source.text, start, end)
                values |= {number(m["number"].casefold()) for m in measured if _unit(m["unit"]) == _unit(match["unit"])}
        yield claim(statement, "number", match.span(), "fits" if claimed in values else "contradicts", held)


_ENOUGH = 0.4  # share of a statement's stems that a passage must have to be what it tells of
_SPEAKING = frozenset(["letter", "ask", "whether", "befor", "after", "than", "least", "department", "justic", "city", "citi"])
"""Stems of words that an article has of any letter."""
_UNITS = "|".join(sorted((u for u in word_lists()["units"] if u.isalpha() and u != "times"), key=len, reverse=True))
_MEASURED = re.compile(
    rf"\b(?P<number>{_WORDS}|\d{{1,3}}(?:,\d{{3}})*)[\s-]+(?:(?:business|calendar) )?(?P<unit>{_UNITS})\b", re.I
)


def _unit(printed: str) -> str:
    return printed.casefold().removesuffix("s")


def _alike(stems: frozenset[str], source: QuoteSource, unit: str) -> Iterator[tuple[float, tuple[int, int]]]:
    """The sentences of a source that measure in a unit, with the share of `stems` that they have."""
    seen: set[int] = set()
    for match in _MEASURED.finditer(source.text):
        start = source.sentence_start(match.start() + 1)
        if _unit(match["unit"]) == _unit(unit) and start not in seen:
            seen.add(start)
            end = match.end() + len(source.after(match.end()))
            yield len(stems & stems_of(source.text[start:end])) / max(3, len(stems)), (start, end)


def stems_of(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, without their endings; numbers are left out."""
    keys = (token.key for token in tokens(text))
    return frozenset(
        re.sub(r"(?:'s|ing|ed|es|s|ly|ment|tion|ance|al)$", "", k)
        for k in keys
        if len(k) > 2 and k not in COMMON and number(k) is None
    )
