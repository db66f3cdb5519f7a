"""The ledger keeps what is done, whatever happens around it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from pipeline.errors import MissingFile, OutputError, TesseractMissing
from pipeline.runs.batch.database import NAME
from pipeline.runs.batch.job import Location, Outcome, packed
from pipeline.runs.batch.ledger import Ledger
from pipeline.runs.batch.places import Found

ONE, TWO, THREE = "11" * 32, "22" * 32, "33" * 32
SETTINGS: dict[str, object] = {"ocr": "auto"}
REVISION = {"dojletters": "1", "deadlines": "a"}


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def found(path: str, stamp: str = "1", size: int = 10) -> Found:
    return Found("in", Location(path), size, stamp)


def result(status: str = "ok", code: str | None = None) -> Outcome:
    error = {"code": code, "message": "Why."} if code else None
    return Outcome(status, 0 if code else 1, error, b"" if code else packed({"records": [{"n": 1}], "issues": []}))


def run(
    ledger: Ledger, files: dict[str, str], settings=SETTINGS, revision=REVISION, outcome: Outcome | None = None, **plan: bool
) -> list[str]:
    """A whole run over `files` (path to content), every document ending as `outcome`; the contents that were done."""
    todo = begin(ledger, files, settings, revision, **plan)
    for sha256 in todo:
        ledger.record(sha256, outcome or result(), (outcome or result()).status)
    ledger.written(ledger.parts_to_write())
    ledger.finish()
    return todo


def begin(ledger: Ledger, files: dict[str, str], settings=SETTINGS, revision=REVISION, **plan: bool) -> list[str]:
    """Begin a run and look at the files; the contents that are to be done."""
    ledger.begin(settings, revision)
    for path, sha256 in files.items():
        ledger.see(found(path, stamp=sha256), sha256)
    ledger.sweep(["in"])
    ledger.plan(plan.get("redo_stale", False), plan.get("retry_failed", False))
    return waiting(ledger)


def waiting(ledger: Ledger) -> list[str]:
    """The contents that are to be done, in the order in which they are given out."""
    order: list[str] = []
    while following := ledger.todo(order[-1] if order else ""):
        order.append(following[0])
    return order


class TestWhatIsToBeDone:
    @pytest.mark.parametrize(
        ("before", "after", "todo"),
        [
            pytest.param({}, {"a": ONE}, [ONE], id="new"),
            pytest.param({}, {"b": ONE, "a": TWO}, [ONE, TWO], id="in the order of contents"),
            pytest.param({}, {"a": ONE, "b": ONE}, [ONE], id="duplicates once"),
            pytest.param({"a": ONE}, {"a": ONE}, [], id="unchanged"),
            pytest.param({"a": ONE}, {"a": TWO}, [TWO], id="changed"),
            pytest.param({"a": ONE}, {"b": ONE}, [], id="renamed"),
            pytest.param({"a": ONE}, {}, [], id="vanished"),
            pytest.param({"a": ONE, "b": TWO}, {"a": TWO, "b": ONE}, [], id="names exchanged"),
        ],
    )
    def test_by_content(self, folder, before, after, todo):
        with Ledger(folder) as ledger:
            run(ledger, before)
            assert begin(ledger, after) == todo

    def test_other_settings_do_all_again(self, folder):
        with Ledger(folder) as ledger:
            run(ledger, {"a": ONE, "b": TWO})
            assert begin(ledger, {"a": ONE}, settings={"ocr": "never"}) == [ONE]

    def test_another_revision_only_when_asked_for(self, folder):
        newer = {**REVISION, "deadlines": "b"}
        with Ledger(folder) as ledger:
            run(ledger, {"a": ONE, "b": TWO})
            assert run(ledger, {"a": ONE, "b": TWO, "c": THREE}, revision=newer) == [THREE]
            assert list(ledger.stale(newer)) == [(2, REVISION)]
            assert run(ledger, {"a": ONE, "b": TWO}, revision=newer, redo_stale=True) == [ONE, TWO]
            assert list(ledger.stale(newer)) == []

    @pytest.mark.parametrize(
        ("status", "code", "again", "when_asked"),
        [
            pytest.param("failed", "encrypted-file", False, True, id="the document's fault"),
            pytest.param("failed", TesseractMissing.code, True, True, id="not the document's fault"),
            pytest.param("quarantined", "crashed", False, True, id="quarantined"),
            pytest.param("ok", None, False, False, id="fine"),
        ],
    )
    def test_failures(self, folder, status, code, again, when_asked):
        with Ledger(folder) as ledger:
            run(ledger, {"a": ONE}, outcome=result(status, code))
            assert bool(begin(ledger, {"a": ONE})) is again
            ledger.finish()
            assert bool(begin(ledger, {"a": ONE}, retry_failed=True)) is when_asked

    def test_what_vanished_before_it_was_done_is_no_longer_waited_for(self, folder):
        with Ledger(folder) as ledger:
            assert begin(ledger, {"a": ONE}) == [ONE]
            assert begin(ledger, {}) == []
            assert ledger.count_todo() == 0


class TestDigest:
    @pytest.mark.parametrize(
        ("stamp", "size", "known"),
        [
            pytest.param("1", 10, True, id="as it was"),
            pytest.param("2", 10, False, id="another time"),
            pytest.param("1", 11, False, id="another size"),
            pytest.param("", 10, False, id="nothing tells whether it changed"),
        ],
    )
    def test_is_known_of_a_file_that_is_as_it_was(self, folder, stamp, size, known):
        with Ledger(folder) as ledger:
            ledger.begin(SETTINGS, REVISION)
            ledger.see(found("a"), ONE)
            ledger.commit()
            assert ledger.digest(found("a", stamp, size)) == (ONE if known else None)

    def test_is_not_known_of_a_file_that_could_not_be_read(self, folder):
        with Ledger(folder) as ledger:
            ledger.begin(SETTINGS, REVISION)
            ledger.see(found("a"), None, MissingFile())
            ledger.commit()
            assert ledger.digest(found("a")) is None


class TestRuns:
    def test_an_interrupted_run_is_taken_up(self, folder):
        with Ledger(folder) as ledger:
            begin(ledger, {"a": ONE, "b": TWO})
            ledger.record(ONE, result(), "ok")
        with Ledger(folder) as ledger:
            assert (begin(ledger, {"a": ONE, "b": TWO}), ledger.run) == ([TWO], 1)
            ledger.finish()
            ledger.begin(SETTINGS, REVISION)
            assert ledger.run == 2

    def test_what_is_not_recorded_to_the_end_is_not_recorded(self, folder):
        with Ledger(folder) as ledger:
            begin(ledger, {"a": ONE})
            with pytest.raises(OutputError):
                ledger.record(ONE, Outcome("ok", 1, None, object()), "ok")  # type: ignore[arg-type]
            assert waiting(ledger) == [ONE]

    def test_attempts_are_counted_across_runs_that_were_interrupted(self, folder):
        with Ledger(folder) as ledger:
            begin(ledger, {"a": ONE})
            assert ledger.attempted(ONE) == 1
        with Ledger(folder) as ledger:
            begin(ledger, {"a": ONE})
            assert ledger.attempted(ONE) == 2

    def test_a_dry_ledger_forgets(self, folder):
        with Ledger(folder) as ledger:
            run(ledger, {"a": ONE})
        with Ledger(folder, dry=True) as ledger:
            assert begin(ledger, {"a": TWO}) == [TWO]
        with Ledger(folder) as ledger:
            assert [row[0] for row in ledger.rows("SELECT sha256 FROM contents")] == [ONE]
            assert ledger.look() and ledger.run == 1

    def test_a_content_that_no_file_has_any_more_is_forgotten_by_the_next_run(self, folder):
        with Ledger(folder) as ledger:
            run(ledger, {"a": ONE})
            run(ledger, {"a": TWO})
            assert [row[0] for row in ledger.rows("SELECT sha256 FROM results ORDER BY 1")] == [ONE, TWO]
            run(ledger, {"a": TWO})
            assert [row[0] for row in ledger.rows("SELECT sha256 FROM results ORDER BY 1")] == [TWO]

    def test_what_a_file_held_only_within_a_run_is_forgotten_at_once(self, folder):
        with Ledger(folder) as ledger:
            run(ledger, {"a": ONE})
            for sha256 in (TWO, THREE):
                begin(ledger, {"a": sha256})
                ledger.record(sha256, result(), "ok")
            assert ledger.run == 2
            assert [row[0] for row in ledger.rows("SELECT sha256 FROM results ORDER BY 1")] == [ONE, THREE]

    def test_only_parts_in_which_something_changed_are_written(self, folder):
        with Ledger(folder) as ledger:
            run(ledger, {"a": ONE, "b": TWO})
            begin(ledger, {"a": ONE, "b": TWO, "c": THREE})
            assert ledger.parts_to_write() == ["33"]

    def test_a_file_that_is_called_otherwise_is_written_and_not_read_again(self, folder):
        with Ledger(folder) as ledger:
            run(ledger, {"a": ONE, "b": TWO})
            ledger.begin(SETTINGS, REVISION)
            ledger.see(replace(found("a", stamp=ONE), name="in/a"), ONE)
            assert (ledger.count_todo(), ledger.parts_to_write()) == (0, ["11"])

    def test_a_name_that_is_no_text(self, folder):
        with Ledger(folder) as ledger:
            assert begin(ledger, {"b\udcff\n.pdf": ONE}) == [ONE]
            assert ledger.todo() == (ONE, Location("b\udcff\n.pdf"))


@pytest.mark.parametrize("version", [5, 99])
def test_a_ledger_of_another_version_is_refused(folder, version):
    base = sqlite3.connect(folder / NAME)
    base.execute(f"PRAGMA user_version = {version}")
    base.close()
    with pytest.raises(OutputError, match="newer version"):
        Ledger(folder)


def test_what_is_asked_for_each_document_takes_no_search_through_a_table(folder):
    """Else the cost of a document would grow with their number."""
    asked: set[str] = set()
    with Ledger(folder) as ledger:
        begin(ledger, {"a": ONE, "b": TWO})
        ledger._base.set_trace_callback(asked.add)
        ledger.see(found("a", stamp="changed"), THREE)
        ledger.commit()
        ledger.digest(found("a"))
        [(sha256, _)] = [following for following in [ledger.todo()] if following]
        ledger.attempted(sha256)
        ledger.record(sha256, result(), "ok")
        ledger._base.set_trace_callback(None)
        plans = {query: [row[3] for row in ledger.rows(f"EXPLAIN QUERY PLAN {query}")] for query in asked if "files" in query}
        assert len(plans) >= 4
        for query, plan in plans.items():
            assert not any(step.startswith(("SCAN files", "SCAN contents")) for step in plan), query
            assert not any("TEMP B-TREE" in step for step in plan), query


@pytest.mark.parametrize(
    ("content", "says"), [(b"no database at all, but text" * 50, "is damaged"), (b"", None)], ids=["another file", "an empty one"]
)
def test_a_file_that_is_no_ledger(folder, content, says):
    (folder / NAME).write_bytes(content)
    if says is None:
        Ledger(folder).close()
        return
    with pytest.raises(OutputError, match=says):
        Ledger(folder)


def test_a_ledger_of_the_version_before_is_brought_up_to_date(folder):
    with Ledger(folder) as ledger:
        run(ledger, {"a": ONE})
    base = sqlite3.connect(folder / NAME)
    base.executescript(
        "ALTER TABLE contents DROP COLUMN members; ALTER TABLE contents DROP COLUMN passing; "
        "ALTER TABLE files DROP COLUMN name; DROP TABLE twice; PRAGMA user_version = 1"
    )
    base.close()
    with Ledger(folder) as ledger:
        assert ledger.parts_to_write() == ["11"]  # records of it have another path
        assert run(ledger, {"a": ONE, "b": TWO}) == [TWO]


def test_what_the_machine_failed_at_is_done_again(folder):
    lacking = Outcome("partial", 1, None, packed({"records": [{"n": 1}], "issues": []}), passing=True)
    with Ledger(folder) as ledger:
        assert run(ledger, {"a": ONE}, outcome=lacking) == [ONE]
        assert run(ledger, {"a": ONE}) == [ONE]
        assert run(ledger, {"a": ONE}) == []


def test_a_result_that_is_lost_is_done_again(folder):
    with Ledger(folder) as ledger:
        run(ledger, {"a": ONE})
        begin(ledger, {"a": ONE})
        ledger.lost(ONE)
        assert waiting(ledger) == [ONE]
