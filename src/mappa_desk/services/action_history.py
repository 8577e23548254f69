"""The history of an action: read, added to, and kept true when a change of the record is taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from mappa_desk.domain.actions import (
    Acceptance,
    Action,
    ActionEvent,
    ActionEventKind,
    ActionState,
    Channel,
    DeadlineKind,
)
from mappa_desk.domain.carry_over import (
    ANOTHER_OUTCOME,
    BY_UNDO,
    SETTLING,
    events_that_stand,
    is_settled_at,
    state_after,
)
from mappa_desk.domain.errors import RuleError
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

_ACCEPTANCE = {
    Acceptance.NOT_READ_BACK: ActionEventKind.ACCEPTANCE_UNDONE,
    Acceptance.ACCEPTED: ActionEventKind.ACCEPTED,
    Acceptance.ON_BEHALF: ActionEventKind.ACCEPTED_ON_BEHALF,
    Acceptance.OBJECTED: ActionEventKind.OBJECTED,
}


def action_events(reading: Reading, action_id: str) -> tuple[ActionEvent, ...]:
    """The history of one action, oldest first."""
    return reading.all(ActionEvent, order_by="at", action_id=action_id)


def in_turn(reading: Reading, action_id: str, moment: datetime, *, apart: bool = False) -> datetime:
    """The moment for a new line of a history: `moment`, or just after the newest line where that is later.

    A clock that was put right, or a case file from a laptop whose clock was ahead, must not put a line before
    the one that it follows: an action that is done would come back. `apart` keeps it apart from a newest line
    of the same moment too. Both are aware; the zone is that of `moment`.
    """
    newest = max((event.at for event in action_events(reading, action_id)), default=None)
    if newest is None or newest < moment or (newest == moment and not apart):
        return moment
    return (newest + timedelta(microseconds=1)).astimezone(moment.tzinfo)


def carried_here(events: Iterable[ActionEvent], meeting_id: str | None) -> bool:
    """True when this meeting has carried the action and not taken that back."""
    carried = False
    for event in events:
        if meeting_id is not None and event.meeting_id == meeting_id:
            if event.event_kind is ActionEventKind.CARRIED:
                carried = True
            elif event.event_kind is ActionEventKind.REOPENED:
                carried = False
    return carried


def check_not_dealt_with(reading: Reading, action: Action) -> None:
    """Raises RuleError for an action of which a later meeting's record tells: it may not vanish there."""
    others = {event.meeting_id for event in action_events(reading, action.id)} - {None, action.meeting_id}
    if others and not action.removed:
        raise RuleError("A later meeting dealt with this action, so it stays in the record.")


def owner_words(action: Action) -> str:
    """The owner of an action in one line: name, role, agency code."""
    return ", ".join(part for part in (action.owner_name, action.owner_role, action.owner_agency) if part)


def note_event(
    work: Work,
    uow: UnitOfWork,
    action: Action,
    kind: ActionEventKind,
    *,
    meeting_id: str | None = None,
    note: str = "",
    told_by: str = "",
    due_before: date | None = None,
    due_after: date | None = None,
    owner_before: str = "",
    owner_after: str = "",
    came_by: Channel = Channel.NOT_SAID,
    evidence: str = "",
    rung: str = "",
    chase_id: str | None = None,
) -> ActionEvent:
    """Adds one line to the history of an action. Durable when the unit of work is left."""
    return uow.save(
        ActionEvent(
            id=work.new_id(),
            action_id=action.id,
            meeting_id=meeting_id,
            at=in_turn(uow, action.id, work.now()),
            event_kind=kind,
            note=note,
            told_by=told_by,
            due_before=due_before,
            due_after=due_after,
            owner_before=owner_before,
            owner_after=owner_after,
            came_by=came_by,
            evidence=evidence,
            rung=rung,
            chase_id=chase_id,
        )
    )


def note_turned(
    work: Work,
    uow: UnitOfWork,
    before: Action,
    after: Action,
    meeting_id: str,
    *,
    step: tuple[Action, Action] | None = None,
) -> None:
    """Adds to an action's history what undo or redo made of it: what was taken back, what stands again.

    A history is only ever added to, so a step that is taken back leaves its own line, and an outcome that
    stands again has its own words once more. `step` is the action as that step left it and as it is to be:
    something told between meetings may have changed `before` meanwhile, which is no word of this meeting.
    Durable when the unit is left.
    """
    left, wanted = step or (before, after)
    if before.acceptance is not after.acceptance:
        note_event(work, uow, after, _ACCEPTANCE[after.acceptance], meeting_id=meeting_id, note=BY_UNDO)
    events = action_events(uow, after.id)
    stands = _outcome_that_stands(left, wanted, events, meeting_id)
    turned = _weight(left) != _weight(wanted)
    if turned and is_settled_at(events, meeting_id):
        note_event(work, uow, after, ActionEventKind.REOPENED, meeting_id=meeting_id, note=BY_UNDO)
    if stands is None and left.state is not ActionState.OPEN and wanted.state is ActionState.OPEN:
        here = events_that_stand(action_events(uow, after.id), meeting_id)
        opened = any(one.event_kind is ActionEventKind.REOPENED for one in here)
        stands = None if opened else ActionEventKind.REOPENED
    told = _as_told(events, stands, wanted, meeting_id)
    if turned and told is not None:
        uow.save(replace(told, id=work.new_id(), revision=0, at=in_turn(uow, after.id, work.now())))
    elif turned and stands not in (None, ActionEventKind.REOPENED) and _is_of(events, stands, meeting_id):
        _note_change(work, uow, stands, before=before, after=after, meeting_id=meeting_id)
    elif before.deadline.on != after.deadline.on:
        _note_change(work, uow, ActionEventKind.REDATED, before=before, after=after, meeting_id=None)
    if state_after(action_events(uow, after.id)) is not after.state:
        is_open = after.state is ActionState.OPEN
        kind = ActionEventKind.REOPENED if is_open else ActionEventKind(after.state.value)
        note_event(work, uow, after, kind, note=BY_UNDO)


def _is_of(events: Iterable[ActionEvent], kind: ActionEventKind, meeting_id: str) -> bool:
    """True for an outcome of a meeting, False for a state that was told between meetings."""
    own = any(one.event_kind is kind and one.meeting_id == meeting_id for one in events)
    return own or kind not in SETTLING


def _weight(action: Action) -> tuple[ActionState, int, str, DeadlineKind, date | None]:
    """What outcomes change. The day of an event moves with the event, which is no outcome."""
    deadline = action.deadline
    on = deadline.on if deadline.kind is DeadlineKind.DATE else None
    return action.state, action.carried, owner_words(action), deadline.kind, on


def _outcome_that_stands(
    before: Action, after: Action, events: tuple[ActionEvent, ...], meeting_id: str
) -> ActionEventKind | None:
    """The outcome of the meeting that the turned action shows, None when it shows none."""
    if after.state is not ActionState.OPEN:
        return ActionEventKind(after.state.value)
    if after.carried > before.carried - carried_here(events, meeting_id):
        return ActionEventKind.CARRIED
    here = [event for event in events if event.meeting_id == meeting_id]
    for event in here:
        handed = event.event_kind is ActionEventKind.TRANSFERRED
        if handed and event.owner_after == owner_words(after):
            return ActionEventKind.TRANSFERRED
        redated = event.event_kind is ActionEventKind.REDATED and event.due_before != event.due_after
        if redated and event.due_after == after.deadline.on:
            return ActionEventKind.REDATED
    return ActionEventKind.UPDATED if owner_words(before) != owner_words(after) else None


def _as_told(
    events: tuple[ActionEvent, ...], kind: ActionEventKind | None, after: Action, meeting_id: str
) -> ActionEvent | None:
    """The line by which the meeting told this outcome the first time, None when it never did."""
    for event in reversed(events):
        own = event.note not in (BY_UNDO, ANOTHER_OUTCOME)
        same = event.event_kind is kind and event.meeting_id == meeting_id and own
        if same and event.due_after == after.deadline.on and event.owner_after in ("", owner_words(after)):
            return event
    return None


def _note_change(
    work: Work,
    uow: UnitOfWork,
    kind: ActionEventKind,
    *,
    before: Action,
    after: Action,
    meeting_id: str | None,
) -> None:
    handed = owner_words(before) != owner_words(after)
    note_event(
        work,
        uow,
        after,
        kind,
        meeting_id=meeting_id,
        note=BY_UNDO,
        due_before=before.deadline.on,
        due_after=after.deadline.on,
        owner_before=owner_words(before) if handed else "",
        owner_after=owner_words(after) if handed else "",
    )
