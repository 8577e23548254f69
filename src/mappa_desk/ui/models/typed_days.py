"""Days typed as people say them into the fields of sheets."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.capture_dates import read_date
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.working_days import IsHoliday, never
from mappa_desk.ui.models import desk_words


def typed_date(
    typed: str, today: date, *, name: str, past: bool = False, is_holiday: IsHoliday = never
) -> date:
    """The calendar day that is meant, of a thing that has happened with `past`.

    Raises RuleError, for the field `name`, when it is unclear.
    """
    found = read_date(typed, today=today, is_holiday=is_holiday, past=past) if typed.strip() else None
    if found is None or found.on is None:
        words = QCoreApplication.translate("put_right", "A calendar day is needed here, such as 27/11.")
        raise RuleError(words, field=name)
    return found.on


def meant(typed: str, today: date, *, past: bool = False, is_holiday: IsHoliday = never) -> str:
    """The full date that typed words mean, empty when they are unclear."""
    found = read_date(typed, today=today, is_holiday=is_holiday, past=past)
    return desk_words.deadline(found, today) if found is not None else ""
