"""A scan that was read before is not read again, unless something has changed on which its records depend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.issues import Issue
from pipeline.reading.sources import FileContent
from pipeline.records.results import Extraction, PageReading
from pipeline.runs import known, revision
from pipeline.runs.run import run
from tests.samples import extraction

LOW = Issue("ocr-low-confidence", "Doubtful.", "warning", 1, "3f2a91c04d5e-01", "$.date")
OCR = PageReading(1, "ocr", "no-text", ("deskewed 0.6 degrees",))


def scanned(path: str, status: str = "ok", page: PageReading = OCR) -> Extraction:
    whole = extraction(path, issues=(LOW,))
    whole.records[0]["source"]["path"] = Path(path).name
    return replace(whole, status=status, pages=(page,), documents=(), rules=())


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file, and in `asked` how often it was read; what is read depends on nothing."""
    monkeypatch.setenv("DOJLETTERS_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"a scan")
    return path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read, one after the other."""
    read: list[str] = []

    def extract(path: str, config: Config, data: bytes | None = None, **kept: bool) -> Extraction:
        read.append(Path(path).name)
        return replace(scanned(path), sha256=known.hashlib.sha256(Path(path).read_bytes()).hexdigest())

    monkeypatch.setattr("pipeline.extraction.extract", extract)
    return read


def test_the_second_run_gives_the_same_and_reads_nothing(scan: Path, asked: list[str], tmp_path: Path) -> None:
    runs = [run([str(scan)], Config(), output=tmp_path / out) for out in ("first", "second")]
    assert asked == ["scan.pdf"]
    assert runs[0].extractions == runs[1].extractions
    outputs = [{path.name: path.read_bytes() for path in (tmp_path / out).iterdir()} for out in ("first", "second")]
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize(
    ("change", "settings", "again"),
    [
        pytest.param(lambda scan: None, {}, False, id="nothing"),
        pytest.param(lambda scan: None, {"jobs": 7}, False, id="a setting that shapes no result"),
        pytest.param(lambda scan: None, {"language": "spa"}, True, id="a setting"),
        pytest.param(lambda scan: None, {"cache": False}, True, id="the cache is not wanted"),
        pytest.param(lambda scan: scan.write_bytes(b"another scan"), {}, True, id="the file"),
        pytest.param(lambda scan: [path.write_text("{") for path in scan.parent.rglob("*.result")], {}, True, id="damage"),
        pytest.param(lambda scan: [path.write_text("{}") for path in scan.parent.rglob("*.result")], {}, True, id="no result"),
    ],
)
def test_what_is_known_no_longer_holds_once_this_changes(
    scan: Path, asked: list[str], change: Callable[[Path], object], settings: dict[str, object], again: bool
) -> None:
    run([str(scan)], Config())
    change(scan)
    run([str(scan)], replace(Config(), **settings))
    assert len(asked) == 1 + again


@pytest.mark.parametrize(
    "what", ["pipeline.runs.revision.code", "pipeline.runs.known.tesseract_version", "pipeline.runs.revision.version"]
)
def test_another_program_reads_anew(scan: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    run([str(scan)], Config())
    known._program.cache_clear()
    monkeypatch.setattr(what, lambda *_: "another")
    run([str(scan)], Config())
    known._program.cache_clear()
    assert len(asked) == 2


def test_the_name_of_a_file_is_in_its_records(scan: Path, asked: list[str]) -> None:
    run([str(scan)], Config())
    run([str(scan.rename(scan.with_name("renamed.pdf")))], Config())
    assert asked == ["scan.pdf", "renamed.pdf"]


@pytest.mark.parametrize(
    "result",
    [
        pytest.param(scanned("scan.pdf", status="partial"), id="a page that failed may succeed another time"),
        pytest.param(scanned("scan.pdf", page=replace(OCR, source="native")), id="native text is read quickly"),
    ],
)
def test_not_kept(scan: Path, result: Extraction) -> None:
    known.keep(replace(result, path=str(scan), sha256=known.hashlib.sha256(scan.read_bytes()).hexdigest()), Config())
    assert known.recall(FileContent(str(scan)), Config()) is None


def test_any_change_of_our_code_or_data_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revision, "_TOP", tmp_path)
    told = set()
    for name, content in (
        ("pipeline/a.py", "1"),
        ("pipeline/a.py", "2"),
        ("extractors/patterns/b.json", "{}"),
        ("schemas/c.py", ""),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
        told.add(revision.code())
    (tmp_path / "pipeline" / "notes.txt").write_text("of no effect")
    told.add(revision.code())
    assert len(told) == 4
