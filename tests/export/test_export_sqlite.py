"""The database: whole, safe, brought up to date, and at home in Datasette."""

from __future__ import annotations

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from sqlite_utils import Database

from pipeline import export
from pipeline.errors import OutputError
from pipeline.export import sqlite
from pipeline.export.datasette import SEARCHED, VIEWS
from pipeline.export.tables import tables
from pipeline.extraction import extract
from tests.exported import HOSTILE, another, filled
from tests.samples import record

ROOT = Path(__file__).parents[2]
LETTER = (
    "The Department asks the county to send its plan for the care of persons who are held for more than two days, and to say "
    "who answers for the plan, how often it was looked at in the last three years, and what came of each of these looks."
)


@pytest.fixture(scope="module")
def psp():
    return extract(str(ROOT / "corpus" / "psp.pdf")).records


def saved(path: Path, *records):
    export.export(records, path)
    return Database(path)


def rows(database, query):
    return [tuple(row) for row in database.execute(query)]


class TestContent:
    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_records_come_back(self, tmp_path, text):
        records = [filled(text), another(record(text=text))]
        assert sqlite.load(saved(tmp_path / "a.db", *records)) == records

    def test_real_records_come_back(self, tmp_path, psp):
        assert sqlite.load(saved(tmp_path / "a.db", *psp)) == list(psp)

    def test_it_is_sound(self, tmp_path, psp):
        database = saved(tmp_path / "a.db", *psp)
        assert rows(database, "pragma integrity_check") == [("ok",)]
        assert rows(database, "pragma foreign_key_check") == []

    def test_each_table_refers_to_the_records(self, tmp_path):
        database = saved(tmp_path / "a.db", record())
        for table in [*(table.name for table in tables()[1:]), "families"]:
            keys = database.table(table).foreign_keys
            assert [(key.column, key.other_table, key.other_column) for key in keys] == [("record_id", "records", "record_id")]

    @pytest.mark.parametrize(("table", "column"), [("deadlines", "date"), ("questions", "topic"), ("records", "date")])
    def test_what_is_asked_for_often_has_an_index(self, tmp_path, table, column):
        database = saved(tmp_path / "a.db", record())
        assert [column] in [index.columns for index in database.table(table).indexes]

    def test_half_a_surrogate_pair_is_shown_as_such(self, tmp_path):
        source = {**record()["source"], "file_name": "plan\udcff.pdf"}
        database = saved(tmp_path / "a.db", record(source=source))
        assert rows(database, "select source_file_name from records") == [("plan\ufffd.pdf",)]


class TestAgain:
    def test_the_same_records_change_nothing(self, tmp_path):
        path = tmp_path / "a.db"
        export.export([record(), another(filled())], path)
        before = path.read_bytes()
        export.export([record(), another(filled())], path)
        assert path.read_bytes() == before
        export.export([record(), another(filled())], tmp_path / "b.db")
        assert (tmp_path / "b.db").read_bytes() == before

    def test_a_changed_record_takes_the_place_of_the_old_one(self, tmp_path):
        path = tmp_path / "a.db"
        export.export([filled("alpha"), another(filled("alpha"))], path)
        newer = filled("omega", deadlines=[], date=None)
        database = saved(path, newer)
        assert sqlite.load(database) == [newer, another(filled("alpha"))]

    def test_search_finds_what_is_there_now_and_not_what_was(self, tmp_path):
        path = tmp_path / "a.db"
        export.export([record(text="the old sanctuary")], path)
        database = saved(path, record(text="the new jail"))
        found = [[row["record_id"] for row in database.table("records").search(word)] for word in ("sanctuary", "jails")]
        assert found == [[], ["3f2a91c04d5e-01"]]

    def test_records_of_other_exports_stay(self, tmp_path):
        path = tmp_path / "a.db"
        export.export([record()], path)
        assert len(sqlite.load(saved(path, another(record())))) == 2

    def test_a_file_that_was_cut_otherwise_loses_its_old_records(self, tmp_path):
        path = tmp_path / "a.db"
        older = {**record()["source"], "segment_count": 3}
        export.export([another(record(source=older), segment) for segment in (1, 2, 3)], path)
        assert sqlite.load(saved(path, record())) == [record()]

    def test_tables_of_others_are_left_alone(self, tmp_path):
        path = tmp_path / "a.db"
        export.export([record()], path)
        with sqlite3.connect(path) as own:
            own.execute("create table notes (record_id text, note text)")
            own.execute("insert into notes values ('3f2a91c04d5e-01', 'call the sheriff')")
        own.close()
        assert rows(saved(path, record(text="new")), "select note from notes") == [("call the sheriff",)]


class TestViews:
    def test_upcoming_deadlines(self, tmp_path):
        deadline = record()["deadlines"][0]
        dates = ["2999-05-02", None, "2999-05-01", "2019-05-01"]
        database = saved(tmp_path / "a.db", record(deadlines=[{**deadline, "date": date} for date in dates]))
        assert rows(database, "select date, action, record_id from upcoming_deadlines") == [
            ("2999-05-01", "send the plan", "3f2a91c04d5e-01"),
            ("2999-05-02", "send the plan", "3f2a91c04d5e-01"),
        ]

    def test_questions_by_topic(self, tmp_path):
        question = record()["questions"][0]
        asked = [
            {**question, "topic": topic, "text": text} for topic, text in ((None, "C?"), ("b-topic", "B?"), ("a-topic", "A?"))
        ]
        database = saved(tmp_path / "a.db", record(questions=asked))
        assert rows(database, "select topic, question from questions_by_topic") == [
            ("a-topic", "A?"),
            ("b-topic", "B?"),
            (None, "C?"),
        ]

    def test_letters_by_family(self, tmp_path):
        texts = [LETTER, LETTER.replace("county", "city"), " ".join(reversed(LETTER.split())), LETTER]
        letters = [another(record(text=text, date=None, salutation=None), n) for n, text in enumerate(texts, 1)]
        letters[3]["document_type"] = "press_release"
        database = saved(tmp_path / "a.db", *letters)
        assert rows(database, "select family, record_id from letters_by_family") == [
            (1, "3f2a91c04d5e-01"),
            (1, "3f2a91c04d5e-02"),
            (None, "3f2a91c04d5e-03"),
        ]

    def test_families_are_of_all_records_in_the_database(self, tmp_path):
        path = tmp_path / "a.db"
        export.export([record(text=LETTER)], path)
        database = saved(path, another(record(text=LETTER)))
        assert rows(database, "select record_id, family from families") == [("3f2a91c04d5e-01", 1), ("3f2a91c04d5e-02", 1)]

    def test_a_letter_to_several_recipients_stands_once(self, tmp_path):
        recipients = filled()["recipients"] * 3
        database = saved(tmp_path / "a.db", filled(recipients=recipients))
        counts = [rows(database, f"select count(*) from {view}")[0][0] for view in VIEWS]
        assert counts == [1] * len(VIEWS)


class TestWhatCannotBeWritten:
    def test_a_file_that_is_no_database_stays(self, tmp_path):
        (tmp_path / "a.db").write_bytes(b"a letter, not a database" * 100)
        with pytest.raises(OutputError, match="not a database"):
            export.export([record()], tmp_path / "a.db")
        assert (tmp_path / "a.db").read_bytes() == b"a letter, not a database" * 100

    def test_a_table_of_another_make(self, tmp_path):
        Database(tmp_path / "a.db").table("records").insert({"artist": "Orlowski"})
        with pytest.raises(OutputError, match="lacks the column"):
            export.export([record()], tmp_path / "a.db")
        assert Database(tmp_path / "a.db").table_names() == ["records"]

    def test_a_failure_leaves_the_old_database(self, tmp_path, monkeypatch):
        path = tmp_path / "a.db"
        export.export([record()], path)

        def fail(*arguments):
            raise sqlite3.OperationalError("database or disk is full")

        monkeypatch.setattr(sqlite, "_write_families", fail)
        with pytest.raises(OutputError, match="disk is full"):
            export.export([record(text="new")], path)
        assert sqlite.load(Database(path)) == [record()]

    def test_a_failure_leaves_no_new_database(self, tmp_path, monkeypatch):
        def fail(*arguments):
            raise sqlite3.OperationalError("database or disk is full")

        monkeypatch.setattr(sqlite, "_write_families", fail)
        with pytest.raises(OutputError, match="disk is full"):
            export.export([record()], tmp_path / "a.db")
        assert list(tmp_path.iterdir()) == []


class TestMetadata:
    def test_every_table_view_and_column_is_described(self, tmp_path):
        database = saved(tmp_path / "letters.db", record())
        told = json.loads((tmp_path / "letters.metadata.json").read_text())["databases"]["letters"]["tables"]
        shown = [name for name in database.table_names() if "_fts" not in name] + database.view_names()
        assert sorted(told) == sorted(shown)
        for name in shown:
            columns = [row[1] for row in database.execute(f"pragma table_info([{name}])")]
            assert told[name]["description"]
            assert sorted(told[name]["columns"]) == sorted(columns)
            assert set(told[name].get("facets", ())) <= set(columns)
        assert {name.removesuffix("_fts") for name in database.table_names() if name.endswith("_fts")} == SEARCHED.keys()


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory, psp):
    """Datasette over the letters of 2017, as a user would start it."""
    folder = tmp_path_factory.mktemp("served")
    export.export(psp, folder / "records.db")
    port = free_port()
    command = [sys.executable, "-m", "datasette", "records.db", "--metadata", "records.metadata.json", "--port", str(port)]
    environment = os.environ | {"DATASETTE_LOAD_PLUGINS": ""}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=environment)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as client:
            for _ in range(300):
                try:
                    client.get("/-/versions.json")
                    break
                except httpx.TransportError:
                    assert server.poll() is None, (folder / "log").read_text()
                    time.sleep(0.1)
            yield client
    finally:
        server.terminate()
        server.wait(30)


class TestDatasette:
    def test_facets_count(self, served):
        told = served.get("/records/questions.json").json()["facet_results"]
        topics = told["topic"]["results"]
        assert {facet["value"]: facet["count"] for facet in topics} == {"dhs-access": 5, "release-notice": 5, "detainer-hold": 5}

    @pytest.mark.parametrize(
        ("table", "words", "count"),
        [
            ("records", "Stockton", 2),
            ("records", "“Chief Eden:”", 1),
            ("questions", "foreign nationals", 5),
            ("records", "zoo", 0),
        ],
    )
    def test_search_finds(self, served, table, words, count):
        found = served.get(f"/records/{table}.json", params={"_search": words, "_shape": "array"}).json()
        assert len(found) == count

    def test_pages_show_descriptions_and_a_search_box(self, served):
        page = served.get("/records/deadlines").text
        assert "What the reader must do by when." in page
        assert 'name="_search"' in served.get("/records/questions").text
        assert re.search(r'href="/records/records/41c9d6800297[^"]*"', page)  # the foreign key is a link

    @pytest.mark.parametrize("name", VIEWS)
    def test_views_are_pages(self, served, name):
        assert served.get(f"/records/{name}").status_code == 200

    def test_the_letters_of_one_wording_are_one_family(self, served):
        found = served.get("/records/letters_by_family.json?_shape=array").json()
        assert [(row["family"], row["state"]) for row in found] == [(1, "NM"), (1, "MD"), (1, "CA"), (1, "CA")]
