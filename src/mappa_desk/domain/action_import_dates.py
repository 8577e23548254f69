"""Days as trackers hold them: real dates, serial numbers, dd/mm/yy, "27th Nov", "ASAP", "next meeting".

Days are read in British order. Whatever had to be guessed is a doubt with one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from mappa_desk.domain.action_import import Cell, DaySaid
from mappa_desk.domain.actions import Deadline, DeadlineKind
from mappa_desk.domain.calendar_words import MONTHS, WEEKDAYS, short_date
from mappa_desk.domain.capture_dates import read_date
from mappa_desk.domain.working_days import IsHoliday, never

LOOKED_AT = 200
"""Characters of a cell among which a day is looked for."""
FAR_YEARS = 10
"""A day further off than this is doubted (a default of this program)."""
_MONTHS = 12
_SERIALS = (20_000, 80_000)
_DAY_ONE = date(1899, 12, 30)
_MONTH = "|".join(f"{name.lower()}|{name[:3].lower()}" for name in MONTHS) + "|sept"
_WEEKDAY = "|".join(f"{name.lower()}|{name[:3].lower()}" for name in WEEKDAYS) + "|tues|weds|thur|thurs"
_DATE = re.compile(
    rf"(?:\b(?P<weekday>{_WEEKDAY})\b[\s,.]*(?:the\s+)?)?"
    r"(?:(?<!\d)(?P<iso>\d{4}-\d{1,2}-\d{1,2})(?!\d)"
    r"|(?<![\d/.])(?P<first>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<second>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4}|\d{2})(?!\d)"
    rf"|(?<!\d)(?P<dom>\d{{1,2}})(?:st|nd|rd|th)?[\s./-]*(?:of\s+)?(?P<month>{_MONTH})(?![a-z])"
    r"(?:[\s.,/'’-]*(?P<year_after>\d{4}|\d{2})(?!\d))?"
    rf"|\b(?P<month_first>{_MONTH})\b\.?\s+(?P<dom_after>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year_last>\d{{4}}))?"
    r"|(?<![\d/.])(?P<bare>\d{1,2})/(?P<bare_month>\d{1,2})(?![\d/]))",
    re.IGNORECASE,
)
_NEUTRAL = re.compile(
    r"\b(?:by|on|due|before|no later than|latest|at|the|until|\d{1,2}:\d{2}(?::\d{2})?)\b|[\s().,:;-]",
    re.IGNORECASE,
)
NOTHING = frozenset(("", "-", "--", "n/a", "na", "none", "nil", "tbc", "tba", "?", "not set", "no date"))
"""Words of a cell that say nothing."""
_AT_ONCE = frozenset(
    ("asap", "a.s.a.p", "a.s.a.p.", "immediate", "immediately", "urgent", "urgently", "at once",
     "straight away", "as soon as possible", "forthwith")
)  # fmt: skip
_NEXT = re.compile(r"\bnext\s+(?:mappa|mapp|mappp|panel|meeting|review|mtg)\b")
_RELEASE = re.compile(r"\b(?:on|upon|prior to|pre|before|by|at)[\s-]+(?:his |her |their |the )?release\b")


@dataclass(frozen=True, slots=True)
class _Found:
    on: date | None
    doubt: str = ""


def quoted(words: str) -> str:
    """Words of a cell within a sentence, cut where they are long."""
    said = " ".join(words.split())
    return f"“{said if len(said) <= 60 else said[:59] + '…'}”"


def due_said(cell: Cell, *, today: date, base: date | None = None, is_holiday: IsHoliday = never) -> DaySaid:
    """When an action is due. `base` is the day on which it was given, from which "2 weeks" counts."""
    on, doubt, words = _day(cell, today=today, near=base or today)
    if on is not None:
        return DaySaid(deadline=Deadline(kind=DeadlineKind.DATE, on=on, said=words), doubt=doubt)
    if doubt:
        return DaySaid(deadline=Deadline(said=words), doubt=f"{doubt} Taken without a date.")
    return _phrase(words, today=today, base=base, is_holiday=is_holiday)


def day_said(cell: Cell, *, today: date) -> tuple[date | None, str]:
    """A day on which something was: the day, and what is doubtful about it. Other words give neither."""
    on, doubt, _words = _day(cell, today=today, near=today)
    return on, doubt


def _day(cell: Cell, *, today: date, near: date) -> tuple[date | None, str, str]:
    """The day of a cell, the doubt about it, and its words; no doubt and no day where it names none."""
    if isinstance(cell, date):
        return cell, _far(cell, today), ""
    if isinstance(cell, float) or cell.strip().isdecimal():
        number = float(cell)
        on = _serial(number)
        words = f"{number:g}"
        return (on, _far(on, today), "") if on else (None, f"{quoted(words)} is no day.", words)
    words = " ".join(cell.split())
    found = [_read(match, near) for match in _DATE.finditer(words[:LOOKED_AT])]
    if not found:
        return None, "", words
    wrong = next((one for one in found if one.on is None), None)
    if wrong is not None:
        return None, f"{quoted(words)} is no day of the calendar.", words
    days = sorted({one.on for one in found if one.on is not None})
    on = days[-1]
    if len(days) > 1:
        return on, f"{quoted(words)} holds {len(days)} days; the last one is taken, {short_date(on)}.", words
    doubt = found[0].doubt or _far(on, today)
    left = _NEUTRAL.sub("", _DATE.sub("", words[:LOOKED_AT]))
    if not doubt and left:
        doubt = f"{quoted(words)} is taken as {short_date(on)}."
    return on, doubt, words


def month_leads(cells: Iterable[Cell]) -> bool:
    """True for a column that writes the month before the day somewhere, and nowhere the day before it."""
    pairs = [pair for cell in cells if (pair := _pair(cell))]
    return any(day > _MONTHS for _, day in pairs) and not any(first > _MONTHS for first, _ in pairs)


def either_way(cell: Cell) -> str:
    """The doubt about a day that may have the month first, as others in its column have; else empty."""
    first, second = _pair(cell) or (0, 0)
    if first == second or max(first, second) > _MONTHS:
        return ""
    return f"{quoted(str(cell))} may have the month first, as others in its column have."


def _pair(cell: Cell) -> tuple[int, int] | None:
    """The day and the month of a cell in figures, in whatever order they stand there."""
    found = _DATE.search(cell[:LOOKED_AT]) if isinstance(cell, str) else None
    first, second = (found["first"], found["second"]) if found else (None, None)
    return (int(first), int(second)) if first and second else None


def _serial(number: float) -> date | None:
    """The day that a spreadsheet means by a bare number."""
    return _DAY_ONE + timedelta(days=int(number)) if _SERIALS[0] <= number <= _SERIALS[1] else None


def _far(on: date, today: date) -> str:
    years = abs(on.year - today.year)
    return f"{short_date(on)} is {years} years off." if years > FAR_YEARS else ""


def _read(found: re.Match[str], near: date) -> _Found:
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
        return _checked(found, _made(year, month, day))
    if found["first"]:
        year = _year(found["year"])
        first, second = int(found["first"]), int(found["second"])
        on = _made(year, second, first)
        if on is None and (american := _made(year, first, second)) is not None:
            said = f"{found['first']}/{found['second']}"
            return _Found(american, f"{said} has the month first; taken as {short_date(american)}.")
        return _checked(found, on)
    if found["bare"]:
        return _without_year(found, int(found["bare_month"]), int(found["bare"]), near)
    month = _month(found["month"] or found["month_first"])
    day = int(found["dom"] or found["dom_after"])
    said_year = found["year_after"] or found["year_last"]
    if said_year:
        return _checked(found, _made(_year(said_year), month, day))
    return _without_year(found, month, day, near)


def _without_year(found: re.Match[str], month: int, day: int, near: date) -> _Found:
    """The day of that name that lies nearest."""
    days = [on for on in (_made(near.year + step, month, day) for step in (-1, 0, 1)) if on is not None]
    if not days:
        return _Found(None)
    on = min(days, key=lambda one: abs(one - near))
    return _Found(on, f"{quoted(found[0])} says no year; taken as {short_date(on)}.")


def _checked(found: re.Match[str], on: date | None) -> _Found:
    weekday = (found["weekday"] or "").lower()
    if on is None or not weekday or WEEKDAYS[on.weekday()].lower().startswith(weekday[:3]):
        return _Found(on)
    return _Found(on, f"{short_date(on)} is no {_full(weekday)}.")


def _full(weekday: str) -> str:
    return next(name for name in WEEKDAYS if name.lower().startswith(weekday[:3]))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _month(name: str) -> int:
    return [month[:3].lower() for month in MONTHS].index(name[:3].lower()) + 1


def _phrase(words: str, *, today: date, base: date | None, is_holiday: IsHoliday) -> DaySaid:
    """What words without a day mean."""
    said = words.lower().strip(" .!*")
    if said in NOTHING:
        return DaySaid()
    if said in _AT_ONCE:
        doubt = f"{quoted(words)} is no day. Taken as urgent, without a date."
        return DaySaid(deadline=Deadline(said=words), urgent=True, doubt=doubt)
    kind = DeadlineKind.NEXT_MEETING if _NEXT.search(said) else DeadlineKind.BEFORE_RELEASE
    if kind is DeadlineKind.NEXT_MEETING or _RELEASE.search(said) or said == "release":
        return DaySaid(deadline=Deadline(kind=kind, said=words))
    counted = _counted(words, base or today, is_holiday)
    if counted is None or base is None:
        why = " is no day." if counted is None else " has no day from which it counts."
        return DaySaid(deadline=Deadline(said=words), doubt=f"{quoted(words)}{why} Taken without a date.")
    return DaySaid(
        deadline=Deadline(kind=DeadlineKind.DATE, on=counted, said=words),
        doubt=f"{quoted(words)} is counted from {short_date(base)}: {short_date(counted)}.",
    )


def _counted(words: str, start: date, is_holiday: IsHoliday) -> date | None:
    for spelling in (words, f"in {words}"):
        found = read_date(spelling, today=start, is_holiday=is_holiday)
        if found is not None and found.on is not None:
            return found.on
    return None
