"""The source files behind the records: their pages as pictures, and the words of a segment with their places."""

from __future__ import annotations

import json
import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from threading import Lock
from typing import TypeVar

from pipeline.config import Config
from pipeline.errors import DojlettersError
from pipeline.extraction import extract
from pipeline.layout.boundaries import AS_READ, Boundaries
from pipeline.layout.document import Document
from pipeline.reading.containers import content_at
from pipeline.records.results import Extraction
from pipeline.records.types import Box, Record, Source
from pipeline.report.images import Drawn, draw

_Key = TypeVar("_Key")
_CacheValue = TypeVar("_CacheValue")

_log = logging.getLogger(__name__)
_DOCUMENTS, _PAGES = 8, 48  # kept at a time


class DocumentReader:
    """Reads files again when they are asked for, as the run did that made the records. Several may ask at a time."""

    def __init__(self, files: Mapping[str, Path], config: Config) -> None:
        """`files` are where the source files are, by SHA-256."""
        self.files = files
        self._config = config
        self._lock, self._drawing = Lock(), Lock()  # a page is shown while its file is still being read
        self._read: OrderedDict[tuple[str, Boundaries], Extraction] = OrderedDict()
        self._drawn: OrderedDict[tuple[str, int], Drawn | None] = OrderedDict()

    def extraction(self, sha256: str, told: Boundaries = AS_READ) -> Extraction | None:
        """What comes of a file; `None` where it is not there any more or can't be read."""
        path = self.files.get(sha256)
        if path is None:
            return None
        with self._lock:
            if (sha256, told) not in self._read:
                try:
                    self._read[sha256, told] = extract(path, self._config, content_at(path), told=told)
                except (DojlettersError, OSError) as error:
                    _log.warning("%s: %s", path, error)
                    return None
            _keep(self._read, (sha256, told), _DOCUMENTS)
            return self._read[sha256, told]

    def document(self, record: Record, told: Boundaries) -> Document | None:
        """The text of a record with the way to its places; `None` where another version reads another text."""
        found = self.extraction(record["source"]["sha256"], told)
        for own, document in zip(found.records, found.documents, strict=True) if found else ():
            if own["record_id"] == record["record_id"] and own["text"] == record["text"]:
                return document
        return None

    def page(self, record_source: Source, number: int) -> Drawn | None:
        """A page as a picture; `None` where it can't be drawn."""
        sha256 = record_source["sha256"]
        with self._drawing:
            if (sha256, number) not in self._drawn:
                path = self.files.get(sha256)
                found: Sequence[Drawn] = draw(path, record_source["media_type"], [number]) if path else ()
                self._drawn[sha256, number] = found[0] if found else None
            _keep(self._drawn, (sha256, number), _PAGES)
            return self._drawn[sha256, number]


def _keep(kept: OrderedDict[_Key, _CacheValue], key: _Key, most: int) -> None:
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)


def words_of(document: Document) -> list[list[object]]:
    """The words of a text: start, end, page, x0, top, x1, bottom."""
    return [[start, end, word.page, *(round(at, 1) for at in word.box)] for start, end, _, word in document.placed()]


def boxes_of(document: Document, start: int, end: int) -> list[Box]:
    """The boxes of a passage, one for each printed line."""
    found: list[Box] = []
    for place in document.locate(start, end):
        x0, top, x1, bottom = (round(at, 2) for at in place.box)
        found.append({"page": place.page, "x0": x0, "top": top, "x1": x1, "bottom": bottom})
    return found


def config_of(folder: Path) -> Config:
    """The settings that the run of an output folder had, as far as they are known."""
    try:
        told = json.loads((folder / "run.json").read_text("utf-8"))["settings"]
        known = {field.name for field in fields(Config)}
        given = {name: value for name, value in told.items() if name in known and value is not None}
        return Config.of(given)
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError, DojlettersError):
        return Config()
