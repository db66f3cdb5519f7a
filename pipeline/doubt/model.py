"""How likely a value is right: a logistic model of its signs.

The weights are data (`weights.json`), fitted by `dojletters calibrate` on documents with gold records. What the model says is
mapped to the share of right values that was measured at such a score (isotonic regression: Zadrozny and Elkan 2002).
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.doubt.standing import Signs

WEIGHTS = Path(__file__).with_name("weights.json")
SURE = 0.9995  # no measurement here can tell a value that is surer


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` are of signs; `curve` are (score, share of right values), both rising, with straight lines between them.

    A value that is less likely right than `review` is up for review. `proof` says what values of genres that were left out
    turned out to be: of those at least so likely right, how many there were and how many of them were wrong.
    """

    bias: float
    weights: dict[str, float]
    curve: tuple[tuple[float, float], ...]
    review: float = 0.7
    proof: tuple[tuple[float, int, int], ...] = ()

    def score(self, signs: Signs) -> float:
        """The log-odds that a value with these signs is right, by itself."""
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in signs.items())

    def confidence(self, signs: Signs) -> float:
        """How likely a value with these signs is right, from 0 to 1."""
        return self.measured(self.score(signs))

    def measured(self, score: float) -> float:
        """The share of right values that was measured at such a score."""
        at = bisect_right(self.curve, (score, 2.0))
        if at in (0, len(self.curve)):
            return self.curve[min(at, len(self.curve) - 1)][1]
        (x0, y0), (x1, y1) = self.curve[at - 1 : at + 1]
        return round(y0 + (y1 - y0) * (score - x0) / (x1 - x0), 4)


_in_use: ContextVar[Path] = ContextVar("weights", default=WEIGHTS)


@contextmanager
def using(weights: Path | None) -> Iterator[None]:
    """Within this, confidence is told by the weights in that file, if one is given, and not by those that come along."""
    token = _in_use.set(weights or _in_use.get())
    try:
        yield
    finally:
        _in_use.reset(token)


def model() -> Model:
    """The model in use: the one that comes along, unless told otherwise."""
    return _known(_in_use.get())


@cache
def _known(path: Path) -> Model:
    return read(path)


def read(path: Path) -> Model:
    """The model in a file that `calibrate` or `fit --with` wrote.

    Raises OSError, ValueError, KeyError or TypeError where it is none.
    """
    data = json.loads(path.read_text("utf-8"))
    proof = tuple((least, seen, wrong) for least, seen, wrong in data["proof"])
    return Model(data["bias"], data["weights"], tuple((x, y) for x, y in data["curve"]), data["review"], proof)
