"""A batch does each document once, again when there is reason to, and says what it did."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import fields

import psutil
import pytest

import schemas
from pipeline.config import Config
from pipeline.errors import Busy, ConfigError, OutputError, SourceError
from pipeline.records.validate import issues as found_issues
from pipeline.runs.batch import batch as module
from pipeline.runs.batch.job import Outcome
from pipeline.runs.batch.limits import Limits
from pipeline.runs.batch.lock import locked
from pipeline.runs.batch.status import status
from tests.batches import ROOT, Here, contents, letter, letters, mixed, records, run, scan, statuses, summary
from tests.containers import LINK, tarred
from tests.fakes import write_program


@pytest.fixture
def folder(tmp_path):
    return letters(tmp_path / "in", range(4))


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def here(monkeypatch):
    monkeypatch.setattr(module, "Local", Here)


def names(told: list[str]) -> list[str]:
    return [path.rpartition("/")[2] for path in told]


class TestOutputs:
    def test_every_file_has_its_status_and_its_records(self, tmp_path, out):
        folder = mixed(tmp_path / "in", 6)
        done = run(folder, out)
        assert statuses(out) == {
            "00000.png": "ok", "00001.pdf": "ok", "00002.pdf": "ok", "00003.pdf": "ok", "00004.pdf": "failed", "00005.txt": "ok",
        }  # fmt: skip
        assert (done.exit_code, done.counts["records"], done.todo) == (1, 5, 0)
        assert sorted(record["source"]["file_name"] for record in records(out)) == [
            "00000.png", "00001.pdf", "00002.pdf", "00003.pdf", "00005.txt",
        ]  # fmt: skip
        assert [issue for record in records(out) for issue in found_issues(record)] == []

    def test_parts_are_named_by_the_first_digits_of_their_records(self, folder, out):
        run(folder, out)
        for part in (out / "records").iterdir():
            assert all(json.loads(line)["record_id"][:2] == part.stem for line in part.read_bytes().splitlines())

    @pytest.mark.parametrize("name", ["run", "summary"])
    def test_what_is_told_keeps_to_its_schema(self, tmp_path, out, name):
        folder = mixed(tmp_path / "in", 6)
        (folder / "twin.txt").write_text(letter(5))
        run(folder, out)
        (folder / "00005.txt").write_text(letter(77))
        (folder / "00001.pdf").rename(folder / "moved.pdf")
        (folder / "00002.pdf").unlink()
        run(folder, out)
        assert list(schemas.validator(name).iter_errors(json.loads((out / f"{name}.json").read_bytes()))) == []

    def test_issues_tell_why_a_file_failed(self, tmp_path, out):
        run(mixed(tmp_path / "in", 5), out)
        rows = [row for part in (out / "issues").iterdir() for row in csv.DictReader(io.StringIO(part.read_text("utf-8")))]
        assert [row["code"] for row in rows if row["path"].endswith("00004.pdf")] == ["truncated-file"]

    def test_the_same_input_gives_the_same_bytes(self, tmp_path):
        folder = mixed(tmp_path / "in", 5)
        run(folder, tmp_path / "one", workers=1)
        run(folder, tmp_path / "two", workers=3)
        assert contents(tmp_path / "one") == contents(tmp_path / "two") != {}


@pytest.mark.usefixtures("here")
class TestAgain:
    def test_unchanged_files_are_neither_read_nor_worked_on(self, folder, out, monkeypatch):
        first = run(folder, out)
        before = contents(out / "records")
        monkeypatch.setattr(module, "digest", lambda *_: pytest.fail("a file was read"))
        monkeypatch.setattr(module, "Local", lambda *_, **__: pytest.fail("work was begun"))
        second = run(folder, out)
        assert (first.run, second.run, second.exit_code) == (1, 2, 0)
        assert set(statuses(out).values()) == {"skipped"}
        assert contents(out / "records") == before

    def test_a_changed_file_is_done_again_and_its_changes_are_told(self, folder, out):
        run(folder, out)
        (folder / "00002.txt").write_text(letter(2).replace("May 3", "June 9"))
        run(folder, out)
        told = summary(out)
        assert statuses(out) == {"00000.txt": "skipped", "00001.txt": "skipped", "00002.txt": "ok", "00003.txt": "skipped"}
        assert (names(told["changed"]), told["new"]) == (["00002.txt"], [])
        changes = {change["field"]: (change["before"], change["after"]) for change in told["changes"]}
        assert changes["$.deadlines[0].date"] == ("2019-05-03", "2019-06-09")
        assert not any("evidence" in field for field in changes)
        assert len(records(out)) == 4

    def test_a_renamed_file_is_known_by_its_content(self, folder, out, monkeypatch):
        run(folder, out)
        (folder / "00001.txt").rename(folder / "plan.txt")
        monkeypatch.setattr(module, "Local", lambda *_, **__: pytest.fail("work was begun"))
        run(folder, out)
        told = summary(out)
        assert [(names([row["from"]]), names([row["to"]])) for row in told["renamed"]] == [(["00001.txt"], ["plan.txt"])]
        assert (told["new"], names(told["vanished"])) == ([], ["00001.txt"])
        assert "plan.txt" in {record["source"]["file_name"] for record in records(out)}

    def test_the_records_of_a_vanished_file_stay(self, folder, out):
        run(folder, out)
        before = contents(out / "records")
        (folder / "00003.txt").unlink()
        done = run(folder, out)
        assert names(summary(out)["vanished"]) == ["00003.txt"]
        assert "00003.txt" not in statuses(out)
        assert (contents(out / "records"), done.counts["vanished"], done.counts["records"]) == (before, 1, 4)
        run(folder, out)
        assert summary(out)["vanished"] == []

    def test_files_of_a_source_that_was_not_looked_at_have_not_vanished(self, folder, out, tmp_path):
        run(folder, out)
        run(letters(tmp_path / "other", [9]), out)
        assert summary(out)["vanished"] == []
        assert statuses(out)["00000.txt"] == "skipped"

    def test_duplicates_are_done_once(self, folder, out):
        (folder / "a twin.txt").write_text(letter(0))
        run(folder, out)
        told = statuses(out)
        assert (told["00000.txt"], told["a twin.txt"]) == ("ok", "duplicate")
        assert [(names([row["path"]]), names([row["of"]])) for row in summary(out)["duplicates"]] == [
            (["a twin.txt"], ["00000.txt"])
        ]
        assert len(records(out)) == 4

    def test_when_the_first_of_duplicates_vanishes_the_records_bear_the_other_name(self, folder, out):
        (folder / "a twin.txt").write_text(letter(0))
        run(folder, out)
        (folder / "00000.txt").unlink()
        run(folder, out)
        assert sorted(record["source"]["file_name"] for record in records(out))[-1] == "a twin.txt"

    def test_a_name_that_says_something_else_is_told_of_the_name_it_has_now(self, folder, out):
        run(folder, out)
        (folder / "00000.txt").rename(folder / "00000.pdf")
        run(folder, out)
        assert any(b"misnamed-file" in part for part in contents(out / "issues").values())

    def test_other_settings_are_other_work(self, folder, out):
        run(folder, out)
        run(folder, out, config=Config(cache=False, max_pages=7))
        assert set(statuses(out).values()) == {"ok"}
        assert summary(out)["changes"] == []

    def test_one_broken_file_is_no_alarm_every_night(self, tmp_path, out):
        folder = mixed(tmp_path / "in", 6)
        assert [run(folder, out).exit_code for _ in range(2)] == [1, 0]
        assert names([row["path"] for row in summary(out)["failures"]]) == ["00004.pdf"]

    @pytest.mark.parametrize(
        "members",
        [
            pytest.param({"a.txt": LINK}, id="a link alone"),
            pytest.param({"a.pdf": b"\0"}, id="one that is no document"),
            pytest.param({"a.txt": LINK, "../b.txt": b"x"}, id="several"),
        ],
    )
    def test_an_archive_of_which_nothing_can_be_read_is_told_member_by_member(self, folder, out, members):
        (folder / "a.tar").write_bytes(tarred(members))
        assert [run(folder, out).exit_code for _ in range(2)] == [1, 0]
        status(out)
        told = {
            row["path"].rpartition("in/")[2]: row["status"] for row in json.loads((out / "run.json").read_text("utf-8"))["files"]
        }
        assert {name for name in told if "!/" in name} == {f"a.tar!/{name}" for name in members}

    def test_a_failure_is_tried_again_when_asked_for(self, tmp_path, out):
        folder = mixed(tmp_path / "in", 6)
        run(folder, out)
        assert run(folder, out, retry_failed=True).exit_code == 1
        assert statuses(out)["00004.pdf"] == "failed"

    def test_a_missing_program_is_tried_again_by_itself(self, tmp_path, out, monkeypatch):
        scan(tmp_path / "in" / "scan.png")
        with monkeypatch.context() as without:
            without.setenv("PATH", str(tmp_path))
            assert run(tmp_path / "in", out).exit_code == 3
        assert run(tmp_path / "in", out).exit_code == 0

    def test_the_output_folder_is_no_source(self, folder):
        run(folder, folder / "out")
        (folder / "out" / "note.txt").write_text("kept here")
        assert "note.txt" not in (run(folder, folder / "out"), statuses(folder / "out"))[1]


@pytest.mark.usefixtures("here")
class TestStale:
    @pytest.fixture
    def newer(self, monkeypatch):
        told = module.revision.revision()
        monkeypatch.setattr(module.revision, "revision", lambda: {**told, "deadlines": "another"})

    def test_another_extractor_is_told_before_anything_is_done(self, folder, out, request):
        run(folder, out)
        request.getfixturevalue("newer")
        done = run(folder, out)
        assert (done.stale, done.because) == (4, ("deadlines",))
        assert set(statuses(out).values()) == {"skipped"}
        assert summary(out)["stale"] == {"documents": 4, "because": ["deadlines"]}

    def test_and_done_when_asked_for(self, folder, out, request):
        run(folder, out)
        request.getfixturevalue("newer")
        assert run(folder, out, redo_stale=True, dry_run=True).todo == 4
        done = run(folder, out, redo_stale=True)
        assert (done.stale, set(statuses(out).values())) == (0, {"ok"})


@pytest.mark.usefixtures("here")
class TestDryRun:
    def test_nothing_is_written(self, folder, out):
        done = run(folder, out, dry_run=True)
        assert (done.todo, done.counts["files"], out.exists()) == (4, 4, False)

    def test_nothing_changes_beside_an_old_run(self, folder, out):
        run(folder, out)
        before = contents(out)
        letters(folder, [9])
        assert run(folder, out, dry_run=True).todo == 1
        assert contents(out) == before
        assert run(folder, out).run == 2
        assert statuses(out)["00009.txt"] == "ok"


class TestOneFileHurtsNoOther:
    """A program in Tesseract's place does what documents might do to the process that reads them."""

    @pytest.fixture
    def scans(self, tmp_path, monkeypatch):
        def prepare(script: str):
            (tmp_path / "bin").mkdir()
            write_program(tmp_path / "bin" / "tesseract", script)
            monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
            letters(tmp_path / "in", range(3))
            scan(tmp_path / "in" / "scan.png")
            return tmp_path / "in"

        return prepare

    @pytest.mark.parametrize(
        ("script", "limits", "code", "words"),
        [
            pytest.param("kill -SEGV $PPID\n", {}, "crashed", "SIGSEGV", id="a crash"),
            pytest.param("sleep 1001 & sleep 1001\n", {"seconds": 4}, "time-limit", "4 seconds", id="a hang with a child"),
            pytest.param("trap '' TERM INT; setsid sleep 1002\n", {"seconds": 4}, "time-limit", "", id="a child that left"),
        ],
    )
    def test_it_is_tried_twice_and_quarantined(self, scans, tmp_path, out, script, limits, code, words):
        folder = scans(f"echo once >> {tmp_path}/tries; {script}")
        assert run(folder, out, limits=Limits(**limits)).exit_code == 1
        assert statuses(out) == {"00000.txt": "ok", "00001.txt": "ok", "00002.txt": "ok", "scan.png": "quarantined"}
        [failure] = summary(out)["failures"]
        assert (failure["error"]["code"], words in failure["error"]["message"]) == (code, True)
        assert (tmp_path / "tries").read_text().count("once") == 2
        times = set(re.findall(r"sleep (\d+)", script))  # each script's own: others may run at the same time
        assert [p for p in psutil.process_iter(["cmdline"]) if times & set(p.info["cmdline"] or [])] == []

    def test_quarantine_lasts_until_a_new_try_is_asked_for(self, scans, tmp_path, out):
        folder = scans(f"test -e {tmp_path}/well || kill -SEGV $PPID\nprintf 'level\\ttext\\n' > \"$2\".tsv\n")
        run(folder, out)
        (tmp_path / "well").touch()
        assert (run(folder, out).exit_code, statuses(out)["scan.png"]) == (0, "quarantined")
        run(folder, out, retry_failed=True)
        assert statuses(out)["scan.png"] == "failed"  # this Tesseract sees nothing

    def test_a_document_that_takes_too_much_memory(self, tmp_path, out):
        letters(tmp_path / "in", range(2))
        (tmp_path / "in" / "long.txt").write_text("Please send the plan by May 1, 2019. " * 60_000)
        limits = Limits(memory_bytes=230_000_000)
        run(tmp_path / "in", out, limits=limits)
        assert statuses(out) == {"00000.txt": "ok", "00001.txt": "ok", "long.txt": "quarantined"}
        assert summary(out)["failures"][0]["error"]["code"] == "memory-limit"

    def test_a_file_that_changes_while_the_run_goes_on_is_left_to_the_next(self, folder, out, monkeypatch):
        monkeypatch.setattr(module, "digest", lambda *_: "3f" * 32)
        run(folder, out)
        monkeypatch.undo()
        assert {row["error"]["code"] for row in summary(out)["failures"]} == {"file-changed"}
        for path in folder.iterdir():
            os.utime(path)
        run(folder, out)
        assert set(statuses(out).values()) == {"ok"}
        assert len(records(out)) == 4

    def test_no_temporary_file_stays(self, scans, tmp_path, out, monkeypatch):
        folder = scans("sleep 1000\n")
        (tmp_path / "tmp").mkdir()
        monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
        run(folder, out, limits=Limits(seconds=1.5, attempts=1))
        assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.usefixtures("here")
class TestErrors:
    def test_a_second_run_on_the_same_outputs(self, folder, out):
        out.mkdir()
        with locked(out), pytest.raises(Busy):
            run(folder, out)
        assert run(folder, out).exit_code == 0

    def test_a_source_that_is_not_there_changes_nothing(self, folder, out):
        run(folder, out)
        folder.rename(folder.with_name("away"))
        with pytest.raises(SourceError, match="There is no"):
            run(folder, out)
        folder.with_name("away").rename(folder)
        run(folder, out)
        assert summary(out)["vanished"] == []

    def test_an_output_folder_that_is_a_file(self, folder, out):
        out.write_text("")
        with pytest.raises(OutputError):
            run(folder, out)

    @pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\0" * 100])
    def test_a_ledger_that_is_none(self, folder, out, content):
        out.mkdir()
        (out / "ledger.db").write_bytes(content)
        with pytest.raises(OutputError, match="ledger"):
            run(folder, out)

    @pytest.mark.parametrize("limit", ["seconds", "memory_bytes", "file_bytes", "attempts"])
    def test_limits_that_make_no_sense(self, limit):
        with pytest.raises(ConfigError, match=limit):
            Limits(**{limit: 0})


class TestCost:
    """What a run costs is counted, not timed."""

    @pytest.mark.usefixtures("here")
    def test_a_run_that_finds_nothing_to_do_loads_nothing_heavy(self, folder, out):
        run(folder, out)
        script = (
            "import sys; from pathlib import Path; from pipeline.runs.batch.batch import batch; from pipeline.config import Config;"
            f"batch([{str(folder)!r}], Path({str(out)!r}), Config(cache=False));"
            "print(sorted({'spacy', 'numpy', 'pandas', 'cv2', 'tqdm', 'fsspec', 'distributed'} & sys.modules.keys()))"
        )
        told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
        assert told.stdout == "[]\n"
        assert set(statuses(out).values()) == {"skipped"}

    @pytest.mark.usefixtures("here")
    def test_only_parts_in_which_something_changed_are_written(self, folder, out, monkeypatch):
        run(folder, out)
        letters(folder, [9])
        written = []
        whole = module.outputs.whole
        monkeypatch.setattr(module.outputs, "whole", lambda path: (written.append(path.name), whole(path))[1])
        run(folder, out)
        [new] = [record["record_id"][:2] for record in records(out) if record["source"]["file_name"] == "00009.txt"]
        assert sorted(written) == sorted([f"{new}.csv", f"{new}.jsonl", "run.json", "summary.json"])

    @pytest.mark.usefixtures("here")
    def test_memory_does_not_grow_with_the_number_of_documents(self, tmp_path):
        """The run holds at most one result at a time, whatever the number."""
        held, most = 0, 0

        class Watched(Outcome):
            """An outcome that tells when it is let go."""

            def __del__(self) -> None:
                nonlocal held
                held -= 1

        def run_watched(self, take, stopping):
            nonlocal held, most
            for job, outcome in unwatched(self, take, stopping):
                held += 1
                most = max(most, held)
                yield job, Watched(*(getattr(outcome, field.name) for field in fields(outcome)))

        unwatched = Here.run
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Here, "run", run_watched)
            run(letters(tmp_path / "in", range(20)), tmp_path / "out")
        assert held == 0
        assert most <= 2
