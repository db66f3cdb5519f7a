"""Several people at the desk, and the tool that learns from what they checked."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml.html import fromstring

from extractors.structure import zones as zones_in_use
from pipeline import load
from pipeline.cli import cli
from pipeline.config import Config
from pipeline.desk.app import make
from pipeline.desk.folder import Desk
from pipeline.desk.reading import config_of as settings_of
from pipeline.desk.saying import correction, whole
from pipeline.desk.together import agreement, assign, assigned, disputes, labels
from pipeline.doubt import model
from pipeline.errors import ConfigError, InvalidRecords
from pipeline.extraction import extract
from pipeline.quality import zones
from pipeline.quality.claimed import read_gold
from pipeline.quality.genres import genre_of
from pipeline.quality.gold import write_gold
from pipeline.quality.looking import looks, needed
from pipeline.quality.own_genre import WEIGHTS, ZONES, fit_own
from pipeline.quality.zones import Labelled, made
from pipeline.records.corrections import NAME, append, read
from pipeline.records.open_record import CONFLICT, values_of
from pipeline.runs.run import run
from tests import own_genre
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


class TestDeciding:
    """Cleo decides between Ana, who moved the day of a deadline, and Ben, who confirmed it."""

    @pytest.fixture
    def desk(self, folder) -> Desk:
        desk = Desk(folder)
        typed = {"date": "2019-06-01", "expression": "by May 1, 2019", "relation": "by"}
        says(desk, "Ana", 0, "correct", "deadlines", typed=typed)
        says(desk, "Ben", 0, "accept", "deadlines")
        return desk

    def decides(self, desk: Desk, of: str) -> None:
        record = desk.records()[0]["record_id"]
        sent = {"id": uuid.uuid4().hex, "who": "Cleo", "action": "decide", "record": record, "field": "deadlines", "of": of}
        desk.say([correction(desk, sent)])

    def open_ones(self, desk: Desk) -> list[str]:
        return [one.field for one in disputes(desk, labels(desk))]

    @pytest.mark.parametrize(("of", "day"), [("Ana", "2019-06-01"), ("Ben", "2019-05-01"), ("", "2019-05-01")])
    def test_what_one_of_them_said_counts_in_every_later_run(self, desk, folder, tmp_path, of, day):
        assert self.open_ones(desk) == ["deadlines"]
        self.decides(desk, of)
        assert self.open_ones(desk) == []
        assert [one["date"] for one in desk.records()[0]["deadlines"]] == [day]
        run([str(tmp_path / "in")], Config(cache=False), output=folder, replace=True)
        assert [one["date"] for one in load(folder)[0]["deadlines"]] == [day]
        assert [r for r in load(folder)[0]["review"]["reasons"] if r["code"] == CONFLICT] == []

    def test_what_is_said_of_other_fields_and_documents_is_as_it_was(self, desk):
        says(desk, "Ana", 0, "reject", "requests")
        says(desk, "Ana", 1, "reject", "requests")
        self.decides(desk, "Ben")
        assert [one["requests"] for one in desk.records()[:2]] == [[], []]

    def test_who_decides_does_not_count_among_those_who_looked(self, desk):
        self.decides(desk, "Ana")
        says(desk, "Cleo", 0, "reject", "requests")
        assert {who for people in labels(desk)["deadlines"].values() for who in people} == {"Ana", "Ben"}

    def test_what_is_said_after_the_decision_opens_it_again(self, desk):
        self.decides(desk, "Ana")
        says(desk, "Ben", 0, "accept", "deadlines")
        assert self.open_ones(desk) == ["deadlines"]

    def test_a_decision_that_is_taken_back_is_open(self, desk):
        self.decides(desk, "Ana")
        desk.say([desk.corrections[-1].undone("Cleo")])
        assert self.open_ones(desk) == ["deadlines"]
        assert desk.records()[0]["deadlines"][0]["date"] == "2019-05-01", "what was said last"

    def test_of_documents_that_were_given_out_those_count_whom_they_were_given_to(self, folder):
        desk = Desk(folder)
        append(folder / NAME, assign(desk.records(), ("Ana", "Ben"), 1.0, "coordinator"))
        for who in PEOPLE:
            says(desk, who, 0, "accept", "date")
        assert {who for people in labels(desk)["date"].values() for who in people} == {"Ana", "Ben"}

    def test_the_kind_of_a_document_is_decided_too(self, desk):
        record = desk.records()[0]["record_id"]
        told = {"record": record, "action": "correct", "field": "document_type", "new": "other"}
        desk.say([correction(desk, told | {"id": uuid.uuid4().hex, "who": "Ana"}, "Ana")])
        assert self.open_ones(desk) == ["document_type", "deadlines"]
        page = make(desk, "t", "").test_client().get(f"/t/decide/{record}", headers={"Host": "127.0.0.1"}).get_data(as_text=True)
        assert "Other document" in page

    def test_both_are_side_by_side_on_one_page_with_their_places(self, desk):
        record = desk.records()[0]["record_id"]
        page = make(desk, "t", "").test_client().get(f"/t/decide/{record}", headers={"Host": "127.0.0.1"}).get_data(as_text=True)
        sides = fromstring(page).find_class("side")
        assert [side.findtext("h3") for side in sides] == ["Ana", "Ben", "All that was said"]
        assert ["June 1, 2019" in side.text_content() for side in sides] == [True, False, False]
        assert len(fromstring(page).find_class("place")) == 1, "the same place is marked once"


class TestItLearns:
    def checked(self, folder: Path, *rejected: str) -> tuple[Any, ...]:
        """What `fit_own` takes, after all of each letter was looked at; of these fields each value was none."""
        desk = Desk(folder)
        for number, record in enumerate(desk.records()):
            for field in rejected:
                says(desk, "Ana", number, "reject", field)
            desk.say(whole(desk, {"id": uuid.uuid4().hex, "who": "Ana", "record": record["record_id"]}))
        return desk.records(), desk.reading.files, read(folder / NAME)

    def test_nothing_is_written_where_it_is_not_better(self, folder, tmp_path):
        done = fit_own(*self.checked(folder), tmp_path, 20)
        assert (done.letters, done.zones.before, done.zones.better) == (6, 1.0, False)
        assert done.doubt is None, "all values were right: there is nothing to learn"
        assert not (tmp_path / ZONES).exists()
        assert not (tmp_path / WEIGHTS).exists()

    def test_confidence_learns_what_is_often_wrong_in_these_letters(self, folder, tmp_path):
        plain = load(folder)[0]
        done = fit_own(*self.checked(folder, "requests"), tmp_path, 20)
        assert done.doubt is not None
        assert done.doubt.better
        assert not done.zones.better
        assert not (tmp_path / ZONES).exists()
        weights = tmp_path / WEIGHTS
        config = Config(cache=False, weights=weights)
        run([str(tmp_path / "in")], config, output=tmp_path / "again")
        settings = json.loads((tmp_path / "again" / "run.json").read_text("utf-8"))["settings"]
        assert settings["weights"] == str(weights)
        again = load(tmp_path / "again")[0]
        sure = [[one["requests"][0]["evidence"]["confidence"], one["date"]["evidence"]["confidence"]] for one in (plain, again)]
        assert sure[1][0] < sure[0][0] - 0.2, "a request is doubted"
        assert sure[1][1] > sure[0][1] - 0.05, "a date is not"
        assert settings_of(tmp_path / "again") == replace(Config(), weights=weights), "the desk reads as the run did"
        listed = CliRunner().invoke(cli, ["review-list", str(tmp_path / "again"), "--risk", "0.2"])
        assert f"of {len(looks(load(tmp_path / 'again')))} values" in listed.output
        promised = model.read(weights).proof
        with model.using(weights):
            assert len(listed.stdout.splitlines()) == len(needed(looks(load(tmp_path / "again")), 0.2))
        assert promised != model.model().proof, "it is proved on these letters"

    def test_zones_that_are_better_are_written_and_named_by_the_run(self, folder, tmp_path):
        """Zones of before that know nothing of a signature; those fitted on the letters do."""
        checked = self.checked(folder)
        blind = [
            Labelled(one.lines, tuple("body" if z in ("signature", "addressee") else z for z in one.zones)) for one in made(20, 1)
        ]
        zones.fit(blind, tmp_path / "blind.crfsuite")
        with zones_in_use.using(tmp_path / "blind.crfsuite"):
            done = fit_own(*checked, tmp_path, 20)
        assert done.zones.better, done
        config = Config(cache=False, zones=tmp_path / ZONES)
        run([str(tmp_path / "in")], config, output=tmp_path / "again")
        settings = json.loads((tmp_path / "again" / "run.json").read_text("utf-8"))["settings"]
        assert settings["zones"] == str(tmp_path / ZONES)
        assert [one["recipients"] == two["recipients"] for one, two in zip(load(folder), load(tmp_path / "again"), strict=True)]

    def test_too_few_are_told(self, folder):
        desk = Desk(folder)
        says(desk, "Ana", 0, "accept", "date")
        with pytest.raises(InvalidRecords, match="6 in 3 are needed"):
            fit_own(desk.records(), desk.reading.files, desk.corrections, folder, 20)

    @pytest.mark.parametrize("setting", ["zones", "weights"])
    @pytest.mark.parametrize("content", ["", "{}", "[1]", "no weights " * 20])
    def test_a_file_that_holds_no_weights_is_told_before_anything_is_read(self, tmp_path, setting, content):
        file = tmp_path / "file"
        file.write_text(content, "utf-8")
        with pytest.raises(ConfigError, match="no weights"):
            extract("letter.txt", Config(cache=False, **{setting: file}), b"Dear Sheriff Poe:")


def test_what_checked_letters_of_a_genre_are_worth_is_measured_on_others_of_it(folder, monkeypatch):
    """How the figures of docs/desk.md are made: no letter that is read before and after is a copy of one that was checked."""
    desk, halves = Desk(folder), []
    for record in desk.records():
        desk.say(whole(desk, {"id": uuid.uuid4().hex, "who": "Ana", "record": record["record_id"]}))
    write_gold(desk.records(), desk.corrections, folder / "gold", desk.reading.files)
    genre = genre_of(read_gold(folder / "gold" / "00-orlowski.gold.json")[0])
    copied = own_genre.copies
    monkeypatch.setattr(own_genre, "copies", lambda of, *more: halves.append({one.name for one in of}) or copied(of, *more))
    rows = list(own_genre.worth([folder / "gold"], genre, 6, 10))
    assert [row.checked for row in rows] == [6, 6]
    assert all(0.8 < share <= 1 for row in rows for share in (*row.core, *row.all)), rows
    assert [len(half) for half in halves] == [3, 3, 3, 3]
    assert not halves[0] & halves[1]
    assert halves == [*halves[:2], *halves[1::-1]], "then the other way round"
