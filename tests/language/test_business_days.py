"""Business days: weekends, federal holidays and the days on which they are observed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.language.business_days import add_business_days, is_business_day

DAYS = st.dates(date(1990, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(date(2018, 3, 5), True, id="a Monday"),
        pytest.param(date(2018, 3, 3), False, id="a Saturday"),
        pytest.param(date(2018, 3, 4), False, id="a Sunday"),
        pytest.param(date(2018, 1, 1), False, id="New Year's Day"),
        pytest.param(date(2010, 12, 31), False, id="New Year's Day on a Saturday is observed in the year before"),
        pytest.param(date(2018, 1, 15), False, id="Martin Luther King's birthday, third Monday of January"),
        pytest.param(date(2018, 2, 19), False, id="Washington's birthday, third Monday of February"),
        pytest.param(date(2018, 5, 28), False, id="Memorial Day, last Monday of May"),
        pytest.param(date(2018, 5, 21), True, id="the Monday before"),
        pytest.param(date(2020, 6, 19), True, id="Juneteenth was no holiday before 2021"),
        pytest.param(date(2021, 6, 18), False, id="Juneteenth on a Saturday, observed on Friday"),
        pytest.param(date(2022, 6, 20), False, id="Juneteenth on a Sunday, observed on Monday"),
        pytest.param(date(2015, 7, 3), False, id="Independence Day on a Saturday"),
        pytest.param(date(2018, 9, 3), False, id="Labor Day"),
        pytest.param(date(2018, 10, 8), False, id="Columbus Day"),
        pytest.param(date(2017, 11, 10), False, id="Veterans Day on a Saturday"),
        pytest.param(date(2018, 11, 22), False, id="Thanksgiving"),
        pytest.param(date(2018, 11, 23), True, id="the day after Thanksgiving"),
        pytest.param(date(2011, 12, 26), False, id="Christmas on a Sunday"),
        pytest.param(date(2018, 12, 24), True, id="Christmas Eve"),
        pytest.param(date(2018, 2, 14), True, id="no legal holiday"),
    ],
)
def test_is_business_day(day: date, works: bool) -> None:
    assert is_business_day(day) is works


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        pytest.param(date(2018, 3, 5), 1, date(2018, 3, 6), id="the day itself does not count"),
        pytest.param(date(2018, 3, 2), 1, date(2018, 3, 5), id="over a weekend"),
        pytest.param(date(2018, 3, 3), 1, date(2018, 3, 5), id="from a Saturday"),
        pytest.param(date(2018, 3, 5), 10, date(2018, 3, 19), id="two weeks"),
        pytest.param(date(2017, 12, 22), 5, date(2018, 1, 2), id="over Christmas and New Year"),
        pytest.param(date(2018, 3, 5), -1, date(2018, 3, 2), id="backwards"),
        pytest.param(date(2018, 3, 4), 0, date(2018, 3, 4), id="none"),
    ],
)
def test_add_business_days(day: date, count: int, expected: date) -> None:
    assert add_business_days(day, count) == expected


@given(DAYS, st.integers(1, 90))
def test_as_many_business_days_lie_between(day: date, count: int) -> None:
    end = add_business_days(day, count)
    between = sum(is_business_day(day + timedelta(days=n)) for n in range(1, (end - day).days + 1))
    assert between == count and is_business_day(end)
