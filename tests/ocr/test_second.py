"""A second reader on doubtful lines: which lines it is asked for, and whose word counts where the two disagree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import exp, log

import numpy as np
import pytest

from pipeline.layout.geometry import BBox
from pipeline.ocr.installed import second_version
from pipeline.ocr.prepare import prepare
from pipeline.ocr.second import PaddleLines, Seconded, second_reader
from pipeline.ocr.solid import Image
from pipeline.ocr.tesseract import THREAD, Running
from pipeline.ocr.voting import NOTHING, Chances, likelihoods, vote
from pipeline.ocr.words import Sighting
from tests.fakes import ScriptedEngine
from tests.scans import PROSE, page

LETTERS = NOTHING + "".join(map(chr, range(32, 127))) + "§éñ"
LINE = BBox(0, 0, 400, 20)


def seen_as(text: str, doubts: dict[float, tuple[str, float]] | None = None) -> Chances:
    """A reader that sees `text`, a letter and a gap at a time; `doubts` says what else it holds possible, and how much, at a letter
    (8) or in the gap behind it (8.5)."""
    rows = []
    for i, letter in enumerate(f"{a}{NOTHING}" for a in text):
        for at, seen in zip((i, i + 0.5), letter, strict=True):
            other, share = (doubts or {}).get(at, (seen, 0.0))
            row = np.full(len(LETTERS), 1e-7)
            row[LETTERS.index(other)] = share
            row[LETTERS.index(seen)] = 1 - share
            rows.append(row)
    return Chances(np.log(np.array(rows, np.float32)), LETTERS)


def words(text: str, confidence: float = 0.9) -> list[Sighting]:
    """Words on one line, ten pixels to a letter."""
    found, at = [], 0
    for word in text.split():
        found.append(Sighting(word, BBox(10.0 * at, 0, 10.0 * (at + len(word)), 20), confidence, (1,)))
        at += len(word) + 1
    return found


@pytest.mark.parametrize(
    ("first", "confidence", "second", "doubts", "expected"),
    [
        pytest.param("of vour city", 0.9, "of your city", None, "of your city", id="a known word for an unknown one"),
        pytest.param("of your city", 0.6, "of vour city", None, "of your city", id="and not the other way round"),
        pytest.param("42 U.S.C. § 12", 0.9, "42 U.S.C. S 12", None, "42 U.S.C. § 12", id="it takes a section sign for a letter"),
        pytest.param("a policy, or", 0.9, "a policy. or", {8: (",", 0.2)}, "a policy, or", id="it likes full stops"),
        pytest.param("a policy. or", 0.9, "a policy, or", {8: (".", 0.2)}, "a policy, or", id="so its commas count"),
        pytest.param("the Department", 0.96, "the Departent", None, "the Department", id="it loses letters"),
        pytest.param("the and’ of", 0.75, "the and of", None, "the and of", id="a speck is no mark"),
        pytest.param("O’Halloran-Reyes", 0.5, "OHalloran-Reyes", {0.5: ("'", 0.3)}, "O’Halloran-Reyes", id="a mark within a name is one"),
        pytest.param("“By the city’s", 0.5, "\"By the city's", None, "“By the city’s", id="forms of a mark are one"),
        pytest.param("at 2053!", 0.88, "at 20531", None, "at 20531", id="a figure"),
        pytest.param("(1) -Does-your city", 0.68, "(1) Does your city", None, "(1) Does your city", id="two words read as one"),
        pytest.param("at ☐ once", 0.5, "at D once", None, "at ☐ once", id="a sign that it does not know"),
        pytest.param("☐ of vour city", 0.9, "D of your city", None, "☐ of your city", id="beside such a sign words are read all the same"),
        pytest.param("Chief Pena of", 0.97, "Chief Peña of", None, "Chief Peña of", id="an accent of a name"),
        pytest.param("the share of", 0.97, "the sharé of", {8: ("e", 0.2)}, "the share of", id="a speck over a word"),
        pytest.param("in the city", 0.5, "in city", None, "in the city", id="what it does not see is left"),
        pytest.param("in the city", 0.5, "", None, "in the city", id="it sees nothing"),
    ],
)  # fmt: skip
def test_whose_word_counts(
    first: str, confidence: float, second: str, doubts: dict[float, tuple[str, float]] | None, expected: str
) -> None:
    voted = vote(words(first, confidence), seen_as(second or " ", doubts), LINE)
    assert " ".join(word.text for word in voted) == expected


def test_a_disagreement_leaves_its_doubt_and_an_agreement_none() -> None:
    kept, changed, same = vote(words("your io city", 0.9), seen_as("vour to city"), LINE)
    assert (kept.text, same.text, same.confidence) == ("your", "city", 0.9)
    assert kept.confidence < 0.9
    assert changed.text == "to" and 0.5 < changed.confidence < 1


def test_two_words_stand_where_their_letters_do() -> None:
    seen = seen_as("(1) Does your city")
    voted = vote(words("(1) -Does-your city", 0.68), seen, BBox(0, 0, 190, 20))
    does, your = voted[1:3]
    assert does.box.x0 == 40 and your.box.x1 == 140, "the ends of what was one word stay"
    assert 70 < does.box.x1 < your.box.x0 < 110


def test_the_chance_of_a_text_is_that_of_all_its_ways() -> None:
    letters = NOTHING + "ab"
    chances = np.array([[0.2, 0.5, 0.3], [0.6, 0.3, 0.1], [0.1, 0.2, 0.7], [0.3, 0.3, 0.4]])
    ways: dict[str, float] = {}
    for path in product(range(3), repeat=4):
        merged = [state for i, state in enumerate(path) if state and (i == 0 or state != path[i - 1])]
        said = "".join(letters[state] for state in merged)
        ways[said] = ways.get(said, 0.0) + float(np.prod([chances[step, state] for step, state in enumerate(path)]))
    texts = ["a", "b", "ab", "aa", "abab", "bb"]
    found = likelihoods(Chances(np.log(chances).astype(np.float32), letters), texts)
    assert [exp(value) for value in found] == pytest.approx([ways[text] for text in texts], rel=1e-5)


class Asked:
    """A line reader that sees nothing and counts the lines."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, ...]] = []

    def identity(self) -> str:
        return "asked 1"

    def chances(self, line: Image) -> Chances:
        self.lines.append(line.shape)
        return Chances(np.full((4, len(LETTERS)), log(1 / len(LETTERS)), np.float32), LETTERS)


def a_page(confidences: Sequence[float], height: float = 20) -> list[Sighting]:
    """Lines of five words, of which one is as sure as it is told."""
    return [
        Sighting("word", BBox(60.0 * i, 40.0 * row, 60.0 * i + 50, 40.0 * row + height), sure if i == 3 else 0.97, (row,))
        for row, sure in enumerate(confidences)
        for i in range(5)
    ]


@pytest.mark.parametrize(
    ("confidences", "lines"),
    [
        pytest.param([0.97] * 8, 0, id="sure of all"),
        pytest.param([0.97] * 7 + [0.7], 1, id="one doubtful line"),
        pytest.param([0.97] * 7 + [0.85], 0, id="hardly doubtful, on a good page"),
        pytest.param([0.97] * 4 + [0.85] * 2 + [0.93] * 2, 4, id="a poor page, where what seems sure is often wrong"),
    ],
)
def test_only_doubtful_lines_are_read_again(confidences: Sequence[float], lines: int) -> None:
    second, paper = Asked(), np.full((400, 400), 255, np.uint8)
    seen = a_page(confidences)
    assert Seconded(ScriptedEngine(seen), second).recognise([paper], 300) == [seen]
    assert len(second.lines) == lines


def test_a_line_is_cut_out_with_some_paper_and_what_is_none_is_not_read() -> None:
    second, paper = Asked(), np.full((400, 400), 255, np.uint8)
    Seconded(ScriptedEngine(a_page([0.5])), second).recognise([paper], 300)
    ((height, width),) = second.lines
    assert 20 < height < 30 and 290 < width < 310
    Seconded(ScriptedEngine(a_page([0.5], height=3)), second).recognise([paper], 300)
    assert len(second.lines) == 1, "a rule"


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(BBox(440, 440, 495, 460), id="beside the image"),
        pytest.param(BBox(40, 400, 95, 420), id="below its last row"),
        pytest.param(BBox(40, 40, 40, 60), id="of no width"),
    ],
)
def test_a_word_that_covers_no_pixel_is_looked_at_by_nobody(box: BBox) -> None:
    second, seen = Asked(), [Sighting("Dear", box, 0.5, (1,))]
    assert Seconded(ScriptedEngine(seen), second).recognise([np.full((400, 400), 255, np.uint8)], 300)
    assert all(min(shape) > 0 for shape in second.lines)


def test_nobody_is_asked_for_a_page_that_nobody_wants_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    running, second = Running(), Asked()
    monkeypatch.setattr(THREAD, "running", running, raising=False)
    running.end()
    Seconded(ScriptedEngine(a_page([0.5])), second).recognise([np.full((400, 400), 255, np.uint8)], 300)
    assert second.lines == []


def drawn(text: str, mark: float | None) -> tuple[Image, Sighting]:
    """A word in type and how it is seen; `mark` says above which share of its width an accent stands."""
    image = np.where(np.array(page([text], inches=(4, 1.6), dpi=300, points=14)) < 128, 0, 255).astype(np.uint8)
    rows, columns = np.flatnonzero((image == 0).any(axis=1)), np.flatnonzero((image == 0).any(axis=0))
    left, right, top, bottom = int(columns[0]), int(columns[-1]) + 1, int(rows[0]), int(rows[-1]) + 1
    if mark is not None:
        at = left + int(mark * (right - left))
        image[top : top + 6, at - 8 : at + 8] = 0
    return image, Sighting(text, BBox(left, top, right, bottom), 0.97, (1,))


@pytest.mark.parametrize(
    ("text", "mark", "asked"),
    [
        ("Pena", 0.6, True),
        ("Nunez,", 0.3, True),
        ("Pena", None, False),
        ("Jim", None, False),  # a dot belongs to its letter
        ("Main", None, False),
        ("Stockton,", None, False),  # a comma does not float
        ("senor", 0.55, False),  # no name
    ],
)
def test_a_name_with_more_marks_than_its_letters_have_is_read_again(text: str, mark: float | None, asked: bool) -> None:
    second = Asked()
    image, seen = drawn(text, mark)
    Seconded(ScriptedEngine([seen]), second).recognise([image], 300)
    assert bool(second.lines) is asked


def test_words_depend_on_both() -> None:
    assert Seconded(ScriptedEngine([]), Asked()).identity() == f"{ScriptedEngine([]).identity()}, asked 1"


def test_for_english_alone() -> None:
    assert second_reader("spa") is None
    assert (second_reader("spa+eng") is None) == (second_version() is None)


@pytest.mark.skipif(second_version() is None, reason="needs the extra `second`")
class TestPaddle:
    def test_it_reads_a_line(self) -> None:
        prepared = prepare(page(PROSE[:1], inches=(6.5, 2)), 150, (468, 144))
        chances = PaddleLines().chances(prepared.image)
        right, wrong = likelihoods(chances, [PROSE[0], PROSE[0].replace("mail", "rnail")])
        assert right > log(0.5) > wrong
        assert np.exp(chances.log).sum(axis=1) == pytest.approx(np.ones(len(chances.log)), abs=1e-3)

    def test_forms_of_a_mark_are_one(self) -> None:
        letters = PaddleLines().chances(np.full((48, 96), 255, np.uint8)).letters
        assert len(set(letters)) == len(letters) and "’" not in letters and {"'", '"', "-", "§", " "} <= set(letters)
