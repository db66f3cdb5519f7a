"""The passage of the sources that a quotation comes from, and the verdict on its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.quotes.alignment import Move, align
from pipeline.quotes.attribution import Provenance, Provenances
from pipeline.quotes.chains import Chain, best_across, best_in_each
from pipeline.quotes.citing import Cited
from pipeline.quotes.noise import Lexicon
from pipeline.quotes.phrase import Phrase
from pipeline.quotes.sources import COMMON, Index, QuoteSource, WordRun
from pipeline.quotes.verdict import Judge, QuoteDifference, merged
from pipeline.records.quotations_types import Verdict
from pipeline.records.types import Record

_LEAST_EXPLAINED = 0.6
"""Share of a quotation's words that must stand in the sources, and of its words that carry meaning half of it."""
_FAITHFUL: tuple[Verdict, ...] = ("exact", "typographic", "elided", "bracketed")
_NEARLY = 4
"""Words by which a passage of the document that the article names may be further off than the nearest passage."""
_UNEXPLAINED = 2  # words of a quotation that one source may leave unexplained before several are tried
_MOST_CHAINS = 40  # that are judged: those behind are worse by far


@dataclass(frozen=True, slots=True)
class Match:
    """A quotation's passage: the steps beside it, the verdict, and what is to be said of its attribution."""

    phrase: Phrase
    moves: tuple[Move, ...]
    verdict: Verdict
    differences: tuple[QuoteDifference, ...]
    origins: tuple[Provenance, ...]
    spans: tuple[tuple[int, int, int], ...]

    @property
    def faithful(self) -> bool:
        """Whether the words are true to the source."""
        return self.verdict in _FAITHFUL

    @property
    def origin(self) -> Provenance:
        """The origin of the whole: what speaks against the article's word for it before what speaks for it."""
        order = ("other_document", "other_speaker", "unknown", "right")
        return min(self.origins, key=lambda o: order.index(o.attribution))

    @property
    def changed(self) -> int:
        """Words that are changed, put in or left out, a little more for a splice."""
        words = 0
        for move in self.moves:
            if move.step in ("replaced", "dropped", "inserted"):
                words += max(move.last - move.first, move.end - move.begin)
            words += 3 * (move.step == "spliced")
        return words + sum(difference.altering for difference in self.differences)


class Finder:
    """Looks quotations up in the sources."""

    def __init__(self, records: Sequence[Record]):
        """`records` have the form of the record schema."""
        self._index = Index(records)
        self.origins = Provenances(self._index.sources)
        self._lexicon = Lexicon(self._index.counts)

    @property
    def sources(self) -> Sequence[QuoteSource]:
        """The sources in order."""
        return self._index.sources

    def is_given(self, cited: Cited) -> bool:
        """Whether the document that the article names is among the sources."""
        return self.origins.is_given(cited)

    def find(self, phrase: Phrase, cited: Cited) -> list[Match]:
        """The passage that fits best, and the others as true to the words after it; none where the sources have no such words."""
        runs = self._index.runs(phrase)
        read = self._read(phrase, runs)
        judge = Judge(read, self._lexicon, self._index.names)
        chains = [
            chain for chain in self._chains(phrase, runs) if self._explained(phrase, chain, align(phrase, chain, read), judge)
        ]
        matches = [self._match(phrase, align(phrase, chain, read), judge, cited) for chain in chains]
        faithful = [m for m in matches if m.faithful]
        if faithful:
            ranked = sorted(faithful, key=lambda m: (self._is_other(m), _RANK[m.origin.attribution], _FAITHFUL.index(m.verdict)))
            return [ranked[0], *(m for m in ranked[1:] if m.verdict == ranked[0].verdict)]
        least = min((m.changed for m in matches), default=0)
        near = [m for m in matches if m.changed <= least + _NEARLY]
        return sorted(near, key=lambda m: (self._is_other(m), _RANK[m.origin.attribution], m.changed))[:1]

    def _is_other(self, match: Match) -> bool:
        """Whether the passage is of a paper that is neither letter nor release: it never comes before one that is."""
        return any(self.sources[number].record["document_type"] == "other" for number, _, _ in match.spans)

    def _read(self, phrase: Phrase, runs: dict[int, list[WordRun]]) -> Mapping[int, QuoteSource]:
        """The sources, those read by OCR that `runs` name as the quotation lets read them; their runs are found anew."""
        read = dict(enumerate(self.sources))
        scanned = sorted((n for n in runs if read[n].ocr), key=lambda n: -sum(run.count for run in runs[n]))
        for number in scanned[:_MOST_CHAINS]:
            read[number] = self._lexicon.repaired(read[number], phrase)
            runs[number] = self._index.runs_in(phrase, read[number]) or runs[number]
        self._index.add_short(phrase, read, runs)
        return read

    def _chains(self, phrase: Phrase, runs: Mapping[int, Sequence[WordRun]]) -> list[Chain]:
        """The best chain in each source that explains most, or one over several sources where that explains more."""
        if not runs:
            return []
        single = best_in_each(phrase, runs)
        top = max(chain.score for chain in single)
        near = sorted((c for c in single if c.score >= top - _NEARLY), key=lambda c: -c.score)
        whole = [c for c in near if c.score >= phrase.words - 1e-9]
        chains = whole or near[:_MOST_CHAINS]
        if top < phrase.words - _UNEXPLAINED:
            across = best_across(phrase, runs, single)
            if across.score > top + 0.5:
                return [across]
        return sorted(chains, key=lambda c: c.runs[0].source)

    def _explained(self, phrase: Phrase, chain: Chain, moves: Sequence[Move], judge: Judge) -> bool:
        """Whether so many of the quotation's words stand in the sources that it can be said to be from them."""
        words = [i for i, item in enumerate(phrase.items) if item.kind == "word"]
        telling = [i for i in words if phrase.items[i].key not in COMMON] or words
        covered = {i for run in chain.runs for i in range(run.item, run.item + run.count)}
        for move in moves:
            if move.step == "equal" or (move.step == "replaced" and judge.excused(phrase, move)):
                covered.update(range(move.first, move.last))
        most = len(covered.intersection(words)) >= _LEAST_EXPLAINED * len(words)
        return most and len(covered.intersection(telling)) >= _LEAST_EXPLAINED / 1.2 * len(telling)

    def _match(self, phrase: Phrase, moves: Sequence[Move], judge: Judge, cited: Cited) -> Match:
        verdict, differences = judge.judge(phrase, moves)
        spans = self._spans(moves)
        origins = [self.origins.judge(cited, self.sources[number], (start, end)) for number, start, end in spans]
        return Match(phrase, tuple(moves), verdict, merged(differences), tuple(origins), spans)

    def _spans(self, moves: Sequence[Move]) -> tuple[tuple[int, int, int], ...]:
        """Source number and half-open offsets of each passage that the quotation takes from a source."""
        groups: list[list[Move]] = [[]]
        for move in moves:
            if move.step in ("spliced", "elided"):
                groups.append([])
            elif move.begin < move.end:
                groups[-1].append(move)
        spans = []
        for group in groups:
            if group:
                source = self.sources[group[0].source]
                spans.append((source.number, source.tokens[group[0].begin].start, source.tokens[group[-1].end - 1].end))
        return tuple(spans)


_RANK = {"right": 0, "unknown": 1, "other_speaker": 2, "other_document": 3}
