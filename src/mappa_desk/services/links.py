"""Linked people (co-defendants, one household), and an entry copied from one record into a linked one.

A link says that two people are discussed together and nothing more: each record stays its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changeovers import same_person
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.linked import CaseLink, EntryTrace, LinkedCase, TraceKind
from mappa_desk.domain.meetings import ClosedPart, Meeting, MeetingState
from mappa_desk.services.cases import find_case
from mappa_desk.services.filing import file_entry, required, running_closed_part, writable_meeting
from mappa_desk.services.neighbours import linked_cases, links_of_case
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

_OWN_RECORD = {
    EntryKind.ACTION: "An action is not copied: each record gives its own actions.",
    EntryKind.DECISION: "A decision is not copied: each record takes its own decisions.",
}
_TAKES_ENTRIES = (
    MeetingState.PLANNED,
    MeetingState.RUNNING,
    MeetingState.ADJOURNED,
    MeetingState.CLOSED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyTarget:
    """A meeting of a linked case that an entry may be copied to, with its agenda in order."""

    meeting: Meeting
    case_reference: str
    why: str
    items: tuple[AgendaItem, ...]


def link_cases(work: Work, *, case_id: str, reference: str, why: str) -> Outcome[CaseLink]:
    """Links a case with the one under `reference`, with the reason; a link that was ended is taken up again.

    Raises RuleError for the case itself, for a link that is there, and without a reason; NotFound. It stays
    in this vault. Durable on return.
    """
    with work.writing() as uow:
        case = uow.get(Case, case_id)
        typed = required(reference, "Which case is it linked with? Write its reference.", field="reference")
        other = find_case(uow, typed)
        if other is None:
            raise NotFound(f"There is no case {typed}.", field="reference")
        if other.id == case.id:
            raise RuleError("A case cannot be linked with itself.", field="reference")
        reason = required(why, "Why are they discussed together? Such as: co-defendants.", field="why")
        had = next((link for link in links_of_case(uow, case.id) if link.other(case.id) == other.id), None)
        if had is not None and had.active:
            raise RuleError(f"{case.reference} and {other.reference} are linked already.", field="reference")
        fresh = CaseLink(id=work.new_id(), first_case_id=case.id, second_case_id=other.id)
        return Outcome(uow.save(replace(had or fresh, why=reason, active=True)), uow.changes)


def end_link(work: Work, *, link_id: str) -> Outcome[CaseLink]:
    """Ends a link; what was copied stays where it is. Raises NotFound. Durable on return."""
    with work.writing() as uow:
        link = uow.get(CaseLink, link_id)
        if not link.active:
            return Outcome(link)
        return Outcome(uow.save(replace(link, active=False)), uow.changes)


def links_of(work: Work, *, case_id: str) -> tuple[LinkedCase, ...]:
    """The cases that a case is linked with now, by reference."""
    with work.reading() as reading:
        return linked_cases(reading, case_id)


def copy_targets(work: Work, *, meeting_id: str) -> tuple[CopyTarget, ...]:
    """The meetings of linked cases that are part of the same slot or panel day and not approved.

    In the order of the day. Raises NotFound.
    """
    with work.reading() as reading:
        here = reading.get(Meeting, meeting_id)
        found = [
            CopyTarget(
                meeting=meeting,
                case_reference=linked.reference,
                why=linked.why,
                items=reading.all(AgendaItem, order_by="number", meeting_id=meeting.id),
            )
            for linked in linked_cases(reading, here.case_id)
            for meeting in reading.all(Meeting, order_by="number", case_id=linked.case_id)
            if meeting.state in _TAKES_ENTRIES and _together(here, meeting)
        ]
    found.sort(key=lambda one: (one.meeting.planned_at, one.case_reference))
    return tuple(found)


def copy_entry(work: Work, *, entry_id: str, to_meeting_id: str, item: str) -> Outcome[Entry]:
    """Copies an entry into the record of a linked case, under `item` (empty for Unsorted) of that meeting.

    The copy holds the text as it stands, its kind, handling and agency; the speaker only where the same
    person of that agency is on the list there. Words as typed in the room stay in their own record. One undo
    step of the meeting it is copied to, none of the one it comes from; the way it came is noted beside the
    record. Raises RuleError for a decision or an action, for what was said in a closed part with other
    people, and for a meeting that is not discussed together with this one or is sealed; NotFound. Durable on
    return.
    """
    with work.writing() as uow:
        source = uow.get(Entry, entry_id)
        if source.removed:
            raise RuleError("This entry was removed; bring it back first.")
        if source.entry_kind in _OWN_RECORD:
            raise RuleError(_OWN_RECORD[source.entry_kind])
        here, target = uow.get(Meeting, source.meeting_id), writable_meeting(uow, to_meeting_id)
        _check_linked(uow, here, target)
        _check_closed_part(uow, source, target)
        speaker = _speaker(uow, source, target)
        made = file_entry(
            work,
            uow,
            meeting=target,
            item=item,
            text=source.text,
            words=source.text,
            kind=source.entry_kind,
            agency=source.agency,
            attendance_id=speaker.id if speaker else None,
            handling=source.handling,
            report_dated=source.report_dated,
        )
        if source.recipients:
            made = uow.save(replace(made, recipients=source.recipients))
        uow.save(
            EntryTrace(
                id=work.new_id(),
                trace_kind=TraceKind.COPIED,
                at=work.now(),
                from_meeting_id=here.id,
                from_entry_id=source.id,
                to_meeting_id=target.id,
                to_entry_id=made.id,
            )
        )
        uow.step(target.id, f"Entry copied in at {work.clock_time(made.captured_at)}")
        return Outcome(made, uow.changes)


def _together(here: Meeting, other: Meeting) -> bool:
    """True for two meetings of one panel day, or of one slot: the same day and time."""
    one_day = here.panel_day_id is not None and here.panel_day_id == other.panel_day_id
    return one_day or (here.planned_on, here.planned_at) == (other.planned_on, other.planned_at)


def _check_linked(reading: Reading, here: Meeting, target: Meeting) -> None:
    if here.id == target.id:
        raise RuleError("The entry is in this record already.")
    reference = meeting_reference(reading.get(Case, target.case_id).reference, target.number)
    if target.case_id not in {one.case_id for one in linked_cases(reading, here.case_id)}:
        raise RuleError(f"{reference} is not on a linked person, so nothing is copied to it.")
    if not _together(here, target):
        raise RuleError(f"{reference} is not part of the same slot or panel day.")


def _check_closed_part(reading: Reading, source: Entry, target: Meeting) -> None:
    """What was told in a closed part goes only into a closed part of the same people that is going on."""
    if source.closed_part_id is None:
        return
    part, other = reading.get(ClosedPart, source.closed_part_id), running_closed_part(reading, target.id)
    stayed = [reading.get(Attendance, one) for one in part.stayed]
    theirs = [reading.get(Attendance, one) for one in other.stayed] if other is not None else []
    matched = all(any(same_person(row, one) for one in stayed) for row in theirs) and all(
        any(same_person(row, one) for row in theirs) for one in stayed
    )
    if other is None or not matched:
        raise RuleError(
            "This was told in a closed part; it is copied only into a closed part of the same people."
        )


def _speaker(uow: UnitOfWork, source: Entry, target: Meeting) -> Attendance | None:
    """The row of the same person on the other list: the same agency and name."""
    if source.attendance_id is None:
        return None
    row = uow.find(Attendance, source.attendance_id)
    if row is None or not row.name:
        return None
    listed = uow.all(Attendance, order_by=("seat", "id"), meeting_id=target.id, agency=row.agency)
    return next((one for one in listed if one.name.casefold() == row.name.casefold()), None)
