"""What people asked of the exports: names instead of hashes, links, their own columns, citations, notes."""

from __future__ import annotations

import datetime
import json
import sqlite3
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extractors.language.components import component_name
from pipeline.export import export
from pipeline.extraction import extract
from tests.exported import HOSTILE, another, filled
from tests.samples import record

PSP = Path(__file__).parents[2] / "corpus" / "psp.pdf"


@pytest.fixture(scope="module")
def psp() -> list[Any]:
    records = [dict(one) for one in extract(PSP).records]
    for one in records:
        one["source"] = {**one["source"], "path": str(PSP)}
    return records


def asked(path: Path, query: str) -> list[tuple[Any, ...]]:
    database = sqlite3.connect(path)
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("CRT", "Civil Rights Division"),
        ("Civil Rights Division", "Civil Rights Division"),
        ("CIVIL RIGHTS DIVISION Voting Section", "Civil Rights Division"),
        ("AG", "Office of the Attorney General"),
        ("Environment & Natural Resources Division", "Environment and Natural Resources Division"),
        ("United States Attorney District of Oregon", "United States Attorney, District of Oregon"),
        ("U.S. Attorney’s Office, Southern District of New York", "United States Attorney, Southern District of New York"),
        ("Bureau of Prisons", "Federal Bureau of Prisons"),
        ("A crisis team", None),
        ("Civil", None),  # a word is no code: codes stand in capitals
    ],
)
def test_a_component_has_one_name_however_it_is_printed(printed: str, name: str | None) -> None:
    assert component_name(printed) == name


class TestDatabase:
    def test_documents_have_names_and_links(self, psp: list[Any], tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        export(psp, path, "http://localhost:8001/files")
        [(label, link)] = asked(path, "select label, link from documents where label like '%Eric Jones%'")
        assert label == "Letter of 2017-08-03 to Eric Jones, Stockton Police Department"
        assert link.startswith("http://localhost:8001/files/") and link.endswith("psp.pdf#page=9")
        told = json.loads((tmp_path / "a.metadata.json").read_text("utf-8"))["databases"]["a"]["tables"]
        assert told["records"]["label_column"] == "label"

    def test_without_an_address_there_is_no_link(self, tmp_path: Path) -> None:
        export([record()], tmp_path / "a.db")
        assert asked(tmp_path / "a.db", "select link from documents") == [(None,)]

    def test_all_deadlines_and_the_coming_ones(self, tmp_path: Path) -> None:
        old, new = record()["deadlines"][0], {**record()["deadlines"][0], "date": "2999-01-01"}
        export([record(deadlines=[new, old, {**old, "date": None}])], tmp_path / "a.db")
        assert asked(tmp_path / "a.db", "select date from all_deadlines") == [("2019-05-01",), ("2999-01-01",), (None,)]
        assert asked(tmp_path / "a.db", "select date from upcoming_deadlines") == [("2999-01-01",)]

    def test_people_have_columns_of_their_own(self, tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        export([record(), another(record())], path)
        database = sqlite3.connect(path)
        database.executescript(
            "alter table records add column note text; update records set note = 'mine';"
            "alter table deadlines add column done integer; update deadlines set done = 1;"
        )
        database.close()
        changed = record(subject=None, salutation=None)
        export([changed], path)
        assert asked(path, "select note, salutation from records order by record_id")[0] == ("mine", None)
        assert {done for (done,) in asked(path, "select done from deadlines")} == {1}

    def test_a_database_of_an_older_version_gets_the_new_columns(self, tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        export([record()], path)
        database = sqlite3.connect(path)
        for view in ("documents", "all_deadlines", "upcoming_deadlines", "questions_by_topic", "letters_by_family"):
            database.execute(f"drop view {view}")
        database.execute("alter table records drop column label")
        database.close()
        export([record()], path)
        assert asked(path, "select label from records") == [("Letter of 2019-03-03",)]


class TestExcel:
    def test_days_are_days_filters_are_there_and_each_item_says_to_whom(self, psp: list[Any], tmp_path: Path) -> None:
        export(psp, tmp_path / "a.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["deadlines"]
        head, first, *_ = sheet.iter_rows(values_only=True)
        row = dict(zip(head, first, strict=True))
        assert row["date"] == datetime.datetime(2017, 8, 18)
        assert row["recipient"] == "Gorden Eden Jr., Albuquerque Police Department"
        assert sheet.auto_filter.ref.startswith("A1:")

    def test_a_day_before_excel_counts_stays_words(self, tmp_path: Path) -> None:
        export([record(date={**record()["date"], "value": "1865-04-15"})], tmp_path / "a.xlsx")
        rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["records"].iter_rows(values_only=True))
        assert dict(zip(rows[0], rows[1], strict=True))["date"] == "1865-04-15"


class TestBibliography:
    def test_a_letter_as_zotero_cites_it(self, psp: list[Any], tmp_path: Path) -> None:
        export(psp, tmp_path / "a.csl.json")
        letter = json.loads((tmp_path / "a.csl.json").read_text("utf-8"))[1]
        assert letter["type"] == "personal_communication"
        assert letter["author"] == [{"family": "Hanson", "given": "Alan"}]
        assert letter["recipient"] == [{"family": "Eden", "given": "Gorden", "suffix": "Jr."}]
        assert letter["issued"] == {"date-parts": [[2017, 8, 3]]}
        assert letter["publisher"] == "U.S. Department of Justice, Office of Justice Programs"

    def test_ris(self, psp: list[Any], tmp_path: Path) -> None:
        export(psp[1:2], tmp_path / "a.ris")
        lines = (tmp_path / "a.ris").read_bytes().decode().split("\r\n")
        assert lines[0] == "TY  - PCOMM"
        assert {"AU  - Hanson, Alan", "A2  - Eden, Gorden, Jr.", "DA  - 2017/08/03/", "PY  - 2017"} <= set(lines)
        assert lines[-2:] == ["ER  - ", ""]

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_no_word_of_a_document_is_a_line_of_its_own(self, tmp_path: Path, text: str) -> None:
        export([filled(text)], tmp_path / "a.ris")
        lines = (tmp_path / "a.ris").read_bytes().decode().split("\r\n")
        assert all(line[2:6] == "  - " for line in lines[:-1])


class TestDocumentCloud:
    def test_notes_stand_where_the_values_do(self, psp: list[Any], tmp_path: Path) -> None:
        export(psp, tmp_path / "a.documentcloud.json")
        [found] = json.loads((tmp_path / "a.documentcloud.json").read_text("utf-8"))
        note = next(note for note in found["notes"] if note["title"] == "Deadlines")
        box = psp[1]["deadlines"][0]["evidence"]["boxes"][0]
        assert note["page_number"] == box["page"] - 1
        assert note["x1"] == pytest.approx(box["x0"] / 612, abs=1e-4)
        assert note["y1"] == pytest.approx(box["top"] / 792, abs=1e-4)
        assert all(0 <= note[key] <= 1 for note in found["notes"] for key in ("x1", "x2", "y1", "y2"))

    def test_the_file_is_where_the_run_read_it(self, psp: list[Any], tmp_path: Path) -> None:
        moved = [one | {"source": one["source"] | {"path": "moved.pdf"}} for one in psp]
        done = export(moved, tmp_path / "a.documentcloud.json", files={psp[0]["source"]["sha256"]: PSP})
        [found] = json.loads((tmp_path / "a.documentcloud.json").read_text("utf-8"))
        assert done.notes == () and "x1" in found["notes"][0]

    def test_without_the_file_they_stand_on_their_page(self, tmp_path: Path) -> None:
        done = export([record()], tmp_path / "a.documentcloud.json")
        [found] = json.loads((tmp_path / "a.documentcloud.json").read_text("utf-8"))
        assert found["notes"] and "x1" not in found["notes"][0]
        assert "not where the run says, or no PDF: plan.pdf" in done.notes[0]

    def test_words_of_a_document_are_no_markup(self, tmp_path: Path) -> None:
        export([filled("<img src=x onerror=alert(1)>")], tmp_path / "a.documentcloud.json")
        [found] = json.loads((tmp_path / "a.documentcloud.json").read_text("utf-8"))
        assert all("<" not in note["content"] for note in found["notes"])
