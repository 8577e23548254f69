"""What a review makes of an action, and its owner's yes: each a line in the action's history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mappa_desk.domain.action_lives import own_note
from mappa_desk.domain.actions import (
    Acceptance,
    Action,
    ActionEventKind,
    ActionState,
    Channel,
    Deadline,
    DeadlineKind,
)
from mappa_desk.domain.carry_over import ANOTHER_OUTCOME, KEEPING, SETTLING
from mappa_desk.domain.carry_over import outcome as outcome_of
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.services.action_history import action_events, carried_here, note_event, owner_words
from mappa_desk.services.due_dates import date_between, resolved
from mappa_desk.services.filing import known_agency, writable_meeting
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork

_WORDS = {
    ActionEventKind.DONE: "done",
    ActionEventKind.DONE_LATE: "done late",
    ActionEventKind.OVERTAKEN: "overtaken by events",
    ActionEventKind.NOT_DONE: "not done",
    ActionEventKind.WITHDRAWN: "withdrawn",
    ActionEventKind.CARRIED: "carried over",
    ActionEventKind.REDATED: "new date",
    ActionEventKind.TRANSFERRED: "transferred",
    ActionEventKind.UPDATED: "update",
    ActionEventKind.REOPENED: "open again",
}
_STILL_HELD = (MeetingState.PLANNED, MeetingState.RUNNING, MeetingState.ADJOURNED)
_ACCEPTED = {
    Acceptance.ACCEPTED: ActionEventKind.ACCEPTED,
    Acceptance.ON_BEHALF: ActionEventKind.ACCEPTED_ON_BEHALF,
    Acceptance.OBJECTED: ActionEventKind.OBJECTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What was made of an action, at a meeting or between meetings when there is none."""

    meeting: Meeting | None = None
    outcome: ActionEventKind
    note: str
    told_by: str = ""
    on: date
    due: Deadline | None = None
    owner: tuple[str, str, str] = ("", "", "")
    """Agency, name and role of a new owner."""
    came_by: Channel = Channel.NOT_SAID
    evidence: str = ""
    chase_id: str | None = None


def review_action(
    work: Work,
    *,
    action_id: str,
    meeting_id: str | None,
    outcome: ActionEventKind,
    note: str = "",
    told_by: str = "",
    on: date | None = None,
    due: Deadline | None = None,
    owner_agency: str = "",
    owner_name: str = "",
    owner_role: str = "",
) -> Outcome[Action]:
    """Gives an action its outcome at a review, or between meetings when `meeting_id` is None.

    DONE on a day (`on`, today unless given) after the deadline becomes DONE_LATE. CARRIED counts one up for
    each meeting and may bring a new date (`due`); "next meeting" then means the one after this review.
    TRANSFERRED takes the new owner. Another outcome at the same review replaces the first, and its date with
    it. Raises RuleError
    for a missing reason or owner. One undo step of the reviewing meeting. Durable on return.
    """
    if outcome not in _WORDS:
        raise RuleError("This is no outcome of a review.", field="outcome")
    reason = own_note(check_text(note.strip(), field="note"))
    with work.writing() as uow:
        action = uow.get(Action, action_id)
        meeting = writable_meeting(uow, meeting_id) if meeting_id is not None else None
        if action.removed or (meeting is not None and meeting.case_id != action.case_id):
            raise RuleError("This action is not one of this case.", field="action")
        review = Review(
            meeting=meeting,
            outcome=outcome,
            note=reason,
            told_by=told_by.strip(),
            on=on or work.today(),
            due=due,
            owner=(owner_agency, owner_name.strip(), owner_role.strip()),
        )
        kept = give_outcome(work, uow, action, review)
        if meeting is not None:
            uow.step(meeting.id, f"{action.tag}: {_WORDS[outcome]}")
        return Outcome(kept, uow.changes)


def read_back(
    work: Work,
    *,
    action_id: str,
    acceptance: Acceptance,
    by: str = "",
    objection: str = "",
    meeting_id: str | None = None,
) -> Outcome[Action]:
    """Stamps what the owner said when the action was read back. `by` is who took it for an absent owner.

    `meeting_id` is the meeting at which it was read back, the one that made it unless given. May be recorded
    after approval too, when the owner's own yes comes later. One undo step before approval.
    Raises RuleError for a missing name or reason. Durable on return.
    """
    taken_by, why = by.strip(), check_text(objection.strip(), field="objection")
    if acceptance not in _ACCEPTED:
        raise RuleError("Accepted, accepted on behalf, or objected to.", field="acceptance")
    if acceptance is Acceptance.ON_BEHALF and not taken_by:
        raise RuleError("Who takes it for the owner and undertakes to tell them?", field="by")
    if acceptance is Acceptance.OBJECTED and not why:
        raise RuleError("Why does the owner object?", field="objection")
    with work.writing() as uow:
        action, meeting = _action_and_meeting(uow, action_id, meeting_id)
        kept = uow.save(
            replace(
                action,
                acceptance=acceptance,
                accepted_at=work.now(),
                on_behalf_taken_by=taken_by
                if acceptance is Acceptance.ON_BEHALF
                else action.on_behalf_taken_by,
                objection=why if acceptance is Acceptance.OBJECTED else "",
            )
        )
        event = _ACCEPTED[acceptance]
        where = meeting.id if meeting else None
        note_event(work, uow, kept, event, meeting_id=where, note=why, told_by=taken_by)
        if meeting is not None and meeting.state is not MeetingState.APPROVED:
            uow.step(meeting.id, f"Action {_number(kept, meeting)}: {acceptance.value.replace('_', ' ')}")
        return Outcome(kept, uow.changes)


def unread_back(work: Work, *, action_id: str, meeting_id: str | None = None) -> Outcome[Action]:
    """Takes the stamp of a read-back away; it can be taken away until the meeting is closed.

    `meeting_id` is the meeting at which it was stamped, the one that made the action unless given.

    One undo step. Raises RuleError afterwards, or when there is no stamp. Durable on return.
    """
    with work.writing() as uow:
        action, meeting = _action_and_meeting(uow, action_id, meeting_id)
        if meeting is None or meeting.state not in _STILL_HELD:
            raise RuleError("The meeting is closed; what was read back stays as it was stamped.")
        if action.acceptance is Acceptance.NOT_READ_BACK:
            raise RuleError("This action was not read back.")
        bare = replace(action, acceptance=Acceptance.NOT_READ_BACK, accepted_at=None, objection="")
        if action.acceptance is Acceptance.ON_BEHALF:
            bare = replace(bare, on_behalf_taken_by=_taker_before(uow, action))
        kept = uow.save(bare)
        note_event(work, uow, kept, ActionEventKind.ACCEPTANCE_UNDONE, meeting_id=meeting.id)
        uow.step(meeting.id, f"Action {_number(kept, meeting)}: stamp taken back")
        return Outcome(kept, uow.changes)


def give_outcome(work: Work, uow: UnitOfWork, action: Action, review: Review) -> Action:
    """Gives an action its outcome in this unit of work, as `review_action` does, and gives it back as kept.

    Raises RuleError, NotFound. Durable when the unit is left.
    """
    where = review.meeting.id if review.meeting else None
    here = carried_here(action_events(uow, action.id), where)
    opened = action
    if (review.outcome in SETTLING and (action.state is not ActionState.OPEN or here)) or (
        review.outcome in KEEPING and action.state is not ActionState.OPEN
    ):
        opened = _taken_back(work, uow, action, where, here)
    if review.outcome is ActionEventKind.UPDATED:
        after = opened
    else:
        after = outcome_of(
            opened,
            review.outcome,
            on=review.on,
            note=review.note,
            deadline=_dated(work, uow, opened, review),
            carried_here=here and opened is action,
        )
    if review.outcome is ActionEventKind.TRANSFERRED:
        after = _transferred(work, uow, after, review.owner)
    kept = after if after == action else uow.save(after)
    _note_outcome(work, uow, opened, kept, review)
    return kept


def _taken_back(work: Work, uow: UnitOfWork, action: Action, where: str | None, here: bool) -> Action:
    """The action as it was before this meeting's first outcome; a date that it gave goes with it."""
    deadline = _before_carried(uow, action) if here else action.deadline
    moved = deadline.on != action.deadline.on
    note_event(
        work,
        uow,
        action,
        ActionEventKind.REOPENED,
        meeting_id=where,
        note=ANOTHER_OUTCOME,
        due_before=action.deadline.on if moved else None,
        due_after=deadline.on if moved else None,
    )
    return replace(
        action,
        state=ActionState.OPEN,
        settled_on=None,
        settled_note="",
        carried=action.carried - (1 if here else 0),
        deadline=deadline,
    )


def _before_carried(uow: UnitOfWork, action: Action) -> Deadline:
    """The deadline from before the action was last carried; a date that was given since stays."""
    past = [revision.body for revision in uow.revisions(Action, action.id) if revision.body is not None]
    carried = max((at for at, body in enumerate(past) if body.carried < action.carried), default=None)
    if carried is None or _day(past[carried + 1].deadline) != _day(action.deadline):
        return action.deadline
    return past[carried].deadline


def _day(deadline: Deadline) -> tuple[DeadlineKind, date | None]:
    """What makes two deadlines the same one: the day of an event moves with the event."""
    return deadline.kind, deadline.on if deadline.kind is DeadlineKind.DATE else None


def _note_outcome(work: Work, uow: UnitOfWork, before: Action, after: Action, review: Review) -> None:
    """Notes the outcome with its reason. A new date that comes with it has a line without a second reason."""
    where = review.meeting.id if review.meeting else None
    kind = review.outcome
    if kind is ActionEventKind.DONE and after.state is ActionState.DONE_LATE:
        kind = ActionEventKind.DONE_LATE
    handed = owner_words(after) != owner_words(before)
    due_before, due_after = before.deadline.on, after.deadline.on
    note_event(
        work,
        uow,
        after,
        kind,
        meeting_id=where,
        note=review.note,
        told_by=review.told_by,
        due_before=due_before,
        due_after=due_after,
        owner_before=owner_words(before) if handed else "",
        owner_after=owner_words(after) if handed else "",
        came_by=review.came_by,
        evidence=review.evidence,
        chase_id=review.chase_id,
    )
    if kind is not ActionEventKind.REDATED and due_after != due_before:
        note_event(
            work,
            uow,
            after,
            ActionEventKind.REDATED,
            meeting_id=where,
            due_before=due_before,
            due_after=due_after,
        )


def _transferred(work: Work, uow: UnitOfWork, action: Action, owner: tuple[str, str, str]) -> Action:
    agency, name, role = owner
    if not (agency or name or role):
        raise RuleError("Who takes it over?", field="owner")
    if agency:
        known_agency(uow, work, agency)
    return replace(
        action,
        owner_agency=agency,
        owner_name=name,
        owner_role=role,
        owner_attendance_id=None,
        on_behalf_taken_by="",
        acceptance=Acceptance.NOT_READ_BACK,
        accepted_at=None,
        objection="",
    )


def _dated(work: Work, uow: UnitOfWork, action: Action, review: Review) -> Deadline | None:
    """The new deadline with its date. "Next meeting" of a carried action is the one after this review."""
    deadline = review.due
    if deadline is None and review.outcome is ActionEventKind.CARRIED:
        if action.deadline.kind is not DeadlineKind.NEXT_MEETING:
            return None
        deadline = action.deadline
    if deadline is None:
        return None
    case = uow.get(Case, action.case_id)
    if review.meeting is None:
        return date_between(work, uow, deadline, case)
    return resolved(work, uow, deadline, case=case, meeting=review.meeting)


def _action_and_meeting(
    uow: UnitOfWork, action_id: str, meeting_id: str | None = None
) -> tuple[Action, Meeting | None]:
    action = uow.get(Action, action_id)
    if action.removed:
        raise RuleError("This action was removed; bring it back first.")
    where = meeting_id or action.meeting_id
    if where is None:
        return action, None
    meeting = uow.get(Meeting, where)
    if meeting.case_id != action.case_id:
        raise NotFound("This action belongs to another case.", field="meeting")
    return action, meeting


def _number(action: Action, meeting: Meeting) -> str:
    """The number within the meeting that made it, or the whole tag of an older one."""
    return str(action.place) if action.meeting_id == meeting.id else action.tag


def _taker_before(uow: UnitOfWork, action: Action) -> str:
    """Who was named as taking it before it was stamped on somebody's behalf."""
    past = [revision.body for revision in uow.revisions(Action, action.id) if revision.body is not None]
    earlier = (body for body in reversed(past) if body.acceptance is not Acceptance.ON_BEHALF)
    return next((body.on_behalf_taken_by for body in earlier), "")
