from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.layout.columns import columns
from pipeline.layout.document import Page, Word
from pipeline.layout.reading_order import lines
from tests.budget import processor_seconds
from tests.builders import MARGIN, ROW, page, written

LEFT = """
ALDER, Ore. – A man was
sentenced today to a term
in prison for the sale of
pumps that were taken from
four hospitals in the town

He sold at least a hundred
of them. The hospitals had
""".strip("\n").split("\n")
RIGHT = """
to rent others and to put
off what the pumps were
needed for by those in it.

The case was looked into
by the police of the town,
and a court will hear all
who were harmed.
""".strip("\n").split("\n")
READ = (
    "ALDER, Ore. – A man was sentenced today to a term in prison for the sale of pumps that were taken from four hospitals in the town\n"
    "He sold at least a hundred of them. The hospitals had to rent others and to put off what the pumps were needed for by those in it.\n"
    "The case was looked into by the police of the town, and a court will hear all who were harmed."
)


def beside(*columns: list[str], width: int = 32) -> str:
    rows = max(map(len, columns))
    padded = [[*column, *[""] * (rows - len(column))] for column in columns]
    return "\n".join("".join(part.ljust(width) for part in row).rstrip() for row in zip(*padded, strict=True))


def text(drawing: str) -> str:
    return "\n".join(document.text for document in written([page(drawing)]))


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        pytest.param(beside(LEFT, RIGHT), READ, id="the left column to its end, then the right one; a sentence goes on"),
        pytest.param(beside(LEFT, RIGHT, width=28), READ, id="a narrow gutter"),
        pytest.param(
            f"PUMPS OF FOUR HOSPITALS SOLD BY A MAN IN A TOWN\n\n{beside(LEFT, RIGHT)}\n\n                     # # #",
            f"PUMPS OF FOUR HOSPITALS SOLD BY A MAN IN A TOWN\n{READ}\n# # #",
            id="what stands across is read before and after them",
        ),
        pytest.param(
            beside(LEFT, RIGHT, ["What it costs is not known", *LEFT[1:5]]),
            f"{READ}\nWhat it costs is not known sentenced today to a term in prison for the sale of pumps that were taken from four hospitals in the town",
            id="three columns",
        ),
        pytest.param(
            beside(["The city pays by June", "1. It may ask for time", "in writing before then.", "x"], ["Ann Poe", "Mayor", "1 A Street", "Alder, OR"]),
            None,
            id="an address beside text is no column of text",
        ),
        pytest.param(
            "\n\n".join(beside([f"{n} one cell of the table", "is a text of its own and"], ["what stands beside it is", "read with the row it is in"]) for n in "abc"),
            None,
            id="the cells of a table are read by its rows",
        ),
    ],
)  # fmt: skip
def test_columns_of_running_text_are_read_one_after_the_other(drawing: str, expected: str | None) -> None:
    if expected is not None:
        assert text(drawing) == expected
    else:
        first, second = drawing.split("\n")[:2]
        assert text(drawing).index(first[:12].strip()) < text(drawing).index(second[:12].strip())
        assert all(line.stream == 0 for line in lines(page(drawing)))


def capital(letter: str, first: str, rest: list[str], turn: float = 0.0) -> Page:
    """A page whose first paragraph opens with a letter as high as two lines, beside which they stand."""
    drawn = page("\n".join([f"     {first}", f"     {rest[0]}", *rest[1:]]))
    large = Word(letter, MARGIN, MARGIN - 2, MARGIN + 24, MARGIN + 2 * ROW - 2, 1, size=28.0)
    return replace(drawn, words=(*drawn.words, large), angle=turn)


@pytest.mark.parametrize(
    ("letter", "first", "expected"),
    [
        ("T", "hank you for the letter in which you", "Thank you"),
        ("T", "HANK YOU for the letter in which you", "THANK YOU"),
        ("A", "ccording to the letter in which you", "According to"),
        ("A", "grand jury heard of the letter that", "A grand jury"),
        ("A", "Fairmont man heard of the letter in", "A Fairmont man"),
        ("I", "n the letter of the first of May you", "In the"),
        ("I", "write to you of the letter that was", "I write"),
        ("“W", "e have the letter of the first that", "“We have"),
    ],
)
@pytest.mark.parametrize("turn", [0.0, 0.6])
def test_a_drop_capital_belongs_to_its_word(letter: str, first: str, expected: str, turn: float) -> None:
    rest = ["ask for an answer and for a list of what", "was sent to the office in the month of May.", "", "It ends here."]
    (document,) = written([capital(letter, first, rest, turn)])
    opening, *others = document.text.split("\n")
    assert opening.startswith(expected) and opening.endswith("in the month of May.") and others == ["It ends here."]
    assert document.locate(0, 1)[0].box.x0 == MARGIN


def test_a_large_letter_in_a_headline_stays_a_word() -> None:
    drawn = page("it is so\nand so on")
    large = tuple(Word(t, 20 + 30 * i, MARGIN, 40 + 30 * i, MARGIN + 20, 1, size=28.0) for i, t in enumerate("AB"))
    (document,) = written([replace(drawn, words=(*drawn.words, *large))])
    assert "A B" in document.text


def test_a_table_of_many_cells_is_looked_through_once() -> None:
    """Each of its whites is followed down from the first row only: from every row of it, this takes minutes."""
    rows = [
        [Word("1", 60.0 * cell, 12.0 * row, 60.0 * cell + 30, 12.0 * row + 10, 1, size=10) for cell in range(40)]
        for row in range(300)
    ]
    with processor_seconds(60):
        assert list(columns(rows)) == []
