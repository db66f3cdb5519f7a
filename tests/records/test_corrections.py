"""What people said about records outlasts the next reading: in effect, or shown as a conflict, never lost."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from typing import Any

import pytest

import schemas
from pipeline.errors import InvalidRecords
from pipeline.records.correcting import corrected, of_file, with_value
from pipeline.records.corrections import Correction, Corrections, append, read, read_on
from pipeline.records.open_record import CONFLICT, values_of
from pipeline.records.passages import Passage
from pipeline.records.validate import issues
from schemas.fields import fields
from tests.samples import record, recording

TEXT = (
    "U.S. Department of Justice\nOffice of Justice Programs\nMarch 3, 2019\nSheriff Tom Orlowski\nKnox County Sheriff’s Office\n"
    "12 Main Street\nKnoxville, TN 37902\nDear Sheriff Orlowski:\nPlease send the plan by May 1, 2019. The plan should be whole.\n"
    "Is there a plan for the jail?\nWho approved the plan last year?\nIs there a plan for the court?\n"
    "Please send all reports of 2018.\nCall 865-555-0100 with questions.\nSincerely,\nAda Vance\nDirector\nBen Ortiz\nCounsel"
)


def box(start: int) -> dict[str, Any]:
    return {"page": 1, "x0": 72.0, "top": 60.0 + start, "x1": 200.0, "bottom": 60.9 + start}


def proof(text: str, words: str, nth: int = 0) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    base = {"start": start, "end": start + len(words), "text": words, "boxes": [box(TEXT.find(words[:12]))]}
    return base | {"source": "native", "confidence": 0.9}


QUESTIONS = ("Is there a plan for the jail?", "Who approved the plan last year?", "Is there a plan for the court?")


def letter(text: str = TEXT, **changes: Any) -> dict[str, Any]:
    """A record of `text` with as many of the values as stand in it."""

    def each(words: tuple[str, ...], **values: Any) -> list[dict[str, Any]]:
        return [{**values, "text": w, "evidence": proof(text, w)} for w in words if w in text]

    ask = ("Please send the plan by May 1, 2019.", "Please send all reports of 2018.")
    signed = [
        (name, title) for name, title in (("Ada Vance", "Director"), ("Ben Ortiz", "Counsel")) if f"{name}\n{title}" in text
    ]
    values = {
        "text": text,
        "date": {"value": "2019-03-03", "evidence": proof(text, "March 3, 2019")} if "March 3, 2019" in text else None,
        "salutation": None,
        "deadlines": [],
        "questions": [{"label": None, "topic": None} | one for one in each(QUESTIONS)],
        "requests": each(ask, label=None),
        "signatories": [{"name": n, "title": t, "organization": None, "evidence": proof(text, f"{n}\n{t}")} for n, t in signed],
    }
    return record(**(values | changes))


def said(of: dict[str, Any], action: str, field: str | None, at: int = 0, new: Any = None, **told: Any) -> Correction:
    value = of[field] if field and field != "document_type" else None
    item = value[at] if isinstance(value, list) else value
    passage = Passage.of_evidence(of["text"], item["evidence"]) if item else None
    plain = values_of(item) if item else None
    return Correction.of(
        of, "Ana", action, **({"field": field, "item": plain, "old": plain, "passage": passage, "new": new} | told)
    )


def marked(of: dict[str, Any], words: str, key: str | None = None) -> tuple[tuple[str | None, Passage], ...]:
    start = of["text"].index(words)
    return ((key, Passage.of(of["text"], start, start + len(words), [box(TEXT.find(words[:12]))])),)


def conflicts(records: list[Any]) -> list[str]:
    return [r["message"] for one in records for r in one["review"]["reasons"] if r["code"] == CONFLICT]


class TestEachAction:
    def test_a_value_that_was_confirmed_says_by_whom(self):
        before = letter()
        [after] = of_file([before], [said(before, "accept", "date")])
        assert after["date"]["evidence"]["reviewed"]["by"] == "Ana"
        assert after["date"]["evidence"]["confidence"] == 0.99  # a person is not certain either
        assert "reviewed" not in before["date"]["evidence"]
        assert issues(after) == []

    def test_two_who_confirm_are_both_named(self):
        before = letter()
        ben = Correction.of(before, "Ben", "accept", field="date", item=values_of(before["date"]), old=None)
        [after] = of_file([before], [said(before, "accept", "date"), ben])
        assert after["date"]["evidence"]["reviewed"]["by"] == "Ana, Ben"

    def test_a_corrected_value_stands_where_the_wrong_one_stood(self):
        before = letter()
        new = values_of(before["signatories"][1]) | {"title": "General Counsel"}
        [after] = of_file([before], [said(before, "correct", "signatories", 1, new)])
        assert [one["title"] for one in after["signatories"]] == ["Director", "General Counsel"]
        assert after["signatories"][1]["evidence"]["reviewed"]["how"] == "corrected"

    def test_evidence_follows_the_words_that_were_marked(self):
        before = letter()
        new = {"value": "2019-05-01"}
        [after] = of_file([before], [said(before, "correct", "date", new=new, spans=marked(before, "May 1, 2019", "value"))])
        assert after["date"]["evidence"]["text"] == "May 1, 2019"
        assert issues(after) == []

    def test_one_value_of_an_item_alone_is_corrected(self):
        before = letter()
        one = said(before, "correct", "signatories", 0, "Acting Director", key="title", old="Director")
        [after] = of_file([before], [one])
        assert after["signatories"][0]["title"] == "Acting Director"
        assert after["signatories"][0]["name"] == "Ada Vance"

    def test_a_rejected_value_is_gone_and_those_behind_it_keep_their_reasons(self):
        reason = {"code": "doubt", "field": "$.questions[2].text", "message": "Look at it."}
        before = letter(review={"needed": True, "reasons": [reason]})
        [after] = of_file([before], [said(before, "reject", "questions", 0)])
        assert [one["text"] for one in after["questions"]] == list(QUESTIONS[1:])
        assert after["review"]["reasons"] == [reason | {"field": "$.questions[1].text"}]

    def test_what_was_overlooked_is_added_where_it_stands(self):
        before = letter()
        new = {"kind": "phone", "value": "865-555-0100"}
        [after] = of_file(
            [before], [Correction.of(before, "Ana", "add", field="contacts", new=new, spans=marked(before, "865-555-0100"))]
        )
        assert [values_of(one) for one in after["contacts"]] == [new]
        assert issues(after) == []

    def test_what_a_newer_version_finds_itself_is_not_added_twice(self):
        before = letter()
        new = {"value": "Dear Sheriff Orlowski:"}
        one = Correction.of(before, "Ana", "add", field="salutation", new=new, spans=marked(before, new["value"]))
        newer = letter(salutation=new | {"evidence": proof(TEXT, new["value"])})
        question = {"label": None, "text": QUESTIONS[0], "topic": None}
        two = Correction.of(before, "Ana", "add", field="questions", new=question, spans=marked(before, QUESTIONS[0]))
        [after] = of_file([newer], [one, two])
        assert len(after["questions"]) == 3
        assert after["salutation"]["evidence"]["reviewed"]["how"] == "added"

    def test_a_value_moves_to_the_person_it_belongs_to(self):
        before = letter()
        before["signatories"][0]["title"], before["signatories"][1]["title"] = "Director", None
        target = values_of(before["signatories"][1]), Passage.of_evidence(TEXT, before["signatories"][1]["evidence"])
        [after] = of_file([before], [said(before, "move", "signatories", 0, "Director", key="title", to=target)])
        assert [one["title"] for one in after["signatories"]] == [None, "Director"]

    def test_that_there_is_none_ends_the_reason_that_it_is_missing(self):
        reason = {"code": "missing-date", "field": "$.date", "message": "No date."}
        before = letter(date=None, review={"needed": True, "reasons": [reason]})
        [after] = of_file([before], [said(before, "accept", "date")])
        assert after["review"] == {"needed": False, "reasons": []}
        assert len(conflicts(of_file([letter()], [said(before, "accept", "date")]))) == 1

    def test_the_kind_of_a_document(self):
        before = letter()
        one = said(before, "correct", "document_type", old="letter", new="other")
        assert of_file([before], [one])[0]["document_type"] == "other"
        assert len(conflicts(of_file([before], [said(before, "correct", "document_type", new="poem")]))) == 1

    def test_a_reason_that_was_looked_at_is_gone(self):
        reason = {"code": "left-out", "field": "$.text", "message": "left-out: a line"}
        before = letter(review={"needed": True, "reasons": [reason]})
        [after] = of_file([before], [Correction.of(before, "Ana", "dismiss", old=reason)])
        assert after["review"]["reasons"] == []

    def test_what_was_undone_does_not_count_unless_the_undoing_was_undone(self):
        before = letter()
        first = said(before, "reject", "questions", 0)
        second = first.undone("Ana")
        third = second.undone("Ben")
        for rows, count in (([first], 2), ([first, second], 3), ([first, second, third], 2)):
            [after] = corrected([before], Corrections(rows))
            assert len(after["questions"]) == count


class TestAnotherReading:
    def test_words_that_moved_are_found_again(self):
        before = letter()
        moved = letter("\n".join(["A new line on top", *TEXT.split("\n")]))
        new = values_of(before["questions"][2]) | {"topic": "court"}
        [after] = of_file([moved], [said(before, "correct", "questions", 2, new)])
        assert [one["topic"] for one in after["questions"]] == [None, None, "court"]
        assert issues(after) == []

    def test_of_the_same_words_twice_those_in_the_same_surroundings_count(self):
        text = TEXT.replace("Who approved", "Is there a plan for the jail?\nWho approved")
        spans = [{"label": str(n), "text": QUESTIONS[0], "topic": None, "evidence": proof(text, QUESTIONS[0], n)} for n in (0, 1)]
        before = letter(text, questions=spans)
        later = "A line before\n" + text
        again = [one | {"evidence": proof(later, QUESTIONS[0], n)} for n, one in enumerate(spans)]
        [after] = of_file([letter(later, questions=again)], [said(before, "reject", "questions", 1)])
        assert [one["label"] for one in after["questions"]] == ["0"]

    def test_a_confirmed_value_that_is_overlooked_this_time_comes_back(self):
        before = letter()
        [after] = of_file([letter(questions=[])], [said(before, "accept", "questions", 1)])
        assert [one["text"] for one in after["questions"]] == [QUESTIONS[1]]
        assert issues(after) == []

    def test_words_that_ocr_reads_a_little_differently_are_the_same(self):
        before = letter()
        again = letter(TEXT.replace("approved the plan", "approvcd the plan"), questions=[])
        [after] = of_file([again], [said(before, "accept", "questions", 1)])
        assert [one["text"] for one in after["questions"]] == [QUESTIONS[1]]
        assert issues(after) == []

    def test_words_that_are_gone_are_a_conflict_on_top_of_the_reasons(self):
        before = letter()
        again = letter(
            TEXT.replace(QUESTIONS[1] + "\n", ""),
            review={"needed": True, "reasons": [{"code": "doubt", "field": None, "message": "m"}]},
        )
        [after] = of_file([again], [said(before, "accept", "questions", 1)])
        assert [one["code"] for one in after["review"]["reasons"]] == [CONFLICT, "doubt"]
        assert "Ana confirmed questions" in after["review"]["reasons"][0]["message"]

    def test_a_segment_that_has_another_number_now_keeps_its_corrections(self):
        before = letter()
        first = letter("Another letter.\nDear Sir:", record_id="3f2a91c04d5e-01", questions=[])
        second = letter(record_id="3f2a91c04d5e-02", source=before["source"] | {"segment": 2, "segment_count": 2})
        one, two = of_file([first, second], [said(before, "reject", "questions", 0)])
        assert (len(one["questions"]), len(two["questions"])) == (0, 2)

    def test_records_of_other_files_are_the_same_objects(self):
        before = letter()
        other = letter(source=before["source"] | {"sha256": "1" * 64})
        assert corrected([other], Corrections([said(before, "accept", "date")]))[0] is other


class TestTheReadingItself:
    """What was said about boundaries and zones shows in the records, or is told of: a line may stand elsewhere for a newer version."""

    SECOND = "Dear Sheriff Orlowski:"

    def parts(self, second: str = SECOND) -> list[dict[str, Any]]:
        at = TEXT.index(self.SECOND)
        first, rest = TEXT[:at], second + TEXT[at + len(self.SECOND) :]
        base = record()["source"]
        return [
            letter(text, record_id=f"3f2a91c04d5e-0{n}", source=base | {"segment": n, "segment_count": 2})
            for n, text in ((1, first), (2, rest))
        ]

    def says(self, action: str, words: str, **more: Any) -> Correction:
        [(_, passage)] = marked(letter(), words)
        return Correction.of(letter(), "Ana", action, passage=passage, **more)

    @pytest.mark.parametrize(
        ("action", "more", "records", "told"),
        [
            pytest.param("split", {}, "parts", "", id="a document begins there"),
            pytest.param("split", {}, "misread", "", id="with a letter misread"),
            pytest.param("split", {}, "whole", "no document begins", id="none does"),
            pytest.param("join", {}, "whole", "", id="joined"),
            pytest.param("join", {}, "parts", "all the same", id="not joined"),
            pytest.param("mark_zone", {"new": "stamp"}, "whole", "are text", id="a stamp that is text"),
            pytest.param("mark_zone", {"new": "stamp"}, "stamped", "", id="a stamp that is a mark"),
            pytest.param("mark_zone", {"new": "stamp"}, "gone", "", id="a stamp that is not read at all"),
            pytest.param("mark_zone", {"new": "salutation"}, "whole", "", id="a zone"),
            pytest.param("mark_zone", {"new": "salutation"}, "gone", "not in the text", id="a zone of what is gone"),
        ],
    )
    def test_it_shows_or_is_told(self, action, more, records, told):
        without = TEXT.replace(self.SECOND + "\n", "")
        mark = {"kind": "stamp", "text": self.SECOND, "date": None, "evidence": proof(TEXT, self.SECOND)}
        found = {
            "parts": self.parts(),
            "misread": self.parts("Dear Shcriff Orlowski:"),
            "whole": [letter()],
            "gone": [letter(without)],
            "stamped": [letter(without, marks=[mark])],
        }[records]
        shown = conflicts(of_file(found, [self.says(action, self.SECOND, **more)]))
        assert len(shown) == bool(told)
        assert all(told in one and "Ana said" in one for one in shown)

    def test_what_was_said_otherwise_since_does_not_count(self):
        split, join = (self.says(action, self.SECOND) for action in ("split", "join"))
        assert conflicts(of_file([letter()], [split, join])) == []
        assert len(conflicts(of_file([letter()], [join, split]))) == 1


def test_values_below_others():
    item = {"name": None, "address": {"street": None, "city": "Reno", "state": None, "postal_code": None}}
    assert with_value(item, "address.city", None)["address"] is None
    assert with_value(item, "address.state", "NV")["address"]["state"] == "NV"
    assert with_value({"address": None}, "address.city", "Reno")["address"]["city"] == "Reno"


class TestFile:
    def test_what_is_written_is_read(self, tmp_path):
        before = letter()
        rows = [
            said(before, "correct", "date", new={"value": "2019-05-01"}, spans=marked(before, "May 1, 2019"), why="the stamp"),
            said(before, "move", "signatories", 0, "x", key="title", to=(values_of(before["signatories"][1]), None)),
        ]
        append(tmp_path / "c.jsonl", rows)
        append(tmp_path / "c.jsonl", [rows[0].undone("Ben")])
        found = read(tmp_path / "c.jsonl")
        assert list(found)[:2] == rows
        assert found.standing() == rows[1:]
        for line in (tmp_path / "c.jsonl").read_text("utf-8").splitlines():
            assert list(schemas.validator("corrections").iter_errors(json.loads(line))) == []

    def test_what_a_killed_program_left_of_a_line_goes_and_nothing_else(self, tmp_path, caplog):
        file = tmp_path / "c.jsonl"
        before = letter()
        append(file, [said(before, "accept", "date")])
        whole = file.read_bytes()
        file.write_bytes(whole + whole[: len(whole) // 2])
        assert len(read(file)) == 1
        assert "cut off" in caplog.text
        append(file, [said(before, "reject", "questions")])
        assert [one.action for one in read(file)] == ["accept", "reject"]

    def test_one_that_was_sent_twice_counts_once(self, tmp_path):
        one = said(letter(), "accept", "date")
        append(tmp_path / "c.jsonl", [one])
        append(tmp_path / "c.jsonl", [one])
        assert list(read(tmp_path / "c.jsonl")) == [one]

    @pytest.mark.parametrize("line", ["{", "[]", '{"action": "accept"}', '{"id": NaN}', "[" * 5000])
    def test_a_line_that_is_none_is_told_with_its_number(self, tmp_path, line):
        append(tmp_path / "c.jsonl", [said(letter(), "accept", "date")])
        with (tmp_path / "c.jsonl").open("a") as file:
            file.write(line + "\n")
        with pytest.raises(InvalidRecords, match="Line 2"):
            read(tmp_path / "c.jsonl")

    def test_what_was_read_before_is_not_read_again_and_nothing_is_missed(self, tmp_path):
        file, before = tmp_path / "c.jsonl", letter()
        known, end = read_on(file, Corrections(), 0)
        for number in range(6):
            append(file, [said(before, "accept", "questions", n) for n in range(number % 3)])
            with file.open("ab") as out:
                out.write(b'{"cut off' if number % 2 else b"")
            known, end = read_on(file, known, end)
            assert list(known) == list(read(file))
        assert len(known) == 6
        for changed in (b"", b" " * 3 + file.read_bytes(), file.read_bytes().split(b"\n", 1)[1]):
            file.write_bytes(changed)
            assert {row.id for row in read_on(file, Corrections(), 0)[0]} == {row.id for row in read(file)}

    def test_a_line_that_is_none_behind_others_is_told_with_its_number(self, tmp_path):
        file = tmp_path / "c.jsonl"
        append(file, [said(letter(), "accept", "date")])
        known, end = read_on(file, Corrections(), 0)
        append(file, [said(letter(), "reject", "questions")])
        with file.open("a") as out:
            out.write("{\n")
        with pytest.raises(InvalidRecords, match="Line 3"):
            read_on(file, known, end)

    def test_no_file_is_no_correction(self, tmp_path):
        assert len(read(tmp_path / "none.jsonl")) == 0


# One correction of every kind about another item each, and how one sees that it is in effect.
def _all_of(before: dict[str, Any]) -> list[tuple[Correction, Any]]:
    question = values_of(before["questions"][1]) | {"topic": "approval"}
    phone = {"kind": "phone", "value": "865-555-0100"}
    greeting = {"value": "Dear Sheriff Orlowski:"}
    signed = values_of(before["signatories"][1]) | {"organization": "Office of Justice Programs"}

    def has(field: str, values: dict[str, Any]) -> Any:
        return lambda after: values in [values_of(one) for one in recording(after, field)]

    return [
        (said(before, "accept", "date"), has("date", {"value": "2019-03-03"})),
        (said(before, "reject", "questions", 0), lambda after: QUESTIONS[0] not in [one["text"] for one in after["questions"]]),
        (said(before, "correct", "questions", 1, question), has("questions", question)),
        (said(before, "accept", "questions", 2), has("questions", values_of(before["questions"][2]))),
        (said(before, "accept", "requests", 0), has("requests", values_of(before["requests"][0]))),
        (said(before, "correct", "signatories", 1, signed), has("signatories", signed)),
        (
            Correction.of(before, "Ana", "add", field="contacts", new=phone, spans=marked(before, phone["value"])),
            has("contacts", phone),
        ),
        (
            Correction.of(before, "Ana", "add", field="salutation", new=greeting, spans=marked(before, greeting["value"])),
            has("salutation", greeting),
        ),
        (said(before, "correct", "document_type", new="other", old="letter"), lambda after: after["document_type"] == "other"),
    ]


def changed(rng: random.Random) -> dict[str, Any]:
    """What another version may make of the same file: lines lost, joined and new, words misread, values overlooked and made up."""
    lines = TEXT.split("\n")
    for _ in range(rng.choice((0, 1, 1, 2, 4, 8))):
        at = rng.randrange(len(lines))
        match rng.randrange(6):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, rng.choice(("RECEIVED", "Page 2 of 3", QUESTIONS[0], "Some words that were not there before.")))
            case 2 if at:
                lines[at - 1 : at + 1] = [" ".join(lines[at - 1 : at + 1])]
            case 3 if lines[at]:
                n = rng.randrange(len(lines[at]))
                lines[at] = lines[at][:n] + rng.choice("aeilrn") + lines[at][n + 1 :]
            case 4:
                rng.shuffle(lines) if rng.random() < 0.1 else None
            case 5:
                lines[at] = lines[at].upper()
        lines = lines or ["nothing"]
    again = letter("\n".join(lines))
    for key in fields():
        value = again[key.key]
        if isinstance(value, list):
            again[key.key] = [one for one in value if rng.random() > 0.15]
        elif value is not None and rng.random() < 0.15:
            again[key.key] = None
    for one in again["questions"]:
        if rng.random() < 0.1:
            one["topic"] = "made-up"
    return again


def test_a_thousand_other_readings_lose_no_correction_silently():
    before = letter()
    made = _all_of(before)
    effective = 0
    for seed in range(1000):
        again = changed(random.Random(seed))
        kept = deepcopy(again)
        after = of_file([again], [one for one, _ in made])
        assert again == kept, "a record is never changed"
        shown = conflicts(after)
        assert issues(after[0]) == [], seed
        for one, holds in made:
            is_shown = any(one.when[:10] in message and f"{(one.field or '').replace('_', ' ')}" in message for message in shown)
            assert holds(after[0]) or is_shown, (seed, one.action, one.field, again["text"])
            effective += bool(holds(after[0]))
    assert effective > 8000, "most find their place again"
