"""Which stretches of the sources, taken in the quotation's order, explain most of it with the fewest breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.quotes.phrase import Phrase
from pipeline.quotes.sources import WordRun

_JUMP = 3.5
"""What it costs, in words, to go on at another place: a chance likeness of three words is worth no jump."""
_NEAR = 12
"""Words that may be left out or put in before this is another place."""
_MOST_SOURCES = 12  # that are tried together: a quotation is run together from few
_MOST_RUNS = 400  # of like words: beyond, the quotation is of common words only, and time would grow with the square


@dataclass(frozen=True, slots=True)
class Chain:
    """Runs in the order of the quotation, none overlapping the one before it; `score` is words explained less breaks."""

    score: float
    runs: tuple[WordRun, ...]

    @property
    def words(self) -> int:
        """Words of the quotation that are explained."""
        return sum(run.count for run in self.runs)


def best_in_each(phrase: Phrase, runs: Mapping[int, Sequence[WordRun]]) -> list[Chain]:
    """The best chain within each source, in the order of the sources."""
    return [best(phrase, runs[number]) for number in sorted(runs)]


def best_across(phrase: Phrase, runs: Mapping[int, Sequence[WordRun]], single: Iterable[Chain]) -> Chain:
    """The best chain that may go from one source to another, among the sources that explain most, first and last words alike."""
    ranked = sorted(single, key=lambda c: -c.score)[:_MOST_SOURCES]
    chosen = {chain.runs[0].source for chain in ranked}
    for side in (False, True):
        edge = sorted((r for rs in runs.values() for r in rs), key=lambda r: (r.item + r.count if side else -r.item, r.count))
        chosen |= {run.source for run in edge[-4:]}
    return best(phrase, [run for number in sorted(chosen) for run in runs[number]])


def best(phrase: Phrase, runs: Iterable[WordRun]) -> Chain:
    """The best chain of `runs`, of which there must be one."""
    ordered = sorted(runs, key=lambda r: -r.count)[:_MOST_RUNS]
    ordered.sort(key=lambda r: (r.item, r.source, r.token))
    scores: list[float] = []
    links: list[tuple[int, int]] = []  # the run before, and by how many words this one is cut short at its beginning
    for j, run in enumerate(ordered):
        score, link = float(run.count), (-1, 0)
        for i in range(j):
            before = ordered[i]
            overlap = max(0, before.item + before.count - run.item)
            if overlap < run.count and before.item < run.item:
                gained = scores[i] + run.count - overlap - _cost(phrase, before, run, overlap)
                if gained > score + 1e-9:
                    score, link = gained, (i, overlap)
        scores.append(score)
        links.append(link)
    at = max(range(len(ordered)), key=lambda i: (scores[i], -i))
    return Chain(scores[at], tuple(_trace(ordered, links, at)))


def _trace(runs: Sequence[WordRun], links: Sequence[tuple[int, int]], at: int) -> list[WordRun]:
    chain: list[WordRun] = []
    while at >= 0:
        run, (before, cut) = runs[at], links[at]
        chain.append(replace(run, item=run.item + cut, token=run.token + cut, count=run.count - cut))
        at = before
    return chain[::-1]


def _cost(phrase: Phrase, before: WordRun, run: WordRun, overlap: int) -> float:
    """What the step from one run to the next costs, in words."""
    if before.source != run.source:
        return _JUMP
    first, last = before.item + before.count, run.item + overlap
    left_out = run.token + overlap - before.token - before.count
    if left_out < 0:
        return _JUMP
    between = phrase.items[first:last]
    put_in = sum(item.kind == "word" for item in between)
    if any(item.kind == "ellipsis" for item in between):
        return 0.3 + 0.3 * put_in + min(1.0, left_out / 500)
    if any(item.kind == "bracket" for item in between):
        return 0.3 + 0.3 * put_in + min(_JUMP, 0.1 * left_out)
    return min(_JUMP, 0.3 * max(put_in, left_out) + 0.2 * abs(put_in - left_out)) if left_out <= _NEAR + put_in else _JUMP
