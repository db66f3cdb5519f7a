"""Records in the forms that other tools read: each file is there whole or not at all, the same input gives the same bytes."""

from __future__ import annotations

from pipeline.export.characters import from_cell, guarded, unguarded
from pipeline.export.files import prepare, write
from pipeline.export.flat import Format, columns, document, frame, issues, records
from pipeline.export.targets import ENDINGS, Exported, check, export

__all__ = [
    "ENDINGS", "Exported", "Format", "check", "columns", "document", "export", "frame", "from_cell", "guarded", "issues",
    "prepare", "records", "unguarded", "write",
]  # fmt: skip
