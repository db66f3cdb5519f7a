from __future__ import annotations

import pytest

from tests.builders import pages, split

LETTER = """
U.S. Department of Justice
Office of Justice Programs

May 1, 2019

Ms. Ann Poe
1 A Street
Salem, OR 97301

Dear Ms. Poe:

Please reply.

Sincerely,

Bo Roe
"""
SECOND_PAGE = """
Ms. Ann Poe
Page 2

The rest of the letter stands here.

Sincerely,

Bo Roe
"""
OPEN_LETTER = LETTER.replace("Sincerely,\n\nBo Roe\n", "")
RELEASE = """
FOR IMMEDIATE RELEASE                    CRT
FRIDAY, MAY 3, 2019                      (202) 555-0100

TWO COUNTIES ASKED

WASHINGTON - The Department of Justice asked today.

###
"""
FAX = """
U.S. Department of Justice

FACSIMILE TRANSMISSION

TO: Ms. Ann Poe
"""
ATTACHMENT = """
ATTACHMENT A

Instructions for the form.
"""
PLAIN_LETTER = """
June 2, 2019

Mr. Cy Doe
2 B Street
Salem, OR 97301

Dear Mr. Doe:

Thank you.

Sincerely,

Bo Roe
"""


@pytest.mark.parametrize(
    ("drawings", "expected"),
    [
        pytest.param([LETTER], [(1, 1)], id="one letter"),
        pytest.param([OPEN_LETTER, SECOND_PAGE], [(1, 2)], id="a continuation header goes on"),
        pytest.param([RELEASE, LETTER, LETTER], [(1, 1), (2, 2), (3, 3)], id="a release and two letters attached"),
        pytest.param([FAX, OPEN_LETTER, SECOND_PAGE], [(1, 1), (2, 3)], id="a fax cover before a letter"),
        pytest.param([LETTER, "", LETTER], [(1, 2), (3, 3)], id="a blank page belongs to what precedes it"),
        pytest.param([LETTER, ATTACHMENT], [(1, 1), (2, 2)], id="an attachment is a segment of its own"),
        pytest.param([LETTER, PLAIN_LETTER], [(1, 1), (2, 2)], id="a letter on plain paper after one that was closed"),
        pytest.param(["", LETTER], [(1, 2)], id="a blank first page"),
        pytest.param([RELEASE + "\n\n" + LETTER + "\n\n" + LETTER], [(1, 1), (1, 1), (1, 1)], id="text without page breaks"),
        pytest.param(["The U.S. Department of Justice wrote\nto us. We wrote back."], [(1, 1)], id="a mention is no letterhead"),
        pytest.param([""], [], id="nothing at all"),
    ],
)
def test_page_ranges(drawings: list[str], expected: list[tuple[int, int]]) -> None:
    assert [(s.first_page, s.last_page) for s in split(pages(*drawings))] == expected


def test_no_line_is_lost_or_doubled() -> None:
    read = pages(RELEASE, "", OPEN_LETTER, SECOND_PAGE, ATTACHMENT)
    words = [w for s in split(read) for line in s.lines for w in line.words]
    assert sorted(map(id, words)) == sorted(id(w) for p in read for w in p.words)
