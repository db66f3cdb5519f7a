"""Zones and confidence fitted to a researcher's own genre, from what was checked at the desk; kept only where it helps on others.

The checked files are parted in three. Each part is read by zones that were fitted on the two others, and its values are judged by
weights of doubt that were: so every checked letter is held out once, and what is said of better or not is of letters not seen.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from pathlib import Path

from pipeline.config import Config
from pipeline.doubt.model import Model, model
from pipeline.errors import InvalidRecords
from pipeline.extraction import extract
from pipeline.layout.boundaries import AS_READ, Boundaries
from pipeline.quality import fitting, promise, zones
from pipeline.quality.claimed import Claims
from pipeline.quality.evaluate import CORE, Evaluation, evaluate, pairs
from pipeline.quality.examples import Example, is_scan, judgements
from pipeline.quality.fitting import Judgements
from pipeline.quality.gold import gold_of, is_whole
from pipeline.reading.containers import content_at
from pipeline.records.corrections import Corrections
from pipeline.records.types import Record

LEAST = 6  # letters, of which each third is held out once
_PARTS = 3
_GAIN = 0.005  # of F1: what thirty letters gain by chance is less, and is lost on the next
_WEIGHT = 5  # how often a checked letter counts beside one that was made up
ZONES, WEIGHTS = "zones.crfsuite", "weights.json"


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of the letters that were held out, before and after; `more`: the greater, the better, by `least` at least."""

    before: float
    after: float
    more: bool
    least: float = 0.0

    @property
    def better(self) -> bool:
        """Whether what was fitted is worth keeping."""
        gain = self.after - self.before if self.more else self.before - self.after
        return gain > self.least


@dataclass(frozen=True, slots=True)
class Fitted:
    """How it went on so many checked letters, each held out once.

    `zones` is F1 of the most important values; `doubt` how far confidence was from what was checked (mean logarithmic loss of a
    value), `None` where all values are right and nothing can be learnt.
    """

    letters: int
    zones: Compared
    doubt: Compared | None


@dataclass(frozen=True, slots=True)
class CheckedLetter:
    """A file that was checked: what is right in its documents, the lines of its letters, and how it is to be read."""

    path: Path
    gold: Sequence[Claims]
    letters: Sequence[zones.Labelled]
    told: Boundaries = AS_READ


def fit_own(
    records: Sequence[Record], files: Mapping[str, Path], corrections: Corrections, output: Path, made: int, seed: int = 1
) -> Fitted:
    """Fit on the checked files and judge by holding each out; write `ZONES` and `WEIGHTS` into `output` where they help.

    Raises InvalidRecords where too few letters were checked, OutputError.
    """
    return fit_checked(checked(records, files, corrections), list(zones.made(made, seed)), output)


def fit_checked(found: Sequence[CheckedLetter], inventions: Sequence[zones.Labelled], output: Path) -> Fitted:
    """The same for files of which it is known what is right; `inventions` are letters besides."""
    count = sum(len(one.letters) for one in found)
    if count < LEAST or len(found) < _PARTS:
        told = f"{count} letters in {len(found)} files were checked whose files are there, and {LEAST} in {_PARTS} are needed"
        raise InvalidRecords(told, remedy="Check more of them with `dojletters desk`.")
    parts = [found[number::_PARTS] for number in range(_PARTS)]
    with tempfile.TemporaryDirectory() as folder:
        trials = [Path(folder, f"{number}.crfsuite") for number in range(_PARTS)]
        for number, trial in enumerate(trials):
            others = [one for n, part in enumerate(parts) if n != number for one in part]
            zones.fit([*inventions, *_letters(others)], trial)
        own = [_read(part, Config(zones=trial)) for part, trial in zip(parts, trials, strict=True)]
    plain = [_read(part, Config()) for part in parts]
    before, after = (_f1(one for part in read for one in part) for read in (plain, own))
    of_zones = Compared(before, after, more=True, least=_GAIN)
    if of_zones.better:
        zones.fit([*inventions, *_letters(found)], output / ZONES)
    of_doubt = _fit_doubt(own if of_zones.better else plain, output / WEIGHTS)
    return Fitted(count, of_zones, of_doubt)


def checked(records: Sequence[Record], files: Mapping[str, Path], corrections: Corrections) -> list[CheckedLetter]:
    """The files of which something was checked, in the order of their digests, which has nothing to do with what they say."""
    found, told = [], corrections.boundaries()
    for sha256 in sorted(corrections.files() & files.keys()):
        own, rows = [r for r in records if r["source"]["sha256"] == sha256], corrections.standing(sha256)
        gold = [gold_of(record, is_whole(record, rows), rows) for record in own]
        boundaries = told.get(sha256, AS_READ)
        printed = list(zones.letters_of(files[sha256].name, content_at(files[sha256]).data, boundaries))
        if rows and len(printed) == len(own):
            letters = [(one, lines) for one, lines in zip(gold, printed, strict=True) if one["document_type"] == "letter"]
            labelled = [zones.Labelled(lines, zones.weak_labels(lines, one)) for one, lines in letters]
            found.append(CheckedLetter(files[sha256], gold, labelled, boundaries))
    return [one for one in found if one.letters]


def _letters(files: Iterable[CheckedLetter]) -> list[zones.Labelled]:
    return [letter for one in files for letter in one.letters for _ in range(_WEIGHT)]


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as it was read, judged: how right its values are, and with what signs."""

    evaluation: Evaluation
    judgements: Sequence[Judgements]


def _read(files: Sequence[CheckedLetter], config: Config) -> list[_Read]:
    return [_judged(one, config) for one in files]


def _judged(one: CheckedLetter, config: Config) -> _Read:
    result = extract(one.path, config, content_at(one.path), told=one.told)
    at = {record["record_id"]: n for n, record in enumerate(result.records)}
    found = []
    for gold, record in pairs(one.gold, result.records):
        if gold is not None and record is not None:
            n = at[str(record["record_id"])]
            assessment = result.assessments[n]
            found.append(judgements(Example(str(one.path), "own", 0, gold, result.records[n], assessment, is_scan(result))))
    return _Read(evaluate(one.path.name, one.gold, result.records, is_scan(result)), found)


def _f1(read: Iterable[_Read]) -> float:
    total = Evaluation()
    for one in read:
        total.add(one.evaluation)
    return total.total(CORE).f1


def _fit_doubt(read: Sequence[Sequence[_Read]], output: Path) -> Compared | None:
    """Move the weights of doubt by what was checked, and write them where they say better of letters held out what is right."""
    parts = [[record for one in part for record in one.judgements] for part in read]
    known = model()
    before: list[tuple[float, bool]] = []
    after: list[tuple[float, bool]] = []
    try:
        for number, part in enumerate(parts):
            others = [record for n, other in enumerate(parts) if n != number for record in other]
            before += _told(known, part)
            after += _told(fitting.adapted(known, others), part)
        own = fitting.adapted(known, [record for part in parts for record in part])
    except ValueError:
        return None
    compared = Compared(_loss(before), _loss(after), more=False)
    if compared.better:
        proof = tuple((step.least, step.seen, step.wrong) for step in promise.steps(after))
        fitting.save(replace(own, proof=proof), output)
    return compared


def _told(by: Model, records: Iterable[Judgements]) -> Iterator[tuple[float, bool]]:
    """How likely right each value is said to be, and whether it is."""
    for value in (value for record in records for value in record.values):
        yield by.confidence(value.signs), value.right


def _loss(told: Sequence[tuple[float, bool]]) -> float:
    """The mean logarithmic loss, in nats."""
    return -sum(log(max(1e-6, sure if right else 1 - sure)) for sure, right in told) / max(1, len(told))
