"""Counting in working days. Which days are bank holidays is given, never looked up here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from mappa_desk.domain.errors import RuleError

IsHoliday = Callable[[date], bool]
"""Says whether a day is a bank holiday. Weekends need not be known to it."""

MOST_DAYS = 2_000
"""More than seven years of working days: nothing in this trade is counted further."""


def never(_day: date) -> bool:
    """A calendar without bank holidays."""
    return False


def is_working_day(day: date, is_holiday: IsHoliday = never) -> bool:
    """True on a weekday that is no bank holiday."""
    return day.weekday() < 5 and not is_holiday(day)


def add_working_days(start: date, days: int, is_holiday: IsHoliday = never) -> date:
    """The day that is so many working days after `start`, before it when `days` is negative.

    The first day counted is the one after `start`; 0 gives `start` itself, even on a closed day.
    Raises RuleError beyond 2,000 days or outside the calendar.
    """
    if abs(days) > MOST_DAYS:
        raise RuleError(f"Working days are counted up to {MOST_DAYS:,}.", field="days")
    step = timedelta(days=1 if days > 0 else -1)
    day, left = start, abs(days)
    try:
        while left:
            day += step
            left -= is_working_day(day, is_holiday)
    except OverflowError:
        raise RuleError("That day lies outside the calendar.", field="days") from None
    return day


def working_days_between(start: date, end: date, is_holiday: IsHoliday = never) -> int:
    """How many working days lie after `start`, up to and with `end`; negative when `end` is earlier.

    It undoes `add_working_days`.
    """
    if end < start:
        back = (end + timedelta(days=n) for n in range((start - end).days))
        return -sum(is_working_day(day, is_holiday) for day in back)
    ahead = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, is_holiday) for day in ahead)
