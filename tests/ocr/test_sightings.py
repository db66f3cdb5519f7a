from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.layout.document import Word
from pipeline.layout.geometry import BBox
from pipeline.ocr.prepare import Prepared
from pipeline.ocr.words import Sighting, confidence, words_on_page

LINE = (1, 1, 1)


def paper() -> Prepared:
    """An empty page at 144 dpi, where two pixels are a point."""
    return Prepared(np.full((400, 800), 255, np.uint8), 144.0, 1.0, np.array([[0.5, 0, 0], [0, 0.5, 0]]), 0, 0.0, (), ())


def seen(
    text: str, x0: float = 0, top: float = 0, sure: float = 0.95, height: float = 17, line: tuple[int, ...] = LINE
) -> Sighting:
    return Sighting(text, BBox(x0, top, x0 + 8 * len(text), top + height), sure, line)


BODY = [seen("The", 0), seen("Bureau", 40), seen("reviewed", 100), seen("Hall", 200), seen("title", 260)]


def words(*more: Sighting, page: Prepared | None = None) -> list[str]:
    return [word.text for word in words_on_page([*BODY, *more], page or paper(), 1)[len(BODY) :]]


def test_a_word_keeps_its_place_and_confidence() -> None:
    (word,) = words_on_page([Sighting("Bureau", BBox(20, 40, 68, 57), 0.876543)], paper(), 7)
    assert word == Word("Bureau", 10.0, 20.0, 34.0, 28.5, 7, "ocr", 0.8765, 12.5)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        pytest.param("the", 0.0, id="a word, however hard to read"),
        pytest.param("(202)", 0.05, id="figures"),
        pytest.param("a", 0.9, id="a one-letter word"),
        pytest.param("–", 0.6, id="a dash between spaces"),
        pytest.param("&", 0.6, id="an ampersand"),
        pytest.param("§", 0.5, id="a section sign"),
        pytest.param("%", 0.5, id="a per cent sign"),
        pytest.param("...", 0.9, id="an ellipsis in one piece"),
        pytest.param("[*]", 0.9, id="a string of marks that was read well"),
    ],
)
def test_print_is_kept(text: str, sure: float) -> None:
    assert words(seen(text, 320, sure=sure)) == [text]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        pytest.param(".", 0.95, id="a speck read as a full stop"),
        pytest.param("_", 0.8, id="a scratch"),
        pytest.param("'", 0.9, id="a speck read as a quotation mark"),
        pytest.param("~", 0.9, id="a smear"),
        pytest.param("e", 0.2, id="a letter that hardly is one"),
        pytest.param("|", 0.9, id="an upright line without ink in the shape of a letter"),
        pytest.param(".,'~", 0.4, id="a string of marks"),
        pytest.param("–", 0.1, id="a dash that hardly is one"),
    ],
)
def test_dirt_is_dropped(text: str, sure: float) -> None:
    assert words(seen(text, 320, sure=sure)) == []


def test_spaced_dots_are_an_ellipsis() -> None:
    assert words(*(seen(".", 320 + 12 * i, 13, height=4) for i in range(3))) == [".", ".", "."]


def test_a_part_of_a_word_seen_twice_is_dropped() -> None:
    assert words(seen("e", 210, 2, height=5)) == []


def test_what_is_huge_and_hardly_read_is_a_drawing() -> None:
    line = (9, 1, 1)
    assert words(seen("VWN", 300, 100, 0.4, 60, line), seen("H", 380, 100, 0.95, 60, line)) == []
    headline = [seen(text, 300 + 80 * i, 100, 0.95, 60, line) for i, text in enumerate(("Hall", "of", "Justice"))]
    assert words(*headline) == ["Hall", "of", "Justice"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$", "§"),
        ("$$", "§§"),
        ("$§", "§§"),
        ("$11.9", "$11.9"),
        ("lrwin", "Irwin"),
        ("“lnternal", "“Internal"),
        ("lowa", "Iowa"),
        ("lowa,", "Iowa,"),
        ("lower", "lower"),
        ("llama", "llama"),
        ("l)", "l)"),
        ("lb.", "lb."),
        ("“|", "“I"),
        ("US.", "U.S."),
        ("(US.C.", "(U.S.C."),
        ("CFR.", "C.F.R."),
        ("(USC.", "(U.S.C."),
        ("US", "US"),
        ("USA.", "USA."),
    ],
)
def test_slips_are_mended_and_nothing_else(text: str, expected: str) -> None:
    assert words(seen(text, 320)) == [expected]


def test_an_upright_stroke_as_high_as_a_letter_is_an_i() -> None:
    page = paper()
    page.image[0:17, 320:326] = 0
    assert words(Sighting("|", BBox(320, 0, 326, 17), 0.9, LINE), page=page) == ["I"]


@pytest.mark.parametrize("text", ["e", "¢", "©", "*", "o"])
def test_a_disc_is_a_bullet_whatever_it_was_read_as(text: str) -> None:
    page = paper()
    cv2.circle(page.image, (330, 9), 4, 0, cv2.FILLED)
    assert words(Sighting(text, BBox(326, 5, 335, 14), 0.3, LINE), page=page) == ["•"]


def test_a_bold_letter_is_no_bullet() -> None:
    page = paper()
    page.image[5:14, 326:335] = 0
    page.image[7:8, 329:333] = 255  # the eye of an e
    assert words(Sighting("e", BBox(326, 5, 335, 14), 0.9, LINE), page=page) == ["e"]


@pytest.mark.parametrize(
    ("text", "widths", "gaps", "expected"),
    [
        pytest.param("Aroster", [8] * 7, [9] + [2] * 5, ["A", "roster"], id="a word of one letter"),
        pytest.param("Foreach", [8] * 7, [2, 2, 9, 2, 2, 2], ["For", "each"], id="in the middle"),
        pytest.param("froma", [8] * 5, [2, 2, 2, 9], ["from", "a"], id="at the end"),
        pytest.param("asummary", [8] + [18] * 3, [9, 2, 2], ["a", "summary"], id="an a before letters that touch"),
        pytest.param("Foreach", [28, 38], [9], ["Foreach"], id="letters that touch cannot be counted"),
        pytest.param("review", [8] * 6, [4, 3, 4, 4, 3], ["review"], id="loose setting"),
        pytest.param("said,", [8] * 5, [2, 2, 2, 9], ["said,"], id="white before a comma"),
        pytest.param("U.S.C.", [8] * 6, [2, 9, 2, 9, 2], ["U.S.C."], id="full stops within"),
    ],
)
def test_words_read_as_one_are_told_by_the_white_between_them(
    text: str, widths: list[int], gaps: list[int], expected: list[str]
) -> None:
    page, x = paper(), 320
    for width, gap in zip(widths, [*gaps, 0], strict=True):
        page.image[0:17, x : x + width] = 0
        x += width + gap
    assert words(Sighting(text, BBox(320, 0, x, 17), 0.9, LINE), page=page) == expected


@pytest.mark.parametrize("text", ["0", "oO", "©", "o"])
def test_a_ring_before_a_line_is_a_bullet_printed_as_o(text: str) -> None:
    page = paper()
    cv2.circle(page.image, (44, 109), 4, 0, 1)
    item = [seen("The", 80, 100, line=(3, 1, 1)), seen("ledger", 120, 100, line=(3, 1, 1))]
    ring = Sighting(text, BBox(38, 100, 50, 118), 0.4, (2, 1, 1))
    assert words(ring, *item, page=page) == ["o", "The", "ledger"]
    assert words(seen("from", 0, 100), ring, *item, page=page) == ["from", text, "The", "ledger"]


@pytest.mark.parametrize(
    ("dirt", "kept"),
    [
        pytest.param(Sighting("ictri", BBox(320, 0, 360, 2), 0.48, LINE), False, id="the tops of letters"),
        pytest.param(Sighting("-", BBox(320, 8, 322, 10), 0.87, LINE), False, id="a speck is no dash"),
        pytest.param(Sighting("-", BBox(320, 8, 328, 10), 0.87, LINE), True, id="a dash"),
        pytest.param(Sighting("a", BBox(320, 0, 330, 30), 0.9, LINE), True, id="a letter with a swollen box"),
        pytest.param(Sighting("www.", BBox(320, 0, 380, 34), 0.2, LINE), True, id="a word with a swollen box"),
    ],
)
def test_what_is_no_letter_for_its_size_is_dropped(dirt: Sighting, kept: bool) -> None:
    assert bool(words(dirt)) is kept


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["HHH"], ["###"], id="read as capitals"),
        pytest.param(["#", "H", "#"], ["#", "#", "#"], id="one of three"),
        pytest.param(["HHH", "Building"], ["HHH", "Building"], id="with other words on its line"),
        pytest.param(["THE"], ["THE"], id="a word"),
    ],
)
def test_a_line_of_hashes_is_the_end_mark(texts: list[str], expected: list[str]) -> None:
    assert words(*(seen(text, 200 + 90 * i, 60, line=(2, 1, 1)) for i, text in enumerate(texts))) == expected


def sizes(*more: Sighting) -> list[float]:
    return [word.size for word in words_on_page([*BODY, *more], paper(), 1)]


def test_words_of_a_line_share_a_size_whatever_their_letters() -> None:
    # at 12 points an x is 11 pixels high, a capital 16, a descender 5
    line = (2, 1, 1)
    row = [
        seen("an", 0, 60, height=11, line=line),
        seen("Act", 40, 60, height=16, line=line),
        seen("page", 90, 60, height=16, line=line),
    ]
    found = set(sizes(*row)[len(BODY) :])
    assert len(found) == 1
    assert found.pop() == pytest.approx(12, abs=0.6)


def test_a_line_of_nearly_the_usual_size_has_the_usual_size() -> None:
    assert len(set(sizes(seen("Chico", 0, 60, height=17.7, line=(2, 1, 1))))) == 1


def test_a_headline_is_larger() -> None:
    found = sizes(seen("Title", 0, 60, height=30, line=(2, 1, 1)))
    assert found[-1] > 1.5 * found[0]


def test_a_raised_number_keeps_its_own_size() -> None:
    found = sizes(seen("3", 300, 0, height=9))
    assert found[-1] < 0.75 * found[0]


@pytest.mark.parametrize(("height", "kept"), [(60, False), (17, True)])
def test_a_part_of_a_seal_beside_print_is_dropped(height: int, kept: bool) -> None:
    page = paper()
    page.image[0:height, 320:360] = 0
    assert bool(words(Sighting("U", BBox(320, 0, 360, height), 0.8, LINE), page=page)) is kept


def test_small_words_of_a_headline_are_kept() -> None:
    page = paper()
    page.image[100:134, 100:190] = 0
    line = (4, 1, 1)
    head = [Sighting(text, BBox(x, 100, x + 80, 134), 0.9, line) for text, x in (("Hall", 0), ("of", 100), ("Justice", 200))]
    assert words(*head, page=page) == ["Hall", "of", "Justice"]


def test_an_italic_f_says_nothing_of_the_size() -> None:
    line = (2, 1, 1)
    row = [seen(text, 60 * i, 60, height=22, line=line) for i, text in enumerate(("Office", "for", "of"))]
    row.append(seen("Victims", 160, 60, height=17, line=line))
    assert len(set(sizes(*row))) == 1


def test_a_line_of_one_swollen_word_and_others_is_no_drawing() -> None:
    line = (2, 1, 1)
    row = [seen("www", 0, 60, 0.3, 34, line), seen(".office.example.gov/form", 60, 60, 0.4, 17, line)]
    assert words(*row) == ["www", ".office.example.gov/form"]


def test_blocks_side_by_side_have_sizes_of_their_own() -> None:
    line = (2, 1, 1)
    row = [seen("Department", 0, 60, height=28, line=line), seen("Suite", 500, 60, height=12, line=line)]
    left, right = sizes(*row)[-2:]
    assert left > 1.5 * right


def test_a_speck_at_a_word_alone_on_its_line_does_not_make_it_larger_nor_a_note_as_large() -> None:
    assert len(set(sizes(seen("1998.", 0, 60, height=21, line=(2, 1, 1))))) == 1
    assert sizes(seen("2017).", 0, 60, height=17, line=(2, 1, 1)))[-1] < 0.85 * sizes()[0]


def test_marks_alone_have_the_size_of_the_page() -> None:
    assert len(set(sizes(seen("–", 0, 60, height=2, line=(2, 1, 1))))) == 1


def test_confidence_weighs_words_by_length() -> None:
    assert confidence([seen("a", sure=0.0), seen("bureaus", sure=0.8)]) == pytest.approx(0.7)
    assert confidence([]) == 0.0


def test_nothing_seen_is_no_word() -> None:
    assert words_on_page([], paper(), 1) == ()
