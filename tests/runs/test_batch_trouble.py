"""What can befall the outputs of a batch between two runs, or within one: each is said in a line, and nothing is lost by it."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.config import Config
from pipeline.errors import OutputError
from pipeline.extraction import extract
from pipeline.runs.batch import database, ledger
from pipeline.runs.batch.status import status
from tests.batches import Here, contents, letter, letters, run, statuses, summary
from tests.batches import records as written

QUICK = Config(ocr="never", cache=False)


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.runs.batch.batch.Local", Here)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Letters, and archives with members that are the same as one another and as files beside them."""
    folder = letters(tmp_path / "in", range(3))
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        for name, number in (("same.txt", 0), ("y.txt", 50), ("z.txt", 50), ("own.txt", 51)):
            archive.writestr(name, letter(number))
    with tarfile.open(folder / "t.tar", "w") as archive:
        for name, number in (("1.txt", 1), ("2.txt", 60), ("3.txt", 60), ("4.txt", 50)):
            told = tarfile.TarInfo(name)
            told.size = len(letter(number))
            archive.addfile(told, io.BytesIO(letter(number).encode()))
    return folder


@pytest.fixture
def out(folder: Path, tmp_path: Path) -> Path:
    """The outputs of a run."""
    run(folder, tmp_path / "out", config=QUICK)
    base = sqlite3.connect(tmp_path / "out" / "ledger.db")
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()
    return tmp_path / "out"


def records(output: Path) -> dict[str, bytes]:
    return {name: content for name, content in contents(output).items() if name.startswith(("records/", "issues/"))}


def test_documents_that_are_there_twice_are_listed(folder: Path, out: Path) -> None:
    """As files, as members of one archive, of two, and as both."""
    shutil.copy(folder / "00002.txt", folder / "twin.txt")
    run(folder, out, config=QUICK)
    found = {row["path"].removeprefix(f"{folder}/"): row["of"].removeprefix(f"{folder}/") for row in summary(out)["duplicates"]}
    assert found == {
        "a.zip!/same.txt": "00000.txt",
        "a.zip!/z.txt": "a.zip!/y.txt",
        "twin.txt": "00002.txt",
        "t.tar!/1.txt": "00001.txt",
        "t.tar!/3.txt": "t.tar!/2.txt",
        "t.tar!/4.txt": "a.zip!/y.txt",
    }


def told(output: Path) -> dict[str, str]:
    """The path of each document that has records, by its id."""
    rows = [(record["record_id"], Path(record["source"]["path"]).name) for record in written(output)]
    assert len(dict(rows)) == len(rows), "a document has its records twice"
    return dict(rows)


def test_each_document_has_its_records_once(folder: Path, out: Path) -> None:
    found = json.loads((out / "run.json").read_text("utf-8"))["files"]
    status = {row["path"].removeprefix(f"{folder}/"): row["status"] for row in found}
    assert [name for name, one in status.items() if one == "duplicate"] == [
        "a.zip!/same.txt", "a.zip!/z.txt", "t.tar!/1.txt", "t.tar!/3.txt", "t.tar!/4.txt",
    ]  # fmt: skip
    assert set(told(out).values()) == {"00000.txt", "00001.txt", "00002.txt", "y.txt", "own.txt", "2.txt"}
    assert summary(out)["counts"]["records"] == len(told(out)) == sum(row["records"] for row in found)


def test_members_that_are_not_read_are_no_copies_of_one_another(tmp_path: Path) -> None:
    """Nothing was read of any of them."""
    (tmp_path / "in").mkdir()
    with tarfile.open(tmp_path / "in" / "t.tar", "w") as archive:
        for name in ("../a.txt", "../b.txt"):
            archive.addfile(tarfile.TarInfo(name))
    run(tmp_path / "in", tmp_path / "out", config=QUICK)
    found = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))["files"]
    assert [row["error"]["code"] for row in found if "!/" in row["path"]] == ["unsafe-member"] * 2


@pytest.mark.parametrize(
    ("method", "encrypted", "code"),
    [
        pytest.param(97, 0, "truncated-file", id="packed in a way that is not known"),
        pytest.param(99, 1, "encrypted-file", id="locked with AES"),
    ],
)
def test_a_member_that_cannot_be_unpacked_fails_alone(method: int, encrypted: int, code: str, tmp_path: Path) -> None:
    """It lies in the archive, and not at its place: the next night does not try again."""
    with zipfile.ZipFile(letters(tmp_path / "in", []) / "a.zip", "w") as archive:
        for number in (1, 2):
            archive.writestr(f"{number}.txt", letter(number))
    data = bytearray((tmp_path / "in" / "a.zip").read_bytes())
    for mark, flags, packing in ((b"PK\3\4", 6, 8), (b"PK\1\2", 8, 10)):
        at = data.find(mark)
        data[at + flags] |= encrypted
        data[at + packing : at + packing + 2] = method.to_bytes(2, "little")
    (tmp_path / "in" / "a.zip").write_bytes(data)
    assert run(tmp_path / "in", tmp_path / "out", config=QUICK).exit_code == 1
    [failure] = summary(tmp_path / "out")["failures"]
    assert failure["error"]["code"] == code
    assert set(told(tmp_path / "out").values()) == {"2.txt"}
    assert run(tmp_path / "in", tmp_path / "out", config=QUICK).exit_code == 0


@pytest.mark.parametrize(
    ("happens", "number", "name"),
    [
        pytest.param(lambda f: (f / "00001.txt").unlink(), 1, "1.txt", id="the file goes, the archive has it"),
        pytest.param(lambda f: (f / "9.txt").write_text(letter(60)), 60, "9.txt", id="it comes as a file, too"),
        pytest.param(lambda f: (f / "00001.txt").write_text("%PDF-1.4 broken"), 1, "1.txt", id="the file becomes another"),
        pytest.param(lambda f: (f / "a.zip").unlink(), 50, "4.txt", id="of two archives the first goes"),
        pytest.param(lambda f: (f / "t.tar").unlink(), 1, "00001.txt", id="the archive goes"),
        pytest.param(lambda f: shutil.copy(f / "t.tar", f / "0.tar"), 60, "2.txt", id="the archive comes again"),
    ],
)
def test_whichever_place_is_there_has_them(
    happens: Callable[[Path], object], number: int, name: str, folder: Path, out: Path, tmp_path: Path
) -> None:
    before = told(out)
    happens(folder)
    run(folder, out, config=QUICK)
    assert before.keys() <= told(out).keys(), "nothing is lost"
    [own] = extract("a.txt", QUICK, letter(number).encode()).records
    assert told(out)[own["record_id"]] == name
    run(folder, tmp_path / "quiet", config=QUICK)
    there = told(tmp_path / "quiet")
    assert there.items() <= told(out).items()
    again = records(out)
    run(folder, out, config=QUICK)
    assert records(out) == again


def test_a_ledger_of_before_is_put_right_by_the_next_night(
    folder: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "older"
    with monkeypatch.context() as patch:
        patch.setattr(ledger.Ledger, "tell_twice", lambda *_: None)
        run(folder, older, config=QUICK)
    with pytest.raises(AssertionError, match="twice"):
        told(older)
    base = sqlite3.connect(older / "ledger.db")
    base.executescript("DROP TABLE twice; PRAGMA user_version=3;")
    base.close()
    run(folder, older, config=QUICK)
    assert records(older) == records(out)


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-8_192])


def cut_off_early(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5_000])


def newer(path: Path) -> None:
    base = sqlite3.connect(path)
    base.execute("PRAGMA user_version = 99")
    base.close()


def other_program(path: Path) -> None:
    path.write_bytes(b"PK\3\4" * 1_000)


@pytest.mark.parametrize(
    ("happens", "says"),
    [
        pytest.param(cut_off, "damaged or cut off", id="cut off"),
        pytest.param(cut_off_early, "damaged or cut off", id="cut off early"),
        pytest.param(other_program, "damaged or cut off", id="another file"),
        pytest.param(newer, "newer version", id="of a newer version"),
    ],
)
def test_a_ledger_that_cannot_be_used_is_said_in_a_line(happens, says, folder: Path, out: Path) -> None:  # type: ignore[no-untyped-def]
    before = records(out)
    happens(out / "ledger.db")
    for command in (["batch", str(folder), "--output", str(out)], ["status", str(out)]):
        done = CliRunner().invoke(cli, command)
        told = done.stderr.strip()
        assert (done.exit_code, told.count("\n")) == (2, 0), told
        assert says in told
    assert records(out) == before


def test_a_ledger_that_another_program_has_locked_is_called_so(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_WAIT_SECONDS", 0.1)
    other = sqlite3.connect(out / "ledger.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    letters(folder, [9])
    with pytest.raises(OutputError, match="locked by another program"):
        run(folder, out, config=QUICK)
    other.close()
    assert run(folder, out, config=QUICK).exit_code == 0
    assert statuses(out)["00009.txt"] == "ok"


@pytest.mark.parametrize("which", ["members > 0", "members = 0", "1"], ids=["what holds others", "what holds none", "all"])
@pytest.mark.parametrize("new", [False, True], ids=["nothing new", "another letter"])
def test_a_damaged_result_is_read_again_from_its_file(which: str, new: bool, folder: Path, out: Path, tmp_path: Path) -> None:
    base = sqlite3.connect(out / "ledger.db")
    with base:
        base.execute(f"UPDATE results SET body = x'0011' WHERE sha256 IN (SELECT sha256 FROM contents WHERE {which})")
    base.close()
    assert status(out)["state"] == "finished"
    letters(folder, [9] if new else [])
    assert run(folder, out, config=QUICK).exit_code == 0
    run(folder, tmp_path / "calm", config=QUICK)
    assert records(out) == records(tmp_path / "calm")


@pytest.mark.parametrize("lost", ["records", "issues", "one part"])
def test_outputs_that_were_removed_are_written_again(lost: str, folder: Path, out: Path) -> None:
    before = records(out)
    if lost == "one part":
        next((out / "records").iterdir()).unlink()
    else:
        shutil.rmtree(out / lost)
    done = run(folder, out, config=QUICK)
    assert (done.exit_code, set(statuses(out).values()) & {"failed", "partial"}) == (0, set())
    assert records(out) == before


@pytest.mark.parametrize("what", ["the folder", "the ledger"])
def test_outputs_that_are_removed_while_a_run_works_are_said(
    what: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"

    class Removing(Here):
        def run(self, take, stopping):  # type: ignore[no-untyped-def]
            for done in super().run(take, stopping):
                yield done
                if out.is_dir():
                    shutil.rmtree(out) if what == "the folder" else (out / "ledger.db").unlink(missing_ok=True)

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.runs.batch.batch.Local", Removing)
        with pytest.raises(OutputError) as caught:
            run(folder, out, config=QUICK)
    assert "removed" in str(caught.value)
    assert run(folder, out, config=QUICK).exit_code == 0


def test_standard_input_is_no_source() -> None:
    done = CliRunner().invoke(cli, ["batch", "-"], input="Dear Sheriff")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "no source of a batch" in done.stderr and "--files-from -" in done.stderr
