from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean

import numpy as np
import pytest

from pipeline.errors import OcrFailed, OcrTimeout, TesseractMissing
from pipeline.layout.document import Page
from pipeline.layout.geometry import BBox
from pipeline.ocr.cache import PageCache
from pipeline.ocr.prepare import prepare
from pipeline.ocr.recognition import read_image, read_images
from pipeline.ocr.tesseract import Tesseract
from pipeline.ocr.words import Sighting
from pipeline.reading.images import PageImage, UndrawnPage
from tests.fakes import ScriptedEngine, WidthEngine, crashing, hanging, write_program
from tests.scans import PROSE, Grey, grainy, leaning, page, shaded

SURE = [Sighting("Bureau", BBox(10, 10, 60, 40), 0.9, (1,))]
UNSURE = [Sighting("nvaing", BBox(10, 10, 60, 40), 0.3, (1,))]


def scan(image: Grey, number: int = 1, dpi: float = 150, reason: str = "no-text") -> PageImage:
    return PageImage(number, image, dpi, image.shape[1] * 72 / dpi, image.shape[0] * 72 / dpi, reason)


def numbered(count: int) -> list[PageImage]:
    return [scan(page((f"Page {i}", "x" * i)), i) for i in range(1, count + 1)]


def text(read: Page) -> str:
    return " ".join(word.text for word in read.words)


def failure(read: Page) -> str:
    """The code of the failure that the only note of a page tells."""
    (note,) = read.notes
    return note.partition(":")[0]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a shell script in Tesseract's place."""

    def put(script: str) -> Path:
        (tmp_path / "bin").mkdir()
        path = write_program(tmp_path / "bin" / "tesseract", script)
        monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")
        return path

    return put


def test_what_is_said_of_an_image_is_said_of_its_page_and_of_one_from_the_cache(tmp_path: Path) -> None:
    coarse = replace(scan(page()), notes=("low-resolution: 55 dots per inch",))
    for _ in range(2):
        assert "low-resolution: 55 dots per inch" in read_image(coarse, ScriptedEngine(SURE), PageCache(tmp_path)).notes


# Tesseract itself


@pytest.mark.parametrize(
    ("image", "angle"),
    [
        pytest.param(page(dpi=150), 0, id="clean"),
        pytest.param(grainy(leaning(page(dpi=150), 2)), -2, id="askew"),
        pytest.param(grainy(shaded(page(dpi=150))), 0, id="photographed"),
        pytest.param(np.ascontiguousarray(np.rot90(page(dpi=150), 2)), 180, id="upside down"),
        pytest.param(np.ascontiguousarray(np.rot90(page(dpi=150), 1)), -90, id="on its side"),
    ],
)
def test_tesseract_reads_a_page_however_it_was_scanned(image: Grey, angle: float) -> None:
    read = read_image(scan(image), Tesseract())
    assert text(read) == " ".join(PROSE)
    assert (read.angle - angle + 180) % 360 - 180 == pytest.approx(0, abs=0.6)
    assert {word.source for word in read.words} == {"ocr"}
    assert fmean(word.confidence or 0 for word in read.words) > 0.8


def test_words_stand_where_they_are_printed() -> None:
    read = read_image(scan(page()), Tesseract())
    first = read.words[0]
    assert (first.text, first.x0, first.page) == ("Please", pytest.approx(72, abs=2), 1)
    assert first.top < 54 + 12 and first.bottom > 54 + 6
    assert all(word.size == pytest.approx(12, abs=1.5) for word in read.words)


def test_blocks_side_by_side_lose_no_word() -> None:
    rows = ("Office of the Director        One Plaza North", "Bureau of Records             Suite 204")
    assert text(read_image(scan(page(rows, inches=(7, 3))), Tesseract())) == " ".join(" ".join(rows).split())


def test_a_blank_page_is_not_given_to_the_engine() -> None:
    engine = ScriptedEngine(SURE)
    read = read_image(scan(np.full((300, 300), 255, np.uint8)), engine)
    assert (read.words, read.notes[-1], engine.asked) == ((), "blank", 0)


# What is done with an engine


def test_pages_come_in_order_whichever_is_done_first() -> None:
    engine = WidthEngine(before=lambda width: time.sleep(0.1 if width % 2 else 0))
    read = list(read_images(numbered(7), engine, jobs=3))
    assert [p.number for p in read] == [w.page for p in read for w in p.words] == list(range(1, 8))
    assert read == list(read_images(numbered(7), WidthEngine(), jobs=1))


def test_pages_are_recognised_at_the_same_time_and_no_more_than_asked_for() -> None:
    lock, now, most = threading.Lock(), [0], [0]

    def count(_: int) -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.05)
        with lock:
            now[0] -= 1

    list(read_images(numbered(8), WidthEngine(count), jobs=2))
    assert most[0] == 2


def test_pages_are_drawn_only_a_little_ahead() -> None:
    drawn, gate = [], threading.Event()

    def pages() -> Iterator[PageImage]:
        for image in numbered(20):
            drawn.append(image.number)
            if image.number == 9:  # four pages each, and the one drawn before it is seen that all are taken
                gate.set()
            yield image

    seen: list[int] = []

    def wait(_: int) -> None:
        gate.wait(5)
        seen.append(len(drawn))

    list(read_images(pages(), WidthEngine(wait), jobs=2))
    assert seen[0] <= 10


def test_pages_that_are_read_already_keep_their_place() -> None:
    items = [Page(1, 612, 792, ()), *numbered(3)[1:2], Page(3, 612, 792, ())]
    assert [(p.number, len(p.words)) for p in read_images(items, WidthEngine(), jobs=2)] == [(1, 0), (2, 1), (3, 0)]


def test_the_time_of_waiting_is_used_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ocr.recognition._HEAD_START", 0.01)
    done: list[str] = []
    engine = WidthEngine(lambda _: time.sleep(0.05))
    assert len(list(read_images(numbered(4), engine, jobs=1, meanwhile=lambda: done.append("once")))) == 4
    assert list(read_images([Page(1, 612, 792, ())], engine, jobs=1, meanwhile=lambda: done.append("never")))
    assert done == ["once"]


def test_read_pages_do_not_pile_up_behind_a_slow_one() -> None:
    drawn, gate = [], threading.Event()

    def items() -> Iterator[Page | PageImage]:
        yield numbered(1)[0]
        for number in range(2, 500):
            drawn.append(number)
            yield Page(number, 612, 792, ())

    read = read_images(items(), WidthEngine(lambda _: gate.wait(5) and None), jobs=1)
    threading.Timer(0.2, gate.set).start()
    assert next(read).number == 1
    assert len(drawn) < 150
    assert len(list(read)) == 498


@pytest.mark.parametrize(("failing", "note"), [(crashing, "ocr-failed"), (hanging, "ocr-timeout")])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_fails_has_no_words_and_leaves_the_others_alone(failing: Callable[[int], None], note: str, jobs: int) -> None:
    pages = [scan(page(("A page", "x" * 10 * i)), i) for i in range(1, 7)]
    bad = int(text(read_image(pages[3], WidthEngine()))[1:])

    def fourth_fails(width: int) -> None:
        time.sleep(0.02)  # so that pages wait and are given together
        if width == bad:
            failing(width)

    read = list(read_images(pages, WidthEngine(fourth_fails), jobs))
    assert [len(p.words) for p in read] == [1, 1, 1, 0, 1, 1]
    assert failure(read[3]) == note
    assert (read[3].number, read[3].source) == (4, "ocr")


def test_pages_that_wait_are_given_to_the_engine_together_if_their_resolution_is_the_same() -> None:
    given: list[tuple[int, float]] = []
    gate = threading.Event()

    class Engine(WidthEngine):
        def recognise(self, images: Sequence[Grey], dpi: float) -> list[list[Sighting]]:
            gate.wait(5)
            given.append((len(images), dpi))
            return super().recognise(images, dpi)

    def items() -> Iterator[PageImage]:
        yield from numbered(3)
        yield scan(page(), 4)  # its letters are so many that they can be measured
        gate.set()

    read = list(read_images(items(), Engine(), jobs=1))
    assert [p.number for p in read] == [1, 2, 3, 4]
    assert sum(count for count, _ in given) == 4 and len(given) < 4
    assert len({dpi for _, dpi in given}) == 2


def test_each_page_of_several_gets_its_own_words() -> None:
    pages = [scan(page((name, "is on this page")), i) for i, name in enumerate(("Anton", "Berta", "Cesar"), 1)]
    singly = [read_image(one, Tesseract()) for one in pages]
    prepared = [prepare(one.image, one.dpi, (one.width, one.height)).image for one in pages]
    seen = Tesseract().recognise([prepared[0], np.full((90, 400), 255, np.uint8), *prepared[1:]], 150)
    assert [[s.text for s in one] for one in seen] == [
        ["Anton", "is", "on", "this", "page"],
        [],
        ["Berta", "is", "on", "this", "page"],
        ["Cesar", "is", "on", "this", "page"],
    ]
    assert list(read_images(pages, Tesseract(), jobs=1)) == singly


def test_a_doubtful_page_is_also_read_the_other_way_up() -> None:
    read = read_image(scan(page()), ScriptedEngine(UNSURE, SURE))
    assert (text(read), abs(read.angle)) == ("Bureau", 180)


@pytest.mark.parametrize(
    ("script", "asked", "expected"),
    [
        pytest.param((UNSURE, UNSURE), 2, "nvaing", id="no better the other way up"),
        pytest.param((SURE,), 1, "Bureau", id="a sure one is read once"),
    ],
)
def test_a_page_stays_as_it_lies(script: tuple[list[Sighting], ...], asked: int, expected: str) -> None:
    engine = ScriptedEngine(*script)
    read = read_image(scan(page()), engine)
    assert (text(read), read.angle, engine.asked) == (expected, 0, asked)


def test_a_fault_that_is_no_engines_failure_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        list(read_images(numbered(3), ScriptedEngine(ZeroDivisionError()), jobs=2))


# The cache


def test_a_page_is_recognised_once(tmp_path: Path) -> None:
    engine = ScriptedEngine(SURE)
    first = read_image(scan(page(), 1), engine, PageCache(tmp_path))
    again = read_image(scan(page(), 4, reason="asked-for"), engine, PageCache(tmp_path))
    assert engine.asked == 1
    assert (again.number, again.reason, again.words[0].page) == (4, "asked-for", 4)
    assert (text(again), again.notes) == (text(first), first.notes)


@pytest.mark.parametrize(
    ("image", "identity"),
    [
        pytest.param(scan(page(("Another page",))), "scripted", id="other pixels"),
        pytest.param(scan(page(), dpi=151), "scripted", id="another resolution"),
        pytest.param(scan(page()), "tesseract 6", id="another engine"),
    ],
)
def test_another_page_or_engine_is_recognised_anew(tmp_path: Path, image: PageImage, identity: str) -> None:
    cache = PageCache(tmp_path)
    read_image(scan(page()), ScriptedEngine(SURE), cache)
    engine = ScriptedEngine(SURE, identity=identity)
    read_image(image, engine, cache)
    assert engine.asked == 1


def test_a_page_that_is_known_is_not_even_drawn(tmp_path: Path) -> None:
    drawn: list[int] = []

    def draw() -> PageImage:
        drawn.append(1)
        return scan(page())

    engine, cache = ScriptedEngine(SURE), PageCache(tmp_path)
    first = UndrawnPage(1, "no-text", "abc 1", draw)
    again, other = replace(first, number=5, reason="asked-for"), replace(first, content="abc 2")
    read = [*read_images([first], engine, 1, cache), *read_images([again, other], engine, 1, cache)]
    assert [(p.number, p.reason, text(p)) for p in read] == [
        (1, "no-text", "Bureau"),
        (5, "asked-for", "Bureau"),
        (1, "no-text", "Bureau"),
    ]
    assert (len(drawn), engine.asked) == (2, 1)  # the other page is drawn, and then found to look the same


def test_a_page_that_cannot_be_drawn_goes_through(tmp_path: Path) -> None:
    lost = Page(1, 0, 0, (), reason="unreadable", notes=("page-unreadable: no stream",))
    (read,) = read_images([UndrawnPage(1, "no-text", "abc 1", lambda: lost)], ScriptedEngine(SURE), 1, PageCache(tmp_path))
    assert read == lost


def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    engine = ScriptedEngine(OcrTimeout(), SURE)
    cache = PageCache(tmp_path)
    assert failure(read_image(scan(page()), engine, cache)) == "ocr-timeout"
    assert text(read_image(scan(page()), engine, cache)) == "Bureau"


# Tesseract as a program


def test_without_tesseract_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(TesseractMissing):
        list(read_images(numbered(1), Tesseract()))
    with pytest.raises(TesseractMissing):
        read_image(numbered(1)[0], Tesseract())


def test_a_language_without_data_is_told_before_a_page_is_read() -> None:
    with pytest.raises(OcrFailed, match="no data for the language xyz"):
        list(read_images(numbered(1), Tesseract("eng+xyz")))


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("exit 3", id="an error"),
        pytest.param("kill -11 $$", id="a crash"),
        pytest.param("exit 0", id="no output"),
    ],
)
def test_a_program_that_fails_is_an_error_of_its_page(program: Callable[[str], Path], script: str) -> None:
    program(script)
    assert failure(read_image(scan(page()), Tesseract())) == "ocr-failed"


def alive(process: int) -> bool:
    """Whether a process runs (one that ended but was not asked for does not)."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="tells processes by /proc")
@pytest.mark.parametrize(
    ("end", "note"),
    [pytest.param("wait", "ocr-timeout", id="hangs"), pytest.param("exit 1", "ocr-failed", id="fails")],
)
def test_nothing_that_tesseract_started_is_left_running(
    program: Callable[[str], Path], tmp_path: Path, end: str, note: str
) -> None:
    program(f'sleep 60 </dev/null >/dev/null 2>&1 &\necho $! > "{tmp_path}/child"\n{end}')
    began = time.monotonic()
    assert failure(read_image(scan(page()), Tesseract(seconds=0.5))) == note
    child = int((tmp_path / "child").read_text("utf-8"))
    while alive(child) and time.monotonic() - began < 5:
        time.sleep(0.02)
    assert not alive(child)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="tells processes by /proc")
def test_who_stops_early_leaves_no_tesseract_running(program: Callable[[str], Path], tmp_path: Path) -> None:
    program(f'touch "{tmp_path}/running.$$"; sleep 60')
    began = time.monotonic()

    def items() -> Iterator[PageImage]:
        yield from numbered(2)
        while len(list(tmp_path.glob("running.*"))) < 2 and time.monotonic() - began < 20:
            time.sleep(0.02)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(read_images(items(), Tesseract(seconds=50), jobs=2))
    started = [int(path.suffix[1:]) for path in tmp_path.glob("running.*")]
    assert len(started) == 2
    assert not any(map(alive, started))


def test_each_tesseract_has_one_processor(
    program: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OMP_THREAD_LIMIT", raising=False)
    program(f'echo "$OMP_THREAD_LIMIT" > "{tmp_path}/limit"; exit 1')
    read_image(scan(page()), Tesseract())
    assert (tmp_path / "limit").read_text("utf-8") == "1\n"
    assert "OMP_THREAD_LIMIT" not in os.environ


def test_pandas_is_neither_imported_nor_lost() -> None:
    script = (
        "import sys, pipeline.ocr.tesseract\n"
        "from importlib.util import find_spec\n"
        "assert 'pandas' not in sys.modules and find_spec('pandas')"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
