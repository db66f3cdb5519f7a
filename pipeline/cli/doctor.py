"""What is installed on this machine, what is missing, and how to get it."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, entry_points, metadata, requires, version
from pathlib import Path
from typing import Literal

from pipeline import __version__
from pipeline.errors import OcrFailed, TesseractMissing

NAME = "dojletters"
ALL_FINE, SOMETHING_MISSING = 0, 3
_OLDEST_PYTHON = (3, 11)
_GIGABYTE = 1_000_000_000
_TESSERACT = "`pip install 'dojletters[ocr]'`; Debian and Ubuntu: `apt-get install tesseract-ocr`; Mac: `brew install tesseract`."
_SET_UP = "Run `make run` or `make test` once, or `pip install -e .` in your own environment."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for: `status` is `ok`, `missing` (and needed) or `optional` (missing, and only some things need it).

    `found` says what there is or what is wrong, `remedy` how to get it; it is empty where the status is `ok`.
    """

    name: str
    status: Literal["ok", "missing", "optional"]
    found: str
    remedy: str = ""


def examine() -> list[Check]:
    """All checks, in a fixed order. Nothing is changed; the one program that is run is Tesseract."""
    return [
        _python(),
        *_packages(),
        *_tesseract(),
        _second_reader(),
        _trained_pipelines(),
        _cache(),
        _temporary_folder(),
        _machine(),
    ]


def exit_code(checks: Sequence[Check]) -> int:
    """3 if something needed is missing, else 0."""
    return SOMETHING_MISSING if any(check.status == "missing" for check in checks) else ALL_FINE


def render(checks: Sequence[Check]) -> str:
    """The checks as lines for a person."""
    width = max(len(check.name) for check in checks)
    lines = [f"{check.status:8}  {check.name:{width}}  {check.found}{_told(check.remedy)}" for check in checks]
    missing = sum(check.status == "missing" for check in checks)
    return "\n".join([*lines, "", f"{missing} missing." if missing else "All that is needed is there."])


def to_json(checks: Sequence[Check]) -> dict[str, object]:
    """The checks as JSON values."""
    return {"version": __version__, "ok": exit_code(checks) == ALL_FINE, "checks": [asdict(check) for check in checks]}


def _told(remedy: str) -> str:
    return f". {remedy}" if remedy else ""


def _python() -> Check:
    if sys.version_info >= _OLDEST_PYTHON:
        return Check("Python", "ok", f"{platform.python_version()}, {NAME} {__version__}")
    wanted = ".".join(map(str, _OLDEST_PYTHON))
    return Check("Python", "missing", f"{platform.python_version()}, too old", f"Install Python {wanted} or later.")


def _packages() -> Iterator[Check]:
    """The packages that are needed, one check each, and one check for each extra."""
    try:
        extras = metadata(NAME).get_all("Provides-Extra") or []
    except PackageNotFoundError:
        yield Check(NAME, "missing", "not installed in this environment", _SET_UP)
        return
    for name, wanted, found in _requirements(""):
        wrong = _wrong(wanted, found)
        yield Check(name, "missing", wrong, _SET_UP) if wrong else Check(name, "ok", str(found))
    for extra in extras:
        rows = list(_requirements(extra))
        wrong = ", ".join(f"{name} {problem}" for name, wanted, found in rows if (problem := _wrong(wanted, found)))
        remedy = f"If you need it: `pip install -e '.[{extra}]'`."
        there = ", ".join(f"{name} {found}" for name, _, found in rows)
        yield Check(f"[{extra}]", "optional", wrong, remedy) if wrong else Check(f"[{extra}]", "ok", there)


def _requirements(extra: str) -> Iterator[tuple[str, str, str | None]]:
    """Name, wanted versions and installed version of each package that is needed always or, if one is named, only for `extra`."""
    from packaging.requirements import Requirement

    for line in requires(NAME) or []:
        requirement = Requirement(line)
        marker = requirement.marker
        if (not marker or marker.evaluate({"extra": extra})) and (not extra or (marker and not marker.evaluate({"extra": ""}))):
            yield requirement.name, str(requirement.specifier), _installed(requirement.name)


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _wrong(wanted: str, found: str | None) -> str:
    """What is wrong with an installed version, empty if nothing is."""
    from packaging.specifiers import SpecifierSet

    if found is None:
        return "not installed"
    return "" if SpecifierSet(wanted).contains(found, prereleases=True) else f"{found}, but {wanted} is needed"


def _tesseract() -> Iterator[Check]:
    from pipeline.ocr.installed import packaged_version

    program, packaged = shutil.which("tesseract"), packaged_version()
    if program is not None:
        told = _answer(program, "--version")
        number = re.search(r"tesseract\s+v?(\S+)", told)
        if number is None:
            yield Check("Tesseract", "missing", f"{program} does not tell its version", f"Install it again. {_TESSERACT}")
            return
        yield Check("Tesseract", "ok", f"{number[1]}, {program}" + (f"; tesserocr {packaged} is not used" if packaged else ""))
    elif packaged is not None:
        yield Check("Tesseract", "ok", f"of the Python package tesserocr {packaged}, as there is no program `tesseract`")
    else:
        yield Check("Tesseract", "missing", "not installed; native PDFs are read without it, scans are not", _TESSERACT)
        return
    languages = _languages()
    if languages is None:
        return
    if "eng" in languages:
        yield Check("Languages", "ok", ", ".join(languages))
        return
    remedy = "Debian and Ubuntu: `apt-get install tesseract-ocr-eng`; elsewhere put eng.traineddata where TESSDATA_PREFIX says."
    yield Check("Languages", "missing", f"Tesseract has no English ({', '.join(languages) or 'no language at all'})", remedy)


def _second_reader() -> Check:
    from pipeline.ocr.installed import second_version

    found = second_version()
    if found is None:
        remedy = "If you have faxes and poor copies: `pip install 'dojletters[second]'`."
        return Check("Second reader", "optional", "not installed; Tesseract alone reads scans", remedy)
    return Check("Second reader", "ok", f"{found}, for lines of which Tesseract is not sure")


def _languages() -> list[str] | None:
    """The languages that Tesseract has data for; `None` where the packages that ask it are missing, which is told elsewhere."""
    try:
        from pipeline.ocr.tesseract import languages

        return languages()
    except ImportError:
        return None
    except (TesseractMissing, OcrFailed):
        return []


def _answer(program: str, option: str) -> str:
    """What a program says on either stream; nothing if it does not run."""
    try:
        done = subprocess.run([program, option], capture_output=True, text=True, errors="replace", timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr


def _trained_pipelines() -> Check:
    names = sorted({found.name for found in entry_points(group="spacy_models")})
    if names:
        return Check("spaCy models", "ok", ", ".join(names))
    return Check("spaCy models", "optional", "none", "None is needed; `python -m spacy download NAME` gets one.")


def _cache() -> Check:
    from pipeline.ocr.cache import cache_directory

    folder = cache_directory()
    if problem := _unwritable(folder):
        return Check("Cache", "optional", f"{folder}: {problem}", "Name another folder with DOJLETTERS_CACHE, or do without.")
    return Check("Cache", "ok", str(folder))


def _temporary_folder() -> Check:
    try:
        folder = Path(tempfile.gettempdir())
    except FileNotFoundError:
        return Check("Temporary files", "missing", "no folder can be written", "Name one with TMPDIR.")
    return Check("Temporary files", "ok", f"{folder}, {shutil.disk_usage(folder).free / _GIGABYTE:.1f} GB free")


def _unwritable(folder: Path) -> str:
    """Why nothing can be written there, or where it would be made; empty if it can. Leaves nothing behind."""
    there = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            return ""
    except OSError as error:
        return f"cannot be written ({error.strerror})"


def _machine() -> Check:
    cores = f"{os.cpu_count() or 1} processors"
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return Check("Machine", "ok", f"{platform.system()}, {cores}")
    return Check("Machine", "ok", f"{platform.system()}, {cores}, {memory / _GIGABYTE:.1f} GB of memory")
