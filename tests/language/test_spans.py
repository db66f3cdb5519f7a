from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.language.spans import Spans

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=9)
SPAN = st.tuples(st.integers(0, 35), st.integers(1, 9)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(SPANS, SPAN)
def test_it_tells_what_looking_at_each_one_tells(spans: list[tuple[int, int]], span: tuple[int, int]) -> None:
    start, end = span
    index = Spans(iter(spans))
    assert index.touch(start, end) == any(a < end and start < b for a, b in spans)
    assert index.enclose(start, end) == any(a <= start and end <= b for a, b in spans)
    assert index.hold(start) == any(a <= start < b for a, b in spans)


def test_no_spans_hold_nothing() -> None:
    none = Spans([])
    assert not (none.touch(0, 9) or none.hold(0) or none.enclose(0, 1))
