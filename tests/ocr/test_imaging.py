from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.layout.geometry import BBox
from pipeline.ocr.prepare import Prepared, prepare, upright_box
from tests.scans import Grey, grainy, leaning, page, shaded

DPI = 150


def size(image: Grey, dpi: float = DPI) -> tuple[float, float]:
    return image.shape[1] * 72 / dpi, image.shape[0] * 72 / dpi


def prepared(image: Grey, dpi: float = DPI) -> Prepared:
    return prepare(image, dpi, size(image, dpi))


def marked() -> tuple[Grey, BBox]:
    """A page with a black square behind its first line, and the square's box in points."""
    image = page()
    left, top, side = 710, 115, 20
    image[top : top + side, left : left + side] = 0
    return image, BBox(*(edge * 72 / DPI for edge in (left, top, left + side, top + side)))


def square_in(image: Grey) -> BBox:
    """The box of the only mark that fills a square."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(255 - image)
    solid = [row for row in stats[1:] if row[4] > 0.85 * row[2] * row[3] and row[4] > 200 and row[3] > 0.8 * row[2]]
    left, top, width, height, _ = max(solid, key=lambda row: row[4])
    return BBox(left, top, left + width, top + height)


def turned(box: BBox, image: Grey, turns: int, degrees: float) -> tuple[float, float]:
    """Where the middle of a box goes when its page leans counter-clockwise and is then turned clockwise, in points."""
    width, height = size(image)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    x, y = matrix @ ((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2, 1)
    for _ in range(turns):
        x, y, width, height = height - y, x, height, width
    return x, y


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 3), st.floats(-6, 6))
def test_boxes_come_back_to_where_they_lie_on_the_page(turns: int, degrees: float) -> None:
    image, box = marked()
    scan = np.ascontiguousarray(np.rot90(leaning(image, degrees), -turns))
    ready = prepared(scan)
    found = upright_box(square_in(ready.image), ready.to_page, ready.turns)
    x, y = turned(box, image, turns, degrees)
    assert abs((found.x0 + found.x1) / 2 - x) < 1.5
    assert abs((found.top + found.bottom) / 2 - y) < 1.5
    assert abs(found.width - box.width) < 1.5
    assert abs(found.height - box.height) < 1.5
    assert ready.turns == turns
    assert abs((ready.angle - (90 * turns - degrees) + 180) % 360 - 180) < 0.4


def test_a_clean_page_is_left_as_it_is() -> None:
    ready = prepared(np.where(page(dpi=300) > 128, 255, 0).astype(np.uint8), 300)
    assert (ready.notes, ready.angle, ready.turns) == (("scanned in two levels at 300 dpi",), 0.0, 0)
    assert (ready.dpi, ready.narrowed) == (300, 1)


def has(ready: Prepared, beginning: str) -> bool:
    return any(note.startswith(beginning) for note in ready.notes)


@pytest.mark.parametrize(
    ("image", "note"),
    [
        pytest.param(leaning(page(), 2), "deskewed 2.0 degrees", id="askew"),
        pytest.param(np.ascontiguousarray(np.rot90(page(), 2)), "turned 180 degrees", id="upside down"),
        pytest.param(np.ascontiguousarray(np.rot90(page(), 1)), "turned 270 degrees", id="on its left side"),
        pytest.param(grainy(shaded(page())), "light evened out", id="photographed"),
        pytest.param(grainy((page() * 0.7).astype(np.uint8)), "light evened out", id="on grey paper"),
        pytest.param(page(), "scaled", id="low resolution"),
        pytest.param(np.where(page() > 128, 255, 0).astype(np.uint8), "scanned in two levels", id="fax"),
    ],
)
def test_each_step_is_taken_where_the_page_needs_it_and_told(image: Grey, note: str) -> None:
    assert has(prepared(image), note)


@pytest.mark.parametrize("note", ["deskewed", "turned", "light", "scanned in two levels", "borders", "drawings", "specks"])
def test_no_step_is_taken_that_the_page_does_not_need(note: str) -> None:
    assert not has(prepared(grainy(page(dpi=300), 3), 300), note)


@pytest.mark.parametrize(
    "image",
    [
        pytest.param(np.full((300, 400), 255, np.uint8), id="white"),
        pytest.param(np.full((300, 400), 90, np.uint8), id="grey"),
        pytest.param(np.zeros((300, 400), np.uint8), id="black"),
        pytest.param(grainy(np.full((300, 400), 245, np.uint8), 4), id="grain only"),
        pytest.param(np.full((1, 1), 255, np.uint8), id="one pixel"),
        pytest.param(np.full((1, 900), 0, np.uint8), id="one row"),
    ],
)
def test_a_blank_page_has_no_print(image: Grey) -> None:
    assert prepared(image).image.size == 0


def test_paper_around_the_print_is_cut_off() -> None:
    full = page(inches=(8.5, 11))
    ready = prepared(full)
    assert ready.image.shape[0] / ready.dpi < 1.3
    assert (ready.image[:2] == 255).all()


def test_ink_is_black_on_white_and_nothing_else() -> None:
    assert set(np.unique(prepared(grainy(shaded(leaning(page(), 1)))).image)) == {0, 255}


def test_rules_are_told_in_points_where_they_lie() -> None:
    image = page(("", "", "", "the note below the line is short", "and so is the second of its lines"))
    image[100:102, 160:460] = 0
    (rule,) = prepared(image).rules
    assert rule == pytest.approx((76.8, 48.0, 220.8, 48.96), abs=1.5)


@pytest.mark.parametrize(
    ("image", "dpi"),
    [
        pytest.param(np.zeros((0, 5), np.uint8), 150, id="no pixels"),
        pytest.param(np.zeros((5, 5, 3), np.uint8), 150, id="colours"),
        pytest.param(np.zeros((5, 5), np.float64), 150, id="no grey levels"),
        pytest.param(np.zeros((5, 5), np.uint8), 0, id="no resolution"),
        pytest.param(np.zeros((5, 5), np.uint8), float("nan"), id="unknown resolution"),
    ],
)
def test_what_is_no_page_image_is_refused(image: NDArray[np.uint8], dpi: float) -> None:
    with pytest.raises(ValueError, match="page image"):
        prepare(image, dpi, (612, 792))
