"""Text recognition: page images to pages of words, and Tesseract, the engine that reads them."""

from __future__ import annotations

import csv
import io
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache as cache_result
from typing import Any, Protocol

from PIL import Image as PillowImage

from pipeline.cache import PageCache, page_key
from pipeline.document import Page
from pipeline.errors import OcrFailed, OcrTimeout, TesseractMissing
from pipeline.geometry import BBox
from pipeline.images import PageImage, UndrawnPage
from pipeline.imaging import Image, Prepared, prepare
from pipeline.sightings import Sighting, confidence, words_on_page

REVISION = 3  # raised whenever the same image may give other words than before, so that cached pages are read anew
_FARTHEST = 100  # pages that wait for one before them that is being recognised
_DOUBTFUL = 0.55  # mean confidence below which a page may lie the other way up than it was taken to


class Engine(Protocol):
    """Reads prepared images. An engine is used by several threads at once."""

    def identity(self) -> str:
        """What its words depend on, such as its version and language; raises TesseractMissing where it cannot run at all."""

    def recognise(self, image: Image, dpi: float) -> list[Sighting]:
        """The words of an upright image of ink (0) on paper (255), in pixels; raises OcrTimeout or OcrFailed."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Tesseract's neural recogniser. `language` is its code or codes (`eng+spa`), `seconds` the time limit of one page.

    A page is read as one block of lines (`--psm 6`): of all modes it is the quickest and leaves the fewest words out; blocks
    side by side are told apart later, from the words' boxes. Inverted print is not looked for.
    """

    language: str = "eng"
    seconds: float = 60.0

    def identity(self) -> str:
        """Version, language and mode; raises TesseractMissing, or OcrFailed where the language's data is not installed."""
        return _tesseract_identity(self.language, os.environ.get("PATH", ""))

    def recognise(self, image: Image, dpi: float) -> list[Sighting]:
        """The words of a prepared image; raises OcrTimeout, OcrFailed and TesseractMissing."""
        picture: Any = PillowImage.fromarray(image).convert("1", dither=PillowImage.Dither.NONE)
        picture.format = "PPM"  # written and read faster than the usual PNG
        pytesseract = _pytesseract()
        config = shlex.join(["--oem", "1", "--psm", "6", "--dpi", str(round(dpi)), "-c", "tessedit_do_invert=0"])
        try:
            table = pytesseract.image_to_data(picture, lang=self.language, config=config, timeout=self.seconds)
        except pytesseract.TesseractNotFoundError as error:
            raise TesseractMissing() from error
        except subprocess.TimeoutExpired as error:
            raise OcrTimeout(f"Text recognition of a page took longer than {self.seconds:g} seconds") from error
        except (pytesseract.TesseractError, OSError) as error:
            raise OcrFailed(f"Tesseract ended with an error: {error}") from error
        return _sightings(table)


def read_image(page: PageImage, engine: Engine, cache: PageCache | None = None, content: str = "") -> Page:
    """Recognise one page; where the engine fails, the page has no words and its notes say why (`ocr-timeout`, `ocr-failed`).

    `content` names what is on the page, if that is known without its image: the cache keeps the page under this name too.
    Raises TesseractMissing, and ValueError for an image that is none.
    """
    read, key = None, ""
    if cache is not None:
        key = page_key(page.image, f"{_words_depend_on(engine)} {page.dpi:.3f} {page.width:.3f} {page.height:.3f}")
        read = cache.get(key)
    if read is not None:
        read = _as_asked(read, page.number, page.reason)
    else:
        try:
            read = _read(page, engine)
        except (OcrTimeout, OcrFailed) as error:
            return Page(page.number, page.width, page.height, (), "ocr", page.reason, (f"{error.code}: {error.detail}",))
        if cache is not None:
            cache.put(key, read)
    if cache is not None and content:
        cache.name(f"{_words_depend_on(engine)} {content}", key)
    return read


def _words_depend_on(engine: Engine) -> str:
    return f"{REVISION} {engine.identity()}"


def _as_asked(kept: Page, number: int, reason: str) -> Page:
    words = tuple(word._replace(page=number) for word in kept.words)
    return replace(kept, number=number, reason=reason, words=words)


def read_images(
    items: Iterable[Page | PageImage | UndrawnPage],
    engine: Engine,
    jobs: int | None = None,
    cache: PageCache | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Iterator[Page]:
    """Recognise page images, `jobs` at a time (by default as many as there are processors); pages go through as they are.

    The order stays. `items` is drawn from in the calling thread and only a little ahead, so that it may render each page when
    it is asked for; `meanwhile` is called once, the first time that there is nothing to do but wait. Raises TesseractMissing, and
    OcrFailed where the engine can read no page at all. Whoever stops early leaves no Tesseract running.
    """
    engine.identity()
    jobs = jobs or os.cpu_count() or 1
    waiting: deque[Page | Future[Page]] = deque()
    running = _Running()

    def first() -> Page:
        nonlocal meanwhile
        if meanwhile is not None and not _is_done(waiting[0]):
            meanwhile()
            meanwhile = None
        item = waiting.popleft()
        return item if isinstance(item, Page) else item.result()

    pool = ThreadPoolExecutor(jobs, thread_name_prefix="ocr", initializer=_THREAD.__setattr__, initargs=("running", running))
    try:
        for item in items:
            content = item.content if isinstance(item, UndrawnPage) else ""
            image = _drawn(item, engine, cache) if isinstance(item, UndrawnPage) else item
            waiting.append(image if isinstance(image, Page) else pool.submit(read_image, image, engine, cache, content))
            while waiting and (_is_done(waiting[0]) or _is_far_ahead(waiting, jobs)):
                yield first()
        while waiting:
            yield first()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        running.end()
        pool.shutdown()


def _drawn(page: UndrawnPage, engine: Engine, cache: PageCache | None) -> Page | PageImage:
    """The page as the cache has it, else its image."""
    kept = cache.get_by_content(f"{_words_depend_on(engine)} {page.content}") if cache is not None else None
    return page.draw() if kept is None else _as_asked(kept, page.number, page.reason)


def _is_done(item: Page | Future[Page]) -> bool:
    return isinstance(item, Page) or item.done()


def _is_far_ahead(waiting: deque[Page | Future[Page]], jobs: int) -> bool:
    return len(waiting) > _FARTHEST or sum(not isinstance(item, Page) for item in waiting) > 2 * jobs


def _read(page: PageImage, engine: Engine) -> Page:
    size = (page.width, page.height)
    prepared = prepare(page.image, page.dpi, size)
    seen = _recognise(engine, prepared)
    if seen and confidence(seen) < _DOUBTFUL:
        other = prepare(page.image, page.dpi, size, turns=prepared.turns + 2)
        seen_other = _recognise(engine, other)
        if confidence(seen_other) > confidence(seen):
            prepared, seen = other, seen_other
    words = words_on_page(seen, prepared, page.number)
    notes = prepared.notes if words else (*prepared.notes, "blank")
    return Page(page.number, *size, words, "ocr", page.reason, notes, prepared.rules, prepared.angle)


def _recognise(engine: Engine, prepared: Prepared) -> list[Sighting]:
    return engine.recognise(prepared.image, prepared.dpi) if prepared.image.size else []


def _sightings(table: str) -> list[Sighting]:
    """The words in Tesseract's table of blocks, paragraphs, lines and words."""
    seen = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row["level"] == "5" and text:
            left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
            line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
            box = BBox(left, top, left + width, top + height)
            seen.append(Sighting(text, box, min(1.0, max(0.0, float(row["conf"]) / 100)), line))
    return seen


@cache_result
def _tesseract_identity(language: str, path: str) -> str:
    """As `Tesseract.identity`; asked once for each search `path`, which only tells one Tesseract from another."""
    del path
    version = re.search(r"tesseract\s+v?(\S+)", _told("--version"))
    if version is None:
        raise OcrFailed("Tesseract does not tell its version")
    known = _told("--list-langs").split()
    missing = [code for code in language.split("+") if code not in known and code.isalpha() and code.islower()]
    if missing:
        raise OcrFailed(f"Tesseract has no data for the language {' and '.join(missing)}")
    return f"tesseract {version[1]} {language} psm 6"


def _told(question: str) -> str:
    """What Tesseract says of itself."""
    try:
        answer = subprocess.run(["tesseract", question], capture_output=True, text=True, timeout=20, check=False)
    except FileNotFoundError as error:
        raise TesseractMissing() from error
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError) as error:
        raise OcrFailed(f"Tesseract does not tell its version: {error}") from error
    return answer.stdout + answer.stderr


@cache_result
def _pytesseract() -> Any:
    """The module, made to start Tesseract in a group of its own and to end that whole group: it kills only what it started."""
    pandas = sys.modules.get("pandas")
    sys.modules["pandas"] = None  # type: ignore[assignment]  # it would import pandas, which takes longer than a page, for nothing
    try:
        import pytesseract
    finally:
        del sys.modules["pandas"]
        if pandas is not None:
            sys.modules["pandas"] = pandas
    pytesseract.pytesseract.subprocess_args = _own_group
    pytesseract.pytesseract.timeout_manager = _whole_group
    return pytesseract


_THREAD = threading.local()
"""Of a thread that recognises pages: `running`, where the processes that it starts are noted."""


class _Running:
    """The Tesseracts that work for one call, so that none goes on when nobody wants its page any more."""

    def __init__(self) -> None:
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._ended = False

    @contextmanager
    def noted(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        with self._lock:
            self._processes.add(process)
            if self._ended:
                _kill_group(process)
        try:
            yield
        finally:
            with self._lock:
                self._processes.discard(process)

    def end(self) -> None:
        """Kill those that run, and any that is still to be started."""
        with self._lock:
            self._ended = True
            for process in self._processes:
                _kill_group(process)


def _own_group() -> dict[str, Any]:
    """How pytesseract is to start Tesseract: on one processor, as the pages already take one each, and leading its own
    process group, so that it can be ended together with whatever it started."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    return {**pipes, "env": {**os.environ, "OMP_THREAD_LIMIT": "1"}, "process_group": 0}


@contextmanager
def _whole_group(process: subprocess.Popen[bytes], seconds: float | None = None) -> Iterator[bytes]:
    """Wait for Tesseract; if it takes too long, fails or is interrupted, nothing of its group is left running."""
    try:
        with getattr(_THREAD, "running", _Running()).noted(process):
            _, complaint = process.communicate(timeout=seconds or None)
        yield complaint
    finally:
        if process.returncode != 0:
            _kill_group(process)
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe:
                pipe.close()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    process.wait()
