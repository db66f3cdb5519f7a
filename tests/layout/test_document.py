from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout.document import Document, PackedWords, Word
from tests.builders import documents

SAMPLE = documents(
    """
    U.S. Department of Justice                   Voting Section
    Civil Rights Division                        Washington, DC

    Dear Ms. Poe:

    Please answer the question whether the county has adopted the
    rule, and send us a copy of the regu-
    lations that are in force.

       1.   Has it been published?^1

    ____________
    ^1 See the notice.
    """,
    """
    Ms. Poe
    Page 2

       2.   Who signed it?
    """,
)[0]


@given(st.data())
def test_any_span_maps_to_boxes_and_back(data: st.DataObject) -> None:
    """Whatever passage is taken, its boxes hold its words and no other, and the words lead back to it."""
    start = data.draw(st.integers(0, len(SAMPLE.text) - 1))
    end = data.draw(st.integers(start + 1, len(SAMPLE.text)))
    if not SAMPLE.text[start:end].strip():
        return
    places = SAMPLE.locate(start, end)
    back = SAMPLE.span_of(places)
    assert back[0] <= start + _leading(SAMPLE.text[start:end])
    assert back[1] >= end - _trailing(SAMPLE.text[start:end])
    assert SAMPLE.locate(*back) == places
    for place in places:
        assert place.box.x0 < place.box.x1
        assert place.box.top < place.box.bottom


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())


def _trailing(text: str) -> int:
    return len(text) - len(text.rstrip())


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["Z", "C"]), min_size=1, max_size=9), min_size=1, max_size=8
        ),
        min_size=1,
        max_size=12,
    )
)
def test_the_text_holds_every_word_at_its_offset(rows: list[list[str]]) -> None:
    for document in documents("\n".join(" ".join(row) for row in rows)):
        for word, start, end in zip(document.words, document._starts, document._ends, strict=True):
            assert document.text[start:end] in (word.text, word.text.rstrip("-\u00ad"), word.text.replace("\u00ad", ""))


def test_a_span_over_a_page_break_has_boxes_on_both_pages() -> None:
    assert [place.page for place in SAMPLE.locate(0, len(SAMPLE.text))][-1] == 2


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, len(SAMPLE.text) + 1)])
def test_no_such_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        SAMPLE.locate(start, end)


def test_no_such_place() -> None:
    with pytest.raises(ValueError, match="no word"):
        Document("", [], [], [], []).span_of([])


WORDS = st.lists(
    st.builds(
        Word,
        st.text(st.characters(codec="utf-8", exclude_categories=["Z", "C"]), min_size=1, max_size=8),
        *[st.floats(-100, 10_000)] * 4,
        st.integers(1, 10_000),
        st.sampled_from(("native", "ocr")),
        st.none() | st.floats(0, 1),
        st.sampled_from((9.0, 11.04)),
        st.booleans(),
    ),
    max_size=12,
)


@given(WORDS, WORDS, st.integers(-14, 14), st.slices(12))
def test_packed_words_are_those_that_were_packed(first: list[Word], more: list[Word], index: int, part: slice) -> None:
    packed = PackedWords(first)
    cut = packed[part]
    packed.extend(more)
    plain = [*first, *more]
    assert list(packed) == plain
    assert list(cut) == first[part], "a slice stays what it was"
    assert (len(cut), list(cut[1:])) == (len(first[part]), first[part][1:])
    if -len(plain) <= index < len(plain):
        assert packed[index] == plain[index]
    else:
        with pytest.raises(IndexError):
            packed[index]
