"""What a person expects at the prompt: `-`, globs, parts of files, passwords, records to read, some of many."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.config import Config
from pipeline.errors import ConfigError
from pipeline.records.selecting import condition
from tests.containers import LETTER
from tests.exported import filled

PSP = Path(__file__).parents[2] / "corpus" / "psp.pdf"


def said(*arguments: str, given: bytes | None = None, code: int = 0) -> str:
    result = CliRunner().invoke(cli, arguments, input=given, prog_name="dojletters")
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.output


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    file = tmp_path / "letter.txt"
    file.write_text(LETTER, "utf-8")
    return file


class TestStandardInputAndOutput:
    def test_records_are_known_for_records_and_letters_for_letters(self, letter: Path) -> None:
        read = said("extract", "-", "--output", "-", given=letter.read_bytes())
        assert said("show", "-", given=letter.read_bytes()) == said("show", "-", given=read.encode())

    @pytest.mark.parametrize("form", ["csv", "json", "ics", "md", "xml", "jsonld"])
    def test_any_form_of_one_file_can_be_printed(self, letter: Path, form: str) -> None:
        read = said("extract", str(letter), "--output", "-").encode()
        assert said("export", "-", "--to", "-", "--format", form, given=read).strip()

    def test_a_report_of_one_record_is_printed_and_of_several_refused(self, letter: Path) -> None:
        assert "<html" in said("report", str(letter), "--output", "-")
        assert "2 records are not one page" in said("report", str(letter), str(_other(letter)), "--output", "-", code=2)

    def test_a_table_of_records_is_read(self, letter: Path, tmp_path: Path) -> None:
        said("extract", str(letter), "--output", str(tmp_path / "out"), "--format", "csv")
        assert "Dear" in said("show", str(tmp_path / "out" / "records.csv"))


class TestGlobs:
    def test_a_pattern_stands_for_what_it_matches(self, letter: Path) -> None:
        _other(letter)
        records = said("extract", str(letter.parent / "*.txt"), "--output", "-").splitlines()
        assert [json.loads(line)["source"]["file_name"] for line in records] == ["letter.txt", "other.txt"]

    def test_a_pattern_without_a_match_and_a_path_that_is_not_there_are_named(self, tmp_path: Path) -> None:
        assert "No file matches the pattern" in said("extract", str(tmp_path / "*.pdf"), code=2)
        assert "nothing.pdf' does not exist" in said("extract", str(tmp_path / "nothing.pdf"), code=2)

    def test_a_name_with_brackets_is_a_name_first(self, letter: Path) -> None:
        odd = letter.rename(letter.with_name("letter[1].txt"))
        assert said("extract", str(odd), "--output", "-")


class TestPages:
    def test_only_these_are_read_and_keep_their_numbers(self) -> None:
        [record] = map(json.loads, said("extract", str(PSP), "--pages", "9-10", "--output", "-", "--no-cache").splitlines())
        assert record["recipients"][0]["name"] == "Eric Jones"
        assert (record["source"]["first_page"], record["source"]["page_count"]) == (9, 10)

    @pytest.mark.parametrize(("pages", "code", "told"), [("12-", 4, "10 pages, and none of 12-"), ("two", 2, "pages is 'two'")])
    def test_what_is_none_is_told(self, pages: str, code: int, told: str) -> None:
        assert told in said("extract", str(PSP), "--pages", pages, "--output", "-", code=code)


class TestPasswords:
    @pytest.fixture
    def locked(self, tmp_path: Path) -> Path:
        """The release of 2017, which needs the password `of 2017`, and a list of passwords with it."""
        with pikepdf.open(PSP) as document:
            document.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="of 2017", owner="of 2017"))
        (tmp_path / "passwords").write_text("wrong\nof 2017\n", "utf-8")
        return tmp_path / "locked.pdf"

    def test_a_list_opens_it(self, locked: Path) -> None:
        assert "needs a password" in said("extract", str(locked), "--output", "-", code=4)
        read = said("extract", str(locked), "--password-file", str(locked.with_name("passwords")), "--output", "-")
        assert len(read.splitlines()) == 5
        assert "of 2017" not in json.dumps(Config(passwords=("of 2017",)).settings()) + repr(Config(passwords=("of 2017",)))

    def test_it_is_asked_for_at_a_terminal_and_nowhere_else(self, locked: Path) -> None:
        assert "asks at a terminal" in said("extract", str(locked), "--password", "--output", "-", code=2)
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "pipeline", "extract", str(locked), "--password", "--output", "-"]
        with subprocess.Popen(
            command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        ) as run:
            assert run.stderr is not None
            seen = b""
            while b"Password" not in seen:  # what is typed before is thrown away
                seen += run.stderr.read1(100)  # type: ignore[attr-defined]
            os.write(ours, b"of 2017\n")
            out, _ = run.communicate(timeout=120)
        assert len(out.splitlines()) == 5


class TestLimits:
    def test_what_goes_beyond_is_told_and_the_others_go_on(self, letter: Path) -> None:
        heavy = letter.with_name("heavy.txt")
        heavy.write_text(LETTER + "Please send the plan by May 1, 2019. " * 40_000, "utf-8")
        told = said("extract", str(heavy), str(letter), "--memory-megabytes", "1500", "--seconds", "2", "--output", "-", code=1)
        assert "time limit of 2 seconds" in told
        assert "Dear" in told

    def test_within_them_the_records_are_the_same(self, letter: Path) -> None:
        archive = letter.with_name("letters.zip")
        with zipfile.ZipFile(archive, "w") as out:
            out.write(letter, "a.txt")
            out.write(_other(letter), "b.txt")
        for given in ([str(letter)], [str(archive)], [str(letter), str(archive), str(_other(letter))]):
            assert said("extract", *given, "--output", "-", "--seconds", "100") == said("extract", *given, "--output", "-")

    def test_standard_input_has_them_too(self, letter: Path) -> None:
        same = said("extract", "-", "--output", "-", given=letter.read_bytes())
        assert said("extract", "-", "--output", "-", "--seconds", "100", given=letter.read_bytes()) == same


class TestShow:
    def test_an_id_is_looked_for_by_its_beginning(self, letter: Path, tmp_path: Path) -> None:
        said("extract", str(letter), "--output", str(tmp_path / "out"))
        record_id = json.loads((tmp_path / "out" / "records.jsonl").read_text("utf-8"))["record_id"]
        assert record_id in said("show", record_id[:6], "--records", str(tmp_path / "out"))
        assert "no file that is there, and no record's id" in said("show", "nothing.pdf", code=2)
        assert "begins with 0000" in said("show", "0000", "--records", str(tmp_path / "out"), code=2)

    def test_doubts_stand_below_their_values_and_no_control_character_is_printed(self) -> None:
        from pipeline.report.terminal import render_record

        record = filled()
        record["deadlines"][0]["action"] = "answer \x1b[2J now"
        record["review"] = {"needed": True, "reasons": [{"code": "unlikely", "field": "$.deadlines[0]", "message": "Look here."}]}
        lines = render_record(record).splitlines()
        at = next(number for number, line in enumerate(lines) if line.startswith("? Deadline"))
        assert any("Look here." in line for line in lines[at : at + 8])
        assert "\x1b" not in "".join(lines)
        assert "\x1b[33m" in render_record(record, colour=True)


class TestSomeOfMany:
    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            pytest.param("document_type=letter", True, id="is"),
            pytest.param("document_type!=Letter", False, id="capitals do not count"),
            pytest.param("deadlines", True, id="there is one"),
            pytest.param("recipients.address.state=NM", False, id="no item is it"),
            pytest.param("recipients.address.state=CA", True, id="an item is it"),
            pytest.param("date>=2017-08-03", True, id="a day"),
            pytest.param("date>2017-08-03", False, id="a later day"),
            pytest.param("source.page_count<2", False, id="a number"),
            pytest.param("subject~nothing of the kind", False, id="words that are not there"),
        ],
    )
    def test_a_condition(self, said: str, expected: bool) -> None:
        record = filled()
        record["document_type"] = "letter"
        record["date"]["value"] = "2017-08-03"
        record["recipients"][0]["address"] = {"street": None, "city": "Stockton", "state": "CA", "postal_code": None}
        record["source"]["page_count"] = 10
        assert condition(said)(record) is expected

    @pytest.mark.parametrize(
        ("said", "told"),
        [("deadline>=2017", "Did you mean deadlines"), ("date.day=3", "no key of a record"), ("= x", "is no condition")],
    )
    def test_what_is_no_condition_is_told(self, said: str, told: str) -> None:
        with pytest.raises(ConfigError, match=told):
            condition(said)

    def test_a_day_leaves_out_what_is_older(self, letter: Path) -> None:
        assert said("export", str(letter), "--to", "-", "--since", "2030-01-01") == ""
        assert said("export", str(letter), "--to", "-", "--since", "1999-01-01")


@pytest.mark.parametrize(
    ("given", "told"),
    [({"orc": "never"}, "Did you mean ocr"), ("never", "config is a str"), ({"max_pages": "ten"}, "wrong kind")],
)
def test_a_dictionary_of_settings_is_used_or_refused(given: object, told: str) -> None:
    assert Config.of({"ocr": "never"}) == Config(ocr="never")
    with pytest.raises(ConfigError, match=told):
        Config.of(given)  # type: ignore[arg-type]


def test_check_quotes_can_fail(letter: Path) -> None:
    article = letter.with_name("article.txt")
    article.write_text("The letter says: “Please answer by August 19, 2017.”\n", "utf-8")
    told = ("check-quotes", str(article), "--sources", str(letter))
    assert said(*told) == said(*told, "--fail", code=1)


def _other(letter: Path) -> Path:
    other = letter.with_name("other.txt")
    other.write_text(LETTER.replace("August 18", "August 21"), "utf-8")
    return other
