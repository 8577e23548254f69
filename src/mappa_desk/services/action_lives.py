"""The life of an action: marked, added to between meetings, and its last line taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from mappa_desk.domain.action_lives import (
    TAKEN_BACK,
    ActionLife,
    LifeLine,
    around,
    changed_fields,
    last_doing,
    lines_that_stand,
    own_note,
    prompts_chair,
    redated_count,
    rung_code,
    taking_back,
    tidy_label,
)
from mappa_desk.domain.actions import (
    Action,
    ActionEvent,
    ActionEventKind,
    ActionState,
    Channel,
    Priority,
)
from mappa_desk.domain.calendar_words import short_date
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chasing import Rung
from mappa_desk.domain.deadlines import days_left, is_overdue
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.identifiers import action_reference, action_tag
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.people import Person
from mappa_desk.services.action_history import action_events, note_event, owner_words
from mappa_desk.services.action_replies import (
    REPLIES,
    Reply,
    accept_action,
    at_once,
    in_the_record,
    keep_reply,
    record_replies,
    record_reply,
)
from mappa_desk.services.areas import area_standards
from mappa_desk.services.filing import agency_name, known_agency, required
from mappa_desk.services.ladder import all_rungs
from mappa_desk.services.work import Work
from mappa_desk.store.queries.places import last_outside_place
from mappa_desk.store.work import Reading, UnitOfWork

__all__ = [
    "REPLIES",
    "Reply",
    "accept_action",
    "came_in",
    "carried_prompt",
    "keep_reply",
    "life",
    "life_of",
    "mark_action",
    "record_replies",
    "record_reply",
    "take_back",
    "take_back_in",
]

CARRIED_PROMPT = "carried_prompt"
"""Code of the area's figure: carried this often, the chair asks what stands in the way."""
_PRIORITY_WORDS = {
    Priority.URGENT: "do now",
    Priority.BEFORE_RELEASE: "before release",
    Priority.NORMAL: "normal",
}


def life(work: Work, *, action_id: str) -> ActionLife:
    """The whole life of one action as of today. Raises NotFound."""
    with work.reading() as reading:
        return life_of(work, reading, reading.get(Action, action_id))


def life_of(work: Work, reading: Reading, action: Action) -> ActionLife:
    """The life of an action in the reading that is open."""
    events = action_events(reading, action.id)
    case = reading.get(Case, action.case_id)
    code = rung_code(action, events)
    is_open = action.state is ActionState.OPEN
    return ActionLife(
        action=action,
        case_reference=case.reference,
        reference=action_reference(case.reference, action.tag),
        agency_name=agency_name(reading, work, action.owner_agency) if action.owner_agency else "",
        lines=tuple(_lines(work, reading, events)),
        carried=action.carried,
        redated=redated_count(events),
        overdue=is_overdue(action, work.today()),
        days_left=days_left(action.deadline, work.today()) if is_open else None,
        rung=_rung(work, reading, code),
        prompts_chair=prompts_chair(action, carried_prompt(work, reading)),
        last_doing=() if action.removed else last_doing(events),
    )


def carried_prompt(work: Work, reading: Reading) -> int:
    """How often an action is carried before the chair is prompted, as the area sets it; else 3."""
    figures = (int(one.value) for one in area_standards(reading, work) if one.id == CARRIED_PROMPT)
    return next(figures, 3)


def mark_action(
    work: Work,
    *,
    action_ids: Sequence[str],
    labels_add: Iterable[str] = (),
    labels_off: Iterable[str] = (),
    priority: Priority | None = None,
    look_on: date | None = None,
    look_now: bool = False,
) -> Outcome[tuple[Action, ...]]:
    """Changes labels, priority and the day to look again of one or several actions, all or none.

    None and no labels leave what is there; `look_now` takes the day to look again away. Each action that
    really changes has one line that says from what to what. Raises RuleError for a label that is none and a
    day that is past. Durable on return.
    """
    if look_on is not None and look_on < work.today():
        raise RuleError("The day to look again is past.", field="look_on")
    put_on = {tidy_label(label) for label in labels_add}
    off = {tidy_label(label) for label in labels_off}
    with work.writing() as uow:
        marked = []
        for action_id in dict.fromkeys(action_ids):
            action = in_the_record(uow, action_id)
            look = None if look_now else look_on or action.look_on
            wanted = replace(action, labels=tuple(sorted({*action.labels, *put_on} - off)), look_on=look)
            wanted = _ranked(wanted, priority)
            if wanted != action:
                wanted = uow.save(wanted)
                note = "; ".join(_marks_moved(action, wanted))
                now = at_once(work, uow, action.id)
                note_event(now, uow, wanted, ActionEventKind.MARKED, note=note)
            marked.append(wanted)
        return Outcome(tuple(marked), uow.changes)


def take_back(
    work: Work, *, action_ids: Sequence[str], only: Collection[str] = ()
) -> Outcome[tuple[Action, ...]]:
    """Takes back what was kept last about each of these actions between meetings, all or none.

    Nothing is removed: a line says that it was taken back, and the action is as it was before. `only` are the
    ids of the lines that are meant, where something may have come in since. Raises RuleError where there is
    nothing to take back, and where something since stands against it. Durable on return.
    """
    with work.writing() as uow:
        kept = tuple(
            take_back_in(work, uow, action_id=action_id, only=only) for action_id in dict.fromkeys(action_ids)
        )
        return Outcome(kept, uow.changes)


def take_back_in(work: Work, uow: UnitOfWork, *, action_id: str, only: Collection[str] = ()) -> Action:
    """Takes back the last doing of one action in this unit of work, as `take_back`. Durable when left."""
    action = in_the_record(uow, action_id)
    doing = last_doing(action_events(uow, action.id))
    if not doing or (only and not {event.id for event in doing} & set(only)):
        raise RuleError(f"There is nothing of action {action.tag} to take back: something came in since.")
    before = _as_before(uow, action, doing)
    kept = action if before is action else uow.save(before)
    now = at_once(work, uow, action.id)
    for event in reversed(doing):
        note_event(
            now,
            uow,
            kept,
            taking_back(event, before.state),
            note=TAKEN_BACK,
            due_before=event.due_after,
            due_after=event.due_before,
            owner_before=event.owner_after,
            owner_after=event.owner_before,
            rung=event.rung,
            chase_id=event.chase_id,
        )
    return kept


def came_in(
    work: Work,
    uow: UnitOfWork,
    action: Action,
    *,
    note: str = "",
    told_by: str = "",
    came_by: Channel = Channel.NOT_SAID,
    evidence: str = "",
) -> Action:
    """Saves an action that no meeting of this vault made, under the next number of its case ("M00-02").

    Its history begins with the line that says how it came in. Raises RuleError without words, NotFound for an
    unknown case or agency. Durable when the unit is left.
    """
    uow.get(Case, action.case_id)
    if action.owner_agency:
        known_agency(uow, work, action.owner_agency)
    kept = uow.save(
        replace(
            action,
            meeting_id=None,
            entry_id=None,
            tag=action_tag(0, last_outside_place(uow, action.case_id) + 1),
            text=required(action.text, "An action needs words.", field="text"),
        )
    )
    note_event(
        work,
        uow,
        kept,
        ActionEventKind.MADE,
        note=own_note(note),
        told_by=told_by,
        due_after=kept.deadline.on,
        owner_after=owner_words(kept),
        came_by=came_by,
        evidence=evidence,
    )
    return kept


def _rung(work: Work, reading: Reading, code: str) -> Rung | None:
    """The rung with this code, be it one that the area has out of use by now."""
    return next((one for one in all_rungs(reading, work) if one.id == code), None) if code else None


def _lines(work: Work, reading: Reading, events: Sequence[ActionEvent]) -> Iterable[LifeLine]:
    stand = {event.id for event in lines_that_stand(events)}
    meetings: dict[str | None, str] = {None: ""}
    names: dict[str, str] = {}
    for event in events:
        if event.meeting_id not in meetings:
            meetings[event.meeting_id] = reading.get(Meeting, event.meeting_id or "").tag
        by = next((one.by for one in reading.revisions(ActionEvent, event.id)), "")
        if by not in names:
            person = reading.find(Person, by) if by else None
            names[by] = person.name if person else ""
        rung = _rung(work, reading, event.rung)
        yield LifeLine(
            event=event,
            meeting_tag=meetings[event.meeting_id],
            rung_title=rung.title if rung else event.rung,
            kept_by=names[by],
            stands=event.id in stand,
        )


def _ranked(action: Action, priority: Priority | None) -> Action:
    if priority is None or priority is action.priority:
        return action
    if priority is Priority.URGENT:
        return replace(action, urgent=True)
    return replace(action, urgent=False, before_release=priority is Priority.BEFORE_RELEASE)


def _marks_moved(before: Action, after: Action) -> Iterable[str]:
    moved = partial("{} from {} to {}".format)
    if before.labels != after.labels:
        yield moved("Labels", ", ".join(before.labels) or "none", ", ".join(after.labels) or "none")
    if before.priority is not after.priority:
        yield moved("Priority", _PRIORITY_WORDS[before.priority], _PRIORITY_WORDS[after.priority])
    if before.look_on != after.look_on:
        days = (short_date(day) if day else "no day" for day in (before.look_on, after.look_on))
        yield moved("Look again", *days)


def _as_before(uow: UnitOfWork, action: Action, doing: Sequence[ActionEvent]) -> Action:
    """The action with what these lines changed as it was before. Raises RuleError for a change since."""
    fields = changed_fields(doing)
    kept_at = uow.revisions(ActionEvent, doing[0].id)[0].at
    states = [(one.at, one.body) for one in uow.revisions(Action, action.id) if one.body is not None]
    found = around(states, kept_at, fields)
    if found is None:
        return action
    before, after = found
    if any(getattr(action, name) != getattr(after, name) for name in fields):
        raise RuleError(f"Action {action.tag} was changed again since, so this cannot be taken back.")
    then: dict[str, Any] = {name: getattr(before, name) for name in fields}
    return replace(action, **then)
