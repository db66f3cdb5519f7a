"""What the fields of documents of no one text say differently: a release and its letters, to be listed like other differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.records.comparison_types import (
    ComparisonDifference,
    ComparisonFieldSet,
    ComparisonPlace,
    ComparisonReading,
    ComparisonRow,
)

_ONLY_HERE = 60  # the weight of a passage that is not in all


def differences(sets: Sequence[ComparisonFieldSet], family: Sequence[int]) -> list[ComparisonDifference]:
    """The differences of field sets, weightiest first; those among `family` alone are in its texts already."""
    found = [difference for fields in sets for row in fields["rows"] for difference in _of(row)]
    inside = set(family)
    told = [d for d in found if not inside.issuperset(n for r in d["readings"] for n in r["documents"])]
    return sorted(told, key=lambda difference: -int(difference["weight"]))


def _of(row: ComparisonRow) -> Iterator[ComparisonDifference]:
    yield from row["differences"]
    yield from row["doubtful"]
    if row["kind"] == "only_here" and row["missing"]:
        yield _only_here(row)


def _only_here(row: ComparisonRow) -> ComparisonDifference:
    """A value that is not in all: how each wording of it reads, and who has none."""
    documents: dict[str, list[int]] = {}
    places: dict[str, list[ComparisonPlace]] = {}
    for item in row["items"]:
        text = " ".join(item["text"].split())
        documents.setdefault(text, []).append(item["document"])
        places.setdefault(text, []).append(item)
    readings: list[ComparisonReading] = [
        {"text": t, "documents": documents[t], "places": places[t], "doubtful": False} for t in documents
    ]
    readings.append({"text": "", "documents": row["missing"], "places": [], "doubtful": False})
    return {
        "kind": "only_here", "made_by": "department", "category": "passage",
        "weight": _ONLY_HERE, "field": row["field"], "before": "", "after": "",
        "readings": readings,
    }  # fmt: skip
