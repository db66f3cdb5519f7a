from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.layout.apart import Apart
from pipeline.layout.document import Word
from pipeline.layout.furniture import without_furniture
from pipeline.layout.reading_order import lines
from tests.builders import MARGIN, ROW, documents, page

FIRST = """
U.S. Department of Justice
Office of Justice Programs

May 1, 2019

Ms. Ann Poe
Mayor, City of Salem

Dear Ms. Poe:

This paragraph fills its line up to the margin of the page and so
"""


def tail(*continued: str) -> list[str]:
    """What the text holds below the salutation."""
    return documents(FIRST, *continued)[0].text.split("Dear Ms. Poe:\n")[1].split("\n")


GOES_ON = "This paragraph fills its line up to the margin of the page and so goes on."


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("Ms. Ann Poe\nMay 1, 2019\nPage 2", id="addressee, date and page"),
        pytest.param("Page 2 of 3", id="page alone"),
        pytest.param("                  - 2 -", id="page between dashes"),
        pytest.param("Ms. Ann Poe                                      Page 2", id="on one line"),
        pytest.param("Ms. Ann Poe, Mayor\nMay 1, 2019", id="addressee and date without a page number"),
        pytest.param("Ms. Poe -- Page 2", id="page behind the name"),
    ],
)
def test_a_continuation_header_interrupts_nothing(header: str) -> None:
    assert tail(f"{header}\n\n\ngoes on.") == [GOES_ON]


def test_a_header_repeats_though_ocr_reads_its_marks_now_so_now_so() -> None:
    full = GOES_ON.replace("goes on.", "and so")
    read = tail(f"CONFIDENTIAL – Poe/Roe\n\n{full}", f"CONFIDENTIAL - Poe/Roe\n\n{full}", "CONFIDENTIAL . Poe/Roe\n\non it goes.")
    assert "CONFIDENTIAL" not in " ".join(read)


def test_a_header_that_repeats_is_one_whatever_it_says() -> None:
    header = "CONFIDENTIAL TREATMENT REQUESTED BY THE COMPANY\n\n"
    full = GOES_ON.replace("goes on.", "and so")
    assert tail(f"{header}{full}", f"{header}on it goes.") == [f"{GOES_ON.replace(' goes on.', '')} {full} on it goes."]


@pytest.mark.parametrize(
    "first_lines",
    [
        pytest.param(
            "Ms. Ann Poe will answer for the city of Salem in this matter, she said.", id="a sentence that names the addressee"
        ),
        pytest.param("Second, the city keeps no list.", id="running text"),
    ],
)
def test_text_at_the_top_of_a_page_is_no_header(first_lines: str) -> None:
    assert first_lines in documents(FIRST.rstrip() + "\nends.\n", f"{first_lines}\n\nIt ends.")[0].text


@pytest.mark.parametrize(
    ("second_page", "kept"),
    [
        pytest.param("2\nSincerely,\nLee Roe\nDirector", "Sincerely,\nLee Roe\nDirector", id="a page of a few lines"),
        pytest.param("2\nMore follows.\n\nIt ends.", "More follows.\nIt ends.", id="a paragraph right below the page number"),
        pytest.param(
            "Page 2\nMore follows.\n\nIt ends.", "More follows.\nIt ends.", id="a paragraph right below the page number in words"
        ),
        pytest.param("Total in millions\n250\n\nIt ends.", "Total in millions\n250\nIt ends.", id="a number in the text"),
        pytest.param("Ms. Ann Poe\n2\n\nIt ends.", "It ends.", id="the addressee and the bare number"),
    ],
)
def test_what_stands_close_to_a_page_number_is_kept(second_page: str, kept: str) -> None:
    text = documents(
        FIRST.replace("This paragraph fills its line up to the margin of the page and so", "It begins."), second_page
    )[0].text
    assert text.split("It begins.\n")[1] == kept


FOOT = round((792 - 50 - MARGIN) / ROW)


@pytest.mark.parametrize(
    "footer",
    [
        pytest.param("2", id="page number"),
        pytest.param("Page 1 of 2", id="page of pages"),
        pytest.param("An Equal Opportunity Employer", id="a motto"),
        pytest.param("www.justice.example", id="an address on the web"),
    ],
)
def test_a_footer_interrupts_nothing(footer: str) -> None:
    drawing = FIRST.strip("\n")
    drawing += "\n" * (FOOT - drawing.count("\n")) + " " * 20 + footer
    assert documents(drawing, "goes on.")[0].text.endswith(GOES_ON)


@pytest.mark.parametrize(
    "line",
    [
        "02/16/2018 14:22 FAX 202 555 0199 DOJ 003/007",
        "FEB-16-2018 02:22 PM FROM-DOJ CRT 202 555 0199 P.02",
        "8/4/2017 Justice Department Asks Two Cities | OPA | Department of Justice",
        "https://www.justice.example/opa/pr/two-cities 1/3",
        "10/4/22, 8 47 AM",
        "Two Mayors Plead Guil... I USAO-PR {| Department of Justice",
    ],
)
def test_what_a_machine_printed_at_the_edge_is_left_out(line: str) -> None:
    read = page(line + "\n\n\n\n\n\nDear Ms. Poe:")
    at_the_edge = [w for w in read.words if w.top < MARGIN + 5]
    words = tuple(w if w not in at_the_edge else type(w)(w.text, w.x0, 20, w.x1, 30, 1, size=8.0) for w in read.words)
    edged = type(read)(1, 612, 792, words)
    assert [kept.text for kept in Apart().page(edged).lines] == ["Dear Ms. Poe:"]
    assert len(Apart().page(read).lines) == 2, "in the middle of a page it is text"


def test_the_way_to_a_page_is_left_out_though_ocr_overlooks_its_arrows() -> None:
    lines_of = Apart().page(page("Justice gov US Attorneys District of Ohio News\n\nU.S. Attorney's Office")).lines
    assert [line.text for line in lines_of] == ["U.S. Attorney's Office"]


def test_an_unmarked_note_above_a_marked_one_is_a_note() -> None:
    body = page("\n".join(["The text of the letter fills its lines and goes on."] * 6) + "\n\n\n")
    top = max(w.bottom for w in body.words) + 40
    notes = ("The figure excludes debts of companies.", "2 Offices may name one person.")
    small = [
        Word(text, 90 + 40 * i, top + 12 * row, 125 + 40 * i, top + 12 * row + 8, 1, size=8.0)
        for row, note in enumerate(notes)
        for i, text in enumerate(note.split())
    ]
    (found,) = without_furniture(lines(replace(body, words=(*body.words, *small))), {1: 792}, 1)
    assert [line.text for line in found.footnotes] == list(notes)


def test_the_links_of_a_web_site_are_left_out_and_a_mention_is_not() -> None:
    links = "Home » News\n\nFOIA\n\nPrivacy Policy\n\nUSA.gov\n\nAccessibility\n\nA man was charged under the FOIA."
    assert [line.text for line in Apart().page(page(links)).lines] == ["A man was charged under the FOIA."]
    letter = "Department of Justice\n\nDear Ms. Poe:"
    assert len(Apart().page(page(letter)).lines) == 2, "one such line alone is a letterhead"
