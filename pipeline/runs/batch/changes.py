"""What differs between two readings of a document, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

# Where a value stands is no change of the value; the source is another by nature.
_LEFT_OUT = frozenset({"evidence", "record_id", "source", "schema_version"})
_LONGEST = 200  # characters of a text that are shown


def changes(before: Sequence[Mapping[str, object]], after: Sequence[Mapping[str, object]]) -> Iterator[dict[str, object]]:
    """The differences between the records of two readings, in their order.

    Each has `record` (from 1), `field` (a JSON path), `before` and `after`, `None` where one has nothing.
    Long texts are shown from shortly before the first difference.
    """
    for number in range(max(len(before), len(after))):
        for field, old, new in _differences(_at(before, number), _at(after, number), "$"):
            yield {"record": number + 1, "field": field, **_shown(old, new)}


def _at(items: Sequence[object], number: int) -> object:
    return items[number] if number < len(items) else None


def _differences(old: object, new: object, path: str) -> Iterator[tuple[str, object, object]]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in sorted((old.keys() | new.keys()) - _LEFT_OUT):
            yield from _differences(old.get(key), new.get(key), f"{path}.{key}")
    elif isinstance(old, list) and isinstance(new, list):
        for number in range(max(len(old), len(new))):
            yield from _differences(_at(old, number), _at(new, number), f"{path}[{number}]")
    elif old != new:
        yield path, _bare(old), _bare(new)


def _bare(value: object) -> object:
    """A value without what is left out of a comparison."""
    if isinstance(value, Mapping):
        return {key: _bare(item) for key, item in value.items() if key not in _LEFT_OUT}
    return [_bare(item) for item in value] if isinstance(value, list) else value


def _shown(old: object, new: object) -> dict[str, object]:
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > _LONGEST:
        same = next((i for i, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new)))
        start = max(0, same - _LONGEST // 4)
        old, new = (f"{'…' * (start > 0)}{text[start : start + _LONGEST]}" for text in (old, new))
    return {"before": old, "after": new}
