"""The page of what changed from version to version of a release."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.fetch.history import VersionStep
from pipeline.report.rendering import write


def write_history(uuid: str, steps: Sequence[VersionStep], output: Path) -> Path:
    """Write the page; gives `output`. Raises OutputError."""
    return write(output, "history.html", uuid=uuid, steps=steps)
