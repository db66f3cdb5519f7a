"""Zones fitted to a researcher's own genre, from what was checked at the desk; kept only where it helps on other documents."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.config import Config
from pipeline.errors import InvalidRecords
from pipeline.extraction import extract
from pipeline.quality import zones
from pipeline.quality.evaluate import CORE, Claims, Evaluation, evaluate
from pipeline.quality.gold import gold_of, is_whole
from pipeline.records.corrections import Corrections
from pipeline.records.types import Record

LEAST = 6  # letters, of which a third is held out
_WEIGHT = 5  # how often a checked letter counts beside one that was made up


@dataclass(frozen=True, slots=True)
class Fitted:
    """How it went: letters that were fitted on and held out, and F1 of the most important values of these before and after."""

    fitted: int
    held_out: int
    before: float
    after: float

    @property
    def better(self) -> bool:
        """Whether the weights are worth keeping."""
        return self.after > self.before


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    gold: Sequence[Claims]
    letters: Sequence[zones.Labelled]


def fit_own(
    records: Sequence[Record], files: Mapping[str, Path], corrections: Corrections, output: Path, made: int, seed: int = 1
) -> Fitted:
    """Fit on two thirds of the checked files and judge on the rest; write the weights, then of all of them, where it helps.

    Raises InvalidRecords where too few letters were checked, OutputError.
    """
    found = _files(records, files, corrections)
    held, kept = found[::3], [one for n, one in enumerate(found) if n % 3]
    count = sum(len(one.letters) for one in found)
    if count < LEAST or not held or not kept:
        told = f"{count} letters were checked whose files are there, and {LEAST} are needed"
        raise InvalidRecords(told, remedy="Check more of them with `dojletters desk`.")
    inventions = list(zones.made(made, seed))
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / "zones.crfsuite"
        zones.fit([*inventions, *_letters(kept)], trial)
        before, after = (_f1(held, config) for config in (Config(), replace(Config(), zones=trial)))
    result = Fitted(sum(len(one.letters) for one in kept), sum(len(one.letters) for one in held), before, after)
    if result.better:
        zones.fit([*inventions, *_letters(found)], output)
    return result


def _letters(files: Iterable[_File]) -> list[zones.Labelled]:
    return [letter for one in files for letter in one.letters for _ in range(_WEIGHT)]


def _files(records: Sequence[Record], files: Mapping[str, Path], corrections: Corrections) -> list[_File]:
    """The files of which something was checked, in the order of their digests, which has nothing to do with what they say."""
    found = []
    for sha256 in sorted(corrections.files() & files.keys()):
        own, rows = [r for r in records if r["source"]["sha256"] == sha256], corrections.standing(sha256)
        gold = [gold_of(record, is_whole(record, rows), rows) for record in own]
        printed = list(zones.letters_of(files[sha256].name, files[sha256].read_bytes()))
        if rows and len(printed) == len(own):
            pairs = [(one, lines) for one, lines in zip(gold, printed, strict=True) if one["document_type"] == "letter"]
            letters = [zones.Labelled(lines, zones.weak_labels(lines, one)) for one, lines in pairs]
            found.append(_File(files[sha256], gold, letters))
    return [one for one in found if one.letters]


def _f1(files: Sequence[_File], config: Config) -> float:
    total = Evaluation()
    for one in files:
        total.add(evaluate(one.path.name, one.gold, extract(one.path, config).records))
    return total.total(CORE).f1
