"""The life of one action, line by line: what stands of it, what was taken back, how often its day moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise

from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind, ActionState
from mappa_desk.domain.carry_over import BY_UNDO, SETTLING
from mappa_desk.domain.chasing import Rung
from mappa_desk.domain.errors import RuleError

TAKEN_BACK = "Taken back"
"""The whole note of a line that takes back the one before it. A history is only ever added to."""
RELEASE_MOVED = "The release date changed"
"""The whole note of a new date that follows the release."""
LABEL_LIMIT = 40

_OWN_MARKS = frozenset({TAKEN_BACK, BY_UNDO, RELEASE_MOVED})
_BY_ITSELF = frozenset({BY_UNDO, RELEASE_MOVED})
_LABEL = re.compile(r"\w[\w-]*")
_NEVER_TAKEN_BACK = frozenset(
    {ActionEventKind.MADE, ActionEventKind.CARRIED, ActionEventKind.ACCEPTANCE_UNDONE}
)
_ANSWERS = frozenset({ActionEventKind.ACCEPTED, ActionEventKind.ACCEPTED_ON_BEHALF, ActionEventKind.OBJECTED})
STATE = ("state", "settled_on", "settled_note")
"""The fields that say how an action ended, or that it did not."""
_DUE = ("deadline",)
_OWNER = ("owner_name", "owner_role", "owner_agency", "owner_attendance_id")
_YES = ("acceptance", "accepted_at", "on_behalf_taken_by", "objection")
_MARKS = ("labels", "urgent", "before_release", "look_on")
_CHANGES: dict[ActionEventKind, tuple[str, ...]] = {
    **dict.fromkeys((*SETTLING, ActionEventKind.REOPENED), STATE),
    **dict.fromkeys(_ANSWERS, _YES),
    ActionEventKind.REDATED: _DUE,
    ActionEventKind.TRANSFERRED: _OWNER + _YES,
    ActionEventKind.MARKED: _MARKS,
}
"""The fields of an action that a line of each kind may have changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeLine:
    """One line of an action's life with what is told beside it."""

    event: ActionEvent
    meeting_tag: str = ""
    """The meeting at which it happened, "M03"; empty between meetings."""
    rung_title: str = ""
    """Title of the rung of the ladder, for a line of chasing."""
    kept_by: str = ""
    """Who was at the keys."""
    stands: bool = True
    """False for a line that was taken back and for the one that took it back."""

    @property
    def takes_back(self) -> bool:
        """True for a line that takes back the one before it."""
        return takes_back(self.event)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLife:
    """One action from its making to now: the picture at the side of the tracker."""

    action: Action
    case_reference: str
    reference: str
    """Full reference, "LAN-0417-M03-07"."""
    agency_name: str
    lines: tuple[LifeLine, ...]
    """Oldest first."""
    carried: int
    redated: int
    overdue: bool
    days_left: int | None
    """Days until it is due, negative when past; None when settled or undated."""
    rung: Rung | None = None
    """The rung of the escalation ladder on which it stands."""
    prompts_chair: bool = False
    """True when carrying it once more would be one time too many by the area's own figure."""
    last_doing: tuple[ActionEvent, ...] = ()
    """The newest lines, when they were kept between meetings and can be taken back; else empty."""


def in_order(events: Iterable[ActionEvent]) -> list[ActionEvent]:
    """The lines of a history, oldest first; those of one moment as they were kept."""
    return sorted(events, key=lambda event: event.at)


def takes_back(event: ActionEvent) -> bool:
    """True for a line that takes back what was kept between meetings before it."""
    return event.meeting_id is None and event.note == TAKEN_BACK


def own_note(note: str) -> str:
    """What somebody typed, told apart from the words that the program itself writes into a history."""
    return f"{note}." if note in _OWN_MARKS else note


def doings_that_stand(events: Iterable[ActionEvent]) -> tuple[tuple[ActionEvent, ...], ...]:
    """The history without what was taken back between meetings, oldest first.

    Lines of one moment are one doing: "done" with a new date, say. A line that takes back goes with the
    doing before it; one of a round of chasing with that round's own, whatever came in since.
    """
    stand: list[tuple[ActionEvent, ...]] = []
    for _, lines in groupby(in_order(events), key=lambda event: (event.at, event.meeting_id)):
        doing = tuple(lines)
        place = _place_taken_back(stand, doing[0]) if takes_back(doing[0]) else None
        if place is not None:
            del stand[place]
        elif not takes_back(doing[0]):
            stand.append(doing)
    return tuple(stand)


def _place_taken_back(stand: Sequence[tuple[ActionEvent, ...]], back: ActionEvent) -> int | None:
    """Where the doing stands that a line takes back; None where there is none."""
    for place in reversed(range(len(stand))) if back.chase_id is not None else ():
        asked = (event for event in stand[place] if event.chase_id == back.chase_id)
        if any(event.event_kind is back.event_kind for event in asked):
            return place
    return len(stand) - 1 if stand and stand[-1][0].meeting_id is None else None


def lines_that_stand(events: Iterable[ActionEvent]) -> tuple[ActionEvent, ...]:
    """The lines of `doings_that_stand`, oldest first."""
    return tuple(event for doing in doings_that_stand(events) for event in doing)


def last_doing(events: Iterable[ActionEvent]) -> tuple[ActionEvent, ...]:
    """The newest lines of a history when they can be taken back; empty when they cannot.

    They can, when they were kept between meetings on purpose: not where a meeting has dealt with the action
    since, nor where its day followed that of the release, nor the line that made it.
    """
    stand = doings_that_stand(events)
    if not stand or stand[-1][0].meeting_id is not None:
        return ()
    return stand[-1] if _can_be_taken_back(stand[-1]) else ()


def _can_be_taken_back(doing: Sequence[ActionEvent]) -> bool:
    kinds = {event.event_kind for event in doing}
    if kinds & _NEVER_TAKEN_BACK or any(event.note in _BY_ITSELF for event in doing):
        return False
    only_changed = kinds <= {ActionEventKind.UPDATED, ActionEventKind.REDATED}
    return not only_changed or any(event.note or event.told_by or event.evidence for event in doing)


def changed_fields(doing: Iterable[ActionEvent]) -> tuple[str, ...]:
    """Names of the fields of the action that these lines may have changed."""
    names = (name for event in doing for name in _CHANGES.get(event.event_kind, ()))
    return tuple(dict.fromkeys(names))


def around(
    states: Sequence[tuple[datetime, Action]], at: datetime, fields: Sequence[str]
) -> tuple[Action, Action] | None:
    """The action before and after one of `fields` changed in what was kept at the moment `at`; else None.

    `states` are the states of one action with the moment at which each was kept, oldest first. What is kept
    in one go, such as a line and the change that it tells of, bears one moment.
    """
    for (_, before), (kept_at, after) in pairwise(states):
        if kept_at == at and any(getattr(before, name) != getattr(after, name) for name in fields):
            return before, after
    return None


def taking_back(event: ActionEvent, before: ActionState) -> ActionEventKind:
    """The kind of the line that takes `event` back, where the action goes back to the state `before`."""
    if event.event_kind in SETTLING:
        return ActionEventKind.REOPENED
    if event.event_kind is ActionEventKind.REOPENED:
        return ActionEventKind(before.value)
    return ActionEventKind.ACCEPTANCE_UNDONE if event.event_kind in _ANSWERS else event.event_kind


def redated_count(events: Iterable[ActionEvent]) -> int:
    """How often the day of an action was moved from one day to another, without what was taken back.

    A move that a meeting gave and then opened again does not count, nor does a line of undo.
    """
    stand = lines_that_stand(events)
    opened = {
        event.meeting_id: event.at
        for event in stand
        if event.event_kind is ActionEventKind.REOPENED and event.meeting_id is not None
    }
    return sum(
        event.event_kind is ActionEventKind.REDATED
        and event.note != BY_UNDO
        and event.due_before is not None
        and event.due_after is not None
        and event.due_before != event.due_after
        and (event.meeting_id not in opened or opened[event.meeting_id] < event.at)
        for event in stand
    )


def prompts_chair(action: Action, carried_prompt: int) -> bool:
    """True for an open action that one more carry brings to the area's figure (three, unless it is set)."""
    return action.state is ActionState.OPEN and action.carried + 1 >= carried_prompt


def rung_code(action: Action, events: Iterable[ActionEvent]) -> str:
    """Code of the rung of the ladder on which an open action stands; empty before the first.

    A new date or a new owner begins the ladder anew.
    """
    if action.state is not ActionState.OPEN:
        return ""
    code = ""
    for event in lines_that_stand(events):
        if event.event_kind is ActionEventKind.CHASED and event.rung:
            code = event.rung
        elif event.event_kind in (ActionEventKind.REDATED, ActionEventKind.TRANSFERRED):
            code = ""
    return code


def tidy_label(typed: str) -> str:
    """A label as it is kept: small letters without the hash, blanks joined by a hyphen.

    Raises RuleError for nothing, for marks other than a hyphen, and for more than 40 characters.
    """
    label = "-".join(typed.strip().lstrip("#").casefold().split())
    if len(label) > LABEL_LIMIT or not _LABEL.fullmatch(label):
        raise RuleError(
            f"A label is one word of letters, digits and hyphens, {LABEL_LIMIT} characters at most.",
            field="labels",
        )
    return label
