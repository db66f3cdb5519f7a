"""A key is declared once: one module and one property of the schema, and it is extracted, validated, exported, scored and shown."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULE = '''\
"""The embargo of a release."""

import re

from spacy.tokens import Doc

from extractors.finding import Finding

LABEL = "embargo"


def extract(doc: Doc) -> list[Finding]:
    """Until when a release must not be used."""
    found = re.search(r"EMBARGOED UNTIL (.+)", doc.text)
    return [Finding(LABEL, *found.span(), "embargo.line", {"value": found[1]})] if found else []
'''
PROPERTY = {
    "description": "Until when a release must not be used.",
    "anyOf": [{"$ref": "#/$defs/valueItem"}, {"type": "null"}],
}
RELEASE = """\
FOR IMMEDIATE RELEASE
EMBARGOED UNTIL NOON
THURSDAY, MARCH 7, 2019

Town Opens Its Records

WASHINGTON – The Department of Justice announced today that it has done as much for the town as was needed there.

###
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three packages with an extractor more, and a release."""
    folder = tmp_path_factory.mktemp("house")
    for package in ("pipeline", "extractors", "schemas"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "extractors" / "fields" / "embargo.py").write_text(MODULE)
    path = folder / "schemas" / "record.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    schema["properties"]["embargo"] = PROPERTY
    schema["required"].append("embargo")
    path.write_text(json.dumps(schema))
    (folder / "release.txt").write_text(RELEASE)
    (folder / "release.gold.json").write_text('{"documents": [{"document_type": "press_release", "embargo": {"value": "noon"}}]}')
    run(folder, "extract", "release.txt", "--output", "out")
    return folder


def run(house: Path, *words: str) -> str:
    command = [sys.executable, "-m", "pipeline", *words]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_is_extracted_and_valid(house: Path) -> None:
    (record,) = map(json.loads, (house / "out" / "records.jsonl").read_text("utf-8").splitlines())
    assert record["embargo"]["value"] == "NOON"
    assert record["embargo"]["evidence"]["text"] == "EMBARGOED UNTIL NOON"
    assert 0 < record["embargo"]["evidence"]["confidence"] <= 1
    run(house, "validate", "out/records.jsonl")


def test_it_is_exported(house: Path) -> None:
    run(house, "export", "out", "--to", "a.csv")
    head, row = (house / "a.csv").read_text("utf-8-sig").splitlines()[:2]
    assert "embargo" in head.split(",")
    assert "NOON" in row


def test_it_is_scored(house: Path) -> None:
    fields = json.loads(run(house, "evaluate", "--format", "json", "release.gold.json", "out"))["fields"]
    assert fields["embargo"] | {"hits": 1, "missed": 0, "extra": 0} == fields["embargo"]


def test_it_is_shown(house: Path) -> None:
    run(house, "report", "out", "--output", "report.html")
    page = (house / "report.html").read_text("utf-8")
    assert "Embargo" in page
    assert "Other values" in page


def test_it_is_a_component(house: Path) -> None:
    program = (
        "from pipeline.nlp import create; doc = create()('EMBARGOED UNTIL NOON'); assert doc.spans['doj_embargo'][0]._.doj_value"
    )
    subprocess.run([sys.executable, "-c", program], cwd=house, check=True, timeout=300)
