"""Actions: made with a number for life, revised, reviewed, tracked; their history is never overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mappa_desk.domain.actions import (
    Acceptance,
    Action,
    ActionEvent,
    ActionEventKind,
    Deadline,
)
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import Entry, EntryKind, Handling
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.identifiers import action_tag
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.views import ActionRow
from mappa_desk.services.action_history import action_events, check_not_dealt_with, note_event, owner_words
from mappa_desk.services.action_reviews import read_back, review_action, unread_back
from mappa_desk.services.cases import find_case
from mappa_desk.services.drafts import LINE
from mappa_desk.services.due_dates import hangs_on, resolved
from mappa_desk.services.filing import (
    file_entry,
    known_agency,
    meeting_attendance,
    required,
    writable_meeting,
)
from mappa_desk.services.work import Work
from mappa_desk.store.queries import actions as action_queries
from mappa_desk.store.queries.places import last_action_place
from mappa_desk.store.work import Reading, UnitOfWork

__all__ = [
    "action_of_entry",
    "history",
    "make_action",
    "put_action_back",
    "read_back",
    "review_action",
    "revise_action",
    "take_action_off",
    "tracker",
    "unread_back",
]


def make_action(
    work: Work,
    *,
    meeting_id: str,
    item: str,
    text: str,
    owner_agency: str = "",
    owner_name: str = "",
    owner_role: str = "",
    owner_attendance_id: str | None = None,
    deadline: Deadline = Deadline(),  # noqa: B008 - a frozen value
    purpose: str = "",
    urgent: bool = False,
    on_behalf_taken_by: str = "",
    words: str | None = None,
    agency: str = "",
    attendance_id: str | None = None,
    handling: Handling = Handling.NORMAL,
) -> Outcome[Action]:
    """Makes an action with its entry. A missing owner or date is no error here but a gap.

    `agency` and `attendance_id` say who spoke when it was made; the entry keeps them with its handling.
    `words` is the line as it was typed; given, the line's draft is dropped in the same transaction. The
    number (M03-07) is the meeting's next one and is never used again. One undo step. Raises RuleError for an
    empty text, NotFound for an unknown item, agency or person. Durable on return.
    """
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        entry = file_entry(
            work, uow, meeting=meeting, item=item, text=text, words=words, kind=EntryKind.ACTION,
            agency=agency, attendance_id=attendance_id, handling=handling,
        )  # fmt: skip
        action = action_of_entry(
            work,
            uow,
            meeting,
            entry,
            Action(
                id=work.new_id(),
                case_id=meeting.case_id,
                meeting_id=meeting_id,
                entry_id=entry.id,
                tag="",
                text=entry.text,
                purpose=check_text(purpose.strip(), field="purpose"),
                owner_agency=owner_agency,
                owner_name=owner_name.strip(),
                owner_role=owner_role.strip(),
                owner_attendance_id=owner_attendance_id,
                deadline=deadline,
                urgent=urgent,
                on_behalf_taken_by=on_behalf_taken_by.strip(),
            ),
        )
        if words is not None:
            uow.drop_draft(meeting_id, LINE)
        uow.step(meeting_id, f"Action {action.place} at {work.clock_time(entry.captured_at)}")
        return Outcome(action, uow.changes)


def revise_action(work: Work, *, action: Action) -> Outcome[Action]:
    """Saves changed words, purpose, owner, date or urgency of an action, with a line in its history.

    Number, state and counts stay as they are kept. Another owner or date has to be accepted anew. Once the
    minutes that made it are approved, its words stay. One undo step before that. Raises RuleError, NotFound,
    StaleRevision. Durable on return.
    """
    with work.writing() as uow:
        saved = keep_revised(work, uow, action)
        meeting = made_by(uow, saved)
        if uow.changes and meeting is not None and meeting.state is not MeetingState.APPROVED:
            uow.step(meeting.id, f"Action {saved.place}: changed")
        return Outcome(saved, uow.changes)


def keep_revised(work: Work, uow: UnitOfWork, action: Action) -> Action:
    """Saves a changed action in this unit of work as `revise_action` does; one that is as kept stays.

    Raises RuleError, NotFound, StaleRevision. Durable when the unit is left.
    """
    kept = uow.get(Action, action.id)
    meeting = made_by(uow, kept)
    approved = meeting is not None and meeting.state is MeetingState.APPROVED
    text = required(action.text, "An action needs words; remove it instead.", field="text")
    if approved and text != kept.text:
        raise RuleError("The minutes that made this action are approved, so its words stay.", field="text")
    wanted = _with_owner(work, uow, meeting, replace(action, text=text))
    case = uow.get(Case, kept.case_id)
    if wanted.deadline != kept.deadline:
        meant = hangs_on(uow, kept)
        wanted = replace(wanted, deadline=resolved(work, uow, wanted.deadline, case=case, meeting=meant))
    changed = replace(
        kept,
        revision=action.revision,
        text=text,
        purpose=check_text(wanted.purpose.strip(), field="purpose"),
        owner_name=wanted.owner_name.strip(),
        owner_role=wanted.owner_role.strip(),
        owner_agency=wanted.owner_agency,
        owner_attendance_id=wanted.owner_attendance_id,
        on_behalf_taken_by=wanted.on_behalf_taken_by.strip(),
        deadline=wanted.deadline,
        urgent=wanted.urgent,
    )
    if replace(changed, revision=kept.revision) == kept:
        return kept
    where = None if meeting is None or approved else meeting.id
    saved = _save_revised(work, uow, kept, changed, where)
    entry = uow.find(Entry, kept.entry_id or "")
    if entry is not None and not approved and entry.text != text:
        uow.save(replace(entry, text=text))
    return saved


def tracker(
    work: Work,
    *,
    on: date | None = None,
    open_only: bool = False,
    overdue_only: bool = False,
    agency: str = "",
    case_reference: str = "",
) -> tuple[ActionRow, ...]:
    """The actions of all cases, open ones first by date. `on` is the day that "overdue" is measured against.

    Raises NotFound for a case reference that the vault does not hold.
    """
    with work.reading() as reading:
        case = find_case(reading, case_reference) if case_reference else None
        if case_reference and case is None:
            raise NotFound(f"There is no case {case_reference.strip()}.", field="case")
        return action_queries.rows(
            reading,
            on=on or work.today(),
            open_only=open_only,
            overdue_only=overdue_only,
            agency=agency,
            case_reference=case.reference if case else "",
        )


def history(work: Work, *, action_id: str) -> tuple[ActionEvent, ...]:
    """Everything that happened to an action, oldest first. Raises NotFound."""
    with work.reading() as reading:
        reading.get(Action, action_id)
        return action_events(reading, action_id)


def action_of_entry(work: Work, uow: UnitOfWork, meeting: Meeting, entry: Entry, fresh: Action) -> Action:
    """Saves the action of an entry: the one it had, under its old number, else `fresh` with the next.

    Raises NotFound for an unknown agency or person. Durable when the unit is left.
    """
    had = uow.all(Action, entry_id=entry.id)
    if had:
        return uow.save(replace(had[0], removed=False, text=entry.text))
    case = uow.get(Case, meeting.case_id)
    owned = _with_owner(work, uow, meeting, fresh)
    action = uow.save(
        replace(
            owned,
            tag=action_tag(meeting.number, last_action_place(uow, meeting.id) + 1),
            deadline=resolved(work, uow, owned.deadline, case=case, meeting=meeting),
        )
    )
    note_event(
        work,
        uow,
        action,
        ActionEventKind.MADE,
        meeting_id=meeting.id,
        due_after=action.deadline.on,
        owner_after=owner_words(action),
    )
    return action


def take_action_off(uow: UnitOfWork, entry: Entry) -> None:
    """Marks the action of an entry as removed; its number stays taken. Durable when the unit is left.

    Raises RuleError when a later meeting dealt with it.
    """
    for action in uow.all(Action, entry_id=entry.id, removed=False):
        check_not_dealt_with(uow, action)
        uow.save(replace(action, removed=True))


def put_action_back(uow: UnitOfWork, entry: Entry) -> None:
    """Brings the action of an entry back under its number. Durable when the unit is left."""
    for action in uow.all(Action, entry_id=entry.id, removed=True):
        uow.save(replace(action, removed=False))


def made_by(reading: Reading, action: Action) -> Meeting | None:
    """The meeting that made an action, None for one that came from elsewhere."""
    return reading.get(Meeting, action.meeting_id) if action.meeting_id else None


def _with_owner(work: Work, uow: UnitOfWork, meeting: Meeting | None, action: Action) -> Action:
    if action.owner_attendance_id is not None and meeting is not None:
        row: Attendance = meeting_attendance(uow, meeting.id, action.owner_attendance_id)
        action = replace(
            action,
            owner_agency=action.owner_agency or row.agency,
            owner_name=action.owner_name or row.name,
            owner_role=action.owner_role or row.role,
        )
    if action.owner_agency:
        known_agency(uow, work, action.owner_agency)
    return action


def _save_revised(
    work: Work, uow: UnitOfWork, before: Action, after: Action, meeting_id: str | None
) -> Action:
    """Saves the revised action; its line is one of the record of `meeting_id` until that is approved."""
    redated = after.deadline != before.deadline
    new_owner = owner_words(after) != owner_words(before)
    if (redated or new_owner) and after.acceptance is not Acceptance.NOT_READ_BACK:
        after = replace(after, acceptance=Acceptance.NOT_READ_BACK, accepted_at=None, objection="")
    saved = uow.save(after)
    note_event(
        work,
        uow,
        saved,
        ActionEventKind.REDATED if redated else ActionEventKind.UPDATED,
        meeting_id=meeting_id,
        due_before=before.deadline.on if redated else None,
        due_after=after.deadline.on if redated else None,
        owner_before=owner_words(before) if new_owner else "",
        owner_after=owner_words(after) if new_owner else "",
    )
    return saved
