"""Tesseract as a Python package where there is no program: asked in the same words, in a process of its own."""

from __future__ import annotations

import sys
import types
from pathlib import Path
from typing import ClassVar

import pytest

from pipeline.ocr import installed, packaged
from pipeline.ocr.installed import tesseract_command, tesseract_version
from pipeline.ocr.tesseract import Tesseract


@pytest.fixture
def no_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    installed._tesseract_version.cache_clear()


def have(monkeypatch: pytest.MonkeyPatch, version: str | None) -> None:
    monkeypatch.setattr(installed, "packaged_version", lambda: version)


def test_the_program_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    have(monkeypatch, "9.9")
    assert Path(tesseract_command()[0]).name == "tesseract" and "9.9" not in (tesseract_version() or "")


@pytest.mark.usefixtures("no_program")
def test_the_package_where_there_is_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    have(monkeypatch, "9.9")
    assert tesseract_command() == [sys.executable, "-I", packaged.__file__]
    assert tesseract_version() == "tesserocr 9.9"


@pytest.mark.usefixtures("no_program")
def test_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    have(monkeypatch, None)
    assert (tesseract_command(), tesseract_version()) == ([], None)


class Reader:
    """Stands in for tesserocr's reader; keeps how it was made."""

    made: ClassVar[dict[str, object]] = {}

    def __init__(self, **how: object) -> None:
        Reader.made = how

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def SetImageFile(self, path: str) -> None:  # noqa: N802
        self.path = path

    def Recognize(self) -> bool:  # noqa: N802
        return "bad" not in self.path

    def GetTSVText(self, page: int) -> str:  # noqa: N802
        return f"1\t{page}\t{self.path}\n"


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> None:
    made = types.SimpleNamespace(PyTessBaseAPI=Reader, get_languages=lambda path: (path, ["eng", "osd"]))
    monkeypatch.setitem(sys.modules, "tesserocr", made)
    monkeypatch.setenv("TESSDATA_PREFIX", "/data")


@pytest.mark.usefixtures("package")
def test_it_is_asked_as_the_program_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = tmp_path / "images.txt"
    listed.write_text("a.pbm\nb.pbm\n")
    told = ["-l", "eng+spa", "--oem", "1", "--psm", "6", "--dpi", "240", "-c", "tessedit_do_invert=0"]
    assert packaged.main([str(listed), str(tmp_path / "words"), *told]) == 0
    rows = (tmp_path / "words.tsv").read_text().splitlines()
    assert rows[0].startswith("level\tpage_num") and rows[1:] == ["1\t0\ta.pbm", "1\t1\tb.pbm"]
    variables = {"tessedit_do_invert": "0", "user_defined_dpi": "240"}
    assert Reader.made == {"path": "/data", "lang": "eng+spa", "oem": 1, "psm": 6, "variables": variables}
    assert packaged.main(["--list-langs"]) == 0
    assert capsys.readouterr().out == "eng\nosd\n"


@pytest.mark.usefixtures("package")
def test_an_image_that_it_cannot_read_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "images.txt").write_text("bad.pbm\n")
    with pytest.raises(OSError, match=r"bad\.pbm"):
        packaged.main([str(tmp_path / "images.txt"), str(tmp_path / "words")])


@pytest.mark.usefixtures("no_program")
def test_it_reads_a_page(tmp_path: Path) -> None:
    pytest.importorskip("tesserocr")
    from pipeline.ocr.recognition import read_image
    from pipeline.reading.images import PageImage
    from tests.scans import PROSE, page

    found = read_image(PageImage(1, page(), 150, 396, 216), Tesseract())
    assert [word.text for word in found.words] == " ".join(PROSE).split()
