"""The way into the desk: who is let in, what is kept, what is refused, and that nothing is written elsewhere."""

from __future__ import annotations

import hashlib
import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from pipeline.desk.app import make
from pipeline.desk.folder import Desk
from pipeline.desk.forms import inputs, item_of
from pipeline.desk.queue import QueueRows
from pipeline.quality.gold import write_gold
from pipeline.records.corrections import NAME, read
from pipeline.records.open_record import values_of
from pipeline.runs.run import run
from schemas.fields import fields
from tests.containers import mail, zipped
from tests.desks import QUIET, letters, outputs
from tests.pdfs import pdf, show
from tests.reported import EVIL, harmful
from tests.samples import record

TOKEN = "secret-token"
HOST = {"Host": "127.0.0.1:8000"}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    return outputs(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def folder(made, tmp_path) -> Path:
    """A folder of outputs of its own, whose run.json still says where the file is."""
    out = tmp_path / "out"
    out.mkdir()
    for file in made.iterdir():
        if file.name not in (NAME, "as-read.jsonl"):
            (out / file.name).write_bytes(file.read_bytes())
    return out


@pytest.fixture
def client(folder) -> FlaskClient:
    return make(Desk(folder), TOKEN, "Ana").test_client()


def records(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "records.jsonl").read_text("utf-8").splitlines()]


def post(client: FlaskClient, path: str = "said", **sent: Any) -> Any:
    base = {"id": uuid.uuid4().hex, "who": "Ana"}
    return client.post(f"/{TOKEN}/{path}", json=base | sent, headers=HOST)


def about(folder: Path, field: str, at: int = 0) -> dict[str, Any]:
    record = records(folder)[0]
    item = record[field][at] if isinstance(record[field], list) else record[field]
    return {"record": record["record_id"], "field": field, "at": at, "item": values_of(item)}


class TestWhoIsLetIn:
    @pytest.mark.parametrize(
        "path", ["/", "/said", "/wrong-token/", "/secret-toke/", "/secret-token1/said", "/assets/desk.js", "//"]
    )
    def test_nobody_without_the_token(self, client, path):
        assert client.get(path, headers=HOST).status_code == 403
        assert client.post(path, json={}, headers=HOST).status_code == 403

    @pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org:8000", "10.0.0.7:8000", "desk", "evil:80@127.0.0.2"])
    def test_nobody_under_another_host(self, client, host):
        assert client.get(f"/{TOKEN}/", headers={"Host": host}).status_code in (400, 403)

    @pytest.mark.parametrize(
        "origin", ["http://example.org", "null", "http://127.0.0.1:9999", "https://127.0.0.1.example.org:8000"]
    )
    def test_no_page_of_another_origin(self, client, origin):
        assert client.post(f"/{TOKEN}/said", json={}, headers=HOST | {"Origin": origin}).status_code == 403
        assert client.get(f"/{TOKEN}/", headers=HOST | {"Sec-Fetch-Site": "cross-site"}).status_code == 403

    def test_no_form_of_another_page(self, client):
        sent = client.post(f"/{TOKEN}/said", data="{}", content_type="text/plain", headers=HOST)
        assert sent.status_code == 415

    def test_every_answer_says_what_a_browser_may_do_with_it(self, client):
        for path in ("", "history", "assets/desk.js", "forms", "nothing"):
            headers = client.get(f"/{TOKEN}/{path}", headers=HOST).headers
            assert "default-src 'none'" in headers["Content-Security-Policy"]
            assert headers["Referrer-Policy"] == "no-referrer"

    def test_the_method_counts(self, client):
        assert client.get(f"/{TOKEN}/said", headers=HOST).status_code == 405


class TestWhatIsKept:
    def test_each_kind_of_word(self, client, folder):
        assert post(client, action="accept", **about(folder, "date")).status_code == 200
        typed = {"date": "May 2, 2019", "expression": "by May 1, 2019", "relation": "by", "action": "send the plan"}
        assert post(client, action="correct", typed=typed, **about(folder, "deadlines")).status_code == 200
        assert post(client, action="reject", **about(folder, "requests")).status_code == 200
        text = records(folder)[0]["text"]
        start = text.index("4711")
        sent = {"record": records(folder)[0]["record_id"], "field": "contacts", "typed": {"kind": "phone", "value": "4711"}}
        spans = [{"key": "value", "start": start, "end": start + 4}]
        assert post(client, action="add", spans=spans, **sent).status_code == 200
        desk = Desk(folder)
        [record] = desk.records()
        assert record["date"]["evidence"]["reviewed"]["by"] == "Ana"
        assert record["deadlines"][0]["date"] == "2019-05-02"
        assert record["requests"] == []
        assert record["contacts"][0]["evidence"]["boxes"][0]["page"] == 1
        assert len(read(folder / NAME)) == 4
        assert post(client, "undo").status_code == 200
        assert desk.records()[0]["contacts"] == []

    def test_who_types_waits_for_no_file_to_be_read_again(self, folder, monkeypatch):
        """Reading a scan again takes long: only who marks words, or adds some, asks where they stand."""
        desk = Desk(folder)
        monkeypatch.setattr(desk.reading, "extraction", lambda *told: pytest.fail("it was read again"))
        client = make(desk, TOKEN).test_client()
        typed = {"date": "2019-05-02", "expression": "by May 1, 2019", "relation": "by"}
        assert post(client, action="correct", typed=typed, **about(folder, "deadlines")).status_code == 200
        assert post(client, action="accept", **about(folder, "date")).status_code == 200
        assert post(client, action="reject", **about(folder, "requests")).status_code == 200
        assert post(client, action="whole", record=records(folder)[0]["record_id"]).status_code == 200
        with desk.reading._lock:  # as while it is being read
            assert client.get(f"/{TOKEN}/page/{records(folder)[0]['record_id']}/1", headers=HOST).status_code == 200

    def test_the_same_one_sent_again_is_kept_once(self, client, folder):
        sent = {"id": "0" * 32, "action": "accept", **about(folder, "date")}
        answers = [post(client, **sent) for _ in range(3)]
        assert [(one.status_code, one.json) for one in answers] == [(200, answers[0].json)] * 3
        assert len(read(folder / NAME)) == 1

    def test_the_same_taking_back_sent_again_takes_back_one(self, client, folder):
        post(client, action="accept", **about(folder, "date"))
        post(client, action="reject", **about(folder, "requests"))
        answers = [post(client, "undo", id="1" * 32) for _ in range(3)]
        assert [(one.status_code, one.json) for one in answers] == [(200, answers[0].json)] * 3
        assert answers[0].json["action"] == "reject"
        assert [row.action for row in read(folder / NAME).standing()] == ["accept"]

    def test_a_whole_of_which_a_part_was_kept_is_sent_again(self, client, folder):
        """The program was killed while it wrote: what the window sends again adds what is missing, and nothing twice."""
        sent = {"id": "2" * 32, "action": "whole", "record": records(folder)[0]["record_id"]}
        assert post(client, **sent).status_code == 200
        kept = (folder / NAME).read_bytes()
        lines = kept.splitlines(keepends=True)
        (folder / NAME).write_bytes(b"".join(lines[:3]) + lines[3][:50])
        assert post(client, **sent).status_code == 200
        assert [row.id for row in read(folder / NAME)] == [json.loads(line)["id"] for line in lines]

    def test_what_another_window_changed_is_told(self, client, folder):
        shown = about(folder, "deadlines")
        typed = {"date": "2019-05-02", "expression": "by May 1, 2019", "relation": "by", "action": ""}
        assert post(client, action="correct", typed=typed, **shown).status_code == 200
        again = post(client, action="accept", **shown)
        assert again.status_code == 409
        assert "another window" in again.json["message"]

    def test_typed_words_that_stand_in_the_text_once_need_no_marking(self, client, folder):
        sent = {"record": records(folder)[0]["record_id"], "field": "contacts"}
        assert post(client, action="add", typed={"kind": "phone", "value": "4711"}, **sent).status_code == 200
        lost = post(client, action="add", typed={"kind": "phone", "value": "865-555-0100"}, **sent)
        assert lost.status_code == 422
        assert "Mark the words" in lost.json["message"]

    def test_a_document_is_split_and_joined(self, client, folder):
        record = records(folder)[0]
        start = record["text"].index("Sincerely")
        split = post(client, action="split", record=record["record_id"], start=start, end=start + 9)
        assert split.status_code == 200, split.json
        desk = Desk(folder)
        assert len(desk.records()) == 2
        assert desk.records()[1]["text"].startswith("Sincerely")
        assert post(client, action="join", record=desk.records()[1]["record_id"]).status_code == 200
        assert len(Desk(folder).records()) == 1

    def test_what_is_missing_and_what_needs_nothing(self, client, folder):
        name = records(folder)[0]["record_id"]
        assert post(client, action="accept", record=name, field="title", item=None).status_code == 200
        assert post(client, action="correct", record=name, field="document_type", new="other").status_code == 200
        assert Desk(folder).records()[0]["document_type"] == "other"

    @pytest.mark.parametrize(
        "sent",
        [
            pytest.param({"who": ""}, id="nobody"),
            pytest.param({"id": "../../x"}, id="an id with a path"),
            pytest.param({"action": "destroy"}, id="no such action"),
            pytest.param({"action": "undo"}, id="undo has its own way"),
            pytest.param({"field": "text"}, id="no field"),
            pytest.param({"field": "../date"}, id="a field with a path"),
            pytest.param({"record": "../../etc/passwd"}, id="a record with a path"),
            pytest.param({"item": {"value": "2000-01-01"}}, id="not what is there"),
            pytest.param({"action": "correct", "typed": {"value": "soon"}}, id="no date"),
            pytest.param({"action": "correct", "typed": []}, id="no values"),
            pytest.param({"action": "correct", "typed": {"value": "2019-01-01"}, "spans": [{"key": "value", "start": -1, "end": 4}]}, id="no span"),
            pytest.param({"action": "correct", "typed": {"value": "2019-01-01"}, "spans": [{"key": "x", "start": 0, "end": 4}]}, id="no key"),
            pytest.param({"action": "split", "start": 10**9, "end": 10**9 + 1}, id="beyond the text"),
            pytest.param({"action": "mark_zone", "start": 0, "end": 4, "new": "kitchen"}, id="no zone"),
            pytest.param({"action": "move", "to": None, "key": "value"}, id="to nobody"),
        ],
    )  # fmt: skip
    def test_what_makes_no_sense_is_refused_and_leaves_nothing(self, client, folder, sent):
        answer = post(client, **({"action": "accept", **about(folder, "date")} | sent))
        assert answer.status_code in (409, 422)
        assert answer.json["message"]
        assert len(read(folder / NAME)) == 0

    @pytest.mark.parametrize("sent", [b"", b"[]", b"{", b"null", b"[" * 9999])
    def test_what_is_no_correction_at_all(self, client, sent):
        answer = client.post(f"/{TOKEN}/said", data=sent, content_type="application/json", headers=HOST)
        assert answer.status_code == 400

    def test_too_much_is_refused(self, client):
        answer = client.post(f"/{TOKEN}/said", data=b"x" * 2_000_000, content_type="application/json", headers=HOST)
        assert answer.status_code == 413


def test_what_other_programs_do_to_the_file_is_seen_at_once(client, folder):
    """A second desk adds a line; somebody puts an older file back, or takes it away."""
    desk, path = Desk(folder), folder / NAME
    counts = [len(desk.corrections)]
    post(client, action="accept", **about(folder, "date"))
    first = path.read_bytes()
    counts.append(len(desk.corrections))
    post(client, action="reject", **about(folder, "requests"))
    counts.append(len(desk.corrections))
    path.write_bytes(first)
    counts.append(len(desk.corrections))
    path.unlink()
    assert [*counts, len(desk.corrections)] == [0, 1, 2, 1, 0]


def test_the_queue_is_the_same_when_only_what_changed_is_made_anew(client, folder):
    desk, rows = Desk(folder), QueueRows()
    for action, field in (("accept", "date"), ("reject", "requests"), ("accept", "salutation")):
        assert rows(desk.records()) == QueueRows()(desk.records())
        post(client, action=action, **about(folder, field))
    assert rows(desk.records()) == QueueRows()(desk.records())
    assert sum(row.done for row in rows(desk.records())) == 2


def test_nothing_is_written_outside_the_folder(client, folder):
    def there() -> set[Path]:
        return set(folder.parent.rglob("*"))

    before = there()
    post(client, action="accept", **about(folder, "date"))
    record = records(folder)[0]
    post(client, action="split", record=record["record_id"], start=0, end=4)
    assert {path.name for path in there() - before} == {NAME, "as-read.jsonl"}


@pytest.mark.parametrize(
    "path", ["d/{id}", "d/{id}/words", "page/{id}/1", "history", "forms", "assets/report.css", "", "?words=plan&field=requests"]
)
def test_every_page_answers(client, folder, path):
    assert client.get(f"/{TOKEN}/{path.format(id=records(folder)[0]['record_id'])}", headers=HOST).status_code == 200


@pytest.mark.parametrize(
    "path", ["d/nothing", "d/..%2f..%2fx", "page/x/1", "page/{id}/999", "assets/..%2fapp.py", "assets/app.py"]
)
def test_what_is_not_there(client, folder, path):
    assert client.get(f"/{TOKEN}/{path.format(id=records(folder)[0]['record_id'])}", headers=HOST).status_code == 404


def test_markup_in_every_field_stays_words(tmp_path):
    many = [
        {"label": str(n), "text": f"{EVIL} {n}?", "topic": None, "evidence": harmful()["questions"][0]["evidence"]}
        for n in range(5000)
    ]
    (tmp_path / "records.jsonl").write_text(json.dumps(harmful() | {"questions": many}) + "\n", "utf-8")
    client = make(Desk(tmp_path), TOKEN, EVIL).test_client()
    record = harmful()["record_id"]
    for path in ("", f"d/{record}", "history", f"?words={EVIL}"):
        page = client.get(f"/{TOKEN}/{path}", headers=HOST).get_data(as_text=True)
        assert "<script>document" not in page
        assert "<img src=x" not in page
    assert client.get(f"/{TOKEN}/d/{record}/words", headers=HOST).json == {"words": [], "there": False}


def test_ids_and_names_with_paths_lead_nowhere(tmp_path):
    """Records are files that anybody may have written: no id or name of theirs is followed, for reading or for writing."""
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(pdf(show(72, 700, "A secret")))
    out = tmp_path / "in" / "out"
    out.mkdir(parents=True)
    name, digest = "../../secret.pdf", hashlib.sha256(secret.read_bytes()).hexdigest()
    good = record(record_id=f"{digest[:12]}-01")
    good["source"] |= {"sha256": digest, "file_name": name, "path": f"../{name}", "page_count": 1, "last_page": 1}
    rows = [good, *(good | {"record_id": one} for one in ("../../secret-01", "/etc/passwd", f"{digest[:12]}-01/../.."))]
    (out / "records.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    desk = Desk(out)
    client = make(desk, TOKEN).test_client()
    assert [one["record_id"] for one in desk.records()] == [good["record_id"]], "the others are no records"
    assert client.get(f"/{TOKEN}/page/{good['record_id']}/1", headers=HOST).status_code == 404
    assert post(client, action="accept", **about(out, "date")).status_code == 200
    assert post(client, action="whole", record=good["record_id"]).status_code == 200
    for sent in ({"record": "../../secret-01"}, {"field": "../date"}, {"id": "../../secret"}, {"undoes": "../../secret"}):
        told = {"action": "accept", **about(out, "date")} | sent
        assert post(client, "undo" if "undoes" in sent else "said", **told).status_code in (409, 422)
    [gold] = write_gold(desk.records(), desk.corrections, out / "gold", desk.reading.files)
    now = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.relative_to(out).as_posix() for path in now if path not in before} == {NAME, f"gold/{gold.path.name}"}
    assert all(now[path] == content for path, content in before.items())


@pytest.mark.parametrize("name", ["mail.zip", "in an archive/two deep.zip", "mail.eml"])
def test_a_document_in_an_archive_or_a_mail_has_pages_and_words_that_can_be_marked(tmp_path, name):
    [letter] = letters(tmp_path / "made").iterdir()
    held = {"folder/a letter.pdf": letter.read_bytes()}
    content = mail("Here it is.", attachments={"a letter.pdf": letter.read_bytes()}) if name.endswith(".eml") else zipped(held)
    file = tmp_path / "in" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(zipped({"inner.zip": content}) if "two" in name else content)
    run([str(tmp_path / "in")], QUIET, output=tmp_path / "out")
    [at] = [n for n, one in enumerate(records(tmp_path / "out")) if one["source"]["media_type"] == "application/pdf"]
    record = records(tmp_path / "out")[at]
    client = make(Desk(tmp_path / "out"), TOKEN).test_client()
    words = client.get(f"/{TOKEN}/d/{record['record_id']}/words", headers=HOST).json
    assert words["there"]
    assert len(words["words"]) == len(record["text"].split())
    assert client.get(f"/{TOKEN}/page/{record['record_id']}/1", headers=HOST).mimetype == "image/webp"
    start = record["text"].index("Sincerely")
    assert post(client, action="split", record=record["record_id"], start=start, end=start + 9).status_code == 200
    desk = Desk(tmp_path / "out")
    assert [one["text"].split()[0] for one in desk.records()[at:]] == ["U.S.", "Sincerely,"]
    assert {one["source"]["path"] for one in desk.records()[at:]} == {record["source"]["path"]}


class TestForms:
    def test_every_field_has_one(self):
        for field in fields():
            assert [one.key for one in inputs(field.key)] == list(field.values)

    @pytest.mark.parametrize(
        ("field", "typed", "item"),
        [
            ("date", {"value": "August 18, 2017"}, {"value": "2017-08-18"}),
            ("date", {"value": "2017-08-18"}, {"value": "2017-08-18"}),
            ("amounts", {"value": "$1.5 million", "currency": "USD", "text": "$1.5 million"}, {"value": 1.5e6, "currency": "USD", "text": "$1.5 million"}),
            ("jurisdictions", {"name": "Reno", "state": "Nevada", "kind": ""}, {"name": "Reno", "state": "NV", "kind": None}),
            ("redactions", {"label": "(b)(6)", "recoverable": "yes"}, {"label": "(b)(6)", "recoverable": True}),
            (
                "recipients",
                {"name": " Ada \n Vance ", "address.city": "Reno", "address.state": "nv"},
                {"name": "Ada Vance", "honorific": None, "title": None, "organization": None,
                 "address": {"street": None, "city": "Reno", "state": "NV", "postal_code": None}},
            ),
        ],
    )  # fmt: skip
    def test_what_was_typed_is_what_the_schema_wants(self, field, typed, item):
        assert item_of(field, typed) == item
