"""How often rules and words are right, counted on documents with gold records: the table that confidence is read from."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from pipeline.config import Config
from pipeline.errors import MissingFile
from pipeline.export import write
from pipeline.extraction import extract
from pipeline.quality.claimed import read_gold
from pipeline.quality.evaluate import evaluate, fold
from pipeline.quality.examples import documents, is_scan
from pipeline.quality.scorecard import GOLD_SUFFIX
from pipeline.records.confidence import LEVELS, STEPS, CalibrationTable, Counts
from pipeline.records.items import evidence_of, item_at
from pipeline.records.results import Extraction


def calibrate(folders: Iterable[Path], config: Config) -> CalibrationTable:
    """Count over every document of the folders that has gold records.

    Each scored part of a value counts once for its rule. Words count where a scan has a native twin (`letter.pdf` beside
    `letter.fax.pdf`, both with `letter.gold.json`), which says what they should be. Raises MissingFile where there is nothing.
    """
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    words = [Counts(0, 0)] * len(STEPS)
    judged: list[tuple[str, list[float], bool]] = []
    for gold, paths in documents(folders):
        results = [extract(path, config) for path in paths]
        judged += [row for result in results for row in _judged(gold, result)]
        native = next((r for r in results if not is_scan(r)), None)
        for scan in (r for r in results if native is not None and is_scan(r)):
            words = [Counts(a.right + b.right, a.seen + b.seen) for a, b in zip(words, _count_words(native, scan), strict=True)]
    if not judged:
        raise MissingFile(f"No document with a {GOLD_SUFFIX} file beside it was found")
    for rule, _, is_right in judged:
        seen[rule] += 1
        right[rule] += is_right
    counted = CalibrationTable({rule: Counts(right[rule], seen[rule]) for rule in sorted(seen)}, tuple(words))
    values = [[0, 0] for _ in LEVELS]
    for rule, read, is_right in judged:
        row = values[bisect_right(LEVELS, counted.estimate(rule, read)) - 1]
        row[0] += is_right
        row[1] += 1
    return replace(counted, values=tuple(Counts(*row) for row in values))


def _judged(gold: Path, result: Extraction) -> Iterator[tuple[str, list[float], bool]]:
    """Each scored part of a value: its rule, the OCR confidences of its words, and whether it is right."""
    segments = {str(r["record_id"]): n for n, r in enumerate(result.records)}
    for judged in evaluate(result.path, read_gold(gold), result.records, is_scan(result)).judged:
        n = segments[judged.record_id]
        evidence = evidence_of(item_at(result.records[n], judged.path))
        words = result.documents[n].words_in(evidence["start"], evidence["end"])
        yield result.rules[n][judged.path], [w.confidence for w in words if w.confidence is not None], judged.right


def _count_words(native: Extraction | None, scan: Extraction) -> list[Counts]:
    """By steps of the engine's confidence, how many words of a scan stand in its native twin's text."""
    counts = [[0, 0] for _ in STEPS]
    for truth, read in zip(native.documents, scan.documents, strict=False) if native is not None else ():
        expected, given = [fold(w.text) for w in truth.words], [fold(w.text) for w in read.words]
        alike = Levenshtein.opcodes(given, expected).as_matching_blocks()
        right = {i for block in alike for i in range(block.a, block.a + block.size)}
        for i, word in enumerate(read.words):
            if word.confidence is not None:
                row = counts[bisect_right(STEPS, word.confidence) - 1]
                row[0] += i in right
                row[1] += 1
    return [Counts(*row) for row in counts]


def save(table: CalibrationTable, path: Path) -> None:
    """Write the table to `path`. Raises OutputError."""
    rules = {rule: counts._asdict() for rule, counts in table.rules.items()}
    words = [{"from": step, **counts._asdict()} for step, counts in zip(STEPS, table.words, strict=True)]
    values = [{"from": level, **counts._asdict()} for level, counts in zip(LEVELS, table.values, strict=True)]
    content = {"rules": rules, "words": words, "values": values}
    write(path, (json.dumps(content, indent=1, sort_keys=True) + "\n").encode())
