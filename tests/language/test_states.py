from __future__ import annotations

import re

import pytest

from extractors.language.states import NAMES, STATE, code


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Kansas", "KS"),
        ("KS", "KS"),
        ("Kan.", "KS"),
        ("Calif.", "CA"),
        pytest.param("CALIF", "CA", id="dot lost"),
        pytest.param(" minn. ", "MN", id="case and spaces"),
        ("N.M.", "NM"),
        ("N. M.", "NM"),
        ("W. Va.", "WV"),
        ("W.Va.", "WV"),
        ("WEST VIRGINIA", "WV"),
        ("D.C.", "DC"),
        ("DC", "DC"),
        ("P.R.", "PR"),
        ("U.S. Virgin Islands", "VI"),
        pytest.param("New\nMexico", "NM", id="over a line"),
    ],
)
def test_code(printed: str, expected: str) -> None:
    assert code(printed) == expected


@pytest.mark.parametrize("printed", ["", "Kansas City", "Columbia", "XX", "U.S.", "Ontario"])
def test_no_code(printed: str) -> None:
    assert code(printed) is None


def test_names_are_codes_of_themselves() -> None:
    assert len(NAMES) == 56  # fifty states, the District, five territories
    assert all(code(name) == usps == code(usps) for usps, name in NAMES.items())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Wheeling, West Virginia 26003", "West Virginia", id="longest first"),
        pytest.param("Wheeling, W. Va., and", "W. Va.", id="spaced"),
        ("near Salina, Kan., on", "Kan."),
        ("PROVIDENCE, R.I. - A", "R.I."),
        ("Tulsa, OK 74103", "OK"),
        ("ST. PAUL, MINNESOTA", "MINNESOTA"),
        ("Arkansas River", "Arkansas"),
    ],
)
def test_state(text: str, expected: str) -> None:
    found = re.search(STATE, text)
    assert found is not None
    assert found.group() == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Miss Jones met me in or near Indy", id="words that are abbreviations without a dot"),
        pytest.param("INTO THE ORDER", id="code within a word"),
        pytest.param("Kansans", id="name within a word"),
    ],
)
def test_no_state(text: str) -> None:
    assert re.search(STATE, text) is None


@pytest.mark.parametrize("usps", sorted(NAMES))
def test_every_name_is_matched_whole(usps: str) -> None:
    for form in (usps, NAMES[usps], NAMES[usps].upper()):
        assert re.fullmatch(STATE, form)
