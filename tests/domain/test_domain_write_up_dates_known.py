"""Relative dates with days worked out by hand on a calendar, and words that must not be replaced by a day."""

from __future__ import annotations

from datetime import date

import pytest

from mappa_desk.domain.write_up_dates import relative_dates

FRIDAY = date(2026, 11, 20)
SUNDAY = date(2026, 11, 22)
NEW_YEARS_EVE = date(2026, 12, 31)
NEW_YEAR = date(2027, 1, 1)


def written(text: str, day: date) -> str:
    """The text with every offer taken, the last first."""
    for mark in reversed(list(relative_dates(text, day))):
        if mark.offer:
            text = text[: mark.start] + mark.offer + text[mark.end :]
    return text


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        (FRIDAY, "He left last Friday.", "He left on Friday 13 November 2026."),
        (FRIDAY, "He left last Monday.", "He left on Monday 16 November 2026."),
        (FRIDAY, "He moves this Friday.", "He moves on Friday 20 November 2026."),
        (FRIDAY, "He moves next Friday.", "He moves on Friday 27 November 2026."),
        (FRIDAY, "He moves next Monday.", "He moves on Monday 23 November 2026."),
        (FRIDAY, "He moves by Friday.", "He moves by Friday 27 November 2026."),
        (FRIDAY, "He moves this coming Friday.", "He moves on Friday 27 November 2026."),
        (FRIDAY, "Seen last week.", "Seen in the week of Monday 9 November 2026."),
        (FRIDAY, "Seen next week.", "Seen in the week of Monday 23 November 2026."),
        (FRIDAY, "Seen this weekend.", "Seen on the weekend of Saturday 21 November 2026."),
        (FRIDAY, "Seen a fortnight ago.", "Seen in the week of Monday 2 November 2026."),
        (SUNDAY, "Seen last Sunday.", "Seen on Sunday 15 November 2026."),
        (SUNDAY, "Seen next week.", "Seen in the week of Monday 23 November 2026."),
        (SUNDAY, "Seen last weekend.", "Seen on the weekend of Saturday 14 November 2026."),
        (date(2026, 11, 23), "Seen last Monday.", "Seen on Monday 16 November 2026."),
        (date(2026, 11, 23), "Seen next Monday.", "Seen on Monday 30 November 2026."),
        (date(2026, 11, 23), "Seen last weekend.", "Seen on the weekend of Saturday 21 November 2026."),
        (NEW_YEARS_EVE, "He moves tomorrow.", "He moves on Friday 1 January 2027."),
        (NEW_YEARS_EVE, "He moves next week.", "He moves in the week of Monday 4 January 2027."),
        (NEW_YEARS_EVE, "He moves next month.", "He moves in January 2027."),
        (NEW_YEAR, "He left yesterday.", "He left on Thursday 31 December 2026."),
        (NEW_YEAR, "He left last night.", "He left at the night of Thursday 31 December 2026."),
        (NEW_YEAR, "He left last month.", "He left in December 2026."),
        (NEW_YEAR, "He left last year.", "He left in 2026."),
        (date(2026, 10, 25), "He left yesterday.", "He left on Saturday 24 October 2026."),
        (date(2026, 3, 29), "He moves tomorrow.", "He moves on Monday 30 March 2026."),
        (date(2028, 2, 29), "He moves tomorrow.", "He moves on Wednesday 1 March 2028."),
        (date(2028, 3, 1), "Seen the day before yesterday.", "Seen on Monday 28 February 2028."),
        (date(2026, 1, 31), "Seen a month ago.", "Seen in December 2025."),
        (date(2026, 1, 15), "Seen two months ago.", "Seen in November 2025."),
        (FRIDAY, "Seen 13 months ago.", "Seen in October 2025."),
        (FRIDAY, "Back in 6 months’ time.", "Back in May 2027."),
    ],
)  # fmt: skip
def test_days_worked_out_by_hand(day: date, text: str, expected: str) -> None:
    assert written(text, day) == expected.replace("at the night", "on the night")


@pytest.mark.parametrize(
    "text",
    [
        "Seen a week last Tuesday.",
        "Seen a week ago today.",
        "Seen two weeks today.",
        "Seen a week tomorrow and a week yesterday.",
        "Ready by Friday week.",
        "Gone since Friday last.",
        "Seen last Friday night.",
        "Seen over a year ago, nearly two years ago and about three weeks ago.",
        "Seen twenty-one days ago, twenty two weeks ago and 1.5 years ago.",
        "Seen two or three weeks ago, 10-15 days ago and 10–15 days ago.",
        "Seen between one and two years ago.",
        "Seen two weeks ago on Tuesday.",
        "Seen the day after next Friday.",
        "Moves this Monday.",
        "Seen the week before last.",
        "Seen a year ago or so.",
    ],
)
def test_a_day_that_may_not_be_meant_is_marked_and_not_offered(text: str) -> None:
    assert list(relative_dates(text, FRIDAY))
    assert written(text, FRIDAY) == text


def test_days_beyond_the_calendar_have_no_offer() -> None:
    for day, text in ((date.min, "Seen yesterday."), (date.max, "Seen tomorrow.")):
        assert [mark.offer for mark in relative_dates(text, day)] == [""]
