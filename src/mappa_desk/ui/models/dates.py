"""Dates and times as the window says them: "Fri 27 Nov 2026", "Friday 27 November 2026", "10:42"."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.calendar_words import long_date, short_date


def day(on: date | None) -> str:
    """A day with its weekday, short: "Fri 27 Nov 2026". Empty for None."""
    return short_date(on) if on else ""


def long_day(on: date) -> str:
    """A day written out: "Friday 27 November 2026"."""
    return long_date(on)


def plain_day(on: date) -> str:
    """A day far away, whose weekday says nothing: "30 Dec 1979"."""
    return short_date(on).partition(" ")[2]


def near_day(on: date, today: date) -> str:
    """A day as people say it when it is near: "today", "yesterday", "tomorrow", else as `day`."""
    words = {
        0: QCoreApplication.translate("dates", "today"),
        -1: QCoreApplication.translate("dates", "yesterday"),
        1: QCoreApplication.translate("dates", "tomorrow"),
    }
    return words.get((on - today).days, day(on))


def distance(on: date, today: date) -> str:
    """How far a day is: "in 15 days", "today", "13 days ago"."""
    days = (on - today).days
    if days == 0:
        return QCoreApplication.translate("dates", "today")
    if days < 0:
        return QCoreApplication.translate("dates", "%n day(s) ago", "", -days).replace(
            "day(s)", "day" if days == -1 else "days"
        )
    return QCoreApplication.translate("dates", "in %n day(s)", "", days).replace(
        "day(s)", "day" if days == 1 else "days"
    )


def clock(at: datetime) -> str:
    """A time of day in the laptop's own zone: "10:42"."""
    return at.astimezone().strftime("%H:%M")


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: counted(1, "action", "actions") is "1 action". The nouns come translated."""
    return f"{number} {one if number == 1 else many}"


def typed(on: date | None) -> str:
    """A day as it is typed into a field: "27/11/2026". Empty for None."""
    return f"{on.day}/{on.month}/{on.year}" if on else ""
