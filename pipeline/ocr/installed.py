"""Which Tesseract there is, the program on the path, else the one that the Python package tesserocr brings along; and whether
there is a second reader."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

PACKAGE = "tesserocr"
SECOND_PACKAGE, SECOND_RUNS_ON = "rapidocr", "onnxruntime"
SECOND_MODEL = "rapidocr/models/PP-OCRv6_rec_small.onnx"  # in the package of the version that setup.cfg names
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


def versions_of_readers() -> dict[str, str | None]:
    """The versions of what reads scans, `None` for what there is not."""
    return {"tesseract": tesseract_version(), "second_reader": second_version()}


@cache
def second_version() -> str | None:
    """The versions that the second reader is made of, `None` where it is not installed."""
    try:
        found = distribution(SECOND_PACKAGE)
        runs_on = version(SECOND_RUNS_ON)
    except PackageNotFoundError:
        return None
    if not Path(str(found.locate_file(SECOND_MODEL))).is_file():
        return None
    return f"{SECOND_PACKAGE} {found.version} on {SECOND_RUNS_ON} {runs_on}"


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
