"""How counts become a confidence, in numbers worked out by hand."""

from __future__ import annotations

import json

import pytest

from pipeline.records import confidence
from pipeline.records.confidence import LEVELS, STEPS, CalibrationTable, Counts, rising

UNSEEN = Counts(0, 0)


@pytest.mark.parametrize(
    ("counts", "share"),
    [
        (UNSEEN, 0.9),  # nine in ten is assumed
        (Counts(18, 20), 0.9),  # (18 + 9) of (20 + 10)
        (Counts(1, 10), 0.5),
        (Counts(90, 90), 0.99),
        (Counts(0, 90), 0.09),
    ],
)
def test_of_a_rule(counts, share):
    assert CalibrationTable({"x": counts}).estimate("x", []) == pytest.approx(share)


@pytest.mark.parametrize(
    ("read", "share"),
    [
        ([], 0.9),
        ([1.0], 0.855),  # a word above the last step is right as often as the step says where none was counted
        ([0.95], 0.855),
        ([0.9499], 0.81),
        ([0.89], 0.765),
        ([0.7], 0.63),
        ([0.4], 0.36),
        ([0.3999], 0.0),
        ([0.95, 0.9], 0.7695),  # each word counts
    ],
)
def test_of_words_that_were_not_counted(read, share):
    assert CalibrationTable({}).estimate("x", read) == pytest.approx(share)


def test_of_words_that_were_counted():
    table = CalibrationTable({}, words=(*[UNSEEN] * 5, Counts(8, 10)))
    assert table.estimate("x", [0.97]) == pytest.approx(0.9 * 0.9)  # 9.9 of 12 are fewer than the step below promises
    table = CalibrationTable({}, words=(*[UNSEEN] * 5, Counts(998, 998)))
    assert table.estimate("x", [0.97]) == pytest.approx(0.9 * 999.9 / 1_000)


def test_more_never_promises_less():
    assert rising((Counts(10, 10), UNSEEN, Counts(0, 8)), (0.5, 0.7, 0.9)) == pytest.approx((11 / 12, 11 / 12, 11 / 12))
    assert rising((Counts(0, 8), UNSEEN), (0.5, 0.7)) == pytest.approx((0.1, 0.7))
    assert rising((UNSEEN,), (0.0,)) == (0.0,)
    with pytest.raises(ValueError):
        rising((UNSEEN,), (0.5, 0.7))


@pytest.mark.parametrize("estimate", [0.0, 0.1, 0.3, 0.45, 0.5, 0.69, 0.7, 0.8, 0.85, 0.9, 0.94, 0.95, 0.97, 0.98])
def test_an_estimate_stays_where_nothing_was_measured(estimate):
    assert CalibrationTable({}).measured(estimate) == pytest.approx(estimate)


@pytest.mark.parametrize("estimate", [0.98, 0.99, 1.0])
def test_nothing_is_certain(estimate):
    assert CalibrationTable({}).measured(estimate) == pytest.approx(0.98)


@pytest.mark.parametrize(
    ("estimate", "measured"),
    [
        (0.6, 0.6),
        (0.7, 0.7),
        (0.75, 0.7 + (41.6 / 42 - 0.7) / 2),  # half way to what 40 of 40 at the next level came to
        (0.79, 0.7 + (41.6 / 42 - 0.7) * 0.9),
        (0.8, 41.6 / 42),
        (0.97, 41.6 / 42),  # and no less above
        (1.0, 41.6 / 42),
    ],
)
def test_between_two_levels(estimate, measured):
    values = tuple(Counts(40, 40) if level == 0.8 else UNSEEN for level in LEVELS)
    assert CalibrationTable({}, values=values).measured(estimate) == pytest.approx(measured)


def test_a_table_is_read_and_used(tmp_path, monkeypatch):
    monkeypatch.setattr(confidence, "TABLE", tmp_path / "confidence.json")
    confidence.table.cache_clear()
    assert confidence.table() == CalibrationTable({})  # where there is none nothing was counted
    assert confidence.confidence("x", []) == 0.9
    confidence.table.cache_clear()
    rows = {"rules": {"x": {"right": 1, "seen": 3}}}
    rows |= {"words": [{"from": step, "right": 1, "seen": 1} for step in reversed(STEPS)]}  # whose step each is, it says itself
    rows |= {"values": [{"from": 0.3, "right": 0, "seen": 0}]}
    (tmp_path / "confidence.json").write_text(json.dumps(rows))
    assert confidence.table() == CalibrationTable({"x": Counts(1, 3)}, (Counts(1, 1),) * len(STEPS), (UNSEEN,) * len(LEVELS))
    assert confidence.confidence("x", []) == 0.7692  # 10 / 13, to four places
    assert confidence.confidence("x", [0.2]) == 0.2564  # a third of it: one of one, with nothing assumed
    confidence.table.cache_clear()


def test_what_comes_along_holds_every_step_and_level():
    table = confidence.table()
    assert len(table.words) == len(STEPS)
    assert len(table.values) == len(LEVELS)
    assert all(0 <= counts.right <= counts.seen for counts in (*table.rules.values(), *table.words, *table.values))
    assert list(STEPS) == sorted(set(STEPS)) and STEPS[0] == 0
    assert list(LEVELS) == sorted(set(LEVELS)) and LEVELS[0] == 0
