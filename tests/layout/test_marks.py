"""What was put on a page later: it is told, and is in no paragraph."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.layout.document import Document, Page, Word
from tests.builders import COLUMN, MARGIN, ROW, documents, page, written

FULL = "This paragraph fills its line up to the margin of the page and so"
LETTER = f"""
U.S. Department of Justice
Office of Justice Programs

May 1, 2019

Ms. Ann Poe
1 A Street
Salem, OR 97301

Dear Ms. Poe:

{FULL}
"""


def marks(document: Document) -> list[tuple[str, str, str | None]]:
    return [(mark.kind, mark.text, mark.date.isoformat() if mark.date else None) for mark in document.marks]


@pytest.mark.parametrize(
    ("header", "iso"),
    [
        ("Case 3:21-cv-00412-ABC Document 17 Filed 09/02/21 Page 2 of 9", "2021-09-02"),
        ("Case: 21-1093 Document: 12-1 Page: 2 Date Filed: 09/02/2021", "2021-09-02"),
        ("USCA4 Appeal: 21-1093 Doc: 12 Filed: 09/02/2021 Pg: 2 of 9", "2021-09-02"),
        ("Case 21-1093, Document 12, 09/02/2021, 3131313, Page2 of 9", "2021-09-02"),
        ("Appellate Case: 21-1093 Document: 010110 Date Filed: 09/02/2021 Page: 2", "2021-09-02"),
        ("USCA Case #21-1093 Document #1912 Filed: 09/02/2021 Page 2 of 9", "2021-09-02"),
        ("Case 2:21-mj-00007-DB ECF No. 4 filed 09/02/21 PageID.12 Page 2 of 9", "2021-09-02"),
        ("Case 3:21-cv-00412-ABC Documeni 17 Fiied 09/02/21 Page 2 of 9", "2021-09-02"),
        ("Case 3:21-cv-00412 Document 17 Filed 09/02/21 Page 2 of 9Case 3:21-cv-00412 Document 17 Filed 09/02/21 Page 2", None),
    ],
)
def test_a_filing_header_stands_in_no_sentence(header: str, iso: str | None) -> None:
    (found,) = documents(LETTER, f"{header}\n\ngoes on.")
    assert found.text.endswith(f"{FULL} goes on.")
    assert marks(found) == [("filing_header", header, iso)]


@pytest.mark.parametrize(
    "line",
    [
        "Case 21-1093 was argued in May and is before the court.",
        "Case law since 2019 says otherwise, and so does the document.",
        "Case No. 3:21-cv-00412-ABC",
    ],
)
def test_a_line_that_speaks_of_a_case_is_text(line: str) -> None:
    (found,) = documents(LETTER + f"ends.\n\n{line}\n\nIt ends.")
    assert line in found.text
    assert marks(found) == []


@pytest.mark.parametrize("number", ["ABC-DEF-00001234", "SALEM_DOJ_000017", "USAO00012345"])
def test_a_production_number_at_the_foot_stands_in_no_sentence(number: str) -> None:
    (found,) = documents(LETTER + f"\n{number}", "goes on.\n\nSincerely,\n\nBo Roe\n\n\n" + number[:-1] + "9")
    assert f"{FULL} goes on." in found.text
    assert [kind for kind, *_ in marks(found)] == ["bates", "bates"]
    assert number not in found.text


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        pytest.param(
            "RECEIVED\nJUN 3 2019\nCITY CLERK", ("received", "RECEIVED JUN 3 2019 CITY CLERK", "2019-06-03"), id="received"
        ),
        pytest.param("RECEIVED JUN 3 2019", ("received", "RECEIVED JUN 3 2019", "2019-06-03"), id="on one line"),
        pytest.param(
            "USDC NDIA\nDOCUMENT\nELECTRONICALLY FILED\nDOC #: 12\nDATE FILED: 6/3/19",
            ("filed", "USDC NDIA DOCUMENT ELECTRONICALLY FILED DOC #: 12 DATE FILED: 6/3/19", "2019-06-03"),
            id="a court's",
        ),
        pytest.param("MAILED\nJUN 3 2019", ("stamp", "MAILED JUN 3 2019", "2019-06-03"), id="of a mail room"),
    ],
)
def test_a_stamp_is_a_mark_and_no_line_of_the_letter(stamp: str, expected: tuple[str, str, str]) -> None:
    (found,) = documents(LETTER.replace("May 1, 2019\n", f"May 1, 2019\n\n{stamp}\n"))
    assert marks(found) == [expected]
    assert "RECEIVED" not in found.text
    assert "FILED" not in found.text


def test_a_stamp_beside_the_address_takes_no_line_of_it() -> None:
    beside = LETTER.replace(
        "Ms. Ann Poe\n1 A Street",
        "Ms. Ann Poe                              RECEIVED\n1 A Street                               JUN 3 2019",
    )
    (found,) = documents(beside)
    assert marks(found) == [("received", "RECEIVED JUN 3 2019", "2019-06-03")]
    assert "\nMs. Ann Poe\n1 A Street\nSalem, OR 97301\n" in found.text


def test_a_filing_header_in_several_columns_is_one() -> None:
    header = "Case 3:21-cv-00412-ABC    Document 17    Filed 09/02/21    Page 1 of 2"
    (found,) = documents(f"{header}\n\n{LETTER}ends.")
    assert marks(found) == [("filing_header", " ".join(header.split()), "2021-09-02")]
    assert "Document 17" not in found.text


def test_the_letters_own_day_below_a_stamp_is_none_of_it() -> None:
    stamped = LETTER.replace("May 1, 2019\n", f"{' ' * 50}MAILED\n{' ' * 50}MAY 1 2019\n{' ' * 50}May 1, 2019\n")
    (found,) = documents(stamped)
    assert marks(found) == [("stamp", "MAILED MAY 1 2019", "2019-05-01")]
    assert "May 1, 2019" in found.text


def test_delivery_below_a_stamp_is_the_letters_own() -> None:
    (found,) = documents(LETTER.replace("Ms. Ann Poe\n1", "FILED\n\nBY ECF\n\nMs. Ann Poe\n1"))
    assert "\nBY ECF\n" in found.text


def _numbered(first: int, count: int) -> Page:
    """A page of pleading paper: a number in the margin of each line."""
    text = page(LETTER + "ends.\n\nSincerely,\n\nBo Roe")
    words = [
        Word(
            str(first + i),
            MARGIN - 4 * COLUMN,
            MARGIN + i * ROW,
            MARGIN - (4 - len(str(first + i))) * COLUMN,
            MARGIN + i * ROW + 10,
            1,
            size=10.0,
        )
        for i in range(count)
    ]
    return replace(text, words=(*words, *text.words))


@pytest.mark.parametrize(("first", "count"), [(1, 25), (29, 25), (1, 12)])
def test_line_numbers_are_left_out(first: int, count: int) -> None:
    (found,) = written([_numbered(first, count)])
    assert found.text == documents(LETTER + "ends.\n\nSincerely,\n\nBo Roe")[0].text
    assert [one.reason for one in found.left_out] == ["line-number"]


def test_the_labels_of_a_list_are_no_line_numbers() -> None:
    items = "\n".join(f"{n:2}. The {n}th document that the county keeps" for n in range(1, 16))
    assert "12. The 12th document" in documents(LETTER + f"ends.\n\n{items}")[0].text


@pytest.mark.parametrize("words", [("COPY",), ("DO", "NOT", "COPY"), ("Draft",)])
def test_a_large_word_across_the_text_is_a_watermark(words: tuple[str, ...]) -> None:
    text = page(LETTER + "ends.")
    across = [Word(word, 100 + 150 * i, 180, 220 + 150 * i, 240, 1, size=60.0) for i, word in enumerate(words)]
    (found,) = written([replace(text, words=(*text.words, *across))])
    assert found.text == documents(LETTER + "ends.")[0].text
    assert marks(found) == [("watermark", " ".join(words), None)]


def test_a_large_heading_is_no_watermark() -> None:
    text = page("\n\n\n\n" + LETTER)
    heading = Word("NEWS", 72, 30, 200, 70, 1, size=40.0)
    assert written([replace(text, words=(heading, *text.words))])[0].text.startswith("NEWS")


def test_the_envelope_of_a_signature_by_software_is_a_mark() -> None:
    (found,) = documents(f"DocuSign Envelope ID: 9F2A3B4C-5D6E-4F70-8A9B-0C1D2E3F4A5B\n{LETTER}")
    assert [kind for kind, *_ in marks(found)] == ["stamp"]
    assert "Envelope" not in found.text
