"""The life of an action from an earlier meeting in a few short sentences, for reading at a glance."""

from __future__ import annotations

from mappa_desk.domain.action_lives import lines_that_stand, redated_count
from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind, ActionState, DeadlineKind
from mappa_desk.domain.carry_over import carried_count, made_at
from mappa_desk.domain.views import PastAction
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr

_TELLS = frozenset(ActionEventKind) - {
    ActionEventKind.MADE,
    ActionEventKind.ACCEPTED,
    ActionEventKind.ACCEPTED_ON_BEHALF,
    ActionEventKind.ACCEPTANCE_UNDONE,
    ActionEventKind.MARKED,
    ActionEventKind.CHASED,
    ActionEventKind.TOLD,
}
"""Kinds of event whose note says how the action goes."""
_DUE = {
    DeadlineKind.NEXT_MEETING: "due at the next meeting",
    DeadlineKind.BEFORE_RELEASE: "due before release",
}


def times(count: int) -> str:
    """How often in words: once, twice, 3 times."""
    return {1: tr("once"), 2: tr("twice")}.get(count, tr("{n} times").format(n=count))


def history_words(past: PastAction) -> str:
    """Where it was made, when it is due, how often it was moved and carried, and what was told last."""
    action, events = past.action, past.events
    made = tr("Made at {tag}").format(tag=f"M{made_at(action):02d}") if action.meeting_id else tr("Came in")
    parts = [made, _due_words(action, past.overdue)]
    moved, carried = redated_count(events), max(carried_count(events), action.carried)
    if moved:
        parts.append(tr("re-dated {times}").format(times=times(moved)))
    if carried:
        parts.append(tr("carried {times}").format(times=times(carried)))
    if past.rung:
        parts.append(tr("on the ladder: {rung}").format(rung=past.rung))
    line = ", ".join(part for part in parts if part) + "."
    last = last_told(events)
    return f"{line} {last}" if last else line


def last_told(events: tuple[ActionEvent, ...]) -> str:
    """The last note on how an action goes, with its day and who told it; empty when nobody said anything."""
    told = [
        event
        for event in lines_that_stand(events)
        if event.event_kind in _TELLS and (event.note or event.told_by)
    ]
    if not told:
        return ""
    last = told[-1]
    who = tr("told by {who}").format(who=last.told_by) if last.told_by else ""
    said = ", ".join(part for part in (last.note.strip().rstrip("."), who) if part)
    return tr("{day}: {said}.").format(day=words.day(last.at.date()), said=said)


def _due_words(action: Action, overdue: bool) -> str:
    if action.state is not ActionState.OPEN:
        on = words.day(action.settled_on) if action.settled_on else ""
        said = tr(words.ACTION_STATES[action.state]).lower()
        return f"{said} {on}".strip()
    due = action.deadline
    if due.on is None:
        return tr(_DUE.get(due.kind, "no date"))
    text = tr("due {day}").format(day=words.day(due.on))
    return tr("{due}, overdue").format(due=text) if overdue else text
