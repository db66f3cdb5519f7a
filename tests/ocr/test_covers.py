"""Words that were covered before a page was scanned: black boxes by their pixels, codes by the gap in which they stand."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.layout.document import Page
from pipeline.ocr.cleaning import clean
from pipeline.ocr.recognition import read_image
from pipeline.ocr.tesseract import Tesseract
from pipeline.reading.images import PageImage
from tests.scans import Grey, grainy, leaning, page

DPI = 200
LINES = (
    "The office has read your answer to the letter",
    "that you sent, and you may call",
    "and publish its summary before the public hearing.",
    "Every grantee in need of help should call the bureau.",
)


def drawn(*boxes: tuple[float, float, float, float], code: str = "", ink: int = 255) -> Grey:
    """A page of print with black boxes, in points, and a code at the first."""
    image = page((LINES[0], f"{LINES[1]}{' ' * 50}at noon.", *LINES[2:]), dpi=DPI, inches=(7.5, 3.5))
    for box in boxes:
        left, top, right, bottom = (round(edge * DPI / 72) for edge in box)
        image[top:bottom, left:right] = 0
    if code:
        cv2.putText(
            image, code, (round(280 * DPI / 72), round(80.5 * DPI / 72)), cv2.FONT_HERSHEY_DUPLEX, 0.75, ink, 1, cv2.LINE_AA
        )
    return image


GAP = (242.0, 70.0, 354.0, 83.0)


def covers(image: Grey) -> list[tuple[int, ...]]:
    found = clean(np.where(image > 128, 255, 0).astype(np.uint8), DPI).covers
    return [tuple(round(edge * 72 / DPI) for edge in box) for box in found]


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        pytest.param(drawn(GAP), [(242, 70, 354, 83)], id="a black box"),
        pytest.param(drawn(GAP, (72, 100, 300, 112)), [(242, 70, 354, 83), (72, 100, 300, 112)], id="two, one on print"),
        pytest.param(drawn((250, 76, 330, 78)), [], id="a rule is none"),
        pytest.param(drawn((250, 72, 256, 78)), [], id="a square bullet is none"),
        pytest.param(drawn((0, 0, 12, 252)), [], id="the black edge of a scanner is none"),
        pytest.param(page(("MINUTES OF THE HEARING",), dpi=DPI, points=30, inches=(9, 2)), [], id="large print is none"),
    ],
)
def test_solid_places(image: Grey, expected: list[tuple[int, ...]]) -> None:
    found = covers(image)
    assert len(found) == len(expected)
    assert all(max(abs(a - b) for a, b in zip(x, y, strict=True)) <= 8 for x, y in zip(found, expected, strict=True))


def read(image: Grey) -> Page:
    return read_image(PageImage(1, image, DPI, image.shape[1] * 72 / DPI, image.shape[0] * 72 / DPI), Tesseract())


@pytest.mark.parametrize(
    ("image", "label"),
    [
        pytest.param(drawn(GAP), None, id="a black box"),
        pytest.param(grainy(leaning(drawn(GAP), 1.2)), None, id="askew and grainy"),
        pytest.param(drawn(code="(b)(6)", ink=0), "(b)(6)", id="a code alone in the gap"),
        pytest.param(np.rot90(drawn(GAP)).copy(), None, id="on its side"),
    ],
)
def test_a_cover_leaves_its_sign_in_the_gap(image: Grey, label: str | None) -> None:
    found = read(image)
    ((redaction,), words) = found.redactions, [word.text for word in found.words]
    assert (redaction.label, redaction.recoverable) == (label, False)
    assert words.count("█") == 1 and "(b)(6)" not in words
    assert {"call", "at", "noon.", "Every"} <= set(words)
    assert all(place.source == "ocr" for place in redaction.places)


def test_a_heading_in_a_bar_is_no_cover() -> None:
    image = drawn((72, 30, 420, 46))
    cv2.putText(image, "AMOUNTS", (220, 118), cv2.FONT_HERSHEY_DUPLEX, 0.9, 255, 1, cv2.LINE_AA)
    assert read(image).redactions == ()
