"""`dojletters redactions`: the places, never the words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from tests import hiding
from tests.pdfs import pdf, prose

WAYS = {way.name: way for way in (*hiding.covering(), *hiding.hiding())}


@pytest.mark.parametrize(
    ("way", "kinds"),
    [
        ("black rectangle", ["covered", "hidden-text"]),
        ("opacity 0", ["hidden-text"]),
        ("black on black", ["covered", "hidden-text"]),
    ],
)
def test_what_is_covered_or_hidden_is_listed(tmp_path: Path, way: str, kinds: list[str]) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(WAYS[way].file())
    result = CliRunner().invoke(cli, ["redactions", str(file), "--format", "json", "--ocr", "never"])
    assert [entry["kind"] for entry in json.loads(result.stdout)] == kinds
    assert result.exit_code == 1
    assert "Zebulon" not in result.output


def test_a_file_without_any(tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf(prose()))
    result = CliRunner().invoke(cli, ["redactions", str(file)])
    assert (result.exit_code, result.stdout) == (0, "No place is covered and nothing is hidden.\n")
