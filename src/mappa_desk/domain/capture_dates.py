"""Date phrases of the capture line: "by fri", "by 23/1", "in 24h", "by next meeting".

Days are read in British order. What is not understood is no date and stays text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from mappa_desk.domain.actions import Deadline, DeadlineKind
from mappa_desk.domain.calendar_words import MONTHS, WEEKDAYS
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.working_days import IsHoliday, add_working_days, never

_SHORT_DAYS = ("mon", "tues?", "weds?", "thu(?:rs?)?", "fri", "sat", "sun")
_DAY = "|".join(f"{short}|{full.lower()}" for short, full in zip(_SHORT_DAYS, WEEKDAYS, strict=True))
_MONTH = "|".join(f"{name.lower()}|{name[:3].lower()}" for name in MONTHS) + "|sept"
_NUMBERS = ("an?", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_UNIT = r"(?P<unit>h|hrs?|hours?|d|days?|wd|working days?|w|wks?|weeks?|fortnights?|months?)"
_MOVE = rf"(?:(?P<amount>\d{{1,3}})\s?|(?P<number>{'|'.join(_NUMBERS)})\s){_UNIT}"
_CALENDAR = (
    rf"(?:(?P<day>{_DAY})\s+)?(?:the\s+)?(?P<dom>\d{{1,2}})(?:st|nd|rd|th)?"
    r"(?:/(?P<month>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?"
    rf"|\s+(?:of\s+)?(?P<name>{_MONTH})(?:\s+(?P<year_after>\d{{4}}))?"
    r"|(?P<mark>[.-])(?P<month_full>\d{1,2})(?P=mark)(?P<year_full>\d{4}|\d{2}))?"
)
_PHRASE = (
    r"(?P<meeting>(?:by|before|at|for)\s+(?:the\s+)?next\s+(?:meeting|mtg|review))"
    r"|(?P<release>(?:by|before|prior\s+to)\s+(?:(?:his|her|their|the)\s+)?release"
    r"|before\s+(?:he|she|they)(?:(?:\s+|['’])(?:i?s|a?re)|\s+gets?)\s+(?:released|out))"
    rf"|by\s+(?:(?:(?P<next>next)\s+|this\s+)?(?P<weekday>{_DAY})(?P<later>\s+week)?"
    rf"|(?P<iso>\d{{4}}-\d\d-\d\d)|(?:the\s+)?end of (?P<end_of>{_MONTH})|{_CALENDAR})"
    r"|(?:by\s+)?(?:(?P<today>today|tonight)|(?P<tomorrow>tomorrow)"
    r"|(?P<eom>eom|(?:the\s+)?end of (?:the )?month))"
    rf"|(?:(?:by\s+)?\+|(?:in|within)\s+){_MOVE}"
)
_LEADING = re.compile(rf"\s+(?P<phrase>{_PHRASE})\s*:(?=\s|\Z)", re.IGNORECASE)
_TRAILING = re.compile(
    rf"(?P<lead>\s*[,;–—-]\s+|\s+|^)(?P<escape>\\+)?(?P<phrase>{_PHRASE})\.?\s*\Z", re.IGNORECASE
)
_LONGEST = 60
"""No phrase is longer; only this much of a line's end is looked at."""


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A phrase found in a text: what it means and where it stands, end exclusive."""

    start: int
    end: int
    deadline: Deadline
    escaped: bool = False
    """The backslash that `start` and `end` hold keeps the phrase as text; the deadline is then empty."""


def leading_date(text: str, start: int, *, today: date, is_holiday: IsHoliday = never) -> DatePhrase | None:
    """The phrase at `start` that ends in a colon, as in "@prob by fri: confirm", with its colon."""
    found = _LEADING.match(text, start, start + _LONGEST)
    deadline = _meaning(found, today, is_holiday) if found else None
    return DatePhrase(found.start(), found.end(), deadline) if found and deadline else None


def trailing_date(
    text: str, start: int, end: int, *, today: date, is_holiday: IsHoliday = never
) -> DatePhrase | None:
    """The phrase that ends `text[start:end]`, with the comma or dash before it; None when there is none.

    It must stand alone: "Derby 23" and "stand by fri" in one word hold no phrase.
    """
    base = max(start, end - _LONGEST)
    part = text[base:end]
    # "^" holds at 0 alone: where the part begins in the middle of a line, it must not match.
    found = _TRAILING.search(part, 0 if base == start else 1)
    if found is None:
        return None
    if found["escape"]:
        at = base + found.start("phrase")
        return DatePhrase(at - 1, at, Deadline(), escaped=True)
    deadline = _meaning(found, today, is_holiday)
    return None if deadline is None else DatePhrase(base + found.start(), base + found.end(), deadline)


def read_date(
    words: str, *, today: date, is_holiday: IsHoliday = never, past: bool = False
) -> Deadline | None:
    """The deadline of a field that holds a phrase and nothing else, with or without "by"; None if unclear.

    In a field of the `past`, such as the date of a report, a day that does not say its year, its month or its
    week is the last such day up to today; "yesterday" is understood there too.
    """
    typed = words.strip()
    if past and typed.lower() == "yesterday":
        return Deadline(kind=DeadlineKind.DATE, on=today - timedelta(days=1), said=typed)
    for spelling in (typed, f"by {typed}"):
        found = _TRAILING.search(spelling) if len(spelling) <= _LONGEST else None
        if found and found.start() == 0 and not found["escape"]:
            deadline = _meaning(found, today, is_holiday, past=past)
            if deadline is not None:
                return deadline
    return None


def _meaning(
    found: re.Match[str], today: date, is_holiday: IsHoliday, *, past: bool = False
) -> Deadline | None:
    said = " ".join(found["phrase"].split())
    if found["meeting"]:
        return Deadline(kind=DeadlineKind.NEXT_MEETING, said=said)
    if found["release"]:
        return Deadline(kind=DeadlineKind.BEFORE_RELEASE, said=said)
    try:
        on = _past_day(found, today) if past and _is_open(found) else _day(found, today, is_holiday)
    except (ValueError, OverflowError, RuleError):
        return None
    return None if on is None else Deadline(kind=DeadlineKind.DATE, on=on, said=said)


def _day(found: re.Match[str], today: date, is_holiday: IsHoliday) -> date | None:
    if found["dom"]:
        return _calendar_day(found, today)
    if found["unit"]:
        return _moved(_amount(found), found["unit"].lower(), today, is_holiday)
    if found["weekday"]:
        on = _weekday(_day_number(found["weekday"]), bool(found["next"]), today)
        return on + timedelta(weeks=1) if found["later"] else on
    if found["iso"]:
        return date.fromisoformat(found["iso"])
    if found["eom"] or found["end_of"]:
        return _end_of_month(_month_number(found["end_of"]) if found["end_of"] else today.month, today)
    return today + timedelta(days=1 if found["tomorrow"] else 0)


def _is_open(found: re.Match[str]) -> bool:
    """Whether a phrase names one of many days: a day without its year, a weekday, the end of a month."""
    if found["dom"]:
        return not (found["year"] or found["year_after"] or found["year_full"])
    return bool(found["end_of"] or (found["weekday"] and not (found["next"] or found["later"])))


def _past_day(found: re.Match[str], today: date) -> date | None:
    """The last one up to today of the days that an open phrase may mean."""
    if found["dom"]:
        month = found["name"] or found["month"]
        number = (_month_number(month) if found["name"] else int(month)) if month else None
        return _last_day(int(found["dom"]), number, found["day"], today)
    if found["weekday"]:
        return today - timedelta(days=(today.weekday() - _day_number(found["weekday"])) % 7)
    return _last_of_month(today.year, _month_number(found["end_of"]), today)


def _last_of_month(year: int, month: int, today: date) -> date:
    on = date(year, month, monthrange(year, month)[1])
    return on if on <= today else date(year - 1, month, monthrange(year - 1, month)[1])


def _last_day(day: int, month: int | None, weekday: str | None, today: date) -> date | None:
    """The last such date, without a month that of the latest month; None where its weekday is another."""
    for back in range(9 * 12):
        year, at = divmod(today.month - 1 - back, 12)
        if (month is None or at + 1 == month) and 1 <= day <= monthrange(today.year + year, at + 1)[1]:
            on = date(today.year + year, at + 1, day)
            if on <= today:
                return None if weekday and on.weekday() != _day_number(weekday) else on
    return None


def _amount(found: re.Match[str]) -> int:
    if found["amount"]:
        return int(found["amount"])
    return max(1, [re.fullmatch(word, found["number"].lower()) is not None for word in _NUMBERS].index(True))


def _moved(amount: int, unit: str, today: date, is_holiday: IsHoliday) -> date:
    """Hours are rounded down to whole days: the stricter reading of "in 36h" is tomorrow."""
    if unit.startswith("h"):
        return today + timedelta(days=amount // 24)
    if unit.startswith(("wd", "working")):
        return add_working_days(today, amount, is_holiday)
    if unit.startswith(("w", "f")):
        return today + timedelta(weeks=amount * (2 if unit.startswith("f") else 1))
    if unit.startswith("m"):
        years, month = divmod(today.month - 1 + amount, 12)
        last = monthrange(today.year + years, month + 1)[1]
        return date(today.year + years, month + 1, min(today.day, last))
    return today + timedelta(days=amount)


def _end_of_month(month: int, today: date) -> date:
    """The last day of that month, this year's or, once it is over, next year's."""
    year = today.year + (month < today.month)
    return date(year, month, monthrange(year, month)[1])


def _weekday(number: int, in_next_week: bool, today: date) -> date:
    """A weekday is the next one after today; "next fri" is the Friday of the week after this one."""
    if in_next_week:
        return today + timedelta(days=7 - today.weekday() + number)
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _calendar_day(found: re.Match[str], today: date) -> date | None:
    """Without a month the next such day after today; without a year the next such date from today on."""
    day = int(found["dom"])
    digits = found["month"] or found["month_full"]
    month = _month_number(found["name"]) if found["name"] else int(digits) if digits else None
    year = found["year"] or found["year_after"] or found["year_full"]
    if month is None:
        on = _next_day_of_month(day, today)
    elif year:
        on = date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    else:
        on = _next_anniversary(day, month, today)
    wrong_weekday = found["day"] and on is not None and on.weekday() != _day_number(found["day"])
    return None if wrong_weekday else on


def _month_number(name: str) -> int:
    return [month[:3].lower() for month in MONTHS].index(name[:3].lower()) + 1


def _day_number(word: str) -> int:
    return [name[:3].lower() for name in WEEKDAYS].index(word[:3].lower())


def _next_day_of_month(day: int, today: date) -> date | None:
    for ahead in range(3):
        year, month = divmod(today.month - 1 + ahead, 12)
        if 1 <= day <= monthrange(today.year + year, month + 1)[1]:
            on = date(today.year + year, month + 1, day)
            if on > today:
                return on
    return None


def _next_anniversary(day: int, month: int, today: date) -> date | None:
    for year in range(today.year, today.year + 9):
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            on = date(year, month, day)
            if on >= today:
                return on
    return None
