"""Every error says what is wrong and what to do, and has its own code and exit code."""

from __future__ import annotations

import inspect
import pickle

import pytest

from pipeline import errors
from pipeline.errors import DojlettersError

CLASSES = [
    c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, DojlettersError) and c is not DojlettersError
]


@pytest.mark.parametrize("error", CLASSES, ids=lambda c: c.__name__)
class TestEach:
    def test_says_what_is_wrong_and_what_to_do_on_one_line(self, error):
        assert str(error()) == f"{error.problem} {error.remedy}"
        assert error.problem.endswith(".")
        assert error.remedy.endswith(".")
        assert "\n" not in str(error())

    def test_a_detail_takes_the_place_of_the_problem(self, error):
        assert str(error("Page 3 is torn.")) == f"Page 3 is torn. {error.remedy}"

    def test_a_remedy_of_its_own(self, error):
        assert str(error(remedy="Turn it round.")) == f"{error.problem} Turn it round."
        assert str(error()) == f"{error.problem} {error.remedy}"

    def test_has_a_documented_exit_code(self, error):
        assert error.exit_code in {2, 3, 4, 5, 143}

    def test_survives_the_way_to_another_process(self, error):
        copy = pickle.loads(pickle.dumps(error("Page 3 is torn", path="a.pdf")))
        assert (str(copy), copy.path, copy.detail) == (f"Page 3 is torn. {error.remedy}", "a.pdf", "Page 3 is torn")


def test_codes_problems_and_remedies_are_their_own():
    for attribute in ("code", "problem", "remedy"):
        values = [getattr(error, attribute) for error in CLASSES]
        assert len(set(values)) == len(CLASSES)


@pytest.mark.parametrize(
    ("name", "exit_code"),
    [
        ("EncryptedFile", 4),
        ("TruncatedFile", 4),
        ("EmptyFile", 4),
        ("UnsupportedFile", 4),
        ("NoTextFound", 4),
        ("TooLarge", 4),
        ("TesseractMissing", 3),
        ("ConfigError", 2),
    ],
)
def test_exit_codes(name, exit_code):
    assert getattr(errors, name).exit_code == exit_code
