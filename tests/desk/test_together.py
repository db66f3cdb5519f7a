"""Several people at the desk, and the tool that learns from what they checked."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest

from pipeline import load
from pipeline.config import Config
from pipeline.desk.app import make
from pipeline.desk.folder import Desk
from pipeline.desk.saying import correction, whole
from pipeline.desk.together import agreement, assign, assigned, disputes, labels
from pipeline.errors import InvalidRecords
from pipeline.quality import own_genre
from pipeline.quality.own_genre import fit_own
from pipeline.records.corrections import NAME, append, read
from pipeline.records.open_record import values_of
from pipeline.runs.run import run
from tests.desks import outputs

PEOPLE = ("Ana", "Ben", "Cleo")


@pytest.fixture
def folder(tmp_path) -> Path:
    return outputs(tmp_path, 6)


def says(desk: Desk, who: str, number: int, action: str, field: str, **more: Any) -> None:
    record = desk.records(who)[number]
    item = record[field][0] if isinstance(record[field], list) else record[field]
    sent = {"id": uuid.uuid4().hex, "who": who, "action": action, "record": record["record_id"], "field": field, "at": 0}
    desk.say([correction(desk, sent | {"item": values_of(item)} | more, who)])


def test_every_document_is_given_to_somebody_and_a_share_to_two(folder):
    rows = assign(load(folder), PEOPLE, 0.5, "coordinator")
    given = assigned(rows)
    assert sorted(len(set(names)) for names in given.values()) == [1, 1, 1, 2, 2, 2]
    assert {name for names in given.values() for name in names} == set(PEOPLE)
    assert assigned(assign(load(folder), PEOPLE, 0.5, "coordinator")) == given
    append(folder / NAME, rows)
    client = make(Desk(folder), "t", "").test_client()
    for who in PEOPLE:
        page = client.get(f"/t/?mine={who}", headers={"Host": "127.0.0.1"}).get_data(as_text=True)
        own = [sha256[:12] for (sha256, _), names in given.items() if who in names]
        assert all((f"d/{record['record_id']}?" in page) == (record["record_id"][:12] in own) for record in load(folder))


def test_agreement_counts_those_who_looked_at_the_same_without_seeing_each_other(folder):
    desk = Desk(folder)
    for number in range(3):
        for who in ("Ana", "Ben"):
            says(desk, who, number, "accept", "date")
    says(desk, "Ben", 0, "correct", "deadlines", typed={"date": "2019-06-01", "expression": "by May 1, 2019", "relation": "by"})
    assert desk.records("Ana")[0]["deadlines"][0]["date"] == "2019-05-01"
    found = labels(desk)
    by_field = {row.field: row for row in agreement(found)}
    assert (by_field["date"].documents, by_field["date"].same, by_field["date"].alpha) == (3, 3, 1.0)
    assert (by_field["deadlines"].same, by_field["deadlines"].alpha) == (2, pytest.approx(0.0, abs=0.3))
    [one] = disputes(desk, found)
    assert (one.field, [who for who, _ in one.said]) == ("deadlines", ["Ana", "Ben"])
    page = make(desk, "t", "").test_client().get("/t/agreement", headers={"Host": "127.0.0.1"}).get_data(as_text=True)
    assert "To be decided" in page


class TestItLearns:
    def checked(self, folder: Path) -> tuple[Any, ...]:
        desk = Desk(folder)
        for record in desk.records():
            desk.say(whole(desk, {"id": uuid.uuid4().hex, "who": "Ana", "record": record["record_id"]}))
        return desk.records(), desk.reading.files, read(folder / NAME)

    def test_nothing_is_written_where_it_is_not_better(self, folder, tmp_path):
        done = fit_own(*self.checked(folder), tmp_path / "zones.crfsuite", 20)
        assert (done.fitted, done.held_out, done.before) == (4, 2, 1.0)
        assert not done.better
        assert not (tmp_path / "zones.crfsuite").exists()

    def test_weights_that_are_better_are_written_and_named_by_the_run(self, folder, tmp_path, monkeypatch):
        checked = self.checked(folder)
        monkeypatch.setattr(own_genre, "_f1", lambda files, config: 0.9 if config.zones else 0.8)
        weights = tmp_path / "zones.crfsuite"
        assert fit_own(*checked, weights, 20).better
        run([str(tmp_path / "in")], Config(cache=False, zones=weights), output=tmp_path / "again")
        assert str(weights) in (tmp_path / "again" / "run.json").read_text("utf-8")

    def test_too_few_are_told(self, folder):
        desk = Desk(folder)
        says(desk, "Ana", 0, "accept", "date")
        with pytest.raises(InvalidRecords, match="6 are needed"):
            fit_own(desk.records(), desk.reading.files, desk.corrections, folder / "z", 20)
