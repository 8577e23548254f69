"""Working days as England and Wales count them: the one place that knows the bank holidays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from mappa_desk.domain import working_days


def bank_holidays(years: Iterable[int]) -> dict[date, str]:
    """Bank holidays of England and Wales in these years with their names, in order of date."""
    return {day: name for year in sorted(set(years)) for day, name in _of_year(year)}


def is_bank_holiday(day: date) -> bool:
    """True on a bank holiday of England and Wales."""
    return any(day == holiday for holiday, _ in _of_year(day.year))


def is_working_day(day: date) -> bool:
    """True on a weekday that is no bank holiday."""
    return working_days.is_working_day(day, is_bank_holiday)


def add_working_days(start: date, days: int) -> date:
    """The day that is so many working days after `start`, before it when `days` is negative."""
    return working_days.add_working_days(start, days, is_bank_holiday)


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start`, up to and with `end`; negative when `end` is earlier."""
    return working_days.working_days_between(start, end, is_bank_holiday)


@lru_cache(maxsize=64)
def _of_year(year: int) -> tuple[tuple[date, str], ...]:
    # Importing the package takes some 60 ms, and nothing asks for a working day while the program starts.
    from holidays import country_holidays  # noqa: PLC0415

    return tuple(sorted(country_holidays("GB", subdiv="ENG", years=year).items()))
