"""CSV and Excel: nothing runs, nothing is lost, nothing is cut in silence."""

from __future__ import annotations

import csv
import zipfile
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pytest

from pipeline import export
from pipeline.errors import OutputError
from pipeline.export import excel
from pipeline.export.characters import from_cell
from pipeline.export.tables import Column, tables, to_records
from tests.exported import HOSTILE, another, filled
from tests.samples import record

RUN_BY_A_SPREADSHEET = tuple("=+-@＝＋－＠\t\r\n")


def read_csv(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def csv_tables(path: Path) -> dict[str, list[dict[str, str]]]:
    beside = {table.name: path.with_name(f"{path.stem}.{table.name}.csv") for table in tables()[1:]}
    return {name: read_csv(file) for name, file in {"records": path, **beside}.items()}


def value(column: Column, cell: object) -> object:
    """A cell as the table had it."""
    if cell in ("", None):
        return None
    if column.kind in ("text", "json"):
        return from_cell(str(cell))
    return {"true": True, "false": False}[str(cell).lower()] if column.kind == "boolean" else float(str(cell))


def records_in(found: dict[str, list[dict[str, str]]]) -> list[dict]:
    return to_records({t.name: [{c.name: value(c, row[c.name]) for c in t.columns} for row in found[t.name]] for t in tables()})


def sheets(path: Path) -> dict[str, list[dict[str, object]]]:
    book = openpyxl.load_workbook(path, read_only=True)
    found = {}
    for sheet in book.worksheets:
        head, *rows = sheet.iter_rows(values_only=True)
        values = ([cell.date().isoformat() if isinstance(cell, datetime) else cell for cell in row] for row in rows)
        found[sheet.title] = [dict(zip_longest(head, row)) for row in values]  # empty cells at its end are not in a row
    book.close()
    return found


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
class TestHostileText:
    def test_csv(self, tmp_path, text):
        records = [filled(text), another(record())]
        export.export(records, tmp_path / "a.csv")
        found = csv_tables(tmp_path / "a.csv")
        assert records_in(found) == records
        assert not [c for rows in found.values() for row in rows for c in row.values() if c.startswith(RUN_BY_A_SPREADSHEET)]

    def test_excel(self, tmp_path, text):
        records = [filled(text), another(record())]
        export.export(records, tmp_path / "a.xlsx")
        assert records_in(sheets(tmp_path / "a.xlsx")) == records
        for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets:
            kinds = {(cell.data_type, str(cell.value)[:1]) for row in sheet.iter_rows() for cell in row}
            assert {kind for kind, _ in kinds} <= {
                "s",
                "n",
                "b",
                "d",
            }  # text, number, true or false, day: no formula, no error value
            assert not [first for _, first in kinds if first in RUN_BY_A_SPREADSHEET]


class TestCsv:
    def test_excel_knows_it_for_utf8(self, tmp_path):
        export.export([filled("§ “naïve”")], tmp_path / "a.csv")
        for path in tmp_path.iterdir():
            assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert "§ “naïve”" in (tmp_path / "a.criteria.csv").read_text("utf-8-sig")

    def test_a_file_for_each_table_also_where_it_is_empty(self, tmp_path):
        export.export([], tmp_path / "a.csv")
        assert {path.name for path in tmp_path.iterdir()} == {"a.csv", *(f"a.{table.name}.csv" for table in tables()[1:])}
        assert (tmp_path / "a.deadlines.csv").read_text("utf-8-sig").startswith("record_id,position,recipient,date,expression")

    def test_items_that_vanished_are_gone(self, tmp_path):
        export.export([record()], tmp_path / "a.csv")
        export.export([record(deadlines=[])], tmp_path / "a.csv")
        assert read_csv(tmp_path / "a.deadlines.csv") == []

    def test_pandas_polars_and_duckdb_read_it(self, tmp_path):
        export.export([filled(), another(filled('two\r\nlines, "and" more'))], tmp_path / "a.csv")
        path = str(tmp_path / "a.criteria.csv")
        texts = [filled()["text"], 'two_x000D_\nlines, "and" more']
        assert list(pd.read_csv(path)["text"]) == texts
        assert list(pl.read_csv(path)["text"]) == texts
        assert [row[0] for row in duckdb.sql(f"select text from read_csv('{path}') order by record_id").fetchall()] == texts

    @pytest.mark.parametrize(("length", "said"), [(32_767, 0), (32_768, 2)])  # the text of the record, and of a quotation
    def test_cells_that_excel_cuts_are_told_of(self, tmp_path, length, said):
        changes = {"quotations": [{**filled()["quotations"][0], "text": "a" * length}]}
        done = export.export([record(text="a" * length, **changes)], tmp_path / "a.csv")
        assert len(done.notes) == said
        assert all("32,767" in note for note in done.notes)
        assert records_in(csv_tables(tmp_path / "a.csv"))[0]["text"] == "a" * length


class TestExcel:
    def test_numbers_and_truth_are_no_text(self, tmp_path):
        export.export([filled()], tmp_path / "a.xlsx")
        found = sheets(tmp_path / "a.xlsx")
        assert (found["amounts"][0]["value"], found["records"][0]["review_needed"]) == (2.5, True)
        assert pd.read_excel(tmp_path / "a.xlsx", sheet_name="amounts")["value"].tolist() == [2.5]

    def test_a_sheet_for_each_table(self, tmp_path):
        export.export([], tmp_path / "a.xlsx")
        assert list(sheets(tmp_path / "a.xlsx")) == [table.name for table in tables()]

    def test_sheet_names_are_allowed(self):
        assert all(len(table.name) <= 31 and table.name.replace("_", "").isalpha() for table in tables())

    @pytest.mark.parametrize(
        "text",
        ["a" * 32_768, "\x00" * 10_000, "\U0001f5c4" * 20_000, "=1+1" * 9_000],
        ids=["letters", "control characters", "astral characters", "formulas"],
    )
    def test_a_text_too_long_for_a_cell_stands_whole_elsewhere(self, tmp_path, text):
        done = export.export([record(text=text)], tmp_path / "a.xlsx")
        found = sheets(tmp_path / "a.xlsx")
        assert found["records"][0]["text"].endswith(excel.CUT)
        parts = [row for row in found["continued"] if row["column"] == "text"]
        assert "".join(from_cell(str(row["text"])) for row in parts) == text
        assert {(row["sheet"], row["record_id"]) for row in parts} == {("records", "3f2a91c04d5e-01")}
        assert done.notes == ("a.xlsx: 1 cells are too long for Excel; the sheet “continued” has them whole",)
        longest = max(len(str(c).encode("utf-16-le")) // 2 for rows in found.values() for row in rows for c in row.values())
        assert longest <= 32_767

    @pytest.mark.parametrize("length", [0, 32_767])
    def test_a_text_that_fits_is_not_continued(self, tmp_path, length):
        done = export.export([record(text="a" * length)], tmp_path / "a.xlsx")
        assert (done.notes, "continued" in sheets(tmp_path / "a.xlsx")) == ((), False)

    def test_more_rows_than_a_sheet_holds(self, tmp_path, monkeypatch):
        monkeypatch.setattr(excel, "SHEET_ROWS", 5)
        export.export([record(), another(record())], tmp_path / "a.xlsx")
        with pytest.raises(OutputError, match="The table deadlines has 5 rows"):
            export.export([record(deadlines=record()["deadlines"] * 5)], tmp_path / "a.xlsx")
        assert len(sheets(tmp_path / "a.xlsx")["records"]) == 2

    def test_no_clock(self, tmp_path):
        export.export([record()], tmp_path / "a.xlsx")
        with zipfile.ZipFile(tmp_path / "a.xlsx") as parts:
            assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = parts.read("docProps/core.xml").decode()
        assert core.count("1980-01-01T00:00:00Z") == 2
