"""Lines from words, in numbers: where a row is cut, what a line measures, how far two lines stand apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.layout.document import Word
from pipeline.layout.lines import Line, fragments, label_length, usual_pitch, within_a_sentence, without_first_word


def word(text: str, x0: float, x1: float, top: float = 100.0, size: float = 10.0, **more: bool) -> Word:
    return Word(text, x0, top, x1, top + size, 1, size=size, **more)


def row(*gaps: float, size: float = 10.0, first: str = "one") -> list[Word]:
    """Words of 20 points each, with `gaps` between them."""
    words = [word(first, 72.0, 92.0, size=size)]
    for gap in gaps:
        words.append(word("two", words[-1].x1 + gap, words[-1].x1 + gap + 20, size=size))
    return words


def texts(words: list[Word], *widest: float) -> list[str]:
    return [line.text for line in fragments(words, *widest)]


@pytest.mark.parametrize(
    ("gap", "size", "cut"),
    [
        (17.0, 10.0, False),  # 1.7 font sizes
        (17.1, 10.0, True),
        (33.0, 20.0, False),
        (34.1, 20.0, True),
        (10.1, 4.0, False),  # what is smaller than six points is cut like six points
        (10.3, 4.0, True),
        (10.3, 6.0, True),
        (10.3, 6.1, False),
        (17.1, 0.0, True),  # OCR may not know a size
    ],
)
def test_a_row_is_cut_where_the_white_is_wider_than_any_word_space(gap, size, cut):
    assert texts(row(gap, size=size)) == (["one", "two"] if cut else ["one two"])


def test_the_larger_of_two_words_sets_the_white():
    for first, second in ((10.0, 20.0), (20.0, 10.0)):
        words = [word("one", 72, 92, size=first), word("two", 112, 132, size=second)]
        assert texts(words) == ["one two"]  # 20 points: two sizes of the small one, one of the large


def test_another_width_may_be_asked_for():
    assert texts(row(25.0), 2.6) == ["one two"]
    assert texts(row(25.0), 2.4) == ["one", "two"]


def test_each_gap_cuts():
    assert texts(row(5, 30, 5, 30)) == ["one two", "two two", "two"]


@pytest.mark.parametrize(
    ("label", "gap", "cut"),
    [
        ("(a)", 40.0, False),
        ("(a)", 119.0, False),  # up to twelve sizes
        ("(a)", 120.0, True),
        ("4,", 40.0, False),  # a full stop that OCR has read as a comma
        ("iv,", 40.0, False),
        ("Roe,", 40.0, True),
        ("cc:", 40.0, False),
        ("From:", 40.0, False),
        ("Unbelievably:", 40.0, False),
        ("Unbelievables:", 40.0, True),  # a word of thirteen letters is no field's name
        ("from:", 40.0, True),
        ("2(b)", 40.0, False),
        ("•", 40.0, False),
        ("o", 40.0, False),
    ],
)
def test_the_white_behind_a_label_cuts_nothing(label, gap, cut):
    assert texts(row(gap, first=label)) == ([label, "two"] if cut else [f"{label} two"])


def test_a_label_in_minute_type_is_one_of_six_points():
    assert texts(row(71.0, size=4.0, first="(a)")) == ["(a) two"]
    assert texts(row(73.0, size=4.0, first="(a)")) == ["(a)", "two"]


def test_the_white_behind_a_label_of_several_words_cuts_nothing():
    words = [word("Request", 72, 92), word("No.", 96, 106), word("4:", 110, 118), word("The", 160, 180)]
    assert texts(words) == ["Request No. 4: The"]
    assert texts([*words[:3], word("x", 122, 130), words[3]._replace(x0=170, x1=190)]) == ["Request No. 4: x", "The"]
    assert texts([word("1.", 72, 80), word("a", 84, 90), word("b", 130, 140)]) == ["1. a", "b"]  # a label and more is none
    assert texts([word("4,", 72, 80), word("4,", 84, 92), word("b", 130, 140)]) == ["4, 4,", "b"]


@pytest.mark.parametrize(
    ("words", "length"), [("Request No. 4: The lease", 3), ("(a) the lease", 1), ("the lease", 0), ("Question I have", 0)]
)
def test_length_of_a_label(words, length):
    assert label_length(words.split()) == length


def test_what_a_line_measures():
    [line] = fragments([word("(a)", 72, 84), word("the", 96, 110, top=99.0), word("lease", 114, 140)])
    assert (line.x0, line.top, line.x1, line.bottom) == (72, 99, 140, 110)
    assert (line.height, line.mid) == (11, 104.5)
    assert (line.text, line.text_x0, line.first_width) == ("(a) the lease", 96, 12)
    assert (line.page, line.size, line.bold, line.column, line.stream, line.cells) == (1, 10, False, 0, 0, 1)


def test_a_label_alone_has_its_text_at_itself():
    assert fragments([word("(a)", 72, 84)])[0].text_x0 == 72
    [line] = fragments([word("Request", 72, 92), word("4:", 96, 110)])
    assert line.text_x0 == 72


def test_text_without_a_label_begins_with_its_first_word():
    assert fragments(row(5.0))[0].text_x0 == 72


def test_the_size_is_that_of_most_letters_and_small_marks_do_not_stretch_the_line():
    large, mark = word("attorneys", 72, 120), word("12", 121, 126, top=96.0, size=6.0)
    [line] = fragments([large, mark])
    assert (line.size, line.top, line.bottom, line.x1) == (10, 100, 110, 126)
    [line] = fragments([large, mark._replace(size=8.0, bottom=104.0)])  # eight tenths are no mark
    assert (line.size, line.top) == (10, 96)
    [line] = fragments([word("ab", 72, 80), word("abc", 84, 96, top=98.0, size=12.0)])
    assert line.size == 12
    [line] = fragments([word("ab", 72, 80), word("ab", 84, 96, size=12.0)])  # of as many letters the larger
    assert line.size == 12


def test_a_line_is_bold_where_most_letters_are():
    def bold(*words: tuple[str, bool]) -> bool:
        [line] = fragments([word(text, 72 + 20 * n, 90 + 20 * n, bold=is_bold) for n, (text, is_bold) in enumerate(words)])
        return line.bold

    assert bold(("one", True))
    assert not bold(("one", False), ("two", False))
    assert bold(("four", True), ("one", False))
    assert not bold(("one", True), ("four", False))
    assert not bold(("one", True), ("two", False))  # half is not most
    assert bold(("a", False), ("b", True), ("cd", True))


def test_a_line_without_its_first_word():
    [line] = fragments([word("(a)", 72, 84), word("the", 96, 110), word("lease", 114, 140)])
    rest = without_first_word(line)
    assert (rest.text, rest.x0, rest.x1, rest.first_width) == ("the lease", 96, 140, 14)
    assert [w.text for w in rest.words] == ["the", "lease"]


def line(
    text: str, top: float, *, x0: float = 72.0, x1: float = 500.0, height: float = 10.0, column: int = 0, page: int = 1
) -> Line:
    words = tuple(Word(w, x0, top, x1, top + height, page, size=height) for w in text.split())
    return Line(words, page, x0, top, x1, top + height, height, False, column, x0, text)


INSIDE = ("the city and", "its board said", "to the council")


@pytest.mark.parametrize(
    ("lines", "pitch"),
    [
        ([], 14.0),  # what is assumed of an empty page
        ([line("one", 100)], 12.0),  # and of one line: 1.2 of its height
        ([line("one", 100, height=10), line("Two", 400, height=30)], 24.0),  # of lines too far apart: of their middle height
        ([line(text, 100 + 13 * n) for n, text in enumerate(INSIDE)], 13.0),
        ([line("One", 5), line("Two", 18)], 13.0),  # right below the edge of the page, too
        # running text tells, though more steps are white between paragraphs of one line
        ([line(t, y) for t, y in (("the city and", 100), ("its board", 112), ("Then", 130), ("Now", 148), ("Here", 166))], 12.0),
        # where there is none all steps tell: the least of them and those near it
        ([line(t, y) for t, y in (("One", 100), ("Two", 112), ("Three", 124), ("Four", 142))], 12.0),
        # unless the least one stands nearly alone
        ([line("Abc", y) for y in (100, 109, *range(129, 250, 20))], 20.0),
        # a step in another column, on another page or back is none
        ([line("one", 100), line("two", 113, column=1)], 12.0),
        ([line("one", 100), line("two", 113, page=2)], 12.0),
        ([line("one", 100), line("two", 108)], 12.0),  # 0.8 of the height: another piece of the same row
        ([line("one", 100), line("two", 108.1)], 8.1),
        ([line("one", 100), line("Two", 126)], 12.0),  # 2.6 of the height: white
        ([line("one", 100), line("Two", 125.9)], 25.9),
    ],
)
def test_the_usual_pitch(lines, pitch):
    assert usual_pitch(lines) == pytest.approx(pitch)


def test_a_short_line_is_no_running_text():
    """A line of 0.6 of the widest does not tell the pitch, one that is longer does."""
    for x1, pitch in ((72 + 0.6 * 400, 18.0), (72 + 0.61 * 400, 12.0)):
        above = [line("the city and", 100, x1=x1), line("its board", 112, x1=72 + 400)]
        below = [line(f"Wide {n}", 130 + 18 * n, x1=472) for n in range(8)]
        assert usual_pitch([*above, *below]) == pytest.approx(pitch)


@pytest.mark.parametrize(
    ("steps", "pitch"),
    [
        ([10, 12.9, 12.9, 12.9], 12.9),  # within 1.3 of the least: one kind of step
        ([10, 13.1, 13.1, 13.1], 10.0),  # beyond it: the least is one in four
        ([10, 14, 14, 14, 14], 10.0),  # one in five
        ([10, 14, 14, 14, 14, 14], 14.0),  # one in six is too few
    ],
)
def test_the_least_step_tells_where_a_fifth_are_like_it(steps, pitch):
    tops = [100.0]
    for step in steps:
        tops.append(tops[-1] + step)
    assert usual_pitch([line("Abc", top) for top in tops]) == pytest.approx(pitch)


@pytest.mark.parametrize(
    ("above", "below", "inside"),
    [
        ("the city and", "its board", True),
        ("the city and", "Its board", False),
        ("the city.", "its board", False),
        ("the city:", "its board", False),
        ("the “city.”", "its board", False),
        ("the city and", "o its board", False),  # a bullet
        ("the city and", "a. its board", False),
    ],
)
def test_within_a_sentence(above, below, inside):
    assert within_a_sentence(line(above, 100), line(below, 112)) is inside


def test_lines_are_compared_where_they_stand():
    assert replace(line("one", 100), top=104.0).mid == 107.0
