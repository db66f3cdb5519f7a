"""Which Tesseract there is: the program on the path, else the one that the Python package tesserocr brings along."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = "tesserocr"
_PACKAGED = Path(__file__).with_name("packaged.py")


def tesseract_command() -> list[str]:
    """What begins the command line of Tesseract; empty where there is none."""
    if (program := shutil.which("tesseract")) is not None:
        return [program]
    # isolated: neither the folder that it is called in nor PYTHONPATH has a say in what is imported
    return [sys.executable, "-I", str(_PACKAGED)] if packaged_version() else []


def tesseract_version() -> str | None:
    """The version of the Tesseract that is used, `None` if there is none; asked once."""
    return _tesseract_version(os.environ.get("PATH", ""))


def packaged_version() -> str | None:
    """The version of the package tesserocr, `None` where it is not installed."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return None


@cache
def _tesseract_version(path: str) -> str | None:
    program = shutil.which("tesseract", path=path)
    if program is None:
        packaged = packaged_version()
        return f"{PACKAGE} {packaged}" if packaged else None
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    found = re.search(r"tesseract\s+v?(\S+)", told.stdout + told.stderr)
    return found[1] if found else None
