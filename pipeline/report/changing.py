"""The page of what changed between two sets of records."""

from __future__ import annotations

from pathlib import Path

from pipeline.quality.changes import Changes
from pipeline.report.rendering import write


def write_changes(found: Changes, output: Path, sample: int = 20) -> Path:
    """Write the page, with the words of at most `sample` changes of each field; gives `output`. Raises OutputError."""
    return write(output, "changes.html", found=found, fields=found.by_field(), files=found.by_file(), sample=sample)
