from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import TooLarge
from pipeline.layout.document import Page
from pipeline.reading import plaintext
from pipeline.reading.plaintext import COLUMN, LINE, MARGIN, decode, read_text


def rows(page: Page) -> list[str]:
    """The page's lines, told from the words' boxes."""
    lines: dict[float, list[str]] = {}
    for word in page.words:
        lines.setdefault(word.top, []).append(word.text)
    return [" ".join(lines[top]) for top in sorted(lines)]


def read(text: str) -> Page:
    (page,) = read_text(text.encode())
    return page


def test_words_stand_on_a_grid() -> None:
    page = read("Dear Mayor\n\n  Quill")
    dear, mayor, quill = page.words
    assert (dear.x0, mayor.x0, quill.x0) == (MARGIN, MARGIN + 5 * COLUMN, MARGIN + 2 * COLUMN)
    assert (dear.x1, quill.top - dear.top) == (MARGIN + 4 * COLUMN, 2 * LINE)
    assert (page.width, page.height, page.source, page.reason) == (612, 792, "native", "plain-text")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\r\nb\rc\nd", ["a", "b", "c", "d"], id="line ends of all systems"),
        pytest.param("soft\u00adware zero\u200bwidth", ["software zerowidth"], id="what is not printed"),
        pytest.param("###", ["###"], id="the end of a release"),
        pytest.param("2 * 3 * 4 and a_b_c", ["2 * 3 * 4 and a_b_c"], id="stars and underscores in plain text"),
        pytest.param("- item\n* note", ["- item", "* note"], id="plain lists as they are"),
    ],
)
def test_plain_text_stays_as_it_is(text: str, expected: list[str]) -> None:
    assert rows(read(text)) == expected


MARK = "## Head\n"  # makes the rest Markdown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("# Office of Grants", ["Office of Grants"], id="a heading"),
        pytest.param("## **AWARD ANNOUNCED**", ["AWARD ANNOUNCED"], id="a bold heading"),
        pytest.param("###", ["###"], id="the end of a release stays"),
        pytest.param("# # #", ["# # #"], id="so does this form of it"),
        pytest.param("Line one  \nLine two", ["Line one", "Line two"], id="two spaces at the line's end"),
        pytest.param("[WWW.EXAMPLE.GOV](http://www.example.gov)", ["WWW.EXAMPLE.GOV"], id="a link"),
        pytest.param("*Washington, D.C. 20531*", ["Washington, D.C. 20531"], id="italics"),
        pytest.param("a **bold** word, ***both***, __under__", ["a bold word, both, under"], id="emphasis within a line"),
        pytest.param("as agreed.* See **", ["as agreed.* See **"], id="lone stars are marks of notes"),
        pytest.param("my_own_file_name", ["my_own_file_name"], id="underscores within a word"),
        pytest.param("- (1) Does your city", ["(1) Does your city"], id="a printed label within a list item"),
        pytest.param("* first\n+ second", ["• first", "• second"], id="bullets"),
        pytest.param("1. Send", ["1. Send"], id="numbers stay"),
        pytest.param("Awards \\#4 \\* \\[a\\]", ["Awards #4 * [a]"], id="escapes"),
        pytest.param("---", [], id="a rule has no text"),
    ],
)
def test_marks_of_markdown_are_taken_off(text: str, expected: list[str]) -> None:
    assert rows(read(MARK + text)) == ["Head", *expected]


def test_headings_and_bold_lines_are_bold_and_rules_are_drawn() -> None:
    page = read("# Head\n**All bold**\npart **bold**\n---\n")
    assert [word.bold for word in page.words] == [True, True, True, False, False]
    assert len(page.rules) == 1 and page.rules[0].width > 300


def test_a_letter_put_on_one_line_is_cut_at_its_parts_and_the_page_says_so() -> None:
    page = read(f"We have read it{' and read it again' * 6}. Sincerely, Ann Q. Bly Trial Attorney Civil Division cc: Bo Cho")
    assert rows(page)[1:] == ["Sincerely,", "Ann Q. Bly", "Trial Attorney", "Civil Division", "cc: Bo Cho"]
    assert [note.partition(":")[0] for note in page.notes] == ["lines-lost"]


def test_a_form_feed_begins_a_page() -> None:
    pages = read_text(b"one\n\ftwo\n\f\n")
    assert [(page.number, rows(page)) for page in pages] == [(1, ["one"]), (2, ["two"])]
    assert [word.page for page in pages for word in page.words] == [1, 2]


def test_tab_stops_are_eight_columns_apart() -> None:
    assert [word.x0 for word in read("\ta\tb").words] == [MARGIN + 8 * COLUMN, MARGIN + 16 * COLUMN]


def test_a_long_line_stays_one_line_and_the_page_is_as_wide() -> None:
    page = read("word " * 500)
    assert len(rows(page)) == 1
    assert page.width > page.words[-1].x1


def test_a_file_without_text_is_one_empty_page() -> None:
    assert [page.words for page in read_text(b"")] == [()]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("§ “José”".encode(), "§ “José”", id="UTF-8"),
        pytest.param("§ “José”".encode("utf-8-sig"), "§ “José”", id="UTF-8 with a mark"),
        pytest.param("§ “José”".encode("utf-16"), "§ “José”", id="UTF-16 with a mark"),
        pytest.param("§ a longer “line”".encode("utf-16-be"), "§ a longer “line”", id="UTF-16 without"),
        pytest.param("§ “José”".encode("cp1252"), "§ “José”", id="Windows-1252"),
        pytest.param("“a” – “b” é".encode() + b" \xff", "“a” – “b” é \ufffd", id="UTF-8 with one broken byte"),
        pytest.param(b"\x00\x01\x02\x03" * 30, None, id="binary"),
        pytest.param(b"\x01\x02\x03\x04" * 30, None, id="control characters"),
    ],
)
def test_decoding(data: bytes, text: str | None) -> None:
    assert decode(data, strict=True) == text


@given(st.text(max_size=300))
def test_any_text_is_set(text: str) -> None:
    for page in read_text(text.encode("utf-8", "replace")):
        assert all(
            word.text.strip() and 0 <= word.x0 < word.x1 <= page.width and word.bottom <= page.height for word in page.words
        )


@pytest.mark.parametrize(
    ("limit", "most", "text", "words"),
    [
        ("MAX_WORDS", 4, "a b c d e", ["a", "b", "c", "d"]),
        pytest.param("MAX_WORDS", 4, "a b c\fd e", ["a", "b", "c", "d"], id="over all pages"),
        pytest.param("MAX_WORDS", 4, "a b c d\fe", ["a", "b", "c", "d"], id="before a page"),
        ("MAX_PAGES", 2, "a\fb\fc", ["a", "b"]),
        ("MAX_PAGE_LINES", 2, "a\nb\nc", ["a", "b"]),
        ("MAX_WORD", 3, "a bcdef g", ["a", "bcd", "g"]),
    ],
)
def test_text_beyond_a_limit_is_left_out_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, limit: str, most: int, text: str, words: list[str]
) -> None:
    monkeypatch.setattr(plaintext, limit, most)
    pages = read_text(text.encode())
    assert [word.text for page in pages for word in page.words] == words
    assert pages[-1].notes[0].startswith("text-cut")


def test_a_file_within_its_limits_says_nothing() -> None:
    assert [page.notes for page in read_text(b"a b c\fd e\n\f\n")] == [(), ()]


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plaintext, "MAX_BYTES", 10)
    with pytest.raises(TooLarge):
        read_text(b"x" * 11)


@pytest.mark.parametrize("text", ["*" * 50_000, "[" * 50_000, "**a" * 20_000, "_a*" * 20_000, "# " * 30_000, "](http:" * 9_000])
def test_hostile_lines_take_no_time(text: str) -> None:
    assert read(MARK + text).words
