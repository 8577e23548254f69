"""Dates in words, in British English whatever the laptop's own language."""

from __future__ import annotations

from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def long_date(day: date) -> str:
    """ "Friday 27 November 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """ "Fri 27 Nov 2026"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def distance(day: date, today: date) -> str:
    """How far `day` lies from `today`: "today", "1 day", "15 days", "3 days ago"."""
    days = (day - today).days
    if days == 0:
        return "today"
    return f"{count(abs(days), 'day')}{' ago' if days < 0 else ''}"


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 day", "2 days"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
