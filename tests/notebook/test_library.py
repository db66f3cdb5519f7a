"""The three verbs of a notebook, and results that show themselves."""

from __future__ import annotations

import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pandas as pd
import pytest
from lxml import html

import pipeline
from pipeline import compare, export, extract, load, verify
from pipeline.comparison import Comparison
from pipeline.config import Config
from pipeline.errors import ConfigError, DojlettersError, InvalidRecords, MissingFile, UnsupportedFile
from pipeline.library import Record, Records
from tests.containers import LETTER, zipped
from tests.samples import evidence, record

ROOT = Path(__file__).parents[2]
PSP = ROOT / "corpus" / "psp.pdf"
LISTS = [key for key, value in record().items() if isinstance(value, list)]
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


@pytest.fixture(scope="module")
def psp() -> Records:
    return extract(PSP)


class TestImport:
    def test_the_verbs_cost_nothing_until_they_are_used(self):
        program = (
            "import sys; from pipeline import compare, extract, load, verify;"
            "print([m for m in ('spacy', 'pandas', 'numpy', 'PIL', 'pypdfium2', 'jinja2') if m in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
        assert done.stdout.strip() == "[]"

    def test_a_verb_is_a_verb_whatever_was_imported_before(self):
        """No module of the package bears a verb's name, which would take its place."""
        program = (
            "import importlib, pkgutil, pipeline;"
            "[importlib.import_module(f'pipeline.{m.name}') for m in pkgutil.iter_modules(pipeline.__path__) if m.name != '__main__'];"
            "from pipeline import compare, extract, load, verify; print(all(map(callable, (compare, extract, load, verify))))"
        )
        done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
        assert done.stdout.strip() == "True"

    def test_there_is_nothing_else(self):
        with pytest.raises(AttributeError, match="no_such_verb"):
            pipeline.no_such_verb  # noqa: B018
        assert {"compare", "extract", "load", "verify"} <= set(dir(pipeline))

    @pytest.mark.parametrize("package", ["pipeline", "extractors", "schemas"])
    def test_types_are_there_for_others(self, package):
        assert (ROOT / package / "py.typed").is_file()


class TestExtract:
    def test_a_file(self, psp):
        assert len(psp) == 5
        assert [r["document_type"] for r in psp] == ["press_release"] + 4 * ["letter"]
        assert psp.issues == ()
        assert all(r.path == PSP and r.document is not None for r in psp)

    def test_a_folder_goes_on_after_a_broken_file(self, tmp_path):
        (tmp_path / "a.txt").write_text(
            "Dear Sheriff Poe:\n\nPlease send the plan by May 1, 2019.\n\nSincerely,\n\nAnn Roe\nDirector\n"
        )
        (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 and then nothing")
        read = extract(tmp_path)
        assert len(read) == 1
        assert [(Path(path).name, issue.severity) for path, issue in read.issues if issue.severity == "error"] == [
            ("b.pdf", "error")
        ]

    def test_a_broken_file_named_itself_is_an_error(self, tmp_path):
        (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 and then nothing")
        with pytest.raises(DojlettersError) as error:
            extract(tmp_path / "b.pdf")
        assert error.value.path == str(tmp_path / "b.pdf")

    def test_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(MissingFile):
            extract(tmp_path / "none.pdf")

    def test_settings_are_those_of_a_run(self):
        with pytest.raises(ConfigError):
            extract(PSP, config=Config(max_pages=0))

    def test_nothing_asked_for_is_nothing(self):
        assert len(extract()) == 0


class TestRecords:
    def test_they_are_a_sequence(self, psp):
        assert psp[-1] is list(psp)[4]
        assert isinstance(psp[1:3], Records)
        assert [r["record_id"] for r in psp[1:3]] == ["41c9d6800297-02", "41c9d6800297-03"]
        with pytest.raises(IndexError):
            psp[5]

    def test_a_record_is_its_dictionary(self, psp):
        assert isinstance(psp[0], dict)
        assert json.loads(json.dumps(psp[0])) == psp[0]

    def test_repr_says_what_there_is_and_not_all_of_it(self, psp):
        assert repr(psp[1]) == (
            "<Record 41c9d6800297-02 Letter to Gorden Eden Jr., 2017-08-03, p. 3-4: 1 deadline, 3 questions, 3 criteria>"
        )
        assert repr(psp).splitlines()[0] == "<5 records>"
        assert len(repr(psp).splitlines()) == 6
        assert repr(Records([])) == "<0 records>"

    def test_many_records_are_not_all_listed(self):
        many = Records(Record(record()) for _ in range(60))
        assert repr(many).splitlines()[-1].strip() == "and 10 more"
        assert len(html.fromstring(many._repr_html_()).xpath("//tbody/tr")) == 50

    def test_html_shows_each_value_with_its_page(self, psp):
        page = html.fromstring(psp[1]._repr_html_())
        rows = {row[0].text: [cell.text_content() for cell in row] for row in page.xpath("//tbody/tr")}
        assert rows["Deadline"][1].startswith("August 18, 2017")
        assert rows["Deadline"][2] == "3"
        assert len(html.fromstring(psp._repr_html_()).xpath("//tbody/tr")) == 5

    def test_words_of_a_document_are_no_html(self):
        bad = record(title={"value": HOSTILE, "evidence": evidence("What")}, document_type="press_release")
        bad["questions"][0]["text"] = HOSTILE
        bad["source"]["file_name"] = HOSTILE
        bad["review"]["reasons"] = [{"code": "x", "field": None, "message": HOSTILE}]
        for shown in (Record(bad)._repr_html_(), Records([Record(bad)])._repr_html_()):
            page = html.fromstring(f"<div>{shown}</div>")
            assert page.xpath("//script | //img") == []
            assert HOSTILE in page.text_content()


class TestPandas:
    def test_one_row_per_record(self, psp):
        table = psp.to_pandas()
        assert list(table["record_id"]) == [r["record_id"] for r in psp]
        assert list(table["date"]) == 5 * ["2017-08-03"]

    @pytest.mark.parametrize("name", LISTS)
    def test_one_row_per_value(self, psp, name):
        """With all that the record has of it, and the same columns where there is nothing."""
        table = psp.to_pandas(name)
        items = [(r["record_id"], item) for r in psp for item in r[name]]
        assert len(table) == len(items)
        assert list(Records([]).to_pandas(name).columns) == list(table.columns)
        for row, (record_id, item) in zip(table.to_dict("records"), items, strict=True):
            assert row["record_id"] == record_id
            assert row["evidence_text"] == item["evidence"]["text"]
            assert row["evidence_page"] == item["evidence"]["boxes"][0]["page"]
            flat = {k: v for k, v in item.items() if k not in ("evidence", "address")}
            flat |= {f"address_{k}": v for k, v in item.get("address", {}).items()}
            assert {key: None if pd.isna(row[key]) else row[key] for key in flat} == flat

    def test_a_table_of_nothing_has_its_columns(self, psp):
        assert list(Records([]).to_pandas().columns) == list(psp.to_pandas().columns)

    @pytest.mark.parametrize("name", ["deadline", "text", "source", "date.value", ""])
    def test_a_table_that_there_is_not_is_told_with_those_that_there_are(self, psp, name):
        with pytest.raises(ValueError, match="deadlines, criteria"):
            psp.to_pandas(name)


class TestLoad:
    @pytest.mark.parametrize("form", ["jsonl", "json", "csv"])
    def test_what_a_run_wrote_comes_back_as_it_was(self, psp, form, tmp_path):
        path = tmp_path / f"records.{form}"
        path.write_bytes(export.records(list(psp), form))
        for given in (path, tmp_path, str(tmp_path)):
            assert [dict(r) for r in load(given)] == [dict(r) for r in psp]

    def test_records_of_many_documents_lie_in_a_folder(self, psp, tmp_path):
        (tmp_path / "records").mkdir()
        for name, part in (("41", psp[:2]), ("4a", psp[2:])):
            (tmp_path / "records" / f"{name}.jsonl").write_bytes(export.records(list(part), "jsonl"))
        assert [r["record_id"] for r in load(tmp_path)] == [r["record_id"] for r in psp]

    def test_a_cell_made_harmless_is_itself_again(self, tmp_path):
        values = record(subject={"value": "=1+1 is no formula", "evidence": evidence("plan")})
        (tmp_path / "records.csv").write_bytes(export.records([values], "csv"))
        assert b"'=1+1" in (tmp_path / "records.csv").read_bytes()
        assert load(tmp_path)[0]["subject"]["value"] == "=1+1 is no formula"

    def test_its_file_is_found_beside_it(self, psp, tmp_path):
        (tmp_path / "records.jsonl").write_bytes(export.records(list(psp), "jsonl"))
        assert load(tmp_path)[0].path is None
        (tmp_path / "psp.pdf").write_bytes(PSP.read_bytes())
        assert load(tmp_path)[0].path == tmp_path / "psp.pdf"

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("records.jsonl", b'{"record_id": 1}'),  # JSON, but no record
            ("records.json", b"[1, 2]"),
            ("records.csv", b"a,b\r\n1,2\r\n"),  # a table of something else
            ("records.csv", b"record_id,deadlines\r\n3f2a91c04d5e-01,not json\r\n"),
            ("records.csv", b"record_id\r\n3f2a91c04d5e-01,one too many\r\n"),
            ("records.csv", b"\xff\xfe\x00"),
            ("nothing.txt", b""),  # a folder without records
        ],
    )
    def test_what_is_no_record_is_told(self, name, content, tmp_path):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InvalidRecords):
            load(tmp_path)

    @pytest.mark.parametrize("name", ["none.jsonl", "none.csv"])
    def test_a_file_that_is_not_there(self, name, tmp_path):
        with pytest.raises(MissingFile):
            load(tmp_path / name)


class TestDraw:
    def test_the_evidence_is_marked_where_it_stands(self, psp):
        """A pixel of the box's left edge has the colour; without the mark it is paper."""
        letter = psp[1]
        box = letter["deadlines"][0]["evidence"]["boxes"][0]
        marked, plain = letter.draw(only=["deadlines"]), letter.draw(only=[])
        strip = marked.width - plain.width
        assert strip > 0  # the names stand beside the page, so that no word is covered
        scale = plain.width / 612
        x, y = round((box["x0"] - 1.2) * scale), round((box["top"] + box["bottom"]) / 2 * scale)
        assert plain.getpixel((x, y)) == (255, 255, 255)
        assert marked.getpixel((x + strip, y)) != (255, 255, 255)
        assert marked.crop((strip, 0, marked.width, 200)).tobytes() == plain.crop((0, 0, plain.width, 200)).tobytes()

    def test_pages_are_those_of_the_record(self, psp):
        assert psp[1].draw(4).size[1] == psp[1].draw(3).size[1]
        for page in (2, 5, 0, -1):
            with pytest.raises(ValueError, match="3 to 4"):
                psp[1].draw(page)

    def test_a_key_that_there_is_not(self, psp):
        with pytest.raises(ValueError, match="no key 'deadline'"):
            psp[1].draw(only=["deadline"])

    def test_the_file_must_be_the_one_that_was_read(self, psp, tmp_path):
        (tmp_path / "psp.pdf").write_bytes(PSP.read_bytes() + b"\n")
        for path in (None, tmp_path / "gone.pdf", tmp_path / "psp.pdf"):
            with pytest.raises(MissingFile):
                Record(psp[1], path).draw()

    def test_a_text_has_no_pages_to_draw(self, tmp_path):
        (tmp_path / "a.txt").write_text("Dear Sheriff Poe:\n\nPlease send the plan by May 1, 2019.\n\nSincerely,\n\nAnn Roe\n")
        with pytest.raises(UnsupportedFile):
            extract(tmp_path / "a.txt")[0].draw()


class TestCompare:
    def test_documents_and_records_are_one(self, psp, tmp_path):
        (tmp_path / "records.jsonl").write_bytes(export.records(list(psp), "jsonl"))
        for found in (compare(PSP), compare(psp), compare(psp[:1], psp[1:]), compare(str(tmp_path)), compare(load(tmp_path))):
            assert isinstance(found, Comparison)
            assert repr(found) == "<5 documents, 1 family, 0 differences, 6 fields that differ>"

    def test_to_pandas_is_tidy(self, psp):
        table = compare(psp).to_pandas()
        slots = table[table["where"] == "family 1"]
        assert set(slots["certainty"]) == {"slot"}
        assert set(slots["field"]) == {"recipient", "address", "salutation"}
        assert slots.groupby("place")["record_id"].nunique().eq(4).all()
        hours = table[table["text"].str.contains("hours")]
        assert set(hours["text"]) >= {"hours", "hours’"}
        assert list(compare([]).to_pandas().columns) == list(table.columns)

    def test_html_says_it_and_escapes_it(self, psp):
        values = deepcopy([dict(r) for r in psp[1:4]])
        for value in values:
            value["source"]["file_name"] = HOSTILE
        start = values[0]["text"].index("Thank you")
        values[0]["text"] = values[0]["text"][:start] + HOSTILE + values[0]["text"][start:]
        page = html.fromstring(f"<div>{compare(values)._repr_html_()}</div>")
        assert page.xpath("//script | //img") == []
        assert "alert(1)" in page.text_content()

    def test_what_cannot_be_read_is_an_error(self, tmp_path):
        with pytest.raises(DojlettersError):
            compare(tmp_path / "none.pdf")


def test_a_record_goes_to_spacy_with_its_layout(psp):
    doc = psp[1].to_doc()
    [span] = doc.spans["doj_deadlines"]
    assert span._.doj_value["date"] == "2017-08-18"
    assert span._.doj_boxes[0]["page"] == 3
    without = Record(psp[1]).to_doc()
    assert len(without.spans["doj_deadlines"]) == 1
    assert "lines" not in without.spans


class TestMany:
    """Records as one works with them."""

    def test_added_filtered_and_found(self):
        one, two = Records([Record(record())]), Records([Record(record() | {"record_id": "0" * 12 + "-02"})])
        assert [*(one + two + one)] == [one[0], two[0]]
        assert (one + two).by_id()["0" * 12 + "-02"] == two[0]
        assert (one + two).filter(lambda r: r["record_id"].endswith("-02")) == two
        assert one != two and one == Records([Record(record())])

    def test_exported(self, tmp_path):
        Records([Record(record())]).export(tmp_path / "letters.jsonl")
        assert load(tmp_path / "letters.jsonl")[0]["record_id"] == record()["record_id"]

    def test_an_archive_gives_what_it_holds(self, tmp_path):
        (tmp_path / "in.zip").write_bytes(zipped({"a.txt": LETTER.encode(), "../b.txt": LETTER.encode()}))
        found = extract(tmp_path / "in.zip")
        assert [one["source"]["path"] for one in found] == ["in.zip!/a.txt"]
        assert [issue.code for path, issue in found.issues if path.endswith("b.txt")] == ["unsafe-member"]


def test_words_are_verified_against_records_and_files(psp):
    """Without quotation marks they are one quotation; with some, the text around them says whose they are."""
    assert verify("We will fight them with every lawful tool available", psp).counts() == {"exact": 1}
    report = verify("Jeff Sessions said: “We will fight them with every unlawful tool available.”", PSP, psp)
    assert (report.looks, report.counts()) == (1, {"altered": 1})
    assert verify("", psp).counts() == {}
