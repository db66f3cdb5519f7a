"""Text in cells: no spreadsheet runs it, and what it was can be had back."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.export.characters import as_cell, from_cell, guarded, unguarded, without_controls, without_surrogates
from tests.exported import HOSTILE

ANY_TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=30)
NEAR_TROUBLE = st.text(alphabet="'=+-@ \t\r\n_x0041FfAa5\x00\x0b", max_size=20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),  # some trim white space before they look
        ("\u00a0=1+1", "'\u00a0=1+1"),
        ("\x00=1", "'\x00=1"),
        ("'=1+1", "''=1+1"),  # else it would come back as a formula
        ("'quoted", "'quoted"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_guard(text, expected):
    assert guarded(text) == expected
    assert unguarded(expected) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b", "a_x0000_b"),
        ("a\rb", "a_x000D_b"),  # XML would make a line feed of it
        ("\r=1", "_x000D_=1"),
        ("_x0041_", "_x005F_x0041_"),  # Excel would show an A
        ("_x41_", "_x41_"),
        ("two\nlines\tand tab", "two\nlines\tand tab"),
        ("\tindented", "'\tindented"),
    ],
)
def test_cell(text, expected):
    assert as_cell(text) == expected
    assert from_cell(expected) == text


@given(st.one_of(ANY_TEXT, NEAR_TROUBLE))
@example("_x0041_x0042_")
@example("\x01x0041_")
@example("''\t")
def test_every_text_comes_back_from_its_cell(text):
    assert from_cell(as_cell(text)) == text
    assert unguarded(guarded(text)) == text


@given(st.one_of(ANY_TEXT, NEAR_TROUBLE, st.sampled_from(sorted(HOSTILE.values()))))
def test_no_cell_begins_as_a_formula(text):
    assert not as_cell(text).lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert not as_cell(text).startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\td", "a\nb\nc\td"),
        ("\x00\x1b\x7f\x85\ud800\uffff", "\ufffd" * 6),
        ("naïve – § “so”", "naïve – § “so”"),
    ],
)
def test_control_characters_are_shown_as_such(text, expected):
    assert without_controls(text) == expected


def test_half_surrogate_pairs_are_replaced_at_every_depth():
    assert without_surrogates({"a": ["x\udcff", {"b": "\ud800"}, 1, None]}) == {"a": ["x\ufffd", {"b": "\ufffd"}, 1, None]}
