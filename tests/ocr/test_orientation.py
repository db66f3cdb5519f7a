from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ocr.orientation import ANALYSIS_DPI, Ink, Pose, ascender_balance, pose
from tests.scans import PROSE, leaning, page

LONG = PROSE + PROSE


def ink(lines=LONG, degrees: float = 0.0, turns: int = 0) -> Ink:
    image = page(lines, ANALYSIS_DPI, (6, 4))
    return np.rot90(leaning(image, degrees), turns) < 128


@settings(max_examples=30, deadline=None)
@given(st.floats(-10, 10), st.integers(0, 3))
def test_the_lean_and_the_side_are_found(degrees: float, turns: int) -> None:
    found = pose(ink(degrees=degrees, turns=-turns))
    assert found.turns == turns
    assert found.skew == pytest.approx(degrees, abs=0.25)


def test_quarter_turns_that_are_known_are_not_looked_for() -> None:
    assert pose(ink(), turns=2) == Pose(2, pytest.approx(0.0, abs=0.1))
    assert pose(ink(), turns=-1).turns == 3


@pytest.mark.parametrize(
    "page_ink",
    [
        pytest.param(np.zeros((100, 80), np.bool_), id="blank"),
        pytest.param(np.ones((100, 80), np.bool_), id="black"),
        pytest.param(np.zeros((0, 0), np.bool_), id="no pixels"),
        pytest.param(ink(("17",)), id="one number"),
    ],
)
def test_a_page_without_lines_is_left_as_it_lies(page_ink: Ink) -> None:
    assert pose(page_ink) == Pose(0, pytest.approx(0.0, abs=0.6))


def test_upright_print_has_more_ascenders_than_descenders() -> None:
    assert ascender_balance(ink()) > 0.2
    assert ascender_balance(ink(turns=2)) < -0.2


def test_capitals_alone_do_not_tell_up_from_down() -> None:
    assert abs(ascender_balance(ink(("NOTICE OF THE HEARING ON MAIL", "THE MINUTES ARE ON FILE HERE")))) < 0.2


def test_a_frame_does_not_tell_up_from_down() -> None:
    empty = np.zeros((400, 300), np.uint8)
    cv2.rectangle(empty, (20, 20), (280, 380), 1, 2)
    assert ascender_balance(empty.astype(np.bool_)) == 0.0
