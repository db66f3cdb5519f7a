"""Which Tesseract is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache


def tesseract_version() -> str | None:
    """The version of the Tesseract on the path, `None` if there is none; asked once."""
    return _tesseract_version(os.environ.get("PATH", ""))


@cache
def _tesseract_version(path: str) -> str | None:
    program = shutil.which("tesseract", path=path)
    if program is None:
        return None
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    found = re.search(r"tesseract\s+v?(\S+)", told.stdout + told.stderr)
    return found[1] if found else None
