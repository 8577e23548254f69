"""The words of documents: filled-in wording, dates, clock times and numbers in British English."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from mappa_desk.domain.wordings import Wording, capital, sentence

__all__ = ["ENGLISH_HOURS", "Wording", "british", "british_day", "capital", "clock_time", "sentence"]

ENGLISH_HOURS = timedelta(hours=1)


def british(moment: datetime) -> datetime:
    """An aware moment on the clock of Great Britain, as a naive value.

    Summer time runs from 1:00 UTC on the last Sunday of March to that of October (Summer Time Order 2002).
    It is worked out here because a laptop with Windows has no table of time zones.
    """
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    summer = _change(utc.year, 3) <= utc < _change(utc.year, 10)
    return utc + ENGLISH_HOURS if summer else utc


def clock_time(moment: datetime) -> str:
    """The British clock time of an aware moment, "10:03"."""
    return british(moment).strftime("%H:%M")


def british_day(moment: datetime) -> date:
    """The British date of an aware moment."""
    return british(moment).date()


def _change(year: int, month: int) -> datetime:
    last = date(year, month, 31)
    sunday = last - timedelta(days=(last.weekday() + 1) % 7)
    return datetime(sunday.year, sunday.month, sunday.day, 1)  # noqa: DTZ001
