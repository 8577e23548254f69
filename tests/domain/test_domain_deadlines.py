"""Deadlines, reviews and dates in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from domain_builders import TODAY, action

from mappa_desk.domain.actions import ActionState, Deadline, DeadlineKind
from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.calendar_words import count, distance, long_date, short_date
from mappa_desk.domain.cases import Category, Level
from mappa_desk.domain.deadlines import days_left, is_overdue, resolve, say_deadline
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.reviews import after, check_level, review_due

NEXT = Deadline(kind=DeadlineKind.NEXT_MEETING, said="by next meeting")
RELEASE = Deadline(kind=DeadlineKind.BEFORE_RELEASE, said="before release")
FRIDAY = Deadline(kind=DeadlineKind.DATE, on=date(2026, 11, 27))


def test_words_of_dates() -> None:
    assert long_date(date(2026, 11, 27)) == "Friday 27 November 2026"
    assert short_date(date(2026, 9, 1)) == "Tue 1 Sep 2026"
    assert distance(TODAY, TODAY) == "today"
    assert distance(TODAY + timedelta(days=1), TODAY) == "1 day"
    assert distance(TODAY - timedelta(days=2), TODAY) == "2 days ago"
    assert count(1_500, "character") == "1,500 characters"


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (FRIDAY, "Fri 27 Nov 2026, 15 days"),
        (NEXT, "next meeting, date to be set"),
        (resolve(NEXT, date(2027, 1, 14)), "next meeting, Thu 14 Jan 2027, 63 days"),
        (RELEASE, "before release, release date?"),
        (resolve(RELEASE, None, date(2026, 12, 1), 5), "before release, Thu 26 Nov 2026, 14 days"),
        (Deadline(), "no date"),
        (Deadline(kind=DeadlineKind.DATE), "no date"),
    ],
)
def test_says_a_deadline(deadline: Deadline, words: str) -> None:
    assert say_deadline(deadline, TODAY) == words


def test_an_event_follows_its_date_until_it_is_frozen() -> None:
    first, second = date(2027, 1, 14), date(2027, 2, 11)
    resolved = resolve(NEXT, first)
    assert resolved.on == first
    assert resolved.said == "by next meeting"
    assert resolve(resolved, first) is resolved
    assert resolve(resolved, second).on == second
    assert resolve(resolved, None).on is None
    assert resolve(resolved, second, frozen=True).on == first
    assert resolve(FRIDAY, second, second, 3) is FRIDAY
    assert resolve(RELEASE, None, second).on == second
    assert resolve(Deadline(), second) == Deadline()


def test_overdue_begins_the_day_after() -> None:
    due = action(deadline=Deadline(kind=DeadlineKind.DATE, on=TODAY))
    assert not is_overdue(due, TODAY)
    assert is_overdue(due, TODAY + timedelta(days=1))
    assert not is_overdue(action(deadline=due.deadline, state=ActionState.DONE), TODAY + timedelta(days=1))
    assert not is_overdue(action(deadline=due.deadline, removed=True), TODAY + timedelta(days=1))
    assert not is_overdue(action(deadline=NEXT), TODAY)
    assert days_left(due.deadline, TODAY - timedelta(days=3)) == 3
    assert days_left(NEXT, TODAY) is None


def standard(code: str, value: float, unit: str) -> AreaStandard:
    return AreaStandard(id=code, title=code, value=value, unit=unit)


def test_a_review_is_due_by_the_areas_own_figure() -> None:
    standards = (standard("review_level_2", 16, "weeks"), standard("review_level_3", 8, "weeks"))
    due = review_due(TODAY, Level.THREE, standards)
    assert due is not None
    assert (due.on, due.standard.id) == (date(2027, 1, 7), "review_level_3")
    assert review_due(TODAY, Level.ONE, standards) is None
    assert review_due(TODAY, Level.TWO, ()) is None


def test_time_in_each_unit() -> None:
    assert after(date(2026, 8, 31), standard("x", 6, "months")) == date(2027, 2, 28)
    assert after(TODAY, standard("x", 5, "days")) == date(2026, 11, 17)
    assert after(TODAY, standard("x", 5, "working days")) == date(2026, 11, 19)
    with pytest.raises(RuleError, match="is not a time"):
        after(TODAY, standard("x", 75, "per cent"))


def test_category_three_is_never_at_level_one() -> None:
    with pytest.raises(RuleError, match="leaves MAPPA"):
        check_level(Category.THREE, Level.ONE)
    check_level(Category.THREE, Level.TWO)
    check_level(Category.TWO, Level.ONE)
    check_level(None, Level.ONE)
