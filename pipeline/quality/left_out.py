"""Whole genres left out: how good a document of a kind is read whose like nothing here was fitted on.

For each genre in turn the decoder of zones is fitted without its letters, made up or with gold records, and the weights of the
signs without its values; then its documents are scored. The rules are the same in all: they have seen what their writers saw.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pipeline.config import Config
from pipeline.doubt.model import Model
from pipeline.quality import fitting, genres, promise, zones
from pipeline.quality.claimed import read_gold
from pipeline.quality.evaluate import CORE, Evaluation, Judged, calibration_error, caught, evaluate, separation  # fmt: skip
from pipeline.quality.examples import Example, documents, examples, judgements, pointed_at
from pipeline.quality.letters import make_letters
from pipeline.records.review import rejudge


class Effort(NamedTuple):
    """How many letters are made up for a fit of the zones, how many distorted copies of each document, and by which seed."""

    made: int = 600
    copies: int = 4
    seed: int = 1


def read_all(folders: Sequence[Path], config: Config, effort: Effort, say: Callable[[str], None]) -> list[Example]:
    """The documents of the folders that have gold records, and their copies, each read by zones that its genre had no part in.

    `say` is told what is being done. Raises MissingFile where there is no such document.
    """
    present = {genres.genre_of(record) for gold, _ in documents(folders) for record in read_gold(gold)}
    with TemporaryDirectory() as folder:
        weights = _fit_zones(folders, Path(folder), effort, present, say)
        say("reading the documents and their distorted copies")
        return list(examples(folders, config, weights, effort.copies))


def fit_signs(found: Sequence[Example]) -> Model:
    """The weights of the signs that come of these examples. Raises ValueError where all values are right."""
    return fitting.fit([judgements(example) for example in found])


def _fit_zones(
    folders: Iterable[Path], output: Path, effort: Effort, present: set[str], say: Callable[[str], None]
) -> dict[str, Path]:
    """The weights of the zones by the genre that they know nothing of, written into the folder `output`."""
    letters = [(letter, labelled) for letter in make_letters(effort.made, effort.seed) for labelled in zones.as_read(letter)]
    golds = [(genres.genre_of(record), labelled) for folder in folders for _, record, labelled in zones.gold_letters(folder)]
    weights = {}
    for number, name in enumerate(name for name in genres.names() if name in present):
        left_out = genres.genre(name)
        kept = [labelled for letter, labelled in letters if left_out is None or not left_out.shows_in(letter)]
        kept += [labelled for genre, labelled in golds if genre != name]
        say(f"zones without {name}: {len(kept)} letters")
        weights[name] = output / f"zones-{number}.crfsuite"
        zones.fit(kept, weights[name])
    return weights


class GenreFigures(NamedTuple):
    """What came of a genre that was left out, or of all together: shares from 0 to 1, `None` where nothing is wrong."""

    name: str
    records: int
    values: int
    wrong: int
    core: float
    all: float
    auroc: float | None
    lowest_tenth: float | None
    silent: float
    right_up: float
    error: float
    overlooked_told: float | None


@dataclass(slots=True)
class Tally:
    """What is counted of the records of a genre."""

    evaluation: Evaluation
    silent: int = 0
    core: int = 0
    right: int = 0
    right_up: int = 0
    records: int = 0
    overlooked: int = 0
    overlooked_told: int = 0

    def add(self, example: Example) -> None:
        """Count an example by the confidence and the reasons that its record bears now."""
        result = evaluate(example.document, [example.gold], [example.record], example.read)
        told = pointed_at(example.record)
        wrong = [one for one in result.judged if not one.right and one.field in CORE]
        self.silent += sum(not told(one.path) for one in wrong)
        self.core += sum(one.field in CORE for one in result.judged)
        self.records += 1
        bad = bool(wrong) or example.gold.get("document_type") != example.record["document_type"]
        self.right += not bad
        self.right_up += not bad and example.record["review"]["needed"]
        lost = [miss for miss in result.misses if miss.lost and miss.field in CORE and miss.field != "document_type"]
        fields = {_name(str(reason["field"])) for reason in example.record["review"]["reasons"]}
        self.overlooked += len(lost)
        self.overlooked_told += sum(miss.field.split(".")[0] in fields for miss in lost)
        self.evaluation.add(result)

    def row(self, name: str) -> GenreFigures:
        """The shares of what was counted."""
        judged: Sequence[Judged] = self.evaluation.judged
        return GenreFigures(
            name, self.records, len(judged), sum(not one.right for one in judged), self.evaluation.total(CORE).f1,
            self.evaluation.total().f1, separation(judged), caught(judged), self.silent / max(1, self.core),
            self.right_up / max(1, self.right), calibration_error(judged),
            self.overlooked_told / self.overlooked if self.overlooked else None,
        )  # fmt: skip


def judge(found: Sequence[Example]) -> Iterator[str]:
    """Judge each genre's examples by weights of the signs that are fitted on those of all others.

    What their records say of confidence and review is put anew; yields a line of each genre as it is done. Where all values of
    the others are right nothing can be fitted, and the installed weights' judgement stays: the line says so.
    """
    known = [judgements(example) for example in found]
    for name in [name for name in genres.names() if any(example.genre == name for example in found)]:
        others = [one for one in known if one.genre != name]
        if all(value.right for one in others for value in one.values):
            yield f"{name} is judged by the installed weights: of the others no value is wrong"
            continue
        model = fitting.fit(others)
        for example in found:
            if example.genre == name:
                rejudge(example.record, example.assessment, model)
        yield f"judged without {name}"


class Split(NamedTuple):
    """What a promise that was proved on half of the genres came to on the others: the wrong ones among the values left unseen."""

    unseen: int
    wrong: int
    all: int


def splits(found: Sequence[Example], counts: Callable[[Example], bool], risk: float, seed: int, count: int = 20) -> list[Split]:
    """A promise tried on examples that were judged.

    Each time it is proved on half of the genres, drawn anew, and kept or broken by those examples of the other half that count.
    """
    judged = [(one.genre, counts(one), [(j.confidence, j.right) for j in one.judged]) for one in found]
    rng, done = random.Random(seed), []
    for _ in range(count):
        names = sorted({genre for genre, _, _ in judged})
        proved = set(rng.sample(names, len(names) // 2))
        proof = promise.steps(value for genre, _, values in judged if genre in proved for value in values)
        least = promise.least_sure(proof, risk)
        others = [value for genre, counted, values in judged if counted and genre not in proved for value in values]
        rest = [right for sure, right in others if sure >= least]
        done.append(Split(len(rest), rest.count(False), len(others)))
    return done


def render_splits(done: Sequence[Split], risk: float) -> str:
    """How often a promise was kept, and how many values nobody had to look at."""
    kept = sum(split.wrong <= risk * split.unseen for split in done)
    shares = sorted(split.unseen / max(1, split.all) for split in done)
    mean, least, most = sum(shares) / len(shares), shares[0], shares[-1]
    return (
        f"--risk {risk:g}: kept in {kept} of {len(done)} splits of the genres; left unseen was {mean:.0%} of the values "
        f"({least:.0%} to {most:.0%})"
    )


def table(found: Sequence[Example], counts: Callable[[Example], bool]) -> list[GenreFigures]:
    """A row for each genre of the examples that count, and the last for all together."""
    tallies = {name: Tally(Evaluation()) for name in (*genres.names(), "all")}
    for example in filter(counts, found):
        for name in (example.genre, "all"):
            tallies[name].add(example)
    return [tally.row(name) for name, tally in tallies.items() if tally.records]


_COLUMNS = (
    "genre left out", "records", "values, wrong", "CORE F1", "ALL F1", "AUROC", "lowest tenth", "silent per 1,000", "right, up",
    "error", "overlooked, told",
)  # fmt: skip


def render(rows: Sequence[GenreFigures]) -> str:
    """The rows as a Markdown table."""
    return "\n".join([f"| {' | '.join(_COLUMNS)} |", "| --- " * len(_COLUMNS) + "|", *(_cells(row) for row in rows)])


def _cells(row: GenreFigures) -> str:
    cells = [
        row.name, str(row.records), f"{row.values}, {row.wrong}", f"{row.core:.3f}", f"{row.all:.3f}", _told(row.auroc, ".2f"),
        _told(row.lowest_tenth, ".0%"), f"{1000 * row.silent:.1f}", f"{row.right_up:.0%}", f"{row.error:.3f}",
        _told(row.overlooked_told, ".0%"),
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _name(path: str) -> str:
    """`recipients` of `$.recipients[0].address.city`."""
    return path.removeprefix("$.").split(".")[0].split("[")[0]


def _told(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)
