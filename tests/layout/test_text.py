from __future__ import annotations

import pytest

from tests.builders import documents

FILL = "This line is filled with words up to the margin of the page"


def text_of(*lines: str) -> str:
    return documents("\n".join([*lines]))[0].text


@pytest.mark.parametrize(
    ("half", "rest", "expected", "elsewhere"),
    [
        pytest.param("infor-", "mation", "information", "", id="a word hyphenated over the line end is joined"),
        pytest.param("self-", "assessment", "self-assessment", "", id="a prefix keeps its hyphen"),
        pytest.param("grant-", "making", "grant-making", "the grant was made", id="the first half is a word of its own here"),
        pytest.param("re-", "arrest", "re-arrest", "to re-arrest them", id="the compound stands elsewhere with its hyphen"),
        pytest.param("coordi-", "nate", "coordinate", "we coordinate", id="the whole word stands elsewhere"),
        pytest.param("2011-", "2012", "2011-2012", "", id="figures keep it"),
        pytest.param("Poe-", "Roe", "Poe-Roe", "", id="names keep it"),
        pytest.param("infor\u00ad", "mation", "information", "", id="a soft hyphen goes"),
    ],
)
def test_hyphens_at_line_ends(half: str, rest: str, expected: str, elsewhere: str) -> None:
    text = text_of(f"{FILL} {half}", f"{rest} and so on, {elsewhere}")
    assert f" {expected} and so on" in text


def test_the_way_back_from_a_joined_word_leads_to_both_lines() -> None:
    document = documents(f"{FILL} infor-\nmation and so on")[0]
    start = document.text.index("information")
    first, second = document.locate(start, start + len("information"))
    assert first.box.top < second.box.top
    assert document.span_of([first, second]) == (start, start + len("information"))
