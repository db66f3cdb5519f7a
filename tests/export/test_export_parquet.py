"""Parquet: nested types that pandas, Polars and DuckDB read, the same whatever the records hold."""

from __future__ import annotations

import datetime
import json
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import export
from pipeline.errors import InvalidRecords
from tests.exported import HOSTILE, SCHEMA, another, filled
from tests.samples import record


def plain(value: Any) -> Any:
    """Values as JSON has them; `parts`, whose keys differ from item to item, are JSON in a cell, null where there are none."""
    if isinstance(value, dict):
        known = {key: part for key, part in value.items() if key not in ("parts", "reviewed", "mail") or part is not None}
        return {key: json.loads(part) if key == "parts" else plain(part) for key, part in known.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_records_come_back(tmp_path, text):
    records = [filled(text), another(record())]
    export.export(records, tmp_path / "a.parquet")
    assert plain(pq.read_table(tmp_path / "a.parquet").to_pylist()) == records
    assert plain(pl.read_parquet(tmp_path / "a.parquet").to_dicts()) == records


def test_types_do_not_depend_on_the_records(tmp_path):
    """Empty lists keep their type, so that the files of several runs can be read as one."""
    found = []
    for number, records in enumerate([[], [record(deadlines=[], date=None)], [filled()]]):
        export.export(records, tmp_path / f"{number}.parquet")
        found.append(pq.read_schema(tmp_path / f"{number}.parquet"))
    assert found[0].equals(found[1]) and found[0].equals(found[2])
    assert found[0].names == list(SCHEMA["properties"])
    deadline = found[0].field("deadlines").type.value_type
    assert deadline.field("date").type == pa.date32()
    assert deadline.field("evidence").type.field("boxes").type.value_type.field("page").type == pa.int64()
    assert duckdb.sql(f"select count(*) from '{tmp_path}/*.parquet'").fetchall() == [(2,)]


def test_columns_have_their_descriptions(tmp_path):
    export.export([], tmp_path / "a.parquet")
    schema = pq.read_schema(tmp_path / "a.parquet")
    assert schema.field("deadlines").metadata[b"description"] == b"What the reader must do by when."


def test_pandas_reads_it(tmp_path):
    export.export([record(), another(record(deadlines=[]))], tmp_path / "a.parquet")
    table = pd.read_parquet(tmp_path / "a.parquet")
    assert table.shape == (2, len(SCHEMA["properties"]))
    assert table.loc[0, "deadlines"][0]["action"] == "send the plan"
    assert len(table.loc[1, "deadlines"]) == 0


def test_duckdb_asks_into_lists(tmp_path):
    export.export([record(), another(record(deadlines=[]))], tmp_path / "a.parquet")
    query = f"select record_id, d.action, d.date + 1 from (select record_id, unnest(deadlines) d from '{tmp_path}/a.parquet')"
    assert duckdb.sql(query).fetchall() == [("3f2a91c04d5e-01", "send the plan", datetime.date(2019, 5, 2))]


def test_a_number_that_cannot_be_held(tmp_path):
    source = {**record()["source"], "page_count": 10**30}
    with pytest.raises(InvalidRecords, match="cannot be held"):
        export.export([record(source=source)], tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_whole_number_of_dollars(tmp_path):
    amounts = [{**filled()["amounts"][0], "value": 1_250_000}]
    export.export([record(amounts=amounts)], tmp_path / "a.parquet")
    assert pq.read_table(tmp_path / "a.parquet").to_pylist()[0]["amounts"][0]["value"] == 1_250_000
