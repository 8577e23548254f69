"""What is chased and when: which rung an action stands on, which comes next, what does not wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mappa_desk.domain.action_lives import TAKEN_BACK, lines_that_stand
from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind, ActionState, Priority
from mappa_desk.domain.chasing import Chase, Rung
from mappa_desk.domain.deadlines import is_overdue
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import HELD, Meeting
from mappa_desk.domain.working_days import IsHoliday, add_working_days, never

DayOf = Callable[[datetime], date]
"""Gives the day of a kept moment in the laptop's zone."""

OUTGOING = frozenset({ActionEventKind.CHASED, ActionEventKind.TOLD, ActionEventKind.CALLED_BACK})
"""What the office did, or was rung about, between meetings."""
_NO_ANSWER = OUTGOING | {ActionEventKind.MARKED, ActionEventKind.MADE}
_FIRST_RUNG_AGAIN = (ActionEventKind.REDATED, ActionEventKind.TRANSFERRED)
SAFETY_LABELS = frozenset({"safety", "staff-safety", "victim-safety"})
"""Labels of actions for the safety of staff or of a victim, which do not wait for the minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an overdue action stands on the ladder on one day."""

    present: Rung | None
    """The rung that was last climbed, None for none."""
    climbed_on: date | None
    next: Rung | None
    """The one above it; None at the top, and for an action that is not overdue."""
    next_on: date | None
    """The day from which the next one is due."""
    due: bool
    """True when the next one is due."""


def is_taken_back(chase: Chase) -> bool:
    """True for the line that takes a chase back."""
    return chase.note == TAKEN_BACK


def standing_chases(chases: Iterable[Chase]) -> tuple[Chase, ...]:
    """The chases that stand: without whole rounds that were taken back and the lines that did so."""
    every = tuple(chases)
    gone = {chase.round_id for chase in every if is_taken_back(chase)}
    return tuple(chase for chase in every if chase.round_id not in gone)


def standing_events(events: Iterable[ActionEvent]) -> tuple[ActionEvent, ...]:
    """A history without whatever was taken back between meetings, oldest first, as the tracker shows it."""
    return lines_that_stand(events)


def asked_in(events: Iterable[ActionEvent]) -> frozenset[str]:
    """Ids of the chases that stand in the history of an action."""
    return frozenset(event.chase_id for event in standing_events(events) if event.chase_id is not None)


def present_rung(events: Iterable[ActionEvent]) -> ActionEvent | None:
    """The line by which an action was put on the rung where it stands; None while it is on none.

    A new date or another owner begins at the first rung.
    """
    found = None
    for event in standing_events(events):
        if event.event_kind is ActionEventKind.CHASED and event.rung:
            found = event
        elif event.event_kind in _FIRST_RUNG_AGAIN:
            found = None
    return found


def standing_of(
    action: Action,
    events: Iterable[ActionEvent],
    ladder: Sequence[Rung],
    *,
    today: date,
    day_of: DayOf,
    is_holiday: IsHoliday = never,
) -> Standing:
    """Where an action stands on the ladder on the day `today`.

    `ladder` is in order, lowest first. A rung is due its working days after the day on which the action was
    due. One that was climbed late gives the next one the days that lie between the two.
    """
    event = present_rung(events)
    present = rung_of(ladder, event.rung) if event is not None else None
    climbed_on = day_of(event.at) if event is not None else None
    above = next_rung(ladder, present)
    due_on = action.deadline.on
    if above is None or due_on is None or not is_overdue(action, today):
        return Standing(present=present, climbed_on=climbed_on, next=None, next_on=None, due=False)
    next_on = add_working_days(due_on, above.days, is_holiday)
    if present is not None and climbed_on is not None:
        between = max(above.days - present.days, 1)
        next_on = max(next_on, add_working_days(climbed_on, between, is_holiday))
    return Standing(present=present, climbed_on=climbed_on, next=above, next_on=next_on, due=next_on <= today)


def in_order(rungs: Iterable[Rung]) -> tuple[Rung, ...]:
    """The rungs that are in use, lowest first."""
    return tuple(sorted((one for one in rungs if one.active), key=lambda one: (one.position, one.id)))


def rung_of(ladder: Sequence[Rung], code: str) -> Rung | None:
    """The rung with this code, None for one that is out of use by now."""
    return next((rung for rung in ladder if rung.id == code), None)


def next_rung(ladder: Sequence[Rung], present: Rung | None) -> Rung | None:
    """The rung above the present one; the first one for None."""
    return next((one for one in ladder if present is None or one.position > present.position), None)


def skipped(ladder: Sequence[Rung], present: Rung | None, wanted: Rung) -> tuple[Rung, ...]:
    """The rungs that would be left out between the present one and the wanted one."""
    floor = present.position if present is not None else -1
    return tuple(one for one in ladder if floor < one.position < wanted.position)


def check_climb(
    action: Action, present: Rung | None, wanted: Rung, ladder: Sequence[Rung], *, because: str
) -> None:
    """Refuses what the ladder does not allow: an action that is settled, a step down, a skip without reason.

    The same rung may be used again. Raises RuleError.
    """
    if action.state is not ActionState.OPEN or action.removed:
        raise RuleError(f"Action {action.tag} is settled already.", field="action")
    if present is not None and wanted.position < present.position:
        raise RuleError(
            f"Action {action.tag} stands higher already, at “{present.title}”.",
            field="rung",
        )
    left_out = skipped(ladder, present, wanted)
    if left_out and not because.strip():
        names = ", ".join(f"“{one.title}”" for one in left_out)
        raise RuleError(f"Say why {names} is left out for action {action.tag}.", field="skipped_because")


def is_do_now(action: Action, given_on: date) -> bool:
    """True for an open action that does not wait for the minutes.

    Marked urgent, labelled for safety, or due no later than the day after it was given.
    """
    if action.state is not ActionState.OPEN or action.removed:
        return False
    due = action.deadline.on
    soon = due is not None and due <= given_on + timedelta(days=1)
    return action.priority is Priority.URGENT or soon or not SAFETY_LABELS.isdisjoint(action.labels)


def answered_since(events: Iterable[ActionEvent], moment: datetime) -> bool:
    """True when word of an action came in after it was asked for: an update, a new date, an outcome."""
    return any(event.at > moment and event.event_kind not in _NO_ANSWER for event in standing_events(events))


def told_and_back(events: Iterable[ActionEvent]) -> tuple[ActionEvent | None, ActionEvent | None]:
    """The line by which the owner was last told of an action, and that of the call back since then."""
    stand = standing_events(events)
    told = next((one for one in reversed(stand) if one.event_kind is ActionEventKind.TOLD), None)
    back = next((one for one in reversed(stand) if one.event_kind is ActionEventKind.CALLED_BACK), None)
    if told is not None and back is not None and back.at < told.at:
        back = None
    return told, back


def given_at(events: Iterable[ActionEvent]) -> datetime | None:
    """When an action was given: the first line of its history; None for an empty one."""
    return min((event.at for event in events), default=None)


def review_of(meeting: Meeting) -> date | None:
    """The review that a call is for: the planned meeting itself, else the day that the last one set."""
    if meeting.state not in HELD:
        return meeting.planned_on
    return meeting.next_review.on if meeting.next_review is not None else None


def wording_fault(wording: str) -> str:
    """What is wrong with the wording of a rung, in one sentence; empty when nothing is."""
    if not wording.strip():
        return "A rung needs its wording."
    rest = wording
    for name in BLANKS:
        rest = rest.replace(f"{{{name}}}", "")
    if "{" in rest or "}" in rest:
        return "Only {numbers}, {agency} and {reply_by} can be filled in."
    return "" if "{numbers}" in wording else "The wording needs {numbers}: which actions it is about."


BLANKS = ("numbers", "agency", "reply_by")
"""What is filled into the wording of a rung."""


def rung_words(rung: Rung, *, numbers: str, agency: str, reply_by: str) -> str:
    """What the message of a rung says: references and numbers, no text of an action and no name."""
    words = rung.wording
    for name, value in zip(BLANKS, (numbers, agency, reply_by), strict=True):
        words = words.replace(f"{{{name}}}", value)
    return words
