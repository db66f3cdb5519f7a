"""A text layer held against what is recognised on the page."""

from __future__ import annotations

import pytest

from pipeline.layout.document import Word
from pipeline.reading.layers import unlike

LINE = "The city of Fairmont has until December 8 2017 to answer Mayor Maria Delgado and the office of the clerk in writing"


def words(text: str, down: float = 0.0) -> list[Word]:
    return [Word(w, 20.0 * i, 100 + down, 20.0 * i + 18, 112 + down, 1, "ocr", 0.9, 12.0) for i, w in enumerate(text.split())]


@pytest.mark.parametrize(
    ("seen", "down", "told"),
    [
        pytest.param(LINE, 0, None, id="the same"),
        pytest.param(LINE.replace("clerk", "derk"), 0, None, id="a word misread"),
        pytest.param(LINE.replace(" 8 ", " 18 "), 0, "numbers", id="another day"),
        pytest.param(LINE.replace("Maria Delgado", "Neil Orr"), 0, "words", id="another name"),
        pytest.param("Nothing of all this stands on the page at all", 0, "numbers", id="another page"),
        pytest.param(LINE, 60, "lie over", id="shifted"),
        pytest.param(LINE, 3, None, id="hardly shifted"),
    ],
)
def test_unlike(seen: str, down: float, told: str | None) -> None:
    found = unlike(words(LINE), words(seen, down))
    assert (found is None) is (told is None)
    assert told is None or told in str(found)
