"""The grammar of printed dates, as tables with the reason beside each case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.language.dates import find_dates, find_yearless
from extractors.language.months import WEEKDAYS, weekday_name

DAY = date(2017, 8, 3)  # a Thursday

FORMS = [
    "August 3, 2017", "Aug. 3, 2017", "Aug 3, 2017", "AUGUST 3, 2017", "AUG 3 2017", "AUG. 3 2017", "August 3 2017", "August 03, 2017",
    "August 3rd, 2017", "August 3rd 2017", "August 3 , 2017", "August  3,  2017", "August 3,2017", "August3, 2017", "3 August 2017",
    "03 August 2017", "3 Aug. 2017", "3 AUG 2017", "3rd August 2017", "3rd of August 2017", "3-Aug-2017", "03AUG2017", "3 August, 2017",
    "the 3rd day of August, 2017", "this 3rd day of August 2017", "the third day of August, 2017", "third of August, 2017",
    "8/3/2017", "08/03/2017", "8/3/17", "08/03/17", "8-3-2017", "08-03-2017", "8-3-17", "8.3.2017", "2017-08-03", "august 3, 2017",
    "Thursday, August 3, 2017", "THURSDAY, AUGUST 3, 2017", "Thursday August 3, 2017", "Thurs., Aug. 3, 2017", "Thu. August 3, 2017",
    "Thursday, 3 August 2017", "Thursday the 3rd of August, 2017", "Thursday, 08/03/2017", "August 3, 2017 (Thursday)",
    "August 3, 2017, Thursday", "August 3, 2O17", "August 3, 20l7", "August 3 of 2017", "August 3, 2017 ",
]  # fmt: skip


@pytest.mark.parametrize("printed", FORMS)
@pytest.mark.parametrize("frame", ["{}", "It is dated {}.", "(signed {}; filed later)", "by {}: the plan"])
def test_every_form(printed: str, frame: str) -> None:
    text = frame.format(printed.strip())
    (found,) = find_dates(text)
    assert (found.value, text[found.start : found.end]) == (DAY, printed.strip())
    assert found.weekday == ("Thursday" if "thu" in printed.casefold() else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Jan. 1, 2018", date(2018, 1, 1), id="January"),
        pytest.param("Feb. 29, 2016", date(2016, 2, 29), id="leap day"),
        pytest.param("Sept. 14, 2012", date(2012, 9, 14), id="four letters"),
        pytest.param("Sep. 14, 2012", date(2012, 9, 14), id="three letters"),
        pytest.param("June 30, 1999", date(1999, 6, 30), id="nineties"),
        pytest.param("7/4/98", date(1998, 7, 4), id="two digits of the nineties"),
        pytest.param("OCT 30 2018", date(2018, 10, 30), id="a stamp"),
        pytest.param("AUG 0 7 2019", date(2019, 8, 7), id="a stamp whose figures stand apart"),
        pytest.param("JAN 1 5, 2020", date(2020, 1, 15), id="such a stamp with a comma"),
        pytest.param("12 May 2011", date(2011, 5, 12), id="day first"),
        pytest.param("August l8, 2017", date(2017, 8, 18), id="l read for 1"),
        pytest.param(
            "August 3İ, 2017", date(2017, 8, 31), id="a capital i with a dot, which is an i to a pattern that passes over case"
        ),
        pytest.param("August 1O, 2017", date(2017, 8, 10), id="O read for 0"),
        pytest.param("August 18. 2017.", date(2017, 8, 18), id="full stop read for a comma"),
        pytest.param("the twenty-first day of May, 2018", date(2018, 5, 21), id="ordinal in words"),
    ],
)
def test_others(text: str, expected: date) -> None:
    assert [found.value for found in find_dates(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("February 30, 2017", id="no such day"),
        pytest.param("February 29, 2017", id="no leap year"),
        pytest.param("June 31, 2018", id="no such day of June"),
        pytest.param("13/13/2017", id="no such month"),
        pytest.param("August 2017", id="a month"),
        pytest.param("August 3", id="no year"),
        pytest.param("October 6-8, 2008", id="a range"),
        pytest.param("April 14 and 15, 2010", id="two days under one year"),
        pytest.param("17-868", id="release number"),
        pytest.param("171-19M-8", id="file number"),
        pytest.param("DJ 8-3-17", id="file number with its mark"),
        pytest.param("No. 8-3-17", id="docket number"),
        pytest.param("No. 1:17-cv-00203", id="case number"),
        pytest.param("2016-DJ-BX-0217", id="award number"),
        pytest.param("202-555-0117", id="telephone number"),
        pytest.param("28 C.F.R. § 35.130", id="citation"),
        pytest.param("42 U.S.C. §§ 12131-12134", id="range of sections"),
        pytest.param("87102-1293", id="postal code"),
        pytest.param("1/2/3/2017", id="a longer chain"),
        pytest.param("10.0.0.2017", id="an address of numbers"),
        pytest.param("Mayor 3, 2017", id="a word that begins as a month"),
        pytest.param("August\n3, 2017", id="over a line break"),
        pytest.param("August ll, 2017", id="nothing sure in the day"),
        pytest.param("marched 3 2017", id="a verb"),
        pytest.param("August 3, 20171", id="five digits"),
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_several_in_order_and_within_bounds() -> None:
    text = "Monday, April 16, 2018, Tuesday, April 17, 2018; 5/1/18"
    assert [str(found.value) for found in find_dates(text)] == ["2018-04-16", "2018-04-17", "2018-05-01"]
    assert [found.weekday for found in find_dates(text)] == ["Monday", "Tuesday", None]
    assert [str(found.value) for found in find_dates(text, 24)] == ["2018-04-17", "2018-05-01"]
    assert find_dates(text, 0, 12) == []


def test_a_weekday_that_does_not_fit_is_kept() -> None:
    (found,) = find_dates("Friday, August 3, 2017")
    assert (found.value, found.weekday, found.weekday_fits) == (DAY, "Friday", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("October 25", (10, 25, None)),
        ("Oct. 25", (10, 25, None)),
        ("Thursday, October 25", (10, 25, "Thursday")),
        ("October 25th", (10, 25, None)),
        ("25 October", (10, 25, None)),
        ("the 25th of October", (10, 25, None)),
        ("May 4 at noon", (5, 4, None)),
        ("February 29", (2, 29, None)),
        ("March 2:", (3, 2, None)),
    ],
)
def test_yearless(text: str, expected: tuple[int, int, str | None]) -> None:
    (found,) = find_yearless(text)
    assert (found.month, found.day, found.weekday) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("October 25, 2018", id="has a year"),
        pytest.param("October 25-27", id="a range"),
        pytest.param("October 25 and 26", id="two days"),
        pytest.param("October 2018", id="a month"),
        pytest.param("may 4 people", id="a verb"),
        pytest.param("February 30", id="no such day"),
        pytest.param("October 14, 15 and 16, 2018", id="days under one year"),
    ],
)
def test_not_yearless(text: str) -> None:
    assert find_yearless(text) == []


def test_yearless_is_the_next_such_day() -> None:
    (found,) = find_yearless("January 10")
    assert found.on_or_after(date(2018, 3, 5)).value == date(2019, 1, 10)  # type: ignore[union-attr]
    assert found.on_or_after(date(2018, 1, 10)).value == date(2018, 1, 10)  # type: ignore[union-attr]
    (leap,) = find_yearless("February 29")
    assert leap.on_or_after(date(2017, 3, 1)) is None


@pytest.mark.parametrize(("printed", "name"), [("Thurs.", "Thursday"), ("TUESDAY", "Tuesday"), ("sat", "Saturday")])
def test_weekday_name(printed: str, name: str) -> None:
    assert weekday_name(printed) == name


@given(st.dates(date(1970, 1, 1), date(2068, 12, 31)), st.integers(0, 6))
def test_a_date_is_read_as_it_was_printed(day: date, shift: int) -> None:
    weekday = WEEKDAYS[(day + timedelta(days=shift)).weekday()]
    for printed in (
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%m/%d/%Y}",
        f"{day:%m-%d-%y}",
        day.isoformat(),
    ):
        assert [found.value for found in find_dates(f"on {printed}.")] == [day]
    (found,) = find_dates(f"{weekday}, {day:%B} {day.day}, {day.year}")
    assert found.weekday_fits is (shift == 0)


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)
