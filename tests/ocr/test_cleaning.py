from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.ocr.cleaning import clean
from tests.scans import Grey, page

DPI = 200


def typed() -> Grey:
    return np.where(page(dpi=DPI) > 128, 255, 0).astype(np.uint8)


def ink(image: Grey) -> int:
    return int(np.count_nonzero(image == 0))


def signature(image: Grey) -> None:
    x = np.linspace(0, 300, 400)
    y = 480 + 35 * np.sin(x / 9) * np.cos(x / 37)
    cv2.polylines(image, [np.stack([x + 260, y], axis=1).astype(np.int32)], False, 0, 4)


def seal(image: Grey) -> None:
    cv2.circle(image, (100, 300), 70, 0, 4)


def frame(image: Grey) -> None:
    cv2.rectangle(image, (180, 130), (1080, 340), 0, 3)


def border(image: Grey) -> None:
    image[:, :12] = 0
    image[:9] = 0


def rule(image: Grey) -> None:
    image[400:403, 200:800] = 0


def specks(image: Grey) -> None:
    for x, y in ((500, 470), (820, 520), (60, 40), (900, 60)):
        image[y : y + 3, x : x + 3] = 0


def dust(image: Grey) -> None:
    image[160:340:17, 210:700:23] = 0


@pytest.mark.parametrize(
    ("draw", "note"),
    [
        (signature, "drawings removed"),
        (seal, "drawings removed"),
        (frame, "drawings removed"),
        (border, "borders removed"),
        (rule, "rules removed"),
        (specks, "specks removed"),
    ],
)
def test_what_is_no_print_goes_and_all_print_stays(draw, note: str) -> None:
    plain = typed()
    drawn = plain.copy()
    draw(drawn)
    cleaned, expected = clean(drawn, DPI), clean(plain, DPI)
    assert note in cleaned.notes
    assert ink(cleaned.image) == ink(expected.image) == ink(plain)
    assert (cleaned.left, cleaned.top) == (expected.left, expected.top)


def test_dust_between_letters_goes_where_it_touches_none() -> None:
    drawn = typed()
    dust(drawn)
    assert ink(clean(drawn, DPI).image) - ink(typed()) < 0.25 * (ink(drawn) - ink(typed()))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("i.e. its . . . list: one; two.", id="full stops, dots and spaced dots"),
        pytest.param("• one", id="a bullet, away from its text"),
        pytest.param("A – B — C - D", id="dashes"),
        pytest.param("# # #", id="the end mark"),
        pytest.param("“Quoted” ‘words’", id="quotation marks"),
        pytest.param("é ñ ü ç", id="accents"),
    ],
)
def test_small_print_is_no_dirt(text: str) -> None:
    image = np.where(page(("Please provide all records of the grant.", text), dpi=DPI) > 128, 255, 0).astype(np.uint8)
    assert ink(clean(image, DPI).image) == ink(image)


def test_print_among_more_specks_than_short_labels_can_count() -> None:
    plain = np.full((1500, 1500), 255, np.uint8)
    typed_line = np.where(page(("Please provide all records of the grant.",), dpi=DPI) > 128, 255, 0)[90:290]
    plain[50:250, 50 : 50 + typed_line.shape[1]] = typed_line
    specked = plain.copy()
    specked[300:1440:4, 60:1440:4] = 0
    assert np.count_nonzero(specked[300:] == 0) > 2**16
    assert ink(clean(specked, DPI).image) == ink(plain) > 0


def test_a_large_headline_is_no_drawing() -> None:
    image = np.where(page(("Justice News",), dpi=DPI, points=30) > 128, 255, 0).astype(np.uint8)
    body = typed()
    body[:140] = image[90:230, : body.shape[1]]
    assert ink(clean(body, DPI).image) == ink(body)


def test_rules_are_told_by_their_place() -> None:
    drawn = typed()
    rule(drawn)
    assert clean(drawn, DPI).rules == ((200, 400, 800, 403),)


@pytest.mark.parametrize("level", [0, 255])
def test_a_page_without_print_is_empty(level: int) -> None:
    assert clean(np.full((50, 60), level, np.uint8), DPI).image.size == 0
