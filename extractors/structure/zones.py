"""The zones of a letter: one label for each of its lines, found for all lines together.

A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over the features of `zone_features`; the labels
are those of the best path (Viterbi). Its weights are data (`zones.crfsuite`), fitted by `dojletters fit`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.paragraph import Paragraph
from extractors.structure.zone_features import features

if TYPE_CHECKING:
    from pycrfsuite import Tagger

MODEL = Path(__file__).with_name("zones.crfsuite")
ZONES = (
    "letterhead", "reference", "date", "delivery", "notice", "addressee", "subject", "salutation", "body", "closing", "signature",
    "enclosures", "copies", "note", "mark", "order",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Zoned:
    """The zone of a line; `margin` is how much likelier it is than the next best one, from 0 to 1, `probability` its own."""

    zone: str
    probability: float
    margin: float


_in_use: ContextVar[Path] = ContextVar("zones", default=MODEL)


@contextmanager
def using(model: Path) -> Iterator[None]:
    """Within this, zones are told by the weights in the file `model` and not by those that come along."""
    token = _in_use.set(model)
    try:
        yield
    finally:
        _in_use.reset(token)


def decode(lines: Sequence[Paragraph]) -> list[Zoned]:
    """The zone of each line of a letter. Raises OSError where the model can't be read."""
    if not lines:
        return []
    tagger = _tagger(_in_use.get())
    path = tagger.tag(features(lines))
    zoned = []
    for position, zone in enumerate(path):
        marginals = {label: tagger.marginal(label, position) for label in tagger.labels()}
        own = marginals.pop(zone)
        zoned.append(Zoned(zone, own, max(0.0, own - max(marginals.values(), default=0.0))))
    return zoned


def check() -> None:
    """Raises OSError or ValueError where the weights in use can't be."""
    _tagger(_in_use.get())


@cache
def _tagger(model: Path) -> Tagger:
    from pycrfsuite import Tagger

    if not model.is_file():
        raise FileNotFoundError(f"the weights of the zones, {model}, are missing: run `dojletters fit`")
    tagger = Tagger()
    tagger.open(str(model))
    return tagger
