"""A quicker start takes nothing away."""

from __future__ import annotations

import subprocess
import sys

import pytest


def said(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("print('spacy.cli' in sys.modules, 'typer' in sys.modules)", "False False"),  # what takes the time
        ("print(spacy.info(silent=True)['spacy_version'] == spacy.__version__)", "True"),
        ("import spacy.cli; print(spacy.cli.download.__module__)", "spacy.cli.download"),
        ("from spacy.cli.info import info; print(info.__module__)", "spacy.cli.info"),
        ("print([t.text for t in spacy.blank('en')('Dear U.S. Attorney:')])", "['Dear', 'U.S.', 'Attorney', ':']"),
    ],
)
def test_spacy_is_whole(program: str, expected: str) -> None:
    assert said(f"import sys; from pipeline import quick; quick.import_spacy(); import spacy; {program}") == expected


def test_spacy_that_was_imported_before_stays_as_it_is() -> None:
    program = "import spacy; before = spacy.info; from pipeline import quick; quick.import_spacy(); print(spacy.info is before)"
    assert said(program) == "True"


def test_the_library_leaves_the_collector_alone() -> None:
    before = "import gc; before = gc.get_threshold()"
    assert said(f"{before}; import pipeline.cli, pipeline.extraction; print(gc.get_threshold() == before)") == "True"
