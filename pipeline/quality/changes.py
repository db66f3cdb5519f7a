"""What a change of the code does to many files: two sets of records of the same files, value by value, without gold records.

Files are known by their content (SHA-256), those whose content is in one set only by their path; the segments of a file are
aligned as they are with gold records.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from pipeline.quality.claimed import Claims
from pipeline.quality.evaluate import pairs
from pipeline.records.items import value_at

ALIKE = 0.6  # share of characters in common from which a lost and a gained value of a field are one that changed
_MANY = 400  # lost or gained values of one field of a segment, beyond which none is held against another: their number squared
_CONTEXT = 40  # characters shown on either side of the first difference of two texts
_NOT_VALUES = frozenset({"schema_version", "record_id", "source", "text", "review", "evidence"})


class Change(NamedTuple):
    """One value that is not what it was: `older` is None where it was gained, `newer` where it was lost."""

    file: str
    segment: int
    field: str
    older: str | None
    newer: str | None

    @property
    def kind(self) -> str:
        """`gained`, `lost` or `changed`."""
        return "gained" if self.older is None else "lost" if self.newer is None else "changed"


@dataclass(slots=True)
class Changes:
    """All changes, in the order of the older records; `same` records agree in all but their evidence, of `records` in both."""

    changes: list[Change] = field(default_factory=list)
    records: int = 0
    same: int = 0

    def by_field(self) -> dict[str, Counter[str]]:
        """By field, how many values were gained, lost and changed; most changes first."""
        return _counted((change.field, change.kind) for change in self.changes)

    def by_file(self) -> dict[str, Counter[str]]:
        """By file, how many values were gained, lost and changed; most changes first."""
        return _counted((change.file, change.kind) for change in self.changes)

    def of_field(self, name: str) -> list[Change]:
        """The changes of one field."""
        return [change for change in self.changes if change.field == name]


def _counted(rows: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for name, kind in rows:
        found[name][kind] += 1
    return dict(sorted(found.items(), key=lambda row: (-row[1].total(), row[0])))


def changes(older: Sequence[Claims], newer: Sequence[Claims]) -> Changes:
    """What `newer` says that `older` does not, and the other way round."""
    result = Changes()
    before, after = _by_file(older), _by_file(newer)
    edited = {_name(found[0]): key for key, found in before.items() if key not in after}
    after = {key if key in before else edited.pop(_name(found[0]), key): found for key, found in after.items()}
    for key in [*before, *(key for key in after if key not in before)]:
        for segment, (one, other) in enumerate(pairs(before.get(key, []), after.get(key, [])), 1):
            found = list(_of_segment(_name(one or other or {}), segment, one, other))
            result.changes += found
            result.records += 1
            result.same += not found
    return result


def _by_file(records: Sequence[Claims]) -> dict[str, list[Claims]]:
    found: dict[str, list[Claims]] = defaultdict(list)
    for record in records:
        found[str(value_at(record, "source.sha256"))].append(record)
    return found


def _name(record: Claims) -> str:
    return str(value_at(record, "source.path") or value_at(record, "source.file_name"))


def _of_segment(file: str, segment: int, older: Claims | None, newer: Claims | None) -> Iterator[Change]:
    if older is None or newer is None:
        told = [str(record.get("document_type")) if record else None for record in (older, newer)]
        yield Change(file, segment, "segment", *told)
        return
    before, after = str(older.get("text", "")), str(newer.get("text", ""))
    if before != after:
        yield Change(file, segment, "text", *_first_difference(before, after))
    ours, theirs = values(older), values(newer)
    for name in dict.fromkeys([*ours, *theirs]):
        for lost, gained in _differences(ours.get(name, Counter()), theirs.get(name, Counter())):
            yield Change(file, segment, name, lost, gained)


def values(record: Claims) -> dict[str, Counter[str]]:
    """The values of a record by the path of their key, numbers left out: `recipients.address.city`."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for key, item in record.items():
        if key not in _NOT_VALUES:
            _gather(item, key, found)
    for reason in cast(Sequence[Mapping[str, object]], value_at(record, "review.reasons") or []):
        found["review"][f"{reason.get('code')} at {reason.get('field')}"] += 1
    return found


def _gather(item: object, path: str, found: dict[str, Counter[str]]) -> None:
    if isinstance(item, Mapping):
        for key, part in item.items():
            if key not in _NOT_VALUES or key == "text":
                _gather(part, path if key == "value" else f"{path}.{key}", found)
    elif isinstance(item, list):
        for part in item:
            _gather(part, path, found)
    elif item is not None:
        found[path][str(item)] += 1


def _differences(older: Counter[str], newer: Counter[str]) -> Iterator[tuple[str | None, str | None]]:
    """What stands in one only; a lost and a gained value that are alike, or the only ones, are one that changed."""
    lost, gained = list((older - newer).elements()), list((newer - older).elements())
    for value in lost:
        other = next((g for g in gained if _is_one(value, g, alone=len(lost) == len(gained) == 1)), None)
        if other is not None and len(lost) * len(gained) <= _MANY**2:
            gained.remove(other)
        else:
            other = None
        yield value, other
    yield from ((None, value) for value in gained)


def _is_one(lost: str, gained: str, alone: bool) -> bool:
    if alone:
        return True
    matcher = difflib.SequenceMatcher(None, lost, gained, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _first_difference(one: str, other: str) -> tuple[str, str]:
    """Both texts about the first place where they differ, line ends as `⏎`."""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    cut = slice(max(0, at - _CONTEXT), at + _CONTEXT)
    return one[cut].replace("\n", "⏎"), other[cut].replace("\n", "⏎")


def render(found: Changes, sample: int = 5) -> str:
    """The changes as text: counts by field and by file, and `sample` of each field with their words."""
    lines = [f"{found.records} records, {found.same} without a change; {len(found.changes)} changes"]
    for title, rows in (("By field", found.by_field()), ("By file", found.by_file())):
        if rows:
            lines += ["", f"{title:44}{'gained':>8}{'lost':>8}{'changed':>8}"]
            lines += [f"{name[-43:]:44}{row['gained']:8}{row['lost']:8}{row['changed']:8}" for name, row in rows.items()]
    for name in found.by_field():
        rows_of = found.of_field(name)
        lines += ["", f"{name}: {min(sample, len(rows_of))} of {len(rows_of)}"]
        for change in rows_of[:sample]:
            lines += [f"  {change.file} [{change.segment}] {change.kind}"]
            lines += [f"    {sign} {value}" for sign, value in (("-", change.older), ("+", change.newer)) if value is not None]
    return "\n".join(lines)


def to_json(found: Changes) -> dict[str, object]:
    """The changes as plain JSON values."""
    return {
        "records": found.records,
        "same": found.same,
        "fields": {name: dict(row) for name, row in found.by_field().items()},
        "files": {name: dict(row) for name, row in found.by_file().items()},
        "changes": [{"kind": change.kind, **change._asdict()} for change in found.changes],
    }
