"""How good are records: compared field by field with gold records, and how far their confidence can be trusted."""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.language.quotation_marks import PLAIN_MARKS
from pipeline.quality.claimed import Claims
from schemas.fields import Field, fields

CORE = frozenset({"segment", "document_type"} | {key.name_of(part) for key in fields() for part in key.core})

LONG, TOLERANCE = 40, 0.03  # with OCR a value this long may differ in this share of its characters


class Fact(NamedTuple):
    """One comparable value: `text` is folded, `confidence` that of its evidence (`None` in a gold record)."""

    text: str
    confidence: float | None
    path: str


class Miss(NamedTuple):
    """A value that is wrong: `lost` stands only in the gold record, otherwise it stands only in the record."""

    document: str
    segment: int
    field: str
    text: str
    lost: bool


@dataclass(slots=True)
class Score:
    """How often a field's values were right (`hits`), overlooked (`missed`) and too many (`extra`)."""

    hits: int = 0
    missed: int = 0
    extra: int = 0

    @property
    def precision(self) -> float:
        """Share of the values given that are right; 1 where none was given."""
        return self.hits / (self.hits + self.extra) if self.hits + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold values that were given; 1 where there are none."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __iadd__(self, other: Score) -> Score:
        self.hits, self.missed, self.extra = self.hits + other.hits, self.missed + other.missed, self.extra + other.extra
        return self


class Judged(NamedTuple):
    """A value's confidence and whether it was right; `path` says where it stands in the record `record_id`."""

    confidence: float
    right: bool
    field: str
    path: str
    record_id: str


@dataclass(slots=True)
class Evaluation:
    """The scores by field, the values that are wrong, and the confidence of those that were given."""

    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    misses: list[Miss] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)

    def total(self, fields: Iterable[str] | None = None) -> Score:
        """The score of several fields together; of all where none are named."""
        total = Score()
        for name, score in self.scores.items():
            if fields is None or name in fields:
                total += score
        return total

    def add(self, other: Evaluation) -> None:
        """Take in another evaluation."""
        for name, score in other.scores.items():
            self.scores[name] += score
        self.misses += other.misses
        self.judged += other.judged


def fold(value: object) -> str:
    """A value as it is compared: quotation marks, dashes, case, white space and closing punctuation make no difference."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.2f}"
    text = unicodedata.normalize("NFKC", str(value)).translate(PLAIN_MARKS).casefold()
    text = "-".join(part.strip() for part in " ".join(text.split()).split("-")).strip().strip("\"'")
    return text if text.endswith("?") else text.rstrip(" .;,:")


def _part(item: object, path: str) -> object:
    for key in path.split("."):
        item = item.get(key) if isinstance(item, dict) else None
    return ", ".join(map(str, item)) if isinstance(item, list) else item


def _comparable(item: object, path: str) -> str | None:
    """The folded value of a part of an item; parts joined by `+` count if the last is there."""
    parts = [_part(item, name) for name in path.split("+")]
    if parts[-1] in (None, ""):
        return None
    return " | ".join(fold("" if part is None else part) for part in parts) if len(parts) > 1 else fold(parts[0])


def facts(record: Claims, claimed: Claims) -> dict[str, list[Fact]]:
    """What `record` says in the fields on which the gold record `claimed` makes a claim."""
    found: dict[str, list[Fact]] = defaultdict(list)
    found["document_type"].append(Fact(fold(record.get("document_type") or ""), None, "$.document_type"))
    for key in (key for key in fields() if key.key in claimed):
        for path, item in _items(key, record):
            for part in key.scored:
                text = _comparable(item, part)
                if text is not None and _claims(key, claimed, part):
                    found[key.name_of(part)].append(Fact(text, _confidence(item, part), path))
    return found


def _items(key: Field, record: Claims) -> Iterator[tuple[str, object]]:
    """The items of a key, each with its JSON path; a gold record may give a bare value for a single one."""
    value = record.get(key.key)
    if key.single:
        yield from [(f"$.{key.key}", value if isinstance(value, dict) else {"value": value})] if value else []
    else:
        yield from ((f"$.{key.key}[{at}]", item) for at, item in enumerate(value if isinstance(value, Sequence) else []))


def _claims(key: Field, claimed: Claims, part: str) -> bool:
    """Whether a gold record says something of a value; of an object that is there once, it may leave values out."""
    gold = claimed[key.key]
    return not (key.single and isinstance(gold, dict)) or part in gold


def _confidence(item: object, part: str) -> float | None:
    """That of the value where its evidence tells of it by itself; else that of its item."""
    parts = _part(item, "evidence.parts")
    own = parts.get(part) if isinstance(parts, dict) else None
    value = _part(own, "confidence") if own else _part(item, "evidence.confidence")
    return float(value) if isinstance(value, int | float) else None


def alike(a: str, b: str, ocr: bool) -> bool:
    """Whether two folded values are one; with `ocr` a long one may differ in a few characters."""
    if a == b or not ocr:
        return a == b
    longer = max(len(a), len(b))
    if min(len(a), len(b)) < LONG or abs(len(a) - len(b)) > TOLERANCE * longer + 2:
        return False
    same = sum(block.size for block in difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())
    return longer - same <= TOLERANCE * longer


def pairs(golds: Sequence[Claims], records: Sequence[Claims]) -> Iterator[tuple[Claims | None, Claims | None]]:
    """Gold records and records side by side in their order, so that as many facts as possible agree (global alignment)."""
    gain = [[_agreement(gold, record) for record in records] for gold in golds]
    best = [[0.0] * (len(records) + 1) for _ in range(len(golds) + 1)]
    for i in reversed(range(len(golds))):
        for j in reversed(range(len(records))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + gain[i][j])
    i = j = 0
    while i < len(golds) or j < len(records):
        if i < len(golds) and j < len(records) and best[i][j] <= best[i + 1][j + 1] + gain[i][j] + 1e-9:
            yield golds[i], records[j]
            i, j = i + 1, j + 1
        elif i < len(golds) and (j == len(records) or best[i][j] <= best[i + 1][j]):
            yield golds[i], None
            i += 1
        else:
            yield None, records[j]
            j += 1


def _agreement(gold: Claims, record: Claims) -> float:
    """Number of values on which both agree; a little more than none, so that a pair beats two that stand alone."""
    a, b = facts(gold, gold), facts(record, gold)
    return sum(sum((Counter(f.text for f in a[name]) & Counter(f.text for f in b[name])).values()) for name in a) + 0.01


def evaluate(document: str, golds: Sequence[Claims], records: Sequence[Claims], ocr: bool = False) -> Evaluation:
    """Compare the records of one file with its gold records; `document` names it among the misses."""
    result = Evaluation()
    for segment, (gold, record) in enumerate(pairs(golds, records), 1):
        if gold is None:
            result.scores["segment"].extra += 1
            result.misses.append(Miss(document, segment, "segment", str((record or {}).get("document_type")), False))
            continue
        result.scores["segment"] += Score(1, 0, 0) if record is not None else Score(0, 1, 0)
        ours = facts(record, gold) if record is not None else {}
        theirs = facts(gold, gold)
        judge = _Comparer(result, document, segment, str((record or {}).get("record_id")), ocr)
        for name in sorted(set(theirs) | set(ours)):
            judge.compare(name, theirs.get(name, []), ours.get(name, []))
    return result


@dataclass(frozen=True, slots=True)
class _Comparer:
    """Compares the facts of one pair of records, field by field, and enters what it finds in `result`."""

    result: Evaluation
    document: str
    segment: int
    record_id: str
    ocr: bool

    def compare(self, name: str, gold: Sequence[Fact], given: Sequence[Fact]) -> None:
        left = list(given)
        score = self.result.scores[name]
        for fact in gold:
            at = next((i for i, other in enumerate(left) if alike(fact.text, other.text, self.ocr)), None)
            if at is None:
                score.missed += 1
                self.result.misses.append(Miss(self.document, self.segment, name, fact.text, True))
            else:
                score.hits += 1
                self._enter(name, left.pop(at), True)
        score.extra += len(left)
        for fact in left:
            self.result.misses.append(Miss(self.document, self.segment, name, fact.text, False))
            self._enter(name, fact, False)

    def _enter(self, name: str, fact: Fact, right: bool) -> None:
        if fact.confidence is not None:
            self.result.judged.append(Judged(fact.confidence, right, name, fact.path, self.record_id))


class Bin(NamedTuple):
    """A tenth of the values: the lowest confidence among them, how many, what they promised and how many were right."""

    low: float
    size: int
    promised: float
    right: float


def calibration(judged: Sequence[Judged]) -> list[Bin]:
    """Promised against measured share of right values, in ten bins of equal size, the least sure first."""
    bins, ordered = [], sorted(judged, key=lambda j: j.confidence)
    for tenth in range(10):
        rows = ordered[tenth * len(ordered) // 10 : (tenth + 1) * len(ordered) // 10]
        if rows:
            promised = sum(j.confidence for j in rows) / len(rows)
            bins.append(Bin(rows[0].confidence, len(rows), promised, sum(j.right for j in rows) / len(rows)))
    return bins


def calibration_error(judged: Sequence[Judged]) -> float:
    """Expected calibration error: the mean gap between promise and measure over the bins, weighted by their counts."""
    return sum(b.size * abs(b.promised - b.right) for b in calibration(judged)) / len(judged) if judged else 0.0


def caught(judged: Sequence[Judged], share: float = 0.1) -> float | None:
    """The share of wrong values among the `share` of all values with the lowest confidence; None where nothing is wrong."""
    wrong = sum(not j.right for j in judged)
    if not wrong:
        return None
    lowest = sorted(judged, key=lambda j: j.confidence)[: max(1, round(share * len(judged)))]
    return sum(not j.right for j in lowest) / wrong


def separation(judged: Sequence[Judged]) -> float | None:
    """How often a right value bears more confidence than a wrong one (AUROC; ties count half); None where either is missing."""
    right, wrong = ([j.confidence for j in judged if j.right is ok] for ok in (True, False))
    if not right or not wrong:
        return None
    return sum((w < r) + 0.5 * (w == r) for w in wrong for r in right) / (len(wrong) * len(right))
