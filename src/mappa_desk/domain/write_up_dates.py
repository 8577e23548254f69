"""Words that say a time by the day they are spoken on: "yesterday", "last week", "currently".

In two years they mean nothing. Where the day of the meeting says which day is meant, the day is offered in
running form: "on Wednesday 11 November 2026". What is in quotation marks stays as it was said, and what is
followed by its date already is clear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mappa_desk.domain.calendar_words import MONTHS, WEEKDAYS, long_date, short_date

_NUMBERS = ("a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve")  # fmt: skip
_VALUES = dict(zip(_NUMBERS, (1, 1, *range(1, 13)), strict=True))
_DAY = "|".join(WEEKDAYS).lower()
_PART = "morning|afternoon|evening|lunchtime"
_AMOUNT = rf"\d{{1,3}}|{'|'.join(_NUMBERS)}"
_FOLLOWS_DATE = rf"(?:(?:{_DAY}) )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{'|'.join(MONTHS)})"
_HABIT = re.compile(
    r"\b(?:every|each|any|most|some|usually|always|normally|weekly|often|generally|regularly|alternate)\b",
    re.IGNORECASE,
)
_RULES: tuple[tuple[str, str], ...] = (
    ("meeting", r"today[’']s (?=meeting|panel|review\b|conference|discussion)"),
    ("before", r"the day before yesterday"),
    ("after", r"the day after tomorrow"),
    ("yesterday", rf"yesterday(?: (?P<p1>{_PART}|night))?"),
    ("tomorrow", rf"tomorrow(?: (?P<p2>{_PART}|night))?"),
    ("earlier", r"(?:earlier|later) (?:on )?today"),
    ("today", r"today"),
    ("tonight", r"tonight"),
    ("last_night", r"last night"),
    ("this_part", rf"this (?P<p3>{_PART})(?! of\b)"),
    ("span", r"(?:the|these) (?:last|past|previous) (?:few|couple of|several|" + _AMOUNT + r") "
             r"(?:days|weeks|months|years)(?! of\b)"),
    ("lapse", r"(?:over|during|within|in) the (?:last|past) (?:week|fortnight|month|year)(?! of\b)"),
    ("week", r"(?<!the )(?:(?:earlier|later) )?(?P<w>last|this|next) week(?! of\b)"),
    ("weekend", r"(?<!the )(?P<we>last|this|next) weekend(?! of\b)"),
    ("month", r"(?<!the )(?:(?:earlier|later) )?(?P<m>last|this|next) month(?! of\b)"),
    ("year", r"(?<!the )(?:(?:earlier|later) )?(?P<y>last|this|next) year(?! of\b)"),
    ("weekday", rf"(?<!the )(?P<d>last|this|next|this coming|this past) (?P<wd>{_DAY})(?! of\b)"),
    ("ago", rf"(?:(?P<n>{_AMOUNT}|a few|a couple of|several|some) (?P<u>days?|weeks?|fortnights?|months?"
            r"|years?) ago)"),
    ("hence", rf"in (?P<n2>{_AMOUNT}|a few) (?P<u2>day|week|fortnight|month|year)(?:s[’']?|[’']s) time"),
    ("bare", rf"(?P<prep>on|by|since|until) (?P<bd>{_DAY})(?! (?:the )?\d| \w+ings\b| nights\b| to \w+day"
             rf"| (?:and|or) (?:{_DAY})| \w+ \d)"),
    ("vague", r"currently|recently|at present|at the moment|presently|lately|nowadays|these days|up to now"
     rf"|the (?:week|weekend|month|year|{_DAY}) before last"),
)  # fmt: skip
_FIRST = (
    "the|these|yesterday|tomorrow|earlier|later|today|tonight|last|this|next|over|during|within|in|on|by"
    "|since|until|currently|recently|at|presently|lately|nowadays|up|few|couple|several|some|"
) + _AMOUNT
_ANY = re.compile(
    rf"\b(?=(?:{_FIRST})\b)(?:{'|'.join(f'(?P<r_{name}>{rule})' for name, rule in _RULES[1:])})\b"
)
"""For a text in small letters: to look for every case of each letter takes three times as long."""
_HINTS = (
    "day", "night", "week", "month", "year", "time", "morrow", "morning", "afternoon", "evening", " ago",
    "current", "recent", "present", "moment", "late", "up to now",
)  # fmt: skip
"""A text with none of these holds no relative date."""
_MEETING = re.compile(rf"\b{_RULES[0][1]}", re.IGNORECASE)
_OF_MEETING = re.compile(
    r"[’']s (?:decisions?|record|agenda|actions?|minutes|discussions?|plan)\b", re.IGNORECASE
)
_DATED = re.compile(rf"(?: \(|, | ){_FOLLOWS_DATE}", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")
_PREPOSITIONS = re.compile(
    r"\b(?:on|since|until|till|by|from|before|after|to|of|for|than|between|at|in|during|over|as)\s+$",
    re.IGNORECASE,
)
_SPAN = rf"(?:{_AMOUNT}|few|couple of|several) (?:days?|weeks?|fortnights?|months?|years?)|fortnight"
_MORE_BEFORE = re.compile(
    rf"(?:\b(?:{_SPAN})(?: ago)?(?: on| from| before| after| since)?\s+"
    r"|\d[.,/:]|\d\s?[-–—]\s?|\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -]"
    r"|\bhundred and "
    r"|\b(?:day|week|weekend|month|year|morning|evening|night) (?:before|after|following) )$",
    re.IGNORECASE,
)
"""Before a day: it counts from that day, or the number begins further left."""
_MORE_BEHIND = re.compile(
    rf"\s+(?:week(?!s?[’'])|fortnight|last\b|next\b|(?:on )?(?:today|yesterday|tomorrow|{_DAY}|night)\b"
    r"|or so\b)",
    re.IGNORECASE,
)
"""Behind a day: "by Friday week", "a week ago today", "last Friday night"."""
_ABOUT = re.compile(
    r"\b(?:over|under|about|around|almost|nearly|roughly|approximately|some|more than|less than|at least"
    rf"|at most|only|just|or|to|(?:{_AMOUNT}) and|and a half|within|between)\s+$",
    re.IGNORECASE,
)
"""Before so long ago: an amount that is not meant exactly has no day of its own."""
_SIGNS = {"last": -1, "this": 0, "next": 1}


@dataclass(frozen=True, slots=True)
class RelativeDate:
    """One find: its span, end exclusive, what is wrong, and the day in its place where it is known."""

    start: int
    end: int
    says: str
    offer: str = ""
    offer_says: str = ""


def relative_dates(text: str, day: date) -> Iterator[RelativeDate]:
    """Every relative date of a text that was said on `day`, in order. Never raises."""
    small = _in_small_letters(text)
    matches = list(_ANY.finditer(small)) if any(hint in small for hint in _HINTS) else []
    if not matches:
        return
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    meetings = list(_MEETING.finditer(text))
    taken = [*quoted, *(found.span() for found in meetings)]
    found = [_this_meeting(one, day) for one in meetings if not _within(one.start(), quoted)]
    for one in matches:
        if not _within(one.start(), taken) and not _DATED.match(text, one.end()) and not _is_habit(text, one):
            found.append(_found(text, one, day))
    yield from sorted(found, key=lambda one: one.start)


def _in_small_letters(text: str) -> str:
    """The text in small letters, as long as before: a letter whose small form is longer stays."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _is_habit(text: str, found: re.Match[str]) -> bool:
    """A weekday on which something happens each week is no date."""
    if found["bd"] is None:
        return False
    start = max(text.rfind(stop, 0, found.start()) for stop in ".!?\n") + 1
    ends = [at for at in (text.find(stop, found.end()) for stop in ".!?\n") if at >= 0]
    return _HABIT.search(text, start, min(ends, default=len(text))) is not None


def _this_meeting(found: re.Match[str], day: date) -> RelativeDate:
    offer = "This " if found[0][0].isupper() else "this "
    return RelativeDate(found.start(), found.end(), _said_on(day), offer, "Write “this”?")


def _said_on(day: date) -> str:
    return f"Said on {short_date(day)}."


def _found(text: str, found: re.Match[str], day: date) -> RelativeDate:
    name = next(name for name, _ in _RULES[1:] if found[f"r_{name}"] is not None)
    make = None if _is_part_of_more(text, found) else _OFFERS.get(name)
    try:
        bare, on = make(found, day) if make else ("", "")
    except OverflowError:
        bare = ""
    if not bare:
        return RelativeDate(found.start(), found.end(), f"{_said_on(day)} Say the date.")
    if name == "today" and _OF_MEETING.match(text, found.end()):
        offer = _in_running_text(text, found, "this meeting", "")
        return RelativeDate(found.start(), found.end(), _said_on(day), offer, "Write “this meeting”?")
    offer = _in_running_text(text, found, bare, on)
    return RelativeDate(found.start(), found.end(), _said_on(day), offer, f"Write {bare}?")


def _is_part_of_more(text: str, found: re.Match[str]) -> bool:
    """The words belong to a longer way of telling a time: the day that they name alone is not meant."""
    before, counted = text[: found.start()], found["n"] is not None or found["n2"] is not None
    return (
        _MORE_BEFORE.search(before[-40:]) is not None
        or _MORE_BEHIND.match(text, found.end()) is not None
        or (counted and _ABOUT.search(before[-40:]) is not None)
    )


def _in_running_text(text: str, found: re.Match[str], bare: str, on: str) -> str:
    """With its preposition, unless one stands there already or a possessive follows; capital at a start."""
    before = text[: found.start()]
    owns = text[found.end() : found.end() + 2] in ("’s", "'s")
    offer = bare if not on or owns or _PREPOSITIONS.search(before) else f"{on} {bare}"
    starts = not before.strip() or before.rstrip(" ")[-1:] in (".", "!", "?", "\n")
    return offer[0].upper() + offer[1:] if starts else offer


_Offer = Callable[[re.Match[str], date], tuple[str, str]]
"""Gives the words of a day and the preposition that belongs before them."""


def _shifted(days: int) -> _Offer:
    return lambda found, day: _day_part(found, day + timedelta(days=days))


def _day_part(found: re.Match[str], day: date) -> tuple[str, str]:
    part = found["p1"] or found["p2"] or found["p3"]
    if part is None:
        return long_date(day), "on"
    at = "at" if part.lower() in ("night", "lunchtime") else "on"
    return f"the {part.lower()} of {long_date(day)}", at


def _night(found: re.Match[str], day: date) -> tuple[str, str]:
    if found[0].lower() == "tonight":
        return f"the evening of {long_date(day)}", "on"
    return f"the night of {long_date(day - timedelta(days=1))}", "on"


def _week(found: re.Match[str], day: date) -> tuple[str, str]:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=_SIGNS[found["w"].lower()])
    return f"the week of {long_date(monday)}", "in"


def _weekend(found: re.Match[str], day: date) -> tuple[str, str]:
    """The last one is the one before the meeting; this and next are the coming one and the one after."""
    saturday = day - timedelta(days=day.weekday()) + timedelta(days=5)
    saturday += timedelta(weeks=_SIGNS[found["we"].lower()])
    return f"the weekend of {long_date(saturday)}", "on"


def _month(found: re.Match[str], day: date) -> tuple[str, str]:
    return _month_words(day, _SIGNS[found["m"].lower()]), "in"


def _month_words(day: date, by: int) -> str:
    years, month = divmod(day.month - 1 + by, 12)
    return f"{MONTHS[month]} {day.year + years}"


def _year(found: re.Match[str], day: date) -> tuple[str, str]:
    return str(day.year + _SIGNS[found["y"].lower()]), "in"


def _weekday(found: re.Match[str], day: date) -> tuple[str, str]:
    """ "Last Friday" is the latest before the day, "this" the one of its week, "next" that of the week after.

    "This Monday", said on a Friday, may be the one before or the one to come. The capture line reads
    "next" so too.
    """
    number = [name.lower() for name in WEEKDAYS].index(found["wd"].lower())
    said = found["d"].lower()
    if said in ("last", "this past"):
        return long_date(_latest(number, day)), "on"
    if said == "this coming":
        return long_date(_coming(number, day)), "on"
    if said == "this" and number < day.weekday():
        return "", ""
    monday = day - timedelta(days=day.weekday())
    return long_date(monday + timedelta(days=number + (7 if said == "next" else 0))), "on"


def _latest(number: int, day: date) -> date:
    return day - timedelta(days=(day.weekday() - number - 1) % 7 + 1)


def _coming(number: int, day: date) -> date:
    return day + timedelta(days=(number - day.weekday() - 1) % 7 + 1)


def _bare(found: re.Match[str], day: date) -> tuple[str, str]:
    """ "By Friday" is the coming one and "since Friday" the latest; "on Friday" may be either."""
    number = [name.lower() for name in WEEKDAYS].index(found["bd"].lower())
    preposition = found["prep"].lower()
    if preposition == "on":
        return "", ""
    on = _latest(number, day) if preposition == "since" else _coming(number, day)
    return f"{found['prep']} {long_date(on)}", ""


def _ago(found: re.Match[str], day: date) -> tuple[str, str]:
    return _moved(found["n"], found["u"], day, -1)


def _hence(found: re.Match[str], day: date) -> tuple[str, str]:
    return _moved(found["n2"], found["u2"], day, 1)


def _moved(number: str, unit: str, day: date, sign: int) -> tuple[str, str]:
    """A day so many days on; the week, month or year of the rest, since nobody means it to the day."""
    small = number.lower()
    amount = int(small) if small.isdigit() else _VALUES.get(small, 0)
    if not amount:
        return "", ""
    kind = unit.lower().removesuffix("s")
    if kind == "day":
        return long_date(day + timedelta(days=sign * amount)), "on"
    if kind in ("week", "fortnight"):
        on = day + timedelta(weeks=sign * amount * (2 if kind == "fortnight" else 1))
        return f"the week of {long_date(on - timedelta(days=on.weekday()))}", "in"
    if kind == "month":
        return _month_words(day, sign * amount), "in"
    return str(day.year + sign * amount), "in"


_OFFERS: dict[str, _Offer] = {
    "before": _shifted(-2),
    "after": _shifted(2),
    "yesterday": _shifted(-1),
    "tomorrow": _shifted(1),
    "earlier": _shifted(0),
    "today": _shifted(0),
    "tonight": _night,
    "last_night": _night,
    "this_part": _shifted(0),
    "week": _week,
    "weekend": _weekend,
    "month": _month,
    "year": _year,
    "weekday": _weekday,
    "ago": _ago,
    "hence": _hence,
    "bare": _bare,
}
"""The rules that can say which day is meant; the others have no offer."""
