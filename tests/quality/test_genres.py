"""What genre a document is of, and what is made up and distorted for a fit."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.extraction import extract
from pipeline.quality import distortions, genres, left_out
from pipeline.quality.claimed import read_gold
from pipeline.quality.distortions import Copy, PrintedRow, distorted
from pipeline.quality.letters import make_letters

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.parametrize(
    ("record", "name"),
    [
        pytest.param({"document_type": "press_release"}, "releases", id="a release, whatever its office"),
        pytest.param({"issuer": {"component": "Office of Justice Programs"}}, "grants", id="by its office"),
        pytest.param({"issuer": {"component": "Civil Rights Division"}}, "civil rights", id="by its division"),
        pytest.param(
            {"issuer": {"component": "Civil Rights Division"}, "abbreviations": [{"short": "FOIA", "long": "x"}]},
            "FOIA",
            id="an answer under the Act, by whatever division",
        ),
        pytest.param({"recipients": [{"title": "United States District Judge"}]}, "courts", id="by whom it is addressed to"),
        pytest.param({"salutation": "Dear Judge Ruiz:"}, "courts", id="by its greeting, a bare value"),
        pytest.param({"recipients": [{"organization": "United States Senate"}]}, "Congress", id="a chamber"),
        pytest.param({"issuer": {"component": "Office of the Inspector General"}}, "inspector general", id="an audit"),
        pytest.param({"issuer": {"component": None}}, "other letters", id="none of them"),
    ],
)
def test_the_genre_of_a_gold_record(record, name):
    assert genres.genre_of({"document_type": "letter"} | record) == name


@pytest.mark.parametrize("name", [genre.name for genre in genres.genres() if genre.forms or genre.words])
def test_a_genre_can_be_left_out_of_what_is_made_up(name):
    genre, letters = genres.genre(name), list(make_letters(70, 3))
    assert genre is not None
    assert 0 < sum(genre.shows_in(letter) for letter in letters) < len(letters)


def copy_of(*rows: str, gold: dict | None = None) -> Copy:
    return Copy([PrintedRow(row, "addressees") for row in rows], gold or {}, random.Random(1))


def test_the_gold_record_follows_its_words():
    copy = copy_of("Ana Ruiz", "Mayor", gold={"document_type": "letter", "recipients": [{"name": "Ana Ruiz", "title": "Mayor"}]})
    copy.rename({"Ana": "Xochitl", "Mayor": "Reeve"})
    assert [row.text for row in copy.rows] == ["Xochitl Ruiz", "Reeve"]
    assert copy.gold["recipients"] == [{"name": "Xochitl Ruiz", "title": "Reeve"}]


def test_a_copy_is_the_same_each_time_and_differs_from_the_document():
    letter = extract(CORPUS / "psp.pdf").documents[4]
    gold = read_gold(CORPUS / "psp.gold.json")[4]
    plain = distorted(letter, gold, "")
    assert "Stockton" in plain.text and plain.done == []
    assert distorted(letter, gold, "a").text == distorted(letter, gold, "a").text
    assert all(distorted(letter, gold, str(seed)).done for seed in range(5))


def test_words_of_distortions_are_met_by_no_cue():
    """A closing or a greeting that the rules know distorts nothing."""
    from extractors.language import cues

    known = [text for text in distortions.lists()["closing"] if cues.CLOSING.match(text)]
    assert len(known) < len(distortions.lists()["closing"]) / 2


def test_where_nothing_of_the_others_is_wrong_the_installed_weights_judge():
    """Without a wrong value no weights can be fitted: said, and the table is written all the same."""
    found = left_out.read_all([CORPUS], Config(), left_out.Effort(made=10, copies=0), lambda line: None)
    confidence = [value.confidence for example in found for value in example.judged]
    assert list(left_out.judge(found)) == [
        "releases is judged by the installed weights: of the others no value is wrong",
        "grants is judged by the installed weights: of the others no value is wrong",
    ]
    assert [value.confidence for example in found for value in example.judged] == confidence
    assert [row.name for row in left_out.table(found, lambda example: True)] == ["releases", "grants", "all"]
