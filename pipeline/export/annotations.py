"""Texts with the places of their values, as annotation tools have them: Label Studio's tasks and Prodigy's lines.

A label is a field (`requests`), or one value of its items where these have several (`recipients.name`). Offsets are of
characters. `dojletters import` takes back what people made of them there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.export.files import write
from pipeline.records.items import evidence_of, items
from pipeline.records.types import Record
from schemas.fields import fields

LabelledSpan = tuple[int, int, str]


def spans_of(record: Record) -> list[LabelledSpan]:
    """Where the values of a record stand: start, end (half-open), label; what stands on the page alone is not in it."""
    return sorted(set(_spans(record)))


def _spans(record: Record) -> Iterator[LabelledSpan]:
    for field in fields():
        for item in items(record, field.key):
            evidence = evidence_of(item)
            parts = evidence.get("parts") or {}
            for key, part in parts.items():
                yield from ((start, end, f"{field.key}.{key}") for start, end in part["spans"])
            if not parts and evidence["start"] is not None:
                yield evidence["start"], evidence["end"], field.key


def save(records: Sequence[Record], path: Path) -> list[str]:
    """Write what the ending asks for: `.labelstudio.json` or `.prodigy.jsonl`. Raises OutputError."""
    return prodigy(records, path) if path.suffix.lower() == ".jsonl" else label_studio(records, path)


def label_studio(records: Sequence[Record], path: Path) -> list[str]:
    """Write tasks with what was read as predictions; their labelling configuration is in the note. Raises OutputError."""
    tasks = [_task(record) for record in records]
    write(path, (json.dumps(tasks, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))
    return ["in Label Studio the text is <Text name='text' value='$text'/>, the labels are <Labels name='label' toName='text'>"]


def _task(record: Record) -> dict[str, object]:
    results = [
        {
            "id": f"{record['record_id']}-{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": start, "end": end, "text": record["text"][start:end], "labels": [label]},
        }
        for number, (start, end, label) in enumerate(spans_of(record))
    ]
    data = {"text": record["text"], "record_id": record["record_id"], "file_name": record["source"]["file_name"]}
    return {"data": data, "predictions": [{"model_version": "dojletters", "result": results}]}


def prodigy(records: Sequence[Record], path: Path) -> list[str]:
    """Write a line for each record. Raises OutputError."""
    lines = []
    for record in records:
        spans = [{"start": start, "end": end, "label": label} for start, end, label in spans_of(record)]
        meta = {"record_id": record["record_id"], "file_name": record["source"]["file_name"]}
        lines.append(json.dumps({"text": record["text"], "spans": spans, "meta": meta}, ensure_ascii=False))
    write(path, "".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    return []
