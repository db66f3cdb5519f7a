"""Covered places without words under them, their codes, and words that are struck out."""

from __future__ import annotations

import pytest

from pipeline.reading.pdf import read_pdf
from tests.pdfs import box, pdf, prose, show

Y = 300
LEFT, RIGHT = show(72, Y, "you may call"), show(250, Y, "at noon, and wait.")
WHITE_CODE = "1 g " + show(170, Y, "(b)(6)", 8) + "0 g "


def frame(x: float, y: float, width: float, height: float) -> str:
    return f"q 0 G 0.5 w {x} {y} {width} {height} re S Q\n"


@pytest.mark.parametrize(
    ("content", "labels", "left_out"),
    [
        pytest.param(box(140, Y - 3, 106, 13, 0), [None], "", id="a black box in a gap"),
        pytest.param(box(140, Y - 3, 106, 13, 0) + WHITE_CODE, ["(b)(6)"], "(b)(6)", id="with its code on it"),
        pytest.param(frame(140, Y - 3, 106, 13) + show(170, Y, "(b)(6)", 8), ["(b)(6)"], "(b)(6)", id="a frame with a code"),
        pytest.param(show(170, Y, "(b)(7)(C)", 8), ["(b)(7)(C)"], "(b)(7)(C)", id="a code alone in a wide gap"),
        pytest.param(box(140, Y - 3, 106, 13, 0) + show(560, Y, "b6", 8), ["b6"], "b6", id="a code in the margin"),
        pytest.param(
            box(140, Y - 3, 106, 13, 0) + show(560, Y, "b6", 8) + show(560, Y - 9, "b7C", 8), ["b6, b7C"], "b7C", id="two codes"
        ),
        pytest.param(box(140, Y - 3, 50, 13, 0) + box(196, Y - 3, 50, 13, 0), [None, None], "", id="two boxes are two places"),
        pytest.param(box(140, Y - 5, 106, 1, 0), [], "", id="a rule is none"),
        pytest.param(box(140, Y, 5, 5, 0), [], "", id="a square bullet is none"),
        pytest.param(box(72, 760, 468, 14, 0), [], "", id="a bar above the letter is none"),
        pytest.param(box(140, Y - 3, 106, 13, 0) + "1 g " + show(150, Y, "AMOUNT", 9), [], "", id="a heading in a bar is none"),
    ],
)
def test_gaps(content: str, labels: list[str | None], left_out: str) -> None:
    page = next(iter(read_pdf(pdf(prose(20) + LEFT + RIGHT + content)))).page
    words = [word.text for word in page.words]
    assert [redaction.label for redaction in page.redactions] == labels
    assert not any(redaction.recoverable for redaction in page.redactions)
    assert words.count("█") == len(labels)
    assert not left_out or left_out not in words


def test_a_code_in_running_text_is_a_word() -> None:
    page = next(iter(read_pdf(pdf(show(72, 700, "records withheld under (b)(6) and (b)(7)(C) of the Act"))))).page
    assert [w.text for w in page.words][3:6] == ["(b)(6)", "and", "(b)(7)(C)"]
    assert page.redactions == ()


@pytest.mark.parametrize(
    ("line", "struck"),
    [
        pytest.param("72 303 m 142 303 l S", True, id="through the words"),
        pytest.param("72 298 m 142 298 l S", False, id="under them"),
        pytest.param("72 310 m 142 310 l S", False, id="over them"),
        pytest.param("72 302.5 70 1 re f", True, id="a thin box"),
        pytest.param("72 303 m 80 303 l S", False, id="too short"),
    ],
)
def test_struck_words_are_left_out(line: str, struck: bool) -> None:
    page = next(iter(read_pdf(pdf(show(72, Y, "you may call") + show(150, Y, "at noon") + f"0.8 w {line}\n")))).page
    assert [w.text for w in page.words] == (["at", "noon"] if struck else ["you", "may", "call", "at", "noon"])
    assert any(note.startswith("struck-text") for note in page.notes) is struck
