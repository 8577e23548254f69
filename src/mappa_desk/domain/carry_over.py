"""Nothing open ever drops: every open action comes back at the next review and leaves it with an outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind, ActionState, Deadline
from mappa_desk.domain.deadlines import is_overdue
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.views import PastAction

BY_UNDO = "By undo or redo"
"""The whole note of a line that undo or redo of a meeting's record left."""
ANOTHER_OUTCOME = "Another outcome was given"
"""The note of a line that only made room for the outcome behind it."""
SETTLING = {
    ActionEventKind.DONE: ActionState.DONE,
    ActionEventKind.DONE_LATE: ActionState.DONE_LATE,
    ActionEventKind.OVERTAKEN: ActionState.OVERTAKEN,
    ActionEventKind.NOT_DONE: ActionState.NOT_DONE,
    ActionEventKind.WITHDRAWN: ActionState.WITHDRAWN,
}
"""Events that close an action, with the state that they leave."""
KEEPING = frozenset({ActionEventKind.CARRIED, ActionEventKind.REDATED, ActionEventKind.TRANSFERRED})
"""Events that leave an action open and still say what the meeting made of it."""
_NEEDS_REASON = {
    ActionEventKind.CARRIED: "Say why it is carried over.",
    ActionEventKind.REDATED: "Say why the date moves.",
    ActionEventKind.OVERTAKEN: "Say what overtook it.",
    ActionEventKind.NOT_DONE: "Say why it was not done.",
    ActionEventKind.WITHDRAWN: "Say who withdrew it, and why.",
    ActionEventKind.REOPENED: "Say why it is opened again.",
}


def past_actions(
    actions: Iterable[Action], events: Iterable[ActionEvent], *, meeting: Meeting, today: date
) -> tuple[PastAction, ...]:
    """The actions that lay open when `meeting` began, earliest date first, so that overdue ones lead.

    `actions` and `events` are those of the whole case, in any order. An action that this meeting or a
    telephone call since has settled stays in the list, so that the meeting's record is whole; one that
    was opened again comes back. The order does not move while the meeting gives new dates. Removed
    actions, those that this meeting or a later one made, and those that came in from elsewhere after it was
    over are left out.
    """
    histories = _histories(events)
    found = []
    for action in actions:
        if action.removed or made_at(action) >= meeting.number:
            continue
        history = histories.get(action.id, ())
        if _belongs(action, history, meeting):
            past = _past(action, history, meeting, today)
            found.append((_due_at_start(action, history, meeting), _tag_order(action), past))
    return tuple(past for _, _, past in sorted(found, key=lambda row: row[:2]))


def will_carry(actions: Iterable[Action], past: Iterable[PastAction]) -> tuple[Action, ...]:
    """What the next review will ask after as things stand: open actions, soonest due first, undated last.

    `actions` are those that the meeting made and `past` those from before.
    """
    every = (*actions, *(one.action for one in past))
    found = [one for one in every if one.state is ActionState.OPEN and not one.removed]
    return tuple(sorted(found, key=lambda one: (one.deadline.on or date.max, *_tag_order(one))))


def made_at(action: Action) -> int:
    """Number of the meeting that made the action, read off its tag ("M03-07" gives 3)."""
    return int(action.tag[1:].partition("-")[0])


def is_settled_at(events: Iterable[ActionEvent], meeting_id: str) -> bool:
    """True when the meeting gave the action an outcome and did not open it again afterwards."""
    kinds = [event.event_kind for event in _in_order(events) if event.meeting_id == meeting_id]
    told = [kind for kind in kinds if kind in SETTLING or kind in KEEPING or kind is ActionEventKind.REOPENED]
    return bool(told) and told[-1] is not ActionEventKind.REOPENED


def events_that_stand(events: Iterable[ActionEvent], meeting_id: str) -> tuple[ActionEvent, ...]:
    """What a meeting added to a history and did not take back, oldest first: the ground of its minutes.

    An outcome that was undone or replaced at the same meeting goes with the line that opened the action
    again. An action that was settled before and opened again at this meeting keeps that line, unless undo
    settled it again as it was before.
    """
    stand: list[ActionEvent] = []
    last, outcome_went = "", False
    for event in _in_order(events):
        by_undo = event.note == BY_UNDO
        settles_again = by_undo and event.meeting_id is None and event.event_kind in SETTLING
        if settles_again and last == meeting_id and not outcome_went:
            stand = [one for one in stand if one.event_kind is not ActionEventKind.REOPENED]
        outcome_went = outcome_went and by_undo
        last = event.meeting_id or last
        if event.meeting_id != meeting_id:
            continue
        taken_back = [one for one in stand if one.event_kind in SETTLING or one.event_kind in KEEPING]
        if event.event_kind is ActionEventKind.REOPENED and taken_back:
            stand = [one for one in stand if one not in taken_back]
            stand = [one for one in stand if not by_undo or one.note != ANOTHER_OUTCOME]
            outcome_went = by_undo
        else:
            stand.append(event)
    return tuple(stand)


def state_after(events: Iterable[ActionEvent]) -> ActionState:
    """The state that a history leaves an action in. No event, or none that settles, leaves it open."""
    state = ActionState.OPEN
    for event in _in_order(events):
        if event.event_kind is ActionEventKind.REOPENED:
            state = ActionState.OPEN
        else:
            state = SETTLING.get(event.event_kind, state)
    return state


def carried_count(events: Iterable[ActionEvent]) -> int:
    """How many meetings have carried an action over. A meeting that says so twice counts once."""
    return len({event.meeting_id for event in events if event.event_kind is ActionEventKind.CARRIED})


def outcome(
    action: Action,
    kind: ActionEventKind,
    *,
    on: date,
    note: str = "",
    deadline: Deadline | None = None,
    carried_here: bool = False,
) -> Action:
    """The action as an outcome of `kind` leaves it on the day `on`.

    Done after its date is done late. What was not simply done needs its reason in `note`: "the agency
    did not do it" and "overtaken by events" are never one state. `deadline` is the new date of a carried
    or redated action; `carried_here` says that this meeting has carried it already, which counts once.
    Raises RuleError for a missing reason or date, and for an outcome that the present state does not take.
    """
    if kind in _NEEDS_REASON and not note.strip():
        raise RuleError(_NEEDS_REASON[kind], field="note")
    if kind is ActionEventKind.REOPENED:
        if action.state is ActionState.OPEN:
            raise RuleError(f"Action {action.tag} is open already.", field="outcome")
        return replace(action, state=ActionState.OPEN, settled_on=None, settled_note="")
    if action.state is not ActionState.OPEN:
        raise RuleError(f"Action {action.tag} is settled already. Open it again first.", field="outcome")
    if kind in SETTLING:
        return replace(action, state=_settled(action, kind, on), settled_on=on, settled_note=note)
    if kind is ActionEventKind.REDATED and deadline is None:
        raise RuleError("Give the new date.", field="due")
    moved = action if deadline is None else replace(action, deadline=deadline)
    if kind is ActionEventKind.CARRIED and not carried_here:
        return replace(moved, carried=moved.carried + 1)
    return moved


def _settled(action: Action, kind: ActionEventKind, on: date) -> ActionState:
    if kind is ActionEventKind.DONE and is_overdue(action, on):
        return ActionState.DONE_LATE
    return SETTLING[kind]


def open_at_end(action: Action, history: Sequence[ActionEvent], meeting: Meeting) -> bool:
    """True for an action that lay open when the meeting ended, by what was told at it and until then.

    Of a meeting that is not over it is whether the action is open now.
    """
    is_open = action.state is ActionState.OPEN
    if meeting.ended_at is None or (state_after(history) is ActionState.OPEN) is not is_open:
        return is_open
    then = [event for event in history if event.meeting_id == meeting.id or event.at <= meeting.ended_at]
    return state_after(then) is ActionState.OPEN


def is_folded(action: Action, today: date) -> bool:
    """True for an open action that is not to be looked at yet and is not overdue: a list may fold it away.

    It stays in the record: a review still says what became of it, if only that it is not yet due.
    """
    is_open = action.state is ActionState.OPEN and not action.removed
    return is_open and action.look_on is not None and today < action.look_on and not is_overdue(action, today)


def _past(action: Action, history: tuple[ActionEvent, ...], meeting: Meeting, today: date) -> PastAction:
    settled = is_settled_at(history, meeting.id)
    return PastAction(
        action=action,
        events=history,
        settled_here=settled,
        overdue=is_overdue(action, today),
        left_open=open_at_end(action, history, meeting),
        folded=not settled and is_folded(action, today),
    )


def _came_in_later(action: Action, history: Sequence[ActionEvent], meeting: Meeting) -> bool:
    """True for an action from elsewhere that the vault has only since the meeting was over."""
    if meeting.ended_at is None:
        return False
    made = _came_in_at(action, history)
    return made is not None and made > meeting.ended_at


def _came_in_at(action: Action, history: Sequence[ActionEvent]) -> datetime | None:
    """When an action came in that no meeting made: what its history holds of that moment came with it."""
    made = (event.at for event in history if event.event_kind is ActionEventKind.MADE)
    return next(made, None) if action.meeting_id is None else None


def _belongs(action: Action, history: Sequence[ActionEvent], meeting: Meeting) -> bool:
    if any(event.meeting_id == meeting.id for event in history):
        return True
    if _came_in_later(action, history, meeting):
        return False
    started, came_in = meeting.started_at, _came_in_at(action, history)
    before = [event for event in history if started is None or event.at < started or event.at == came_in]
    if state_after(before) is ActionState.OPEN:
        return True
    return meeting.ended_at is None and action.state is ActionState.OPEN


def _due_at_start(action: Action, history: Sequence[ActionEvent], meeting: Meeting) -> date:
    moved_here = (
        event for event in history if event.meeting_id == meeting.id and event.due_after != event.due_before
    )
    first = next(moved_here, None)
    due = action.deadline.on if first is None else first.due_before
    return due or date.max


def _tag_order(action: Action) -> tuple[int, int]:
    return made_at(action), action.place


def _histories(events: Iterable[ActionEvent]) -> dict[str, tuple[ActionEvent, ...]]:
    by_action: dict[str, list[ActionEvent]] = {}
    for event in _in_order(events):
        by_action.setdefault(event.action_id, []).append(event)
    return {action_id: tuple(history) for action_id, history in by_action.items()}


def _in_order(events: Iterable[ActionEvent]) -> list[ActionEvent]:
    return sorted(events, key=lambda event: event.at)
