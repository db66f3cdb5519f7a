"""Scans whose results are known: a file that was read before, and of which nothing changed since, is not read again.

A result is kept, beside its recognised pages, under all that it depends on: the file's bytes and name, the settings, and the
versions and the code that read it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import TypedDict, cast

from pipeline import __version__
from pipeline.config import Config
from pipeline.issues import Issue, IssueRow
from pipeline.ocr.cache import PageCache
from pipeline.ocr.installed import second_version, tesseract_version
from pipeline.reading.sources import FileContent
from pipeline.records.results import Extraction, PageReading
from pipeline.records.types import Record
from pipeline.runs import revision

_PACKAGES = ("numpy", "opencv-python-headless", "pypdfium2", "spacy")


class _KeptPage(TypedDict):
    number: int
    source: str
    reason: str
    notes: Sequence[str]


class _KeptResult(TypedDict):
    """A result as it is kept."""

    media_type: str
    page_count: int
    records: Sequence[Record]
    issues: list[IssueRow]
    pages: list[_KeptPage]


def recall(content: FileContent, config: Config) -> Extraction | None:
    """What came of a scan, without documents; `None` if it is no scan that is known."""
    if not _may_be_kept(config):
        return None
    try:
        row = PageCache().get_result(_key(content.path, content.sha256, config))
        return None if row is None else _result(content, cast(_KeptResult, row))
    except (OSError, TypeError, KeyError, ValueError):
        return None


def keep(result: Extraction, config: Config) -> None:
    """Keep what came of a scan, if all of it could be read: what failed may succeed another time."""
    if not _may_be_kept(config) or result.status != "ok" or all(page.source != "ocr" for page in result.pages):
        return
    row = {
        "media_type": result.media_type,
        "page_count": result.page_count,
        "records": result.records,
        "issues": [issue.row() for issue in result.issues],
        "pages": [asdict(page) for page in result.pages],
    }
    PageCache().put_result(_key(result.path, result.sha256, config), row)


def _may_be_kept(config: Config) -> bool:
    return config.cache and config.spacy_model is None  # of a trained pipeline nothing tells whether it changed


def _result(content: FileContent, row: _KeptResult) -> Extraction:
    return Extraction(
        path=content.path,
        sha256=content.sha256,
        media_type=row["media_type"],
        page_count=row["page_count"],
        status="ok",
        records=tuple(_called(record, content.name) for record in row["records"]),
        issues=tuple(Issue(**issue) for issue in row["issues"]),
        error=None,
        pages=tuple(PageReading(page["number"], page["source"], page["reason"], tuple(page["notes"])) for page in row["pages"]),
    )


def _called(record: Record, name: str) -> Record:
    return {**record, "source": {**record["source"], "path": name}}


def _key(path: str, sha256: str, config: Config) -> str:
    depends_on = [sha256, Path(path).name, revision.settings(config), tesseract_version(), second_version(), _program()]
    return hashlib.sha256(json.dumps(depends_on, sort_keys=True).encode()).hexdigest()


@cache
def _program() -> list[str]:
    return [__version__, revision.code(), *map(_version, _PACKAGES)]


def _version(package: str) -> str:
    try:
        return revision.version(package)
    except PackageNotFoundError:  # there under another name, such as OpenCV with its windows
        return "unknown"
