"""Which files there are: those that are named, and in folders those that may be documents."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Container, Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pipeline.reading.sniff import WEB_PAGE_NAMES

STANDARD_INPUT = "-"
OF_NOTHING = hashlib.sha256(b"").hexdigest()
"""The SHA-256 of what is empty, or was not read."""

# In a folder, files that are surely no document: data, programs, fonts, and what accompanies them.
_NO_DOCUMENTS = """
    .json .jsonl .ndjson .csv .tsv .parquet .sqlite .sqlite3 .db .py .pyc .ipynb .js .css .map .yml .yaml .toml .cfg .ini .log
    .lock .xsd .svg .ico .gif .woff .woff2 .ttf .otf .sh .bat .exe .dll .so .tmp .part .crdownload .bak .sha256 .md5
"""
_SKIPPED_SUFFIXES = frozenset(_NO_DOCUMENTS.split())
# a note beside documents (`README.md`, and no `License revocation.pdf`), what an editor locks, what is hidden
_SKIPPED_NAMES = re.compile(
    r"(?:readme|license|licence|copying|changelog|makefile|dockerfile|thumbs|desktop)(?:\.(?:md|txt|rst|html?|db|ini))?$|~\$|\.",
    re.I,
)
_SKIPPED_FOLDERS = frozenset({"__macosx", "__pycache__", "node_modules", "$recycle.bin"})


WITHIN = "!/"  # between a file and a document that it holds: `mail.zip!/letter.pdf`


class SourceFile(NamedTuple):
    """A file that was found: its path on this machine, and its name in records, which is its path below the folder given."""

    path: str
    name: str


class FileContent:
    """A file's bytes, read and hashed once, when they are first asked for.

    `path` is where it was found, `name` what records call it: its path below the folder that was given, or its file name.
    """

    def __init__(self, path: str, data: bytes | None = None, name: str | None = None, sha256: str | None = None) -> None:
        """`data` are the bytes where they were read already, `sha256` is their digest where they are not those of the file."""
        self.path = path
        self.name = name or file_name(path)
        self._data = data
        self._sha256 = sha256

    def holding(self, member: str, data: bytes) -> FileContent:
        """A document that this file holds, under the name `member`."""
        return FileContent(f"{self.path}{WITHIN}{member}", data, f"{self.name}{WITHIN}{member}")

    @cached_property
    def data(self) -> bytes:
        """The bytes, of `-` those of standard input; raises OSError."""
        if self._data is None and self.path == STANDARD_INPUT:
            return _all_of(sys.stdin.buffer)
        return Path(self.path).read_bytes() if self._data is None else self._data

    @cached_property
    def sha256(self) -> str:
        """Their SHA-256 in hexadecimal digits; raises OSError."""
        return self._sha256 or hashlib.sha256(self.data).hexdigest()


@lru_cache(maxsize=1)
def _all_of(stream: BinaryIO) -> bytes:
    """What a stream gives, read once, however often it is asked for."""
    return stream.read()


def file_name(path: str) -> str:
    """The last part of a path; standard input stands for itself."""
    return Path(path).name or path


def walk(paths: Iterable[str | Path]) -> Iterator[SourceFile]:
    """The files at or under `paths`, each once, folders in sorted order; `-` (standard input) stands for itself.

    What is named itself is always given, there or not. In folders are left out: hidden files and folders, data, programs and
    notes (`.json`, `.csv`, `.py`, README ...), a saved web page's folder of pictures, and links that lead out of the folder.
    """
    seen: set[str] = set()
    for path in paths:
        for found in [SourceFile(STANDARD_INPUT, STANDARD_INPUT)] if str(path) == STANDARD_INPUT else _files(Path(path)):
            key = found.path if found.path == STANDARD_INPUT else os.path.realpath(found.path)
            if key not in seen:
                seen.add(key)
                yield found


def _files(path: Path) -> Iterator[SourceFile]:
    if not path.is_dir():
        yield SourceFile(str(path), file_name(str(path)))
        return
    root = Path(os.path.realpath(path))
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if is_open(name, names))
        for name in sorted(names):
            file = Path(folder, name)
            if may_be_document(name) and file.is_file() and Path(os.path.realpath(file)).is_relative_to(root):
                yield SourceFile(str(file), file.relative_to(path).as_posix())


def is_open(folder: str, beside: Container[str]) -> bool:
    """Whether a folder is looked into; `NAME_files` beside `NAME.html` holds a saved page's pictures and scripts."""
    stem = folder.removesuffix("_files")
    saved = stem != folder and any(f"{stem}{suffix}" in beside for suffix in WEB_PAGE_NAMES)
    return not folder.startswith(".") and folder.lower() not in _SKIPPED_FOLDERS and not saved


def may_be_document(name: str) -> bool:
    """Whether a file of this name in a folder is looked at: hidden files, data, programs and notes are not."""
    return _SKIPPED_NAMES.match(name) is None and Path(name).suffix.lower() not in _SKIPPED_SUFFIXES
