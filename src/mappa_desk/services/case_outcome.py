"""What approved minutes make of the case: its level and lead agency, or the end of it."""

from __future__ import annotations

from dataclasses import replace

from mappa_desk.domain.cases import Case, Level
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.levels import has_no_review, leaves_mappa, level_after, level_decision
from mappa_desk.domain.meetings import HELD, Meeting, MeetingState
from mappa_desk.domain.reviews import check_level
from mappa_desk.domain.views import DeskView
from mappa_desk.services.cases import add_standing
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork


def settle_case(work: Work, uow: UnitOfWork, view: DeskView) -> None:
    """The case takes the level and the lead agency of its latest meeting; a line is added to its standing.

    A person who leaves MAPPA keeps the level they had, and the case is closed from the day on which the
    decision takes effect (the meeting's unless it says another). Once formal meetings have ended, those that
    were still planned are cancelled. Minutes that are approved after those of a later meeting change nothing.
    Durable when the unit is left.
    """
    later = [one for one in uow.all(Meeting, case_id=view.case.id) if one.number > view.meeting.number]
    if any(one.state is MeetingState.APPROVED for one in later):
        return
    case, meeting = view.case, view.meeting
    leaves = leaves_mappa(view) and not any(one.state in HELD for one in later)
    decision = level_decision(view.decisions)
    met_on = work.day_of(meeting.started_at) if meeting.started_at else meeting.planned_on
    since = decision.takes_effect if decision and decision.takes_effect else met_on
    after = replace(
        case,
        level=level_after(view) or case.level,
        lead_agency=meeting.lead_agency or case.lead_agency,
        lead_officer=meeting.lead_officer or case.lead_officer,
        closed_on=case.closed_on or (since if leaves else None),
    )
    check_level(after.category, after.level)
    if decision is not None or after != case:
        kept: Case = after if after == case else uow.save(after)
        reason = (decision.because or decision.decided) if decision else "As the meeting left it"
        if leaves:
            reason = f"Left MAPPA: {reason}"
        add_standing(work, uow, kept, meeting_id=meeting.id, since=since, reason=reason)
    if leaves or (after.level is Level.ONE and has_no_review(meeting.next_review)):
        _call_off_the_planned(uow, view, later)


def _call_off_the_planned(uow: UnitOfWork, view: DeskView, later: list[Meeting]) -> None:
    reference = meeting_reference(view.case.reference, view.meeting.number)
    for meeting in later:
        if meeting.state is MeetingState.PLANNED:
            why = f"Formal meetings ended with {reference}"
            uow.save(replace(meeting, state=MeetingState.CANCELLED, ended_because=why))
