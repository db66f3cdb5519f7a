"""What people said outlasts runs: again from nothing, under another name, in a batch; and what they said about boundaries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import extract, load
from pipeline.config import Config
from pipeline.errors import MissingFile
from pipeline.records.corrections import NAME, Correction, append, read
from pipeline.records.folder import AS_READ
from pipeline.records.open_record import CONFLICT, values_of
from pipeline.records.passages import Passage
from pipeline.report import report
from pipeline.runs.batch.batch import Options, batch
from pipeline.runs.run import run
from tests.pdfs import pdf, show

LINES = (
    "U.S. Department of Justice", "March 3, 2019", "Dear Sheriff Orlowski:", "Please send the plan by May 1, 2019.", "Sincerely,",
    "Ada Vance", "Director",
)  # fmt: skip
QUIET = Config(cache=False)


@pytest.fixture
def source(tmp_path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "plan.pdf").write_bytes(pdf("".join(show(72, 700 - 30 * at, line) for at, line in enumerate(LINES))))
    return folder


def records(folder: Path) -> list[dict[str, Any]]:
    files = [folder / "records.jsonl"] if (folder / "records.jsonl").is_file() else sorted((folder / "records").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def later(of: dict[str, Any]) -> Correction:
    item = of["deadlines"][0]
    new = values_of(item) | {"date": "2019-05-02"}
    passage = Passage.of_evidence(of["text"], item["evidence"])
    return Correction.of(
        of, "Ana", "correct", field="deadlines", item=values_of(item), old=values_of(item), new=new, passage=passage
    )


def line_of(of: dict[str, Any], at: int) -> Passage:
    """The passage of a line of the page, wherever it is in the record now."""
    box = {"page": 1, "x0": 72.0, "top": 792 - 700 + 30 * at - 12.0, "x1": 300.0, "bottom": 792 - 700 + 30 * at + 4.0}
    start = of["text"].find(LINES[at])
    return Passage.of(of["text"], start, start + len(LINES[at]), [box])


class TestExtract:
    def test_again_from_nothing_and_under_another_name(self, source, tmp_path):
        out = tmp_path / "out"
        run([str(source)], QUIET, output=out)
        append(out / NAME, [later(records(out)[0])])
        assert load(out)[0]["deadlines"][0]["date"] == "2019-05-02", "what is loaded has it without another run"
        (source / "plan.pdf").rename(source / "renamed.pdf")
        run([str(source)], QUIET, output=out, replace=True)
        assert records(out)[0]["deadlines"][0]["date"] == "2019-05-02"
        assert [one["date"] for one in json.loads((out / AS_READ).read_text("utf-8"))["deadlines"]] == ["2019-05-01"]

    def test_what_was_taken_back_is_as_it_was_read(self, source, tmp_path):
        out = tmp_path / "out"
        run([str(source)], QUIET, output=out)
        append(out / NAME, [later(records(out)[0])])
        run([str(source)], QUIET, output=out, replace=True)
        append(out / NAME, [read(out / NAME)[0].undone("Ana")])
        assert load(out)[0]["deadlines"][0]["date"] == "2019-05-01"

    def test_corrections_of_another_folder_come_along(self, source, tmp_path):
        run([str(source)], QUIET, output=tmp_path / "one")
        append(tmp_path / "mine.jsonl", [later(records(tmp_path / "one")[0])])
        for _ in range(2):  # twice, and there once
            run([str(source)], QUIET, output=tmp_path / "two", replace=True, corrections=tmp_path / "mine.jsonl")
        assert records(tmp_path / "two")[0]["deadlines"][0]["date"] == "2019-05-02"
        assert len(read(tmp_path / "two" / NAME)) == 1

    def test_one_that_does_not_fit_is_told_of(self, source, tmp_path):
        out = tmp_path / "out"
        run([str(source)], QUIET, output=out)
        one = later(records(out)[0])
        gone = Passage(0, 5, "words that never were", "so far", "from here", ())
        append(out / NAME, [Correction.from_json(one.to_json() | {"item": None, "passage": gone.to_json()})])
        run([str(source)], QUIET, output=out, replace=True)
        assert records(out)[0]["review"]["reasons"][0]["code"] == CONFLICT
        assert CONFLICT in (out / "issues.csv").read_text("utf-8")

    def test_a_document_begins_where_a_person_says_and_ends_again_when_it_is_taken_back(self, source, tmp_path):
        out = tmp_path / "out"
        run([str(source)], QUIET, output=out)
        whole = records(out)[0]
        split = Correction.of(whole, "Ana", "split", passage=line_of(whole, 4))
        append(out / NAME, [later(whole), split])
        run([str(source)], QUIET, output=out, replace=True)
        one, two = records(out)
        assert two["text"].startswith("Sincerely,")
        assert one["deadlines"][0]["date"] == "2019-05-02", "the other words about the file count as before"
        append(out / NAME, [split.undone("Ana")])
        run([str(source)], QUIET, output=out, replace=True)
        assert len(records(out)) == 1

    def test_a_boundary_at_which_another_version_has_no_line_is_told_of(self, source, tmp_path):
        out = tmp_path / "out"
        run([str(source)], QUIET, output=out)
        whole = records(out)[0]
        place = line_of(whole, 4).to_json()
        place["boxes"] = [place["boxes"][0] | {"top": 700.0, "bottom": 716.0}]
        append(out / NAME, [Correction.of(whole, "Ana", "split", passage=Passage.from_json(place))])
        run([str(source)], QUIET, output=out, replace=True)
        [after] = records(out)
        assert after["review"]["reasons"][0]["code"] == CONFLICT
        assert "no document begins" in (out / "issues.csv").read_text("utf-8")

    def test_a_line_that_is_a_stamp_is_a_mark_and_no_text(self, source, tmp_path):
        out = tmp_path / "out"
        run([str(source)], QUIET, output=out)
        whole = records(out)[0]
        append(out / NAME, [Correction.of(whole, "Ana", "mark_zone", passage=line_of(whole, 6), new="stamp")])
        run([str(source)], QUIET, output=out, replace=True)
        [after] = records(out)
        assert "Director" not in after["text"]
        assert [(one["kind"], one["text"]) for one in after["marks"]] == [("stamp", "Director")]

    def test_a_line_is_of_the_zone_that_a_person_says(self, source, tmp_path):
        out = tmp_path / "out"
        run([str(source)], QUIET, output=out)
        whole = records(out)[0]
        assert [one["name"] for one in whole["signatories"]] == ["Ada Vance"]
        append(out / NAME, [Correction.of(whole, "Ana", "mark_zone", passage=line_of(whole, n), new="note") for n in (5, 6)])
        run([str(source)], QUIET, output=out, replace=True)
        assert records(out)[0]["signatories"] == []


def test_who_checked_a_value_is_told_wherever_it_is_shown(source, tmp_path):
    """A name from a file of corrections is words of a stranger like any other."""
    out, name = tmp_path / "out", "<b>Ana</b> *Lee*"
    run([str(source)], QUIET, output=out)
    one = later(records(out)[0])
    append(out / NAME, [Correction.from_json(one.to_json() | {"who": name})])
    found = load(out)
    report(list(found), tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    assert page.count("checked by &lt;b&gt;Ana&lt;/b&gt; *Lee*") == 1
    assert "checked by &lt;b&gt;Ana" in found[0]._repr_html_()
    for target, words in (("letters.md", r"checked by \<b\>Ana\</b\> \*Lee\*"), ("letters.ics", "checked by <b>Ana</b> *Lee*")):
        found.export(tmp_path / target)
        text = "".join(file.read_text("utf-8") for file in sorted(tmp_path.rglob(f"*{target[-4:].lstrip('s')}")))
        assert words in text.replace("\n ", "").replace("\r", ""), target
    assert "confidence 1" not in page


class TestLibrary:
    def test_what_was_said_of_a_single_file_is_in_what_is_read_of_it(self, source, tmp_path):
        out = tmp_path / "out"
        run([str(source)], QUIET, output=out)
        whole = records(out)[0]
        append(out / NAME, [later(whole), Correction.of(whole, "Ana", "split", passage=line_of(whole, 4))])
        for said in (out, str(out / NAME)):
            one, two = extract(source / "plan.pdf", config=QUIET, corrections=said)
            assert one["deadlines"][0]["date"] == "2019-05-02"
            assert two["text"].startswith("Sincerely,")
            assert two.document is not None
        assert len(extract(source / "plan.pdf", config=QUIET)) == 1

    def test_a_file_of_corrections_that_is_not_there_is_told(self, source, tmp_path):
        with pytest.raises(MissingFile):
            extract(source, corrections=tmp_path / "no.jsonl")


class TestBatch:
    def test_what_was_said_is_in_the_next_batch_also_after_everything_was_read_again(self, source, tmp_path):
        out = tmp_path / "out"
        batch([str(source)], out, QUIET, options=Options(workers=1))
        whole = records(out)[0]
        append(out / NAME, [later(whole)])
        batch([str(source)], out, QUIET, options=Options(workers=1, redo_stale=True))
        assert records(out)[0]["deadlines"][0]["date"] == "2019-05-02"
        split = Correction.of(whole, "Ana", "split", passage=line_of(whole, 4))
        append(out / NAME, [split])
        batch([str(source)], out, QUIET, options=Options(workers=1))
        assert len(records(out)) == 2
        assert records(out)[0]["deadlines"][0]["date"] == "2019-05-02"
        append(out / NAME, [row.undone("Ana") for row in read(out / NAME).standing()])
        batch([str(source)], out, QUIET, options=Options(workers=1))
        [after] = records(out)
        assert after["deadlines"][0]["date"] == "2019-05-01"
