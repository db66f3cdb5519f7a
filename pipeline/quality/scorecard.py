"""Gold files against records files: which belong together, what has changed, and all of it as text or JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import InvalidRecords
from pipeline.quality.claimed import Claims, read_gold, read_records
from pipeline.quality.evaluate import (  # fmt: skip
    CORE,
    Evaluation,
    Miss,
    Score,
    calibration,
    calibration_error,
    caught,
    evaluate,
    separation,
)
from pipeline.records.items import value_at

GOLD_SUFFIX = ".gold.json"


def evaluate_files(gold: Path, records: Path, ocr: bool = False) -> Evaluation:
    """Compare the records in a file or an output folder with a gold file, or with every gold file of a folder.

    In a folder, `letter.gold.json` belongs to the records of `letter.pdf`, `letter.scan.tif` and the like. Raises
    InvalidRecords where no record belongs to any gold file, and MissingFile.
    """
    total = Evaluation()
    found = False
    for name, golds, ours in matched(gold, read_records(records)):
        found = True
        total.add(evaluate(name, golds, ours, ocr))
    if not found:
        raise InvalidRecords(f"None of the records is of a file that {gold} has gold records for", path=str(records))
    return total


def matched(gold: Path, records: Sequence[Claims]) -> Iterator[tuple[str, list[Claims], list[Claims]]]:
    """Each file's name with its gold records and its records."""
    by_file: dict[str, list[Claims]] = {}
    for record in records:
        by_file.setdefault(str(value_at(record, "source.file_name")), []).append(record)
    if not gold.is_dir():
        golds = read_gold(gold)
        named = [name for name in by_file if belongs(gold.name, name)] or list(by_file)
        if len(named) > 1:
            yield from ((name, golds, by_file[name]) for name in named)
        else:
            yield gold.name, golds, by_file[named[0]] if named else []
        return
    for path in sorted(gold.glob(f"*{GOLD_SUFFIX}")):
        for name in (n for n in by_file if belongs(path.name, n)):
            yield name, read_gold(path), by_file[name]


def belongs(gold_name: str, file_name: str) -> bool:
    """Whether a gold file's name says that it is of this file: `letter.gold.json` of `letter.pdf` and `letter.fax.pdf`."""
    stem = gold_name.removesuffix(GOLD_SUFFIX).removesuffix(".json")
    return file_name.startswith(f"{stem}.")


def _rows(evaluation: Evaluation) -> list[tuple[str, Score]]:
    rows = sorted(evaluation.scores.items())
    return [*rows, ("CORE", evaluation.total(CORE)), ("ALL", evaluation.total())]


def render(evaluation: Evaluation, misses: bool = False) -> str:
    """The scores as a table, below it how far the confidence can be trusted; with `misses` every wrong value first."""
    lines = [_told(miss) for miss in evaluation.misses] if misses else []
    lines.append(f"{'field':32}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>7}")
    for name, s in _rows(evaluation):
        lines.append(f"{name:32}{s.precision:10.4f}{s.recall:10.4f}{s.f1:10.4f}{s.hits + s.missed:7d}")
    if evaluation.judged:
        share, apart = caught(evaluation.judged), separation(evaluation.judged)
        lines += ["", f"confidence: expected calibration error {calibration_error(evaluation.judged):.4f}"]
        if apart is not None:
            lines.append(f"a right value bears more of it than a wrong one in {apart:.0%} of all pairs (AUROC)")
        if share is not None:
            lines.append(f"the tenth of the values with the lowest confidence holds {share:.0%} of the wrong ones")
        lines += [
            f"  from {b.low:.3f}: {b.size:5d} values, promised {b.promised:.3f}, right {b.right:.3f}"
            for b in calibration(evaluation.judged)
        ]
    return "\n".join(lines)


def _told(miss: Miss) -> str:
    return f"{miss.document}#{miss.segment} {miss.field} {'-' if miss.lost else '+'} {miss.text}"


def changes(new: Evaluation, old: Evaluation) -> tuple[list[Miss], list[Miss]]:
    """The wrong values that are mended since `old`, and those that are new."""
    before, after = Counter(old.misses), Counter(new.misses)
    return sorted((before - after).elements()), sorted((after - before).elements())


def render_changes(new: Evaluation, old: Evaluation) -> str:
    """What was gained and lost since `old`, value by value, and the F1 scores that moved."""
    mended, broken = changes(new, old)
    lines = [f"gained {_told(miss)}" for miss in mended] + [f"lost   {_told(miss)}" for miss in broken]
    older = dict(_rows(old))
    for name, score in _rows(new):
        if name in older and abs(score.f1 - older[name].f1) > 5e-5:
            lines.append(f"{name:32} F1 {older[name].f1:.4f} -> {score.f1:.4f}")
    return "\n".join(lines or ["nothing has changed"])


def to_json(evaluation: Evaluation, older: Evaluation | None = None) -> dict[str, object]:
    """The same as plain JSON values."""
    result: dict[str, object] = {
        "fields": {
            name: {"precision": s.precision, "recall": s.recall, "f1": s.f1, "hits": s.hits, "missed": s.missed, "extra": s.extra}
            for name, s in _rows(evaluation)
        },
        "misses": [miss._asdict() for miss in evaluation.misses],
        "calibration": {
            "error": calibration_error(evaluation.judged),
            "auroc": separation(evaluation.judged),
            "lowest_tenth_holds": caught(evaluation.judged),
            "bins": [b._asdict() for b in calibration(evaluation.judged)],
        },
    }
    if older is not None:
        mended, broken = changes(evaluation, older)
        result |= {"gained": [miss._asdict() for miss in mended], "lost": [miss._asdict() for miss in broken]}
    return result
