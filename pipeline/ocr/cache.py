"""Recognised pages kept on disk, so that the same page is not recognised twice, and what came of whole scans.

One JSON file a page, named by a hash of the page's pixels and of all that its words depend on; beside it a file that names the
page by its place in its file, so that the pixels need not be drawn to find it again; and a JSON file for what came of a scan.
Several processes may share a cache: a file appears whole or not at all, and one that another process took away is simply not
there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from pipeline.layout.document import LeftOut, Page, Place, Redaction, TextSource, Word
from pipeline.layout.geometry import BBox

if TYPE_CHECKING:  # to find what is known takes no numpy, which takes long to import
    import numpy as np
    from numpy.typing import NDArray

MAX_BYTES = 512 * 1024 * 1024
_LOOK_EVERY = 32  # pages and results written between two looks at the size of the cache


class CacheInfo(NamedTuple):
    """Where a cache is, how many pages it keeps, and the bytes of all that it keeps and the most that it may."""

    path: Path
    pages: int
    bytes: int
    max_bytes: int


def cache_directory() -> Path:
    """`$DOJLETTERS_CACHE`, else `dojletters` in the user's cache directory (`$XDG_CACHE_HOME`, else `~/.cache`)."""
    if own := os.environ.get("DOJLETTERS_CACHE"):
        return Path(own).expanduser()
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path("~/.cache").expanduser()) / "dojletters"


def page_key(image: NDArray[np.uint8], settings: str) -> str:
    """The name of a page: 64 hex digits of its pixels and of `settings`, all else that its words depend on."""
    digest = hashlib.sha256(f"{settings}\n{image.shape}\n".encode())
    digest.update(image.data if image.flags.c_contiguous else image.tobytes())
    return digest.hexdigest()


class PageCache:
    """Recognised pages in `directory` (see `cache_directory`), the ones longest unused removed beyond `max_bytes`.

    A cache that cannot be read or written is one that keeps nothing; it never stops a run.
    """

    def __init__(self, directory: Path | None = None, max_bytes: int = MAX_BYTES) -> None:
        self.directory = (directory or cache_directory()) / "pages"
        self.max_bytes = max_bytes
        self._written = 0

    def get(self, key: str) -> Page | None:
        """The page kept under `key`; `None` if there is none or its file is damaged."""
        path = self._path(key)
        try:
            page = _page(json.loads(path.read_text("utf-8")))
            os.utime(path)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None
        return page

    def put(self, key: str, page: Page) -> None:
        """Keep `page` under `key`."""
        self._write(self._path(key), json.dumps(asdict(page), ensure_ascii=False, separators=(",", ":")))
        self._look()

    def _write(self, path: Path, text: str) -> None:
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False) as file:
                file.write(text)
            Path(file.name).replace(path)

    def get_result(self, key: str) -> dict[str, object] | None:
        """The result kept under `key`; `None` if there is none or its file is damaged."""
        path = self.directory / f"{key}.result"
        try:
            row = json.loads(path.read_text("utf-8"))
            os.utime(path)
        except (OSError, ValueError, RecursionError):
            return None
        return row if isinstance(row, dict) else None

    def put_result(self, key: str, result: Mapping[str, object]) -> None:
        """Keep a result, which is JSON, under `key`."""
        self._write(self.directory / f"{key}.result", json.dumps(result, ensure_ascii=False, separators=(",", ":")))
        self._look()

    def get_by_content(self, content: str) -> Page | None:
        """The page of which `name` was told that this is its content."""
        try:
            return self.get(self._name(content).read_text("ascii"))
        except (OSError, ValueError):
            return None

    def name(self, content: str, key: str) -> None:
        """Tell that what `content` describes is the page kept under `key`."""
        self._write(self._name(content), key)

    def info(self) -> CacheInfo:
        """What the cache holds."""
        files = list(self._files())
        pages = sum(path.suffix == ".json" for _, _, path in files)
        return CacheInfo(self.directory, pages, sum(size for _, size, _ in files), self.max_bytes)

    def clear(self) -> int:
        """Remove all pages; how many there were."""
        count = 0
        for _, _, path in list(self._files()):
            with contextlib.suppress(OSError):
                path.unlink()
                count += path.suffix == ".json"
        return count

    def _path(self, key: str) -> Path:
        return self.directory / f"{key}.json"

    def _name(self, content: str) -> Path:
        return self.directory / f"{hashlib.sha256(content.encode()).hexdigest()}.name"

    def _look(self) -> None:
        """Look at the size of the cache now and then."""
        if self._written % _LOOK_EVERY == 0:
            self._evict()
        self._written += 1

    def _evict(self) -> None:
        files = sorted(self._files())
        excess = sum(size for _, size, _ in files) - self.max_bytes
        for _, size, path in files:
            if excess <= 0:
                break
            with contextlib.suppress(OSError):
                path.unlink()
            excess -= size

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """When each file was last used, its bytes and its path."""
        with contextlib.suppress(OSError), os.scandir(self.directory) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    if entry.name.endswith((".json", ".name", ".result", ".part")):
                        status = entry.stat()
                        yield status.st_mtime, status.st_size, Path(entry.path)


_CachedWord = tuple[str, float, float, float, float, int, TextSource, float | None, float, bool]  # the fields of a Word


class _PlaceRow(TypedDict):
    page: int
    box: tuple[float, float, float, float]
    source: TextSource
    confidence: float | None


class _RedactionRow(TypedDict):
    places: list[_PlaceRow]
    label: str | None
    recoverable: bool


class _LeftOutRow(TypedDict):
    reason: str
    words: list[_CachedWord]
    certain: bool


class _PageRow(TypedDict):
    """A page as JSON has it."""

    number: int
    width: float
    height: float
    words: list[_CachedWord]
    source: TextSource
    reason: str
    angle: float
    notes: list[str]
    rules: list[tuple[float, float, float, float]]
    left_out: list[_LeftOutRow]
    redactions: list[_RedactionRow]


def _page(row: _PageRow) -> Page:
    """A page from its JSON form; raises TypeError, KeyError or ValueError if it is none. Marks are found later, on every page."""
    if row.keys() != Page.__dataclass_fields__.keys():
        raise KeyError("a page of another version")
    return Page(
        number=row["number"],
        width=row["width"],
        height=row["height"],
        words=tuple(Word(*word) for word in row["words"]),
        source=row["source"],
        reason=row["reason"],
        notes=tuple(row["notes"]),
        rules=tuple(BBox(*rule) for rule in row["rules"]),
        angle=row["angle"],
        left_out=tuple(LeftOut(o["reason"], tuple(Word(*word) for word in o["words"]), o["certain"]) for o in row["left_out"]),
        redactions=tuple(_redaction(found) for found in row["redactions"]),
    )


def _redaction(row: _RedactionRow) -> Redaction:
    places = tuple(Place(p["page"], BBox(*p["box"]), p["source"], p["confidence"]) for p in row["places"])
    return Redaction(places, row["label"], row["recoverable"])
