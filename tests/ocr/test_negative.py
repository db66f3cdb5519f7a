"""White print on black, whole pages and parts, is turned; frames and boxes over words are not."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.ocr.negative import positive
from tests.scans import Grey, page


def with_black(image: Grey, rows: slice, columns: slice) -> Grey:
    image = image.copy()
    image[rows, columns] = 0
    return image


def half(image: Grey) -> Grey:
    image = image.copy()
    image[:, : image.shape[1] // 2] = 255 - image[:, : image.shape[1] // 2]
    return image


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
