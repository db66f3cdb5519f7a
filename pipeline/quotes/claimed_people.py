"""Statements of whom letters went to and who signed them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.language.states import STATE
from extractors.language.vocabulary import either
from pipeline.quotes.attribution import GENERIC, Provenances, keys_of, same_person
from pipeline.quotes.citing import recipient_at
from pipeline.quotes.claims import Claim, Statement, claim, of_item
from pipeline.quotes.sources import QuoteSource
from pipeline.records.quotations_types import ClaimVerdict

_NAME = r"(?<![\w’'-])(?:[A-Z][\w’'-]*+\.?\s+){0,6}[A-Z][\w’'-]++(?:\s+(?:Jr|Sr)\.|\s+I{2,3}\b)?"
# `signed by Alan Hanson`, or `Alan Hanson, who ..., signed ... letters`
_SIGNED = re.compile(
    rf"\b(?:signed|written|sent)\s+by\s+(?:the\s+)?(?P<by>{_NAME}(?:\s+(?:of|for)\s+the\s+)?)"
    rf"|(?P<who>{_NAME})(?:,\s[^,.\0]{{2,60}},)?\s+(?:signed|wrote|sent)\b(?=[^.\0]{{0,40}}\b(?:letters?|cities|towns|them|it)\b)"
)
_LETTERS_TO = re.compile(r"\b(?P<noun>letters?)\b(?:\s+(?:were|was|have been|had been))?(?:\s+also)?", re.I)
_WENT_TO = re.compile(r"\s*(?:(?P<verb>sent|addressed|mailed|written|went|delivered)\s+)?to\s+(?P<who>[^.;:\0]{2,200})")
# `wrote to Baltimore, Albuquerque and Stockton`
_LISTED = re.compile(
    r"\b(?:[Ww]rote|(?:[Ww]ent|[Ss]ent|[Mm]ailed|[Aa]ddressed) (?:out |the |identical |similar |its |letters? )*)\s*to "
    r"(?P<who>[^.;:\0]{2,200})"
)
_GOT = re.compile(rf"(?P<who>{_NAME}(?:,\s{_NAME}){{0,8}}(?:,?\sand\s{_NAME})?)\s+(?:(?:all|each|also|both)\s+)?"
                  r"(?:got|received|was sent|were sent)\s+(?:a|the|one of the|identical|similar|such)?\s*letters?\b")  # fmt: skip
_VERB = re.compile(  # what ends a list of names
    r"\s(?:say|says|said|ask|asks|asked|asking|tell|tells|told|that|which|who|demand\w*|request\w*|warn\w*|give|gives|gave|giving"
    r"|on|by|with|in (?=[a-z])"
    r"|about|seeking|dated|signed|was|were|is|are|has|had|have|because|as|after|before|when|want\w*|until|contain\w*|went)\b"
)
_WROTE = re.compile(r"\bwrote\b")
_CAPITAL = re.compile(r"[A-ZÀ-Þ][\w’'.-]*")
STATE_NAME = re.compile(STATE)
_SENDER = re.compile(rf"\b(?:{either('Offices')}|Justice|DOJ|Attorneys)\b")


def signatories(statement: Statement, origins: Provenances) -> Iterator[Claim]:
    """Who is said to have signed or written the letters."""
    signed = [
        (item["name"], told)
        for source in statement.letters
        for at, item in enumerate(source.record["signatories"])
        if item["name"] and (told := of_item(source, "signatories", None, at))
    ]
    for match in _SIGNED.finditer(statement.text) if statement.is_of_letters or statement.is_named else ():
        name = match["by"] or match["who"]
        if _SENDER.search(name.split()[-1]) or (match["who"] and not origins.names_speaker(name)):
            continue  # the Department writes; who is not of the sources may write letters of his own
        span = match.span("by") if match["by"] else match.span("who")
        fits = any(same_person(name, other) for other, _ in signed)
        verdict: ClaimVerdict = "unknown" if not signed else "fits" if fits else "contradicts"
        yield claim(statement, "signatory", span, verdict, [h for _, h in signed])


def recipients(statement: Statement, sources: Sequence[QuoteSource], origins: Provenances) -> Iterator[Claim]:
    """Whom letters are said to have gone to: each of a list is looked for among those of the records."""
    letters = [s for s in sources if s.record["document_type"] == "letter"]
    for start, end in _lists(statement.text) if statement.is_of_letters or _WROTE.search(statement.text) else ():
        for span in _names(statement.text, start, end):
            yield from _recipient(statement, span, letters, origins)


def _lists(text: str) -> Iterator[tuple[int, int]]:
    """Where recipients are listed in a sentence."""
    taken = 0
    for noun in _LETTERS_TO.finditer(text):
        match = _WENT_TO.match(text, noun.end())
        if match and (match["verb"] or noun["noun"].endswith("s")):  # `the letter to the mayor says` only names the letter
            who = recipient_at(text, noun.end(), len(text))
            end = match.end("who") if noun["noun"].endswith("s") or who is None else match.start("who") + len(who)
            cut = _VERB.search(text, match.start("who"), end)
            taken = cut.start() if cut else end
            yield match.start("who"), taken
    for pattern in (_LISTED, _GOT):
        for match in pattern.finditer(text):
            if match.start("who") >= taken:
                cut = _VERB.search(text, *match.span("who"))
                yield match.start("who"), cut.start() if cut else match.end("who")


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the names in a list; a state behind its city is no name of its own."""
    at = start
    for part in [*re.finditer(r",?\s+and\s+|,\s+|;\s+", text[start:end]), None]:
        stop = start + part.start() if part else end
        if _CAPITAL.search(text, at, stop) and set(keys_of(STATE_NAME.sub(" ", text[at:stop]))) - GENERIC:
            yield at, stop
        at = start + part.end() if part else end


def _recipient(
    statement: Statement, span: tuple[int, int], letters: Sequence[QuoteSource], origins: Provenances
) -> Iterator[Claim]:
    text = statement.text[span[0] : span[1]]
    capital = " ".join(m.group() for m in _CAPITAL.finditer(STATE_NAME.sub(" ", text)))
    words = frozenset(keys_of(capital)) - GENERIC
    if not words or not letters or _SENDER.search(text):
        return
    terms = {letter.number: origins.terms_of(letter.number) for letter in letters}
    best = max(len(words & own) for own in terms.values())
    likely = [letter for letter in letters if len(words & terms[letter.number]) == best]
    held = [told for letter in (likely if best else letters) if (told := of_item(letter, "recipients"))]
    known = words & frozenset().union(*(terms[letter.number] for letter in likely)) if best else frozenset[str]()
    verdict: ClaimVerdict = "unknown"
    if best and words == known:
        verdict = "fits"
    elif (words - known) & frozenset().union(*terms.values()) or (not best and is_whole(statement.sources, letters)):
        verdict = (
            "contradicts"  # the name of one addressee and the place of another; one who is not among those that a release lists
        )
    yield claim(statement, "recipient", span, verdict, held)


def is_whole(sources: Sequence[QuoteSource], letters: Sequence[QuoteSource]) -> bool:
    """Whether a release among the sources lists the places to which letters went, and these are the letters."""
    cities = {str(city) for s in letters for r in s.record["recipients"] if (city := r["address"] and r["address"]["city"])}
    listed = [{j["name"] for j in s.record["jurisdictions"]} for s in sources if s.record["document_type"] == "press_release"]
    return bool(cities) and cities in listed and len(cities) == len(letters)
