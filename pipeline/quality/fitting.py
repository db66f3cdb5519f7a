"""The weights by which signs make a confidence: ridge logistic regression by Newton's method, then isotonic regression.

Each sign is assumed to say nothing, one of `signs.SUSPECT` that its value is less likely (`ASSUMED`); what was counted moves it
from there. The shares are measured on values whose documents the weights were not fitted on, so that none is trusted too much.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.doubt.model import SURE, Model
from pipeline.doubt.signs import SUSPECT, Signs
from pipeline.export import write

ASSUMED = -1.5  # log-odds: the value is four to five times less likely
PENALTY = 6.0  # how many values it takes to move a weight from what is assumed
LEAST = 8  # values that bear a sign before it is given a weight of its own
FOLDS = 5
_STEPS = 15  # of Newton's method

Numbers = npt.NDArray[np.float64]


class Judgement(NamedTuple):
    """A value that was judged by a gold record: its signs and whether it is right."""

    signs: Signs
    right: bool


class Judgements(NamedTuple):
    """The values of one record, and the document that it is of: its distorted copies are of the same one."""

    document: str
    values: Sequence[Judgement]


def fit(records: Sequence[Judgements]) -> Model:
    """The model that fits these values best. Raises ValueError where there are none, or all are right."""
    right = np.array([float(value.right) for record in records for value in record.values])
    if right.all():
        raise ValueError("without values that are wrong there is nothing to tell them by")
    names = _names(records)
    table, prior = _table(records, names), np.array([ASSUMED if name in SUSPECT else 0.0 for name in names] + [0.0])
    weights = _newton(table, right, prior, PENALTY)
    curve = _rising(_held_out(records, table, right, prior), right)
    return Model(
        round(float(weights[-1]), 4),
        {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=False) if abs(weight) >= 0.02},
        curve,
    )


def save(model: Model, path: Path) -> None:
    """Write the model to `path`. Raises OutputError."""
    content = {"bias": model.bias, "curve": model.curve, "weights": model.weights}
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


def _newton(table: Numbers, right: Numbers, prior: Numbers, penalty: float) -> Numbers:
    ridge = np.full(table.shape[1], penalty)
    ridge[-1] = 1e-3
    weights = prior.copy()
    for _ in range(_STEPS):
        share = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        spread = np.maximum(share * (1 - share), 1e-5)
        slope = table.T @ (right - share) - ridge * (weights - prior)
        step = np.linalg.solve(table.T @ (table * spread[:, None]) + np.diag(ridge), slope)
        weights = weights + step
        if abs(step).max() < 1e-4:
            break
    return weights


def _held_out(records: Sequence[Judgements], table: Numbers, right: Numbers, prior: Numbers) -> Numbers:
    """Each value's score by weights that its document had no part in."""
    fold = {name: at % FOLDS for at, name in enumerate(sorted({record.document for record in records}))}
    folds = np.array([fold[record.document] for record in records for _ in record.values])
    scores = np.zeros(len(right))
    for number in set(folds.tolist()):
        inside = folds == number
        if not inside.all():
            scores[inside] = table[inside] @ _newton(table[~inside], right[~inside], prior, PENALTY)
    return scores


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
