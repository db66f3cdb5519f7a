"""The weights by which signs make a confidence: ridge logistic regression by Newton's method, then isotonic regression.

Each sign is assumed to say nothing, one of `signs.SUSPECT` that its value is less likely (`ASSUMED`); what was counted moves it
from there. The shares are measured on values whose documents the weights were not fitted on, so that none is trusted too much.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.doubt.model import SURE, Model
from pipeline.doubt.signs import SUSPECT
from pipeline.doubt.standing import Signs
from pipeline.export import write
from pipeline.quality import promise

ASSUMED = -1.5  # log-odds: the value is four to five times less likely
PENALTY = 6.0  # how many values it takes to move a weight from what is assumed
LEAST = 8  # values that bear a sign before it is given a weight of its own
FOLDS = 5
SILENT = 0.005  # of the most important values: wrong without a word
RIGHT_UP = 0.2  # of the records in which all is right: up for review
_STEPS = 30  # of Newton's method
_LEAST_STEP = 0.01  # of a weight: what is less changes nothing

Numbers = npt.NDArray[np.float64]


class Judgement(NamedTuple):
    """A value that was judged by a gold record: its signs, whether it is right, counts among the most important, and was told of.

    `told`: another reason for a review than its likelihood points at it.
    """

    signs: Signs
    right: bool
    core: bool = False
    told: bool = False


class Judgements(NamedTuple):
    """The values of one record, the document that it is of (its distorted copies are of the same one) and that one's genre.

    `up`: the record is up for review for another reason than an unlikely value.
    """

    document: str
    genre: str
    distorted: bool
    up: bool
    values: Sequence[Judgement]


def fit(records: Sequence[Judgements]) -> Model:
    """The model that fits these values best. Raises ValueError where there are none, or all are right."""
    right = np.array([float(value.right) for record in records for value in record.values])
    if right.all():
        raise ValueError("without values that are wrong there is nothing to tell them by")
    names = _names(records)
    table, prior = _table(records, names), np.array([ASSUMED if name in SUSPECT else 0.0 for name in names] + [0.0])
    weights = _newton(table, right, prior, prior)
    scores = _held_out(records, table, right, prior, weights)
    model = Model(
        round(float(weights[-1]), 4),
        {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=False) if abs(weight) >= 0.02},
        _rising(scores, right),
    )
    sure = [model.measured(float(score)) for score in scores]
    proof = promise.steps(zip(sure, map(bool, right), strict=True))
    return replace(model, review=_review_below(records, sure), proof=tuple((step.least, step.seen, step.wrong) for step in proof))


def adapted(known: Model, records: Sequence[Judgements]) -> Model:
    """A known model moved by the values of somebody's own documents.

    What was known is assumed as firmly as `PENALTY` says, so that few documents move it a little. The curve and the limit below
    which a value is up for review stay. Raises ValueError where all values are right.
    """
    right = np.array([float(value.right) for record in records for value in record.values])
    if right.all():
        raise ValueError("without values that are wrong there is nothing to tell them by")
    names = sorted({*known.weights, *_names(records)})
    table, prior = _table(records, names), np.array([known.weights.get(name, 0.0) for name in names] + [known.bias])
    weights = _newton(table, right, prior, prior, PENALTY)
    moved = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=False) if weight}
    return replace(known, bias=round(float(weights[-1]), 4), weights=moved)


def save(model: Model, path: Path) -> None:
    """Write the model to `path`. Raises OutputError."""
    content = {"bias": model.bias, "curve": model.curve, "proof": model.proof, "review": model.review, "weights": model.weights}
    write(path, (json.dumps(content, indent=1, sort_keys=True) + "\n").encode())


def _names(records: Sequence[Judgements]) -> list[str]:
    counts = Counter(name for record in records for value in record.values for name in value.signs)
    return sorted(name for name, count in counts.items() if count >= LEAST or name in SUSPECT)


def _table(records: Sequence[Judgements], names: Sequence[str]) -> Numbers:
    """A row for each value, a column for each sign, ones in the last."""
    at = {name: column for column, name in enumerate(names)}
    values = [value for record in records for value in record.values]
    table = np.zeros((len(values), len(names) + 1))
    table[:, -1] = 1.0
    for row, value in enumerate(values):
        for name, strength in value.signs.items():
            if name in at:
                table[row, at[name]] = strength
    return table


def _newton(table: Numbers, right: Numbers, prior: Numbers, start: Numbers, of_the_last: float = 1e-3) -> Numbers:
    """The weights that make what was judged likeliest; steps that go too far are halved.

    `of_the_last`: how firmly the last weight stands, which is of no sign.
    """
    ridge = np.full(table.shape[1], PENALTY)
    ridge[-1] = of_the_last
    weights, loss = start.copy(), _loss(table, right, prior, ridge, start)
    for _ in range(_STEPS):
        share = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (right - share) - ridge * (weights - prior)
        step = np.linalg.solve(table.T @ (table * (share * (1 - share))[:, None]) + np.diag(ridge), slope)
        while (lower := _loss(table, right, prior, ridge, weights + step)) > loss and abs(step).max() > _LEAST_STEP:
            step = step / 2
        weights, loss = weights + step, min(lower, loss)
        if abs(step).max() <= _LEAST_STEP:
            break
    return weights


def _loss(table: Numbers, right: Numbers, prior: Numbers, ridge: Numbers, weights: Numbers) -> float:
    scores = table @ weights
    return float(np.logaddexp(0, scores).sum() - right @ scores + (ridge * (weights - prior) ** 2).sum() / 2)


def _held_out(records: Sequence[Judgements], table: Numbers, right: Numbers, prior: Numbers, start: Numbers) -> Numbers:
    """Each value's score by weights that its genre had no part in; where there is one genre only, its document."""
    genres = len({record.genre for record in records}) > 1
    groups = [record.genre if genres else record.document for record in records]
    fold = {name: at if genres else at % FOLDS for at, name in enumerate(sorted(set(groups)))}
    folds = np.array([fold[group] for group, record in zip(groups, records, strict=True) for _ in record.values])
    scores = np.zeros(len(right))
    for number in set(folds.tolist()):
        inside = folds == number
        if not inside.all():
            scores[inside] = table[inside] @ _newton(table[~inside], right[~inside], prior, start)
    return scores


def _review_below(records: Sequence[Judgements], sure: Sequence[float]) -> float:
    """How likely a value has to be right that nobody looks at, by what values of genres that were left out turned out to be.

    So much that at most `SILENT` of the most important values are wrong without a word; but if then more than `RIGHT_UP` of the
    records in which all is right were up for review, only so much that they are not. Records of distorted copies are not counted
    among these: they are odder than documents are.
    """
    ordered = iter(sure)
    rows = [(record, [(next(ordered), value) for value in record.values]) for record in records]
    wrong = [likely for _, values in rows for likely, value in values if value.core and not value.right and not value.told]
    core = sum(value.core for record in records for value in record.values)
    silent = sorted(wrong, reverse=True)[: int(SILENT * core) + 1]
    right = [
        (record.up, min((likely for likely, _ in values), default=1.0))
        for record, values in rows
        if not record.distorted and all(value.right or not value.core for _, value in values)
    ]
    spared = sorted(least for up, least in right if not up)
    room = int(RIGHT_UP * len(right)) - sum(up for up, _ in right)
    most = spared[max(0, room)] if room < len(spared) else 1.0
    return round(min(silent[-1] + 1e-4 if silent else 0.0, most), 4)


def _rising(scores: Numbers, right: Numbers) -> tuple[tuple[float, float], ...]:
    """The isotonic regression of being right on the score, as its steps' middles (pool adjacent violators)."""
    pools: list[list[float]] = []  # sum of scores, right ones, size
    for at in np.argsort(scores, kind="stable"):
        pools.append([scores[at], right[at], 1.0])
        while len(pools) > 1 and pools[-2][1] * pools[-1][2] >= pools[-1][1] * pools[-2][2]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    curve = []
    for total, good, size in pools:
        share = (good + 1.0) / (size + 2.0) if size < 20 else good / size
        curve.append((round(float(total / size), 3), min(SURE, round(float(share), 5))))
    rising: list[tuple[float, float]] = []
    for score, share in curve:
        if not rising or (score > rising[-1][0] and share >= rising[-1][1]):
            rising.append((score, share))
    return tuple(rising)
