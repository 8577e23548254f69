"""An entry typed into the wrong record goes to the right one, with a trace, and can come back.

It is no undo step: undo never crosses from one meeting to another. Nothing of its words is left in the record
that it leaves, save in the vault's own history, which prints nowhere and travels in no case file.
"""

from __future__ import annotations

from dataclasses import replace

from mappa_desk.domain.actions import Action
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import PARKED, Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.linked import EntryTrace, TraceKind
from mappa_desk.domain.meetings import ClosedPart, Meeting, MeetingState
from mappa_desk.domain.views import MeetingRow
from mappa_desk.services.blanking import blank
from mappa_desk.services.closed_parts import reason_told_in, stayed_whole
from mappa_desk.services.filing import (
    STEP,
    agenda_item,
    open_issue_again,
    required,
    writable_entry,
    writable_meeting,
)
from mappa_desk.services.shared_words import forget_shared
from mappa_desk.services.transfer_kin import let_go, records_of, same_person, take_along
from mappa_desk.services.work import Work
from mappa_desk.store.queries import lists, places
from mappa_desk.store.queries.steps import forget_in_steps
from mappa_desk.store.work import Reading, UnitOfWork

WRITABLE = (MeetingState.RUNNING, MeetingState.PLANNED, MeetingState.ADJOURNED, MeetingState.CLOSED)
MOVED_BACK = "Moved back"

_WITH_RECORD = (EntryKind.ACTION, EntryKind.DECISION)
_ANSWERED = (IssueOutcome.DECISION, IssueOutcome.ACTION)


def other_records(work: Work, *, meeting_id: str) -> tuple[MeetingRow, ...]:
    """The other meetings whose record takes an entry: running ones and today's first. Raises NotFound."""
    with work.reading() as reading:
        reading.get(Meeting, meeting_id)
        rows = [
            row
            for row in lists.meeting_rows(reading)
            if row.meeting_id != meeting_id and row.meeting.state in WRITABLE
        ]
    today = work.today()

    def nearness(row: MeetingRow) -> tuple[bool, bool, int]:
        runs = row.meeting.state is MeetingState.RUNNING
        far = abs((row.meeting.planned_on - today).days)
        return not (runs or not far), not runs, far

    return tuple(sorted(rows, key=nearness))


def move_to_record(
    work: Work, *, entry_ids: tuple[str, ...], to_meeting_id: str, reason: str
) -> Outcome[tuple[Entry, ...]]:
    """Moves entries into the record of another meeting, where they stand under Unsorted.

    Speaker, time, kind and the words as typed go with them, an action or a decision under the next number
    there, and the report that it came from; what was said in a closed part is for the agencies that stayed
    alone. Ticks go away, marks of the chair and corrections stay settled, without their words. Gives the
    entries as they stand there. Each move leaves a trace with its reason and a line in the audit of both.
    Raises RuleError for issues that are settled and actions that a later meeting dealt with, without a
    reason, for the same meeting, and for minutes that are approved. Durable on return.
    """
    with work.writing() as uow:
        why = required(reason, "Why does it go to another record?", field="reason")
        target = writable_meeting(uow, to_meeting_id)
        moved = []
        for entry_id in dict.fromkeys(entry_ids):
            entry, source = writable_entry(uow, entry_id)
            if source.id == target.id:
                raise RuleError("The entry stands in that record already.", field="to_meeting")
            fresh = _for_others(uow, entry, target)
            moved.append(_carry(work, uow, entry, fresh, why))
        if not moved:
            raise RuleError("Choose at least one entry.", field="entries")
        return Outcome(tuple(moved), uow.changes)


def move_back(work: Work, *, entry_ids: tuple[str, ...]) -> Outcome[tuple[Entry, ...]]:
    """Moves entries back to the record they came from, into their old place, as they read now.

    Raises RuleError for an entry that came from no other record, and as `move_to_record`. Durable on return.
    """
    with work.writing() as uow:
        back = []
        for entry_id in dict.fromkeys(entry_ids):
            entry, _ = writable_entry(uow, entry_id)
            trace = came_by(uow, entry_id)
            if trace is None:
                raise RuleError("This entry was not moved here from another record.")
            origin = writable_meeting(uow, trace.from_meeting_id)
            back.append(_carry(work, uow, entry, _as_before(uow, entry, origin, trace), MOVED_BACK))
        if not back:
            raise RuleError("Choose at least one entry.", field="entries")
        return Outcome(tuple(back), uow.changes)


def came_by(reading: Reading, entry_id: str) -> EntryTrace | None:
    """The trace by which an entry was moved into its record, None for one that was typed there."""
    found = reading.all(EntryTrace, to_entry_id=entry_id, trace_kind=TraceKind.MOVED)
    return found[0] if found else None


def moved_out(reading: Reading, meeting_id: str) -> tuple[EntryTrace, ...]:
    """The traces of entries that were moved out of the record of a meeting, oldest first."""
    return reading.all(EntryTrace, order_by="at", from_meeting_id=meeting_id, trace_kind=TraceKind.MOVED)


def _carry(work: Work, uow: UnitOfWork, entry: Entry, fresh: Entry, why: str) -> Entry:
    """Keeps the fresh entry in its record, empties the old one, and leaves the traces."""
    told_in = reason_told_in(uow, entry)
    if told_in is not None and told_in.id != entry.closed_part_id:
        raise RuleError(
            "The reason for no action was given in a closed part. Open the issue again before it is moved."
        )
    kin = records_of(uow, entry)
    fresh = replace(fresh, words=forget_shared(uow, entry).words)
    made = uow.save(replace(fresh, id=work.new_id(), revision=0, removed=False, settles_issue_id=None))
    trace = EntryTrace(
        id=work.new_id(),
        trace_kind=TraceKind.MOVED,
        at=work.now(),
        from_meeting_id=entry.meeting_id,
        from_entry_id=entry.id,
        to_meeting_id=made.meeting_id,
        to_entry_id=made.id,
        reason=why,
    )
    uow.save(trace)
    take_along(work, uow, entry, made)
    let_go(uow, entry, kin)
    _empty(uow, entry)
    uow.note("moved to another record", Meeting.KIND, entry.meeting_id)
    uow.note("moved from another record", Meeting.KIND, made.meeting_id)
    return made


def _empty(uow: UnitOfWork, entry: Entry) -> None:
    """Takes every word of an entry out of its record and its undo steps. Raises RuleError for what stays."""
    if entry.outcome in _ANSWERED:
        raise RuleError("This issue is settled by this record. Open it again before it is moved.")
    for answer in uow.all(Entry, meeting_id=entry.meeting_id, settles_issue_id=entry.id):
        uow.save(replace(answer, settles_issue_id=None))
    open_issue_again(uow, entry)
    gone = {(Entry.KIND, entry.id)}
    for action in uow.all(Action, entry_id=entry.id):
        gone.add((Action.KIND, action.id))
        uow.save(replace(blank(action), removed=True))
    for decision in uow.all(Decision, entry_id=entry.id):
        gone.add((Decision.KIND, decision.id))
        uow.save(blank(decision))
    outcome = IssueOutcome.OPEN if entry.outcome is not None else None
    kind = EntryKind.NOTE if entry.entry_kind in _WITH_RECORD else entry.entry_kind
    bare = replace(blank(entry), removed=True, outcome=outcome, entry_kind=kind, settles_issue_id=None)
    uow.save(bare)
    forget_in_steps(uow, entry.meeting_id, gone)


def _for_others(uow: UnitOfWork, entry: Entry, target: Meeting) -> Entry:
    """The entry as it stands in the record of another case: unsorted, and no more open than it was."""
    part = uow.find(ClosedPart, entry.closed_part_id) if entry.closed_part_id else None
    handling, recipients = entry.handling, entry.recipients
    if entry.closed_part_id is not None and handling is not Handling.SANITISE:
        stayed = stayed_whole(uow, part) if part else ()
        named = handling is Handling.NAMED_RECIPIENTS
        recipients = tuple(code for code in stayed if not named or code in entry.recipients)
        handling = Handling.NAMED_RECIPIENTS
    return replace(
        entry,
        meeting_id=target.id,
        item="",
        position=places.last_position(uow, target.id) + STEP,
        attendance_id=same_person(uow, entry.attendance_id, target.id),
        closed_part_id=None,
        handling=handling,
        recipients=recipients,
    )


def _as_before(uow: UnitOfWork, entry: Entry, origin: Meeting, trace: EntryTrace) -> Entry:
    """The entry as it stands in the record it came from: in its old place, as restricted as it was there."""
    bodies = [revision.body for revision in uow.revisions(Entry, trace.from_entry_id)]
    was = next(body for body in reversed(bodies) if body is not None and not body.removed)
    untouched = entry.revision == 1
    arrived = uow.revisions(Entry, entry.id)[0].body
    same_handling = arrived is not None and (arrived.handling, arrived.recipients) == (
        entry.handling,
        entry.recipients,
    )
    part = was.closed_part_id
    return replace(
        entry,
        meeting_id=origin.id,
        item=was.item if _is_place(uow, origin.id, was.item) else "",
        position=was.position,
        attendance_id=was.attendance_id if untouched else same_person(uow, entry.attendance_id, origin.id),
        closed_part_id=part,
        handling=was.handling if same_handling else entry.handling,
        recipients=was.recipients if same_handling else entry.recipients,
    )


def _is_place(reading: Reading, meeting_id: str, item: str) -> bool:
    if item in ("", PARKED):
        return True
    try:
        agenda_item(reading, meeting_id, item)
    except NotFound:
        return False
    return True


def record_reference(reading: Reading, meeting_id: str) -> str:
    """Reference of a meeting, "LAN-0417-M03"; empty for one that the vault no longer holds."""
    meeting = reading.find(Meeting, meeting_id)
    case = reading.find(Case, meeting.case_id) if meeting is not None else None
    return f"{case.reference}-{meeting.tag}" if case is not None and meeting is not None else ""
