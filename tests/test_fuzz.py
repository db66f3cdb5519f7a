from __future__ import annotations

import os
import signal
import time

import pytest

from tests.fuzz import FINDS, extraction_of, fuzz
from tests.mutants import mutant


def test_mutants_end_in_a_typed_state() -> None:
    ends = {number: (state, detail) for number, state, detail in fuzz(extraction_of(7), 150)}
    assert sorted(ends) == list(range(150))
    assert {number: end for number, end in ends.items() if end[0] in FINDS} == {}


def test_the_same_seed_gives_the_same_mutants_and_another_others() -> None:
    made = [mutant(3, number) for number in range(60)]
    assert made == [mutant(3, number) for number in range(60)]
    assert made != [mutant(4, number) for number in range(60)]
    assert {name.rpartition(".")[2] for name, _ in made} >= {"pdf", "txt", "html"}


def crash(number: int) -> tuple[str, str]:
    os.kill(os.getpid(), signal.SIGKILL)
    return "ok", ""


def hang(number: int) -> tuple[str, str]:
    while True:
        pass


def eat(number: int) -> tuple[str, str]:
    try:
        return "ok", str(len(bytearray(1 << 40)))
    except MemoryError:
        return "memory", ""


@pytest.mark.parametrize(("planted", "state"), [(crash, "crash"), (hang, "hang"), (eat, "memory")])
def test_finds_are_told_apart_and_the_others_go_on(planted, state) -> None:
    work = lambda number: planted(number) if number == 3 else ("ok", "it\twas\nread")  # noqa: E731
    ends = sorted(fuzz(work, 8, jobs=2, seconds=1))
    assert [end[1] for end in ends] == ["ok", "ok", "ok", state, "ok", "ok", "ok", "ok"]
    assert ends[0][2] == "it\twas\nread"


def test_one_that_sleeps_is_ended_too() -> None:
    ends = sorted(fuzz(lambda number: (time.sleep(99 * (number == 0)), ("ok", ""))[1], 2, patience=2))
    assert [end[1] for end in ends] == ["hang", "ok"]
