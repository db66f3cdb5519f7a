"""Days on which federal offices work: weekdays that are no legal public holiday (5 U.S.C. § 6103)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache


def is_business_day(day: date) -> bool:
    """Whether `day` is neither a Saturday, a Sunday nor a federal holiday (or the weekday on which one is observed)."""
    return day.weekday() < 5 and day not in _federal_holidays(day.year)


def add_business_days(day: date, count: int) -> date:
    """The `count`-th business day after `day` (before it if `count` is negative); `day` itself is not counted."""
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        day += step
        if is_business_day(day):
            count -= step.days
    return day


@cache
def _federal_holidays(year: int) -> frozenset[date]:
    import holidays  # a tenth of a second: only documents that count in business days pay for it

    return frozenset(day for day in holidays.country_holidays("US", years=[year, year + 1]) if day.year == year)
