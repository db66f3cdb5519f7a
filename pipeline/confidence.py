"""How likely a value is right: how often its rule was right on gold records, and how well its words were read."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "confidence.json"
PRIOR = (9.0, 10.0)  # what is assumed of a rule before it was seen: right nine times in ten


@cache
def _table() -> dict[str, tuple[int, int]]:
    """Rule id to how often it was right and how often it was seen on gold records."""
    if not TABLE.is_file():
        return {}
    return {rule: (row["right"], row["seen"]) for rule, row in json.loads(TABLE.read_text("utf-8"))["rules"].items()}


def confidence(rule: str, ocr: float | None) -> float:
    """Probability from 0 to 1 that a value found by `rule` is right; `ocr` is the confidence of its worst word, or None."""
    right, seen = _table().get(rule, (0, 0))
    share = (right + PRIOR[0]) / (seen + PRIOR[1])
    return round(share * (1.0 if ocr is None else ocr), 4)
