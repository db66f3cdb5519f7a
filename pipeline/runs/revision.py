"""What the results depend on besides the documents: settings, versions, and the code of each extractor."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path

import extractors
from pipeline import __version__
from pipeline.config import Config
from pipeline.ocr.installed import second_version, tesseract_version

_TOP = Path(__file__).parents[2]
_OURS = ("pipeline", "extractors", "schemas")
_READER = "pipeline.extraction"
_DIGITS = 12
# Looked for by their wording, for reading a hundred modules properly takes longer than a run that finds nothing to do.
_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n]+)|import[ \t]+([\w.]+))", re.M)
_DATA = re.compile(r"[\"']([\w/-]+\.json)[\"']")


def revision() -> dict[str, str]:
    """By name, what results were made with: `dojletters`, `spacy`, `tesseract`, `second reader` (their versions), `reading` and
    each extractor.

    The last two are digests of code, with the code and the data that it uses, so that any change shows; an extractor's code
    counts for it alone, and what all documents go through counts as `reading`.
    """
    reading = _closure([_READER])
    told = {"dojletters": __version__, "spacy": version("spacy")}
    told |= {"tesseract": tesseract_version() or "none", "second reader": second_version() or "none"}
    told["reading"] = _digest(reading)
    for name in extractors.names():
        told[name] = _digest(_closure([f"extractors.fields.{name}"]) - reading)
    return told


def code() -> str:
    """One word for all of our code and data: quicker to tell than which part of it has changed."""
    return _digest(path for name in _OURS for path in (_TOP / name).rglob("*") if path.suffix in (".py", ".json"))


def digest(told: dict[str, str]) -> str:
    """One word for a revision."""
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def differences(older: dict[str, str], newer: dict[str, str]) -> list[str]:
    """The names of what differs between two revisions, sorted."""
    return sorted(name for name in older.keys() | newer.keys() if older.get(name) != newer.get(name))


def settings(config: Config) -> dict[str, object]:
    """The settings that shape results; a file of topics or weights counts by its content."""
    told = config.settings()
    files = {"topics": config.topics, "zones": config.zones, "weights": config.weights}
    return told | {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items() if file is not None}


@cache
def version(package: str) -> str:
    """The version of a Python package that is installed; looked up once."""
    return metadata.version(package)


def _digest(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(f"{path.relative_to(_TOP).as_posix()}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:_DIGITS]


def _closure(modules: Iterable[str]) -> set[Path]:
    """The files of modules, of ours that they import, and of the data that they name."""
    waiting, seen = list(modules), set[Path]()
    while waiting:
        path = _path(waiting.pop())
        if path is not None and path not in seen:
            seen.add(path)
            imported, data = _uses(path)
            waiting += imported
            seen |= data
    return seen


@cache
def _uses(path: Path) -> tuple[list[str], frozenset[Path]]:
    """The modules of ours that a module imports, wherever it does so, and the files of data that it names."""
    source = path.read_text("utf-8")
    imported: list[str] = []
    for origin, names, module in _IMPORT.findall(source):
        imported += [module] if module else [origin, *(f"{origin}.{name}" for name in re.findall(r"\w+", names))]
    beside = [place / name for name in _DATA.findall(source) for place in (path.parent, _TOP / "extractors" / "patterns")]
    return [name for name in imported if name.partition(".")[0] in _OURS], frozenset(file for file in beside if file.is_file())


def _path(module: str) -> Path | None:
    stem = _TOP.joinpath(*module.split("."))
    return next((path for path in (stem.with_suffix(".py"), stem / "__init__.py") if path.is_file()), None)
