"""What confidence is fitted on and judged by: records of documents with gold records, and of distorted copies of them.

Each is read by zones that its genre had no part in, so that margins are those of letters that nobody has seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from extractors.structure import zones
from pipeline.config import Config
from pipeline.doubt.assessment import Assessment
from pipeline.doubt.claims import ValueClaim
from pipeline.errors import DojlettersError, MissingFile
from pipeline.extraction import extract
from pipeline.quality.claimed import Claims, read_gold
from pipeline.quality.distortions import distorted
from pipeline.quality.evaluate import CORE, Judged, evaluate, pairs
from pipeline.quality.fitting import Judgement, Judgements
from pipeline.quality.genres import genre_of
from pipeline.quality.scorecard import GOLD_SUFFIX, belongs
from pipeline.reading.sources import file_name, walk
from pipeline.records.results import Extraction
from pipeline.records.types import Record


class Example(NamedTuple):
    """A record and what is right in it. `document` names the gold file, `copy` counts its distorted copies, 0 is the original."""

    document: str
    genre: str
    copy: int
    gold: Claims
    record: Record
    assessment: Assessment
    read: bool  # by OCR

    @property
    def judged(self) -> Sequence[Judged]:
        """Each scored value of the record with its confidence and whether it is right."""
        return evaluate(self.document, [self.gold], [self.record], self.read).judged


def examples(folders: Iterable[Path], config: Config, weights: Mapping[str, Path], copies: int) -> Iterator[Example]:
    """The records of all documents in the folders that have gold records beside them, and of so many copies of each.

    Scans are not copied. `weights` are those of the zones by genre. Raises MissingFile where there is no such document.
    """
    found = False
    for gold, paths in documents(folders):
        golds = read_gold(gold)
        for path in paths:
            for genre in sorted({genre_of(record) for record in golds}):
                with zones.using(weights[genre]) if genre in weights else nullcontext():
                    for example in _of_file(gold.name.removesuffix(GOLD_SUFFIX), path, golds, genre, config, copies):
                        found = True
                        yield example
    if not found:
        raise MissingFile(f"No document with a {GOLD_SUFFIX} file beside it was found")


def documents(folders: Iterable[Path]) -> Iterator[tuple[Path, list[str]]]:
    """Each gold file of the folders with the documents that it is of."""
    for folder in folders:
        for gold in sorted(folder.rglob(f"*{GOLD_SUFFIX}")):
            yield gold, [file.path for file in walk([gold.parent]) if belongs(gold.name, file_name(file.path))]


def is_scan(result: Extraction) -> bool:
    """Whether a page of a file was read by OCR."""
    return any(page.source == "ocr" for page in result.pages)


def _of_file(name: str, path: str, golds: Sequence[Claims], genre: str, config: Config, copies: int) -> Iterator[Example]:
    result = extract(path, config)
    read = is_scan(result)
    at = {record["record_id"]: n for n, record in enumerate(result.records)}
    for gold, record in pairs(golds, result.records):
        if gold is None or record is None or genre_of(gold) != genre:
            continue
        n = at[str(record["record_id"])]
        yield Example(name, genre, 0, gold, result.records[n], result.assessments[n], read)
        for number in range(1, 1 + (0 if read else copies)):
            copy = distorted(result.documents[n], gold, f"{Path(path).name} {n} {number}")
            yield from _of_copy(name, genre, number, copy.text, copy.gold, config)


def _of_copy(name: str, genre: str, number: int, text: str, gold: Claims, config: Config) -> Iterator[Example]:
    try:
        result = extract(f"{name}.txt", config, text.encode())
    except DojlettersError:
        return
    for own, record in pairs([gold], result.records):
        if own is not None and record is not None:
            n = next(n for n, one in enumerate(result.records) if one is record)
            yield Example(name, genre, number, gold, result.records[n], result.assessments[n], False)


def judgements(example: Example) -> Judgements:
    """The values of an example with their signs, for a fit."""
    right: dict[tuple[str, str], bool] = {}
    scored: set[tuple[str, str]] = set()
    for judged in example.judged:
        for key in _keys(judged):
            right[judged.path, key] = right.get((judged.path, key), True) and judged.right
            if judged.field in CORE:
                scored.add((judged.path, key))
    told = pointed_at(example.record, lambda code: code != "unlikely")
    values = []
    for claim, signs in zip(example.assessment.claims, example.assessment.signs, strict=True):
        at = claim.path, claim.key
        if at in right:
            values.append(Judgement(signs, right[at], at in scored, told(_path(claim))))
    others = any(reason["code"] != "unlikely" for reason in example.record["review"]["reasons"])
    return Judgements(example.document, example.genre, example.copy > 0, others, values)


def _keys(judged: Judged) -> Sequence[str]:
    """The keys of an item that a judged value is made of: `short` and `long` of `abbreviations.short+long`."""
    name = judged.path.removeprefix("$.").partition("[")[0]
    return (judged.field.removeprefix(name).removeprefix(".") or "value").split("+")


def _path(claim: ValueClaim) -> str:
    return claim.path if claim.key == "value" else f"{claim.path}.{claim.key}"


def pointed_at(record: Record, counts: Callable[[str], bool] = lambda code: True) -> Callable[[str], bool]:
    """Whether a reason for a review of a code that `counts` points at the item in which a value stands, or at its field."""
    told = {str(reason["field"]) for reason in record["review"]["reasons"] if counts(reason["code"])}
    items = {_item(path) for path in told}
    whole = {path for path in told if path.count(".") == 1 and not path.endswith("]")}

    def points(path: str) -> bool:
        item = _item(path)
        return item in items or item.partition("[")[0] in whole

    return points


def _item(path: str) -> str:
    """`$.recipients[0]` of `$.recipients[0].address.city`."""
    return ".".join(path.split(".")[:2])
