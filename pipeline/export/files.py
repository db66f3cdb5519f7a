"""Output folders and files: a file is there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.errors import OutputError


def prepare(folder: Path) -> None:
    """Make the output folder, so that a folder that can't be written is known before the work; raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The output folder {folder} cannot be made ({error.strerror})") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"The output folder {folder} may not be written")


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path`, under a temporary name first, so that no reader meets half a file; raises OutputError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"{path} could not be written ({error.strerror})") from error
    finally:
        temporary.unlink(missing_ok=True)
