"""Everything that is kept of one meeting, read in one transaction: the ground of desk, gaps and snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mappa_desk.domain.actions import Action
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.agendas import AgendaItem, ItemState
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.carry_over import past_actions
from mappa_desk.domain.cases import Case
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.meetings import ClosedPart, Handover, Meeting, MeetingState, StatementReading
from mappa_desk.domain.minutes import Approval
from mappa_desk.domain.views import PastAction
from mappa_desk.services.action_history import case_events
from mappa_desk.services.filing import area_agencies, area_form, entries_in_order
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

_HELD = (MeetingState.RUNNING, MeetingState.ADJOURNED, MeetingState.CLOSED, MeetingState.APPROVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRecord:
    """The whole record of one meeting as it stands."""

    case: Case
    meeting: Meeting
    previous_meeting: Meeting | None
    items: tuple[AgendaItem, ...]
    attendance: tuple[Attendance, ...]
    entries: tuple[Entry, ...]
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]
    past_actions: tuple[PastAction, ...]
    statements: tuple[StatementReading, ...]
    closed_parts: tuple[ClosedPart, ...]
    handovers: tuple[Handover, ...]
    agencies: tuple[Agency, ...]
    form: AreaForm
    approval: Approval | None


def read_meeting(work: Work, reading: Reading, meeting_id: str) -> MeetingRecord:
    """Reads the record of one meeting. Raises NotFound."""
    meeting = reading.get(Meeting, meeting_id)
    entries = tuple(one for one in entries_in_order(reading, meeting_id) if not one.removed)
    approvals = reading.all(Approval, order_by="version", meeting_id=meeting_id)
    return MeetingRecord(
        case=reading.get(Case, meeting.case_id),
        meeting=meeting,
        previous_meeting=held_before(reading, meeting),
        items=as_they_stand(
            meeting, reading.all(AgendaItem, order_by="number", meeting_id=meeting_id), entries
        ),
        attendance=reading.all(Attendance, order_by=("seat", "name", "id"), meeting_id=meeting_id),
        entries=entries,
        decisions=_standing(entries, reading.all(Decision, order_by="number", meeting_id=meeting_id)),
        actions=reading.all(Action, order_by="tag", meeting_id=meeting_id, removed=False),
        past_actions=past_actions(
            reading.all(Action, order_by="tag", case_id=meeting.case_id, removed=False),
            case_events(reading, meeting.case_id),
            meeting=meeting,
            today=work.today(),
        ),
        statements=reading.all(StatementReading, order_by="at", meeting_id=meeting_id),
        closed_parts=reading.all(ClosedPart, order_by="started_at", meeting_id=meeting_id),
        handovers=reading.all(Handover, order_by="at", meeting_id=meeting_id),
        agencies=area_agencies(reading, work),
        form=area_form(reading, work),
        approval=approvals[-1] if approvals else None,
    )


def as_they_stand(
    meeting: Meeting, items: Iterable[AgendaItem], entries: Iterable[Entry]
) -> tuple[AgendaItem, ...]:
    """The items with their true state: one that holds entries is discussed, whatever it was settled as.

    The item that is being talked about stays open while the meeting runs.
    """
    held = {entry.item for entry in entries}
    talked_about = meeting.current_item if meeting.state is MeetingState.RUNNING else ""
    return tuple(
        replace(item, state=ItemState.DISCUSSED, reason="")
        if item.code in held and item.code != talked_about and item.state is not ItemState.DISCUSSED
        else item
        for item in items
    )


def standing_decisions(reading: Reading, meeting_id: str) -> tuple[Decision, ...]:
    """The decisions of a meeting whose entry is still a decision and not in the bin, by number."""
    entries = reading.all(Entry, meeting_id=meeting_id, entry_kind=EntryKind.DECISION, removed=False)
    return _standing(entries, reading.all(Decision, order_by="number", meeting_id=meeting_id))


def held_before(reading: Reading, meeting: Meeting) -> Meeting | None:
    """The last meeting on the same case that was held before this one."""
    earlier = [
        other
        for other in reading.all(Meeting, order_by="number", case_id=meeting.case_id)
        if other.number < meeting.number and other.state in _HELD
    ]
    return earlier[-1] if earlier else None


def _standing(entries: Iterable[Entry], decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    live = {entry.id for entry in entries if entry.entry_kind is EntryKind.DECISION}
    return tuple(decision for decision in decisions if decision.entry_id in live)
