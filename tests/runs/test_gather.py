"""Commands for journalists: from records or documents to a comparison, checked quotations, pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.runs.gather import gather, is_records

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    result = CliRunner().invoke(cli, ["extract", str(CORPUS / "psp.pdf"), "-o", str(folder)], standalone_mode=False)
    assert (folder / "records.jsonl").is_file(), result.output
    return folder


def test_records_and_documents_are_told_apart(run: Path, tmp_path: Path) -> None:
    assert is_records(run / "records.jsonl")
    (tmp_path / "letter.txt").write_text("{Dear Ms. Poe:}")
    assert not is_records(tmp_path / "letter.txt")
    assert not is_records(run / "run.json")
    assert not is_records(CORPUS / "psp.pdf")


def test_an_output_folder_a_records_file_and_a_document_give_the_same(run: Path) -> None:
    by_folder, by_file, by_document = (gather([str(path)]) for path in (run, run / "records.jsonl", CORPUS / "psp.pdf"))
    assert by_folder.records == by_file.records == by_document.records
    assert len(by_document.documents) == 5
    assert by_folder.documents == {}
    assert [path.name for path in by_folder.files.values()] == ["psp.pdf"]


def call(*words: str) -> str:
    result = CliRunner().invoke(cli, words, standalone_mode=False)
    assert result.exception is None, result.exception
    return result.output


def test_compare_prints_and_writes(run: Path, tmp_path: Path) -> None:
    told = call("compare", str(run), "--format", "text")
    assert "FAMILY 1: [2] [3] [4] [5]" in told
    assert "No difference." in told
    call("compare", str(run), "--format", "json", "-o", str(tmp_path))
    assert json.loads((tmp_path / "comparison.json").read_text("utf-8"))["families"]
    call("compare", str(CORPUS / "psp.pdf"), "-o", str(tmp_path))
    assert "Content-Security-Policy" in (tmp_path / "comparison.html").read_text("utf-8")


def test_check_quotes_prints_and_writes(run: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(
        "The letter to Stockton says that a site must “have sustained levels of violence that exceed the state average.”\n\n"
        "“Nobody asked us about any of this,” said Mayor Ann Poe.\n",
        "utf-8",
    )
    told = call("check-quotes", str(article), "--sources", str(run))
    assert "ALTERED" in told
    assert "not in these sources" in told
    call("check-quotes", str(article), "--sources", str(run), "--format", "json", "-o", str(tmp_path))
    assert json.loads((tmp_path / "quotations.json").read_text("utf-8"))["articles"]
    call("check-quotes", str(article), "--sources", str(run), "--format", "html", "-o", str(tmp_path))
    assert "Content-Security-Policy" in (tmp_path / "quotations.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("command", "words", "code"),
    [
        pytest.param(["verify"], "We will fight them with every unlawful tool available", 1, id="changed words"),
        pytest.param(["verify"], "We will fight them with every lawful tool available", 0, id="true words"),
        pytest.param(
            ["verify"], "Nobody asked us about any of this at all", 0, id="words of nobody in the sources are no failure"
        ),
        pytest.param(
            ["verify"], "The release says: “make all of us safer.” The letters went to five cities.", 1, id="a statement"
        ),
        pytest.param(["verify", "--format", "json"], "every unlawful tool available", 1, id="as JSON"),
        pytest.param(["check-quotes"], "The letter says “every unlawful tool available.”", 1, id="an article"),
    ],
)
def test_fail_stops_a_job_where_somebody_should_look(
    run: Path, tmp_path: Path, command: list[str], words: str, code: int
) -> None:
    article = tmp_path / "article.txt"
    article.write_text(words, "utf-8")
    given = str(article) if command[0] == "check-quotes" else words
    result = CliRunner().invoke(cli, [*command, given, "--sources", str(run), "--fail"])
    assert result.exit_code == code, result.output
    assert CliRunner().invoke(cli, [*command, given, "--sources", str(run)]).exit_code == 0


def test_verify_reads_standard_input(run: Path) -> None:
    result = CliRunner().invoke(cli, ["verify", "-", "--sources", str(run)], input="It says “every unlawful tool available.”")
    assert "ALTERED" in result.output


def test_report_writes_an_index_and_a_page_for_each_document(run: Path, tmp_path: Path) -> None:
    assert "5 records on 6 pages" in call("report", str(run), "-o", str(tmp_path / "report.html"))
    assert len(list((tmp_path / "report").glob("*.html"))) == 5
