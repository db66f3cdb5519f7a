from __future__ import annotations

import pytest

from extractors.fields.jurisdictions import extract
from tests.budget import processor_seconds
from tests.builders import doc

OPENING = "The Department announced awards today."


def found(*paragraphs: str) -> list[tuple[object, object]]:
    return [(f.value["name"], f.value["state"]) for f in extract(doc(*paragraphs))]


def test_where_an_advisory_invites_to_is_a_place() -> None:
    head = ["MEDIA ADVISORY", "FOR IMMEDIATE RELEASE", "CLERK CHARGED IN SALINA", "WHO: U.S. Attorney Ann Poe"]
    assert found(*head, "WHERE: Federal Courthouse, 111 East Street, Salina, Kansas") == [("Salina", "KS")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a mill near Salina, Kan. He sold", [("Salina", "KS")]),
        ("In Dayton, Ohio, a grand jury", [("Dayton", "OH")]),
        pytest.param("Four Boise, Idaho men and a Boise, Idaho-based firm", [("Boise", "ID")], id="number before, each once"),
        pytest.param(
            "Ogden, Utah; Casper, Wyoming; and Lynn, MA", [("Ogden", "UT"), ("Casper", "WY"), ("Lynn", "MA")], id="list"
        ),
        pytest.param("• Nome, Alaska – $124,000", [("Nome", "AK")], id="bullet"),
        pytest.param("Nome, Alaska Ogden, Utah", [("Nome", "AK"), ("Ogden", "UT")], id="two columns on one line"),
        ("Fond du Lac County, Wisconsin", [("Fond du Lac County", "WI")]),
        ("St. Tammany Parish, La., and St. Mary’s, Georgia", [("St. Tammany Parish", "LA"), ("St. Mary’s", "GA")]),
        ("The Dalles, Oregon, and O’Fallon, Missouri", [("The Dalles", "OR"), ("O’Fallon", "MO")]),
        ("Coeur d’Alene, Idaho, and Butte-Silver Bow, Montana", [("Coeur d’Alene", "ID"), ("Butte-Silver Bow", "MT")]),
        ("Isle of Wight County, Virginia", [("Isle of Wight County", "VA")]),
        pytest.param("the City of Ferguson, Missouri", [("Ferguson", "MO")], id="city of"),
        pytest.param("the Mayor of Dayton, Ohio", [("Dayton", "OH")], id="officer of"),
        pytest.param("Superior Court of Moss County, Calif.", [("Moss County", "CA")], id="court of"),
        pytest.param("the FBI’s Akron, Ohio office", [("Akron", "OH")], id="acronym before"),
        pytest.param("the Justice Department’s Akron, Ohio, office", [("Akron", "OH")], id="owner before"),
        pytest.param("the Topeka, Kansas Police Department", [("Topeka", "KS")], id="a body of the place"),
        pytest.param(
            "Washington, D.C., and New York, New York", [("Washington", "DC"), ("New York", "NY")], id="names of states"
        ),
        pytest.param(
            "Saranac Lake, New York, and Barre, Vermont", [("Saranac Lake", "NY"), ("Barre", "VT")], id="New York as a state"
        ),
        pytest.param("offices in Laurel, MD", [("Laurel", "MD")], id="code that is also a degree"),
    ],
)
def test_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(OPENING, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the District of Kansas and Kansas itself", id="no place named"),
        pytest.param("Pat Moss, Kansas Department of Agriculture", id="state's organ"),
        pytest.param("offices in Boston, New York and Chicago", id="cities without their states"),
        pytest.param("in Texas, Oklahoma and Kansas", id="states"),
        pytest.param("from China, California, and Canada", id="country"),
        pytest.param("Pat Moss, MD, testified", id="degree"),
        pytest.param("Mr. Moss, Ohio", id="person"),
        pytest.param("P.O. Box 7611, Washington, D.C. 20044-7611", id="address"),
        pytest.param("Moss Police Department, Tennessee", id="body, not place"),
        pytest.param("the Richmond, Va. Code", id="code of law"),
        pytest.param("MEN FROM BOISE, IDAHO INDICTED", id="heading"),
        pytest.param("Moss County and the City of Moss", id="no state"),
    ],
)
def test_nothing_found(text: str) -> None:
    assert found(OPENING, text) == []


@pytest.mark.parametrize("dateline", ["WICHITA, Kan. – A man", "Wichita, Kan. - A man", "WICHITA, Kan. (Jan. 3, 2012) – A man"])
def test_dateline_is_no_place_of_the_text(dateline: str) -> None:
    assert found(dateline + " of Salina, Kan.") == [("Salina", "KS")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Salina, Kansas", "city"),
        ("the City and County of Denver, Colorado", "city"),
        ("Moss County, Ohio", "county"),
        ("St. Landry Parish, Louisiana", "county"),
        ("the County of Marin, California", "county"),
        ("Yankton Sioux Tribe, South Dakota", "tribe"),
        ("Pueblo of Acoma, New Mexico", "tribe"),
        ("Pueblo, Colorado", "city"),
        ("Galveston Island, Texas", None),
    ],
)
def test_kind(text: str, kind: str | None) -> None:
    (finding,) = extract(doc(OPENING, text))
    assert finding.value["kind"] == kind


@pytest.mark.parametrize("unit", ["Aa ", "Aa of ", "Aa, ", "St. ", "Mayor of "])
def test_long_repetitions_stay_fast(unit: str) -> None:
    document = doc(OPENING, unit * 1000)
    with processor_seconds(20):
        extract(document)


def test_the_heading_below_a_list_is_no_part_of_its_last_place() -> None:
    found = extract(doc("• Reno, Nevada", "• Salem, Oregon", "The Context"))
    assert [f.value["name"] for f in found] == ["Reno", "Salem"]
