"""Records with their pages, for tests of the HTML: a small PDF, a record read from it, and one that means harm."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from tests.pdfs import pdf, show
from tests.samples import record

LINES = (
    ("March 3, 2019", 1, 100),
    ("Dear Sheriff Orlowski:", 1, 130),
    ("Please send the plan by May 1, 2019.", 1, 160),
    ("Is there a plan for the jail?", 2, 100),
    ("Who approved the plan last year?", 2, 130),
)
TEXT = "\n".join(line for line, _, _ in LINES)
EVIL = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">\"'></script></style>{{ 7*7 }}"


def evidence(passage: str, text: str = TEXT, confidence: float = 0.93) -> dict[str, Any]:
    """Evidence with the box at which `pages` prints the line that the passage stands in."""
    start = text.index(passage)
    _, page, top = next(line for line in LINES if passage in line[0])
    before = next(line for line, _, _ in LINES if passage in line).index(passage)
    x0 = 72 + 5.2 * before
    box = {"page": page, "x0": x0, "top": float(top), "x1": x0 + 5.2 * len(passage), "bottom": top + 14.0}
    return {
        "start": start, "end": start + len(passage), "text": passage, "boxes": [box], "source": "native",
        "confidence": confidence,
    }  # fmt: skip


def pages(path: Path) -> str:
    """Writes the PDF of `letter` to `path`; gives its SHA-256."""
    content = ["".join(show(72, 780 - top, line) for line, page, top in LINES if page == number) for number in (1, 2)]
    path.write_bytes(pdf(*content))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def letter(sha256: str = "0" * 64, segment: int = 1, **changes: Any) -> dict[str, Any]:
    """A letter with a deadline inside a request, questions on its second page, and a doubt about the deadline."""
    questions = [
        {"label": str(n), "text": line, "topic": None, "evidence": evidence(line)} for n, (line, _, _) in enumerate(LINES[3:], 1)
    ]
    request = "Please send the plan by May 1, 2019."
    due = {"date": "2019-05-01", "expression": "by May 1, 2019", "relation": "by", "anchor": None, "action": "send the plan"}
    reason = {"code": "two-dates", "field": "$.deadlines[0]", "message": "Two dates stand close together."}
    base = record()
    values = {
        "record_id": f"{sha256[:12]}-{segment:02d}",
        "source": base["source"] | {"sha256": sha256, "segment": segment, "segment_count": segment},
        "text": TEXT,
        "date": {"value": "2019-03-03", "evidence": evidence("March 3, 2019")},
        "salutation": {"value": "Dear Sheriff Orlowski:", "evidence": evidence("Dear Sheriff Orlowski:")},
        "deadlines": [due | {"evidence": evidence("by May 1, 2019", confidence=0.41)}],
        "questions": questions,
        "requests": [{"label": None, "text": request, "evidence": evidence(request)}],
        "review": {"needed": True, "reasons": [reason]},
    }
    return base | values | changes


def harmful() -> dict[str, Any]:
    """A record of the schema whose every free text is markup that would run if it were not escaped."""
    box = {"page": 1, "x0": 72.0, "top": 100.0, "x1": 200.0, "bottom": 112.0}
    proof = {"start": 0, "end": len(EVIL), "text": EVIL, "boxes": [box], "source": "ocr", "confidence": 0.2}
    one, item = {"value": EVIL, "evidence": proof}, {"label": EVIL, "text": EVIL, "evidence": proof}
    address = {"street": EVIL, "city": EVIL, "state": "CA", "postal_code": EVIL}
    person = {"name": EVIL, "title": EVIL, "organization": EVIL, "evidence": proof}
    base = record()
    return base | {
        "source": base["source"] | {"file_name": EVIL, "media_type": EVIL, "text_source": "ocr", "ocr_confidence": 0.3},
        "text": EVIL,
        "issuer": {"department": EVIL, "component": EVIL, "address": EVIL, "evidence": proof},
        "date": {"value": "2019-03-03", "evidence": proof},
        **dict.fromkeys(("release_number", "dateline", "title", "subject", "salutation"), one),
        **{key: [one] for key in ("reference_numbers", "delivery", "copies", "enclosures")},
        "recipients": [person | {"honorific": EVIL, "address": address}],
        "signatories": [person],
        "deadlines": [
            {"date": None, "expression": EVIL, "relation": "by", "anchor": None, "action": EVIL, "evidence": proof}
        ],
        "criteria": [item | {"lead_in": EVIL, "modality": "must"}],
        "questions": [item | {"text": f"{EVIL}?", "topic": None}],
        "requests": [item],
        "findings": [{"text": EVIL, "evidence": proof}],
        "citations": [{"text": EVIL, "kind": "case", "normalized": EVIL, "evidence": proof}],
        "programs": [{"name": EVIL, "abbreviation": EVIL, "evidence": proof}],
        "abbreviations": [{"short": EVIL, "long": EVIL, "evidence": proof}],
        "jurisdictions": [{"name": EVIL, "state": "CA", "kind": None, "evidence": proof}],
        "quotations": [{"speaker": EVIL, "text": EVIL, "evidence": proof}],
        "amounts": [{"value": 12.5, "currency": "USD", "text": EVIL, "evidence": proof}],
        "contacts": [{"kind": "email", "value": EVIL, "evidence": proof}],
        "review": {"needed": True, "reasons": [{"code": "doubt", "field": EVIL, "message": EVIL}]},
    }  # fmt: skip


def poisoned(value: Any, keep: frozenset[str]) -> Any:
    """A copy of JSON data with `EVIL` in place of every string but those under the keys in `keep`."""
    if isinstance(value, dict):
        return {key: item if key in keep else poisoned(item, keep) for key, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item, keep) for item in value]
    return EVIL if isinstance(value, str) else json.loads(json.dumps(value))
