"""Gold records of what was checked; a review sheet and annotation tools, there and back."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pipeline import load
from pipeline.config import Config
from pipeline.desk.folder import Desk
from pipeline.desk.importing import take
from pipeline.desk.saying import correction, whole
from pipeline.errors import InvalidRecords, MissingFile
from pipeline.export import export
from pipeline.quality.claimed import read_gold
from pipeline.quality.evaluate import evaluate
from pipeline.quality.gold import write_gold
from pipeline.quality.scorecard import evaluate_files
from pipeline.records.corrections import NAME, read
from pipeline.records.open_record import CONFLICT, values_of
from pipeline.runs.run import run
from tests.desks import outputs

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path) -> Path:
    return outputs(tmp_path, 2)


def said(desk: Desk, action: str, field: str, **more: Any) -> None:
    record = desk.records()[0]
    item = record[field][0] if isinstance(record[field], list) else record[field]
    sent = {"id": uuid.uuid4().hex, "who": "Ana", "action": action, "record": record["record_id"], "field": field, "at": 0}
    desk.say([correction(desk, sent | {"item": values_of(item)} | more)])


def all_is_right(desk: Desk, record_id: str) -> None:
    desk.say(whole(desk, {"id": uuid.uuid4().hex, "who": "Ana", "record": record_id}))


class TestGold:
    def test_what_the_desk_makes_of_the_release_and_its_letters_is_the_gold_record_in_the_corpus(self, tmp_path):
        run([str(ROOT / "corpus" / "psp.pdf")], Config(), output=tmp_path / "out")
        desk = Desk(tmp_path / "out")
        for record in desk.records():
            all_is_right(desk, record["record_id"])
        [done] = write_gold(desk.records(), desk.corrections, tmp_path / "gold", desk.reading.files)
        assert (done.documents, done.whole) == (5, 5)
        made, theirs = read_gold(done.path), read_gold(ROOT / "corpus" / "psp.gold.json")
        for one, other in zip(made, theirs, strict=True):
            for key, value in other.items():
                own = one[key]
                if isinstance(value, list):
                    value, own = (sorted(rows, key=lambda row: json.dumps(row, sort_keys=True)) for rows in (value, own))
                    own = [{k: item[k] for k in claimed} for item, claimed in zip(own, value, strict=True)]
                elif isinstance(value, dict):
                    own = {k: own[k] for k in value}
                assert own == value, key
        assert evaluate("psp.pdf", theirs, made).misses == []
        assert (tmp_path / "gold" / "psp.pdf").is_file()
        assert evaluate_files(tmp_path / "gold", tmp_path / "out").misses == []

    def test_of_a_document_that_was_looked_at_in_part_that_part_is_claimed(self, folder):
        desk = Desk(folder)
        said(desk, "accept", "date")
        [done] = write_gold(desk.records(), desk.corrections, folder / "gold")
        assert read_gold(done.path) == [{"document_type": "letter", "date": {"value": "2019-03-01"}}]

    def test_without_a_word_there_is_nothing(self, folder):
        with pytest.raises(MissingFile, match="Nobody"):
            write_gold(load(folder), read(folder / NAME), folder / "gold")

    def test_a_value_that_is_read_after_all_of_it_was_looked_at_is_a_conflict(self, folder):
        desk = Desk(folder)
        record = desk.records()[0]
        said(desk, "reject", "requests")
        all_is_right(desk, record["record_id"])
        rows = [row for row in desk.corrections if row.action != "reject"]
        (folder / NAME).write_text("".join(json.dumps(row.to_json()) + "\n" for row in rows), "utf-8")
        [reason] = [r for r in load(folder)[0]["review"]["reasons"] if r["code"] == CONFLICT]
        assert "looked at as a whole, without this request" in reason["message"]


class TestReviewSheet:
    def change(self, path: Path, wanted: dict[tuple[str, str], dict[str, str]]) -> None:
        """Change cells as a person does; `wanted` by field and key of the first record."""
        book = load_workbook(path)
        sheet = book["values"]
        head = [cell.value for cell in sheet[1]]
        first = sorted(str(row[head.index("record_id")].value) for row in sheet.iter_rows(min_row=2))[0]
        for row in sheet.iter_rows(min_row=2):
            cells = dict(zip(head, row, strict=True))
            if cells["record_id"].value == first:
                for name, value in wanted.get((cells["field"].value, cells["key"].value), {}).items():
                    cells[name].value = value
        book.save(path)

    def test_there_and_back(self, folder):
        path = folder / "review.xlsx"
        told = export(load(folder), path)
        assert "dojletters import review.xlsx" in told.notes[0]
        self.change(path, {
            ("date", "value"): {"checked": "x"},
            ("recipients", "address.city"): {"value": "Nashville", "note": "see page 1"},
            ("requests", "text"): {"checked": "no"},
        })  # fmt: skip
        desk = Desk(folder)
        assert take(desk, path, "Ana").corrections == 3
        record = min(load(folder), key=lambda one: one["record_id"])
        assert record["date"]["evidence"]["reviewed"]["by"] == "Ana"
        assert record["recipients"][0]["address"]["city"] == "Nashville"
        assert record["requests"] == []
        assert {row.why for row in read(folder / NAME)} == {None, "see page 1"}
        again = take(Desk(folder), path, "Ana")
        assert (again.corrections, again.left) == (0, []), "the same file adds nothing"

    def test_what_another_person_changed_since_is_told(self, folder):
        path = folder / "review.xlsx"
        export(load(folder), path)
        self.change(path, {("date", "value"): {"value": "2019-04-01"}})
        desk = Desk(folder)
        first = min(record["record_id"] for record in desk.records())
        record = desk.record(first)
        sent = {"id": "1" * 32, "who": "Ben", "action": "correct", "record": first, "field": "date", "at": 0}
        desk.say([correction(desk, sent | {"item": values_of(record["date"]), "typed": {"value": "2019-05-05"}})])
        done = take(desk, path, "Ana")
        assert done.corrections == 0
        assert "another window" in done.left[0]

    @pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04"])
    def test_what_is_no_sheet(self, folder, content):
        (folder / "x.xlsx").write_bytes(content)
        with pytest.raises(InvalidRecords):
            take(Desk(folder), folder / "x.xlsx", "Ana")


class TestAnnotationTools:
    def test_label_studio_there_and_back(self, folder):
        path = folder / "a.labelstudio.json"
        export(load(folder), path)
        tasks = json.loads(path.read_text("utf-8"))
        results = tasks[0]["predictions"][0]["result"]
        text = tasks[0]["data"]["text"]
        kept = [one for one in results if one["value"]["labels"] != ["requests"]]
        start = text.index("4711")
        new = {"start": start, "end": start + 4, "text": "4711", "labels": ["reference_numbers"]}
        kept.append({"id": "n", "from_name": "label", "to_name": "text", "type": "labels", "value": new})
        done = [{"data": tasks[0]["data"], "annotations": [{"result": kept}, {"was_cancelled": True, "result": []}]}]
        path.write_text(json.dumps(done), "utf-8")
        desk = Desk(folder)
        assert take(desk, path, "Ana").left == []
        record = desk.record(tasks[0]["data"]["record_id"])
        assert record["requests"] == []
        assert record["reference_numbers"][0]["value"] == "4711"
        assert record["date"]["evidence"]["reviewed"]["how"] == "confirmed"

    def test_prodigy_there_and_back(self, folder):
        path = folder / "a.prodigy.jsonl"
        export(load(folder), path)
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        rows[1]["answer"] = "ignore"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        desk = Desk(folder)
        done = take(desk, path, "Ben")
        assert done.left == []
        assert {row.action for row in desk.corrections} == {"accept"}
        assert {row.sha256[:12] for row in desk.corrections} == {rows[0]["meta"]["record_id"][:12]}

    @pytest.mark.parametrize("content", ["[1]", "{", '{"text": "x"}', '[{"data": {}, "annotations": [{"result": []}]}]'])
    def test_what_is_no_annotation(self, folder, content):
        (folder / "x.json").write_text(content, "utf-8")
        with pytest.raises(InvalidRecords):
            take(Desk(folder), folder / "x.json", "Ana")
