from __future__ import annotations

import math
from dataclasses import replace

import pytest

from pipeline.layout.document import Page, Word
from pipeline.layout.lines import usual_pitch
from pipeline.layout.reading_order import lines
from tests.builders import page, written


def texts(drawing: str) -> list[str]:
    return [line.text for line in lines(page(drawing))]


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        pytest.param("one two\nthree", ["one two", "three"], id="rows from top to bottom"),
        pytest.param(
            """
            U.S. Department of Justice              Voting Section
            Civil Rights Division                   Washington, DC
            """,
            ["U.S. Department of Justice", "Civil Rights Division", "Voting Section", "Washington, DC"],
            id="a letterhead in two blocks: the left one is read first",
        ),
        pytest.param(
            """
            The Honorable Ann Poe        Mr. Bo Roe
            Mayor                        Clerk
            1 A Street                   2 B Street
                                         Suite 3

            Dear Mayor Poe and Mr. Roe:
            """,
            [
                "The Honorable Ann Poe",
                "Mayor",
                "1 A Street",
                "Mr. Bo Roe",
                "Clerk",
                "2 B Street",
                "Suite 3",
                "Dear Mayor Poe and Mr. Roe:",
            ],
            id="addressees side by side, one block longer",
        ),
        pytest.param(
            "(a)   the first thing\n(b)   the second",
            ["(a) the first thing", "(b) the second"],
            id="the white behind a label splits nothing",
        ),
        pytest.param(
            "Request No. 4:      The lease of the house\nSpecification 7(c).    Each bill",
            ["Request No. 4: The lease of the house", "Specification 7(c). Each bill"],
            id="nor does that behind a named one",
        ),
        pytest.param("TO:        Ann Poe\nFROM:      Bo Roe", ["TO: Ann Poe", "FROM: Bo Roe"], id="fields of a memorandum"),
        pytest.param(
            "Alpha      one       $10\nBeta       two       $20",
            ["Alpha", "one", "$10", "Beta", "two", "$20"],
            id="a table of three columns is read across, cell by cell",
        ),
        pytest.param("Grants         $10\nLoans          $20", ["Grants", "$10", "Loans", "$20"], id="figures go with their row"),
        pytest.param(
            "                                  May 1, 2019\nMs. Ann Poe", ["May 1, 2019", "Ms. Ann Poe"], id="a date on the right"
        ),
    ],
)
def test_reading_order(drawing: str, expected: list[str]) -> None:
    assert texts(drawing) == expected


def test_a_side_bar_comes_after_the_text_beside_it() -> None:
    body = [f"a line of the article that is long enough {i:02d}" for i in range(20)]
    bar = {3: "Links", 7: "Archive", 11: "Contact", 15: "About"}
    drawing = "\n".join(line + (" " * 16 + bar[i] if i in bar else "") for i, line in enumerate(body))
    assert texts(drawing) == body + list(bar.values())


def test_a_raised_mark_is_left_out_of_its_sentence_and_kept_before_its_note() -> None:
    assert texts("It was signed.^1 It holds.\n\n^1 In 2011.") == ["It was signed. It holds.", "1 In 2011."]


@pytest.mark.parametrize("angle", [0.6, -1.6, 2.4, 90.3, 180.4, 270.0], ids="{} degrees".format)
def test_a_page_that_lies_askew_reads_like_a_straight_one(angle: float) -> None:
    drawing = "\n".join(f"line {i:02d} with words from the left margin to the right one, here" for i in range(40))
    straight = page(drawing)
    assert [line.text for line in lines(_turned(straight, angle))] == [line.text for line in lines(straight)]


@pytest.mark.parametrize("angle", [0.6, 90.3, 180.4, 270.0], ids="{} degrees".format)
def test_a_page_that_lies_askew_has_the_paragraphs_of_a_straight_one(angle: float) -> None:
    paragraph = """
        We have concluded that your city is ready for assistance that all the
        Department of Justice is prepared to provide, and that it takes its steps in
        Albuquerque.

        Another paragraph stands here, whose second line begins with a name as well,
        Congressional Relations, and ends early.
    """
    straight = page("\n\n".join([paragraph] * 4 + ["Page 1 of 3"]))
    (expected,), (found,) = written([straight]), written([_turned(straight, angle)])
    assert found.text == expected.text
    assert expected.text.count("\n") == 7


def _turned(upright: Page, angle: float) -> Page:
    """The page as a scanner delivers it: its text turned clockwise by `angle` degrees, boxes as the page lies."""
    across = round(angle / 90) % 2 == 1
    width, height = (upright.height, upright.width) if across else (upright.width, upright.height)
    turn = math.radians(angle)
    words = []
    for w in upright.words:
        dx, dy = (w.x0 + w.x1) / 2 - upright.width / 2, (w.top + w.bottom) / 2 - upright.height / 2
        x = width / 2 + dx * math.cos(turn) - dy * math.sin(turn)
        y = height / 2 + dx * math.sin(turn) + dy * math.cos(turn)
        a, b = (w.bottom - w.top, w.x1 - w.x0) if across else (w.x1 - w.x0, w.bottom - w.top)
        words.append(w._replace(x0=x - a / 2, x1=x + a / 2, top=y - b / 2, bottom=y + b / 2))
    return replace(upright, words=tuple(words), width=width, height=height, angle=angle)


def test_a_dash_stands_on_its_row_however_low_its_ink() -> None:
    drawing = page("WASHINGTON  The Justice Department today announced\nthe rest")
    dash = drawing.words[0]._replace(text="–", x0=drawing.words[0].x1 + 1, x1=drawing.words[0].x1 + 5)
    for shift in (-1.5, 0.0, 1.5):
        middle = (dash.top + dash.bottom) / 2 + shift
        spread = replace(drawing, words=(*drawing.words, dash._replace(top=middle - 0.4, bottom=middle + 0.4, source="ocr")))
        assert [line.text for line in lines(spread)] == ["WASHINGTON – The Justice Department today announced", "the rest"]


def test_a_label_whose_full_stop_was_read_as_a_comma_stays_with_its_item() -> None:
    assert texts("3.     The ledger\n4,     The log\nii,    The list") == ["3. The ledger", "4, The log", "ii, The list"]


def test_an_empty_page_has_no_lines() -> None:
    assert lines(Page(1, 612, 792, ())) == []
    assert usual_pitch([]) > 0


def test_the_pitch_is_that_of_running_text_not_of_blank_lines() -> None:
    assert usual_pitch(lines(page("a b\nc d\n\ne f\ng h\n\n\ni j"))) == 12.0


def test_words_of_another_size_on_one_row_stay_on_it() -> None:
    words = (Word("Big", 72, 70, 110, 90, 1, size=18.0), Word("small", 114, 77, 140, 87, 1, size=9.0))
    assert [line.text for line in lines(Page(1, 612, 792, words))] == ["Big small"]
