"""Days of a filter line: as on the capture line without the "by", days that are over, days beside one."""

from __future__ import annotations

import re
from datetime import date, timedelta

from mappa_desk.domain.actions import Deadline, DeadlineKind
from mappa_desk.domain.capture_dates import read_date
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.working_days import IsHoliday, add_working_days

_BACK = re.compile(r"-(?P<amount>\d{1,3})\s?(?P<unit>d|days?|w|weeks?|wd)", re.IGNORECASE)


def read_day(words: str, *, today: date, is_holiday: IsHoliday) -> Deadline | None:
    """A day or an event in words of the capture line, with or without its "by" or "in"; None if unclear.

    "-7d", "-2wd", "-3 weeks" and "yesterday" are days that are over.
    """
    back = _BACK.fullmatch(words)
    if back is not None:
        return _days_back(back, today, is_holiday)
    if words.lower() == "yesterday":
        return read_date(words, today=today, past=True)
    for spelling in (words, f"in {words}"):
        deadline = read_date(spelling, today=today, is_holiday=is_holiday)
        if deadline is not None:
            return deadline
    return None


def beside(day: date, days: int) -> date:
    """A day so many days on, the day itself where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _days_back(back: re.Match[str], today: date, is_holiday: IsHoliday) -> Deadline | None:
    amount, unit = int(back["amount"]), back["unit"].lower()
    try:
        if unit == "wd":
            on = add_working_days(today, -amount, is_holiday)
        else:
            on = today - timedelta(days=amount * (7 if unit.startswith("w") else 1))
    except (OverflowError, RuleError):
        return None
    return Deadline(kind=DeadlineKind.DATE, on=on, said=back[0])
