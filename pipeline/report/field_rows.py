"""What the fields of documents of no one text say differently: a release and its letters, to be listed like other differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

_ONLY_HERE = 60  # the weight of a passage that is not in all


def differences(sets: Sequence[Json], family: Sequence[int]) -> list[Json]:
    """The differences of field sets, weightiest first; those among `family` alone are in its texts already."""
    found = [difference for fields in sets for row in fields["rows"] for difference in _of(row)]
    inside = set(family)
    told = [d for d in found if not inside.issuperset(n for r in d["readings"] for n in r["documents"])]
    return sorted(told, key=lambda difference: -int(difference["weight"]))


def _of(row: Json) -> Iterator[Json]:
    yield from row["differences"]
    yield from row["doubtful"]
    if row["kind"] == "only_here" and row["missing"]:
        yield _only_here(row)


def _only_here(row: Json) -> Json:
    """A value that is not in all: how each wording of it reads, and who has none."""
    documents: dict[str, list[int]] = {}
    places: dict[str, list[Json]] = {}
    for item in row["items"]:
        text = " ".join(item["text"].split())
        documents.setdefault(text, []).append(item["document"])
        places.setdefault(text, []).append(item)
    readings = [{"text": t, "documents": documents[t], "places": places[t], "doubtful": False} for t in documents]
    readings.append({"text": "", "documents": row["missing"], "places": [], "doubtful": False})
    return {
        "kind": "only_here", "category": "passage", "weight": _ONLY_HERE, "field": row["field"], "before": "", "after": "",
        "readings": readings,
    }  # fmt: skip
