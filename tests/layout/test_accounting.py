"""Every word of every page is in the text, or is told with the reason why not."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout.apart import Apart
from pipeline.layout.document import Page
from tests.builders import page, pages, written

FULL = "This paragraph fills its line up to the margin of the page and so"
FIRST = f"""
U.S. Department of Justice
Office of Justice Programs

May 1, 2019

The Honorable Ann Poe
Mayor, City of Salem

Dear Mayor Poe:

The city of Salem said in May that its mayor would write to the office. {FULL}
"""


def unaccounted(read: list[Page]) -> Counter[int]:
    """The words that are neither in a text nor left out, or are in both."""
    told = [id(w) for document in written(read) for w in (*document.words, *(w for one in document.left_out for w in one.words))]
    every = Counter(id(word) for page in read for word in page.words)
    counted = Counter(told)
    return Counter({word: counted[word] - 1 for word in every if counted[word] != 1})


@pytest.mark.parametrize(
    "second",
    [
        "to the mayor.",
        "to the office of the mayor.\n\nIt ends.",
        "The Honorable Ann Poe\nMay 1, 2019\nPage 2\n\nends.",
        "Mayor Poe\n\nends.",
        "Case 3:21-cv-00412-ABC Document 17 Filed 09/02/21 Page 2 of 9\n\nends.^1\n\n_________\n^1 A note.",
        "ends.\n\nRelated Content\n\nThe city of Bell was sued.\n\n- 2 -",
        "Home\n\nShare\n\nFOIA\n\nEspañol\n\nends.",
        "The office in Salem.\n\n\n\nABC-000123",
    ],
)
def test_every_word_is_accounted_for(second: str) -> None:
    assert unaccounted(pages(FIRST, second)) == Counter()


WORDS = st.sampled_from(
    ["Poe", "Salem", "May", "2", "page", "Page", "office", "the", "ends.", "RECEIVED", "Share", "-", "1.", "FILED", "2019,"]
)


@given(
    st.lists(st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=1, max_size=8).map("\n".join), min_size=1, max_size=3)
)
def test_nothing_is_lost_whatever_stands_on_the_pages(drawings: list[str]) -> None:
    read = [page(drawing, number) for number, drawing in enumerate([FIRST, *drawings], 1)]
    told = {id(w) for d in written(read) for w in (*d.words, *(w for one in d.left_out for w in one.words))}
    assert [w.text for p in read for w in p.words if id(w) not in told] == []


@pytest.mark.parametrize(
    ("top", "kept"),
    [
        pytest.param("to the mayor of Salem.", True, id="a sentence ends in words of the first page"),
        pytest.param("Salem wrote to the office in May.", True, id="a sentence of such words"),
        pytest.param("The Honorable Ann Poe", False, id="the addressee"),
        pytest.param("Mayor Poe\nMay 1, 2019", False, id="addressee and date"),
    ],
)
def test_the_first_block_of_a_page_is_a_header_only_where_it_names_the_addressee(top: str, kept: bool) -> None:
    (found,) = written(pages(FIRST, f"{top}\n\nAnother paragraph stands here."))
    assert (top.split("\n")[0] in found.text.split("Dear Mayor Poe:")[1]) is kept


def test_what_is_left_out_on_weak_signs_is_told() -> None:
    (found,) = written(pages(FIRST, "Mayor Poe\n\nAnother paragraph stands here."))
    assert [(one.text, one.reason, one.certain) for one in found.left_out] == [("Mayor Poe", "running-header", False)]


@pytest.mark.parametrize(
    "below",
    ["Related Content\n\nJune 3, 2019\n\nThe city of Bell was sued for $4 million.", "Was this page helpful?\n\nYes\n\nNo"],
)
def test_nothing_below_an_article_is_its_own(below: str) -> None:
    article = (
        f"FOR IMMEDIATE RELEASE\nMay 1, 2019\n\nTwo Sentenced\n\nDOVER - {FULL}\nends.\n\nUpdated May 2, 2019\n\nTopic\nFraud\n\n"
    )
    (found,) = written(pages(article + below, "Press Release\n\nBell Man Charged\n\nJune 4, 2019\n\nThe man took it all."))
    assert found.text.endswith("Topic\nFraud")
    assert "Updated" not in found.text


def test_a_letter_on_one_line_is_told() -> None:
    sentence = "Please send us the plan by May 1, 2019. "
    flat = page("Dear Ms. Poe: " + sentence * 9 + "Sincerely, Bo Roe")
    assert Apart().page(flat).notes[0].startswith("lines-lost")
    assert Apart().page(page("Dear Ms. Poe:\n\n" + sentence * 9)).notes == ()
