"""Tesseract, the program that recognises words: how it is asked, and that nothing of it is left running."""

from __future__ import annotations

import csv
import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from pipeline.errors import OcrFailed, OcrTimeout, TesseractMissing
from pipeline.layout.geometry import BBox
from pipeline.ocr.installed import tesseract_command, tesseract_version
from pipeline.ocr.solid import Image
from pipeline.ocr.words import Sighting

_PAGE, _WORD = "1", "5"  # levels of the table that Tesseract writes
_SETTINGS = ("-c", "tessedit_do_invert=0", "-c", "textord_all_prop=1")


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Tesseract's neural recogniser. `language` is its code or codes (`eng+spa`), `seconds` the time limit of one page.

    A page is read as one block of lines (`--psm 6`): of all modes it is the quickest and leaves the fewest words out; blocks
    side by side are told apart later, from the words' boxes. Inverted print is not looked for, and neither is a typewriter's
    pitch: whole lines are read whatever their pitch is, and it would only cut the boxes of brackets short.
    """

    language: str = "eng"
    seconds: float = 60.0

    def identity(self) -> str:
        """Version, language and mode; raises TesseractMissing, or OcrFailed where the language's data is not installed."""
        return _identity(self.language, os.environ.get("PATH", ""))

    def recognise(self, images: Sequence[Image], dpi: float) -> list[list[Sighting]]:
        """The words of each of some prepared images; raises OcrTimeout, OcrFailed and TesseractMissing.

        One Tesseract reads them all, as its start takes as long as a sixth of a page, and all have the time of one page.
        """
        try:
            with TemporaryDirectory(prefix="dojletters-") as folder:
                table = _table(_write(images, Path(folder)), self.language, dpi, self.seconds)
        except FileNotFoundError as error:
            raise TesseractMissing() from error
        except subprocess.TimeoutExpired as error:
            raise OcrTimeout(f"Text recognition of a page took longer than {self.seconds:g} seconds") from error
        except OSError as error:
            raise OcrFailed(f"Tesseract ended with an error: {error}") from error
        return _sightings(table, len(images))


def languages() -> list[str]:
    """The languages that Tesseract has data for, of the program as pytesseract tells them; raises TesseractMissing, OcrFailed.

    pytesseract brings pandas along where that is installed, which takes longer than a page: so it is imported here, where nobody
    waits for a page, and pages are given to Tesseract by a call of our own that also bounds and ends whatever it starts.
    """
    if _command()[0] == sys.executable:
        return sorted(set(_languages()))
    import pytesseract

    try:
        return sorted(pytesseract.get_languages())
    except pytesseract.TesseractNotFoundError as error:
        raise TesseractMissing() from error


def _table(listed: Path, language: str, dpi: float, seconds: float) -> str:
    """Tesseract's table of the words on the images that `listed` names, one path a line.

    It works on one processor, as the pages already take one each, and leads its own process group, so that it can be ended
    together with whatever it started. Raises FileNotFoundError where there is no Tesseract, TimeoutExpired and OSError.
    """
    base = listed.with_name("words")
    settings = ["--oem", "1", "--psm", "6", "--dpi", str(round(dpi)), "-c", "tessedit_create_tsv=1", *_SETTINGS]
    process = subprocess.Popen(
        [*_command(), str(listed), str(base), "-l", language, *settings],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        process_group=0,
    )
    with _whole_group(process, seconds) as complaint:
        if process.returncode:
            raise OSError(f"{process.returncode}: {complaint.decode(errors='replace').strip()}")
    room = os.statvfs(listed.parent)
    if room.f_blocks and not room.f_bfree:  # Tesseract does not tell that it could not write all of it
        raise OSError("no room is left on the disk for temporary files")
    try:
        return base.with_suffix(".tsv").read_text("utf-8")
    except FileNotFoundError:
        raise OSError("it wrote no words") from None


def _write(images: Sequence[Image], folder: Path) -> Path:
    """Write the images and a list of them; the path of the list."""
    paths = [folder / f"{number}.pbm" for number in range(len(images))]
    for image, path in zip(images, paths, strict=True):
        height, width = image.shape
        bits = np.packbits(image == 0, axis=1)  # a portable bitmap: written and read faster than PNG
        path.write_bytes(b"P4\n%d %d\n" % (width, height) + bits.tobytes())
    listed = folder / "images.txt"
    listed.write_text("".join(f"{path}\n" for path in paths), "utf-8")
    return listed


def _sightings(table: str, pages: int) -> list[list[Sighting]]:
    """The words of each page in Tesseract's table of pages, blocks, paragraphs, lines and words; raises OcrFailed if it has not
    all of the `pages`."""
    if not table.endswith("\n"):
        raise OcrFailed("Tesseract's words break off; the disk for temporary files may be full")
    seen: list[list[Sighting]] = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row["level"] == _PAGE:
            seen.append([])
        elif row["level"] == _WORD and text:
            left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
            line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
            box = BBox(left, top, left + width, top + height)
            seen[-1].append(Sighting(text, box, min(1.0, max(0.0, float(row["conf"]) / 100)), line))
    if len(seen) != pages:
        raise OcrFailed(f"Tesseract told the words of {len(seen)} pages, not of {pages}")
    return seen


@cache
def _identity(language: str, path: str) -> str:
    """As `Tesseract.identity`; asked once for each search `path`, which only tells one Tesseract from another."""
    del path
    known = _languages()
    version = tesseract_version()
    if version is None:
        raise OcrFailed("Tesseract does not tell its version")
    missing = [code for code in language.split("+") if code not in known and code.isalpha() and code.islower()]
    if missing:
        raise OcrFailed(f"Tesseract has no data for the language {' and '.join(missing)}")
    return f"tesseract {version} {language} psm 6"


def _command() -> list[str]:
    command = tesseract_command()
    if not command:
        raise TesseractMissing()
    return command


def _languages() -> list[str]:
    """The languages that Tesseract says it has data for."""
    try:
        answer = subprocess.run([*_command(), "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    except FileNotFoundError as error:
        raise TesseractMissing() from error
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError) as error:
        raise OcrFailed(f"Tesseract does not tell its languages: {error}") from error
    return (answer.stdout + answer.stderr).split()


THREAD = threading.local()
"""Of a thread that recognises pages: `running`, where the processes that it starts are noted."""


class Running:
    """The Tesseracts that work for one call, so that none goes on when nobody wants its page any more.

    `begun` is set once the first of them has been started.
    """

    def __init__(self) -> None:
        self.begun = threading.Event()
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._ended = False

    @contextmanager
    def noted(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """While this lasts, the process is one that `end` ends."""
        self.begun.set()
        with self._lock:
            self._processes.add(process)
            if self._ended:
                _kill_group(process)
        try:
            yield
        finally:
            with self._lock:
                self._processes.discard(process)

    @property
    def ended(self) -> bool:
        """Whether nobody wants the pages any more."""
        return self._ended

    def end(self) -> None:
        """Kill those that run, and any that is still to be started."""
        with self._lock:
            self._ended = True
            for process in self._processes:
                _kill_group(process)


@contextmanager
def _whole_group(process: subprocess.Popen[bytes], seconds: float | None = None) -> Iterator[bytes]:
    """Wait for Tesseract; if it takes too long, fails or is interrupted, nothing of its group is left running."""
    try:
        with getattr(THREAD, "running", Running()).noted(process):
            _, complaint = process.communicate(timeout=seconds or None)
        yield complaint
    finally:
        if process.returncode != 0:
            _kill_group(process)
        if process.stderr:
            process.stderr.close()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    process.wait()
