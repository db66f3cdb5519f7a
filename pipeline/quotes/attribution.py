"""Whether words that are true to a source are also of the letter or the person that the article names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.language.states import STATE, code
from extractors.language.vocabulary import either
from extractors.people.persons import fold as fold_name
from pipeline.quotes.citing import Cited, same_day, same_surname
from pipeline.quotes.sources import QuoteSource
from pipeline.records.quotations_types import Attribution
from pipeline.records.types import Record
from pipeline.wording.tokens import fold, tokens
from pipeline.wording.weighty import word_lists

GENERIC = frozenset(word_lists()["not_telling"])
_TITLES = frozenset(word_lists()["titles"])
_STATE = re.compile(STATE)
_SPOKE = rf"(?:{either('saying')}|told)"
_WROTE = re.compile(r"\b(?:wrote|writes|written)\b")
_BODIES = frozenset(word_lists()["bodies"])
_SUFFIXES = frozenset(word_lists()["suffixes"])


@dataclass(frozen=True, slots=True)
class Provenance:
    """What was decided about a passage, with who or what it is really of, in words."""

    attribution: Attribution
    of: str
    note: str | None = None


class Provenances:
    """Compares what an article names with where the words stand."""

    def __init__(self, sources: Sequence[QuoteSource]):
        """`sources` are all that were searched: what tells a letter apart is told by the others."""
        self._sources = sources
        self._people = sorted({name for s in sources for name in _people(s.record)})
        self._addressed = sorted({name for s in sources for name in _addressed(s.record)} - {*self._people})
        self._letters = [s for s in sources if s.record["document_type"] == "letter"]
        self._places = {s.number: _words(_place_terms(s.record)) for s in self._letters}
        self._titles = {s.number: self._places[s.number] | _words(_title_terms(s.record)) for s in self._letters}

    def judge(self, cited: Cited, source: QuoteSource, span: tuple[int, int]) -> Provenance:
        """Whether `text[span]` of `source` is what `cited` says that it is."""
        by_document = self._document(cited, source)
        if by_document == "other_document":
            return Provenance("other_document", describe(source.record))
        by_speaker, of, note = self._speaker(cited, source, span, by_document == "right")
        if by_speaker == "other_speaker":
            return Provenance("other_speaker", of)
        if "right" in (by_document, by_speaker):
            return Provenance("right", of, note)
        if cited.department and source.record["issuer"] is not None:
            return Provenance("right", of)
        return Provenance("unknown", of)

    def is_given(self, cited: Cited) -> bool:
        """Whether the letter or release that an article names, by whom it went to or as the only one, is among the sources."""
        if cited.speaker and not any(same_person(cited.speaker, person) for person in self._people):
            return False  # “It is a witch hunt,” the sheriff said of the letter
        releases = [s for s in self._sources if s.record["document_type"] == "press_release"]
        if cited.document == "press_release":
            return len(releases) == 1
        if cited.document != "letter":
            return cited.document is None and self._wrote(cited)
        if cited.recipient and (named := set(keys_of(cited.recipient)) - GENERIC):
            named = named - _TITLES or named  # a mayor is given by name, where a name is given
            return any(named & words for words in self._titles.values())
        if not cited.recipient and not cited.many and self.letters_named(cited.own) and self._named_others(cited) is None:
            return True  # told the sheriff ..., according to the letter
        return len(self._letters) == 1 and self._named_others(cited) is None

    def letters_to(self, recipient: str) -> frozenset[int] | None:
        """The numbers of the letters that went to `recipient`, in an article's words; `None` where these tell none apart."""
        return self._best(keys_of(recipient), self._titles, many=True)

    def letters_named(self, text: str) -> frozenset[int] | None:
        """The numbers of the letters that names and places in a sentence tell from the others; `None` where they tell none."""
        return self._best(_capitalised(text), self._places, many=True)

    def names_speaker(self, text: str) -> bool:
        """Whether somebody who signs one of the sources, or is quoted in one, is named in `text`."""
        return any(same_surname(person, text) for person in self._people)

    def terms_of(self, number: int) -> frozenset[str]:
        """The words, folded, that name whom letter `number` went to."""
        return self._titles[number]

    def _wrote(self, cited: Cited) -> bool:
        """Whether somebody who signs one of the letters is said to have written the words."""
        named = cited.speaker or self._surname(cited.own)
        signed = (s["name"] for letter in self._letters for s in letter.record["signatories"] if s["name"])
        return bool(named and _WROTE.search(cited.own)) and any(same_person(str(named), name) for name in signed)

    def _named_others(self, cited: Cited) -> str | None:
        """Whose the document is said to be, where that is not the Department: `the county's letter`."""
        owner = re.search(r"\b([\w.]+(?: [\w.]+)?)[’']s (?:own )?(?:letter|reply|answer|release)\b", cited.own)
        if owner is None or re.search(r"department|justice|division|attorney general", owner[1], re.I):
            return None
        return owner[1]

    def _is_outsider(self, owner: str) -> bool:
        """Whether who is said to have written is a body that the Department writes to, or one of its addressees."""
        words = set(keys_of(owner))
        return not words.isdisjoint(_BODIES) or any((words - GENERIC) & places for places in self._places.values())

    def _document(self, cited: Cited, source: QuoteSource) -> Attribution:
        """What the words for a document, its recipient and its date say about `source`."""
        kind = source.record["document_type"]
        if (owner := self._named_others(cited)) and kind != "press_release" and self._is_outsider(owner):
            return "other_document"
        wrong = {"letter": kind != "letter", "press_release": kind != "press_release", "memorandum": kind == "press_release"}
        if cited.document and wrong.get(cited.document, False):
            return "other_document"
        named = self._named(cited)
        if named is not None and kind != "press_release":
            return "right" if source.number in named else "other_document"
        if cited.dates and not any(self._dated(cited, source.record)):
            return "other_document" if any(any(self._dated(cited, s.record)) for s in self._sources) else "unknown"
        if cited.document == "statement":
            return "right" if kind == "press_release" else "unknown"
        return "right" if cited.document else "unknown"

    def _dated(self, cited: Cited, record: Record) -> Iterable[bool]:
        printed = record["date"] and record["date"]["value"]
        return (same_day(day, date.fromisoformat(printed)) for day in cited.dates) if printed else ()

    def _named(self, cited: Cited) -> frozenset[int] | None:
        """The letters that the article's words name, nearest words first; `None` where they tell none apart."""
        if cited.many and not cited.recipient:
            return None
        if cited.recipient and (found := self._best(keys_of(cited.recipient), self._titles, cited.many)):
            return found
        if cited.document == "press_release":
            return None
        if found := self._best(_capitalised(cited.clause), self._places):
            return found
        if cited.document == "statement" or (cited.speaker and not cited.document):
            return None
        for sentence, recipient in cited.context:
            if recipient and (found := self._best(keys_of(recipient), self._titles)):
                return found
            if found := self._best(_capitalised(sentence), self._places):
                return found
        return None

    def _best(self, cues: Iterable[str], terms: Mapping[int, frozenset[str]], many: bool = False) -> frozenset[int] | None:
        """The letters that most of the words name, or with `many` any of them; `None` where no word tells letters apart."""
        scores = dict.fromkeys(terms, 0.0)
        for cue in set(cues) - GENERIC:
            holders = [number for number, words in terms.items() if cue in words]
            for number in holders:
                scores[number] += 1 / len(holders) if len(holders) < len(terms) else 0.0
        best = max(scores.values(), default=0.0)
        return frozenset(n for n, score in scores.items() if score == best or (many and score > 0)) if best > 0 else None

    def _surname(self, own: str) -> str | None:
        """A person of the sources who by the surname alone is said to speak: `Roe wrote`, `said Roe`."""
        for person in self._people:
            surname = re.escape(_last_name(person))
            if re.search(rf"\b{surname}(?: \w+ly)? {_SPOKE}|{_SPOKE}(?: \w+ly)? (?:(?:[A-Z]\S*|the) ){{0,5}}{surname}\b", own):
                return person
            if re.search(rf"\b[Aa]ccording to (?:(?:[A-Z]\S*|the) ){{0,6}}{surname}\b", own):
                return person
        return next((p for p in (*self._people, *self._addressed) if _introduced(_last_name(p)).match(own)), None)

    def _speaker(
        self, cited: Cited, source: QuoteSource, span: tuple[int, int], in_document: bool
    ) -> tuple[Attribution, str, str | None]:
        """What the person named says about the passage; also who it is really of, and a remark."""
        said = source.said(*span)
        speaker = said["speaker"] if said else None
        signed = [(s["title"], s["name"]) for s in source.record["signatories"] if s["name"]]
        of = speaker or _signature(signed) or describe(source.record)
        named = cited.speaker or self._surname(cited.own)
        if named is None:
            return "unknown", of, None
        if said is not None:
            if speaker is None:
                return "unknown", of, None
            return ("right" if same_person(named, speaker) else "other_speaker"), of, None
        if any(same_person(named, name) for _, name in signed):
            return "right", of, None
        quoted = any(a <= span[0] and span[1] <= b for a, b in source.quoted)
        if source.record["document_type"] == "press_release" and in_document:
            note = f"These words are the release’s own; it does not quote {named} with them."
            return "right", of, note
        if quoted or (not signed and source.record["document_type"] != "press_release"):
            return "unknown", of, None
        return "other_speaker", of, None


def same_person(one: str, other: str) -> bool:
    """Whether two names, with or without titles, can be one person: the same surname, and first names that agree."""
    first, second = _name(one), _name(other)
    if not first or not second or first[-1] != second[-1]:
        return False
    shared = set(first[:-1]) & set(second[:-1])
    return bool(shared) or 1 in (len(first), len(second)) or _initials_agree(first, second)


def describe(record: Record) -> str:
    """A source in a few words: `letter of August 3, 2017 to Gorden Eden Jr.`."""
    kind = {"letter": "letter", "press_release": "press release"}.get(record["document_type"], "document")
    number = f" {record['release_number']['value']}" if record["release_number"] else ""
    printed = record["date"] and record["date"]["value"]
    day = f" of {date.fromisoformat(printed):%B} {date.fromisoformat(printed).day}, {printed[:4]}" if printed else ""
    to = [r["name"] or r["organization"] for r in record["recipients"]]
    recipients = f" to {' and '.join(r for r in to if r)}" if any(to) else ""
    return f"{kind}{number}{day}{recipients}"


def _last_name(person: str) -> str:
    return person.split(",")[0].removesuffix(" Jr.").split()[-1]


def _introduced(surname: str) -> re.Pattern[str]:
    """A sentence that names a person before a colon or behind a dash: `Anna Roe, the mayor, was blunter: “…”`, `“…” — Roe`."""
    titles = r"(?:(?:[A-Z][\w.’'-]*|the|acting)\s+){0,6}"
    manner = r"(?: (?:was|is|put it|sounded|struck) [^:…]{0,50}|[’']s (?:own )?(?:words?|answer))?"
    named = rf"{titles}{re.escape(surname)}"
    return re.compile(rf"\W*{named}(?:, [^:…]{{2,60}},)?{manner}: ?(?:…|$)|\s*…\s*[—–-]+\s*{named}\b(?! \w)")


def _signature(signed: Sequence[tuple[str | None, str]]) -> str | None:
    """Who signed, by title and name."""
    named = [f"{title} {name}" if title else name for title, name in signed]
    return " and ".join(named) or None


def _name(name: str) -> list[str]:
    words = [w for w in fold_name(name).replace(",", " ").split() if w.strip(".") not in _SUFFIXES]
    return [w.strip(".") for w in words]


def _initials_agree(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the words before the surname are an initial of the other's, or a title alone."""
    short, long = sorted((first[:-1], second[:-1]), key=len)
    return all(any(w[0] == v[0] and 1 in (len(w), len(v)) for v in long) for w in short) or short[-1] in _TITLES


def _place_terms(record: Record) -> Iterable[str]:
    for recipient in record["recipients"]:
        address = recipient["address"]
        yield from (recipient["name"] or "", recipient["organization"] or "", (address and address["city"]) or "")
        yield f"state_{address['state']}" if address and address["state"] else ""
    yield record["salutation"]["value"].removeprefix("Dear") if record["salutation"] else ""


def _title_terms(record: Record) -> Iterable[str]:
    return (recipient["title"] or "" for recipient in record["recipients"])


def _people(record: Record) -> Iterable[str]:
    """Who speaks in a record: its signatories and those whom it quotes."""
    yield from (s["name"] for s in record["signatories"] if s["name"])
    yield from (q["speaker"] for q in record["quotations"] if q["speaker"])


def _addressed(record: Record) -> Iterable[str]:
    """Whom a record was written to by name: what it says is not theirs."""
    yield from (r["name"] for r in record["recipients"] if r["name"])


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(key for text in texts for key in ([text] if text.startswith("state_") else keys_of(text))) - GENERIC


def keys_of(text: str) -> list[str]:
    """The words of `text` folded, possessives taken off, and each state that it names by its code."""
    states = [f"state_{code(m.group())}" for m in _STATE.finditer(text)]
    return [*(fold(t.text).removesuffix("'s") for t in tokens(text)), *states]


def _capitalised(text: str) -> list[str]:
    """Keys of the words of `text` that are written with a capital, and of the states among them."""
    capital = " ".join(m.group() for m in re.finditer(r"[A-ZÀ-Þ][\w’'.-]*", text))
    return keys_of(capital)
