"""A key is declared once: one module and one property of the schema, and it is extracted, validated, exported, scored and shown.

The key is one that nobody wants: whoever adds a field must not find it here.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULE = '''\
"""The weather on the day of a release."""

import re

from spacy.tokens import Doc

from extractors.finding import Finding

LABEL = "weather"


def extract(doc: Doc) -> list[Finding]:
    """What the weather was, as a line of its own says."""
    found = re.search(r"WEATHER: (.+)", doc.text)
    return [Finding(LABEL, *found.span(), "weather.line", {"value": found[1]})] if found else []
'''
PROPERTY = {
    "description": "The weather on the day of a release.",
    "anyOf": [{"$ref": "#/$defs/valueItem"}, {"type": "null"}],
}
RELEASE = """\
FOR IMMEDIATE RELEASE
WEATHER: RAIN
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
    (folder / "extractors" / "fields" / "weather.py").write_text(MODULE)
    path = folder / "schemas" / "record.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    schema["properties"]["weather"] = PROPERTY
    schema["required"].append("weather")
    path.write_text(json.dumps(schema))
    (folder / "release.txt").write_text(RELEASE)
    (folder / "release.gold.json").write_text('{"documents": [{"document_type": "press_release", "weather": {"value": "rain"}}]}')
    run(folder, "extract", "release.txt", "--output", "out")
    return folder


def run(house: Path, *words: str) -> str:
    command = [sys.executable, "-m", "pipeline", *words]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_is_extracted_and_valid(house: Path) -> None:
    (record,) = map(json.loads, (house / "out" / "records.jsonl").read_text("utf-8").splitlines())
    assert record["weather"]["value"] == "RAIN"
    assert record["weather"]["evidence"]["text"] == "WEATHER: RAIN"
    assert 0 < record["weather"]["evidence"]["confidence"] <= 1
    run(house, "validate", "out/records.jsonl")


def test_it_is_exported(house: Path) -> None:
    run(house, "export", "out", "--to", "a.csv")
    head, row = (house / "a.csv").read_text("utf-8-sig").splitlines()[:2]
    assert "weather" in head.split(",")
    assert "RAIN" in row


def test_it_is_scored(house: Path) -> None:
    fields = json.loads(run(house, "evaluate", "--format", "json", "release.gold.json", "out"))["fields"]
    assert fields["weather"] | {"hits": 1, "missed": 0, "extra": 0} == fields["weather"]


def test_gold_records_may_claim_it(house: Path) -> None:
    gold = json.loads(run(house, "schema", "gold"))
    assert gold["$defs"]["document"]["properties"]["weather"] == PROPERTY
    assert "valueItem" in gold["$defs"]


def test_records_that_were_written_before_are_read(house: Path) -> None:
    older = json.loads((house / "out" / "records.jsonl").read_text("utf-8"))
    del older["weather"]
    (house / "older.jsonl").write_text(json.dumps(older) + "\n")
    run(house, "validate", "older.jsonl")
    run(house, "export", "older.jsonl", "--to", "older.csv")
    assert "weather" in (house / "older.csv").read_text("utf-8-sig").splitlines()[0].split(",")


def test_it_has_a_type(house: Path) -> None:
    subprocess.run([sys.executable, "-m", "schemas.types"], cwd=house, check=True, timeout=300)
    assert "    weather: ValueItem | None\n" in (house / "pipeline" / "records" / "types.py").read_text("utf-8")


def test_it_is_shown(house: Path) -> None:
    run(house, "report", "out", "--output", "report.html")
    page = (house / "report.html").read_text("utf-8")
    assert "Weather" in page
    assert "Other values" in page


def test_it_is_a_component(house: Path) -> None:
    program = "from pipeline.nlp import create; doc = create()('WEATHER: RAIN'); assert doc.spans['doj_weather'][0]._.doj_value"
    subprocess.run([sys.executable, "-c", program], cwd=house, check=True, timeout=300)
