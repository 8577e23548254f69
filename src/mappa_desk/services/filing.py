"""How a new entry is filed: its item, its place, its closed part; and which meeting takes one."""

from __future__ import annotations

from dataclasses import replace

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.contributions import PARKED, Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import ClosedPart, Meeting, MeetingState
from mappa_desk.services.work import Work
from mappa_desk.store.queries import places
from mappa_desk.store.work import Reading, UnitOfWork

STEP = 1024
"""Distance between two positions, so that an entry can be put between two others."""

SEALED_OFF = {
    MeetingState.APPROVED: "The minutes of this meeting are approved and can no longer change.",
    MeetingState.CANCELLED: "This meeting was cancelled; nothing can be added to its record.",
    MeetingState.NOT_HELD: "This meeting was not held; nothing can be added to its record.",
}
"""States in which nothing of a meeting's record changes, and what is said then."""


def writable_meeting(reading: Reading, meeting_id: str) -> Meeting:
    """The meeting, when its record may still change. Raises RuleError otherwise, NotFound for none."""
    meeting = reading.get(Meeting, meeting_id)
    if meeting.state in SEALED_OFF:
        raise RuleError(SEALED_OFF[meeting.state])
    return meeting


def writable_entry(reading: Reading, entry_id: str) -> tuple[Entry, Meeting]:
    """An entry outside the bin with its meeting, when it may still change. Raises RuleError, NotFound."""
    entry = reading.get(Entry, entry_id)
    if entry.removed:
        raise RuleError("This entry was removed; bring it back first.")
    return entry, writable_meeting(reading, entry.meeting_id)


def agenda_item(reading: Reading, meeting_id: str, code: str) -> AgendaItem:
    """The item of a meeting with this code. Raises NotFound."""
    found = reading.all(AgendaItem, meeting_id=meeting_id, code=code)
    if not found:
        raise NotFound("This meeting has no such agenda item.", field="item")
    return found[0]


def place_name(reading: Reading, meeting_id: str, code: str) -> str:
    """Name of the place where entries can be filed: an item, Unsorted ("") or Parked. Raises NotFound."""
    if not code:
        return "Unsorted"
    if code == PARKED:
        return "Parked"
    item = agenda_item(reading, meeting_id, code)
    return item.short_title or item.title


def area_agencies(reading: Reading, work: Work) -> tuple[Agency, ...]:
    """The area's agencies in order; the shipped ones while the area has none of its own."""
    return reading.all(Agency, order_by="order") or work.reference.agencies


def area_form(reading: Reading, work: Work) -> AreaForm:
    """The area's form; the shipped one while the area has none of its own."""
    return reading.find(AreaForm, work.reference.form.id) or work.reference.form


def known_agency(reading: Reading, work: Work, code: str) -> Agency:
    """The agency with this short code. Raises NotFound with a sentence that names the code."""
    for agency in area_agencies(reading, work):
        if agency.code == code:
            return agency
    raise NotFound(f'There is no agency with the code "{code}".', field="agency")


def agency_name(reading: Reading, work: Work, code: str) -> str:
    """The agency's name; its code when the area does not know it."""
    return next((agency.name for agency in area_agencies(reading, work) if agency.code == code), code)


def meeting_attendance(reading: Reading, meeting_id: str, attendance_id: str) -> Attendance:
    """An attendance row of this meeting. Raises NotFound when it belongs to another."""
    row = reading.get(Attendance, attendance_id)
    if row.meeting_id != meeting_id:
        raise NotFound("This person is not on the list of this meeting.", field="attendance")
    return row


def running_closed_part(reading: Reading, meeting_id: str) -> ClosedPart | None:
    """The closed part that is going on in this meeting, if any."""
    found = reading.all(ClosedPart, meeting_id=meeting_id, ended_at=None)
    return found[0] if found else None


def entries_in_order(reading: Reading, meeting_id: str) -> tuple[Entry, ...]:
    """Every entry of the meeting, the removed ones too, in the order of the record."""
    return reading.all(Entry, order_by=("position", "captured_at", "id"), meeting_id=meeting_id)


def required(text: str, sentence: str, *, field: str) -> str:
    """The text without blanks at its ends. Raises RuleError with the sentence when nothing is left."""
    kept = check_text(text.strip(), field=field)
    if not kept:
        raise RuleError(sentence, field=field)
    return kept


def file_entry(
    work: Work,
    uow: UnitOfWork,
    *,
    meeting: Meeting,
    item: str,
    text: str,
    words: str | None,
    kind: EntryKind,
    agency: str = "",
    attendance_id: str | None = None,
    handling: Handling = Handling.NORMAL,
    report_dated: str = "",
    after_id: str | None = None,
) -> Entry:
    """Files one new entry: checked, in its place, in the closed part that is going on.

    Gives the kept entry. Raises RuleError for an empty or oversize text and NotFound for an unknown item,
    agency or person. Durable when the unit of work is left.
    """
    kept = required(text, "There is nothing to keep in this line.", field="text")
    typed = check_text(text if words is None else words, field="words")
    place_name(uow, meeting.id, item)
    if attendance_id is not None:
        agency = meeting_attendance(uow, meeting.id, attendance_id).agency
    elif agency:
        known_agency(uow, work, agency)
    part = running_closed_part(uow, meeting.id)
    return uow.save(
        Entry(
            id=work.new_id(),
            meeting_id=meeting.id,
            item=item,
            position=place_after(uow, meeting.id, after_id),
            entry_kind=kind,
            agency=agency,
            attendance_id=attendance_id,
            text=kept,
            words=typed,
            captured_at=work.now(),
            handling=handling,
            closed_part_id=part.id if part else None,
            report_dated=check_text(report_dated.strip(), field="report_dated"),
            outcome=IssueOutcome.OPEN if kind is EntryKind.ISSUE else None,
        )
    )


def place_after(uow: UnitOfWork, meeting_id: str, after_id: str | None) -> int:
    """A free position behind an entry, or behind all when none is named.

    The record is read only when no free position is left there: then the later entries are spread anew.
    Raises NotFound.
    """
    if after_id is None:
        return places.last_position(uow, meeting_id) + STEP
    before = uow.find(Entry, after_id)
    if before is None or before.meeting_id != meeting_id:
        raise NotFound("The entry to put this behind is not in this meeting.", field="after")
    following = places.next_position(uow, meeting_id, before.position)
    if following is None:
        return before.position + STEP
    if following - before.position >= 2:
        return (before.position + following) // 2
    entries = entries_in_order(uow, meeting_id)
    return place_behind(uow, entries, next(at for at, one in enumerate(entries) if one.id == after_id))


def place_behind(uow: UnitOfWork, entries: tuple[Entry, ...], index: int) -> int:
    """A free position behind the entry at this index of the ordered entries; -1 is before the first."""
    before = entries[index].position if index >= 0 else 0
    later = entries[index + 1 :]
    if not later:
        return before + STEP
    if later[0].position - before >= 2:
        return (before + later[0].position) // 2
    for place, entry in enumerate(later, start=2):
        uow.save(replace(entry, position=before + place * STEP))
    return before + STEP


def is_unanswered(reading: Reading, issue: Entry) -> bool:
    """True for an issue that stands as settled by a decision or action which is not in the record."""
    if issue.outcome not in (IssueOutcome.DECISION, IssueOutcome.ACTION):
        return False
    return not reading.all(Entry, meeting_id=issue.meeting_id, settles_issue_id=issue.id, removed=False)


def open_issue_again(uow: UnitOfWork, answer: Entry) -> None:
    """Opens the issue that an entry answered, once it no longer does. Durable when the unit is left."""
    issue = uow.find(Entry, answer.settles_issue_id) if answer.settles_issue_id else None
    if issue is not None and issue.outcome in (IssueOutcome.DECISION, IssueOutcome.ACTION):
        uow.save(replace(issue, outcome=IssueOutcome.OPEN))
