"""How fast dojletters is beside what others would use: `make bench` prints the ratios, measured side by side in one run.

The peers are pdfplumber, bare Tesseract and OCRmyPDF; the last is looked for in the environment named by `--peers`. Native work is
timed in processor time and in one process, the fastest of several turns; whole commands by the clock, taking turns.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).parents[1] / "corpus"
LETTERS = CORPUS / "psp.pdf"
DOJLETTERS = [sys.executable, "-m", "pipeline", "extract", "--quiet"]


class Row(NamedTuple):
    """One comparison: what was done, both times in seconds (or sizes in MB), and what their ratio should be."""

    what: str
    ours: float
    peer: float
    aim: float
    faster: bool  # the ratio says how many times as fast; else which share of the peer's time is taken

    def __str__(self) -> str:
        ratio = self.peer / self.ours if self.faster else self.ours / self.peer
        met = ratio >= self.aim if self.faster else ratio <= self.aim
        told = f"{ratio:.1f} times as fast" if self.faster else f"{ratio:.2f} of it"
        bound = f"at least {self.aim:g}" if self.faster else f"at most {self.aim:g}"
        return f"{self.what:<66} {self.ours:>8.2f} {self.peer:>8.2f}   {told:<20} {bound:<13} {'' if met else 'missed'}".rstrip()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--peers", type=Path, default=Path(".venv-bench"), help="environment that has OCRmyPDF")
    options.add_argument("--turns", type=int, default=3, help="how often each is timed")
    options.add_argument("--pages", type=int, default=1_000, help="pages of the long file")
    options.add_argument("--scan", type=Path, help="a scan to recognise instead of the one that is made here")
    given = options.parse_args()
    print(machine(), flush=True)
    print(f"{'':<66} {'ours':>8} {'peer':>8}   ratio                aim", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for row in chain(
            native(Path(folder), given.turns, given.pages),
            scanned(Path(folder), given.turns, given.peers, given.scan),
        ):
            print(row, flush=True)


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{datetime.now(UTC):%Y-%m-%d}, {len(os.sched_getaffinity(0))} processors, {memory:.0f} GB of memory"


def native(folder: Path, turns: int, pages: int) -> Iterable[Row]:
    """Files with a text layer, in one process."""
    long = repeated(folder / "long.pdf", pages)
    for path, times in ((LETTERS, 5 * turns), (long, 1)):
        count = 10 if path == LETTERS else pages
        ours, peer = fastest(times, lambda path=path: our_words(path), lambda path=path: their_words(path))
        yield Row(f"words with boxes, {count:,} pages: pdfplumber extract_words", ours, peer, 8, True)
        ours, peer = fastest(times, lambda path=path: our_records(path), lambda path=path: their_text(path))
        yield Row(f"records written, {count:,} pages: pdfplumber extract_text alone", ours, peer, 4, True)
    longer, single = repeated(folder / "longer.pdf", 3 * pages), one_letter(folder / "single.pdf", 3 * pages)
    for what, path in ((f"{3 * pages:,} pages", longer), (f"one letter of {3 * pages:,} pages", single)):
        most = peak_memory([*DOJLETTERS, str(path), "--output", str(folder / path.stem)])
        yield Row(f"memory in MB, {what}, beside 600 MB", most, 600, 1, False)


def scanned(folder: Path, turns: int, peers: Path, scan: Path | None) -> Iterable[Row]:
    """A scan of ten pages, by the clock."""
    scan = scan or office_scan(folder / "scan.pdf")
    images = rendered(scan, folder)
    command = [*DOJLETTERS, str(scan), "--output", str(folder / "out")]
    ocrmypdf = [str(peers / "bin" / "ocrmypdf"), "--jobs", "2", "--quiet", str(scan), str(folder / "layer.pdf")]
    ours, tesseract, mypdf, first, again = clocked(
        turns,
        lambda: called([*command, "--no-cache"]),
        lambda: bare_tesseract(images),
        lambda: called(ocrmypdf),
        lambda: called(command, fresh_cache(folder)),
        lambda: called(command, folder / "cache"),
    )
    yield Row("records of a scan, 10 pages: Tesseract, two at a time", ours, tesseract, 0.75, False)
    yield Row("records of a scan, 10 pages: OCRmyPDF --jobs 2", ours, mypdf, 0.5, False)
    yield Row("records of a scan that is known: of one that is not", again, first, 0.1, False)


def fastest(turns: int, *tasks: Callable[[], object]) -> list[float]:
    """Processor seconds of each task, the fewest of several turns; the first turn is not counted where there are more."""
    least = [float("inf")] * len(tasks)
    for turn in range(turns + 1):
        for number, task in enumerate(tasks):
            begin = time.process_time()
            task()
            if turn or turns == 1:
                least[number] = min(least[number], time.process_time() - begin)
        if turns == 1:
            break
    return least


def clocked(turns: int, *tasks: Callable[[], object]) -> list[float]:
    """Seconds by the clock of each task, the fewest of several turns."""
    least = [float("inf")] * len(tasks)
    for _ in range(turns):
        for number, task in enumerate(tasks):
            begin = time.perf_counter()
            task()
            least[number] = min(least[number], time.perf_counter() - begin)
    return least


def our_words(path: Path) -> None:
    from pipeline.reading.pdf import read_pdf

    for _ in read_pdf(path.read_bytes()):
        pass


def their_words(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words()
            page.close()


def our_records(path: Path) -> None:
    from pipeline.config import Config
    from pipeline.runs.run import run

    with tempfile.TemporaryDirectory() as folder:
        run([str(path)], Config(), output=Path(folder))


def their_text(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def called(command: list[str], cache: Path | None = None) -> None:
    environment = os.environ | ({"DOJLETTERS_CACHE": str(cache)} if cache else {})
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")


def fresh_cache(folder: Path) -> Path:
    shutil.rmtree(folder / "cache", ignore_errors=True)
    return folder / "cache"


def peak_memory(command: list[str]) -> float:
    """The most memory that the process of a command took, in MB."""
    asking = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True)"
    asking += "; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    told = subprocess.run([sys.executable, "-c", asking, *command], capture_output=True, text=True, check=True).stdout
    return int(told.split()[-1]) / 1024


def bare_tesseract(images: list[Path]) -> None:
    def recognise(image: Path) -> None:
        command = ["tesseract", str(image), str(image.with_suffix("")), "--dpi", "300"]
        subprocess.run(command, capture_output=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"}, check=True)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(recognise, images))


def repeated(path: Path, pages: int) -> Path:
    """The letters of the corpus again and again."""
    import pypdfium2

    source, long = pypdfium2.PdfDocument(LETTERS), pypdfium2.PdfDocument.new()
    for _ in range(pages // len(source)):
        long.import_pages(source)
    long.save(path)
    return path


def one_letter(path: Path, pages: int) -> Path:
    """A letter that goes on for so many pages of 400 words and the lines at head and foot that all pages share."""
    from tests.pdfs import pdf, prose

    path.write_bytes(pdf(*[prose(26)] * pages))
    return path


def office_scan(path: Path) -> Path:
    """The letters as a scanner in an office makes them: 300 dpi, a little askew, blurred and grainy, some dust and the dark edge of
    the lid, as JPEG."""
    import io

    import img2pdf
    import numpy as np
    import pypdfium2
    from PIL import Image, ImageFilter

    chance = np.random.default_rng(17)
    sheets = []
    for page in pypdfium2.PdfDocument(LETTERS):
        upright = page.render(scale=300 / 72, grayscale=True).to_pil()
        askew = upright.rotate(0.6, Image.Resampling.BILINEAR, fillcolor=255).filter(ImageFilter.GaussianBlur(0.6))
        grey = 255 - 0.92 * (255 - np.asarray(askew, np.float64))
        high, wide = grey.shape
        for row, column in zip(chance.integers(0, high, 40), chance.integers(0, wide, 40), strict=True):
            grey[row : row + 2, column : column + 2] = 0
        grey[:, : wide // 125] = grey[: high // 250] = 35
        grainy = np.clip(grey + chance.normal(0, 6, grey.shape), 0, 255).astype(np.uint8)
        sheet = io.BytesIO()
        Image.fromarray(grainy).save(sheet, "JPEG", quality=75, dpi=(300, 300))
        sheets.append(sheet.getvalue())
    path.write_bytes(img2pdf.convert(sheets) or b"")
    return path


def rendered(scan: Path, folder: Path) -> list[Path]:
    """The pages of a scan as images of 300 dpi."""
    import pypdfium2

    images = []
    for number, page in enumerate(pypdfium2.PdfDocument(scan)):
        images.append(folder / f"page{number}.png")
        page.render(scale=300 / 72, grayscale=True).to_pil().save(images[-1])
    return images


if __name__ == "__main__":
    main()
