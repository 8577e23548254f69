"""Counting in working days, and the bank holidays that the services give."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.working_days import add_working_days, is_working_day, never, working_days_between
from mappa_desk.services import calendar

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def mondays(day: date) -> bool:
    return day.weekday() == 0


def test_counts_over_a_weekend_and_a_holiday() -> None:
    friday = date(2026, 11, 27)
    assert add_working_days(friday, 1) == date(2026, 11, 30)
    assert add_working_days(friday, 1, mondays) == date(2026, 12, 1)
    assert add_working_days(date(2026, 11, 30), -1) == friday
    assert add_working_days(date(2026, 11, 29), 0) == date(2026, 11, 29)
    assert not is_working_day(date(2026, 11, 28))
    assert is_working_day(friday)


@given(DAYS, st.integers(-300, 300), st.sampled_from([never, mondays]))
def test_between_undoes_adding(start: date, days: int, is_holiday: object) -> None:
    assert callable(is_holiday)
    reached = add_working_days(start, days, is_holiday)
    assert working_days_between(start, reached, is_holiday) == days
    assert days == 0 or is_working_day(reached, is_holiday)


@given(DAYS, st.integers(0, 200), st.integers(0, 200))
def test_adding_twice_is_adding_the_sum(start: date, first: int, second: int) -> None:
    assert add_working_days(add_working_days(start, first), second) == add_working_days(start, first + second)


def test_refuses_what_nobody_counts() -> None:
    with pytest.raises(RuleError, match="up to 2,000"):
        add_working_days(date(2026, 1, 1), 2_001)
    with pytest.raises(RuleError, match="outside the calendar"):
        add_working_days(date.max - timedelta(days=3), 20)


def test_bank_holidays_of_england_and_wales() -> None:
    found = calendar.bank_holidays([2026, 2026])
    assert date(2026, 12, 28) in found  # Boxing Day falls on a Saturday
    assert date(2026, 8, 31) in found
    assert date(2026, 8, 3) not in found  # the Scottish one
    assert list(found) == sorted(found)
    assert calendar.is_bank_holiday(date(2027, 1, 1))
    assert not calendar.is_working_day(date(2027, 1, 1))
    assert calendar.add_working_days(date(2026, 12, 24), 1) == date(2026, 12, 29)
    assert calendar.working_days_between(date(2026, 12, 24), date(2026, 12, 29)) == 1
