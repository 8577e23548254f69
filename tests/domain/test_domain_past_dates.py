"""Days of things that have happened: without a year they are the last such day, not the next."""

from __future__ import annotations

from datetime import date

import pytest

from mappa_desk.domain.capture_dates import read_date

SUNDAY = date(2026, 11, 22)


def past(words: str) -> date | None:
    """The day that a field of the past makes of it."""
    found = read_date(words, today=SUNDAY, past=True)
    return found.on if found is not None else None


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("11 november", date(2026, 11, 11)),
        ("11/11", date(2026, 11, 11)),
        ("Wed 11 november", date(2026, 11, 11)),
        ("22 nov", SUNDAY),
        ("23 nov", date(2025, 11, 23)),
        ("29 feb", date(2024, 2, 29)),
        ("the 30th", date(2026, 10, 30)),
        ("fri", date(2026, 11, 20)),
        ("sunday", SUNDAY),
        ("yesterday", date(2026, 11, 21)),
        ("end of october", date(2026, 10, 31)),
        ("end of november", date(2025, 11, 30)),
        ("today", SUNDAY),
    ],
)
def test_a_day_without_a_year_is_the_last_such_day(words: str, on: date) -> None:
    assert past(words) == on


@pytest.mark.parametrize(
    ("words", "on"),
    [("11/11/27", date(2027, 11, 11)), ("2027-11-11", date(2027, 11, 11)), ("tomorrow", date(2026, 11, 23))],
)
def test_a_day_that_says_itself_is_taken_as_said(words: str, on: date) -> None:
    assert past(words) == on


@pytest.mark.parametrize(
    "words", ["31 november", "11/13", "thu 11 november", "mon 11 november 2026", "soon", ""]
)
def test_what_is_no_day_is_none(words: str) -> None:
    assert past(words) is None


def test_deadlines_stay_ahead() -> None:
    found = read_date("11 november", today=SUNDAY)
    assert found is not None and found.on == date(2027, 11, 11)
    assert read_date("yesterday", today=SUNDAY) is None
