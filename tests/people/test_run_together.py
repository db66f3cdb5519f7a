"""Letters whose lines were put on one: where they are cut again, and that no word is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.people.run_together import apart

BODY = "The parties have met twice and will meet again, and neither side would be harmed by a short delay of the trial."

PARTED = [
    pytest.param(
        f"{BODY} Respectfully submitted, DEE Q. ROE Acting United States Attorney By: s/ Ann Bly / Bo Cho Assistant United States"
        " Attorneys Southern District of New York Tel: (212) 555-0100 Cc: All Counsel (By ECF) DOJ-FRM-00001346",
        [BODY, "Respectfully submitted,", "DEE Q. ROE", "Acting United States Attorney", "By: s/", "Ann Bly / Bo Cho",
         "Assistant United States Attorneys", "Southern District of New York", "Tel: (212) 555-0100", "Cc: All Counsel (By ECF)", "DOJ-FRM-00001346"],
        id="closing, signers with strokes between them, district, telephone, copies, a number of production",
    ),
    pytest.param(
        f"{BODY} Sincerely, s/ Ann Bly Ann Bly Warden cc: Counsel",
        [BODY, "Sincerely,", "s/", "Ann Bly", "Ann Bly", "Warden", "cc: Counsel"],
        id="a mark in small letters",
    ),
    pytest.param(
        f"{BODY} Very truly yours, Ann Bly Bo Q. Cho Trial Attorneys cc: Counsel of record",
        [BODY, "Very truly yours,", "Ann Bly", "Bo Q. Cho", "Trial Attorneys", "cc: Counsel of record"],
        id="two names with nothing between them",
    ),
    pytest.param(
        f"{BODY} Sincerely, Ann Bly Chief, Grants Section Enclosures (2)",
        [BODY, "Sincerely,", "Ann Bly", "Chief,", "Grants Section", "Enclosures (2)"],
        id="an office behind a title",
    ),
    pytest.param(
        f"Case 1:20-cr-00330-ABC Document 481 Filed 11/21/21 Page 2 of 2 Page 2 {BODY} Sincerely, Ann Bly Warden",
        ["Case 1:20-cr-00330-ABC Document 481 Filed 11/21/21 Page 2 of 2", "Page 2", BODY, "Sincerely,", "Ann Bly", "Warden"],
        id="a filing header and the page's number above it",
    ),
    pytest.param(
        "U.S. Department of Justice Civil Rights Division Washington, D.C. 20530 May 4, 2018 VIA EMAIL The Honorable Ana Q. Poe"
        f" City of Basin 12 Main Street Basin, MT 59521 Re: Award 9 Dear Mayor Poe: {BODY} Sincerely, Ann Bly Director",
        ["U.S. Department of Justice", "Civil Rights Division", "Washington, D.C. 20530", "May 4, 2018", "VIA EMAIL", "The Honorable Ana Q. Poe",
         "City of Basin", "12 Main Street Basin, MT 59521", "Re: Award 9", "Dear Mayor Poe:", BODY, "Sincerely,", "Ann Bly", "Director"],
        id="a whole letter",
    ),
    pytest.param(
        "US. Department of Justice Office of Legal Counsel Washington, D.C. 20530 MAY 4 2018 Bea F. Roe Staff Attorney Basin"
        f" Center for Law broe@basin.example.org Dear Ms. Roe: {BODY} Sincerely, Ann Bly Director",
        ["US. Department of Justice", "Office of Legal Counsel", "Washington, D.C. 20530", "MAY 4 2018", "Bea F. Roe", "Staff Attorney",
         "Basin Center for Law", "broe@basin.example.org", "Dear Ms. Roe:", BODY, "Sincerely,", "Ann Bly", "Director"],
        id="a stop that is lost, a component, a title below the name, an address of mail",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), PARTED)
def test_parts_show_themselves(line: str, expected: list[str]) -> None:
    assert apart(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(BODY, id="a paragraph"),
        pytest.param(
            f"{BODY} She wrote respectfully, and Ann Bly answered in the same way when they met in Basin.", id="an adverb"
        ),
        pytest.param(
            f"{BODY} Sincerely, we regret what happened and will see to it that it does not happen again.", id="a sentence"
        ),
        pytest.param("Dear Ms. Roe: short", id="a short line"),
    ],
)
def test_what_is_one_line_stays_one(line: str) -> None:
    assert apart(line) == [line]


@given(
    st.lists(
        st.sampled_from(
            [
                "Sincerely,",
                "Ann",
                "Bly",
                "Chief",
                "By:",
                "/s/",
                "cc:",
                "Page 2",
                "Dear Ms. Roe:",
                "May 4, 2018",
                "the",
                "/",
                "1 A",
                "Re:",
            ]
        ),
        max_size=40,
    )
)
def test_no_word_is_lost(words: list[str]) -> None:
    line = f"{BODY} {' '.join(words)}"
    assert " ".join(apart(line)).split() == line.split()
