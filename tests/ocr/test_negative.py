"""White print on black, whole pages and parts, is turned; frames and boxes over words are not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.ocr.negative import positive
from tests.scans import PROSE, Grey, page


def with_black(image: Grey, rows: slice, columns: slice) -> Grey:
    image = image.copy()
    image[rows, columns] = 0
    return image


def half(image: Grey) -> Grey:
    image = image.copy()
    image[:, : image.shape[1] // 2] = 255 - image[:, : image.shape[1] // 2]
    return image


def with_bar(step: int, dpi: int, words: str) -> Grey:
    """A line in a dark bar of its height, which stands a little lower and further right with each step."""
    left, top = dpi + 3 * step, dpi + step * dpi // 60
    picture = Image.fromarray(page(PROSE[:1], dpi))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((left, top, left + 1.2 * dpi, top + 0.18 * dpi), 30)
    draw.text((left + 3, top + 0.09 * dpi), words, 230, font=ImageFont.load_default(size=0.15 * dpi), anchor="lm")
    return np.array(picture)


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize(("words", "turned"), [("Zebulon Quartz", True), ("", False)])
def test_a_bar_of_one_line_is_turned_wherever_it_stands(dpi: int, words: str, turned: bool) -> None:
    """It is as high as two dots of the image in which grounds are looked for first, and hardly ever stands on its grid."""
    assert [positive(with_bar(step, dpi, words), dpi)[1] for step in range(12)] == [turned] * 12


@pytest.mark.parametrize(
    ("image", "turned"),
    [
        pytest.param(page(), False, id="black on white"),
        pytest.param(255 - page(), True, id="a negative"),
        pytest.param(((255 - page()) // 2 + 20).astype(np.uint8), True, id="a faint negative"),
        pytest.param(half(page()), True, id="half of a page"),
        pytest.param(with_black(page(), slice(0, 20), slice(None)), False, id="a black edge"),
        pytest.param(with_black(page(), slice(110, 140), slice(200, 500)), False, id="a box over words"),
    ],
)
def test_positive(image: Grey, turned: bool) -> None:
    found, was_turned = positive(image, 150)
    assert was_turned is turned
    if turned:
        assert np.median(found[:, : found.shape[1] // 2]) > 150 and np.median(found) > 150
    else:
        assert found is image
