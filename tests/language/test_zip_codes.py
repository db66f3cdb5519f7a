"""What a ZIP code says against the city and the state beside it."""

from __future__ import annotations

import pytest

from extractors.language.zip_codes import against_zip_code


@pytest.mark.parametrize(
    ("city", "state", "zip_code", "misread", "expected"),
    [
        pytest.param("Reno", "NV", "10007", False, "New York", id="of another state"),
        pytest.param("Reno", "NV", "89501-0001", False, None, id="of this state"),
        pytest.param("Salern", "OR", "97301", True, "Salem", id="a city as OCR reads it"),
        pytest.param("Salern", "OR", "97301", False, None, id="what was typed is not held against a list of post offices"),
        pytest.param("St. Louis", "MO", "63119", True, None, id="Saint, shortened"),
        pytest.param("Webster Groves", "MO", "63119", True, None, id="another name that mail goes by"),
        pytest.param(
            "Brookmoor", "OR", "97301", True, None, id="a place unlike any of the code's: no post office may bear its name"
        ),
        pytest.param("Basin", "MT", "00001", True, None, id="a code that nobody has"),
        pytest.param("Basin", "MT", "5952l", True, None, id="no number"),
    ],
)
def test_against(city: str, state: str, zip_code: str, misread: bool, expected: str | None) -> None:
    told = against_zip_code(city, state, zip_code, misread=misread)
    assert (told is None) == (expected is None)
    assert expected is None or (told is not None and told.endswith(expected))
