"""Words of the chase: how word came in or went out, what has happened, what an answer makes of an action."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.actions import ActionEventKind, Channel
from mappa_desk.domain.chasing import ChangeKind
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.desk_fields import Choice


def _tr(text: str) -> str:
    return QCoreApplication.translate("chase", text)


def channel(value: Channel) -> str:
    """How word came in or went out."""
    return {
        Channel.NOT_SAID: _tr("Not said how"),
        Channel.MEETING: _tr("In the meeting"),
        Channel.TELEPHONE: _tr("By telephone"),
        Channel.IN_PERSON: _tr("In person"),
        Channel.SECURE_MAIL: _tr("By secure e-mail"),
        Channel.ORDINARY_MAIL: _tr("By ordinary e-mail"),
        Channel.POST: _tr("By post"),
        Channel.FORM: _tr("On the sheet that was sent"),
        Channel.SPREADSHEET: _tr("In a spreadsheet"),
    }[value]


def change(value: ChangeKind) -> str:
    """What has happened that cannot wait."""
    return {
        ChangeKind.ARREST: _tr("Arrest"),
        ChangeKind.RELEASE_DATE: _tr("Release date moved"),
        ChangeKind.ADDRESS_LOST: _tr("Address lost"),
        ChangeKind.RECALL: _tr("Recall to prison"),
        ChangeKind.THREAT: _tr("Threat or new risk"),
        ChangeKind.OTHER: _tr("Other change"),
    }[value]


_OUT = (
    Channel.SECURE_MAIL,
    Channel.TELEPHONE,
    Channel.IN_PERSON,
    Channel.POST,
    Channel.ORDINARY_MAIL,
)
_IN = (
    Channel.SECURE_MAIL,
    Channel.TELEPHONE,
    Channel.FORM,
    Channel.IN_PERSON,
    Channel.POST,
    Channel.ORDINARY_MAIL,
)


def ways_out() -> tuple[Choice, ...]:
    """How an agency can be asked."""
    return tuple(Choice(one.value, channel(one)) for one in _OUT)


def ways_in() -> tuple[Choice, ...]:
    """How word can come in."""
    return tuple(Choice(one.value, channel(one)) for one in _IN)


def changes() -> tuple[Choice, ...]:
    """What can have happened."""
    return tuple(Choice(one.value, change(one)) for one in ChangeKind)


def outcomes() -> tuple[Choice, ...]:
    """What an answer can make of an action; the first one leaves it as it is."""
    kinds = ActionEventKind
    return (
        Choice("", _tr("Nothing said")),
        Choice(kinds.UPDATED.value, _tr("Update")),
        Choice(kinds.DONE.value, _tr("Done")),
        Choice(kinds.REDATED.value, _tr("New date")),
        Choice(kinds.TRANSFERRED.value, _tr("Transferred")),
        Choice(kinds.OVERTAKEN.value, _tr("Overtaken by events")),
        Choice(kinds.NOT_DONE.value, _tr("Not done by the agency")),
    )


def after_reviews(day: date, reviews: Iterable[tuple[str, date]], *, meetings: bool = False) -> str:
    """Says that a day lies after reviews, given as number of the case and day; empty when it does not.

    With `meetings` it speaks of meetings: those that people are invited to need not be reviews.
    """
    passed = sorted({(on, number) for number, on in reviews if on < day})
    if not passed:
        return ""
    on, number = passed[0]
    one, many = _tr("After the review of {number} on {day}."), _tr("After the reviews of {n} cases, {first}.")
    if meetings:
        one = _tr("After the meeting of {number} on {day}.")
        many = _tr("After the meetings of {n} cases, {first}.")
    if len(passed) == 1:
        return one.format(number=number, day=dates.day(on))
    first = _tr("the first on {day} ({number})").format(day=dates.day(on), number=number)
    return many.format(n=len(passed), first=first)
