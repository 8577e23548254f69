"""Everything that is kept of one meeting, read in one transaction: the ground of desk, gaps and snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mappa_desk.domain.actions import Action
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.attendance import Attendance, RemoteCheck
from mappa_desk.domain.carry_over import past_actions
from mappa_desk.domain.cases import Case, Standing
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.hearing import heard, remote_due, statement_due
from mappa_desk.domain.item_states import as_they_stand
from mappa_desk.domain.meetings import (
    HELD,
    ClosedPart,
    Handover,
    Meeting,
    MeetingState,
    StatementReading,
)
from mappa_desk.domain.minutes import Approval
from mappa_desk.domain.views import DeskView
from mappa_desk.services.after_minutes import follow
from mappa_desk.services.drafts import LINE
from mappa_desk.services.filing import area_agencies, area_form, entries_in_order
from mappa_desk.services.neighbours import linked_cases, place_in_day
from mappa_desk.services.past_actions import with_ladder
from mappa_desk.services.people import name_at_keys
from mappa_desk.services.since_last import with_since_last
from mappa_desk.services.undo import undo_words
from mappa_desk.services.work import Work
from mappa_desk.store.queries.actions import events_of_case, restricted_of_case
from mappa_desk.store.work import Reading


def view_of(work: Work, reading: Reading, meeting_id: str) -> DeskView:
    """The whole record of one meeting as it stands, in the reading that is open. Raises NotFound."""
    meeting = reading.get(Meeting, meeting_id)
    case = reading.get(Case, meeting.case_id)
    previous = held_before(reading, meeting)
    items = reading.all(AgendaItem, order_by="number", meeting_id=meeting_id)
    rows = reading.all(Attendance, order_by=("seat", "name"), meeting_id=meeting_id)
    every = entries_in_order(reading, meeting_id)
    entries = tuple(one for one in every if not one.removed)
    statements = reading.all(StatementReading, order_by="at", meeting_id=meeting_id)
    checks = reading.all(RemoteCheck, order_by="at", meeting_id=meeting_id)
    actions = reading.all(Action, order_by="tag", case_id=case.id, removed=False)
    approvals = reading.all(Approval, order_by="version", meeting_id=meeting_id)
    events = events_of_case(reading, case.id)
    past = past_actions(actions, events, meeting=meeting, today=work.today())
    restricted = restricted_of_case(reading, case.id) if past else frozenset()
    can_undo, can_redo, undo_step = undo_words(reading, meeting)
    place, cases_of_day = place_in_day(reading, meeting)
    view = DeskView(
        case=case,
        meeting=meeting,
        items=items,
        attendance=rows,
        entries=entries,
        decisions=standing(entries, reading.all(Decision, order_by="number", meeting_id=meeting_id)),
        actions=tuple(action for action in actions if action.meeting_id == meeting_id),
        past_actions=past,
        past_restricted=tuple(one.action.id for one in past if one.action.id in restricted),
        statements=statements,
        closed_parts=reading.all(ClosedPart, order_by="started_at", meeting_id=meeting_id),
        handovers=reading.all(Handover, order_by="at", meeting_id=meeting_id),
        heard=heard(items, rows, entries),
        agencies=area_agencies(reading, work),
        form=area_form(reading, work),
        previous_meeting=previous,
        previous_decisions=standing_decisions(reading, previous.id) if previous else (),
        standings=reading.all(Standing, order_by="since", case_id=case.id),
        statement_due=statement_due(rows, statements),
        remote_checks=checks,
        remote_due=remote_due(rows, checks),
        draft=reading.draft(meeting_id, LINE),
        can_undo=can_undo,
        undo_step=undo_step,
        can_redo=can_redo,
        keys=name_at_keys(reading, work),
        approval=approvals[-1] if approvals else None,
        binned=_binned(meeting, every),
        linked=linked_cases(reading, case.id),
        place_in_day=place,
        cases_of_day=cases_of_day,
        times=reading.times(meeting_id),
    )
    view = with_ladder(work, reading, follow(work, reading, view))
    view = with_since_last(reading, view, actions, events)
    return replace(view, items=as_they_stand(view))


def _binned(meeting: Meeting, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """What can be brought back: nothing any more once the minutes are approved."""
    if meeting.state is MeetingState.APPROVED:
        return ()
    return tuple(entry for entry in entries if entry.removed and not entry.went_elsewhere)


def standing_decisions(reading: Reading, meeting_id: str) -> tuple[Decision, ...]:
    """The decisions of a meeting whose entry is still a decision and not in the bin, by number."""
    entries = reading.all(Entry, meeting_id=meeting_id, entry_kind=EntryKind.DECISION, removed=False)
    return standing(entries, reading.all(Decision, order_by="number", meeting_id=meeting_id))


def standing(entries: Iterable[Entry], decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that one of these entries carries as a decision."""
    live = {entry.id for entry in entries if entry.entry_kind is EntryKind.DECISION and not entry.removed}
    return tuple(decision for decision in decisions if decision.entry_id in live)


def held_before(reading: Reading, meeting: Meeting) -> Meeting | None:
    """The last meeting on the same case that was held before this one."""
    earlier = [
        other
        for other in reading.all(Meeting, order_by="number", case_id=meeting.case_id)
        if other.number < meeting.number and other.state in HELD
    ]
    return earlier[-1] if earlier else None
