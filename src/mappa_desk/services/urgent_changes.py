"""Changes that cannot wait for the review: a dated line on the case, and an earlier meeting because of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mappa_desk.domain.actions import Channel
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Case, Level
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chasing import ChangeKind, UrgentChange
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import HELD, Meeting, MeetingState
from mappa_desk.domain.working_days import add_working_days
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.filing import required
from mappa_desk.services.meetings import plan_in
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

OFFERED_DAYS = 3
"""Working days from today to the meeting that is offered."""
_ARRANGED = ("planned_on", "planned_at", "place", "panel_day_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingOffer:
    """What can be arranged because of a change."""

    change: UrgentChange
    offered_on: date
    """A working day a few days from today."""
    review: Meeting | None
    """The planned meeting that would be brought forward; None where another would be planned."""
    none_because: str = ""
    """Why no earlier meeting can be arranged; empty when one can."""


def add_change(
    work: Work,
    *,
    case_id: str,
    change_kind: ChangeKind,
    happened_on: date,
    text: str,
    told_by: str = "",
    came_by: Channel = Channel.NOT_SAID,
) -> Outcome[UrgentChange]:
    """Keeps what happened in a case and does not wait for its review. It shows under "Since last time".

    Raises RuleError without words and for a day that is still to come, NotFound. Durable on return.
    """
    said = required(text, "What has happened?", field="text")
    if happened_on > work.today():
        raise RuleError("The day on which it happened is still to come.", field="happened_on")
    with work.writing() as uow:
        uow.get(Case, case_id)
        kept = uow.save(
            UrgentChange(
                id=work.new_id(),
                case_id=case_id,
                change_kind=change_kind,
                happened_on=happened_on,
                text=said,
                told_by=check_text(told_by.strip(), field="told_by"),
                came_by=came_by,
                at=work.now(),
            )
        )
        return Outcome(kept, uow.changes)


def remove_change(work: Work, *, change_id: str) -> Outcome[UrgentChange]:
    """Takes a change off the case; its revisions stay. The meeting that it brought stays too. Durable."""
    return _put(work, change_id, removed=True)


def bring_change_back(work: Work, *, change_id: str) -> Outcome[UrgentChange]:
    """Puts a change that was taken off back on the case. Durable on return."""
    return _put(work, change_id, removed=False)


def urgent_changes(work: Work, *, case_id: str = "") -> tuple[UrgentChange, ...]:
    """The changes of one case, or of all, that were not taken off: the newest day first."""
    with work.reading() as reading:
        return tuple(reversed(changes_of(reading, case_id)))


def changes_of(reading: Reading, case_id: str = "") -> tuple[UrgentChange, ...]:
    """The same in the reading that is open, the oldest day first."""
    order = ("happened_on", "at", "id")
    if case_id:
        return reading.all(UrgentChange, order_by=order, case_id=case_id, removed=False)
    return reading.all(UrgentChange, order_by=order, removed=False)


def earlier_meeting(work: Work, *, change_id: str) -> MeetingOffer:
    """What could be arranged because of a change: the planned review brought forward, or another planned."""
    with work.reading() as reading:
        change = reading.get(UrgentChange, change_id)
        return MeetingOffer(
            change=change,
            offered_on=add_working_days(work.today(), OFFERED_DAYS, is_bank_holiday),
            review=_next_planned(reading, change.case_id),
            none_because=_none_because(reading, change),
        )


def arrange_meeting(
    work: Work, *, change_id: str, on: date, at: str = "", place: str = "", level: Level | None = None
) -> Outcome[Meeting]:
    """Arranges an earlier meeting because of a change: the next planned one is brought forward to `on`.

    Where none is planned, one is planned; `level` is the case's unless given. A planned meeting keeps its
    number, people and agenda, leaves its panel day, and its clock time goes unless `at` gives another.
    Raises RuleError for a past day, a day that is no earlier, and where no meeting can be held. Durable on
    return.
    """
    if on < work.today():
        raise RuleError("The day of the meeting is past.", field="on")
    with work.writing() as uow:
        change = uow.get(UrgentChange, change_id)
        why_none = _none_because(uow, change)
        if why_none:
            raise RuleError(why_none)
        review = _next_planned(uow, change.case_id)
        if review is None:
            meeting = _planned(work, uow, change, on, at=at.strip(), place=place.strip(), level=level)
        else:
            if on >= review.planned_on:
                raise RuleError(f"{review.tag} is planned no later than that day already.", field="on")
            meeting = uow.save(
                replace(
                    review,
                    planned_on=on,
                    planned_at=at.strip(),
                    place=place.strip() or review.place,
                    panel_day_id=None,
                )
            )
        uow.save(replace(change, meeting_id=meeting.id))
        return Outcome(meeting, uow.changes)


def put_meeting_back(work: Work, *, change_id: str) -> Outcome[Meeting]:
    """Takes back what `arrange_meeting` did: the meeting goes back to its day; one that was new is cancelled.

    Raises RuleError where nothing was arranged, once the meeting has begun, and when it was changed since.
    Durable on return.
    """
    with work.writing() as uow:
        change = uow.get(UrgentChange, change_id)
        meeting = uow.find(Meeting, change.meeting_id or "")
        if meeting is None or meeting.state is not MeetingState.PLANNED:
            raise RuleError("There is no meeting of this change that could be put back.")
        before, after = _around_arranging(uow, change, meeting)
        if any(getattr(meeting, name) != getattr(after, name) for name in _ARRANGED):
            raise RuleError(f"{meeting.tag} was arranged anew since, so it stays as it is.")
        if before is None:
            back = replace(meeting, state=MeetingState.CANCELLED, ended_because="Arranged and taken back")
        else:
            then: dict[str, Any] = {name: getattr(before, name) for name in _ARRANGED}
            back = replace(meeting, **then)
        kept = uow.save(back)
        uow.save(replace(change, meeting_id=None))
        return Outcome(kept, uow.changes)


def _around_arranging(
    uow: UnitOfWork, change: UrgentChange, meeting: Meeting
) -> tuple[Meeting | None, Meeting]:
    """The meeting before and after it was arranged because of the change; None before for a new one."""
    told = [one for one in uow.revisions(UrgentChange, change.id) if one.body and one.body.meeting_id]
    states = [(one.at, one.body) for one in uow.revisions(Meeting, meeting.id) if one.body is not None]
    earlier = [body for at, body in states if at < told[-1].at]
    since = [body for at, body in states if at == told[-1].at]
    return (earlier[-1] if earlier else None), (since[-1] if since else meeting)


def _put(work: Work, change_id: str, *, removed: bool) -> Outcome[UrgentChange]:
    with work.writing() as uow:
        change = uow.get(UrgentChange, change_id)
        if change.removed is not removed:
            change = uow.save(replace(change, removed=removed))
        return Outcome(change, uow.changes)


def _next_planned(reading: Reading, case_id: str) -> Meeting | None:
    """The meeting of a case that is to be held next: numbers follow the order in which they are held."""
    planned = reading.all(Meeting, order_by="number", case_id=case_id, state=MeetingState.PLANNED)
    begun = [one.number for one in reading.all(Meeting, case_id=case_id) if one.started_at is not None]
    ahead = [one for one in planned if one.number > max(begun, default=0)]
    return ahead[0] if ahead else None


def _none_because(reading: Reading, change: UrgentChange) -> str:
    if change.removed:
        return "This change was taken off the case."
    if reading.get(Case, change.case_id).closed_on is not None:
        return "The case is closed; open it again first."
    under_way = (MeetingState.RUNNING, MeetingState.ADJOURNED)
    held = (one for one in reading.all(Meeting, case_id=change.case_id) if one.state in under_way)
    going_on = next(held, None)
    return f"{going_on.tag} is under way; say it there." if going_on is not None else ""


def _planned(
    work: Work, uow: UnitOfWork, change: UrgentChange, on: date, *, at: str, place: str, level: Level | None
) -> Meeting:
    case = uow.get(Case, change.case_id)
    met_before = any(one.state in HELD for one in uow.all(Meeting, case_id=case.id))
    kind = MeetingKind.REVIEW if met_before else MeetingKind.INITIAL
    return plan_in(work, uow, case=case, kind=kind, on=on, level=level or case.level, at=at, place=place)
