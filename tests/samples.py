"""A valid record and a result around it, for tests of what comes after the reading."""

from __future__ import annotations

from typing import Any

import schemas
from pipeline.errors import DojlettersError
from pipeline.extraction import Extraction
from pipeline.issues import Issue

SHA256 = "3f2a91c04d5e" + "0" * 52
_PROPERTIES = schemas.load("record")["properties"]
TEXT = "March 3, 2019\nDear Sheriff Orlowski:\nPlease send the plan by May 1, 2019.\nWhat is the plan?"


def evidence(passage: str, text: str = TEXT) -> dict[str, Any]:
    """Evidence for the first place of `passage` in `text`."""
    start = text.index(passage)
    box = {"page": 1, "x0": 72.0, "top": 100.0, "x1": 200.0, "bottom": 112.0}
    return {"start": start, "end": start + len(passage), "text": passage, "boxes": [box], "source": "native", "confidence": 0.9}


def record(**changes: Any) -> dict[str, Any]:
    """A record that is valid unless `changes` make it otherwise; keys in the order of the interface."""
    values: dict[str, Any] = {key: None if "anyOf" in node else [] for key, node in _PROPERTIES.items()}
    values |= {
        "schema_version": schemas.version("record"),
        "record_id": "3f2a91c04d5e-01",
        "document_type": "letter",
        "source": {
            "path": "letters/plan.pdf",
            "file_name": "plan.pdf",
            "sha256": SHA256,
            "media_type": "application/pdf",
            "page_count": 2,
            "first_page": 1,
            "last_page": 2,
            "segment": 1,
            "segment_count": 1,
            "text_source": "native",
            "ocr_confidence": None,
        },
        "text": TEXT,
        "date": {"value": "2019-03-03", "evidence": evidence("March 3, 2019")},
        "salutation": {"value": "Dear Sheriff Orlowski:", "evidence": evidence("Dear Sheriff Orlowski:")},
        "deadlines": [
            {
                "date": "2019-05-01",
                "expression": "by May 1, 2019",
                "relation": "by",
                "anchor": None,
                "action": "send the plan",
                "evidence": evidence("by May 1, 2019"),
            }
        ],
        "questions": [{"label": None, "text": "What is the plan?", "topic": None, "evidence": evidence("What is the plan?")}],
        "review": {"needed": False, "reasons": []},
    }
    return values | changes


def extraction(
    path: str = "plan.pdf", error: DojlettersError | None = None, issues: tuple[Issue, ...] = (), **record_changes: Any
) -> Extraction:
    """A result: one record, or a failure where there is an `error`."""
    status = "failed" if error else "partial" if any(issue.severity == "error" for issue in issues) else "ok"
    records = () if error else (record(**record_changes),)
    return Extraction(path, SHA256, "application/pdf", 2, status, records, issues, error, ())


def recording(of: dict[str, Any], field: str) -> list[dict[str, Any]]:
    """The items of a field, those of a single one too."""
    value = of[field]
    return value if isinstance(value, list) else [value] if value else []
