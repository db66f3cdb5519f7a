from __future__ import annotations

import pytest

from extractors.fields.programs import extract
from tests.builders import doc


def found(*paragraphs: str) -> list[tuple[object, object]]:
    return [(f.value["name"], f.value["abbreviation"]) for f in extract(doc(*paragraphs))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Public Safety Partnership (“PSP”), a training", [("Public Safety Partnership", "PSP")]),
        pytest.param(
            "the Department’s Public Safety Partnership (PSP) program", [("Public Safety Partnership", "PSP")], id="owner"
        ),
        (
            "through the Edward Byrne Memorial Justice Assistance Grant Program, the",
            [("Edward Byrne Memorial Justice Assistance Grant Program", None)],
        ),
        pytest.param(
            "the River Courts Assistance Grant (RCAG) Program",
            [("River Courts Assistance Grant Program", "RCAG")],
            id="name goes on",
        ),
        pytest.param(
            "its Safe Landing Teams (SLT) and Rural Courts Support (RCS) programs",
            [("Safe Landing Teams", "SLT"), ("Rural Courts Support", "RCS")],
            id="called programs afterwards",
        ),
        pytest.param(
            "the Harvest Stamp Program and the Rural Courts Initiative",
            [("Harvest Stamp Program", None), ("Rural Courts Initiative", None)],
            id="two",
        ),
        pytest.param("Project Safe Neighborhoods helps", [("Project Safe Neighborhoods", None)], id="project"),
        pytest.param("the River Courts Program. The River Courts Program", [("River Courts Program", None)], id="each once"),
    ],
)
def test_found(text: str, expected: list[tuple[object, object]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the Office of Justice Programs", id="office"),
        pytest.param("the Office for Rural Courts Program", id="office, singular"),
        pytest.param("The Program and this Partnership", id="no name"),
        pytest.param("the U.S. Trustee Program", id="component of the Department"),
        pytest.param("Moss Harbor Partnership, LLC", id="company"),
        pytest.param("a training and technical assistance program", id="small letters"),
        pytest.param("the River Courts Program Manager", id="goes on as something else"),
        pytest.param("Project Manager Pat Moss", id="project manager"),
        pytest.param("JUSTICE DEPARTMENT ANNOUNCES PARTNERSHIP", id="headline"),
    ],
)
def test_nothing_found(text: str) -> None:
    assert found(text) == []
