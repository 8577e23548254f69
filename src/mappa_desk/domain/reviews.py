"""When the next review is due, and which levels a category allows."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.cases import Category, Level
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.working_days import IsHoliday, add_working_days, never

REVIEW_STANDARDS = {Level.TWO: "review_level_2", Level.THREE: "review_level_3"}


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """The last day for the next review, and the area's standard that says so."""

    on: date
    standard: AreaStandard


def review_due(
    met_on: date, level: Level, standards: Iterable[AreaStandard], is_holiday: IsHoliday = never
) -> ReviewDue | None:
    """The last day for the review after a meeting that left the case at `level`.

    The interval is the area's own figure (an unverified default until the area confirms it). None at
    Level 1, which has no formal meetings, and where the area has no such figure. Raises RuleError when
    the figure has a unit that is no time.
    """
    code = REVIEW_STANDARDS.get(level)
    for standard in standards:
        if standard.id == code:
            return ReviewDue(after(met_on, standard, is_holiday), standard)
    return None


def after(start: date, standard: AreaStandard, is_holiday: IsHoliday = never) -> date:
    """The day that lies the standard's time after `start`.

    Months keep the day of the month, or take the last one of a shorter month. Raises RuleError when the
    unit is no time.
    """
    amount = int(standard.value)
    if standard.unit == "working days":
        return add_working_days(start, amount, is_holiday)
    if standard.unit == "days":
        return start + timedelta(days=amount)
    if standard.unit == "weeks":
        return start + timedelta(weeks=amount)
    if standard.unit == "months":
        years, month = divmod(start.month - 1 + amount, 12)
        year = start.year + years
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    raise RuleError(f"The standard “{standard.title}” is not a time.", field="unit")


def check_level(category: Category | None, level: Level) -> None:
    """Refuse a level that the category does not allow.

    A Category 3 person is managed at Level 2 or 3 or leaves MAPPA: the cell for Level 1 is empty in the
    published tables (Lancashire MAPPA Annual Report 2021/22). Raises RuleError.
    """
    if category is Category.THREE and level is Level.ONE:
        raise RuleError(
            "Category 3 is never at Level 1: the person stays at Level 2 or 3, or leaves MAPPA.",
            field="level",
        )
