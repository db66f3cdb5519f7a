from __future__ import annotations

import json
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from pipeline.layout.document import Page, Word
from pipeline.layout.geometry import BBox
from pipeline.ocr.cache import PageCache, cache_directory, page_key

PAGE = Page(
    3,
    612.0,
    792.0,
    (
        Word("§ 1373,", 72.0, 90.5, 101.25, 101.0, 3, "ocr", 0.93, 12.0),
        Word("“Quill”", 104.0, 90.5, 140.0, 101.0, 3, "ocr", 0.5, 12.0),
    ),
    "ocr",
    "no-text",
    ("deskewed 0.6 degrees",),
    (BBox(72.0, 700.0, 216.0, 701.0),),
    -0.6,
)


def key(n: int) -> str:
    return page_key(np.full((2, 2), n % 256, np.uint8), f"settings {n}")


def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    PageCache(tmp_path).put(key(1), PAGE)
    assert PageCache(tmp_path).get(key(1)) == PAGE


def test_an_unknown_page_is_none(tmp_path: Path) -> None:
    assert PageCache(tmp_path).get(key(1)) is None


IMAGE = np.arange(12, dtype=np.uint8).reshape(3, 4)


@pytest.mark.parametrize(
    ("image", "settings", "same"),
    [
        pytest.param(IMAGE.copy(), "a", True, id="same pixels and settings"),
        pytest.param(np.asfortranarray(IMAGE), "a", True, id="the order in memory does not matter"),
        pytest.param(IMAGE, "b", False, id="other settings"),
        pytest.param(IMAGE.reshape(4, 3), "a", False, id="same bytes in another shape"),
        pytest.param(IMAGE ^ np.uint8(1), "a", False, id="other pixels"),
    ],
)
def test_a_key_tells_pages_apart(image: np.ndarray, settings: str, same: bool) -> None:
    assert (page_key(image, settings) == page_key(IMAGE, "a")) is same


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b'{"number": 3, "wor', id="breaks off"),
        pytest.param(b"\xff\xfe\x00", id="no UTF-8"),
        pytest.param(b"[1, 2]", id="JSON of another kind"),
        pytest.param(b'{"number": 3}', id="keys missing"),
        pytest.param(b'{"words": [7], "rules": [], "notes": []}', id="words that are none"),
        pytest.param(b"[" * 100_000, id="nested too deep"),
    ],
)
def test_a_damaged_entry_counts_as_none_and_is_written_anew(tmp_path: Path, content: bytes) -> None:
    cache = PageCache(tmp_path)
    cache.put(key(1), PAGE)
    (path,) = cache.directory.iterdir()
    path.write_bytes(content)
    assert cache.get(key(1)) is None
    cache.put(key(1), PAGE)
    assert cache.get(key(1)) == PAGE


def test_an_entry_with_a_key_from_another_version_counts_as_none(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    cache.put(key(1), PAGE)
    (path,) = cache.directory.iterdir()
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "colour": "blue"}), "utf-8")
    assert cache.get(key(1)) is None


def test_the_pages_longest_unused_go_first(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    for n in range(4):
        cache.put(key(n), PAGE)
        path = cache.directory / f"{key(n)}.json"
        os.utime(path, (1000 + n, 1000 + n))
    assert cache.get(key(0)) is not None  # reading it makes it the latest
    size = cache.info().bytes // 4
    PageCache(tmp_path, max_bytes=3 * size + size // 2).put(key(4), PAGE)
    assert [cache.get(key(n)) is not None for n in range(5)] == [True, False, False, True, True]


def test_info_and_clear(tmp_path: Path) -> None:
    cache = PageCache(tmp_path, max_bytes=10**6)
    assert cache.info()[1:] == (0, 0, 10**6)
    cache.put(key(1), PAGE)
    cache.put(key(2), PAGE)
    assert (cache.info().path, cache.info().pages) == (tmp_path / "pages", 2)
    assert cache.info().bytes == sum(path.stat().st_size for path in cache.directory.iterdir())
    assert (cache.clear(), cache.info().pages, cache.get(key(1))) == (2, 0, None)


def test_clear_leaves_files_alone_that_are_not_the_caches(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    cache.put(key(1), PAGE)
    (cache.directory / "letter.pdf").write_bytes(b"%PDF")
    cache.clear()
    assert [path.name for path in cache.directory.iterdir()] == ["letter.pdf"]


def test_a_cache_that_cannot_be_written_keeps_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("a file where the directory would be", "utf-8")
    cache = PageCache(tmp_path)
    cache.put(key(1), PAGE)
    assert (cache.get(key(1)), cache.info().pages, cache.clear()) == (None, 0, 0)


def _write_and_read(root: str, n: int) -> int:
    cache = PageCache(Path(root), max_bytes=4000)
    seen = 0
    for turn in range(60):
        cache.put(key(turn % 3), replace(PAGE, number=n))
        page = cache.get(key(turn % 3))
        assert page is None or replace(page, number=3) == PAGE  # whole or not there
        seen += page is not None
    return seen


def test_several_processes_may_share_a_cache(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert all(seen > 0 for seen in pool.map(_write_and_read, [str(tmp_path)] * 2, (1, 2)))
    assert not list((tmp_path / "pages").glob("*.part"))


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        pytest.param({"DOJLETTERS_CACHE": "/c/own", "XDG_CACHE_HOME": "/c/xdg"}, "/c/own", id="our own variable goes first"),
        pytest.param({"XDG_CACHE_HOME": "/c/xdg"}, "/c/xdg/dojletters", id="the user's cache directory"),
        pytest.param({"XDG_CACHE_HOME": "relative"}, "/home/q/.cache/dojletters", id="a relative one is to be ignored"),
        pytest.param({}, "/home/q/.cache/dojletters", id="none set"),
    ],
)
def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str) -> None:
    for name in ("DOJLETTERS_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/q")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cache_directory() == Path(expected)
