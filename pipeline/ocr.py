"""Text recognition: page images to pages of words, and Tesseract, the engine that reads them."""

from __future__ import annotations

import csv
import io
import os
import shlex
import signal
import subprocess
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache as cache_result
from typing import Any, Protocol

import pytesseract
from PIL import Image as PillowImage

from pipeline.cache import PageCache, page_key
from pipeline.document import Page
from pipeline.errors import OcrFailed, OcrTimeout, TesseractMissing
from pipeline.geometry import BBox
from pipeline.images import PageImage
from pipeline.imaging import Image, Prepared, prepare
from pipeline.sightings import Sighting, confidence, words_on_page

REVISION = 2  # raised whenever the same image may give other words than before, so that cached pages are read anew
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
        return _tesseract_identity(self.language, pytesseract.pytesseract.tesseract_cmd, os.environ.get("PATH", ""))

    def recognise(self, image: Image, dpi: float) -> list[Sighting]:
        """The words of a prepared image; raises OcrTimeout, OcrFailed and TesseractMissing."""
        picture: Any = PillowImage.fromarray(image).convert("1", dither=PillowImage.Dither.NONE)
        picture.format = "PPM"  # written and read faster than the usual PNG
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


def read_image(page: PageImage, engine: Engine, cache: PageCache | None = None) -> Page:
    """Recognise one page; where the engine fails, the page has no words and its notes say why (`ocr-timeout`, `ocr-failed`).

    Raises TesseractMissing, and ValueError for an image that is none.
    """
    key = ""
    if cache is not None:
        key = page_key(page.image, f"{REVISION} {engine.identity()} {page.dpi:.3f} {page.width:.3f} {page.height:.3f}")
        kept = cache.get(key)
        if kept is not None:
            words = tuple(replace(word, page=page.number) for word in kept.words)
            return replace(kept, number=page.number, reason=page.reason, words=words)
    try:
        read = _read(page, engine)
    except (OcrTimeout, OcrFailed) as error:
        return Page(page.number, page.width, page.height, (), "ocr", page.reason, (f"{error.code}: {error.detail}",))
    if cache is not None:
        cache.put(key, read)
    return read


def read_images(
    pages: Iterable[PageImage], engine: Engine, jobs: int | None = None, cache: PageCache | None = None
) -> list[Page]:
    """Recognise pages, `jobs` at a time (as many as there are processors unless told otherwise), in the order given.

    `pages` is drawn from in the calling thread and only a little ahead, so that it may render each page when it is asked for.
    Raises TesseractMissing, and OcrFailed where the engine can read no page at all.
    """
    engine.identity()
    jobs = jobs or os.cpu_count() or 1
    done: list[Page] = []
    waiting: deque[Future[Page]] = deque()
    with ThreadPoolExecutor(jobs, thread_name_prefix="ocr") as pool:
        try:
            for page in pages:
                waiting.append(pool.submit(read_image, page, engine, cache))
                if len(waiting) > 2 * jobs:
                    done.append(waiting.popleft().result())
            done.extend(future.result() for future in waiting)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return done


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
def _tesseract_identity(language: str, command: str, path: str) -> str:
    """As `Tesseract.identity`; asked once for each `command` and search `path`, which only tell one Tesseract from another."""
    del command, path
    try:
        version = pytesseract.get_tesseract_version()
        known = pytesseract.get_languages()
    except pytesseract.TesseractNotFoundError as error:
        raise TesseractMissing() from error
    except (SystemExit, OSError, subprocess.SubprocessError) as error:
        raise OcrFailed(f"Tesseract does not tell its version: {error}") from error
    missing = [code for code in language.split("+") if code not in known and code.isalpha() and code.islower()]
    if missing:
        raise OcrFailed(f"Tesseract has no data for the language {' and '.join(missing)}")
    return f"tesseract {version} {language} psm 6"


def _own_group() -> dict[str, Any]:
    """How pytesseract is to start Tesseract: on one processor, as the pages already take one each, and leading its own
    process group, so that it can be ended together with whatever it started."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    return {**pipes, "env": {**os.environ, "OMP_THREAD_LIMIT": "1"}, "start_new_session": True}


@contextmanager
def _whole_group(process: subprocess.Popen[bytes], seconds: float | None = None) -> Iterator[bytes]:
    """Wait for Tesseract; if it takes too long, fails or is interrupted, nothing of its group is left running."""
    try:
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


# pytesseract starts Tesseract with neither of these and kills only the process that it started itself
pytesseract.pytesseract.subprocess_args = _own_group
pytesseract.pytesseract.timeout_manager = _whole_group
