"""A quotation laid beside its passage: step by step what is alike, changed, left out, put in or run together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz.distance import LCSseq, Levenshtein

from pipeline.quotes.chains import Chain
from pipeline.quotes.phrase import Phrase, QuotedToken
from pipeline.quotes.sources import QuoteSource, WordRun

MoveKind = Literal["equal", "replaced", "dropped", "inserted", "elided", "bracketed", "spliced", "joined"]

_EDGE = 3
"""Words by which the source's wording at an end of the quotation may be longer than what stands for it."""
_CLAUSE_END = re.compile(r"[.,;:?!”\"\n)]|[–—]")
_AT_CLAUSE, _AT_LENGTH, _ALIKE = (
    1.6,
    0.5,
    0.75,
)  # in words: how much rather a changed end is laid beside a clause, as many words, the same word
_LEAST_PART = 4
_LONGEST_BRACKET = 40  # words that one bracket may stand for: a sentence and no more
_LONGEST_DROP = 10
"""Words left out of one sentence without a mark; beyond, two passages are run together."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step: items `[first, last)` of the quotation beside words `[begin, end)` of source number `source`."""

    step: MoveKind
    first: int
    last: int
    source: int
    begin: int
    end: int


def align(phrase: Phrase, chain: Chain, sources: Mapping[int, QuoteSource]) -> list[Move]:
    """The steps from the quotation's first item to its last."""
    runs = _parts(chain, sources)
    moves = _leading(phrase, runs[0], sources[runs[0].source])
    for i, run in enumerate(runs):
        if i:
            moves += _between(phrase, runs[i - 1], run, sources)
        moves.append(Move("equal", run.item, run.item + run.count, run.source, run.token, run.token + run.count))
    return _merged(moves + _trailing(phrase, runs[-1], sources[runs[-1].source]))


def _parts(chain: Chain, sources: Mapping[int, QuoteSource]) -> list[WordRun]:
    """The chain's runs without short ones that stand alone at another place: they are alike by chance."""
    groups: list[list[WordRun]] = [[chain.runs[0]]]
    for run in chain.runs[1:]:
        if _far(groups[-1][-1], run, sources[run.source]):
            groups.append([run])
        else:
            groups[-1].append(run)
    most = max(sum(run.count for run in group) for group in groups)
    return [run for group in groups if (n := sum(r.count for r in group)) == most or n >= _LEAST_PART for run in group]


def _far(before: WordRun, run: WordRun, source: QuoteSource) -> bool:
    return before.source != run.source or not 0 <= run.token - before.token - before.count <= 60


def _between(phrase: Phrase, before: WordRun, run: WordRun, sources: Mapping[int, QuoteSource]) -> list[Move]:
    """The steps from the end of one run to the beginning of the next."""
    first, begin = before.item + before.count, before.token + before.count
    items, source = phrase.items[first : run.item], sources[run.source]
    marked = any(item.kind == "ellipsis" for item in items)
    brackets = any(item.kind == "bracket" for item in items)
    too_far = bool(items) and not marked and run.token - begin > len(items) + (_LONGEST_BRACKET if brackets else _LONGEST_DROP)
    if before.source != run.source or run.token < begin or too_far:
        left = _trailing(phrase, before, sources[before.source], run.item) if items else []
        return [*left, Move("spliced", run.item, run.item, run.source, run.token, run.token)]
    if marked:
        return _over_ellipsis(phrase, before, run, source)
    if not items and begin < run.token:
        if _reopened(source, begin, run.token):
            return [Move("joined", first, first, run.source, begin, run.token)]
        if _another_passage(source, begin, run.token):
            return [Move("spliced", first, first, run.source, begin, run.token)]
    return _compare(phrase, first, run.item, source, begin, run.token)


def _reopened(source: QuoteSource, begin: int, end: int) -> bool:
    """Whether the words left out only say who speaks, between two pieces of one statement."""
    span = source.tokens[begin - 1].start, source.tokens[end].end
    if source.said(*span) is None:
        return False
    inside = any(a <= source.tokens[i].start < b for a, b in source.quoted for i in range(begin, end))
    return not inside


def _another_passage(source: QuoteSource, begin: int, end: int) -> bool:
    left_out = end - begin
    if source.sentence(begin - 1) != source.sentence(end):
        return left_out >= _LEAST_PART
    return left_out > _LONGEST_DROP


def _over_ellipsis(phrase: Phrase, before: WordRun, run: WordRun, source: QuoteSource) -> list[Move]:
    """The steps over a gap with an ellipsis: what is changed beside it is told from what it leaves out."""
    marks = [i for i in range(before.item + before.count, run.item) if phrase.items[i].kind == "ellipsis"]
    left = _trailing(phrase, before, source, marks[0])
    right = _leading(phrase, run, source, marks[-1] + 1)
    begin = left[-1].end if left else before.token + before.count
    end = right[0].begin if right else run.token
    if begin > end:
        begin = end = min(begin, run.token)
        right = [m for m in right if m.begin >= end] or _compare(phrase, marks[-1] + 1, run.item, source, end, run.token)
    first, *others = _strays(phrase, marks[0], marks[-1] + 1, source.number, end)
    middle = [replace(first, begin=begin), *others]
    return [*left, *middle, *right]


def _leading(phrase: Phrase, run: WordRun, source: QuoteSource, first: int = 0) -> list[Move]:
    """The steps before a run, from item `first` on, where the passage's beginning in the source is not known."""
    marks = [i for i in range(first, run.item) if phrase.items[i].kind == "ellipsis"]
    start = marks[-1] + 1 if marks else first
    moves = _strays(phrase, first, start, source.number, run.token)
    items = phrase.items[start : run.item]
    if not items:
        return moves
    keys = [token.key for token in source.tokens[max(0, run.token - len(items) - _EDGE) : run.token]]
    offers = [
        (_worth(items, keys[len(keys) - n :], _begins_clause(source, run.token - n)), n)
        for n in range(len(keys) + 1)
        if _one_sentence(source, run.token - n, run.token)
    ]
    taken = min(offers, key=lambda o: (o[0], abs(o[1] - len(items))))[1]
    return moves + _compare(phrase, start, run.item, source, run.token - taken, run.token)


def _trailing(phrase: Phrase, run: WordRun, source: QuoteSource, last: int | None = None) -> list[Move]:
    """The steps after a run, up to item `last`, where the passage's end in the source is not known."""
    last = len(phrase.items) if last is None else last
    first, begin = run.item + run.count, run.token + run.count
    marks = [i for i in range(first, last) if phrase.items[i].kind == "ellipsis"]
    stop = marks[0] if marks else last
    items = phrase.items[first:stop]
    keys = [token.key for token in source.tokens[begin : begin + len(items) + _EDGE]]
    offers = [
        (_worth(items, keys[:n], bool(_CLAUSE_END.search(source.gap(begin + n)))), n)
        for n in range(len(keys) + 1)
        if _one_sentence(source, begin, begin + n)
    ]
    taken = min(offers, key=lambda o: (o[0], abs(o[1] - len(items))))[1] if items else 0
    moves = _compare(phrase, first, stop, source, begin, begin + taken)
    return moves + _strays(phrase, stop, last, source.number, begin + taken)


def _strays(phrase: Phrase, first: int, last: int, source: int, at: int) -> list[Move]:
    """Ellipses, and words beside them that stand nowhere in the source."""
    steps: dict[str, MoveKind] = {"ellipsis": "elided", "word": "inserted", "bracket": "bracketed"}
    return [Move(steps[phrase.items[i].kind], i, i + 1, source, at, at) for i in range(first, last)]


def _begins_clause(source: QuoteSource, token: int) -> bool:
    """Whether a clause begins with a token that is no mere conjunction."""
    joins = token < len(source.tokens) and source.tokens[token].key in ("and", "but", "or", "that")
    return not joins and (token == 0 or bool(_CLAUSE_END.search(source.gap(token))))


def _one_sentence(source: QuoteSource, begin: int, end: int) -> bool:
    """Whether the words are no more than one sentence (none always are)."""
    return begin >= end or source.sentence(begin) == source.sentence(end - 1)


def _worth(items: Sequence[QuotedToken], keys: Sequence[str], at_clause: bool) -> float:
    """How little must be changed to get `items` from `keys`: less is better."""
    wanted = [item.key for item in items]
    if wanted == list(keys):
        return -float(len(wanted)) - _AT_CLAUSE
    alike = _ALIKE * LCSseq.similarity(wanted, keys)
    return Levenshtein.distance(wanted, keys) - alike - _AT_CLAUSE * at_clause - _AT_LENGTH * (len(items) == len(keys))


def _compare(phrase: Phrase, first: int, last: int, source: QuoteSource, begin: int, end: int) -> list[Move]:
    """The steps between items and words that stand at the same place."""
    items, words = phrase.items[first:last], source.tokens[begin:end]
    codes = Levenshtein.opcodes([w.key for w in words], [item.key for item in items])
    names: dict[str, MoveKind] = {"equal": "equal", "replace": "replaced", "delete": "dropped", "insert": "inserted"}
    moves = []
    for code in codes:
        span = (first + code.dest_start, first + code.dest_end, source.number, begin + code.src_start, begin + code.src_end)
        marked = any(item.kind == "bracket" for item in phrase.items[span[0] : span[1]])
        moves.append(Move("bracketed" if marked else names[code.tag], *span))
    return moves


def _merged(moves: Sequence[Move]) -> list[Move]:
    """Changes that touch become one; what a bracket stands for takes in the words left out beside it."""
    merged: list[Move] = []
    for move in moves:
        before = merged[-1] if merged else None
        if before is not None and _touches(before, move):
            step: MoveKind = (
                "equal" if move.step == "equal" else "bracketed" if "bracketed" in (before.step, move.step) else "replaced"
            )
            merged[-1] = Move(step, before.first, move.last, move.source, before.begin, move.end)
        elif move.step != "equal" or move.first < move.last:
            merged.append(move)
    return [_named(move) for move in merged]


def _touches(before: Move, move: Move) -> bool:
    changes = ("replaced", "dropped", "inserted", "bracketed")
    same = before.source == move.source and before.end == move.begin and before.last == move.first
    return same and ((before.step in changes and move.step in changes) or before.step == move.step == "equal")


def _named(move: Move) -> Move:
    """A merged change under its right name: one that has no words on one side is no replacement."""
    if move.step != "replaced":
        return move
    step: MoveKind = "dropped" if move.first == move.last else "inserted" if move.begin == move.end else "replaced"
    return Move(step, move.first, move.last, move.source, move.begin, move.end)
